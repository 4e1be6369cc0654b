# scale.R: scores of scales and item-rest correlations, for tests/certified/scale.tsv.
# R 4.2.2, psych 2.2.9:  Rscript scale.R > ../scale.tsv
#
# Data: ../data/bfi.csv (psych::bfi), 25 personality items from 1 to 6. Item-rest correlations are
# psych::alpha's r.drop over the people who answered all items of the scale. The rounded rule is that of
# the Strengths and Difficulties Questionnaire, on five items recoded to 0, 1, 2 (answer modulo 3).
source("rows.R")
suppressMessages(library(psych))
bfi <- read.csv("../data/bfi.csv")
version <- paste0("scale.R; psych::alpha ", packageVersion("psych"), " R ", getRversion())

keys <- list(agree = c(-1, 2, 3, 4, 5), conscientious = c(1, 2, 3, -4, -5), extraversion = c(-1, -2, 3, 4, 5),
             neuroticism = 1:5, openness = c(1, -2, 3, 4, -5))
letters_of <- c(agree = "A", conscientious = "C", extraversion = "E", neuroticism = "N", openness = "O")
keyed <- function(scale, key = keys[[scale]]) {
  x <- bfi[paste0(letters_of[[scale]], abs(key))]
  x[key < 0] <- 7 - x[key < 0]
  x
}
rest <- function(id, what, x) {
  complete <- na.omit(x)
  r <- suppressWarnings(alpha(complete, check.keys = FALSE, warnings = FALSE)$item.stats$r.drop)
  rows(id, "questionnaire", "data/bfi.csv", what, "corrected item-rest correlation, complete cases",
       "items as keyed", c(n = nrow(complete), setNames(r, paste0("r_", names(x)))), version, "rel 1e-9")
}
for (scale in names(keys)) rest(paste0("SCALE-", scale), paste("bfi scale", scale), keyed(scale))
rest("SCALE-unreversed", "bfi scale agree, item 1 not reversed", keyed("agree", 1:5))

# A sum with one answer missing counts that as the person's mean.
x <- keyed("neuroticism")
answered <- rowSums(!is.na(x))
sums <- 5 * rowMeans(x, na.rm = TRUE)
sums[answered < 4] <- NA
rows("SCALE-prorated", "questionnaire", "data/bfi.csv", "bfi neuroticism, 4 or 5 of 5 answered",
     "prorated sum", "5 * rowMeans", c(n = sum(!is.na(sums)), partial = sum(!is.na(sums) & answered == 4),
     mean = mean(sums, na.rm = TRUE), sd = sd(sums, na.rm = TRUE)), paste("scale.R; R", getRversion()),
     "rel 1e-12")

# Halves go up: 2.5 is 3 and 0.5 is 1, where R's own round() makes 2 and 0.
y <- bfi[paste0("A", 1:5)] %% 3
y[1, 1:2] <- NA # so that three and four answers occur often enough
y[seq(2, nrow(y), by = 7), 1] <- NA
y[seq(3, nrow(y), by = 5), 3:4] <- NA
answered <- rowSums(!is.na(y))
exact <- 5 * rowSums(y, na.rm = TRUE) / answered
score <- ifelse(answered >= 3, floor(0.5 + exact), NA)
even <- ifelse(answered >= 3, round(exact), NA)
rows("SCALE-rounded", "questionnaire", "data/bfi.csv", "bfi A1-A5 modulo 3, some taken away",
     "floor(0.5+5*mean), 3 or more of 5", "see scale.R",
     c(n = sum(!is.na(score)), sum = sum(score, na.rm = TRUE), half = sum(exact %% 1 == 0.5, na.rm = TRUE),
       differs_from_even = sum(score != even, na.rm = TRUE)), paste("scale.R; R", getRversion()), "exact")

# One question: 1 1 2 2 2 3 4 4 5 5 5 5 from 1 to 5, and three who did not know.
x <- c(1, 1, 2, 2, 2, 3, 4, 4, 5, 5, 5, 5)
ci <- t.test(x)$conf.int
share <- function(k, n) unname(prop.test(k, n, correct = FALSE)$conf.int)
rows("SCALE-question", "questionnaire", "inline", "one question, 12 answers and 3 that did not know",
     "t interval; Wilson", "level 0.95",
     c(mean = mean(x), se = sd(x) / sqrt(12), low = ci[1], high = ci[2], share5.low = share(4, 12)[1],
       share5.high = share(4, 12)[2], unsure.low = share(3, 15)[1], unsure.high = share(3, 15)[2]),
     paste("scale.R; R", getRversion(), "t.test, prop.test"), "rel 1e-9")
