#!/bin/sh
# plugin.sh PREFIX LIBDIR SOURCE WORK: the example plugin in C, built against the installed tree alone, is loaded,
# listed, passes the conformance suite, solves, and is the sub-solver of a scheme.
set -eu
prefix=$1 libdir=$2 source=$3 work=$4
. "$(dirname "$0")/common.sh"
weiss=$prefix/bin/weiss
rm -rf "$work"
mkdir -p "$work"

cmake -S "$source" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
cmake --build "$work/build" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
module=$(find "$work/build" -name 'weiss_solver_*.so')
[ -f "$module" ] || fail "$source made no module weiss_solver_*.so"
name=$(basename "$module" .so)
name=${name#weiss_solver_}

lines=$(cat "$source"/*.c | wc -l)
[ "$lines" -le 80 ] || fail "the example plugin has $lines lines"
! readelf -d "$module" | grep -q 'NEEDED.*weiss' || fail "$module links to Weiss"

expect_text "$name" "$weiss" plugins --plugin "$module"
expect_text "0 failed" "$weiss" plugins test "$module"

"$weiss" gen regular --n 100 --degree 3 --seed 1 --out "$work/small.mc" >/dev/null
solve() {
  "$weiss" solve "$work/small.mc" --plugin "$module" --work 1000000 --seed 1 --quiet "$@" || fail "solve $* failed"
}
own=$(solve --solver "$name")
nested=$(solve --solver subqubo --set "subsolver=$name" --set part_size=20 --report "$work/report.json")
[ $((10 * nested)) -ge $((9 * own)) ] || fail "as a sub-solver it found $nested, alone $own"
! grep -q 'sub-solver failures' "$work/report.json" || fail "as a sub-solver it failed: $(cat "$work/report.json")"

# Found by a folder, too, and not from the working directory.
(cd "$(dirname "$module")" && ! "$weiss" solve "$work/small.mc" --solver "$name" --quiet >/dev/null 2>&1) ||
  fail "a plugin was taken from the working directory"
WEISS_PLUGIN_PATH=$(dirname "$module") "$weiss" solve "$work/small.mc" --solver "$name" --work 1000000 --quiet \
  >/dev/null || fail "WEISS_PLUGIN_PATH does not help"
