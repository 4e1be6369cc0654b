/* comparison_clustered_effects.c: the effect of the arm by each inference. */
#include "comparison_clustered_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utfall/cluster_means.h>
#include <utfall/cluster_ratio.h>

/* A p-value of the limit itself, computed in another order, is not above it. */
#define SAME_P 1e-9
/* Of the largest y_g: an effect below it is 0 but for rounding. */
#define ROUNDING 1e-14

/* ---- Rows ---- */

static const char *effect_term(const uf_clustered *table)
{
    static const char *const differences[] = { "risk_difference", "mean_difference",
                                               "rate_difference" };
    if (table->settings.design != UF_CLUSTERED_DID)
        return differences[table->settings.kind];
    switch (table->settings.scale) {
    case UF_ON_POINTS: return "did";
    case UF_ON_LOG: return "did_ratio";
    case UF_ON_LOGIT: return "did_odds_ratio";
    }
    return "";
}

static double each_side(const uf_clustered *table)
{
    return uf_level_each_side(table->settings.level, table->settings.alternative);
}

static uf_clustered_row *add(uf_clustered_effects *effects, const uf_clustered *table,
                             const char *term, uf_role role, const uf_effect *effect)
{
    static const char *const sides[] = { "", " one-sided less", " one-sided greater" };
    uf_clustered_row *made = &effects->rows[effects->count++];
    *made = (uf_clustered_row){ .inference = 0 };
    uf_estimate *row = &made->row;
    uf_estimate_init(row);
    row->term = term;
    row->role = role;
    uf_effect_row(row, effect, table->settings.level);
    char method[UF_METHOD_SIZE] = "";
    strncat(method, effect->method, sizeof method / 2);
    strncat(method, sides[table->settings.alternative], sizeof method / 2 - 1);
    (void)uf_estimate_method(row, method);
    row->clusters = (double)table->clusters;
    row->n = uf_clustered_units(table, 1, UF_WAVE_AFTER);
    row->n_reference = uf_clustered_units(table, 0, UF_WAVE_AFTER);
    return made;
}

/* What is unknown, taken in opposite directions by arm and period. */
static void bound(uf_estimate *row, const uf_clustered *table)
{
    double sums[2][2] = { { 0, 0 }, { 0, 0 } }, weights[2] = { 0, 0 };
    const bool is_did = table->settings.design == UF_CLUSTERED_DID;
    for (size_t g = 0; g < table->clusters; g++) {
        const uf_cluster_cell *after = &table->cells[UF_WAVE_AFTER][table->source[g]];
        const uf_cluster_cell *before = &table->cells[UF_WAVE_BEFORE][table->source[g]];
        const double weight = table->settings.weighting == UF_CLUSTERS_ALIKE ? 1 : table->weight[g];
        const double low = after->low / after->whole - (is_did ? before->high / before->whole : 0);
        const double high = after->high / after->whole - (is_did ? before->low / before->whole : 0);
        sums[table->treated[g]][0] += weight * low;
        sums[table->treated[g]][1] += weight * high;
        weights[table->treated[g]] += weight;
    }
    row->bound_low = sums[1][0] / weights[1] - sums[0][1] / weights[0];
    row->bound_high = sums[1][1] / weights[1] - sums[0][0] / weights[0];
}

static bool can_bound(const uf_clustered *table)
{
    return table->has_bounds && table->settings.design != UF_CLUSTERED_ANCOVA &&
           table->settings.scale == UF_ON_POINTS && table->covariate_count == 0 &&
           table->unit_covariates == 0 && table->block == NULL &&
           uf_clustered_count(table, 0) > 0 && uf_clustered_count(table, 1) > 0;
}

static double largest(const uf_clustered *table)
{
    double most = 0;
    for (size_t g = 0; g < table->clusters; g++)
        most = fmax(most, fabs(table->y[g]));
    return most;
}

/* The effect, found two-sided at each_side where it is symmetrical, as a row on the scale. */
uf_clustered_row *uf_clustered_keep(uf_clustered_effects *effects, const uf_clustered *table,
                                    unsigned inference, uf_role role, uf_effect *effect)
{
    if (fabs(effect->estimate) <= ROUNDING * largest(table))
        effect->estimate = 0;
    uf_outcome_scale_ratio(effect, table->settings.scale);
    uf_clustered_row *made = add(effects, table, effect_term(table), role, effect);
    made->inference = inference;
    if (can_bound(table))
        bound(&made->row, table);
    return made;
}

/* ---- One inference each ---- */

uf_status uf_clustered_fault(const uf_clustered *table, uf_status status, const uf_error *inner,
                             uf_error *error)
{
    size_t index = inner->index;
    if (status == UF_ESINGULAR && index < table->covariate_count)
        index = table->covariate_source[index];
    return uf_error_set(error, status, inner->function, inner->reason, index, inner->value);
}

static uf_status by_means(uf_clustered_effects *effects, const uf_clustered *table, uf_error *error)
{
    const uf_cluster_design design = uf_clustered_regression(table);
    const uf_alternative alternative = table->settings.alternative;
    const bool beside =
        table->settings.weighting == UF_CLUSTERS_ALIKE && uf_clustered_unlike(table);
    uf_effect effect;
    uf_error inner;
    uf_status status =
        uf_cluster_means(&effect, table->y, &design, alternative, each_side(table), &inner);
    if (status != UF_OK)
        return uf_clustered_fault(table, status, &inner, error);
    uf_effect_one_sided(&effect, alternative);
    uf_clustered_row *made =
        uf_clustered_keep(effects, table, UF_INFER_CLUSTER_MEANS, UF_PRIMARY, &effect);
    if (!beside)
        return UF_OK;
    (void)uf_estimate_note(&made->row, UF_NOTE_SIZES_UNLIKE);
    status =
        uf_cluster_means_unequal(&effect, table->y, &design, alternative, each_side(table), &inner);
    if (status != UF_OK)
        return uf_clustered_fault(table, status, &inner, error);
    uf_effect_one_sided(&effect, alternative);
    (void)uf_clustered_keep(effects, table, UF_INFER_CLUSTER_MEANS, UF_SENSITIVITY, &effect);
    return UF_OK;
}

static uf_status by_cr2(uf_clustered_effects *effects, const uf_clustered *table, uf_error *error)
{
    uf_effect effect;
    if (table->settings.scale != UF_ON_POINTS)
        return UF_OK; /* means of logarithms are not made of units */
    const uf_status status = uf_clustered_cr2(&effect, table, each_side(table), error);
    if (status != UF_OK)
        return status;
    uf_effect_one_sided(&effect, table->settings.alternative);
    (void)uf_clustered_keep(effects, table, UF_INFER_CR2, UF_SENSITIVITY, &effect);
    return UF_OK;
}

/* ---- Ratios ---- */

static uf_status ratios(uf_clustered_effects *effects, const uf_clustered *table, uf_error *error)
{
    const uf_clustered_settings *s = &table->settings;
    const uf_assignment assigned = { table->treated, NULL, table->clusters };
    uf_effect effect;
    if (s->design != UF_CLUSTERED_POST || s->kind == UF_OUTCOME_NUMBER ||
        s->weighting != UF_CLUSTERS_ALIKE || table->block != NULL || table->covariate_count > 0 ||
        table->unit_covariates > 0)
        return UF_OK;
    const uf_status status =
        uf_cluster_ratio(&effect, table->y, &assigned, s->alternative, each_side(table), error);
    if (status != UF_OK)
        return status;
    uf_effect_one_sided(&effect, s->alternative);
    if (s->alternative == UF_LESS && !isnan(effect.conf_low))
        effect.conf_low = 0; /* as low as a ratio goes */
    (void)add(effects, table, s->kind == UF_OUTCOME_RATE ? "rate_ratio" : "risk_ratio", UF_PRIMARY,
              &effect);
    effect.estimate -= 1;
    effect.conf_low -= 1;
    effect.conf_high -= 1;
    (void)add(effects, table, "relative_change", UF_PRIMARY, &effect);
    return UF_OK;
}

/* ---- All of it ---- */

static void cannot(uf_clustered_effects *effects, const uf_clustered *table, const char *reason)
{
    uf_effect effect = uf_effect_none("cluster-means");
    effect.note = reason;
    (void)uf_clustered_keep(effects, table, UF_INFER_CLUSTER_MEANS, UF_PRIMARY, &effect);
}

uf_status uf_clustered_compare(uf_clustered_effects *effects, const uf_clustered *table,
                               uf_error *error)
{
    static uf_status (*const inferences[])(
        uf_clustered_effects *, const uf_clustered *,
        uf_error *) = { by_means, by_cr2, uf_clustered_by_randomisation, uf_clustered_by_wild };
    *effects = (uf_clustered_effects){ .count = 0 };
    if (table->unscaled != NULL) {
        cannot(effects, table, table->unscaled);
        return UF_OK;
    }
    if (uf_clustered_count(table, 0) == 0 || uf_clustered_count(table, 1) == 0) {
        cannot(effects, table, "an arm has no clusters");
        return UF_OK;
    }
    uf_status status = UF_OK;
    for (size_t i = 0; i < sizeof inferences / sizeof inferences[0] && status == UF_OK; i++)
        if (table->settings.inferences & (1U << i))
            status = inferences[i](effects, table, error);
    if (status == UF_OK)
        status = ratios(effects, table, error);
    if (status != UF_OK)
        uf_clustered_effects_release(effects);
    return status;
}

void uf_clustered_effects_release(uf_clustered_effects *effects)
{
    free(effects->draws);
    *effects = (uf_clustered_effects){ .count = 0 };
}

int uf_clustered_side(double p_value, double level)
{
    if (isnan(p_value))
        return 0;
    return p_value <= (1 - level) * (1 + SAME_P) ? -1 : 1;
}

bool uf_clustered_sides_differ(const uf_clustered_effects *effects, double level)
{
    bool below = false, above = false;
    for (size_t i = 0; i < effects->count; i++) {
        const uf_clustered_row *made = &effects->rows[i];
        const int side = uf_clustered_side(made->row.p_value, level);
        below |= made->inference != 0 && side < 0;
        above |= made->inference != 0 && side > 0;
    }
    return below && above;
}
