/* compare_cluster_data.c: the cells that only comparisons of clusters need. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/limit.h>

#include "cli/compare_clusters.h"
#include "cli/numbers.h"

static void grow(uf_compare *job, uf_compare_clusters *c)
{
    uf_cli *cli = job->cli;
    if (job->data.count < c->room)
        return;
    c->room = 2 * c->room + 1024;
    c->cluster = uf_cli_grow(cli, c->cluster, c->room, sizeof *c->cluster);
    if (c->covariate_count > 0)
        c->covariate =
            uf_cli_grow(cli, c->covariate, c->room, c->covariate_count * sizeof *c->covariate);
    if (c->rate_min == UF_NO_COLUMN)
        return;
    c->low = uf_cli_grow(cli, c->low, c->room, job->outcome_count * sizeof *c->low);
    c->high = uf_cli_grow(cli, c->high, c->room, job->outcome_count * sizeof *c->high);
    c->unknown = uf_cli_grow(cli, c->unknown, c->room, sizeof *c->unknown);
}

/* ---- What the outcome could be ---- */

/* The limit that a flag of uf-threshold is about: above_15, at_least_12.5. */
static bool limit_of(const char *outcome, uf_limit *limit)
{
    static const char *const beginnings[] = { "above_", "at_least_" };
    for (int i = 0; i < 2; i++) {
        const size_t length = strlen(beginnings[i]);
        if (strncmp(outcome, beginnings[i], length) != 0)
            continue;
        uf_number number;
        limit->inclusive = i == 1;
        if (!uf_number_scan(outcome + length, strlen(outcome + length), &number) ||
            !uf_number_decimal(&number, &limit->value))
            return false;
        limit->value.places += 2; /* the name has percent */
        return true;
    }
    return false;
}

/* Bounds of one outcome: a rate of absence, or a flag of a limit on it. Others have none. */
static void bound(const uf_compare *job, size_t outcome, const uf_decimal *rates, double *ends)
{
    const char *name = job->outcomes[outcome];
    uf_limit limit;
    ends[0] = ends[1] = NAN;
    for (int end = 0; end < 2; end++) {
        if (job->columns.exposure != UF_NO_COLUMN && strcmp(name, "absent") == 0)
            ends[end] = uf_decimal_value(rates[end]);
        else if (job->columns.exposure == UF_NO_COLUMN && limit_of(name, &limit))
            ends[end] = uf_limit_selects(&limit, rates[end]) ? 1 : 0;
    }
}

static void read_bounds(uf_compare *job, uf_compare_clusters *c)
{
    const size_t at = job->data.count;
    uf_decimal rates[2];
    double ends[2] = { NAN, NAN };
    const bool low = uf_rows_decimal(job->rows, c->rate_min, &rates[0]);
    const bool high = uf_rows_decimal(job->rows, c->rate_max, &rates[1]);
    for (size_t i = 0; i < job->outcome_count; i++) {
        if (low && high)
            bound(job, i, rates, ends);
        c->low[at * job->outcome_count + i] = ends[0];
        c->high[at * job->outcome_count + i] = ends[1];
    }
    c->unknown[at] = 0;
    if (c->unreported == UF_NO_COLUMN || job->columns.exposure == UF_NO_COLUMN)
        return;
    const double unreported = uf_rows_number(job->rows, c->unreported);
    const double exposure = uf_rows_number(job->rows, job->columns.exposure);
    if (unreported >= 0 && exposure > 0)
        c->unknown[at] = unreported / exposure;
}

/* ---- One row ---- */

/* The cluster of the row; a row without one is bad. */
static uint32_t read_cluster(const uf_compare *job, const uf_compare_clusters *c)
{
    const size_t own = uf_rows_column(job->rows, c->name);
    return uf_rows_present(job->rows, own) ? uf_groups_code(c->clusters, job->rows) : 0;
}

void uf_compare_clusters_read(uf_compare *job)
{
    uf_compare_clusters *c = job->clusters;
    grow(job, c);
    c->cluster[job->data.count] = read_cluster(job, c);
    for (size_t k = 0; k < c->covariate_count; k++)
        c->covariate[job->data.count * c->covariate_count + k] =
            uf_rows_number(job->rows, c->covariate_columns[k]);
    if (c->rate_min != UF_NO_COLUMN)
        read_bounds(job, c);
}

/* ---- Other periods ---- */

static uf_compare_total *total_of(uf_compare *job, uint32_t group, uint32_t cluster,
                                  uint32_t period)
{
    uf_compare_clusters *c = job->clusters;
    const size_t width = job->outcome_count;
    /* Files are in the order of periods or clusters, so the last ones are the likely ones. */
    for (size_t i = c->total_count; i > 0; i--) {
        uf_compare_total *total = &c->totals[i - 1];
        if (total->group == group && total->cluster == cluster && total->period == period)
            return total;
    }
    if (c->total_count == c->total_room) {
        c->total_room = 2 * c->total_room + 64;
        c->totals = uf_cli_grow(job->cli, c->totals, c->total_room, sizeof *c->totals);
    }
    uf_compare_total *total = &c->totals[c->total_count++];
    *total = (uf_compare_total){ .group = group, .cluster = cluster, .period = period };
    total->value = uf_cli_allocate(job->cli, 2 * width, sizeof *total->value);
    total->exposure = total->value + width;
    for (size_t i = 0; i < 2 * width; i++)
        total->value[i] = 0;
    return total;
}

bool uf_compare_periods_read(uf_compare *job)
{
    uf_compare_clusters *c = job->clusters;
    const bool rates = job->columns.exposure != UF_NO_COLUMN;
    uint32_t group;
    if (c->settings.design != UF_CLUSTERED_DID || job->columns.count != UF_NO_COLUMN ||
        c->covariate_count > 0)
        return false;
    const uf_cell cell = uf_rows_cell(job->rows, job->columns.period);
    const uint32_t period = uf_intern_code(c->periods, cell.text, cell.length);
    const uint32_t cluster = read_cluster(job, c);
    const double exposure = rates ? uf_rows_number(job->rows, job->columns.exposure) : 1;
    if (!uf_units_take(job->unit_rules, &group))
        return true;
    uf_compare_total *total = total_of(job, group, cluster, period);
    for (size_t i = 0; i < job->outcome_count; i++) {
        const double value = uf_rows_number(job->rows, job->columns.outcomes[i]);
        if (isnan(value) || !(exposure > 0))
            continue;
        total->value[i] += value;
        total->exposure[i] += exposure;
    }
    return true;
}
