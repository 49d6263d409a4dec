#!/bin/sh
# declarations.sh INCLUDE CC [--signatures]: the names that the public headers declare with WEISS_API, sorted, one a
# line; or rows of the layout snapshot with their signatures.
set -eu
include=$1 cc=$2 form=${3-}

# One declaration a line: "type name(arguments)".
declarations() {
  for header in "$include"/weiss/*.h; do printf '#include "%s"\n' "$header"; done |
    "$cc" -std=c99 -E -P -DWEISS_API=EXPORTED -x c - |
    tr '\n' ' ' | sed 's/EXPORTED/\n&/g' |
    sed -n 's/^EXPORTED *\([^;]*\);.*/\1/p' | sed 's/  */ /g; s/ $//'
}

name='^[^(]*[ *]\(weiss_[a-z0-9_]*\) *(.*'
if [ "$form" = --signatures ]; then
  tab=$(printf '\t')
  declarations | sed "s/$name/function$tab\1$tab-$tab-$tab-$tab&/" | LC_ALL=C sort
else
  declarations | sed -n "s/$name/\1/p" | LC_ALL=C sort
fi
