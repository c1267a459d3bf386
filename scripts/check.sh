#!/bin/sh
# Everything a machine can say about the code without running it.
set -eu
bin=.venv/bin
step() { printf '\n== %s\n' "$*"; }
step "format"; $bin/ruff format --check .
step "lint"; $bin/ruff check .
step "types"; $bin/mypy
step "import rules"; $bin/lint-imports .importlinter
step "migrations"; DJANGO_SETTINGS_MODULE=settings PYTHONPATH=tests $bin/python -W error -m django makemigrations --check --dry-run
step "Django's own checks, production"
keys=$(mktemp -d)/field-keys
$bin/stepwell keys make --file "$keys" >/dev/null
STEPWELL_ENCRYPTION_KEYS_FILE=$keys STEPWELL_MODE=production DJANGO_SETTINGS_MODULE=stepwell.config.settings.production STEPWELL_HOSTS=example.org \
    STEPWELL_DATA_DIR="$(mktemp -d)" STEPWELL_SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    $bin/python -m django check --deploy --fail-level WARNING
step "shell scripts"; for file in scripts/*.sh .ci/run; do sh -n "$file"; done
printf '\nAll checks passed.\n'
