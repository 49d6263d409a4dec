#!/bin/sh
# check_readmes.sh WEISS PLUGINS: the option table in each plugin's README is what weiss plugins info prints.
set -eu
weiss=$1 plugins=$2
failed=0
for readme in "$plugins"/*/*/README.md; do
  name=$(basename "$(dirname "$readme")")
  wanted=$("$weiss" plugins info "$name" --markdown | grep '^|' || true)
  found=$(grep '^|' "$readme" || true)
  if [ "$wanted" != "$found" ]; then
    echo "$readme: the table should be that of: weiss plugins info $name --markdown"
    failed=1
  fi
done
exit $failed
