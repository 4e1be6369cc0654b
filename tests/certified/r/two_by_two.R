# two_by_two.R: tests of a 2x2 table, for tests/certified/two_by_two.tsv.
# R 4.2.2, base packages only:  Rscript two_by_two.R > ../two_by_two.tsv   (a minute)
#
# Boschloo's test by its definition: Fisher's p-value of every possible table, the sum of the two
# binomial probabilities over the tables whose p-value is no larger, maximised over a grid of 20,001
# shares and then by optimize() around the best of them.
options(digits = 15)
source("rows.R")

fisher <- function(x, n, y, m, alternative = "two.sided")
  fisher.test(matrix(c(x, n - x, y, m - y), 2), alternative = alternative)$p.value
mid <- function(x, n, y, m) {
  f <- dhyper(max(0, x + y - m):min(n, x + y), n, m, x + y)
  o <- dhyper(x, n, m, x + y)
  sum(f[f < o * (1 - 1e-7)]) + sum(f[abs(f - o) <= 1e-7 * o]) / 2
}
boschloo <- function(x, n, y, m, alternative = "two.sided") {
  p <- outer(0:n, 0:m, Vectorize(function(i, j) fisher(i, n, j, m, alternative)))
  inside <- p <= p[x + 1, y + 1] * (1 + 1e-7)
  size <- function(pi) sum((dbinom(0:n, n, pi) %o% dbinom(0:m, m, pi))[inside])
  grid <- seq(0, 1, length.out = 20001)
  s <- vapply(grid, size, 0)
  best <- grid[which.max(s)]
  max(s, optimize(size, c(max(0, best - 1e-4), min(1, best + 1e-4)), maximum = TRUE, tol = 1e-12)$objective)
}
tables <- list(c(15, 20, 9, 20), c(7, 34, 1, 34), c(0, 16, 15, 72), c(9, 13, 4, 14), c(0, 9, 4, 11),
               c(10, 10, 0, 10), c(1, 1, 0, 1), c(2, 5, 3, 40))
for (i in seq_along(tables)) {
  v <- as.list(tables[[i]])
  rows(sprintf("TBT-%02d", i), "fisher", "inline", "exact tests of a 2x2 table",
       "Fisher, two-sided mid-p, Boschloo", paste(unlist(v), collapse = " "),
       c(fisher = do.call(fisher, v), less = do.call(fisher, c(v, "less")),
         greater = do.call(fisher, c(v, "greater")), mid = do.call(mid, v),
         boschloo = do.call(boschloo, v), boschloo_greater = do.call(boschloo, c(v, "greater")),
         boschloo_less = do.call(boschloo, c(v, "less"))),
       "two_by_two.R; R 4.2.2", "rel 1e-7")
}
large <- list(c(120000, 500000, 119000, 500000), c(500, 1000, 300, 1000), c(40, 3000000, 80, 3000000))
for (i in seq_along(large)) {
  v <- large[[i]]
  table <- matrix(c(v[1], v[2] - v[1], v[3], v[4] - v[3]), 2)
  plain <- chisq.test(table, correct = FALSE)
  yates <- chisq.test(table)
  rows(sprintf("TBT-1%d", i), "fisher", "inline", "tests of a large 2x2 table", "chi-square, Yates, Fisher",
       paste(v, collapse = " "),
       c(chisq = unname(plain$statistic), chisq_p = plain$p.value, yates = unname(yates$statistic),
         yates_p = yates$p.value, fisher = fisher.test(table)$p.value, mid = mid(v[1], v[2], v[3], v[4])),
       "stats R 4.2.2", "rel 1e-7")
}
# Smokers by age group, R's ?prop.trend.test; then uneven scores and an empty group.
smokers <- c(83, 90, 129, 70)
patients <- c(86, 93, 136, 82)
for (scores in list(1:4, c(0, 0, 1, 5))) {
  t <- prop.trend.test(smokers, patients, scores)
  rows(paste0("TREND-", paste(scores, collapse = "")), "fisher", "inline", "trend of four shares",
       "Cochran-Armitage chi-square", "83/86 90/93 129/136 70/82",
       c(chisq = unname(t$statistic), p = t$p.value), "stats::prop.trend.test R 4.2.2", "rel 1e-9")
}
# Printed: contingencytables tests/testthat/test-ch4.R.
book <- "SOFTWARE: ocbe-uio/contingencytables tests/testthat/test-ch4.R"
rows("TBT-book", "fisher", "inline", "Ritland et al. 2007, 0/16 v 15/72; tea tasting", "as printed", "",
     c(fisher = 0.06287, mid = 0.04466, likelihood_p = 0.14798), book, "abs 5e-6")
