# effect_size.R: Glass' delta, corrections and the Cox index, for tests/certified/effect_size.tsv.
# R 4.2.2, base packages only:  Rscript effect_size.R > ../effect_size.tsv
options(digits = 15)
source("rows.R")

# J(2k) = Gamma(k) / (sqrt(k) Gamma(k - 1/2)) as a product of (i / (i - 1/2)), which does not cancel.
J <- function(m) {
  k <- m / 2
  i <- seq_len(k - 1)
  prod(i / (i - 0.5)) / sqrt(k) / sqrt(pi)
}
rows("J", "effect-size", "inline", "Hedges' exact correction", "product form", "m = 2, 10, 200, 202, 1000",
     c(m2 = J(2), m10 = J(10), m200 = J(200), m202 = J(202), m1000 = J(1000)), "effect_size.R; R 4.2.2", "rel 1e-12")
pivot <- function(t, df, tail)
  uniroot(function(d) pt(t, df, d) - tail, c(t - 15, t + 15), tol = 1e-13, maxiter = 10000)$root
glass <- function(m1, s1, n1, m0, s0, n0) {
  df <- n0 - 1
  j <- exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))
  unit <- sqrt(1 / n1 + 1 / n0)
  d <- (m1 - m0) / s0
  c(delta = j * d, se = sqrt(1 / n1 + 1 / n0 + (j * d)^2 / (2 * df)),
    low = j * unit * pivot(d / unit, df, 0.975), high = j * unit * pivot(d / unit, df, 0.025),
    p = 2 * pt(-abs(d / unit), df))
}
rows("GLASS-01", "effect-size", "inline", "103 (5.5, 50) v 100 (4.5, 50)", "Glass' delta, noncentral t", "level 0.95",
     glass(103, 5.5, 50, 100, 4.5, 50), "effect_size.R; stats::pt R 4.2.2", "rel 1e-8")
rows("GLASS-02", "effect-size", "inline", "8 (2, 6) v 11 (3, 9)", "Glass' delta, noncentral t", "level 0.95",
     glass(8, 2, 6, 11, 3, 9), "effect_size.R; stats::pt R 4.2.2", "rel 1e-8")
lor <- log(30 * 86 / (44 * 29))
se <- sqrt(1 / 30 + 1 / 44 + 1 / 29 + 1 / 86)
rows("COX-01", "effect-size", "inline", "30/74 v 29/115", "ln(OR)/1.65", "level 0.95",
     c(cox = lor / 1.65, se = se / 1.65, low = (lor - qnorm(0.975) * se) / 1.65, high = (lor + qnorm(0.975) * se) / 1.65),
     "arithmetic R 4.2.2", "rel 1e-12")
