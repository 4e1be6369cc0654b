#!/usr/bin/env bash
# factors.sh [FOLDER]: a family project with two targets, from ratings of risk and protective factors
# to verdicts, charts and a paragraph in words.
#
# A tutorial: run it with `make demo`, or as examples/factors.sh after `make`, and read it beside what
# it says. Everything is written to FOLDER (build/demo-factors).
#
# The project is that of Gullspång: family coaches for children aged 3 to 10 with norm-breaking
# behaviour, whose 12 risk and 7 protective factors are rated on five steps. Its targets: at least 50
# families are offered a resource meeting, and at least 22 % of the identified cases have lower risk
# and higher protection. The ratings are SIMULATED (datasets/factors.csv), so there is no child in
# them, and what is true of them is known: in one family of ten something really gets better.
#
# pipefail makes a failed stage stop the script instead of looking like a small result.
set -eu -o pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:-build/demo-factors}
PATH=${UF_BIN:-$top/bin}:$PATH
export UTFALL_DATA=${UTFALL_DATA:-$top}
data=$top/datasets
mkdir -p "$folder"

say() {
  printf '\n== %s\n' "$*"
}

# answer COMMAND...: run it; 1 is an answer (not met) and not a failure.
answer() {
  "$@" 2>&1 || [ $? -eq 1 ]
}

# show FILE COLUMN...: these columns, numbers to three decimals. The files themselves have every digit.
# (No field before these columns holds a comma in quotes.)
show() {
  awk -F , -v columns="${*:2}" '
    BEGIN { wanted = split(columns, name, " ") }
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    { for (i = 1; i <= wanted; i++) {
        cell = $(at[name[i]])
        if (cell ~ /^-?[0-9]+[.]/) cell = sprintf("%.3f", cell)
        printf "%s%s", cell, i < wanted ? "," : "\n" } }' "$1"
}

# --- The data. ---

say "The ratings, one row per case, day and factor (empty: not known), and when each case got how far"
head -n 3 "$data/factors.csv"
head -n 3 "$data/factor-cases.csv"

# --- Each case, from its first assessment to its last. ---

# --unit has to be said, because some families have two children. The cases file lists everybody who
# was identified: who was never rated again is not improved, and is not forgotten.
say "Each case from first to last: sums over the factors that are known on both occasions"
uf-change --factors ester --unit case --cases "$data/factor-cases.csv" -o "$folder/cases.csv" \
  "$data/factors.csv"
show "$folder/cases.csv" case risk_before risk_after protective_before protective_after n_revealed \
  n_hidden change_class | sed -n 1,4p

# --- The first target: families offered a meeting. ---

say "The first target: at least 50 families are offered a resource meeting"
uf-change --factors ester --unit family --family-rule all --cases "$data/factor-cases.csv" \
  --summary -q -o "$folder/families.csv" "$data/factors.csv"
answer uf-target --require 'events(offered) >= 50' -o "$folder/verdict-families.csv" \
  "$folder/families.csv"
show "$folder/verdict-families.csv" measure estimate n events

# --- The second target: improved cases, of all that were identified. ---

# Siblings have a coach in common, so the family is the cluster. --sensitivity reads what was not known
# at first in every way there is; --noise says how many would seem to improve if nothing had changed
# and two raters agreed exactly on 56 % of factors and within one step on 90 %.
say "The second target: at least 22 % of the identified cases have lower risk and higher protection"
uf-change --factors ester --unit case --cases "$data/factor-cases.csv" --cluster family --summary \
  --sensitivity --noise 0.56,0.90 -q -o "$folder/summary.csv" "$data/factors.csv"
answer uf-target --require 'share(improved) >= 22%' -o "$folder/verdict-improved.csv" \
  "$folder/summary.csv"

say "The same question read otherwise: followed up, worst and best case, late discoveries, noise"
awk -F , 'NR == 1 || $2 == "improved"' "$folder/summary.csv" > "$folder/readings.csv"
show "$folder/readings.csv" role term group estimate conf_low conf_high n events

# --- Who, and which factors. ---

say "Factor by factor: who went which way, and from which step to which"
uf-change --factors ester --unit case --cases "$data/factor-cases.csv" --cluster family \
  --per-factor -q -o "$folder/factors.csv" "$data/factors.csv"
awk -F , 'NR == 1 || ($2 ~ /^(lowered|raised|revealed)$/ && $5 ~ /^R[123]$/)' \
  "$folder/factors.csv" > "$folder/some-factors.csv"
show "$folder/some-factors.csv" measure group estimate conf_low conf_high n events
uf-plot change --records "$folder/cases.csv" -q -o "$folder/change.svg"
uf-plot factors -q -o "$folder/factors.svg" "$folder/factors.csv"
uf-plot transitions -q -o "$folder/transitions.svg" "$folder/factors.csv"

# --- In words, as for a report; the figures are read from the files above. ---

# number FILE GROUP TERM COLUMN [FACTOR]: a number of the measure `improved`, times FACTOR.
number() {
  awk -F , -v group="$2" -v term="$3" -v column="$4" -v factor="${5:-1}" '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $2 == "improved" && $(at["group"]) == group && $(at["term"]) == term {
      printf factor == 1 ? "%s" : "%.0f", $(at[column]) * factor; exit }' "$1"
}
# last FILE COLUMN: a cell of one of the last columns, which hold no comma in quotes.
last() {
  awk -F , -v column="$2" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) behind = NF - i; next }
    { print $(NF - behind); exit }' "$1"
}
summary=$folder/summary.csv verdict=$folder/verdict-improved.csv
really=$(awk -F , 'NR > 1 { sum += $9 } END { print sum }' "$data/factors-truth.csv")

say "In words"
paste -sd ' ' << END | fold -s -w 96 | tee "$folder/words.txt"
Of $(number "$summary" '' share n) identified cases $(number "$summary" '' share events)
($(number "$summary" '' share estimate 100) %, 95 % interval $(number "$summary" '' share conf_low 100)
to $(number "$summary" '' share conf_high 100) %) had lower risk and higher protection at their last
assessment, so the target of 22 % is $(last "$verdict" verdict); whether the true share reaches it is
$(last "$verdict" evidence). What was lost or not known could have made it anything from
$(number "$summary" worst share estimate 100) to $(number "$summary" best share estimate 100) %.
If nothing had changed at all, $(number "$summary" independent expected_by_noise estimate 100) % of
those followed up would seem to have improved, because two ratings never quite agree;
$(number "$summary" 'shared error 0.3' expected_by_noise estimate 100) % if raters also go by their
overall impression, and $(number "$summary" 'worst 30%' expected_by_noise estimate 100) % if cases are
taken in when they are at their worst. There is no comparison group. These figures alone cannot tell a
project that works from one that does nothing. (They are simulated: $really cases really improved.)
END

say "Written"
for file in cases.csv families.csv verdict-families.csv summary.csv verdict-improved.csv readings.csv \
  factors.csv some-factors.csv change.svg factors.svg transitions.svg words.txt; do
  echo "$folder/$file"
done
