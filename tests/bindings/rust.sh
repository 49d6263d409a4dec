#!/bin/sh
# rust.sh PREFIX LIBDIR SOURCE WORK: the crates in the installed tree, by rustc and by cargo; the README; what the
# compiler and Context::new have to refuse.
set -eu
. "$(dirname "$0")/common.sh"
need rustc cc pkg-config
rust=$prefix/share/weiss/rust
PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig
LD_LIBRARY_PATH=$prefix/$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export PKG_CONFIG_PATH LD_LIBRARY_PATH

# The README, word for word; the crates that it builds serve the rest.
cd "$work"
blocks "$rust/README.md" rust 1 >first.rs
at_most 15 first.rs
blocks "$rust/README.md" rust 2 >second.rs
blocks "$rust/README.md" rust 3 >third.rs
blocks "$rust/README.md" sh >build.sh
PREFIX=$prefix sh -eu build.sh
expect_text "cut 3" ./first

# program FILE FLAG...: builds a program on the crates.
program() {
  file=$1
  shift
  rustc --edition 2021 "$@" --extern weiss=libweiss.rlib --extern weiss_sys=libweiss_sys.rlib -L . \
    -L "$prefix/$libdir" "$file"
}
program second.rs
expect_text "[0.75" ./second
program third.rs
expect_text "OPENQASM" ./third

# What Rust declares against what a C program sees, and against headers in which fields changed places.
program "$here/rust/layout.rs"
./layout "$(layout_of "$prefix/include" "$work/layout.tsv")"
./layout "$prefix/share/weiss/layout.tsv"
moved=$(moved_layout)
! ./layout "$moved" >log || fail "moved fields were not noticed"
grep -q 'weiss_error.line' log || fail "the moved field is not named: $(cat log)"

for tests in tests search quantum; do
  program "$here/rust/$tests.rs" --test -D warnings
  "./$tests" -q >log 2>&1 || fail "$(cat log)"
  grep -q 'test result: ok' log || fail "$(cat log)"
done

# Another library is refused.
wrong=$(wrong_library)
! LD_PRELOAD=$wrong ./first >log 2>&1 || fail "another interface was accepted"
grep -qF 'has the interface 0.99' log || fail "the refusal does not name the version: $(cat log)"

# Use after free, a solver or a register in two threads, a run that is kept, a state that is no more: the compiler says
# no.
for number in 1 2 3 4 5 6; do
  sed "s/CASE/case_$number/" "$here/rust/refused.rs" >refused.rs
  ! program refused.rs 2>log || fail "case $number of refused.rs was compiled"
  grep -q "$(sed -n "s/^\/\/! case_$number: //p" "$here/rust/refused.rs")" log || fail "case $number: $(cat log)"
done

# The same by cargo, offline, which asks pkg-config or takes WEISS_LIB_DIR.
if command -v cargo >/dev/null 2>&1; then
  mkdir -p app/src
  cp first.rs app/src/main.rs
  printf '[package]\nname = "app"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nweiss = { path = "%s" }\n' \
    "$rust/weiss" >app/Cargo.toml
  CARGO_TARGET_DIR=$work/target
  export CARGO_TARGET_DIR
  (cd app && expect_text "cut 3" cargo run -q --offline)
  (cd app && WEISS_LIB_DIR=$prefix/$libdir PKG_CONFIG_PATH= cargo build -q --offline) ||
    fail "WEISS_LIB_DIR does not do for cargo"
else
  echo "cargo is not there: built by rustc alone"
fi
