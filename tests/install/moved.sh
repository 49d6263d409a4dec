#!/bin/sh
# moved.sh PREFIX LIBDIR README WORK: the installed tree works after it was moved, and without its plugins it says
# where it looked for them.
set -eu
prefix=$1 libdir=$2 readme=$3 work=$4
. "$(dirname "$0")/common.sh"
mkdir -p "$work"
first_program "$readme" >"$work/hello.c"
moved=$prefix.moved
mv "$prefix" "$moved"
trap 'mv "$moved" "$prefix"' EXIT

PKG_CONFIG_PATH=$moved/$libdir/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046
cc "$work/hello.c" $(pkg-config --cflags --libs weiss) -o "$work/hello_moved"
LD_LIBRARY_PATH=$moved/$libdir "$work/hello_moved"

"$moved/bin/weiss" gen regular --n 50 --degree 3 --seed 1 --out "$work/small.mc" >/dev/null
"$moved/bin/weiss" solve "$work/small.mc" --work 100000 --solver tabu --quiet >"$work/value"
[ "$(wc -l <"$work/value")" -eq 1 ] || fail "weiss solve --quiet printed $(cat "$work/value")"
expect_text subqubo "$moved/bin/weiss" plugins

plugins=$(dirname "$(find "$moved/$libdir" -name 'weiss_solver_tabu.so')")
mv "$plugins" "$plugins.away"
if LD_LIBRARY_PATH=$moved/$libdir "$moved/bin/weiss" solve "$work/small.mc" --solver tabu >"$work/log" 2>&1; then
  mv "$plugins.away" "$plugins"
  fail "weiss solved without its plugins"
fi
mv "$plugins.away" "$plugins"
grep -qF "$plugins" "$work/log" || fail "the error does not say where was looked: $(cat "$work/log")"
