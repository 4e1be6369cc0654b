/* comparison_clustered_rows.c: what is said of arms and clusters by themselves. */
#include "comparison_clustered_table.h"

#include "comparison_rows.h"

#include <math.h>
#include <stdlib.h>
#include <utfall/cluster_means.h>
#include <utfall/cluster_ratio.h>
#include <utfall/effect_size.h>
#include <utfall/icc.h>
#include <utfall/icc_reml.h>
#include <utfall/linearised.h>

enum { FEWEST_FOR_RELATIVE_CHANGE = 4 };

static const char *level_term(const uf_clustered *table)
{
    switch (table->settings.kind) {
    case UF_OUTCOME_BINARY: return "share";
    case UF_OUTCOME_NUMBER: return "mean";
    case UF_OUTCOME_RATE: return "rate";
    }
    return "";
}

static uf_cluster_cell *cell_of(const uf_clustered *table, size_t place, uf_wave wave)
{
    return &table->cells[wave][table->source[place]];
}

/* The mean of the clusters of an arm, weighted; value is asked for each. */
static double weighted_mean(const uf_clustered *table, unsigned char treated, const double *value)
{
    const bool alike = table->settings.weighting == UF_CLUSTERS_ALIKE;
    double sum = 0, weights = 0;
    for (size_t g = 0; g < table->clusters; g++) {
        if (table->treated[g] != treated)
            continue;
        const double weight = alike ? 1 : table->weight[g];
        sum += weight * value[g];
        weights += weight;
    }
    return sum / weights;
}

/* ---- An arm ---- */

/* t on the values of clusters. */
static void t_effect(uf_effect *effect, const uf_moments *m, double level)
{
    *effect = uf_effect_none("t");
    effect->estimate = uf_moments_mean(m);
    if (m->n == 0) {
        effect->note = "an arm has no clusters";
    } else if (m->n == 1) {
        effect->note = "one cluster in an arm: how clusters vary cannot be seen";
    } else if (!(m->min < m->max)) {
        effect->note = "the clusters do not vary";
    } else {
        effect->df = (double)(m->n - 1);
        effect->std_error = uf_moments_std_error(m);
        const double reach = uf_t_critical(level, effect->df) * effect->std_error;
        effect->conf_low = effect->estimate - reach;
        effect->conf_high = effect->estimate + reach;
    }
}

/* The cell of a cluster of the data, of an arm, with units in a wave; else NULL. */
static const uf_cluster_cell *cell_in(const uf_clustered *table, size_t cluster,
                                      unsigned char treated, uf_wave wave)
{
    const uf_cluster_cell *cell = &table->cells[wave][cluster];
    return table->data.treated[cluster] == treated && cell->units > 0 ? cell : NULL;
}

/* The ratio of totals, clusters as what varies. */
static uf_status total_effect(uf_effect *effect, const uf_clustered *table, unsigned char treated,
                              uf_wave wave, uf_error *error)
{
    uf_observation *totals = malloc((table->data.clusters + 1) * sizeof *totals);
    uf_linearised ratio;
    uf_status status;
    size_t n = 0;
    if (totals == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    for (size_t g = 0; g < table->data.clusters; g++) {
        const uf_cluster_cell *cell = cell_in(table, g, treated, wave);
        if (cell != NULL)
            totals[n++] = (uf_observation){ .value = { NAN, cell->value },
                                            .exposure = { 1, cell->exposure },
                                            .units = 1 };
    }
    if (table->settings.kind != UF_OUTCOME_NUMBER) {
        status = uf_linearised_rate(effect, totals, n, UF_WAVE_AFTER, table->settings.level, error);
    } else {
        status = uf_linearised_ratio(&ratio, totals, n, UF_WAVE_AFTER, UF_SCALE_PLAIN, error);
        if (status == UF_OK)
            status =
                uf_linearised_interval(effect, &ratio, UF_TWO_SIDED, table->settings.level, error);
        effect->statistic = effect->p_value = NAN;
    }
    free(totals);
    return status;
}

/* Its estimate where units were adjusted: without an interval, for want of a rule. */
static double total_of_means(const uf_clustered *table, unsigned char treated, uf_wave wave)
{
    double sum = 0, whole = 0;
    for (size_t g = 0; g < table->data.clusters; g++) {
        const uf_cluster_cell *cell = cell_in(table, g, treated, wave);
        sum += cell != NULL ? cell->exposure * cell->mean : 0;
        whole += cell != NULL ? cell->exposure : 0;
    }
    return sum / whole;
}

/* What the clusters of an arm have in a wave. */
struct level {
    uf_moments mean, low, high; /* of clusters, each alike */
    double units, events, sum_low, sum_high, whole;
};

static struct level level_of(const uf_clustered *table, unsigned char treated, uf_wave wave)
{
    struct level level = { .units = 0 };
    uf_moments_init(&level.mean);
    uf_moments_init(&level.low);
    uf_moments_init(&level.high);
    for (size_t g = 0; g < table->data.clusters; g++) {
        const uf_cluster_cell *cell = cell_in(table, g, treated, wave);
        if (cell == NULL)
            continue;
        uf_moments_push(&level.mean, cell->mean);
        uf_moments_push(&level.low, cell->low / cell->whole);
        uf_moments_push(&level.high, cell->high / cell->whole);
        level.units += cell->units;
        level.events += cell->events;
        level.sum_low += cell->low;
        level.sum_high += cell->high;
        level.whole += cell->whole;
    }
    return level;
}

static void count(uf_estimate *row, const uf_clustered *table, const struct level *level)
{
    const bool alike = table->settings.weighting == UF_CLUSTERS_ALIKE;
    row->clusters = (double)level->mean.n;
    row->n = level->units;
    if (table->unit_covariates > 0 || level->mean.n == 0)
        return;
    if (!alike && table->settings.kind == UF_OUTCOME_BINARY)
        row->events = level->events;
    if (!table->has_bounds)
        return;
    row->bound_low = alike ? uf_moments_mean(&level->low) : level->sum_low / level->whole;
    row->bound_high = alike ? uf_moments_mean(&level->high) : level->sum_high / level->whole;
}

uf_status uf_clustered_arm(uf_estimate *row, const uf_clustered *table, unsigned char treated,
                           uf_wave wave, uf_error *error)
{
    const struct level level = level_of(table, treated, wave);
    uf_effect effect;
    uf_estimate_init(row);
    if (table->settings.weighting == UF_CLUSTERS_ALIKE) {
        t_effect(&effect, &level.mean, table->settings.level);
    } else if (table->unit_covariates > 0) {
        effect = uf_effect_none("");
        effect.estimate = total_of_means(table, treated, wave);
    } else {
        const uf_status status = total_effect(&effect, table, treated, wave, error);
        if (status != UF_OK)
            return status;
    }
    row->role = UF_DESCRIPTIVE;
    row->term = level_term(table);
    uf_effect_row(row, &effect, table->settings.level);
    count(row, table, &level);
    return UF_OK;
}

/* ---- Its change ---- */

static uf_status relative(uf_effect *effect, const uf_clustered *table, unsigned char treated,
                          double *before, double *after, uf_error *error)
{
    size_t n = 0;
    for (size_t g = 0; g < table->clusters; g++) {
        if (table->treated[g] != treated)
            continue;
        before[n] = cell_of(table, g, UF_WAVE_BEFORE)->mean;
        after[n++] = cell_of(table, g, UF_WAVE_AFTER)->mean;
        if (before[n - 1] < 0 || after[n - 1] < 0) {
            *effect = uf_effect_none("");
            return UF_OK;
        }
    }
    return uf_cluster_relative_change(effect, before, after, n, FEWEST_FOR_RELATIVE_CHANGE,
                                      UF_TWO_SIDED, table->settings.level, error);
}

static void keep(uf_estimate *rows, size_t *count, const char *term, const uf_effect *effect,
                 const uf_clustered *table, unsigned char treated)
{
    uf_estimate *row = &rows[(*count)++];
    uf_estimate_init(row);
    row->role = UF_DESCRIPTIVE;
    row->term = term;
    uf_effect_row(row, effect, table->settings.level);
    row->statistic = row->p_value = NAN;
    row->clusters = (double)uf_clustered_count(table, treated);
    row->n = uf_clustered_units(table, treated, UF_WAVE_AFTER);
    row->n_reference = uf_clustered_units(table, treated, UF_WAVE_BEFORE);
}

uf_status uf_clustered_changes(uf_estimate *rows, size_t *count, const uf_clustered *table,
                               unsigned char treated, uf_error *error)
{
    const size_t room = table->clusters + 1;
    uf_effect effect;
    *count = 0;
    double *before = malloc(3 * room * sizeof *before);
    if (before == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    double *after = before + room, *change = after + room;
    uf_moments changes;
    uf_moments_init(&changes);
    for (size_t g = 0; g < table->clusters; g++) {
        change[g] =
            cell_of(table, g, UF_WAVE_AFTER)->mean - cell_of(table, g, UF_WAVE_BEFORE)->mean;
        if (table->treated[g] == treated)
            uf_moments_push(&changes, change[g]);
    }
    t_effect(&effect, &changes, table->settings.level);
    if (table->settings.weighting == UF_UNITS_ALIKE) {
        effect = uf_effect_none("");
        effect.estimate = weighted_mean(table, treated, change);
    }
    keep(rows, count, "change", &effect, table, treated);
    uf_status status = UF_OK;
    if (table->settings.weighting == UF_CLUSTERS_ALIKE &&
        table->settings.kind != UF_OUTCOME_NUMBER) {
        status = relative(&effect, table, treated, before, after, error);
        if (status == UF_OK)
            keep(rows, count, "relative_change", &effect, table, treated);
    }
    free(before);
    return status;
}

/* ---- A cluster, and all ---- */

bool uf_clustered_cluster(uf_estimate *row, const uf_clustered *table, size_t cluster, uf_wave wave)
{
    const uf_cluster_cell *cell = &table->cells[wave][cluster];
    uf_estimate_init(row);
    row->role = UF_DESCRIPTIVE;
    row->term = level_term(table);
    if (!(cell->units > 0))
        return false;
    row->estimate = cell->mean;
    row->n = cell->units;
    if (table->settings.kind == UF_OUTCOME_BINARY && table->unit_covariates == 0)
        row->events = cell->events;
    if (table->has_bounds && table->unit_covariates == 0) {
        row->bound_low = cell->low / cell->whole;
        row->bound_high = cell->high / cell->whole;
    }
    row->clusters = 1;
    return true;
}

/* The row of a correlation, and the design effect that it means. */
static void keep_icc(uf_estimate *row, double *design_effect, const uf_effect *effect,
                     const uf_icc *sizes, double level)
{
    uf_estimate_init(row);
    row->role = UF_DESCRIPTIVE;
    row->term = "icc";
    uf_effect_row(row, effect, level);
    row->n = sizes->n;
    row->clusters = (double)sizes->clusters;
    *design_effect = uf_icc_design_effect(effect->estimate, sizes->mean_size, sizes->size_cv);
}

uf_status uf_clustered_icc(uf_estimate *rows, double *design_effects, const uf_clustered *table,
                           uf_wave wave, uf_error *error)
{
    const size_t clusters = table->data.clusters;
    const double level = table->settings.level;
    uf_moments *groups = malloc((clusters + 1) * sizeof *groups);
    uf_effect anova, reml;
    uf_icc icc;
    if (groups == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    for (size_t g = 0; g < clusters; g++)
        groups[g] = table->cells[wave][g].moments;
    uf_icc_anova(&icc, groups, clusters);
    uf_status status = uf_icc_estimate(&anova, groups, clusters, UF_ICC_EXACT, level, error);
    if (status == UF_OK)
        status = uf_icc_reml_estimate(&reml, groups, clusters, level, error);
    free(groups);
    if (status != UF_OK)
        return status;
    keep_icc(&rows[0], &design_effects[0], &anova, &icc, level);
    keep_icc(&rows[1], &design_effects[1], &reml, &icc, level);
    return UF_OK;
}

/* ---- How alike the arms were before ---- */

/* The standard deviation of units before, pooled within arms; *df its degrees of freedom. */
static double spread_before(const uf_clustered *table, double *df)
{
    uf_moments arm[2];
    uf_moments_init(&arm[0]);
    uf_moments_init(&arm[1]);
    for (size_t g = 0; g < table->clusters; g++)
        uf_moments_merge(&arm[table->treated[g]], &cell_of(table, g, UF_WAVE_BEFORE)->moments);
    *df = (double)arm[0].n + (double)arm[1].n - 2;
    return *df > 0 ? sqrt((arm[0].deviations + arm[1].deviations) / *df) : NAN;
}

/* Differences of clusters' values before in standard deviations, or the Cox index of two shares. */
static uf_status standardise(uf_effect *effect, const uf_clustered *table, const double *before,
                             uf_error *error)
{
    uf_cluster_design design = uf_clustered_regression(table);
    design.assigned.block = NULL;
    design.covariates = NULL;
    design.covariate_count = 0;
    double df;
    if (table->settings.kind == UF_OUTCOME_BINARY) {
        const double one = weighted_mean(table, 1, before), other = weighted_mean(table, 0, before);
        const double odds = one / (1 - one) / (other / (1 - other));
        *effect = uf_effect_none("cox-index");
        if (odds > 0 && isfinite(odds))
            effect->estimate = log(odds) / 1.65;
        else
            effect->note = "a share before is 0 or 1: it has no odds";
        return UF_OK;
    }
    const uf_status status =
        uf_cluster_means(effect, before, &design, UF_TWO_SIDED, table->settings.level, error);
    const double sd = spread_before(table, &df), factor = uf_hedges_correction(df) / sd;
    if (!(df > 1) || !(sd > 0)) {
        *effect = uf_effect_none("cluster-means");
        effect->note = "the values before do not vary";
        return status;
    }
    effect->estimate *= factor;
    effect->std_error *= factor;
    effect->conf_low *= factor;
    effect->conf_high *= factor;
    effect->statistic = effect->p_value = NAN;
    return status;
}

uf_status uf_clustered_baseline(uf_estimate *row, const uf_clustered *table, uf_error *error)
{
    uf_effect effect = uf_effect_none("");
    uf_status status = UF_OK;
    uf_estimate_init(row);
    row->role = UF_DESCRIPTIVE;
    row->term = table->settings.kind == UF_OUTCOME_BINARY ? "cox_index" : "hedges_g";
    row->clusters = (double)table->clusters;
    row->n = uf_clustered_units(table, 1, UF_WAVE_BEFORE);
    row->n_reference = uf_clustered_units(table, 0, UF_WAVE_BEFORE);
    double *before = malloc((table->clusters + 1) * sizeof *before);
    if (before == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    for (size_t g = 0; g < table->clusters; g++)
        before[g] = cell_of(table, g, UF_WAVE_BEFORE)->mean;
    if (table->settings.kind == UF_OUTCOME_RATE)
        effect.note = "a ratio of totals has no standard deviation between units";
    else if (!(row->n > 0) || !(row->n_reference > 0))
        effect.note = "an arm has no clusters";
    else
        status = standardise(&effect, table, before, error);
    free(before);
    uf_effect_row(row, &effect, table->settings.level);
    uf_comparison_note_equivalence(row);
    return status;
}
