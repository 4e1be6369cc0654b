/* risk_difference.c: intervals for the difference of two independent shares. */
#include <utfall/risk_difference.h>

#include "root.h"
#include "wilson.h"

#include <math.h>

static const char *name(uf_risk_difference_method method)
{
    switch (method) {
    case UF_RISK_DIFFERENCE_NEWCOMBE: return "newcombe";
    case UF_RISK_DIFFERENCE_NEWCOMBE_CONTINUITY: return "newcombe-continuity";
    case UF_RISK_DIFFERENCE_MIETTINEN_NURMINEN: return "miettinen-nurminen";
    case UF_RISK_DIFFERENCE_MEE: return "mee";
    case UF_RISK_DIFFERENCE_AGRESTI_CAFFO: return "agresti-caffo";
    case UF_RISK_DIFFERENCE_WALD: return "wald";
    }
    return "";
}

/* The table in doubles: x of n against y of m. */
struct shares {
    double x, n, y, m;
};

static void newcombe(uf_effect *effect, const struct shares *s, double z, bool continuity)
{
    double p = s->x / s->n, q = s->y / s->m;
    double p_low = uf_wilson_low(s->x, s->n, z, continuity);
    double p_high = uf_wilson_high(s->x, s->n, z, continuity);
    double q_low = uf_wilson_low(s->y, s->m, z, continuity);
    double q_high = uf_wilson_high(s->y, s->m, z, continuity);
    effect->conf_low = fmax(-1, effect->estimate - hypot(p - p_low, q_high - q));
    effect->conf_high = fmin(1, effect->estimate + hypot(p_high - p, q - q_low));
}

static void wald(uf_effect *effect, const struct shares *s, double added, double z)
{
    double n = s->n + 2 * added, m = s->m + 2 * added;
    double p = (s->x + added) / n, q = (s->y + added) / m;
    effect->std_error = sqrt(p * (1 - p) / n + q * (1 - q) / m);
    if (!(effect->std_error > 0)) {
        effect->note =
            "each group's outcome is constant: Wald's standard error is 0 and says nothing";
        return;
    }
    effect->conf_low = p - q - z * effect->std_error;
    effect->conf_high = p - q + z * effect->std_error;
    if (added > 0)
        return;
    effect->statistic = effect->estimate / effect->std_error;
    effect->p_value = uf_normal_p(effect->statistic, UF_TWO_SIDED);
}

/* The likelihood's slope in p when p - q = d; it falls from the low end of p to the high end. */
struct restricted {
    const struct shares *s;
    double d;
};

static double per(double count, double share)
{
    return count > 0 ? count / share : 0;
}

static double slope(double p, const void *context)
{
    const struct restricted *r = context;
    const struct shares *s = r->s;
    double q = p - r->d;
    return per(s->x, p) - per(s->n - s->x, 1 - p) + per(s->y, q) - per(s->m - s->y, 1 - q);
}

/* V(d) without the factor for the number of members. The restricted share lies where the slope is
 * 0, or at an end of its range when the slope keeps its sign. */
static double restricted_variance(const struct shares *s, double d)
{
    struct restricted r = { s, d };
    double low = fmax(0, d), high = fmin(1, 1 + d), p;
    if (low >= high || slope(low, &r) <= 0)
        p = low;
    else if (slope(high, &r) >= 0)
        p = high;
    else
        p = uf_root(slope, &r, low, high);
    double q = fmin(1, fmax(0, p - d));
    return p * (1 - p) / s->n + q * (1 - q) / s->m;
}

struct score {
    const struct shares *s;
    double factor, shift; /* of the variance; added to the score to be zeroed */
};

static double score(double d, const void *context)
{
    const struct score *c = context;
    const struct shares *s = c->s;
    double distance = s->x / s->n - s->y / s->m - d;
    double variance = c->factor * restricted_variance(s, d);
    if (variance > 0)
        return distance / sqrt(variance) + c->shift;
    return distance > 0 ? INFINITY : distance < 0 ? -INFINITY : c->shift;
}

static void score_interval(uf_effect *effect, const struct shares *s, bool unbiased, double z)
{
    double members = s->n + s->m;
    struct score at = { s, unbiased ? members / (members - 1) : 1, 0 };
    double d = effect->estimate;
    if (restricted_variance(s, 0) > 0) {
        effect->statistic = score(0, &at);
        effect->p_value = uf_normal_p(effect->statistic, UF_TWO_SIDED);
    } else {
        effect->note = "the outcome is the same for everybody: there is no test";
    }
    at.shift = -z;
    effect->conf_low = d > -1 ? uf_root(score, &at, -1, d) : -1;
    at.shift = z;
    effect->conf_high = d < 1 ? uf_root(score, &at, d, 1) : 1;
}

uf_status uf_risk_difference(uf_effect *effect, const uf_two_by_two *table,
                             uf_risk_difference_method method, double level, uf_error *error)
{
    *effect = uf_effect_none(name(method));
    if (!uf_two_by_two_valid(table))
        return uf_error_set(error, UF_EINVAL, __func__, "more events than members", UF_NO_INDEX,
                            (double)table->events);
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (table->n == 0 || table->n_reference == 0) {
        effect->note = "a group is empty";
        return UF_OK;
    }
    struct shares s = { (double)table->events, (double)table->n, (double)table->events_reference,
                        (double)table->n_reference };
    double z = uf_normal_critical(level);
    effect->estimate = s.x / s.n - s.y / s.m;
    switch (method) {
    case UF_RISK_DIFFERENCE_NEWCOMBE: newcombe(effect, &s, z, false); break;
    case UF_RISK_DIFFERENCE_NEWCOMBE_CONTINUITY: newcombe(effect, &s, z, true); break;
    case UF_RISK_DIFFERENCE_MIETTINEN_NURMINEN: score_interval(effect, &s, true, z); break;
    case UF_RISK_DIFFERENCE_MEE: score_interval(effect, &s, false, z); break;
    case UF_RISK_DIFFERENCE_AGRESTI_CAFFO: wald(effect, &s, 1, z); break;
    case UF_RISK_DIFFERENCE_WALD: wald(effect, &s, 0, z); break;
    }
    return UF_OK;
}
