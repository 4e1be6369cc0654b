/* comparison_change.c: what a comparison of two waves consists of: changes within a group, the
 * difference between the groups' changes, and how alike the groups were before. */
#include "comparison_rows.h"

#include <math.h>
#include <stdlib.h>
#include <utfall/effect_size.h>
#include <utfall/linearised.h>
#include <utfall/mean_difference.h>
#include <utfall/paired_binary.h>
#include <utfall/rank_tests.h>

/* ---- Within a group ---- */

static bool in_both(const uf_observation *unit)
{
    return !isnan(unit->value[UF_WAVE_BEFORE]) && !isnan(unit->value[UF_WAVE_AFTER]);
}

static uf_paired_table paired_table(const uf_arm *arm)
{
    uf_paired_table t = { 0, 0, 0, 0 };
    for (size_t i = 0; i < arm->count; i++) {
        const uf_observation *unit = &arm->units[i];
        if (!in_both(unit))
            continue;
        const bool before = unit->value[UF_WAVE_BEFORE] > 0, after = unit->value[UF_WAVE_AFTER] > 0;
        uint64_t *cell =
            after ? (before ? &t.both : &t.first_only) : (before ? &t.second_only : &t.neither);
        *cell += unit->units;
    }
    return t;
}

static uf_status share_changes(uf_comparison *c, const uf_arm *arm,
                               const uf_comparison_settings *settings, uf_error *error)
{
    const uf_paired_table t = paired_table(arm);
    uf_effect effect, test;
    uf_status status =
        uf_paired_difference(&effect, &t, UF_PAIRED_DIFFERENCE_NEWCOMBE, settings->level, error);
    if (status == UF_OK)
        status = uf_paired_mcnemar(&test, &t, UF_MCNEMAR_MID_P, error);
    if (status != UF_OK)
        return status;
    effect.method = "newcombe-paired+mcnemar-mid-p";
    if (!isnan(effect.estimate)) {
        effect.p_value = test.p_value;
        effect.note = test.note;
    }
    (void)uf_comparison_add(c, "change", UF_DESCRIPTIVE, &effect, settings);
    status = uf_paired_ratio(&effect, &t, UF_PAIRED_RATIO_BONETT_PRICE, settings->level, error);
    if (status != UF_OK)
        return status;
    if (isinf(effect.estimate)) {
        effect = uf_effect_none(effect.method);
        effect.note = "the share before is 0: a relative change is undefined";
    }
    effect.estimate -= 1;
    effect.conf_low -= 1;
    effect.conf_high -= 1;
    (void)uf_comparison_add(c, "relative_change", UF_DESCRIPTIVE, &effect, settings);
    for (size_t i = 0; i < c->count; i++) {
        c->rows[i].events = (double)(t.both + t.first_only);
        c->rows[i].events_reference = (double)(t.both + t.second_only);
    }
    return UF_OK;
}

/* The values of both waves, each pair as often as it stands for units, in one new block: after,
 * then before. */
static uf_status pairs(double **after, double **before, size_t *n, const uf_arm *arm,
                       uf_error *error)
{
    const uint64_t units = uf_comparison_waves(arm).both;
    *n = (size_t)units;
    *after = *before = NULL;
    if (units > UF_COMPARISON_MAX_RANKED)
        return UF_OK;
    *after = malloc((2 * *n + 1) * sizeof **after);
    if (*after == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX,
                            (double)units);
    *before = *after + *n;
    size_t used = 0;
    for (size_t i = 0; i < arm->count; i++)
        for (uint64_t k = 0; in_both(&arm->units[i]) && k < arm->units[i].units; k++, used++) {
            (*after)[used] = arm->units[i].value[UF_WAVE_AFTER];
            (*before)[used] = arm->units[i].value[UF_WAVE_BEFORE];
        }
    return UF_OK;
}

static uf_status paired_effects(uf_effect *t, uf_effect *shift, const double *after,
                                const double *before, size_t n, double level, uf_error *error)
{
    uf_effect test;
    uf_status status = uf_paired_t(t, after, before, n, UF_TWO_SIDED, level, error);
    if (status == UF_OK)
        status = uf_hodges_lehmann_paired(shift, after, before, n, level, error);
    if (status == UF_OK)
        status = uf_signed_rank(&test, after, before, n, UF_ZEROS_DROPPED, UF_RANK_AUTO,
                                UF_TWO_SIDED, error);
    if (status != UF_OK)
        return status;
    shift->statistic = test.statistic;
    shift->p_value = test.p_value;
    if (shift->note[0] == '\0')
        shift->note = test.note;
    return UF_OK;
}

static uf_status number_changes(uf_comparison *c, const uf_arm *arm,
                                const uf_comparison_settings *settings, uf_error *error)
{
    double *after, *before;
    size_t n;
    uf_effect t = uf_effect_none("paired-t"), shift = uf_effect_none("");
    uf_status status = pairs(&after, &before, &n, arm, error);
    if (status == UF_OK && after == NULL)
        t.note = shift.note = UF_NOTE_TOO_MANY_TO_RANK;
    else if (status == UF_OK)
        status = paired_effects(&t, &shift, after, before, n, settings->level, error);
    free(after);
    if (status != UF_OK)
        return status;
    shift.method = "hodges-lehmann-paired+signed-rank";
    (void)uf_comparison_add(c, "change", UF_DESCRIPTIVE, &t, settings);
    (void)uf_comparison_add(c, "shift", UF_SENSITIVITY, &shift, settings);
    return UF_OK;
}

static uf_status rate_changes(uf_comparison *c, const uf_arm *arm,
                              const uf_comparison_settings *settings, uf_error *error)
{
    uf_linearised change;
    uf_effect effect;
    for (int log_scale = 0; log_scale < 2; log_scale++) {
        uf_status status =
            uf_linearised_change(&change, arm->units, arm->count, UF_BASIS_BOTH_WAVES,
                                 log_scale ? UF_SCALE_LOG : UF_SCALE_PLAIN, error);
        if (status == UF_OK)
            status = uf_linearised_interval(&effect, &change, UF_TWO_SIDED, settings->level, error);
        if (status != UF_OK)
            return status;
        if (log_scale)
            uf_linearised_exponentiate(&effect, 1);
        (void)uf_comparison_add(c, log_scale ? "relative_change" : "change", UF_DESCRIPTIVE,
                                &effect, settings);
    }
    return UF_OK;
}

uf_status uf_comparison_changes(uf_comparison *c, const uf_arm *arm,
                                const uf_comparison_settings *settings, uf_error *error)
{
    uf_comparison_settings two_sided = *settings;
    two_sided.alternative = UF_TWO_SIDED;
    uf_estimate checked;
    c->count = c->strata = 0;
    uf_status status = uf_comparison_arm(&checked, arm, UF_WAVE_AFTER, &two_sided, error);
    if (status != UF_OK)
        return status;
    switch (settings->kind) {
    case UF_OUTCOME_BINARY: status = share_changes(c, arm, &two_sided, error); break;
    case UF_OUTCOME_NUMBER: status = number_changes(c, arm, &two_sided, error); break;
    case UF_OUTCOME_RATE: status = rate_changes(c, arm, &two_sided, error); break;
    }
    const double both = (double)uf_comparison_waves(arm).both;
    if (settings->kind != UF_OUTCOME_RATE)
        uf_comparison_sizes(c, 0, both, both);
    for (size_t i = 0; i < c->count; i++)
        c->rows[i].estimand = UF_ESTIMAND_BOTH_WAVES;
    return status;
}

/* ---- Between groups ---- */

/* after - before to 15 significant digits of the larger, so that what the decimals of the values
 * say is not blurred by their being doubles. Powers of ten to 10^22 are exact. */
static double change_of(const uf_observation *unit)
{
    const double before = unit->value[UF_WAVE_BEFORE], after = unit->value[UF_WAVE_AFTER];
    const double change = after - before, largest = fmax(fabs(before), fabs(after));
    if (!(largest > 0))
        return change;
    const double places = 14 - floor(log10(largest));
    if (places < 0 || places > 22)
        return change;
    const double power = pow(10, places), rounded = nearbyint(change * power);
    return rounded / power;
}

/* The changes as outcomes of a group of their own. *units is new, of arm->count. */
static uf_status changes_of(uf_observation **units, uf_arm *changes, const uf_arm *arm,
                            uf_error *error)
{
    *units = malloc((arm->count + 1) * sizeof **units);
    if (*units == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    *changes = (uf_arm){ .units = *units };
    for (size_t i = 0; i < arm->count; i++) {
        if (!in_both(&arm->units[i]))
            continue;
        uf_observation *unit = &(*units)[changes->count++];
        *unit = arm->units[i];
        unit->value[UF_WAVE_BEFORE] = NAN;
        unit->value[UF_WAVE_AFTER] = change_of(&arm->units[i]);
    }
    return UF_OK;
}

/* did and what goes with it, on the changes of the units in both waves. */
static uf_status panel(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                       const uf_comparison_settings *settings, uf_error *error)
{
    uf_observation *units = NULL, *others = NULL;
    uf_arm one, other;
    uf_status status = changes_of(&units, &one, group, error);
    if (status == UF_OK)
        status = changes_of(&others, &other, reference, error);
    if (status == UF_OK)
        status = settings->kind == UF_OUTCOME_BINARY
                     ? uf_comparison_means(c, &one, &other, UF_WAVE_AFTER, "did", settings, error)
                     : uf_comparison_number(c, &one, &other, UF_WAVE_AFTER, "did", settings, error);
    free(units);
    free(others);
    return status;
}

static uf_status linearised(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                            uf_linearised_basis basis, uf_role role,
                            const uf_comparison_settings *settings, uf_error *error)
{
    uf_linearised one, other;
    uf_effect effect;
    uf_status status =
        uf_linearised_change(&one, group->units, group->count, basis, UF_SCALE_PLAIN, error);
    if (status == UF_OK)
        status = uf_linearised_change(&other, reference->units, reference->count, basis,
                                      UF_SCALE_PLAIN, error);
    if (status == UF_OK)
        status = uf_linearised_difference(&effect, &one, &other, settings->alternative,
                                          settings->level, error);
    if (status != UF_OK)
        return status;
    uf_estimate *row = uf_comparison_add(c, "did", role, &effect, settings);
    row->n = one.units;
    row->n_reference = other.units;
    return UF_OK;
}

uf_status uf_comparison_did(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                            const uf_comparison_settings *settings, uf_error *error)
{
    uf_estimate checked;
    c->count = c->strata = 0;
    if (isnan(uf_comparison_each_side(settings)))
        return uf_error_set(error, UF_EINVAL, __func__, "level is out of range", UF_NO_INDEX,
                            settings->level);
    uf_status status = uf_comparison_arm(&checked, group, UF_WAVE_AFTER, settings, error);
    if (status == UF_OK)
        status = uf_comparison_arm(&checked, reference, UF_WAVE_AFTER, settings, error);
    if (status != UF_OK)
        return status;
    const uf_wave_counts one = uf_comparison_waves(group), other = uf_comparison_waves(reference);
    const bool one_wave_only = one.only[0] + one.only[1] + other.only[0] + other.only[1] > 0;
    const bool has_panel = one.both + other.both > 0 || !one_wave_only;
    if (has_panel && settings->kind == UF_OUTCOME_RATE)
        status = linearised(c, group, reference, UF_BASIS_BOTH_WAVES, UF_PRIMARY, settings, error);
    else if (has_panel)
        status = panel(c, group, reference, settings, error);
    for (size_t i = 0; i < c->count; i++)
        c->rows[i].estimand = UF_ESTIMAND_BOTH_WAVES;
    if (status == UF_OK && one_wave_only)
        status = linearised(c, group, reference, UF_BASIS_EITHER_WAVE,
                            has_panel ? UF_SENSITIVITY : UF_PRIMARY, settings, error);
    return status;
}

/* ---- How alike the groups were before ---- */

void uf_comparison_note_equivalence(uf_estimate *row)
{
    const double size = fabs(row->estimate);
    if (isnan(size))
        return;
    (void)uf_estimate_note(
        row, size <= 0.05 ? "at most 0.05: satisfies the baseline equivalence requirement of What "
                            "Works Clearinghouse"
             : size <= 0.25
                 ? "above 0.05 and at most 0.25: satisfies the baseline equivalence "
                   "requirement of What Works Clearinghouse only with a statistical "
                   "adjustment for the baseline"
                 : "above 0.25: does not satisfy the baseline equivalence requirement of "
                   "What Works Clearinghouse");
}

/* The units of a group that the comparison before is about. */
static uf_status analysed(uf_observation **units, uf_arm *kept, const uf_arm *arm, bool both,
                          uf_error *error)
{
    *units = malloc((arm->count + 1) * sizeof **units);
    if (*units == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    *kept = (uf_arm){ .units = *units };
    for (size_t i = 0; i < arm->count; i++)
        if (!both || in_both(&arm->units[i]))
            (*units)[kept->count++] = arm->units[i];
    return UF_OK;
}

static uf_status standardised(uf_effect *effect, const uf_arm *group, const uf_arm *reference,
                              const uf_comparison_settings *settings, uf_error *error)
{
    if (settings->kind == UF_OUTCOME_BINARY) {
        const uf_two_by_two table = uf_arm_table(group, reference, UF_WAVE_BEFORE);
        return uf_cox_index(effect, &table, settings->level, error);
    }
    const uf_moments one = uf_arm_moments(group, UF_WAVE_BEFORE);
    const uf_moments other = uf_arm_moments(reference, UF_WAVE_BEFORE);
    const uf_group_summary summary = uf_group_summary_of(&one);
    const uf_group_summary summary_reference = uf_group_summary_of(&other);
    return uf_hedges_effect(effect, &summary, &summary_reference, settings->level, error);
}

uf_status uf_comparison_baseline(uf_estimate *row, const uf_arm *group, const uf_arm *reference,
                                 const uf_comparison_settings *settings, uf_error *error)
{
    uf_observation *units = NULL, *others = NULL;
    uf_arm one, other;
    uf_effect effect = uf_effect_none("");
    const bool both = uf_comparison_waves(group).both + uf_comparison_waves(reference).both > 0;
    uf_estimate_init(row);
    row->role = UF_DESCRIPTIVE;
    row->term = settings->kind == UF_OUTCOME_BINARY ? "cox_index" : "hedges_g";
    row->estimand = both ? UF_ESTIMAND_BOTH_WAVES : "";
    uf_status status = analysed(&units, &one, group, both, error);
    if (status == UF_OK)
        status = analysed(&others, &other, reference, both, error);
    if (status == UF_OK && settings->kind == UF_OUTCOME_RATE)
        effect.note = "a ratio of totals has no standard deviation between units";
    else if (status == UF_OK)
        status = standardised(&effect, &one, &other, settings, error);
    if (status == UF_OK) {
        const uf_two_by_two table = uf_arm_table(&one, &other, UF_WAVE_BEFORE);
        uf_effect_row(row, &effect, settings->level);
        row->p_value = NAN; /* how alike they are is a matter of size, not of a test */
        row->statistic = row->df = NAN;
        row->n = (double)table.n;
        row->n_reference = (double)table.n_reference;
        if (settings->kind == UF_OUTCOME_BINARY) {
            row->events = (double)table.events;
            row->events_reference = (double)table.events_reference;
        }
        uf_comparison_note_equivalence(row);
    }
    free(units);
    free(others);
    return status;
}
