#!/bin/sh
# Says what this machine lacks to run Samspill, and how to get it. PYTHON may name another Python.
set -u
python="${PYTHON:-python3}"
missing=""

if ! command -v "$python" >/dev/null 2>&1; then
    missing="Python 3.11 or newer ($python)"
elif ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    missing="Python 3.11 or newer ($python is $("$python" --version 2>&1))"
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    missing="virtual environments for $python (the package python3-venv)"
fi

if [ -n "$missing" ]; then
    echo "Samspill needs something that this machine lacks: $missing." >&2
    echo "On Debian and Ubuntu, as root, this gets all that is needed:" >&2
    echo "    apt-get install -y --no-install-recommends git make python3-venv ca-certificates" >&2
    echo "Another Python can be named like this: make run PYTHON=python3.12" >&2
    exit 1
fi
