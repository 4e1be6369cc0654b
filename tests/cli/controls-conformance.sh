#!/usr/bin/env bash
# controls-conformance.sh: the conformance test finds faults. A wrapper round a real program plants
# one fault at a time, and the test that guards against it must fail, by its name.
. "$UF_TOP/tests/protocol.sh"
real=$UF_BIN
planted=$TMPDIR/bin
mkdir -p "$planted"

# conform CASE [TEST...]: the conformance tests (default: all) of that case on the planted program;
# their lines in lines.
conform() {
  local work
  work=$(mktemp -d "$TMPDIR/work.XXXXXX") || exit 2
  UF_BIN=$planted TMPDIR=$work CASES=$1 TESTS=${*:2} bash "$UF_TOP/tests/cli/conformance.sh" \
    > "$TMPDIR/lines" 2> /dev/null < /dev/null
  rm -rf "$work"
}

# plant PROGRAM: a wrapper from stdin. In it, $real is the program, file the last argument that
# names a file, and "$@" the arguments.
plant() {
  rm -f "$planted"/*
  {
    echo '#!/bin/bash'
    printf 'real=%q\n' "$real/$1"
    # wordy COMMAND...: run the program, and pass what it says on stderr through COMMAND.
    # changed COMMAND...: run the program on file as COMMAND changes it, under the same name.
    cat <<'END'
file=
for word; do
  [ ! -f "$word" ] || file=$word
done
wordy() {
  words=$(mktemp) || exit 9
  "$real" "${all[@]}" 2> "$words"
  status=$?
  "$@" < "$words" >&2
  rm -f "$words"
  exit $status
}
changed() {
  [ -n "$file" ] || exec "$real" "${all[@]}"
  folder=$(mktemp -d) || exit 9
  trap 'rm -rf "$folder"' EXIT
  "$@" < "$file" > "$folder/${file##*/}"
  for i in "${!all[@]}"; do
    [ "${all[i]}" != "$file" ] || all[i]=$folder/${file##*/}
  done
  wordy sed "s|$folder/||g"
}
all=("$@")
END
    cat
  } > "$planted/$1"
  chmod +x "$planted/$1"
}

# caught FAULT NAME...: the tests with these names failed, and said so.
caught() {
  local fault=$1 name
  shift
  for name; do
    if grep -qF "not ok $name" "$TMPDIR/lines"; then
      ok "conformance finds: $fault ($name)"
    else
      not_ok "conformance finds: $fault ($name)" \
        "it passed: $(grep -F "$name" "$TMPDIR/lines" | head -n 1)"
    fi
  done
}

# Without a fault the wrapper passes, so that what fails below fails because of its fault.
plant uf-threshold <<'END'
exec "$real" "$@"
END
conform threshold
wrong=$(grep '^not ok threshold' "$TMPDIR/lines" | head -n 3)
same 'conformance passes a wrapper without a fault' '' "$wrong"
holds 'conformance ran its tests on the wrapper' test "$(grep -c '^ok threshold' "$TMPDIR/lines")" -gt 40

plant uf-threshold <<'END'
text=$("$real" "$@"; echo "$?.")
status=${text##*$'\n'}
printf '%s' "${text%"$status"}" 2> /dev/null
exit "${status%.}"
END
conform threshold help version stdout
caught 'a full disk goes unnoticed' 'threshold: /dev/full' 'threshold: --help to /dev/full' \
  'threshold: --version to /dev/full' 'threshold: stdout closed'

plant uf-threshold <<'END'
wordy bash -c 'words=$(cat; echo .); printf %s "${words%.}" >&3; printf %s "${words%.}"' 3>&1
END
conform threshold command_line broken no_data
caught 'messages on stdout' 'threshold: unknown option' 'threshold: option twice' \
  'threshold: row with too few cells' 'threshold: empty file'

plant uf-threshold <<'END'
"$real" "$@" || exit 0
END
conform threshold command_line broken no_data
caught 'failure that looks like success' 'threshold: unknown option' 'threshold: option twice' \
  'threshold: missing column, with a hint' 'threshold: mixed decimal marks' \
  'threshold: row with too many cells' 'threshold: open quote' 'threshold: directory as input' \
  'threshold: no such file'

plant uf-threshold <<'END'
"$real" "$@" || exit 1
END
conform threshold command_line no_data
caught 'another status for errors' 'threshold: unknown option' 'threshold: empty file'

plant uf-threshold <<'END'
"$real" "$@" 2> /dev/null
END
conform threshold command_line broken closed_pipe
caught 'no words' 'threshold: unknown option' 'threshold: NUL byte' \
  'threshold: closed pipe with SIGPIPE ignored'

plant uf-threshold <<'END'
changed tr -d '\0'
END
conform threshold broken
caught 'NUL bytes dropped' 'threshold: NUL byte'

plant uf-threshold <<'END'
changed tr '\r' 'x'
END
conform threshold input
caught 'CR taken for data' 'threshold: CRLF'

plant uf-threshold <<'END'
changed sed '1s/^\xEF\xBB\xBF/x/'
END
conform threshold input
caught 'byte order mark taken for data' 'threshold: byte order mark'

plant uf-threshold <<'END'
changed tr ';' ','
END
conform threshold input
caught 'semicolon not understood' 'threshold: semicolon and decimal comma'

plant uf-threshold <<'END'
[[ $* != *mixed* ]] || changed sed '$s/\./,/g'
exec "$real" "$@"
END
conform threshold broken
caught 'mixed decimal marks accepted' 'threshold: mixed decimal marks'

plant uf-threshold <<'END'
changed sed '$s/^x$/x,,/'
END
conform threshold broken
caught 'ragged row filled up' 'threshold: row with too few cells'

plant uf-threshold <<'END'
[[ $* != *quote.csv* ]] || changed sed '/^"/,$d'
exec "$real" "$@"
END
conform threshold broken
caught 'open quote accepted' 'threshold: open quote'

plant uf-threshold <<'END'
changed grep -v '^$'
END
conform threshold one_column
caught 'empty lines dropped' 'threshold: empty lines of one column are rows'

plant uf-threshold <<'END'
if [[ ${LC_ALL-} = de_DE* ]]; then
  "$real" "$@" | sed -E 's/([0-9])\.([0-9])/\1,\2/g'
  exit "${PIPESTATUS[0]}"
fi
exec "$real" "$@"
END
conform threshold locale
if grep -q '^skip threshold: German' "$TMPDIR/lines"; then
  skip 'conformance finds: numbers follow the locale' 'there is no German locale to try'
else
  caught 'numbers follow the locale' 'threshold: German numeric locale'
fi

plant uf-threshold <<'END'
trap '' PIPE
exec "$real" "$@"
END
conform threshold closed_pipe
caught 'a closed pipe makes noise' 'threshold: closed pipe ends it quietly'

plant uf-threshold <<'END'
exec env --default-signal=PIPE "$real" "$@"
END
conform threshold closed_pipe
caught 'an ignored SIGPIPE kills' 'threshold: closed pipe with SIGPIPE ignored'

# -o as a shell would do it: the file is emptied first. Only names without a folder are touched:
# these faults must not reach /dev.
plant uf-threshold <<'END'
rest=() output=
while [ $# -gt 0 ]; do
  if [ "$1" = -o ] && [[ $2 != */* ]]; then output=$2; shift; else rest+=("$1"); fi
  shift
done
[ -n "$output" ] || exec "$real" "${rest[@]}"
exec "$real" "${rest[@]}" > "$output"
END
conform threshold output_file output_is_input
caught '-o empties the file first' 'threshold: -o FILE keeps the old file on failure' \
  'threshold: -o on its own input changes nothing' 'threshold: -o on its own stdin changes nothing'

# -o that replaces what should be written to, and leaves its own traces.
plant uf-threshold <<'END'
rest=() output=
while [ $# -gt 0 ]; do
  if [ "$1" = -o ] && [[ $2 != */* ]]; then output=$2; shift; else rest+=("$1"); fi
  shift
done
[ -n "$output" ] || exec "$real" "${rest[@]}"
"$real" "${rest[@]}" > .utfall-new || exit 2
mv -f .utfall-new "$output"
END
conform threshold output_file output_fifo
caught '-o replaces FIFOs and links' 'threshold: -o FIFO' 'threshold: -o LINK leaves the link' \
  'threshold: -o FILE keeps the mode' 'threshold: -o FILE keeps the old file on failure'

plant uf-threshold <<'END'
wordy sed -E 's/did you mean [^?]*\?//'
END
conform threshold command_line broken
caught 'no hint' 'threshold: unknown option' 'threshold: missing column, with a hint'

plant uf-threshold <<'END'
wordy sed 's/^uf-threshold: escape.csv:1: .*/&\x1b[31m/'
END
conform threshold broken
caught 'control bytes on stderr' 'threshold: ESC in a broken header stays off the terminal'

plant uf-threshold <<'END'
case $1 in
--version) echo "uf-threshold 9" ;;
--help) "$real" --help >&2 ;;
*) exec "$real" "$@" ;;
esac
END
conform threshold help version
caught 'another --version' 'threshold: --version'
caught '--help on stderr' 'threshold: --help'

plant uf-threshold <<'END'
for i in "${!all[@]}"; do
  case ${all[i]} in --record) unset 'all[i]' 'all[i+1]' ;; esac
done
exec "$real" "${all[@]}"
END
conform threshold conventions
caught 'no record' 'threshold: --record appends a line'

plant uf-threshold <<'END'
for i in "${!all[@]}"; do
  case ${all[i]} in --encoding) unset 'all[i]' 'all[i+1]' ;; esac
done
[[ $file != *cut.csv.gz ]] || exec true
exec "$real" "${all[@]}"
END
conform threshold packing
caught 'an encoding that is ignored' 'threshold: --encoding' 'threshold: --encoding that is none'
caught 'half a gzip file taken for a whole one' 'threshold: gzip cut short'

plant uf-newcomer <<'END'
exec true
END
conform none
caught 'a program without a case' 'there is a case for uf-newcomer'
conform absence
caught 'a program that is missing' 'absence: there is no'
