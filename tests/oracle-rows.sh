#!/usr/bin/env bash
# oracle-rows.sh: is every certified value held against something, and every value of the reference?
#
# Run by tests/run.sh after all other tests. $ORACLE_ASKED lists, one a line, the rows that tests
# asked for: tests/unit/oracle.c and `agrees` of tests/oracle.sh write it. Three things are checked:
#   - every row of tests/certified is asked for (rows of data that are not here are passed over);
#   - a row that stands in the reference's cases.tsv too has the same value there, and the same
#     tolerance unless a remark says why not;
#   - of the areas of cases.tsv that are named below all rows are asked for.
. "$UF_TOP/tests/protocol.sh"
set -u
cd "$UF_TOP" || exit 2

# The areas, and rows in them that are of other methods than the library has: regression, and the
# univariate analysis of variance's corrections for sphericity, which a mixed model replaces.
areas='proportion proportion-diff risk-ratio risk-factor fisher paired-binary means nonparametric
  effect-size multiplicity target absence-threshold icc randomization questionnaire
  mixed repeated'
others='^O-(ATT-02p?|RISK-01)\.|^O-NYC-01\.(CR[12]|df_satt|t_vs_93|p_below_93)$|^O-RM-01\.(.*_(eps|gg)|mauchly_[Wp])$'

sort -u "$ORACLE_ASKED" > "$TMPDIR/asked"

# certified: the certified rows, without comments, headers and files of another kind.
certified() {
  awk -F '\t' 'FNR == 1 { rows = $1 == "id" && NF == 10; next } rows && !/^#/ && NF == 10' \
    tests/certified/*.tsv
}

# Rows whose data set is neither distributed nor beside the repository cannot be asked for.
unasked=$(certified | cut -f 1,3 | sort | join -t "$(printf '\t')" -v 1 - "$TMPDIR/asked" |
  while IFS=$'\t' read -r id dataset; do
    case $dataset in
    data/*)
      [ -f "tests/certified/$dataset" ] || [ -f "${UTFALL_REFERENCE-/nowhere}/$dataset" ] || continue
      ;;
    esac
    printf '%s ' "$id"
  done)
same 'every certified row is asked for' '' "$unasked"

cases=${UTFALL_REFERENCE-}/cases.tsv
if [ ! -f "$cases" ]; then
  skip 'rows of the reference' 'it is not there'
  exit 0
fi
differing=$(certified | awk -F '\t' '
  NR == FNR { value[$1] = $8; tolerance[$1] = $10; next }
  $1 in value && ($8 != value[$1] || ($10 != tolerance[$1] && $10 !~ /\(/)) { printf "%s ", $1 }' \
  "$cases" -)
same 'certified rows are as in the reference' '' "$differing"

for area in $areas; do
  awk -F '\t' -v area="$area" '$2 == area { print $1 }' "$cases" | sort > "$TMPDIR/rows"
  comm -23 "$TMPDIR/rows" "$TMPDIR/asked" > "$TMPDIR/missing"
  rows=$(wc -l < "$TMPDIR/rows")
  pending=$(grep -cE "$others" "$TMPDIR/missing")
  missing=$(grep -vE "$others" "$TMPDIR/missing" | tr '\n' ' ')
  same "$area: $rows rows of the reference" '' "$missing"
  [ "$pending" -eq 0 ] || skip "$area: $pending of them" 'they are of methods that the library does not have'
done
