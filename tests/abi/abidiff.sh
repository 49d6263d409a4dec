#!/bin/sh
# abidiff.sh INCLUDE CC ANCHOR [--update]: libabigail finds no difference between the public interface and the anchor,
# a file of abidw. It sees what the layout snapshot does not: the types behind pointers and in functions' arguments.
#     sh tests/abi/abidiff.sh include cc tests/abi/weiss.abi --update
# writes the anchor anew, when WEISS_ABI_MINOR has been raised.
set -eu
include=$1 cc=$2 anchor=$3 update=${4-}
here=$(dirname "$0")
if ! command -v abidw >/dev/null || ! command -v abidiff >/dev/null; then
  echo "skipped: abidw and abidiff (package abigail-tools) are not there"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A library of nothing but the interface: every function of the headers, and every struct as an argument.
{
  (cd "$include" && ls weiss/*.h weiss/ext/*.h) | sed 's/.*/#include <&>/'
  sh "$here/declarations.sh" "$include" "$cc" --signatures | cut -f 6 | sed 's/^/WEISS_API /; s/$/ { __builtin_trap(); }/'
  echo 'WEISS_PLUGIN_ENTRY(interface) { (void)host; return 0; }'
  (cd "$include" && cat weiss/*.h weiss/ext/*.h) |
    sed -n 's/^typedef struct \(weiss_[a-z0-9_]*\) {$/void seen_\1(const \1* s); void seen_\1(const \1* s) { (void)s; }/p'
} >"$work/interface.c"
include=$(cd "$include" && pwd)
(cd "$work" && "$cc" -std=c99 -g -O0 -fPIC -shared -I "$include" -o libinterface.so interface.c)

if [ "$update" = --update ]; then
  (cd "$work" && abidw --no-corpus-path --no-comp-dir-path --no-show-locs --no-elf-needed libinterface.so) >"$anchor"
  exit 0
fi
# ended is a set of bits: 4 a change, 8 an incompatible one.
ended=0
abidiff "$anchor" "$work/libinterface.so" || ended=$?
[ "$ended" -eq 0 ] || {
  echo "The interface is not that of $anchor (abidiff $ended)."
  echo "If that is meant: raise WEISS_ABI_MINOR in include/weiss/version.h, then run this with --update."
  exit 1
}
