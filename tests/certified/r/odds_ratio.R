# odds_ratio.R: intervals of an odds ratio, for tests/certified/odds_ratio.tsv.
# R 4.2.2, base packages only:  Rscript odds_ratio.R > ../odds_ratio.tsv
#
# Conditional limits from the whole noncentral hypergeometric distribution on the log scale; score
# limits with the restricted shares found by solving the likelihood equation.
options(digits = 15)
source("rows.R")

support <- function(x, n, y, m) max(0, x + y - m):min(n, x + y)
density <- function(x, n, y, m, l) {
  k <- support(x, n, y, m)
  d <- dhyper(k, n, m, x + y, log = TRUE) + k * l
  d <- exp(d - max(d))
  d / sum(d)
}
solve1 <- function(f, range = c(-40, 40)) uniroot(f, range, tol = 1e-14, maxiter = 10000)$root
conditional <- function(x, n, y, m, level, own) {
  k <- support(x, n, y, m)
  a <- (1 - level) / 2
  tail <- function(l, side) {
    d <- density(x, n, y, m, l)
    sum(d[if (side < 0) k < x else k > x]) + own * d[k == x]
  }
  c(or = if (x == min(k)) 0 else if (x == max(k)) Inf else
      exp(solve1(function(l) sum(k * density(x, n, y, m, l)) - x)),
    low = if (x == min(k)) 0 else exp(solve1(function(l) tail(l, 1) - a)),
    high = if (x == max(k)) Inf else exp(solve1(function(l) tail(l, -1) - a)))
}
score <- function(l, x, n, y, m) {
  q <- solve1(function(b) n * plogis(b + l) + m * plogis(b) - x - y)
  p <- plogis(q + l)
  q <- plogis(q)
  (x - n * p) * sqrt((1 / (n * p * (1 - p)) + 1 / (m * q * (1 - q))) * (n + m - 1) / (n + m))
}
mn <- function(x, n, y, m, level) {
  z <- qnorm((1 + level) / 2)
  at <- log((x + .5) * (m - y + .5) / ((n - x + .5) * (y + .5)))
  c(low = if (x == 0 || y == m) 0 else exp(solve1(function(l) score(l, x, n, y, m) - z, c(at - 12, at))),
    high = if (x == n || y == 0) Inf else exp(solve1(function(l) score(l, x, n, y, m) + z, c(at, at + 12))))
}
cases <- list(c(15, 20, 9, 20), c(7, 34, 1, 34), c(0, 16, 15, 72), c(10, 10, 3, 12), c(1, 2, 1, 2), c(500, 1000, 300, 1000),
              c(30, 74, 29, 115))
for (i in seq_along(cases)) {
  v <- cases[[i]]
  for (level in c(0.9, 0.95)) {
    w <- as.list(c(v, level))
    rows(sprintf("OR-%02d-%g", i, 100 * level), "risk-ratio", "inline", "intervals of an odds ratio",
         "conditional exact, conditional mid-p, Miettinen-Nurminen",
         sprintf("%d/%d vs %d/%d level %g", v[1], v[2], v[3], v[4], level),
         c(exact = do.call(conditional, c(w, 1)), mid = do.call(conditional, c(w, 0.5)),
           mn = do.call(mn, w)), "odds_ratio.R; R 4.2.2", "rel 1e-8")
  }
}
# Printed by contingencytables (Fagerland, Lydersen & Laake 2017), tests/testthat/test-ch4.R.
book <- "SOFTWARE: ocbe-uio/contingencytables tests/testthat/test-ch4.R"
rows("OR-book", "risk-ratio", "inline", "9/13 v 4/14; 3/4 v 1/4; 0/16 v 15/72", "as printed", "",
     c(mn.low = 1.0934, mn.high = 28.9419,
       mid.low = 0.3101, mid.high = 308.5568, gart.low = 0.0064, gart.high = 1.9804), book, "abs 5.1e-5")
