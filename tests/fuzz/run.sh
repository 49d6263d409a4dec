#!/bin/sh
# sh tests/fuzz/run.sh SECONDS|-runs=N [TARGET...]: builds the fuzz targets with libFuzzer and runs each of them for so
# long, from the stored inputs on, and prints what came of it. A target is a folder of corpus, such as json or
# reader/maxcut; without any all are run. Ends with 1 when an input was found that breaks a promise: it stays in
# build/fuzz/findings. Ends with 77 where there is no clang with libFuzzer.
set -eu
cd "$(dirname "$0")/../.."
fuzz=tests/fuzz
work=build/fuzz

usage() {
  sed -n '2,5s/^# //p' "$fuzz/run.sh" >&2
  exit 2
}

[ $# -gt 0 ] || usage
case $1 in
  -runs=*[!0-9]* | -runs=) usage ;;
  -runs=*) length=$1 ;;
  '' | *[!0-9]*) usage ;;
  *) length=-max_total_time=$1 ;;
esac
shift
if [ $# -eq 0 ]; then
  set -- circuit json options plugin solution
  for corpus in "$fuzz"/corpus/reader/*; do set -- "$@" "reader/${corpus##*/}"; done
fi

mkdir -p "$work/findings"
echo 'int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' >"$work/probe.c"
if ! clang -w -fsanitize=fuzzer "$work/probe.c" -o "$work/probe" 2>/dev/null; then
  echo "fuzz: there is no clang with libFuzzer here (Debian, Ubuntu: clang)" >&2
  exit 77
fi
for step in '--preset fuzz' '--build --preset fuzz'; do
  if ! cmake $step >"$work/build.log" 2>&1; then
    cat "$work/build.log"
    exit 1
  fi
done

# name TARGET: of its files.
name() { echo "$1" | tr / -; }

# run TARGET: leaves its log, and in a file whether it was right. The inputs that led to new code are kept from run to
# run, beside the stored ones.
run() {
  name=$(name "$1")
  program=${1%%/*}
  format=
  [ "$program" = "$1" ] || format=${1#*/}
  dictionary=$fuzz/dictionaries/${format:-$program}.dict
  corpus=$fuzz/corpus/$1
  found=$work/found/$name
  mkdir -p "$found"
  set --
  [ ! -f "$dictionary" ] || set -- -dict="$dictionary"
  result=ok
  "$work/tests/fuzz/fuzz_$program" $format "$length" -max_len=512 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$work/findings/$name-" "$@" "$found" "$corpus" >"$work/$name.log" 2>&1 || result=FAILED
  echo $result >"$work/$name.result"
}

# They take equally long: as many at a time as there are processors.
for target in "$@"; do
  [ -d "$fuzz/corpus/$target" ] || { echo "no target $target" >&2; exit 2; }
done
started=0
for target in "$@"; do
  rm -f "$work/$(name "$target").result"
  run "$target" &
  started=$((started + 1))
  [ $((started % $(nproc))) -ne 0 ] || wait
done
wait

ended=0
printf '%-22s %12s %12s  %s\n' target executions per_second result
for target in "$@"; do
  name=$(name "$target")
  result=$(cat "$work/$name.result" 2>/dev/null || echo FAILED)
  number() { sed -n "s/^stat::$1: *//p" "$work/$name.log"; }
  printf '%-22s %12s %12s  %s\n' "$target" "$(number number_of_executed_units)" "$(number average_exec_per_sec)" "$result"
  if [ "$result" = FAILED ]; then
    ended=1
    grep -aE 'broken promise|^==.*ERROR|SUMMARY|Test unit written' "$work/$name.log" || tail -n 20 "$work/$name.log"
  fi
done
exit $ended
