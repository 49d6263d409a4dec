#!/bin/sh
# subproject.sh SOURCE WORK: Weiss by add_subdirectory installs, tests and sets nothing.
set -eu
source=$1 work=$2
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
rm -rf "$work"
mkdir -p "$work"
first_program "$source/README.md" >"$work/hello.c"

cmake -S "$here/subproject" -B "$work/build" -DWEISS_SOURCE="$source" -DCONSUMER_PROGRAM="$work/hello.c" \
  -DCONSUMER_PLUGIN="$source/tests/install/plugin.c" -DWEISS_BUILD_PLUGINS=OFF \
  >"$work/log" 2>&1 || fail "$(cat "$work/log")"
cmake --install "$work/build" --prefix "$work/prefix" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
[ -z "$(find "$work/prefix" -type f 2>/dev/null)" ] || fail "as a sub-project Weiss installed $(find "$work/prefix")"
