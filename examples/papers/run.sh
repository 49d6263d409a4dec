#!/bin/sh
# sh examples/papers/run.sh PAPER [--quick | --check SHARE]: sets the machine up, builds, and rebuilds the tables and plots
# of a paper into build/papers/PAPER. A run that was interrupted goes on where it was. --quick runs a few cells and --check
# a random share of them, and both compare with the results that are committed. WEISS_INSTANCES names the folder of
# benchmark instances.
set -eu
cd "$(dirname "$0")/../.."
. cmake/packages.sh

paper=${1-}
if [ ! -d "examples/papers/$paper/results" ]; then
  echo "usage: sh examples/papers/run.sh PAPER [--quick | --check SHARE]; papers: clustering, hadof, qaoa2" >&2
  exit 2
fi
shift
build=build/example
mkdir -p build
install_packages g++ cmake ninja-build libxsimd-dev
cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Release -DWEISS_BUILD_TESTS=OFF >build/log.txt
cmake --build $build >>build/log.txt
stored=examples/papers/$paper/results
if [ $# -eq 0 ]; then
  $build/bin/weiss_paper_$paper --out build/papers/$paper --threads "$(nproc)"
  echo "results are in build/papers/$paper; the committed ones in $stored"
else
  $build/bin/weiss_paper_$paper "$@" --stored $stored --threads "$(nproc)"
fi
