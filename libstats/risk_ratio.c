/* risk_ratio.c: score and log intervals of the ratio of two independent shares. */
#include <utfall/risk_ratio.h>

#include "root.h"

#include <math.h>

static const char *name(uf_risk_ratio_method method)
{
    switch (method) {
    case UF_RISK_RATIO_KOOPMAN: return "koopman";
    case UF_RISK_RATIO_MIETTINEN_NURMINEN: return "miettinen-nurminen";
    case UF_RISK_RATIO_KATZ: return "katz-log";
    }
    return "";
}

/* The table in doubles: x of n against y of m; and the T(r) that is sought. */
struct shares {
    double x, n, y, m;
    double inflation; /* of the variance */
    double target;
};

/* T(r) of the header; 0 at the ratio of the shares, where the variance is 0 too if everybody had
 * the event. The root is written so that nothing cancels. */
static double score(const struct shares *s, double ratio)
{
    double distance = s->x / s->n - ratio * (s->y / s->m);
    if (distance == 0)
        return 0;
    double square = (s->n + s->m) * ratio;
    double linear = s->n * ratio + s->x + s->m + s->y * ratio;
    double constant = s->x + s->y;
    double discriminant = fmax(0, linear * linear - 4 * square * constant);
    double b = fmin(1, 2 * constant / (linear + sqrt(discriminant)));
    double a = fmin(1, ratio * b);
    double variance = a * (1 - a) / s->n + ratio * ratio * b * (1 - b) / s->m;
    return distance / sqrt(s->inflation * variance);
}

static double excess(double log_ratio, const void *context)
{
    const struct shares *s = context;
    return score(s, exp(log_ratio)) - s->target;
}

/* T falls from above any z to below any -z within e^60 of a ratio of positive shares. */
static double solve(struct shares s, double target)
{
    s.target = target;
    double centre = log((s.x + 0.5) / (s.n + 1)) - log((s.y + 0.5) / (s.m + 1));
    return exp(uf_root(excess, &s, centre - 60, centre + 60));
}

static void score_interval(uf_effect *effect, const struct shares *s, double z)
{
    effect->conf_low = s->x > 0 ? solve(*s, z) : 0;
    effect->conf_high = s->y > 0 ? solve(*s, -z) : INFINITY;
    if (s->x + s->y == 0) {
        effect->note = "no event in either group: the ratio is undefined";
        return;
    }
    if (s->x + s->y == s->n + s->m) {
        effect->note = "everybody had the event: there is no test";
        return;
    }
    effect->statistic = score(s, 1);
    effect->p_value = uf_normal_p(effect->statistic, UF_TWO_SIDED);
}

static void log_interval(uf_effect *effect, const struct shares *s, double z)
{
    if (s->x == 0 || s->y == 0) {
        effect->note = "a group without events: the logarithm of the ratio has no standard error";
        return;
    }
    if (s->x == s->n && s->y == s->m) {
        effect->note = "everybody had the event: the standard error is 0 and says nothing";
        return;
    }
    effect->std_error = sqrt((s->n - s->x) / s->n / s->x + (s->m - s->y) / s->m / s->y);
    effect->conf_low = effect->estimate * exp(-z * effect->std_error);
    effect->conf_high = effect->estimate * exp(z * effect->std_error);
    effect->statistic = log(effect->estimate) / effect->std_error;
    effect->p_value = uf_normal_p(effect->statistic, UF_TWO_SIDED);
}

uf_status uf_risk_ratio(uf_effect *effect, const uf_two_by_two *table, uf_risk_ratio_method method,
                        double level, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (!uf_two_by_two_valid(table))
        return uf_error_set(error, UF_EINVAL, __func__, "more events than members", UF_NO_INDEX,
                            (double)table->events);
    *effect = uf_effect_none(name(method));
    if (table->n == 0 || table->n_reference == 0) {
        effect->note = "a group is empty";
        return UF_OK;
    }
    struct shares s = { (double)table->events,
                        (double)table->n,
                        (double)table->events_reference,
                        (double)table->n_reference,
                        1,
                        0 };
    if (method == UF_RISK_RATIO_MIETTINEN_NURMINEN)
        s.inflation = (s.n + s.m) / (s.n + s.m - 1);
    effect->estimate = (s.x / s.n) / (s.y / s.m);
    double z = uf_normal_critical(level);
    if (method == UF_RISK_RATIO_KATZ)
        log_interval(effect, &s, z);
    else
        score_interval(effect, &s, z);
    return UF_OK;
}
