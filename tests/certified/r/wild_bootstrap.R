# wild_bootstrap.R: the wild cluster bootstrap by enumeration, for tests/certified/wild_bootstrap.tsv.
# R 4.2.2 with sandwich:  Rscript wild_bootstrap.R > ../wild_bootstrap.tsv
#
# Every vector of weights is drawn, multiplied into the residuals of the restricted fit, and the
# regression on all rows repeated; standard errors CR1 = CR0 sqrt(G/(G - 1)), checked once against
# sandwich::vcovCL. The limits of the intervals are found by walking out from the estimate in small
# steps until p(b0) has been at or below 1 - level for good, and halving the step of the last change.
options(digits = 15)
suppressPackageStartupMessages(library(sandwich))
source("rows.R")

setup <- function(y, X, cl, j, w = rep(1, length(y)), v) {
  cl <- as.integer(factor(cl)); G <- max(cl)
  X <- X * sqrt(w); y <- y * sqrt(w)
  P <- solve(crossprod(X), t(X)); H <- diag(length(y)) - X %*% P
  Z <- sapply(seq_len(G), function(g) as.numeric(cl == g))
  X0 <- X[, -j, drop = FALSE]; H0 <- diag(length(y)) - X0 %*% solve(crossprod(X0), t(X0))
  t1 <- function(y) { e <- drop(H %*% y); s <- drop(crossprod(Z, P[j, ] * e)); c(sum(P[j, ] * y), sqrt(sum(s^2) * G / (G - 1))) }
  V <- as.matrix(expand.grid(rep(list(v), G)))
  A <- t(Z * P[j, ]) %*% H                       # cluster scores of any outcome
  list(obs = t1(y), p = function(b0, side, tie = 1e-9) {
    u <- drop(H0 %*% (y - b0 * X[, j])); f <- y - b0 * X[, j] - u   # fit under b_j = b0, without b0 x_j
    o <- (t1(y)[1] - b0) / t1(y)[2]
    Y <- f + u * (Z %*% t(V))                     # n by draws
    ts <- drop(P[j, ] %*% Y) / sqrt(colSums((A %*% Y)^2) * G / (G - 1))
    tol <- tie * max(1, abs(o))
    mean(switch(side, two = abs(ts) >= abs(o) - tol, less = ts <= o + tol, greater = ts >= o - tol))
  })
}
limit <- function(p, from, step, alpha, reach = 400) {
  at <- from + step * seq_len(reach)
  inside <- sapply(at, p) > alpha + 1e-9
  if (inside[reach]) return(sign(step) * Inf)
  last <- max(c(0, which(inside)))
  lo <- from + step * last; hi <- lo + step
  for (i in 1:45) { mid <- (lo + hi) / 2; if (p(mid) > alpha + 1e-9) lo <- mid else hi <- mid }
  lo
}
report <- function(id, what, y, X, cl, j, level, w = rep(1, length(y)), webb = FALSE, at = 0.5, wide = 20, smooth = 1e-13) {
  v <- if (webb) c(-sqrt(1.5), -1, -sqrt(0.5), sqrt(0.5), 1, sqrt(1.5)) else c(-1, 1)
  s <- setup(y, X, cl, j, w, v)
  m <- lm(y ~ X - 1, weights = w)
  G <- length(unique(cl))
  se <- sqrt(vcovCL(m, cluster = cl, type = "HC0", cadjust = TRUE)[j, j])
  stopifnot(abs(se - s$obs[2]) < 1e-9 * se, abs(coef(m)[j] - s$obs[1]) < 1e-9)
  step <- s$obs[2] * wide / 400
  values <- c(estimate = s$obs[1], se = s$obs[2], p_two = s$p(0, "two"), p_less = s$p(0, "less"),
              p_greater = s$p(0, "greater"), p_at = s$p(at, "two"),
              low = limit(function(b) s$p(b, "two", smooth), s$obs[1], -step, 1 - level),
              high = limit(function(b) s$p(b, "two", smooth), s$obs[1], step, 1 - level),
              lower = limit(function(b) s$p(b, "greater", smooth), s$obs[1], -step, 1 - level),
              upper = limit(function(b) s$p(b, "less", smooth), s$obs[1], step, 1 - level))
  rows(id, "few-clusters", "inline", what, paste("wild cluster bootstrap, null imposed,", if (webb) "all 6^G Webb" else "all 2^G Rademacher"),
       sprintf("%d rows, %d clusters, level %g, p_at b0 = %g", length(y), G, level, at), values,
       sprintf("wild_bootstrap.R; sandwich %s R %s", packageVersion("sandwich"), getRversion()), "abs 1e-8")
}
# 24 rows in 6 clusters of unequal size, three of them treated, and a covariate
size <- c(3, 5, 2, 4, 6, 4)
cl <- rep(1:6, size); n <- sum(size); i <- seq_len(n)
arm <- as.numeric(cl <= 3)
x <- (i * 7) %% 11 / 2
y <- c(2.1, -0.7, 1.9, -1.2, 0.4)[cl %% 5 + 1] + 0.6 * x - 1.5 * arm + ((i * 37) %% 23) / 5
w <- 1 + (i * 5) %% 4
report("WILD-01", "arm, 3 v 3 unequal clusters", y, cbind(1, arm), cl, 2, 0.9)
report("WILD-02", "arm and a covariate", y, cbind(1, arm, x), cl, 2, 0.9)
report("WILD-03", "the covariate", y, cbind(1, arm, x), cl, 3, 0.9)
report("WILD-04", "arm and a covariate, weighted", y, cbind(1, arm, x), cl, 2, 0.8, w = w)
# two periods: difference in differences with cluster effects
d <- data.frame(cl = rep(1:6, each = 4), post = rep(c(0, 0, 1, 1), 6))
d$arm <- as.numeric(d$cl <= 3)
d$y <- c(5.5, 3.2, 4.1, 6.0, 2.7, 4.9)[d$cl] + d$post * c(-1.1, -0.4, 0.6, 0.3, -0.2, 0.5)[d$cl] + ((1:24 * 29) %% 17) / 20
F <- model.matrix(~ factor(cl) + post, d)
report("WILD-05", "arm by period with cluster effects", d$y, cbind(F, d$arm * d$post), d$cl, 8, 0.9)
report("WILD-06", "arm by period", d$y, cbind(1, d$arm, d$post, d$arm * d$post), d$cl, 4, 0.9)
five <- d$cl <= 5
report("WILD-07", "arm by period, 5 clusters", d$y[five], cbind(1, d$arm, d$post, d$arm * d$post)[five, ], d$cl[five], 4, 0.8, webb = TRUE)
