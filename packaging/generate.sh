#!/bin/sh
# generate.sh PROGRAM OUTPUT SOURCES DEPS MAINTAINER: what the package holds that the program or the sources give. Run by the build.
set -eu
program=$1 out=$2 sources=$3 deps=$4 maintainer=$5
here=$(dirname "$0")
mkdir -p "$out"
# Files of this machine's user must not leak into what is generated.
export OVERWATCH_CONFIG=/dev/null
"$program" man overwatch | gzip -9n >"$out/overwatch.1.gz"
"$program" man overwatch.yaml | gzip -9n >"$out/overwatch.yaml.5.gz"
"$program" completion bash >"$out/overwatch.bash"
"$program" completion zsh >"$out/_overwatch"
"$program" completion fish >"$out/overwatch.fish"
"$program" config schema >"$out/overwatch.schema.json"
# A service that shows something at once; the file says how to end it.
"$program" config example --set demo=true >"$out/overwatch.yaml"
version=$("$program" --version)
sh "$here/changelog.sh" "${version#overwatch }" "$maintainer" "$sources" | gzip -9n >"$out/changelog.gz"
sh "$here/notices.sh" "$sources" "$deps" | gzip -9n >"$out/third-party-notices.gz"
touch "$out/stamp"
