#!/usr/bin/env bash
# Puts the sample clip (768×576, 795 frames, people walking) into the data folder; it is a file of Debian's opencv-doc.
. "$(dirname "$0")/common.sh"

clip=$DATA/media/vtest.avi
sum=45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf
is_fresh clip "$sum" "$clip" && exit 0

say "fetching the sample clip (from Debian's opencv-doc, 96 MB; the package is not installed)"
log=$LOGS/clip.log
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
download() { (cd "$folder" && apt-get download opencv-doc) >"$log" 2>&1 </dev/null; }
if ! download; then
  need_root "reading Debian's package lists"
  root apt-get update >>"$log" 2>&1 </dev/null || true
  if ! download; then
    offline "$log" && fail "no network: the sample clip (Debian's package opencv-doc) cannot be fetched"
    fail "the sample clip: $(first_error "$log") (full log: $log)"
  fi
fi
inside=usr/share/doc/opencv-doc/examples/data/vtest.avi
dpkg-deb --fsys-tarfile "$folder"/opencv-doc_*.deb | tar -x -C "$folder" "./$inside"
verify_sha256 "$folder/$inside" "$sum"
mkdir -p "${clip%/*}"
mv "$folder/$inside" "$clip.part"
mv "$clip.part" "$clip"
mark_done clip "$sum"
