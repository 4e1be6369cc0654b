# comparison_clustered.R: six made schools before and after, compared as clusters, for
# tests/certified/comparison_clustered.tsv.
# R 4.2.2, clubSandwich 0.5.8:  Rscript comparison_clustered.R > ../comparison_clustered.tsv
#
# The data are whole numbers from a formula that tests/cli/compare-clusters.sh repeats. Every ninth
# pupil was there before only, every eleventh after only.
suppressMessages(library(clubSandwich))
source("rows.R")

sizes <- c(9, 14, 22, 12, 17, 25)
pupils <- do.call(rbind, lapply(1:6, function(g) {
  i <- seq_len(sizes[g])
  h <- (i * 37 + g * 101 + i * i * g * 7) %% 97
  data.frame(school = g, pupil = i, arm = as.numeric(g <= 3), pair = (g - 1) %% 3 + 1,
             sex = (i * i + g) %% 3, before = 20 + h %% 23 + 3 * g,
             after = 20 + h %% 23 + 3 * g - c(9, 4, 6, 3, -1, 2)[g] + (h * 13 + i * g) %% 11 - 5,
             was = i %% 11 != 0, is = i %% 9 != 0)
}))
panel <- pupils[pupils$was & pupils$is, ]
long <- rbind(
  data.frame(pupils[pupils$was, c("school", "arm", "pair", "sex")], late = 0,
             y = pupils$before[pupils$was], both = (pupils$was & pupils$is)[pupils$was]),
  data.frame(pupils[pupils$is, c("school", "arm", "pair", "sex")], late = 1,
             y = pupils$after[pupils$is], both = (pupils$was & pupils$is)[pupils$is]))
long$cell <- interaction(long$school, long$late)
long$n <- ave(long$y, long$cell, FUN = length)
twice <- long[long$both, ]
twice$n <- ave(twice$y, twice$cell, FUN = length)

# One row a school: values before and after, and their change.
schools <- function(d, value = d$y) {
  means <- tapply(value, list(d$school, d$late), mean)
  s <- data.frame(arm = as.numeric(1:6 <= 3), pair = (1:6 - 1) %% 3 + 1, before = means[, 1],
                  after = means[, 2], n = as.numeric(table(d$school[d$late == 1])))
  s$change <- s$after - s$before
  s
}
report <- function(id, what, method, b, se, df, source, ...) {
  q <- qt(0.975, df) * se
  rows(id, "few-clusters", "inline", what, method, "level 0.95",
       c(b = b, se = se, df = df, t = b / se, p = 2 * pt(-abs(b / se), df), low = b - q,
         high = b + q, ...), source, "rel 1e-9")
}
of_lm <- function(id, what, m) {
  s <- coef(summary(m))["arm", ]
  report(id, what, "t on school summaries", s[[1]], s[[2]], df.residual(m), "stats::lm R 4.2.2")
}
of_cr2 <- function(id, what, m, cluster, coef = "arm") {
  k <- coef_test(m, "CR2", cluster = cluster, test = "Satterthwaite", coefs = coef)
  report(id, what, "CR2, Satterthwaite df", coef(m)[[coef]], k$SE, k$df,
         "clubSandwich 0.5.8 R 4.2.2")
}

both <- schools(twice)
all <- schools(long)
of_lm("CLU-DID", "change, pupils in both periods", lm(change ~ arm, both))
of_cr2("CLU-DID-CR2", "change, pupils in both periods",
       lm(y ~ arm * late, twice, weights = 1 / n), twice$school, "arm:late")
of_lm("CLU-ALL", "change, all pupils", lm(change ~ arm, all))
of_cr2("CLU-ALL-CR2", "change, all pupils", lm(y ~ arm * late, long, weights = 1 / n),
       long$school, "arm:late")
of_cr2("CLU-UNITS", "change, pupils in both periods alike", lm(change ~ arm, both, weights = n), 1:6)
of_cr2("CLU-UNITS-CR2", "change, pupils in both periods alike", lm(y ~ arm * late, twice),
       twice$school, "arm:late")
dummies <- lm(y ~ factor(school) + late + arm:late, twice)
of_cr2("CLU-UNITS-FE", "the same with a constant for each school", dummies, twice$school, "late:arm")
of_lm("CLU-ANC", "after, values before as covariate", lm(after ~ before + arm, both))
after <- twice[twice$late == 1, ]
after$school_before <- both$before[after$school]
of_cr2("CLU-ANC-CR2", "after, values before as covariate",
       lm(y ~ arm + school_before, after, weights = 1 / n), after$school)
of_lm("CLU-PAIR", "change within pairs", lm(change ~ factor(pair) + arm, both))
within <- coef(lm(y ~ sex + cell, long))[["sex"]]
of_lm("CLU-SEX", "change, all pupils, cleared of sex",
      lm(change ~ arm, schools(long, long$y - within * (long$sex - mean(long$sex)))))
now <- long[long$late == 1, ]
of_lm("CLU-POST", "after, all pupils", lm(after ~ arm, all))
of_cr2("CLU-POST-CR2", "after, all pupils", lm(y ~ arm, now, weights = 1 / n), now$school)

# All 20 assignments and all 64 weights, by hand.
ways <- combn(6, 3)
shift <- function(y, k) mean(y[k]) - mean(y[-k])
draws <- apply(ways, 2, shift, y = both$change)
p <- mean(abs(draws) >= abs(draws[1]) * (1 - 1e-9))
t_of <- function(y) {
  b <- mean(y[1:3]) - mean(y[4:6])
  e <- y - ave(y, both$arm)
  b / sqrt(6 / 5 * sum((e / 3)^2))
}
e <- both$change - mean(both$change)
signs <- as.matrix(expand.grid(rep(list(c(-1, 1)), 6)))
t_wild <- apply(signs, 1, function(v) t_of(mean(both$change) + v * e))
rows("CLU-RI", "few-clusters", "inline", "change, all assignments", "enumerated", "20 assignments",
     c(b = draws[1], p = p), "by hand; R 4.2.2", "rel 1e-9")
rows("CLU-WILD", "few-clusters", "inline", "change, all Rademacher weights, null imposed",
     "enumerated", "64 weights",
     c(t = t_of(both$change), p = mean(abs(t_wild) >= abs(t_of(both$change)) * (1 - 1e-9))),
     "by hand; R 4.2.2", "rel 1e-9")

# Values before in standard deviations of pupils.
m <- nrow(panel) - 2
sd_before <- sqrt(sum((panel$before - ave(panel$before, panel$arm))^2) / m)
j <- exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
rows("CLU-BASE", "few-clusters", "inline", "values before in standard deviations", "Hedges",
     "pupils in both periods", c(g = shift(both$before, 1:3) / sd_before * j), "by hand; R 4.2.2",
     "rel 1e-9")
