#!/bin/sh
# man.sh: every program has a man page that is whole, and that troff formats without a word.
. "$UF_TOP/tests/protocol.sh"

for program in "$UF_BIN"/uf-*; do
  name=${program##*/}
  page=$UF_MAN/$name.1
  if [ ! -s "$page" ]; then
    not_ok "$name: man page" "there is no $page"
    continue
  fi
  same "$name: no mark is left in the man page" '' "$(grep -E '@[A-Z]+@' "$page")"
  for section in NAME SYNOPSIS DESCRIPTION OPTIONS EXAMPLES 'EXIT STATUS'; do
    same "$name: section $section" 1 "$(tr -d '"' < "$page" | grep -c "^\.SH $section\$")"
  done
  # The one line that says what the program does is the same here and in --help.
  same "$name: NAME says what --help says" "$("$program" --help | sed -n '1s/^[^:]*: //p')" \
    "$(sed -n '/^\.SH "*NAME/{n;s/^.*\\- //p;}' "$page" | sed 's/\\//g')"
  # Every long option of --help=all is there.
  for option in $("$program" --help=all | grep -oE '^ +(-.,)? *--[a-z-]+' | grep -oE -e '--[a-z-]+'); do
    sed "s/[\\]//g" "$page" | grep -q -e "$option" ||
      not_ok "$name: man page has $option" 'it does not'
  done
  if command -v groff > /dev/null; then
    same "$name: groff has no remarks" '' "$(groff -ww -man -z -K utf8 -T utf8 "$page" 2>&1)"
  else
    skip "$name: groff has no remarks" 'groff is not installed'
  fi
done
for template in "$UF_TOP"/doc/man/*.man.in; do
  name=${template##*/}
  name=${name%.man.in}
  holds "$template belongs to a program" test -x "$UF_BIN/$name"
done
