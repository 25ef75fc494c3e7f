#!/bin/sh
# The only script that runs before there is a Python: it finds one (3.11 to 3.13 with venv),
# or installs it, and hands over to bin/setup.py.
set -eu
cd "$(dirname "$0")/.."

fit() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        >/dev/null 2>&1
}

find_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 /usr/bin/python3; do
        if fit "$candidate"; then
            PYTHON=$candidate
            return 0
        fi
    done
    return 1
}

# Arguments: the packages. Root installs them itself, anybody else through sudo.
install() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "This is no Debian or Ubuntu: install Python 3.11, 3.12 or 3.13 with venv and pip," \
            "or run: docker compose up" >&2
        exit 1
    fi
    if [ "$(id -u)" -eq 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1; then
        as_root="sudo"
    else
        echo "Missing: $*. Install them as root, or install sudo." >&2
        exit 1
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        "$@" </dev/null
}

if ! find_python; then
    install python3 python3-venv
    if ! find_python; then
        echo "Python 3.11, 3.12 or 3.13 is needed, and this release has none." \
            "Name one with PYTHON=/path/to/python3, or run: docker compose up" >&2
        exit 1
    fi
fi
exec "$PYTHON" bin/setup.py "$@"
