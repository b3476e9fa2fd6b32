#!/usr/bin/env bash
# From a fresh checkout to the running demo: set-up, build, default model, `overwatch serve --demo`.
. "$(dirname "$0")/setup/common.sh"

port=${PORT:-8000}
if ! [[ $port =~ ^[0-9]{1,5}$ ]] || [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; then
  fail "PORT=$port is not a port: give a number from 1 to 65535"
fi
# Asked before the set-up, so that a long build does not end in this.
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  fail "port $port is taken by another program: stop it, or choose another one (make run PORT=$((port + 1)))"
fi

tools/setup.sh run
tools/setup/build.sh release overwatch
tools/setup/model.sh
say "starting the server (Ctrl-C stops it)"
exec build/release/overwatch serve --demo --port "$port"
