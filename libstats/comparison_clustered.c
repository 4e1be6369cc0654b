/* comparison_clustered.c: units summed up to one number for each cluster. */
#include "comparison_clustered_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utfall/adjusted_means.h>
#include <utfall/cluster_means.h>

/* ---- Which units count ---- */

static const double *covariates_of(const uf_clustered *table, size_t unit, uf_wave wave)
{
    const size_t k = table->data.covariate_count;
    return table->data.covariates + (unit * UF_WAVES + wave) * k;
}

static bool seen(const uf_clustered *table, size_t unit, uf_wave wave)
{
    if (isnan(table->data.units[unit].value[wave]))
        return false;
    for (size_t k = 0; k < table->data.covariate_count; k++)
        if (isnan(covariates_of(table, unit, wave)[k]))
            return false;
    return true;
}

static bool counts(const uf_clustered *table, size_t unit, uf_wave wave)
{
    if (!table->settings.panel)
        return seen(table, unit, wave);
    return seen(table, unit, UF_WAVE_BEFORE) && seen(table, unit, UF_WAVE_AFTER);
}

static bool needs(const uf_clustered *table, uf_wave wave)
{
    return wave == UF_WAVE_AFTER || table->settings.design != UF_CLUSTERED_POST;
}

static uf_status check(const uf_clustered_data *data, const uf_clustered_settings *settings,
                       const char *function, uf_error *error)
{
    if (isnan(uf_level_each_side(settings->level, settings->alternative)))
        return uf_error_set(error, UF_EINVAL, function, "level is out of range", UF_NO_INDEX,
                            settings->level);
    for (size_t g = 0; g < data->clusters; g++)
        if (data->treated[g] > 1)
            return uf_error_set(error, UF_EINVAL, function, "a cluster has no arm", g, NAN);
    for (size_t i = 0; i < data->count; i++)
        for (int w = 0; w < UF_WAVES; w++) {
            const uf_clustered_unit *unit = &data->units[i];
            const double value = unit->value[w];
            if (isnan(value))
                continue;
            if (isinf(value) || !(unit->exposure[w] > 0) || isinf(unit->exposure[w]) ||
                unit->cluster[w] >= data->clusters || unit->units > UINT64_C(1) << 53 ||
                (settings->kind == UF_OUTCOME_BINARY && value != 0 && value != 1))
                return uf_error_set(error, UF_EINVAL, function, "a unit is out of range", i, value);
        }
    return UF_OK;
}

/* ---- Cells ---- */

static void add(uf_clustered *table, size_t i, uf_wave wave)
{
    const uf_clustered_unit *unit = &table->data.units[i];
    uf_cluster_cell *cell = &table->cells[wave][unit->cluster[wave]];
    const double units = (double)unit->units, value = unit->value[wave];
    const double exposure = unit->exposure[wave], seen_as = value / exposure;
    const double low = isnan(unit->low[wave]) ? seen_as : unit->low[wave];
    const double high = isnan(unit->high[wave]) ? seen_as : unit->high[wave];
    const double whole = isnan(unit->whole[wave]) ? exposure : unit->whole[wave];
    const uf_moments alike = { unit->units, seen_as, 0, seen_as, seen_as };
    uf_moments_merge(&cell->moments, &alike);
    cell->units += units;
    cell->events += value > 0 ? units : 0;
    cell->value += units * value;
    cell->exposure += units * exposure;
    cell->whole += units * whole;
    cell->low += units * whole * low;
    cell->high += units * whole * high;
    table->has_bounds |= low < high;
}

/* Sums of whole numbers are exact, so shares and rates are quotients of exact totals. */
static void sum_up(uf_clustered *table)
{
    const bool mean = table->settings.kind == UF_OUTCOME_NUMBER;
    for (int w = 0; w < UF_WAVES; w++) {
        for (size_t g = 0; g < table->data.clusters; g++) {
            table->cells[w][g] = (uf_cluster_cell){ .units = 0 };
            uf_moments_init(&table->cells[w][g].moments);
        }
        for (size_t i = 0; i < table->data.count; i++)
            if (counts(table, i, (uf_wave)w))
                add(table, i, (uf_wave)w);
        for (size_t g = 0; g < table->data.clusters; g++) {
            uf_cluster_cell *cell = &table->cells[w][g];
            cell->mean = !(cell->units > 0) ? NAN
                         : mean             ? uf_moments_mean(&cell->moments)
                                            : cell->value / cell->exposure;
        }
    }
}

/* ---- Covariates ---- */

/* Which covariates are the same for all units of a cluster and period. */
static void sort_covariates(uf_clustered *table)
{
    const size_t k = table->data.covariate_count, cells = table->data.clusters * k;
    for (size_t c = 0; c < k; c++)
        table->in_cell[c] = true;
    for (int w = 0; w < UF_WAVES; w++) {
        for (size_t c = 0; c < cells; c++)
            table->cell_covariates[c] = NAN;
        for (size_t i = 0; i < table->data.count; i++) {
            if (!needs(table, (uf_wave)w) || !counts(table, i, (uf_wave)w))
                continue;
            const double *x = covariates_of(table, i, (uf_wave)w);
            double *first = table->cell_covariates + table->data.units[i].cluster[w] * k;
            for (size_t c = 0; c < k; c++) {
                first[c] = isnan(first[c]) ? x[c] : first[c];
                table->in_cell[c] = table->in_cell[c] && x[c] == first[c];
            }
        }
    }
    for (size_t c = 0; c < k; c++)
        table->unit_covariates += table->in_cell[c] ? 0 : 1;
}

/* The units of the waves needed as rows whose clusters are the cells. */
struct rows {
    double *x, *y, *weights; /* one block */
    uint32_t *cell;
    size_t n;
};

static void push(struct rows *r, const uf_clustered *table, size_t i, uf_wave wave)
{
    const uf_clustered_unit *unit = &table->data.units[i];
    const double *x = covariates_of(table, i, wave);
    size_t column = 0;
    for (size_t c = 0; c < table->data.covariate_count; c++)
        if (!table->in_cell[c])
            r->x[r->n * table->unit_covariates + column++] = x[c];
    r->y[r->n] = unit->value[wave] / unit->exposure[wave];
    r->weights[r->n] = (double)unit->units * unit->exposure[wave];
    r->cell[r->n++] = (uint32_t)(unit->cluster[wave] + (size_t)wave * table->data.clusters);
}

/* The data's position of a covariate among those of units. */
static size_t covariate_of(const uf_clustered *table, size_t column)
{
    for (size_t c = 0; c < table->data.covariate_count; c++)
        if (!table->in_cell[c] && column-- == 0)
            return c;
    return UF_NO_INDEX;
}

static uf_status adjust_rows(uf_clustered *table, const struct rows *r, uf_error *error)
{
    const size_t clusters = table->data.clusters;
    const uf_design design = { .n = r->n,
                               .p = table->unit_covariates,
                               .x = r->x,
                               .y = r->y,
                               .weights = r->weights,
                               .weighted = UF_WEIGHT_IMPORTANCE,
                               .cluster = r->cell,
                               .clusters = UF_WAVES * clusters };
    double *means = malloc(UF_WAVES * clusters * sizeof *means);
    uf_error inner;
    if (means == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    const uf_status status = uf_adjusted_means(means, &design, &inner);
    for (size_t i = 0; status == UF_OK && i < UF_WAVES * clusters; i++)
        table->cells[i / clusters][i % clusters].mean = means[i];
    free(means);
    if (status == UF_OK)
        return UF_OK;
    return uf_error_set(error, status, inner.function, inner.reason,
                        status == UF_ESINGULAR && inner.index != UF_NO_INDEX
                            ? covariate_of(table, inner.index)
                            : inner.index,
                        inner.value);
}

static uf_status adjust(uf_clustered *table, uf_error *error)
{
    if (table->unit_covariates == 0)
        return UF_OK;
    const size_t room = UF_WAVES * table->data.count + 1;
    struct rows r = { .n = 0 };
    uf_status status = UF_OK;
    r.x = malloc(room * (table->unit_covariates + 2) * sizeof *r.x);
    r.cell = malloc(room * sizeof *r.cell);
    if (r.x == NULL || r.cell == NULL) {
        status = uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    } else {
        r.y = r.x + room * table->unit_covariates;
        r.weights = r.y + room;
        for (int w = 0; w < UF_WAVES; w++)
            for (size_t i = 0; i < table->data.count; i++)
                if (needs(table, (uf_wave)w) && counts(table, i, (uf_wave)w))
                    push(&r, table, i, (uf_wave)w);
        if (r.n > 0)
            status = adjust_rows(table, &r, error);
    }
    free(r.x);
    free(r.cell);
    return status;
}

/* ---- One number for each cluster ---- */

static double weigh(const uf_clustered *table, size_t source)
{
    double weight = 0;
    for (int w = 0; w < UF_WAVES; w++)
        if (w == UF_WAVE_AFTER || table->settings.design == UF_CLUSTERED_DID)
            weight += table->cells[w][source].exposure;
    return weight;
}

static void list_clusters(uf_clustered *table)
{
    const uf_clustered_data *data = &table->data;
    double all = 0;
    for (size_t g = 0; g < data->clusters; g++) {
        bool whole = true;
        table->place[g] = UF_NO_INDEX;
        for (int w = 0; w < UF_WAVES; w++)
            whole = whole && (!needs(table, (uf_wave)w) || !isnan(table->cells[w][g].mean));
        if (!whole)
            continue;
        table->place[g] = table->clusters;
        table->source[table->clusters] = g;
        table->treated[table->clusters] = data->treated[g];
        if (data->block != NULL)
            table->block[table->clusters] = data->block[g];
        table->size[table->clusters] = table->cells[UF_WAVE_AFTER][g].units;
        table->weight[table->clusters] = weigh(table, g);
        all += table->weight[table->clusters++];
    }
    for (size_t g = 0; g < table->clusters; g++)
        table->weight[g] /= all;
}

static void list_covariates(uf_clustered *table)
{
    const size_t k = table->data.covariate_count;
    if (table->settings.design == UF_CLUSTERED_ANCOVA)
        table->covariate_source[table->covariate_count++] = k;
    for (size_t c = 0; c < k; c++)
        if (table->in_cell[c])
            table->covariate_source[table->covariate_count++] = c;
    for (size_t g = 0; g < table->clusters; g++)
        for (size_t c = 0; c < table->covariate_count; c++) {
            const size_t source = table->covariate_source[c];
            table->covariates[g * table->covariate_count + c] =
                source == k ? table->cells[UF_WAVE_BEFORE][table->source[g]].mean
                            : table->cell_covariates[table->source[g] * k + source];
        }
}

/* y_g on the scale. A value that has no place there leaves the reason in unscaled. */
static uf_status measure(uf_clustered *table, uf_error *error)
{
    const uf_clustered_settings *settings = &table->settings;
    uf_status status = UF_OK;
    for (size_t g = 0; g < table->clusters; g++) {
        const double after = table->cells[UF_WAVE_AFTER][table->source[g]].mean;
        const double before = table->cells[UF_WAVE_BEFORE][table->source[g]].mean;
        table->y[g] = after;
        if (settings->design == UF_CLUSTERED_DID)
            status =
                uf_outcome_scale_changes(&table->y[g], &before, &after, 1, settings->scale, error);
        if (status == UF_EDATA) {
            table->unscaled = settings->scale == UF_ON_LOGIT
                                  ? "a cluster's share is 0 or 1: it has no place on this scale"
                                  : "a cluster's value is 0: it has no place on this scale";
            return UF_OK;
        }
        if (status != UF_OK)
            return status;
    }
    for (size_t g = 0; g < table->data.clusters; g++)
        table->values[g] = table->place[g] == UF_NO_INDEX ? NAN : table->y[table->place[g]];
    return UF_OK;
}

/* ---- Making and asking ---- */

static bool allocate(uf_clustered *table)
{
    const size_t g = table->data.clusters + 1, k = table->data.covariate_count + 1;
    for (int w = 0; w < UF_WAVES; w++)
        table->cells[w] = malloc(g * sizeof *table->cells[w]);
    table->values = malloc(4 * g * sizeof *table->values);
    table->in_cell = malloc(k * sizeof *table->in_cell);
    table->cell_covariates = malloc(2 * g * k * sizeof *table->cell_covariates);
    table->source = malloc(2 * g * sizeof *table->source);
    table->treated = malloc(g * sizeof *table->treated);
    table->block = table->data.block != NULL ? malloc(g * sizeof *table->block) : NULL;
    table->covariate_source = malloc(k * sizeof *table->covariate_source);
    if (table->cells[UF_WAVE_BEFORE] == NULL || table->cells[UF_WAVE_AFTER] == NULL ||
        table->values == NULL || table->in_cell == NULL || table->cell_covariates == NULL ||
        table->source == NULL || table->treated == NULL || table->covariate_source == NULL ||
        (table->data.block != NULL && table->block == NULL))
        return false;
    table->y = table->values + g;
    table->weight = table->y + g;
    table->size = table->weight + g;
    table->covariates = table->cell_covariates + g * k;
    table->place = table->source + g;
    return true;
}

uf_status uf_clustered_new(uf_clustered **made, const uf_clustered_data *data,
                           const uf_clustered_settings *settings, uf_error *error)
{
    *made = NULL;
    uf_status status = check(data, settings, __func__, error);
    if (status != UF_OK)
        return status;
    uf_clustered *table = malloc(sizeof *table);
    if (table != NULL)
        *table = (uf_clustered){ .data = *data, .settings = *settings };
    if (table == NULL || !allocate(table)) {
        uf_clustered_free(table);
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    }
    sum_up(table);
    sort_covariates(table);
    status = adjust(table, error);
    if (status == UF_OK) {
        list_clusters(table);
        list_covariates(table);
        status = measure(table, error);
    }
    if (status != UF_OK) {
        uf_clustered_free(table);
        return status;
    }
    *made = table;
    return UF_OK;
}

void uf_clustered_free(uf_clustered *table)
{
    if (table == NULL)
        return;
    for (int w = 0; w < UF_WAVES; w++)
        free(table->cells[w]);
    free(table->values);
    free(table->in_cell);
    free(table->cell_covariates);
    free(table->source);
    free(table->treated);
    free(table->block);
    free(table->covariate_source);
    free(table);
}

size_t uf_clustered_count(const uf_clustered *table, unsigned char treated)
{
    const uf_assignment assigned = { table->treated, NULL, table->clusters };
    return uf_cluster_means_count(&assigned, treated);
}

size_t uf_clustered_left_out(const uf_clustered *table)
{
    return table->data.clusters - table->clusters;
}

double uf_clustered_units(const uf_clustered *table, unsigned char treated, uf_wave wave)
{
    double units = 0;
    for (size_t g = 0; g < table->clusters; g++)
        if (table->treated[g] == treated)
            units += table->cells[wave][table->source[g]].units;
    return units;
}

bool uf_clustered_selected(const uf_clustered *table)
{
    double units = 0, events = 0;
    if (table->settings.kind != UF_OUTCOME_BINARY)
        return false;
    for (size_t g = 0; g < table->data.clusters; g++) {
        units += table->cells[UF_WAVE_BEFORE][g].units;
        events += table->cells[UF_WAVE_BEFORE][g].events;
    }
    return units > 0 && 10 * (units - events) <= units;
}

bool uf_clustered_has_bounds(const uf_clustered *table)
{
    return table->has_bounds;
}

bool uf_clustered_unlike(const uf_clustered *table)
{
    const uf_assignment assigned = { table->treated, NULL, table->clusters };
    return uf_cluster_sizes_unlike(table->size, &assigned);
}

const double *uf_clustered_values(const uf_clustered *table)
{
    return table->values;
}

uf_cluster_design uf_clustered_regression(const uf_clustered *table)
{
    return (uf_cluster_design){ .assigned = { table->treated, table->block, table->clusters },
                                .weight = table->settings.weighting == UF_UNITS_ALIKE
                                              ? table->weight
                                              : NULL,
                                .covariates = table->covariate_count > 0 ? table->covariates : NULL,
                                .covariate_count = table->covariate_count };
}

size_t uf_clustered_block_columns(size_t *column, const uf_clustered *table)
{
    size_t columns = 0;
    for (size_t g = 0; g < table->clusters; g++) {
        size_t before = 0;
        column[g] = SIZE_MAX;
        if (table->block == NULL)
            continue;
        while (table->block[before] != table->block[g])
            before++;
        if (before < g)
            column[g] = column[before];
        else if (g > 0)
            column[g] = columns++;
    }
    return columns;
}
