#!/bin/sh
# install.sh PYTHON UV_VERSION LOCK: put the locked, hashed set and Stepwell itself into .venv.
# uv is faster and quiet; where it cannot be had, plain pip reads the same file.
set -eu
python=$1 uv_version=$2 lock=$3
say() { printf '  %s\n' "$*"; }

"$python" - <<'PY' || exit 1
import sys
if sys.version_info < (3, 11):
    sys.exit(f"Stepwell needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make run PYTHON=python3.11")
PY
if [ ! -x .venv/bin/python ]; then
    say "Making .venv"
    "$python" -m venv .venv || { echo "python3 -m venv failed. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
fi
if [ ! -x .tool/bin/uv ]; then
    say "Getting uv $uv_version"
    { "$python" -m venv .tool && .tool/bin/pip install -q --disable-pip-version-check "uv==$uv_version" 2>.tool/log; } || rm -rf .tool
fi
say "Installing $(grep -c '==' "$lock") packages from $lock"
if [ -x .tool/bin/uv ]; then
    .tool/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$lock"
    .tool/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
else
    say "uv is not available here; using pip, which takes longer"
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
say "Installed."
