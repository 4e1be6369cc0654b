#!/bin/bash
# demo.sh: examples/attendance.sh goes from log to verdict and charts, and README.md shows its words.
. "$UF_TOP/tests/protocol.sh"
demo=$TMPDIR/demo
if ! command -v gnuplot > /dev/null; then
  skip demo 'gnuplot is not installed'
  exit 0
fi
said=$("$UF_TOP/examples/attendance.sh" "$demo" 2>&1)
same 'the demo ends well' 0 $?

# Every file that it names is there, and no other.
same 'it names what it wrote' "$(cd "$demo" && ls)" \
  "$(printf '%s\n' "$said" | sed -n '/^== Written/,$p' | sed -n "s|^$demo/||p" | sort)"
for picture in sweep.svg coverage.svg limits.svg changes.svg rates.svg distribution.svg; do
  contains "$picture is an SVG" "$(head -c 300 "$demo/$picture")" '<svg'
done
contains 'changes.png is a PNG' "$(head -c 8 "$demo/changes.png" | od -c)" 'P   N   G'

# Counted from the log by data.table 1.14.8, without these programs: of the 875 pupils of A, B and C
# 107 are above 15 % from August to October 2016, 40 above 24 % and 35 above 25 %; at school A 33 of
# 281, and a year later 22 of 286. Of the scheduled time of E 0.8862288 has a register.
contains 'planning: above 15 %' "$said" 'share,15,0.122,875,107,'
contains 'planning: what 40 pupils take' "$said" 'limit,,0.236,875,40,'
same 'planning: the limit that the note names' 40 "$(uf-threshold -q --above 24 --cluster none \
  --where window=2016-08-01 --where arm=intervention "$demo/absence.csv" | cut -d , -f 17 | sed -n 2p)"
contains 'coverage of E' "$(grep '^E,all,' "$demo/coverage.csv")" ',0.8862287637986378,'
contains 'coverage of E is too low' "$said" 'school E: not met: 88.6 % ('
contains 'both limits, first window' "$said" '2016-08-01,above_25,0.040,0.029,0.055,875,35'
contains 'school A, both autumns' "$(grep '^A,.*,relative_change,' "$demo/changes.csv")" ',286,22,281,33,'
same 'verdicts' 'A met,B met,C met,D not met,E met,F met' "$(printf '%s\n' "$said" |
  sed -nE 's/^uf-target: school (.): (not met|met): -?[0-9.]+ % .*relative_change.*/\1 \2/p' | paste -sd ,)"
same 'evidence at each project school' 3 "$(grep -c 'each school,met,undecided,' "$demo/verdict.csv")"

# The Swedish file says the same of the same pupils, and the truth knew how many there are.
same 'the same verdicts in the Swedish dress' "$(cat "$demo/verdict.csv")" \
  "$(sed -e 's/^Skola //' -e 's/,insats,/,intervention,/' "$demo/verdict-elever.csv")"
contains 'the truth has as many pupils' "$(grep '^above,intervention,,2016-08-01,' "$demo/truth.csv")" ,875

# A log like this one, cut short in the middle of a row, must not become a result.
head -c 100000 "$demo/attendance.csv" > "$TMPDIR/cut.csv"
fails 'a log cut short is refused' uf-absence --window 3m "$TMPDIR/cut.csv"

# Every paragraph of the indented block of README.md after "build/demo/:" is in what the demo says.
awk '/build\/demo\/.:$/ { here = 1; next } here && /^[^ ]/ { exit } here { sub(/^    /, ""); print }' \
  "$UF_TOP/README.md" > "$TMPDIR/shown"
shown=$(sed -n '/^== Planning/,/^$/p' "$TMPDIR/shown")
contains 'README.md shows what the demo says of the limits' "$said" "$shown"
shown=$(sed -n '/^== The target/,/^$/p' "$TMPDIR/shown")
contains 'README.md shows what the demo says of the target' "$said" "$shown"
same 'README.md shows both' '8 3' "$(grep -cE '^(share|limit|term),' "$TMPDIR/shown") \
$(grep -c '^uf-target: school' "$TMPDIR/shown")"
# And the results of the real data.
row=$(grep -A 2 'bin/uf-threshold --value Days .*quine.csv' "$UF_TOP/README.md" | sed -n '3s/^ *//p')
same 'README.md shows the result of quine' "$(tail -n 1 "$demo/quine.csv")" "$row"

# --- examples/compare.sh: intervention against control. ---

compare=$TMPDIR/compare
said=$("$UF_TOP/examples/compare.sh" "$compare" 2>&1)
same 'compare.sh ends well' 0 $?
for file in $(printf '%s\n' "$said" | sed '1,/^== Written$/d'); do
  holds "${file##*/} is written" [ -s "$file" ]
done
contains 'pupils are not compared where schools were assigned' "$said" 'what was assigned is the school'

# column FILE NAME METHOD: of the first row of a method.
column() {
  awk -F , -v name="$2" -v method="$3" '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    index($(at["method"]), method) == 1 && !done { done = 1; print $(at[name]) }' "$1"
}
# The interval has the truth in it: 20 % less than expected_absence of the controls.
truth=$(awk -F , '$1 == "expected_absence" { value[$2] = $5 }
  END { print value["intervention"] - value["control"] }' "$compare/truth.csv")
same 'the interval of absence has the truth in it' yes "$(column "$compare/effects.csv" conf_low cluster-means |
  awk -v truth="$truth" -v high="$(column "$compare/effects.csv" conf_high cluster-means)" \
    '{ print $1 < truth && truth < high ? "yes" : "no" }')"
same 'twenty assignments: the floor and an unbounded interval' '0.1 -inf' \
  "$(column "$compare/effects.csv" p_value exact) $(column "$compare/effects.csv" conf_low exact)"
# R 4.2.2 on datasets/star.csv: t.test(reading ~ type), lm(mean ~ type) and lm(mean ~ type + factor(school))
# on the classes' means: p 1.7625965e-08, 0.0189459405, 0.000576173797; estimate 6.517499124.
same 'star: pupils, classes, classes within schools' '1.7626e-08 0.0189459 0.000576174 6.5175' \
  "$(for file in star-none,welch star-class,cluster star,cluster; do
    column "$compare/${file%,*}.csv" p_value "${file#*,}"
  done | awk -v estimate="$(column "$compare/star.csv" estimate cluster)" \
    '{ printf "%.6g ", $1 } END { printf "%.6g", estimate }')"
contains 'a conclusion in words' "$said" 'What cannot be said'
