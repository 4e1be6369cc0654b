/* mean_difference.c: t tests and one-way analysis of variance, from moments. */
#include <utfall/mean_difference.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>

/* A standard error that is at most this part of the values is rounding (R's t.test). */
static const double rounding = 10 * DBL_EPSILON;

static bool finite_moments(const uf_moments *m)
{
    return isfinite(m->mean) && isfinite(m->deviations);
}

static void t_inference(uf_effect *effect, uf_alternative alternative, double level)
{
    double reach = uf_t_critical(level, effect->df) * effect->std_error;
    effect->conf_low = effect->estimate - reach;
    effect->conf_high = effect->estimate + reach;
    effect->statistic = effect->estimate / effect->std_error;
    effect->p_value = uf_t_p(effect->statistic, effect->df, alternative);
}

/* Standard error and df; false when there are too few values. */
static bool welch(uf_effect *effect, const uf_moments *group, const uf_moments *reference)
{
    if (group->n < 2 || reference->n < 2)
        return false;
    double n = (double)group->n, m = (double)reference->n;
    double v = group->deviations / (n - 1) / n, w = reference->deviations / (m - 1) / m;
    double share = v + w > 0 ? v / (v + w) : 0;
    effect->std_error = sqrt(v + w);
    effect->df = 1 / (share * share / (n - 1) + (1 - share) * (1 - share) / (m - 1));
    return true;
}

static bool pooled(uf_effect *effect, const uf_moments *group, const uf_moments *reference)
{
    double n = (double)group->n, m = (double)reference->n;
    if (n + m < 3)
        return false;
    double variance = (group->deviations + reference->deviations) / (n + m - 2);
    effect->std_error = sqrt(variance * (1 / n + 1 / m));
    effect->df = n + m - 2;
    return true;
}

uf_status uf_mean_difference(uf_effect *effect, const uf_moments *group,
                             const uf_moments *reference, uf_mean_difference_method method,
                             uf_alternative alternative, double level, uf_error *error)
{
    bool separate = method == UF_MEAN_DIFFERENCE_WELCH;
    *effect = uf_effect_none(separate ? "welch" : "pooled-t");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (!finite_moments(group) || !finite_moments(reference))
        return uf_error_set(error, UF_EINVAL, __func__, "a value is not a number", UF_NO_INDEX,
                            NAN);
    if (group->n == 0 || reference->n == 0) {
        effect->note = "a group has no values";
        return UF_OK;
    }
    effect->estimate = group->mean - reference->mean;
    if (!(separate ? welch : pooled)(effect, group, reference)) {
        effect->note = separate ? "a group has only one value"
                                : "one value in each group says nothing of the spread";
        return UF_OK;
    }
    if (effect->std_error <= rounding * fmax(fabs(group->mean), fabs(reference->mean))) {
        effect->std_error = effect->df = NAN;
        effect->note = "the values do not vary within the groups";
        return UF_OK;
    }
    t_inference(effect, alternative, level);
    return UF_OK;
}

uf_status uf_paired_t(uf_effect *effect, const double *first, const double *second, size_t n,
                      uf_alternative alternative, double level, uf_error *error)
{
    *effect = uf_effect_none("paired-t");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    uf_moments differences;
    uf_moments_init(&differences);
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double difference = first[i] - second[i];
        if (!isfinite(difference))
            return uf_error_set(error, UF_EINVAL, __func__, "a value is not a number", i,
                                difference);
        uf_moments_push(&differences, difference);
        largest = fmax(largest, fmax(fabs(first[i]), fabs(second[i])));
    }
    effect->estimate = uf_moments_mean(&differences);
    if (n < 2) {
        effect->note = n == 0 ? "no pairs" : "one pair says nothing of the spread";
        return UF_OK;
    }
    if (uf_moments_sd(&differences) <= rounding * largest) {
        effect->note = "all differences are the same";
        return UF_OK;
    }
    effect->std_error = uf_moments_std_error(&differences);
    effect->df = (double)(n - 1);
    t_inference(effect, alternative, level);
    return UF_OK;
}

uf_status uf_one_way_anova(uf_effect *effect, double *between, const uf_moments *groups,
                           size_t count, uf_error *error)
{
    *effect = uf_effect_none("one-way-anova");
    uf_moments all;
    uf_moments_init(&all);
    double within = 0, used = 0;
    for (size_t i = 0; i < count; i++) {
        if (!finite_moments(&groups[i]))
            return uf_error_set(error, UF_EINVAL, __func__, "a value is not a number", i, NAN);
        uf_moments_merge(&all, &groups[i]);
        within += groups[i].deviations;
        used += groups[i].n > 0;
    }
    double spread = 0;
    for (size_t i = 0; i < count; i++)
        spread += (double)groups[i].n * (groups[i].mean - all.mean) * (groups[i].mean - all.mean);
    double df_between = used - 1, df_within = (double)all.n - used;
    if (between != NULL)
        *between = df_between >= 1 ? df_between : NAN;
    if (!(df_between >= 1) || !(df_within >= 1)) {
        effect->note = "fewer than two groups, or one value in each";
        return UF_OK;
    }
    double error_mean_square = within / df_within;
    double largest = fmax(fabs(all.min), fabs(all.max));
    if (sqrt(error_mean_square) <= rounding * largest) {
        effect->note = "the values do not vary within the groups";
        return UF_OK;
    }
    effect->statistic = spread / df_between / error_mean_square;
    effect->df = df_within;
    effect->p_value = uf_f_p(effect->statistic, df_between, df_within);
    return UF_OK;
}
