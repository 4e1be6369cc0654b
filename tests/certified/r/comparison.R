# comparison.R: rates and changes by linearisation, means within blocks, and whole comparisons of the
# data that ship, for tests/certified/comparison.tsv.
# R 4.2.2, survey 4.1-1, MASS 7.3-58.2, coin 1.4-2:  Rscript comparison.R > ../comparison.tsv
#
# Rates and their changes are smooth functions of totals: svytotal gives the covariance of the totals
# between units, svycontrast differentiates symbolically. Two groups are independent; df by Welch.
suppressMessages(library(survey))
suppressMessages(library(MASS))
suppressMessages(library(coin))
source("rows.R")

survey_source <- "survey 4.1-1 svytotal, svycontrast; R 4.2.2"
a <- data.frame(n0 = c(1200, 1100, 900, 1300, 800, 1000, 1250), x0 = c(120, 0, 60, 300, 45, 10, 90),
                n1 = c(1150, 1000, 0, 1200, 850, 0, 1100), x1 = c(60, 20, 0, 250, 15, 0, 40))
b <- data.frame(n0 = c(1000, 1150, 700, 0, 1250, 900), x0 = c(80, 35, 140, 0, 20, 75),
                n1 = c(1050, 0, 750, 1200, 1300, 950), x1 = c(95, 0, 160, 10, 5, 60))

# Estimate, variance, df of a function of the totals of the units in d.
of_totals <- function(d, f) {
  r <- svycontrast(svytotal(~n0 + x0 + n1 + x1, svydesign(ids = ~1, data = d, weights = ~1)), f)
  c(unname(coef(r)), unname(vcov(r)[1, 1]), nrow(d) - 1)
}
inference <- function(estimate, variance, df, level, transform = identity) {
  se <- sqrt(variance)
  q <- qt((1 + level) / 2, df)
  c(estimate = transform(estimate), se = se, df = df, low = transform(estimate - q * se),
    high = transform(estimate + q * se), t = estimate / se, p = 2 * pt(-abs(estimate / se), df))
}
welch <- function(one, other, level, transform = identity)
  inference(one[1] - other[1], one[2] + other[2],
            (one[2] + other[2])^2 / (one[2]^2 / one[3] + other[2]^2 / other[3]), level, transform)
report <- function(id, what, values)
  rows(id, "comparison", "inline", what, "linearised, t by unit", "level 0.95", values, survey_source,
       "rel 1e-9")

before <- function(d) d[d$n0 > 0, ]
after <- function(d) d[d$n1 > 0, ]
both <- function(d) d[d$n0 > 0 & d$n1 > 0, ]
plain <- quote(x1 / n1)
logged <- quote(log(x1 / n1))
one <- of_totals(after(a), plain)
p <- one[1]
reach <- qt(0.975, one[3]) * sqrt(one[2]) / (p * (1 - p))
report("CMP-RATE", "one rate, logit-t", c(estimate = p, se = sqrt(one[2]), df = one[3],
       low = plogis(qlogis(p) - reach), high = plogis(qlogis(p) + reach)))
report("CMP-RATEDIFF", "difference of two rates",
       welch(one, of_totals(after(b), plain), 0.95))
report("CMP-RATERATIO", "ratio of two rates",
       welch(of_totals(after(a), logged), of_totals(after(b), logged), 0.95, exp))
change <- quote(x1 / n1 - x0 / n0)
report("CMP-CHANGE", "change of a rate, units in both periods",
       do.call(inference, c(as.list(of_totals(both(a), change)), 0.95)))
report("CMP-RELATIVE", "relative change of a rate, units in both periods",
       do.call(inference, c(as.list(of_totals(both(a), quote(log(x1 / n1) - log(x0 / n0)))), 0.95,
                            expm1)))
report("CMP-DID", "difference in differences of rates, units in both periods",
       welch(of_totals(both(a), change), of_totals(both(b), change), 0.95))
report("CMP-DIDALL", "difference in differences of rates, units in either period",
       welch(of_totals(a, change), of_totals(b, change), 0.95))

# --- Within blocks: least squares with a constant for each block. ---

block_rows <- function(id, dataset, what, fit, term) {
  e <- summary(fit)$coefficients[term, ]
  ci <- confint(fit)[term, ]
  rows(id, "comparison", dataset, what, "least squares with blocks", "level 0.95",
       c(estimate = unname(e[1]), se = unname(e[2]), df = fit$df.residual, low = unname(ci[1]),
         high = unname(ci[2]), t = unname(e[3]), p = unname(e[4])), "stats lm, confint; R 4.2.2",
       "rel 1e-9")
}
y <- c(3.1, 4.2, 5.0, 2.2, 7.5, 6.1, 1.4, 2.9, 8.8, 9.1, 4.4)
g <- c(1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0)
s <- factor(c(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3))
block_rows("CMP-BLOCKS", "inline", "three blocks", lm(y ~ g + s), "g")
pair <- factor(rep(1:5, 2))
block_rows("CMP-PAIRS", "inline", "five matched pairs", lm(y[1:10] ~ rep(1:0, each = 5) + pair),
           "rep(1:0, each = 5)")
block_rows("CMP-BWT", "MASS birthwt", "birth weight by smoking within race",
           lm(bwt ~ smoke + factor(race), birthwt), "smoke")

# --- Data that ship. ---

smokers <- birthwt$bwt[birthwt$smoke == 1]
others <- birthwt$bwt[birthwt$smoke == 0]
t <- t.test(smokers, others)
w <- suppressWarnings(wilcox.test(smokers, others))
exact <- wilcox_test(bwt ~ factor(smoke, levels = 1:0), birthwt, distribution = "exact")
rows("CMP-BWT2", "comparison", "MASS birthwt", "birth weight by smoking", "Welch t; rank sum", "",
     c(mean1 = mean(smokers), mean0 = mean(others), difference = mean(smokers) - mean(others),
       se = t$stderr, df = unname(t$parameter), t = unname(t$statistic), p = t$p.value,
       low = t$conf.int[1], high = t$conf.int[2],
       less.high = t.test(smokers, others, alternative = "less")$conf.int[2],
       less.p = t.test(smokers, others, alternative = "less")$p.value, U = unname(w$statistic)),
     "stats t.test, wilcox.test; R 4.2.2", "rel 1e-9")
rows("CMP-BWT2", "comparison", "MASS birthwt", "birth weight by smoking", "Hodges-Lehmann", "",
     c(shift = median(outer(smokers, others, "-"))), "median of all differences; R 4.2.2", "rel 1e-12")
rows("CMP-BWT2", "comparison", "MASS birthwt", "birth weight by smoking", "rank sum, exact with ties",
     "", c(p_exact = pvalue(exact)), "coin 1.4-2 wilcox_test; R 4.2.2", "rel 1e-8")
strata <- xtabs(~ factor(smoke, levels = 1:0) + factor(low, levels = 1:0) + race, birthwt)
mh <- mantelhaen.test(strata, correct = FALSE)
rows("CMP-LOW", "comparison", "MASS birthwt", "low birth weight by smoking within race",
     "Mantel-Haenszel", "2x2x3",
     c(or = unname(mh$estimate), low = mh$conf.int[1], high = mh$conf.int[2],
       cmh = unname(mh$statistic), p = mh$p.value), "stats mantelhaen.test; R 4.2.2", "rel 1e-9")

d <- anorexia
d$change <- d$Postwt - d$Prewt
family <- d$change[d$Treat == "FT"]
control <- d$change[d$Treat == "Cont"]
t <- t.test(family, control)
paired <- with(d[d$Treat == "FT", ], t.test(Postwt, Prewt, paired = TRUE))
signed <- with(d[d$Treat == "FT", ], wilcoxsign_test(round(Postwt - Prewt, 9) ~ rep(0, 17),
               distribution = "exact", zero.method = "Wilcoxon"))
rows("CMP-ANX", "comparison", "MASS anorexia", "change of weight, family treatment against control",
     "Welch t on changes; paired t", "",
     c(did = mean(family) - mean(control), se = t$stderr, df = unname(t$parameter), p = t$p.value,
       low = t$conf.int[1], high = t$conf.int[2], change = unname(paired$estimate),
       change.se = paired$stderr, change.p = paired$p.value, change.low = paired$conf.int[1],
       change.high = paired$conf.int[2]), "stats t.test; R 4.2.2", "rel 1e-9")
rows("CMP-ANX", "comparison", "MASS anorexia", "change of weight, family treatment", "signed rank",
     "exact with ties", c(change.p_exact = pvalue(signed)), "coin 1.4-2 wilcoxsign_test; R 4.2.2",
     "rel 1e-8")

# Covariance analysis: unlike variances (HC2 with each child its own cluster), and one for all.
suppressMessages(library(clubSandwich))
two <- d[d$Treat != "CBT", ]
two$family <- as.numeric(two$Treat == "FT")
fit <- lm(Postwt ~ family + Prewt, two)
robust <- coef_test(fit, vcov = "CR2", cluster = seq_len(nrow(two)), test = "Satterthwaite")["family", ]
rows("CMP-ANC", "comparison", "MASS anorexia", "weight after, family treatment against control", "ancova",
     "HC2, Satterthwaite", c(estimate = robust$beta, se = robust$SE, df = robust$df_Satt, p = robust$p_Satt),
     "clubSandwich 0.5.8; R 4.2.2", "rel 1e-8")
e <- summary(fit)$coefficients["family", ]
rows("CMP-ANC", "comparison", "MASS anorexia", "weight after, family treatment against control", "ancova",
     "one variance", c(ols.se = unname(e[2]), ols.t = unname(e[3]), ols.p = unname(e[4]),
     ols.low = confint(fit)["family", 1]), "stats lm; R 4.2.2", "rel 1e-9")
was <- c(2.9, 4.4, 4.1, 2.5, 6.0, 5.5, 1.9, 3.3, 8.1, 8.0, 5.2)
block_rows("CMP-ANCBLOCKS", "inline", "three blocks, at the same value before", lm(y ~ g + was + s), "g")
