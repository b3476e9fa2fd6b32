#!/usr/bin/env bash
# From a fresh checkout to every test run. TESTS=REGEX runs some, TEST_JOBS=N several at once; JOBS is for the compilers.
. "$(dirname "$0")/setup/common.sh"

OVERWATCH_SHARED_DATA=$(realpath -m "${OVERWATCH_SHARED_DATA:-../shared/data}")
export OVERWATCH_SHARED_DATA
if [ ! -d "$OVERWATCH_SHARED_DATA" ]; then
  missing="no test data at $OVERWATCH_SHARED_DATA"
  [ "${OVERWATCH_REQUIRE_DATA:-0}" != 1 ] || fail "$missing, and OVERWATCH_REQUIRE_DATA=1 asks for it"
  say "$missing: the tests that need it are skipped"
fi

tools/setup.sh test
tools/setup/build.sh release
tools/setup/model.sh
say "running the tests"
select=()
[ -z "${TESTS:-}" ] || select=(-R "$TESTS")
exec ctest --preset release -j "${TEST_JOBS:-$(nproc)}" "${select[@]}" </dev/null
