#!/usr/bin/env bash
# npm.sh FROM INTO: installs the locked npm packages of folder FROM below INTO. No package script is run.
. "$(dirname "$0")/common.sh"

from=$1 into=$2
log=$LOGS/npm.log
mkdir -p "$into"
cp "$from/package.json" "$from/package-lock.json" "$from/.npmrc" "$into/"
if ! (cd "$into" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 </dev/null; then
  offline "$log" && fail "no network: npm's packages ($from/package.json) cannot be fetched"
  fail "npm: $(first_error "$log") (full log: $log)"
fi
