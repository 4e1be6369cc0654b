#!/bin/bash
# doc-commands.sh: what the documents show is what the programs say.
#
# Each block ```console in doc/*.md and README.md holds commands, lines that begin with "$ " (and
# continue on lines that begin with "> "), each followed by what it writes on stdout. They run in
# the repository's root.
#
#   UF_TOP=$PWD UF_BIN=$PWD/bin tests/cli/doc-commands.sh write doc/absence.md
#
# writes the output into a document anew; read the difference before it is committed.
. "$UF_TOP/tests/protocol.sh"
export PATH="$UF_BIN:$PATH" LC_ALL=C.UTF-8
cd "$UF_TOP" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# commands DOCUMENT: the commands in order, into $work/1.cmd, 2.cmd ...; what the document shows
# after each into 1.out, 2.out ...; prints how many there are.
commands() {
  awk -v work="$work" '
    /^```/ { inside = /^```console/; out = ""; next }
    inside && /^\$ / { n++; cmd = work "/" n ".cmd"; out = work "/" n ".out"
                       print substr($0, 3) > cmd; printf "" > out; next }
    inside && /^> / && cmd != "" { print substr($0, 3) > cmd; next }
    inside && out != "" { print > out }
    END { print n + 0 }' "$1"
}

# run NUMBER: what the command says now, into NUMBER.now.
run() {
  bash -o pipefail -c "$(cat "$work/$1.cmd")" < /dev/null > "$work/$1.now" 2> "$work/$1.err"
}

# write_document DOCUMENT: the document with the output of now.
write_document() {
  awk -v work="$work" '
    function output(   line) {
      if (pending) while ((getline line < (work "/" n ".now")) > 0) print line
      pending = 0
    }
    inside && /^\$ / { output(); print; n++; pending = 1; shown = 1; next }
    inside && /^> / && pending { print; next }
    /^```/ { output(); inside = /^```console/; shown = 0; print; next }
    inside && shown { output(); next }
    { print }' "$1"
}

if [ "${1-}" = write ]; then
  count=$(commands "$2")
  for number in $(seq "$count"); do
    run "$number" || { cat "$work/$number.cmd" "$work/$number.err"; exit 1; }
  done
  write_document "$2" > "$work/document" && cp "$work/document" "$2"
  exit
fi

for document in README.md doc/*.md; do
  count=$(commands "$document")
  for number in $(seq "$count"); do
    name="$document: $(head -n 1 "$work/$number.cmd" | cut -c 1-60)"
    if ! run "$number"; then
      not_ok "$name" "failed: $(head -n 2 "$work/$number.err")"
    elif cmp -s "$work/$number.out" "$work/$number.now"; then
      ok "$name"
    else
      diff -u "$work/$number.out" "$work/$number.now" | tail -n +3 | head -n 10
      not_ok "$name" 'the document shows something else'
    fi
  done
  rm -f "$work"/*.cmd "$work"/*.out "$work"/*.now "$work"/*.err
done
