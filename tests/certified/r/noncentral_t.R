# noncentral_t.R: the noncentral t distribution, for tests/certified/noncentral_t.tsv.
# R 4.2.2, base packages only:  Rscript noncentral_t.R > ../noncentral_t.tsv
#
# Two oracles. pt(t, df, ncp) is AS 243, good to 1e-12 or so where it converges (|ncp| < 37.62, df below
# some thousands). Elsewhere, and in tails, integrate() over the chi distribution, piece by piece.
options(digits = 15)
source("rows.R")

ids <- function(t, df, ncp) sprintf("NCT-%g-%g-%g", t, df, ncp)
for (df in c(1, 2, 3.7, 10, 18, 100)) for (ncp in c(-30, -5, -1, 0, 0.3, 2, 8, 36)) for (t in c(-30, -3, -0.5, 0, 1, 2.5, 40)) {
  p <- suppressWarnings(pt(t, df, ncp))
  rows(ids(t, df, ncp), "effect-size", "inline", "noncentral t", "AS 243", sprintf("%g %g %g", t, df, ncp),
       c(lower = p), "stats::pt R 4.2.2", "abs 1e-11")
}
by_integral <- function(t, df, ncp, lower) {
  f <- function(w) pnorm(t * w - ncp, lower.tail = lower) * exp(log(2 * df * w) + dchisq(df * w^2, df, log = TRUE))
  cuts <- sort(unique(c(0, qchisq(c(1e-300, 1e-200, 1e-100, 1e-50, 1e-30, 1e-15, 1e-8, 1e-4, 0.01, 0.1, 0.3, 0.5), df) / df,
                        qchisq(c(0.3, 0.1, 0.01, 1e-4, 1e-8, 1e-15, 1e-30, 1e-50, 1e-100, 1e-300), df, lower.tail = FALSE) / df)))
  cuts <- sqrt(cuts)
  sum(mapply(function(a, b) integrate(f, a, b, rel.tol = 1e-13, abs.tol = 0, subdivisions = 2000, stop.on.error = FALSE)$value,
             head(cuts, -1), tail(cuts, -1)))
}
points <- list(c(40, 10000, 36), c(-30, 1e6, -30), c(60, 30, 50), c(2, 10, 12), c(-3, 20, 4), c(12, 5, 0),
               c(100, 40, 90))
for (v in points)
  rows(paste0(ids(v[1], v[2], v[3]), "-tails"), "effect-size", "inline", "noncentral t", "quadrature",
       sprintf("%g %g %g", v[1], v[2], v[3]),
       c(lower = by_integral(v[1], v[2], v[3], TRUE), upper = by_integral(v[1], v[2], v[3], FALSE)),
       "noncentral_t.R, stats::integrate R 4.2.2", "rel 1e-9")
pivot <- function(t, df, tail)
  uniroot(function(d) pt(t, df, d) - tail, c(t - 15, t + 15), tol = 1e-13, maxiter = 10000)$root
for (v in list(c(2.13402045312406, 18), c(0, 5), c(-3.1, 2), c(8, 40))) for (tail in c(0.975, 0.5, 0.025))
  rows(sprintf("NCTP-%.3g-%g-%g", v[1], v[2], tail), "effect-size", "inline", "noncentrality with that tail", "uniroot on AS 243",
       sprintf("%.15g %g %g", v[1], v[2], tail), c(ncp = pivot(v[1], v[2], tail)), "stats::pt R 4.2.2", "abs 1e-8")
