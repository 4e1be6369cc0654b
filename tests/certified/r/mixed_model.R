# mixed_model.R: linear mixed models of pupils at five waves, for tests/certified/mixed_model.tsv.
# R 4.2.2, lme4 1.1-31, lmerTest 3.1-3, pbkrtest 0.5.2, nlme 3.1-162, numDeriv 2016.8-1.1:
#   Rscript mixed_model.R > ../mixed_model.tsv
#
# lmer stops a little short of the lowest deviance, up to 2e-5 of the variances there. So its theta
# (roots of variance ratios, Cholesky factors) is moved by Newton's method, with numDeriv's
# derivatives of lmer's own deviance function, until it stands still; the model is rebuilt there,
# and lmerTest and pbkrtest take it as it is. The same for nlme's correlation, where gls's own
# likelihood is profiled in atanh(rho). Last digits move by 1e-9 from run to run with threaded BLAS.
source("rows.R")
source("made_waves.R")
suppressMessages({
  library(lmerTest); library(pbkrtest); library(nlme); library(numDeriv)
})

# The model of lmer with theta at the optimum; components that lmer put at 0 stay there.
refined <- function(formula, d, REML = TRUE) {
  parts <- lme4::lFormula(formula, d, REML = REML)
  f <- do.call(lme4::mkLmerDevfun, parts)
  o <- lme4::optimizeLmer(f)
  theta <- o$par
  free <- abs(theta) > 1e-4
  theta[!free] <- 0
  g <- function(x) { z <- theta; z[free] <- x; f(z) }
  for (i in 1:6) {
    if (!any(free)) break
    step <- solve(hessian(g, theta[free]), grad(g, theta[free]))
    theta[free] <- theta[free] - step
    if (max(abs(step)) < 1e-10) break
  }
  o$par[] <- theta
  o$fval <- f(theta)
  m <- lme4::mkMerMod(environment(f), o, parts$reTrms, fr = parts$fr)
  m@call <- as.call(list(quote(lme4::lmer), formula = formula, data = quote(d), REML = REML))
  assign("d", d, globalenv())
  list(lme4 = m, test = as_lmerModLmerTest(m))
}
source_of <- "lme4 1.1-31 refined; lmerTest 3.1-3; pbkrtest 0.5.2"
variances <- function(m) {
  v <- as.data.frame(lme4::VarCorr(m))
  name <- ifelse(!is.na(v$var2), "covariance",
                 ifelse(!is.na(v$var1) & v$var1 != "(Intercept)", "slope", v$grp))
  setNames(v$vcov, sub(":", "_", name))
}
report <- function(id, what, formula, d, joint, kr = TRUE) {
  parameters <- paste(deparse(formula, width.cutoff = 300), collapse = " ")
  r <- refined(formula, d)
  m <- r$lme4
  satterthwaite <- coef(summary(r$test))
  k <- seq_len(nrow(satterthwaite)) - 1
  rows(id, "mixed", "made_waves.R", what, "REML", parameters,
       c(variances(m), deviance = lme4::REMLcrit(m)), source_of, "rel 1e-7")
  rows(id, "mixed", "made_waves.R", what, "REML", parameters,
       c(setNames(satterthwaite[, 1], paste0("b", k)),
         setNames(satterthwaite[, 2], paste0("se", k))),
       source_of, "rel 1e-7")
  L <- diag(nrow(satterthwaite))[joint, , drop = FALSE]
  s <- contestMD(r$test, L)
  rows(id, "mixed", "made_waves.R", what, "Satterthwaite", parameters,
       c(setNames(satterthwaite[, 3], paste0("df_satt", k)), f_satt = s[["F value"]],
         ddf_satt = s[["DenDF"]]), source_of, "rel 1e-5")
  if (kr) {
    adjusted <- vcovAdj(m)
    df <- sapply(k + 1, function(j) Lb_ddf(diag(length(k))[j, ], vcov(m), adjusted))
    t <- KRmodcomp(m, L)$test
    rows(id, "mixed", "made_waves.R", what, "Kenward-Roger", parameters,
         c(setNames(sqrt(Matrix::diag(adjusted)), paste0("se_kr", k)),
           setNames(df, paste0("df_kr", k)),
           f_kr = t["Ftest", "stat"], ddf_kr = t["Ftest", "ddf"]), source_of, "rel 1e-6")
  }
  ml <- refined(formula, d, FALSE)$lme4
  rows(id, "mixed", "made_waves.R", what, "ML", parameters,
       c(ml = deviance(ml), setNames(variances(ml), paste0("ml_", names(variances(ml))))),
       source_of, "rel 1e-7")
}
pupils <- function(...) {
  d <- made_waves(...)
  for (v in c("i", "class", "school")) d[[v]] <- factor(d[[v]])
  d$w <- factor(d$wave)
  d
}
eight <- c(7, 5, 8, 6, 9, 4, 7, 6)
report("MM-01", "level per person, waves missing", y ~ w * arm + (1 | i),
       pupils(eight, of = c(1, 0, 0, 0, 0, 1)), 7:10)
report("MM-02", "person in class in school", y ~ w * arm + (1 | i) + (1 | class) + (1 | school),
       pupils(c(eight, eight), of = c(1, 0, 1, 0, 1, 1)), 7:10)
report("MM-03", "class x wave", y ~ w * arm + (1 | i) + (1 | class) + (1 | class:w),
       pupils(eight), 7:10)
report("MM-04", "level and slope per person", y ~ t * arm + (1 + t | i),
       pupils(eight, of = c(1, 1, 0, 0, 0, 1)), c(2, 4))
report("MM-05", "level and slope per person, class x wave",
       y ~ t * arm + (1 + t | i) + (1 | class) + (1 | class:w),
       pupils(eight, of = c(1, 1, 1, 1, 0, 1)), c(2, 4))
report("MM-06", "variance of class x wave 0", y ~ w * arm + (1 | i) + (1 | class) + (1 | class:w),
       pupils(c(5, 9, 5, 9, 5, 9), of = c(1, 0, 0, 0, 0, 1)), 7:10)
report("MM-07", "variance of persons 0", y ~ t * arm + (1 | i),
       pupils(eight, of = c(0, 0, 0, 0, 0, 1)), c(2, 4))
report("MM-08", "level and slope with correlation at its limit", y ~ t * arm + (1 + t | i),
       pupils(c(3, 4, 3), of = c(0.4, 0.3, 0, 0, 0, 1)), c(2, 4))
some <- pupils(eight, of = c(1, 0, 1, 1, 0, 1))
report("MM-12", "every third pupil measured once only", y ~ w * arm + (1 | i) + (1 | class),
       some[some$wave == 0 | as.integer(some$i) %% 3 != 1, ], 7:10)

# AR(1): gls, rho by Newton on its profiled likelihood; Satterthwaite df from numerical derivatives
# of the same likelihood written out with dense matrices, in sigma^2 and atanh(rho).
serial <- function(id, what, formula, d, joint) {
  parameters <- paste0(paste(deparse(formula), collapse = " "), ", corAR1(~wave | i)")
  at <- function(z, method) gls(formula, d, method = method,
                                correlation = corAR1(tanh(z), ~wave | i, fixed = TRUE))
  best <- function(method) {
    f <- function(z) -2 * as.numeric(logLik(at(z, method)))
    z <- optimize(f, c(-1, 2), tol = 1e-9)$minimum
    for (i in 1:4) z <- z - grad(f, z) / drop(hessian(f, z))
    list(z = z, model = at(z, method))
  }
  reml <- best("REML")
  m <- reml$model
  free <- gls(formula, d, correlation = corAR1(0.3, ~wave | i))
  stopifnot(abs(logLik(free) - logLik(m)) < 1e-6)
  X <- model.matrix(formula, d)
  root <- function(z) outer(seq_len(nrow(d)), seq_len(nrow(d)), function(a, b)
    (d$i[a] == d$i[b]) * tanh(z)^abs(d$wave[a] - d$wave[b]))
  information <- function(x) crossprod(X, solve(x[1] * root(x[2]), X))
  deviance <- function(x) {
    V <- x[1] * root(x[2])
    W <- information(x)
    e <- d$y - X %*% solve(W, crossprod(X, solve(V, d$y)))
    determinant(V)$modulus + determinant(W)$modulus + drop(crossprod(e, solve(V, e)))
  }
  x <- c(m$sigma^2, reml$z)
  A <- 2 * solve(hessian(deviance, x))
  df <- sapply(seq_len(ncol(X)), function(j) {
    v <- function(x) solve(information(x))[j, j]
    g <- grad(v, x)
    2 * v(x)^2 / drop(g %*% A %*% g)
  })
  b <- coef(m)[joint]
  k <- seq_along(coef(m)) - 1
  from <- "nlme 3.1-162, rho refined; numDeriv 2016.8-1.1"
  rows(id, "mixed", "made_waves.R", what, "REML", parameters,
       c(rho = tanh(reml$z), residual = m$sigma^2, loglik = as.numeric(logLik(m)),
         setNames(coef(m), paste0("b", k)), setNames(sqrt(diag(vcov(m))), paste0("se", k)),
         f_wald = drop(b %*% solve(vcov(m)[joint, joint], b)) / length(joint)), from, "rel 1e-7")
  rows(id, "mixed", "made_waves.R", what, "Satterthwaite", parameters,
       setNames(df, paste0("df_satt", k)), from, "rel 1e-5")
  ml <- best("ML")
  rows(id, "mixed", "made_waves.R", what, "ML", parameters,
       c(ml_rho = tanh(ml$z), ml_residual = ml$model$sigma^2,
         ml_loglik = as.numeric(logLik(ml$model))),
       from, "rel 1e-7")
}
serial("MM-09", "AR(1), waves missing", y ~ w * arm,
       pupils(c(5, 6, 4, 6), of = c(1, 0, 0, 0, 0, 1)), 7:10)
# With classes: nlme's own optimum, which is not refined.
dd <- pupils(eight, of = c(1, 0, 1, 0, 0, 1))
m <- lme(y ~ w * arm, dd, ~1 | class, corAR1(0.3, ~wave | class/i),
         control = lmeControl(msTol = 1e-12, tolerance = 1e-12, msMaxIter = 500, maxIter = 500))
rows("MM-10", "mixed", "made_waves.R", "AR(1) and a level per class", "REML",
     "y ~ w * arm, ~1 | class, corAR1(~wave | class/i)",
     c(rho = unname(coef(m$modelStruct$corStruct, unconstrained = FALSE)), residual = m$sigma^2,
       class = as.numeric(VarCorr(m)[1, 1]), b9 = unname(fixef(m)[10]),
       se9 = sqrt(vcov(m)[10, 10])),
     "nlme 3.1-162", "rel 1e-4")
rows("MM-10", "mixed", "made_waves.R", "AR(1) and a level per class", "REML",
     "y ~ w * arm, ~1 | class, corAR1(~wave | class/i)", c(loglik = as.numeric(logLik(m))),
     "nlme 3.1-162", "rel 1e-9")

# Two waves: the paired t-test.
s <- t.test(extra ~ group, sleep, paired = TRUE)
rows("MM-11", "mixed", "datasets::sleep", "two waves: extra hours of sleep under two drugs",
     "paired t", "extra ~ group, by ID",
     c(estimate = unname(-s$estimate), se = s$stderr, df = unname(s$parameter), p = s$p.value,
       low = -s$conf.int[2], high = -s$conf.int[1]), "stats::t.test R 4.2.2", "rel 1e-9")
