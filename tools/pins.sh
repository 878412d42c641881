#!/bin/sh
# Resolve the dependencies for every supported Python and platform and write the pinned files.
set -eu
bin=.venv/bin
"$bin/python" -m pip install --quiet uv
compile() {
    "$bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header "$@" pyproject.toml requirements-build.in
}
compile --upgrade --output-file requirements.txt
compile --upgrade --extra dev --constraints requirements.txt --output-file requirements-dev.txt
