#!/bin/sh
# Sets a fresh Debian or Ubuntu up, builds Weiss, and solves a generated problem of 2,000 spins. Prints the
# time of each stage.
set -eu
cd "$(dirname "$0")/.."
. cmake/packages.sh

# stage NAME COMMAND...: runs a command and tells how long it took.
stage() {
  name=$1
  begin=$(date +%s)
  shift
  echo "== $name"
  "$@"
  echo "== $name: $(($(date +%s) - begin)) s"
}

# quietly COMMAND...: shows what it prints only when it fails.
quietly() {
  if ! "$@" >build/log.txt 2>&1; then
    cat build/log.txt
    exit 1
  fi
}

build=build/example
mkdir -p build
stage "packages" install_packages g++ cmake ninja-build libxsimd-dev
stage "configure" quietly cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Release -DWEISS_BUILD_TESTS=OFF
stage "build" quietly cmake --build $build
stage "generate" $build/bin/weiss gen regular --n 2000 --degree 6 --seed 1 --out $build/regular.mc
stage "solve" $build/bin/weiss solve $build/regular.mc --time 5s --seed 1
