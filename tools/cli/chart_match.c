/* chart_match.c: by-columns of results and of records as keys. */
#include "cli/chart_match.h"

#include <stdlib.h>
#include <string.h>

#include "cli/intern.h"

struct uf_match {
    uf_cli *cli;
    uf_rows *records;
    size_t *by; /* columns of the records */
    size_t by_count;
    uf_intern *groups; /* texts of the by-columns, each with its NUL */
    size_t *group_of;  /* [row of the chart] */
    char *key;
    size_t length, capacity;
};

static void add_text(uf_match *match, const char *text)
{
    const size_t size = strlen(text) + 1;
    if (match->capacity - match->length < size) {
        match->capacity = 2 * match->capacity + size;
        match->key = uf_cli_grow(match->cli, match->key, match->capacity, 1);
    }
    memcpy(match->key + match->length, text, size);
    match->length += size;
}

static bool compared(const char *name, const char *except)
{
    return except == NULL || strcmp(name, except) != 0;
}

uf_match *uf_match_new(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows,
                       uf_rows *records, const char *except)
{
    const size_t columns = uf_results_by_count(results), count = uf_chart_rows_count(rows);
    uf_match *match = uf_cli_allocate(cli, 1, sizeof *match);
    *match = (uf_match){ .cli = cli, .records = records, .groups = uf_intern_new(cli) };
    match->by = uf_cli_allocate(cli, columns, sizeof *match->by);
    for (size_t c = 0; c < columns; c++)
        if (compared(uf_results_extra_name(results, c), except))
            match->by[match->by_count++] =
                uf_rows_require(records, uf_results_extra_name(results, c));
    match->group_of = uf_cli_allocate(cli, count, sizeof *match->group_of);
    add_text(match, ""); /* so that there is a key without columns too */
    for (size_t i = 0; i < count; i++) {
        match->length = 1;
        for (size_t c = 0; c < columns; c++)
            if (compared(uf_results_extra_name(results, c), except))
                add_text(match, uf_results_extra(results, uf_chart_rows_source(rows, i), c));
        match->group_of[i] = uf_intern_code(match->groups, match->key, match->length);
    }
    return match;
}

void uf_match_free(uf_match *match)
{
    if (match == NULL)
        return;
    uf_intern_free(match->groups);
    free(match->by);
    free(match->group_of);
    free(match->key);
    free(match);
}

size_t uf_match_groups(const uf_match *match)
{
    return uf_intern_count(match->groups);
}

size_t uf_match_of_row(const uf_match *match, size_t i)
{
    return match->group_of[i];
}

size_t uf_match_record(uf_match *match)
{
    match->length = 1;
    for (size_t c = 0; c < match->by_count; c++)
        add_text(match, uf_rows_cell(match->records, match->by[c]).text);
    const uint32_t group = uf_intern_find(match->groups, match->key, match->length);
    return group == UF_NO_CODE ? uf_match_groups(match) : group;
}

bool uf_match_by(const uf_results *results, const char *name)
{
    for (size_t c = 0; c < uf_results_by_count(results); c++)
        if (strcmp(uf_results_extra_name(results, c), name) == 0)
            return true;
    return false;
}
