# For the tests of the command: read with `.`. $1 is the command weiss; the working directory is the test's own.
command=$1
failed=0

fail() {
  echo "$*"
  failed=$((failed + 1))
}

# ends CODE ARGUMENT...: weiss ends with the code; its output is in the files out and log.
ends() {
  expected=$1
  shift
  code=0
  "$command" "$@" >out 2>log </dev/null || code=$?
  [ "$code" -eq "$expected" ] || fail "weiss $*: exit code $code instead of $expected; $(cat log)"
}

# says TEXT, prints TEXT: the log, or the standard output, of the last run holds it.
says() { grep -qF -e "$1" log || fail "the log lacks \"$1\": $(cat log)"; }
prints() { grep -qF -e "$1" out || fail "the output lacks \"$1\": $(cat out)"; }

# is TEXT: the standard output of the last run is this one line.
is() { [ "$(cat out)" = "$1" ] || fail "the output is \"$(cat out)\" instead of \"$1\""; }

finish() { [ "$failed" -eq 0 ]; }
