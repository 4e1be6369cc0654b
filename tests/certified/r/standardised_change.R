# standardised_change.R: the same values before and after, for tests/certified/standardised_change.tsv.
# R 4.2.2, metafor 3.8-1 (Debian r-cran-metafor):  Rscript standardised_change.R > ../standardised_change.tsv
#
# escalc(measure = "SMCR") divides (m1i - m2i) by sd1i: the first occasion is the one that standardises,
# so the change from before to after is its negative. The signed rank test with ties is by enumeration of
# all signs; mid-p of McNemar's test is the exact p less the probability of what was seen.
options(digits = 15)
suppressMessages(library(metafor))
source("rows.R")

change <- function(before, after) {
  e <- escalc("SMCR", m1i = mean(before), m2i = mean(after), sd1i = sd(before), ni = length(before),
              ri = cor(before, after))
  g <- -as.numeric(e$yi)
  se <- sqrt(as.numeric(e$vi))
  c(g = g, se = se, low = g - qnorm(0.975) * se, high = g + qnorm(0.975) * se)
}
source_text <- "metafor 3.8-1 escalc(measure = SMCR); R 4.2.2"
before <- c(22, 31, 18, 27, 35, 24, 29, 20, 33, 26)
after <- c(19, 30, 18, 21, 28, 25, 22, 20, 27, 23)
rows("SMC-01", "effect-size", "inline", "ten sums of risk ratings before and after", "Becker 1988, exact J",
     "level 0.95", change(before, after), source_text, "rel 1e-9")
i <- 0:39
rows("SMC-02", "effect-size", "inline", "before 37 i mod 41 / 4, after 23 i mod 41 / 4 + 1, i = 0..39", "Becker 1988, exact J",
     "level 0.95", change((i * 37) %% 41 / 4, (i * 23) %% 41 / 4 + 1), source_text, "rel 1e-9")
rows("SMC-03", "effect-size", "inline", "three cases: 1e6 + (1, 2, 4) before, 1e6 + (2, 2, 4.5) after", "Becker 1988, exact J",
     "level 0.95", change(1e6 + c(1, 2, 4), 1e6 + c(2, 2, 4.5)), source_text, "rel 1e-6")
t <- t.test(after, before, paired = TRUE)
d <- (after - before)[after != before]
r <- rank(abs(d))
v <- as.matrix(expand.grid(rep(list(0:1), length(r)))) %*% r
seen <- sum(r[d > 0])
walsh <- outer(after - before, after - before, "+")
walsh <- walsh[upper.tri(walsh, diag = TRUE)] / 2
sign <- binom.test(sum(d > 0), length(d))
rows("SMC-01", "effect-size", "inline", "ten sums of risk ratings before and after", "tests of pairs", "level 0.95",
     c(change = unname(t$estimate), t_se = unname(t$stderr), t = unname(t$statistic), t_p = t$p.value,
       t_low = t$conf.int[1], t_high = t$conf.int[2], V = seen,
       wilcoxon_p = mean(abs(v - sum(r) / 2) >= abs(seen - sum(r) / 2) - 1e-9), hl = median(walsh),
       sign_p = sign$p.value, mid_p = sign$p.value - dbinom(sum(d > 0), length(d), 1 / 2)),
     "stats::t.test, binom.test, enumeration; R 4.2.2", "rel 1e-9")
