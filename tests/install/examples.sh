#!/bin/sh
# examples.sh PREFIX SOURCE WORK: a folder of example programs builds against the installed tree alone, and each
# of them runs.
set -eu
prefix=$1 source=$2 work=$3
. "$(dirname "$0")/common.sh"
rm -rf "$work"
mkdir -p "$work"
cmake -S "$source" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
cmake --build "$work/build" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
ctest --test-dir "$work/build" --output-on-failure --no-tests=error >"$work/log" 2>&1 || fail "$(cat "$work/log")"
