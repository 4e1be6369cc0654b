#!/usr/bin/env bash
# run.sh: runs every test and ends with one line `N passed, F failed, S skipped`.
#
#   tests/run.sh            all tests (through `make check`, which sets the environment)
#   tests/run.sh --golden   write tests/golden/*/*/{out,err,exit} anew
#
# ONLY=WORD in the environment runs only the tests whose file or golden folder contains WORD;
# V=1 shows every line and not only what failed or was skipped.
#
# The protocol. A test script prints, per test, one line on stdout that starts with
#     ok NAME
#     not ok NAME: why
#     skip NAME: why
# Other lines explain the line that follows them. A script that prints no such line, or ends with
# a status other than 0 without a `not ok`, is itself a failed test. tests/protocol.sh has shell
# functions for this. Test scripts are tests/cli/*.sh, run in alphabetical order with the
# repository as working folder, stdin /dev/null, and in their environment:
#     UF_TOP     the repository               UF_OUT   the folder of this build (libraries, objects)
#     UF_BIN     the programs, also in PATH   UF_MAN   the man pages
#     CC, SAN    compiler and sanitizers      MAKE     how to call make
#     UF_PREFIX  where these programs expect to be installed
#     UTFALL_DATA       the repository, so that datasets/ and plots/ are found
#     UTFALL_REFERENCE  public reference data beside the repository; unset where there are none
#     TMPDIR            an empty folder of this script alone, removed afterwards
#     ORACLE_ASKED      the file in which tests note the certified rows that they ask for; when all
#                       tests were run, tests/oracle-rows.sh says which rows nobody asked for
#
# A golden is a folder tests/golden/PROGRAM/CASE with a file `cmd` (a shell line), the expected
# `out` and `err` (a missing file: nothing) and `exit` (missing: 0), and perhaps a folder `files`.
# cmd is run by bash, with pipefail, in a new folder that holds a copy of `files`; $DATA is the
# datasets folder, and is written $DATA again in what is compared. Where cmd names an input as
# @INPUT:FILE@ it is run twice: with FILE there, and with - there and FILE through a pipe; the
# second time `stdin` is expected wherever err names FILE.
#
# The unit tests run in the repository too, and count in N, F by Check's own closing line.
set -u

: "${UF_TOP:?run.sh is started by make check}" "${UF_OUT:?}" "${UF_BIN:?}"
cd "$UF_TOP" || exit 2
export UF_TOP UF_OUT UF_BIN UF_MAN UF_PREFIX CC SAN MAKE
export PATH="$UF_BIN:$PATH" LC_ALL=C.UTF-8 UTFALL_DATA="$UF_TOP" DATA="$UF_TOP/datasets"
unset LANGUAGE NO_COLOR POSIXLY_CORRECT MAKELEVEL MFLAGS CDPATH
# Variables given to make go on to a test's own make, the jobs of this one do not.
case ${MAKEFLAGS-} in
*'-- '*) export MAKEFLAGS="-- ${MAKEFLAGS#*-- }" ;;
*) unset MAKEFLAGS ;;
esac
if [ -f ../shared/reference/cases.tsv ]; then
  UTFALL_REFERENCE=$(cd ../shared/reference && pwd)
  export UTFALL_REFERENCE
else
  unset UTFALL_REFERENCE
fi
# A sanitizer's finding must not look like one of the programs' own exit statuses.
export ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=1:quarantine_size_mb=32 LSAN_OPTIONS=exitcode=99
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:exitcode=99

passed=0 failed=0 skipped=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/utfall-check.XXXXXX") || exit 2
trap 'chmod -R u+rwX "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
export ORACLE_ASKED="$scratch/asked"
: > "$ORACLE_ASKED"

wanted() {
  case $1 in *"${ONLY-}"*) true ;; *) false ;; esac
}

# count LABEL FILE STATUS: read the protocol from FILE, show what a person must see, add it up.
count() {
  local label=$1 file=$2 status=$3 ok not_ok skip
  ok=$(grep -ac '^ok ' "$file")
  not_ok=$(grep -ac '^not ok ' "$file")
  skip=$(grep -ac '^skip ' "$file")
  if [ "${V-}" ]; then
    cat "$file"
  elif [ "$not_ok" -gt 0 ] || { [ "$status" -ne 0 ] && [ "$not_ok" -eq 0 ]; }; then
    grep -av '^ok ' "$file"
  elif [ "$skip" -gt 0 ]; then
    grep -a '^skip ' "$file"
  fi
  if [ "$not_ok" -eq 0 ] && [ "$status" -ne 0 ]; then
    echo "not ok $label: ended with status $status"
    not_ok=1
  elif [ $((ok + not_ok + skip)) -eq 0 ]; then
    echo "not ok $label: ran no test"
    not_ok=1
  fi
  passed=$((passed + ok)) failed=$((failed + not_ok)) skipped=$((skipped + skip))
  printf '%-28s %5d passed' "$label" "$ok"
  [ "$not_ok" -eq 0 ] || printf ', %d FAILED' "$not_ok"
  [ "$skip" -eq 0 ] || printf ', %d skipped' "$skip"
  printf '\n'
}

# script LABEL COMMAND...: run a command that speaks the protocol.
script() {
  local label=$1 status
  shift
  mkdir "$scratch/tmp"
  TMPDIR="$scratch/tmp" "$@" < /dev/null > "$scratch/lines" 2> "$scratch/words"
  status=$?
  if [ "$status" -ne 0 ] || [ "${V-}" ] || grep -aq '^not ok ' "$scratch/lines"; then
    cat "$scratch/words"
  fi
  chmod -R u+rwX "$scratch/tmp" 2>/dev/null
  rm -rf "$scratch/tmp"
  count "$label" "$scratch/lines" "$status"
}

# The unit tests, in the lines of the protocol. Check says e.g. "98%: Checks: 50, Failures: 1,
# Errors: 0" and, for each that failed, "FILE:LINE:F:CASE:TEST:0: why".
unit() {
  local status checks failures errors skips
  export CK_DEFAULT_TIMEOUT=${CK_DEFAULT_TIMEOUT:-120}
  mkdir "$scratch/tmp"
  TMPDIR="$scratch/tmp" "$UF_OUT/unit" > "$scratch/unit" 2>&1 < /dev/null
  status=$?
  rm -rf "$scratch/tmp"
  if [[ $(grep -aE '^[0-9]+%: Checks: ' "$scratch/unit" | tail -n 1) =~ \
    Checks:\ ([0-9]+),\ Failures:\ ([0-9]+),\ Errors:\ ([0-9]+) ]]; then
    checks=${BASH_REMATCH[1]} failures=${BASH_REMATCH[2]} errors=${BASH_REMATCH[3]}
  else
    checks=0 failures=0 errors=0
  fi
  [ "$status" -eq 0 ] || cat "$scratch/unit"
  # A test that needs data which are not there says so on a line of its own and returns; Check
  # counts it among the passed.
  skips=$(grep -ac '^skip ' "$scratch/unit")
  seq -f 'ok unit %.0f' $((checks - failures - errors - skips))
  seq -f 'not ok unit %.0f: see above' $((failures + errors))
  grep -a '^skip ' "$scratch/unit"
  return "$status"
}

# run_golden CASE_FOLDER LINE RESULT: run LINE in a new folder; out, err and exit into RESULT.
run_golden() {
  local folder=$1 line=$2 result=$3
  mkdir -p "$result/cwd"
  [ ! -d "$folder/files" ] || cp -R "$folder/files/." "$result/cwd"
  (
    cd "$result/cwd" || exit 2
    TMPDIR="$result" exec bash -o pipefail -c "$line" < /dev/null > ../raw_out 2> ../raw_err
  )
  echo $? > "$result/exit"
  sed "s|$DATA|\$DATA|g" "$result/raw_out" > "$result/out"
  sed "s|$DATA|\$DATA|g" "$result/raw_err" > "$result/err"
}

# expected CASE_FOLDER PART: what the golden says, with the values of missing files.
expected() {
  if [ -f "$1/$2" ]; then
    cat "$1/$2"
  elif [ "$2" = exit ]; then
    echo 0
  fi
}

# compare_golden NAME CASE_FOLDER RESULT [FILE]: print the line of the protocol. With FILE the run
# was through a pipe.
compare_golden() {
  local name=$1 folder=$2 result=$3 file=${4-} part wrong=
  for part in out err exit; do
    expected "$folder" "$part" > "$result/expected_$part"
    if [ "$part" = err ] && [ -n "$file" ]; then
      awk -v from="$file" '{
        line = $0; text = ""
        while ((at = index(line, from)) > 0) {
          text = text substr(line, 1, at - 1) "stdin"
          line = substr(line, at + length(from))
        }
        print text line }' "$result/expected_err" > "$result/expected_"
      mv "$result/expected_" "$result/expected_err"
    fi
    if ! cmp -s "$result/expected_$part" "$result/$part"; then
      diff -u --label "expected $part" --label "$part" "$result/expected_$part" "$result/$part" |
        head -n 20
      wrong="$wrong $part"
    fi
  done
  if [ -z "$wrong" ]; then
    echo "ok $name"
  else
    echo "not ok $name: differs:$wrong (tests/golden/$name)"
  fi
}

goldens() {
  local folder name line file
  for folder in tests/golden/*/*/; do
    [ -d "$folder" ] || continue
    folder=${folder%/} name=${folder#tests/golden/}
    wanted "golden/$name" || continue
    if [ ! -s "$folder/cmd" ]; then
      echo "not ok $name: there is no $folder/cmd"
      continue
    fi
    line=$(cat "$folder/cmd")
    file=
    if [[ $line =~ @INPUT:([^@]*)@ ]]; then
      file=${BASH_REMATCH[1]}
    fi
    rm -rf "$scratch/golden"
    run_golden "$folder" "${line//@INPUT:"$file"@/$file}" "$scratch/golden/file"
    if [ "$1" = write ]; then
      for part in out err exit; do
        cp "$scratch/golden/file/$part" "$folder/$part"
      done
      [ -s "$folder/err" ] || rm -f "$folder/err"
      [ -s "$folder/out" ] || rm -f "$folder/out"
      echo "$name"
      continue
    fi
    compare_golden "$name" "$folder" "$scratch/golden/file"
    [ -n "$file" ] || continue
    run_golden "$folder" "cat $file | { ${line//@INPUT:"$file"@/-}
}" "$scratch/golden/pipe"
    compare_golden "$name|pipe" "$folder" "$scratch/golden/pipe" "$file"
  done
}

if [ "${1-}" = --golden ]; then
  goldens write
  echo "Read the difference before it is committed: git diff tests/golden"
  exit 0
fi

wanted unit && { unit > "$scratch/unit_lines"; count unit "$scratch/unit_lines" $?; }
wanted layers && script layers build-aux/layers.sh . "$UF_OUT"
wanted headers && script headers build-aux/headers.sh . "$UF_OUT"
for file in tests/cli/*.sh; do
  [ -f "$file" ] || continue
  wanted "$file" || continue
  if [ -x "$file" ]; then
    script "$file" "$file"
  else
    script "$file" bash "$file"
  fi
done
goldens check > "$scratch/golden_lines"
[ ! -s "$scratch/golden_lines" ] || count golden "$scratch/golden_lines" 0
[ -n "${ONLY-}" ] || script oracle-rows bash tests/oracle-rows.sh

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
