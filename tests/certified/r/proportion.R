# proportion.R: intervals of one share, and their exact coverage, for tests/certified/proportion.tsv.
# R 4.2.2, base packages only:  Rscript proportion.R > ../proportion.tsv
#
# Clopper-Pearson is R's binom.test, Wilson R's prop.test without correction, both checked below; the
# formulas are those of Brown, Cai & DasGupta 2001. ac_ is Agresti-Coull before it is cut to 0..1.
options(digits = 15)
source("rows.R")

wilson <- function(x, n, level) {
  z <- qnorm((1 + level) / 2)
  centre <- (2 * x + z^2) / (2 * (n + z^2))
  half <- z * sqrt(z^2 + 4 * x * (1 - x / n)) / (2 * (n + z^2))
  c(lower = if (x == 0) 0 else centre - half, upper = if (x == n) 1 else centre + half)
}
cp <- function(x, n, level) {
  a <- (1 - level) / 2
  c(lower = if (x == 0) 0 else qbeta(a, x, n - x + 1),
    upper = if (x == n) 1 else qbeta(a, x + 1, n - x, lower.tail = FALSE))
}
jeffreys <- function(x, n, level) {
  a <- (1 - level) / 2
  c(lower = if (x == 0) 0 else qbeta(a, x + .5, n - x + .5),
    upper = if (x == n) 1 else qbeta(a, x + .5, n - x + .5, lower.tail = FALSE))
}
ac <- function(x, n, level) {
  z <- qnorm((1 + level) / 2)
  p <- (x + z^2 / 2) / (n + z^2)
  h <- z * sqrt(p * (1 - p) / (n + z^2))
  c(lower = p - h, upper = p + h)
}
all <- function(x, n, level)
  c(wilson = wilson(x, n, level), cp = cp(x, n, level), jeffreys = jeffreys(x, n, level),
    ac = ac(x, n, level))
underscore <- function(v) setNames(v, sub("\\.", "_", names(v)))

cases <- rbind(c(3, 20, .95), c(0, 12, .95), c(12, 12, .95), c(7, 41, .90), c(118, 400, .99),
               c(1, 7, .95), c(11, 50, .95), c(24, 200, .95))
for (i in seq_len(nrow(cases))) {
  x <- cases[i, 1]; n <- cases[i, 2]; level <- cases[i, 3]
  if (x > 0 && x < n)
    stopifnot(all.equal(unname(wilson(x, n, level)), c(prop.test(x, n, conf.level = level,
                correct = FALSE)$conf.int), tolerance = 1e-12, check.attributes = FALSE))
  stopifnot(all.equal(unname(cp(x, n, level)), c(binom.test(x, n, conf.level = level)$conf.int),
                      tolerance = 1e-12, check.attributes = FALSE))
  rows(sprintf("O-PROP-%02d", i), "proportion", "inline", sprintf("interval for %d of %d", x, n),
       "Wilson, Clopper-Pearson, Jeffreys, Agresti-Coull (unclipped)",
       sprintf("x=%d n=%d level=%g", x, n, level), underscore(all(x, n, level)),
       "proportion.R; stats::binom.test, prop.test, R 4.2.2", "abs 1e-10")
}
# One limit at the full level: the two-sided limit at 2 * 0.95 - 1.
rows("U-PROP-SIDE", "proportion", "inline", "one-sided limits for 3 of 20",
     "Wilson, Clopper-Pearson, Jeffreys, Agresti-Coull (unclipped)", "x=3 n=20 level=0.95 one-sided",
     underscore(all(3, 20, .90)), "proportion.R; R 4.2.2", "abs 1e-10")
rows("U-PROP-HUGE", "proportion", "inline", "interval for 150 million of 1000 million",
     "Wilson, Clopper-Pearson, Jeffreys", "x=150000000 n=1000000000 level=0.95",
     underscore(c(wilson = wilson(1.5e8, 1e9, .95), cp = cp(1.5e8, 1e9, .95),
                  jeffreys = jeffreys(1.5e8, 1e9, .95))), "proportion.R; R 4.2.2", "rel 1e-12")
rows("U-PROP-RARE", "proportion", "inline", "interval for 1 of 1000 million",
     "Clopper-Pearson, Jeffreys", "x=1 n=1000000000 level=0.95",
     underscore(c(cp = cp(1, 1e9, .95), jeffreys = jeffreys(1, 1e9, .95))),
     "proportion.R; R 4.2.2", "rel 1e-12")

# P(the interval has p in it), summed over all x.
coverage <- function(f, n, p, level = .95) {
  inside <- sapply(0:n, function(x) { v <- f(x, n, level); v[1] <= p && p <= v[2] })
  sum(dbinom(0:n, n, p)[inside])
}
designs <- rbind(c(12, .05), c(20, .10), c(50, .22), c(150, .12), c(200, .15))
for (i in seq_len(nrow(designs))) {
  n <- designs[i, 1]; p <- designs[i, 2]
  rows(sprintf("U-COVER-%d", n), "proportion", "inline",
       sprintf("coverage at p=%g, n=%d", p, n), "exact enumeration", sprintf("n=%d p=%g level=0.95",
       n, p), c(wilson = coverage(wilson, n, p), cp = coverage(cp, n, p),
                jeffreys = coverage(jeffreys, n, p), ac = coverage(ac, n, p)),
       "proportion.R; R 4.2.2", "abs 1e-10")
}
