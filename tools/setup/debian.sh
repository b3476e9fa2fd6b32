#!/usr/bin/env bash
# debian.sh LIST...: installs the Debian packages of tools/LIST.txt that are missing. Asks apt only when one is.
. "$(dirname "$0")/common.sh"

log=$LOGS/apt.log

# new_enough COMMAND MAJOR: the command is there and its version starts with MAJOR or more.
new_enough() {
  local version
  command -v "$1" >/dev/null || return 1
  version=$("$1" --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1 || true)
  [ -n "$version" ] && [ "$version" -ge "$2" ]
}

# The packages that the lists ask for on this machine.
wanted() {
  local list line command major
  for list in "$@"; do
    [ -f "tools/$list.txt" ] || fail "there is no package list tools/$list.txt"
    while read -r line; do
      case $line in
        '' | '#'*) ;;
        command:*)
          command=${line#command:} command=${command%%>=*}
          major=${line#*>=} major=${major%% *}
          new_enough "$command" "$major" || printf '%s\n' "${line#* }"
          ;;
        *) printf '%s\n' "$line" ;;
      esac
    done <"tools/$list.txt"
  done
}

missing() {
  comm -23 <(wanted "$@" | tr ' ' '\n' | sort -u) \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

explain_and_fail() {
  offline "$log" && fail "no network: Debian's packages cannot be fetched (wanted: $*)"
  fail "$(first_error "$log") (full log: $log)"
}

command -v dpkg-query >/dev/null ||
  fail "this is no Debian system: set-up installs Debian 12 packages. Install those of tools/debian-packages.txt your way, then build with CMake by hand (CONTRIBUTING.md)"
mapfile -t packages < <(missing "$@")
[ "${#packages[@]}" -gt 0 ] || exit 0

names="${packages[*]}"
release=$(. /etc/os-release && printf '%s' "${VERSION_ID:-unknown}")
[ "$release" = 12 ] || say "this is not Debian 12 (it is ${release}); trying all the same"
say "installing ${#packages[@]} Debian packages: $names"
need_root "installing Debian packages ($names)"
root apt-get update >"$log" 2>&1 </dev/null || explain_and_fail "$names"
for package in "${packages[@]}"; do
  [ -n "$(apt-cache policy "$package" | grep -E 'Candidate: [^(]' || true)" ] && continue
  offline "$log" && explain_and_fail "$names"
  fail "Debian has no package '$package' here: Overwatch is built on Debian 12 (its main section must be among apt's sources)"
done
log=$LOGS/apt-install.log
root apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "${packages[@]}" >"$log" 2>&1 </dev/null ||
  explain_and_fail "$names"
