/* groups.c: tuples of cells to dense numbers.
 *
 * Every cell becomes a number in one table of texts, and the tuple of these numbers a number in a
 * second table: no two tuples can be taken for each other, whatever their texts hold. */
#include "cli/groups.h"

#include <stdlib.h>
#include <string.h>

#include "cli/intern.h"

struct uf_groups {
    uf_cli *cli;
    size_t width;
    size_t *columns; /* positions in rows */
    char **names;
    uf_intern *texts;  /* of all columns */
    uf_intern *tuples; /* width codes each */
    uint32_t *codes;   /* of the row before, and of this row while it is looked up */
    uf_cell *before;   /* the texts of these codes; NULL before the first row */
    uint32_t last;     /* the group of the row before */
    uint32_t *order;
};

uf_groups *uf_groups_new(uf_cli *cli, const uf_rows *rows, const size_t *columns, size_t n)
{
    uf_groups *groups = uf_cli_allocate(cli, 1, sizeof *groups);
    *groups = (uf_groups){ .cli = cli, .width = n, .last = UF_NO_CODE };
    groups->columns = uf_cli_allocate(cli, n, sizeof *groups->columns);
    groups->names = uf_cli_allocate(cli, n, sizeof *groups->names);
    groups->codes = uf_cli_allocate(cli, n, sizeof *groups->codes);
    groups->before = uf_cli_allocate(cli, n, sizeof *groups->before);
    groups->texts = uf_intern_new(cli);
    groups->tuples = uf_intern_new(cli);
    for (size_t i = 0; i < n; i++) {
        groups->columns[i] = columns[i];
        groups->names[i] = uf_cli_copy(cli, uf_rows_asked_name(rows, columns[i]));
        groups->codes[i] = UF_NO_CODE;
        groups->before[i] = (uf_cell){ .text = NULL };
    }
    if (n == 0)
        groups->last = uf_intern_code(groups->tuples, "", 0);
    return groups;
}

void uf_groups_free(uf_groups *groups)
{
    if (groups == NULL)
        return;
    for (size_t i = 0; i < groups->width; i++)
        free(groups->names[i]);
    free(groups->names);
    free(groups->columns);
    free(groups->codes);
    free(groups->before);
    free(groups->order);
    uf_intern_free(groups->texts);
    uf_intern_free(groups->tuples);
    free(groups);
}

/* The code of a cell. Rows next to each other often agree, so the row before is asked first. All
 * ways to write "missing" are one text. */
static uint32_t cell_code(uf_groups *groups, const uf_rows *rows, size_t i)
{
    uf_cell cell = uf_rows_cell(rows, groups->columns[i]);
    const uf_cell *before = &groups->before[i];
    if (before->text != NULL && uf_cell_is(cell, before->text, before->length))
        return groups->codes[i];
    if (uf_rows_missing(rows, groups->columns[i]))
        cell.length = 0;
    const uint32_t code = uf_intern_code(groups->texts, cell.text, cell.length);
    groups->before[i] = (uf_cell){ .text = uf_intern_text(groups->texts, code),
                                   .length = uf_intern_length(groups->texts, code) };
    return code;
}

uint32_t uf_groups_code(uf_groups *groups, const uf_rows *rows)
{
    bool same = groups->last != UF_NO_CODE;
    for (size_t i = 0; i < groups->width; i++) {
        uint32_t code = cell_code(groups, rows, i);
        same = same && code == groups->codes[i];
        groups->codes[i] = code;
    }
    /* One column's texts and tuples are numbered alike. */
    if (groups->width == 1 && groups->codes[0] < uf_intern_count(groups->tuples))
        groups->last = groups->codes[0];
    else if (!same)
        groups->last = uf_intern_code(groups->tuples, (const char *)groups->codes,
                                      groups->width * sizeof *groups->codes);
    return groups->last;
}

size_t uf_groups_count(const uf_groups *groups)
{
    return uf_intern_count(groups->tuples);
}

size_t uf_groups_width(const uf_groups *groups)
{
    return groups->width;
}

const char *uf_groups_name(const uf_groups *groups, size_t column)
{
    return groups->names[column];
}

const char *uf_groups_text(const uf_groups *groups, uint32_t group, size_t column)
{
    uint32_t code;
    memcpy(&code, uf_intern_text(groups->tuples, group) + column * sizeof code, sizeof code);
    return uf_intern_text(groups->texts, code);
}

/* What qsort needs to know of an element. */
struct entry {
    const uf_groups *groups;
    uint32_t group;
};

static int by_texts(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    for (size_t i = 0; i < a->groups->width; i++) {
        int order =
            strcmp(uf_groups_text(a->groups, a->group, i), uf_groups_text(b->groups, b->group, i));
        if (order != 0)
            return order;
    }
    return 0;
}

const uint32_t *uf_groups_order(uf_groups *groups)
{
    size_t n = uf_groups_count(groups);
    struct entry *entries = uf_cli_allocate(groups->cli, n, sizeof *entries);
    for (size_t i = 0; i < n; i++)
        entries[i] = (struct entry){ .groups = groups, .group = (uint32_t)i };
    qsort(entries, n, sizeof *entries, by_texts);
    groups->order = uf_cli_grow(groups->cli, groups->order, n, sizeof *groups->order);
    for (size_t i = 0; i < n; i++)
        groups->order[i] = entries[i].group;
    free(entries);
    return groups->order;
}
