#!/bin/sh
# fortran_plugin.sh PREFIX LIBDIR SOURCE WORK: the optimizer in Fortran, built against the installed tree alone, passes
# the conformance suite and serves a program.
set -eu
. "$(dirname "$0")/common.sh"
need gfortran cmake cc
weiss=$prefix/bin/weiss
flags="-std=f2018 -Wall -Wextra -Wno-uninitialized -Wno-maybe-uninitialized -Wno-unused-dummy-argument -fcheck=all"
[ "${CI-}" != true ] || flags="$flags -Werror" # elsewhere the compiler may be a newer one

cmake -S "$source/examples/plugins/fortran" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_Fortran_FLAGS="$flags" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
cmake --build "$work/build" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
plugin=$work/build/weiss_optimizer_compass.so
[ -f "$plugin" ] || fail "no module weiss_optimizer_compass.so was made"
[ "$(nm -D --defined-only "$plugin" | wc -l)" -eq 1 ] || fail "it exports $(nm -D --defined-only "$plugin")"
! readelf -d "$plugin" | grep -q 'NEEDED.*weiss' || fail "$plugin links to Weiss"
! readelf -lW "$plugin" | grep -q 'GNU_STACK.*RWE' || fail "$plugin has an executable stack"

expect_text "compass" "$weiss" plugins --plugin "$plugin"
expect_text " 0 failed" "$weiss" plugins test "$plugin"

cc -I "$prefix/include" "$here/fortran/minimize.c" -L"$prefix/$libdir" -lweiss -lm -Wl,-rpath,"$prefix/$libdir" \
  -o "$work/minimize"
"$work/minimize" "$plugin" || fail "minimize ended with $?"
