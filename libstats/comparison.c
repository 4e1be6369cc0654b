/* comparison.c: the way into comparisons, and what is said of a group by itself. */
#include "comparison_rows.h"

#include <math.h>
#include <stdlib.h>
#include <utfall/linearised.h>
#include <utfall/proportion.h>

/* ---- Rows ---- */

/* Append as much of text as there is room for; the new length. */
static size_t append(char *method, size_t length, const char *text)
{
    while (*text != '\0' && length + 1 < UF_METHOD_SIZE)
        method[length++] = *text++;
    method[length] = '\0';
    return length;
}

uf_estimate *uf_comparison_add(uf_comparison *c, const char *term, uf_role role,
                               const uf_effect *effect, const uf_comparison_settings *settings)
{
    static const char *const sides[] = { "", " one-sided less", " one-sided greater" };
    uf_estimate *row = &c->rows[c->count++];
    uf_estimate_init(row);
    row->term = term;
    row->role = role;
    uf_effect_row(row, effect, settings->level);
    (void)append(row->method, append(row->method, 0, effect->method), sides[settings->alternative]);
    return row;
}

double uf_comparison_each_side(const uf_comparison_settings *settings)
{
    return uf_level_each_side(settings->level, settings->alternative);
}

void uf_comparison_direct(uf_effect *effect, uf_alternative alternative)
{
    if (alternative == UF_TWO_SIDED)
        return;
    if (!isnan(effect->statistic))
        effect->p_value = isnan(effect->df) ? uf_normal_p(effect->statistic, alternative)
                                            : uf_t_p(effect->statistic, effect->df, alternative);
    uf_effect_one_sided(effect, alternative);
}

void uf_comparison_sizes(uf_comparison *c, size_t first, double n, double n_reference)
{
    for (size_t i = first; i < c->count; i++) {
        c->rows[i].n = n;
        c->rows[i].n_reference = n_reference;
    }
}

/* ---- What a group holds ---- */

uf_arm_count uf_arm_counts(const uf_arm *arm, uf_wave wave)
{
    uf_arm_count count = { 0, 0 };
    for (size_t i = 0; i < arm->count; i++) {
        const double value = arm->units[i].value[wave];
        if (isnan(value))
            continue;
        count.n += arm->units[i].units;
        if (value > 0)
            count.events += arm->units[i].units;
    }
    return count;
}

uf_two_by_two uf_arm_table(const uf_arm *group, const uf_arm *reference, uf_wave wave)
{
    const uf_arm_count one = uf_arm_counts(group, wave), other = uf_arm_counts(reference, wave);
    return (uf_two_by_two){ one.events, one.n, other.events, other.n };
}

uf_moments uf_arm_moments(const uf_arm *arm, uf_wave wave)
{
    uf_moments moments;
    uf_moments_init(&moments);
    for (size_t i = 0; i < arm->count; i++) {
        const double value = arm->units[i].value[wave];
        const uf_moments alike = { arm->units[i].units, value, 0, value, value };
        if (!isnan(value))
            uf_moments_merge(&moments, &alike);
    }
    return moments;
}

uf_status uf_arm_values(double **values, size_t *n, const uf_arm *arm, uf_wave wave,
                        uf_error *error)
{
    const uint64_t units = uf_arm_counts(arm, wave).n;
    *values = NULL;
    *n = (size_t)units;
    if (units > UF_COMPARISON_MAX_RANKED)
        return UF_OK;
    *values = malloc((*n > 0 ? *n : 1) * sizeof **values);
    if (*values == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX,
                            (double)units);
    size_t used = 0;
    for (size_t i = 0; i < arm->count; i++)
        for (uint64_t k = 0; !isnan(arm->units[i].value[wave]) && k < arm->units[i].units; k++)
            (*values)[used++] = arm->units[i].value[wave];
    return UF_OK;
}

/* ---- Whether it can be compared ---- */

static uf_status check_arm(const uf_arm *arm, const uf_comparison_settings *settings,
                           const char *function, uf_error *error)
{
    uint64_t units = 0;
    for (size_t i = 0; i < arm->count; i++) {
        const uf_observation *unit = &arm->units[i];
        units += unit->units;
        if (unit->units > UINT64_C(1) << 53 || units > UINT64_C(1) << 53)
            return uf_error_set(error, UF_EINVAL, function, "more than 2^53 units", i, NAN);
        if (settings->strata > 0 && unit->stratum >= settings->strata)
            return uf_error_set(error, UF_EINVAL, function, "a stratum is out of range", i, NAN);
        for (int w = 0; w < UF_WAVES; w++) {
            const double value = unit->value[w];
            if (isinf(value) ||
                (settings->kind == UF_OUTCOME_BINARY && !isnan(value) && value != 0 && value != 1))
                return uf_error_set(error, UF_EINVAL, function, "a value is out of range", i,
                                    value);
        }
    }
    return UF_OK;
}

static uf_status check(const uf_arm *group, const uf_arm *reference,
                       const uf_comparison_settings *settings, const char *function,
                       uf_error *error)
{
    if (isnan(uf_comparison_each_side(settings)))
        return uf_error_set(error, UF_EINVAL, function, "level is out of range", UF_NO_INDEX,
                            settings->level);
    const uf_status status = check_arm(group, settings, function, error);
    return status != UF_OK ? status : check_arm(reference, settings, function, error);
}

/* ---- A group by itself ---- */

static uf_status share_row(uf_estimate *row, const uf_arm *arm, uf_wave wave, double level,
                           uf_error *error)
{
    const uf_arm_count count = uf_arm_counts(arm, wave);
    const double missing = (double)arm->missing[wave], all = (double)count.n + missing;
    const uf_status status =
        uf_proportion_row(row, count.events, count.n, UF_WILSON, UF_TWO_SIDED, level, error);
    if (status == UF_OK && missing > 0) {
        row->bound_low = (double)count.events / all;
        row->bound_high = ((double)count.events + missing) / all;
    }
    return status;
}

static void mean_row(uf_estimate *row, const uf_arm *arm, uf_wave wave, double level)
{
    const uf_moments m = uf_arm_moments(arm, wave);
    uf_effect effect = uf_effect_none("t");
    row->term = "mean";
    row->n = (double)m.n;
    effect.estimate = uf_moments_mean(&m);
    if (m.n < 2) {
        effect.note = m.n == 0 ? "a group has no values" : "one unit says nothing of the spread";
    } else if (!(m.min < m.max)) {
        effect.note = "the values do not vary";
    } else {
        effect.df = (double)(m.n - 1);
        effect.std_error = uf_moments_std_error(&m);
        const double reach = uf_t_critical(level, effect.df) * effect.std_error;
        effect.conf_low = effect.estimate - reach;
        effect.conf_high = effect.estimate + reach;
    }
    uf_effect_row(row, &effect, level);
}

static uf_status rate_row(uf_estimate *row, const uf_arm *arm, uf_wave wave, double level,
                          uf_error *error)
{
    uf_effect effect;
    uf_linearised l;
    uf_status status = uf_linearised_rate(&effect, arm->units, arm->count, wave, level, error);
    if (status == UF_OK)
        status = uf_linearised_ratio(&l, arm->units, arm->count, wave, UF_SCALE_PLAIN, error);
    if (status != UF_OK)
        return status;
    row->term = "rate";
    row->n = l.n[wave];
    row->events = l.x[wave];
    row->clusters = l.units;
    uf_effect_row(row, &effect, level);
    return UF_OK;
}

uf_status uf_comparison_arm(uf_estimate *row, const uf_arm *arm, uf_wave wave,
                            const uf_comparison_settings *settings, uf_error *error)
{
    uf_estimate_init(row);
    row->role = UF_DESCRIPTIVE;
    if (!uf_level_valid(settings->level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            settings->level);
    const uf_status status = check_arm(arm, settings, __func__, error);
    if (status != UF_OK)
        return status;
    switch (settings->kind) {
    case UF_OUTCOME_BINARY: return share_row(row, arm, wave, settings->level, error);
    case UF_OUTCOME_NUMBER: mean_row(row, arm, wave, settings->level); break;
    case UF_OUTCOME_RATE: return rate_row(row, arm, wave, settings->level, error);
    }
    return UF_OK;
}

/* ---- One wave ---- */

uf_status uf_comparison_effects(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                                uf_wave wave, const uf_comparison_settings *settings,
                                uf_error *error)
{
    c->count = c->strata = 0;
    uf_status status = check(group, reference, settings, __func__, error);
    if (status != UF_OK)
        return status;
    switch (settings->kind) {
    case UF_OUTCOME_BINARY: return uf_comparison_binary(c, group, reference, wave, settings, error);
    case UF_OUTCOME_NUMBER:
        return uf_comparison_number(c, group, reference, wave, "mean_difference", settings, error);
    case UF_OUTCOME_RATE: return uf_comparison_rate(c, group, reference, wave, settings, error);
    }
    return UF_OK;
}

/* ---- Who is there when ---- */

uf_wave_counts uf_comparison_waves(const uf_arm *arm)
{
    uf_wave_counts counts = { 0, { 0, 0 } };
    for (size_t i = 0; i < arm->count; i++) {
        const uf_observation *unit = &arm->units[i];
        const bool before = !isnan(unit->value[UF_WAVE_BEFORE]);
        const bool after = !isnan(unit->value[UF_WAVE_AFTER]);
        if (before && after)
            counts.both += unit->units;
        else if (before)
            counts.only[UF_WAVE_BEFORE] += unit->units;
        else if (after)
            counts.only[UF_WAVE_AFTER] += unit->units;
    }
    return counts;
}

bool uf_comparison_selected(const uf_arm *group, const uf_arm *reference)
{
    const uf_two_by_two t = uf_arm_table(group, reference, UF_WAVE_BEFORE);
    const uint64_t n = t.n + t.n_reference, events = t.events + t.events_reference;
    return n > 0 && events >= n - n / 10; /* 10 (n - events) <= n, in whole numbers */
}
