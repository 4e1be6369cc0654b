#!/usr/bin/env bash
# change.sh: uf-change from ratings to verdict: known answers, values from R, simulated truth.
. "$UF_TOP/tests/protocol.sh"
. "$UF_TOP/tests/oracle.sh"
set -u
cd "$TMPDIR" || exit 2
certified "$UF_TOP"/tests/certified/*.tsv

# --- 22 % of fifty cases: 11 meet it and do not establish it, 17 do. ---

printf 'factor,kind,min,max\nR1,risk,0,4\nP1,protective,0,4\n' > two.csv

# fifty N: fifty cases of which the first N improve.
fifty() {
  awk -v n="$1" 'BEGIN {
    print "case,time,R1,P1"
    for (i = 1; i <= 50; i++) printf "c%02d,0,3,1\nc%02d,6,%s\n", i, i, i <= n ? "2,2" : "3,1" }'
}
verdict() {
  fifty "$1" | uf-change -q --factors ./two.csv --summary |
    uf-target -q --require 'share(improved) >= 22%' > verdict.csv
  sed -n '2s/.*>= 22%,\([^,]*\),\([^,]*\),.*/\1 \2/p' verdict.csv
}
same '10 of 50 do not meet 22 %' 'not met undecided' "$(verdict 10)"
same '11 of 50 meet 22 % and do not establish it' 'met undecided' "$(verdict 11)"
same '16 of 50 do not establish it' 'met undecided' "$(verdict 16)"
same '17 of 50 establish 22 %' 'met established' "$(verdict 17)"
fifty 11 | uf-change -q --factors ./two.csv |
  uf-threshold -q --value improved --above 0.5 > records.csv
same 'the records are what uf-threshold reads' '11 50' \
  "$(cell records.csv events) $(cell records.csv n)"

# --- Noise alone: 12 + 7 factors rated 0 to 4 by raters who agree to 0.56 and 0.90. ---

# file WEIGHTS...: hundred cases rated twice alike; step k as common on every factor as its weight
# says, and the factors as independent as a deck dealt anew for each makes them.
file() {
  awk -v weights="$*" 'BEGIN {
    srand(7)
    n = split(weights, w, " ")
    for (k = 1; k <= n; k++) for (i = 0; i < w[k]; i++) deck[size++] = k - 1
    header = "case,time"
    for (f = 1; f <= 12; f++) header = header ",R" f
    for (f = 1; f <= 7; f++) header = header ",P" f
    print header
    for (f = 0; f < 19; f++) {
      for (i = size - 1; i > 0; i--) {
        j = int(rand() * (i + 1)); t = deck[i]; deck[i] = deck[j]; deck[j] = t
      }
      for (i = 0; i < size; i++) line[i] = line[i] "," deck[i]
    }
    for (i = 0; i < size; i++) for (t = 0; t < 2; t++) printf "c%d,%d%s\n", i, t, line[i] }'
}
# noise AGREEMENT GROUP: what is expected of the file, percent.
noise() {
  uf-change -q --factors ester --summary --noise "$1" file.csv |
    awk -F , -v group="$2" '$4 == "expected_by_noise" && $5 == group { printf "%.0f", 100 * $8 }'
}
for baseline in '20 20 20 20 20' '2 8 20 30 40' '40 30 20 8 2'; do
  # shellcheck disable=SC2086
  file $baseline > file.csv
  # About 18 % on every baseline, 20 % and 22 % with shared error, 13 % at 0.78/0.98.
  alone=$(noise 0.56,0.90 independent) tenth=$(noise 0.56,0.90 'shared error 0.1')
  third=$(noise 0.56,0.90 'shared error 0.3') sharp=$(noise 0.78,0.98 independent)
  holds "noise on $baseline: 18 $alone, with shared error 20 $tenth and 22 $third, at 0.78/0.98 13 $sharp" \
    test "$alone" -ge 17 -a "$alone" -le 19 -a "$tenth" -ge 19 -a "$tenth" -le 21 \
    -a "$third" -ge 21 -a "$third" -le 23 -a "$sharp" -ge 12 -a "$sharp" -le 14
done
file 20 20 20 20 20 > file.csv
same 'noise on a uniform baseline: 18.4 %' 18.4 \
  "$(uf-change -q --factors ester --summary --noise 0.56,0.90 file.csv |
    awk -F , '$4 == "expected_by_noise" && $5 == "independent" { printf "%.1f", 100 * $8 }')"

# --- The three shapes of a file, and any order of its rows, are the same ratings. ---

uf-change -q --factors ./two.csv > long.out << END
case,time,factor,rating
c1,0,R1,3
c1,0,P1,1
c1,6,R1,
c1,6,P1,2
c1,12,R1,1
c1,12,P1,2
c2,0,R1,4
c2,0,P1,0
c2,12,R1,4
c2,12,P1,
END
uf-change -q --factors ./two.csv > occasion.out << END
case,time,R1,P1
c2,12,4,
c2,0,4,0
c1,12,1,2
c1,6,,2
c1,0,3,1
END
uf-change -q --factors ./two.csv > case.out << END
case,P1_12,R1_0,R1_6,R1_12,P1_0,P1_6
c2,,4,,4,0,
c1,2,3,,1,1,2
END
holds 'a row for each case and time' cmp long.out occasion.out
holds 'a row for each case' cmp long.out case.out
same 'what became of them' 'improved,not assessable' "$(cut -d , -f 17 long.out | sed 1d | paste -s -d ,)"

# So are baselines that were rated again: a column of a long file, a time of a wide one.
change_retro() {
  uf-change -q --factors ./two.csv --revealed retro --retro again
}
change_retro > long.out << END
case,time,factor,rating,again
c1,0,R1,,
c1,0,P1,1,
c1,6,R1,2,3
c1,6,P1,2,
END
change_retro > occasion.out << END
case,time,R1,P1
c1,0,,1
c1,6,2,2
c1,again,3,
END
change_retro > case.out << END
case,R1_0,P1_0,R1_6,P1_6,R1_again
c1,,1,2,2,3
END
holds 'baselines rated again, a row for each case and time' cmp long.out occasion.out
holds 'baselines rated again, a row for each case' cmp long.out case.out
same 'and they are used' '3,2,-1' "$(sed -n 2p long.out | cut -d , -f 4-6)"

# --- Tests of the same values before and after: standardised_change.R. ---

printf 'factor,kind,min,max\nR1,risk,0,40\n' > sum.csv
before=(22 31 18 27 35 24 29 20 33 26) after=(19 30 18 21 28 25 22 20 27 23)
{
  echo case,R1_0,R1_1
  for i in "${!before[@]}"; do echo "c$i,${before[i]},${after[i]}"; done
} > ten.csv
uf-change -q --factors ./sum.csv --summary ten.csv > ten.out
row() {
  cell ten.out "$1" measure=risk "${@:2}"
}
agrees 'mean change' SMC-01.change "$(row estimate term=change)"
agrees 'its standard error' SMC-01.t_se "$(row std_error term=change)"
agrees 'paired t' SMC-01.t "$(row statistic term=change)"
agrees 'p of paired t' SMC-01.t_p "$(row p_value term=change)"
agrees 'mean change, low' SMC-01.t_low "$(row conf_low term=change)"
agrees 'mean change, high' SMC-01.t_high "$(row conf_high term=change)"
agrees 'signed rank' SMC-01.V "$(row statistic term=shift)"
agrees 'p of the signed rank test, exact with ties' SMC-01.wilcoxon_p "$(row p_value term=shift)"
agrees 'Hodges-Lehmann' SMC-01.hl "$(row estimate term=shift)"
agrees 'p of the sign test' SMC-01.sign_p "$(row p_value term=share_raised)"
agrees 'standardised change' SMC-01.g "$(row estimate term=standardised_change)"
agrees 'its standard error, Becker' SMC-01.se "$(row std_error term=standardised_change)"
agrees 'p of McNemar, exact: the sign test' SMC-01.sign_p \
  "$(cell ten.out p_value measure=risk_lowered method=mcnemar-exact)"
agrees 'p of McNemar, mid-p' SMC-01.mid_p \
  "$(cell ten.out p_value measure=risk_lowered method=mcnemar-mid-p)"
uf-change -q --factors ./sum.csv --per-factor ten.csv > ten.factor
agrees 'the same of one factor' SMC-01.wilcoxon_p "$(cell ten.factor p_value term=shift)"
same 'shares of one factor add up to 1' 1 \
  "$(awk -F , '$4 == "share" { sum += $8 } END { print sum }' ten.factor)"

# --- Ratings without error: what is found is what happened. ---

uf-simulate -q factors --cases 300 --agreement 1,1 --unknown 0% --hidden 0% --lost 0% --siblings 0% \
  --time wave --truth truth.csv > ratings.csv
uf-change -q --factors ester ratings.csv > found.csv
same 'without error, every case is what it was' \
  "$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { print $at["case"], $at["risk_before"], $at["risk_after"], $at["protective_before"],
      $at["protective_after"], $at["improved"] }' truth.csv | cksum)" \
  "$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { print $at["case"], $at["risk_before"], $at["risk_after"], $at["protective_before"],
      $at["protective_after"], $at["improved"] }' found.csv | cksum)"
holds 'and some of them improved' grep -q ,improved, found.csv

# Nothing changes and the raters are not sure: as many improve as noise makes.
uf-simulate -q factors --cases 3000 --changed 0% --unknown 0% --hidden 0% --lost 0% --siblings 0% \
  --correlation 0 --time wave > ratings.csv
uf-change -q --factors ester --summary --noise 0.56,0.90 ratings.csv > still.csv
share=$(cell still.csv estimate role=primary measure=improved)
expected=$(cell still.csv estimate term=expected_by_noise 'group=independent')
error=$(cell still.csv std_error role=primary measure=improved)
holds "nothing changed: $share improve, $expected are expected, standard error $error" \
  awk "BEGIN { exit !(($share - $expected)^2 < 9 * $error^2 + 0.0001) }"

# --- Names of times in an order that is listed: every case its own first and last, and the waves. ---

cat > named.csv << END
case,time,R1,P1
c1,start,,1
c1,mid,4,2
c1,end,2,3
c2,start,3,1
c2,mid,2,2
END
named() {
  uf-change -q --factors ./two.csv --times start,mid,end "$@"
}
named --waves waves.csv named.csv > named.out
same 'listed times: the case that came to the last and the one that did not' \
  'c1,start,end,,,,1,3,2 c2,start,mid,3,2,-1,1,2,1' "$(sed 1d named.out | cut -d , -f 1-9 | paste -sd ' ')"
same 'listed times: what lies between is kept for charts' \
  'c1,1,start c1,2,mid c1,3,end c2,1,start c2,2,mid' "$(sed 1d waves.csv | cut -d , -f 1-3 | paste -sd ' ')"
same 'listed times: the first known rating can be carried back' '4,2,-2' \
  "$(named --revealed carry-back named.csv | sed -n 2p | cut -d , -f 4-6)"
contains 'listed times are in the definition' "$(cat named.out)" 'change;factors=two;times=start,mid,end;first=own'
contains 'however the list is spaced' "$(uf-change -q --factors ./two.csv --times 'start, mid,end' named.csv)" \
  ';times=start,mid,end;'
contains 'a time listed twice is an error' \
  "$(uf-change --factors ./two.csv --times start,mid,end,start named.csv 2>&1)" "'start' stands in the list twice"
contains 'a time that is not listed is an error' \
  "$(uf-change --factors ./two.csv --times start,end named.csv 2>&1)" "--times start,end: 'mid' is a time"
contains 'the last listed has to come after the first' \
  "$(named --first end --last start named.csv 2>&1)" '--last start is not after --first end'

# --- An instrument whose steps are an order of words has no sums. ---

printf 'factor,kind,min,max,labels,total\nR1,risk,0,2,low|moderate|high,no\nP1,protective,0,1,no|yes,no\n' > words.csv
printf '%s\n' case,time,R1,P1 c1,0,high,no c1,6,low,yes c2,0,moderate,yes c2,6,moderate,yes > rated.csv
for option in '' '--rule sum' '--rule mean'; do
  # shellcheck disable=SC2086
  contains "no total: '$option' is refused" "$(uf-change --factors ./words.csv $option rated.csv 2>&1)" \
    'do not add up; say --rule majority or --rule any'
done
for option in '--waves waves.csv' '--reliable --retest-r 0.8 --retest-source x'; do
  # shellcheck disable=SC2086
  contains "no total: '$option' is refused" \
    "$(uf-change --factors ./words.csv --rule any $option rated.csv 2>&1)" 'asks for sums'
done
same 'no total: improved by the rule, without sums' 'c1,0,6,,,,,,,2,0,1,0,1,1,1,improved c2,0,6,,,,,,,2,0,1,0,0,0,0,unchanged' \
  "$(uf-change -q --factors ./words.csv --rule majority rated.csv | sed 1d | cut -d , -f 1-17 | paste -sd ' ')"
uf-change -q --factors ./words.csv --rule majority --summary --noise 0.7,1 rated.csv > words.out
same 'no total: no mean sums' 0 "$(grep -c '^[a-z]*,risk,' words.out)"
same 'no total: no selection by the sum' 'independent of all shared error 0.1 shared error 0.3 at their own baselines' \
  "$(awk -F , '$4 == "expected_by_noise" { print $5 }' words.out | paste -sd ' ')"
contains 'SAVRY has no total' \
  "$(printf 'case,time,factor,rating\n' | uf-change --factors savry 2>&1)" 'do not add up'

# --- What cannot be said is not said. ---

printf 'case,time,factor,rating\nc1,0,R1,3\nc1,6,R1,2\n' > half.csv
contains 'a long file without a factor says so' "$(uf-change --factors ./two.csv half.csv 2>&1)" \
  'factors without a row, taken as not asked: 1 (P1)'
uf-change -q --factors ./two.csv --per-factor half.csv > half.out
same 'no test: no p, adjusted or not, and no family of tests' 'nobody was asked on both occasions,,,,,' \
  "$(sed -n 's/^descriptive,rating,higher,share_raised,P1,.*among=identified",//p' half.out)"
same 'the family is of the factors that were tested' ',,1,holm over 1 factors,,,' \
  "$(sed -n 's/^descriptive,rating,lower,share_raised,R1,.*among=identified"//p' half.out)"
printf 'case,time,R1,P1\nc1,0,3,1\nc1,6,2,2\nc2,0,3,1\nc2,6,1,3\n' > alike.csv
uf-change -q --factors ./two.csv --summary --reliable --retest-r 0.8 --retest-source x alike.csv > alike.out
same 'sums alike at first: no share improved reliably, not 0 %' ',0' \
  "$(cell alike.out estimate measure=reliably_improved),$(cell alike.out n measure=reliably_improved)"
contains 'and why' "$(grep ',reliably_improved,' alike.out)" 'do not vary'
printf 'case,time,R1,P1\n' > none.csv
contains 'nobody at all: not that they do not vary' \
  "$(uf-change -q --factors ./two.csv --summary --reliable --retest-r 0.8 --retest-source x none.csv |
    grep ',reliably_improved,')" 'fewer than two cases'
contains 'a list of four is no agreement' \
  "$(uf-change --factors ./two.csv --summary --noise 0,56,0,90 alike.csv 2>&1)" 'two raters agree exactly'
contains 'one risk sum, not two' \
  "$(uf-change --factors ./two.csv --summary --noise 0.5,0.9 --noise-from 3,4 alike.csv 2>&1)" \
  '--noise-from 3,4: write the one risk sum'
printf 'factor,kind,min,max\nR1,risk,0,10\n' > ladder-factors.csv
printf 'case,R1_0,R1_1\nc1,3,4\n' > ladder.csv
same 'every cell from step to step of a scale from 0 to 10' 121 \
  "$(uf-change -q --factors ./ladder-factors.csv --per-factor ladder.csv | grep -c ',transition,')"
