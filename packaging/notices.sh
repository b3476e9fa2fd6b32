#!/bin/sh
# notices.sh SOURCES DEPS: the licences of everything that is inside the built program or beside it in the package. Libraries
# that are packages of Debian carry their own.
set -eu
sources=$1 deps=$2

section() {
  printf '\n%s\n%s\n\n' "$1" "$(printf '%s' "$1" | sed 's/./=/g')"
  shift
  cat "$@"
}

printf 'Third-party software in Overwatch\n'
section 'ONNX Runtime (lib/overwatch)' "$deps/onnxruntime/LICENSE"
section 'Model centernet-mb3 (share/overwatch/models), converted from @vladmandic/human' "$deps/centernet/LICENSE"
section 'Sample clip vtest.avi (share/overwatch/media), from OpenCV as Debian ships it in opencv-doc: Apache-2.0' "$sources/LICENSE"

# The web page is one bundle of these.
(cd "$sources/web" && node -e '
  const lock = require("./package-lock.json").packages;
  for (const path of Object.keys(lock)) if (path && !lock[path].dev && !lock[path].optional) console.log(path);
') | while read -r path; do
  for file in "$sources/web/$path"/LICENSE* "$sources/web/$path"/LICENCE*; do
    [ -f "$file" ] && section "${path#node_modules/} (web page)" "$file"
  done
  true
done

# Only headers of these are used, so that no package of Debian stands for them at run time.
for package in libcli11-dev nlohmann-json3-dev libboost1.81-dev; do
  section "$package (compiled in)" "/usr/share/doc/$package/copyright"
done
section 'ONNX Runtime: its own third-party notices' "$deps/onnxruntime/ThirdPartyNotices.txt"
