#!/usr/bin/env bash
# build.sh PRESET [TARGET...]: configures where something changed, and builds. JOBS sets how many compilers run.
. "$(dirname "$0")/common.sh"

preset=$1
alone "build-$preset" "$@"
shift
folder=build/$preset
log=$LOGS/configure-$preset.log
jobs=${JOBS:-$(nproc)}
# Another checkout of the same sources finds the same objects: paths in ccache are relative to the checkout.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

# CMake itself sees changed CMakeLists.txt files; it does not see presets nor libraries that have come since.
mapfile -t scripts < <(find cmake -type f | sort)
data=$(realpath -m "${OVERWATCH_SHARED_DATA:-../shared/data}")
inputs="$(digest CMakePresets.json "${scripts[@]}" /var/lib/dpkg/status) $data"
if ! is_fresh "configure-$preset" "$inputs" "$folder/build.ninja"; then
  say "configuring $folder"
  if ! cmake --preset "$preset" -DOW_SHARED_DATA="$data" >"$log" 2>&1; then
    grep -A 8 -m 1 '^CMake Error' "$log" >&2 || true
    fail "CMake could not configure $folder (full log: $log)"
  fi
  mark_done "configure-$preset" "$inputs"
fi

targets=()
[ $# -eq 0 ] || targets=(--target "$@")
say "building $folder${1:+ ($*)} with $jobs jobs"
# On a terminal Ninja's counter runs in one line; elsewhere only what goes wrong is shown.
quiet=()
[ -t 1 ] || quiet=(-- --quiet)
cmake --build "$folder" -j "$jobs" "${targets[@]}" "${quiet[@]}" || fail "the build of $folder failed (see above)"
