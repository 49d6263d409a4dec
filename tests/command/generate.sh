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
ends 1 gen compleet --n 10 --out x.mc
says 'did you mean "complete"?'
for wrong in two int int:1 int:2:1 int:0.5:1 uniform:a:b gauss:1 pm1:2 one:1; do
  ends 1 gen complete --n 10 --weights "$wrong" --out x.mc
done
finish
