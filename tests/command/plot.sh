#!/bin/sh
# plot.sh WEISS: pictures are well-formed, the same each time, and say what is in the reports; broken ones are refused.
set -eu
. "$(dirname "$0")/common.sh"

# marks FILE ELEMENT COUNT: the picture has so many of these elements.
marks() {
  found=$(grep -c "^<$2 " "$1" || true)
  [ "$found" -eq "$3" ] || fail "$1 has $found elements <$2>, not $3"
}
# shows FILE TEXT: the picture says so.
shows() { grep -qF -e ">$2</text>" "$1" || fail "$1 does not say \"$2\""; }
# well_formed FILE: every element ends, no attribute is without quotes; xmllint looks closer where there is one.
well_formed() {
  [ "$(head -c 5 "$1")" = "<svg " ] || fail "$1 does not begin with <svg"
  [ "$(tail -n 1 "$1")" = "</svg>" ] || fail "$1 does not end with </svg>"
  [ "$(grep -c '^<g' "$1" || true)" -eq "$(grep -c '^</g>' "$1" || true)" ] || fail "$1 has groups without an end"
  if grep -vE '^(<(svg|g|circle|rect|line|path|text|title|desc)( [a-z0-9A-Z-]+="[^"<]*")*/?>([^<]*</(text|title|desc)>)?|</(g|svg)>)$' "$1"; then
    fail "$1 has a line that is no element"
  fi
  if command -v xmllint >/dev/null; then xmllint --noout "$1" || fail "$1 is not XML"; fi
}

"$command" gen torus2d --n 36 --weights pm1 --out 'a&b<c>.mc' 2>/dev/null
for seed in 1 2 3; do
  ends 0 solve 'a&b<c>.mc' --solver tabu --seed $seed --work 200000 --report tabu$seed.json --quiet
  ends 0 solve 'a&b<c>.mc' --solver greedy --seed $seed --work 20000 --report greedy$seed.json --quiet
done
ends 0 solve 'a&b<c>.mc' --solver "subqubo part_size=9 partitioner=contiguous" --work 100000 --report cut.json \
  --svg solved --quiet

ends 0 solve "a&b<c>.mc" --solver tabu --samples 3 --work 200000 --report three.json
[ "$(grep -c multiplicity three.json)" -eq 3 ] || fail "--samples 3 keeps another number of states"
prints "--samples 3"

# The pictures of solve are those of its report.
ends 0 plot cut.json --svg plotted
for picture in convergence histogram partition; do
  well_formed solved/$picture.svg
  ends 0 plot cut.json --out again.svg --kind $picture
  cmp -s plotted/$picture.svg again.svg || fail "$picture: two runs give other bytes"
done
cmp -s solved/partition.svg plotted/partition.svg || fail "solve and plot draw other partitions"
ends 0 plot cut.json --out - --kind histogram
cmp -s out plotted/histogram.svg || fail "--out - prints something else"

# What they show.
shows plotted/convergence.svg "Best cut over time"
grep -qF '<title id="title">' plotted/convergence.svg || fail "there is no title"
grep -qF 'a&amp;b&lt;c&gt;.mc' plotted/convergence.svg || fail "the name of the file is not escaped"
marks plotted/partition.svg circle 75 # 36 spins twice; in the legends: boundary, up, down
shows plotted/partition.svg "part 4"
shows plotted/partition.svg "coupling between parts"
grep -qF "4 parts of 9 spins" plotted/partition.svg || fail "the sizes of the parts are missing"
ends 0 plot cut.json --out work.svg --axis work --scale linear
shows work.svg "work (couplings visited)"
ends 0 plot cut.json --out all.svg --values all
shows all.svg "cut"

# Several runs: marks for each improvement, and what they have in common.
ends 0 plot tabu1.json tabu2.json tabu3.json --svg tabu
[ ! -e tabu/partition.svg ] || fail "a run that was not decomposed has a partition"
improvements=$(grep -c '^      {"work".*"source"' tabu1.json tabu2.json tabu3.json | awk -F: '{n += $2} END {print n}')
marks tabu/convergence.svg circle $((improvements + 1))
shows tabu/convergence.svg "tabu: median of 3 runs, quartiles"
ends 0 plot tabu?.json greedy?.json --svg both
well_formed both/convergence.svg
well_formed both/histogram.svg
shows both/convergence.svg "greedy: median of 3 runs, quartiles"
shows both/histogram.svg "greedy"
ends 1 plot tabu1.json cut.json --out x.svg --kind partition
says "one run"

# Little to draw.
printf '1 0\n' >one.mc
printf '2 1\n1 2 1\n' >two.mc
for name in one two; do
  ends 0 solve $name.mc --svg $name --report $name.json --quiet
  well_formed $name/convergence.svg
  well_formed $name/histogram.svg
done
ends 0 solve two.mc --solver "subqubo part_size=1" --svg two --quiet
well_formed two/partition.svg
printf '0 0\n' >none.mc
ends 0 solve none.mc --svg none --quiet
ends 2 plot one.json --out x.svg --kind partition
says "there are no parts in it"

# Without the problem, or with another one, the partition alone is missing.
mv 'a&b<c>.mc' moved.mc
ends 0 plot cut.json --svg without
says "partition.svg is missing: a&b<c>.mc: "
[ -s without/histogram.svg ] || fail "without the problem there is no histogram"
ends 2 plot cut.json --out x.svg --kind partition
ends 0 plot cut.json --out moved.svg --kind partition --input moved.mc
cmp -s moved.svg plotted/partition.svg || fail "the same problem elsewhere gives another picture"
ends 2 plot cut.json --out x.svg --kind partition --input two.mc
says "2 spins and 1 couplings, not 36 and 72"
"$command" gen torus2d --n 36 --weights pm1 --seed 2 --out other.mc 2>/dev/null
ends 2 plot cut.json --out x.svg --kind partition --input other.mc
says "the best solution has the energy"

# What is no report.
sed 's/"samples": \[/"samples": ]/' cut.json >broken.json
ends 2 plot broken.json --svg x
grep -qE '^broken.json:[0-9]+:[0-9]+: ' log || fail "no line and column: $(cat log)"
sed 's/weiss.report.1/other/' cut.json >foreign.json
ends 2 plot foreign.json --svg x
says 'foreign.json:'
says 'its schema must be "weiss.report/1"'
for text in '{}' '[]' '' '{"schema": "weiss.report/1"}' '{"schema": 5}'; do
  printf '%s' "$text" >wrong.json
  ends 2 plot wrong.json --svg x
  says "wrong.json:"
done
sed 's/"solution": "[01]*"/"solution": "01"/' cut.json >short.json
ends 2 plot short.json --svg x
says "a 0/1 string of 36"
ends 2 plot absent.json --svg x
says "absent.json: "
ends 1 plot tabu1.json one.json --svg x
says "different problems"

ends 1 plot cut.json
says "--svg DIR"
ends 1 plot cut.json --svg x --out x.svg
ends 1 plot cut.json --svg x --kind histogram
ends 1 plot cut.json --out x.svg --kind histograms
ends 1 plot cut.json --svg nowhere/x
ends 1 solve two.mc --svg two.mc
finish
