#!/bin/sh
# interrupt.sh WEISS: Ctrl-C and SIGTERM stop the run, and the best so far is printed and written.
set -eu
. "$(dirname "$0")/common.sh"
"$command" gen regular --n 3000 --degree 6 --out three.mc 2>/dev/null

# stopped_by SIGNAL: exit code of a run that gets it once the log shows an improvement.
stopped_by() {
  rm -f best.sol report.json log
  # Background jobs of a script ignore SIGINT, and the program would respect that.
  env --default-signal=INT "$command" solve three.mc --time 30s -v --out best.sol --report report.json >out 2>log &
  job=$!
  until grep -q "\*" log 2>/dev/null; do kill -0 $job || return 99; done
  kill -s "$1" $job
  code=0
  wait $job || code=$?
}
stopped_by INT
[ "$code" -eq 130 ] || fail "after SIGINT: exit code $code"
prints "interrupted"
says "stopping"
value=$(sed -n 's/^best cut *//p' out)
ends 0 check three.mc best.sol --value "$value"
grep -q '"reason": "cancelled"' report.json || fail "the report gives another reason"
stopped_by TERM
[ "$code" -eq 143 ] || fail "after SIGTERM: exit code $code"
prints "interrupted"
finish
