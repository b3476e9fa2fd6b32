#!/usr/bin/env bash
# fuzz.sh [SECONDS] [NAME...]: runs every fuzzer (or those named) so long each, FUZZ_JOBS at a time, prints a table and fails
# when one has found something. What is found lies in build/fuzz/found; new inputs are kept in build/fuzz/corpus.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
seconds=${1:-60}
[ $# -eq 0 ] || shift
names=("$@")
[ ${#names[@]} -gt 0 ] || mapfile -t names < <(find fuzz -maxdepth 1 -name '*_fuzz.cpp' -printf '%f\n' | sed 's/_fuzz\.cpp$//' | sort)
found=$PWD/build/fuzz/found
logs=$PWD/build/fuzz/logs
mkdir -p "$found" "$logs"

run() {
  local name=$1 work=build/fuzz/corpus/$1
  mkdir -p "$work"
  nice -n 19 "build/fuzz/fuzz/${name}_fuzz" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 \
    -artifact_prefix="$found/$name-" -print_final_stats=1 "$work" "fuzz/corpus/$name" >"$logs/$name" 2>&1
  echo $? >"$logs/$name.rc"
}

for name in "${names[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "${FUZZ_JOBS:-1}" ]; do wait -n; done
  run "$name" &
done
wait

failed=0
printf '%-12s %12s %10s %8s  %s\n' fuzzer runs exec/s cover result
for name in "${names[@]}"; do
  stat() { sed -nE "s/^stat::$1: *([0-9]+).*/\1/p" "$logs/$name" | tail -1; }
  cover=$(sed -nE 's/.* cov: ([0-9]+) .*/\1/p' "$logs/$name" | tail -1)
  result=clean
  if [ "$(cat "$logs/$name.rc")" -ne 0 ]; then
    result="FOUND: $logs/$name"
    failed=1
  fi
  printf '%-12s %12s %10s %8s  %s\n' "$name" "$(stat number_of_executed_units)" "$(stat average_exec_per_sec)" "$cover" "$result"
done
exit $failed
