#!/bin/sh
# large.sh WEISS: the median of five seeds, five seconds each on one thread, reaches what is promised; each solution is
# confirmed by `weiss check`. Half a minute for each line, so only with WEISS_TEST_LONG.
set -eu
. "$(dirname "$0")/common.sh"
if [ -z "${WEISS_TEST_LONG-}" ]; then
  echo "only with WEISS_TEST_LONG (tests/run.sh --long)"
  exit $skipped
fi

# median_of FILE ARGUMENT...
median_of() {
  file=$WEISS_INSTANCES/$1
  shift
  for seed in 1 2 3 4 5; do
    value=$("$command" solve "$file" --time 5s --threads 1 --seed $seed --quiet --out "$PWD/large.sol" "$@")
    "$command" check "$file" "$PWD/large.sol" --value "$value" >/dev/null || echo "not confirmed: $file $*" >&2
    echo "$value"
  done | sort -n | sed -n 3p
}

# at_least VALUE FILE ARGUMENT...
at_least() {
  wanted=$1
  shift
  count=$((count + 1))
  median=$(median_of "$@")
  echo "$*: median $median, at least $wanted"
  [ "$(printf '%s\n%s\n' "$wanted" "$median" | sort -n | head -n 1)" = "$wanted" ] || fail "$*: too low"
}

at_least 13330 gset/G22.mc --solver annealing
at_least 13230 gset/G22.mc --solver tabu
at_least 371438 bqp_qubo/bqp1000-1.qubo
finish
