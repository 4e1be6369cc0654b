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
for picture in threshold.svg sweep.svg distribution.svg; do
  contains "$picture is an SVG" "$(head -c 300 "$demo/$picture")" '<svg'
done
contains 'threshold.png is a PNG' "$(head -c 8 "$demo/threshold.png" | od -c)" 'P   N   G'

# Counted from the log by data.table 1.14.8, without these programs: of 1584 pupils 181 are above
# 15 % from August to October 2016; at school D 36 of 221 are from August to October 2017.
contains 'first window, all schools' "$(grep '^15,' "$demo/sweep.csv")" ',1584,181,'
contains 'school D in autumn 2017' "$(grep '^D,2017-08-01,' "$demo/verdict.csv")" ',221,36,'
same 'verdicts' 'A met,B met,C met,D not met,E met,F met' "$(printf '%s\n' "$said" |
  sed -nE 's/^uf-target: school (.): (not met|met): .*/\1 \2/p' | paste -sd ,)"

# The Swedish file says the same of the same pupils, and the truth knew how many there are.
same 'the same verdicts in the Swedish dress' "$(cat "$demo/verdict.csv")" \
  "$(sed 's/^Skola //' "$demo/verdict-elever.csv")"
contains 'the truth has as many pupils' "$(grep '^above,,,2016-08-01,' "$demo/truth.csv")" ,1584

# A log like this one, cut short in the middle of a row, must not become a result.
head -c 100000 "$demo/attendance.csv" > "$TMPDIR/cut.csv"
fails 'a log cut short is refused' uf-absence --window 3m "$TMPDIR/cut.csv"

# The first indented block of README.md after "build/demo/:" is in what the demo says.
shown=$(awk '/build\/demo\/.:$/ { here = 1; next } here && /^[^ ]/ { exit } here { sub(/^    /, ""); print }' \
  "$UF_TOP/README.md" | sed '1{/^$/d}')
contains 'README.md shows what the demo says' "$said" "$shown"
same 'README.md shows the verdicts' 6 "$(printf '%s\n' "$shown" | grep -c '^uf-target: school')"
# And the results of the real data.
row=$(grep -A 2 'bin/uf-threshold --value Days .*quine.csv' "$UF_TOP/README.md" | sed -n '3s/^ *//p')
same 'README.md shows the result of quine' "$(tail -n 1 "$demo/quine.csv")" "$row"
