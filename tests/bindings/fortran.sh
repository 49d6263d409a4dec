#!/bin/sh
# fortran.sh PREFIX LIBDIR SOURCE WORK: the module in the installed tree; its README; another library.
set -eu
. "$(dirname "$0")/common.sh"
need gfortran cc pkg-config
module=$prefix/share/weiss/fortran
PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig
export PKG_CONFIG_PATH
cd "$work"

# What Fortran declares against what a C program sees, and against headers in which fields changed places.
awk -f "$here/fortran/layout.awk" "$module/weiss_types.f90" >layout.f90
gfortran -ffree-line-length-none "$module/weiss_types.f90" layout.f90 -o layout
./layout | sort >declared.tsv
# same_layout FILE: all that Fortran declares stands in the file as declared, and the structs are complete.
same_layout() {
  awk -F '\t' -v OFS='\t' 'NR == FNR { if ($1 != "field") known[$2] = 1; next }
    $1 != "function" && $2 in known { $6 = "-"; print }' declared.tsv "$1" | sort | diff declared.tsv -
}
same_layout "$prefix/share/weiss/layout.tsv"
same_layout "$(layout_of "$prefix/include" "$work/layout.tsv")"
! same_layout "$(moved_layout)" >log || fail "moved fields were not noticed"
grep -q 'weiss_error.line' log || fail "the moved field is not named: $(cat log)"

flags="-std=f2018 -Wall -Wextra -Wno-uninitialized -Wno-maybe-uninitialized -Wno-function-elimination -Wno-compare-reals -fcheck=all -g"
[ "${CI-}" != true ] || flags="$flags -Werror" # elsewhere the compiler may be a newer one
# shellcheck disable=SC2086 # flags are several words
gfortran $flags -Wpedantic -c "$module/weiss.f90"
for name in checks own_algorithms test_problems test_search test_algorithms test_runs test_quantum; do
  # shellcheck disable=SC2086
  gfortran $flags -fopenmp -c "$here/fortran/$name.f90"
done
for name in test_problems test_search test_algorithms test_runs test_quantum; do
  gfortran -fopenmp $name.o checks.o own_algorithms.o weiss.o -L"$prefix/$libdir" -lweiss -Wl,-rpath,"$prefix/$libdir" \
    -o $name
  ./$name || fail "$name ended with $?"
  ! readelf -lW $name | grep -q 'GNU_STACK.*RWE' || fail "$name has an executable stack"
done

# Without an error argument a failure stops the program with the message; another library is refused.
! ./test_runs without-error 2>log || fail "a file that is not there was read"
grep -q 'weiss: .*absent.mc' log || fail "the program stopped without the message: $(cat log)"
cc -shared -fPIC -o wrong.so -x c - <<'C'
#include <stdint.h>
void weiss_abi_version(int32_t* major, int32_t* minor) { *major = 0, *minor = 99; }
C
LD_PRELOAD=$work/wrong.so ./test_runs wrong-library || fail "a library of another interface was not refused"

# The README, word for word.
blocks "$module/README.md" fortran 1 >first.f90
at_most 15 first.f90
blocks "$module/README.md" sh 1 >first.sh
expect_text "cut 3" sh -eu first.sh
blocks "$module/README.md" fortran 2 >quantum.f90
sed 's/first/quantum/g' first.sh >quantum.sh
expect_text "best 8.0000" sh -eu quantum.sh
blocks "$module/README.md" fortran 3 >own.f90
sed 's/first/own/g' first.sh >own.sh
expect_text "must lie in 1..2147483647, got 0" sh -eu own.sh
