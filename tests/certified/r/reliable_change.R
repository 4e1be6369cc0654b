# reliable_change.R: reliability of repeats, and clinical cut-offs, for tests/certified/reliable_change.tsv.
# R 4.2.2, base packages only:  Rscript reliable_change.R > ../reliable_change.tsv
#
# Correlation and interval are stats::cor.test's.
options(digits = 15)
source("rows.R")

retest <- function(id, x, y, level, what) {
  t <- cor.test(x, y, conf.level = level)
  rows(id, "change", "inline", what, "Pearson, Fisher's interval", sprintf("level %g", level),
       c(r = unname(t$estimate), low = t$conf.int[1], high = t$conf.int[2], t = unname(t$statistic), df = unname(t$parameter), p = t$p.value),
       "stats::cor.test R 4.2.2", "rel 1e-9")
}
i <- 0:24
retest("RT-R-01", (i * 7) %% 25 + 100, (i * 7) %% 25 + (i * 3) %% 7 + 90, 0.95, "7 i mod 25 + 100 and 7 i mod 25 + 3 i mod 7 + 90, i = 0..24")
retest("RT-R-02", c(1, 2, 3, 5, 8) + 1e6, c(2, 1, 4, 4, 9) + 1e6, 0.9, "1 2 3 5 8 and 2 1 4 4 9, a million more")
rci <- function(pre, post, sd, r) {
  sem <- sd * sqrt(1 - r)
  c(sem = sem, sdiff = sqrt(2 * sem^2), rc = (post - pre) / sqrt(2 * sem^2), min_change = 1.96 * sqrt(2 * sem^2))
}
rows("RCI-JT", "change", "inline", "the paper's example", "Jacobson-Truax", "pre 32.5 post 47.5 SD 7.5 reliability .80",
     c(sem = 3.35, sdiff = 4.74, rc = 3.16),
     "PAPER: Jacobson & Truax 1991, p. 14 [recalled, checked against the recomputation]", "abs 0.006")
stopifnot(abs(rci(32.5, 47.5, 7.5, 0.8)[1:3] - c(3.35, 4.74, 3.16)) < 0.006)
