# risk_difference.R: score intervals of a difference, for tests/certified/risk_difference.tsv.
# R 4.2.2, base packages only:  Rscript risk_difference.R > ../risk_difference.tsv
#
# The restricted shares are found by maximising the likelihood numerically, not from the cubic.
options(digits = 15)
source("rows.R")

xlogy <- function(x, y) ifelse(x == 0, 0, x * log(y))
restricted <- function(d, x, n, y, m) {
  low <- max(0, d)
  high <- min(1, 1 + d)
  ll <- function(p) xlogy(x, p) + xlogy(n - x, 1 - p) + xlogy(y, p - d) + xlogy(m - y, 1 - p + d)
  slope <- function(p) (if (x) x / p else 0) - (if (n > x) (n - x) / (1 - p) else 0) +
    (if (y) y / (p - d) else 0) - (if (m > y) (m - y) / (1 - p + d) else 0)
  e <- (high - low) * 1e-14
  if (slope(low + e) <= 0) return(low)
  if (slope(high - e) >= 0) return(high)
  uniroot(slope, c(low + e, high - e), tol = 1e-17, maxiter = 10000)$root
}
chi <- function(d, x, n, y, m, k) {
  p <- restricted(d, x, n, y, m)
  q <- p - d
  (x / n - y / m - d)^2 / ((p * (1 - p) / n + q * (1 - q) / m) * k)
}
limits <- function(x, n, y, m, level, mn) {
  k <- if (mn) (n + m) / (n + m - 1) else 1
  d0 <- x / n - y / m
  f <- function(d) chi(d, x, n, y, m, k) - qchisq(level, 1)
  side <- function(range) uniroot(f, range, tol = 1e-15, maxiter = 10000)$root
  c(low = if (d0 == -1) -1 else side(c(-1 + 1e-9, d0 - 1e-9)),
    high = if (d0 == 1) 1 else side(c(d0 + 1e-9, 1 - 1e-9)))
}
cases <- list(c(0, 10, 0, 10), c(10, 10, 0, 10), c(0, 16, 15, 72), c(7, 34, 1, 34), c(1, 1, 0, 2),
              c(24, 200, 30, 200), c(1200, 5000, 1190, 50000), c(12, 12, 9, 9))
for (i in seq_along(cases)) {
  v <- as.list(cases[[i]])
  rows(sprintf("RD-%02d", i), "proportion-diff", "inline", "score interval of a difference",
       "Miettinen-Nurminen, Mee", paste(c(unlist(v), "level 0.95"), collapse = " "),
       c(mn = do.call(limits, c(v, 0.95, TRUE)), mee = do.call(limits, c(v, 0.95, FALSE))),
       "risk_difference.R; R 4.2.2", "abs 1e-9")
}
book <- "SOFTWARE: ocbe-uio/contingencytables tests/testthat/test-ch4.R"
rows("RD-book", "proportion-diff", "inline", "7/34 v 1/34; mn of 0/16 v 15/72", "as printed", "",
     c(wald.low = 0.0292, wald.high = 0.3238, caffo.low = 0.0116, caffo.high = 0.3217, mee.low = 0.0284,
       mee.high = 0.3439, newcombe.low = 0.0189, newcombe.high = 0.3404, mn.low = -0.3164,
       mn.high = -0.0056), book, "abs 5.1e-5")
