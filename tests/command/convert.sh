#!/bin/sh
# convert.sh WEISS: a problem keeps its energy in every format that can hold it, and is refused by the others.
set -eu
. "$(dirname "$0")/common.sh"
printf '4 4\n1 2 1\n2 3 2\n3 4 4\n4 1 0.5\n' >ring.mc
printf '0101\n' >all.sol

ends 0 convert ring.mc ring.qubo
says "ring.mc: maxcut (by extension .mc)"
says "ring.qubo: qubo-max"
says "4 spins, 4 couplings"
[ ! -s out ] || fail "convert prints to the standard output: $(cat out)"
ends 0 check ring.qubo all.sol
is 7.5
ends 0 convert ring.qubo back.mc
ends 0 check back.mc all.sol
is 7.5
ends 0 convert back.mc again.qubo
cmp -s ring.qubo again.qubo || fail "there and back again changes the file"

# In the sense of the problem, or as asked.
ends 0 convert ring.mc cost.qubo --sense min
says "qbsolv"
ends 0 check cost.qubo all.sol
is 7.5
ends 0 convert ring.mc asked.txt --to qubo-max
ends 0 check asked.txt all.sol --format qubo-max
is 7.5

# The standard input and output.
"$command" convert - - --from maxcut --to qubo-max <ring.mc >out 2>log || fail "the standard input is not read"
cmp -s ring.qubo out || fail "the standard output holds something else than the file"
ends 1 convert ring.mc -
says "--to"
rm -f pipe
mkfifo pipe
cat pipe >piped &
ends 0 convert ring.mc pipe --to qubo-max
wait
cmp -s ring.qubo piped || fail "a pipe holds something else than the file"

# What a format cannot hold; an old file stays as it is.
printf '2 2\n1 1 5\n1 2 -3\n' >field.qubo
cp ring.mc kept.mc
ends 1 convert field.qubo kept.mc
says "bqpjson can"
cmp -s ring.mc kept.mc || fail "a refused problem destroys an old file"

# How the input is read.
printf '2 2\n1 2 3\n2 1 4\n' >twice.mc
ends 0 convert twice.mc sum.mc
grep -q '^1 2 7$' sum.mc || fail "repeated pairs are not summed: $(cat sum.mc)"
ends 0 convert twice.mc last.mc --duplicates last
grep -q '^1 2 4$' last.mc || fail "the last of repeated pairs does not count: $(cat last.mc)"
ends 2 convert twice.mc x.mc --duplicates error
says "twice.mc:3"
printf '3 5\n1 2 1\n' >short.mc
ends 2 convert short.mc x.mc
ends 0 convert short.mc x.mc --lenient
printf '2 1\n1 2 1e-7\n' >small.mc
ends 0 convert small.mc plain.mc --plain-decimal
grep -q '^1 2 0.0000001$' plain.mc || fail "an exponent in $(cat plain.mc)"

# One problem of a file of several.
printf '2\n2 2\n1 1 3\n1 2 -2\n3 1\n2 3 5\n' >bqp.txt
ends 2 convert bqp.txt x.qubo --from or-library
ends 0 convert bqp.txt second.qubo --from or-library --problem 2
grep -q '^2 3 10$' second.qubo || fail "the second problem is $(cat second.qubo)"
ends 2 convert bqp.txt x.qubo --from or-library --problem 3
ends 0 solve bqp.txt --format or-library --problem 1 --work 1000
prints "--format or-library --problem 1"

# The same options where problems are read otherwise.
ends 0 solve twice.mc --duplicates last --quiet
is 4
ends 2 solve short.mc --quiet
ends 0 solve short.mc --lenient --work 1000
prints "solve short.mc --lenient"
printf '01\n' >two.sol
ends 0 check twice.mc two.sol --duplicates last
is 4

ends 1 convert ring.mc
ends 1 convert ring.mc x.unknown
ends 1 convert ring.mc x.mc --to maxcot
says 'did you mean "maxcut"?'
ends 1 convert ring.mc x.mc --from maxcot
ends 1 convert ring.mc x.mc --duplicates first
says "sum, last, error"
ends 1 convert ring.mc x.mc --problem 0
ends 1 convert ring.mc nowhere/x.mc
ends 2 convert absent.mc x.mc
finish
