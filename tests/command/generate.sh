#!/bin/sh
# generate.sh WEISS: the same arguments give the same file on every machine; arguments that make no sense are refused.
set -eu
. "$(dirname "$0")/common.sh"

# makes CHECKSUM FILE ARGUMENT...: cksum of the file.
makes() {
  wanted=$1 file=$2
  shift 2
  ends 0 gen "$@" --out "$file"
  sum=$(cksum <"$file")
  [ "$sum" = "$wanted" ] || fail "weiss gen $*: cksum $sum instead of $wanted"
}

makes '4216479631 1184' regular.mc regular --n 100 --degree 3 --seed 7
makes '750261987 1154' dense.mc regular --n 20 --degree 15 --weights pm1
makes '1364849686 8818' gnp.mc gnp --n 200 --density 0.05 --weights int:-9:9
makes '404967506 10597' degree.mc gnp --n 200 --degree 4 --weights uniform:-1:1
makes '3170115982 10887' gauss.mc complete --n 30 --weights gauss --seed 12345678901234567890
makes '1920320542 811' square.mc torus2d --n 49 --weights pm1
makes '1639498493 600' cube.mc torus3d --n 27
makes '322531627 3721' qubo.qubo qubo --n 50 --density 0.3
makes '736781450 6823' g05.mc g05 --n 60
makes '78910791 2639' pm1s.mc pm1s --n 80
makes '4246668098 6246' pm1d.mc pm1d --n 40 --seed 2
makes '1096079052 1391' w.mc w --n 60 --density 0.1
makes '2305633564 6914' pw.mc pw --n 60 --density 0.5
makes '687686671 4912' beasley.qubo beasley --n 100
makes '564884407 2831' gka-a.qubo gka --n 50 --family a --density 0.2
makes '3329357704 4502' gka-b.qubo gka --n 30 --family b
makes '3916490533 2672' gka-d.qubo gka --n 50 --family d --density 0.2
makes '3283828717 3701' be.qubo be --n 50 --density 0.3
makes '3617261644 1443' sk.coo sk --n 20
makes '729720923 4678' gauss.coo sk --n 20 --weights gauss
makes '2930365417 1061' tiles.coo tiles --n 64
makes '1062369004 591' tiles-2.coo tiles --n 36 --tiles 2
makes '2170475470 1457' wishart.coo wishart --n 20
makes '3588319209 1137' wishart-gauss.coo wishart --n 15 --alpha 0.4 --weights gauss

# The files of the published generator of Palubeckis: the checksums are those of its own output.
makes '643499512 109802' p200.qubo palubeckis --n 200 --density 0.5 --seed 31000
makes '2225362009 7710' p77.qubo palubeckis --n 77 --density 0.25 --seed 5
makes '1985501309 39632' p100.txt palubeckis --n 100 --density 0.8 --seed 4294967301 --format qubo-max
makes '1534377845 29656267' p3000.1.qubo palubeckis --n 3000 --density 0.5 --seed 31000
rm p3000.1.qubo
ends 0 gen palubeckis --n 77 --density 0.25 --seed 5 --out p77.txt --format qbsolv
ends 0 solve p77.qubo --solver greedy --quiet
value=$(cat out)
ends 0 solve p77.txt --solver greedy --quiet
is "-$value"

# What is planted is the optimum, in whatever form it is written.
for kind in "tiles --n 16" "tiles --n 16 --tiles 4 --seed 5" "wishart --n 20" \
  "wishart --n 21 --alpha 0.3 --weights gauss"; do
  for file in planted.coo planted.mc planted.json; do
    # shellcheck disable=SC2086 # words of kind
    ends 0 gen $kind --out $file --solution planted.sol
    best=$(sed -n 's/.*; the best [a-z]* is \(.*\), planted$/\1/p' log)
    ends 0 check $file planted.sol
    is "$best"
    ends 0 solve $file --solver exact
    prints "optimal, proven"
    ends 0 solve $file --solver exact --quiet
    is "$best"
  done
done

ends 0 gen torus2d --n 9 --format maxcut --out -
[ "$(head -n 1 out)" = "9 18" ] || fail "a torus of 3 x 3 has 18 edges, not $(head -n 1 out)"
ends 0 gen regular --n 1 --degree 0 --out one.mc
ends 0 gen gnp --n 50 --density 0 --out empty.mc
ends 0 gen gnp --n 5 --density 1 --out full.mc
[ "$(head -n 1 full.mc)" = "5 10" ] || fail "density 1 leaves pairs out"

ends 1 gen regular --n 5 --degree 3 --out x.mc
says "must be even"
ends 1 gen regular --n 5 --degree 5 --out x.mc
ends 1 gen regular --n 5 --out x.mc
says "--degree"
ends 1 gen regular --n 6 --degree 3 --density 0.5 --out x.mc
ends 1 gen torus2d --n 2000 --out x.mc
says "1936 and 2025"
ends 1 gen torus3d --n 8 --out x.mc
says "27"
ends 1 gen torus2d --n 9 --degree 4 --out x.mc
ends 1 gen gnp --n 10 --out x.mc
ends 1 gen gnp --n 10 --density 2 --out x.mc
ends 1 gen gnp --n 10 --density 0.5 --degree 3 --out x.mc
ends 1 gen complete --n 10 --density 0.5 --out x.mc
ends 1 gen qubo --n 10 --density 0.5 --out x.mc
ends 1 gen complete --n 10 --out x.unknown
ends 1 gen complete --n 10 --out -
says "--format"
ends 1 gen complete --n 10
says "--out"
ends 1 gen complete --out x.mc
says "--n"
ends 1 gen tiles --n 9 --out x.coo
says "even"
ends 1 gen tiles --n 16 --tiles 5 --out x.coo
ends 1 gen wishart --n 9 --out x.coo
says "even"
ends 1 gen wishart --n 10 --alpha 0 --out x.coo
ends 1 gen sk --n 9 --weights one --out x.coo
ends 1 gen gka --n 9 --density 0.5 --out x.qubo
says "--family"
ends 1 gen gka --n 9 --density 0.5 --family g --out x.qubo
ends 1 gen gka --n 9 --family a --out x.qubo
says "--density"
ends 1 gen beasley --n 9 --density 0.5 --out x.qubo
says "beasley takes no --density"
ends 1 gen g05 --n 9 --solution x.sol --out x.mc
says "g05 takes no --solution"
ends 1 gen palubeckis --n 9 --density 0.5 --seed 2147483647 --out x.qubo
ends 1 gen compleet --n 10 --out x.mc
says 'did you mean "complete"?'
for wrong in two int int:1 int:2:1 int:0.5:1 uniform:a:b gauss:1 pm1:2 one:1; do
  ends 1 gen complete --n 10 --weights "$wrong" --out x.mc
done
finish
