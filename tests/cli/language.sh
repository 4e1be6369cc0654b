#!/usr/bin/env bash
# language.sh: what people read comes in their language, and nothing else does.
. "$UF_TOP/tests/protocol.sh"
cd "$TMPDIR" || exit 2

header=role,measure,better,term,estimate,conf_low,conf_high,conf_level,n,events,method,estimand
cat > r.csv << END
school,$header,definition
Åkerö,primary,above_12.5,lower,share,0.12295081967213115,0.088,0.17,0.95,244,30,wilson,pupils,absence;absence>12.5%
Östra,primary,above_12.5,lower,share,0.3,0.2,0.42,0.95,60,18,wilson,pupils,absence;absence>12.5%
END
demand='share(above_12.5) <= 15% each school'
english='uf-target: school Åkerö: met: 12.3 % (30 of 244)'
swedish='uf-target: skola Åkerö: uppfyllt: 12,3 % (30 av 244)'

# judged VARIABLE=VALUE...: the first line that uf-target says in that environment.
judged() {
  env -u LC_ALL -u LANG -u LANGUAGE -u LC_MESSAGES "$@" uf-target --require "$demand" r.csv \
    2>&1 > out.csv | head -n 1
}

# --- Which language. ---

contains 'English by default' "$(judged)" "$english"
contains 'LANGUAGE' "$(judged LANGUAGE=sv)" "$swedish"
contains 'LANGUAGE, a list of which there is one' "$(judged LANGUAGE=nb_NO:sv_SE:en)" "$swedish"
contains 'LANGUAGE, English first' "$(judged LANGUAGE=en:sv LANG=sv_SE.UTF-8)" "$english"
contains 'LC_ALL' "$(judged LC_ALL=sv_SE.UTF-8 LANG=en_US.UTF-8)" "$swedish"
contains 'LC_MESSAGES' "$(judged LC_MESSAGES=sv_SE.ISO-8859-1 LANG=en_US.UTF-8)" "$swedish"
contains 'LANG' "$(judged LANG=sv_FI@euro)" "$swedish"
contains 'an empty variable says nothing' "$(judged LC_ALL= LANG=sv_SE.UTF-8)" "$swedish"
contains 'LC_ALL before LANG' "$(judged LC_ALL=en_GB.UTF-8 LANG=sv_SE.UTF-8)" "$english"
contains 'an unknown language is English' "$(judged LANG=tlh LANGUAGE=xx:yy)" "$english"
contains 'a language that only begins alike is English' "$(judged LANG=svx_SE.UTF-8)" "$english"
contains 'LC_ALL=C is English, as everywhere' "$(judged LC_ALL=C LANGUAGE=sv)" "$english"
contains 'LC_ALL=C.UTF-8 is not C' "$(judged LC_ALL=C.UTF-8 LANGUAGE=sv)" "$swedish"

# said ARGUMENTS...: the first line that uf-target says with these.
said() {
  uf-target --require "$demand" "$@" r.csv 2>&1 > out.csv | head -n 1
}
contains '--lang sv' "$(said --lang sv)" "$swedish"
contains '--lang en before the environment' "$(LANGUAGE=sv said --lang en)" "$english"
uf-target --lang xx --require "$demand" r.csv > out 2> words
same 'an unknown --lang: status' 2 $?
same 'an unknown --lang: one line names the languages' \
  'uf-target: --lang xx: write en or sv' "$(cat words)"

# --- What it touches. ---

uf-target --require "$demand" r.csv > english.csv 2> /dev/null
uf-target --lang sv --require "$demand" r.csv > swedish.csv 2> /dev/null
holds 'the CSV is the same in every language' cmp english.csv swedish.csv
LANGUAGE=sv uf-target --require 'share(above_13) <= 15%' r.csv > /dev/null 2> words
contains 'errors are the same in every language' "$(cat words)" 'fits no result'
for program in "$UF_BIN"/uf-*; do
  contains "${program##*/} has --lang" "$("$program" --help=all)" '--lang'
done

if command -v gnuplot > /dev/null; then
  uf-plot threshold --lang sv --target 12.5% r.csv --script | sed '/^# page.gp/,$d' > chart.gp
  for text in 'Andel elever med frånvaro över 12,5 %' 'mål 12,5 %' '20 %' 'antal/n' \
    'Punkt: andel. Streck: 95 % konfidensintervall (wilson).' 'Källa: r.csv'; do
    contains "a Swedish chart says: $text" "$(cat chart.gp)" "\"$text\""
  done
  same 'no English word is left in a Swedish chart' '' \
    "$(grep -oiwE 'share|pupils|absence (above|at)|interval|source|target [0-9]' chart.gp |
      grep -v '^target 12' | sort -u)"
  # gnuplot's own numbers keep the point: a comma would separate arguments.
  same 'numbers of the script keep their point' 'axis_high = 50' "$(grep '^axis_high' chart.gp)"
fi

# --- The translation itself. ---

if command -v msgfmt > /dev/null && command -v xgettext > /dev/null && command -v msgcmp > /dev/null
then
  "$UF_TOP/build-aux/translate.sh" --template > texts.pot
  texts=$(grep -c '^msgid' texts.pot)
  holds 'texts are found in the sources' test "$texts" -gt 100
  for po in "$UF_TOP"/po/*.po; do
    name=${po##*/}
    holds "$name: formats and form" msgfmt --check-format --check-domain -o /dev/null "$po"
    same "$name: every text of the sources is translated, none fuzzy" '' \
      "$(msgcmp "$po" texts.pot 2>&1)"
    same "$name: nothing but these" '' "$(msgcmp texts.pot "$po" 2>&1 | grep -v 'found .* fatal' |
      grep 'used but not defined')"
    same "$name: no tab or line end within a text" '' "$(grep -E '\\[nt]' "$po" | grep -v '^"[A-Z][A-Za-z-]*: ')"
  done
  # Negative controls: a text without a translation, a fuzzy one, a format that does not fit.
  sed '/^msgid "Source: %s"$/{n;s/.*/msgstr ""/;}' "$UF_TOP/po/sv.po" > hole.po
  fails 'control: a missing translation is found' msgcmp hole.po texts.pot
  sed 's/^#, c-format$/#, fuzzy, c-format/' "$UF_TOP/po/sv.po" > fuzzy.po
  fails 'control: a fuzzy translation is found' msgcmp fuzzy.po texts.pot
  sed 's/^msgstr "Källa: %s"/msgstr "Källa: %d"/' "$UF_TOP/po/sv.po" > wrong.po
  fails 'control: a wrong format is found' msgfmt --check-format -o /dev/null wrong.po
else
  skip 'translations' 'gettext is not installed'
fi

# What libstats says of a judgement, and what results say in their notes, is in the vocabulary.
sed -n 's/.*evidence_reason = \("[^"]\+"\);.*/\1/p' "$UF_TOP/libstats/target.c" > reasons
holds 'reasons are found in libstats' test -s reasons
while read -r reason; do
  contains "a reason is in the vocabulary: $reason" "$(cat "$UF_TOP/tools/cli/vocabulary.c")" \
    "UF_TRANSLATABLE($reason)"
done < reasons

# --- Where it is found. ---

# found FOLDER: whether uf-target copied to FOLDER/bin speaks Swedish, with nothing in its environment.
found() {
  mkdir -p "$1/bin"
  cp "$UF_BIN/uf-target" "$1/bin"
  env -u UTFALL_DATA "$1/bin/uf-target" --lang sv --require "$demand" r.csv 2>&1 > /dev/null |
    head -n 1
}
mo=$UF_OUT/../locale/sv/LC_MESSAGES/utfall.mo
holds 'the build has it' test -s "$mo"
contains 'from the build folder' \
  "$(env -u UTFALL_DATA "$UF_BIN/uf-target" --lang sv --require "$demand" r.csv 2>&1 > /dev/null)" "$swedish"
mkdir -p installed/share/locale/sv/LC_MESSAGES tree/build/locale/sv/LC_MESSAGES
cp "$mo" installed/share/locale/sv/LC_MESSAGES
cp "$mo" tree/build/locale/sv/LC_MESSAGES
contains 'from an installation' "$(found installed)" "$swedish"
contains 'from bin/ of a source tree' "$(found tree)" "$swedish"
if [ ! -e "$UF_PREFIX/share/locale/sv/LC_MESSAGES/utfall.mo" ]; then
  contains 'nowhere: --lang says so' "$(found nowhere)" 'its texts are not installed'
  contains 'nowhere: by the environment it is English' \
    "$(env -u UTFALL_DATA LANGUAGE=sv nowhere/bin/uf-target --require "$demand" r.csv 2>&1 > /dev/null)" \
    "$english"
fi
contains 'in UTFALL_DATA' "$(UTFALL_DATA=$PWD/installed/share said --lang sv)" "$swedish"
