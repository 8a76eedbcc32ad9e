# shellcheck shell=bash
# Sourced by the other scripts.
# find_python: prints the first Python ≥ 3.11 that can make virtual environments, or fails.
# $PYTHON names one of your own; a pyenv shim whose version is gone is passed over.
find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 /usr/bin/python3 python3.{11..16}; do
    if "$candidate" - 2>/dev/null <<<'
import sys, venv, ensurepip
sys.exit(sys.version_info < (3, 11))'; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}
