#!/bin/bash
# simulate.sh: uf-simulate and the programs behind it: what they find is the truth that was written,
# whatever dress the log came in.
. "$UF_TOP/tests/protocol.sh"
cd "$TMPDIR" || exit 2
small=(absence --pupils 60 --to 2017-06-30 --quiet)

# above FILE [OPTION...]: window,school,n,events of the pupils above 15 %.
above() {
  uf-absence --quiet --window 3m "${@:2}" "$1" |
    uf-threshold --quiet --above 15 --by window,school --cluster none |
    awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
      $at["role"] == "primary" {
        sub(/^Skola /, "", $at["school"])
        print $at["window"] "," $at["school"] "," $at["n"] "," $at["events"] }' |
    sort
}

# With every register taken, the programs find the truth, school by school and window by window.
uf-simulate "${small[@]}" --unreported 0 --truth truth.csv -o log.csv
awk -F , '$1 == "above" && $3 != "" { print $4 "," $3 "," $7 "," $6 }' truth.csv | sort > expected
same 'the truth has four windows of six schools' 24 "$(wc -l < expected)"
same 'with every register taken, the truth is found' "$(cat expected)" "$(above log.csv)"
# And without, the truth stays what it was.
uf-simulate "${small[@]}" --unreported 30% --truth missing.csv -o missing-log.csv
same 'missing registers do not change the truth' "$(grep '^above,' truth.csv)" \
  "$(grep '^above,' missing.csv)"
fails 'but what is found' cmp -s <(above log.csv) <(above missing-log.csv)

# Registers missing where pupils are absent: fewer are seen above the limit than are.
uf-simulate "${small[@]}" --unreported 20% --unreported-by pupil --unreported-depends 50 -o depends.csv
seen=$(above depends.csv | awk -F , '{ sum += $4 } END { print sum }')
true=$(awk -F , '{ sum += $4 } END { print sum }' expected)
holds 'unreported absence hides pupils' test "$seen" -lt $((true * 3 / 4))

# The same pupils in three dresses: the same counts. (Of schools, not by name.)
for dress in 'plain' 'swedish' 'swedish --encoding cp1252'; do
  # shellcheck disable=SC2086 # words on purpose
  uf-simulate "${small[@]}" --per day --dress $dress -o "$dress.csv"
done
plain=$(above plain.csv)
same 'Swedish dress, UTF-8: the same counts' "$plain" "$(above swedish.csv --map swedish-lessons)"
same 'Swedish dress, code page 1252: the same counts' "$plain" \
  "$(above 'swedish --encoding cp1252.csv' --map swedish-lessons --encoding cp1252)"
same 'the two encodings are one text' "$(tail -c +4 swedish.csv | sha256sum)" \
  "$(iconv -f cp1252 -t utf-8 'swedish --encoding cp1252.csv' | sha256sum)"
same 'UTF-8 has a byte order mark' '357 273 277' "$(head -c 3 swedish.csv | od -An -b | sed 's/^ //')"
same 'every line ends in CR LF' 0 "$(grep -cv $'\r$' swedish.csv)"
same 'as many names as pupils' "$(cut -d , -f 1 plain.csv | sort -u | wc -l)" \
  "$(cut -d ';' -f 1 swedish.csv | sort -u | wc -l)"
head -n 1 swedish.csv | tail -c +4 | tr -d '\r' | tr ';' '\n' |
  while IFS= read -r column; do
    grep -q ",$column\$" "$UF_TOP/datasets/maps/swedish-lessons.csv" || echo "$column"
  done > unmapped
same 'every Swedish column is in the map' '' "$(cat unmapped)"
# More pupils than pairs of names: a number makes the difference.
uf-simulate absence --quiet --schools 2 --pupils 4200 --size-cv 0 --per day --to 2016-08-18 --late 0 \
  --dress swedish -o many.csv
same '8,400 pupils have 8,400 names' 8400 "$(tail -n +2 many.csv | cut -d ';' -f 1 | sort -u | wc -l)"

# Bytes depend on the seed alone, and not on where they go.
uf-simulate "${small[@]}" --unreported 0 > again.csv
holds 'the same seed, the same bytes' cmp log.csv again.csv
uf-simulate "${small[@]}" --unreported 0 --seed 1 > other.csv
fails 'another seed, other bytes' cmp -s log.csv other.csv
uf-simulate "${small[@]}" --unreported 0 --seed 0 > zero.csv
fails 'seed 0 is one of its own' cmp -s other.csv zero.csv

# A day is the sum of its lessons, for whoever reads them.
uf-absence --quiet --window month log.csv > by-lesson.csv
uf-simulate "${small[@]}" --unreported 0 --per day | uf-absence --quiet --window month > by-day.csv
holds 'by day and by lesson, the same records' cmp by-lesson.csv by-day.csv
