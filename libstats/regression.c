/* regression.c: what a fit keeps, and contrasts with the model's own variance. */
#include <utfall/regression.h>

#include "regression_state.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

uf_regression *uf_regression_allocate(const uf_design *design, uf_regression_model model)
{
    uf_regression *fit = calloc(1, sizeof *fit);
    if (fit == NULL)
        return NULL;
    fit->model = model;
    fit->n = design->n;
    fit->p = design->p;
    fit->clusters = design->clusters;
    fit->has_weights = design->weights != NULL;
    fit->weighted = fit->has_weights ? design->weighted : UF_WEIGHT_COUNT;
    fit->fixed = design->fixed != NULL;
    fit->b = calloc(fit->p, sizeof *fit->b);
    fit->root_weight = calloc(fit->n, sizeof *fit->root_weight);
    fit->residual = calloc(fit->n, sizeof *fit->residual);
    bool complete = fit->b != NULL && fit->root_weight != NULL && fit->residual != NULL;
    if (complete && design->cluster != NULL) {
        fit->cluster = calloc(fit->n, sizeof *fit->cluster);
        complete = fit->cluster != NULL;
        if (complete)
            memcpy(fit->cluster, design->cluster, fit->n * sizeof *fit->cluster);
    }
    if (complete)
        return fit;
    uf_regression_free(fit);
    return NULL;
}

void uf_regression_free(uf_regression *fit)
{
    if (fit == NULL)
        return;
    uf_least_squares_release(&fit->squares);
    free(fit->b);
    free(fit->root_weight);
    free(fit->residual);
    free(fit->cluster);
    free(fit);
}

const double *uf_regression_coefficients(const uf_regression *fit, size_t *p)
{
    if (p != NULL)
        *p = fit->p;
    return fit->b;
}

uf_regression_summary uf_regression_summarise(const uf_regression *fit)
{
    return fit->summary;
}

bool uf_regression_is_rounding(const uf_regression *fit, double std_error, double k_length)
{
    return !(std_error > 100 * DBL_EPSILON * k_length * fit->outcome_length);
}

uf_status uf_regression_direct(double **k, double *k_length, uf_effect *effect,
                               const uf_regression *fit, const double *contrast, double level,
                               const char *function, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, function, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    double size = uf_length(contrast, fit->p);
    if (!(size > 0) || !isfinite(size))
        return uf_error_set(error, UF_EINVAL, function, "a contrast is all 0 or not finite",
                            UF_NO_INDEX, size);
    *k = calloc(fit->p, sizeof **k);
    if (*k == NULL)
        return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
    uf_least_squares_direction(&fit->squares, *k, contrast);
    *k_length = uf_length(*k, fit->p);
    effect->estimate = 0;
    for (size_t j = 0; j < fit->p; j++)
        effect->estimate += contrast[j] * fit->b[j];
    return UF_OK;
}

void uf_regression_t(uf_effect *effect, uf_alternative alternative, double level)
{
    bool normal = isinf(effect->df);
    double critical = normal ? uf_normal_critical(level) : uf_t_critical(level, effect->df);
    effect->statistic = effect->estimate / effect->std_error;
    effect->conf_low = effect->estimate - critical * effect->std_error;
    effect->conf_high = effect->estimate + critical * effect->std_error;
    effect->p_value = normal ? uf_normal_p(effect->statistic, alternative)
                             : uf_t_p(effect->statistic, effect->df, alternative);
    if (normal)
        effect->df = NAN;
}

static const char *method(const uf_regression *fit)
{
    switch (fit->model) {
    case UF_MODEL_LINEAR: return fit->has_weights ? "wls-t" : "ols-t";
    case UF_MODEL_LOGISTIC: return "logistic-wald";
    case UF_MODEL_POISSON: return "poisson-wald";
    }
    return "";
}

uf_status uf_regression_contrast(uf_effect *effect, const uf_regression *fit,
                                 const double *contrast, uf_alternative alternative, double level,
                                 uf_error *error)
{
    *effect = uf_effect_none(method(fit));
    double *k = NULL, k_length = 0;
    uf_status status =
        uf_regression_direct(&k, &k_length, effect, fit, contrast, level, __func__, error);
    if (status != UF_OK)
        return status;
    free(k);
    bool linear = fit->model == UF_MODEL_LINEAR;
    if (linear && !(fit->summary.df > 0)) {
        effect->note = "no degrees of freedom are left";
        return UF_OK;
    }
    double std_error = sqrt(fit->variance) * k_length;
    if (linear && uf_regression_is_rounding(fit, std_error, k_length)) {
        effect->note = "the residuals do not vary, but for rounding";
        return UF_OK;
    }
    effect->std_error = std_error;
    effect->df = linear ? fit->summary.df : INFINITY;
    uf_regression_t(effect, alternative, level);
    return UF_OK;
}
