#!/bin/sh
# headers.sh INCLUDE CC CXX: each public header compiles alone, in every language mode that it promises, without a
# warning; no C struct has hidden padding.
set -eu
include=$1 cc=$2 cxx=$3
warnings="-Wall -Wextra -Wpedantic -Werror"
failed=0

# check HEADER COMPILER LANGUAGE FLAGS...
check() {
  header=$1 compiler=$2 language=$3
  shift 3
  # The declaration after it keeps a header of macros alone from being an empty unit.
  if ! printf '#include <weiss/%s>\nextern int not_empty;\n' "$header" |
      "$compiler" -x "$language" "$@" -fsyntax-only -I "$include" -; then
    echo "weiss/$header does not compile with $compiler $*"
    failed=$((failed + 1))
  fi
}

cd "$include/weiss"
for header in *.h ext/*.h; do
  for standard in c99 c11 c17; do
    # $warnings is a list of words.
    # shellcheck disable=SC2086
    check "$header" "$cc" c -std=$standard $warnings -Wpadded -Wstrict-prototypes
  done
done
for header in *.h ext/*.h; do
  for standard in c++11 c++14 c++17 c++20; do
    # shellcheck disable=SC2086
    check "$header" "$cxx" c++ -std=$standard $warnings
  done
done
for header in *.hpp plugin/*.hpp ext/*.hpp; do
  [ -e "$header" ] || continue
  for standard in c++17 c++20; do
    # shellcheck disable=SC2086
    check "$header" "$cxx" c++ -std=$standard $warnings -Wshadow -Wconversion
  done
done
[ "$failed" -eq 0 ]
