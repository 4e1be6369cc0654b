/* reliable_change.c: Jacobson and Truax's index and cut-offs, and the reliability they rest on. */
#include <utfall/reliable_change.h>

#include <math.h>
#include <stdbool.h>

#include <utfall/tail.h>

static bool positive(double value)
{
    return value > 0 && isfinite(value);
}

uf_status uf_reliable_scale_init(uf_reliable_scale *scale, double sd, double reliability,
                                 double limit, uf_error *error)
{
    if (!positive(sd))
        return uf_error_set(error, UF_EINVAL, __func__, "standard deviation is not positive",
                            UF_NO_INDEX, sd);
    if (!(reliability >= 0 && reliability < 1))
        return uf_error_set(error, UF_EINVAL, __func__, "reliability is outside [0, 1)",
                            UF_NO_INDEX, reliability);
    if (!positive(limit))
        return uf_error_set(error, UF_EINVAL, __func__, "limit is not positive", UF_NO_INDEX,
                            limit);
    scale->sem = sd * sqrt(1 - reliability);
    scale->sdiff = sqrt(2) * scale->sem;
    scale->limit = limit;
    scale->change = limit * scale->sdiff;
    return UF_OK;
}

double uf_reliable_index(const uf_reliable_scale *scale, double before, double after)
{
    return (after - before) / scale->sdiff;
}

/* ---- Retest reliability ---- */

/* Deviations of pairs, updated as in Welford 1962. */
struct pairs {
    double n, first_mean, second_mean, first, second, product;
};

static void push(struct pairs *p, double x, double y)
{
    p->n++;
    const double dx = x - p->first_mean, dy = y - p->second_mean;
    p->first_mean += dx / p->n;
    p->second_mean += dy / p->n;
    p->first += dx * (x - p->first_mean);
    p->second += dy * (y - p->second_mean);
    p->product += dx * (y - p->second_mean);
}

static void correlate(uf_effect *effect, const struct pairs *p, double level)
{
    if (p->n < 3) {
        effect->note = "fewer than 3 pairs";
        return;
    }
    if (!(p->first > 0 && p->second > 0)) {
        effect->note = "an occasion does not vary";
        return;
    }
    const double r = fmax(-1, fmin(1, p->product / (sqrt(p->first) * sqrt(p->second))));
    effect->estimate = r;
    effect->df = p->n - 2;
    effect->statistic = r * sqrt(effect->df / ((1 - r) * (1 + r)));
    effect->p_value = uf_t_p(effect->statistic, effect->df, UF_TWO_SIDED);
    if (p->n < 4) {
        effect->note = "fewer than 4 pairs: no interval";
        return;
    }
    const double width = uf_normal_critical(level) / sqrt(p->n - 3);
    effect->conf_low = tanh(atanh(r) - width);
    effect->conf_high = tanh(atanh(r) + width);
}

uf_status uf_retest_reliability(uf_effect *effect, const double *first, const double *second,
                                size_t n, double level, uf_error *error)
{
    *effect = uf_effect_none("pearson-fisher");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    struct pairs pairs = { 0 };
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(first[i]) || !isfinite(second[i]))
            return uf_error_set(error, UF_EINVAL, __func__, "a value is not finite", i,
                                isfinite(first[i]) ? second[i] : first[i]);
        push(&pairs, first[i], second[i]);
    }
    correlate(effect, &pairs, level);
    return UF_OK;
}

/* ---- Cut-offs ---- */

uf_status uf_clinical_cutoff(double *cutoff, uf_clinical_cutoff_kind kind,
                             const uf_clinical_norms *norms, uf_better better, double spread,
                             uf_error *error)
{
    const double m0 = norms->functional_mean, sd0 = norms->functional_sd;
    const double m1 = norms->dysfunctional_mean, sd1 = norms->dysfunctional_sd;
    if (better == UF_BETTER_UNSAID)
        return uf_error_set(error, UF_EINVAL, __func__, "which way is better is not said",
                            UF_NO_INDEX, NAN);
    if (!(spread >= 0 && isfinite(spread)))
        return uf_error_set(error, UF_EINVAL, __func__, "spread is negative", UF_NO_INDEX, spread);
    if (kind != UF_CLINICAL_B && !(isfinite(m1) && positive(sd1)))
        return uf_error_set(error, UF_EINVAL, __func__,
                            "norms of the dysfunctional population are missing", UF_NO_INDEX, m1);
    if (kind != UF_CLINICAL_A && !(isfinite(m0) && positive(sd0)))
        return uf_error_set(error, UF_EINVAL, __func__,
                            "norms of the functional population are missing", UF_NO_INDEX, m0);
    const double way = better == UF_BETTER_HIGHER ? 1 : -1;
    switch (kind) {
    case UF_CLINICAL_A: *cutoff = m1 + way * spread * sd1; break;
    case UF_CLINICAL_B: *cutoff = m0 - way * spread * sd0; break;
    case UF_CLINICAL_C:
        if (!(way * (m0 - m1) > 0))
            return uf_error_set(error, UF_EDATA, __func__,
                                "the functional mean is not on the better side", UF_NO_INDEX, m0);
        *cutoff = (sd0 * m1 + sd1 * m0) / (sd0 + sd1);
        break;
    }
    return UF_OK;
}

/* ---- Classes ---- */

const char *uf_reliable_class_name(uf_reliable_class class_)
{
    switch (class_) {
    case UF_RELIABLE_UNKNOWN: return "unknown";
    case UF_RELIABLE_UNCHANGED: return "unchanged";
    case UF_RELIABLE_IMPROVED: return "improved";
    case UF_RELIABLE_RECOVERED: return "recovered";
    case UF_RELIABLE_DETERIORATED: return "deteriorated";
    case UF_RELIABLE_HARMED: return "harmed";
    }
    return "";
}

uf_reliable_class uf_reliable_classify(const uf_reliable_scale *scale, double before, double after,
                                       uf_better better)
{
    const double change = better == UF_BETTER_LOWER ? before - after : after - before;
    if (better == UF_BETTER_UNSAID || isnan(change))
        return UF_RELIABLE_UNKNOWN;
    if (change > scale->change)
        return UF_RELIABLE_IMPROVED;
    return change < -scale->change ? UF_RELIABLE_DETERIORATED : UF_RELIABLE_UNCHANGED;
}

static bool functional(double value, double cutoff, uf_better better)
{
    return better == UF_BETTER_LOWER ? value < cutoff : value > cutoff;
}

uf_reliable_class uf_clinical_classify(const uf_reliable_scale *scale, double cutoff, double before,
                                       double after, uf_better better)
{
    const uf_reliable_class change = uf_reliable_classify(scale, before, after, better);
    const bool was = functional(before, cutoff, better), is = functional(after, cutoff, better);
    if (change == UF_RELIABLE_IMPROVED && !was && is)
        return UF_RELIABLE_RECOVERED;
    if (change == UF_RELIABLE_DETERIORATED && was && !is)
        return UF_RELIABLE_HARMED;
    return change;
}
