# quantiles.R: quantiles, skewness and robust summaries, for tests/certified/quantiles.tsv.
# R 4.2.2, base packages only:  Rscript quantiles.R > ../quantiles.tsv
options(digits = 15)
source("rows.R")

x <- c(3.2, 0.1, 7.5, 7.5, 12, 2.2, 100, 4.1, 5, 6.3, 1.7)
for (type in 6:7) for (n in c(1, 2, 10, 11)) {
  q <- quantile(x[1:n], c(0, 0.05, 0.1, 0.25, 0.5, 0.9, 0.95, 1), type = type, names = FALSE)
  names(q) <- c("p0", "p5", "p10", "p25", "p50", "p90", "p95", "p100")
  rows(sprintf("Q-%d-%d", type, n), "nonparametric", "inline", "3.2 0.1 7.5 7.5 12 2.2 100 4.1 5 6.3 1.7, the first n",
       sprintf("quantile, type %d", type), sprintf("n = %d", n), q, "stats::quantile R 4.2.2", "rel 1e-12")
}
m <- mean(x); n <- length(x)
g1 <- mean((x - m)^3) / mean((x - m)^2)^1.5
rows("SKEW", "nonparametric", "inline", "3.2 0.1 7.5 7.5 12 2.2 100 4.1 5 6.3 1.7", "skewness types 1 to 3", "",
     c(g1 = g1, G1 = g1 * sqrt(n * (n - 1)) / (n - 2), b1 = mean((x - m)^3) / sd(x)^3), "quantiles.R; R 4.2.2", "rel 1e-12")
rows("ROBUST", "nonparametric", "inline", "3.2 0.1 7.5 7.5 12 2.2 100 4.1 5 6.3 1.7", "median, mad, trimmed mean", "trim 0.2",
     c(median = median(x), mad = mad(x, constant = 1), mad_normal = mad(x), low = quantile(x, 0.25, names = FALSE),
       high = quantile(x, 0.75, names = FALSE), trimmed = mean(x, trim = 0.2)), "stats R 4.2.2", "rel 1e-12")
