/* regression.h: a regression that has been fitted, and what its coefficients say.
 *
 * uf_linear_model_fit (linear_model.h) and uf_glm_fit (glm.h) make one. Everything that is asked of
 * it is asked by a contrast c: p numbers, one per column of the design, standing for c'b. One
 * coefficient is 1 in its place and 0 elsewhere.
 *
 * The inference here takes the rows as independent. When schools or classes were assigned that is
 * wrong, and cluster_robust.h has what to use. */
#ifndef UTFALL_REGRESSION_H
#define UTFALL_REGRESSION_H

#include <stddef.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_regression uf_regression;

/* NULL is fine. */
void uf_regression_free(uf_regression *fit);

/* The coefficients, *p of them (p may be NULL), in the order of the design's columns. Live as long
 * as the fit. */
const double *uf_regression_coefficients(const uf_regression *fit, size_t *p);

typedef struct uf_regression_summary {
    double units;     /* rows of weight above 0; with UF_WEIGHT_COUNT the sum of the weights   */
    double df;        /* units minus coefficients minus fixed effects                          */
    double sigma;     /* linear: residual standard deviation; NaN for a glm and with df < 1    */
    double r_squared; /* linear: share of the (weighted) squares about the mean that is
                       * explained; about the groups' means with fixed effects; NaN for a glm
                       * and for a constant outcome. Means what it says with a constant in x   */
    double deviance;  /* glm: twice what the likelihood lacks of a perfect fit's; linear: the
                       * (weighted) residual sum of squares                                    */
    int iterations;   /* glm: Newton steps; linear: 1                                          */
} uf_regression_summary;

uf_regression_summary uf_regression_summarise(const uf_regression *fit);

/* c'b with the model's own variance: linear: sigma^2 c'(X'WX)^-1 c and t on df, method "ols-t" or
 * "wls-t"; logistic and poisson: c'(X'WX)^-1 c and the normal distribution, df NaN, method
 * "logistic-wald" or "poisson-wald" (log odds, log rates: outcome_scale.h turns them into ratios).
 * NaN with a note, but for the estimate: no degrees of freedom left; residuals that are rounding.
 *   UF_EINVAL  level outside (0, 1); a contrast that is all 0 or not finite
 *   UF_ENOMEM */
uf_status uf_regression_contrast(uf_effect *effect, const uf_regression *fit,
                                 const double *contrast, uf_alternative alternative, double level,
                                 uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
