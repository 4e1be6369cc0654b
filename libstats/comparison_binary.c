/* comparison_binary.c: what a comparison of shares consists of. */
#include "comparison_rows.h"

#include <math.h>
#include <stdlib.h>
#include <utfall/odds_ratio.h>
#include <utfall/risk_difference.h>
#include <utfall/risk_ratio.h>
#include <utfall/stratified.h>

/* All that the rows are made from. */
struct shares {
    uf_comparison *c;
    const uf_comparison_settings *settings;
    uf_two_by_two table;
    uf_two_by_two *strata; /* [settings->strata], or NULL                           */
    uf_role role;          /* of what ignores the strata: sensitivity if there are any */
    uf_error *error;
};

static uf_estimate *add(const struct shares *s, const char *term, uf_role role, uf_effect *effect)
{
    uf_comparison_direct(effect, s->settings->alternative);
    return uf_comparison_add(s->c, term, role, effect, s->settings);
}

/* ---- Differences ---- */

/* What the outcomes that are missing could do: all 0 in one group and 1 in the other, and back. */
static void set_bounds(uf_estimate *row, const struct shares *s, const uf_arm *group,
                       const uf_arm *reference, uf_wave wave)
{
    const double m = (double)group->missing[wave], o = (double)reference->missing[wave];
    const double n = (double)s->table.n + m, k = (double)s->table.n_reference + o;
    const double x = (double)s->table.events, y = (double)s->table.events_reference;
    if (!(m + o > 0) || !(n > 0) || !(k > 0))
        return;
    row->bound_low = x / n - (y + o) / k;
    row->bound_high = (x + m) / n - y / k;
}

static uf_status newcombe(const struct shares *s, uf_effect *effect)
{
    uf_effect fisher;
    uf_status status = uf_risk_difference(effect, &s->table, UF_RISK_DIFFERENCE_NEWCOMBE,
                                          uf_comparison_each_side(s->settings), s->error);
    if (status == UF_OK)
        status = uf_two_by_two_fisher(&fisher, &s->table, UF_FISHER_MID_P, s->settings->alternative,
                                      s->error);
    if (status != UF_OK)
        return status;
    effect->method = "newcombe+fisher-mid-p";
    if (s->table.n == 0 || s->table.n_reference == 0)
        return UF_OK; /* the p-value of an empty group, 1, would be a statement */
    effect->p_value = fisher.p_value;
    if (effect->note[0] == '\0')
        effect->note = fisher.note;
    return UF_OK;
}

static uf_status differences(const struct shares *s, const uf_arm *group, const uf_arm *reference,
                             uf_wave wave)
{
    uf_effect effect;
    uf_status status = newcombe(s, &effect);
    if (status != UF_OK)
        return status;
    set_bounds(add(s, "risk_difference", s->role, &effect), s, group, reference, wave);
    status = uf_risk_difference(&effect, &s->table, UF_RISK_DIFFERENCE_MIETTINEN_NURMINEN,
                                uf_comparison_each_side(s->settings), s->error);
    if (status == UF_OK)
        (void)add(s, "risk_difference", UF_SENSITIVITY, &effect);
    return status;
}

/* ---- Ratios ---- */

/* A ratio as a change: less 1. */
static void add_relative(const struct shares *s, uf_role role, uf_effect ratio)
{
    uf_comparison_direct(&ratio, s->settings->alternative);
    ratio.estimate -= 1;
    ratio.conf_low -= 1;
    ratio.conf_high -= 1;
    (void)uf_comparison_add(s->c, "relative_change", role, &ratio, s->settings);
}

static uf_status risk_ratios(const struct shares *s)
{
    const double level = uf_comparison_each_side(s->settings);
    uf_effect effect;
    uf_status status = uf_risk_ratio(&effect, &s->table, UF_RISK_RATIO_KOOPMAN, level, s->error);
    if (status != UF_OK)
        return status;
    const uf_effect koopman = effect;
    (void)add(s, "risk_ratio", s->role, &effect);
    status = uf_risk_ratio(&effect, &s->table, UF_RISK_RATIO_KATZ, level, s->error);
    if (status != UF_OK)
        return status;
    (void)add(s, "risk_ratio", UF_SENSITIVITY, &effect);
    add_relative(s, s->role, koopman);
    return UF_OK;
}

static uf_status odds_ratios(const struct shares *s)
{
    static const uf_odds_ratio_method methods[] = { UF_ODDS_RATIO_MIETTINEN_NURMINEN,
                                                    UF_ODDS_RATIO_WOOLF,
                                                    UF_ODDS_RATIO_CONDITIONAL };
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        uf_effect effect, fisher;
        uf_status status = uf_odds_ratio(&effect, &s->table, methods[i],
                                         uf_comparison_each_side(s->settings), s->error);
        if (status == UF_OK && methods[i] == UF_ODDS_RATIO_CONDITIONAL)
            status = uf_two_by_two_fisher(&fisher, &s->table, UF_FISHER_EXACT,
                                          s->settings->alternative, s->error);
        if (status != UF_OK)
            return status;
        if (methods[i] == UF_ODDS_RATIO_CONDITIONAL && !isnan(effect.p_value))
            effect.p_value = fisher.p_value;
        (void)add(s, "odds_ratio", i == 0 ? s->role : UF_SENSITIVITY, &effect);
    }
    return UF_OK;
}

/* ---- Strata ---- */

static uf_status count_strata(struct shares *s, const uf_arm *group, const uf_arm *reference,
                              uf_wave wave)
{
    s->strata = calloc(s->settings->strata, sizeof *s->strata);
    if (s->strata == NULL)
        return uf_error_set(s->error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    for (size_t i = 0; i < group->count; i++) {
        const uf_observation *unit = &group->units[i];
        if (isnan(unit->value[wave]))
            continue;
        s->strata[unit->stratum].n += unit->units;
        s->strata[unit->stratum].events += unit->value[wave] > 0 ? unit->units : 0;
    }
    for (size_t i = 0; i < reference->count; i++) {
        const uf_observation *unit = &reference->units[i];
        if (isnan(unit->value[wave]))
            continue;
        s->strata[unit->stratum].n_reference += unit->units;
        s->strata[unit->stratum].events_reference += unit->value[wave] > 0 ? unit->units : 0;
    }
    return UF_OK;
}

static uf_status common(const struct shares *s, const char *term, uf_common_effect kind)
{
    uf_effect effect;
    const uf_status status = uf_stratified_common(&effect, s->strata, s->settings->strata, kind,
                                                  uf_comparison_each_side(s->settings), s->error);
    if (status != UF_OK)
        return status;
    const uf_effect ratio = effect;
    (void)add(s, term, UF_PRIMARY, &effect);
    if (kind == UF_COMMON_RISK_RATIO)
        add_relative(s, UF_PRIMARY, ratio);
    return UF_OK;
}

/* Is there an association at all, and is it the same everywhere? Tests alone, two-sided. */
static uf_status strata_tests(const struct shares *s)
{
    uf_comparison_settings settings = *s->settings;
    settings.alternative = UF_TWO_SIDED;
    uf_effect effect;
    uf_status status = uf_stratified_test(&effect, s->strata, settings.strata, false, s->error);
    if (status != UF_OK)
        return status;
    (void)uf_comparison_add(s->c, "association", UF_SENSITIVITY, &effect, &settings);
    status = uf_stratified_homogeneity(&effect, s->strata, settings.strata, true, s->error);
    if (status == UF_OK)
        (void)uf_comparison_add(s->c, "homogeneity", UF_DESCRIPTIVE, &effect, &settings);
    return status;
}

static uf_status pooled(const struct shares *s)
{
    s->c->strata = uf_stratified_informative(s->strata, s->settings->strata);
    uf_status status = common(s, "risk_difference", UF_COMMON_RISK_DIFFERENCE);
    if (status == UF_OK)
        status = common(s, "risk_ratio", UF_COMMON_RISK_RATIO);
    if (status == UF_OK)
        status = common(s, "odds_ratio", UF_COMMON_ODDS_RATIO);
    return status == UF_OK ? strata_tests(s) : status;
}

/* ---- All of it ---- */

uf_status uf_comparison_binary(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                               uf_wave wave, const uf_comparison_settings *settings,
                               uf_error *error)
{
    struct shares s = { .c = c,
                        .settings = settings,
                        .table = uf_arm_table(group, reference, wave),
                        .role = settings->strata > 0 ? UF_SENSITIVITY : UF_PRIMARY,
                        .error = error };
    uf_status status = UF_OK;
    if (settings->strata > 0) {
        status = count_strata(&s, group, reference, wave);
        if (status == UF_OK)
            status = pooled(&s);
    }
    if (status == UF_OK)
        status = differences(&s, group, reference, wave);
    if (status == UF_OK)
        status = risk_ratios(&s);
    if (status == UF_OK)
        status = odds_ratios(&s);
    free(s.strata);
    uf_comparison_sizes(c, 0, (double)s.table.n, (double)s.table.n_reference);
    for (size_t i = 0; i < c->count; i++) {
        c->rows[i].events = (double)s.table.events;
        c->rows[i].events_reference = (double)s.table.events_reference;
    }
    return status;
}
