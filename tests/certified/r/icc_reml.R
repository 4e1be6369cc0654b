# icc_reml.R: intraclass correlation by REML, for tests/certified/icc_reml.tsv.
# R 4.2.2 with lme4 and numDeriv:  Rscript icc_reml.R > ../icc_reml.tsv
#
# lmer(devFunOnly = TRUE) gives the criterion as a function of theta = sqrt(lambda); its minimum is
# found by the root of numDeriv::grad, and held against lmer's own fit. The profile limits are roots
# of the same function. Donner & Koval's standard error is the inverse of the information matrix of
# (total variance, rho), from traces of products of the covariance matrix and its derivatives.
options(digits = 15)
suppressPackageStartupMessages({ library(lme4); library(numDeriv) })
source("rows.R")

information_se <- function(n, rho) {
  I <- matrix(0, 2, 2)
  for (k in n) {
    S <- (1 - rho) * diag(k) + rho
    D <- list(S, matrix(1, k, k) - diag(k))  # by the total variance (at 1) and by rho
    A <- lapply(D, function(d) solve(S, d))
    for (i in 1:2) for (j in 1:2) I[i, j] <- I[i, j] + sum(diag(A[[i]] %*% A[[j]])) / 2
  }
  sqrt(solve(I)[2, 2])
}
report <- function(id, what, y, g, level = 0.95) {
  d <- data.frame(y = y, g = factor(g))
  f <- suppressMessages(lmer(y ~ 1 + (1 | g), d))
  dev <- suppressMessages(lmer(y ~ 1 + (1 | g), d, devFunOnly = TRUE))
  slope <- function(t) grad(dev, t, method.args = list(d = 0.1, r = 8))
  t0 <- getME(f, "theta")[[1]]
  theta <- if (t0 < 1e-4) 0 else uniroot(slope, t0 * c(0.9, 1.1), tol = 1e-14)$root
  stopifnot(abs(theta - t0) < 1e-3 * max(1, theta))
  rho <- function(t) t^2 / (1 + t^2)
  b <- (dev(theta) + qchisq(level, 1))
  low <- if (dev(0) <= b) 0 else rho(uniroot(function(t) dev(t) - b, c(0, theta), tol = 1e-14)$root)
  high <- rho(uniroot(function(t) dev(t) - b, c(theta, 1e3), tol = 1e-14)$root)
  dev(theta)  # leaves the profiled estimates in its environment
  e <- environment(dev)
  n <- as.vector(table(d$g))
  s2 <- (e$resp$wrss() + e$pp$sqrL(1)) / (length(y) - 1)
  rows(id, "icc", "inline", what, "REML, profile likelihood, Donner-Koval standard error",
       sprintf("%d clusters, %d units, level %g", nlevels(d$g), length(y), level),
       c(rho = rho(theta), mean = e$pp$beta(1), var_between = theta^2 * s2, var_within = s2,
         se = information_se(n, rho(theta))),
       sprintf("icc_reml.R; lme4 %s R %s", packageVersion("lme4"), getRversion()), "rel 1e-7")
  rows(id, "icc", "inline", what, "REML, profile likelihood",
       sprintf("%d clusters, %d units, level %g", nlevels(d$g), length(y), level),
       c(criterion = dev(theta), low = low, high = high),
       sprintf("icc_reml.R; lme4 %s R %s", packageVersion("lme4"), getRversion()), "abs 1e-8")
}
binary <- function(n, x) unlist(Map(function(n, x) rep(1:0, c(x, n - x)), n, x))
dyestuff <- c(1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510,
              1560, 1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450,
              1480, 1445)
report("REML-01", "Dyestuff (Davies & Goldsmith 1972)", dyestuff, rep(1:6, each = 5))
unequal <- c(4.1, 5.0, 4.4, 6.2, 5.9, 6.6, 7.1, 5.5, 3.9, 4.0, 4.8, 5.1, 4.9, 6.1, 5.2, 4.5, 7.3, 6.9,
             6.4, 7.0)
report("REML-02", "unequal sizes", unequal, rep(1:5, c(3, 5, 2, 6, 4)))
report("REML-03", "unequal sizes", unequal, rep(1:5, c(3, 5, 2, 6, 4)), 0.9)
report("REML-04", "at the boundary", c(1, 5, 10, 2, 5, 8, 9, 1, 3, 4, 2, 9), rep(1:4, c(3, 3, 4, 2)))
schools <- c(40, 60, 80, 120, 150, 200)
report("REML-05", "six schools, 0/1", binary(schools, c(3, 11, 6, 19, 12, 31)), rep(1:6, schools))
i <- 1:40
report("REML-06", "hardly anything varies within", c(3, 9, -2, 14, 6)[(i - 1) %/% 8 + 1] + ((i * 7) %% 5) / 50, (i - 1) %/% 8)
