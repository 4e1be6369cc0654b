#!/usr/bin/env bash
# charts.sh: uf-plot draws every text as text, fails as it should, and writes pictures.
#
# A text is drawn as text when it is found in the SVG, with XML's escapes and nothing else done to
# it, and when no file appeared that a command in it would have made.
# shellcheck disable=SC2016,SC1003 # texts that are meant as they stand
. "$UF_TOP/tests/protocol.sh"
cd "$TMPDIR" || exit 2

if ! command -v gnuplot > /dev/null; then
  skip 'charts' 'there is no gnuplot'
  exit 0
fi

header=role,measure,better,term,group,reference,period,estimate,std_error,conf_low,conf_high
header=$header,conf_level,statistic,df,p_value,n,events,n_reference,events_reference,clusters
header=$header,bound_low,bound_high,method,estimand,definition,note

# quoted TEXT: as a CSV cell.
quoted() {
  printf '"%s"' "${1//\"/\"\"}"
}

# results TEXT: two groups, with TEXT wherever a text can stand in results.
results() {
  local cell
  cell=$(quoted "$1")
  printf 'school,%s\n' "$header"
  printf '%s,primary,above_15,lower,share,,,%s,0.15,,0.1053,0.2094,0.95,,,,180,27,,,,0.1,0.3,%s,%s,%s,%s\n' \
    "$cell" "$cell" "$cell" "$cell" "$cell" "$cell"
  printf 'other,primary,above_15,lower,share,,,,0.2,,0.1,0.3,0.95,,,,100,20,,,,,,wilson,pupils,d,\n'
}

# drawn FILE: the texts of an SVG, a line each, XML's escapes resolved.
drawn() {
  sed -n 's/.*<text[^>]*>\(.*\)<\/text>.*/\1/p' "$1" | sed 's/<[^>]*>//g' |
    sed -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&quot;/"/g' -e "s/&apos;/'/g" -e 's/&amp;/\&/g'
}

# as_text NAME TEXT [EXPECTED]: TEXT as a label is drawn as EXPECTED (default TEXT) and runs nothing.
as_text() {
  local name=$1 text=$2 expected=${3-$2}
  rm -rf place
  mkdir place
  results "$text" > place/results.csv
  cp place/results.csv results.csv
  (cd place && rm results.csv &&
    uf-plot threshold --title "$text" --source "$text" -o ../chart.svg ../results.csv 2> ../words)
  local status=$?
  if [ "$status" -ne 0 ]; then
    not_ok "$name" "status $status: $(cat words)"
  elif [ -n "$(ls -A place)" ]; then
    not_ok "$name" "it made $(ls -A place)"
  elif ! drawn chart.svg | grep -qxF -e "$expected"; then
    not_ok "$name" "'$expected' is not in the chart: $(drawn chart.svg | head -n 20)"
  else
    ok "$name"
  fi
}

as_text 'drawn as text: plain' 'Östra Ängsskolan'
as_text 'drawn as text: backquotes' '`touch x`'
as_text 'drawn as text: end of quotes and a command' "'); system(\"touch x\"); #"
as_text 'drawn as text: end of double quotes and a command' '"; system("touch x"); #'
as_text 'drawn as text: a macro' '@m'
as_text 'drawn as text: the end of a here-document' 'EOD 1'
as_text 'drawn as text: the end of a here-document alone' 'EOD'
as_text 'drawn as text: our own end of a block' 'END_OF_BLOCK'
as_text 'drawn as text: a shell substitution' '$(touch x)'
as_text 'drawn as text: a format' '%s%n%d'
as_text 'drawn as text: enhanced markup' 'a_b^{c} {/:Bold x}'
as_text 'drawn as text: XML' '<b>&amp;</b>'
as_text 'drawn as text: a backslash and an escape' '\n\140\\'
as_text 'drawn as text: a comment and a shell escape' '# ! touch x'
as_text 'drawn as text: missing to gnuplot' 'NaN'
as_text 'drawn as text: quotes only' '""'
as_text 'drawn as text: a line end becomes a space' $'END_OF_BLOCK\nsystem "touch x"' \
  'END_OF_BLOCK system "touch x"'
as_text 'drawn as text: escape sequences lose their escape' $'a\e[31mred\e[0m' 'a [31mred [0m'
as_text 'drawn as text: marks of direction become spaces' $'abc\u202edef' 'abc def'

# Very long texts are broken and cut, never beyond gnuplot's lines of 1,024 bytes.
long=$(printf '%s' {1..400}'`touch x`')
results "$long" > long.csv
uf-plot threshold long.csv --script -o long.gp 2> words
holds 'a very long text: drawn' uf-plot threshold long.csv -q -o long.svg
same 'a very long text: no line beyond 1,023 bytes' '' "$(LC_ALL=C awk 'length > 1023' long.gp)"
contains 'a very long text: its beginning is there' "$(drawn long.svg)" '1`touch x`2`touch x`'
contains 'a very long text: cutting is said' "$(cat words)" 'too long'
same 'a very long text: it made no file' '' "$(find . -name x)"
results "$(printf "'%.0s" {1..3000})" > long.csv
uf-plot threshold long.csv -q --script -o long.gp 2> words
same 'a text of escapes only: no line beyond 1,023 bytes' '' "$(LC_ALL=C awk 'length > 1023' long.gp)"

# What is in the data never reaches the script unescaped.
results "\`touch x\`@m\$(x)'\"\\#!{}" > bad.csv
uf-plot threshold bad.csv --script -o bad.gp
same 'no character with a meaning in a field of a block' '' \
  "$(awk '/<< END_OF_BLOCK$/ { inside = 1; next } /^END_OF_BLOCK$/ { inside = 0 } inside' bad.gp |
    grep -v '^\(-\?[0-9.e-]\+\|NaN\)\( \(-\?[0-9.e-]\+\|NaN\)\)*\( "\([]A-Za-z0-9 .,:()%+=/<>-]\|\\[0-7][0-7][0-7]\|[^ -~]\)*"\)\?$')"

# Negative control: the same labels put into the script as they stand do run, so the tests above
# can see it; and a gnuplot that is not told -d reads the user's own file.
for unsafe in 'print "`touch x`"' "print 'a'; system('touch x'); #'" \
  "\$block << EOD
1 \"a
EOD
system('touch x')
\"
EOD"; do
  rm -rf place
  mkdir place
  (cd place && printf '%s\n' "$unsafe" | gnuplot -d - > ../out 2>&1)
  holds "control: unsafe text runs: ${unsafe%%[^a-z]*}" test -e place/x
done
mkdir home
echo "system('touch x')" > home/.gnuplot
cp home/.gnuplot home/gnuplotrc
results plain > plain.csv
(cd home && HOME=$PWD GNUPLOT_LIB=$PWD GNUTERM=dumb uf-plot threshold ../plain.csv -o ../home.svg)
uf-plot threshold plain.csv -o plain.svg
fails 'start-up files of gnuplot are not read' test -e home/x
holds 'and the environment changes nothing' cmp home.svg plain.svg
(cd home && echo 'print 1' | HOME=$PWD gnuplot - > ../out 2>&1)
holds 'control: without -d they are read' test -e home/x

# --- records ---

text="\`touch x\`'); system(\"touch x\"); #@m"
{
  echo 'school,rate'
  printf '%s,%s\n' "$(quoted "$text")" 0.15 "$(quoted "$text")" 0.1500001 b 0.05 b 0
} > records.csv
holds 'distribution: hostile groups' uf-plot distribution --records records.csv --by school \
  --limit 15 -o records.svg
contains 'distribution: drawn as text' "$(drawn records.svg | tr -d '\n')" "$text"
same 'distribution: it made no file' '' "$(find . -name x ! -path './home/*' ! -path './place/*')"

# At 15 % is left of the line, above it is right: the bars end and begin there.
bars=$(uf-plot distribution --records records.csv --limit 15 --bin 5 --script |
  sed -n '/^\$bars/,/^END/p' | grep '^0')
same 'distribution: a value at the limit is below it' '0 0 5 2 0
0 10 15 1 0
0 15 20 1 1' "$bars"

# --- every kind ---

# rows TEXT TERM COUNT: results by school and window, TEXT wherever a text can stand, of one month or
# COUNT groups of three; shares 0 and 1 among them.
rows() {
  local cell i month
  cell=$(quoted "$1")
  printf 'school,window,%s\n' "$header"
  for ((i = 0; i < $3; i++)); do
    for month in 2016-09 2016-10 2017-01; do
      printf '%s,%s,primary,absence,lower,%s,,,,%d,,%d,%d,0.95,,,,180,27,,,9,,,%s,%s,%s,%s\n' \
        "$(quoted "$1 $i")" "$month" "$2" $((i % 2)) $((i % 2)) $((i % 2)) "$cell" "$cell" "$cell" "$cell"
    done
  done
}

for kind in absence:rate coverage:coverage; do
  term=${kind#*:} kind=${kind%:*}
  for text in '`touch x`@m' "'); system(\"touch x\"); #" '"; system("touch x"); #' '$(touch x)' \
    'a_b^{c} {/:Bold x}' '%s%n' '<b>&amp;</b>' '\n\140\\' 'Östra Ängsskolan, Åkerö'; do
    rows "$text" "$term" 1 > kind.csv
    holds "$kind: drawn: $text" uf-plot "$kind" --title "$text" --source "$text" -q kind.csv -o kind.svg
    contains "$kind: drawn as text: $text" "$(drawn kind.svg)" "$text"
  done
  same "$kind: it made no file" '' "$(find . -name x ! -path './home/*' ! -path './place/*')"
  rows '`touch x`@m$#\' "$term" 2 | sed 's/2016-09/`touch x`@m/' > kind.csv
  uf-plot "$kind" kind.csv --script -q -o kind.gp
  same "$kind: no character with a meaning in a field of a block" '' \
    "$(awk '/<< END_OF_BLOCK$/ { inside = 1; next } /^END_OF_BLOCK$/ { inside = 0 } inside' kind.gp |
      grep '[`@$#;\\]' | sed 's/\\[0-7][0-7][0-7]//g' | grep '[`@$#;\\]')"
  for count in 0 1 20; do
    rows 'Skolan i Västra Hisingens stadsdelsnämndsområde' "$term" "$count" > kind.csv
    for format in svg png pdf; do
      holds "$kind: $count groups as $format" uf-plot "$kind" -q kind.csv -o "kind.$format"
    done
    holds "$kind: $count groups in the terminal" uf-plot "$kind" -q kind.csv --terminal -o kind.txt
    holds "$kind: $count groups in Swedish" uf-plot "$kind" -q kind.csv --lang sv -o kind.svg
    same "$kind: $count groups: the script draws the same" \
      "$(cksum < kind.svg)" "$(uf-plot "$kind" -q kind.csv --lang sv --script | gnuplot -d - | cksum)"
  done
  contains "$kind: no rows: said in the chart" \
    "$(rows x "$term" 0 | uf-plot "$kind" --terminal)" 'no rows'
done
# effects TEXT COUNT: results with TEXT wherever a text can stand, of COUNT groups: shares of two periods
# and of a cluster, differences of which one is unbounded and one is blank, ratios 0 and infinite.
effects() {
  local cell i period tail
  cell=$(quoted "$1")
  printf 'school,%s,cluster\n' "$header"
  for ((i = 0; i < $2; i++)); do
    tail="$cell,$cell,$cell,$cell"
    for period in 2016 2017; do
      printf '%s,descriptive,improved,higher,share,%s,,%s,%d,,%d,1,0.95,,,,180,27,,,9,,,%s,\n' \
        "$(quoted "$1 $i")" "$cell" $period $((i % 2)) $((i % 2)) "$tail"
      printf '%s,descriptive,improved,higher,share,%s,,%s,0.5,,,,,,,,30,15,,,,,,%s,%s\n' \
        "$(quoted "$1 $i")" "$cell" $period "$tail" "$cell"
    done
    printf '%s,primary,improved,higher,did,%s,%s,2017-2016,-0.1,,-inf,inf,0.95,,,,90,,90,,6,,,%s,\n' \
      "$(quoted "$1 $i")" "$cell" "$cell" "$tail"
    printf '%s,sensitivity,improved,higher,did,%s,%s,2017-2016,,,,,,,,,90,,90,,6,,,%s,\n' \
      "$(quoted "$1 $i")" "$cell" "$cell" "$tail"
    printf '%s,primary,improved,higher,odds_ratio,%s,%s,,0,,0,1.5,0.95,,,,90,,90,,6,,,%s,\n' \
      "$(quoted "$1 $i")" "$cell" "$cell" "$tail"
    printf '%s,sensitivity,improved,higher,odds_ratio,%s,%s,,inf,,1.5,inf,0.95,,,,90,,90,,6,,,%s,\n' \
      "$(quoted "$1 $i")" "$cell" "$cell" "$tail"
  done
}

for kind in forest did; do
  for text in '`touch x`@m' "'); system(\"touch x\"); #" '"; system("touch x"); #' '$(touch x)' \
    'a_b^{c} {/:Bold x}' '%s%n' '<b>&amp;</b>' '\n\140\\' 'Östra Ängsskolan, Åkerö'; do
    effects "$text" 1 > kind.csv
    holds "$kind: drawn: $text" uf-plot "$kind" --title "$text" --source "$text" -q kind.csv -o kind.svg
    contains "$kind: drawn as text: $text" "$(drawn kind.svg)" "$text"
  done
  same "$kind: it made no file" '' "$(find . -name x ! -path './home/*' ! -path './place/*')"
  effects '`touch x`@m$#\' 2 > kind.csv
  uf-plot "$kind" kind.csv --script -q -o kind.gp
  same "$kind: no character with a meaning in a field of a block" '' \
    "$(awk '/<< END_OF_BLOCK$/ { inside = 1; next } /^END_OF_BLOCK$/ { inside = 0 } inside' kind.gp |
      grep '[`@$#;\\]' | sed 's/\\[0-7][0-7][0-7]//g' | grep '[`@$#;\\]')"
  for count in 0 1 20; do
    effects 'Skolan i Västra Hisingens stadsdelsnämndsområde' "$count" > kind.csv
    for format in svg png pdf; do
      holds "$kind: $count groups as $format" uf-plot "$kind" -q kind.csv -o "kind.$format"
    done
    holds "$kind: $count groups in the terminal" uf-plot "$kind" -q kind.csv --terminal -o kind.txt
    holds "$kind: $count groups in Swedish" uf-plot "$kind" -q kind.csv --lang sv -o kind.svg
    same "$kind: $count groups: the script draws the same" \
      "$(cksum < kind.svg)" "$(uf-plot "$kind" -q kind.csv --lang sv --script | gnuplot -d - | cksum)"
  done
  contains "$kind: no rows: said in the chart" "$(effects x 0 | uf-plot "$kind" --terminal)" 'no rows'
done

# block NAME FILE: the rows of a block of a script.
block() {
  sed -n "/^\\\$$1 <</,/^END_OF_BLOCK/p" "$2" | sed '1d;$d'
}

# Forest plots: what belongs together shares an axis, and what does not does not.
effects x 1 | uf-plot forest -q --script > forest.gp
same 'forest: shares, differences and ratios have an axis each' 3 "$(block axes forest.gp | wc -l)"
same 'forest: a line of no difference for differences and for ratios' 2 "$(block nulls forest.gp | wc -l)"
same 'forest: ends beyond the axis are arrows: both of the difference, one of each ratio' '-1 -1 1 1' \
  "$(block arrows forest.gp | awk '{ print $3 }' | sort | tr '\n' ' ' | sed 's/ $//')"
same 'forest: a mark for each estimate and none for a blank, by role, and the legend' '0 0 0 1 1 2 2 2 2 2' \
  "$(block points forest.gp | awk '{ print $3 }' | sort | tr '\n' ' ' | sed 's/ $//')"
contains 'forest: a blank says why' "$(cat forest.gp)" '"x"'
contains 'forest: an infinite estimate is written' "$(cat forest.gp)" '"∞ \1331.50, ∞\135"'

# estimates: results of a forest plot from lines TERM,GROUP,ESTIMATE,LOW,HIGH,LEVEL,METHOD,NOTE.
estimates() {
  printf '%s\n' "$header"
  while IFS=, read -r term group estimate low high level method note; do
    printf 'primary,m,lower,%s,%s,c,,%s,,%s,%s,%s,,,,50,,50,,,,,%s,units,d,%s\n' \
      "$term" "$group" "$estimate" "$low" "$high" "$level" "$method" "$note"
  done
}
estimates << 'END' > ratios.csv
odds_ratio,a,0.5,0.25,1,0.95,woolf,
odds_ratio,b,2,1,4,0.95,woolf,
END
uf-plot forest ratios.csv --script > forest.gp
null=$(block nulls forest.gp | awk '{ print $1 }')
same 'forest: half and twice are as far from 1' "$null $null" \
  "$(block points forest.gp | awk '{ sum += $1 } END { print sum / 2 }') $null"
same 'forest: a method that tells nothing apart is no name' '"a v c" "b v c"' \
  "$(block label forest.gp | cut -d' ' -f3- | tr '\n' ' ' | sed 's/ $//')"
estimates << 'END' > methods.csv
risk_difference,a,0.1,0,0.2,0.95,newcombe,
risk_difference,a,0.1,-inf,inf,0.95,exact,two pieces: -inf to -0.05 and 0.1 to inf
risk_difference,a,0.1,0,0.2,0.9,exact,
END
uf-plot forest methods.csv --script > forest.gp
same 'forest: methods and levels name the lines that need them' '"newcombe" "exact · 95%" "exact · 90%"' \
  "$(block label forest.gp | cut -d' ' -f3- | sed 's/\\302\\267/·/g' | tr '\n' ' ' | sed 's/ $//')"
same 'forest: a set of two pieces is drawn as two' 4 "$(block intervals forest.gp | wc -l)"
printf 'x%.0s\n' {1..60} | awk '{ print "risk_difference," $0 NR ",0.1,0,0.2,0.95,newcombe," }' |
  estimates > sixty.csv
holds 'forest: sixty lines' uf-plot forest sixty.csv -o sixty.svg
same 'forest: each of them is named' 60 "$(drawn sixty.svg | grep -c '^x[0-9]* v c$')"

# Scores and items: the same, and what stands where.
cat > scale.csv << 'END'
scale,item,reverse,min,max
s,q1,0,0,4
s,q2,0,0,4
END
printf 'scale,method,min_items,better,cut_low,cut_mid,cut_high\ns,sum,2,lower,0,3,6\n' > scale-scales.csv
# scores TEXT: records of two waves with TEXT as one of them, whole scores from 0 to 8 around the bands.
scores() {
  printf 'id,wave,s\n'
  awk -v wave="$(quoted "$1")" 'BEGIN { for (i = 0; i < 18; i++) print i "," wave "," i % 9; print "18,b,3" }'
}
# answers TEXT COUNT: results of uf-score --item-summary with TEXT wherever a text can stand.
answers() {
  local cell i step
  cell=$(quoted "$1")
  printf 'wave,%s\n' "$header"
  for ((i = 0; i < $2; i++)); do
    printf '%s,primary,%s,,mean,,,,1.25,,1,1.5,0.95,,,,40,,,,,,,t,%s,%s,%s\n' "$i" "$cell" "$cell" "$cell" "$cell"
    for step in 0 1 2; do
      printf '%s,descriptive,%s,,share,%s,,,%s,,0,1,0.95,,,,40,0,,,,,,wilson,%s,%s,\n' \
        "$i" "$cell" "$step" "$(awk -v step="$step" 'BEGIN { print step / 3 }')" "$cell" "$cell"
    done
    printf "%s,descriptive,%s,,share,don't know,,,0.2,,0,1,0.95,,,,50,10,,,,,,wilson,%s,%s,\n" "$i" "$cell" "$cell" "$cell"
  done
}
draw_scores() { uf-plot scores --records kind.csv --value s --key scale.csv --by wave -q "$@"; }
draw_items() { uf-plot items kind.csv -q "$@"; }
for kind in scores items; do
  make=$([ "$kind" = scores ] && echo scores || echo answers)
  for text in '`touch x`@m' "'); system(\"touch x\"); #" '"; system("touch x"); #' '$(touch x)' \
    'a_b^{c} {/:Bold x}' '%s%n' '<b>&amp;</b>' '\n\140\\' 'Östra Ängsskolan, Åkerö'; do
    "$make" "$text" 2 > kind.csv
    holds "$kind: drawn: $text" "draw_$kind" --title "$text" --source "$text" -o kind.svg
    contains "$kind: drawn as text: $text" "$(drawn kind.svg)" "$text"
  done
  same "$kind: it made no file" '' "$(find . -name x ! -path './home/*' ! -path './place/*')"
  "$make" 'Skolan i Västra Hisingens stadsdelsnämndsområde' 20 > kind.csv
  for format in svg png pdf; do
    holds "$kind: as $format" "draw_$kind" -o "kind.$format"
  done
  holds "$kind: in the terminal" "draw_$kind" --terminal -o kind.txt
  holds "$kind: in Swedish" "draw_$kind" --lang sv -o kind.svg
  same "$kind: the script draws the same" "$(cksum < kind.svg)" \
    "$("draw_$kind" --lang sv --script | gnuplot -d - | cksum)"
  head -n 1 kind.csv > none.csv
  mv none.csv kind.csv
  contains "$kind: no rows: said in the chart" "$("draw_$kind" --terminal)" 'no rows'
done
scores a > kind.csv
draw_scores --script > scores.gp
same 'scores: a bar for each score of each line' 10 "$(block bars scores.gp | wc -l)"
same 'scores: three bands meet half a point below their lowest scores' '-0.5 2.5 5.5' \
  "$(block shades scores.gp | awk -v left="$(block shades scores.gp | awk '{ print $1; exit }')" -v \
    right="$(block shades scores.gp | awk '{ x = $3 } END { print x }')" \
    '{ printf "%s%.1f", (NR > 1 ? " " : ""), -0.5 + 9 * ($1 - left) / (right - left) }')"
same 'scores: no bar goes over the edge of a band' '' "$(
  { block shades scores.gp | awk '$6 == 1 { print "edge", $1 }'; block bars scores.gp; } |
    awk '$1 == "edge" { edge[++n] = $2; next } { for (i = 1; i <= n; i++) if ($1 < edge[i] - 0.02 && $3 > edge[i] + 0.02) print }')"
contains 'scores: a share is of the line' "$(cat scores.gp)" 'The highest is 100%'
sed 's/,3$/,3.5/' kind.csv > halves.csv
contains 'scores: broken ones are binned, and it is said' \
  "$(uf-plot scores --records halves.csv --value s --by wave --terminal)" 'include their lower end'
answers q 1 > kind.csv
draw_items --script > items.gp
same 'items: a part for each answer that somebody gave, and the legend' 5 "$(block bars items.gp | wc -l)"
same "items: don't know stands beside" 20% "$(block count items.gp | cut -d'"' -f2 | sed -n 2p | tr -d ' ')"
contains 'items: the mean with its interval' "$(uf-plot items kind.csv --terminal)" '1.25 (1.00–1.50)'
{
  answers b 1
  answers a 1 | sed 1d
  answers b 2 | sed '1,6d'
} > kind.csv
same 'items: the lines of a question come together' 'b · 0 b · 1 a · 0' \
  "$(uf-plot items kind.csv -q --format svg | drawn /dev/stdin | grep -E '^[ab] ' | tr '\n' ' ' | sed 's/ $//')"

# Arms over time: numbers in their order, and each cluster in its arm's colour.
{
  printf '%s,cluster\n' "$header"
  for period in 10 -1 0; do
    for cell in 'a,0.1,' 'b,0.2,' a,0.3,Östra b,0.4,Västra; do
      printf 'descriptive,m,lower,share,%s,,%s,%s,,,,,,,,20,,,,,,,t,units,d,,%s\n' \
        "${cell%%,*}" $period "$(cut -d, -f2 <<< "$cell")" "${cell##*,}"
    done
  done
} > arms.csv
uf-plot did arms.csv --script > arms.gp
same 'did: periods that are numbers come in their order' '"-1" "0" "10"' \
  "$(block tick arms.gp | awk '{ print $3 }' | tr '\n' ' ' | sed 's/ $//')"
same 'did: a line for each cluster, with the series of its arm' '0 0 30 0 1 30 0 2 30 1 0 40 1 1 40 1 2 40' \
  "$(block lines arms.gp | grep -v NaN | awk '{ print $2, $3, $4 }' | tr '\n' ' ' | sed 's/ $//')"
contains 'did: and they are counted' "$(cat arms.gp)" 'Thin lines: each cluster (2)'

# An estimate without an interval is a point, and nothing else is drawn for it: of each arm three
# points and the one of the legend, and one line.
grep -v 'stra$' arms.csv | uf-plot did --format svg > arms.svg
same 'without intervals: points' 4 "$(grep -c "<use .*translate.*rgb(  0, 114, 178)" arms.svg)"
same 'without intervals: no bars' 1 "$(grep -c "<path stroke='rgb(  0, 114, 178)'" arms.svg)"
grep -E '^role|,a,,0,0\.1,' arms.csv | grep -v 'stra$' | uf-plot threshold --format svg > arms.svg
same 'threshold: without an interval no bar' 0 "$(grep -c "<path stroke='rgb(  0, 114, 178)'" arms.svg)"

# One result alone is drawn among characters too: gnuplot 5.4 crashes on labels without a number.
head -n 2 arms.csv > one.csv
sed 's/^/window,/;2s/^window/2016/;s/,share,/,rate,/' one.csv > window.csv
sed 's/^/limit,/;2s/^limit/5/' one.csv > limit.csv
for line in 'did one.csv' 'forest one.csv' 'threshold one.csv' 'absence window.csv' 'threshold limit.csv'; do
  # shellcheck disable=SC2086 # a kind and a file
  holds "one result in the terminal: $line" uf-plot $line --terminal -o one.txt
done

# draws FIRST OTHER...: a reference distribution.
draws() {
  printf 'draw,statistic\n'
  awk 'BEGIN { for (i = 1; i < ARGC; i++) print i - 1 "," ARGV[i] }' "$@"
}
draws -3 3 -1 1 -1 1 0.5 -0.5 0.1 -0.1 > draws.csv
contains 'randomisation: as far out on either side' "$(uf-plot randomisation draws.csv --terminal)" \
  'p = 0.2: 2 of 10 assignments'
contains 'randomisation: on one side' \
  "$(uf-plot randomisation --alternative less draws.csv --terminal)" 'p = 0.1: 1 of 10 assignments'
contains 'randomisation: the smallest p' "$(uf-plot randomisation draws.csv --terminal)" \
  'The smallest p that these assignments can give is 0.2 (2 of 10)'
contains 'randomisation: equal but for rounding is equal' \
  "$(draws 0.1 0.09999999999999998 0.2 -0.3 | uf-plot randomisation --terminal)" 'p = 1: 4 of 4'
uf-plot randomisation draws.csv --script > draws.gp
same 'randomisation: a dot for each assignment' 10 "$(block dots draws.gp | wc -l)"
seq -f '%.0f' 1 1000 | awk '{ print NR - 1 "," sin(NR) }' | sed '1i draw,statistic' > many.csv
uf-plot randomisation many.csv --script > draws.gp
same 'randomisation: many are bars' '-1' "$(block dots draws.gp | awk '{ print $1 }')"
for format in svg png pdf; do
  holds "randomisation: dots as $format" uf-plot randomisation draws.csv -o "draws.$format"
  holds "randomisation: bars as $format" uf-plot randomisation many.csv -o "draws.$format"
done
same 'randomisation: the script draws the same' "$(uf-plot randomisation many.csv | cksum)" \
  "$(gnuplot -d - < draws.gp | cksum)"
holds 'randomisation: hostile words' uf-plot randomisation draws.csv --title '`touch x`' \
  --source "'); system(\"touch x\"); #" -o draws.svg
same 'randomisation: they made no file' '' "$(find . -name x ! -path './home/*' ! -path './place/*')"
holds 'randomisation: the observed one alone' uf-plot randomisation <(draws 0) -o draws.svg

rows x coverage 2 | grep -v '1.*2016-10' | uf-plot coverage --source Register --terminal > map.txt
same 'coverage: a hole is a dash, 0 and 100 are exact' 'x 0 0% 0% 0% x 1 100% - 100%' \
  "$(grep '^ *x [01]' map.txt | tr -s ' \n' ' ' | sed 's/^ //; s/ $//')"

# Thin lines are the totals of the records: 30 of 400 and 10 of 100.
cat > lines.csv << END
school,window,class,scheduled,absent
x 0,2016-09,a,100,20
x 0,2016-09,a,300,10
x 0,2016-09,$(quoted '`touch x`'),100,10
x 0,2016-11,a,100,10
y,2016-09,a,100,10
END
rows x rate 1 > kind.csv
same 'absence: the thin lines' '0 0 0 7.5
NaN NaN NaN NaN NaN NaN NaN NaN
0 0 2 10
NaN NaN NaN NaN NaN NaN NaN NaN
0 0 0 10' "$(uf-plot absence --records lines.csv kind.csv --script | sed -n '/^\$lines/,/^END/p' | sed '1d;$d')"
same 'absence: they made no file' '' "$(find . -name x ! -path './home/*' ! -path './place/*')"

# Values beside shares: at 15 % is below, above it is above; what belongs to no row is not drawn.
results x | sed -e 's/"x","x","x","x"$/wilson,pupils,absence>15%,/' -e 's/,d,$/,absence>15%,/' > shares.csv
printf 'school,rate\n%s,0.15\n%s,0.16\nother,0.01\n%s,0.99\n' x x "$(quoted '`touch x`')" > values.csv
uf-plot threshold shares.csv --records values.csv --script > strips.gp 2> words
same 'threshold: the values beside shares, below the limit and above it' '0 0 1' \
  "$(sed -n '/^\$strips/,/^END/p' strips.gp | sed '1d;$d' | awk '{ print $5 }' | sort | tr '\n' ' ' | sed 's/ $//')"
contains 'threshold: another n is said' "$(cat words)" '2 of 2 results have another n'
holds 'threshold: and it is drawn' uf-plot threshold shares.csv -q --records values.csv -o strips.svg

# The limit of a capacity is drawn where it is.
{
  printf 'limit,%s\n' "$header"
  printf '5,primary,above,lower,share,,,,0.5,,0.4,0.6,0.95,,,,100,50,,,,,,wilson,pupils,absence>5%%,\n'
  printf ',primary,above,,limit,,,,0.0612,,,,,,,,100,38,,,,,,capacity,pupils,absence>limit;capacity=40,\n'
} > capacity.csv
uf-plot threshold capacity.csv --script > capacity.gp
contains 'capacity: the limit, and the capacity as a share of n' "$(cat capacity.gp)" '0 6.12 40'
contains 'capacity: rounded up' "$(cat capacity.gp)" '"6.2% selects 38"'
same 'capacity: it is not counted as left out' '' "$(uf-plot threshold capacity.csv 2>&1 > /dev/null)"

# --- the terminal ---

uf-plot threshold plain.csv --terminal > terminal.txt
same 'terminal: no escape sequence in a file' '' "$(grep $'\e' terminal.txt)"
same 'terminal: no space at the end of a line' '' "$(grep ' $' terminal.txt)"
same 'terminal: no wider than 80 columns' '' "$(awk 'length > 80' terminal.txt)"
holds 'terminal: no empty line first' grep -q . <(head -n 1 terminal.txt)
same 'terminal: as wide as COLUMNS says' '' \
  "$(COLUMNS=60 uf-plot threshold plain.csv --terminal | awk 'length > 60')"
contains 'terminal: letters beyond ASCII' \
  "$(results 'Östra Ängsskolan' | uf-plot threshold --terminal)" 'Östra Ängsskolan'
contains 'terminal: --script draws there too' \
  "$(uf-plot threshold plain.csv --terminal --script | gnuplot -d - 2>&1)" 'count/n'
results $'a\e[31mred\e[0m' > escape.csv
same 'terminal: no escape sequence from the data' '' \
  "$(uf-plot threshold escape.csv --terminal | grep $'\e')"
if script -qec true /dev/null > /dev/null 2>&1 < /dev/null; then
  # in_terminal VARIABLE=VALUE...: the chart as a terminal of 100 columns gets it.
  in_terminal() {
    script -qec "stty cols 100; env $* uf-plot threshold plain.csv --terminal" /dev/null < /dev/null
  }
  contains 'terminal: colours' "$(in_terminal TERM=xterm)" $'\e['
  contains 'terminal: 256 colours' "$(in_terminal TERM=xterm-256color)" $'\e[38;5;'
  same 'terminal: NO_COLOR' '' "$(in_terminal TERM=xterm NO_COLOR=1 | grep $'\e')"
  same 'terminal: TERM=dumb has no colours' '' "$(in_terminal TERM=dumb | grep $'\e')"
  same 'terminal: colours end with the chart' $'\e[0m' \
    "$(in_terminal TERM=xterm | tr -d '\r' | tail -n 1 | tail -c 5)"
  contains 'terminal: its own width' "$(in_terminal NO_COLOR=1 | awk 'length > 85')" 27/180
else
  skip 'terminal: colours' 'script(1) is not there, or gets no terminal'
fi

# --- pictures ---

if command -v xmllint > /dev/null; then
  for file in chart.svg long.svg records.svg; do
    holds "$file is well-formed XML" xmllint --noout "$file"
  done
else
  skip 'charts are well-formed XML' 'there is no xmllint'
fi
uf-plot threshold plain.csv -o plain.png
uf-plot threshold plain.csv -o plain.pdf
same 'PNG by the ending of -o' 89504e470d0a1a0a "$(head -c 8 plain.png | od -An -tx1 | tr -d ' \n')"
same 'and it is whole' 49454e44ae426082 "$(tail -c 8 plain.png | od -An -tx1 | tr -d ' \n')"
same 'PDF by the ending of -o' '%PDF-' "$(head -c 5 plain.pdf)"
same 'and it is whole' '%%EOF' "$(tail -n 1 plain.pdf)"
uf-plot threshold plain.csv --format png > stdout.png
holds 'the same picture on stdout' cmp plain.png stdout.png
uf-plot threshold --source 'plain.csv' < ./plain.csv > stdin.svg
holds 'and from stdin' cmp plain.svg stdin.svg
uf-plot threshold plain.csv --script | gnuplot -d - > script.svg
holds 'the script draws the same under plain gnuplot' cmp plain.svg script.svg
printf 'school,%s\n' "$header" > none.csv
holds 'no rows: drawn' uf-plot threshold none.csv -o none.svg
contains 'no rows: said in the chart' "$(drawn none.svg)" 'no rows'
echo rate > none.csv
holds 'no records: drawn' uf-plot distribution --records none.csv -o none.svg
contains 'no records: said in the chart' "$(drawn none.svg)" 'no rows'

# --- failures: one line and status 2 ---

# refused NAME PART COMMAND...: status 2, one line on stderr with PART in it, no output.
refused() {
  local name=$1 part=$2 status
  shift 2
  "$@" > out 2> words
  status=$?
  if [ "$status" -ne 2 ] || [ "$(wc -l < words)" -ne 1 ] || [ -s out ]; then
    not_ok "$name" "status $status, $(wc -c < out) bytes out: $(cat words)"
  else
    contains "$name" "$(cat words)" "$part"
  fi
}

plot=$(command -v uf-plot)
refused 'gnuplot missing' 'none in PATH' env PATH=/nonexistent "$plot" threshold plain.csv
fake() { # fake SCRIPT: a program called gnuplot in ./fake
  mkdir -p fake
  printf '#!/bin/sh\n%s\n' "$1" > fake/gnuplot
  chmod +x fake/gnuplot
}
fake 'cat > /dev/null; printf "line 3:\n  no such\033 thing\n" >&2; exit 1'
refused 'gnuplot failing' 'status 1: line 3: no such thing' env PATH="$PWD/fake:$PATH" "$plot" threshold plain.csv
fake 'exit 3'
refused 'gnuplot ending before it has read' 'status 3' env PATH="$PWD/fake:$PATH" "$plot" threshold plain.csv
fake 'kill -9 $$'
refused 'gnuplot killed' 'signal 9' env PATH="$PWD/fake:$PATH" "$plot" threshold plain.csv
fake 'cat > /dev/null'
refused 'gnuplot drawing nothing' 'drew nothing' env PATH="$PWD/fake:$PATH" "$plot" threshold plain.csv
chmod -x fake/gnuplot
if [ "$(id -u)" -ne 0 ] || ! PATH="$PWD/fake" sh -c 'command -v gnuplot' > /dev/null 2>&1; then
  refused 'gnuplot not executable' 'gnuplot' env PATH="$PWD/fake" "$plot" threshold plain.csv
fi
# 8 MiB both ways at once: whoever waited for the other would wait for ever.
fake 'head -c 8388608 /dev/zero; head -c 1048576 /dev/zero >&2; exec cat'
same 'nobody waits for the other' $((8388608 + $(uf-plot threshold plain.csv --script | wc -c))) \
  "$(env PATH="$PWD/fake:$PATH" timeout 60 "$plot" threshold plain.csv | wc -c)"
rm -r fake

if [ -w /dev/full ]; then
  refused 'a full disk, by -o' 'No space left' uf-plot threshold plain.csv -o /dev/full
  uf-plot threshold plain.csv > /dev/full 2> words
  same 'a full disk, by stdout' 2 $?
else
  skip 'a full disk' 'there is no /dev/full'
fi
echo old > kept.svg
refused 'a failed chart leaves the old file' 'none in PATH' \
  env PATH=/nonexistent "$plot" threshold plain.csv -o kept.svg
same 'which is as it was' old "$(cat kept.svg)"
refused 'an ending that is no format' '.svg, .png or .pdf' uf-plot threshold plain.csv -o chart.jpeg
