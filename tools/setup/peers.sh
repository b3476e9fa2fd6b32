#!/usr/bin/env bash
# A Python environment (.deps/venv) for the references that the tests compare with. The product uses no Python.
. "$(dirname "$0")/common.sh"

requirements=tests/peers/requirements.txt
[ -f "$requirements" ] || exit 0
venv=$DEPS/venv
inputs=$(digest "$requirements" tools/setup/peers.sh)
is_fresh peers "$inputs" "$venv/bin/python" && exit 0

say "making the Python environment of the test peers ($venv)"
log=$LOGS/peers.log
python=/usr/bin/python3
[ -x "$python" ] || python=$(command -v python3) || fail "python3 is not there: the tests' Python peers need it"
rm -rf "$venv"
"$python" -m venv "$venv" >"$log" 2>&1 || fail "$python cannot make a virtual environment: $(tail -n 1 "$log")"
if ! "$venv/bin/pip" install --retries 2 --disable-pip-version-check --only-binary :all: -r "$requirements" \
  >>"$log" 2>&1 </dev/null; then
  offline "$log" && fail "no network: the Python packages of $requirements cannot be fetched"
  fail "pip: $(first_error "$log") (full log: $log)"
fi
mark_done peers "$inputs"
