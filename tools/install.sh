#!/usr/bin/env bash
# install.sh install|uninstall|deb: PREFIX (default /usr/local) and DESTDIR as everywhere. Builds first, without root if it can.
. "$(dirname "$0")/setup/common.sh"

prefix=${PREFIX:-/usr/local}
root=${DESTDIR:-}
manifest=build/release/install_manifest.txt
[[ $prefix == /* ]] || fail "PREFIX=$prefix is no absolute path"

build() {
  tools/setup.sh run
  tools/setup/build.sh release overwatch
  tools/setup/model.sh
  tools/setup/build.sh release ow_package_files
}

case ${1:-} in
  install)
    build
    cmake --install build/release --prefix "$prefix" >"$LOGS/install.log" 2>&1 || {
      grep -m1 -E 'CMake Error|Permission denied|cannot' "$LOGS/install.log" >&2 || true
      fail "not installed below $root$prefix (root rights?); full log: $LOGS/install.log"
    }
    say "installed below $root$prefix: $("$root$prefix/bin/overwatch" --version)"
    ;;
  uninstall)
    # What install lays down, asked from the build itself, so that PREFIX and DESTDIR may differ from the last time.
    [ -f "$manifest" ] || fail "$manifest is not there: run make uninstall in the checkout that installed"
    program=$root$prefix/bin/overwatch
    [ -e "$program" ] || fail "there is no $program"
    last=$(sed -n 's|/bin/overwatch$||p' "$manifest" | head -n 1)
    # Also the last line, which CMake ends without a newline.
    mapfile -t files < <(sed -n "s|^$last/||p" "$manifest")
    for file in "${files[@]}"; do rm -f "$root$prefix/$file"; done
    # From the inside out, where nothing of others lies in them; bin, lib and share themselves are the machine's.
    for file in "${files[@]}"; do
      folder=${file%/*}
      while [[ $folder == */* ]]; do
        printf '%s\n' "$folder"
        folder=${folder%/*}
      done
    done | sort -ru | while read -r folder; do rmdir "$root$prefix/$folder" 2>/dev/null || true; done
    say "removed from $root$prefix; $root/etc/overwatch and the data stay"
    ;;
  deb)
    build
    (cd build/release && cpack -G DEB) >"$LOGS/deb.log" 2>&1 || fail "CPack: $(first_error "$LOGS/deb.log") (full log: $LOGS/deb.log)"
    for package in build/release/packages/*.deb; do say "$package ($(du -h "$package" | cut -f1))"; done
    ;;
  *) fail "install.sh knows install, uninstall and deb" ;;
esac
