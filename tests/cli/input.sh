#!/usr/bin/env bash
# input.sh: what programs accept as input, and what they say of what they cannot read.
#
# Encodings, gzip, digits in groups, Excel's dates, --reject: each on a file and on stdin. Expected
# values are sums and dates worked out by hand; the data dressed otherwise must give the same output
# byte by byte.
. "$UF_TOP/tests/protocol.sh"
set -u
cd "$TMPDIR" || exit 2

# --- Running. ---

# try COMMAND...: its output in out and err, its status in status.
try() {
  "$@" > out 2> err
  status=$?
}

what() {
  printf 'status %s, stdout %s bytes, stderr: %s' "$status" "$(wc -c < out)" "$(head -c 400 err)"
}

# said NAME LINE...: status 2, nothing on stdout, and exactly these lines on stderr.
said() {
  local name=$1
  shift
  if [ "$status" -eq 2 ] && [ ! -s out ] && [ "$(cat err)" = "$(printf '%s\n' "$@")" ]; then
    ok "$name"
  else
    not_ok "$name" "$(what)"
  fi
}

# both NAME FILE LINE COMMAND...: as said, with FILE as the last argument and on stdin, where
# LINE then says stdin for FILE.
both() {
  local name=$1 file=$2 line=$3
  shift 3
  try "$@" "$file"
  said "$name" "$line"
  "$@" < "$file" > out 2> err
  status=$?
  said "$name, on stdin" "${line//$file/stdin}"
}

# equal NAME FILE COMMAND...: the output is that of expected, with FILE and with it on stdin.
equal() {
  local name=$1 file=$2
  shift 2
  try "$@" "$file"
  if [ "$status" -eq 0 ] && cmp -s expected out; then
    ok "$name"
  else
    not_ok "$name" "$(what)"
  fi
  "$@" < "$file" > out 2> err
  status=$?
  if [ "$status" -eq 0 ] && cmp -s expected out; then
    ok "$name, on stdin"
  else
    not_ok "$name, on stdin" "$(what)"
  fi
}

# column NAME: that column of out, a line for each row.
column() {
  awk -F , -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
    { print $at }' out
}

absence=(uf-absence -q)

# What is said where the encoding is not UTF-8.
windows='--encoding cp1252 reads files from Windows'

# --- Encodings. ---

cat > utf8.csv <<'END'
elev;datum;skola;schemalagd;frånvaro
Åsa Öberg;2016-09-01;Skånegården;60;7,5
Bo;2016-09-02;"Ängen; norra";55,5;0
END
rename=(--id elev --date datum --school skola --scheduled schemalagd --absent frånvaro)
uf-absence -q "${rename[@]}" utf8.csv > expected
same 'encoding: the plain file is read' 2 "$(grep -c 'Öberg\|Ängen' expected)"
iconv -f utf-8 -t cp1252 utf8.csv > cp1252.csv
equal 'encoding: cp1252' cp1252.csv "${absence[@]}" "${rename[@]}" -e cp1252
equal 'encoding: latin1' cp1252.csv "${absence[@]}" "${rename[@]}" --encoding=latin1
sed 's/$/\r/' cp1252.csv > crlf.csv
equal 'encoding: cp1252 with CRLF' crlf.csv "${absence[@]}" "${rename[@]}" -e CP1252
{ printf '\xEF\xBB\xBF'; sed 's/$/\r/' utf8.csv; } > bom.csv
equal 'encoding: UTF-8 with a byte order mark and CRLF' bom.csv "${absence[@]}" "${rename[@]}"
equal 'encoding: UTF-8 by name' bom.csv "${absence[@]}" "${rename[@]}" -e utf-8
for to in utf-16 utf-16be utf-16le utf-32; do
  iconv -f utf-8 -t "$to" utf8.csv > other.csv
  equal "encoding: $to" other.csv "${absence[@]}" "${rename[@]}" -e "$to"
done
iconv -f utf-8 -t utf-16 utf8.csv > utf16.csv
both 'encoding: UTF-16 is recognised' utf16.csv \
  'uf-absence: utf16.csv: is UTF-16 and not UTF-8; --encoding utf-16 reads it' \
  "${absence[@]}" "${rename[@]}"
both 'encoding: a garbled header' cp1252.csv \
  'uf-absence: cp1252.csv:1: column 5: not valid UTF-8 (byte \xE5); '"$windows" \
  "${absence[@]}" "${rename[@]}"
printf 'pupil,date,namn,scheduled,absent\na,2016-09-01,Bo,60,0\nb,2016-09-01,P\xe5r,60,0\n' > mixed.csv
both 'encoding: a garbled cell, also of a column that is not read' mixed.csv \
  "uf-absence: mixed.csv:3: column 'namn': not valid UTF-8 (byte \\xE5); $windows" \
  "${absence[@]}"
try "${absence[@]}" --reject rejects.csv mixed.csv
said 'encoding: no row is set aside for it' \
  "uf-absence: mixed.csv:3: column 'namn': not valid UTF-8 (byte \\xE5); $windows"
fails 'encoding: and no file of them is left' test -e rejects.csv
# Half the file in one encoding and half in the other: no encoding reads it without a word.
{ cat utf8.csv; tail -n 2 cp1252.csv; } > halves.csv
both 'encoding: two in one file' halves.csv \
  "uf-absence: halves.csv:4: column 'elev': not valid UTF-8 (byte \\xC5); $windows" \
  "${absence[@]}" "${rename[@]}"
printf 'pupil,date,scheduled,absent\na\x81,2016-09-01,60,0\n' > undefined.csv
both 'encoding: a byte that cp1252 does not define' undefined.csv \
  "uf-absence: undefined.csv:2: column 'pupil': not valid cp1252 (byte \\x81)" "${absence[@]}" -e cp1252
both 'encoding: cp1252 said of a file with the mark of UTF-8' bom.csv \
  'uf-absence: bom.csv: has the byte order mark of UTF-8: read it without --encoding' \
  "${absence[@]}" -e cp1252
for name in no-such '' ascii//IGNORE; do
  try "${absence[@]}" --encoding "$name" utf8.csv
  said "encoding: '$name' is refused" \
    "uf-absence: --encoding '$name': this system does not know it; iconv -l lists those that it does"
done
# The encoding is that of the main input: a table beside it is UTF-8.
printf 'name,column\npupil,elev\nscheduled,schemalagd\ndate,datum\nabsent,frånvaro\nschool,skola\n' > map.csv
equal 'encoding: not of a map' cp1252.csv "${absence[@]}" --map map.csv -e cp1252
iconv -f utf-8 -t cp1252 map.csv > map1252.csv
try "${absence[@]}" --map map1252.csv cp1252.csv
said 'encoding: a garbled map' \
  "uf-absence: map1252.csv:5: column 'column': not valid UTF-8 (byte \\xE5); save it as UTF-8"

# --- gzip. ---

gzip -c utf8.csv > whole.csv.gz
equal 'gzip: by content' whole.csv.gz "${absence[@]}" "${rename[@]}"
cp whole.csv.gz no-suffix
equal 'gzip: whatever the name' no-suffix "${absence[@]}" "${rename[@]}"
{ head -n 2 utf8.csv | gzip -c; tail -n +3 utf8.csv | gzip -c; } > members.gz
equal 'gzip: two members' members.gz "${absence[@]}" "${rename[@]}"
gzip -c cp1252.csv > cp1252.gz
equal 'gzip: and an encoding' cp1252.gz "${absence[@]}" "${rename[@]}" -e cp1252
size=$(wc -c < members.gz)
first=$(head -n 2 utf8.csv | gzip -c | wc -c)
for cut in 2 3 9 10 11 20 $((first - 8)) $((first - 1)) $((first + 1)) $((first + 15)) $((size - 8)) $((size - 1)); do
  head -c "$cut" members.gz > cut.gz
  both "gzip: cut short after $cut of $size bytes" cut.gz 'uf-absence: cut.gz: gzip data end early' \
    "${absence[@]}" "${rename[@]}"
done
{ cat whole.csv.gz; echo more; } > trailing.gz
both 'gzip: something behind it' trailing.gz 'uf-absence: trailing.gz: something else follows the gzip data' \
  "${absence[@]}" "${rename[@]}"
{ head -c $((size - 6)) members.gz; printf '\x55\x55'; tail -c 4 members.gz; } > damaged.gz
both 'gzip: a wrong checksum' damaged.gz 'uf-absence: damaged.gz: gzip data are damaged' \
  "${absence[@]}" "${rename[@]}"
: | gzip -c > empty.gz
both 'gzip: of nothing' empty.gz 'uf-absence: empty.gz: no header: the input is empty' "${absence[@]}"
# Larger than any buffer, through a pipe in small pieces.
awk 'BEGIN { print "pupil,date,scheduled,absent"
  for (i = 0; i < 60000; i++) printf "p%d,2016-09-%02d,60,%d\n", i % 50, 1 + i % 30, i % 2 }' > large.csv
uf-absence -q large.csv > expected
gzip -c large.csv | dd bs=700 2> /dev/null | uf-absence -q > out
holds 'gzip: a large one through a pipe' cmp expected out

# --- Numbers. ---

# one_pupil HEADER CELL...: a file with these cells as scheduled.
one_pupil() {
  local cell day=1
  printf 'pupil;date;scheduled;absent\n'
  for cell; do
    printf 'p;2016-09-%02d;%s;1\n' "$day" "$cell"
    day=$((day + 1))
  done
}
# 1.5 + 3.25 + 5 + 1234.5 = 1244.25
one_pupil 1,5 3,25 5 1.234,5 > grouped.csv
for name in . point; do
  try "${absence[@]}" --grouping "$name" grouped.csv
  same "grouping: $name" 1244.25 "$(column scheduled)"
done
both 'grouping: not without a word' grouped.csv \
  "uf-absence: grouped.csv:5: column 'scheduled': '1.234,5' is not a number; --grouping point reads grouped thousands
uf-absence: 1 of 4 rows is bad" "${absence[@]}"
nbsp=$'\u00A0' thin=$'\u2009' narrow=$'\u202F' minus=$'\u2212'
for space in ' ' "$nbsp" "$thin" "$narrow"; do
  one_pupil 1,5 3,25 5 "1${space}234,5" > spaced.csv
  try "${absence[@]}" --grouping space spaced.csv
  same "grouping: space reads '$space'" 1244.25 "$(column scheduled)"
done
one_pupil 1,5 3,25 5 "1${nbsp}234,5" > spaced.csv
try "${absence[@]}" --grouping "$nbsp" spaced.csv
same 'grouping: the character itself' 1244.25 "$(column scheduled)"
try uf-absence --grouping thin spaced.csv
contains 'grouping: thin is not no-break' "$(cat err)" \
  "'1${nbsp}234,5' is not a number whose thousands are grouped by thin"
one_pupil 1.5 3.25 5 1,234.5 > comma.csv
try "${absence[@]}" --grouping , comma.csv
same 'grouping: comma' 1244.25 "$(column scheduled)"
one_pupil 1.23,5 > malformed.csv
try uf-absence --grouping . malformed.csv
contains 'grouping: groups are of three' "$(cat err)" "'1.23,5' is not a number"
one_pupil 1,234 > either.csv
try uf-absence either.csv
contains 'grouping: 1,234 could be either' "$(cat err)" \
  '--decimal comma says that it is the first, --grouping comma the second'
try "${absence[@]}" --grouping comma either.csv
same 'grouping: 1,234 is the second' 1234 "$(column scheduled)"
try "${absence[@]}" --grouping space either.csv
same 'grouping: by spaces, so 1,234 is the first' 1.234 "$(column scheduled)"

one_pupil "${nbsp}12,5${nbsp}" '+1' "12,5${nbsp}%" "12,5${narrow}%" '12,5 %' > typography.csv
try "${absence[@]}" typography.csv
same 'numbers: no-break spaces, signs and percent' 51 "$(column scheduled)"
printf 'case,x\n1,%s5\n2,-5\n3,4\n' "$minus" > minus.csv
try uf-threshold -q --value x --above -5 minus.csv
same 'numbers: U+2212 is a minus' 1 "$(column events)"
printf 'case,x\n1,-\n2,.\n3,x\n4,7\n' > absent.csv
try uf-threshold --value x --above 0 absent.csv
same 'numbers: - . and x are no numbers' 3 "$(grep -c 'is not a number' err)"
try uf-threshold -q --value x --above 0 --na - --na . --na x absent.csv
same 'numbers: but missing where --na says so' 1 "$(column n)"

# --- Excel's dates. ---

# R 4.2.2: as.integer(as.Date("2016-09-01") - as.Date("1899-12-30")) is 42614.
printf 'pupil,date,scheduled,absent\np,42614,60,0\np,42615.375,60,0\n' > serial.csv
try "${absence[@]}" --date-format excel serial.csv
same 'dates: serial numbers' 2016-09-01,2016-09-02 "$(column from),$(column to)"
printf 'pupil,date,scheduled,absent\np,60,60,0\np,2016-09-01,60,0\np,109575,60,0\n' > wrong.csv
both 'dates: what is no serial number' wrong.csv \
  "uf-absence: wrong.csv:2: column 'date': '60' is not a date as Excel counts days (1 is 1900-01-01); --reject FILE sets such rows aside
uf-absence: wrong.csv:3: column 'date': '2016-09-01' is not a date as Excel counts days (1 is 1900-01-01)
uf-absence: wrong.csv:4: column 'date': '109575' is outside the years 1900 to 2199
uf-absence: 3 of 3 rows are bad" "${absence[@]}" --date-format excel

# --- Rows set aside. ---

# good: rows that stay; bad: one of each kind, the third over two lines.
printf 'pupil,date,scheduled,absent\na,2016-09-01,60,0\na,2016-09-02,60,15\n' > good.csv
cat > bad.csv <<'END'
pupil,date,scheduled,absent
a,2016-09-01,60,0
b,2016-09-01,60,x
"b
",2016-09-31,60,0
b,2016-09-01,60
b"c,2016-09-01,60,0
"b"c,2016-09-01,60,"0
a,2016-09-02,60,15
b,2016-09-01,60,61
END
cat > rejects <<'END'
file,line,column,reason,row
bad.csv,3,absent,'x' is not a number,"b,2016-09-01,60,x"
bad.csv,4,date,'2016-09-31' is not a date (YYYY-MM-DD or YYYYMMDD); --date-format '%d/%m/%Y' describes another form,"""b
"",2016-09-31,60,0"
bad.csv,6,,"3 cells, but the header has 4 columns","b,2016-09-01,60"
bad.csv,7,,a quote inside an unquoted cell (quote the whole cell and double the quotes in it); the row is taken to end with its line,"b""c,2016-09-01,60,0"
bad.csv,8,,text after a closing quote (double the quotes inside a cell); the row is taken to end with its line,"""b""c,2016-09-01,60,""0"
bad.csv,10,,more absent than scheduled,"b,2016-09-01,60,61"
END
uf-absence -q good.csv > expected
try uf-absence --reject set.csv bad.csv
if [ "$status" -eq 0 ] && cmp -s expected out && grep -qx 'uf-absence: rows set aside in set.csv: 6 of 8' err; then
  ok 'reject: the run goes on'
else
  not_ok 'reject: the run goes on' "$(what)"
fi
same 'reject: the rows, each with place and reason' "$(sed 's/,more absent.*,"b/,REASON,"b/' rejects)" \
  "$(sed '$s/10,[^,]*,.*,"b/10,,REASON,"b/' set.csv)"
uf-absence --reject set2.csv < bad.csv > out 2> err
same 'reject: on stdin' "$(sed 's/^bad.csv,/stdin,/' set.csv)" "$(cat set2.csv)"
gzip -c bad.csv | uf-absence --reject set2.csv > out 2> err
same 'reject: from gzip' "$(sed 's/^bad.csv,/stdin,/' set.csv)" "$(cat set2.csv)"
sed 's/$/\r/' bad.csv | uf-absence --reject set2.csv > out 2> err
same 'reject: with CRLF' "$(sed 's/^bad.csv,/stdin,/' set.csv)" "$(tr -d '\r' < set2.csv)"
try uf-absence -q --reject set2.csv bad.csv
same 'reject: -q silences the count' '0 0' "$status $(wc -c < err)"
sed -n '1p;3p' bad.csv > none.csv
echo old > set2.csv
both 'reject: no row remains' none.csv \
  "uf-absence: no row remains: all 1 are set aside in set2.csv" "${absence[@]}" --reject set2.csv
same 'reject: and the file says why' 2 "$(wc -l < set2.csv)"
try uf-absence --reject set2.csv good.csv
same 'reject: nothing to set aside' "$status file,line,column,reason,row" "0 $(cat set2.csv)"
head -n 1 good.csv > header.csv
try uf-absence --reject set2.csv header.csv
same 'reject: no rows at all' 0 "$status"
echo old > set2.csv
printf '"open\n' | cat bad.csv - > open.csv
try "${absence[@]}" --reject set2.csv open.csv
said 'reject: an open quote ends the run' 'uf-absence: open.csv:11: a quote is opened here and never closed'
same 'reject: which leaves the old file' old "$(cat set2.csv)"
try "${absence[@]}" --reject set2.csv -o nowhere/out bad.csv
same 'reject: so does an output that fails' "2 old" "$status $(cat set2.csv)"
holds 'reject: nothing is left beside' test -z "$(find . -name '.*utfall*')"
cp bad.csv in.csv
try "${absence[@]}" --reject in.csv in.csv
contains 'reject: not into an input' "$(cat err)" 'in.csv is an input as well'
try "${absence[@]}" --reject ./in.csv - < in.csv
contains 'reject: not into stdin' "$(cat err)" 'in.csv is an input as well'
holds 'reject: which stays as it was' cmp bad.csv in.csv
try "${absence[@]}" --reject new.csv -o ./new.csv bad.csv
said 'reject: not into the output' 'uf-absence: --reject new.csv: is the output of the run as well'
# shellcheck disable=SC2094 # that is what is tested
uf-absence -q --reject new.csv bad.csv > new.csv 2> err
same 'reject: not into a redirected stdout' \
  'uf-absence: --reject new.csv: is the output of the run as well' "$(cat err)"
try "${absence[@]}" --reject - bad.csv
said 'reject: not to stdout' 'uf-absence: --reject -: stdout has the output of the run; name a file'
# Several files, and --where: a row that is not selected is not looked at.
{ cat good.csv; echo 'z,2016-09-01,60,x'; } > more.csv
try uf-absence --reject set2.csv --where pupil=a more.csv bad.csv
same 'reject: not what --where leaves out' '0 bad.csv' "$status $(sed 1d set2.csv | cut -d , -f 1 | sort -u)"
# Rows that are wrong in several ways count once.
printf 'pupil,date,scheduled,absent\n,x,y,z\na,2016-09-01,60,0\n' > several.csv
try uf-absence --reject set2.csv several.csv
same 'reject: a row once, however much is wrong with it' 2 "$(wc -l < set2.csv)"

# --- Control bytes. ---

evil=$'x\e[2Jy'
printf 'pupil,date,scheduled,absent\np,%s,60,0\n' "$evil" > "$evil.csv"
for arguments in "$evil.csv" "--id $evil good.csv" "-e $evil good.csv" "--grouping $evil good.csv" \
  "--where $evil=1 good.csv" "--reject $evil/x good.csv" "-o $evil/x good.csv" "--map $evil good.csv" \
  "--$evil good.csv" "-d $evil good.csv" "--na $evil -v $evil.csv"; do
  # shellcheck disable=SC2086 # words are meant to be split here
  uf-absence $arguments > out 2> err
  if [ -s err ] && ! LC_ALL=C grep -q $'[\001-\010\013-\037]' err; then
    ok "control bytes: not in the message of $(printf '%s' "$arguments" | cat -v)"
  else
    not_ok "control bytes: not in the message of $(printf '%s' "$arguments" | cat -v)" "$(cat -v err)"
  fi
done
printf 'pupil,date,%s,scheduled,absent\np,2016-09-01,"\xe5",60,0\n' "$evil" > columns.csv
both 'control bytes: not in a column name' columns.csv \
  "uf-absence: columns.csv:2: column 'x\\x1B[2Jy': not valid UTF-8 (byte \\xE5); $windows" \
  "${absence[@]}"

# --- A filter that failed: its output ends with an open quote. ---

awk 'BEGIN { print "pupil,absent,scheduled"
  for (i = 0; i < 900000; i++) printf "pupil number %d,7,180\n", i; print "x,y,180" }' > long.csv
uf-threshold -q --above 15 --flag < long.csv > streamed 2> err
same 'a streaming filter that fails' 2 "$?"
holds 'and had streamed before' test -s streamed
try uf-threshold -q --above 15 streamed
contains 'is refused by the next' "$status $(cat err)" '2 uf-threshold: streamed:'
contains 'as an open quote' "$(cat err)" 'a quote is opened here and never closed'
try uf-threshold -q --above 15 --reject set2.csv streamed
same 'also under --reject' 2 "$status"

# --- Every program that reads CSV. ---

# A chart's caption names its file: the same name in another folder for each dress, and stdin.
printf 'pupil,namn,rate\np1,Åsa,0.125\np2,Örjan,0.25\np3,x,0\n' > rates.csv
cat > results.csv <<'END'
school,role,measure,term,estimate,conf_level,n,events
Å,primary,improved,share,0.5,0.95,50,25
B,primary,improved,share,0.25,0.95,8,2
END
mkdir plain cp1252 gzip reject
while IFS='|' read -ra words; do
  input=${words[0]}
  set -- "${words[@]:1}"
  cp "$input" plain
  iconv -f utf-8 -t cp1252 "$input" > "cp1252/$input"
  gzip -c "$input" > "gzip/$input"
  { cat "$input"; echo 'a,b,c,d,e,f,g,h,i,j'; } > "reject/$input"
  for dress in plain cp1252 gzip reject; do
    options=()
    case $dress in
    cp1252) options=(-e cp1252) ;;
    reject) options=(--reject rejects.csv) ;;
    esac
    if (
      cd "$dress" && "$@" "${options[@]}" "$input" > out 2> err &&
        "$@" "${options[@]}" < "$input" > piped 2>> err
    ) && cmp -s plain/out "$dress/out" && cmp -s plain/piped "$dress/piped"; then
      ok "${words[*]:1}: $dress"
    else
      not_ok "${words[*]:1}: $dress" "$(head -c 300 "$dress/err")"
    fi
  done
  line=$(($(wc -l < "$input") + 1)) cells=$(head -n 1 "$input" | tr ',' '\n' | wc -l)
  same "${words[*]:1}: --reject FILE" \
    "stdin,$line,,\"10 cells, but the header has $cells columns\",\"a,b,c,d,e,f,g,h,i,j\"" \
    "$(sed 1d reject/rejects.csv)"
done <<'END'
good.csv|uf-absence
rates.csv|uf-threshold|--above|12.5
rates.csv|uf-threshold|--above|12.5|--flag
results.csv|uf-target|--require|share(improved) >= 25% each school
results.csv|uf-plot|threshold|--script
END
