#!/usr/bin/env bash
# score.sh: uf-score against R, the keys that ship against what was published, and what holds for any key.
. "$UF_TOP/tests/protocol.sh"
. "$UF_TOP/tests/oracle.sh"
set -u
cd "$TMPDIR" || exit 2
keys=$UF_TOP/datasets/keys
certified "$UF_TOP"/tests/certified/scale*.tsv

# --- psych::bfi: five scales, a mean of five items of which one may be missing. ---

{
  echo 'scale,item,reverse,min,max'
  for item in A1:1 A2:0 A3:0 A4:0 A5:0; do echo "agree,${item%:*},${item#*:},1,6"; done
  for item in C1:0 C2:0 C3:0 C4:1 C5:1; do echo "conscientious,${item%:*},${item#*:},1,6"; done
  for item in E1:1 E2:1 E3:0 E4:0 E5:0; do echo "extraversion,${item%:*},${item#*:},1,6"; done
  for item in N1:0 N2:0 N3:0 N4:0 N5:0; do echo "neuroticism,${item%:*},${item#*:},1,6"; done
  for item in O1:0 O2:1 O3:0 O4:0 O5:1; do echo "openness,${item%:*},${item#*:},1,6"; done
} > bfi.csv
scales='agree conscientious extraversion neuroticism openness'
{
  echo 'scale,method,min_items,prorate,better'
  for scale in $scales; do echo "$scale,mean,4,0,"; done
} > bfi-scales.csv
uf-score -q --key bfi.csv "$UF_TOP/tests/certified/data/bfi.csv" > scored.csv 2> said

# moments COLUMN: how many, mean and standard deviation (Welford).
moments() {
  awk -F , -v name="$1" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) column = i; next }
    $column != "" { n++; d = $column - m; m += d / n; s += d * ($column - m) }
    END { printf "%d %.17g %.17g\n", n, m, sqrt(s / (n - 1)) }' scored.csv
}
for scale in $scales; do
  read -r n mean sd <<< "$(moments "$scale")"
  agrees "bfi $scale: scored" "O-Q-$scale.n_scored" "$n"
  agrees "bfi $scale: mean" "O-Q-$scale.mean" "$mean"
  agrees "bfi $scale: standard deviation" "O-Q-$scale.sd" "$sd"
done

# An item that the key forgets to reverse is named, with the correlation that psych has.
sed 's/A1,1/A1,0/' bfi.csv > forgetful.csv
cp bfi-scales.csv forgetful-scales.csv
uf-score --key forgetful.csv "$UF_TOP/tests/certified/data/bfi.csv" 2>&1 > scored.csv |
  grep 'below 0' > said
same 'bfi: one scale is warned of' 1 "$(wc -l < said)"
contains 'bfi: its item, with the correlation of R to two digits' "$(cat said)" \
  "agree: correlation with the other items below 0 (n = 2709): 'A1' $(awk -F '\t' \
    '$1 == "SCALE-unreversed.r_A1" { printf "%.2f", $8 }' "$UF_TOP/tests/certified/scale.tsv");"

# --- The keys that ship. ---

for key in "$keys"/*.csv; do
  name=$(basename "$key" .csv)
  case $name in
  *-scales)
    stem=${name%-scales}
    [ -f "$keys/$stem.csv" ] || stem=${stem%-*}
    holds "$name: nothing is wrong with it" uf-score -q --check-key --key "$stem" --scales "$name"
    awk -F , 'NR > 1 && !/Not included: item texts/ { bad = 1 } END { exit bad }' "$keys/$name.csv"
    same "$name: says its source, and what is not included" 0 $?
    ;;
  *)
    holds "$name: nothing is wrong with it" uf-score -q --check-key --key "$name"
    ;;
  esac
done

# key NAME ITEMS MIN MAX REVERSED: what was published of a key (one row for each item).
key() {
  same "$1: items, ends, reversed" "$2 $3..$4 reversed $5" "$(awk -F , '
    NR > 1 && !($2 in seen) {
      seen[$2] = 1
      n++
      ends[$4 ".." $5] = 1
      number = $2
      sub(/.*_/, "", number)
      if ($3) list = list (list == "" ? "" : ",") number
    }
    END { printf "%d", n; for (e in ends) printf " %s", e; print " reversed " list }' "$keys/$1.csv")"
}
key pss10 10 0 4 4,5,7,8
key pss14 14 0 4 4,5,6,7,9,10,13
key pss4 4 0 4 2,3
key sdq 25 0 2 7,11,14,21,25
key rcads47 47 0 3 ''
key rcads25 25 0 3 ''
key beck-youth 100 0 3 ''
key camm 10 0 4 1,2,3,4,5,6,7,8,9,10
key maas-a 14 1 6 ''
key maas-c 15 1 6 ''
key brs 6 1 5 2,4,6
key cyrm-r-3 17 1 3 ''
key cyrm-r-5 17 1 5 ''
key who5 5 0 5 ''
key kidscreen10 10 1 5 3,4
same 'every key is held against what was published' \
  "$(grep -oE '^key [a-z0-9-]+' "$UF_TOP/tests/cli/score.sh" | cut -d ' ' -f 2 | sort)" \
  "$(for key in "$keys"/*.csv; do basename "$key" .csv; done | grep -v -e '-scales$' | sort)"

# ends NAME SCALE LOW HIGH DIRECTION: as every run says them.
ends() {
  awk -F , 'NR > 1 && !seen[$2]++ { printf "%s%s", comma, $2; comma = "," } END { print "" }' \
    "$keys/$1.csv" > none.csv
  same "$1: ends and direction of $2" "$3 to $4, $5" "$(uf-score --key "$1" none.csv 2>&1 > scored.csv |
    sed -n "s/^uf-score: $2: .*, \([^,]* to [^,]*, [^,]*\)\$/\1/p")"
}
ends pss10 pss10 0 40 'lower is better'
ends pss14 pss14 0 56 'lower is better'
ends pss4 pss4 0 16 'lower is better'
ends sdq sdq_emotion 0 10 'lower is better'
ends sdq sdq_prosocial 0 10 'higher is better'
ends sdq sdq_total 0 40 'lower is better'
ends rcads47 rcads_anxiety 0 111 'lower is better'
ends rcads47 rcads_internalizing 0 141 'lower is better'
ends rcads25 rcads25_total 0 75 'lower is better'
ends beck-youth beck_anger 0 60 'lower is better'
ends beck-youth beck_self_concept 0 60 'higher is better'
ends camm camm 0 40 'higher is better'
ends maas-a maas_a 1 6 'higher is better'
ends maas-c maas_c 1 6 'higher is better'
ends brs brs 1 5 'higher is better'
ends cyrm-r-3 cyrm_r 17 51 'higher is better'
ends cyrm-r-5 cyrm_r 17 85 'higher is better'
ends who5 who5 0 25 'higher is better'
ends who5 who5_percent 0 100 'higher is better'
ends kidscreen10 kidscreen10 10 50 'higher is better'

# --- The example data. ---

holds 'answers.csv: the script makes the same bytes' \
  cmp "$UF_TOP/datasets/answers.csv" <(awk -f "$UF_TOP/examples/answers.awk")

# --- What holds for any key. ---

# Records come out as they went in, with columns behind.
answers=$UF_TOP/datasets/answers.csv
uf-score -q --key brs "$answers" > wide.csv 2> said
width=$(head -n 1 "$answers" | tr ',' '\n' | wc -l)
holds 'records pass through untouched' cmp "$answers" <(cut -d , -f "1-$width" wide.csv)

# The order of rows and of columns never shows.
{ head -n 1 "$answers"; tail -n +2 "$answers" | sort -r; } > shuffled.csv
uf-score -q --key brs shuffled.csv > shuffled.out 2> said
holds 'the order of rows' cmp <(sort wide.csv) <(sort shuffled.out)

# Long input gives the scores of wide input, in any order of its rows.
awk -F , '
  NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
  { for (i = 1; i <= NF; i++) if (name[i] ~ /^brs_/) print $1 "," $3 "," name[i] "," $i }' "$answers" |
  sort -t , -k 3,3 -k 1,1r | { echo 'pupil,wave,item,value'; cat; } > long.csv
uf-score -q --long --key brs --by wave long.csv > long.out 2> said
holds 'long input gives the same scores' cmp \
  <(cut -d , -f "1,3,$((width + 1))-" wide.csv | tail -n +2 | sort) <(tail -n +2 long.out | sort)

# What is held does not grow with the rows: ten times as many, in the same memory.
if [ -n "${SAN-}" ]; then
  skip 'constant memory' 'a sanitizer has memory of its own'
else
  rows() {
    awk -v n="$1" 'BEGIN { print "id,brs_1,brs_2,brs_3,brs_4,brs_5,brs_6"
      for (i = 1; i <= n; i++) printf "somebody-%032d,%d,2,3,4,5,%d\n", i, 1 + i % 5, 1 + i % 3 }'
  }
  few=$(rows 1000 | (ulimit -v 100000; uf-score -q --key brs 2> /dev/null) | wc -l)
  many=$(rows 1500000 | (ulimit -v 100000; uf-score -q --key brs 2> /dev/null) | wc -l)
  same 'constant memory: 80 MB of rows in 100 MB of addresses' '1001 1500001' "$few $many"
fi
