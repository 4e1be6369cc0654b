#!/usr/bin/awk -f
# make-attendance.awk: SIMULATED attendance of six schools over three terms, as CSV.
#
#   awk -f examples/make-attendance.awk [-v seed=2016] > attendance.csv
#
# No real child is in these data: every row is drawn from the generator below, and the same seed
# gives the same bytes under any POSIX awk. Only sums, products and quotients of doubles are used,
# no rand(), log() or exp(), so the result depends neither on the awk nor on the machine.
#
# Shaped like the project it stands for: grades 1-3 of six schools, A-F; A, B and C work with the
# method from January 2017, D, E and F are controls. One row per pupil and school day, in minutes:
#     pupil,date,school,class,grade,arm,scheduled,absent_authorised,absent_unauthorised,reported
# What real registers do to such a study is there too:
#   - a class teacher sometimes takes no register: then reported is 0 for the whole class that day,
#     and its 0 minutes of absence mean nothing (6 % of class days, from 2 % in D to 11 % in C);
#   - 3 % of the pupils move to another of the schools on some day in the middle;
#   - a few pupils account for most of the absence, and it comes in spells;
#   - the pupils of 2016/17 are in grades 2-4 in autumn 2017.

# Park and Miller's minimal standard generator (1988); 16807 * 2^31 is exact in a double.
function uniform() {
  state = 16807 * state
  state -= 2147483647 * int(state / 2147483647)
  return state / 2147483647
}

function below(n) {
  return int(n * uniform())
}

# Days since 1970-01-01 of a date in the years 1970-2099, and back.
function day_number(text,    year, month, day, i, n) {
  year = substr(text, 1, 4) + 0
  month = substr(text, 6, 2) + 0
  day = substr(text, 9, 2) + 0
  n = 365 * (year - 1970) + int((year - 1969) / 4)
  for (i = 1; i < month; i++)
    n += month_length(year, i)
  return n + day - 1
}
function month_length(year, month) {
  if (month == 2)
    return year % 4 == 0 ? 29 : 28
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
}
function date_text(n,    year, month) {
  for (year = 1970; n >= 365 + (year % 4 == 0); year++)
    n -= 365 + (year % 4 == 0)
  for (month = 1; n >= month_length(year, month); month++)
    n -= month_length(year, month)
  return sprintf("%04d-%02d-%02d", year, month, n + 1)
}

# Closed from FIRST to LAST.
function close_school(first, last,    d) {
  for (d = day_number(first); d <= day_number(last); d++)
    closed[d] = 1
}

BEGIN {
  if (seed == "")
    seed = 2016
  state = seed % 2147483646 + 1
  for (i = 0; i < 20; i++)
    uniform()

  close_school("2016-10-31", "2016-11-04") # autumn break
  close_school("2017-02-13", "2017-02-17") # winter break
  close_school("2017-04-10", "2017-04-17") # Easter
  close_school("2017-05-01", "2017-05-01")
  close_school("2017-05-25", "2017-05-26") # Ascension Day and the day after
  close_school("2017-06-06", "2017-06-06")
  close_school("2017-10-30", "2017-11-03") # autumn break
  terms = split("2016-08-18 2016-12-21 2017-01-10 2017-06-13 2017-08-17 2017-12-20", term, " ")
  method_starts = day_number("2017-01-10")
  new_year_starts = day_number("2017-08-01")

  # Per school: how absent its pupils are, and how often registers are not taken.
  split("1.08 0.88 1.12 0.80 1.04 0.92", level, " ")
  split("0.05 0.07 0.11 0.02 0.06 0.05", untaken, " ")

  make_pupils()
  print "pupil,date,school,class,grade,arm,scheduled,absent_authorised,absent_unauthorised,reported"
  for (i = 1; i < terms; i += 2)
    for (d = day_number(term[i]); d <= day_number(term[i + 1]); d++)
      if ((d + 3) % 7 < 5 && !(d in closed)) # day 0 was a Thursday
        school_day(d)
}

# Six schools, three grades, four classes of 18 to 24 pupils each.
function make_pupils(    s, g, c, n, u) {
  for (s = 1; s <= 6; s++)
    for (g = 1; g <= 3; g++)
      for (c = 1; c <= 4; c++)
        for (n = 18 + below(7); n > 0; n--) {
          pupils++
          school[pupils] = s
          grade[pupils] = g
          letter[pupils] = c
          u = uniform()
          # How much of the time this pupil is away; one in eight is above 15 %.
          propensity[pupils] = 0.025 + 0.26 * u * u * u * u * u
          moves[pupils] = uniform() < 0.03 ? day_number("2016-10-01") + below(360) : -1
        }
}

function school_day(d,    p, weekday, text) {
  text = date_text(d)
  weekday = (d + 3) % 7
  if (d >= new_year_starts && !promoted) {
    promoted = 1
    for (p = 1; p <= pupils; p++)
      grade[p]++
  }
  split("", register) # whose register has been decided today
  for (p = 1; p <= pupils; p++) {
    if (moves[p] >= 0 && d >= moves[p]) {
      moves[p] = -1
      school[p] = (school[p] - 1 + 1 + below(5)) % 6 + 1
      letter[p] = 1 + below(4)
    }
    pupil_day(p, d, weekday, text)
  }
}

function pupil_day(p, d, weekday, text,    s, class, scheduled, rate, away, authorised, other) {
  s = school[p]
  class = grade[p] substr("abcd", letter[p], 1)
  if (!((s class) in register))
    register[s class] = uniform() >= untaken[s]
  scheduled = (grade[p] <= 2 ? 270 : 300) - (weekday == 4 ? 30 : 0)

  rate = propensity[p] * level[s]
  # The method helps those who are away much; the controls go on as before.
  if (s <= 3 && d >= method_starts && rate > 0.07)
    rate = 0.07 + 0.55 * (rate - 0.07)
  # A spell goes on to the next day with probability 0.5, and begins so often that `rate` of all
  # days are in one.
  spell[p] = uniform() < (spell[p] ? 0.5 : 0.5 * rate / (1 - rate))
  away = spell[p] ? scheduled : 0
  if (!away && uniform() < 0.01 + rate / 4) # late, or at the dentist's
    away = 10 * (1 + below(9))
  # The more a pupil is away, the less of it is authorised.
  other = uniform() < 0.05 + 1.5 * rate
  authorised = other ? 0 : away
  if (!register[s class])
    away = authorised = 0
  printf "p%04d,%s,%s,%s,%d,%s,%d,%d,%d,%d\n", p, text, substr("ABCDEF", s, 1), class, grade[p],
    s <= 3 ? "intervention" : "control", scheduled, authorised, away - authorised, register[s class]
}
