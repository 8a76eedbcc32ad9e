#!/usr/bin/env bash
# Runs the tests: in two processes where there are two cores, since the judges take long.
# usage: tools/tests.sh [ARGUMENT…]   arguments go to pytest, which then runs alone
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

pytest=.venv/bin/pytest
# About half of the time; whatever is not named here runs in the other process.
half=(
  tests/building tests/channels tests/cli tests/composing tests/explanations tests/inspecting
  tests/test_judges.py tests/themes
)

if [ $# -gt 0 ] || [ "$(nproc)" -lt 2 ]; then
  exec "$pytest" "$@"
fi

log=$(mktemp)
"$pytest" -p no:cacheprovider "${half[@]}" >"$log" 2>&1 &
beside=$!
trap 'kill "$beside" 2>/dev/null; rm -f "$log"' EXIT
"$pytest" -p no:cacheprovider "${half[@]/#/--ignore=}"
rest=$?
wait "$beside"
named=$?
cat "$log"
[ "$rest" -eq 0 ] && [ "$named" -eq 0 ]
