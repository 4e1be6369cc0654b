# linear_model.R: least squares with factors, interactions, weights, fixed effects.
# R 4.2.2:  Rscript linear_model.R > ../linear_model.tsv
#
# The data are whole-number recipes that any language repeats exactly (made.R).
source("rows.R")
source("made.R")

report <- function(id, what, model, m, coefs = names(coef(m)), r2 = summary(m)$r.squared) {
  s <- coef(summary(m))[coefs, , drop = FALSE]
  k <- seq_len(nrow(s)) - 1
  rows(id, "linear-model", "made.R", what, "stats::lm", model,
       c(setNames(s[, 1], paste0("b", k)), setNames(s[, 2], paste0("se", k)), df = df.residual(m),
         sigma = summary(m)$sigma, r2 = r2, p_last = unname(tail(s[, 4], 1))),
       "stats::lm R 4.2.2", "rel 1e-10")
}
d <- made(c(40, 60, 80, 120, 150, 200))
d$grade <- factor(d$i %% 3, levels = c(1, 0, 2))
report("LM-01", "factor, number and interaction", "y ~ arm * grade + x (reference grade 1)",
       lm(y ~ arm * grade + x, d))
report("LM-02", "numbers multiplied", "y ~ x + z + x:z", lm(y ~ x + z + x:z, d))
report("LM-03", "weights of importance, some 0", "y ~ arm + x, weights i %% 5",
       lm(y ~ arm + x, d, weights = i %% 5))
# R takes rows of weight 0 out of n; counts are rows written out.
report("LM-04", "counts", "y ~ arm + x, each row i %% 4 times",
       lm(y ~ arm + x, d[rep(seq_len(nrow(d)), d$i %% 4), ]))
# Of fixed effects: what x and z explain within schools.
within <- function(m) 1 - deviance(m) / deviance(update(m, . ~ factor(school)))
m <- lm(y ~ x + z + factor(school), d)
report("LM-05", "fixed effects as dummies: x and z only", "y ~ x + z + factor(school)", m,
       c("x", "z"), within(m))
report("LM-06", "the same, rows counted", "y ~ x + z + factor(school), each row i %% 4 times",
       m <- update(m, data = d[rep(seq_len(nrow(d)), d$i %% 4), ]), c("x", "z"), within(m))
