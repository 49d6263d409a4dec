#!/bin/sh
# params.sh WEISS: all options are listed, and what is dumped is taken back.
set -eu
. "$(dirname "$0")/common.sh"
printf '5 6\n1 2 1\n2 3 1\n1 3 1\n3 4 1\n4 5 1\n3 5 1\n' >bow.mc

# Every option of every algorithm has a line.
ends 0 params
cp out all
ends 0 params list
cmp -s out all || fail "list is not what is done without an action"
ends 0 plugins
algorithms=$(sed -n '2,/^$/p' out | cut -d' ' -f1)
[ -n "$algorithms" ] || fail "no algorithms are listed"
for algorithm in $algorithms; do
  ends 0 params list "$algorithm"
  sed 1d out | sed 's/ .*//' >listed
  ends 0 plugins info "$algorithm" --markdown
  sed -n 's/^| `\([a-z0-9_]*\)`.*/'"$algorithm"'.\1/p' out >wanted
  cmp -s listed wanted || fail "the options of $algorithm: $(cat listed) instead of $(cat wanted)"
  while read -r option; do
    grep -q "^$option " all || fail "$option is not listed"
  done <wanted
done
ends 0 params list tabu
prints "tabu.elites"
if grep -q annealing out; then fail "another algorithm's options are listed with those of tabu"; fi

# A line of dump is a solver, with the settings that it has by itself.
ends 0 params dump
cp out specs
while read -r spec; do
  algorithm=${spec%% *}
  ends 0 plugins info "$algorithm"
  grep -q '(solver)' out || continue
  ends 0 solve bow.mc --solver "$spec" --work 5000 --report given.json --quiet
  ends 0 solve bow.mc --solver "$algorithm" --work 5000 --report plain.json --quiet
  for file in given plain; do sed -n '/"reproducible"/,/^  }/p' $file.json >$file.part; done
  cmp -s given.part plain.part || fail "$spec is not what $algorithm does by itself"
done <specs
[ "$(wc -l <specs)" -eq "$(echo "$algorithms" | wc -l)" ] || fail "dump leaves algorithms out"

# The lines of dump NAME are arguments.
ends 0 params dump "subqubo part_size=7 subsolver=annealing subsolver.sweeps=9"
prints "--set subsolver.sweeps=9"
cp out arguments
# shellcheck disable=SC2046 # words of arguments
eval ends 0 solve bow.mc --solver subqubo $(tr '\n' ' ' <arguments) --work 5000 --report set.json --quiet
grep -q '"spec": "subqubo .*part_size=7' set.json || fail "the settings do not arrive: $(grep '"spec"' set.json)"
grep -q 'subsolver.sweeps=9' set.json || fail "nested settings do not arrive"

ends 1 params dmp
says 'did you mean "dump"?'
ends 1 params list tabo
says "tabu"
ends 1 params dump "tabu tenur=5"
says "tenure"
finish
