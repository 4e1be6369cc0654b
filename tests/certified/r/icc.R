# icc.R: intraclass correlation by one-way analysis of variance, for tests/certified/icc.tsv.
# R 4.2.2, base packages:  Rscript icc.R > ../icc.tsv
#
# Mean squares from stats::aov. Limits by inverting the pivot with uniroot, by Searle's closed form
# where sizes are equal, and by Smith's standard error as in ICC 2.4.0 (ICCest).
source("rows.R")

pivot <- function(rho, n, m, msw) {
  w <- n / (1 + n * rho / (1 - rho))
  sum(w * (m - sum(w * m) / sum(w))^2) / (length(n) - 1) / msw
}
report <- function(id, what, y, g, level = 0.95) {
  g <- factor(g)
  ms <- anova(aov(y ~ g))$`Mean Sq`
  n <- as.vector(table(g)); m <- as.vector(tapply(y, g, mean)); k <- length(n); N <- sum(n)
  n0 <- (N - sum(n^2) / N) / (k - 1)
  r <- (ms[1] - ms[2]) / (ms[1] + (n0 - 1) * ms[2])
  cv <- sqrt(mean((n - mean(n))^2)) / mean(n)
  smith <- sqrt(2 * (1 - r)^2 / n0^2 * ((1 + r * (n0 - 1))^2 / (N - k) + ((k - 1) * (1 - r) *
    (1 + r * (2 * n0 - 1)) + r^2 * (sum(n^2) - 2 * sum(n^3) / N + (sum(n^2) / N)^2)) / (k - 1)^2))
  floor <- -1 / (max(n) - 1)
  a <- (1 - level) / 2
  solve <- function(q) {
    f <- function(rho) pivot(rho, n, m, ms[2]) - q
    if (f(floor + 1e-9) < 0) floor else uniroot(f, c(floor + 1e-9, 1 - 1e-12), tol = 1e-15)$root
  }
  exact <- c(solve(qf(1 - a, k - 1, N - k)), solve(qf(a, k - 1, N - k)))
  if (all(n == n[1])) {
    fl <- ms[1] / ms[2] / qf(c(1 - a, a), k - 1, N - k)
    exact <- (fl - 1) / (fl + n[1] - 1)
  }
  z <- qnorm(1 - a)
  deff <- 1 + ((cv^2 + 1) * mean(n) - 1) * r # a ratio of variances, or nothing
  rows(id, "icc", "inline", what, if (all(n == n[1])) "ANOVA; Searle; Smith" else "ANOVA; Wald; Smith",
       sprintf("%d clusters, %d units, level %g", k, N, level),
       c(k = k, n = N, ms_between = ms[1], ms_within = ms[2], f = ms[1] / ms[2],
         p = pf(ms[1] / ms[2], k - 1, N - k, lower.tail = FALSE), n0 = n0, rho = r, cv = cv,
         deff = if (deff > 0) deff else NA, se = smith, exact.low = exact[1],
         exact.high = exact[2], smith.low = max(floor, r - z * smith), smith.high = min(1, r + z * smith)),
       "icc.R; stats::aov R 4.2.2", "rel 1e-9")
}
binary <- function(n, x) unlist(Map(function(n, x) rep(1:0, c(x, n - x)), n, x))
dyestuff <- c(1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510,
              1560, 1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450,
              1480, 1445)
report("ICC-01", "Dyestuff (Davies & Goldsmith 1972)", dyestuff, rep(1:6, each = 5))
unequal <- c(4.1, 5.0, 4.4, 6.2, 5.9, 6.6, 7.1, 5.5, 3.9, 4.0, 4.8, 5.1, 4.9, 6.1, 5.2, 4.5, 7.3, 6.9,
             6.4, 7.0)
report("ICC-02", "unequal sizes", unequal, rep(1:5, c(3, 5, 2, 6, 4)))
report("ICC-03", "unequal sizes", unequal, rep(1:5, c(3, 5, 2, 6, 4)), 0.9)
report("ICC-04", "negative", c(1, 5, 10, 2, 5, 8, 9, 1, 3, 4, 2, 9), rep(1:4, c(3, 3, 4, 2)))
schools <- c(40, 60, 80, 120, 150, 200)
report("ICC-05", "six schools, 0/1", binary(schools, c(3, 11, 6, 19, 12, 31)), rep(1:6, schools))
