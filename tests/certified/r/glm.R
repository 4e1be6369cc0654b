# glm.R: logistic and Poisson regression.
# R 4.2.2:  Rscript glm.R > ../glm.tsv
source("rows.R")
source("made.R")

report <- function(id, what, model, m) {
  s <- coef(summary(m))
  k <- seq_len(nrow(s)) - 1
  rows(id, "glm", "made.R", what, "stats::glm", model,
       c(setNames(s[, 1], paste0("b", k)), setNames(s[, 2], paste0("se", k)),
         deviance = deviance(m), p_last = unname(tail(s[, 4], 1))), "stats::glm R 4.2.2",
       "rel 1e-8")
}
fine <- list(epsilon = 1e-15, maxit = 100)
d <- made(c(40, 60, 80, 120, 150, 200))
report("GLM-01", "logistic", "over ~ arm + x + z",
       glm(over ~ arm + x + z, binomial, d, control = fine))
t <- aggregate(cbind(events = over, n = 1) ~ school + arm, d, sum)
report("GLM-02", "logistic, shares of counts", "events/n ~ arm",
       glm(events / n ~ arm, binomial, t, weights = n, control = fine))
report("GLM-03", "Poisson", "count ~ arm + x", glm(count ~ arm + x, poisson, d, control = fine))
report("GLM-04", "Poisson rate", "count ~ arm + x, offset log(exposure)",
       glm(count ~ arm + x + offset(log(exposure)), poisson, d, control = fine))
