# beta.R: tails and quantiles of the beta distribution, for tests/certified/beta.tsv.
# R 4.2.2 (TOMS 708), base packages only:  Rscript beta.R > ../beta.tsv
options(digits = 15)
source("rows.R")

tails <- rbind(c(.2, 3, 18), c(.01, 1e-3, 50), c(.999, 200, .3), c(.5, 2, 2), c(1e-9, .5, 1e9),
               c(.9, 3, 18), c(.15, 1.5e3, 8.5e3), c(.15, 1.5e5, 8.5e5), c(.148, 1.5e5, 8.5e5),
               c(.15, 1.5e6, 8.5e6), c(.15, 1.5e8, 8.5e8), c(.5, 1e9, 1e9))
for (i in seq_len(nrow(tails))) {
  x <- tails[i, 1]; a <- tails[i, 2]; b <- tails[i, 3]
  rows(sprintf("U-BETA-%02d", i), "beta", "inline", "tails of the beta distribution", "pbeta",
       sprintf("x=%g a=%g b=%g", x, a, b),
       c(lower = pbeta(x, a, b), upper = pbeta(x, a, b, lower.tail = FALSE)),
       "stats::pbeta R 4.2.2", if (a < .01) "abs 1e-13" else "rel 1e-13")
}
quantiles <- rbind(c(.025, 3, 18), c(.975, .5, 1e9 + .5), c(.975, 1, 1e9), c(.025, 1e9, 1e9),
                   c(.025, 1.5e8, 8.5e8), c(.025, .5, 12.5), c(.3, 40, 2))
for (i in seq_len(nrow(quantiles))) {
  p <- quantiles[i, 1]; a <- quantiles[i, 2]; b <- quantiles[i, 3]
  rows(sprintf("U-BETAQ-%02d", i), "beta", "inline", "quantiles of the beta distribution", "qbeta",
       sprintf("p=%g a=%.10g b=%.10g", p, a, b),
       c(lower = qbeta(p, a, b), upper = qbeta(p, a, b, lower.tail = FALSE)),
       "stats::qbeta R 4.2.2", "rel 1e-12")
}
# GSL's inverse aborts on the lower one, which is about 1e-1604: R says 0 too.
rows("U-BETAQ-GSL", "beta", "inline", "quantile on which gsl_cdf_beta_Pinv aborts", "qbeta",
     "q=0.025 a=0.001 b=50", c(upper = qbeta(.025, 1e-3, 50, lower.tail = FALSE), lower = qbeta(.025, 1e-3, 50)),
     "stats::qbeta R 4.2.2", "rel 1e-10")
binomials <- rbind(c(3, 20, .15), c(0, 20, .15), c(20, 20, .15), c(30, 200, .15), c(150000, 1e6, .15))
for (i in seq_len(nrow(binomials))) {
  k <- binomials[i, 1]; n <- binomials[i, 2]; p <- binomials[i, 3]
  rows(sprintf("U-BINOM-%02d", i), "beta", "inline", "binomial probabilities", "dbinom, pbinom",
       sprintf("k=%d n=%d p=%g", k, n, p),
       c(at = dbinom(k, n, p), at_most = pbinom(k, n, p),
         at_least = pbinom(k - 1, n, p, lower.tail = FALSE)), "stats R 4.2.2", "rel 1e-12")
}
