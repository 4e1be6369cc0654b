/* icc_reml.c: the restricted likelihood of one variance ratio, from the moments of clusters. */
#include <utfall/icc_reml.h>

#include "root.h"

#include <utfall/icc.h>

#include <gsl/gsl_math.h>
#include <math.h>

/* Cells in which the minimum is looked for first. */
enum { GRID = 400 };

/* Curves are differences from the criterion `above`. */
struct sample {
    const uf_moments *groups;
    size_t clusters;
    double n, within; /* N, SSW */
    double above;
};

/* What one value of rho makes of the clusters; sums over w_g and its powers. */
struct profile {
    double logs;        /* sum log(1 + n_g lambda)          */
    double w, w2;       /* sums of w_g and its square       */
    double mean;        /* weighted by w_g                  */
    double gaps, gaps2; /* sums of w_g and w_g^2 (mean_g - mean)^2 */
};

static struct profile profile(const struct sample *s, double rho)
{
    struct profile p = { .logs = 0 };
    double lambda = rho / (1 - rho);
    for (size_t i = 0; i < s->clusters; i++) {
        double n = (double)s->groups[i].n, w = n / (1 + n * lambda);
        if (s->groups[i].n == 0)
            continue;
        p.logs += log1p(n * lambda);
        p.w += w;
        p.w2 += w * w;
        p.mean += w / p.w * (s->groups[i].mean - p.mean);
    }
    for (size_t i = 0; i < s->clusters; i++) {
        double n = (double)s->groups[i].n, w = n / (1 + n * lambda);
        double gap = s->groups[i].mean - p.mean;
        p.gaps += w * gap * gap;
        p.gaps2 += w * w * gap * gap;
    }
    return p;
}

static double variance_within(const struct sample *s, const struct profile *p)
{
    return (s->within + p->gaps) / (s->n - 1);
}

/* d(rho) - above; infinite at 1. */
static double criterion(double rho, const void *context)
{
    const struct sample *s = context;
    if (rho >= 1)
        return INFINITY;
    struct profile p = profile(s, rho);
    return p.logs + log(p.w) + (s->n - 1) * (1 + log(2 * M_PI * variance_within(s, &p))) - s->above;
}

/* The derivative of d by lambda, divided by sum w_g, which has its sign and stays finite. */
static double slope(double rho, const void *context)
{
    const struct sample *s = context;
    if (rho >= 1)
        return INFINITY;
    struct profile p = profile(s, rho);
    return 1 - p.w2 / p.w / p.w - p.gaps2 / p.w / variance_within(s, &p);
}

static double minimum(const struct sample *s)
{
    int best = 0;
    double lowest = INFINITY;
    for (int i = 0; i < GRID; i++) {
        double here = criterion((double)i / GRID, s);
        if (here < lowest) {
            lowest = here;
            best = i;
        }
    }
    if (best == 0 && !(slope(0, s) < 0))
        return 0;
    double low = best > 0 ? (best - 1.0) / GRID : 0, high = (best + 1.0) / GRID;
    double found = uf_root(slope, s, low, high);
    return isnan(found) ? (double)best / GRID : found;
}

static struct sample sample_of(const uf_moments *groups, size_t clusters, const uf_icc *icc)
{
    struct sample s = { .groups = groups, .clusters = clusters, .n = icc->n };
    s.within = icc->ms_within * (icc->n - (double)icc->clusters);
    return s;
}

void uf_icc_reml_fit(uf_icc_reml *fit, const uf_moments *groups, size_t clusters)
{
    uf_icc icc;
    uf_icc_anova(&icc, groups, clusters);
    *fit = (uf_icc_reml){ icc.clusters, icc.n, NAN, NAN, NAN, NAN, NAN, false, icc.note };
    if (isnan(icc.rho))
        return;
    if (isnan(icc.f)) {
        fit->note = "nothing varies within clusters: there is no restricted likelihood";
        return;
    }
    struct sample s = sample_of(groups, clusters, &icc);
    fit->rho = minimum(&s);
    struct profile p = profile(&s, fit->rho);
    fit->mean = p.mean;
    fit->variance_within = variance_within(&s, &p);
    fit->variance_between = fit->variance_within * fit->rho / (1 - fit->rho);
    fit->criterion = criterion(fit->rho, &s);
    fit->boundary = fit->rho == 0;
    if (fit->boundary)
        fit->note = "the variance between clusters is estimated at its boundary, 0";
}

/* Donner & Koval 1982, from the information of log sigma^2 (total variance) and rho. */
static double std_error(const uf_moments *groups, size_t clusters, double rho)
{
    double total = 0, mixed = 0, own = 0;
    for (size_t i = 0; i < clusters; i++) {
        double n = (double)groups[i].n, v = 1 + (n - 1) * rho;
        if (groups[i].n == 0)
            continue;
        total += n / 2;
        mixed -= n * (n - 1) * rho / ((1 - rho) * v) / 2;
        own += ((n - 1) * (n - 1) / (v * v) + (n - 1) / ((1 - rho) * (1 - rho))) / 2;
    }
    return sqrt(total / (total * own - mixed * mixed));
}

uf_status uf_icc_reml_estimate(uf_effect *effect, const uf_moments *groups, size_t clusters,
                               double level, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    uf_icc icc;
    uf_icc_reml fit;
    uf_icc_anova(&icc, groups, clusters);
    uf_icc_reml_fit(&fit, groups, clusters);
    *effect = uf_effect_none("reml-profile");
    effect->note = fit.note;
    effect->estimate = fit.rho;
    if (isnan(fit.rho))
        return UF_OK;
    effect->std_error = std_error(groups, clusters, fit.rho);
    effect->statistic = icc.f;
    effect->df = (double)icc.clusters - 1;
    effect->p_value = uf_f_p(icc.f, effect->df, icc.n - (double)icc.clusters);
    struct sample s = sample_of(groups, clusters, &icc);
    double z = uf_normal_critical(level);
    s.above = fit.criterion + z * z; /* the quantile of chi-square on one df */
    effect->conf_low = criterion(0, &s) > 0 ? uf_root(criterion, &s, 0, fit.rho) : 0;
    effect->conf_high = uf_root(criterion, &s, fit.rho, 1);
    return UF_OK;
}
