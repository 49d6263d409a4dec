#!/bin/sh
# reproducible.sh WEISS: under a work limit each bundled solver writes the same bytes under "reproducible" for 1, 2 and
# 4 threads and, but for circuits, at every SIMD level, on ten generated problems with integers.
set -eu
. "$(dirname "$0")/common.sh"

# generate FILE KIND ARGUMENT...
generate() {
  file=$1 kind=$2
  shift 2
  "$command" gen "$kind" --seed 7 --out "$file" "$@" >log 2>&1 || fail "weiss gen $kind $*: $(cat log)"
}
rm -f ./*.mc ./*.qubo
generate 0.mc regular --n 26 --degree 3 --weights one
generate 1.mc regular --n 200 --degree 6 --weights pm1
generate 2.mc gnp --n 100 --degree 8 --weights int:-50:50
generate 3.mc gnp --n 300 --density 0.02 --weights pm1
generate 4.mc complete --n 60 --weights pm1
generate 5.mc torus2d --n 196 --weights pm1
generate 6.mc torus3d --n 125 --weights int:1:9
generate 7.qubo qubo --n 24 --density 0.5 --weights int:-100:100
generate 8.qubo qubo --n 80 --density 0.3 --weights int:-100:100
generate 9.qubo qubo --n 150 --density 0.1 --weights int:-9:9

# part FILE SOLVER ARGUMENT...: what is under "reproducible"; or the message, when the problem is too large.
part() {
  file=$1 solver=$2
  shift 2
  if "$command" solve "$file" --solver "$solver" --work 100000 --seed 1 --quiet --report report.json "$@" >out 2>log
  then
    sed -n '/^  "reproducible": {/,/^  }/p' report.json
  else
    cat log
  fi
}

levels=
for level in scalar sse2 avx2 avx512 neon64; do
  if WEISS_SIMD=$level "$command" --version | grep -qw "$level"; then levels="$levels $level"; fi
done
solvers=$("$command" plugins | awk '$2 == "solver" { print $1 }')
[ "$(echo "$solvers" | wc -w)" -ge 6 ] || fail "the bundled solvers are $solvers"

for file in *.mc *.qubo; do
  for solver in $solvers; do
    part "$file" "$solver" --threads 1 >expected
    [ -s expected ] || fail "$solver on $file: neither a report nor a message"
    for threads in 2 4; do
      part "$file" "$solver" --threads $threads >found
      cmp -s expected found || fail "$solver on $file: $threads threads give another report than one"
    done
    [ "$solver" != qaoa ] || continue
    for level in $levels; do
      WEISS_SIMD=$level part "$file" "$solver" --threads 1 >found
      cmp -s expected found || fail "$solver on $file: $level gives another report than $("$command" --version)"
    done
  done
done
finish
