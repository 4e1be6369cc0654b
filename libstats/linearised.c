/* linearised.c: ratios of totals and their changes, by the influence of each unit. */
#include <utfall/linearised.h>
#include <utfall/moments.h>

#include <float.h>
#include <math.h>

/* A standard error that is at most this part of the ratios is rounding (as in R's t.test). */
static const double rounding = 10 * DBL_EPSILON;

/* A sum with the rounding of each step kept beside it. */
struct sum {
    double sum, lost;
};

static void add(struct sum *s, double value)
{
    const double next = s->sum + value;
    s->lost += fabs(s->sum) >= fabs(value) ? (s->sum - next) + value : (value - next) + s->sum;
    s->sum = next;
}

static double total(const struct sum *s)
{
    return s->sum + s->lost;
}

/* One wave: its totals, and what of a unit's deviation its influence is. */
struct wave {
    double x, n, ratio;
    double scale; /* u_i = scale * n_i/N * (x_i/n_i - r) */
};

static bool there(const uf_observation *unit, uf_wave wave)
{
    return !isnan(unit->value[wave]);
}

static bool counts(const uf_observation *unit, uf_linearised_basis basis)
{
    return basis == UF_BASIS_BOTH_WAVES ? there(unit, UF_WAVE_BEFORE) && there(unit, UF_WAVE_AFTER)
                                        : there(unit, UF_WAVE_BEFORE) || there(unit, UF_WAVE_AFTER);
}

static uf_status check(const uf_observation *units, size_t count, uf_linearised_scale scale,
                       const char *function, uf_error *error)
{
    for (size_t i = 0; i < count; i++)
        for (int w = 0; w < UF_WAVES; w++) {
            const double value = units[i].value[w], exposure = units[i].exposure[w];
            if (isnan(value))
                continue;
            if (!isfinite(value) || (scale == UF_SCALE_LOG && value < 0))
                return uf_error_set(error, UF_EINVAL, function, "a value is out of range", i,
                                    value);
            if (!(exposure > 0) || !isfinite(exposure))
                return uf_error_set(error, UF_EINVAL, function, "an exposure is not above 0", i,
                                    exposure);
        }
    return UF_OK;
}

static struct wave sum_wave(const uf_observation *units, size_t count, uf_wave wave,
                            bool both_waves, uf_linearised_scale scale)
{
    struct sum x = { 0, 0 }, n = { 0, 0 };
    for (size_t i = 0; i < count; i++) {
        const uf_observation *unit = &units[i];
        if (!there(unit, wave) || (both_waves && !counts(unit, UF_BASIS_BOTH_WAVES)))
            continue;
        add(&x, unit->value[wave] * (double)unit->units);
        add(&n, unit->exposure[wave] * (double)unit->units);
    }
    struct wave totals = { .x = total(&x), .n = total(&n) };
    totals.ratio = totals.n > 0 ? totals.x / totals.n : NAN;
    totals.scale = scale == UF_SCALE_LOG ? 1 / totals.ratio : 1;
    return totals;
}

static double influence(const uf_observation *unit, uf_wave wave, const struct wave *totals)
{
    if (!there(unit, wave))
        return 0;
    const double own = unit->value[wave] / unit->exposure[wave];
    return unit->exposure[wave] / totals->n * (own - totals->ratio) * totals->scale;
}

/* V from the influences; size: that of the ratios on their scale, for what is rounding. */
static void set_variance(uf_linearised *l, const uf_moments *influences, double size)
{
    const double k = (double)influences->n;
    l->units = k;
    l->df = k - 1;
    if (influences->n < 2) {
        l->variance = l->df = NAN;
        l->note = "one unit says nothing of the spread";
        return;
    }
    l->variance = k / (k - 1) * influences->deviations;
    if (sqrt(l->variance) <= rounding * size)
        l->variance = 0;
}

static void push(uf_moments *moments, double value, uint64_t units)
{
    const uf_moments alike = { .n = units, .mean = value, .min = value, .max = value };
    uf_moments_merge(moments, &alike);
}

static uf_linearised nothing(const char *note)
{
    return (uf_linearised){ .estimate = NAN, .variance = NAN, .df = NAN, .note = note };
}

static void keep_totals(uf_linearised *l, uf_wave wave, const struct wave *totals)
{
    l->x[wave] = totals->x;
    l->n[wave] = totals->n;
}

uf_status uf_linearised_ratio(uf_linearised *l, const uf_observation *units, size_t count,
                              uf_wave wave, uf_linearised_scale scale, uf_error *error)
{
    *l = nothing("");
    const uf_status status = check(units, count, scale, __func__, error);
    if (status != UF_OK)
        return status;
    const struct wave totals = sum_wave(units, count, wave, false, scale);
    uf_moments influences;
    uf_moments_init(&influences);
    for (size_t i = 0; i < count; i++)
        if (there(&units[i], wave))
            push(&influences, influence(&units[i], wave, &totals), units[i].units);
    if (influences.n == 0) {
        *l = nothing("a group has no values");
        return UF_OK;
    }
    const bool log_scale = scale == UF_SCALE_LOG;
    keep_totals(l, wave, &totals);
    l->estimate = log_scale ? log(totals.ratio) : totals.ratio;
    l->units = (double)influences.n;
    if (log_scale && !(totals.x > 0)) {
        l->note = "a rate is 0: its logarithm has no variance";
        return UF_OK;
    }
    set_variance(l, &influences, log_scale ? 1 : fabs(totals.ratio));
    return UF_OK;
}

static void change_estimate(uf_linearised *l, const struct wave *before, const struct wave *after,
                            uf_linearised_scale scale)
{
    if (scale == UF_SCALE_PLAIN) {
        l->estimate = after->ratio - before->ratio;
    } else if (before->x > 0) {
        l->estimate = log(after->ratio / before->ratio);
        if (!(after->x > 0))
            l->note = "the rate after is 0: its logarithm has no variance";
    } else {
        l->note = "the rate before is 0: a relative change is undefined";
    }
}

uf_status uf_linearised_change(uf_linearised *l, const uf_observation *units, size_t count,
                               uf_linearised_basis basis, uf_linearised_scale scale,
                               uf_error *error)
{
    *l = nothing("");
    const uf_status status = check(units, count, scale, __func__, error);
    if (status != UF_OK)
        return status;
    const bool both = basis == UF_BASIS_BOTH_WAVES;
    const struct wave before = sum_wave(units, count, UF_WAVE_BEFORE, both, scale);
    const struct wave after = sum_wave(units, count, UF_WAVE_AFTER, both, scale);
    if (!(before.n > 0 && after.n > 0)) {
        *l = nothing(both ? "nobody is in both periods" : "a period has no values");
        return UF_OK;
    }
    keep_totals(l, UF_WAVE_BEFORE, &before);
    keep_totals(l, UF_WAVE_AFTER, &after);
    change_estimate(l, &before, &after, scale);
    uf_moments influences;
    uf_moments_init(&influences);
    for (size_t i = 0; i < count; i++)
        if (counts(&units[i], basis))
            push(&influences,
                 influence(&units[i], UF_WAVE_AFTER, &after) -
                     influence(&units[i], UF_WAVE_BEFORE, &before),
                 units[i].units);
    l->units = (double)influences.n;
    if (isfinite(l->estimate))
        set_variance(l, &influences,
                     scale == UF_SCALE_LOG ? 1 : fmax(fabs(before.ratio), fabs(after.ratio)));
    return UF_OK;
}

/* ---- Inference ---- */

static void infer(uf_effect *effect, double variance, uf_alternative alternative, double both_sides)
{
    if (!(variance > 0)) {
        effect->note = "the units do not vary";
        return;
    }
    effect->std_error = sqrt(variance);
    const double reach = uf_t_critical(both_sides, effect->df) * effect->std_error;
    effect->conf_low = effect->estimate - reach;
    effect->conf_high = effect->estimate + reach;
    effect->statistic = effect->estimate / effect->std_error;
    effect->p_value = uf_t_p(effect->statistic, effect->df, alternative);
    uf_effect_one_sided(effect, alternative);
}

static uf_status check_level(double both_sides, double level, const char *function, uf_error *error)
{
    return isnan(both_sides) ? uf_error_set(error, UF_EINVAL, function, "level is out of range",
                                            UF_NO_INDEX, level)
                             : UF_OK;
}

uf_status uf_linearised_difference(uf_effect *effect, const uf_linearised *group,
                                   const uf_linearised *reference, uf_alternative alternative,
                                   double level, uf_error *error)
{
    *effect = uf_effect_none("linearised-t");
    const double both_sides = uf_level_each_side(level, alternative);
    const uf_status status = check_level(both_sides, level, __func__, error);
    if (status != UF_OK)
        return status;
    const double v = group->variance, w = reference->variance;
    effect->estimate = group->estimate - reference->estimate;
    if (isnan(effect->estimate) || isnan(v + w)) {
        effect->note = group->note[0] != '\0' ? group->note : reference->note;
        return UF_OK;
    }
    const double share = v + w > 0 ? v / (v + w) : 0;
    effect->df = 1 / (share * share / group->df + (1 - share) * (1 - share) / reference->df);
    if (!(v + w > 0))
        effect->df = NAN;
    infer(effect, v + w, alternative, both_sides);
    return UF_OK;
}

uf_status uf_linearised_interval(uf_effect *effect, const uf_linearised *l,
                                 uf_alternative alternative, double level, uf_error *error)
{
    *effect = uf_effect_none("linearised-t");
    const double both_sides = uf_level_each_side(level, alternative);
    const uf_status status = check_level(both_sides, level, __func__, error);
    if (status != UF_OK)
        return status;
    effect->estimate = l->estimate;
    if (isnan(l->estimate) || isnan(l->variance)) {
        effect->note = l->note;
        return UF_OK;
    }
    effect->df = l->variance > 0 ? l->df : NAN;
    infer(effect, l->variance, alternative, both_sides);
    return UF_OK;
}

void uf_linearised_exponentiate(uf_effect *effect, double minus)
{
    effect->estimate = exp(effect->estimate) - minus;
    effect->conf_low = exp(effect->conf_low) - minus;
    effect->conf_high = exp(effect->conf_high) - minus;
    effect->method = "log-linearised-t";
}

/* ---- One rate ---- */

static bool is_share(const uf_observation *units, size_t count, uf_wave wave)
{
    for (size_t i = 0; i < count; i++)
        if (there(&units[i], wave) && units[i].value[wave] > units[i].exposure[wave])
            return false;
    return true;
}

/* Limits on the scale where the rate is p, its slope there 1/(p(1 - p)) or 1/p. */
static void transformed(uf_effect *effect, bool share, double level)
{
    const double p = effect->estimate;
    const double slope = share ? 1 / (p * (1 - p)) : 1 / p;
    const double reach = uf_t_critical(level, effect->df) * effect->std_error * slope;
    const double odds = share ? p / (1 - p) : p;
    const double low = odds * exp(-reach), high = odds * exp(reach);
    effect->conf_low = share ? low / (1 + low) : low;
    effect->conf_high = share ? 1 - 1 / (1 + high) : high;
}

uf_status uf_linearised_rate(uf_effect *effect, const uf_observation *units, size_t count,
                             uf_wave wave, double level, uf_error *error)
{
    const bool share = is_share(units, count, wave);
    uf_linearised l;
    *effect = uf_effect_none(share ? "logit-t" : "log-t");
    uf_status status = check_level(uf_level_each_side(level, UF_TWO_SIDED), level, __func__, error);
    if (status == UF_OK)
        status = check(units, count, UF_SCALE_LOG, __func__, error);
    if (status == UF_OK)
        status = uf_linearised_ratio(&l, units, count, wave, UF_SCALE_PLAIN, error);
    if (status != UF_OK)
        return status;
    effect->estimate = l.estimate;
    effect->note = l.note;
    if (isnan(l.variance))
        return UF_OK;
    if (!(l.variance > 0)) {
        effect->note = "the units do not vary";
        return UF_OK;
    }
    effect->std_error = sqrt(l.variance);
    effect->df = l.df;
    transformed(effect, share, level);
    return UF_OK;
}
