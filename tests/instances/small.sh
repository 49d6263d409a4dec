#!/bin/sh
# small.sh WEISS: each instance of up to 101 variables reaches its best known value with the default solver, within a
# work limit that stands for less than a second.
set -eu
. "$(dirname "$0")/common.sh"
rows '$4 <= 101 && $2 ~ /^(b|be|gka|gka_qubo|bqp_qubo|w)$/' '$1, $7' >"$PWD/small.rows"
while IFS=$tab read -r file best; do
  [ -f "$WEISS_INSTANCES/$file" ] || continue
  count=$((count + 1))
  value=$("$command" solve "$WEISS_INSTANCES/$file" --work 100000000 --target "$best" --seed 1 --quiet) ||
    value="exit status $?"
  [ "$value" = "$best" ] || fail "$file: $value, the best known is $best"
done <"$PWD/small.rows"
finish
