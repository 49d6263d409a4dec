#!/bin/sh
# remote.sh PREFIX LIBDIR SOURCE WORK: the plugin that talks to another process, built against the installed tree
# alone, passes the conformance suite; its runs survive a process that dies, lies, or never answers.
set -eu
prefix=$1 libdir=$2 source=$3 work=$4
. "$(dirname "$0")/common.sh"
weiss=$prefix/bin/weiss
rm -rf "$work"
mkdir -p "$work"
cmake -S "$source" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
cmake --build "$work/build" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
module=$work/build/weiss_solver_remote.so
device=$work/build/device
expect_text "0 failed" "$weiss" plugins test "$module"

"$weiss" gen regular --n 60 --degree 3 --seed 3 --out "$work/small.mc" 2>"$work/log" || fail "$(cat "$work/log")"
# solve ENDED TEXT COMMAND ARGUMENT...: exit code and a text of a solve with COMMAND as the device.
solve() {
  expected=$1 text=$2 command=$3
  shift 3
  ended=0
  output=$("$weiss" solve "$work/small.mc" --plugin "$module" --work 1000000 --quiet "$@=$command" 2>&1) || ended=$?
  [ "$ended" -eq "$expected" ] || fail "with \"$command\" the exit code is $ended, not $expected: $output"
  case $output in
    *"$text"*) ;;
    *) fail "with \"$command\" there is no \"$text\": $output" ;;
  esac
}
alone="--solver remote --set timeout=2 --set command"
scheme="--solver subqubo --set subsolver=remote --set part_size=12 --set iterations=3 --set subsolver.timeout=2
  --set subsolver.command"
# Both are lists of words.
# shellcheck disable=SC2086
{
  solve 0 "" "$device 20" $alone
  solve 0 "" "$device 1" $scheme
  solve 0 "started anew" "$device 1 9" $scheme
  solve 0 "greedy descent stands in" "$device 1 1" $scheme
  solve 4 "the device process is gone" "$device 1 1" $alone
  solve 4 "the device process is gone" false $alone
  solve 4 "answers \"submit 2 60 90\" to a submission" cat $alone
  solve 4 "does not answer" "sleep 100" $alone
  # A job that takes longer than the run may: cancelled, and the run ends with what the host has.
  solve 0 "" "$device 60000" --time 0.2s $alone
  solve 4 "there was no answer in" "$device 60000" $alone
}
# What it started has ended with it.
sleep 1
! ps -e -o args | grep "^$device" || fail "a device process is left"
