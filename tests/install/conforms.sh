#!/bin/sh
# conforms.sh PREFIX LIBDIR SOURCE WORK: a plugin, built against the installed tree alone,
# passes the conformance suite. Skipped (77) where another package that it needs is missing.
set -eu
prefix=$1 libdir=$2 source=$3 work=$4
. "$(dirname "$0")/common.sh"
rm -rf "$work"
mkdir -p "$work"
if ! cmake -S "$source" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1; then
  package=$(sed -n 's/.*package configuration file provided by "\([^"]*\)".*/\1/p' "$work/log" | head -n 1)
  case $package in
    '' | weiss) fail "$(cat "$work/log")" ;;
  esac
  echo "skipped: $package is not there"
  exit 77
fi
cmake --build "$work/build" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
for module in "$work"/build/weiss_*.so; do
  expect_text " 0 failed" "$prefix/bin/weiss" plugins test "$module"
done
