# For the tests of the bindings: read with `.` by a script that was called with PREFIX LIBDIR SOURCE WORK.
prefix=$1 libdir=$2 source=$3 work=$4
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$work"
mkdir -p "$work"

fail() {
  echo "$*" >&2
  exit 1
}

# need TOOL...: without one of them the test is skipped.
need() {
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || {
      echo "skipped: $tool is not there"
      exit 77
    }
  done
}

# blocks README LANGUAGE [NUMBER]: the code of the blocks in that language, or of one of them, counted from 1.
blocks() {
  awk -v fence="^\`\`\`$2\$" -v wanted="${3-0}" '
    /^```$/ && inside { inside = 0 }
    inside && (wanted == 0 || wanted == count) { print }
    $0 ~ fence { inside = 1; ++count }' "$1"
}

# at_most LINES FILE: the first solve of a language is short.
at_most() {
  [ "$(grep -c . "$2")" -le "$1" ] || fail "$2 has more than $1 lines: $(cat "$2")"
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

# moved_layout: the layout of headers in which line and column of weiss_error changed places; a binding has to notice.
# Prints the file.
moved_layout() {
  cp -r "$prefix/include" "$work/moved"
  awk '/^  int64_t      line; / { kept = $0; next } { print } kept != "" { print kept; kept = "" }' \
    "$prefix/include/weiss/base.h" >"$work/moved/weiss/base.h"
  ! cmp -s "$prefix/include/weiss/base.h" "$work/moved/weiss/base.h" || fail "no field was moved"
  layout_of "$work/moved" "$work/moved.tsv"
}

# layout_of INCLUDE FILE: writes the layout of those headers, as a C program sees them, and prints the file's name.
layout_of() {
  sh "$source/tests/abi/layout.sh" "$1" cc "$2" --update || fail "the layout of $1 cannot be had"
  echo "$2"
}

# wrong_library: a libweiss of another interface, in a folder of its own. Prints the file.
wrong_library() {
  mkdir -p "$work/wrong"
  cat >"$work/wrong/wrong.c" <<'C'
#include <stdint.h>
void weiss_abi_version(int32_t* major, int32_t* minor) { *major = 0, *minor = 99; }
const char* weiss_version(void) { return "0.99.0"; }
C
  cc -shared -fPIC -o "$work/wrong/libweiss.so" "$work/wrong/wrong.c" || fail "no wrong library could be built"
  echo "$work/wrong/libweiss.so"
}
