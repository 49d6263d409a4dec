#!/bin/sh
# tests/run.sh [--long]: sets the machine up, builds, and runs all tests; prints the time that each stage took and ends
# with a line "N passed, N failed". --long runs what has no budget, too: all tests under the sanitizers, the fuzz
# targets (whose stored inputs are replayed in every run), the big instances; and installs the optional tools (a cross
# compiler with an emulator, libabigail, clang).
#
# WEISS_INSTANCES names a folder of benchmark instances with an index.tsv; without it their tests are skipped.
set -eu
cd "$(dirname "$0")/.."
. cmake/packages.sh

case ${1-} in
  '') WEISS_TEST_LONG= ;;
  --long) WEISS_TEST_LONG=1 ;;
  *)
    echo "usage: sh tests/run.sh [--long]" >&2
    exit 2
    ;;
esac
export WEISS_TEST_LONG
long=$WEISS_TEST_LONG
jobs=$(nproc)
report=$PWD/build/report.xml
passed=0 failed=0 skipped=0
# Where we know the compiler; elsewhere a new one must not fail the tests with a new warning.
warnings_are_errors=OFF
[ "${CI-}" != true ] || warnings_are_errors=ON

# stage NAME COMMAND...: runs a command, tells how long it took, and remembers when it fails.
stage() {
  name=$1
  shift
  begin=$(date +%s)
  echo "== $name"
  if "$@"; then ended=ok; else ended=FAILED; fi
  echo "== $name: $ended, $(($(date +%s) - begin)) s"
  [ "$ended" = ok ]
}

# attribute NAME: a number in the head of the report.
attribute() {
  sed -n "s/^[[:space:]]*$1=\"\([0-9]*\)\".*/\1/p" "$report" | head -n 1
}

# suite PRESET ARGUMENT...: runs tests of one build and counts them.
suite() {
  preset=$1
  shift
  rm -f "$report"
  ended=0
  ctest --preset "$preset" -j "$jobs" --no-tests=error --output-junit "$report" "$@" || ended=$?
  if [ ! -s "$report" ]; then
    failed=$((failed + 1))
    return 1
  fi
  failures=$(attribute failures)
  skips=$(($(attribute skipped) + $(attribute disabled)))
  passed=$((passed + $(attribute tests) - failures - skips))
  failed=$((failed + failures))
  skipped=$((skipped + skips))
  return $ended
}

# build PRESET [TARGET...]: configures, with $options, and builds; a failure counts as one failed test.
options=
build() {
  preset=$1
  shift
  if cmake --preset "$preset" -DWEISS_WERROR=$warnings_are_errors $options >build/configure.log 2>&1; then
    if cmake --build --preset "$preset" -j "$jobs" ${1:+--target "$@"} >build/build.log 2>&1; then return 0; fi
    tail -n 60 build/build.log
  else
    cat build/configure.log
  fi
  failed=$((failed + 1))
  return 1
}

# fuzz SECONDS: each target for so long; a finding is one failed test.
fuzz() {
  ended=0
  sh tests/fuzz/run.sh "$1" || ended=$?
  case $ended in
    0) passed=$((passed + 1)) ;;
    77) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) && return 1 ;;
  esac
}

finish() {
  line="$passed passed, $failed failed"
  [ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
  echo "$line"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# levels: the SIMD levels that this machine can run.
levels() {
  for level in scalar sse2 avx2 avx512 neon64; do
    WEISS_SIMD=$level build/release/bin/weiss --version 2>/dev/null | grep -qw "$level" && echo "$level"
  done
}

mkdir -p build
stage "packages" install_packages build-essential cmake ninja-build pkg-config libxsimd-dev doctest-dev ||
  exit 1
if [ -n "$long" ]; then
  stage "packages of the long tests" install_packages g++-aarch64-linux-gnu qemu-user abigail-tools clang || true
fi
stage "release build" build release || { finish; exit 1; }
stage "suite at the best SIMD level" suite release -R '^(unit|command|fuzz)\.' || true
for level in $(levels); do
  WEISS_SIMD=$level stage "kernels and determinism, $level" suite release -L simd || true
done
stage "interface, hostile plugins, install, examples, papers, bindings" suite release \
  -R '^(abi|hostile|install|examples|papers|bindings)\.' || true
# The command line is a large part of a build, and few of these tests need it; of the kernels those that this machine
# would choose.
if [ -n "$long" ]; then with_command=ON kernels=; else with_command=OFF kernels=$(levels | tail -n 1); fi
options="-DWEISS_BUILD_COMMAND=$with_command -DWEISS_SIMD_LEVELS=$kernels"
if stage "build with address and undefined behaviour sanitizers" build asan-ubsan; then
  stage "suite with these sanitizers" suite asan-ubsan -R '^(unit|hostile|fuzz)\.' || true
fi
options=-DWEISS_BUILD_COMMAND=$with_command
if stage "build with the thread sanitizer" build tsan weiss_thread_tests; then
  stage "threads with this sanitizer" suite tsan -L threads || true
fi
options=
if command -v aarch64-linux-gnu-g++ >/dev/null && command -v qemu-aarch64 >/dev/null; then
  if stage "build for 64-bit ARM" build aarch64 test_simd test_search test_determinism; then
    stage "kernels and determinism, neon64 under qemu" suite aarch64 -R '^unit\.(simd|search|determinism)$' || true
  fi
else
  echo "== 64-bit ARM: skipped, aarch64-linux-gnu-g++ and qemu-aarch64 are not both there (--long installs them)"
fi
if [ -n "$long" ]; then
  if stage "all of it with the thread sanitizer" build tsan; then
    stage "suite with this sanitizer" suite tsan -R '^unit\.' || true
  fi
  stage "fuzz targets, five minutes each" fuzz 300 || true
  if stage "build without a loader" build no-loader weiss_command test_plugins test_runtime; then
    stage "suite without a loader" suite no-loader -R '^unit\.(plugins|runtime)$' || true
  fi
fi
if [ -n "${WEISS_INSTANCES-}" ]; then
  stage "instances" suite release -L instances || true
else
  echo "== instances: skipped, WEISS_INSTANCES is not set"
fi
finish
