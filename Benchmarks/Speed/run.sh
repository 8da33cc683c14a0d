#!/usr/bin/env bash
# Sets up the peers in a virtual environment, times Mien beside them, and writes Docs/Performance.md. Arguments go to compare.py.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
environment="$here/.venv"
if [ ! -x "$environment/bin/python" ]; then
    echo "Setting up the peers in $environment"
    python3 -m venv "$environment"
fi
"$environment/bin/pip" install --quiet --requirement "$here/requirements.txt"
"$environment/bin/python" "$here/compare.py" "$here/../../.build/release/mien" \
    --out "$here/../../Docs/Performance.md" "$@"
