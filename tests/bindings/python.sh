#!/bin/sh
# python.sh PREFIX LIBDIR SOURCE WORK: the package in the installed tree; its README; another library; the wheel.
set -eu
. "$(dirname "$0")/common.sh"
need python3 cc
python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' || {
  echo "skipped: python3 is older than 3.9"
  exit 77
}
package=$prefix/share/weiss/python
unset WEISS_LIBRARY
PYTHONPATH=$package
PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH PYTHONDONTWRITEBYTECODE

# What Python declares against what a C program sees, and against headers in which fields changed places.
layout=$(layout_of "$prefix/include" "$work/layout.tsv")
python3 "$here/python/layout.py" "$layout"
python3 "$here/python/layout.py" "$prefix/share/weiss/layout.tsv"
moved=$(moved_layout)
! python3 "$here/python/layout.py" "$moved" >"$work/log" 2>&1 || fail "moved fields were not noticed"
grep -q 'weiss_error.line' "$work/log" || fail "the moved field is not named: $(cat "$work/log")"

python3 -m unittest discover -q -s "$here/python" -t "$here/python"

# The README, word for word.
blocks "$package/README.md" python 1 >"$work/first.py"
at_most 15 "$work/first.py"
expect_text "cut 3" python3 "$work/first.py"
blocks "$package/README.md" python >"$work/all.py"
(cd "$work" && python3 all.py) || fail "the README's examples ended with $?"

# Another library is refused when the package is loaded, and so is none at all.
wrong=$(wrong_library)
for library in "$wrong" "$work/nowhere.so"; do
  ! WEISS_LIBRARY=$library python3 -c 'import weiss' 2>"$work/log" || fail "$library was accepted"
  grep -q '^ImportError: ' "$work/log" || fail "$library: $(cat "$work/log")"
done
WEISS_LIBRARY=$wrong python3 -c 'import weiss' 2>&1 | grep -qF 'has the interface 0.99' || fail "no word of the version"

# The wheel holds library and plugins: in an environment of its own it needs nothing of the prefix.
unset PYTHONPATH
python3 "$package/build_wheel.py" "$work/dist"
if python3 -m venv "$work/venv" >/dev/null 2>&1; then
  "$work/venv/bin/pip" install -q --no-index --disable-pip-version-check "$work"/dist/weiss-*.whl
  cd "$work"
  expect_text "$work/venv/" venv/bin/python -c 'import weiss._library; print(weiss._library.find())'
  expect_text "cut 3" venv/bin/python first.py
  expect_text "subqubo" venv/bin/python -c 'import weiss; print(weiss.Context().algorithms())'
else
  echo "the wheel was built, but not installed: python3 has no venv"
fi
