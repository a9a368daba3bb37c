#!/bin/sh
# Makes sure that there is a Node.js 20 or newer with npm: the machine's own, else one from a wheel
# in the virtual environment.
set -eu
if command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then
    echo "Front end: Node.js $(node --version) of this machine"
    exit 0
fi
echo "Front end: this machine has no Node.js 20 or newer with npm; one is put into .venv"
.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements/node.txt
