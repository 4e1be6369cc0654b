/* stratified.c: Mantel-Haenszel estimates, their test, and homogeneity. The exact test is in
 * stratified_exact.c. */
#include <utfall/stratified.h>

#include <math.h>

/* A stratum in doubles, with the shares of its members in each group. */
struct stratum {
    double a, b, c, d, n1, n0, all;
};

static bool read(struct stratum *s, const uf_two_by_two *table)
{
    s->a = (double)table->events;
    s->n1 = (double)table->n;
    s->c = (double)table->events_reference;
    s->n0 = (double)table->n_reference;
    s->b = s->n1 - s->a;
    s->d = s->n0 - s->c;
    s->all = s->n1 + s->n0;
    return s->n1 > 0 && s->n0 > 0;
}

size_t uf_stratified_informative(const uf_two_by_two *strata, size_t count)
{
    size_t informative = 0;
    for (size_t i = 0; i < count; i++)
        informative += strata[i].n > 0 && strata[i].n_reference > 0;
    return informative;
}

static uf_status check(const uf_two_by_two *strata, size_t count, const char *function,
                       uf_error *error)
{
    if (count == 0)
        return uf_error_set(error, UF_EINVAL, function, "no strata", UF_NO_INDEX, 0);
    for (size_t i = 0; i < count; i++) {
        if (!uf_two_by_two_valid(&strata[i]))
            return uf_error_set(error, UF_EINVAL, function, "more events than members", i,
                                (double)strata[i].events);
    }
    return UF_OK;
}

/* The interval of an estimate whose normal scale is itself, or its logarithm. */
static void normal_interval(uf_effect *effect, double variance, double level, bool logarithm)
{
    if (!(variance > 0) || !isfinite(variance)) {
        effect->note = "the variance of the common estimate is undefined";
        return;
    }
    double z = uf_normal_critical(level);
    double centre = logarithm ? log(effect->estimate) : effect->estimate;
    effect->std_error = sqrt(variance);
    effect->conf_low = centre - z * effect->std_error;
    effect->conf_high = centre + z * effect->std_error;
    if (logarithm) {
        effect->conf_low = exp(effect->conf_low);
        effect->conf_high = exp(effect->conf_high);
    }
    effect->statistic = centre / effect->std_error;
    effect->p_value = uf_normal_p(effect->statistic, UF_TWO_SIDED);
}

static void common_difference(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                              double level)
{
    double difference = 0, weight = 0, lean = 0, spread = 0;
    for (size_t i = 0; i < count; i++) {
        struct stratum s;
        if (!read(&s, &strata[i]))
            continue;
        double f1 = s.n1 / s.all, f0 = s.n0 / s.all;
        difference += s.a * f0 - s.c * f1;
        weight += s.n1 * f0;
        lean += s.c * f1 * f1 - s.a * f0 * f0 + f1 * f0 * (s.n0 - s.n1) / 2;
        spread += (s.a * s.d + s.c * s.b) / s.all;
    }
    effect->estimate = difference / weight;
    normal_interval(effect, (effect->estimate * lean + spread / 2) / (weight * weight), level,
                    false);
}

static void common_risk_ratio(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                              double level)
{
    double above = 0, below = 0, spread = 0;
    for (size_t i = 0; i < count; i++) {
        struct stratum s;
        if (!read(&s, &strata[i]))
            continue;
        above += s.a * (s.n0 / s.all);
        below += s.c * (s.n1 / s.all);
        spread += (s.n1 / s.all) * (s.n0 / s.all) * (s.a + s.c) - s.a * (s.c / s.all);
    }
    effect->estimate = above / below;
    if (above > 0 && below > 0)
        normal_interval(effect, spread / (above * below), level, true);
    else
        effect->note = "a group has no events in any stratum: the ratio has no interval";
}

struct odds {
    double r, s, pr, cross, qs;
};

static struct odds odds_sums(const uf_two_by_two *strata, size_t count)
{
    struct odds o = { 0 };
    for (size_t i = 0; i < count; i++) {
        struct stratum s;
        if (!read(&s, &strata[i]))
            continue;
        double p = (s.a + s.d) / s.all, q = (s.b + s.c) / s.all;
        double r = s.a * (s.d / s.all), t = s.b * (s.c / s.all);
        o.r += r;
        o.s += t;
        o.pr += p * r;
        o.cross += p * t + q * r;
        o.qs += q * t;
    }
    return o;
}

static void common_odds_ratio(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                              double level)
{
    struct odds o = odds_sums(strata, count);
    effect->estimate = o.r / o.s;
    double variance = o.pr / (2 * o.r * o.r) + o.cross / (2 * o.r * o.s) + o.qs / (2 * o.s * o.s);
    if (o.r > 0 && o.s > 0)
        normal_interval(effect, variance, level, true);
    else
        effect->note = "no stratum bounds the odds ratio on both sides";
}

uf_status uf_stratified_common(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                               uf_common_effect kind, double level, uf_error *error)
{
    *effect = uf_effect_none("mantel-haenszel");
    uf_status status = check(strata, count, __func__, error);
    if (status != UF_OK)
        return status;
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (uf_stratified_informative(strata, count) == 0) {
        effect->note = "no stratum has members of both groups";
        return UF_OK;
    }
    switch (kind) {
    case UF_COMMON_RISK_DIFFERENCE: common_difference(effect, strata, count, level); break;
    case UF_COMMON_RISK_RATIO: common_risk_ratio(effect, strata, count, level); break;
    case UF_COMMON_ODDS_RATIO: common_odds_ratio(effect, strata, count, level); break;
    }
    return UF_OK;
}

uf_status uf_stratified_test(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                             bool corrected, uf_error *error)
{
    *effect =
        uf_effect_none(corrected ? "cochran-mantel-haenszel-corrected" : "cochran-mantel-haenszel");
    uf_status status = check(strata, count, __func__, error);
    if (status != UF_OK)
        return status;
    double excess = 0, variance = 0;
    for (size_t i = 0; i < count; i++) {
        struct stratum s;
        if (!read(&s, &strata[i]))
            continue;
        double events = s.a + s.c, others = s.b + s.d;
        excess += (s.a * s.d - s.b * s.c) / s.all;
        variance += (s.n1 / s.all) * (s.n0 / s.all) * events * (others / (s.all - 1));
    }
    if (!(variance > 0)) {
        effect->note = "no stratum has both outcomes and both groups";
        return UF_OK;
    }
    double distance = fabs(excess);
    if (corrected && distance >= 0.5)
        distance -= 0.5;
    effect->statistic = distance * distance / variance;
    effect->df = 1;
    effect->p_value = uf_chi_square_p(effect->statistic, effect->df);
    return UF_OK;
}

/* The count of events in the group that gives this odds ratio with the stratum's margins: a root of
 * (1 - odds) x^2 + (n0 - t + odds (n1 + t)) x - odds n1 t = 0, in the form that does not cancel. */
static double expected_events(const struct stratum *s, double odds)
{
    double events = s->a + s->c;
    double square = 1 - odds, linear = s->n0 - events + odds * (s->n1 + events);
    double constant = -odds * s->n1 * events;
    double root = sqrt(fmax(0, linear * linear - 4 * square * constant));
    return linear >= 0 ? -2 * constant / (linear + root) : (root - linear) / (2 * square);
}

uf_status uf_stratified_homogeneity(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                                    bool tarone, uf_error *error)
{
    *effect = uf_effect_none(tarone ? "breslow-day-tarone" : "breslow-day");
    uf_status status = check(strata, count, __func__, error);
    if (status != UF_OK)
        return status;
    struct odds o = odds_sums(strata, count);
    if (!(o.r > 0 && o.s > 0)) {
        effect->note = "no stratum bounds the odds ratio on both sides";
        return UF_OK;
    }
    double statistic = 0, excess = 0, variance = 0;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        struct stratum s;
        if (!read(&s, &strata[i]) || !(s.a + s.c > 0) || !(s.b + s.d > 0))
            continue;
        double x = expected_events(&s, o.r / o.s), events = s.a + s.c;
        double v = 1 / (1 / x + 1 / (s.n1 - x) + 1 / (events - x) + 1 / (s.n0 - events + x));
        statistic += (s.a - x) * (s.a - x) / v;
        excess += s.a - x;
        variance += v;
        used++;
    }
    if (used < 2) {
        effect->note = "fewer than two strata have both outcomes and both groups";
        return UF_OK;
    }
    effect->statistic = tarone ? fmax(0, statistic - excess * excess / variance) : statistic;
    effect->df = (double)(used - 1);
    effect->p_value = uf_chi_square_p(effect->statistic, effect->df);
    return UF_OK;
}
