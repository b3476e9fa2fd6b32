#!/usr/bin/env bash
# Lays out ONNX Runtime (.deps/onnxruntime) and the files of the default model (.deps/centernet) from two npm packages.
. "$(dirname "$0")/common.sh"

runtime=$DEPS/onnxruntime
centernet=$DEPS/centernet
inputs=$(digest tools/deps/package.json tools/deps/package-lock.json tools/setup/onnxruntime.sh)
outputs=("$runtime/lib/libonnxruntime.so.1" "$runtime/include/onnxruntime_cxx_api.h"
  "$centernet/centernet.json" "$centernet/centernet.bin")
is_fresh onnxruntime "$inputs" "${outputs[@]}" && exit 0

say "fetching ONNX Runtime and the default model (npm, 190 MB)"
npm=$DEPS/npm
tools/setup/npm.sh tools/deps "$npm"

package=$npm/node_modules/com.github.asus4.onnxruntime
libraries=$package/Plugins/Linux/x64
headers=$package/Plugins/iOS~/onnxruntime.xcframework/ios-arm64/onnxruntime.framework/Headers
model=$npm/node_modules/@vladmandic/human/models
[ "$(uname -m)" = x86_64 ] ||
  fail "the npm package has ONNX Runtime for x86_64 only, this machine is $(uname -m): install one yourself and set ONNXRUNTIME_ROOT"
verify_sha256 "$libraries/libonnxruntime.so" 5715f06d8992ca8eeeddcce43df3a7d38f97d537052126f558e912cb312460ca
verify_sha256 "$libraries/libonnxruntime_providers_shared.so" 086ec1d5388f64153d9c63470d126693db9a182c8ce236d3a1119068471b8a0d
verify_sha256 "$model/centernet.json" bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05
verify_sha256 "$model/centernet.bin" 1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef

mkdir -p "$runtime/include" "$runtime/lib" "$centernet"
# An unchanged file keeps its time, so that the build has nothing to do again.
copy() { cmp -s "$1" "$2" || install -m 644 "$1" "$2"; }
for header in "$headers"/*.h; do copy "$header" "$runtime/include/${header##*/}"; done
for library in libonnxruntime.so libonnxruntime_providers_shared.so; do
  copy "$libraries/$library" "$runtime/lib/$library"
done
ln -sfn libonnxruntime.so "$runtime/lib/libonnxruntime.so.1"
copy "$package/LICENSE" "$runtime/LICENSE"
copy "$package/ThirdPartyNotices.txt" "$runtime/ThirdPartyNotices.txt"
copy "$model/centernet.json" "$centernet/centernet.json"
copy "$model/centernet.bin" "$centernet/centernet.bin"
copy "$npm/node_modules/@vladmandic/human/LICENSE" "$centernet/LICENSE"
rm -rf "$npm"
# The providers of `make gpu` go with one version only.
if [ -e "$STAMPS/gpu" ]; then
  rm -f "$STAMPS/gpu" "$runtime"/lib/libonnxruntime_providers_{cuda,tensorrt}.so
  say "ONNX Runtime was laid out anew: run 'make gpu' again for the CUDA and TensorRT providers"
fi
mark_done onnxruntime "$inputs"
