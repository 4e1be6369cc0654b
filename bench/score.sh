#!/usr/bin/env bash
# score.sh [FOLDER]: a million questionnaires of 25 items scored, reading included, timed against R.
#
# `make bench`, or UF_BIN=bin bench/score.sh build/bench. ROWS (1000000), ROUNDS (3) and SEED (1) may be
# set. uf-score reads the answers and writes them with the score and the number of items behind; R reads
# them and takes rowMeans (data.table's fread on all cores, or base R's read.csv), without writing and
# with. A way whose scores add up to another sum is not timed. Rounds are interleaved; the table gives
# medians. Results are in FOLDER/score.csv.
set -eu -o pipefail
export LC_ALL=C
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:-build/bench} rows=${ROWS:-1000000} rounds=${ROUNDS:-3} seed=${SEED:-1}
: "${UF_BIN:=$top/bin}"
mkdir -p "$folder"
cd "$folder"
for tool in make-answers measure; do
  # shellcheck disable=SC2086 # a compiler may come with a wrapper in front
  ${CC:-gcc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$tool" "$top/bench/$tool.c"
done

answers=answers-$rows-$seed.csv
[ -s "$answers" ] || { ./make-answers "$rows" "$seed" > "$answers.new" && mv "$answers.new" "$answers"; }
echo "$answers: $rows rows, $(wc -c < "$answers") bytes; $rounds rounds"
{
  echo scale,item,reverse,min,max
  for item in $(seq 25); do echo "q,q$item,0,0,4"; done
} > key.csv
printf '%s\n' scale,method,min_items,prorate,better q,mean,1,0, > key-scales.csv

# sums FILE: how many scores, and their sum to ten digits.
sums() {
  awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; column = at["q"]; alone = NF == 1; next }
    alone { value[NR] = $1; next }
    $column != "" { n++; sum += $column }
    END { if (alone) { n = value[2]; sum = value[3] } printf "%d %.10g\n", n, sum }' "$1"
}

names=() lines=()
way() {
  names+=("$1") lines+=("$2")
}
export ANSWERS=$answers UF_BIN TOP=$top
# shellcheck disable=SC2016 # expanded by the shell that is timed
{
  way uf-score '"$UF_BIN/uf-score" -q --key key.csv "$ANSWERS"'
  way 'data.table' 'Rscript --vanilla "$TOP/bench/score.R" "$ANSWERS" fread'
  way 'data.table, written' 'Rscript --vanilla "$TOP/bench/score.R" "$ANSWERS" fread-write'
  way 'base R' 'Rscript --vanilla "$TOP/bench/score.R" "$ANSWERS" read'
}

timed=()
for i in "${!names[@]}"; do
  if ! bash -o pipefail -c "${lines[i]}" > out 2> words; then
    echo "skipped ${names[i]}: it failed, or is not installed"
    [ "$i" -gt 0 ] || { cat words >&2 && exit 1; }
    continue
  fi
  sums out > sum
  [ "$i" -gt 0 ] || cp sum expected
  if cmp -s expected sum; then
    echo "agrees: ${names[i]} ($(cat sum))"
    timed+=("$i")
  else
    echo "NOT TIMED: ${names[i]} gives $(cat sum), not $(cat expected)"
  fi
done

echo 'program,round,seconds,cpu_seconds,peak_kib' > score.csv
for round in $(seq "$rounds"); do
  for i in "${timed[@]}"; do
    rm -f measured
    ./measure measured bash -o pipefail -c "${lines[i]}" > out 2> words
    IFS=, read -r seconds cpu peak status < measured
    [ "$status" -eq 0 ]
    echo "\"${names[i]}\",$round,$seconds,$cpu,$peak" >> score.csv
  done
done
rm -f out words sum measured

# median NAME COLUMN, counted from the right: 1 peak, 2 CPU, 3 seconds
median() {
  awk -F, -v name="\"$1\"" -v back="$2" 'index($0, name ",") == 1 { print $(NF + 1 - back) }' score.csv |
    sort -n |
    awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}
base=$(median uf-score 3)
printf '%-24s %9s %9s %9s %9s\n' program seconds CPU 'peak MiB' 'x slower'
for i in "${timed[@]}"; do
  wall=$(median "${names[i]}" 3)
  printf '%-24s %9.2f %9.2f %9.1f %9.2f\n' "${names[i]}" "$wall" "$(median "${names[i]}" 2)" \
    "$(awk "BEGIN { print $(median "${names[i]}" 1) / 1024 }")" "$(awk "BEGIN { print $wall / $base }")"
done
