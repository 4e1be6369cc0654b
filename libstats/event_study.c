/* event_study.c: cluster means period by period, and Hotelling's T^2 of those before. */
#include <utfall/event_study.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utfall/cluster_means.h>

#include "cluster_fit.h"
#include "least_squares.h"
#include "regression_state.h"

static uf_status check(const uf_event_study *study, const char *function, uf_error *error)
{
    if (study->periods < 2)
        return uf_error_set(error, UF_EINVAL, function, "fewer than 2 periods", UF_NO_INDEX,
                            (double)study->periods);
    if (study->reference >= study->periods)
        return uf_error_set(error, UF_EINVAL, function, "the reference is not one of the periods",
                            UF_NO_INDEX, (double)study->reference);
    return UF_OK;
}

static void changes(double *y, const uf_event_study *study, size_t clusters, size_t period)
{
    for (size_t g = 0; g < clusters; g++) {
        const double *row = study->value + g * study->periods;
        y[g] = row[period] - row[study->reference];
    }
}

uf_status uf_event_study_periods(uf_effect *effects, const uf_event_study *study,
                                 const uf_cluster_design *design, uf_alternative alternative,
                                 double level, uf_error *error)
{
    uf_status status = check(study, __func__, error);
    if (status != UF_OK)
        return status;
    double *y = calloc(design->assigned.clusters + 1, sizeof *y);
    if (y == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    for (size_t t = 0; t < study->periods && status == UF_OK; t++) {
        if (t == study->reference)
            continue;
        changes(y, study, design->assigned.clusters, t);
        status = uf_cluster_means(&effects[t], y, design, alternative, level, error);
    }
    uf_effect *reference = &effects[study->reference];
    *reference = uf_effect_none(effects[study->reference == 0].method);
    reference->estimate = 0;
    reference->note = "the period that the others are compared with";
    free(y);
    return status;
}

/* The m placebo periods: effects, residuals (clusters-by-m), and what all fits have in common. */
struct placebo {
    size_t m, clusters;
    double *effect, *residual, *length, *k;
    double df, k_square;
    bool varies;
};

static bool reserve(struct placebo *p)
{
    p->effect = calloc(p->m, sizeof *p->effect);
    p->residual = calloc(p->clusters * p->m, sizeof *p->residual);
    p->length = calloc(p->m, sizeof *p->length);
    p->k = calloc(p->m, sizeof *p->k);
    return p->effect != NULL && p->residual != NULL && p->length != NULL && p->k != NULL;
}

static void release(struct placebo *p)
{
    free(p->effect);
    free(p->residual);
    free(p->length);
    free(p->k);
}

/* Fit the j-th placebo period. */
static uf_status fit_period(struct placebo *p, size_t j, const double *y,
                            const uf_cluster_design *design, const char *function, uf_error *error)
{
    uf_cluster_fit fit;
    uf_status status = uf_cluster_fit_new(&fit, y, design, false, function, error);
    if (status != UF_OK)
        return status;
    uf_effect effect = uf_effect_none("");
    double *k = NULL, k_length = 0;
    status =
        uf_regression_direct(&k, &k_length, &effect, fit.fit, fit.contrast, 0.5, function, error);
    p->effect[j] = effect.estimate;
    p->k_square = k_length * k_length;
    p->df = fit.fit->summary.df;
    for (size_t g = 0; g < p->clusters; g++)
        p->residual[g * p->m + j] = fit.fit->residual[g];
    p->length[j] = uf_length(fit.fit->residual, p->clusters);
    p->varies = p->varies && !uf_regression_is_rounding(fit.fit, p->length[j], 1);
    free(k);
    uf_cluster_fit_release(&fit);
    return status;
}

/* T^2 = v b'(E'E)^-1 b / |k|^2 for residuals E, whose inverse product is T T'. */
static uf_status hotelling(uf_effect *effect, struct placebo *p, const char *function,
                           uf_error *error)
{
    uf_least_squares squares;
    uf_status status = uf_least_squares_factor(&squares, p->residual, p->length, p->clusters, p->m,
                                               function, error);
    if (status == UF_ESINGULAR) {
        effect->note = "the changes before depend on each other";
        return UF_OK;
    }
    if (status != UF_OK)
        return status;
    uf_least_squares_direction(&squares, p->k, p->effect);
    double length = uf_length(p->k, p->m), m = (double)p->m;
    effect->df = p->df - m + 1;
    effect->statistic = effect->df / m * (length * length / p->k_square);
    effect->p_value = uf_f_p(effect->statistic, m, effect->df);
    uf_least_squares_release(&squares);
    return UF_OK;
}

static bool is_placebo(const uf_event_study *study, size_t period)
{
    return period < study->first_affected && period != study->reference;
}

static const char *obstacle(const struct placebo *p, const uf_cluster_design *design)
{
    if (p->m == 0)
        return "no periods before but the reference";
    if (design->weight != NULL)
        return "the test is of clusters alike";
    if (uf_cluster_means_count(&design->assigned, 1) < 2 ||
        uf_cluster_means_count(&design->assigned, 0) < 2)
        return "an arm has fewer than two clusters";
    return NULL;
}

static uf_status fit_periods(struct placebo *p, const uf_event_study *study,
                             const uf_cluster_design *design, const char *function, uf_error *error)
{
    double *y = calloc(p->clusters + 1, sizeof *y);
    uf_status status = UF_OK;
    if (y == NULL || !reserve(p)) {
        uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
        status = UF_ENOMEM;
    }
    for (size_t t = 0, j = 0; t < study->periods && status == UF_OK; t++) {
        if (!is_placebo(study, t))
            continue;
        changes(y, study, p->clusters, t);
        status = fit_period(p, j++, y, design, function, error);
    }
    free(y);
    return status;
}

uf_status uf_event_study_before(uf_effect *effect, double *df_numerator,
                                const uf_event_study *study, const uf_cluster_design *design,
                                uf_error *error)
{
    *effect = uf_effect_none("hotelling");
    *df_numerator = NAN;
    uf_status status = check(study, __func__, error);
    if (status != UF_OK)
        return status;
    struct placebo p = { .clusters = design->assigned.clusters, .varies = true };
    for (size_t t = 0; t < study->periods; t++)
        p.m += is_placebo(study, t);
    if (p.m > 0)
        *df_numerator = (double)p.m;
    effect->note = obstacle(&p, design);
    if (effect->note != NULL)
        return UF_OK;
    effect->note = "";
    status = fit_periods(&p, study, design, __func__, error);
    if (status == UF_OK && !p.varies)
        effect->note = "the changes before do not vary within the arms";
    else if (status == UF_OK && p.df < (double)p.m)
        effect->note = "more periods before than degrees of freedom";
    else if (status == UF_OK)
        status = hotelling(effect, &p, __func__, error);
    release(&p);
    return status;
}
