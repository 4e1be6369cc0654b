# answers.awk: simulated answers of pupils who do not exist, for examples of uf-score.
#
#     awk -f examples/answers.awk > datasets/answers.csv
#
# Thirty pupils of two classes, 10 to 12 years old, at three waves: WHO-5 (0 to 5), BRS (1 to 5, items 2, 4
# and 6 worded the other way) and CAMM (0 to 4, all items worded the other way), and two questions to a
# parent (1 to 5, 9 is "don't know"). A pupil has a level of well-being that rises a little from wave to
# wave in class A; one answer in forty is missing, and so is one pupil in ten at a wave. Park and Miller's
# generator (1988), seeded: the same bytes everywhere.

# A number from 0 to 1. 16807 times less than 2^31 is exact in a double.
function uniform() {
  seed = (16807 * seed) % 2147483647
  return seed / 2147483647
}

# A step from low to high, around a level from 0 to 1.
function step(low, high, level,    value) {
  value = level + 0.5 * (uniform() + uniform() - 1)
  if (value < 0) value = 0
  if (value > 0.999) value = 0.999
  return low + int(value * (high - low + 1))
}

# The cells of a scale; turned: the items that are worded the other way.
function answers(n, low, high, level, turned,    i, cells, value) {
  cells = ""
  for (i = 1; i <= n; i++) {
    value = step(low, high, index(turned, " " i " ") ? 1 - level : level)
    cells = cells "," (uniform() < 0.025 ? "" : value)
  }
  return cells
}

function names(stem, n,    i, cells) {
  for (i = 1; i <= n; i++) cells = cells "," stem i
  return cells
}

function parent(level) {
  return "," (uniform() < 0.15 ? 9 : step(1, 5, level))
}

BEGIN {
  seed = 20161101
  print "pupil,class,wave,age,sex" names("who5_", 5) names("brs_", 6) names("camm_", 10) names("parent_", 2)
  for (pupil = 1; pupil <= 30; pupil++) {
    class = pupil <= 15 ? "A" : "B"
    age = 10 + int(3 * uniform())
    sex = uniform() < 0.5 ? "girl" : "boy"
    level = 0.3 + 0.4 * uniform()
    for (wave = 1; wave <= 3; wave++) {
      if (wave > 1 && uniform() < 0.1) continue
      here = level + (class == "A" ? 0.06 * (wave - 1) : 0)
      printf "p%02d,%s,%d,%d,%s%s%s%s%s%s\n", pupil, class, wave, age, sex,
        answers(5, 0, 5, here, ""), answers(6, 1, 5, here, " 2 4 6 "),
        answers(10, 0, 4, here, " 1 2 3 4 5 6 7 8 9 10 "), parent(here), parent(here)
    }
  }
}
