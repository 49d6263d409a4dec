# For the tests of the installed tree: read with `.`.

fail() {
  echo "$*" >&2
  exit 1
}

# first_program README: the first block of C in it.
first_program() {
  awk '/^```c$/ { inside = 1; next } /^```$/ && inside { exit } inside' "$1"
}

# expect_text TEXT COMMAND...: the command works and prints the text.
expect_text() {
  text=$1
  shift
  output=$("$@" 2>&1) || fail "$* ended with $?: $output"
  case $output in
    *"$text"*) ;;
    *) fail "$* did not print \"$text\": $output" ;;
  esac
}
