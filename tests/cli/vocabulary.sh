#!/usr/bin/env bash
# vocabulary.sh: the words that results use are the words that doc/results.md explains.
#
# Method names are taken from the sources: what is given to uf_effect_none and uf_estimate_method, set
# as a member `method`, or returned by a private function whose name ends in `name`. Terms are those
# set as a member `term`, and those in the expected output of the goldens. A composed name is known
# when its parts are: "newcombe+fisher-mid-p"; what stands in brackets, and "one-sided less", is the
# variant at hand.
. "$UF_TOP/tests/protocol.sh"
set -u
cd "$UF_TOP" || exit 2

# statements FILE...: the sources with each statement on a line of its own, comments left out.
statements() {
  sed -e 's|/\*.*\*/||' "$@" | awk '
    /^ *\/\*/ { comment = 1 }
    !comment { text = text " " $0 }
    /\*\// { comment = 0 }
    /[;{}:] *$/ { print text; text = "" }'
}

# strings PATTERN: the strings, word by word lower case, of the lines that match.
strings() {
  grep -E "$1" | grep -oE '"[a-z][^"]*"' | tr -d '"'
}

# words HEADING: what stands in backquotes in the first column of the table under a heading.
words() {
  awk -v heading="## $1" '$0 == heading { inside = 1; next } /^## / { inside = 0 }
    inside && /^\| `/ {
      split($0, cell, "|")
      n = split(cell[2], part, "`")
      for (i = 2; i <= n; i += 2) print part[i]
    }' doc/results.md
}

# --- Methods. ---

words Methods | sed 's/(.*//' | sort -u > "$TMPDIR/listed"
{
  statements libstats/*.c tools/*.c tools/cli/*.c |
    sed -E 's/uf_(rows|cli)_[a-z]+\([^()]*\)//g' |
    strings 'uf_effect_none\(|uf_estimate_method\(|[.>]method = |snprintf\(method,'
  for file in libstats/*.c; do
    awk '/^static const char \*[a-z_]*name\(/ { inside = 1 } inside { print } /^}/ { inside = 0 }' "$file"
  done | strings 'return|\?|: "'
  # The table of uf_proportion_method_name.
  awk '/^static const char \*const names\[\]/ { inside = 1 } inside { print } /;/ { inside = 0 }' \
    libstats/proportion.c | strings .
} | sed -e 's/ one-sided.*//' -e 's/(.*//' | tr '+' '\n' | sort -u > "$TMPDIR/used"
[ "$(wc -l < "$TMPDIR/used")" -gt 50 ] || not_ok 'methods in the sources' 'they are not found'

# A part may be the beginning of a listed name: mann-whitney of mann-whitney-exact.
unknown=$(while read -r name; do
  grep -qE "^$name(-|$)" "$TMPDIR/listed" || printf '%s; ' "$name"
done < "$TMPDIR/used")
same 'doc/results.md explains every method' '' "$unknown"
stale=$(comm -23 "$TMPDIR/listed" "$TMPDIR/used" | tr '\n' ';')
same 'doc/results.md lists no method that is not there' '' "$stale"

# --- Terms. ---

words Terms | sort -u > "$TMPDIR/listed"
{
  statements libstats/*.c tools/*.c tools/cli/*.c | strings '[.>]term = ' | grep -xE '[a-z_]+'
  for file in tests/golden/*/*/out; do
    [ -f "$file" ] || continue
    # Quoted fields may hold commas; files that are not results may follow in the same output.
    sed 's/"[^"]*"/quoted/g' "$file" | awk -F , '
      NR == 1 { for (i = 1; i <= NF; i++) if ($i == "term") column = i; fields = NF; next }
      column && NF == fields && $column != "term" { print $column }'
  done
} | grep . | sort -u > "$TMPDIR/used"
[ "$(wc -l < "$TMPDIR/used")" -gt 5 ] || not_ok 'terms in the sources' 'they are not found'
same 'doc/results.md explains every term' '' "$(comm -13 "$TMPDIR/listed" "$TMPDIR/used" | tr '\n' ';')"
