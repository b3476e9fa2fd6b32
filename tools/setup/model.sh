#!/usr/bin/env bash
# Makes the default model, centernet-mb3.onnx, with the importer of the freshly built program.
. "$(dirname "$0")/common.sh"

program=build/release/overwatch
source=$DEPS/centernet
model=$DATA/models/centernet-mb3.onnx
# A changed importer makes the model anew.
mapfile -t importer < <(find src/models -name 'tfjs*' ! -name '*_test.cpp' | sort)
inputs=$(digest "$source/centernet.json" "$source/centernet.bin" tools/setup/model.sh "${importer[@]}")
is_fresh model "$inputs" "$model" && exit 0

[ -x "$program" ] || fail "$program is not there: run 'make build' first"
say "making the default model $model"
mkdir -p "${model%/*}"
log=$LOGS/model.log
"$program" models import "$source/centernet.json" --output "$model" >"$log" 2>&1 </dev/null ||
  fail "the default model could not be made: $(tail -n 1 "$log") (full log: $log)"
[ -s "$model" ] || fail "the importer ended well but $model is not there (full log: $log)"
mark_done model "$inputs"
