#!/usr/bin/env bash
# charts-factors.sh: uf-plot change, factors and transitions: any text as text, any number of rows, and
# marks where the numbers say.
# shellcheck disable=SC2016,SC1003 # texts that are meant as they stand
. "$UF_TOP/tests/protocol.sh"
cd "$TMPDIR" || exit 2

if ! command -v gnuplot > /dev/null; then
  skip 'charts of factors' 'there is no gnuplot'
  exit 0
fi

# quoted TEXT: as a CSV cell.
quoted() {
  printf '"%s"' "${1//\"/\"\"}"
}

# drawn FILE: the texts of an SVG, a line each, XML's escapes resolved.
drawn() {
  sed -n 's/.*<text[^>]*>\(.*\)<\/text>.*/\1/p' "$1" | sed 's/<[^>]*>//g' |
    sed -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&quot;/"/g' -e "s/&apos;/'/g" -e 's/&amp;/\&/g'
}

# block NAME FILE: the rows of a block of a script.
block() {
  sed -n "/^\\\$$1 << END_OF_BLOCK\$/,/^END_OF_BLOCK\$/p" "$2" | sed '1d;$d'
}

# ratings TEXT N: results of N factors, each named TEXT and a number; of the first nobody or everybody
# went a way, and what a share or a transition needs is there.
ratings() {
  local i cell tail='0.95,10,%s,wilson,followed up,change;rule=sum,,%s,%s\n'
  echo role,measure,better,term,group,period,estimate,conf_low,conf_high,conf_level,n,events,method,estimand,definition,note,from,to
  for ((i = 1; i <= $2; i++)); do
    cell=$(quoted "$1$i")
    # shellcheck disable=SC2059 # the format is ours
    {
      printf "descriptive,lowered,higher,share,%s,after-before,0.2,0.05,0.5,$tail" "$cell" 2 '' ''
      printf "descriptive,same,,share,%s,after-before,0.3,0.1,0.6,$tail" "$cell" 3 '' ''
      printf "descriptive,raised,lower,share,%s,after-before,0.1,0.01,0.4,$tail" "$cell" 1 '' ''
      printf "descriptive,revealed,,share,%s,after-before,0.4,0.1,0.7,$tail" "$cell" 4 '' ''
      printf "descriptive,transition,,transition,%s,after-before,0.9,0.5,1,$tail" "$cell" 9 0 1
      printf "descriptive,transition,,transition,%s,after-before,0,0,0.3,$tail" "$cell" 0 1 0
      printf "descriptive,transition,,transition,%s,after-before,0.1,0,0.4,$tail" "$cell" 1 1 1
      printf "descriptive,transition,,transition,%s,after-before,0,0,0.3,$tail" "$cell" 0 0 0
    }
  done
}

# cases TEXT N: records of N cases, named TEXT and a number.
cases() {
  local i classes=(improved worsened mixed 'risk only' 'protective only' unchanged 'not assessable' lost)
  echo case,risk_before,risk_after,protective_before,protective_after,change_class
  for ((i = 1; i <= $2; i++)); do
    printf '%s,%d,%d,%d,%d,%s\n' "$(quoted "$1$i")" "$((i % 40))" "$((i * 7 % 40))" "$((i % 20))" \
      "$((i * 3 % 20))" "${classes[i % 8]}"
  done
}

# chart KIND FILE OPTION...: the chart of a file of ratings or cases.
chart() {
  local kind=$1 file=$2
  shift 2
  if [ "$kind" = change ]; then
    uf-plot change --records "$file" "$@"
  else
    uf-plot "$kind" "$file" "$@"
  fi
}

for kind in change factors transitions; do
  make=ratings
  [ "$kind" = change ] && make=cases
  for text in '`touch x`@m' "'); system(\"touch x\"); #" '"; system("touch x"); #' '$(touch x)' 'a_b^{c}' \
    '%s%n' '<b>&amp;</b>' '\n\140\\' 'Åkerö, '; do
    $make "$text" 1 > kind.csv
    holds "$kind: drawn: $text" chart "$kind" kind.csv --title "$text" --source "$text" -q -o kind.svg
    contains "$kind: drawn as text: $text" "$(drawn kind.svg | tr -d ' \n')" "$(tr -d ' ' <<< "${text}1")"
  done
  same "$kind: it made no file" '' "$(find . -name x)"
  $make '`touch x`@m$#\' 2 > kind.csv
  chart "$kind" kind.csv --script -q -o kind.gp
  same "$kind: no character with a meaning in a field of a block" '' \
    "$(awk '/<< END_OF_BLOCK$/ { inside = 1; next } /^END_OF_BLOCK$/ { inside = 0 } inside' kind.gp |
      grep '[`@$#;\\]' | sed 's/\\[0-7][0-7][0-7]//g' | grep '[`@$#;\\]')"
  for count in 0 1 20 120; do
    $make 'Skolanknytning och förhållningssätt till kamrater ' "$count" > kind.csv
    for format in svg png pdf; do
      holds "$kind: $count as $format" chart "$kind" kind.csv -q -o "kind.$format"
    done
    holds "$kind: $count in the terminal" chart "$kind" kind.csv -q --terminal -o kind.txt
  done
done

# Where the marks are. Factors: a bar of 20 % down, 10 % up and 40 % hatched from there; so as lengths 2,
# 1 and 4 tenths of the axis' 100 %, whose half is half of the drawing.
ratings R 1 > kind.csv
uf-plot factors kind.csv --script -o kind.gp
same 'factors: bars of a factor, by the interval' '2 1 4' "$({
  block bars kind.gp | head -n 2
  block hatched kind.gp | head -n 1
} | awk '{ length_ = $3 - $1; if (NR == 1) unit = length_ / 2; printf "%s%.0f", (NR > 1 ? " " : ""), length_ / unit }')"
same 'factors: what rose begins where what fell ends, and what was revealed where that ends' '1 1' "$({
  block bars kind.gp | head -n 2
  block hatched kind.gp | head -n 1
} | awk '{ left[NR] = $1; right[NR] = $3 } END { print (right[1] == left[2]), (right[2] == left[3]) }')"
same 'factors: a fall of risk is blue, a rise vermilion' '29362 13983232' \
  "$(block bars kind.gp | head -n 2 | awk '{ print $5 }' | paste -sd ' ')"
sed -e 's/lowered,higher/lowered,lower/' -e 's/raised,lower/raised,higher/' kind.csv > protective.csv
uf-plot factors protective.csv --script -o kind.gp
same 'factors: of protection the other way round' '13983232 29362' \
  "$(block bars kind.gp | head -n 2 | awk '{ print $5 }' | paste -sd ' ')"
contains 'factors: and under its own heading' "$(cat kind.gp)" '"Protective factors"'
same 'factors: an interval for what fell and for what rose' 2 "$(block intervals kind.gp | wc -l)"

# Transitions: 2 by 2 cells, two of them framed, with the counts above 0.
uf-plot transitions kind.csv --script -o kind.gp
same 'transitions: cells, framed cells, counts' '4 2 1 9' "$(block cells kind.gp | wc -l) \
$(block diagonal kind.gp | wc -l) $({
  block on_light kind.gp
  block on_dark kind.gp
} | awk '$3 != "\"\"" { gsub(/"/, "", $3); print $3 }' | sort -n | paste -sd ' ')"

# Change: two sides for each case; who was lost has no after; the order within a class is by change.
cat > kind.csv << 'END'
case,risk_before,risk_after,protective_before,protective_after,change_class
little,20,19,5,6,improved
much,20,9,5,6,improved
gone,20,,5,,lost
END
uf-plot change --records kind.csv --script -o kind.gp
same 'change: two places for each case, its sign, and no after of who was lost' '0 0 0 0 -1:NaN -1:NaN' \
  "$(block cases kind.gp | awk '{ print $4 ($3 == "NaN" ? ":NaN" : "") }' | paste -sd ' ')"
same 'change: the larger fall in risk stands first' '"much" "little" "gone"' \
  "$(block count kind.gp | awk '{ print $3 }' | paste -sd ' ')"
same 'change: headings count' '"improved (2 of 3)" "lost (1 of 3)"' \
  "$(block heading kind.gp | cut -d ' ' -f 3- | paste -sd ' ')"
