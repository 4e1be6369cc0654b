# transitions.R: sign test and marginal homogeneity, for tests/certified/transitions.tsv.
# R 4.2.2 with coin 1.4-2:  Rscript transitions.R > ../transitions.tsv
#
# Stuart and Maxwell's statistic is coin::mh_test's; Bhapkar's is computed from the definition with R's solve().
options(digits = 15)
suppressPackageStartupMessages(library(coin))
source("rows.R")

stuart <- function(N) {
  t <- mh_test(as.table(N))
  c(statistic = unname(statistic(t)), df = unname(t@statistic@df), p = unname(pvalue(t)))
}
bhapkar <- function(N) {
  k <- nrow(N) - 1
  d <- (rowSums(N) - colSums(N))[1:k]
  V <- (diag(rowSums(N) + colSums(N)) - N - t(N))[1:k, 1:k]
  w <- drop(d %*% solve(V - d %o% d / sum(N), d))
  c(statistic = w, df = k, p = pchisq(w, k, lower.tail = FALSE))
}
name <- function(N) paste(t(N), collapse = " ")
both <- function(id, N, what) {
  labels <- as.character(seq_len(nrow(N)))
  dimnames(N) <- list(before = labels, after = labels)
  rows(paste0(id, "-S"), "change", what, name(N), "Stuart-Maxwell", "", stuart(N), "coin::mh_test 1.4-2; R 4.2.2", "rel 1e-9")
  rows(paste0(id, "-B"), "change", what, name(N), "Bhapkar", "", bhapkar(N), "transitions.R; R 4.2.2", "rel 1e-9")
}
vision <- matrix(c(1520, 266, 124, 66, 234, 1512, 432, 78, 117, 362, 1772, 205, 36, 82, 179, 492), 4, byrow = TRUE)
both("MH-01", vision, "right and left eyes of 7,477 women: Stuart 1955")
both("MH-02", matrix(c(5, 2, 1, 0, 0, 6, 9, 3, 1, 0, 2, 8, 12, 4, 1, 0, 3, 7, 9, 2, 1, 0, 2, 6, 4), 5, byrow = TRUE), "inline")
two <- matrix(c(10, 3, 14, 20), 2, byrow = TRUE)
both("MH-03", two, "inline, two levels: McNemar")
published <- c(statistic = 11.96)
rows("MH-01p", "change", "right and left eyes of 7,477 women", name(vision), "Stuart-Maxwell", "", published,
     "PAPER: Stuart 1955, Biometrika 42: 412-416 [recalled, checked against the recomputation]", "abs 0.005")
sign <- function(id, lowered, raised, level) {
  b <- function(alternative) binom.test(raised, lowered + raised, alternative = alternative, conf.level = level)
  t <- b("two.sided")
  rows(id, "change", "inline", sprintf("%d lowered, %d raised", lowered, raised), "binomial at 1/2, Clopper-Pearson", sprintf("level %g", level),
       c(estimate = unname(t$estimate), low = t$conf.int[1], high = t$conf.int[2], p = t$p.value, less = b("less")$p.value,
         greater = b("greater")$p.value, high_less = b("less")$conf.int[2]), "stats::binom.test R 4.2.2", "rel 1e-9")
}
sign("ST-01", 14, 5, 0.95)
sign("ST-02", 3, 40, 0.9)
sign("ST-03", 6, 6, 0.95)
