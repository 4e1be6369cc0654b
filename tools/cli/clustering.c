/* clustering.c: counts by cluster, within groups. */
#include "cli/clustering.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/groups.h"

enum { ASKED, SCHOOL, CLASS, KINDS };
static const char *const names[KINDS] = { "", "school", "class" };

/* One way to divide units into clusters. */
struct kind {
    size_t column;      /* or UF_NO_COLUMN: not there, or not looked at                       */
    uf_groups *cells;   /* --by, and the columns of the cluster                               */
    uint32_t *group_of; /* [cell]                                                             */
    uint64_t *counts;   /* [cell][1 + slots]: units with an outcome, then the slots           */
    size_t capacity;    /* cells there is room for                                            */
    uint32_t *by_group; /* [cell] the cells, sorted by group and then by their texts          */
    size_t *first;      /* [group + 1] where a group begins in by_group                       */
    size_t groups;
};

struct uf_clustering {
    uf_cli *cli;
    uf_rows *rows;
    size_t slots;
    uint32_t groups; /* one more than the highest group seen */
    struct kind kinds[KINDS];
};

static void open_kind(uf_clustering *clustering, int which, size_t column)
{
    struct kind *kind = &clustering->kinds[which];
    size_t n;
    kind->column = column;
    if (column == UF_NO_COLUMN)
        return;
    const size_t *by = uf_rows_select(clustering->rows, "by", &n);
    size_t *columns = uf_cli_allocate(clustering->cli, n + 2, sizeof *columns);
    for (size_t i = 0; i < n; i++)
        columns[i] = by[i];
    const size_t school = uf_rows_column(clustering->rows, names[SCHOOL]);
    if (column == uf_rows_column(clustering->rows, names[CLASS]) && school != UF_NO_COLUMN)
        columns[n++] = school;
    columns[n++] = column;
    kind->cells = uf_groups_new(clustering->cli, clustering->rows, columns, n);
    free(columns);
}

uf_clustering *uf_clustering_new(uf_cli *cli, uf_rows *rows, size_t column, size_t slots)
{
    uf_clustering *clustering = uf_cli_allocate(cli, 1, sizeof *clustering);
    *clustering = (uf_clustering){ .cli = cli, .rows = rows, .slots = slots };
    open_kind(clustering, ASKED, column);
    for (int i = SCHOOL; i < KINDS; i++) {
        const size_t usual = uf_rows_column(rows, names[i]);
        open_kind(clustering, i, usual == column ? UF_NO_COLUMN : usual);
    }
    return clustering;
}

void uf_clustering_free(uf_clustering *clustering)
{
    if (clustering == NULL)
        return;
    for (int i = 0; i < KINDS; i++) {
        struct kind *kind = &clustering->kinds[i];
        uf_groups_free(kind->cells);
        free(kind->group_of);
        free(kind->counts);
        free(kind->by_group);
        free(kind->first);
    }
    free(clustering);
}

static void grow(uf_clustering *clustering, struct kind *kind, uint32_t cell)
{
    if (cell < kind->capacity)
        return;
    const size_t width = 1 + clustering->slots;
    const size_t capacity = 2 * (size_t)cell + 8;
    kind->group_of = uf_cli_grow(clustering->cli, kind->group_of, capacity, sizeof *kind->group_of);
    kind->counts =
        uf_cli_grow(clustering->cli, kind->counts, capacity, width * sizeof *kind->counts);
    memset(kind->counts + kind->capacity * width, 0,
           (capacity - kind->capacity) * width * sizeof *kind->counts);
    kind->capacity = capacity;
}

static void add_to(uf_clustering *clustering, struct kind *kind, uint32_t group, uint64_t units,
                   const size_t *slots, size_t n)
{
    const uint32_t cell = uf_groups_code(kind->cells, clustering->rows);
    grow(clustering, kind, cell);
    kind->group_of[cell] = group;
    uint64_t *counts = kind->counts + cell * (1 + clustering->slots);
    counts[0] += n > 0 ? units : 0;
    for (size_t i = 0; i < n; i++)
        counts[1 + slots[i]] += units;
}

void uf_clustering_add(uf_clustering *clustering, uint32_t group, uint64_t units,
                       const size_t *slots, size_t n)
{
    if (group >= clustering->groups)
        clustering->groups = group + 1;
    for (int i = 0; i < KINDS; i++)
        if (clustering->kinds[i].column != UF_NO_COLUMN)
            add_to(clustering, &clustering->kinds[i], group, units, slots, n);
}

/* A counting sort of the cells by group that keeps the order of their texts, so that the order of
 * the input does not show in sums. */
static void finish(uf_clustering *clustering, struct kind *kind)
{
    const size_t cells = uf_groups_count(kind->cells);
    const uint32_t *order = uf_groups_order(kind->cells);
    kind->by_group = uf_cli_allocate(clustering->cli, cells + 1, sizeof *kind->by_group);
    kind->groups = clustering->groups;
    kind->first = uf_cli_allocate(clustering->cli, kind->groups + 2, sizeof *kind->first);
    memset(kind->first, 0, (kind->groups + 2) * sizeof *kind->first);
    for (size_t i = 0; i < cells; i++)
        kind->first[kind->group_of[i] + 2]++;
    for (size_t g = 2; g < kind->groups + 2; g++)
        kind->first[g] += kind->first[g - 1];
    for (size_t i = 0; i < cells; i++)
        kind->by_group[kind->first[kind->group_of[order[i]] + 1]++] = order[i];
}

void uf_clustering_finish(uf_clustering *clustering)
{
    for (int i = 0; i < KINDS; i++)
        if (clustering->kinds[i].column != UF_NO_COLUMN)
            finish(clustering, &clustering->kinds[i]);
}

static size_t clusters(const struct kind *kind, uint32_t group)
{
    if (kind->column == UF_NO_COLUMN || group >= kind->groups)
        return 0;
    return kind->first[group + 1] - kind->first[group];
}

static int ignored(const uf_clustering *clustering, uint32_t group)
{
    const struct kind *asked = &clustering->kinds[ASKED];
    for (int i = SCHOOL; i < KINDS; i++) {
        const size_t n = clusters(&clustering->kinds[i], group);
        if (n > 1 && (asked->column == UF_NO_COLUMN || n < clusters(asked, group)))
            return i;
    }
    return ASKED;
}

const char *uf_clustering_ignored(const uf_clustering *clustering, uint32_t group)
{
    const int which = ignored(clustering, group);
    return which == ASKED ? NULL : names[which];
}

/* Units of the i-th cluster of a group, and how many of them have the property. */
static uint64_t count(const uf_clustering *clustering, const struct kind *kind, size_t i,
                      uf_slots slots, uint64_t *events)
{
    const uint64_t *counts = kind->counts + kind->by_group[i] * (1 + clustering->slots);
    *events = 0;
    for (size_t slot = slots.first; slot < slots.end; slot++)
        *events += counts[1 + slot];
    return counts[0];
}

void uf_clustering_share(const uf_clustering *clustering, uint32_t group, uf_slots slots,
                         uf_clustered_share *share)
{
    const struct kind *kind = &clustering->kinds[ASKED];
    uf_clustered_share_init(share);
    if (clusters(kind, group) == 0)
        return;
    for (size_t i = kind->first[group]; i < kind->first[group + 1]; i++) {
        uint64_t events;
        uf_error error;
        const uint64_t n = count(clustering, kind, i, slots, &events);
        if (uf_clustered_share_push(share, (double)n, (double)events, &error) != UF_OK)
            (void)uf_cli_fail(clustering->cli, &error);
    }
}

void uf_clustering_icc(const uf_clustering *clustering, uint32_t group, uf_slots slots, uf_icc *icc)
{
    const struct kind *kind = &clustering->kinds[ignored(clustering, group)];
    const size_t n = clusters(kind, group);
    uf_moments *moments = uf_cli_allocate(clustering->cli, n, sizeof *moments);
    for (size_t i = 0; i < n; i++) {
        uint64_t events;
        uf_error error;
        const uint64_t units = count(clustering, kind, kind->first[group] + i, slots, &events);
        if (uf_icc_counts(&moments[i], units, events, &error) != UF_OK)
            (void)uf_cli_fail(clustering->cli, &error);
    }
    uf_icc_anova(icc, moments, n);
    free(moments);
}
