# bootstrap.R: intervals from given draws, for tests/certified/bootstrap.tsv.
# R 4.2.2 with boot (recommended package):  Rscript bootstrap.R > ../bootstrap.tsv
#
# The draws are given by a formula, so that both sides have the same: draw i of B is
# 10 + 2 (qnorm(p) + 0.3 (qnorm(p)^2 - 1)), p = (i - 1/2)/B.
options(digits = 15)
source("rows.R")

x <- c(3.2, 0.1, 7.5, 7.5, 12, 2.2, 15, 4.1, 5, 6.3, 1.7)
L <- (length(x) - 1) * (mean(sapply(seq_along(x), function(i) mean(x[-i]))) - sapply(seq_along(x), function(i) mean(x[-i])))
for (B in c(199, 999)) for (level in c(0.9, 0.95)) {
  z <- qnorm((seq_len(B) - 0.5) / B)
  draws <- 10 + 2 * (z + 0.3 * (z^2 - 1))
  percentile <- boot:::perc.ci(draws, level)[4:5]
  bca <- boot:::bca.ci(list(R = B), level, t0 = 9.7, t = draws, L = L)[4:5]
  rows(sprintf("BOOT-%d-%g", B, 100 * level), "nonparametric", "inline", "intervals from given draws", "percentile, BCa",
       sprintf("B = %d, estimate 9.7, level %g", B, level),
       c(sd = sd(draws), perc_low = percentile[1], perc_high = percentile[2], bca_low = bca[1], bca_high = bca[2]),
       "boot 1.3 R 4.2.2", "rel 1e-9")
}
