#!/bin/sh
# solve.sh WEISS: what solve prints and writes, and its exit codes.
set -eu
. "$(dirname "$0")/common.sh"
printf '5 6\n1 2 1\n2 3 1\n1 3 1\n3 4 1\n4 5 1\n3 5 1\n' >bow.mc     # two triangles: cut 4
printf '3 4\n1 1 5\n2 2 3\n3 3 1\n1 2 -12\n' >three.qubo             # qubo-max: 5 + 1
printf 'p qubo 0 2 2 1\n0 0 -3\n1 1 -2\n0 1 4\n' >two.qubo           # qbsolv: -3

# One line, the best value in the file's own sense.
ends 0 solve bow.mc --quiet
is 4
ends 0 solve bow.mc --sense min --quiet
is 0
ends 0 solve three.qubo --quiet
is 6
ends 0 solve two.qubo --quiet
is -3
[ ! -s log ] || fail "--quiet leaves a log: $(cat log)"
cp bow.mc bow.txt
ends 0 solve bow.txt --format maxcut --quiet
is 4
"$command" solve - --format maxcut --quiet <bow.txt >out 2>log || fail "the standard input is not read"
is 4
for arguments in "--solver greedy" "--solver tabu" "--solver annealing" "--solver exact" "--solver subqubo" \
  "--preset quick" "--preset quantum" "--set population=2" "--threads 2" "--seed 18446744073709551615" "--time=500ms"; do
  # shellcheck disable=SC2086 # words of arguments
  ends 0 solve bow.mc --work 100000 --quiet $arguments
  is 4
done

# The log is on the standard error, the summary on the standard output.
ends 0 solve bow.mc --seed 3 --work 20000 --threads 2
prints "best cut    4"
prints "status      optimal, proven"
prints "seed        3"
prints "repeat      $command solve bow.mc --threads 2 --seed 3 --work 20000"
says "5 spins, 6 couplings"
says "E exact"
ends 0 solve bow.mc --solver tabu --time 100ms --progress none
prints "time limit reached"
prints "repeat      $command solve bow.mc --solver tabu --seed 1 --work "
if grep -q legend log; then fail "--progress none shows progress"; fi
if grep -q "$(printf '\033')" log; then fail "control sequences without a terminal"; fi
printf '3 2\n1 2 1e12\n2 3 0.5\n' >wide.mc
ends 0 solve wide.mc
says "warning"
says "1e9"

# Targets.
ends 0 solve bow.mc --solver tabu --target 4 --require --quiet
ends 5 solve bow.mc --target 5 --require --quiet
is 4
ends 0 solve bow.mc --target 5 --quiet
ends 0 solve bow.mc --solver tabu --target 3
prints "target reached"

# Solutions out and in.
ends 0 solve bow.mc --out bow.sol --quiet
is 4
grep -qE '^[01]{5}$' bow.sol || fail "bow.sol is no 0/1 string"
ends 0 solve bow.mc --out - --quiet
grep -qE '^[01]{5}$' out || fail "--out - prints something else"
ends 0 solve bow.mc --start bow.sol --solver greedy --work 1 --quiet
is 4

# The report.
ends 0 solve bow.mc --seed 2 --work 20000 --report bow.json --quiet
for key in '"command": \[".*weiss", "solve", "bow.mc"' '"repeat": ".*weiss solve bow.mc' '"input": {"file": "bow.mc"' \
  '"schema": "weiss.report/1"' '^  "reproducible": {'; do
  grep -qe "$key" bow.json || fail "bow.json lacks $key"
done
ends 0 solve bow.mc --report - --quiet
prints '"reproducible": {'

# Problems without variables and without couplings.
printf '0 0\n' >none.mc
ends 0 solve none.mc --out none.sol --quiet
is 0
printf '2 0\n' >loose.mc
ends 0 solve loose.mc --quiet
is 0

# The solver refuses the problem: nothing else solves it silently.
"$command" gen complete --n 40 --out forty.mc 2>/dev/null
ends 4 solve forty.mc --solver exact --quiet
is ""
says "exact"
finish
