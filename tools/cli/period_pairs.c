/* period_pairs.c: one record per unit, sorted into groups and clusters when all are there. */
#include "cli/period_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "cli/groups.h"

#define NOWHERE UINT32_MAX /* no outcome in that period */

struct unit {
    uint32_t group;
    uint32_t cluster[UF_PAIR_KINDS];
    uint32_t place[UF_PERIODS];
    bool was_before;
};

struct uf_pairs {
    uf_cli *cli;
    uf_rows *rows;
    uf_groups *names; /* --by and the unit; NULL where every row is a unit */
    size_t column[UF_PAIR_KINDS];
    uf_groups *clusters[UF_PAIR_KINDS];
    struct unit *units;
    size_t count, room;
    uint32_t groups;
    size_t *first; /* [group + 1] where a group begins in units, once finished */
};

static uf_groups *open_clusters(uf_pairs *pairs, uf_pair_kind kind)
{
    size_t columns[2], n = 0;
    const size_t school = uf_rows_column(pairs->rows, "school");
    if (pairs->column[kind] == UF_NO_COLUMN)
        return NULL;
    if (pairs->column[kind] == uf_rows_column(pairs->rows, "class") && school != UF_NO_COLUMN)
        columns[n++] = school;
    columns[n++] = pairs->column[kind];
    return uf_groups_new(pairs->cli, pairs->rows, columns, n);
}

static uf_groups *open_names(uf_pairs *pairs, size_t unit)
{
    size_t n;
    const size_t *by = uf_rows_select(pairs->rows, "by", &n);
    size_t *columns = uf_cli_allocate(pairs->cli, n + 1, sizeof *columns);
    for (size_t i = 0; i < n; i++)
        columns[i] = by[i];
    columns[n] = unit;
    uf_groups *names = uf_groups_new(pairs->cli, pairs->rows, columns, n + 1);
    free(columns);
    return names;
}

uf_pairs *uf_pairs_new(uf_cli *cli, uf_rows *rows, const uf_units *units, size_t column,
                       bool repeated)
{
    uf_pairs *pairs = uf_cli_allocate(cli, 1, sizeof *pairs);
    *pairs = (uf_pairs){ .cli = cli, .rows = rows };
    pairs->column[UF_PAIR_COLUMN] = column;
    pairs->column[UF_PAIR_SCHOOL] = uf_rows_column(rows, "school");
    pairs->column[UF_PAIR_CLASS] = uf_rows_column(rows, "class");
    for (int kind = 0; kind < UF_PAIR_KINDS; kind++)
        pairs->clusters[kind] = open_clusters(pairs, (uf_pair_kind)kind);
    const size_t unit = uf_units_column(units);
    if (unit != UF_NO_COLUMN && !repeated)
        pairs->names = open_names(pairs, unit);
    return pairs;
}

void uf_pairs_free(uf_pairs *pairs)
{
    if (pairs == NULL)
        return;
    uf_groups_free(pairs->names);
    for (int kind = 0; kind < UF_PAIR_KINDS; kind++)
        uf_groups_free(pairs->clusters[kind]);
    free(pairs->units);
    free(pairs->first);
    free(pairs);
}

/* The record of the current row's unit, made if it is new. */
static struct unit *unit_of(uf_pairs *pairs)
{
    const size_t code =
        pairs->names != NULL ? uf_groups_code(pairs->names, pairs->rows) : pairs->count;
    if (code < pairs->count)
        return &pairs->units[code];
    if (pairs->count == pairs->room) {
        pairs->room = 2 * pairs->room + 256;
        pairs->units = uf_cli_grow(pairs->cli, pairs->units, pairs->room, sizeof pairs->units[0]);
    }
    struct unit *unit = &pairs->units[pairs->count++];
    *unit = (struct unit){ .place = { NOWHERE, NOWHERE } };
    return unit;
}

void uf_pairs_add(uf_pairs *pairs, uint32_t group, int period, bool known, size_t place)
{
    struct unit *unit = unit_of(pairs);
    unit->group = group;
    if (group >= pairs->groups)
        pairs->groups = group + 1;
    if (known)
        unit->place[period] = (uint32_t)place;
    for (int kind = 0; kind < UF_PAIR_KINDS && !unit->was_before; kind++)
        if (pairs->clusters[kind] != NULL)
            unit->cluster[kind] = uf_groups_code(pairs->clusters[kind], pairs->rows);
    unit->was_before |= period == UF_BEFORE;
}

void uf_pairs_finish(uf_pairs *pairs)
{
    struct unit *sorted = uf_cli_allocate(pairs->cli, pairs->count, sizeof *sorted);
    size_t *first = uf_cli_allocate(pairs->cli, pairs->groups + 2, sizeof *first);
    memset(first, 0, (pairs->groups + 2) * sizeof *first);
    for (size_t i = 0; i < pairs->count; i++)
        first[pairs->units[i].group + 2]++;
    for (size_t g = 2; g < (size_t)pairs->groups + 2; g++)
        first[g] += first[g - 1];
    for (size_t i = 0; i < pairs->count; i++)
        sorted[first[pairs->units[i].group + 1]++] = pairs->units[i];
    free(pairs->units);
    pairs->units = sorted;
    pairs->first = first;
}

/* The units of a group, n of them. */
static const struct unit *units_of(const uf_pairs *pairs, uint32_t group, size_t *n)
{
    *n = group < pairs->groups ? pairs->first[group + 1] - pairs->first[group] : 0;
    return *n > 0 ? pairs->units + pairs->first[group] : NULL;
}

size_t uf_pairs_in_both(const uf_pairs *pairs, uint32_t group)
{
    size_t n, both = 0;
    const struct unit *units = units_of(pairs, group, &n);
    for (size_t i = 0; i < n; i++)
        both += units[i].place[UF_BEFORE] != NOWHERE && units[i].place[UF_AFTER] != NOWHERE;
    return both;
}

/* ---- Totals by cluster ---- */

/* Units and events of one cluster; while they are added up, of one unit and its cluster's code. */
struct total {
    uint32_t cluster;
    uint64_t n[UF_PERIODS], events[UF_PERIODS];
};

static int by_cluster(const void *left, const void *right)
{
    const struct total *a = left, *b = right;
    return (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

/* By counts, which do not depend on the order in which clusters were met. */
static int by_counts(const void *left, const void *right)
{
    const struct total *a = left, *b = right;
    for (int period = 0; period < UF_PERIODS; period++) {
        if (a->n[period] != b->n[period])
            return a->n[period] < b->n[period] ? -1 : 1;
        if (a->events[period] != b->events[period])
            return a->events[period] < b->events[period] ? -1 : 1;
    }
    return 0;
}

/* Put those of one cluster together; returns how many clusters there are. */
static size_t merge(struct total *totals, size_t n)
{
    size_t clusters = 0;
    qsort(totals, n, sizeof totals[0], by_cluster);
    for (size_t i = 0; i < n; i++) {
        if (clusters == 0 || totals[clusters - 1].cluster != totals[i].cluster) {
            totals[clusters++] = totals[i];
            continue;
        }
        for (int period = 0; period < UF_PERIODS; period++) {
            totals[clusters - 1].n[period] += totals[i].n[period];
            totals[clusters - 1].events[period] += totals[i].events[period];
        }
    }
    return clusters;
}

/* The totals of a group's clusters, which the caller frees. */
static struct total *totals_of(const uf_pairs *pairs, uint32_t group, uf_pair_kind kind,
                               size_t limit, size_t *clusters)
{
    size_t n;
    const struct unit *units = units_of(pairs, group, &n);
    struct total *totals = uf_cli_allocate(pairs->cli, n, sizeof *totals);
    for (size_t i = 0; i < n; i++) {
        totals[i] = (struct total){ .cluster = kind == UF_PAIR_UNIT ? (uint32_t)i
                                                                    : units[i].cluster[kind] };
        for (int period = 0; period < UF_PERIODS; period++) {
            const uint32_t place = units[i].place[period];
            totals[i].n[period] = place != NOWHERE;
            totals[i].events[period] = place != NOWHERE && place > limit;
        }
    }
    *clusters = n == 0 ? 0 : merge(totals, n);
    if (n > 0)
        qsort(totals, *clusters, sizeof totals[0], by_counts);
    return totals;
}

size_t uf_pairs_clusters(const uf_pairs *pairs, uint32_t group, uf_pair_kind kind)
{
    size_t clusters;
    if (kind != UF_PAIR_UNIT && pairs->clusters[kind] == NULL)
        return 0;
    free(totals_of(pairs, group, kind, 0, &clusters));
    return clusters;
}

static void check(const uf_pairs *pairs, uf_status status, const uf_error *error)
{
    if (status != UF_OK)
        (void)uf_cli_fail(pairs->cli, error);
}

void uf_pairs_change(const uf_pairs *pairs, uint32_t group, uf_pair_kind kind, size_t limit,
                     uf_share_change *change)
{
    size_t clusters;
    uf_error error;
    struct total *totals = totals_of(pairs, group, kind, limit, &clusters);
    uf_share_change_init(change);
    for (size_t i = 0; i < clusters; i++)
        check(pairs,
              uf_share_change_push(change, totals[i].n[UF_BEFORE], totals[i].events[UF_BEFORE],
                                   totals[i].n[UF_AFTER], totals[i].events[UF_AFTER], &error),
              &error);
    free(totals);
}

void uf_pairs_share(const uf_pairs *pairs, uint32_t group, uf_pair_kind kind, size_t limit,
                    int period, uf_clustered_share *share)
{
    size_t clusters;
    uf_error error;
    struct total *totals = totals_of(pairs, group, kind, limit, &clusters);
    uf_clustered_share_init(share);
    for (size_t i = 0; i < clusters; i++)
        check(pairs,
              uf_clustered_share_push(share, (double)totals[i].n[period],
                                      (double)totals[i].events[period], &error),
              &error);
    free(totals);
}

void uf_pairs_icc(const uf_pairs *pairs, uint32_t group, uf_pair_kind kind, size_t limit,
                  int period, uf_icc *icc)
{
    size_t clusters;
    uf_error error;
    struct total *totals = totals_of(pairs, group, kind, limit, &clusters);
    uf_moments *moments = uf_cli_allocate(pairs->cli, clusters, sizeof *moments);
    for (size_t i = 0; i < clusters; i++)
        check(pairs,
              uf_icc_counts(&moments[i], totals[i].n[period], totals[i].events[period], &error),
              &error);
    uf_icc_anova(icc, moments, clusters);
    free(moments);
    free(totals);
}
