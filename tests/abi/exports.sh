#!/bin/sh
# exports.sh LIBRARY INCLUDE CC ABI_MAJOR ABI_VERSION [NEEDED]: libweiss.so exports what the headers declare and
# nothing else, under the version node and soname of the interface. With NEEDED it needs only the C and C++ run-time
# libraries, and is at most 2.5 MiB when stripped.
set -eu
library=$1 include=$2 cc=$3 abi_major=$4 abi_version=$5 needed=${6-}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
fail() {
  echo "$library: $*"
  failed=1
}

sh "$here/declarations.sh" "$include" "$cc" >"$work/declared"
nm -D --defined-only --with-symbol-versions "$library" | awk '$2 != "A" { print $3 }' | LC_ALL=C sort >"$work/versioned"
sed 's/@.*//' "$work/versioned" >"$work/exported"

[ -s "$work/declared" ] || fail "no declaration was found in $include"
missing=$(LC_ALL=C comm -23 "$work/declared" "$work/exported")
[ -z "$missing" ] || fail "declared but not exported: $missing"
extra=$(LC_ALL=C comm -13 "$work/declared" "$work/exported")
[ -z "$extra" ] || fail "exported but not declared: $extra"
unversioned=$(grep -v "@@WEISS_$abi_major\$" "$work/versioned" || true)
[ -z "$unversioned" ] || fail "not in the version node WEISS_$abi_major: $unversioned"

readelf -d "$library" >"$work/dynamic"
grep -q "SONAME.*\[libweiss\.so\.$abi_version\]" "$work/dynamic" || fail "its soname is not libweiss.so.$abi_version"

if [ "$needed" = NEEDED ]; then
  others=$(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' "$work/dynamic" |
    grep -Ev '^(libstdc\+\+|libgcc_s|libm|libc|ld-linux[a-z0-9_-]*)\.so' || true)
  [ -z "$others" ] || fail "needs more than the C and C++ run-time libraries: $others"
  strip -o "$work/stripped" "$library"
  size=$(wc -c <"$work/stripped")
  echo "$library: $(wc -l <"$work/exported") functions, $size bytes stripped"
  [ "$size" -le 2621440 ] || fail "$size bytes stripped, more than 2.5 MiB"
fi
exit $failed
