# target.R: chances and probabilities of meeting a target, for tests/certified/target.tsv.
# R 4.2.2, survey 4.1-1:  Rscript target.R > ../target.tsv
options(digits = 15)
source("rows.R")

# 13 of Connecticut's 200 districts attend 95 % or more in 2021-22 (data.ct.gov).
ct <- binom.test(13, 200)
rows("O-TGT-01", "target", "data/ct_attendance.csv", "districts meeting a 95% attendance target",
     "share, Clopper-Pearson interval, exact one-sided p of share <= 0.10", "x=13 n=200 level=0.95",
     c(met = 13, n = 200, share = 13 / 200, lower = ct$conf.int[1], upper = ct$conf.int[2],
       p_greater = binom.test(13, 200, .10, alternative = "greater")$p.value),
     "stats::binom.test R 4.2.2", "abs 1e-10")

# P(a/n <= 0.8 c/n) over all pairs of two independent binomials, in integers: 10 a <= 8 c.
fall <- function(n, before, after) {
  total <- 0
  for (c in 1:n) {
    most <- (8 * c) %/% 10
    total <- total + dbinom(c, n, before) * pbinom(most, n, after)
  }
  total
}
rows("U-LUCK-200", "target", "inline", "a school of 200 with 15 % falls by 20 % by luck",
     "two independent binomials, enumerated", "n=200 p=0.15 both years",
     c(by_luck = fall(200, .15, .15), if_true = fall(200, .15, .12)), "target.R; R 4.2.2",
     "abs 1e-12")
rows("U-LUCK-150", "target", "inline", "a school of 150 with 12 % falls by 20 % by luck",
     "two independent binomials, enumerated", "n=150 p=0.12 both years",
     c(by_luck = fall(150, .12, .12)), "target.R; R 4.2.2", "abs 1e-12")

# How often each verdict falls when the truth is exactly at 22 %, Wilson's interval at 95 %.
n <- 50; x <- 0:n; p <- x / n; z <- qnorm(.975)
lower <- (2 * x + z^2 - z * sqrt(z^2 + 4 * x * (1 - p))) / (2 * (n + z^2))
upper <- (2 * x + z^2 + z * sqrt(z^2 + 4 * x * (1 - p))) / (2 * (n + z^2))
at <- dbinom(x, n, .22)
rows("U-TYPE1", "target", "inline", "verdicts on share >= 22 % of 50 when the truth is 22 %",
     "Wilson 95 %, enumerated", "n=50 p=0.22",
     c(met = sum(at[100 * x >= 22 * n]), established = sum(at[lower >= .22]),
       refuted = sum(at[upper < .22])), "target.R; R 4.2.2", "abs 1e-12")

rows("U-PROB", "target", "inline", "probability that the true value meets the target",
     "pbeta, pt, pnorm", "see the names",
     c(jeffreys_11_of_50_at_least_22 = pbeta(.22, 11.5, 39.5, lower.tail = FALSE),
       jeffreys_11_of_50_at_most_22 = pbeta(.22, 11.5, 39.5),
       jeffreys_0_of_50_at_most_1 = pbeta(.01, .5, 50.5),
       t_estimate_2.5_se_1.2_df_7.3_at_least_1 = pt((1 - 2.5) / 1.2, 7.3, lower.tail = FALSE),
       t_estimate_2.5_se_1.2_df_7.3_at_most_1 = pt((1 - 2.5) / 1.2, 7.3),
       normal_estimate_2.5_se_1.2_at_least_1 = pnorm((1 - 2.5) / 1.2, lower.tail = FALSE),
       log_change_minus_0.3_se_0.1_df_4_at_most_minus_0.2 = pt((log(.8) - log(.7)) / .1, 4),
       log_ratio_1.5_se_0.3_at_least_1.2 = pnorm((log(1.2) - log(1.5)) / .3,
                                                 lower.tail = FALSE)),
     "stats R 4.2.2", "rel 1e-11")

# A clustered share: Jeffreys with n over the design effect, six schools as in clustered_share.R.
n <- c(40, 60, 80, 120, 150, 200); x <- c(3, 11, 6, 19, 12, 31)
d <- data.frame(g = rep(1:6, n), y = unlist(Map(function(n, x) rep(1:0, c(x, n - x)), n, x)))
m <- survey::svymean(~y, survey::svydesign(ids = ~g, data = d, weights = ~1))
p <- unname(coef(m)); deff <- unname(vcov(m)[1, 1]) * sum(n) / (p * (1 - p))
rows("U-PROB-CLUSTERED", "target", "inline", "probability that a clustered share is at most 15 %",
     "pbeta with n/design effect", "3/40 11/60 6/80 19/120 12/150 31/200",
     c(share = p, se = sqrt(unname(vcov(m)[1, 1])), deff = deff,
       at_most_15 = pbeta(.15, sum(x) / deff + .5, (sum(n) - sum(x)) / deff + .5)),
     "survey 4.1-1; R 4.2.2", "rel 1e-10")
