#!/usr/bin/env bash
# study.sh: what doc/few-clusters.csv holds keeps to what is recommended, and the tables of
# doc/methods.md are its figures. (The study itself, `make study`, takes some minutes.)
. "$UF_TOP/tests/protocol.sh"
set -u
study=$UF_TOP/doc/few-clusters.csv
section=$TMPDIR/section
sed -n '/^## What six schools can and cannot show/,/^## Cluster means/p' "$UF_TOP/doc/methods.md" > "$section"

# --- The recommended row, in whole numbers: at most 6 % for sizes up to three times apart. ---

same 'cluster means: 72 models, none above 6 % up to 1:3' '72 0' "$(awk -F , '
  $5 == "cluster-means" && $8 == "false_positive" && $2 ~ /^1:[13]( mixed)?$/ {
    models++; above += 100 * $23 > 6 * $22 }
  END { print models, above }' "$study")"
holds 'every model and method is there once' [ -z "$(cut -d , -f 1-6,8 "$study" | sort | uniq -d)" ]
holds 'results that uf-target reads' "$UF_BIN/uf-target" -q -o "$TMPDIR/verdict" --exit-zero \
  --require 'share(false_positive) <= 6% each sizes' --where schools=3+3 --where icc=0 \
  --where inference=cluster-means --where outcome=values "$study"

# --- The tables: each cell from the rows of shares, in percent to one decimal. ---

# Columns are called "sizes, icc", rows by the method; "at worst" is over outcomes and icc.
compared=$(awk -v study="$study" '
  function trimmed(text) { gsub(/^ +| +$/, "", text); return text }
  function method(text) {
    nominal = sub(/, at 10 %$/, "", text) ? "0.1" : "0.05"
    pupils = sub(/ of pupils$/, "", text)
    normal = sub(/, normal$/, "", text)
    sub(/, t$/, "", text)
    gsub(/`/, "", text)
    return text (pupils ? "(pupils)" : normal ? "-normal" : "") "@" nominal
  }
  BEGIN {
    FS = ","
    while ((getline < study) > 0) {
      one = $1 SUBSEP $2 SUBSEP $3 SUBSEP $5 "@" $6 SUBSEP $8
      if ($4 == "shares") estimate[one] = $14
      worst = $1 SUBSEP $2 SUBSEP $5
      if ($8 == "false_positive" && $6 == "0.05" && $14 + 0 > most[worst] + 0) most[worst] = $14
    }
    FS = "|"
  }
  /^\| ([0-9]+ \+ [0-9]+ schools|at worst) / {
    kind = trimmed($2); columns = NF - 1
    tables++
    for (i = 3; i <= columns; i++) name[i] = trimmed($i)
    getline
    next
  }
  /^How often 95 % intervals/ { measure = "covered" }
  /^\| `/ && kind != "" {
    for (i = 3; i <= columns; i++) {
      if (kind == "at worst") {
        split(trimmed($2), part, ", ")
        gsub(/[` ]/, "", part[1]); gsub(/ /, "", part[2])
        value = most[part[2], name[i], part[1]]
      } else {
        schools = kind; gsub(/ |schools/, "", schools)
        split(name[i], at, ", ")
        value = estimate[schools, at[1], at[2], method(trimmed($2)), measure == "" ? "false_positive" : measure]
      }
      cells++
      if (value == "" || sprintf("%.1f", 100 * value) != trimmed($i))
        wrong = wrong kind ": " trimmed($2) ", " name[i] ": " trimmed($i) " for " value "; "
    }
    next
  }
  { kind = "" }
  END { print tables, (cells > 200 ? "all" : cells), wrong }' "$section")
same 'the five tables of doc/methods.md are the CSV' '5 all ' "$compared"
