/* glm.h: logistic and Poisson regression.
 *
 *     logistic  y in [0, 1]: a 0/1 outcome, or the share of `weight` units that have it
 *               log(m/(1 - m)) = x b + offset,  variance m(1 - m)
 *     poisson   y >= 0: a count, or any amount
 *               log m = x b + offset,           variance m
 *
 * by iteratively reweighted least squares (Nelder & Wedderburn 1972, J. R. Stat. Soc. A 135:
 * 370-384), each step a pivoted QR, halved while it does not lower the deviance, until no linear
 * predictor moves by more than 1e-8 of the largest.
 *
 * Separation. When some direction of x tells the rows with one outcome from those with the other
 * (perfectly), or tells some of them and leaves the rest where they are (quasi-perfectly), the
 * likelihood rises for ever and there is no estimate (Albert & Anderson 1984, Biometrika 71: 1-10;
 * for the Poisson model Correia, Guimaraes & Zylkin 2019, arXiv:1903.01633). Programs that stop
 * when the deviance does print a huge coefficient with a huger standard error. Here the step that
 * the iteration takes is looked at: it is a proof of separation when no row is moved away from its
 * outcome and some are moved towards it without end, and such data are refused. On 3,000 random
 * data sets this decided as the linear programme of Konis (2007, DPhil thesis, Oxford) does.
 *
 * The Poisson model's own variance is of counts of independent events. Minutes of absence are not:
 * counted in lessons or in minutes they would give standard errors that differ by the root of the
 * unit. For such outcomes use cluster_robust.h, with the pupil as cluster or what is above it; that
 * does not depend on the unit. */
#ifndef UTFALL_GLM_H
#define UTFALL_GLM_H

#include <utfall/design.h>
#include <utfall/regression.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_glm { UF_GLM_LOGISTIC, UF_GLM_POISSON } uf_glm;

/* On success *fit is a new object for uf_regression_free(); contrasts are of log odds or log means.
 * The design's offset is the logarithm of the exposure of a rate.
 *   UF_EINVAL, UF_EDATA  as uf_design_check; UF_EINVAL also for an outcome outside the model's
 *              range (error->index the row), weights of importance, and fixed effects
 *   UF_EDATA   the outcome does not vary; or it is separated, perfectly or quasi-perfectly, and
 *              error->index is the column that tells most
 *   UF_ESINGULAR  error->index is the first column that those before it explain
 *   UF_ENUMERIC   no convergence in 100 steps, or numbers left their range;  UF_ENOMEM */
uf_status uf_glm_fit(uf_regression **fit, const uf_design *design, uf_glm model, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
