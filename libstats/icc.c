/* icc.c: one-way analysis of variance from the moments of clusters, and intervals of its rho. */
#include <utfall/icc.h>

#include "root.h"

#include <math.h>

uf_status uf_icc_counts(uf_moments *group, uint64_t n, uint64_t x, uf_error *error)
{
    if (x > n)
        return uf_error_set(error, UF_EINVAL, __func__, "more events than units", UF_NO_INDEX,
                            (double)x);
    uf_moments_init(group);
    if (n == 0)
        return UF_OK;
    group->n = n;
    group->mean = (double)x / (double)n;
    group->deviations = (double)x * ((double)(n - x) / (double)n);
    group->min = x < n ? 0 : 1;
    group->max = x > 0 ? 1 : 0;
    return UF_OK;
}

double uf_icc_design_effect(double rho, double mean_size, double size_cv)
{
    double effect = 1 + ((size_cv * size_cv + 1) * mean_size - 1) * rho;
    return effect > 0 ? effect : NAN;
}

/* Sizes, and the mean squares where there are degrees of freedom for them. */
static uf_icc analysis(const uf_moments *groups, size_t clusters)
{
    uf_icc icc = { .clusters = 0, .ms_between = NAN, .ms_within = NAN, .note = "" };
    uf_moments all, sizes;
    uf_moments_init(&all);
    uf_moments_init(&sizes);
    double within = 0;
    for (size_t i = 0; i < clusters; i++) {
        if (groups[i].n == 0)
            continue;
        uf_moments_merge(&all, &groups[i]);
        uf_moments_push(&sizes, (double)groups[i].n);
        within += groups[i].deviations;
    }
    double between = 0;
    for (size_t i = 0; i < clusters; i++) {
        double gap = groups[i].mean - all.mean;
        between += (double)groups[i].n * gap * gap;
    }
    double k = (double)sizes.n;
    icc.clusters = (size_t)sizes.n;
    icc.n = (double)all.n;
    icc.mean_size = uf_moments_mean(&sizes);
    icc.size_cv = sqrt(sizes.deviations / k) / icc.mean_size;
    icc.n0 = icc.mean_size - sizes.deviations / icc.n / (k - 1);
    if (k > 1 && all.min < all.max)
        icc.ms_between = between / (k - 1);
    if (icc.n > k && all.min < all.max)
        icc.ms_within = within / (icc.n - k);
    return icc;
}

static const char *obstacle(const uf_icc *icc)
{
    if (icc->clusters == 0)
        return "no rows";
    if (icc->clusters == 1)
        return "one cluster: no correlation within clusters can be told from the mean";
    if (!(icc->n > (double)icc->clusters))
        return "every cluster has one unit: nothing varies within clusters";
    return isnan(icc->ms_between) ? "all values are equal" : NULL;
}

void uf_icc_anova(uf_icc *icc, const uf_moments *groups, size_t clusters)
{
    *icc = analysis(groups, clusters);
    icc->f = icc->rho = icc->design_effect = NAN;
    const char *reason = obstacle(icc);
    if (reason != NULL) {
        icc->note = reason;
        return;
    }
    icc->rho =
        (icc->ms_between - icc->ms_within) / (icc->ms_between + (icc->n0 - 1) * icc->ms_within);
    icc->design_effect = uf_icc_design_effect(icc->rho, icc->mean_size, icc->size_cv);
    if (icc->ms_within > 0)
        icc->f = icc->ms_between / icc->ms_within;
}

/* The clusters, and the tail probability that a limit of rho is to give. */
struct sample {
    const uf_moments *groups;
    size_t clusters;
    const uf_icc *icc;
    double tail;
};

/* w_g = n_g / (1 + n_g rho/(1 - rho)), kept finite at the two ends of its range. */
static double weight(const uf_moments *group, double rho)
{
    double n = (double)group->n;
    return n * (1 - rho) / fmax(1 + (n - 1) * rho, 1e-15);
}

/* F(rho) of the header. */
static double pivot(const struct sample *s, double rho)
{
    double total = 0, mean = 0, sum = 0;
    for (size_t i = 0; i < s->clusters; i++) {
        double w = weight(&s->groups[i], rho);
        total += w;
        if (w > 0)
            mean += w / total * (s->groups[i].mean - mean);
    }
    for (size_t i = 0; i < s->clusters; i++) {
        double gap = s->groups[i].mean - mean;
        sum += weight(&s->groups[i], rho) * gap * gap;
    }
    return sum / ((double)(s->icc->clusters - 1) * s->icc->ms_within);
}

/* F(rho) falls as rho grows, so each curve goes through 0 at most once: this one rising, the next
 * one falling. */
static double beyond_lower(double rho, const void *context)
{
    const struct sample *s = context;
    double k = (double)s->icc->clusters;
    return uf_f_p(pivot(s, rho), k - 1, s->icc->n - k) - s->tail;
}

static double beyond_upper(double rho, const void *context)
{
    const struct sample *s = context;
    double k = (double)s->icc->clusters;
    double f = pivot(s, rho);
    return f > 0 ? uf_f_p(1 / f, s->icc->n - k, k - 1) - s->tail : -s->tail;
}

static double largest(const uf_moments *groups, size_t clusters)
{
    uint64_t size = 0;
    for (size_t i = 0; i < clusters; i++) {
        if (groups[i].n > size)
            size = groups[i].n;
    }
    return (double)size;
}

static void exact_interval(uf_effect *effect, const struct sample *s, double floor)
{
    effect->conf_low = beyond_lower(floor, s) < 0 ? uf_root(beyond_lower, s, floor, 1) : floor;
    effect->conf_high = beyond_upper(floor, s) > 0 ? uf_root(beyond_upper, s, floor, 1) : floor;
}

/* Smith 1956. */
static double smith_std_error(const uf_icc *icc, const uf_moments *groups, size_t clusters)
{
    double k = (double)icc->clusters, rho = icc->rho, n0 = icc->n0;
    double squares = 0, cubes = 0;
    for (size_t i = 0; i < clusters; i++) {
        double n = (double)groups[i].n;
        squares += n * n / icc->n;
        cubes += n * n * n / icc->n;
    }
    double inequality = icc->n * squares - 2 * cubes + squares * squares;
    double within = 1 + rho * (n0 - 1);
    double between = (k - 1) * (1 - rho) * (1 + rho * (2 * n0 - 1)) + rho * rho * inequality;
    double variance = 2 * (1 - rho) * (1 - rho) / (n0 * n0) *
                      (within * within / (icc->n - k) + between / ((k - 1) * (k - 1)));
    return sqrt(variance);
}

static void smith_interval(uf_effect *effect, double floor, double level)
{
    double width = uf_normal_critical(level) * effect->std_error;
    effect->conf_low = fmax(floor, effect->estimate - width);
    effect->conf_high = fmin(1, effect->estimate + width);
}

uf_status uf_icc_estimate(uf_effect *effect, const uf_moments *groups, size_t clusters,
                          uf_icc_interval interval, double level, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    uf_icc icc;
    uf_icc_anova(&icc, groups, clusters);
    *effect = uf_effect_none(interval == UF_ICC_SMITH ? "anova-smith"
                             : icc.size_cv > 0        ? "anova-wald-exact"
                                                      : "anova-searle");
    effect->estimate = icc.rho;
    effect->note = icc.note;
    if (isnan(icc.rho))
        return UF_OK;
    if (isnan(icc.f)) {
        effect->note = "nothing varies within clusters: no interval";
        return UF_OK;
    }
    double k = (double)icc.clusters;
    double floor = -1 / (largest(groups, clusters) - 1);
    if (icc.rho < floor)
        effect->note = "the estimate is below the lowest correlation possible in the largest "
                       "cluster";
    effect->std_error = smith_std_error(&icc, groups, clusters);
    effect->statistic = icc.f;
    effect->df = k - 1;
    effect->p_value = uf_f_p(icc.f, k - 1, icc.n - k);
    struct sample sample = { groups, clusters, &icc, (1 - level) / 2 };
    if (interval == UF_ICC_SMITH)
        smith_interval(effect, floor, level);
    else
        exact_interval(effect, &sample, floor);
    return UF_OK;
}
