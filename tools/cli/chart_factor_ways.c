/* chart_factor_ways.c: rows of results, a factor at a time. */
#include "cli/chart_factor_ways.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const way_names[UF_WAYS] = { "lowered", "same", "raised", "revealed" };

struct gathering {
    uf_cli *cli;
    uf_factor_ways *factors;
    size_t count;
};

/* --- Which rows. --- */

static uf_factor_way way_of(const uf_estimate *estimate)
{
    for (int way = 0; way < UF_WAYS; way++)
        if (strcmp(estimate->measure, way_names[way]) == 0)
            return (uf_factor_way)way;
    return UF_WAYS;
}

/* The other rows about a factor are for other charts. */
static uf_chart_use use(const uf_results *results, size_t row)
{
    const uf_estimate *estimate = uf_results_get(results, row);
    if (strcmp(estimate->term, "share") == 0 && way_of(estimate) != UF_WAYS)
        return UF_CHART_DRAWN;
    return estimate->group[0] != '\0' && strcmp(estimate->period, "after-before") == 0
               ? UF_CHART_BESIDE
               : UF_CHART_LEFT;
}

bool uf_factor_ways_risk(const uf_factor_ways *factor)
{
    const uf_estimate *lowered = factor->rows[UF_LOWERED], *raised = factor->rows[UF_RAISED];
    return (lowered != NULL && lowered->better == UF_BETTER_HIGHER) ||
           (raised != NULL && raised->better == UF_BETTER_LOWER);
}

static uf_factor_ways *find_factor(struct gathering *all, const char *label)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->factors[i].label, label) == 0)
            return &all->factors[i];
    all->factors[all->count] = (uf_factor_ways){ .label = label };
    return &all->factors[all->count++];
}

/* Risks before protective factors, each in the order of the results. */
static void part(struct gathering *all)
{
    uf_factor_ways *parted = uf_cli_allocate(all->cli, all->count + 1, sizeof *all->factors);
    size_t at = 0;
    for (int risk = 1; risk >= 0; risk--)
        for (size_t i = 0; i < all->count; i++)
            if (uf_factor_ways_risk(&all->factors[i]) == (risk == 1))
                parted[at++] = all->factors[i];
    free(all->factors);
    all->factors = parted;
}

uf_factor_ways *uf_factor_ways_find(uf_cli *cli, const uf_chart_rows *rows, size_t *count)
{
    const size_t n = uf_chart_rows_count(rows);
    struct gathering all = { .cli = cli };
    all.factors = uf_cli_allocate(cli, n + 1, sizeof *all.factors);
    for (size_t i = 0; i < n; i++) {
        const uf_chart_row *row = uf_chart_rows_get(rows, i);
        const char *label = row->label[0] != '\0' ? row->label : row->estimate->group;
        const uf_estimate **cell = &find_factor(&all, label)->rows[way_of(row->estimate)];
        if (*cell != NULL)
            uf_cli_die(cli, "two results for '%s', %s", label, row->estimate->measure);
        *cell = row->estimate;
    }
    part(&all);
    *count = all.count;
    return all.factors;
}

uf_chart_rows *uf_factor_ways_choose(uf_cli *cli, const uf_results *results)
{
    const uf_chart_choice choice = { .not_drawn = "not the ways of a factor",
                                     .use = use,
                                     .no_sections = true,
                                     .series = "measure" };
    return uf_chart_rows_choose(cli, results, &choice);
}

/* --- Shares. --- */

double uf_factor_ways_share(const uf_factor_ways *factor, uf_factor_way way)
{
    const uf_estimate *estimate = factor->rows[way];
    return estimate == NULL || isnan(estimate->estimate) ? 0.0 : estimate->estimate;
}

double uf_factor_ways_upper(const uf_factor_ways *factor, uf_factor_way way)
{
    const uf_estimate *estimate = factor->rows[way];
    return estimate == NULL || !isfinite(estimate->conf_high) ? uf_factor_ways_share(factor, way)
                                                              : estimate->conf_high;
}
