/* clustered_share.c: the linearised variance of a ratio by cluster, and its two intervals. */
#include <utfall/clustered_share.h>

#include <math.h>

#include <utfall/beta.h>

void uf_clustered_share_init(uf_clustered_share *share)
{
    uf_comoments_init(&share->clusters, 2);
}

uf_status uf_clustered_share_push(uf_clustered_share *share, double n, double x, uf_error *error)
{
    if (!isfinite(n) || n < 0)
        return uf_error_set(error, UF_EINVAL, __func__, "cluster size is not 0 or more",
                            UF_NO_INDEX, n);
    if (!(x >= 0 && x <= n))
        return uf_error_set(error, UF_EINVAL, __func__, "events are not 0 to n", UF_NO_INDEX, x);
    if (n > 0)
        uf_comoments_push(&share->clusters, (double[]){ n, x });
    return UF_OK;
}

void uf_clustered_share_merge(uf_clustered_share *share, const uf_clustered_share *other)
{
    uf_comoments_merge(&share->clusters, &other->clusters);
}

static double units(const uf_clustered_share *share)
{
    return share->clusters.sum[0];
}

static double value(const uf_clustered_share *share)
{
    return share->clusters.sum[1] / share->clusters.sum[0];
}

static double variance(const uf_clustered_share *share)
{
    double k = share->clusters.count;
    if (k < 2)
        return NAN;
    double residual[] = { -value(share), 1 };
    double n = units(share);
    return k / (k - 1) * uf_comoments_spread(&share->clusters, residual) / n / n;
}

double uf_clustered_share_std_error(const uf_clustered_share *share)
{
    return sqrt(variance(share));
}

double uf_clustered_share_design_effect(const uf_clustered_share *share)
{
    double p = value(share);
    return p > 0 && p < 1 ? variance(share) * units(share) / (p * (1 - p)) : NAN;
}

/* Everything but the limits; false when there can be none. */
static bool describe(uf_effect *effect, const uf_clustered_share *share)
{
    double k = share->clusters.count;
    if (k < 1) {
        effect->note = "no rows";
        return false;
    }
    effect->estimate = value(share);
    if (k < 2) {
        effect->note = "one cluster: no interval";
        return false;
    }
    effect->std_error = sqrt(variance(share));
    effect->df = k - 1;
    return true;
}

uf_status uf_clustered_share_logit_t(uf_effect *effect, const uf_clustered_share *share,
                                     double level, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    *effect = uf_effect_none("logit-t");
    if (!describe(effect, share))
        return UF_OK;
    double p = effect->estimate;
    if (p == 0 || p == 1) {
        effect->note = "a share of 0 or 1 has no logit: no interval";
        return UF_OK;
    }
    if (effect->std_error == 0) {
        effect->note = "all clusters have the same share: no interval";
        return UF_OK;
    }
    double width = uf_t_critical(level, effect->df) * effect->std_error / (p * (1 - p));
    double logit = log(p / (1 - p));
    effect->conf_low = 1 / (1 + exp(-(logit - width)));
    effect->conf_high = 1 / (1 + exp(-(logit + width)));
    return UF_OK;
}

/* Clopper & Pearson 1934, for numbers that need not be whole. */
static void clopper_pearson(uf_effect *effect, double events, double n, double level)
{
    double tail = (1 - level) / 2;
    effect->conf_low =
        effect->estimate > 0 ? uf_beta_lower_quantile(tail, events, n - events + 1) : 0;
    effect->conf_high =
        effect->estimate < 1 ? uf_beta_upper_quantile(tail, events + 1, n - events) : 1;
}

/* n*, with the reason in note where it is not the formula's. */
static double effective_units(uf_effect *effect, const uf_clustered_share *share, double level)
{
    double n = units(share), k = share->clusters.count;
    double p = effect->estimate;
    if (p == 0 || p == 1) {
        double squares = share->clusters.product[0][0] + n / k * n;
        effect->note = "the design effect cannot be estimated at a share of 0 or 1: "
                       "each cluster counts as one unit";
        return n / squares * n;
    }
    double ratio = uf_t_critical(level, n - 1) / uf_t_critical(level, effect->df);
    double effective = p * (1 - p) / effect->std_error / effect->std_error * ratio * ratio;
    if (effective <= n)
        return effective;
    effect->note = "the clusters differ less than independent units would: "
                   "the interval is that of independent units";
    return n;
}

uf_status uf_clustered_share_korn_graubard(uf_effect *effect, const uf_clustered_share *share,
                                           double level, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    *effect = uf_effect_none("korn-graubard");
    if (!describe(effect, share))
        return UF_OK;
    double effective = effective_units(effect, share, level);
    clopper_pearson(effect, effective * effect->estimate, effective, level);
    return UF_OK;
}
