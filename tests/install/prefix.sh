#!/bin/sh
# prefix.sh BUILD SOURCE PREFIX LIBDIR: installs into PREFIX, and with DESTDIR the same tree elsewhere. What is installed
# holds no path of the build, and no run path but one relative to itself.
set -eu
build=$1 source=$2 prefix=$3 libdir=$4
failed=0
fail() {
  echo "$*"
  failed=1
}

rm -rf "$prefix" "$prefix.destdir" "$prefix.moved"
cmake --install "$build" --prefix "$prefix" >/dev/null
DESTDIR="$prefix.destdir" cmake --install "$build" --prefix /opt/weiss >/dev/null

(cd "$prefix" && find . | LC_ALL=C sort) >"$prefix.list"
(cd "$prefix.destdir/opt/weiss" && find . | LC_ALL=C sort) >"$prefix.destdir.list"
cmp "$prefix.list" "$prefix.destdir.list" || fail "DESTDIR gives another tree"
rm -rf "$prefix.destdir" "$prefix.list" "$prefix.destdir.list"

for file in bin/weiss include/weiss/weiss.h include/weiss/plugin.h include/weiss/plugin.hpp include/weiss/weiss.hpp \
    include/weiss/ext/search.h "$libdir/libweiss.so" "$libdir/libweiss.a" "$libdir/pkgconfig/weiss.pc" \
    "$libdir/cmake/weiss/weiss-config.cmake" "$libdir/cmake/weiss/WeissPlugin.cmake" \
    share/licenses/weiss/LICENSE share/licenses/weiss/NOTICES; do
  [ -f "$prefix/$file" ] || fail "$file is missing"
done

for place in "$build" "$source"; do
  found=$(grep -rlF "$place" "$prefix" || true)
  [ -z "$found" ] || fail "$place is named in" $found
done
for binary in "$prefix"/bin/* "$prefix/$libdir"/*.so "$prefix/$libdir"/weiss-*/*.so; do
  path=$(readelf -d "$binary" | sed -n 's/.*R\(UN\)*PATH.*\[\(.*\)\]/\2/p')
  case $path in
    '' | '$ORIGIN'*) ;;
    *) fail "$binary has the run path $path" ;;
  esac
done
exit $failed
