/* comparison_number.c: what a comparison of numbers, or of changes, consists of. */
#include "comparison_rows.h"

#include <math.h>
#include <stdlib.h>
#include <utfall/effect_size.h>
#include <utfall/mean_difference.h>
#include <utfall/rank_tests.h>

/* ---- Means ---- */

static void fill_blocks(uf_block *blocks, const uf_arm *group, const uf_arm *reference,
                        uf_wave wave, size_t strata)
{
    const uf_arm *const arms[] = { group, reference };
    for (size_t i = 0; i < strata; i++) {
        uf_moments_init(&blocks[i].group);
        uf_moments_init(&blocks[i].reference);
    }
    for (size_t a = 0; a < 2; a++)
        for (size_t i = 0; i < arms[a]->count; i++) {
            const uf_observation *unit = &arms[a]->units[i];
            const double value = unit->value[wave];
            const uf_moments alike = { unit->units, value, 0, value, value };
            uf_block *block = &blocks[unit->stratum];
            if (!isnan(value))
                uf_moments_merge(a == 0 ? &block->group : &block->reference, &alike);
        }
}

static uf_status within_blocks(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                               uf_wave wave, const char *term,
                               const uf_comparison_settings *settings, uf_error *error)
{
    uf_block *blocks = malloc(settings->strata * sizeof *blocks);
    if (blocks == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    uf_effect effect;
    fill_blocks(blocks, group, reference, wave, settings->strata);
    c->strata = uf_blocked_means_informative(blocks, settings->strata);
    const uf_status status = uf_blocked_means(&effect, blocks, settings->strata,
                                              settings->alternative, settings->level, error);
    if (status == UF_OK)
        (void)uf_comparison_add(c, term, UF_PRIMARY, &effect, settings);
    free(blocks);
    return status;
}

uf_status uf_comparison_means(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                              uf_wave wave, const char *term,
                              const uf_comparison_settings *settings, uf_error *error)
{
    const size_t first = c->count;
    const uf_moments one = uf_arm_moments(group, wave), other = uf_arm_moments(reference, wave);
    uf_effect effect;
    uf_status status = UF_OK;
    if (settings->strata > 0)
        status = within_blocks(c, group, reference, wave, term, settings, error);
    if (status == UF_OK)
        status =
            uf_mean_difference(&effect, &one, &other, UF_MEAN_DIFFERENCE_WELCH,
                               settings->alternative, uf_comparison_each_side(settings), error);
    if (status != UF_OK)
        return status;
    uf_effect_one_sided(&effect, settings->alternative);
    (void)uf_comparison_add(c, term, settings->strata > 0 ? UF_SENSITIVITY : UF_PRIMARY, &effect,
                            settings);
    uf_comparison_sizes(c, first, (double)one.n, (double)other.n);
    return UF_OK;
}

static uf_status standardised(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                              uf_wave wave, const uf_comparison_settings *settings, uf_error *error)
{
    const uf_moments one = uf_arm_moments(group, wave), other = uf_arm_moments(reference, wave);
    const uf_group_summary summary = uf_group_summary_of(&one);
    const uf_group_summary summary_reference = uf_group_summary_of(&other);
    uf_effect effect;
    const uf_status status = uf_hedges_effect(&effect, &summary, &summary_reference,
                                              uf_comparison_each_side(settings), error);
    if (status != UF_OK)
        return status;
    uf_comparison_direct(&effect, settings->alternative);
    (void)uf_comparison_add(c, "hedges_g", UF_PRIMARY, &effect, settings);
    return UF_OK;
}

/* ---- Ranks ---- */

static uf_status shift(uf_effect *effect, const double *values, size_t n, const double *reference,
                       size_t n_reference, const uf_comparison_settings *settings, uf_error *error)
{
    uf_effect test;
    uf_status status = uf_hodges_lehmann(effect, values, n, reference, n_reference,
                                         uf_comparison_each_side(settings), error);
    if (status == UF_OK)
        status = uf_mann_whitney(&test, values, n, reference, n_reference, UF_RANK_AUTO,
                                 settings->alternative, error);
    if (status != UF_OK)
        return status;
    uf_effect_one_sided(effect, settings->alternative);
    effect->statistic = test.statistic;
    effect->p_value = test.p_value;
    if (effect->note[0] == '\0')
        effect->note = test.note;
    return UF_OK;
}

static uf_status ranks(uf_comparison *c, const uf_arm *group, const uf_arm *reference, uf_wave wave,
                       const uf_comparison_settings *settings, uf_error *error)
{
    double *values = NULL, *others = NULL;
    size_t n, n_reference;
    uf_effect effect = uf_effect_none("");
    uf_status status = uf_arm_values(&values, &n, group, wave, error);
    if (status == UF_OK)
        status = uf_arm_values(&others, &n_reference, reference, wave, error);
    if (status == UF_OK && (values == NULL || others == NULL))
        effect.note = UF_NOTE_TOO_MANY_TO_RANK;
    else if (status == UF_OK)
        status = shift(&effect, values, n, others, n_reference, settings, error);
    free(values);
    free(others);
    effect.method = "hodges-lehmann+mann-whitney";
    if (status == UF_OK)
        (void)uf_comparison_add(c, "shift", UF_SENSITIVITY, &effect, settings);
    return status;
}

/* ---- All of it ---- */

uf_status uf_comparison_number(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                               uf_wave wave, const char *term,
                               const uf_comparison_settings *settings, uf_error *error)
{
    const size_t first = c->count;
    uf_status status = uf_comparison_means(c, group, reference, wave, term, settings, error);
    if (status == UF_OK)
        status = standardised(c, group, reference, wave, settings, error);
    if (status == UF_OK)
        status = ranks(c, group, reference, wave, settings, error);
    uf_comparison_sizes(c, first, (double)uf_arm_counts(group, wave).n,
                        (double)uf_arm_counts(reference, wave).n);
    return status;
}
