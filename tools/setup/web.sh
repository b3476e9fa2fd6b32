#!/usr/bin/env bash
# Builds the web page: web/ → web/dist, which CMake embeds into the program.
. "$(dirname "$0")/common.sh"

if [ ! -f web/package.json ]; then
  say "web/ has no package.json: nothing to build there"
  exit 0
fi
[ -f web/package-lock.json ] || fail "web/package-lock.json is not there: the web page is built from locked packages only"

log=$LOGS/web.log
run() {
  local what=$1
  shift
  (cd web && "$@") >"$log" 2>&1 </dev/null && return
  offline "$log" && fail "no network: the npm packages of the web page cannot be fetched"
  [ "$what" = build ] && tail -n 30 "$log" >&2
  fail "web page: npm $what failed: $(first_error "$log") (full log: $log)"
}

packages=$(digest web/package.json web/package-lock.json)
if ! is_fresh web-packages "$packages" web/node_modules; then
  say "fetching the npm packages of the web page"
  run install npm ci --ignore-scripts --no-audit --no-fund
  mark_done web-packages "$packages"
fi

mapfile -d '' -t sources < <(find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -print0 | sort -z)
inputs=$(digest "${sources[@]}" tools/setup/web.sh)
is_fresh web "$inputs" web/dist/index.html && exit 0
say "building the web page"
run build npm run build
mark_done web "$inputs"
