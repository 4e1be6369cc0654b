# cluster_robust.R: cluster-robust variances and their degrees of freedom.
# R 4.2.2, clubSandwich 0.5.8:  Rscript cluster_robust.R > ../cluster_robust.tsv
#
# clubSandwich forms the root of each cluster's own n_g-by-n_g matrix. The data are in made.R.
suppressMessages(library(clubSandwich))
source("rows.R")
source("made.R")

types <- c("CR0", "CR1", "CR1S", "CR2", "CR3")
# Contrast k of model m: a coefficient's name, or numbers.
report <- function(id, what, model, m, cluster, k, tolerance = "rel 1e-8", use = types) {
  b <- coef(m)[!is.na(coef(m))]
  c <- if (is.character(k)) as.numeric(names(b) == k) else k
  se <- sapply(use, function(t) sqrt(drop(t(c) %*% as.matrix(vcovCR(m, cluster, t)) %*% c)))
  # One contrast's Wald test is the square of its t, on the df of Satterthwaite.
  w <- Wald_test(m, matrix(c, 1), vcovCR(m, cluster, "CR2"), test = "HTZ")
  estimate <- sum(c * b); t <- estimate / se[["CR2"]]; q <- qt(0.975, w$df_denom) * se[["CR2"]]
  stopifnot(abs(w$Fstat / t^2 - 1) < 1e-6)
  rows(id, "cluster-robust", "made.R", what, "clubSandwich", model,
       c(b = estimate, se, df = w$df_denom, p = 2 * pt(-abs(t), w$df_denom), low = estimate - q,
         high = estimate + q), "clubSandwich 0.5.8 R 4.2.2", tolerance)
}
unequal <- made(c(40, 60, 80, 120, 150, 200))
equal <- made(rep(50, 6))
report("CR-01", "3 v 3 schools, unequal", "y ~ arm", lm(y ~ arm, unequal), unequal$school, "arm")
report("CR-02", "3 v 3 schools, equal", "y ~ arm", lm(y ~ arm, equal), equal$school, "arm")
report("CR-03", "3 v 3 with a pupil's covariate and an interaction",
       "y ~ arm * x + z, arm at x = 2", lm(y ~ arm * x + z, unequal), unequal$school,
       c(0, 1, 0, 0, 2))
# Before and after, schools as dummies: I - H_gg is singular.
both <- function(before, after) {
  d <- rbind(cbind(made(before), post = 0), cbind(made(after, 1000), post = 1))
  d$y <- d$y + 0.5 * d$post * (d$school %% 3) - 0.8 * d$post * d$arm
  d
}
for (k in 1:2) {
  d <- both(list(rep(50, 6), c(40, 60, 80, 120, 150, 200))[[k]],
            list(rep(50, 6), c(45, 50, 90, 100, 160, 190))[[k]])
  report(sprintf("CR-%02d", 3 + k), c("difference in differences, equal", "the same, unequal")[k],
         "y ~ factor(school) + post + arm:post", lm(y ~ factor(school) + post + I(arm * post), d),
         d$school, "I(arm * post)", "rel 1e-7", types[1:4])
}
report("CR-06", "weights of importance that vary in the school", "y ~ arm + x, weights 1 + i %% 5",
       lm(y ~ arm + x, unequal, weights = 1 + i %% 5), unequal$school, "arm", use = types[1:4])
n <- c(40, 60, 80, 120, 150, 200)
unequal$alike <- 1000 / n[1 + unequal$school]
report("CR-07", "weights that make schools alike", "y ~ arm, weights 1000/size",
       lm(y ~ arm, unequal, weights = alike), unequal$school, "arm", use = types[1:4])
written <- unequal[rep(seq_len(nrow(unequal)), unequal$i %% 4), ]
report("CR-08", "counts", "y ~ arm + x, each row i %% 4 times", lm(y ~ arm + x, written),
       written$school, "x")
report("CR-09", "every row a cluster", "y ~ arm + x, first 30 rows of schools of 5",
       lm(y ~ arm + x, made(rep(5, 6))), 0:29, "x")
report("CR-10", "two clusters", "y ~ x, schools of 30 and 20", lm(y ~ x, made(c(30, 20))),
       made(c(30, 20))$school, "x")
# A glm whose fitted variance is the same throughout a school.
m <- glm(over ~ arm, binomial, unequal, control = list(epsilon = 1e-14))
report("CR-11", "logistic, arm alone", "over ~ arm", m, unequal$school, "arm", "rel 1e-7")
# Elsewhere: the last weighted least squares of the fit, its rows divided by their standard
# deviation.
whitened <- function(m, d) {
  root <- sqrt(m$weights)
  x <- as.data.frame(root * model.matrix(m))
  names(x) <- paste0("x", seq_along(x) - 1)
  eta <- m$linear.predictors - (if (is.null(m$offset)) 0 else m$offset)
  x$y <- root * (eta + residuals(m, "working"))
  lm(y ~ 0 + ., x)
}
m <- glm(over ~ arm + x, binomial, unequal, control = list(epsilon = 1e-14))
report("CR-12", "logistic with a pupil's covariate, whitened", "over ~ arm + x",
       whitened(m, unequal), unequal$school, "x1", "rel 1e-7")
m <- glm(count ~ arm + z + offset(log(exposure)), poisson, unequal, control = list(epsilon = 1e-14))
report("CR-13", "Poisson rate with a pupil's covariate, whitened",
       "count ~ arm + z, offset log(exposure)", whitened(m, unequal), unequal$school, "x1",
       "rel 1e-7")
