#!/bin/sh
# trace.sh WEISS: the improvements of a run as CSV, each better than the one before, the last the best.
set -eu
. "$(dirname "$0")/common.sh"
ends 0 gen regular --n 200 --degree 5 --seed 4 --weights int:-9:9 --out graph.mc

ends 0 solve graph.mc --solver subqubo --work 3000000 --trace trace.csv --quiet
best=$(cat out)
[ "$(head -n 1 trace.csv)" = "seconds,work,energy,objective,source" ] || fail "the header is $(head -n 1 trace.csv)"
awk -F, -v best="$best" 'NR > 1 {
    if (NF != 5) bad = "fields in line " NR
    if (NR > 2 && ($1 + 0 < seconds || $2 + 0 < work || $3 + 0 >= energy)) bad = "order in line " NR
    if ($3 + 0 != -$4) bad = "energy and cut in line " NR
    seconds = $1 + 0; work = $2 + 0; energy = $3 + 0; objective = $4
  }
  END {
    if (NR < 3) bad = "only " NR " lines"
    if (objective != best) bad = "the last cut is " objective " instead of " best
    if (bad) { print bad; exit 1 }
  }' trace.csv >wrong || fail "trace.csv: $(cat wrong)"

# What repeats of a run repeats here too: all but the seconds.
ends 0 solve graph.mc --solver subqubo --work 3000000 --trace again.csv --quiet --threads 2
cut -d, -f2- trace.csv >first
cut -d, -f2- again.csv >second
cmp -s first second || fail "the same run leaves another trace"

ends 0 solve graph.mc --solver tabu --work 10000 --trace -
prints "seconds,work,energy,objective,source"
says "best cut"
ends 1 solve graph.mc --trace - --out -
says "standard output"
ends 1 solve graph.mc --trace nowhere/trace.csv
printf '0 0\n' >none.mc
ends 0 solve none.mc --trace none.csv --quiet
head -n 1 none.csv | grep -q '^seconds,' || fail "an empty problem leaves no header"
finish
