#!/bin/sh
# check.sh WEISS: a solution is worth what the file says, whatever form it has.
set -eu
. "$(dirname "$0")/common.sh"
printf '4 4\n1 2 1\n2 3 2\n3 4 4\n4 1 0.5\n' >ring.mc
printf '0100\n' >bits.sol
printf '+-++\n' >signs.sol
printf '1\n-1\n1\n1\n' >spins.sol
printf '1 0\n2 1\n3 0\n4 0\n' >pairs.sol
for solution in bits signs spins pairs; do
  ends 0 check ring.mc $solution.sol
  is 3
done
printf '0101\n' >all.sol
ends 0 check ring.mc all.sol
is 7.5
"$command" check ring.mc - <all.sol >out 2>log || fail "the standard input is not read"
is 7.5
ends 0 check ring.mc all.sol --value 7.5
ends 1 check ring.mc all.sol --value 7
says "7.5, not 7"
printf '2 3\n1 1 5\n2 2 -3\n1 2 -12\n' >two.qubo
printf '11\n' >two.sol
ends 0 check two.qubo two.sol
is -10
ends 0 check two.qubo two.sol --sense min
is -10
ends 2 check ring.mc two.sol
says "two.sol:"
ends 2 check ring.mc absent.sol
ends 2 check absent.mc all.sol
ends 1 check - -
ends 1 check ring.mc
finish
