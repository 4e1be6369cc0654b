# paired_binary.R: the same people's yes or no twice, for tests/certified/paired_binary.tsv.
# R 4.2.2, base packages only:  Rscript paired_binary.R > ../paired_binary.tsv
#
# Tango's limits with the restricted shares by solving the multinomial likelihood equation, not from
# the quadratic.
options(digits = 15)
source("rows.R")

restricted <- function(d, b, c, N) {
  # shares of the discordant cells: q (second only) and q + d (first only); the rest is 1 - 2q - d
  slope <- function(q) (if (b) b / (q + d) else 0) + (if (c) c / q else 0) -
    (if (N > b + c) 2 * (N - b - c) / (1 - 2 * q - d) else 0)
  low <- max(0, -d)
  high <- (1 - d) / 2
  e <- (high - low) * 1e-14
  if (slope(low + e) <= 0) return(low)
  if (slope(high - e) >= 0) return(high)
  uniroot(slope, c(low + e, high - e), tol = 1e-17, maxiter = 10000)$root
}
tango <- function(t, level) {
  N <- sum(t)
  b <- t[2]; c <- t[3]
  f <- function(d) {
    q <- restricted(d, b, c, N)
    (b - c - N * d)^2 / (N * (2 * q + d * (1 - d))) - qchisq(level, 1)
  }
  at <- (b - c) / N
  c(low = uniroot(f, c(-1 + 1e-9, at - 1e-9), tol = 1e-15, maxiter = 10000)$root,
    high = uniroot(f, c(at + 1e-9, 1 - 1e-9), tol = 1e-15, maxiter = 10000)$root)
}
tables <- list(c(1, 1, 7, 12), c(59, 6, 16, 80), c(10, 0, 5, 20), c(0, 3, 0, 4), c(5, 0, 0, 5))
for (i in seq_along(tables)) {
  t <- tables[[i]]
  rows(sprintf("PAIR-%02d", i), "paired-binary", "inline", "difference of paired shares", "Tango",
       paste(t, collapse = " "), c(tango90 = tango(t, 0.9), tango95 = tango(t, 0.95)),
       "paired_binary.R; R 4.2.2", "abs 1e-9")
}
# Cavo et al. 2012: conditional odds ratio by binom.test, McNemar's tests.
t <- tables[[2]]
b <- binom.test(t[2], t[2] + t[3])
m <- mcnemar.test(matrix(t, 2, byrow = TRUE), correct = FALSE)
m1 <- mcnemar.test(matrix(t, 2, byrow = TRUE))
rows("PAIR-cavo", "paired-binary", "inline", "59 6 16 80 (Cavo et al. 2012)", "McNemar, conditional odds ratio", "",
     c(or = t[2] / t[3], or_low = b$conf.int[1] / (1 - b$conf.int[1]), or_high = b$conf.int[2] / (1 - b$conf.int[2]),
       exact = b$p.value, mid = b$p.value - dbinom(t[2], t[2] + t[3], 0.5), chisq = unname(m$statistic),
       p = m$p.value, corrected = unname(m1$statistic), corrected_p = m1$p.value,
       log_se = sqrt((6 + 16) / (65 * 75))), "stats R 4.2.2", "rel 1e-9")
rows("PAIR-book", "paired-binary", "inline", "59 6 16 80 (Cavo et al. 2012)", "as printed", "",
     c(ratio = 0.8667, ratio_low = 0.7579, ratio_high = 0.9910, diff = -0.0621, diff_low = -0.1186,
       diff_high = -0.0046), "SOFTWARE: ocbe-uio/contingencytables tests/testthat/test-ch8.R", "abs 5.1e-5")
