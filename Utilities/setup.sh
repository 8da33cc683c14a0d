#!/usr/bin/env bash
# Installs those of the given Debian packages that are missing, and says so. Nothing happens if none is.
set -euo pipefail

missing=()
for package in "$@"; do
    if ! dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
        missing+=("$package")
    fi
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "These packages are missing, and there is no apt-get to install them: ${missing[*]}." >&2
    echo "Install OpenBLAS, zlib, libpng, libjpeg-turbo, libsndfile, SQLite and OpenCV's data with your system's package manager, with their headers." >&2
    exit 1
fi
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
echo "Installing the system packages that Mien needs: ${missing[*]}"
"${root[@]}" apt-get update --quiet=2
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends "${missing[@]}"
