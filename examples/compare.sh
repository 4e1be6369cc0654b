#!/usr/bin/env bash
# compare.sh [FOLDER]: did it help? Intervention against control, from raw log to a conclusion in words.
#
# A tutorial: run it with `make demo`, or as examples/compare.sh after `make`, and read it beside what
# it says. Everything is written to FOLDER (build/demo-compare).
#
# First the project of examples/attendance.sh: six schools, of which A, B and C try a method against
# absence and D, E and F are compared with them. The log is SIMULATED, so there is no child in it, and
# what is true of it is known. Then a real trial that was large enough: Project STAR in Tennessee,
# where classes were small or regular by lot (datasets/star.csv).
#
# pipefail makes a failed stage stop the script instead of looking like a small result.
set -eu -o pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:-build/demo-compare}
PATH=${UF_BIN:-$top/bin}:$PATH
export UTFALL_DATA=${UTFALL_DATA:-$top}
star=$top/datasets/star.csv
mkdir -p "$folder"

say() {
  printf '\n== %s\n' "$*"
}

# show FILE COLUMN...: these columns, numbers to three digits. The files themselves have every digit.
# (No field before these columns holds a comma in quotes.)
show() {
  awk -F , -v columns="${*:2}" '
    BEGIN { wanted = split(columns, name, " ") }
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    { for (i = 1; i <= wanted; i++) {
        cell = $(at[name[i]])
        if (cell ~ /^-?[0-9]+[.]/) cell = sprintf("%.3g", cell)
        printf "%s%s", cell, i < wanted ? "," : "\n" } }' "$1"
}

# only FILE MEASURE TERM [PERIOD]: the results of these.
only() {
  awk -F , -v measure="$2" -v term="$3" -v period="${4:-}" '
    NR == 1 || ($2 == measure && $4 == term && (period == "" || $7 == period))' "$1"
}

# --- The log, and one record for each pupil and three months. ---

say "Absence per pupil and three months, and who was absent for more than 15 %"
uf-simulate absence --per day --truth "$folder/truth.csv" -q -o "$folder/attendance.csv"
uf-absence --window 3m --carry arm -q "$folder/attendance.csv" |
  uf-threshold --above 15 --flag -q -o "$folder/records.csv"
show "$folder/records.csv" pupil school arm window rate | sed -n 1,3p

# --- Who was assigned? ---

# Pupils of a school are alike, and the method came to whole schools. A comparison of 875 pupils with
# 709, as if each had been assigned, finds effects where there are none, so it has to be asked for.
say "Comparing pupils is refused: the school was assigned"
if uf-compare --outcome rate,above_15 --control control --period window --before 2016-08-01 \
  --after 2017-08-01 -q "$folder/records.csv" 2> "$folder/refusal.txt"; then
  exit 1
fi
fold -s -w 100 "$folder/refusal.txt"

# --- The comparison: the same months a year apart, change against change, school by school. ---

# Pupils count where they were at first (intention to treat); who moved is listed in crossovers.csv.
# --by-cluster is for the chart, --draws for the reference distribution.
say "Difference in differences, each school alike, by every inference"
uf-compare --outcome rate,above_15 --control control --cluster school --period window \
  --before 2016-08-01 --after 2017-08-01 --better lower --by-cluster --draws "$folder/draws.csv" \
  --crossovers "$folder/crossovers.csv" -q -o "$folder/compared.csv" "$folder/records.csv"
only "$folder/compared.csv" rate did 'after-before' > "$folder/effects.csv"
only "$folder/compared.csv" above_15 did 'after-before' | tail -n +2 >> "$folder/effects.csv"
show "$folder/effects.csv" role measure estimate conf_low conf_high conf_level df p_value method

# Each window against the first. The method came in January 2017, so the first of these has one month
# of it; what moved before a method begins is no effect of it.
say "Window by window, against August to October 2016"
only "$folder/compared.csv" rate did | awk -F , 'NR == 1 || $7 != "after-before"' \
  > "$folder/windows.csv"
show "$folder/windows.csv" measure period estimate conf_low conf_high p_value method

say "Charts: the arms with each school as a thin line, the effects, the twenty assignments"
uf-plot did --where measure=rate -q -o "$folder/did.svg" "$folder/compared.csv"
uf-plot forest -q -o "$folder/forest.svg" "$folder/effects.csv"
uf-plot randomisation --where measure=rate -q -o "$folder/randomisation.svg" "$folder/draws.csv"

# --- A real trial with many clusters. ---

# In each of 79 schools teachers and pupils were assigned to small and regular classes by lot. The class
# was assigned, within its school. (Regular classes with an aide, the third arm, are left out.)
say "Real data: reading after a year in small classes, 225 classes, by lot within 79 schools"
for cluster in none class; do
  uf-compare --outcome reading --arm type --control regular --where 'type!=regular with aide' \
    --cluster $cluster --better higher -q -o "$folder/star-$cluster.csv" "$star"
done
uf-compare --outcome reading --arm type --control regular --where 'type!=regular with aide' \
  --cluster class --strata school --replicates 9999 --better higher -q -o "$folder/star.csv" "$star"

# And three of these schools, with one class of each kind, as if they had been the whole trial.
uf-compare --outcome reading --arm type --control regular --where 'type!=regular with aide' \
  --where 'school>=4' --where 'school<=6' --cluster class --better higher -q \
  -o "$folder/star-six.csv" "$star"
for file in star-none star-class star star-six; do
  echo "$file.csv"
  only "$folder/$file.csv" reading mean_difference > "$folder/one.csv"
  show "$folder/one.csv" role n n_reference clusters estimate conf_low conf_high conf_level p_value \
    method
done
rm "$folder/one.csv"

# --- In words, as for a report; the figures are read from the files above. ---

# number FILE MEASURE TERM METHOD COLUMN [FACTOR]: of the first row of a method, times FACTOR.
number() {
  awk -F , -v measure="$2" -v term="$3" -v method="$4" -v column="$5" -v factor="${6:-1}" '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $2 == measure && $4 == term && index($(at["method"]), method) == 1 && !done {
      done = 1; printf "%.3g", $(at[column]) * factor }' "$1"
}
# truth TERM ARM: an expectation of the simulation, percent.
truth() {
  awk -F , -v term="$1" -v arm="$2" '$1 == term && $2 == arm && $3 == "" && !done {
    done = 1; print 100 * $5 }' "$folder/truth.csv"
}
effects=$folder/effects.csv
rate() { number "$effects" rate did "$@"; }
over() { number "$effects" above_15 did "$@"; }
true_rate=$(echo "$(truth expected_absence intervention) $(truth expected_absence control)" |
  awk '{ printf "%.2f", $1 - $2 }')
true_over=$(echo "$(truth expected_above intervention) $(truth expected_above control)" |
  awk '{ printf "%.2f", $1 - $2 }')
one=$folder/star.csv six=$folder/star-six.csv

say "In words"
{
  paste -sd ' ' << END
From autumn 2016 to autumn 2017 absence at the three project schools changed by $(rate cluster-means \
estimate 100) percentage points against the change at the three control schools (t on school means, 95 %
interval $(rate cluster-means conf_low 100) to $(rate cluster-means conf_high 100),
p $(rate cluster-means p_value)). This is the mean over schools, each alike, of pupils who were there
both autumns, at the school where they were first. Of the share of pupils over 15 %, which the target is
about, the same is $(over cluster-means estimate 100) points ($(over cluster-means conf_low 100) to
$(over cluster-means conf_high 100), p $(over cluster-means p_value)): it may have fallen by half, or
not at all.
END
  paste -sd ' ' << END
What cannot be said: that it was no accident which schools these are. There are twenty ways to choose
three schools of six, so no test by assignment gives a p below $(rate exact-randomisation p_value); that
is reached here, for no other choice shows a larger difference. Smaller p-values rest on schools that
vary normally and alike, which six schools cannot show. Nor can it be said that the method did it: the
schools were chosen, not drawn, so whatever else came between the autumns at one school and not at
another is in the figures too. And lessons without a register could have changed the share of pupils by
more than all of this.
END
  paste -sd ' ' << END
(The log is simulated. In truth the method changes absence by $true_rate points and the share over 15 % by
$true_over.)
END
  paste -sd ' ' << END
In Tennessee small classes read $(number "$one" reading mean_difference cluster-means estimate) points
better (each class alike, within schools; 95 % interval
$(number "$one" reading mean_difference cluster-means conf_low) to
$(number "$one" reading mean_difference cluster-means conf_high), p by lot
$(number "$one" reading mean_difference sampled-randomisation p_value)): here the classes were drawn,
and there are enough of them. Pupils taken as assigned would have given a p of
$(number "$folder/star-none.csv" reading mean_difference welch p_value), where classes without their
schools give $(number "$folder/star-class.csv" reading mean_difference cluster-means p_value). Six of
the classes alone say $(number "$six" reading mean_difference cluster-means estimate) points, from
$(number "$six" reading mean_difference cluster-means conf_low) to
$(number "$six" reading mean_difference cluster-means conf_high): nothing that could be used, and
nothing that is wrong.
END
} | fold -s -w 96 | tee "$folder/words.txt"

say "Written"
for file in truth.csv attendance.csv records.csv refusal.txt compared.csv effects.csv windows.csv \
  draws.csv crossovers.csv star-none.csv star-class.csv star.csv star-six.csv did.svg forest.svg \
  randomisation.svg words.txt; do
  echo "$folder/$file"
done
