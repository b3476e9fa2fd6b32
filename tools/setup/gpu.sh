#!/usr/bin/env bash
# Adds the CUDA and TensorRT providers to .deps/onnxruntime/lib. CUDA 13, cuDNN 9 and TensorRT come from the system.
. "$(dirname "$0")/common.sh"

library=$DEPS/onnxruntime/lib
inputs=$(digest tools/deps/gpu/package.json tools/deps/gpu/package-lock.json tools/setup/gpu.sh)
if is_fresh gpu "$inputs" "$library/libonnxruntime_providers_cuda.so"; then
  say "the CUDA and TensorRT providers are there already ($library)"
  exit 0
fi

[ -e "$library/libonnxruntime.so" ] || fail "ONNX Runtime is not there: run 'make setup' first"
say "fetching the CUDA and TensorRT providers of ONNX Runtime (npm, 350 MB)"
npm=$DEPS/npm-gpu
tools/setup/npm.sh tools/deps/gpu "$npm"
from=$npm/node_modules/com.github.asus4.onnxruntime.linux-x64-gpu/Plugins/Linux/x64
while read -r sum name; do
  verify_sha256 "$from/$name" "$sum"
  install -m 644 "$from/$name" "$library/$name"
done <<'END'
56cf3254b118ad837ccc4ed8f6d1b23504bbf7ef91b34cbc0b289cb7f10b3037 libonnxruntime_providers_cuda.so
c6a12593396095f5670160e284c35d1700b7708cf3037b7042e2a5200ccae772 libonnxruntime_providers_shared.so
ef6071798a339038ad66c428fb1a809cf8e499bffc3b6870e4e8bc4f4c6a6320 libonnxruntime_providers_tensorrt.so
END
rm -rf "$npm"
mark_done gpu "$inputs"
say "done: 'build/release/overwatch devices' shows what this machine can use"
