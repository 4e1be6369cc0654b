#!/usr/bin/env bash
# swedish.sh: the same project from a Swedish export gives the same results, byte by byte.
#
# One folder has our own files, the other what a Swedish system or spreadsheet writes: semicolons,
# decimal commas, cp1252, CRLF, Swedish headers (read by --map), ja and nej. Names have å, ä, ö and a
# comma. Each program runs in both, and what it writes is compared.
. "$UF_TOP/tests/protocol.sh"
set -u
cd "$TMPDIR" || exit 2
mkdir plain swedish
swedish=(--encoding cp1252)

# dress FILE HEADER: from plain/FILE, whose cells hold no quotes, swedish/FILE with this header.
dress() {
  { printf '%s\n' "$2" && tail -n +2 "plain/$1" | sed -e 's/,/;/g' -e 's/\./,/g' \
    -e 's/;1$/;ja/' -e 's/;0$/;nej/' -e 's/Asa norra/Åsa, norra/'; } |
    sed 's/$/\r/' | iconv -f utf-8 -t cp1252 > "swedish/$1"
  sed -i 's/Asa norra/"Åsa, norra"/' "plain/$1"
}

# The log in hours, so that there are decimals to write: a lesson of 45 minutes is 0.75.
uf-simulate absence --per day --schools 4 --pupils 60 --grades 2 --minutes 45 -q | awk -F , '
  BEGIN { OFS = ","; split("Ängsskolan Östra Asa_norra Borås", name, " ") }
  NR == 1 { print; next }
  { gsub("_", " ", name[3]); $3 = name[index("ABCD", $3)]; $4 = $4 "å"
    for (i = 7; i <= 9; i++) $i = $i / 60
    print }' > plain/log.csv
dress log.csv 'elev;datum;skola;klass;årskurs;grupp;schemalagd tid;giltig frånvaro;ogiltig frånvaro;rapporterad'
contains 'the Swedish log has decimal commas' "$(head -n 99 swedish/log.csv | tr -d '\200-\377')" ';0,75;'

# both NAME [OPTION-FOR-THE-SWEDISH...] -- PROGRAM ARGUMENT...: run it in both folders, the output in
# NAME.csv, and compare.
both() {
  local name=$1 options=()
  shift
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  (cd plain && exec "$@" > "$name.csv" 2> "$name.err")
  local plain=$?
  (cd swedish && exec "$@" "${options[@]}" > "$name.csv" 2> "$name.err")
  local status=$?
  same "$name: status" "$plain" "$status"
  holds "$name: the same bytes" cmp "plain/$name.csv" "swedish/$name.csv"
  holds "$name: the same words" cmp "plain/$name.err" "swedish/$name.err"
  holds "$name: something is written" test "$(wc -l < "plain/$name.csv")" -gt 1
}

lessons=(--map swedish-lessons "${swedish[@]}")
both records "${lessons[@]}" -- uf-absence --window 3m --carry arm log.csv
both rolling "${lessons[@]}" -- uf-absence --window 3m --step 1m --attribute split log.csv
both rates "${lessons[@]}" -- uf-absence --window month --aggregate --by arm,school log.csv
both findings "${lessons[@]}" -- uf-check --attendance --coverage coverage log.csv
holds 'coverage: the same bytes' cmp plain/coverage swedish/coverage

# Records that somebody has kept in a Swedish spreadsheet, with headers of their own.
uf-absence --window 3m --carry arm -q --excel plain/log.csv > records.csv
printf 'name,column\npupil,elev\nschool,skola\nclass,klass\narm,grupp\nwindow,period\nfrom,från\nto,till\nscheduled,schemalagt\nabsent,frånvaro\nrate,andel\nrate_min,lägst\nrate_max,högst\n' \
  > swedish/map.csv
sed -e '1s/^\xef\xbb\xbfpupil;school;class;grade;arm;window;from;to;scheduled;absent/elev;skola;klass;grade;grupp;period;från;till;schemalagt;frånvaro/' \
  -e '1s/;rate;rate_min;rate_max;/;andel;lägst;högst;/' records.csv | iconv -f utf-8 -t cp1252 > swedish/kept.csv
cp plain/records.csv plain/kept.csv
contains 'the kept records have decimal commas' "$(sed -n 2p swedish/kept.csv | tr -d '\200-\377')" ';0,'
kept=(--map map.csv "${swedish[@]}")
both above "${kept[@]}" -- uf-threshold --above 5,15 --bands 5,10,20 --by school,window kept.csv
both cluster "${kept[@]}" -- uf-threshold --at-least 10 --by window --cluster class kept.csv
both repeated "${kept[@]}" -- uf-threshold --above 15 --by school --repeated --cluster pupil kept.csv
both sweep "${kept[@]}" -- uf-threshold --sweep 5:20:2.5 --capacity 12 --by window,arm kept.csv
both change "${kept[@]}" -- uf-threshold --above 5,15 --by school --period window \
  --before 2016-08-01 --after 2017-08-01 --cluster class kept.csv
both rate "${kept[@]}" -- uf-threshold --value rate --above 0.15 --by window --cluster none kept.csv
both where "${kept[@]}" -- uf-threshold --above 15 --where 'rate>0.01' --where school=Borås \
  --by window kept.csv

# --flag passes the records on: as ours in both, but for the headers that are the file's.
(cd plain && uf-threshold --above 15 --flag kept.csv > flags.csv)
(cd swedish && uf-threshold --above 15 --flag "${kept[@]}" kept.csv > flags.csv)
same 'flags: the same rows' "$(tail -n +2 plain/flags.csv | cksum)" \
  "$(tail -n +2 swedish/flags.csv | cksum)"
# And the next program reads them.
(cd plain && uf-threshold --above 15 --by window -q --cluster none flags.csv > again.csv)
(cd swedish && uf-threshold --above 15 --by window -q --cluster none --map map.csv flags.csv > again.csv)
holds 'flags: the next program says the same' cmp plain/again.csv swedish/again.csv

# Cases and their stages.
printf 'case,school,over_limit,meeting,reached\n' > plain/cases.csv
tail -n +2 "$UF_TOP/datasets/cases.csv" | awk -F , '{ print $1 ",Östra,2016-11-0" NR % 9 + 1 "," (NR % 3 ? "" : "2017-01-12") "," NR % 2 }' \
  >> plain/cases.csv
dress cases.csv 'ärende;skola;över gränsen;möte;nådd'
printf 'name,column\ncase,ärende\nschool,skola\nover_limit,över gränsen\nmeeting,möte\nreached,nådd\n' \
  > swedish/cases-map.csv
both funnel --map cases-map.csv "${swedish[@]}" -- \
  uf-funnel --stages over_limit,reached,meeting --by school cases.csv

# Verdicts: on the results above, and on results that a spreadsheet has saved again.
both verdict -- uf-target --require 'relative_change(above_15) <= -20% each school' change.csv
both funnel-verdict -- uf-target --require 'events(meeting) >= 5 each school' funnel.csv
both coverage-verdict -- uf-target --require 'coverage(registers) >= 90% each school' \
  --where window=all coverage
cp plain/change.csv plain/saved.csv
(cd plain && uf-threshold --above 5,15 --by school --period window --before 2016-08-01 \
  --after 2017-08-01 --cluster class -q --excel kept.csv) > swedish/saved.csv
contains 'the saved results have decimal commas' "$(head -n 3 swedish/saved.csv)" ';0,'
both saved-verdict -- \
  uf-target --require 'relative_change(above_15) <= -20% each school' saved.csv

# What is only carried along is read by the next program too; texts that are no numbers stay.
printf 'elev;datum;schemalagd tid;frånvaro;poäng;ord\np1;2016-09-01;1,5;0,5;12,5;1,2,3\n' > swedish/carried.csv
uf-absence --map swedish-lessons --carry poäng,ord -q swedish/carried.csv > carried.csv
same 'carried numbers have a point, texts stay' '12.5,"1,2,3"' "$(tail -n 1 carried.csv | cut -d , -f 4-7)"
same 'and the next program reads them' 1 \
  "$(uf-threshold -q --value poäng --above 12.4 --cluster none carried.csv | tail -n 1 | cut -d , -f 17)"
