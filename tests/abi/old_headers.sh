#!/bin/sh
# old_headers.sh WEISS CC HEADERS: in HEADERS there is a folder for each ABI that was published, with the headers of
# then and the example plugin of then. Built today, that plugin is loaded and passes the conformance suite when its
# ABI is the present one; else it is refused with the advice to rebuild.
set -eu
command=$1 cc=$2 headers=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
present=$("$command" --version | sed -n 's/.*(ABI \([0-9.]*\),.*/\1/p')
failed=0 seen=0

for folder in "$headers"/*/; do
  abi=$(basename "$folder")
  module=$work/weiss_solver_$abi.so
  "$cc" -std=c99 -fPIC -shared -I "$folder" -o "$module" "$folder/plugin.c" -lm
  ended=0
  output=$("$command" plugins test "$module" 2>&1) || ended=$?
  if [ "$abi" = "$present" ]; then
    seen=1 expected="0 failed"
    [ "$ended" -eq 0 ] || expected="(exit code 0)"
  else
    expected="built for ABI $abi, this host is $present: rebuild"
    [ "$ended" -ne 0 ] || expected="(a refusal)"
  fi
  case $output in
    *"$expected"*) ;;
    *)
      echo "the plugin of ABI $abi, with a host of ABI $present: $expected was expected, exit code $ended:"
      echo "$output"
      failed=1
      ;;
  esac
done
[ "$seen" -eq 1 ] || { echo "$headers holds no headers of the present ABI $present"; failed=1; }
exit $failed
