#!/bin/sh
# changelog.sh VERSION MAINTAINER SOURCES: CHANGELOG.md in the form that Debian's tools read (deb-changelog(5)), the newest version first.
# Sections without a version are those of VERSION. The date is SOURCE_DATE_EPOCH, or that of the last commit.
set -eu
version=$1 maintainer=$2 sources=$3
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$sources" log -1 --format=%ct 2>/dev/null || stat -c %Y "$sources/CHANGELOG.md")}
date=$(LC_ALL=C date -u -R -d "@$epoch")

# Wrapped, since Debian's lines have 80 columns.
awk -v version="$version" -v maintainer="$maintainer" -v date="$date" '
  function flush_item(    count, words, i, line) {
    count = split(item, words, " ")
    line = "  *"
    for (i = 1; i <= count; i++) {
      if (length(line) + 1 + length(words[i]) > 80) {
        print line
        line = "   "
      }
      line = line " " words[i]
    }
    if (count) print line
    item = ""
  }
  function finish() {
    flush_item()
    if (open) printf "\n -- %s  %s\n", maintainer, date
  }
  /^## / {
    finish()
    name = $2
    gsub(/[][]/, "", name)
    if (name == "Unreleased") name = version
    printf "%soverwatch (%s) stable; urgency=medium\n\n", open ? "\n" : "", name
    open = 1
    sections = 0
    next
  }
  !open || /^$/ { next }
  /^### / { flush_item(); printf "%s  [ %s ]\n", sections++ ? "\n" : "", substr($0, 5); next }
  /^- / { flush_item(); item = substr($0, 3); next }
  { item = item " " $0 }
  END { finish() }
' "$sources/CHANGELOG.md"
