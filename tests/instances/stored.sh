#!/bin/sh
# stored.sh WEISS: each stored solution has the value that the index says.
set -eu
. "$(dirname "$0")/common.sh"
rows '$12 != "" && $10 != ""' '$1, $12, $10' >"$PWD/stored.rows"
while IFS=$tab read -r file solution value; do
  [ -f "$WEISS_INSTANCES/$file" ] && [ -f "$WEISS_INSTANCES/$solution" ] || continue
  count=$((count + 1))
  "$command" check "$WEISS_INSTANCES/$file" "$WEISS_INSTANCES/$solution" --value "$value" >/dev/null ||
    fail "$file with $solution"
done <"$PWD/stored.rows"
finish
