#!/bin/bash
# factors.sh: simulated ratings through uf-change: what it finds is the truth that was written, noise is
# as common as said, and examples/factors.sh says what its files hold.
. "$UF_TOP/tests/protocol.sh"
cd "$TMPDIR" || exit 2

# columns FILE NAME...: these columns of a file without commas in quotes before them.
columns() {
  awk -F , -v wanted="${*:2}" '
    BEGIN { n = split(wanted, name, " ") }
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    { for (i = 1; i <= n; i++) printf "%s%s", $(at[name[i]]), i < n ? "," : "\n" }' "$1"
}

# change FILE OPTION...: records of change of simulated ratings.
change() {
  uf-change -q --factors ester --unit case "${@:2}" "$1"
}

# Rated without error and all known: the programs find the truth, case by case.
uf-simulate factors -q --cases 300 --changed 40% --agreement 1,1 --unknown 0% --hidden 0% --lost 0% \
  --truth truth.csv -o ratings.csv
change ratings.csv -o cases.csv
same 'without error, the sums are the true ones' \
  "$(columns truth.csv case risk_before risk_after protective_before protective_after improved)" \
  "$(columns cases.csv case risk_before risk_after protective_before protective_after improved)"
holds 'and something did improve' test "$(columns truth.csv improved | grep -c 1)" -gt 90

# What was discovered, and who was lost.
uf-simulate factors -q --cases 300 --hidden 0% --unknown 20% --lost 25% --waves 2 --truth truth.csv \
  -o ratings.csv
change ratings.csv --cases <(cut -d , -f 1 truth.csv) -o cases.csv
same 'discovered and lost are counted as they were made' \
  "$(awk -F , 'NR > 1 { print $1 "," $11 "," 1 - $4 }' truth.csv)" \
  "$(columns cases.csv case n_revealed followed_up | tail -n +2)"

# Nothing changes, and the raters agree as they do: as many seem to improve as --noise expects, in four
# standard errors of 3,000 cases.
uf-simulate factors -q --cases 3000 --siblings 0% --changed 0% --unknown 0% --hidden 0% --lost 0% \
  --correlation 0 -o ratings.csv
change ratings.csv --summary --noise 0.56,0.90 -o noise.csv
seen=$(awk -F , '$1 == "primary" && $2 == "improved" { print $8 }' noise.csv)
said=$(awk -F , '$2 == "improved" && $4 == "expected_by_noise" && $5 == "independent" { print $8 }' noise.csv)
holds "noise alone: $seen seem to improve, $said are expected" awk -v a="$seen" -v b="$said" \
  'BEGIN { exit !((a - b) ^ 2 <= 16 * b * (1 - b) / 3000) }'
holds 'noise alone is about 18 %' awk -v b="$said" 'BEGIN { exit !(b > 0.178 && b < 0.188) }'

# --- The example. ---

if ! command -v gnuplot > /dev/null; then
  skip 'the example' 'gnuplot is not installed'
  exit 0
fi
demo=$TMPDIR/demo
words=$("$UF_TOP/examples/factors.sh" "$demo" 2>&1)
same 'the example ends well' 0 $?
same 'it names what it wrote' "$(cd "$demo" && ls)" \
  "$(printf '%s\n' "$words" | sed -n '/^== Written/,$p' | sed -n "s|^$demo/||p" | sort)"
for picture in change.svg factors.svg transitions.svg; do
  contains "$picture is an SVG" "$(head -c 300 "$demo/$picture")" '<svg'
done

# Counted from the data without these programs: of 60 cases, 17 have a lower sum of risks and a higher
# sum of protective factors, over what is known on their first and on their last day; 54 families were
# offered a meeting.
counted=$(awk -F , '
  NR > 1 && $4 != "" {
    if (!($1 in first) || $2 < first[$1]) first[$1] = $2
    if ($2 > last[$1]) last[$1] = $2
    rating[$1, $2, $3] = $4; factor[$3]
  }
  END {
    for (c in first) {
      risk = protection = 0
      for (f in factor)
        if (((c, first[c], f) in rating) && ((c, last[c], f) in rating)) {
          d = rating[c, last[c], f] - rating[c, first[c], f]
          if (f ~ /^R/) risk += d; else protection += d
        }
      n++
      improved += risk < 0 && protection > 0
    }
    print improved " of " n
  }' "$DATA/factors.csv")
same 'improved, counted by awk' '17 of 60' "$counted"
contains 'improved, as the example has it' "$words" "met: 28.3 % ($counted)"
offered=$(awk -F , 'NR > 1 && $4 != "" && !seen[$2]++ { n++ } END { print n }' "$DATA/factor-cases.csv")
contains 'families offered a meeting' "$words" "met: $offered, against events(offered) >= 50"
contains 'in words' "$(tr -s '\n ' '  ' < "$demo/words.txt")" \
  'Of 60 identified cases 17 (28 %, 95 % interval 18 to 41 %)'
contains 'in words: the verdict' "$(tr -s '\n ' '  ' < "$demo/words.txt")" \
  'is met; whether the true share reaches it is undecided'
contains 'in words: the truth' "$(tr -s '\n ' '  ' < "$demo/words.txt")" '7 cases really improved'
same 'no figure is missing in the words' '' "$(grep -E '\( |  %|to  ' "$demo/words.txt")"
