#!/bin/sh
# usage.sh WEISS: a mistake on the command line or in a file has an exit code, and a message that helps.
set -eu
. "$(dirname "$0")/common.sh"
printf '3 2\n1 2 1\n2 3 1\n' >path.mc

ends 1
says "commands"
ends 0 help
ends 0 help solve
prints "--require"
ends 0 check --help
ends 1 help sovle
says 'did you mean "solve"?'
ends 1 solv path.mc
says 'did you mean "solve"?'
ends 1 solve
says "an argument is missing"
ends 1 solve path.mc path.mc
says "unexpected argument"
ends 1 solve path.mc --tiem 5
says 'did you mean "--time"?'
ends 1 solve path.mc --time
says "--time needs a value"
ends 1 solve path.mc --quiet=yes
says "takes no value"
ends 1 solve path.mc --seed 1 --seed 2
says "given twice"
for wrong in 5x -1 0 nan 1e400 ''; do
  ends 1 solve path.mc --time "$wrong"
  says "--time takes a duration"
done
ends 1 solve path.mc --work 0
ends 1 solve path.mc --threads 1.5
ends 1 solve path.mc --seed -1
ends 1 solve path.mc --target many
ends 1 solve path.mc --sense up
says "min, max"
ends 1 solve path.mc --progress fast
ends 1 solve path.mc --format maxcot
says 'did you mean "maxcut"?'
ends 1 solve path.mc --preset quik
says 'did you mean "quick"?'
ends 1 solve path.mc --preset quick --solver tabu
says "exclude each other"
ends 1 solve path.mc --require
says "--target"
ends 1 solve path.mc --out - --report -
ends 1 solve path.mc --out nowhere/x.sol
says "cannot be written"
ends 1 solve path.mc --solver tabo
says "tabu"
ends 1 solve path.mc --solver tabu --set tenur=5
says "tenure"
ends 1 solve path.mc --solver "tabu tenure=-1"
says "tenure"
ends 1 solve path.mc --set tenure
says "key=value"
ends 1 plugins lst
says 'did you mean "list"?'
ends 1 plugins info tabo
says "tabu"
ends 1 formats qubo-mex
says 'did you mean "qubo-max"?'

ends 2 solve absent.mc
says "absent.mc: "
printf '3 2\n1 2 1\n2 x 1\n' >wrong.mc
ends 2 solve wrong.mc
says "wrong.mc:3:3: "
cp path.mc bare
ends 2 solve bare
says "--format"
ends 2 solve path.mc --start wrong.mc
says "wrong.mc:"

ends 4 solve path.mc --plugin absent.so
says "absent.so"
ends 4 solve path.mc --plugin path.mc
says "path.mc"

ends 0 --version
prints "weiss 0."
[ "$(wc -l <out)" -eq 1 ] || fail "--version prints more than one line"
finish
