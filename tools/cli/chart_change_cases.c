/* chart_change_cases.c: records of uf-change to cases in order. */
#include "cli/chart_change_cases.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/groups.h"
#include "cli/rows.h"

/* --- Reading. --- */

struct columns {
    size_t name, before[UF_SIDES], after[UF_SIDES], class_;
};

static uf_change_class read_class(uf_rows *rows, size_t column)
{
    const char *text = uf_rows_cell(rows, column).text;
    for (int i = 0; i < UF_CHANGE_CLASSES; i++)
        if (strcmp(text, uf_change_class_name((uf_change_class)i)) == 0)
            return (uf_change_class)i;
    uf_rows_reject(rows, column, "'%s' is no class of change", text);
    return UF_CLASS_LOST;
}

static void keep(uf_chart_cases *all, uf_cli *cli, uf_rows *rows, const struct columns *columns)
{
    uint32_t group;
    uf_chart_case one = { .class_ = read_class(rows, columns->class_), .place = all->count };
    for (int side = 0; side < UF_SIDES; side++) {
        one.before[side] = uf_rows_number(rows, columns->before[side]);
        one.after[side] = uf_rows_number(rows, columns->after[side]);
    }
    if (!uf_units_take(all->units, &group))
        return;
    if (all->count == all->capacity) {
        all->capacity = 2 * all->capacity + 64;
        all->cases = uf_cli_grow(cli, all->cases, all->capacity, sizeof *all->cases);
    }
    one.group = group;
    one.name = uf_cli_copy(
        cli, columns->name == UF_NO_COLUMN ? "" : uf_rows_cell(rows, columns->name).text);
    all->cases[all->count++] = one;
}

static void read_records(uf_chart_cases *all, uf_cli *cli)
{
    const char *path = uf_cli_text(cli, "records");
    if (path == NULL)
        uf_cli_die(cli, "change: name the records of uf-change with --records FILE (or -)");
    uf_rows *rows = uf_rows_open_records(cli, path);
    struct columns columns = {
        .before = { uf_rows_require(rows, "risk_before"),
                    uf_rows_require(rows, "protective_before") },
        .after = { uf_rows_require(rows, "risk_after"), uf_rows_require(rows, "protective_after") },
        .class_ = uf_rows_require(rows, "change_class"),
    };
    all->units = uf_units_new(cli, rows);
    columns.name = uf_units_column(all->units);
    while (uf_rows_next(rows))
        keep(all, cli, rows, &columns);
    uf_rows_close(rows);
}

/* --- Order. --- */

static int compare_doubles(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    return (a > b) - (a < b);
}

static double change(const uf_chart_case *one, uf_side side)
{
    return one->after[side] - one->before[side];
}

/* group holds its place in the order of groups by now. */
static int by_place(const void *a, const void *b)
{
    const uf_chart_case *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->class_ != y->class_)
        return x->class_ < y->class_ ? -1 : 1;
    int order = compare_doubles(change(x, UF_RISK), change(y, UF_RISK));
    if (order == 0)
        order = compare_doubles(change(y, UF_PROTECTIVE), change(x, UF_PROTECTIVE));
    if (order == 0)
        order = compare_doubles(x->before[UF_RISK], y->before[UF_RISK]);
    return order != 0 ? order : x->place < y->place ? -1 : 1;
}

static void sort_cases(uf_chart_cases *all, uf_cli *cli)
{
    uf_groups *groups = uf_units_groups(all->units);
    const size_t n = uf_groups_count(groups);
    const uint32_t *order = uf_groups_order(groups);
    uint32_t *rank = uf_cli_allocate(cli, n + 1, sizeof *rank);
    for (size_t i = 0; i < n; i++)
        rank[order[i]] = (uint32_t)i;
    for (size_t i = 0; i < all->count; i++)
        all->cases[i].group = rank[all->cases[i].group];
    free(rank);
    if (all->count > 0)
        qsort(all->cases, all->count, sizeof *all->cases, by_place);
}

void uf_chart_cases_read(uf_chart_cases *all, uf_cli *cli)
{
    *all = (uf_chart_cases){ .units = NULL };
    read_records(all, cli);
    sort_cases(all, cli);
}

void uf_chart_cases_release(uf_chart_cases *all)
{
    for (size_t i = 0; i < all->count; i++)
        free(all->cases[i].name);
    free(all->cases);
    uf_units_free(all->units);
}
