#!/usr/bin/env bash
# Sets up the peers in a virtual environment, times Mien beside them, and writes Docs/Performance.md and PerformanceTables.md.
# With --quick a short trial writes to Benchmarks/Speed/.build. Arguments go to benchmark.py.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
environment="$here/.venv"
if [ ! -x "$environment/bin/python" ]; then
    echo "Setting up the peers in $environment"
    python3 -m venv "$environment"
fi
"$environment/bin/pip" install --quiet --requirement "$here/requirements.txt"
swift build -c release --package-path "$here"

pages="$root/Docs"
for argument in "$@"; do
    [ "$argument" != --quick ] || pages="$here/.build"
done
"$environment/bin/python" "$here/benchmark.py" "$root/.build/release/mien" "$here/.build/release" --out "$pages" "$@"
