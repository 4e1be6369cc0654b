#!/usr/bin/env bash
# resampling.sh [FOLDER]: the library's resampling methods, timed against R's packages.
#
# `make bench`, or LIBRARY=build/gcc-O2/libutfall.a bench/resampling.sh build/bench. ROUNDS (3) and
# TASKS (a regular expression; all) may be set. Both sides read the same data and time themselves,
# without loading packages or reading files, on one core. Their answers are compared first, those of
# the library with as many of the rival's as it gives: to one part in a million, or, where each
# draws random numbers of its own, to what 100,000 draws leave open. A rival with other answers is
# not timed; what is not installed is named as skipped. Results are in FOLDER/resampling.csv.
set -eu -o pipefail
export LC_ALL=C OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:-build/bench} rounds=${ROUNDS:-3}
: "${LIBRARY:=$top/build/gcc-O2/libutfall.a}"
mkdir -p "$folder"
cd "$folder"
read -ra gsl <<< "$(pkg-config --cflags --libs gsl)"
read -ra compiler <<< "${CC:-gcc}"
"${compiler[@]}" -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -I"$top/libstats/include" \
  -o resampling "$top/bench/resampling.c" "$LIBRARY" "${gsl[@]}" -lm
./resampling data

# task:rival, tolerance of the answers
rivals='bca:boot 0.02
randomisation:R by hand 1e-6
randomisation-p:coin 1e-6
wild:R by hand 0.03
wild-exact:R by hand 1e-6
westfall-young:multtest 1e-6
icc-reml:lme4 1e-4
cr2:clubSandwich 1e-6'

# agree TOLERANCE FILE FILE: the answers, as far as both give them, after the seconds.
agree() {
  paste -d ' ' "$2" "$3" | awk -v tolerance="$1" -v mine="$(wc -w < "$2")" '{
    n = (NF - mine < mine ? NF - mine : mine)
    for (i = 2; i <= n; i++) {
      gap = $i - $(mine + i); size = $i < 0 ? -$i : $i
      if ((gap < 0 ? -gap : gap) > tolerance * (size < 1e-3 ? 1e-3 : size)) exit 1
    }
    exit n < 2
  }'
}

# median of what stands in a file, a number a line
median() {
  sort -n "$1" | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

echo 'task,rival,utfall_seconds,rival_seconds,times' > resampling.csv
printf '%-16s %-14s %12s %12s %9s\n' task rival utfall rival 'x slower'
while IFS= read -r line; do
  name=${line% *} tolerance=${line##* }
  task=${name%%:*} rival=${name#*:}
  if [[ ! $task =~ ${TASKS:-.} ]]; then
    continue
  elif ! command -v Rscript > /dev/null; then
    echo "skipped $task, $rival: R is not installed"
    continue
  fi
  : > mine.times
  : > rival.times
  state=timed
  for ((round = 0; round < rounds; round++)); do
    ./resampling "$task" > mine
    status=0
    Rscript --vanilla "$top/bench/resampling.R" "$name" > rival 2> rival.err || status=$?
    if [ "$status" -eq 77 ]; then
      state="skipped $task: R's $rival is not installed"
    elif [ "$status" -ne 0 ]; then
      state="skipped $task: $rival failed: $(tail -n 1 rival.err)"
    elif ! agree "$tolerance" mine rival; then
      state="NOT TIMED: $task: $(cut -d ' ' -f 2- mine) is $(cut -d ' ' -f 2- rival) in $rival"
    fi
    [ "$state" = timed ] || break
    cut -d ' ' -f 1 mine >> mine.times
    cut -d ' ' -f 1 rival >> rival.times
  done
  if [ "$state" != timed ]; then
    echo "$state"
    continue
  fi
  mine=$(median mine.times) other=$(median rival.times)
  times=$(awk "BEGIN { print $other / ($mine > 0 ? $mine : 0.0001) }")
  printf '%-16s %-14s %10.4f s %10.3f s %9.1f\n' "$task" "$rival" "$mine" "$other" "$times"
  echo "$task,$rival,$mine,$other,$times" >> resampling.csv
done <<< "$rivals"
rm -f mine rival mine.times rival.times rival.err
