# known_answers.R: tables with an extreme or a very large count, for tests/certified/known_answers.tsv.
# R 4.2.2, stats:  Rscript known_answers.R > ../known_answers.tsv
source("rows.R")

z2 <- qnorm(0.975)^2
wilson <- function(x, n) {
  centre <- (x + z2 / 2) / (n + z2)
  half <- sqrt(z2 * (x * (n - x) / n + z2 / 4)) / (n + z2)
  c(centre - half, centre + half)
}
# Newcombe 1998, method 10.
newcombe <- function(x, n, y, m) {
  p <- x / n; q <- y / m; w <- wilson(x, n); v <- wilson(y, m)
  c(p - q - sqrt((p - w[1])^2 + (v[2] - q)^2), p - q + sqrt((w[2] - p)^2 + (q - v[1])^2))
}
report <- function(id, what, x, n, y, m) {
  table <- matrix(c(x, n - x, y, m - y), 2)
  nc <- newcombe(x, n, y, m)
  exact <- fisher.test(table)
  pearson <- suppressWarnings(chisq.test(table, correct = FALSE))
  yates <- suppressWarnings(chisq.test(table))
  at <- sprintf("%.0f/%.0f v %.0f/%.0f level 0.95", x, n, y, m)
  rows(id, "two-shares", "inline", what, "Newcombe 10; chi-square with and without correction", at,
       c(diff = x / n - y / m, newcombe.low = nc[1], newcombe.high = nc[2],
         chisq = unname(pearson$statistic), p = pearson$p.value, yates = unname(yates$statistic)),
       "stats R 4.2.2; Newcombe 1998 in closed form", "rel 1e-9")
  rows(id, "two-shares", "inline", what, "Fisher", at, c(fisher = exact$p.value),
       "stats::fisher.test R 4.2.2", "rel 1e-7")
}
report("KNOWN-10-0", "all against none", 10, 10, 0, 10)
report("KNOWN-1-0", "one person in each arm", 1, 1, 0, 1)
report("KNOWN-MILLIONS", "counts in the millions", 1e6, 3e6, 1002000, 3e6)
# Both without events: only Newcombe's interval says anything.
none <- newcombe(0, 10, 0, 10)
rows("KNOWN-0-0", "two-shares", "inline", "none against none", "Newcombe 10", "0/10 v 0/10 level 0.95",
     c(newcombe.low = none[1], newcombe.high = none[2]), "Newcombe 1998 in closed form, R 4.2.2", "rel 1e-9")
