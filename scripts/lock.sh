#!/bin/sh
# Both lock files hold versions and hashes only, no index address, so uv and pip read them alike.
set -eu
for pair in "requirements.lock:" "requirements-dev.lock:--group dev"; do
    file=${pair%%:*}
    groups=${pair#*:}
    # shellcheck disable=SC2086
    .tool/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-annotate --group build $groups pyproject.toml -o "$file"
    echo "$file: $(grep -c '==' "$file") packages"
done
