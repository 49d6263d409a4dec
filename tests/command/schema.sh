#!/bin/sh
# schema.sh WEISS CHECK SCHEMA: reports are as the JSON schema says, and what they say of a problem is true.
set -eu
. "$(dirname "$0")/common.sh"
check=$2
schema=$3

# agrees FILE...: the checker is content with the reports.
agrees() { "$check" "$schema" "$@" 2>wrong || fail "$(cat wrong)"; }
# refused PATTERN FILE: it is not, and says why.
refused() {
  if "$check" "$schema" "$2" 2>wrong; then fail "$2 is accepted"; fi
  grep -q "$1" wrong || fail "the message for $2 lacks \"$1\": $(cat wrong)"
}

# A partitioner, and an optimizer.
"$check" "$schema" 2>wrong || fail "$(cat wrong)"

# Every solver, on problems of every form, alone and under the command's other ways to end a run.
ends 0 gen regular --n 60 --degree 4 --weights int:-9:9 --out graph.mc
ends 0 gen qubo --n 24 --density 0.4 --out small.qubo
ends 0 gen tiles --n 36 --out glass.coo
printf '3 2\n1 2 0.1\n2 3 0.7\n' >decimals.mc
printf '0 0\n' >none.mc
ends 0 plugins
sed -n '2,/^$/p' out >listed
solvers=$(awk '$2 == "solver" { print $1 }' listed)
[ -n "$solvers" ] || fail "no solvers are listed"
for solver in $solvers; do
  for problem in graph.mc small.qubo glass.coo decimals.mc none.mc; do
    case $solver:$problem in exact:graph.mc | exact:glass.coo | qaoa:graph.mc | qaoa:glass.coo) continue ;; esac
    ends 0 solve $problem --solver "$solver" --work 200000 --seed 18446744073709551615 --report run.json --quiet
    agrees run.json
  done
done
ends 0 solve small.qubo --sense min --report run.json --quiet
agrees run.json
ends 0 solve graph.mc --time 50ms --threads 2 --report run.json --quiet
agrees run.json
ends 0 solve small.qubo --solver qaoa --optimum -7 --report run.json --quiet
grep -q '"ratios": {' run.json || fail "the report of a run with a known optimum has no ratios"
agrees run.json
ends 0 solve graph.mc --target 1 --report run.json --quiet
agrees run.json

# Nested runs: the last cut of the whole problem is in the report.
for partitioner in contiguous random; do
  ends 0 solve graph.mc --set partitioner=$partitioner --solver "subqubo subsolver=exact part_size=12" \
    --work 2000000 --report run.json --quiet
  grep -q '"parts": \[' run.json || fail "the report of subqubo has no parts"
  agrees run.json
done

# An interrupted run.
"$command" gen regular --n 3000 --degree 6 --out large.mc 2>/dev/null
"$command" solve large.mc --time 30s -v --report run.json >out 2>log &
job=$!
until grep -q "\*" log 2>/dev/null; do kill -0 $job || break; done
kill -s TERM $job
wait $job || true
grep -q '"reason": "cancelled"' run.json || fail "the interrupted run gives another reason"
agrees run.json

# What is not as it should be is found.
ends 0 solve graph.mc --work 200000 --report good.json --quiet
agrees good.json
sed 's/"deterministic": [a-z]*,//' good.json >bad.json
refused deterministic bad.json
sed 's/"seed": 1,/"seed": "1",/' good.json >bad.json
refused "reproducible.seed" bad.json
sed 's/"work_limit"/"limit_of_work": 1, "work_limit"/' good.json >bad.json
refused "does not know" bad.json
sed 's/"kind": "solver"/"kind": "partitioner"/' good.json >bad.json
refused "choices" bad.json
sed 's/"reason": "[a-z ]*"/"reason": "boredom"/' good.json >bad.json
refused "boredom" bad.json
sed 's/"solution": "\([01]*\)[01]"/"solution": "\1"/' good.json >bad.json
refused "length" bad.json
sed 's/"solution": "0/"solution": "1/; t; s/"solution": "1/"solution": "0/' good.json >bad.json
refused "another number" bad.json
finish
