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

# birthwt, anorexia: exported from R too, as datapackage.json says.
same 'birthwt: births, low weights, sum of the weights' '189 59 556527' \
  "$(awk -F , 'NR > 1 { low += $1; sum += $10 } END { print NR - 1, low, sum }' birthwt.csv)"
if Rscript -e 'library(MASS)' > /dev/null 2>&1; then
  Rscript -e 'write.csv(MASS::birthwt, stdout(), row.names = FALSE, quote = FALSE)' > "$TMPDIR/birthwt.csv"
  holds 'birthwt: the same bytes as exported from R' cmp birthwt.csv "$TMPDIR/birthwt.csv"
  # shellcheck disable=SC2016 # R's columns
  Rscript -e 'a <- MASS::anorexia
    who <- data.frame(id = seq_len(nrow(a)), treatment = c(CBT = "behavioural", Cont = "control",
                      FT = "family")[as.character(a$Treat)])
    write.csv(rbind(cbind(who, occasion = "before", weight = a$Prewt),
                    cbind(who, occasion = "after", weight = a$Postwt)),
              stdout(), row.names = FALSE, quote = FALSE)' > "$TMPDIR/anorexia.csv"
  holds 'anorexia: the same bytes as made in R' cmp anorexia.csv "$TMPDIR/anorexia.csv"
else
  skip 'birthwt: the same bytes as exported from R' 'R or its package MASS is not installed'
  skip 'anorexia: the same bytes as made in R' 'R or its package MASS is not installed'
fi

# star: 126 small classes, 99 regular, 98 with an aide, in 79 schools (R, mlmRev 1.0-8).
same 'star: pupils, classes of each type, schools' '6306 126 99 98 79' \
  "$(awk -F , 'NR > 1 { pupils++; if (!($3 in class)) types[$4]++; class[$3]; school[$2] }
    END { print pupils, types["small"], types["regular"], types["regular with aide"], length(school) }' star.csv)"
if Rscript -e 'library(mlmRev)' > /dev/null 2>&1; then
  # shellcheck disable=SC2016 # R's dollars
  Rscript -e 's <- subset(mlmRev::star, gr == "K")
    s <- s[table(s$tch)[as.character(s$tch)] >= 10, ]
    number <- function(f) as.integer(as.character(f))
    s <- s[order(s$sch, number(s$tch), number(s$id)), ]
    write.csv(data.frame(pupil = s$id, school = s$sch, class = s$tch,
                type = c(small = "small", reg = "regular", "reg+A" = "regular with aide")[as.character(s$cltype)],
                sex = s$sx, lunch = c(F = "free", N = "not free")[as.character(s$ses)],
                reading = s$read, maths = s$math),
              stdout(), row.names = FALSE, quote = FALSE, na = "")' > "$TMPDIR/star.csv" 2> /dev/null
  holds 'star: the same bytes as made in R' cmp star.csv "$TMPDIR/star.csv"
else
  skip 'star: the same bytes as made in R' 'R or its package mlmRev is not installed'
fi

# remake KIND FILE...: the command that the description states makes these files, to the byte.
remake() {
  kind=$1
  shift
  # shellcheck disable=SC2016 # Markdown's backquotes
  made=$(sed -n 's/.*"description": "Made by `\(uf-simulate '"$kind"' [^`]*\)`.*/\1/p' datapackage.json)
  contains "$kind: the description states the command" "$made" "uf-simulate $kind"
  mkdir -p "$TMPDIR/$kind/datasets"
  (cd "$TMPDIR/$kind" && eval "$made" --quiet)
  for file; do
    holds "$file: the command makes the same bytes" cmp "$file" "$TMPDIR/$kind/datasets/$file"
  done
}
remake absence attendance.csv attendance-truth.csv
remake factors factors.csv factors-truth.csv factor-cases.csv

# factors: every factor of the ratings is one of factors/ester.csv.
same 'factors: those of factors/ester.csv' "$(tail -n +2 factors/ester.csv | cut -d , -f 1 | sort)" \
  "$(tail -n +2 factors.csv | cut -d , -f 3 | sort -u)"

# Every instrument is read by its name without a word.
for file in factors/*.csv; do
  name=${file#factors/}
  same "$file: read by its name" '' "$(echo case,time,factor,rating |
    "$UF_BIN/uf-change" --quiet --rule majority --factors "${name%.csv}" 2>&1 > "$TMPDIR/none.csv")"
done

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
