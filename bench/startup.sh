#!/usr/bin/env bash
# startup.sh [REPEATS]: from `overwatch serve --demo` to the first JPEG of the demo, and the server's peak memory by then.
# A fresh data folder each time, with links to the model and the clip of DATA (default: .overwatch of the checkout).
set -euo pipefail
repeats=${1:-5}
root=$(cd "$(dirname "$0")/.." && pwd)
binary=${BINARY:-$root/build/release/overwatch}
data=${DATA:-$root/.overwatch}
times=()
for _ in $(seq "$repeats"); do
  folder=$(mktemp -d)
  mkdir -p "$folder/data"
  for part in models media; do ln -s "$(realpath "$data/$part")" "$folder/data/$part"; done
  begin=$(date +%s%N)
  "$binary" serve --demo --port 0 --data-dir "$folder/data" --log-file "$folder/log" >"$folder/out" 2>&1 &
  server=$!
  trap 'kill $server 2>/dev/null || true' EXIT
  port=
  while [ -z "$port" ]; do
    kill -0 $server 2>/dev/null || { cat "$folder/out"; exit 1; }
    port=$(sed -n 's|.*running: http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$folder/out")
    [ -n "$port" ] || sleep 0.005
  done
  listening=$(date +%s%N)
  until curl -fs -o "$folder/first.jpg" "http://127.0.0.1:$port/api/xray/demo/view.jpg"; do sleep 0.01; done
  end=$(date +%s%N)
  peak=$(awk '/VmHWM/ {print $2}' /proc/$server/status)
  printf 'listening after %d ms, first picture (%d bytes) after %d ms, peak memory %d MB\n' \
    $(((listening - begin) / 1000000)) "$(stat -c %s "$folder/first.jpg")" $(((end - begin) / 1000000)) $((peak / 1024))
  times+=($(((end - begin) / 1000000)))
  kill $server
  wait $server || true
  trap - EXIT
  rm -rf "$folder"
done
printf '%s\n' "${times[@]}" | sort -n | awk '{ t[NR] = $1 } END { printf "first picture: median %d ms, best %d, worst %d (target 1500)\n", t[int((NR + 1) / 2)], t[1], t[NR] }'
