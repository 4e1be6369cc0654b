# risk_ratio.R: score intervals of a risk ratio, for tests/certified/risk_ratio.tsv.
# R 4.2.2, base packages only:  Rscript risk_ratio.R > ../risk_ratio.tsv
#
# Unlike the library, which has the restricted maximum likelihood in closed form, this finds it by
# solving the likelihood equation in the share b of the reference, with r b the share of the group.
options(digits = 15)
source("rows.R")

restricted <- function(r, x, n, y, m) {
  top <- min(1, 1 / r)
  slope <- function(b) (x + y) / b - (if (n > x) r * (n - x) / (1 - r * b) else 0) -
    (if (m > y) (m - y) / (1 - b) else 0)
  end <- top * (1 - 1e-15)
  if (slope(end) >= 0) return(top)
  uniroot(slope, c(top * 1e-13, end), tol = 1e-17, maxiter = 10000)$root
}
chi <- function(r, x, n, y, m) {
  b <- restricted(r, x, n, y, m)
  a <- min(1, r * b)
  (x / n - r * y / m)^2 / (a * (1 - a) / n + r^2 * b * (1 - b) / m)
}
limits <- function(x, n, y, m, level, mn) {
  k <- if (mn) (n + m - 1) / (n + m) else 1
  q <- qchisq(level, 1)
  f <- function(l) k * chi(exp(l), x, n, y, m) - q
  at <- log((x / n) / (y / m))
  lower <- if (x == 0) 0 else exp(uniroot(f, c(-25, if (is.finite(at)) at - 1e-9 else 25),
                                          tol = 1e-14, maxiter = 10000)$root)
  upper <- if (y == 0) Inf else exp(uniroot(f, c(if (is.finite(at)) at + 1e-9 else -25, 25),
                                            tol = 1e-14, maxiter = 10000)$root)
  c(low = lower, high = upper)
}
cases <- list(c(0, 10, 3, 12), c(3, 12, 0, 10), c(10, 10, 7, 9), c(12, 12, 15, 15),
              c(0, 16, 15, 72), c(24, 200, 30, 200), c(1, 1000000, 5, 2000000), c(1, 1, 1, 2))
for (i in seq_along(cases)) {
  v <- cases[[i]]
  for (level in c(0.9, 0.95)) {
    koopman <- limits(v[1], v[2], v[3], v[4], level, FALSE)
    mn <- limits(v[1], v[2], v[3], v[4], level, TRUE)
    rows(sprintf("RR-%02d-%g", i, 100 * level), "risk-ratio", "inline",
         "score interval of a risk ratio", "Koopman; Miettinen-Nurminen",
         sprintf("%d/%d vs %d/%d level %g", v[1], v[2], v[3], v[4], level),
         c(koopman = koopman, mn = mn), "risk_ratio.R; R 4.2.2", "rel 1e-9")
  }
}
v <- cases[[6]]
test <- suppressWarnings(prop.test(c(24, 30), c(200, 200), correct = FALSE))
rows("RR-06-test", "risk-ratio", "inline", "score test of ratio 1", "Pearson chi-square",
     "24/200 vs 30/200", c(z = -sqrt(unname(test$statistic)), p = test$p.value),
     "stats::prop.test R 4.2.2", "rel 1e-12")
katz <- function(x, n, y, m, level) {
  s <- sqrt(1 / x - 1 / n + 1 / y - 1 / m)
  c(se = s, low = x / n / (y / m) * exp(-qnorm((1 + level) / 2) * s),
    high = x / n / (y / m) * exp(qnorm((1 + level) / 2) * s))
}
rows("RR-06-katz", "risk-ratio", "inline", "log interval of a risk ratio", "Katz",
     "24/200 vs 30/200 level 0.95", katz(24, 200, 30, 200, 0.95), "risk_ratio.R; R 4.2.2", "rel 1e-12")

# contingencytables (Fagerland, Lydersen & Laake 2017), tests/testthat/test-ch4.R: 7/34 vs 1/34,
# Perondi et al. 2004.
rows("RR-09-95", "risk-ratio", "inline", "epinephrine trial of Perondi et al. 2004",
     "Koopman; Miettinen-Nurminen; Katz", "7/34 vs 1/34 level 0.95",
     c(koopman.low = 1.2209, koopman.high = 42.5757, mn.low = 1.2086, mn.high = 43.0330,
       katz.low = 0.9096, katz.high = 53.8695),
     "SOFTWARE: ocbe-uio/contingencytables tests/testthat/test-ch4.R", "abs 5e-5")
