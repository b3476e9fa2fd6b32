#!/usr/bin/env bash
# test_deb.sh [PACKAGE]: boots a fresh Debian with systemd as a container and has packaging/test/inside.sh install, run, upgrade and
# purge the package there. As root. Needs debootstrap and systemd-nspawn (tools/debian-packages-deb.txt). Minutes.
. "$(dirname "$0")/setup/common.sh"

package=${1:-$(find build/release/packages -maxdepth 1 -name '*.deb' 2>/dev/null | sort | tail -n 1)}
[ -f "$package" ] || fail "there is no package: run 'make deb' first"
[ "$(id -u)" = 0 ] || fail "a container is booted: this needs root"
tools/setup/debian.sh debian-packages-deb

base=$DEPS/test-deb/base.tar
log=$LOGS/test-deb.log
root=$(mktemp -d "${TMPDIR:-/tmp}/overwatch-deb.XXXXXX")
trap 'rm -rf --one-file-system "$root"' EXIT
mkdir -p "${base%/*}"

if ! [ -s "$base" ]; then
  say "making a fresh Debian (kept in $base)"
  debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,curl,procps bookworm "$root/base" >"$log" 2>&1 ||
    fail "debootstrap: $(tail -n 1 "$log") (full log: $log)"
  tar -C "$root/base" -cf "$base.part" .
  mv "$base.part" "$base"
  rm -rf "$root/base"
fi
say "preparing the container"
mkdir "$root/system"
tar -C "$root/system" -xf "$base"
cp /etc/resolv.conf "$root/system/etc/resolv.conf"
mkdir "$root/system/opt/package-test"
cp "$package" "$root/system/opt/package-test/overwatch.deb"
cp packaging/test/inside.sh "$root/system/opt/package-test/inside.sh"
# The same package once more with a higher version and another configuration, for the upgrade.
dpkg-deb -R "$package" "$root/newer"
sed -i 's/^Version: .*/&+newer/' "$root/newer/DEBIAN/control"
echo '# of the newer package' >>"$root/newer/etc/overwatch/overwatch.yaml"
dpkg-deb --root-owner-group -Zgzip -z1 -b "$root/newer" "$root/system/opt/package-test/newer.deb" >"$log"
# What the package depends on comes from Debian now; the container itself has no network.
depends=$(dpkg-deb -f "$package" Depends)
in_system() { chroot "$root/system" apt-get "$@" >>"$log" 2>&1 </dev/null; }
{ in_system update && in_system satisfy -y --no-install-recommends "$depends"; } || fail "the dependencies cannot be installed: $(first_error "$log") (full log: $log)"

cat >"$root/system/etc/systemd/system/package-test.service" <<'END'
[Unit]
After=multi-user.target
SuccessAction=poweroff
FailureAction=poweroff
[Service]
Type=oneshot
ExecStart=/bin/bash /opt/package-test/inside.sh
StandardOutput=file:/opt/package-test/test.log
StandardError=inherit
TimeoutStartSec=900
END
mkdir -p "$root/system/etc/systemd/system/default.target.wants"
ln -s ../package-test.service "$root/system/etc/systemd/system/default.target.wants/"

say "booting it"
timeout 900 systemd-nspawn -q --directory="$root/system" --machine=overwatch-deb --register=no --keep-unit --private-network \
  --boot >>"$log" 2>&1 </dev/null || true
cat "$root/system/opt/package-test/test.log"
grep -qx 'all is well' "$root/system/opt/package-test/test.log" || fail "the package does not do what it should (full log: $log)"
