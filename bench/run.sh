#!/usr/bin/env bash
# run.sh [FOLDER]: minutes per pupil and month from a large attendance log, timed against others.
#
# `make bench`, or UF_BIN=bin bench/run.sh build/bench. ROWS (10000000), ROUNDS (3), SEED (1) and
# RIVALS (a regular expression of names; all) may be set. Every program reads the same file and
# writes minutes scheduled and absent in the order of pupil and month; one whose numbers differ from
# uf-absence's is not timed. Rounds are interleaved, so that a change in the machine's pace meets all
# alike; the table gives medians. What is not installed is named as skipped. Results are in
# FOLDER/results.csv, and as a chart in FOLDER/results.svg.
set -eu -o pipefail
export LC_ALL=C
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:-build/bench} rows=${ROWS:-10000000} rounds=${ROUNDS:-3} seed=${SEED:-1}
: "${UF_BIN:=$top/bin}"
mkdir -p "$folder"
cd "$folder"
for tool in make-log measure; do
  "${CC:-gcc}" -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$tool" "$top/bench/$tool.c"
done

log=log-$rows-$seed.csv
[ -s "$log" ] || { ./make-log "$rows" "$seed" > "$log.new" && mv "$log.new" "$log"; }
echo "$log: $rows rows, $(wc -c < "$log") bytes; $rounds rounds"

# One shell line per rival, from stdin and files named in the environment to stdout.
export LOG=$PWD/$log UF_BIN
names=() needs=() lines=()
rival() {
  names+=("$1") needs+=("$2") lines+=("$3")
}
# shellcheck disable=SC2016 # expanded by the shell that is timed
{
  rival uf-absence "$UF_BIN/uf-absence" \
    '"$UF_BIN/uf-absence" -q --window month "$LOG"'
  rival 'data.table (all cores)' Rscript \
    'Rscript --vanilla "$TOP/bench/data-table.R" "$LOG" 0'
  rival 'data.table (one thread)' Rscript \
    'Rscript --vanilla "$TOP/bench/data-table.R" "$LOG" 1'
  rival duckdb node \
    'NODE_PATH=$MODULES node "$TOP/bench/duckdb.js" "$LOG"'
  rival miller mlr \
    'mlr --icsv --ocsv cut -f pupil,date,scheduled,absent then put "\$month = substr0(\$date, 0, 6)" \
      then stats1 -a sum -f scheduled,absent -g pupil,month then sort -f pupil,month "$LOG"'
  rival 'datamash -s' datamash \
    'sed "1d; s/-[0-9][0-9],/,/" "$LOG" | datamash -t, -s -g 1,2 sum 5 sum 6'
  rival mawk mawk \
    'mawk -F, "NR > 1 { key = \$1 \",\" substr(\$2, 1, 7); scheduled[key] += \$5; absent[key] += \$6 }
      END { for (key in scheduled) print key \",\" scheduled[key] \",\" absent[key] }" "$LOG" | sort'
}
# DuckDB comes from npm, and only where npm can fetch it.
export TOP=$top MODULES=$PWD/node_modules
if [ ! -d "$MODULES/@duckdb" ] && command -v npm > /dev/null; then
  npm install --silent --no-audit --no-fund --prefix . @duckdb/node-api > /dev/null 2>&1 || true
fi

# normal FILE: the four columns in the order of pupil and month, whatever the program calls them.
normal() {
  awk -F, '
    NR == 1 && /pupil/ {
      for (i = 1; i <= NF; i++) at[$i] = i
      pupil = at["pupil"]
      month = ("window" in at) ? at["window"] : at["month"]
      scheduled = ("scheduled" in at) ? at["scheduled"] : at["scheduled_sum"]
      absent = ("absent" in at) ? at["absent"] : at["absent_sum"]
      next
    }
    NR == 1 { pupil = 1; month = 2; scheduled = 3; absent = 4 }
    { print $pupil "," $month "," $scheduled "," $absent }' "$1" | sort
}

timed=()
for i in "${!names[@]}"; do
  if [ "$i" -gt 0 ] && [[ ! ${names[i]} =~ ${RIVALS:-.} ]]; then
    continue
  elif ! command -v "${needs[i]}" > /dev/null; then
    echo "skipped ${names[i]}: ${needs[i]} is not installed"
  elif [ "${names[i]}" = duckdb ] && [ ! -d "$MODULES/@duckdb" ]; then
    echo "skipped duckdb: npm could not install @duckdb/node-api"
  elif ! bash -o pipefail -c "${lines[i]}" > out; then
    echo "skipped ${names[i]}: it failed"
    [ "$i" -gt 0 ] || exit 1
  else
    normal out > sums
    [ "$i" -gt 0 ] || cp sums expected
    if cmp -s expected sums; then
      echo "agrees: ${names[i]}"
      timed+=("$i")
    else
      echo "NOT TIMED: ${names[i]} gives other numbers (${folder}/different.txt)"
      diff expected sums > different.txt || true
    fi
  fi
done
[ -s expected ] || { echo "uf-absence gave nothing" >&2; exit 1; }
echo "$(wc -l < expected) sums of pupil and month are equal"

echo 'program,round,seconds,cpu_seconds,peak_kib' > results.csv
for round in $(seq "$rounds"); do
  for i in "${timed[@]}"; do
    rm -f measured
    ./measure measured bash -o pipefail -c "${lines[i]}" > out
    IFS=, read -r seconds cpu peak status < measured
    [ "$status" -eq 0 ]
    echo "${names[i]},$round,$seconds,$cpu,$peak" >> results.csv
  done
done
rm -f out sums measured

# median NAME COLUMN
median() {
  awk -F, -v name="$1" -v column="$2" '$1 == name { print $column }' results.csv | sort -n |
    awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}
base=$(median uf-absence 3)
printf '%-24s %9s %9s %9s %9s\n' program seconds CPU 'peak MiB' 'x slower'
for i in "${timed[@]}"; do
  wall=$(median "${names[i]}" 3)
  printf '%-24s %9.2f %9.2f %9.1f %9.2f\n' "${names[i]}" "$wall" "$(median "${names[i]}" 4)" \
    "$(awk "BEGIN { print $(median "${names[i]}" 5) / 1024 }")" "$(awk "BEGIN { print $wall / $base }")"
done

# The same as a chart, the quickest first.
if command -v gnuplot > /dev/null; then
  {
    printf '%s\n' "\$data << EOD"
    for i in "${timed[@]}"; do
      awk -F, -v name="${names[i]}" -v middle="$(median "${names[i]}" 3)" '
        $1 == name { if (!n++ || $3 < low) low = $3; if ($3 > high) high = $3 }
        END { printf "\"%s\" %s %s %s\n", name, middle, low, high }' results.csv
    done | sort -t '"' -k 3n
    echo 'EOD'
    echo "outputfile = 'results.svg'"
    cat "$top/bench/chart.gp"
  } | gnuplot -d -
  echo "chart: $folder/results.svg"
else
  echo 'no chart: gnuplot is not installed'
fi
