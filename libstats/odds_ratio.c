/* odds_ratio.c: intervals for the odds ratio. */
#include <utfall/odds_ratio.h>

#include "hypergeometric.h"
#include "root.h"

#include <math.h>

/* Limits are sought for log odds ratios within this distance of 0; no table reaches it, since the
 * odds in it lie between 2^-53 and 2^53. */
static const double widest = 300;

static const char *name(uf_odds_ratio_method method)
{
    switch (method) {
    case UF_ODDS_RATIO_WOOLF: return "woolf";
    case UF_ODDS_RATIO_WOOLF_GART: return "woolf-gart";
    case UF_ODDS_RATIO_MIETTINEN_NURMINEN: return "miettinen-nurminen";
    case UF_ODDS_RATIO_CONDITIONAL: return "conditional-exact";
    case UF_ODDS_RATIO_CONDITIONAL_MID_P: return "conditional-mid-p";
    }
    return "";
}

struct cells {
    double a, b, c, d;
};

static void woolf(uf_effect *effect, const struct cells *t, double added, double z)
{
    double a = t->a + added, b = t->b + added, c = t->c + added, d = t->d + added;
    effect->estimate = (a * d) / (b * c);
    if (!(a > 0 && b > 0 && c > 0 && d > 0)) {
        effect->note = "a cell of the table is 0: Woolf's interval is undefined";
        return;
    }
    double log_ratio = log(effect->estimate);
    effect->std_error = sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    effect->conf_low = exp(log_ratio - z * effect->std_error);
    effect->conf_high = exp(log_ratio + z * effect->std_error);
    effect->statistic = log_ratio / effect->std_error;
    effect->p_value = uf_normal_p(effect->statistic, UF_TWO_SIDED);
}

/* A curve in the log odds ratio that is 0 at a limit. */
struct limit {
    const struct cells *t;
    const uf_hypergeometric *margins;
    uint64_t events;
    double own_part; /* of the probability of the observed count in its tail: 1, or 1/2 for mid-p */
    double target;   /* tail probability, or z */
};

/* Miettinen-Nurminen: (a - expected) / sqrt(V N / (N - 1)) with the shares of maximum likelihood
 * under the odds ratio, from a quadratic whose root is taken in the form that does not cancel. */
static double score(double log_ratio, const void *context)
{
    const struct limit *l = context;
    const struct cells *t = l->t;
    double n = t->a + t->b, m = t->c + t->d, events = t->a + t->c, odds = exp(log_ratio);
    double square = m * expm1(log_ratio);
    double linear = n * odds + m - events * expm1(log_ratio);
    double root = sqrt(fmax(0, linear * linear + 4 * square * events));
    double q = linear > 0 ? 2 * events / (linear + root) : (root - linear) / (2 * square);
    double p = q * odds / (1 + q * expm1(log_ratio));
    double information = 1 / (n * p * (1 - p)) + 1 / (m * q * (1 - q));
    double members = n + m;
    return (t->a - n * p) * sqrt(information * (members - 1) / members) - l->target;
}

/* The limit where the score is l->target, sought outwards from an odds ratio inside the interval:
 * at odds far from the data the shares are 1 to the last digit and the score has none left. */
static double score_limit(const struct limit *l, double inside, double direction)
{
    double step = 1;
    while (step <= 2 * widest) {
        double outside = inside + direction * step;
        double value = score(outside, l);
        if (isnan(value))
            return NAN;
        if (value * direction < 0)
            return exp(uf_root(score, l, fmin(inside, outside), fmax(inside, outside)));
        step *= 2;
    }
    return NAN;
}

static double lower_tail(double log_ratio, const void *context)
{
    const struct limit *l = context;
    uf_hypergeometric_view view = uf_hypergeometric_at(l->margins, l->events, exp(log_ratio));
    return view.below + l->own_part * view.at - l->target;
}

static double upper_tail(double log_ratio, const void *context)
{
    const struct limit *l = context;
    uf_hypergeometric_view view = uf_hypergeometric_at(l->margins, l->events, exp(log_ratio));
    return view.above + l->own_part * view.at - l->target;
}

static double mean_excess(double log_ratio, const void *context)
{
    const struct limit *l = context;
    uf_hypergeometric_view view = uf_hypergeometric_at(l->margins, l->events, exp(log_ratio));
    return view.mean - (double)l->events;
}

static void score_interval(uf_effect *effect, const struct cells *t, double z)
{
    struct limit l = { .t = t };
    effect->estimate = (t->a * t->d) / (t->b * t->c);
    double inside = log((t->a + 0.5) * (t->d + 0.5) / ((t->b + 0.5) * (t->c + 0.5)));
    l.target = z;
    effect->conf_low = t->a > 0 && t->d > 0 ? score_limit(&l, inside, -1) : 0;
    l.target = -z;
    effect->conf_high = t->b > 0 && t->c > 0 ? score_limit(&l, inside, 1) : INFINITY;
}

static void conditional(uf_effect *effect, const uf_two_by_two *table, double own_part,
                        double level)
{
    uf_hypergeometric margins = uf_hypergeometric_margins(table);
    struct limit l = { NULL, &margins, table->events, own_part, (1 - level) / 2 };
    bool lowest = table->events == margins.low, highest = table->events == margins.high;
    if (lowest)
        effect->estimate = 0;
    else if (highest)
        effect->estimate = INFINITY;
    else
        effect->estimate = exp(uf_root(mean_excess, &l, -widest, widest));
    effect->conf_low = lowest ? 0 : exp(uf_root(upper_tail, &l, -widest, widest));
    effect->conf_high = highest ? INFINITY : exp(uf_root(lower_tail, &l, -widest, widest));
    uf_effect fisher;
    uf_fisher variant = own_part < 1 ? UF_FISHER_MID_P : UF_FISHER_EXACT;
    if (uf_two_by_two_fisher(&fisher, table, variant, UF_TWO_SIDED, NULL) == UF_OK) {
        effect->p_value = fisher.p_value;
        effect->note = fisher.note;
    }
}

uf_status uf_odds_ratio(uf_effect *effect, const uf_two_by_two *table, uf_odds_ratio_method method,
                        double level, uf_error *error)
{
    *effect = uf_effect_none(name(method));
    if (!uf_two_by_two_valid(table))
        return uf_error_set(error, UF_EINVAL, __func__, "more events than members", UF_NO_INDEX,
                            (double)table->events);
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    struct cells t = { (double)table->events, (double)(table->n - table->events),
                       (double)table->events_reference,
                       (double)(table->n_reference - table->events_reference) };
    bool bounded = method != UF_ODDS_RATIO_WOOLF && method != UF_ODDS_RATIO_WOOLF_GART;
    if (!(t.a + t.b > 0 && t.c + t.d > 0 && t.a + t.c > 0 && t.b + t.d > 0)) {
        effect->note = "a row or column of the table is empty: any odds ratio agrees with it";
        if (bounded) {
            effect->conf_low = 0;
            effect->conf_high = INFINITY;
        }
        return UF_OK;
    }
    double z = uf_normal_critical(level);
    switch (method) {
    case UF_ODDS_RATIO_WOOLF: woolf(effect, &t, 0, z); break;
    case UF_ODDS_RATIO_WOOLF_GART: woolf(effect, &t, 0.5, z); break;
    case UF_ODDS_RATIO_MIETTINEN_NURMINEN: score_interval(effect, &t, z); break;
    case UF_ODDS_RATIO_CONDITIONAL: conditional(effect, table, 1, level); break;
    case UF_ODDS_RATIO_CONDITIONAL_MID_P: conditional(effect, table, 0.5, level); break;
    }
    return UF_OK;
}
