#!/bin/sh
# layout.sh INCLUDE CC SNAPSHOT [--update]: the layout of every public struct, the value of every constant and the
# signature of every function equal the committed snapshot. While WEISS_ABI_MAJOR is 0 a change is allowed, when
# WEISS_ABI_MINOR is raised with it:
#     sh tests/abi/layout.sh include cc capi/layout.tsv --update
# writes the snapshot anew.
set -eu
include=$1 cc=$2 snapshot=$3 update=${4-}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$include" && ls weiss/*.h weiss/ext/*.h) >"$work/headers"
sed 's/.*/#include <&>/' "$work/headers" >"$work/all.h"

# Structs and their fields.
"$cc" -std=c99 -E -P -I "$include" "$work/all.h" | awk -v headers="$work/headers" -f "$here/fields.awk" >"$work/layout.c"
# Numbers among the macros.
{
  sed 's/.*/#include <&>/' "$work/headers"
  echo '#include <stdio.h>'
  echo 'int main(void) {'
  "$cc" -std=c99 -dM -E -I "$include" "$work/all.h" |
    sed -n 's/^#define \(WEISS_[A-Z0-9_]*\) (\{0,1\}-\{0,1\}[0-9][0-9]*u\{0,1\})\{0,1\}$/\1/p' |
    grep -v '^WEISS_VERSION_' | LC_ALL=C sort |
    sed 's/.*/  printf("constant\\t&\\t-\\t-\\t%lld\\t-\\n", (long long)&);/'
  echo '  return 0;'
  echo '}'
} >"$work/constants.c"

for program in layout constants; do
  "$cc" -std=c99 -I "$include" -o "$work/$program" "$work/$program.c"
done
{
  printf 'what\tname\tfield\toffset\tsize or value\tsignature\n'
  "$work/layout"
  "$work/constants"
  sh "$here/declarations.sh" "$include" "$cc" --signatures
} >"$work/layout.tsv"

if [ "$update" = --update ]; then
  cp "$work/layout.tsv" "$snapshot"
  exit 0
fi
if ! diff -u "$snapshot" "$work/layout.tsv"; then
  echo "The binary interface is not that of $snapshot (lines with - and +)."
  echo "If that is meant: raise WEISS_ABI_MINOR in include/weiss/version.h, then run this with --update."
  exit 1
fi
