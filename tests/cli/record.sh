#!/usr/bin/env bash
# record.sh: --record, --excel, --digits and --exit-zero, which every program has.
. "$UF_TOP/tests/protocol.sh"
cd "$TMPDIR" || exit 2

printf 'pupil,absent,scheduled\np1,15,100\np2,27,180\np3,28,180\n' > rates.csv

# check NAME EXPECTED ACTUAL
check() {
  if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "'$3', not '$2'"; fi
}

# --- the record ---
uf-threshold --above 15 --record run.json rates.csv > /dev/null
uf-threshold --above 15 --record run.json rates.csv > /dev/null
check 'a line for each run' 2 "$(wc -l < run.json)"
check 'two runs differ in time only' 1 "$(sed 's/"time":"[^"]*"//' run.json | sort -u | wc -l)"
check 'the input with its SHA-256' "$(sha256sum < rates.csv | cut -d' ' -f1)" \
  "$(sed -n '1s/.*"sha256":"\([0-9a-f]*\)".*/\1/p' run.json)"
uf-threshold --above 15 --record piped.json < rates.csv > /dev/null
check 'stdin is hashed too' "$(sha256sum < rates.csv | cut -d' ' -f1)" \
  "$(sed -n '1s/.*"sha256":"\([0-9a-f]*\)".*/\1/p' piped.json)"
check 'rows read and used' '{"read":3,"bad":0,"unselected":0,"left_out":0,"used":3}' \
  "$(sed -n '1s/.*"rows":\({[^}]*}\).*/\1/p' run.json)"
check 'defaults are rules in force' '"level":"0.95"' "$(grep -o '"level":"[0-9.]*"' piped.json)"
uf-threshold --above 15 --where 'pupil!=p1' --record where.json rates.csv > /dev/null
check 'rows that --where left out' '"unselected":1' "$(grep -o '"unselected":[0-9]*' where.json)"
printf 'pupil,window,eligible,absent,scheduled\np1,a,1,15,100\np2,b,0,27,180\np3,b,1,28,180\np1,c,0,1,9\n' > periods.csv
uf-threshold --above 15 --period window --before a --after b --record periods.json periods.csv > /dev/null 2>&1
check 'rows left out by rules: each once' '"left_out":{"not eligible":1,"of other periods":1}' \
  "$(grep -o '"left_out":{[^}]*}' periods.json)"
check 'rows left out by rules: the sum' '{"read":4,"bad":0,"unselected":0,"left_out":2,"used":2}' \
  "$(sed -n '1s/.*"rows":\({[^}]*}\).*/\1/p' periods.json)"
uf-threshold --above 15 --record bad.json nowhere.csv > /dev/null 2>&1
check 'a failed run leaves no line' 0 "$(wc -c < bad.json)"
uf-threshold --above 15 --record no/such/folder.json rates.csv > out 2> err
check 'a record that cannot be written: status' 2 $?
check 'a record that cannot be written: before any output' 0 "$(wc -c < out)"
check 'a record that cannot be written: one line' \
  'uf-threshold: --record no/such/folder.json: No such file or directory' "$(cat err)"
if [ -c /dev/full ]; then
  uf-threshold --above 15 --record /dev/full rates.csv > out 2> err
  check 'a full disk' 2 $?
  check 'a full disk: one line' 'uf-threshold: --record /dev/full: No space left on device' \
    "$(cat err)"
else
  skip 'a full disk' 'there is no /dev/full'
fi
if command -v python3 > /dev/null; then
  if python3 -c 'import json,sys; [json.loads(l) for l in open("run.json")]' 2> /dev/null; then
    ok 'each line is JSON'
  else
    not_ok 'each line is JSON' "$(head -1 run.json)"
  fi
else
  skip 'each line is JSON' 'python3 is not installed'
fi

# --- a Swedish spreadsheet ---
printf 'pupil,absent,scheduled,note\n=SUM(A1),22.5,100,"a;b"\n-5,10,100,-x\n' > cells.csv
printf '\xef\xbb\xbfpupil;absent;scheduled;note;above_15\r\n' > expected
printf '"'"'"'=SUM(A1)";22,5;100;"a;b";1\r\n-5;10;100;"'"'"'-x";0\r\n' >> expected
uf-threshold --above 15 --flag --excel cells.csv > out
check '--excel: semicolons, decimal commas, byte order mark, CRLF, no formula' \
  "$(od -c expected)" "$(od -c out)"
uf-threshold --above 15 --excel rates.csv | uf-target --require 'share(above_15) <= 40%' \
  > /dev/null 2> err
check '--excel output is read back' 'uf-target: met: 33.3 % (1 of 3)' "$(cut -d, -f1 err)"

# --- digits ---
uf-threshold --above 15 --digits 3 rates.csv > out
check '--digits rounds estimates and leaves counts' '0.333,0.272,0.0615,0.792,0.95,,,,3,1' \
  "$(tail -1 out | cut -d, -f8-17)"
uf-threshold --above 15 --digits 0 rates.csv > out 2> err
check '--digits 0 is refused' 2 $?
printf 'pupil,absent,scheduled\n' > many.csv
seq 1 1516 | sed 's/.*/p&,1,100/' >> many.csv
check '--digits never rounds a count' 1516 \
  "$(uf-threshold --above 15 --digits 2 many.csv | tail -1 | cut -d, -f16)"

# --- exit status ---
uf-threshold --above 15 rates.csv > shares.csv
uf-target --require 'share(above_15) <= 1%' shares.csv > /dev/null 2>&1
check 'a target not met is status 1' 1 $?
uf-target --exit-zero --record zero.json --require 'share(above_15) <= 1%' shares.csv \
  > /dev/null 2>&1
check '--exit-zero makes it 0' 0 $?
check 'the record keeps the answer' '"status":1' "$(grep -o '"status":[0-9]' zero.json)"
uf-target --exit-zero --require 'share(above_15) <= 1%' nowhere.csv > /dev/null 2>&1
check '--exit-zero hides no failure' 2 $?
