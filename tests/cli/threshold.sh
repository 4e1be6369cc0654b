#!/usr/bin/env bash
# threshold.sh: uf-threshold and uf-target from pupils to verdict, against values computed in R.
#
# The pupils are made here from the counts that the R scripts in tests/certified/r start from, so what
# is tested is the way from records to rows: grouping, clusters, periods, limits.
. "$UF_TOP/tests/protocol.sh"
. "$UF_TOP/tests/oracle.sh"
set -u
cd "$TMPDIR" || exit 2
certified "$UF_TOP"/tests/certified/*.tsv

# pupils WINDOW SCHOOL N OVER FIRST: N pupils from number FIRST, the first OVER of them above 15 %. The
# others are at 15 % exactly.
pupils() {
  awk -v window="$1" -v school="$2" -v n="$3" -v over="$4" -v first="${5-1}" 'BEGIN {
    for (i = 0; i < n; i++)
      printf "%s%04d,%s,%s,%d,180\n", school, first + i, school, window, i < over ? 28 : 27 }'
}
head_line='pupil,school,window,absent,scheduled'

# --- A share by cluster: clustered_share.R, CS-01 and CS-02. ---

{
  echo "$head_line"
  pupils w A 40 3
  pupils w B 60 11
  pupils w C 80 6
  pupils w D 120 19
  pupils w E 150 12
  pupils w F 200 31
} > six.csv
uf-threshold --above 15 --cluster school six.csv > six.out
agrees 'six schools: share' CS-01.share "$(cell six.out estimate)"
agrees 'six schools: standard error' CS-01.se "$(cell six.out std_error)"
agrees 'six schools: logit-t, low' CS-01.xlogit.low "$(cell six.out conf_low)"
agrees 'six schools: logit-t, high' CS-01.xlogit.high "$(cell six.out conf_high)"
same 'six schools: df, clusters, counts' '5 6 82 650 logit-t' \
  "$(cell six.out df) $(cell six.out clusters) $(cell six.out events) $(cell six.out n) $(cell six.out method)"
uf-threshold --above 15 --cluster school --ci korn-graubard --level 0.9 six.csv > six.beta
agrees 'six schools: Korn-Graubard, low' CS-02.beta.low "$(cell six.beta conf_low)"
agrees 'six schools: Korn-Graubard, high' CS-02.beta.high "$(cell six.beta conf_high)"
uf-target -q --require 'share(above_15) <= 15%' six.out > six.verdict
agrees 'six schools: probability with the design effect' U-PROB-CLUSTERED.at_most_15 \
  "$(cell six.verdict probability)"

# Without --cluster the note has the ICC and design effect of the same pupils (icc.R, ICC-05), to the
# three digits that it shows, and nothing is established.
uf-threshold --above 15 six.csv > six.note
note=$(sed -n 's/.*(ICC \([^,]*\), design effect \([^)]*\)).*/\1 \2/p' six.note)
expected=$(awk -F '\t' '$1 == "ICC-05.rho" { rho = $8 } $1 == "ICC-05.deff" { deff = $8 }
  END { printf "%.3g %.3g", rho, deff }' "$UF_TOP"/tests/certified/icc.tsv)
same 'six schools: ICC and design effect in the note' "$expected" "$note"
uf-target -q --require 'share(above_15) <= 50%' six.note > six.ignored
same 'six schools: clustering ignored, nothing established' 'met undecided' \
  "$(sed -n '2s/.*,\(met\),\(undecided\),.*/\1 \2/p' six.ignored)"
uf-threshold --above 15 --cluster none six.csv | uf-target -q --require 'share(above_15) <= 50%' > six.none
same 'six schools: --cluster none' 'met established' \
  "$(sed -n '2s/.*,\(met\),\(established\),.*/\1 \2/p' six.none)"

# --- Change with the same pupils in both periods: share_change.R. ---

# pair SCHOOL NUMBER BEFORE AFTER: one pupil; over is 1, not over 0, not there -.
pair() {
  awk -v school="$1" -v first="$2" -v n="$3" -v before="$4" -v after="$5" 'BEGIN {
    for (i = first; i < first + n; i++) {
      if (before != "-") printf "%s%04d,%s,a,%d,180\n", school, i, school, before ? 28 : 27
      if (after != "-") printf "%s%04d,%s,b,%d,180\n", school, i, school, after ? 28 : 27
    } }'
}

# change FILE ARGUMENT...: the rows of the change into FILE.out.
change() {
  uf-threshold -q --above 15 --period window --before a --after b "${@:2}" "$1" > "$1.out"
}

# change_agrees NAME ID FILE: both rows of the change against the rows of one case.
change_agrees() {
  local term
  for term in 'relative_change relative log_se log_t log_p relative' \
    'risk_difference difference se t p difference'; do
    read -r term id se t p limits <<< "$term"
    agrees "$1: $term" "$2.$id" "$(cell "$3" estimate "term=$term")"
    agrees "$1: $term, standard error" "$2.$se" "$(cell "$3" std_error "term=$term")"
    agrees "$1: $term, t" "$2.$t" "$(cell "$3" statistic "term=$term")"
    agrees "$1: $term, p" "$2.$p" "$(cell "$3" p_value "term=$term")"
    agrees "$1: $term, low" "$2.$limits.low" "$(cell "$3" conf_low "term=$term")"
    agrees "$1: $term, high" "$2.$limits.high" "$(cell "$3" conf_high "term=$term")"
  done
}

{
  echo "$head_line"
  pair A 1 14 1 1
  pair A 101 10 1 0
  pair A 201 6 0 1
  pair A 301 130 0 0
  pair A 501 6 1 -
  pair A 601 34 0 -
  pair A 701 4 - 1
  pair A 801 36 - 0
} > one-school.csv
change one-school.csv --by school
change_agrees 'one school, by pupil' SC-01 one-school.csv.out
same 'one school: counts of both periods' '200 24 200 30 ' \
  "$(cell one-school.csv.out n term=relative_change) $(cell one-school.csv.out events term=relative_change) $(cell one-school.csv.out n_reference term=relative_change) $(cell one-school.csv.out events_reference term=relative_change) $(cell one-school.csv.out clusters term=relative_change)"
contains 'one school: pupils in both periods' "$(cat one-school.csv.out)" 'pupils in both periods: 160'

# Eight classes of one school; every pupil is there once, so only the classes tie the periods.
{
  echo 'pupil,school,class,window,absent,scheduled'
  number=0
  while read -r n0 x0 n1 x1; do
    number=$((number + 1))
    pupils a "K$number" "$n0" "$x0" 1
    pupils b "K$number" "$n1" "$x1" 501
  done << 'END' | sed 's/^\([^,]*\),\([^,]*\),/\1,A,\2,/'
24 4 25 3
27 2 26 2
22 5 0 0
25 3 25 4
0 0 27 2
26 7 24 3
23 1 23 0
28 6 29 7
END
} > classes.csv
change classes.csv --by school --cluster class
change_agrees 'one school, by class' SC-04 classes.csv.out
same 'one school, by class: clusters' 8 "$(cell classes.csv.out clusters term=relative_change)"

{
  echo "$head_line"
  while read -r school n0 x0 n1 x1; do
    pupils a "$school" "$n0" "$x0" 1
    pupils b "$school" "$n1" "$x1" 1001
  done << 'END'
A 150 22 156 16
B 210 25 201 22
C 98 17 103 9
D 330 41 322 39
END
} > schools.csv
change schools.csv
change_agrees 'four schools pooled are clustered by school' SC-05 schools.csv.out
change schools.csv --where 'school!=D'
same 'three schools pooled: no interval' ' 3' \
  "$(cell schools.csv.out conf_low term=relative_change) $(cell schools.csv.out clusters term=relative_change)"
contains 'three schools pooled: why' "$(cat schools.csv.out)" '3 schools: an interval takes 4 or more'

# --- Each school against the target: 24 of 200 after 30 of 200 falls by 20 % to the letter. ---

{
  echo "$head_line"
  pupils a A 200 30
  pupils b A 200 24
  pupils a B 200 30
  pupils b B 200 25
} > target.csv
change target.csv --by school
uf-target --require 'relative_change(above_15) <= -20% each school' target.csv.out > verdicts 2> words
same 'each school: not all meet it' 1 $?
same 'each school: 24 meets it, 25 does not' 'met,not met' \
  "$(sed -n 's/.*% each school,\([^,]*\),.*/\1/p' verdicts | paste -s -d ,)"
# The same pupils drawn anew and independently (target.R, U-LUCK-200).
agrees 'each school: by luck' U-LUCK-200.by_luck "$(sed -n '2s/.*,//p' verdicts)"

# --- The limit that a capacity allows, against sorting. ---

for capacity in 1 5 20 39 40 41 145; do
  limit=$(uf-threshold --value Days --capacity "$capacity" --cluster none "$UF_TOP/datasets/quine.csv" > limit.out &&
    cell limit.out estimate)
  same "quine: capacity $capacity" "$(cut -d , -f 5 "$UF_TOP/datasets/quine.csv" | tail -n +2 | sort -rn |
    sed -n "$((capacity + 1))p")" "$limit"
  same "quine: how many capacity $capacity selects" \
    "$(awk -F , -v limit="$limit" 'NR > 1 && $5 > limit { n++ } END { print n + 0 }' "$UF_TOP/datasets/quine.csv")" \
    "$(cell limit.out events)"
done
uf-threshold --capacity 100 six.csv > six.limit
same 'a capacity in rates: 15 % to the letter, which selects 82' '0.15 82' \
  "$(cell six.limit estimate) $(cell six.limit events)"

# --- The order of the rows never shows. ---

for arguments in '--above 15 --cluster school' '--sweep 5:25:5 --capacity 9' '--bands 5,10,20 --by school'; do
  { head -n 1 six.csv; tail -n +2 six.csv | sort -t , -k 4,4n -k 1,1r; } > shuffled.csv
  # shellcheck disable=SC2086 # several arguments
  same "order of the rows: $arguments" "$(uf-threshold $arguments six.csv)" \
    "$(uf-threshold $arguments shuffled.csv)"
done
for arguments in '' '--by school' '--cluster school'; do
  { head -n 1 schools.csv; tail -n +2 schools.csv | sort -r; } > shuffled.csv
  # shellcheck disable=SC2086 # several arguments
  change schools.csv $arguments
  # shellcheck disable=SC2086 # several arguments
  change shuffled.csv $arguments
  holds "order of the rows: change $arguments" cmp schools.csv.out shuffled.csv.out
done
