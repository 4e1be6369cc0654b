/* two_by_two.c: chi-square, Fisher's and the trend test. Boschloo's is in boschloo.c. */
#include <utfall/two_by_two.h>

#include "hypergeometric.h"

#include <math.h>

static const uint64_t most_members = UINT64_C(1) << 53;

bool uf_two_by_two_valid(const uf_two_by_two *table)
{
    return table->events <= table->n && table->events_reference <= table->n_reference &&
           table->n <= most_members && table->n_reference <= most_members - table->n;
}

/* Observed and expected counts of the four cells, row by row; false if a margin is empty. */
static bool cells(const uf_two_by_two *table, double observed[4], double expected[4])
{
    double n = (double)table->n, n_reference = (double)table->n_reference, all = n + n_reference;
    observed[0] = (double)table->events;
    observed[1] = n - observed[0];
    observed[2] = (double)table->events_reference;
    observed[3] = n_reference - observed[2];
    double events = observed[0] + observed[2], others = observed[1] + observed[3];
    if (!(n > 0 && n_reference > 0 && events > 0 && others > 0))
        return false;
    expected[0] = n * (events / all);
    expected[1] = n * (others / all);
    expected[2] = n_reference * (events / all);
    expected[3] = n_reference * (others / all);
    return true;
}

/* (ad - bc) / N = O - E of the first cell, from integers where they are exact. */
static double excess(const double observed[4])
{
    double all = observed[0] + observed[1] + observed[2] + observed[3];
    return (observed[0] * observed[3] - observed[1] * observed[2]) / all;
}

static double pearson(const double observed[4], const double expected[4], double correction)
{
    double distance = fabs(excess(observed));
    distance -= fmin(correction, distance);
    double sum = 0;
    for (int i = 0; i < 4; i++)
        sum += distance * distance / expected[i];
    return sum;
}

/* 2 sum O ln(O / E), written with log1p because O / E is near 1 where it is hardest. */
static double likelihood_ratio(const double observed[4], const double expected[4])
{
    double sum = 0, gap = excess(observed);
    for (int i = 0; i < 4; i++) {
        double from_expected = i == 0 || i == 3 ? gap : -gap;
        if (observed[i] > 0)
            sum += observed[i] * log1p(from_expected / expected[i]);
    }
    return fmax(0, 2 * sum);
}

static const char *chi_square_name(uf_chi_square variant)
{
    switch (variant) {
    case UF_CHI_PEARSON: return "chi-square";
    case UF_CHI_YATES: return "chi-square-yates";
    case UF_CHI_LIKELIHOOD_RATIO: return "likelihood-ratio";
    }
    return "";
}

uf_status uf_two_by_two_chi_square(uf_effect *effect, const uf_two_by_two *table,
                                   uf_chi_square variant, uf_error *error)
{
    *effect = uf_effect_none(chi_square_name(variant));
    if (!uf_two_by_two_valid(table))
        return uf_error_set(error, UF_EINVAL, __func__, "more events than members", UF_NO_INDEX,
                            (double)table->events);
    double observed[4], expected[4];
    if (!cells(table, observed, expected)) {
        effect->note = "a row or column of the table is empty";
        return UF_OK;
    }
    effect->df = 1;
    if (variant == UF_CHI_LIKELIHOOD_RATIO)
        effect->statistic = likelihood_ratio(observed, expected);
    else
        effect->statistic = pearson(observed, expected, variant == UF_CHI_YATES ? 0.5 : 0);
    effect->p_value = uf_chi_square_p(effect->statistic, effect->df);
    return UF_OK;
}

static double fisher_p(const uf_hypergeometric_view *view, uf_fisher variant,
                       uf_alternative alternative)
{
    double whole = variant == UF_FISHER_MID_P ? 0.5 : 1;
    switch (alternative) {
    case UF_TWO_SIDED: return fmin(1, view->rarer + whole * view->as_rare);
    case UF_LESS: return fmin(1, view->below + whole * view->at);
    case UF_GREATER: return fmin(1, view->above + whole * view->at);
    }
    return NAN;
}

uf_status uf_two_by_two_fisher(uf_effect *effect, const uf_two_by_two *table, uf_fisher variant,
                               uf_alternative alternative, uf_error *error)
{
    *effect = uf_effect_none(variant == UF_FISHER_MID_P ? "fisher-mid-p" : "fisher");
    if (!uf_two_by_two_valid(table))
        return uf_error_set(error, UF_EINVAL, __func__, "more events than members", UF_NO_INDEX,
                            (double)table->events);
    uf_hypergeometric margins = uf_hypergeometric_margins(table);
    if (margins.low == margins.high) {
        effect->p_value = 1;
        effect->note = "only one table has these margins";
        return UF_OK;
    }
    uf_hypergeometric_view view = uf_hypergeometric_at(&margins, table->events, 1);
    effect->p_value = fisher_p(&view, variant, alternative);
    if (effect->p_value <= 0)
        effect->note = "p is below 1e-290";
    return UF_OK;
}

/* Sums over the groups, with scores measured from their mean so that nothing cancels. */
struct trend {
    double members, events, covered, spread;
};

static struct trend trend_sums(const uint64_t *events, const uint64_t *n, const double *scores,
                               size_t groups)
{
    struct trend t = { 0 };
    double mean = 0;
    for (size_t i = 0; i < groups; i++) {
        t.members += (double)n[i];
        t.events += (double)events[i];
        if (n[i] > 0)
            mean += (scores[i] - mean) * ((double)n[i] / t.members);
    }
    for (size_t i = 0; i < groups; i++) {
        double from_mean = scores[i] - mean;
        double expected = t.members > 0 ? t.events * ((double)n[i] / t.members) : 0;
        t.covered += from_mean * ((double)events[i] - expected);
        t.spread += from_mean * from_mean * (double)n[i];
    }
    return t;
}

uf_status uf_two_by_two_trend(uf_effect *effect, const uint64_t *events, const uint64_t *n,
                              const double *scores, size_t groups, uf_alternative alternative,
                              uf_error *error)
{
    *effect = uf_effect_none("cochran-armitage");
    if (groups < 2)
        return uf_error_set(error, UF_EINVAL, __func__, "fewer than two groups", UF_NO_INDEX,
                            (double)groups);
    for (size_t i = 0; i < groups; i++) {
        if (events[i] > n[i] || n[i] > most_members)
            return uf_error_set(error, UF_EINVAL, __func__, "more events than members", i,
                                (double)events[i]);
        if (!isfinite(scores[i]))
            return uf_error_set(error, UF_EINVAL, __func__, "a score is not a number", i,
                                scores[i]);
    }
    struct trend t = trend_sums(events, n, scores, groups);
    if (!(t.events > 0 && t.events < t.members) || !(t.spread > 0)) {
        effect->note = "the outcome is constant or only one score has members";
        return UF_OK;
    }
    double share = t.events / t.members;
    effect->statistic = t.covered / sqrt(share * (1 - share) * t.spread);
    effect->p_value = uf_normal_p(effect->statistic, alternative);
    return UF_OK;
}
