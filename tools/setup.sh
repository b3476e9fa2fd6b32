#!/usr/bin/env bash
# setup.sh [build|run|test|lint|dev]...: everything that a fresh Debian 12 lacks for it. Runs again in a second.
. "$(dirname "$0")/setup/common.sh"

[ $# -gt 0 ] || set -- run test

alone setup "$@"

lists=(debian-packages)
for purpose in "$@"; do
  case $purpose in
    build | run) ;;
    test | lint | dev) lists+=("debian-packages-$purpose") ;;
    *) fail "setup.sh knows build, run, test, lint and dev, not '$purpose'" ;;
  esac
done
tools/setup/debian.sh "${lists[@]}"
tools/setup/onnxruntime.sh
tools/setup/web.sh
case " $* " in *' run '* | *' test '*) tools/setup/clip.sh ;; esac
case " $* " in *' test '*) tools/setup/peers.sh ;; esac
