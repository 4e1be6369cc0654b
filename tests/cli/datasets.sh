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

# The demo's log is simulated by an awk script that gives the same bytes under every awk. The sums
# below were taken with R's data.table 1.14.8 from the file of that checksum.
for awk in awk mawk gawk; do
  if command -v "$awk" > /dev/null; then
    "$awk" -f ../examples/make-attendance.awk > "$TMPDIR/log.csv"
    same "make-attendance.awk under $awk: checksum" \
      2339a84cede3edceb551a728bc2788b7e4b8440730a3db029a790fb78e79e622 \
      "$(sha256sum < "$TMPDIR/log.csv" | cut -d ' ' -f 1)"
  else
    skip "make-attendance.awk under $awk: checksum" "there is no $awk"
  fi
done
awk -f ../examples/make-attendance.awk -v seed=7 | head -n 1000 > "$TMPDIR/other.csv"
head -n 1000 "$TMPDIR/log.csv" > "$TMPDIR/log_head.csv"
fails 'make-attendance.awk: another seed, other data' cmp -s "$TMPDIR/other.csv" "$TMPDIR/log_head.csv"
same 'make-attendance.awk: rows, pupils, days, schools' '403256 1516 266 6' \
  "$(awk -F , 'NR > 1 { pupil[$1]; day[$2]; school[$3] }
    END { for (k in pupil) p++; for (k in day) d++; for (k in school) s++; print NR - 1, p, d, s }' \
    "$TMPDIR/log.csv")"
