/* cluster_means.c: t tests on one number per cluster. */
#include <utfall/cluster_means.h>

#include "cluster_fit.h"

#include <math.h>
#include <utfall/cluster_robust.h>
#include <utfall/mean_difference.h>

size_t uf_cluster_means_count(const uf_assignment *assigned, unsigned char treated)
{
    size_t count = 0;
    for (size_t g = 0; g < assigned->clusters; g++)
        count += assigned->treated[g] == treated;
    return count;
}

bool uf_cluster_sizes_unlike(const double *size, const uf_assignment *assigned)
{
    double total[2] = { 0, 0 }, count[2] = { 0, 0 };
    for (size_t g = 0; g < assigned->clusters; g++) {
        total[assigned->treated[g] == 1] += size[g];
        count[assigned->treated[g] == 1]++;
    }
    /* Means compared without dividing: sizes are whole numbers, and so exact. */
    double one = total[1] * count[0], other = total[0] * count[1];
    return count[0] > 0 && count[1] > 0 &&
           (one > UF_CLUSTER_SIZES_UNLIKE * other || other > UF_CLUSTER_SIZES_UNLIKE * one);
}

/* Why there can be no inference, or NULL. */
static const char *obstacle(const uf_assignment *assigned)
{
    size_t treated = uf_cluster_means_count(assigned, 1);
    size_t control = uf_cluster_means_count(assigned, 0);
    if (treated == 0 || control == 0)
        return "an arm has no clusters";
    if (treated == 1 || control == 1)
        return "one cluster in an arm: its own variation cannot be told from the effect";
    return NULL;
}

enum variance { POOLED, WEIGHTED, UNEQUAL };

static const char *method_name(enum variance variance)
{
    switch (variance) {
    case POOLED: return "cluster-means";
    case WEIGHTED: return "cluster-means-weighted";
    case UNEQUAL: return "cluster-means-hc2";
    }
    return "";
}

static uf_status infer(uf_effect *effect, const double *y, const uf_cluster_design *design,
                       enum variance variance, uf_alternative alternative, double level,
                       const char *function, uf_error *error)
{
    *effect = uf_effect_none(method_name(variance));
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, function, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    const char *reason = obstacle(&design->assigned);
    if (uf_cluster_means_count(&design->assigned, 1) == 0 ||
        uf_cluster_means_count(&design->assigned, 0) == 0) {
        effect->note = reason;
        return UF_OK;
    }
    uf_cluster_fit fit;
    uf_status status = uf_cluster_fit_new(&fit, y, design, variance == WEIGHTED, function, error);
    if (status != UF_OK)
        return status;
    status = variance == POOLED
                 ? uf_regression_contrast(effect, fit.fit, fit.contrast, alternative, level, error)
                 : uf_cluster_robust_contrast(effect, fit.fit, fit.contrast, UF_CR2, alternative,
                                              level, error);
    effect->method = method_name(variance);
    /* What the regression calls residuals are clusters here. */
    if (variance == POOLED && isnan(effect->p_value) && uf_regression_summarise(fit.fit).df > 0)
        effect->note = "the clusters do not vary within the arms";
    if (reason != NULL) {
        double estimate = effect->estimate;
        *effect = uf_effect_none(method_name(variance));
        effect->estimate = estimate;
        effect->note = reason;
    }
    uf_cluster_fit_release(&fit);
    return status;
}

uf_status uf_cluster_means(uf_effect *effect, const double *y, const uf_cluster_design *design,
                           uf_alternative alternative, double level, uf_error *error)
{
    return infer(effect, y, design, design->weight != NULL ? WEIGHTED : POOLED, alternative, level,
                 __func__, error);
}

/* Welch's t on the cluster means of each arm. */
static uf_status welch(uf_effect *effect, const double *y, const uf_assignment *assigned,
                       uf_alternative alternative, double level, uf_error *error)
{
    uf_moments arm[2];
    uf_moments_init(&arm[0]);
    uf_moments_init(&arm[1]);
    for (size_t g = 0; g < assigned->clusters; g++)
        uf_moments_push(&arm[assigned->treated[g] == 1], y[g]);
    uf_status status = uf_mean_difference(effect, &arm[1], &arm[0], UF_MEAN_DIFFERENCE_WELCH,
                                          alternative, level, error);
    effect->method = "cluster-means-welch";
    if (effect->note[0] != '\0')
        effect->note = "the clusters do not vary within the arms";
    if (obstacle(assigned) != NULL)
        effect->note = obstacle(assigned);
    return status;
}

uf_status uf_cluster_means_unequal(uf_effect *effect, const double *y,
                                   const uf_cluster_design *design, uf_alternative alternative,
                                   double level, uf_error *error)
{
    if (design->assigned.block != NULL || design->covariate_count > 0)
        return infer(effect, y, design, UNEQUAL, alternative, level, __func__, error);
    for (size_t g = 0; g < design->assigned.clusters; g++) {
        if (design->assigned.treated[g] > 1 || !isfinite(y[g]))
            return uf_error_set(error, UF_EINVAL, __func__,
                                "a cluster has no arm, or its value is not a number", g, y[g]);
    }
    return welch(effect, y, &design->assigned, alternative, level, error);
}
