#!/bin/sh
# plugins.sh WEISS: what is listed and described.
set -eu
. "$(dirname "$0")/common.sh"
ends 0 plugins
for name in annealing exact greedy rqaoa simulated-bifurcation subqubo tabu tempering tree contraction qaoa2 multilevel hadof dqaoa \
  forest contiguous random multilevel-kl louvain spectral growth quick quantum cobyla nelder-mead; do prints "$name"; done
ends 0 plugins list
ends 0 plugins info subqubo
prints "weiss.subqubo"
prints "partitioner"
ends 0 plugins info nelder-mead
prints "weiss.nelder-mead"
ends 0 plugins info weiss.tabu --markdown
prints '| option | type | default | range | meaning |'
prints '| `tenure` | int |'
ends 1 plugins list --markdown
ends 1 plugins info tabu --deadline 5s
ends 1 plugins info
ends 1 plugins test
ends 1 plugins test absent.so
says "absent.so"
printf 'not a plugin\n' >text.so
ends 4 plugins test text.so
prints "FAIL"
prints "1 tests, 1 failed"

ends 0 formats
for name in maxcut qbsolv qubo-max; do prints "$name"; done
ends 0 formats maxcut
prints "n m"
finish
