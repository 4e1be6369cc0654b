# clustered_share.R: a share by cluster, for tests/certified/clustered_share.tsv.
# R 4.2.2, survey 4.1-1:  Rscript clustered_share.R > ../clustered_share.tsv
#
# Cluster sampling without strata, weights or finite-population correction. logit is
# svyciprop(method = "logit") as printed by survey, whose glm stops iterating at about 1e-8 (and gives
# no limit on 1 df); xlogit is the same in closed form. beta is Korn & Graubard's.
suppressMessages(library(survey))
source("rows.R")

design <- function(n, x) {
  d <- data.frame(g = rep(seq_along(n), n),
                  y = unlist(Map(function(n, x) rep(1:0, c(x, n - x)), n, x)))
  svydesign(ids = ~g, data = d, weights = ~1)
}
report <- function(id, what, n, x, level, beta = TRUE) {
  s <- design(n, x)
  m <- svymean(~y, s)
  p <- unname(coef(m))
  v <- c(share = p, se = sqrt(vcov(m)[1, 1]), deff = unname(vcov(m)[1, 1] / (p * (1 - p) / sum(n))))
  parameters <- sprintf("%s level %g", paste(x, n, sep = "/", collapse = " "), level)
  note <- function(v, tolerance)
    rows(id, "clustered-share", "inline", what, "linearised variance by cluster; logit-t; Korn-Graubard",
         parameters, v, "survey 4.1-1 svymean, svyciprop; R 4.2.2", tolerance)
  ci <- function(method) {
    v <- confint(svyciprop(~y, s, method = method, level = level))
    setNames(as.vector(v), paste(method, c("low", "high"), sep = "."))
  }
  note(c(v, ci("xlogit"), if (beta) ci("beta")), "rel 1e-10")
  if (length(n) > 2) note(ci("logit"), "rel 1e-6")
}
schools <- c(40, 60, 80, 120, 150, 200)
report("CS-01", "six schools", schools, c(3, 11, 6, 19, 12, 31), 0.95)
report("CS-02", "six schools", schools, c(3, 11, 6, 19, 12, 31), 0.90)
report("CS-03", "six schools, few events", schools, c(0, 1, 0, 2, 0, 4), 0.95)
report("CS-04", "two schools", c(150, 210), c(12, 40), 0.95)
report("CS-05", "24 classes", c(21:28, 18:25, 20:27),
       c(2, 0, 5, 1, 3, 9, 2, 4, 0, 0, 6, 1, 2, 3, 8, 1, 0, 2, 4, 4, 1, 7, 0, 3), 0.99)
report("CS-06", "every unit its own cluster", rep(1, 40), rep(1:0, c(7, 33)), 0.95)
# Clusters more alike than chance: survey's effective sample size exceeds n, and is not certified.
report("CS-07", "schools more alike than chance", c(50, 100, 150), c(5, 10, 16), 0.95, beta = FALSE)
# No events: Clopper & Pearson with N^2 / sum n_g^2 units.
n <- sum(schools)^2 / sum(schools^2)
rows("CS-08", "clustered-share", "inline", "no events in six schools", "Clopper-Pearson, each cluster a unit",
     "0/40 0/60 0/80 0/120 0/150 0/200 level 0.95", c(high = qbeta(0.975, 1, n)),
     "stats::qbeta R 4.2.2", "rel 1e-10")
n <- 300
rows("CS-07", "clustered-share", "inline", "effective size capped at n", "Clopper-Pearson",
     "31/300 level 0.95", c(capped.low = qbeta(0.025, 31, 270), capped.high = qbeta(0.975, 32, 269)),
     "stats::qbeta R 4.2.2", "rel 1e-10")
# A ratio of totals: absent and scheduled lessons of eight pupils, as svyratio.
d <- data.frame(id = 1:8, scheduled = c(310, 295.5, 120, 402, 333, 298, 60, 310),
                absent = c(12, 88.5, 0, 31, 7, 150, 60, 22.5))
s <- svydesign(ids = ~id, data = d, weights = ~1)
r <- svyratio(~absent, ~scheduled, s)
p <- unname(coef(r)); se <- sqrt(unname(vcov(r)[1, 1])); w <- qt(0.975, 7) * se / (p * (1 - p))
rows("CS-09", "clustered-share", "inline", "rate of absence, clustered by pupil", "svyratio; logit-t",
     "absent/scheduled of 8 pupils level 0.95",
     c(rate = p, se = se, low = plogis(qlogis(p) - w), high = plogis(qlogis(p) + w)),
     "survey 4.1-1 svyratio; R 4.2.2", "rel 1e-10")
