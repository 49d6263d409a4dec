#!/bin/sh
# stats.sh WEISS: what a problem is like, and advice that follows from it.
set -eu
. "$(dirname "$0")/common.sh"

# Two triangles, one with a tail, and a single node.
printf '8 7\n1 2 1\n2 3 2\n1 3 1\n4 5 1\n5 6 -1\n4 6 1\n6 7 1\n' >two.mc
ends 0 stats two.mc
prints "8 spins, 7 couplings (25% of all pairs, 6 positive), 0 fields"
prints "0 to 3, median 2, mean 1.75; 1 isolated spins"
prints "times 2 integers of 3 bits, energies exact"
prints "3 components of 4, 3, 1 spins, not bipartite, frustrated"
prints "8 of 8 spins removed ("
prints "leaves nothing to search"
prints "There are at most 30 spins: exact proves"
ends 0 stats two.mc --json
prints '"schema": "weiss.stats/1"'
prints '"components": {"count": 3, "of_one_spin": 1, "sizes": [4, 3, 1]}'
prints '"removed": {"low_degree": '
prints '"scale": 2, "bits": 3, "decimals": null'

# The optimum that stats knows is the one that is found.
printf '3 2\n1 2 5\n2 3 7\n' >tree.mc
ends 0 stats tree.mc
prints "a forest"
prints "the optimum is 12"
ends 0 solve tree.mc --quiet
is 12
printf 'p qubo 0 2 2 1\n0 0 -3\n1 1 -2\n0 1 4\n' >two.qubo
ends 0 stats two.qubo
prints "bound"
prints "value"

# The default solver does what the advice says.
ends 0 gen regular --n 60 --degree 5 --out sixty.mc
ends 0 stats sixty.mc
prints "no spin can be removed"
prints "here are 60. The default solver searches until a limit ends it"
ends 0 solve sixty.mc --work 100000
prints "founders"
# Two rings of 21, each spin coupled to the two next ones, a single spin and a chain of six.
{
  echo '49 89'
  awk 'BEGIN { for (part = 0; part < 2; ++part)
    for (i = 0; i < 21; ++i) for (d = 1; d < 3; ++d) print 22 * part + i + 1, 22 * part + (i + d) % 21 + 1, 1
    for (i = 44; i < 49; ++i) print i, i + 1, 2 }'
} >small.mc
ends 0 stats small.mc
prints "7 of 49 spins removed (7 of degree 0 or 1)"
prints "leaves 42 spins, 84 couplings, 2 components of 21, 21 spins"
prints "no component of more than 21 spins"
work=$("$command" stats small.mc | sed -n 's/.*at most \([0-9.]*\)M units of work.*/\1/p')
ends 0 solve small.mc --solver exact --work "$(awk -v m="$work" 'BEGIN { printf "%d", 1.01e6 * m }')"
prints "optimal, proven"

# What may go wrong with numbers.
printf '3 3\n1 2 0.1\n2 3 0.25\n1 3 -0.5\n' >decimals.mc
ends 0 stats decimals.mc
prints "energies rounded as doubles"
prints "multiply all numbers by 100 for"
printf '3 2\n1 2 1e12\n2 3 0.5\n' >wide.mc
ends 0 stats wide.mc
prints "more than 1e9"
printf '2 2\n1 2 3\n2 1 4\n' >twice.mc
ends 0 stats twice.mc
prints "1 repeated terms merged"
prints "--duplicates"
ends 0 stats twice.mc --duplicates last
printf '0 0\n' >none.mc
ends 0 stats none.mc
prints "nothing to solve"
ends 0 stats none.mc --json
prints '"spins": 0'

ends 2 stats absent.mc
ends 1 stats
ends 1 stats two.mc --jsn
says 'did you mean "--json"?'
finish
