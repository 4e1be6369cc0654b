# rating_noise.R: tables of two raters, and shares of cases that seem to improve, for
# tests/certified/rating_noise.tsv. R 4.2.2, base packages only:  Rscript rating_noise.R > ../rating_noise.tsv
#
# The table is seed * a_i * a_j * c_band. Its logarithms maximise a concave function, found here by
# Newton steps (the library scales rows and bands in turn). Sums of changes are found by polynomial
# products or, with few factors, by enumerating every pair of ratings; the normal copula by integrate().
options(digits = 15)
source("rows.R")

band <- function(k) pmin(abs(outer(1:k, 1:k, "-")), 2) + 1
table2 <- function(m, exact, within) {
  m <- m / sum(m)
  k <- length(m)
  used <- which(m > 0)
  b <- band(k)[used, used]
  S <- (k - abs(outer(1:k, 1:k, "-")))[used, used]
  n <- length(used)
  target <- c(exact, within - exact, 1 - within)
  # Parameters: log a (n), log c of bands 2 and 3; log c of band 1 is 0. P is symmetric, each cell counted.
  X <- NULL
  for (i in 1:n) for (j in 1:n) X <- rbind(X, c((1:n == i) + (1:n == j), b[i, j] == 2, b[i, j] == 3))
  s <- as.vector(t(S))
  want <- c(2 * m[used], target[2:3])
  theta <- rep(0, n + 2)
  for (step in 1:200) {
    p <- s * exp(as.vector(X %*% theta))
    g <- want - as.vector(crossprod(X, p))
    if (max(abs(g)) < 1e-14) break
    move <- solve(crossprod(X, X * p), g)
    theta <- theta + move * min(1, 2 / max(abs(move)))
  }
  P <- matrix(0, k, k)
  P[used, used] <- matrix(p, n, byrow = TRUE)
  stopifnot(abs(rowSums(P) - m) < 1e-12, abs(sum(diag(P)) - exact) < 1e-12)
  P
}
times <- function(a, b) {
  r <- numeric(length(a) + length(b) - 1)
  for (i in seq_along(a)) r[i + seq_along(b) - 1] <- r[i + seq_along(b) - 1] + a[i] * b
  r
}
change <- function(P) {
  k <- nrow(P)
  sapply((1 - k):(k - 1), function(d) sum(P[col(P) - row(P) == d]))
}
power <- function(p, n) Reduce(times, rep(list(p), n), 1)
above <- function(p) sum(p[seq_along(p) > (length(p) + 1) / 2])
joined <- function(p, q, v) {
  r <- v / (1 + v)
  integrate(function(x) dnorm(x) * pnorm((qnorm(q) - r * x) / sqrt(1 - r^2)), -Inf, qnorm(p), rel.tol = 1e-12,
            abs.tol = 1e-15)$value
}
# P(risk sum falls | the share s with the highest sums), the whole distribution of (sum, change) kept.
worst <- function(P, n, s) {
  k <- nrow(P)
  most <- n * (k - 1)
  G <- matrix(0, most + 1, 2 * most + 1)
  G[1, most + 1] <- 1
  for (f in 1:n) {
    H <- 0 * G
    for (i in 1:k) for (j in 1:k) {
      at <- which(G > 0, arr.ind = TRUE)
      to <- cbind(at[, 1] + i - 1, at[, 2] + j - i)
      H[to] <- H[to] + P[i, j] * G[at]
    }
    G <- H
  }
  total <- rev(rowSums(G))
  fell <- rev(rowSums(G[, 1:most]))
  before <- cumsum(total) - total
  part <- pmax(0, pmin(1, (s - before) / total))
  sum(part * fell) / s
}
simple <- function(m, exact, within) {
  P <- table2(m, exact, within)
  Q <- table2(rev(m), exact, within)
  down <- above(rev(power(change(P), 12)))
  up <- above(power(change(Q), 7))
  c(risk = down, protective = up, improved = down * up, shared_0.1 = joined(down, up, 0.1),
    shared_0.3 = joined(down, up, 0.3), worst_0.3 = worst(P, 12, 0.3) * up, worst_0.1 = worst(P, 12, 0.1) * up)
}
made <- "rating_noise.R; R 4.2.2"
even <- rep(1, 5); high <- c(1, 2, 3, 6, 8); low <- c(40, 30, 20, 8, 2)
put <- function(id, m, exact, within, what)
  rows(id, "change", "inline", sprintf("12 risk and 7 protective factors 0-4, baselines %s (reversed for protective)", what),
       "normal equations of the log-linear table; polynomial products", sprintf("agreement %g/%g", exact, within),
       simple(m, exact, within), made, "rel 1e-9")
put("RN-01", even, 0.56, 0.90, "1 1 1 1 1")
put("RN-02", high, 0.56, 0.90, "1 2 3 6 8")
put("RN-03", low, 0.56, 0.90, "40 30 20 8 2")
put("RN-04", even, 0.78, 0.98, "1 1 1 1 1")

P <- table2(high, 0.56, 0.90)
cells <- setNames(as.vector(t(P)), sprintf("c%d%d", rep(0:4, each = 5), rep(0:4, 5)))
rows("RT-01", "change", "inline", "joint table of two ratings, marginal 1 2 3 6 8", "Newton steps on the log-linear model", "agreement 0.56/0.9",
     cells, made, "rel 1e-9")
gap <- table2(c(4, 0, 3, 2, 1), 0.5, 0.8)
rows("RT-02", "change", "inline", "joint table of two ratings, marginal 4 0 3 2 1", "Newton steps on the log-linear model", "agreement 0.5/0.8",
     setNames(as.vector(t(gap)), sprintf("c%d%d", rep(0:4, each = 5), rep(0:4, 5))), made, "rel 1e-9")

# Three risk factors of 5, 4 and 3 levels with weights 1, 0.5 and 1.5, and two protective ones of 4 levels with weights 1
# and 2, every pair of ratings of each side enumerated.
m <- list(c(1, 2, 3, 6, 8), c(2, 3, 3, 2), c(1, 1, 2), c(4, 3, 2, 1), c(2, 2, 3, 3))
w <- c(1, 0.5, 1.5, 1, 2)
T <- lapply(m, table2, exact = 0.5, within = 0.85)
side <- function(which, given = NULL) {
  pairs <- lapply(which, function(f) {
    k <- nrow(T[[f]])
    d <- data.frame(i = rep(1:k, k) - 1, j = rep(1:k, each = k) - 1, p = as.vector(T[[f]]))
    if (!is.null(given)) {
      d <- d[d$i == given[f], ]
      d$p <- d$p / sum(d$p)
    }
    d
  })
  at <- expand.grid(lapply(pairs, function(d) seq_len(nrow(d))))
  list(p = Reduce("*", Map(function(d, a) d$p[a], pairs, at)), gain = mapply(function(d, a) d$j[a] - d$i[a], pairs, at),
       i = mapply(function(d, a) d$i[a], pairs, at), w = w[which])
}
good <- function(s, sign, rule, least) {
  g <- sign * s$gain
  moved <- switch(rule, sum = g %*% s$w >= least & g %*% s$w > 0, mean = g %*% s$w / sum(s$w) >= least - 1e-12 & g %*% s$w > 0,
                  any = rowSums(g >= least & g > 0) > 0, majority = 2 * rowSums(g >= least & g > 0) > ncol(g))
  sum(s$p[moved])
}
few <- "risk: 1 2 3 6 8, 2 3 3 2, 1 1 2 with weights 1, 0.5, 1.5; protective: 4 3 2 1, 2 2 3 3 with weights 1, 2"
for (rule in c("sum", "mean", "any", "majority")) {
  least <- switch(rule, sum = c(1.5, 2), mean = c(0.6, 0.5), any = c(2, 1), majority = c(1, 0))
  at <- function(given = NULL) c(risk = good(side(1:3, given), -1, rule, least[1]), protective = good(side(4:5, given), 1, rule, least[2]))
  a <- at(); g <- at(c(4, 1, 2, 0, 1))
  rows(paste0("RN-", rule), "change", "inline", few, "enumeration of every pair of ratings",
       sprintf("agreement 0.5/0.85; rule %s; least change %.4g,%.4g; given baselines 4 1 2 and 0 1", rule, least[1], least[2]),
       c(a, improved = prod(a), given_risk = g[[1]], given_protective = g[[2]], given_improved = prod(g)), made, "rel 1e-9")
}
s <- side(1:3)
base <- as.vector(s$i %*% s$w)
rows("RN-from", "change", "inline", few, "enumeration of every pair of ratings", "weighted sum of levels at least 6.5", c(share = sum(s$p[base >= 6.5])), made, "rel 1e-9")
