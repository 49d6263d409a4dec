#!/bin/sh
# conformance.sh WEISS passes|fails MODULE...: `weiss plugins test` passes, or fails, on each module.
set -eu
command=$1 expected=$2
shift 2
wrong=0
# Good plugins get the time that a sanitizer on a busy machine takes; some bad ones never end.
deadline=5s
[ "$expected" = fails ] || deadline=120s
for module in "$@"; do
  ended=0
  output=$("$command" plugins test --deadline $deadline "$module" 2>&1) || ended=$?
  case $expected:$ended in
    passes:0 | fails:[1-9]*) ;;
    *)
      echo "weiss plugins test $module ended with $ended:"
      echo "$output"
      wrong=$((wrong + 1))
      ;;
  esac
done
echo "$# modules, $wrong that did not end as expected"
[ $# -gt 0 ] && [ "$wrong" -eq 0 ]
