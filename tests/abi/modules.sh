#!/bin/sh
# modules.sh ENTRY MODULE...: each plugin module exports its entry alone and needs nothing of Weiss.
set -eu
entry=$1
shift
failed=0
fail() {
  echo "$*"
  failed=1
}

[ $# -gt 0 ] || fail "no module was given"
for module in "$@"; do
  exported=$(nm -D --defined-only "$module" | awk '{ print $3 }')
  [ "$exported" = "$entry" ] || fail "$module exports" $exported
  wanted=$(nm -D --undefined-only "$module" | awk '$2 ~ /^weiss_/ { print $2 }')
  [ -z "$wanted" ] || fail "$module wants symbols of the host:" $wanted
  ! readelf -d "$module" | grep -q 'NEEDED.*libweiss' || fail "$module needs libweiss"
done
exit $failed
