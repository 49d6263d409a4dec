#!/bin/sh
# bench.sh WEISS: a suite is run as its index says, results are the same for the same work, and two of them compare.
set -eu
. "$(dirname "$0")/common.sh"
mkdir -p suite
"$command" gen torus2d --n 36 --weights pm1 --out suite/torus.mc 2>/dev/null
"$command" gen complete --n 12 --weights pm1 --out suite/complete.mc 2>/dev/null
printf '2 3\n1 1 5\n2 2 -3\n1 2 -12\n' >suite/two.qubo
torus=$("$command" solve suite/torus.mc --work 2000000 -q)
complete=$("$command" solve suite/complete.mc -q)
{
  printf 'sense\tnote\tfile\tfamily\tbest_known\n'
  printf 'max\tfirst\ttorus.mc\tt\t%s\n' "$torus"
  printf 'max\t\tcomplete.mc\tc\t%s\n' "$((complete - 1))"
  printf 'min\t\ttwo.qubo\tq\t-10\n'
  printf 'max\t\tabsent.mc\tt\t5\n'
  printf '\tnothing known\ttorus.mc\tu\t\n'
} >suite/index.tsv

# run FILE ARGUMENT...: the suite under a work limit, without what the clock says.
run() {
  file=$1
  shift
  ends 0 bench suite/index.tsv --work 200000 --out timed.tsv "$@"
  cut -f1-10,13,14 timed.tsv >"$file"
}

run first.tsv --solver tabu --seeds 2
prints "torus.mc"
prints "time to solution 99%"
says "1 files of the index are not there"
says "NEW BEST VALUE of complete.mc: $complete instead of $((complete - 1))"
[ "$(grep -cv '^#' first.tsv)" -eq 9 ] || fail "4 instances and 2 seeds are 8 lines and a header: $(cat first.tsv)"
grep -q '^# solver: .*tabu' first.tsv || fail "the solver is not in the results"
grep -qE '^two.qubo.*	min	.*	-10	1	-10	' first.tsv || fail "the sense of the index is not used"
cp timed.tsv a.tsv
run second.tsv --solver tabu --seeds 2
cmp -s first.tsv second.tsv || fail "the same work gives other results"

# Filters, seeds and output.
run filtered.tsv --filter family=t,c --filter note=first --seeds 5..6
[ "$(grep -c '^torus.mc.*	t	' filtered.tsv)" -eq 2 ] || fail "filters or seeds are wrong: $(cat filtered.tsv)"
run listed.tsv --filter family=q --seeds 7,9,11 --markdown
prints "|:--|--:"
[ "$(grep -c '^two' listed.tsv)" -eq 3 ] || fail "a list of 3 seeds gives $(grep -c '^two' listed.tsv) runs"
ends 0 bench suite/index.tsv --work 1000 --seeds 1 --quiet --solutions beaten
[ -f beaten/complete.mc.sol ] || fail "the state that beats the best known value was not written"
ends 0 check suite/complete.mc beaten/complete.mc.sol --value "$complete"
ends 0 bench suite/index.tsv --work 1000 --seeds 1 --json - --quiet
prints '"schema": "weiss.bench/1"'
ends 0 bench suite/index.tsv --work 50000 --seeds 1 --filter family=t --to-target off --solver "greedy"
ends 0 bench suite/index.tsv --time 50ms --seeds 1 --threads 2 --filter family=t

# Comparison.
ends 0 bench suite/index.tsv --work 200 --seeds 2 --solver greedy --out b.tsv --quiet
ends 0 bench --compare a.tsv b.tsv
prints "quality  A better on"
prints "sign test p = "
prints "A: version 0."
ends 0 bench --compare a.tsv a.tsv --markdown
prints "equal on 3" # torus.mc comes twice in the index
ends 1 bench --compare a.tsv

# What is wrong.
ends 2 bench --compare a.tsv suite/index.tsv
says "no results of weiss bench"
sed 's/	max	/	up	/' a.tsv >wrong.tsv
ends 2 bench --compare wrong.tsv a.tsv
says 'wrong.tsv:9: the sense "up"'
ends 2 bench absent.tsv
printf 'name\nx\n' >nofile.tsv
ends 2 bench nofile.tsv
says 'no column "file"'
printf 'file\tfamily\nx\n' >short.tsv
ends 2 bench short.tsv
says "short.tsv:2: there are 2 columns, but 1 cells"
printf 'file\tbest_known\nx\tmany\n' >number.tsv
ends 2 bench number.tsv
says "number.tsv:2"
printf '3 2\n1 2 x\n' >suite/broken.mc
printf 'file\nbroken.mc\ncomplete.mc\n' >suite/some.tsv
ends 2 bench suite/some.tsv --seeds 1
says "broken.mc:2:"
prints "complete.mc"
"$command" gen complete --n 40 --out suite/forty.mc 2>/dev/null
printf 'file\nforty.mc\ncomplete.mc\n' >suite/large.tsv
ends 4 bench suite/large.tsv --seeds 1 --solver exact
says "forty.mc, seed 1: "
prints "complete.mc"
ends 1 bench suite/index.tsv --filter familie=t
says 'did you mean "family"?'
ends 1 bench suite/index.tsv --filter family
ends 1 bench suite/index.tsv --filter family=none
for wrong in 0 x 3..2 1,x 1.5 1..999999999; do
  ends 1 bench suite/index.tsv --seeds "$wrong"
  says "--seeds takes"
done
ends 1 bench suite/index.tsv --solver tabo
ends 1 bench suite/index.tsv --out - --json -

# Ctrl-C keeps the runs so far: it comes when the first instance is through, and the second one would take long.
printf 'file\tbest_known\ncomplete.mc\t%s\ntorus.mc\t\n' "$((complete - 1))" >suite/slow.tsv
# Background jobs of a script ignore SIGINT, and the program would respect that.
env --default-signal=INT "$command" bench suite/slow.tsv --seeds 1 --time 30s --solver tabu --to-target on \
  --out kept.tsv >out 2>log </dev/null &
job=$!
until grep -q "NEW BEST" log; do kill -0 $job || break; done
kill -s INT $job
code=0
wait $job || code=$?
[ "$code" -eq 130 ] || fail "an interrupted bench ends with $code"
[ "$(grep -c '^complete' kept.tsv)" -eq 1 ] || fail "the run before the interrupt is lost"
[ "$(grep -c '^torus' kept.tsv)" -eq 0 ] || fail "the interrupted run counts"
finish
