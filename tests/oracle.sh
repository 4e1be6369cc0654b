# oracle.sh: shell functions that hold what a program wrote against certified values.
# shellcheck shell=bash
#
# Sourced by scripts of tests/cli after protocol.sh. Certified values are rows of tests/certified/*.tsv
# or of the reference's cases.tsv: id first, value in column 8, tolerance (abs x, rel x, exact) in 10.

# certified FILE... : the files in which `agrees` looks.
certified() {
  _certified=("$@")
}

# agrees NAME ID VALUE: VALUE is what the row ID has, within its tolerance; missing is no agreement.
# The ID is appended to $ORACLE_ASKED (oracle-rows.sh).
agrees() {
  [ -z "${ORACLE_ASKED-}" ] || printf '%s\n' "$2" >> "$ORACLE_ASKED"
  _verdict=$(awk -F '\t' -v id="$2" -v value="$3" '
    $1 == id {
      found = 1
      split($10, tolerance, " ")
      gap = value - $8
      if (gap < 0) gap = -gap
      size = $8 < 0 ? -$8 : $8
      allowed = tolerance[1] == "abs" ? tolerance[2] : tolerance[1] == "rel" ? tolerance[2] * size : 0
      # Text of 15 digits is all that the certified value has.
      allowed += 1e-14 * size
      print value != "" && gap <= allowed ? "yes" : "expected " $8 " (" $9 "), got " value
      exit
    }
    END { if (!found) print "there is no certified row " id }' "${_certified[@]}")
  if [ "$_verdict" = yes ]; then
    ok "$1"
  else
    not_ok "$1" "$_verdict"
  fi
}

# cell FILE COLUMN [COLUMN=TEXT]...: a cell of the one row of a results file that has these texts.
# No cell but the last (note) may hold a comma.
cell() {
  awk -F , -v asked="$2" -v where="${*:3}" '
    NR == 1 {
      for (i = 1; i <= NF; i++) column[$i] = i
      n = split(where, conditions, " ")
      next
    }
    {
      for (i = 1; i <= n; i++) {
        at = index(conditions[i], "=")
        if ($(column[substr(conditions[i], 1, at - 1)]) != substr(conditions[i], at + 1)) next
      }
      print $(column[asked])
    }' "$1"
}
