#!/usr/bin/env bash
# format.sh [--check]: clang-format 16 over every C++ file of the project.
. "$(dirname "$0")/setup/common.sh"

mapfile -t files < <(find src apps tests bench fuzz -name '*.h' -o -name '*.cpp' | sort)
if [ "${1:-}" != --check ]; then
  clang-format-16 -i "${files[@]}"
  exit 0
fi
log=$LOGS/format.log
clang-format-16 --dry-run -Werror "${files[@]}" 2>"$log" && exit 0
grep -E 'error:' "$log" | cut -d: -f1 | sort | uniq -c | awk '{print $2 ": " $1 " places are not as clang-format has them"}' >&2
fail "run 'make format'"
