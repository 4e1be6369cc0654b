/* cluster_ratio.c: t on the logarithm of ratios of means. */
#include <utfall/cluster_ratio.h>

#include <float.h>
#include <math.h>
#include <utfall/moments.h>

/* Relative spreads of this size are rounding. */
static const double rounding = 100 * DBL_EPSILON;

static uf_status check(const double *values, size_t n, const char *function, uf_error *error)
{
    for (size_t g = 0; g < n; g++) {
        if (!isfinite(values[g]) || values[g] < 0)
            return uf_error_set(error, UF_EINVAL, function,
                                "the value of a cluster is not 0 or more", g, values[g]);
    }
    return UF_OK;
}

/* t on the logarithm of ratio; the estimate and the limits are those of the ratio less `minus`. */
static void infer(uf_effect *effect, double ratio, double std_error, double df, double minus,
                  uf_alternative alternative, double level)
{
    double logarithm = log(ratio), reach = uf_t_critical(level, df) * std_error;
    effect->std_error = std_error;
    effect->df = df;
    effect->statistic = logarithm / std_error;
    effect->p_value = uf_t_p(effect->statistic, df, alternative);
    effect->conf_low = minus == 1 ? expm1(logarithm - reach) : exp(logarithm - reach) - minus;
    effect->conf_high = minus == 1 ? expm1(logarithm + reach) : exp(logarithm + reach) - minus;
}

/* The reason why there is no interval of a ratio of two arms, or NULL. */
static const char *ratio_obstacle(const uf_moments *treated, const uf_moments *control)
{
    if (treated->n == 0 || control->n == 0)
        return "an arm has no clusters";
    if (!(control->mean > 0))
        return "the mean of the control clusters is 0: a ratio is undefined";
    if (!(treated->mean > 0))
        return "the mean of the intervention's clusters is 0: no interval";
    if (treated->n == 1 || control->n == 1)
        return "one cluster in an arm: its own variation cannot be told from the effect";
    return NULL;
}

uf_status uf_cluster_ratio(uf_effect *effect, const double *y, const uf_assignment *assigned,
                           uf_alternative alternative, double level, uf_error *error)
{
    *effect = uf_effect_none("cluster-means-log-ratio");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    uf_status status = check(y, assigned->clusters, __func__, error);
    if (status != UF_OK)
        return status;
    uf_moments arm[2];
    uf_moments_init(&arm[0]);
    uf_moments_init(&arm[1]);
    for (size_t g = 0; g < assigned->clusters; g++) {
        if (assigned->treated[g] > 1)
            return uf_error_set(error, UF_EINVAL, __func__,
                                "a cluster is neither treated nor a control", g,
                                assigned->treated[g]);
        uf_moments_push(&arm[assigned->treated[g]], y[g]);
    }
    const char *reason = ratio_obstacle(&arm[1], &arm[0]);
    if (arm[0].n > 0 && arm[1].n > 0 && arm[0].mean > 0)
        effect->estimate = arm[1].mean / arm[0].mean;
    if (reason != NULL) {
        effect->note = reason;
        return UF_OK;
    }
    double n1 = (double)arm[1].n, n0 = (double)arm[0].n, df = n1 + n0 - 2;
    double spread = arm[1].deviations / arm[1].mean / arm[1].mean +
                    arm[0].deviations / arm[0].mean / arm[0].mean;
    if (sqrt(spread) <= rounding)
        effect->note = "the clusters do not vary within the arms";
    else
        infer(effect, effect->estimate, sqrt(spread / df * (1 / n1 + 1 / n0)), df, 0, alternative,
              level);
    return UF_OK;
}

static const char *change_obstacle(const uf_moments *before, const uf_moments *after,
                                   size_t min_clusters)
{
    if (before->n == 0)
        return "no clusters";
    if (!(before->mean > 0))
        return "the mean before is 0: a relative change is undefined";
    if (!(after->mean > 0))
        return "the mean after is 0: no interval";
    return before->n < min_clusters ? "too few clusters for an interval" : NULL;
}

uf_status uf_cluster_relative_change(uf_effect *effect, const double *before, const double *after,
                                     size_t n, size_t min_clusters, uf_alternative alternative,
                                     double level, uf_error *error)
{
    *effect = uf_effect_none("cluster-means-log-change");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (min_clusters < 2)
        return uf_error_set(error, UF_EINVAL, __func__, "fewer than 2 clusters asked for",
                            UF_NO_INDEX, (double)min_clusters);
    uf_status status = check(before, n, __func__, error);
    if (status == UF_OK)
        status = check(after, n, __func__, error);
    if (status != UF_OK)
        return status;
    uf_moments b, a, influence;
    uf_moments_init(&b);
    uf_moments_init(&a);
    uf_moments_init(&influence);
    for (size_t g = 0; g < n; g++) {
        uf_moments_push(&b, before[g]);
        uf_moments_push(&a, after[g]);
    }
    const char *reason = change_obstacle(&b, &a, min_clusters);
    if (n > 0 && b.mean > 0)
        effect->estimate = (a.mean - b.mean) / b.mean;
    if (reason != NULL) {
        effect->note = reason;
        return UF_OK;
    }
    for (size_t g = 0; g < n; g++)
        uf_moments_push(&influence, after[g] / a.mean - before[g] / b.mean);
    if (uf_moments_sd(&influence) <= rounding)
        effect->note = "all clusters change alike: no interval";
    else
        infer(effect, a.mean / b.mean, uf_moments_std_error(&influence), (double)n - 1, 1,
              alternative, level);
    return UF_OK;
}
