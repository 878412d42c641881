#!/bin/sh
# Make the virtual environment and put the pinned packages and Kaname itself into it.
# usage: tools/install.sh VENV REQUIREMENTS
set -eu
venv=$1
requirements=$2
python=${PYTHON:-python3}

say() { printf 'kaname: %s\n' "$*" >&2; }

if [ ! -x "$venv/bin/python" ]; then
    command -v "$python" >/dev/null 2>&1 || { say "$python is not on this machine; install Python 3.11 or later"; exit 1; }
    if ! "$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))'; then
        say "$("$python" --version) is too old; Python 3.11 or later is needed (make PYTHON=python3.12 …)"
        exit 1
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        say "$python cannot make virtual environments; install its venv package (Debian: python3-venv)"
        exit 1
    fi
    "$python" -m venv "$venv"
fi

say "installing the pinned packages of $requirements into $venv (a few minutes the first time)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$requirements"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
