#!/bin/sh
# test.sh WORKERS: all tests on SQLite, then those that touch the database on PostgreSQL.
# Without a PostgreSQL or a browser the rest is tested and this says so; with CI=true both must be there.
set -eu
workers=$1
bin=.venv/bin
postgres=${STEPWELL_TEST_POSTGRES_URL:-postgresql://postgres@127.0.0.1:5432/test}
unset STEPWELL_DATABASE_URL STEPWELL_TEST_POSTGRES_URL
unset PYTHONDONTWRITEBYTECODE  # Or every command that a test starts compiles all of Django again.

# In the order of the folders: else files of one long test come last, and one worker waits for them.
echo "== Tests on SQLite"
$bin/pytest -q -n "$workers" --dist loadfile --no-loadscope-reorder -m "not browser"

echo "== Journeys in Chromium"
$bin/pytest -q -n "$workers" --dist worksteal -m browser

if $bin/python - "$postgres" <<'PY'
import sys
import psycopg
try:
    psycopg.connect(sys.argv[1], connect_timeout=3).close()
except psycopg.OperationalError as error:
    print(f"PostgreSQL: {error}".strip())
    sys.exit(1)
PY
then
    echo "== Tests on PostgreSQL"
    STEPWELL_DATABASE_URL=$postgres $bin/pytest -q -n "$workers" --dist loadfile --no-loadscope-reorder tests/integration
elif [ "${CI:-}" = true ]; then
    echo "CI needs the PostgreSQL that STEPWELL_TEST_POSTGRES_URL names." >&2
    exit 1
else
    echo "No PostgreSQL here, so only SQLite was tested. STEPWELL_TEST_POSTGRES_URL names one."
fi
