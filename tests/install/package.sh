#!/bin/sh
# package.sh PREFIX LIBDIR README WORK: find_package(weiss) from projects in C and in C and C++, shared and static.
set -eu
prefix=$1 libdir=$2 readme=$3 work=$4
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
mkdir -p "$work"
first_program "$readme" >"$work/hello.c"
for c_only in ON OFF; do
  build=$work/c_only_$c_only
  rm -rf "$build"
  cmake -S "$here/consumer" -B "$build" -DCMAKE_PREFIX_PATH="$prefix" -DCONSUMER_PROGRAM="$work/hello.c" \
    -DCONSUMER_C_ONLY=$c_only >"$work/log" 2>&1 || fail "$(cat "$work/log")"
  cmake --build "$build" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
  "$build/hello_weiss"
  "$build/hello_static"
done

# A version that is not this one is refused.
sed 's/weiss 0.1 CONFIG/weiss 0.99 CONFIG/' "$here/consumer/CMakeLists.txt" >"$work/CMakeLists.txt"
! cmake -S "$work" -B "$work/wrong_version" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 ||
  fail "find_package(weiss 0.99) accepted another version"
