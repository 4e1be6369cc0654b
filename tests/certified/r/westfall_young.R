# westfall_young.R: step-down max-t over all assignments, for tests/certified/westfall_young.tsv.
# R 4.2.2 with multtest (Bioconductor; Debian r-bioc-multtest) and sandwich:
#   Rscript westfall_young.R > ../westfall_young.tsv
#
# Without blocks and weights: multtest::mt.maxT, all permutations (B = 0), which takes Welch's t.
# With them: enumeration of lm fits, studentised by sandwich::vcovHC(type = "HC2"), and the step-down
# maxima written out; the same code is held against mt.maxT first.
options(digits = 15)
suppressPackageStartupMessages({ library(multtest); library(sandwich) })
source("rows.R")

assignments <- function(z, block) {
  out <- list(z)
  for (b in unique(block)) {
    at <- which(block == b)
    sets <- combn(length(at), sum(z[at]), simplify = FALSE)
    out <- unlist(lapply(out, function(a) lapply(sets, function(s) { a[at] <- 0; a[at[s]] <- 1; a })), FALSE)
  }
  out
}
tstat <- function(y, z, w, block) {
  m <- if (length(unique(block)) > 1) lm(y ~ z + factor(block), weights = w) else lm(y ~ z, weights = w)
  unname(coef(m)["z"] / sqrt(vcovHC(m, type = "HC2")["z", "z"]))
}
maxt <- function(Y, z, w = rep(1, length(z)), block = rep(1, length(z)), side = "abs") {
  turn <- switch(side, abs = abs, upper = identity, lower = function(t) -t)
  S <- sapply(assignments(z, block), function(a) turn(apply(Y, 2, tstat, a, w, block)))
  o <- turn(apply(Y, 2, tstat, z, w, block))
  k <- order(-o)
  tol <- 1e-9 * pmax(1, abs(o))
  U <- apply(S[k, ], 2, function(s) rev(cummax(rev(s))))
  adj <- numeric(length(o))
  adj[k] <- cummax(rowMeans(U >= o[k] - tol[k]))
  list(adj = adj, raw = rowMeans(S >= o - tol))
}
report <- function(id, what, source, r) {
  v <- c(r$adj, r$raw)
  names(v) <- c(paste0("adj", seq_along(r$adj)), paste0("raw", seq_along(r$raw)))
  rows(id, "multiplicity", "inline", "step-down max-t", what, "", v, source, "abs 1e-12")
}
Y <- cbind(c(3.1, 4.7, 2.2, 5.9, 6.4, 8.1, 7.7, 5.2, 6.6),
           c(31, 40, 38, 45, 29, 44, 51, 37, 46) / 2,
           c(0.31, 0.22, 0.28, 0.33, 0.35, 0.19, 0.41, 0.30, 0.37),
           c(12, 9, 14, 11, 10, 13, 8, 12.5, 9.5))
z <- c(1, 1, 1, 1, 0, 0, 0, 0, 0)
for (side in c("abs", "upper", "lower")) {
  invisible(capture.output(m <- mt.maxT(t(Y), z, test = "t", side = side, B = 0)))  # it chats
  m <- m[order(m$index), ]
  own <- maxt(Y, z, side = side)
  stopifnot(max(abs(own$adj - m$adjp), abs(own$raw - m$rawp)) < 1e-12)
  report(paste0("WY-", side), paste("four outcomes, 4 v 5,", side),
         sprintf("multtest %s mt.maxT R %s", packageVersion("multtest"), getRversion()), list(adj = m$adjp, raw = m$rawp))
}
own <- sprintf("westfall_young.R; sandwich %s R %s", packageVersion("sandwich"), getRversion())
w <- c(20, 35, 50, 22, 41, 38, 60, 25, 33)
report("WY-weighted", "four outcomes, 4 v 5, weighted", own, maxt(Y, z, w))
Yp <- cbind(c(5.2, 4.9, 7.1, 7.3, 6.6, 5.1, 3.9, 3.2, 8.4, 7.0, 4.4, 4.1),
            c(10, 8, 9, 12, 13, 10, 7, 7.5, 15, 11, 9, 8.5),
            c(2, 3, 1, 4, 2, 2.5, 3, 1, 4, 4.5, 2, 1.5))
report("WY-pairs", "three outcomes, six pairs", own,
       maxt(Yp, c(1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1), block = rep(1:6, each = 2)))
