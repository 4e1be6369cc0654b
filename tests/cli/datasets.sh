#!/bin/sh
# datasets.sh: the data that ship are what datapackage.json says, and what their source has.
. "$UF_TOP/tests/protocol.sh"
cd "$UF_TOP/datasets" || exit 2

# Every data file is described, with its columns in order.
for file in *.csv */*.csv; do
  [ -f "$file" ] || continue
  described=$(awk -v file="$file" '
    $0 ~ "\"path\": \"" file "\"" { here = 1 }
    here && /"schema"/ { fields = 1 }
    fields && /^ *"name": / {
      name = $0
      sub(/^ *"name": "/, "", name)
      sub(/",?$/, "", name)
      names = names (names == "" ? "" : ",") name
    }
    fields && /^ *\]/ { print names; exit }' datapackage.json)
  same "$file: columns as described" "$described" "$(head -n 1 "$file" | tr -d '"\r')"
  name=$(awk -v path="\"path\": \"$file\"" '
    /^ *"name": / {
      name = $0
      sub(/^ *"name": "/, "", name)
      sub(/",?$/, "", name)
    }
    index($0, path) { print name; exit }' datapackage.json)
  holds "$file: values as described" \
    "$UF_BIN/uf-check" -q --schema datapackage.json --resource "$name" "$file"
done

# quine: 146 pupils; 2403 days in all, 54 pupils above 15 days (R: sum(MASS::quine$Days),
# sum(MASS::quine$Days > 15), MASS 7.3-58.2).
same 'quine: pupils, days, pupils above 15 days' '146 2403 54' \
  "$(awk -F , 'NR > 1 { days += $5; above += $5 > 15 } END { print NR - 1, days, above }' quine.csv)"
if Rscript -e 'library(MASS)' > /dev/null 2>&1; then
  Rscript -e 'write.csv(MASS::quine, stdout(), row.names = FALSE)' > "$TMPDIR/quine.csv"
  holds 'quine: the same bytes as exported from R' cmp quine.csv "$TMPDIR/quine.csv"
else
  skip 'quine: the same bytes as exported from R' 'R or its package MASS is not installed'
fi

# attendance: the command that the description states makes it, to the byte, and its truth.
made=$(sed -n 's/.*"description": "Made by `\(uf-simulate absence [^`]*\)`.*/\1/p' datapackage.json)
contains 'attendance: the description states the command' "$made" 'uf-simulate absence'
cp attendance.csv attendance-truth.csv "$TMPDIR"
(cd "$TMPDIR" && mkdir again && cd again && mkdir datasets && eval "$made" --quiet)
holds 'attendance: the command makes the same bytes' \
  cmp attendance.csv "$TMPDIR/again/datasets/attendance.csv"
holds 'attendance-truth: the command makes the same bytes' \
  cmp attendance-truth.csv "$TMPDIR/again/datasets/attendance-truth.csv"

# Every map and every table of codes is tried by a golden of its name, and read without a word.
for file in maps/*.csv; do
  name=${file#maps/}
  holds "$file: there is a golden" test -s "../tests/golden/uf-absence/map-${name%.csv}/cmd"
done
for file in codes/*.csv; do
  name=${file#codes/}
  holds "$file: there is a golden" test -s "../tests/golden/uf-absence/codes-${name%.csv}/cmd"
  same "$file: the golden has every code" "$(tail -n +2 "$file" | cut -d , -f 1 | sort)" \
    "$(tail -n +2 "../tests/golden/uf-absence/codes-${name%.csv}/files/log.csv" | cut -d , -f 3 | sort -u)"
done
