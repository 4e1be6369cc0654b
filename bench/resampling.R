# resampling.R TASK: what bench/resampling.c does, by R's packages or by hand; see resampling.sh.
# Prints "seconds answer answer ..."; packages are loaded and data read before the clock starts.
options(digits = 15)
task <- commandArgs(TRUE)[1]
needs <- switch(task, `bca:boot` = "boot", `randomisation-p:coin` = "coin", `westfall-young:multtest` = "multtest",
                `icc-reml:lme4` = "lme4", `cr2:clubSandwich` = "clubSandwich")
if (!is.null(needs) && !suppressPackageStartupMessages(require(needs, character.only = TRUE, quietly = TRUE)))
  quit(status = 77)
data <- read.csv(switch(sub(":.*", "", task), bca = "pupils.csv", randomisation = , `randomisation-p` = "clusters.csv",
                        `westfall-young` = "outcomes.csv", "rows.csv"))
set.seed(1)

# boot: 100,000 replicates within arms, BCa with the acceleration from the jackknife
bca <- function() {
  y <- data$y
  treated <- data$arm == 1
  f <- function(d, i) { s <- y[i]; z <- treated[i]; mean(s[z]) - mean(s[!z]) }
  b <- boot(data, f, R = 1e5, strata = data$arm)
  L <- empinf(b, type = "jack")
  boot.ci(b, type = "bca", L = L)$bca[4:5]
}
# All assignments at once: the difference of y, and that of the arm which moves with the effect tested.
randomisation <- function() {
  y <- data$y; z <- data$arm; G <- length(y); k <- sum(z)
  sets <- combn(G, k)
  Dy <- colSums(matrix(y[sets], k)) * (1 / k + 1 / (G - k)) - sum(y) / (G - k)
  Dz <- colSums(matrix(z[sets], k)) * (1 / k + 1 / (G - k)) - k / (G - k)
  o <- mean(y[z == 1]) - mean(y[z == 0])
  p <- mean(abs(Dy) >= abs(o) - 1e-9 * max(abs(Dy)))
  a <- (o - Dy) / (1 - Dz); b <- (Dy + o) / (1 + Dz)
  always <- abs(abs(Dz) - 1) < 1e-9
  low <- ifelse(always, -Inf, pmin(a, b)); high <- ifelse(always, Inf, pmax(a, b))
  m <- floor(0.05 * length(Dy) * (1 + 1e-9)) + 1
  c(p, sort(low)[m], -sort(-high)[m])
}
coin <- function() as.numeric(pvalue(oneway_test(y ~ factor(arm), data, distribution = "exact")))
# Draws as columns of a matrix, from the cross-products of each cluster; p without an interval.
wild <- function(rows, weights) {
  X <- cbind(1, rows$arm, rows$x); y <- rows$y
  P <- solve(crossprod(X)); b <- P %*% crossprod(X, y)
  X0 <- X[, -2]; u <- y - X0 %*% solve(crossprod(X0), crossprod(X0, y))
  S <- rowsum(X * drop(u), rows$cluster)
  A <- t(sapply(split.data.frame(X, rows$cluster), function(x) crossprod(x) %*% P[, 2]))
  e <- y - X %*% b
  t0 <- b[2] / sqrt(sum((rowsum(X * drop(e), rows$cluster) %*% P[, 2])^2))
  s <- drop(S %*% P[, 2])
  W <- weights(nrow(S))
  ts <- drop(s %*% W) / sqrt(colSums((W * s - A %*% (P %*% crossprod(S, W)))^2))
  c(ts, t0)
}
tail_share <- function(t) mean(abs(t[-length(t)]) >= abs(t[length(t)]) - 1e-9 * max(1, abs(t[length(t)])))
wild_drawn <- function() {
  t <- wild(data, function(G) matrix(sample(c(-1, 1), G * 99999, TRUE), G))
  (1 + tail_share(t) * 99999) / 1e5
}
wild_exact <- function() {
  tail_share(wild(data[data$cluster %% 20 < 8, ], function(G) t(as.matrix(expand.grid(rep(list(c(-1, 1)), G))))))
}
max_t <- function() {
  invisible(capture.output(m <- mt.maxT(t(as.matrix(data[-1])), data$arm, test = "t", side = "abs", B = 0)))
  m$adjp[order(m$index)]
}
icc <- function() {
  v <- as.data.frame(VarCorr(lmer(y ~ 1 + (1 | cluster), data)))$vcov
  v[1] / sum(v)
}
cr2 <- function() {
  d <- data[1:4000, ]
  k <- coef_test(lm(y ~ arm + x, d), vcov = "CR2", cluster = d$cluster)
  c(k$SE[2], k$df_Satt[2])
}
run <- switch(task, `bca:boot` = bca, `randomisation:R by hand` = randomisation, `randomisation-p:coin` = coin,
              `wild:R by hand` = wild_drawn, `wild-exact:R by hand` = wild_exact,
              `westfall-young:multtest` = max_t, `icc-reml:lme4` = icc, `cr2:clubSandwich` = cr2)
before <- proc.time()[["elapsed"]]
answers <- run()
cat(sprintf("%.4f", proc.time()[["elapsed"]] - before), format(answers, digits = 15, trim = TRUE))
cat("\n")
