#!/usr/bin/env bash
# clang-tidy 16 with the short list of .clang-tidy over what build/release compiles.
. "$(dirname "$0")/setup/common.sh"

# GCC builds with -std=c++23. clang 16 calls that c++2b, and sees libstdc++ 12's <expected> only with a newer
# __cpp_concepts.
flags=(-std=c++2b -U__cpp_concepts -D__cpp_concepts=202002L -Wno-macro-redefined -Wno-builtin-macro-redefined
  -Wno-unknown-pragmas -Wno-unknown-warning-option)
run-clang-tidy-16 -quiet -j "${JOBS:-$(nproc)}" -p build/release "${flags[@]/#/-extra-arg=}" "${@:-$PWD/(src|apps)/}"
