# randomisation.R: randomisation inference by enumeration, for tests/certified/randomisation.tsv.
# R 4.2.2 with sandwich:  Rscript randomisation.R > ../randomisation.tsv
#
# Every assignment is fitted by lm; studentised by sandwich::vcovHC(type = "HC2"). The limits of the
# intervals are found by walking out from the estimate in small steps until p(tau) has been at or
# below 1 - level for good, and then halving the step in which it changed for the last time.
options(digits = 15)
suppressPackageStartupMessages(library(sandwich))
source("rows.R")

# all assignments with as many treated in every block
assignments <- function(z, block) {
  out <- list(z)
  for (b in unique(block)) {
    at <- which(block == b)
    sets <- combn(length(at), sum(z[at]), simplify = FALSE)
    out <- unlist(lapply(out, function(a) lapply(sets, function(s) { a[at] <- 0; a[at[s]] <- 1; a })), FALSE)
  }
  do.call(rbind, out)
}
# the statistic for outcome y, from the model's own fit
fit <- function(y, z, w, block, x, studentised) {
  kept <- block %in% block[duplicated(block)]  # a block of one cluster says nothing
  d <- data.frame(y = y, z = z, w = w, b = block)[kept, ]
  d$b <- factor(d$b)
  f <- "y ~ z"
  if (nlevels(d$b) > 1) f <- paste(f, "+ b")
  if (!is.null(x)) { d$x <- x[kept]; f <- paste(f, "+ x") }
  m <- lm(as.formula(f), d, weights = w)
  if (!studentised) return(coef(m)[["z"]])
  c(coef(m)[["z"]], sqrt(vcovHC(m, type = "HC2")["z", "z"]))
}
# linear maps that give the same as fit() for any outcome: numerator, and residuals with their HC2 weights
maps <- function(Z, w, block, x) lapply(seq_len(nrow(Z)), function(i) {
  X <- cbind(Z[i, ], +outer(block, unique(block), "=="), x)
  P <- solve(crossprod(X, w * X), t(X * w))
  h <- diag(X %*% P)
  list(top = P[1, ], res = diag(nrow(X)) - X %*% P, k = ifelse(1 - h > 1e-9, P[1, ]^2 / (1 - h), 0))
})
stat <- function(m, y, studentised) {
  top <- sum(m$top * y)
  if (!studentised) return(top)
  top / sqrt(sum(m$k * (m$res %*% y)^2))
}
pvalue <- function(M, y, z, tau, studentised, side, own = 1, tie = 1e-9) {
  s <- sapply(M, stat, y - tau * z, studentised)
  o <- s[own]
  tol <- tie * if (studentised) max(1, abs(o)) else max(abs(s))
  mean(switch(side, two = abs(s) >= abs(o) - tol, less = s <= o + tol, greater = s >= o - tol))
}
limit <- function(p, from, step, alpha, reach = 800) {
  at <- from + step * seq_len(reach)
  inside <- sapply(at, p) > alpha + 1e-9
  if (inside[reach]) return(sign(step) * Inf)
  last <- max(c(0, which(inside)))
  lo <- from + step * last; hi <- lo + step
  for (i in 1:60) { mid <- (lo + hi) / 2; if (p(mid) > alpha + 1e-9) lo <- mid else hi <- mid }
  lo
}
report <- function(id, y, z, w = rep(1, length(y)), block = rep(1, length(y)), x = NULL, levels = 0.9,
                   studentised = FALSE, note = "") {
  Z <- assignments(z, block)
  own <- which(apply(Z, 1, function(a) all(a == z)))
  M <- maps(Z, w, block, x)
  f <- fit(y, z, w, block, x, studentised)
  o <- stat(M[[own]], y, studentised)
  stopifnot(abs(o - if (studentised) f[1] / f[2] else f[1]) < 1e-9 * max(1, abs(o)))
  values <- c(ways = nrow(Z), estimate = f[1], statistic = o)
  if (studentised) values["se"] <- f[2]
  for (side in c("two", "less", "greater")) values[paste0("p_", side)] <- pvalue(M, y, z, 0, studentised, side, own)
  values["p_1.5"] <- pvalue(M, y, z, 1.5, studentised, "two", own)
  step <- diff(range(y)) / 100
  for (level in levels) {
    a <- 1 - level
    ends <- function(side) function(tau) pvalue(M, y, z, tau, studentised, side, own, 1e-13)
    values[sprintf("low_%g", 100 * level)] <- limit(ends("two"), f[1], -step, a)
    values[sprintf("high_%g", 100 * level)] <- limit(ends("two"), f[1], step, a)
    values[sprintf("lower_%g", 100 * level)] <- limit(ends("greater"), f[1] + 200 * step, -step, a)
    values[sprintf("upper_%g", 100 * level)] <- limit(ends("less"), f[1] - 200 * step, step, a)
  }
  rows(id, "randomization", "inline", "randomisation inference on cluster summaries",
       paste0(if (studentised) "studentised (HC2)" else "difference", ", all assignments", note),
       sprintf("%d clusters", length(y)), values,
       sprintf("randomisation.R; sandwich %s R %s", packageVersion("sandwich"), getRversion()), "abs 1e-8")
}
schools <- c(-8, -6, 3, -2, -1, -2)
sizes <- c(40, 60, 200, 120, 150, 200)
z6 <- c(1, 1, 1, 0, 0, 0)
report("RAND-01", schools, z6, levels = c(0.8, 0.9))
report("RAND-02", schools, z6, w = sizes, levels = c(0.8, 0.9), note = ", weighted by size")
report("RAND-03", schools, z6, levels = 0.8, studentised = TRUE)
nine <- c(3.1, 4.7, 2.2, 5.9, 6.4, 4.1, 7.7, 5.2, 6.6)
z9 <- c(1, 1, 1, 0, 0, 0, 0, 0, 0)
w9 <- c(20, 35, 50, 22, 41, 38, 60, 25, 33)
report("RAND-04", nine, z9, levels = c(0.8, 0.95))
report("RAND-05", nine, z9, levels = c(0.8, 0.95), studentised = TRUE)
report("RAND-06", nine, z9, w = w9, levels = 0.9, studentised = TRUE, note = ", weighted by size")
x9 <- c(2.9, 5.1, 3.3, 5.2, 5.5, 4.4, 6.9, 5.8, 5.1)
report("RAND-07", nine, z9, x = x9, levels = 0.8, note = ", a covariate")
report("RAND-08", nine, z9, w = w9, x = x9, levels = 0.8, studentised = TRUE, note = ", weighted, a covariate")
blocks <- c(7, 7, 7, 7, 2, 2, 2, 5, 5, 9)
yb <- c(4.1, 6.3, 5.0, 7.2, 1.9, 3.8, 2.7, 9.5, 8.1, 3.3)
zb <- c(1, 0, 1, 0, 1, 0, 0, 0, 1, 1)
report("RAND-09", yb, zb, block = blocks, levels = c(0.8, 0.9), note = ", blocks of 4, 3, 2 and 1")
report("RAND-10", yb, zb, block = blocks, levels = 0.8, studentised = TRUE, note = ", blocks of 4, 3, 2 and 1")
wb <- c(30, 22, 41, 35, 28, 50, 19, 33, 27, 20)
report("RAND-11", yb, zb, w = wb, block = blocks, levels = 0.8, note = ", blocks, weighted by size")
pair <- rep(1:6, each = 2)
yp <- c(5.2, 4.9, 7.1, 7.3, 6.6, 5.1, 3.9, 3.2, 8.4, 7.0, 4.4, 4.1)
zp <- c(1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1)
report("RAND-12", yp, zp, block = pair, levels = 0.9, note = ", six pairs")
report("RAND-13", yp, zp, block = pair, levels = 0.9, studentised = TRUE, note = ", six pairs")
stopifnot(abs(fit(yp, zp, rep(1, 12), pair, NULL, TRUE)[2] -
              sd(yp[zp == 1] - yp[zp == 0]) / sqrt(6)) < 1e-12)  # pairs stand in the same order
