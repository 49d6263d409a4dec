#!/bin/sh
# julia.sh PREFIX LIBDIR SOURCE WORK: the package in the installed tree; its README; another library.
set -eu
. "$(dirname "$0")/common.sh"
need julia cc pkg-config
package=$prefix/share/weiss/julia
unset WEISS_LIBRARY
# What is compiled goes into a depot of the test's own.
JULIA_DEPOT_PATH=$work/depot
JULIA_NUM_THREADS=2
PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig
export JULIA_DEPOT_PATH JULIA_NUM_THREADS PKG_CONFIG_PATH
cd "$work"

tests() {
  julia --project="$package" "$package/test/runtests.jl" "$@"
}
tests >log 2>&1 || fail "$(cat log)"
layout=$(layout_of "$prefix/include" "$work/layout.tsv")
WEISS_LAYOUT=$layout tests layout >log 2>&1 || fail "$(cat log)"
moved=$(moved_layout)
! WEISS_LAYOUT=$moved tests layout >log 2>&1 || fail "moved fields were not noticed"
grep -q 'weiss_error.line' log || fail "the moved field is not named: $(cat log)"

# The README, word for word.
blocks "$package/README.md" julia 1 >first.jl
at_most 15 first.jl
blocks "$package/README.md" sh 1 >first.sh
expect_text "cut 3" sh -eu first.sh
blocks "$package/README.md" julia 2 >quantum.jl
sed 's/first/quantum/' first.sh >quantum.sh
expect_text "best 8.0" sh -eu quantum.sh
blocks "$package/README.md" julia 3 >own.jl
sed 's/first/own/' first.sh >own.sh
expect_text "WEISS_E_OPTION" sh -eu own.sh

# Another library is refused when the package is loaded, and so is none at all.
wrong=$(wrong_library)
for library in "$wrong" "$work/nowhere.so"; do
  ! WEISS_LIBRARY=$library julia --project="$package" -e 'using Weiss' 2>log || fail "$library was accepted"
  grep -q 'WeissError' log || fail "$library: $(cat log)"
done
WEISS_LIBRARY=$wrong julia --project="$package" -e 'using Weiss' 2>&1 | grep -qF 'interface version 0.99' ||
  fail "no word of the version"
