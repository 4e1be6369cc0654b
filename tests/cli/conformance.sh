#!/usr/bin/env bash
# conformance.sh: what every program owes its user, tried on all of them.
#
# A case below is one way to run a program: its arguments with @ for the input, and a small valid
# input. From it everything else is made: the same data dressed otherwise (CRLF, byte order mark,
# semicolon and decimal comma, another locale), which must give the same output byte by byte; broken
# data, which must give status 2, nothing on stdout, and words on stderr; and outputs that fail. A
# program in $UF_BIN without a case is a failure. CASES="NAME..." and TESTS="NAME..." run only those
# cases, and only the functions test_NAME. controls-conformance.sh shows that each kind of fault is
# caught.
. "$UF_TOP/tests/protocol.sh"
set -u
cd "$TMPDIR" || exit 2
version=$(cat "$UF_TOP/VERSION")

# --- The cases. ---
# program    its name
# arguments  as above; --where and such belong here too if it needs them
# sample     valid input: commas as delimiter only, points as decimal marks only, at least two rows,
#            the first and the last with a decimal point in the cells of the column; empty: the
#            program reads nothing, and none of the following is asked
# number     which this names
# column     a column that it cannot do without
# empty      its status for a header without rows, and a word that it then says (stdout or stderr)
# single     arguments that read a file of the one column x; empty: it has no use for one column
# failing    arguments of a run that fails (default: the same on a broken input)
# finds      yes: what is wrong with a row is what it writes, with status 1

all_cases='check absence threshold change flag compare did clusters factors factors_summary score items
  funnel target plot distribution simulate simulate_factors plot_change'

case_check() {
  program=uf-check
  arguments=(--attendance @)
  sample='pupil,date,school,lesson,scheduled,absent
p1,2016-09-01,A,1,60,7.5
p1,2016-09-02,A,1,60,0
p2,2016-10-03,B,1,55,12.25'
  number=absent column=scheduled
  empty=(0 'file,line')
  single=()
  failing=(--attendance --encoding nonsense @)
  finds=yes
}

case_absence() {
  program=uf-absence
  arguments=(--window month @)
  sample='pupil,date,school,scheduled,absent
p1,2016-09-01,A,60,7.5
p1,2016-09-02,A,60,0
p2,2016-10-03,B,55,12.25'
  number=absent column=scheduled
  empty=(0 definition)
  single=()
}

case_threshold() {
  program=uf-threshold
  arguments=(--above 15 --cluster none @)
  sample='pupil,absent,scheduled
p1,27.5,180
p2,27,180
p3,10.25,60'
  number=absent column=scheduled
  empty=(0 'no rows')
  single=(--value x --above 4 @)
}

case_change() {
  program=uf-threshold
  arguments=(--above 15 --cluster none --period window --before w1 --after w2 @)
  sample='pupil,window,absent,scheduled
p1,w1,27.5,180
p2,w1,27,180
p1,w2,30,180
p2,w2,10.25,60'
  number=absent column=scheduled
  empty=(0 'no rows')
  single=()
}

case_flag() {
  case_threshold
  arguments=(--above 15 --flag @)
  empty=(0 above_15)
  single=(--value x --above 4 --flag @)
}

case_compare() {
  program=uf-compare
  arguments=(--outcome y --control c @)
  sample='pupil,arm,y
p1,t,7.5
p2,t,8
p3,c,9
p4,c,6.25'
  number=y column=arm
  empty=(0 'no rows')
  single=()
}

case_did() {
  case_compare
  arguments=(--outcome y --control c --period when --before w1 --after w2 --strata sex @)
  sample='pupil,sex,arm,when,y
p1,g,t,w1,7.5
p2,g,c,w1,8
p1,g,t,w2,9
p2,g,c,w2,6.25'
}

case_clusters() {
  case_compare
  arguments=(--outcome y --control c --cluster school --period when --before w1 --after w2 @)
  sample='pupil,school,arm,when,y
p1,A,t,w1,7.5
p2,B,c,w1,8
p1,A,t,w2,9
p2,B,c,w2,6.25'
}

case_funnel() {
  program=uf-funnel
  arguments=(--stages 'over_limit,meeting' --where 'weight>0' @)
  sample='case,weight,over_limit,meeting
c1,1.5,2016-11-01,2017-01-12
c2,2,2016-11-01,
c3,1.25,2016-11-02,2017-01-30'
  number=weight column=meeting
  empty=(0 'no rows')
  single=()
}

case_factors() {
  program=uf-change
  arguments=(--factors ester --where 'weight>0' @)
  sample='case,time,factor,rating,weight
c1,0,R1,3,1.5
c1,0,P1,1,2
c1,6,R1,2,1
c2,0,R1,3,2
c2,6,R1,,2.25'
  number=weight column=rating
  empty=(0 n_factors)
  single=()
}

case_factors_summary() {
  case_factors
  arguments=(--factors ester --where 'weight>0' --summary --per-factor @)
  empty=(0 'no rows')
}

case_score() {
  program=uf-score
  arguments=(--key brs --items 'one,two,three,four,five,six' --where 'weight>0' @)
  sample='pupil,weight,one,two,three,four,five,six
p1,1.5,4,2,4,2,5,1
p2,2,3,3,3,,3,3
p3,2.25,1,5,1,5,1,5'
  number=weight column=three
  empty=(0 brs_items)
  single=()
}

case_items() {
  case_score
  arguments=(--item-summary --items 'one,two,three,four,five,six' --where 'weight>0' @)
  empty=(0 'no rows')
  single=(--item-summary --items x @)
}

case_target() {
  program=uf-target
  arguments=(--require 'share(improved) >= 22%' @)
  sample='school,role,measure,term,estimate,conf_level,n,events
A,primary,improved,share,0.5,0.95,50,25
A,descriptive,other,share,0.25,0.95,50,12.5'
  number=events column=measure
  empty=(2 'fits no result')
  single=()
}

case_plot() {
  program=uf-plot
  arguments=(threshold --source Register --script @)
  sample='school,role,measure,term,estimate,conf_low,conf_high,conf_level,n,events
A,primary,above_15,share,0.25,0.125,0.5,0.95,40,10
B,primary,above_15,share,0.5,0.25,0.75,0.95,40,20'
  number=estimate column=measure
  empty=(0 set)
  single=()
}

case_distribution() {
  program=uf-plot
  arguments=(distribution --source Register --script --records @)
  sample='pupil,rate
p1,0.125
p2,0
p3,0.5'
  number=rate column=rate
  empty=(0 set)
  single=(distribution --source Register --script --value x --records @)
}

case_simulate() {
  program=uf-simulate
  arguments=(absence --schools 2 --pupils 10 --to 2016-09-10)
  sample=
  failing=("${arguments[@]}" --encoding nonsense)
}

case_simulate_factors() {
  program=uf-simulate
  arguments=(factors --cases 5 --waves 2)
  sample=
  failing=("${arguments[@]}" --agreement nonsense)
}

case_plot_change() {
  program=uf-plot
  arguments=(change --source Register --script --records @)
  sample='case,risk_before,risk_after,protective_before,protective_after,change_class
c1,20.5,18,9,10,improved
c2,19,19,8,8,unchanged
c3,22.25,,7,,lost'
  number=risk_before column=risk_before
  empty=(0 set)
  single=()
}

# --- Running. ---

# given INPUT ARGUMENT...: the arguments with INPUT for @, in the array words.
given() {
  local input=$1 argument
  shift
  words=()
  for argument; do
    [ "$argument" = @ ] && argument=$input
    words+=("$argument")
  done
}

# try ARGUMENT...: run the program; its output in out and err, its status in status.
try() {
  "$UF_BIN/$program" "$@" > out 2> err
  status=$?
}

# run INPUT [ARGUMENT...]: the case's arguments on INPUT, more arguments in front.
run() {
  given "$1" "${arguments[@]}"
  shift
  # The first word may be a chart's kind: options may stand anywhere.
  try "${words[@]}" "$@"
}

what() {
  printf 'status %s, stdout %s bytes, stderr: %s' "$status" "$(wc -c < out)" "$(head -c 300 err)"
}

# Everything on stderr is lines of the program's own, without control bytes.
proper_words() {
  [ "$(grep -cv "^$program: " err)" -eq 0 ] &&
    [ "$(LC_ALL=C tr -d '\n -~\200-\377' < err | wc -c)" -eq 0 ]
}

# refused NAME [WORDS...]: it ended with 2, wrote nothing, and said why, with all WORDS.
refused() {
  local name="$label: $1" part
  shift
  if [ "$status" -ne 2 ] || [ -s out ] || [ ! -s err ]; then
    not_ok "$name" "$(what)"
    return
  fi
  if ! proper_words; then
    not_ok "$name" "lines that are not the program's own, or control bytes: $(cat -v err)"
    return
  fi
  for part; do
    if ! grep -qF -e "$part" err; then
      not_ok "$name" "'$part' is not said: $(what)"
      return
    fi
  done
  ok "$name"
}

# bad_row NAME FILE LINE [WORDS...]: that row was refused, with all WORDS; or found, where finding is
# what the program does.
bad_row() {
  if [ "$finds" != yes ]; then
    refused "$1" "$2:$3: " "${@:4}"
  elif [ "$status" -eq 1 ] && grep -qF -e "$2,$3," out && proper_words; then
    ok "$label: $1"
  else
    not_ok "$label: $1" "$(what)"
  fi
}

# one_line NAME LINE: it ended with 2 and said this one line.
one_line() {
  if [ "$status" -eq 2 ] && [ ! -s out ] && [ "$(cat err)" = "$2" ]; then
    ok "$label: $1"
  else
    not_ok "$label: $1" "$(what)"
  fi
}

# accepted NAME [FILE]: it did what it does with the plain sample, into FILE (default: stdout).
accepted() {
  if [ "$status" -eq 0 ] && cmp -s expected "${2:-out}" && proper_words; then
    ok "$label: $1"
  else
    not_ok "$label: $1" "$(what)"
  fi
}

# unchanged NAME FILE CONTENT: FILE is as it was, and nothing lies beside it.
unchanged() {
  local left
  left=$(find . -name '.*utfall*' | head -n 1)
  if [ "$(cat "$2")" = "$3" ] && [ -z "$left" ]; then
    ok "$label: $1"
  else
    not_ok "$label: $1" "$2 has changed, or $left was left behind"
  fi
}

# --- The questions that need no input. ---

test_help() {
  try --help
  if [ "$status" -eq 0 ] && [ ! -s err ] && grep -q "^Usage: $program " out &&
    grep -q -- '--help=all' out; then
    ok "$label: --help"
  else
    not_ok "$label: --help" "$(what)"
  fi
  cp out short
  try -h
  if [ "$status" -eq 0 ] && cmp -s short out; then
    ok "$label: -h is --help"
  else
    not_ok "$label: -h is --help" "$(what)"
  fi
  try --help=all
  if [ "$status" -eq 0 ] && [ ! -s err ] && [ "$(wc -l < short)" -lt "$(wc -l < out)" ]; then
    ok "$label: --help=all says more"
  else
    not_ok "$label: --help=all says more" "$(what)"
  fi
  try --help=nonsense
  one_line '--help=nonsense' "$program: --help=nonsense: write --help, --help=all, or =man, =bash, =zsh, =fish"
}

test_version() {
  try --version
  if [ "$status" -eq 0 ] && [ ! -s err ] && [ "$(cat out)" = "$program (utfall) $version" ]; then
    ok "$label: --version"
  else
    not_ok "$label: --version" "$(what)"
  fi
}

test_command_line() {
  given plain.csv "${arguments[@]}"
  try "${words[@]}" --outptu x
  one_line 'unknown option' "$program: unknown option '--outptu': did you mean '--output'?"
  try "${words[@]}" --zzzzzzzz
  one_line 'unknown option like no other' \
    "$program: unknown option '--zzzzzzzz': $program --help lists the options"
  try "${words[@]}" --output a --output b
  one_line 'option twice' "$program: --output is given twice; it takes one value"
  try "${words[@]}" --output
  one_line 'option without its value' "$program: --output needs a value: --output FILE"
  try "${words[@]}" --quiet=yes
  one_line 'flag with a value' "$program: --quiet takes no value"
}

# --- Good data in other clothes. ---

test_input() {
  run - < plain.csv
  accepted 'stdin'
  sed 's/$/\r/' plain.csv > crlf.csv
  run crlf.csv
  accepted 'CRLF'
  { printf '\357\273\277'; cat plain.csv; } > bom.csv
  run bom.csv
  accepted 'byte order mark'
  run semicolon.csv
  accepted 'semicolon and decimal comma'
  tr ',' '\t' < plain.csv > tab.csv
  run tab.csv
  accepted 'tab'
  { echo 'sep=;'; tr ',.' ';,' < plain.csv; } > sep.csv
  run sep.csv
  accepted 'sep=; line'
  awk -v FS=, -v OFS=, '{ for (i = 1; i <= NF; i++) $i = "\"" $i "\""; print }' plain.csv > quoted.csv
  run quoted.csv
  accepted 'every cell quoted'
  printf '%s' "$sample" > unended.csv
  run unended.csv
  accepted 'no newline at the end'
}

# --- Conventions of input and output. ---

# one_record NAME: run.json holds one line of JSON about this run, which ended with 0.
one_record() {
  if [ "$(wc -l < run.json)" -eq 1 ] &&
    grep -q "^{\"program\":\"$program\",.*\"status\":0}\$" run.json; then
    ok "$label: $1"
  else
    not_ok "$label: $1" "$(head -c 300 run.json)"
  fi
}

test_conventions() {
  run plain.csv --record run.json
  accepted '--record changes no output'
  one_record '--record appends a line'
  run plain.csv --exit-zero
  accepted '--exit-zero changes no output'
  run plain.csv --lang xx
  refused '--lang xx' 'en' 'sv'
  if [ "$program" != uf-plot ]; then
    run plain.csv --excel
    if [ "$status" -eq 0 ] && [ "$(head -c 3 out)" = "$(printf '\357\273\277')" ] &&
      [ "$(grep -c . out)" -eq "$(grep -c $'\r$' out)" ] && head -n 1 out | grep -q ';'; then
      ok "$label: --excel"
    else
      not_ok "$label: --excel" "$(what)"
    fi
  fi
  run plain.csv --digits 0
  refused '--digits 0' '--digits'
}

test_packing() {
  if "$UF_BIN/$program" --help=all | grep -q -e --reject; then
    run plain.csv --reject aside.csv
    accepted '--reject changes no output'
    if [ "$(cat aside.csv)" = file,line,column,reason,row ]; then
      ok "$label: --reject with nothing to set aside"
    else
      not_ok "$label: --reject with nothing to set aside" "$(head -n 2 aside.csv)"
    fi
    run ragged.csv --reject aside.csv
    if [ "$(wc -l < aside.csv)" -eq 2 ] && grep -q '^ragged.csv,' aside.csv; then
      ok "$label: --reject sets a bad row aside"
    else
      not_ok "$label: --reject sets a bad row aside" "$(what)"
    fi
  fi
  gzip -c plain.csv > packed.csv.gz
  run packed.csv.gz
  accepted 'gzip'
  run - < packed.csv.gz
  accepted 'gzip on stdin'
  head -c "$(($(wc -c < packed.csv.gz) - 9))" packed.csv.gz > cut.csv.gz
  run cut.csv.gz
  refused 'gzip cut short' 'gzip data end early'
  iconv -f utf-8 -t utf-16le plain.csv > wide.csv
  run wide.csv --encoding utf-16le
  accepted '--encoding'
  printf '\377\n' | cat plain.csv - > bytes.csv
  run bytes.csv
  refused 'not UTF-8' 'bytes.csv:' '--encoding'
  run plain.csv --encoding nonsense
  refused '--encoding that is none' 'nonsense'
}

test_locale() {
  if [ -z "$german" ]; then
    skip "$label: German numeric locale" "$no_german"
    return
  fi
  given plain.csv "${arguments[@]}"
  # Not try: bash itself would want to change its locale.
  env LOCPATH="$german" LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 \
    "$UF_BIN/$program" "${words[@]}" > out 2> err
  status=$?
  accepted 'German numeric locale'
}

# --- Data that are broken. ---

test_broken() {
  local misspelt="${column%?}x${column: -1}"
  sed "1s/\\b$column\\b/$misspelt/" plain.csv > misspelt.csv
  run misspelt.csv
  refused 'missing column, with a hint' "no column '$column'" "did you mean '$misspelt'?"
  # The last row of the semicolon file with a decimal point.
  sed '$s/,/./g' semicolon.csv > mixed.csv
  run mixed.csv
  bad_row 'mixed decimal marks' mixed.csv "$(wc -l < plain.csv)" "column '$number'" 'in line 2'
  { cat plain.csv; echo 'x'; } > short.csv
  run short.csv
  bad_row 'row with too few cells' short.csv "$(wc -l < short.csv)"
  run ragged.csv
  bad_row 'row with too many cells' ragged.csv "$(wc -l < ragged.csv)"
  { cat plain.csv; printf '"open,\nx\n'; } > quote.csv
  run quote.csv
  refused 'open quote' "quote.csv:$(($(wc -l < plain.csv) + 1)): "
  { cat plain.csv; printf 'a\0b\n'; } > nul.csv
  run nul.csv
  refused 'NUL byte' "nul.csv:$(($(wc -l < plain.csv) + 1)): " NUL
  sed "1s/.*/&,x\x1b[31m\"/; 2,\$s/\$/,1/" plain.csv > escape.csv
  run escape.csv
  refused 'ESC in a broken header stays off the terminal' 'escape.csv:1: '
}

test_no_data() {
  : > empty.csv
  run empty.csv
  refused 'empty file' 'empty.csv: ' header
  run - < /dev/null
  refused 'empty stdin' 'stdin: ' header
  head -n 1 plain.csv > header.csv
  run header.csv
  if [ "$status" -eq "${empty[0]}" ] && grep -qF -e "${empty[1]}" out err && proper_words; then
    ok "$label: header only"
  else
    not_ok "$label: header only" "$(what)"
  fi
  run directory
  refused 'directory as input' 'directory: '
  run nothing.csv
  refused 'no such file' 'nothing.csv: '
}

test_unreadable() {
  cp plain.csv unreadable.csv
  chmod 000 unreadable.csv
  given unreadable.csv "${arguments[@]}"
  if [ "$(id -u)" -ne 0 ]; then
    try "${words[@]}"
  elif "${unprivileged[@]}" test ! -r unreadable.csv 2> /dev/null; then
    "${unprivileged[@]}" "$UF_BIN/$program" "${words[@]}" > out 2> err
    status=$?
  else
    skip "$label: unreadable file" 'root reads everything, and setpriv cannot make it otherwise'
    return
  fi
  refused 'unreadable file' 'unreadable.csv: '
}
unprivileged=(setpriv '--bounding-set=-dac_override,-dac_read_search')

# Empty lines are rows of a file with one column: they count, as quoted empty cells do.
test_one_column() {
  printf 'x\n3\n\n5\n\n' > lines.csv
  printf 'x\n3\n""\n5\n""\n' > cells.csv
  if [ ${#single[@]} -eq 0 ]; then
    run lines.csv
    refused 'one column is not enough' 'lines.csv: '
    return
  fi
  given cells.csv "${single[@]}"
  try "${words[@]}"
  mv out whole
  given lines.csv "${single[@]}"
  try "${words[@]}"
  cp out with
  printf 'x\n3\n5\n' > lines.csv
  try "${words[@]}"
  if cmp -s whole with && ! cmp -s with out && [ "$status" -eq 0 ]; then
    ok "$label: empty lines of one column are rows"
  else
    not_ok "$label: empty lines of one column are rows" "$(diff whole with | head -n 3)"
  fi
}

# --- Outputs. ---

# full NAME ARGUMENT...: stdout is a full disk.
full() {
  local name=$1
  shift
  "$UF_BIN/$program" "$@" > /dev/full 2> err
  status=$?
  : > out
  refused "$name" 'No space left on device'
}

test_stdout() {
  given plain.csv "${arguments[@]}"
  full '/dev/full' "${words[@]}"
  full '--help to /dev/full' --help
  full '--version to /dev/full' --version
  "$UF_BIN/$program" "${words[@]}" >&- 2> err
  status=$?
  : > out
  refused 'stdout closed' 'stdout'
}

# to_closed_pipe COMMAND...: stdout is a pipe that nobody reads any more.
to_closed_pipe() {
  local reader
  exec 3> >(exec true)
  reader=$!
  wait "$reader"
  "$@" >&3 2> err
  status=$?
  exec 3>&-
  : > out
}

test_closed_pipe() {
  given plain.csv "${arguments[@]}"
  if ! env --default-signal=PIPE true 2> /dev/null; then
    skip "$label: closed pipe" 'env cannot set signals'
    return
  fi
  to_closed_pipe env --default-signal=PIPE "$UF_BIN/$program" "${words[@]}"
  if [ "$status" -eq 141 ] && ! grep -qi pipe err; then
    ok "$label: closed pipe ends it quietly"
  else
    not_ok "$label: closed pipe ends it quietly" "$(what)"
  fi
  to_closed_pipe env --ignore-signal=PIPE "$UF_BIN/$program" "${words[@]}"
  refused 'closed pipe with SIGPIPE ignored' 'stdout: Broken pipe'
  (
    set -o pipefail
    env --default-signal=PIPE "$UF_BIN/$program" "${words[@]}" 2> err | head -n 1 > out
  )
  status=$?
  if [ "$status" -eq 0 ] || [ "$status" -eq 141 ] && [ "$(cat out)" = "$(head -n 1 expected)" ] &&
    ! grep -qi pipe err; then
    ok "$label: | head -n 1"
  else
    not_ok "$label: | head -n 1" "$(what)"
  fi
}

test_output_file() {
  rm -f result
  run plain.csv -o result
  [ ! -s out ] || not_ok "$label: -o FILE leaves stdout alone" "$(what)"
  accepted '-o FILE' result
  echo old > result
  chmod 640 result
  given ragged.csv "${failing[@]}"
  try "${words[@]}" -o result
  refused '-o FILE and a failing run'
  unchanged '-o FILE keeps the old file on failure' result old
  run plain.csv -o result
  same "$label: -o FILE keeps the mode" 640 "$(stat -c %a result)"
  ln -sf result link
  run plain.csv -o link
  accepted '-o LINK' result
  holds "$label: -o LINK leaves the link" test -L link
  run plain.csv -o nowhere/result
  refused '-o into no folder' 'nowhere/result: there is no folder'
  run plain.csv -o directory
  refused '-o DIRECTORY' 'directory: is a folder'
  run plain.csv -o /dev/full
  refused '-o /dev/full' '/dev/full: No space left on device'
}

test_output_fifo() {
  rm -f fifo
  mkfifo fifo
  timeout 5 cat fifo > received &
  run plain.csv -o fifo
  wait $!
  accepted '-o FIFO' received
  holds "$label: -o FIFO leaves the FIFO" test -p fifo
}

test_output_is_input() {
  cp plain.csv both.csv
  run both.csv -o both.csv
  refused '-o on its own input' 'both.csv is an input'
  unchanged '-o on its own input changes nothing' both.csv "$sample"
  # shellcheck disable=SC2094 # that is the point
  run - -o both.csv < both.csv
  refused '-o on its own stdin' 'both.csv is an input'
  unchanged '-o on its own stdin changes nothing' both.csv "$sample"
  given both.csv "${arguments[@]}"
  "$UF_BIN/$program" "${words[@]}" >> both.csv 2> err
  status=$?
  : > out
  refused '>> on its own input' 'stdout is an input'
  unchanged '>> on its own input changes nothing' both.csv "$sample"
}

# --- A German locale, made here: none needs to be installed. ---

german='' no_german='localedef, or the sources of locales, are missing'
make_locale() {
  local folder=$UF_OUT/locale
  [ -d "$folder/de_DE.UTF-8" ] || {
    mkdir -p "$folder" &&
      localedef -i de_DE -f UTF-8 "$folder/de_DE.UTF-8" > /dev/null 2>&1
  }
  # It must be in force: printf takes and writes the decimal comma.
  if [ "$(LOCPATH=$folder LC_ALL=de_DE.UTF-8 env printf '%.1f' 1,5 2> /dev/null)" = 1,5 ]; then
    german=$folder
  fi
}
make_locale

# --- All cases. ---

# Of every program, and of those that read something.
all_tests='help version command_line conventions locale stdout closed_pipe output_file output_fifo'
input_tests='input packing broken no_data unreadable one_column output_is_input'

covered=' '
for label in $all_cases; do
  finds=no failing=()
  "case_$label"
  [ ${#failing[@]} -gt 0 ] || failing=("${arguments[@]}")
  covered="$covered$program "
  case " ${CASES:-$all_cases} " in *" $label "*) ;; *) continue ;; esac
  if [ ! -x "$UF_BIN/$program" ]; then
    not_ok "$label" "there is no $UF_BIN/$program"
    continue
  fi
  mkdir "$label" && cd "$label" || exit 2
  printf '%s\n' "$sample" > plain.csv
  tr ',.' ';,' < plain.csv > semicolon.csv
  sed '$s/$/,x/' plain.csv > ragged.csv
  mkdir directory
  run plain.csv
  cp out expected
  if [ "$status" -ne 0 ] || [ ! -s expected ] || ! proper_words; then
    not_ok "$label: valid input" "$(what)"
  else
    ok "$label: valid input"
    tests=$all_tests
    [ -z "$sample" ] || tests="$all_tests $input_tests"
    for part in ${TESTS:-$tests}; do
      "test_$part"
    done
  fi
  cd ..
done

for file in "$UF_BIN"/uf-*; do
  case $covered in
  *" ${file##*/} "*) ok "there is a case for ${file##*/}" ;;
  *) not_ok "there is a case for ${file##*/}" 'add one to tests/cli/conformance.sh' ;;
  esac
done
