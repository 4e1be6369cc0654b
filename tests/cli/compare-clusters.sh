#!/usr/bin/env bash
# compare-clusters.sh: uf-compare --cluster from records to rows, against values computed in R.
#
# Six made schools (tests/certified/r/comparison_clustered.R has the same formula), data that ship, and
# public data beside the repository ($UTFALL_REFERENCE), without which their tests are skipped.
. "$UF_TOP/tests/protocol.sh"
. "$UF_TOP/tests/oracle.sh"
set -u
cd "$TMPDIR" || exit 2
certified "$UF_TOP"/tests/certified/*.tsv
data=$UF_TOP/tests/certified/data

# row_agrees NAME ID WHERE STATISTIC:COLUMN...: cells of the one row of rows.csv that WHERE names
# ("term=did method=cluster-means") against certified values.
row_agrees() {
  local name=$1 id=$2 pair
  local -a where
  read -ra where <<< "$3"
  shift 3
  for pair; do
    agrees "$name: ${pair%%:*}" "$id.${pair%%:*}" "$(cell rows.csv "${pair#*:}" "${where[@]}")"
  done
}
t_row=(b:estimate se:std_error df:df t:statistic p:p_value low:conf_low high:conf_high)

# --- Six made schools: comparison_clustered.R. ---

awk 'BEGIN {
  print "pupil,school,arm,pair,year,sex,y"
  split("9 14 22 12 17 25", size, " "); split("9 4 6 3 -1 2", fall, " ")
  for (g = 1; g <= 6; g++)
    for (i = 1; i <= size[g]; i++) {
      h = (i * 37 + g * 101 + i * i * g * 7) % 97
      arm = g <= 3 ? "method" : "control"
      who = "s" g "p" i "," g "," arm "," (g - 1) % 3 + 1 ","
      before = 20 + h % 23 + 3 * g
      if (i % 11) print who "1," (i * i + g) % 3 "," before
      if (i % 9) print who "2," (i * i + g) % 3 "," before - fall[g] + (h * 13 + i * g) % 11 - 5
    }
}' > schools.csv

# compare ARGUMENT...: difference in differences of the six schools, into rows.csv. The text columns
# estimand and note, which hold commas, are cut away.
compare() {
  uf-compare --outcome y --control control --cluster school --period year --before 1 --after 2 "$@" \
    schools.csv > all.csv
  sed -E 's/"[^"]*"/-/g' all.csv > rows.csv
}
compare --draws draws.csv --equivalence
row_agrees 'change, t on schools' CLU-DID 'term=did role=primary' "${t_row[@]}"
row_agrees 'change, CR2' CLU-DID-CR2 'method=cr2-satterthwaite' "${t_row[@]}"
row_agrees 'change, all assignments' CLU-RI 'method=exact-randomisation(20) conf_level=0.95' b:estimate \
  p:p_value
row_agrees 'change, wild' CLU-WILD 'method=wild-cluster-rademacher(64) conf_level=0.95' t:statistic \
  p:p_value
row_agrees 'change, all pupils' CLU-ALL 'method=cluster-means term=did role=sensitivity' "${t_row[@]}"
row_agrees 'change, pupils alike' CLU-UNITS 'method=cluster-means-weighted' "${t_row[@]}"
row_agrees 'values before' CLU-BASE 'term=hedges_g' g:estimate
same 'one row is the answer' 'did cluster-means' \
  "$(cell rows.csv term role=primary) $(cell rows.csv method role=primary)"
same 'a second row at the highest attainable level' '0.95 -inf inf 0.9' \
  "$(cell rows.csv conf_level 'method=exact-randomisation(20)' | paste -s -d ' ' | sed 's/ .*//') $(
    cell rows.csv conf_low 'method=exact-randomisation(20)' conf_level=0.95) $(
    cell rows.csv conf_high 'method=exact-randomisation(20)' conf_level=0.95) $(
    cell rows.csv conf_level 'method=exact-randomisation(20)' | tail -n 1)"
contains 'the floor is said' "$(cat all.csv)" 'smallest attainable p is 0.1 with 3+3 clusters'
contains 'disagreement is said' "$(cat all.csv)" 'the inferences disagree: p is at most 0.05 by'
same 'draws: 20 assignments, the first that of the data' "20 $(cell rows.csv estimate role=primary | cut -c 1-12)" \
  "$(($(wc -l < draws.csv) - 1)) $(sed -n '2s/.*,//p' draws.csv | cut -c 1-12)"
compare --estimand units
row_agrees 'change, pupils alike, CR2' CLU-UNITS-CR2 'method=cr2-satterthwaite' "${t_row[@]}"
# A constant for each school changes nothing, as each cell has its school's weight.
row_agrees 'change, pupils alike, CR2 with constants for schools' CLU-UNITS-FE 'method=cr2-satterthwaite' \
  "${t_row[@]}"
compare --design ancova
row_agrees 'ancova' CLU-ANC 'method=cluster-means role=primary' "${t_row[@]}"
row_agrees 'ancova, CR2' CLU-ANC-CR2 'method=cr2-satterthwaite' "${t_row[@]}"
compare --strata pair
row_agrees 'matched pairs' CLU-PAIR 'method=cluster-means role=primary' "${t_row[@]}"
same 'matched pairs: 8 assignments, level 0.75 at most' 0.75 \
  "$(cell rows.csv conf_level 'method=exact-randomisation(8)' | tail -n 1)"
cut -d , -f 2- schools.csv > apart.csv
uf-compare --outcome y --control control --cluster school --period year --before 1 --after 2 \
  apart.csv | sed -E 's/"[^"]*"/-/g' > rows.csv
row_agrees 'other pupils each year' CLU-ALL 'method=cluster-means role=primary' "${t_row[@]}"
row_agrees 'other pupils each year, CR2' CLU-ALL-CR2 'method=cr2-satterthwaite' "${t_row[@]}"
uf-compare --outcome y --control control --cluster school --period year --before 1 --after 2 \
  --covariates sex apart.csv | sed -E 's/"[^"]*"/-/g' > rows.csv
row_agrees 'cleared of a covariate of pupils' CLU-SEX 'method=cluster-means role=primary' "${t_row[@]}"
uf-compare --outcome y --control control --cluster school --where year=2 schools.csv |
  sed -E 's/"[^"]*"/-/g' > rows.csv
row_agrees 'after' CLU-POST 'method=cluster-means role=primary' "${t_row[@]}"
row_agrees 'after, CR2' CLU-POST-CR2 'method=cr2-satterthwaite' "${t_row[@]}"

# --- The order of the rows never shows; counts are the same as units. ---

compare --by-cluster
{ head -n 1 schools.csv; tail -n +2 schools.csv | sort -t , -k 7,7n -k 1,1; } > shuffled.csv
same 'order of the rows' "$(cat all.csv)" \
  "$(uf-compare --outcome y --control control --cluster school --period year --before 1 --after 2 --by-cluster shuffled.csv)"
same 'any number of threads' "$(cat all.csv)" \
  "$(uf-compare -j 4 --outcome y --control control --cluster school --period year --before 1 --after 2 --by-cluster schools.csv)"
awk -F , -v OFS=, 'NR == 1 { next } { n[$2 OFS $3 OFS $5 OFS $7]++ }
  END { print "school,arm,year,y,n"; for (k in n) print k, n[k] }' schools.csv > counted.csv
uf-compare --outcome y --control control --cluster school --period year --before 1 --after 2 --count n \
  counted.csv > counted.out
uf-compare --outcome y --control control --cluster school --period year --before 1 --after 2 apart.csv > apart.out
# shellcheck disable=SC2016 # awk's
holds 'counted: the numbers of the units, to 12 digits' awk -F , '
  NR == FNR { for (i = 8; i <= 20; i++) seen[FNR, i] = $i; next }
  FNR > 1 { for (i = 8; i <= 20; i++) {
    gap = $i - seen[FNR, i]; if (gap < 0) gap = -gap
    if (($i == "") != (seen[FNR, i] == "") || gap > 1e-12 * (1 + ($i < 0 ? -$i : $i))) bad = 1 } }
  END { exit bad || FNR < 5 }' counted.out apart.out

# --- Schools alike and pupils alike: -2.0 and +1.4 points (utfall/cluster_means.h, by hand). ---

awk 'BEGIN {
  print "school,arm,year,y,n"
  split("40 60 200 120 150 200", size, " "); split("-8 -6 3 -2 -1 -2", change, " ")
  for (g = 1; g <= 6; g++) {
    arm = g <= 3 ? "method" : "control"
    print "s" g "," arm ",1,50," size[g]
    print "s" g "," arm ",2," 50 + change[g] "," size[g]
  }
}' > unlike.csv
uf-compare --outcome y --control control --cluster school --period year --before 1 --after 2 --count n \
  unlike.csv > all.csv
sed -E 's/"[^"]*"/-/g' all.csv > rows.csv
same 'the two estimands' '-2.0 1.4' "$(cell rows.csv estimate role=primary | awk '{ printf "%.1f", $1 }') $(
  cell rows.csv estimate method=cluster-means-weighted | awk '{ printf "%.1f", $1 }')"
contains 'the two estimands: other signs are said' "$(cat all.csv)" \
  'the estimate is of the other sign for units'

# --- Rates: minutes or seconds; what lessons without a register could do. ---

uf-absence -q --window 3m --carry arm "$UF_TOP/datasets/attendance.csv" > minutes.csv
awk -F , -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
  { $at["scheduled"] *= 60; $at["absent"] *= 60; $at["unreported"] *= 60; print }' minutes.csv > seconds.csv
rates() {
  uf-compare -q --outcome absent --exposure scheduled --control control --cluster school --period window \
    --before 2016-08-01 --after 2016-11-01 "$@" | cut -d , -f 1-20,23
}
same 'rates: seconds give every digit that minutes give' "$(rates minutes.csv)" "$(rates seconds.csv)"
uf-compare -q --outcome absent --exposure scheduled --control control --cluster school --by-cluster \
  --where window=2016-08-01 minutes.csv > rows.csv
same 'rates: bounds of a school are those of its lessons' \
  "$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["school"] == "A" && $at["window"] == "2016-08-01" {
      x += $at["absent"]; u += $at["unreported"]; n += $at["scheduled"] + $at["unreported"] }
    END { printf "%.12g %.12g", x / n, (x + u) / n }' minutes.csv)" \
  "$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $NF == "A" { printf "%.12g %.12g", $at["bound_low"], $at["bound_high"] }' rows.csv)"

# --- What cannot be, and what is refused. ---

six() {
  uf-compare -q --outcome y --control control --cluster school --period year --before 1 --after 2 "$@"
}
grep -v '^s[23]p' schools.csv > lone.csv
contains 'one school in an arm' "$(six lone.csv)" 'one cluster in an arm: its own variation'
contains 'one school in an arm: the bootstrap too' "$(six lone.csv)" 'the coefficient rests on one cluster'
sed '2s/method/control/' schools.csv > mixed.csv
contains 'a school in both arms' "$(six mixed.csv 2>&1)" "'1' has units of arm 'control' and of arm 'method'"
fails 'a school in both arms: refused' six mixed.csv
awk -F , 'NR == 1 || !($2 == 1 && $5 == 2)' schools.csv > empty.csv
contains 'a school without a period' "$(six empty.csv)" 'schools without pupils in a period, left out: 1'
awk -F , -v OFS=, '{ print $0, NR == 1 ? "twin" : 2 * $6 }' schools.csv > twin.csv
contains 'collinear covariates' "$(six --covariates sex,twin twin.csv 2>&1)" "covariate 'twin'"
awk -F , -v OFS=, 'NR > 1 { $7 = 5 } 1' schools.csv > still.csv
contains 'nothing varies' "$(six still.csv)" 'the clusters do not vary within the arms'
same 'nothing varies: no test but one' '1' "$(six still.csv | sed -E 's/"[^"]*"/-/g' > rows.csv
  cell rows.csv p_value term=did | grep . | sort -u)"
awk -F , -v OFS=, 'NR > 1 { $7 = $3 == "method" } 1' schools.csv > apart01.csv
contains 'the arms separate perfectly' \
  "$(uf-compare -q --outcome y --control control --cluster school --where year=2 apart01.csv)" \
  'the clusters do not vary within the arms'

# --- Who moved. ---

awk -F , -v OFS=, '$1 == "s1p3" && $5 == 2 { $2 = 4; $3 = "control"; $4 = 1 } 1' schools.csv > moved.csv
six --crossovers crossed.csv moved.csv > rows.csv
same 'cross-overs: listed' 's1p3,1,4,method,control' "$(tail -n +2 crossed.csv)"
contains 'cross-overs: kept where they were' "$(cat rows.csv)" \
  'pupils in another school after than before: 1, kept where they were first'
same 'cross-overs: the estimate is that of those who stayed' \
  "$(six schools.csv | cut -d , -f 8 | sed -n '/./p' | sort)" "$(cut -d , -f 8 rows.csv | sed -n '/./p' | sort)"
fails 'cross-overs: as attended they count elsewhere' cmp -s <(six schools.csv) \
  <(six --assign as-attended moved.csv)

# --- Several outcomes by the same assignments; several periods. ---

awk -F , -v OFS=, '{ print $0, NR == 1 ? "z" : 3 - 2 * $7 }' schools.csv > two.csv
uf-compare -q --outcome y,z --control control --cluster school --period year --before 1 --after 2 \
  --adjust westfall-young two.csv > rows.csv
same 'Westfall-Young: the same outcome twice costs nothing' '0.1 0.1' \
  "$(grep -o ',[0-9.]*,westfall-young over 2 tests' rows.csv | cut -d , -f 2 | paste -s -d ' ')"
awk -F , -v OFS=, 'NR == 1 { print; next } { print; if ($5 == 1) { $5 = 0; $7 += $2 % 2; print } }' \
  schools.csv > three.csv
six three.csv > rows.csv
contains 'a placebo window' "$(cat rows.csv)" "against '1': a placebo window"
same 'a placebo window: change from 0 to 1 by hand' 0.333333 \
  "$(sed -E 's/"[^"]*"/-/g' rows.csv > p.csv; cell p.csv estimate term=did period=0 | awk '{ printf "%.6f", $1 }')"

# --- Exact p of 184,756 assignments (O-RI-01): each plant its own cluster. ---

awk -F , -v OFS=, '{ print $0, NR == 1 ? "plant" : NR }' "$data/plantgrowth.csv" > plants.csv
uf-compare --outcome weight --arm group --control ctrl --cluster plant --where group!=trt1 plants.csv |
  sed -E 's/"[^"]*"/-/g' > rows.csv
agrees 'plants, all 184,756 assignments' O-RI-01.p \
  "$(cell rows.csv p_value 'method=exact-randomisation(184756)')"

# --- Public data beside the repository. ---

if [ ! -f "${UTFALL_REFERENCE-}/cases.tsv" ]; then
  skip 'SHARE: 25 schools' 'the reference data are not there'
  exit 0
fi
certified "$UTFALL_REFERENCE/cases.tsv"
share() {
  uf-compare --outcome kscore --arm arm --control 0 --cluster school "$@" \
    "$UTFALL_REFERENCE/data/share_trial.csv" | sed -E 's/"[^"]*"/-/g' > rows.csv
}
share
row_agrees 'SHARE, schools alike' O-SHARE-01 'method=cluster-means' mean_diff_schools:estimate \
  t_schools:statistic p_schools:p_value
row_agrees 'SHARE, ICC' O-SHARE-02 'term=icc method=anova-wald-exact' icc_n0:estimate F:statistic N:n \
  k:clusters
share --estimand units
row_agrees 'SHARE, pupils alike' O-SHARE-01 'method=cr2-satterthwaite' b:estimate CR2:std_error \
  df_satt:df p_CR2:p_value
share --estimand units --inference wild
agrees 'SHARE, pupils alike: the bootstrap divides by CR1' O-SHARE-01.CR1 \
  "$(cell rows.csv std_error term=mean_difference | head -n 1)"
