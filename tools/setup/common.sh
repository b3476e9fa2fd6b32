# Shared by the set-up scripts: sourced, never run. Everything works from the root of the checkout.
# shellcheck shell=bash
set -euo pipefail
self=$(realpath "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DEBIAN_FRONTEND=noninteractive
# Without a network npm should say so in seconds, and use what it has already.
export npm_config_prefer_offline=true npm_config_fetch_retries=2 npm_config_fetch_retry_mintimeout=1000 \
  npm_config_fetch_retry_maxtimeout=5000

# .deps holds what set-up fetched and made for the build, .overwatch what the program itself reads and writes.
DEPS=.deps
# shellcheck disable=SC2034  # read by the scripts that source this file
DATA=.overwatch
STAMPS=$DEPS/stamps
LOGS=$DEPS/logs
mkdir -p "$STAMPS" "$LOGS"

say() { printf '==> %s\n' "$*"; }

# One clear line, then exit 1.
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# digest FILE...: one hash over the names and contents of the given files.
digest() { sha256sum -- "$@" | sha256sum | cut -d' ' -f1; }

# is_fresh NAME DIGEST OUTPUT...: the step was done for these inputs and its outputs are still there.
is_fresh() {
  local name=$1 want=$2 output
  shift 2
  [ "$(cat "$STAMPS/$name" 2>/dev/null || true)" = "$want" ] || return 1
  for output in "$@"; do [ -e "$output" ] || return 1; done
}

mark_done() { printf '%s\n' "$2" >"$STAMPS/$1"; }

# verify_sha256 FILE SUM: a fetched file is the pinned one, byte by byte.
verify_sha256() {
  local have
  have=$(sha256sum -- "$1" | cut -d' ' -f1)
  [ "$have" = "$2" ] || fail "$1 is not the expected file: SHA-256 $have, expected $2"
}

# offline LOG: the log of apt, npm or pip says that the network is the trouble.
offline() {
  local apt='Temporary failure (in name resolution|resolving)|Could not (connect|resolve)|Unable to connect'
  local npm='ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH'
  local pip='Failed to establish a new connection|NewConnectionError|NameResolutionError'
  grep -qiE "$apt|$npm|$pip|Network is unreachable|Connection (refused|timed out)" "$1"
}

# first_error LOG: the line of a log that says most.
first_error() {
  grep -m1 -E '^(E:|npm (error|ERR!)|ERROR:|CMake Error)' "$1" || tail -n 1 "$1"
}

# need_root WHAT: without the right to act as root, says what that was wanted for. Before root, whose output may go to a log.
need_root() {
  [ "$(id -u)" != 0 ] || return 0
  command -v sudo >/dev/null || fail "$1 needs root rights and there is no sudo: run this as root, or have root do it"
  sudo -n true 2>/dev/null || [ -t 0 ] ||
    fail "$1 needs root rights and sudo wants a password: run 'sudo -v' first, or have root do it"
}

# root COMMAND...: runs a command as root.
root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo DEBIAN_FRONTEND=noninteractive "$@"; fi
}

# alone NAME ARGUMENT...: starts the calling script once more, holding a lock, so that `make run` and `make test` side by
# side do not unpack or build into each other. Returns when the lock is held already.
alone() {
  local lock=$DEPS/$1.lock
  shift
  [ "${OW_ALONE:-}" != "$lock" ] || return 0
  flock -n "$lock" true || say "${self##*/} is running already, waiting for it"
  OW_ALONE=$lock exec flock -o "$lock" "$self" "$@"
}
