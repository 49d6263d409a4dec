#!/bin/sh
# rust_plugin.sh PREFIX LIBDIR SOURCE WORK: the example plugin in Rust, built against the installed tree alone, passes
# the conformance suite and cuts for the bundled scheme; its panic is an error.
set -eu
. "$(dirname "$0")/common.sh"
need rustc
rust=$prefix/share/weiss/rust
weiss=$prefix/bin/weiss
cd "$work"

# The crates, without the library.
rustc -O --edition 2021 --crate-type rlib --crate-name weiss_sys "$rust/weiss-sys/src/lib.rs"
rustc -O --edition 2021 --crate-type rlib --crate-name weiss --extern weiss_sys=libweiss_sys.rlib \
  "$rust/weiss/src/lib.rs"

# plugin SOURCE MODULE: builds a plugin on them.
plugin() {
  rustc -O --edition 2021 --crate-type cdylib --extern weiss=libweiss.rlib -L . -o "$2" "$1"
}
module=weiss_partitioner_breadth.so
plugin "$source/examples/plugins/rust/src/lib.rs" $module
if command -v readelf >/dev/null 2>&1; then
  ! readelf -d $module | grep -q 'NEEDED.*weiss' || fail "$module links to Weiss"
fi
expect_text "0 failed" "$weiss" plugins test $module

"$weiss" gen regular --n 200 --degree 3 --seed 1 --out small.mc >/dev/null
expect_text "" "$weiss" solve small.mc --plugin $module --solver subqubo --set partitioner=breadth --set part_size=20 \
  --work 1000000 --seed 1 --quiet --report report.json
grep -q '"org.example.breadth"' report.json || fail "the plugin did not cut: $(cat report.json)"

# A panic becomes the message of an error.
plugin "$here/rust/panic_plugin.rs" panics.so
! "$weiss" solve small.mc --plugin ./panics.so --solver subqubo --set partitioner=panics --quiet >log 2>&1 ||
  fail "the panic was no error"
grep -qF 'panicked: no parts today' log || fail "the panic's message is lost: $(cat log)"

# The same by cargo.
if command -v cargo >/dev/null 2>&1; then
  cp -r "$source/examples/plugins/rust" cargo
  sed "s|path = \"[^\"]*\"|path = \"$rust/weiss\"|" "$source/examples/plugins/rust/Cargo.toml" >cargo/Cargo.toml
  (cd cargo && CARGO_TARGET_DIR=$work/target cargo build -q --offline)
  expect_text "0 failed" "$weiss" plugins test target/debug/libweiss_partitioner_breadth.so
else
  echo "cargo is not there: built by rustc alone"
fi
