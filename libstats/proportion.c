/* proportion.c: intervals of one share. */
#include "root.h"
#include "wilson.h"

#include <utfall/beta.h>
#include <utfall/proportion.h>

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

/* In the order of the enumeration. */
static const char *const names[] = { "wilson",        "clopper-pearson",   "jeffreys",
                                     "agresti-coull", "wilson-continuity", "mid-p",
                                     "wald" };
static const char *const names_less[] = {
    "wilson one-sided less",        "clopper-pearson one-sided less",   "jeffreys one-sided less",
    "agresti-coull one-sided less", "wilson-continuity one-sided less", "mid-p one-sided less",
    "wald one-sided less"
};
static const char *const names_greater[] = { "wilson one-sided greater",
                                             "clopper-pearson one-sided greater",
                                             "jeffreys one-sided greater",
                                             "agresti-coull one-sided greater",
                                             "wilson-continuity one-sided greater",
                                             "mid-p one-sided greater",
                                             "wald one-sided greater" };
enum { METHODS = sizeof names / sizeof names[0] };

const char *uf_proportion_method_name(uf_proportion_method method)
{
    return names[method];
}

bool uf_proportion_method_named(const char *name, uf_proportion_method *method)
{
    for (int i = 0; i < METHODS; i++) {
        if (strcmp(name, names[i]) == 0) {
            *method = (uf_proportion_method)i;
            return true;
        }
    }
    return false;
}

static const char *method_text(uf_proportion_method method, uf_alternative alternative)
{
    switch (alternative) {
    case UF_TWO_SIDED: return names[method];
    case UF_LESS: return names_less[method];
    case UF_GREATER: return names_greater[method];
    }
    return "";
}

typedef struct limits {
    double low, high;
} limits;

static limits wilson(double events, double n, double z, bool continuity)
{
    return (limits){ uf_wilson_low(events, n, z, continuity),
                     uf_wilson_high(events, n, z, continuity) };
}

/* Not cut to 0..1: a limit outside says what the interval is worth. */
static limits wald(double events, double n, double z)
{
    double share = events / n, half = z * sqrt(share * (1 - share) / n);
    return (limits){ share - half, share + half };
}

static limits agresti_coull(double events, double n, double z)
{
    double trials = n + z * z;
    double centre = (events + z * z / 2) / trials;
    double half = z * sqrt(centre * (1 - centre) / trials);
    return (limits){ fmax(centre - half, 0), fmin(centre + half, 1) };
}

/* Equal tails of two beta distributions, Beta(events + a_low, misses + b_low) for the lower
 * limit. */
static limits beta_tails(double events, double n, double shift, double tail)
{
    double misses = n - events;
    double other = 1 - shift;
    return (limits){
        .low = events == 0 ? 0 : uf_beta_lower_quantile(tail, events + shift, misses + other),
        .high = misses == 0 ? 1 : uf_beta_upper_quantile(tail, events + other, misses + shift),
    };
}

struct mid_p_tail {
    uint64_t events, n;
    double tail;
};

/* How much more than the tail lies beyond the count, half of its own probability included, when p
 * is the probability of an event; it rises with p. */
static double mid_p_excess(double p, const void *context)
{
    const struct mid_p_tail *m = context;
    return uf_binomial_at_least(m->events + 1, m->n, p) +
           uf_binomial_probability(m->events, m->n, p) / 2 - m->tail;
}

static double mid_p_low(uint64_t events, uint64_t n, double tail)
{
    struct mid_p_tail m = { events, n, tail };
    return events == 0 ? 0 : uf_root(mid_p_excess, &m, 0, (double)events / (double)n);
}

/* The upper limit is the lower limit of the others, seen from 1; where it is small it is sought as
 * itself, so that it keeps its digits. */
static double mid_p_high(uint64_t events, uint64_t n, double tail)
{
    struct mid_p_tail m = { events, n, 1 - tail };
    if (events == n)
        return 1;
    if (events > n / 2)
        return 1 - mid_p_low(n - events, n, tail);
    return uf_root(mid_p_excess, &m, (double)events / (double)n, 1);
}

static limits mid_p(double events, double n, double tail)
{
    uint64_t x = (uint64_t)events, all = (uint64_t)n;
    return (limits){ mid_p_low(x, all, tail), mid_p_high(x, all, tail) };
}

/* Both limits, with probability tail beyond each. */
static limits both_limits(double events, double n, uf_proportion_method method, double tail)
{
    double z = gsl_cdf_ugaussian_Qinv(tail);
    switch (method) {
    case UF_WILSON: return wilson(events, n, z, false);
    case UF_CLOPPER_PEARSON: return beta_tails(events, n, 0, tail);
    case UF_JEFFREYS: return beta_tails(events, n, 0.5, tail);
    case UF_AGRESTI_COULL: return agresti_coull(events, n, z);
    case UF_WILSON_CONTINUITY: return wilson(events, n, z, true);
    case UF_MID_P: return mid_p(events, n, tail);
    case UF_WALD: return wald(events, n, z);
    }
    return (limits){ NAN, NAN };
}

uf_status uf_proportion_interval(uf_effect *effect, uint64_t events, uint64_t n,
                                 uf_proportion_method method, uf_alternative alternative,
                                 double level, uf_error *error)
{
    double both_sides = uf_level_each_side(level, alternative);
    if (isnan(both_sides))
        return uf_error_set(error, UF_EINVAL, __func__,
                            alternative == UF_TWO_SIDED ? "level is outside (0, 1)"
                                                        : "one-sided level is outside (1/2, 1)",
                            UF_NO_INDEX, level);
    if (events > n)
        return uf_error_set(error, UF_EINVAL, __func__, "more events than units", UF_NO_INDEX,
                            (double)events);
    if (n > UINT64_C(1) << 53)
        return uf_error_set(error, UF_EINVAL, __func__, "more than 2^53 units", UF_NO_INDEX,
                            (double)n);
    *effect = uf_effect_none(method_text(method, alternative));
    if (n == 0) {
        effect->note = "share of no units is undefined";
        return UF_OK;
    }
    double share = (double)events / (double)n;
    limits ends = both_limits((double)events, (double)n, method, (1 - both_sides) / 2);
    if (!isfinite(ends.low) || !isfinite(ends.high))
        return uf_error_set(error, UF_ENUMERIC, __func__, "quantile could not be computed",
                            UF_NO_INDEX, (double)n);
    effect->estimate = share;
    if (events > 0 && events < n)
        effect->std_error = sqrt(share * (1 - share) / (double)n);
    effect->conf_low = ends.low;
    effect->conf_high = ends.high;
    if (method == UF_WALD)
        effect->note = events == 0 || events == n
                           ? "Wald's interval has no width here and says nothing"
                           : "Wald's interval covers less than its level, far less near 0 and 1";
    uf_effect_one_sided(effect, alternative);
    return UF_OK;
}

uf_status uf_proportion_row(uf_estimate *row, uint64_t events, uint64_t n,
                            uf_proportion_method method, uf_alternative alternative, double level,
                            uf_error *error)
{
    uf_effect effect;
    uf_status status =
        uf_proportion_interval(&effect, events, n, method, alternative, level, error);
    if (status != UF_OK)
        return status;
    uf_effect_row(row, &effect, level);
    row->term = "share";
    row->n = (double)n;
    row->events = (double)events;
    return UF_OK;
}
