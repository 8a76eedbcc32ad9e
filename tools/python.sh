#!/usr/bin/env bash
# Makes .venv with this package in it; does nothing when .venv is up to date.
# usage: tools/python.sh [EXTRA,EXTRA…]   the extras of pyproject.toml
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=tools/python_command.sh
source tools/python_command.sh

extras=${1:-}
venv=$PWD/.venv

# A virtual environment cannot be moved, so its place belongs to the stamp.
state=$(sha256sum pyproject.toml constraints.txt; echo "$venv"; sha256sum <tools/python.sh)
stamp=$venv/.installed-${extras:-base}

works() { "$venv/bin/python" -c 'import pip' 2>/dev/null; }
if [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && works; then
  exit 0
fi

# Another place or a Python that is gone: pip's own scripts would not run any more.
if ! works || ! grep -qF "$venv/" "$venv/bin/pip"; then
  python=$(find_python) || {
    echo "No Python ≥ 3.11 that can make virtual environments; PYTHON=… names one" >&2
    exit 4
  }
  "$python" -m venv --clear "$venv"
fi

echo "Installing Python packages into .venv"
pip=("$venv/bin/pip" --disable-pip-version-check install --quiet --constraint constraints.txt)
# The build backend is pinned too: hence no isolated build, which would fetch the newest.
"${pip[@]}" hatchling editables
"${pip[@]}" --no-build-isolation --editable ".${extras:+[$extras]}"
# pip compiles what it installs, but nothing of a package that stays where it is; and where
# PYTHONDONTWRITEBYTECODE is set, every start would compile it again.
"$venv/bin/python" -m compileall -q publish
echo "$state" | tee "$venv/.installed-base" >"$stamp"
