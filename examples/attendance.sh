#!/usr/bin/env bash
# attendance.sh [FOLDER]: a school attendance project, from raw log to verdict and charts.
#
# A tutorial: run it with `make demo`, or as examples/attendance.sh after `make`, and read it beside what
# it says. Everything is written to FOLDER (build/demo).
#
# The project is that of Borås (doc/absence.md): six primary schools, of which A, B and C try a method
# against absence and D, E and F are compared with them. Its target: the share of pupils with more
# than 15 % absence over three months shall fall by 20 % at each project school. The log is SIMULATED
# by uf-simulate, so there is no child in it, and what is true of it is known: from January 2017 on
# absence is a fifth lower at A, B and C than it would have been.
#
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

# answer COMMAND...: run it; 1 is an answer (not met, or: there are findings) and not a failure.
answer() {
  "$@" 2>&1 || [ $? -eq 1 ]
}

# show FILE COLUMN...: these columns, numbers to three decimals. The files themselves have every digit.
show() {
  awk -F , -v columns="${*:2}" '
    BEGIN { wanted = split(columns, name, " ") }
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    { for (i = 1; i <= wanted; i++) {
        cell = $(at[name[i]])
        if (cell ~ /^-?[0-9]+[.]/) cell = sprintf("%.3f", cell)
        printf "%s%s", cell, i < wanted ? "," : "\n" } }' "$1"
}

# --- The log, and who was absent how much. ---

say "The log: one row per pupil and school day; reported is 0 where no register was taken"
uf-simulate absence --per day --truth "$folder/truth.csv" -o "$folder/attendance.csv"
head -n 3 "$folder/attendance.csv"

# Windows follow the calendar: August to October, November to January and so on, the same each year.
# A lesson without a register counts as nothing, and rate_min and rate_max say what it could do.
say "Absence per pupil and three months"
uf-absence --window 3m --carry arm -o "$folder/absence.csv" "$folder/attendance.csv"
show "$folder/absence.csv" pupil school arm window scheduled absent rate rate_min rate_max | sed -n 1,3p

# --- Planning: before the limit is fixed. ---

# The team at A, B and C can take on 40 pupils. A limit that turns out too low when the project has
# begun cannot be moved without breaking the series, so the question comes first.
# --cluster none: all pupils of these schools are in the log; they are not a sample of others.
say "Planning: how many pupils would each limit select, August to October 2016, and which fits 40?"
uf-threshold --sweep 5:30:5 --capacity 40 --where window=2016-08-01 --where arm=intervention \
  --cluster none -o "$folder/sweep.csv" "$folder/absence.csv"
show "$folder/sweep.csv" term limit estimate n events note
uf-plot threshold -q -o "$folder/sweep.svg" "$folder/sweep.csv"

# --- Checking: what is the log worth? ---

# Lessons without a register are the weak point of every such log. Where they are more common in one
# arm than in the other, the arms cannot be compared as they stand.
say "Checking: registers that were never taken, and whether that differs between the arms"
answer uf-check --attendance --coverage "$folder/coverage.csv" -o "$folder/findings.csv" \
  "$folder/attendance.csv"
(head -n 1 "$folder/coverage.csv" && grep '^,all,' "$folder/coverage.csv") > "$folder/arms.csv"
show "$folder/arms.csv" window term group reference estimate conf_low conf_high p_value clusters
answer uf-target --require 'coverage(registers) >= 90% each school' --where window=all \
  -o "$folder/coverage-verdict.csv" "$folder/coverage.csv"
uf-plot coverage -q -o "$folder/coverage.svg" "$folder/coverage.csv"

# --- Measuring: one definition, old and new limit side by side. ---

# 15 % stays what the target is about. 25 % selects 35 pupils, whom the team can take on. Both are
# counted on the same records in one run, so neither series breaks.
say "Measuring: pupils over 15 % and over 25 % at A, B and C in each three months"
uf-threshold --above 15,25 --by window --where arm=intervention --cluster none \
  -o "$folder/limits.csv" "$folder/absence.csv"
grep -v ,sensitivity, "$folder/limits.csv" > "$folder/limits-shares.csv"
show "$folder/limits-shares.csv" window measure estimate conf_low conf_high n events
uf-plot threshold -q -o "$folder/limits.svg" "$folder/limits.csv"

# --- The target: each school, the same months of two school years. ---

# Autumn is held against autumn: absence has its seasons. Most pupils are there both times, and the
# interval knows it; --cluster class, because what happens in a class happens to all in it.
say "The target: at each project school the share over 15 % shall fall by 20 %, autumn to autumn"
uf-threshold --above 15 --by school,arm --period window --before 2016-08-01 --after 2017-08-01 \
  --cluster class -o "$folder/changes.csv" "$folder/absence.csv"
target='relative_change(above_15) <= -20% each school'
answer uf-target --require "$target" --where arm=intervention -o "$folder/verdict.csv" \
  "$folder/changes.csv"

# All three met it. Nothing is established, since a school has few pupils over the limit, and the
# lessons without a register could have done anything (bound_low, bound_high).
show "$folder/verdict.csv" school estimate conf_low conf_high bound_low bound_high

# Two of three schools where nobody did anything "met" it too: this is what controls are for.
say "The same question at the control schools, where nothing was done"
answer uf-target --require "$target" --where arm=control -o "$folder/verdict-control.csv" \
  "$folder/changes.csv"
uf-plot threshold -q --series period -o "$folder/changes.svg" "$folder/changes.csv"
uf-plot threshold -q --series period -o "$folder/changes.png" "$folder/changes.csv"

# --- Looking: the rate month by month, and all pupils instead of those over a limit. ---

say "Charts of absence by arm and month, and of how it is spread over the pupils"
uf-absence --aggregate --by arm --window month -q -o "$folder/rates.csv" "$folder/attendance.csv"
uf-plot absence -o "$folder/rates.svg" "$folder/rates.csv"
uf-plot distribution --records "$folder/absence.csv" --where window=2017-08-01 --by arm \
  --limit 15,25 -o "$folder/distribution.svg"

# --- The same from a Swedish export: semicolons, decimal commas, cp1252, Swedish headers. ---

say "The same pupils in a file as Swedish schools have it: the same verdicts"
uf-simulate absence --per day --dress swedish --encoding cp1252 -q -o "$folder/elever.csv"
head -n 3 "$folder/elever.csv" | iconv -f cp1252 -t utf-8
uf-absence --window 3m --map swedish-lessons --encoding cp1252 --carry arm -q "$folder/elever.csv" |
  uf-threshold --above 15 --by school,arm --period window --before 2016-08-01 --after 2017-08-01 \
    --cluster class -q |
  uf-target --require "$target" --where arm=insats -q -o "$folder/verdict-elever.csv"
sed -e 's/^Skola //' -e 's/,insats,/,intervention,/' "$folder/verdict-elever.csv" |
  cmp - "$folder/verdict.csv"

# --- Any other outcome with a limit. ---

say "Real data: the share of 146 Australian pupils who were away more than 15 days"
uf-threshold --value Days --above 15 --cluster none -o "$folder/quine.csv" "$top/datasets/quine.csv"
show "$folder/quine.csv" measure term estimate conf_low conf_high n events method

say "Written"
for file in truth.csv attendance.csv absence.csv sweep.csv findings.csv coverage.csv arms.csv \
  coverage-verdict.csv limits.csv limits-shares.csv changes.csv verdict.csv verdict-control.csv \
  rates.csv elever.csv verdict-elever.csv quine.csv sweep.svg coverage.svg limits.svg changes.svg \
  changes.png rates.svg distribution.svg; do
  echo "$folder/$file"
done
