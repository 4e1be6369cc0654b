# rank_tests.R: tests on ranks, for tests/certified/rank_tests.tsv.
# R 4.2.2, base packages only:  Rscript rank_tests.R > ../rank_tests.tsv   
#
# Without ties wilcox.test is exact. With ties the oracle is enumeration: every choice of the group's
# ranks by combn(), every assignment of signs by expand.grid(), counted by distance from the mean.
options(digits = 15)
source("rows.R")

mann <- function(x, y) {
  r <- rank(c(x, y))
  n <- length(x)
  s <- colSums(matrix(r[combn(length(r), n)], n))
  o <- sum(r[1:n])
  centre <- n * (length(r) + 1) / 2
  c(U = o - n * (n + 1) / 2, p = mean(abs(s - centre) >= abs(o - centre) - 1e-9), less = mean(s <= o + 1e-9),
    greater = mean(s >= o - 1e-9))
}
signed <- function(d, pratt) {
  if (!pratt) d <- d[d != 0]
  r <- rank(abs(d))
  r <- r[d != 0]
  d <- d[d != 0]
  s <- as.matrix(expand.grid(rep(list(0:1), length(r)))) %*% r
  o <- sum(r[d > 0])
  centre <- sum(r) / 2
  c(V = o, p = mean(abs(s - centre) >= abs(o - centre) - 1e-9), less = mean(s <= o + 1e-9), greater = mean(s >= o - 1e-9))
}
x <- c(1, 2, 2, 3, 3, 3, 4); y <- c(2, 3, 4, 4, 5, 5, 5, 6, 1)
rows("MW-01", "nonparametric", "inline", "1 2 2 3 3 3 4 v 2 3 4 4 5 5 5 6 1", "enumeration of 11,440 divisions", "", mann(x, y),
     "rank_tests.R; R 4.2.2", "rel 1e-10")
rows("MW-02", "nonparametric", "inline", "2 3 4 4 5 5 5 6 1 v 1 2 2 3 3 3 4", "enumeration of 11,440 divisions", "", mann(y, x),
     "rank_tests.R; R 4.2.2", "rel 1e-10")
long <- ((0:79) * 37) %% 83 + 0.25
a <- long[1:37]; b <- long[38:80] + 9.125
w <- wilcox.test(a, b, exact = TRUE, conf.int = TRUE)
wn <- wilcox.test(a, b, exact = FALSE)
w0 <- wilcox.test(a, b, exact = FALSE, correct = FALSE)
rows("MW-03", "nonparametric", "inline", "37 i mod 83 + 0.25, i = 0..36, v i = 37..79 and 9.125 more", "exact, normal, Hodges-Lehmann", "level 0.95",
     c(U = unname(w$statistic), p = w$p.value, corrected = wn$p.value, normal = w0$p.value,
       less = wilcox.test(a, b, exact = TRUE, alternative = "less")$p.value,
       less_corrected = wilcox.test(a, b, exact = FALSE, alternative = "less")$p.value,
       greater_corrected = wilcox.test(a, b, exact = FALSE, alternative = "greater")$p.value,
       hl = unname(w$estimate), low = w$conf.int[1], high = w$conf.int[2]), "stats::wilcox.test R 4.2.2", "rel 1e-9")
d <- c(0, 0, 1, -1, 2, 2, -2, 3, 3, 4, 5, -1, 6)
rows("SR-01", "nonparametric", "inline", "0 0 1 -1 2 2 -2 3 3 4 5 -1 6", "enumeration of 2,048 signs, zeros dropped", "", signed(d, FALSE),
     "rank_tests.R; R 4.2.2", "rel 1e-10")
rows("SR-02", "nonparametric", "inline", "0 0 1 -1 2 2 -2 3 3 4 5 -1 6", "enumeration of 2,048 signs, Pratt", "", signed(d, TRUE),
     "rank_tests.R; R 4.2.2", "rel 1e-10")
e <- (((0:59) * 37) %% 61 + 1) * ifelse((0:59) %% 5 == 0, -1, 1) + 0.125
w <- wilcox.test(e, exact = TRUE, conf.int = TRUE)
wn <- wilcox.test(e, exact = FALSE)
w0 <- wilcox.test(e, exact = FALSE, correct = FALSE)
rows("SR-03", "nonparametric", "inline", "37 i mod 61 + 1, every fifth negative, 0.125 more; i = 0..59", "exact, normal, Hodges-Lehmann", "level 0.95",
     c(V = unname(w$statistic), p = w$p.value, corrected = wn$p.value, normal = w0$p.value, hl = unname(w$estimate),
       low = w$conf.int[1], high = w$conf.int[2]), "stats::wilcox.test R 4.2.2", "rel 1e-9")
# Larger than the exact tests go: medians of all differences and averages by outer().
big <- ((0:299) * 7919) %% 1009 / 8
u <- big[1:130]; v <- big[131:300] + 3
D <- sort(outer(u, v, "-"))
k <- floor(130 * 170 / 2 + 0.5 - qnorm(0.975) * sqrt(130 * 170 * 301 / 12))
wn <- wilcox.test(u, v, exact = FALSE)
rows("MW-04", "nonparametric", "inline", "7919 i mod 1009 / 8, i = 0..129, v i = 130..299 and 3 more", "normal corrected, order statistics", "level 0.95",
     c(U = unname(wn$statistic), p = wn$p.value, hl = median(D), low = D[k], high = D[130 * 170 + 1 - k]), "rank_tests.R; R 4.2.2", "rel 1e-12")
s <- rep(big, 2)[1:550] - 55
W <- outer(s, s, "+") / 2
W <- sort(W[upper.tri(W, diag = TRUE)])
k <- floor(550 * 551 / 4 + 0.5 - qnorm(0.95) * sqrt(550 * 551 * 1101 / 24))
wn <- wilcox.test(s, exact = FALSE)
rows("SR-04", "nonparametric", "inline", "7919 (i mod 300) mod 1009 / 8 - 55, i = 0..549", "normal corrected, order statistics", "level 0.9",
     c(V = unname(wn$statistic), p = wn$p.value, hl = median(W), low = W[k], high = W[550 * 551 / 2 + 1 - k]), "rank_tests.R; R 4.2.2", "rel 1e-12")
kw <- kruskal.test(c(x, y, 2, 2, 7), c(rep(1, 7), rep(2, 9), rep(4, 3)))
rows("KW-01", "nonparametric", "inline", "MW-01's groups and 2 2 7", "Kruskal-Wallis", "", c(H = unname(kw$statistic), df = unname(kw$parameter), p = kw$p.value),
     "stats::kruskal.test R 4.2.2", "rel 1e-10")
