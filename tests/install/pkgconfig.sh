#!/bin/sh
# pkgconfig.sh PREFIX LIBDIR README WORK shared|static: the README's first program, built by cc alone.
set -eu
prefix=$1 libdir=$2 readme=$3 work=$4 form=$5
. "$(dirname "$0")/common.sh"
mkdir -p "$work"
first_program "$readme" >"$work/hello.c"
[ -s "$work/hello.c" ] || fail "$readme has no C program"
lines=$(grep -c . "$work/hello.c")
[ "$lines" -le 15 ] || fail "the first program of $readme has $lines lines, more than 15"

PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig
export PKG_CONFIG_PATH
pkg-config --exists weiss
if [ "$form" = shared ]; then
  # The words of pkg-config are separate arguments.
  # shellcheck disable=SC2046
  cc "$work/hello.c" $(pkg-config --cflags --libs weiss) -o "$work/hello_shared"
  ! readelf -d "$work/hello_shared" | grep -q 'NEEDED.*libstdc' || fail "the program needs libstdc++ itself"
  LD_LIBRARY_PATH=$prefix/$libdir "$work/hello_shared"
else
  # glibc warns that dlopen of a static program wants its shared libraries: Weiss does without them.
  # shellcheck disable=SC2046
  cc "$work/hello.c" -static $(pkg-config --cflags --libs --static weiss) -o "$work/hello_static" 2>"$work/warnings" ||
    fail "$(cat "$work/warnings")"
  "$work/hello_static"
  # The library alone static: its own libraries are named by pkg-config.
  # shellcheck disable=SC2046
  cc "$work/hello.c" $(pkg-config --cflags weiss) "$prefix/$libdir/libweiss.a" -lstdc++ -lm -pthread -ldl \
    -o "$work/hello_archive"
  "$work/hello_archive"
fi
