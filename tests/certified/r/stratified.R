# stratified.R: Mantel-Haenszel methods, for tests/certified/stratified.tsv.
# R 4.2.2, base packages only:  Rscript stratified.R > ../stratified.tsv
#
# Common odds ratios and their tests are stats::mantelhaen.test's; the others are written from the
# formulas, the Breslow-Day expected cells by solving for the odds ratio with uniroot.
options(digits = 15)
source("rows.R")

bcg <- cbind(c(4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27),
             c(119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886),
             c(11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29),
             c(128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825))
small <- cbind(c(3, 0, 5, 1), c(2, 4, 0, 6), c(1, 2, 2, 0), c(4, 3, 1, 3))
doll <- cbind(c(647, 41), c(622, 28), c(2, 19), c(27, 32))

strata <- function(t) array(t(t[, c(1, 3, 2, 4)]), c(2, 2, nrow(t)))
common <- function(t) {
  a <- t[, 1]; c <- t[, 3]; n1 <- a + t[, 2]; n0 <- c + t[, 4]; N <- n1 + n0
  rd <- sum((a * n0 - c * n1) / N) / sum(n1 * n0 / N)
  P <- sum((n1^2 * c - n0^2 * a + n1 * n0 * (n0 - n1) / 2) / N^2)
  Q <- sum((a * (n0 - c) + c * (n1 - a)) / (2 * N))
  se_rd <- sqrt((rd * P + Q) / sum(n1 * n0 / N)^2)
  rr <- sum(a * n0 / N) / sum(c * n1 / N)
  se_rr <- sqrt(sum((n1 * n0 * (a + c) - a * c * N) / N^2) / (sum(a * n0 / N) * sum(c * n1 / N)))
  z <- qnorm(0.975)
  c(rd = rd, rd_se = se_rd, rd_low = rd - z * se_rd, rd_high = rd + z * se_rd, rr = rr, rr_se = se_rr,
    rr_low = exp(log(rr) - z * se_rr), rr_high = exp(log(rr) + z * se_rr))
}
breslow <- function(t, or) {
  e <- apply(t, 1, function(r) {
    n1 <- r[1] + r[2]; n0 <- r[3] + r[4]; s <- r[1] + r[3]
    uniroot(function(x) log(x) + log(n0 - s + x) - log(n1 - x) - log(s - x) - log(or),
            c(max(0, s - n0) + 1e-12, min(n1, s) - 1e-12), tol = 1e-14, maxiter = 10000)$root
  })
  n1 <- t[, 1] + t[, 2]; n0 <- t[, 3] + t[, 4]; s <- t[, 1] + t[, 3]
  v <- 1 / (1 / e + 1 / (n1 - e) + 1 / (s - e) + 1 / (n0 - s + e))
  bd <- sum((t[, 1] - e)^2 / v)
  ta <- bd - sum(t[, 1] - e)^2 / sum(v)
  c(bd = bd, bd_p = pchisq(bd, nrow(t) - 1, lower.tail = FALSE), tarone = ta,
    tarone_p = pchisq(ta, nrow(t) - 1, lower.tail = FALSE))
}
sets <- list(bcg = bcg, small = small, doll = doll)
for (name in names(sets)) {
  t <- sets[[name]]
  plain <- mantelhaen.test(strata(t), correct = FALSE)
  corrected <- mantelhaen.test(strata(t))
  rows(paste0("STRAT-", name), "risk-factor", "inline", "2x2 tables in strata",
       "Mantel-Haenszel difference (Sato), ratio (Greenland-Robins), odds ratio (RBG), CMH, Breslow-Day",
       sprintf("%d strata", nrow(t)),
       c(common(t), or = unname(plain$estimate), or_low = plain$conf.int[1], or_high = plain$conf.int[2],
         cmh = unname(plain$statistic), cmh_p = plain$p.value, cmh_cc = unname(corrected$statistic),
         breslow(t, plain$estimate)), "stratified.R; stats R 4.2.2", "rel 1e-9")
}
for (side in c("two.sided", "less", "greater")) {
  exact <- mantelhaen.test(strata(small), exact = TRUE, alternative = side)
  rows(paste0("STRAT-small-exact-", sub("two.sided", "both", side)), "risk-factor", "inline", "2x2 tables in strata",
       "exact conditional test", "4 strata", c(s = unname(exact$statistic), p = exact$p.value),
       "stats::mantelhaen.test R 4.2.2", "rel 1e-9")
}
# Printed: metafor's tests of rma.mh on dat.bcg; contingencytables tests/testthat/test-ch10.R.
rows("STRAT-bcg-metafor", "risk-factor", "inline", "BCG vaccine trials", "as printed, log scale for ratios",
     "13 strata", c(rd = -0.0033, rd_low = -0.0039, rd_high = -0.0027, rd_z = -11.4708, rr = -0.4537,
                    rr_low = -0.5308, rr_high = -0.3766, rr_z = -11.5338, or = -0.4734, or_low = -0.5538,
                    or_high = -0.3930, or_z = -11.5444),
     "SOFTWARE: metafor, tests of rma.mh against metan", "abs 5.1e-5")
rows("STRAT-doll-book", "risk-factor", "inline", "Doll & Hill 1950", "as printed", "2 strata",
     c(tarone = 5.175, tarone_p = 0.02292, rd = 0.3294, rr = 2.4751),
     "SOFTWARE: ocbe-uio/contingencytables tests/testthat/test-ch10.R", "abs 5.1e-4")
