# reliability.R: consistency of items and of occasions, for tests/certified/reliability.tsv.
# R 4.2.2, psych 2.2.9, GPArotation 2022.10-2:  Rscript reliability.R > ../reliability.tsv
#
# psych::alpha, alpha.ci, fa, omega, ICC (by aov); cor.test; SEM from stats::aov and qchisq. Items are
# made of whole numbers, as tests/unit/test_reliability.c makes them too. bfi comes from
# UTFALL_REFERENCE/data, where the oracle's other values of it come from.
suppressMessages(library(psych))
source("rows.R")
psych_version <- "psych 2.2.9; R 4.2.2"

made <- function(people, items) {
  i <- seq_len(people) - 1
  a <- (31 * i * i + 17 * i) %% 97
  sapply(seq_len(items) - 1, function(j) (a + 2 * ((11 * i * i + (5 + 6 * j) * i + 13 * j) %% (23 + 4 * j))) %/% 30)
}
tight <- function(r) fa(r, 1, fm = "minres", warnings = FALSE)
consistency <- function(id, what, x, level = 0.95, dataset = "inline") {
  k <- ncol(x)
  colnames(x) <- paste0("i", seq_len(k))
  a <- psych::alpha(as.data.frame(x), check.keys = FALSE, warnings = FALSE)
  ci <- function(alpha, k) unlist(psych::alpha.ci(alpha, nrow(x), k, p.val = 1 - level)[c("lower.ci", "upper.ci")])
  limits <- ci(a$total$raw_alpha, k)
  per <- c()
  for (j in seq_len(k)) {
    t <- cor.test(x[, j], rowSums(x[, -j]), conf.level = level)
    d <- a$alpha.drop$raw_alpha[j]
    stopifnot(abs(a$item.stats$r.drop[j] - t$estimate) < 1e-12)
    per <- c(per, setNames(c(a$item.stats$mean[j], t.test(x[, j], conf.level = level)$conf.int, a$item.stats$sd[j], t$estimate, t$conf.int, d, ci(d, k - 1)),
                           paste0(c("mean", "mean.low", "mean.high", "sd", "rest", "rest.low", "rest.high", "drop", "drop.low", "drop.high"), j)))
  }
  rows(id, "reliability", dataset, what, "Cronbach, Feldt; Pearson, Fisher",
       sprintf("%d people, %d items, level %g", nrow(x), k, level),
       c(alpha = a$total$raw_alpha, low = unname(limits[1]), high = unname(limits[2]),
         std = a$total$std.alpha, mean_r = a$total$average_r,
         sem = if (a$total$raw_alpha < 0) NA else sd(rowSums(x)) * sqrt(1 - a$total$raw_alpha), per),
       paste("psych::alpha, alpha.ci, cor.test", psych_version), "rel 1e-9")
}
factor1 <- function(id, what, x, dataset = "inline") {
  f <- tight(cor(x))
  l <- as.numeric(f$loadings)
  o <- suppressWarnings(suppressMessages(omega(cor(x), nfactors = 1, plot = FALSE, flip = FALSE)))$omega.tot
  ml <- factanal(x, 1, control = list(opt = list(factr = 1e2)))
  lml <- as.numeric(ml$loadings)
  lml <- lml * sign(sum(lml))
  rows(id, "reliability", dataset, what, "one factor; minres (psych stops at 4 to 6 digits)",
       sprintf("%d people, %d items", nrow(x), ncol(x)),
       c(omega = unname(o), setNames(l, paste0("minres", seq_along(l)))),
       paste("psych::fa, omega", psych_version), "rel 1e-4")
  rows(id, "reliability", dataset, what, "one factor; maximum likelihood",
       sprintf("%d people, %d items", nrow(x), ncol(x)),
       c(omega_ml = sum(lml)^2 / (sum(lml)^2 + sum(1 - lml^2)), setNames(lml, paste0("ml", seq_along(lml)))),
       "stats::factanal R 4.2.2", "rel 1e-4")
}
x <- made(60, 6)
consistency("REL-01", "made items", x)
consistency("REL-02", "made items", x, level = 0.9)
factor1("REL-01F", "made items", x)
consistency("REL-03", "made items, the second and third turned round: alpha is negative",
            cbind(x[, 1], 6 - x[, 2], 6 - x[, 3], x[, 4]))
consistency("REL-04", "made items, a hundred million more", made(40, 4) + 1e8)
few <- made(5, 8)
consistency("REL-05", "fewer people than items", few)
holes <- made(60, 6)
holes[cbind(c(3, 9, 9, 20, 41, 41, 41, 60), c(1, 2, 5, 6, 1, 3, 4, 2))] <- NA
p <- psych::alpha(as.data.frame(holes), check.keys = FALSE, warnings = FALSE)$total
complete <- psych::alpha(as.data.frame(na.omit(holes)), check.keys = FALSE, warnings = FALSE)$total
rows("REL-06", "reliability", "inline", "made items with answers missing", "Cronbach", "60 people, 6 items",
     c(pairwise = p$raw_alpha, complete = complete$raw_alpha, n = nrow(na.omit(holes)), pairwise_std = p$std.alpha),
     paste("psych::alpha", psych_version), "rel 1e-9")

reference <- file.path(Sys.getenv("UTFALL_REFERENCE", "../../../../shared/reference"), "data", "bfi.csv")
bfi <- read.csv(reference)
factor1("REL-BFI-N", "bfi neuroticism N1..N5, complete cases", as.matrix(na.omit(bfi[, paste0("N", 1:5)])), "data/bfi.csv")
open <- na.omit(bfi[, paste0("O", 1:5)])
open[, c(2, 5)] <- 7 - open[, c(2, 5)]
factor1("REL-BFI-O", "bfi openness O1 -O2 O3 O4 -O5, complete cases", as.matrix(open), "data/bfi.csv")

occasions <- function(id, what, m, level = 0.95) {
  d <- as.data.frame(m)
  r <- suppressMessages(ICC(d, alpha = 1 - level, lmer = FALSE))$results
  long <- data.frame(y = c(m), person = factor(rep(seq_len(nrow(m)), ncol(m))), time = factor(rep(seq_len(ncol(m)), each = nrow(m))))
  ms <- anova(aov(y ~ person + time, long))$`Mean Sq`
  df <- (nrow(m) - 1) * (ncol(m) - 1)
  z <- qnorm(1 - (1 - level) / 2) * sqrt(2)
  sem <- sqrt(ms[3])
  agree <- sqrt(ms[3] + max(0, (ms[2] - ms[3]) / nrow(m)))
  ends <- sqrt(ms[3] * df / qchisq(c(1 - (1 - level) / 2, (1 - level) / 2), df))
  rows(id, "reliability", "inline", what, "two-way analysis of variance", sprintf("%d people, %d occasions, level %g", nrow(m), ncol(m), level),
       c(ms_people = ms[1], ms_occasions = ms[2], ms_error = ms[3], a1 = r$ICC[2], a1.low = r$`lower bound`[2],
         a1.high = r$`upper bound`[2], c1 = r$ICC[3], c1.low = r$`lower bound`[3], c1.high = r$`upper bound`[3],
         f = r$F[3], p = r$p[3], sem = sem, sem.low = ends[1], sem.high = ends[2], sem_agreement = agree,
         change = z * sem, change_agreement = z * agree),
       "psych::ICC 2.2.9; stats::aov R 4.2.2", "rel 1e-8")
}
fleiss <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), ncol = 4, byrow = TRUE)
occasions("REL-SF", "six targets, four judges (Shrout & Fleiss 1979, table 2)", fleiss)
rows("REL-SFP", "reliability", "inline", "six targets, four judges", "printed", "table 4", c(a1 = 0.29, c1 = 0.71),
     "PAPER: Shrout & Fleiss 1979, Psychol. Bull. 86: 420-428, table 4 [recalled, checked against the recomputation]", "abs 0.006")
two <- function(people) {
  i <- seq_len(people) - 1
  a <- (31 * i * i + 17 * i) %% 97
  cbind(a %/% 3 + (7 * i) %% 5, a %/% 3 + (11 * i * i + 5 * i) %% 7 + 2)
}
occasions("REL-RT-01", "made scores, the second higher", two(30))
occasions("REL-RT-02", "made scores, the second higher", two(30), level = 0.9)
i <- 0:11
occasions("REL-RT-03", "made scores that do not repeat: negative", cbind((7 * i) %% 12, 11 - (7 * i) %% 12 + i %% 2))
# Items with little in common: the sum of squares has more than one hollow, and this is the deepest.
hollow <- diag(8)
hollow[upper.tri(hollow)] <- c(0.25, 0.03, -0.04, -0.24, 0.05, 0.12, -0.08, -0.15, -0.07, -0.12, 0.05, 0.02, -0.03, 0.09, 0.22,
                               -0.03, 0, 0.05, -0.08, -0.03, -0.14, 0.01, -0.01, 0.11, 0.02, -0.15, -0.14, 0.02)
hollow[lower.tri(hollow)] <- t(hollow)[lower.tri(hollow)]
l <- as.numeric(tight(hollow)$loadings)
l <- l * sign(sum(l))
left <- hollow - outer(l, l)
rows("REL-HOLLOW", "reliability", "inline", "eight items with little in common", "one factor; minres", "a matrix of correlations",
     c(residual = sum(left[upper.tri(left)]^2), omega = 1 - sum(1 - l^2) / sum(hollow)), paste("psych::fa", psych_version), "rel 1e-4")
