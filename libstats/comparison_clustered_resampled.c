/* comparison_clustered_resampled.c: the effect by all assignments of clusters to arms, and by the
 * wild cluster bootstrap. */
#include "comparison_clustered_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A level that is the highest but for rounding is not beyond it. */
#define SAME_LEVEL 1e-9

/* ---- Both ---- */

/* What is asked of both kinds of resampling. */
struct resampled {
    unsigned inference;
    bool exact;
    double draws, smallest_p, highest_level;
};

static void keep_resampled(uf_clustered_effects *effects, const uf_clustered *table,
                           const struct resampled *r, uf_effect *effect, double level)
{
    uf_clustered_row *made =
        uf_clustered_keep(effects, table, r->inference, UF_SENSITIVITY, effect);
    made->resampled = true;
    made->exact = r->exact;
    made->draws = r->draws;
    made->smallest_p = r->smallest_p;
    made->highest = level != table->settings.level;
    if (!isnan(made->row.conf_low))
        made->row.conf_level = level;
}

/* Whether a second row at the highest level is called for. */
static bool is_beyond(const uf_clustered *table, const struct resampled *r, const uf_effect *effect)
{
    return !isnan(effect->p_value) && !isnan(effect->conf_low) &&
           table->settings.level > r->highest_level * (1 + SAME_LEVEL) && r->highest_level > 0;
}

/* An inference that the data do not carry is a row with the reason. */
static uf_status refuse(uf_clustered_effects *effects, const uf_clustered *table,
                        unsigned inference, const char *method, uf_status status,
                        const uf_error *inner, uf_error *error)
{
    if (status != UF_EDATA)
        return uf_clustered_fault(table, status, inner, error);
    uf_effect effect = uf_effect_none(method);
    effect.note = inner->reason;
    (void)uf_clustered_keep(effects, table, inference, UF_SENSITIVITY, &effect);
    return UF_OK;
}

/* ---- Randomisation ---- */

static uf_status randomise(uf_clustered_effects *effects, const uf_clustered *table,
                           uf_randomisation_statistic statistic, uf_error *error)
{
    const uf_clustered_settings *s = &table->settings;
    const uf_cluster_design design = uf_clustered_regression(table);
    const uf_permutation_plan plan = { UF_ASSIGNMENT_EXACT_LIMIT, s->replicates, s->seed };
    uf_randomisation *test;
    uf_effect effect;
    uf_error inner;
    uf_status status = uf_randomisation_new(&test, table->y, &design, statistic, &plan, &inner);
    if (status != UF_OK)
        return refuse(effects, table, UF_INFER_RANDOMISATION, "exact-randomisation", status, &inner,
                      error);
    size_t count;
    const double *draws = uf_randomisation_draws(test, &count);
    const struct resampled r = { UF_INFER_RANDOMISATION, uf_randomisation_exact(test),
                                 (double)count, uf_randomisation_smallest_p(test, s->alternative),
                                 uf_randomisation_highest_level(test, s->alternative) };
    status = uf_randomisation_effect(&effect, test, s->level, s->alternative, error);
    const bool beyond = status == UF_OK && is_beyond(table, &r, &effect);
    if (status == UF_OK)
        keep_resampled(effects, table, &r, &effect, s->level);
    if (beyond)
        status = uf_randomisation_effect(&effect, test, r.highest_level, s->alternative, error);
    if (beyond && status == UF_OK)
        keep_resampled(effects, table, &r, &effect, r.highest_level);
    if (status == UF_OK && statistic == UF_RANDOMISATION_DIFFERENCE) {
        effects->draws = malloc(count * sizeof *effects->draws);
        if (effects->draws == NULL)
            status = uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
        else
            memcpy(effects->draws, draws, count * sizeof *effects->draws);
        effects->draw_count = count;
    }
    uf_randomisation_free(test);
    return status;
}

/* Equal arms of clusters alike, without blocks and covariates: both statistics give the same p. */
static bool one_statistic(const uf_clustered *table)
{
    return table->block == NULL && table->covariate_count == 0 &&
           table->settings.weighting == UF_CLUSTERS_ALIKE &&
           uf_clustered_count(table, 0) == uf_clustered_count(table, 1);
}

uf_status uf_clustered_by_randomisation(uf_clustered_effects *effects, const uf_clustered *table,
                                        uf_error *error)
{
    const uf_status status = randomise(effects, table, UF_RANDOMISATION_DIFFERENCE, error);
    if (status != UF_OK || one_statistic(table) || effects->draws == NULL ||
        uf_clustered_count(table, 0) < 2 || uf_clustered_count(table, 1) < 2)
        return status;
    return randomise(effects, table, UF_RANDOMISATION_STUDENTISED, error);
}

/* ---- Wild bootstrap ---- */

/* y_g as rows: treated, blocks but the first, covariates, a constant. */
static uf_status add_rows(uf_cluster_cross *cross, const uf_clustered *table, double *x,
                          const size_t *block, size_t blocks, uf_error *error)
{
    const bool alike = table->settings.weighting == UF_CLUSTERS_ALIKE;
    uf_status status = UF_OK;
    for (size_t g = 0; status == UF_OK && g < table->clusters; g++) {
        const uint32_t cluster = (uint32_t)g;
        size_t column = 0;
        x[column++] = table->treated[g];
        for (size_t k = 0; k < blocks; k++)
            x[column++] = block[g] == k ? 1 : 0;
        for (size_t c = 0; c < table->covariate_count; c++)
            x[column++] = table->covariates[g * table->covariate_count + c];
        x[column] = 1;
        status = uf_cluster_cross_add(cross, x, &table->y[g], &cluster,
                                      alike ? NULL : &table->weight[g], 1, error);
    }
    return status;
}

/* The cross-products of the regression on y_g; *cross is new, also after a failure. */
static uf_status make_cross(uf_cluster_cross **cross, const uf_clustered *table, uf_error *error)
{
    size_t *block = malloc((table->clusters + 1) * sizeof *block);
    double *x = malloc((table->clusters + table->covariate_count + 2) * sizeof *x);
    uf_status status = UF_OK;
    *cross = NULL;
    if (block == NULL || x == NULL) {
        status = uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    } else {
        const size_t blocks = uf_clustered_block_columns(block, table);
        status = uf_cluster_cross_new(cross, 2 + blocks + table->covariate_count, table->clusters,
                                      error);
        if (status == UF_OK)
            status = add_rows(*cross, table, x, block, blocks, error);
    }
    free(block);
    free(x);
    return status;
}

static uf_status wild_rows(uf_clustered_effects *effects, const uf_clustered *table,
                           const uf_wild_bootstrap *test, uf_error *error)
{
    const uf_clustered_settings *s = &table->settings;
    const struct resampled r = { UF_INFER_WILD, uf_wild_bootstrap_exact(test),
                                 (double)uf_wild_bootstrap_count(test),
                                 uf_wild_bootstrap_smallest_p(test, s->alternative),
                                 uf_wild_bootstrap_highest_level(test, s->alternative) };
    uf_effect effect;
    uf_status status = uf_wild_bootstrap_effect(&effect, test, s->level, s->alternative, error);
    if (status != UF_OK)
        return status;
    const bool beyond = is_beyond(table, &r, &effect);
    keep_resampled(effects, table, &r, &effect, s->level);
    if (!beyond)
        return UF_OK;
    status = uf_wild_bootstrap_effect(&effect, test, r.highest_level, s->alternative, error);
    if (status == UF_OK)
        keep_resampled(effects, table, &r, &effect, r.highest_level);
    return status;
}

uf_status uf_clustered_by_wild(uf_clustered_effects *effects, const uf_clustered *table,
                               uf_error *error)
{
    const uf_clustered_settings *s = &table->settings;
    const uf_permutation_plan plan = { UF_WILD_EXACT_LIMIT, s->replicates, s->seed };
    const char *method =
        s->wild_weights == UF_WILD_WEBB ? "wild-cluster-webb" : "wild-cluster-rademacher";
    uf_cluster_cross *cross;
    uf_wild_bootstrap *test = NULL;
    uf_error inner;
    uf_status status = make_cross(&cross, table, error);
    if (status == UF_OK) {
        status = uf_wild_bootstrap_new(&test, cross, 0, s->wild_weights, &plan, &inner);
        if (status == UF_ESINGULAR) {
            status = UF_EDATA; /* where it matters, the t on clusters has named the column */
            inner.reason = "the arm cannot be told from blocks and covariates";
        }
        status = status == UF_OK
                     ? wild_rows(effects, table, test, error)
                     : refuse(effects, table, UF_INFER_WILD, method, status, &inner, error);
    }
    uf_wild_bootstrap_free(test);
    uf_cluster_cross_free(cross);
    return status;
}
