#!/usr/bin/env bash
# compare.sh: uf-compare from records to rows, against values computed in R and against itself.
#
# The data that ship, and public data and values that lie beside the repository ($UTFALL_REFERENCE;
# tests/run.sh); without those the tests that need them are skipped.
. "$UF_TOP/tests/protocol.sh"
. "$UF_TOP/tests/oracle.sh"
set -u
cd "$TMPDIR" || exit 2
certified "$UF_TOP"/tests/certified/*.tsv
data=$UF_TOP/tests/certified/data

# compare ARGUMENT...: into rows.csv.
compare() {
  uf-compare "$@" > rows.csv
}

# row_agrees NAME ID WHERE STATISTIC:COLUMN...: cells of the one row of rows.csv that WHERE names
# ("term=did method=welch") against certified values.
row_agrees() {
  local name=$1 id=$2 pair
  local -a where
  read -ra where <<< "$3"
  shift 3
  for pair; do
    agrees "$name: ${pair%%:*}" "$id.${pair%%:*}" "$(cell rows.csv "${pair#*:}" "${where[@]}")"
  done
}

# --- Birth weight by smoking (MASS birthwt): comparison.R. ---

compare --outcome bwt --arm smoke --control 0 "$UF_TOP/datasets/birthwt.csv"
row_agrees 'birth weight, Welch' CMP-BWT2 'term=mean_difference' difference:estimate se:std_error \
  df:df t:statistic p:p_value low:conf_low high:conf_high
row_agrees 'birth weight, smokers' CMP-BWT2 'term=mean group=1' mean1:estimate
row_agrees 'birth weight, others' CMP-BWT2 'term=mean group=0' mean0:estimate
row_agrees 'birth weight, ranks' CMP-BWT2 'term=shift' U:statistic shift:estimate p_exact:p_value
same 'birth weight: roles' 'descriptive descriptive primary primary sensitivity ' \
  "$(cell rows.csv role | tr '\n' ' ')"
uf-target -q --require 'mean_difference(bwt) <= -200' rows.csv > verdict.csv
same 'birth weight: a target on the difference' '0 met undecided' \
  "$? $(sed -n '2s/.*,\(met\),\(undecided\),.*/\1 \2/p' verdict.csv)"
compare --outcome bwt --arm smoke --control 0 --alternative less "$UF_TOP/datasets/birthwt.csv"
row_agrees 'birth weight, one-sided' CMP-BWT2 'term=mean_difference' less.high:conf_high less.p:p_value
same 'birth weight, one-sided: no lower limit' -inf "$(cell rows.csv conf_low term=mean_difference)"
compare --outcome bwt,low --arm smoke --control 0 --strata race "$UF_TOP/datasets/birthwt.csv"
row_agrees 'birth weight within race' CMP-BWT 'term=mean_difference role=primary' estimate:estimate \
  se:std_error df:df t:statistic p:p_value low:conf_low high:conf_high
row_agrees 'low birth weight within race' CMP-LOW 'term=odds_ratio role=primary' or:estimate \
  low:conf_low high:conf_high
row_agrees 'low birth weight within race, test' CMP-LOW 'term=association' cmh:statistic p:p_value
compare --outcome low --arm smoke --control 0 "$UF_TOP/datasets/birthwt.csv"
row_agrees 'low birth weight, difference' O-RR-01 'term=risk_difference role=primary' rd:estimate \
  newc_lower:conf_low newc_upper:conf_high
row_agrees 'low birth weight, ratio' O-RR-01 'term=risk_ratio role=primary' koop_lower:conf_low \
  koop_upper:conf_high
row_agrees 'low birth weight, ratio, Katz' O-RR-01 'method=katz-log' katz_rr:estimate \
  katz_lower:conf_low katz_upper:conf_high
row_agrees 'low birth weight, odds ratio' O-RR-01 'term=odds_ratio role=primary' woolf_or:estimate \
  mnor_lower:conf_low mnor_upper:conf_high
row_agrees 'low birth weight, odds ratio, Woolf' O-RR-01 'method=woolf' woolf_lower:conf_low \
  woolf_upper:conf_high
row_agrees 'low birth weight, odds ratio, conditional' O-RR-01 'method=conditional-exact' \
  fisher_or:estimate fisher_lower:conf_low fisher_upper:conf_high fisher_p:p_value
# 30 of 74 is 1.6 times 29 of 115, and more: in whole numbers.
uf-target -q --require 'risk_difference(low) >= 15 points' rows.csv > verdict.csv
same 'low birth weight: a target on the difference' '0 met' "$? $(sed -n '2s/.*,\(met\),.*/\1/p' verdict.csv)"

# --- Before and after (MASS anorexia): comparison.R. ---

anorexia() {
  compare --outcome weight --arm treatment --control control --period occasion --before before \
    --after after "$@" "$UF_TOP/datasets/anorexia.csv"
}
anorexia
row_agrees 'weight, difference in differences' CMP-ANX 'term=did group=family' did:estimate \
  se:std_error df:df p:p_value low:conf_low high:conf_high
row_agrees 'weight, change of the family arm' CMP-ANX 'term=change group=family' change:estimate \
  change.se:std_error change.p:p_value change.low:conf_low change.high:conf_high
row_agrees 'weight, change of the family arm, ranks' CMP-ANX \
  'term=shift group=family reference=' change.p_exact:p_value
same 'weight: of two arms against the control none is primary' '' "$(cell rows.csv term role=primary)"
anorexia --where treatment!=behavioural
same 'weight: of one arm against the control one is' 'did hedges_g ' \
  "$(cell rows.csv term role=primary | tr '\n' ' ')"
anorexia --where treatment!=behavioural --design ancova
row_agrees 'weight, ancova' CMP-ANC 'term=mean_difference role=primary' estimate:estimate se:std_error \
  df:df p:p_value
row_agrees 'weight, ancova with one variance' CMP-ANC 'term=mean_difference role=sensitivity' \
  ols.se:std_error ols.t:statistic ols.p:p_value ols.low:conf_low

# --- Other data sets of R. ---

compare --outcome weight --arm group --control ctrl --where group!=trt1 "$data/plantgrowth.csv"
row_agrees 'plants, Welch' O-T-01 'term=mean_difference' welch_t:statistic welch_df:df welch_p:p_value \
  lower:conf_low upper:conf_high
row_agrees 'plants, Hedges' O-G-01 'term=hedges_g' g:estimate se_g:std_error nct_lower_g:conf_low \
  nct_upper_g:conf_high
compare --outcome Ozone --arm Month --control 8 --where Month!=6 --where Month!=7 --where Month!=9 \
  "$data/airquality.csv"
row_agrees 'ozone, ranks' O-W-03 'term=shift' n1:n n2:n_reference W:statistic p_exact:p_value
contains 'ozone: missing values are counted by arm' "$(cat rows.csv)" \
  'units left out for want of an outcome: 5 5 and 5 8'
awk -F , 'NR == 1 { print "boy,material,arm,wear"; next }
  { print $1 ",B,tested," $3; print $1 ",A,tested," $2; print 90 + $1 ",B,other," $3; print 90 + $1 ",A,other," $3 }' \
  "$data/shoes.csv" > shoes.csv
compare --id boy --outcome wear --control other --period material --before B --after A shoes.csv
row_agrees 'shoes, paired t' O-W-02 'term=change group=tested' t:statistic p_t:p_value lower:conf_low \
  upper:conf_high
row_agrees 'shoes, signed rank' O-W-02 'term=shift group=tested reference=' V:statistic \
  p_exact:p_value
same 'shoes: all differences zero' ' all differences are the same' \
  "$(cell rows.csv p_value term=change group=other) $(cell rows.csv note term=change group=other | cut -d ';' -f 1)"

# --- The same people twice (Bentur 2009): both 1, after only 1, before only 7, neither 12. ---

{
  echo 'id,arm,when,y'
  awk 'BEGIN { split("1 1 1/0 1 1/1 0 7/0 0 12", cells, "/")
    for (c = 1; c <= 4; c++) {
      split(cells[c], cell, " ")
      for (i = 0; i < cell[3]; i++)
        for (arm = 0; arm < 2; arm++) {
          print ++id ",arm" arm ",before," cell[1]
          print id ",arm" arm ",after," cell[2]
        } } }'
} > twice.csv
compare --outcome y --control arm0 --period when --before before --after after twice.csv
row_agrees 'the same people twice' O-MCN-01 'term=change group=arm1' newc_diff:estimate \
  newc_lower:conf_low newc_upper:conf_high p_midp:p_value
same 'the same people twice: counts after and before' '21 2 21 8' \
  "$(for c in n events n_reference events_reference; do cell rows.csv $c term=change group=arm1; done | paste -s -d ' ')"

# --- Rates: minutes or seconds. ---

uf-absence -q --window 3m --carry arm "$UF_TOP/datasets/attendance.csv" > minutes.csv
awk -F , -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
  { $at["scheduled"] *= 60; $at["absent"] *= 60; print }' minutes.csv > seconds.csv
awk -F , -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
  { $at["scheduled"] /= 600; $at["absent"] /= 600; print }' minutes.csv > hours.csv
rates() {
  uf-compare -q --outcome absent --exposure scheduled --control control --cluster none --period window \
    --before 2016-08-01 --after 2016-11-01 "$@"
}
rates minutes.csv > minutes.out
rates seconds.csv > seconds.out
rates hours.csv > hours.out
for unit in minutes seconds hours; do
  cut -d , -f 1-15,20- "$unit.out" > "$unit.results" # not the totals
done
holds 'rates: seconds give every digit that minutes give' cmp minutes.results seconds.results
holds 'rates: tenths of hours do too' cmp minutes.results hours.results
same 'rates: totals are in the unit of the file' \
  "$(cell minutes.out n term=rate group=control period=2016-08-01)" \
  "$(cell hours.out n term=rate group=control period=2016-08-01 | awk '{ printf "%.0f", 600 * $1 }')"
same 'rates: the estimate is the ratio of totals' \
  "$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["arm"] == "control" && $at["window"] == "2016-08-01" { x += $at["absent"]; n += $at["scheduled"] }
    END { printf "%.15g", x / n }' minutes.csv)" \
  "$(cell minutes.out estimate term=rate group=control period=2016-08-01 | awk '{ printf "%.15g", $1 }')"
uf-absence -q --window 3m --carry arm --aggregate --by arm "$UF_TOP/datasets/attendance.csv" > aggregate.csv
for column in estimate conf_low conf_high n events clusters; do
  same "rates: an arm has what uf-absence --aggregate has: $column" \
    "$(cell aggregate.csv $column arm=control period=2016-08-01 | awk '{ printf "%.12g", $1 }')" \
    "$(cell minutes.out $column term=rate group=control period=2016-08-01 | awk '{ printf "%.12g", $1 }')"
done

# --- What was assigned. ---

assigned() {
  uf-compare -q --outcome absent --exposure scheduled --control control --where window=2016-08-01 "$@"
}
fails 'schools assigned: refused' assigned minutes.csv
contains 'schools assigned: the column is named' "$(assigned minutes.csv 2>&1)" 'every school has one arm only'
sed '2,$s/^\([^,]*\),\([^,]*\),/\1,X,\2/' minutes.csv > one-school.csv
contains 'classes assigned: the column is named' "$(assigned one-school.csv 2>&1)" 'every class has one arm only'
assigned --cluster none minutes.csv > rows.csv
same 'schools assigned, --cluster none: every row says it' 0 \
  "$(tail -n +2 rows.csv | grep -cv 'pupils treated as assigned')"
awk -F , -v OFS=, 'NR > 1 && $1 == "p0002" { $5 = "control" } 1' minutes.csv > nearly.csv
assigned nearly.csv > rows.csv
contains 'nearly assigned: the rows say it' "$(cat rows.csv)" 'the interval ignores clustering by school'
uf-target -q --require 'rate_difference(absent) <= 1' rows.csv > verdict.csv
same 'nearly assigned: nothing is established by such an interval' 'met undecided' \
  "$(sed -n '2s/.*,\(met\),\(undecided\),.*/\1 \2/p' verdict.csv)"

# --- Aggregated input is the same as its units. ---

counted='arm,y,n
a,0,3
a,1,5
a,2,0
a,7,1
b,1,4
b,3,2'
printf '%s\n' "$counted" > counted.csv
awk -F , 'NR == 1 { print "arm,y"; next } { for (i = 0; i < $3; i++) print $1 "," $2 }' counted.csv > spread.csv
uf-compare --outcome y --control b --count n counted.csv > counted.out
uf-compare --outcome y --control b spread.csv > spread.out
same 'aggregated: same terms' "$(cut -d , -f 1-6 spread.out)" "$(cut -d , -f 1-6 counted.out)"
# shellcheck disable=SC2016 # awk's fields
holds 'aggregated: same numbers to 13 digits' awk -F , '
  NR == FNR { for (i = 7; i <= 22; i++) seen[FNR, i] = $i; next }
  FNR > 1 { for (i = 7; i <= 22; i++) {
    gap = $i - seen[FNR, i]; if (gap < 0) gap = -gap
    if (($i == "") != (seen[FNR, i] == "") || gap > 1e-13 * ($i < 0 ? -$i : $i)) bad = 1 } }
  END { exit bad }' counted.out spread.out

# --- Several outcomes. ---

compare --outcome low,bwt,ht --arm smoke --control 0 --adjust holm "$UF_TOP/datasets/birthwt.csv"
for term in risk_difference mean_difference; do
  cell rows.csv p_value "term=$term" role=primary
done > p.txt
cell rows.csv p_adjusted role=primary | sed '/^$/d' > adjusted.txt
same 'Holm over three outcomes: by hand' \
  "$(sort -g p.txt | awk '{ p = (4 - NR) * $1; if (p > 1) p = 1; if (p < last) p = last; last = p; printf "%.12g\n", p }')" \
  "$(sort -g adjusted.txt | awk '{ printf "%.12g\n", $1 }')"
same 'Holm over three outcomes: only the answers are tests of the family' 3 \
  "$(grep -c 'holm over 3 tests' rows.csv)"

# --- The order of the rows never shows. ---

for arguments in '' '--strata race' '--by race'; do
  { head -n 1 "$UF_TOP/datasets/birthwt.csv"; tail -n +2 "$UF_TOP/datasets/birthwt.csv" | sort -t , -k 5,5r -k 10,10; } > shuffled.csv
  # shellcheck disable=SC2086 # several arguments
  same "order of the rows: bwt,low $arguments" \
    "$(uf-compare --outcome bwt,low --arm smoke --control 0 $arguments "$UF_TOP/datasets/birthwt.csv")" \
    "$(uf-compare --outcome bwt,low --arm smoke --control 0 $arguments shuffled.csv)"
done
{ head -n 1 minutes.csv; tail -n +2 minutes.csv | sort -r; } > shuffled.csv
same 'order of the rows: rates before and after' "$(cat minutes.out)" "$(rates shuffled.csv)"

# --- Public data beside the repository. ---

if [ ! -f "${UTFALL_REFERENCE-}/cases.tsv" ]; then
  skip 'reference data' 'they are not there'
  exit 0
fi
certified "$UTFALL_REFERENCE/cases.tsv"
data=$UTFALL_REFERENCE/data

awk -F , -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print $0, "ten"; next }
  { print $0, $at["absences"] >= 10 ? 1 : 0 }' "$data/uci_student_mat.csv" > uci.csv
compare --outcome ten --arm romantic --control no --cluster none uci.csv
row_agrees 'pupils with 10 absences or more' O-UCI-cmp 'term=risk_difference role=primary' rd:estimate \
  newc_lower:conf_low newc_upper:conf_high
row_agrees 'pupils with 10 absences or more, score' O-UCI-cmp \
  'term=risk_difference method=miettinen-nurminen' mn_lower:conf_low mn_upper:conf_high
row_agrees 'pupils with 10 absences or more, ratio' O-UCI-cmp 'method=katz-log' katz_rr:estimate \
  katz_lower:conf_low katz_upper:conf_high
row_agrees 'pupils with 10 absences or more, odds ratio' O-UCI-cmp 'method=woolf' woolf_or:estimate \
  woolf_lower:conf_low woolf_upper:conf_high
row_agrees 'pupils with 10 absences or more, Fisher' O-UCI-cmp 'method=conditional-exact' fisher_p:p_value
compare --outcome absences --arm romantic --control yes --cluster none uci.csv
row_agrees 'absences' O-W-01 'term=mean_difference' welch_t:statistic welch_df:df welch_p:p_value
row_agrees 'absences, ranks' O-W-01 'term=shift' W:statistic p_cc:p_value

awk -F , 'NR == 1 { print "dept,gender,admitted,n"; next } { print $3 "," $2 "," ($1 == "Admitted") "," $4 }' \
  "$data/ucb_admissions.csv" > ucb.csv
compare --outcome admitted --arm gender --control Male --count n --strata dept ucb.csv
agrees 'Berkeley, within departments: odds ratio' O-CHI-01.or_mh \
  "$(cell rows.csv estimate term=odds_ratio role=primary)"
agrees 'Berkeley, within departments: test' O-CHI-01.cmh "$(cell rows.csv statistic term=association)"
agrees 'Berkeley, within departments: p' O-CHI-01.cmh_p "$(cell rows.csv p_value term=association)"

awk -F , 'NR == 1 { print "sex,arm,smoker,n"; next }
  { print $1 ",case," ($2 == "yes") "," $3; print $1 ",control," ($2 == "yes") "," $4 }' \
  "$data/doll_hill_1950.csv" > doll.csv
compare --outcome smoker --control control --count n --strata sex doll.csv
row_agrees 'Doll and Hill' O-MH-01 'term=odds_ratio role=primary' or_mh:estimate lower:conf_low \
  upper:conf_high
row_agrees 'Doll and Hill, test' O-MH-01 'term=association' cmh:statistic p:p_value

awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print "id,arm,wave,stress"; next }
  { print $1 "," $2 ",1," $at["PSS_T1"]; print $1 "," $2 ",2," $at["PSS_T2"] }' \
  "$data/mindfulness.csv" > stress.csv
compare --outcome stress --control Control --period wave --before 1 --after 2 stress.csv
row_agrees 'mindfulness, Hedges g of the change' O-G-03 'term=hedges_g role=primary' g:estimate \
  se_g:std_error nct_lower_g:conf_low nct_upper_g:conf_high

awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print "near,year,price"; next }
  { print $at["nearinc"] "," $at["year"] "," $at["rprice"] }' "$data/kielmc.csv" > houses.csv
compare --outcome price --arm near --control 0 --period year --before 1978 --after 1981 houses.csv
row_agrees 'houses, other ones each year' O-DID-01 'term=did role=primary' did:estimate
compare --outcome ldurat --arm highearn --control 0 --period afchnge --before 0 --after 1 \
  "$data/injury_ky.csv"
row_agrees 'injuries, other people each time' O-DID-02 'term=did role=primary' did:estimate
