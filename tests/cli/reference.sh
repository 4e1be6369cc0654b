#!/usr/bin/env bash
# reference.sh: the programs on public data that do not ship, against values computed in R.
#
# The data and values lie beside the repository ($UTFALL_REFERENCE; tests/run.sh); without them every
# test here is skipped.
. "$UF_TOP/tests/protocol.sh"
. "$UF_TOP/tests/oracle.sh"
set -u
cd "$TMPDIR" || exit 2

if [ ! -f "${UTFALL_REFERENCE-}/cases.tsv" ]; then
  skip 'reference data' 'they are not there'
  exit 0
fi
certified "$UTFALL_REFERENCE/cases.tsv"
data=$UTFALL_REFERENCE/data

# --- Portuguese pupils with ten absences or more (UCI Student Performance). ---

threshold() {
  uf-threshold --cluster none "$@" > shares.csv
}

# share_agrees NAME ID [COLUMN=TEXT]...: count, share and interval of a row of shares.csv.
share_agrees() {
  local pair
  for pair in x:events n:n p:estimate lower:conf_low upper:conf_high; do
    agrees "$1: ${pair#*:}" "$2.${pair%:*}" "$(cell shares.csv "${pair#*:}" "${@:3}")"
  done
}

threshold --value absences --at-least 10 "$data/uci_student_mat.csv"
share_agrees 'pupils with 10 absences or more' O-UCI-all
threshold --value absences --at-least 10 --by school "$data/uci_student_mat.csv"
share_agrees 'pupils with 10 absences or more, school GP' O-UCI-GP school=GP
share_agrees 'pupils with 10 absences or more, school MS' O-UCI-MS school=MS

# --- England's autumn terms, a table with counts (Department for Education). ---

# Two rows for each of the table's: those with 10 % or more, and the others.
awk -F , '
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print "year,schools,persistent,enrolments"; next }
  {
    schools = $at["School_type"] ~ /and secondary/ ? "all" : $at["School_type"] ~ /primary/ ? "pri" : "sec"
    all = $at["enrolments"]; over = $at["enrolments_pa_10_exact"]
    printf "%s,%s,1,%d\n%s,%s,0,%d\n", $at["Year"], schools, over, $at["Year"], schools, all - over
  }' "$data/dfe_absence_autumn.csv" > england.csv
threshold --value persistent --above 0.5 --count enrolments --by year,schools england.csv
for year in 200607 201112 201617 201718; do
  for schools in all pri sec; do
    agrees "England $year, $schools: persistent absentees, percent to one decimal" \
      "O-DFE-$year$schools.pa_pct" \
      "$(cell shares.csv estimate "year=$year" "schools=$schools" | awk '{ printf "%.1f", 100 * $1 }')"
  done
done
threshold --value persistent --above 0.5 --count enrolments --where schools=sec --where year=201718 england.csv
agrees 'England, secondary schools: share' O-DFE-cmp.p1 "$(cell shares.csv estimate)"
agrees 'England, secondary schools: low' O-DFE-cmp.w_lower "$(cell shares.csv conf_low)"
agrees 'England, secondary schools: high' O-DFE-cmp.w_upper "$(cell shares.csv conf_high)"

# --- Connecticut's districts against an attendance of 95 %. ---

connecticut() {
  threshold --where 'student_group=All Students' --where 'district!=Connecticut' \
    --id district_code --value rate_2022 "$@" "$data/ct_attendance.csv"
}
connecticut --at-least 0.95 --ci clopper-pearson
agrees 'Connecticut: districts' O-TGT-01.n "$(cell shares.csv n)"
agrees 'Connecticut: districts at 95 %' O-TGT-01.met "$(cell shares.csv events)"
agrees 'Connecticut: share' O-TGT-01.share "$(cell shares.csv estimate)"
agrees 'Connecticut: low' O-TGT-01.lower "$(cell shares.csv conf_low)"
agrees 'Connecticut: high' O-TGT-01.upper "$(cell shares.csv conf_high)"
uf-target -q --require 'share(at_least_0.95) >= 10%' shares.csv > verdict.csv
same 'Connecticut: 10 % of the districts at 95 %' '1 not met' \
  "$? $(sed -n '2s/.*,\(not met\),.*/\1/p' verdict.csv)"
connecticut --bands 0.9
agrees 'Connecticut: districts below 90 %' O-CT-01.below90 \
  "$(cell shares.csv events measure=band_below_0.9)"

# --- Students' attendance at lectures (Wooldridge). ---

threshold --value atndrte --bands 75,90 "$data/attend.csv"
agrees 'lectures: students' O-ATT-01.n "$(cell shares.csv n measure=band_90_up)"
agrees 'lectures: below 75 %' O-ATT-01.below75 "$(cell shares.csv events measure=band_below_75)"
agrees 'lectures: below 90 %' O-ATT-01.below90 \
  "$(($(cell shares.csv events measure=band_below_75) + $(cell shares.csv events measure=band_75_90)))"

# --- Schools of New York's first district, a percentage of attendance per day. ---

# A school is the unit; attendance below 90 % is absence above 10 %.
new_york() {
  uf-absence -q --id dbn --attendance-percent attn_pct "$@" "$data/nyc_d01_2015_16.csv"
}
new_york --window 1d --anchor 2015-09-09 > days.csv
threshold --above 10 --by window days.csv
agrees 'New York: days of schools' O-NYC-01.n "$(cell shares.csv n role=primary | awk '{ n += $1 } END { print n }')"
agrees 'New York: days below 90 %' O-NYC-01.below \
  "$(cell shares.csv events role=primary | awk '{ n += $1 } END { print n }')"
uf-threshold --above 10 --repeated --cluster pupil days.csv > shares.csv
agrees 'New York: share of days below 90 %' O-NYC-01.share "$(cell shares.csv estimate role=primary)"
agrees 'New York: schools' O-NYC-01.schools "$(cell shares.csv clusters role=primary)"
new_york --window all > year.csv
threshold --above 10 year.csv
agrees 'New York: schools below 90 % over the year' O-NYC-01.schools_mean_below \
  "$(cell shares.csv events role=primary)"
