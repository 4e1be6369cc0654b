#!/usr/bin/env bash
# attendance.sh [FOLDER]: from an attendance log to pupils over 15 % absence, a verdict and charts.
#
# `make demo`, or examples/attendance.sh after `make`. The log is SIMULATED by uf-simulate: six
# schools, about 1,600 pupils, three terms, and what is true of them. Everything is written to FOLDER
# (build/demo).
# pipefail makes a failed stage stop the script instead of looking like a small result.
set -eu -o pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:-build/demo}
PATH=${UF_BIN:-$top/bin}:$PATH
export UTFALL_DATA=${UTFALL_DATA:-$top}
mkdir -p "$folder"

say() {
  printf '\n== %s\n' "$*"
}

say "Simulated attendance: one row per pupil and school day"
uf-simulate absence --per day --truth "$folder/truth.csv" -o "$folder/attendance.csv"
head -n 3 "$folder/attendance.csv"

say "Absence per pupil and three months (registers not taken are left out, and bounded)"
uf-absence --window 3m --carry arm -o "$folder/absence.csv" "$folder/attendance.csv"
head -n 3 "$folder/absence.csv"

# All pupils of the schools are in the log, so they are the population that the target speaks of and
# not a sample of classes: --cluster none says so.
say "How many pupils would each limit select, August to October 2016? Look before it is fixed"
uf-threshold --sweep 5:30:5 --where window=2016-08-01 --cluster none -o "$folder/sweep.csv" \
  "$folder/absence.csv"
cut -d , -f 1,9,11,12,17,18 "$folder/sweep.csv"

# uf-target ends with 1 when a target is not met; that is an answer, not a failure.
say "At most 15 % of the pupils above 15 % absence at each school, August to October 2017?"
uf-threshold --above 15 --by school,window --cluster none -o "$folder/shares.csv" \
  "$folder/absence.csv"
uf-target --require 'share(above_15) <= 15% each school' --where window=2017-08-01 \
  -o "$folder/verdict.csv" "$folder/shares.csv" 2>&1 || [ $? -eq 1 ]

say "The same pupils in a file as Swedish schools have it: the same verdicts"
uf-simulate absence --per day --dress swedish --encoding cp1252 -q -o "$folder/elever.csv"
head -n 3 "$folder/elever.csv" | iconv -f cp1252 -t utf-8
uf-absence --window 3m --map swedish-lessons --encoding cp1252 -q "$folder/elever.csv" |
  uf-threshold --above 15 --by school,window --cluster none -q |
  uf-target --require 'share(above_15) <= 15% each school' --where window=2017-08-01 \
    -q -o "$folder/verdict-elever.csv" || [ $? -eq 1 ]
sed 's/^Skola //' "$folder/verdict-elever.csv" | cmp - "$folder/verdict.csv"

say "Real data: the share of 146 Australian pupils who were away more than 15 days"
uf-threshold --value Days --above 15 --cluster none -o "$folder/quine.csv" "$top/datasets/quine.csv"
cut -d , -f 2,4,8,10,11,16,17,23 "$folder/quine.csv"

for picture in threshold.svg threshold.png; do
  uf-plot threshold --target 15% -o "$folder/$picture" "$folder/shares.csv"
done
uf-plot threshold -o "$folder/sweep.svg" "$folder/sweep.csv"
uf-plot distribution --records "$folder/absence.csv" --where window=2017-08-01 --by arm --limit 15 \
  -o "$folder/distribution.svg"

say "Written"
for file in attendance.csv truth.csv absence.csv sweep.csv shares.csv verdict.csv elever.csv \
  verdict-elever.csv quine.csv threshold.svg threshold.png sweep.svg distribution.svg; do
  echo "$folder/$file"
done
