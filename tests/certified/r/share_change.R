# share_change.R: change of a share with overlapping units, for tests/certified/share_change.tsv.
# R 4.2.2, survey 4.1-1:  Rscript share_change.R > ../share_change.tsv
#
# Each cluster is one row of four totals; svytotal gives their covariance between clusters and
# svycontrast differentiates log(x1/n1) - log(x0/n0) and x1/n1 - x0/n0 symbolically.
suppressMessages(library(survey))
source("rows.R")

report <- function(id, what, d, level) {
  s <- svydesign(ids = ~1, data = d, weights = ~1)
  t <- svytotal(~n0 + x0 + n1 + x1, s)
  l <- svycontrast(t, quote(log(x1 / n1) - log(x0 / n0)))
  r <- svycontrast(t, quote(x1 / n1 - x0 / n0))
  g <- nrow(d); q <- qt((1 + level) / 2, g - 1)
  a <- unname(coef(l)); sa <- unname(sqrt(vcov(l)[1, 1]))
  b <- unname(coef(r)); sb <- unname(sqrt(vcov(r)[1, 1]))
  rows(id, "share-change", "inline", what, "linearised, t on clusters - 1",
       sprintf("%d clusters level %g", g, level),
       c(relative = expm1(a), log_se = sa, log_t = a / sa, log_p = 2 * pt(-abs(a / sa), g - 1),
         relative.low = expm1(a - q * sa), relative.high = expm1(a + q * sa),
         difference = b, se = sb, t = b / sb, p = 2 * pt(-abs(b / sb), g - 1),
         difference.low = b - q * sb, difference.high = b + q * sb),
       "survey 4.1-1 svytotal, svycontrast; R 4.2.2", "rel 1e-9")
}
# Pupils in both periods: over in both, before only, after only, neither. Then those seen before only
# and after only, and how many of them were over.
pupils <- function(both, before_only, after_only, neither, before, before_over, after, after_over) {
  times <- c(both, before_only, after_only, neither, before_over, before - before_over, after_over,
             after - after_over)
  data.frame(n0 = rep(c(1, 1, 1, 1, 1, 1, 0, 0), times), x0 = rep(c(1, 1, 0, 0, 1, 0, 0, 0), times),
             n1 = rep(c(1, 1, 1, 1, 0, 0, 1, 1), times), x1 = rep(c(1, 0, 1, 0, 0, 0, 1, 0), times))
}
report("SC-01", "one school, pupils", pupils(14, 10, 6, 130, 40, 6, 40, 4), 0.95)
report("SC-02", "the same pupils both times", pupils(9, 12, 5, 90, 0, 0, 0, 0), 0.90)
report("SC-03", "no pupil in both", pupils(0, 0, 0, 0, 200, 30, 200, 24), 0.95)
classes <- data.frame(n0 = c(24, 27, 22, 25, 0, 26, 23, 28), x0 = c(4, 2, 5, 3, 0, 7, 1, 6),
                      n1 = c(25, 26, 0, 25, 27, 24, 23, 29), x1 = c(3, 2, 0, 4, 2, 3, 0, 7))
report("SC-04", "eight classes", classes, 0.95)
schools <- data.frame(n0 = c(150, 210, 98, 330), x0 = c(22, 25, 17, 41),
                      n1 = c(156, 201, 103, 322), x1 = c(16, 22, 9, 39))
report("SC-05", "four schools", schools, 0.95)
