# For the tests on benchmark instances: read with `.`. $1 is the command weiss; WEISS_INSTANCES names the folder.
# index.tsv has the columns file, family, kind, n, nnz, sense, best_known, status, osv_opt, witness_value,
# witness_source, solution_file and more.
command=$1
skipped=77
if [ -z "${WEISS_INSTANCES-}" ] || [ ! -f "${WEISS_INSTANCES-}/index.tsv" ]; then
  echo "WEISS_INSTANCES names no folder with an index.tsv"
  exit $skipped
fi
tab=$(printf '\t')
failed=0
count=0
fail() {
  echo "$*"
  failed=$((failed + 1))
}
finish() {
  echo "$count checked, $failed failed"
  [ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
}

# rows CONDITION COLUMNS: the rows of index.tsv that fulfil a condition of awk, some columns of them.
rows() {
  awk -F "$tab" -v OFS="$tab" "NR > 1 && ($1) { print $2 }" "$WEISS_INSTANCES/index.tsv"
}
