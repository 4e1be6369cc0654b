# cluster_means.R: t on cluster summaries, ratios of them, adjusted means, event studies.
# R 4.2.2, clubSandwich 0.5.8:  Rscript cluster_means.R > ../cluster_means.tsv
suppressMessages(library(clubSandwich))
source("rows.R")
source("made.R")

school <- data.frame(
  arm = c(1, 1, 1, 1, 0, 0, 0, 0), pair = c(1, 2, 3, 4, 1, 2, 3, 4),
  size = c(40, 60, 200, 90, 120, 150, 200, 75),
  before = c(12.5, 15.2, 9.8, 14.1, 11.7, 16.3, 10.4, 12.9),
  after = c(9.1, 13.6, 9.9, 10.2, 10.8, 16.1, 9.3, 13.4))
school$change <- school$after - school$before

report <- function(id, what, b, se, df, source) {
  t <- b / se; q <- qt(0.975, df) * se
  rows(id, "cluster-means", "inline", what, "t on cluster summaries", "level 0.95",
       c(b = b, se = se, df = df, t = t, p = 2 * pt(-abs(t), df), low = b - q, high = b + q),
       source, "rel 1e-9")
}
of_lm <- function(id, what, m) {
  s <- coef(summary(m))["arm", ]
  report(id, what, s[[1]], s[[2]], df.residual(m), "stats::lm R 4.2.2")
}
of_hc2 <- function(id, what, m) {
  k <- coef_test(m, "CR2", cluster = seq_len(nobs(m)), test = "Satterthwaite", coefs = "arm")
  report(id, what, coef(m)[["arm"]], k$SE, k$df, "clubSandwich 0.5.8 R 4.2.2")
}
of_lm("CM-01", "change", lm(change ~ arm, school))
of_lm("CM-02", "after, baseline as covariate", lm(after ~ before + arm, school))
of_lm("CM-03", "matched pairs", lm(change ~ factor(pair) + arm, school))
of_lm("CM-04", "two blocks and the baseline", lm(after ~ factor(pair > 2) + before + arm, school))
w <- t.test(change ~ I(-arm), school)
report("CM-05", "Welch", unname(w$estimate[1] - w$estimate[2]), w$stderr, unname(w$parameter),
       "stats::t.test R 4.2.2")
of_hc2("CM-06", "units alike", lm(change ~ arm, school, weights = size))
of_hc2("CM-07", "units alike, baseline as covariate",
       lm(after ~ before + arm, school, weights = size))
of_hc2("CM-08", "each cluster varies in its own way, baseline as covariate",
       lm(after ~ before + arm, school))
p <- t.test(school$change[school$arm == 1], school$change[school$arm == 0], paired = TRUE)
report("CM-09", "matched pairs as the paired t", unname(p$estimate), p$stderr, unname(p$parameter),
       "stats::t.test R 4.2.2")
logit <- function(v) qlogis(v / 100)
of_lm("CM-10", "change on the log scale", lm(log(after / before) ~ arm, school))
of_lm("CM-11", "change on the logit scale", lm(logit(after) - logit(before) ~ arm, school))

# Ratios: the regression of y/mean - 1 has the pooled variance; R's numbers, the header's formula.
r <- with(school, ifelse(arm == 1, after / mean(after[arm == 1]), after / mean(after[arm == 0])))
m <- lm(r ~ arm, school)
b <- with(school, log(mean(after[arm == 1]) / mean(after[arm == 0])))
report("CM-12", "ratio of means after, logarithm", b, coef(summary(m))["arm", 2], df.residual(m),
       "stats::lm on y/mean, R 4.2.2")
suppressMessages(library(survey))
s <- svydesign(ids = ~1, data = school[school$arm == 1, ], weights = ~1)
l <- svycontrast(svytotal(~before + after, s), quote(log(after / before)))
report("CM-13", "relative change in one arm, logarithm", unname(coef(l)),
       unname(sqrt(vcov(l)[1, 1])), 3, "survey 4.1-1 svytotal, svycontrast; R 4.2.2")

# Adjusted means: the first step with a dummy for each school.
d <- made(c(40, 60, 80, 120, 150, 200))
means <- function(id, what, d, w) {
  m <- lm(y ~ 0 + factor(school) + x + z, d, weights = w)
  b <- coef(m)[c("x", "z")]
  shift <- weighted.mean(d$x, w) * b[["x"]] + weighted.mean(d$z, w) * b[["z"]]
  v <- unname(coef(m)[1:6]) + shift
  rows(id, "cluster-means", "made.R", what, "adjusted means", "y ~ school + x + z",
       setNames(v, paste0("m", 0:5)), "stats::lm R 4.2.2", "rel 1e-11")
}
means("CM-14", "pupils' covariates removed", d, rep(1, nrow(d)))
means("CM-15", "the same, weighted", d, 1 + d$i %% 5)

# Event study: 8 schools, 6 periods, reference the fourth, affected from the fifth.
v <- outer(1:8, 1:6, function(g, t)
  ((g * g * 7 + g * t * 5 + t * t * 11 + g * g * t * 3) %% 29) / 2 + g)
moved <- v - v[, 4]
for (t in c(1, 2, 3, 5, 6))
  of_lm(sprintf("CM-16t%d", t), sprintf("event study, period %d", t),
        lm(moved[, t] ~ arm, school))
joint <- function(id, what, m, ...) {
  a <- anova(m, ..., test = "Hotelling-Lawley")
  k <- nrow(a)
  row <- if ("arm" %in% rownames(a)) a["arm", ] else a[2, ]
  rows(id, "cluster-means", "inline", what, "Hotelling", "",
       c(f = row[["approx F"]], df1 = row[["num Df"]], df2 = row[["den Df"]], p = row[["Pr(>F)"]]),
       "stats::anova.mlm R 4.2.2", "rel 1e-9")
}
joint("CM-17", "three periods before", lm(moved[, 1:3] ~ arm, school))
pairs <- lm(moved[, 1:2] ~ factor(pair), school)
joint("CM-18", "two periods before, matched pairs",
      pairs, lm(moved[, 1:2] ~ factor(pair) + arm, school))
