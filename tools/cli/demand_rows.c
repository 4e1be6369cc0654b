/* demand_rows.c: finding the rows of a demand, and saying which there are. */
#include "cli/demand_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"
#include "cli/rows.h"

enum { MOST_LISTED = 20 };

struct search {
    uf_cli *cli;
    const uf_results *results;
    const uf_demand *demand;
    size_t each[UF_REQUIREMENT_EACH]; /* where the results have the columns after `each` */
};

static bool is_blank(const char *text)
{
    return text == NULL || text[0] == '\0';
}

/* Whether a row has what is asked for; NULL asks for nothing. */
static bool agrees(const char *text, const char *asked)
{
    return asked == NULL || strcmp(text, asked) == 0;
}

/* ---- Which rows fit ---- */

static void find_each(struct search *search)
{
    const uf_demand *demand = search->demand;
    for (size_t i = 0; i < demand->each_count; i++) {
        search->each[i] = uf_results_find_extra(search->results, demand->each[i]);
        if (search->each[i] == UF_NO_COLUMN)
            uf_cli_die(search->cli, "'%s': the results have no column '%s' (--by makes it)",
                       demand->text, demand->each[i]);
    }
}

static bool fits(const struct search *search, size_t row)
{
    const uf_estimate *estimate = uf_results_get(search->results, row);
    const uf_demand *demand = search->demand;
    const bool is_chosen =
        demand->group != NULL || demand->period != NULL || demand->method != NULL;
    if (!agrees(estimate->measure, demand->measure) || !agrees(estimate->term, demand->term) ||
        !agrees(estimate->group, demand->group) || !agrees(estimate->period, demand->period) ||
        !agrees(estimate->method, demand->method) || (!is_chosen && estimate->role != UF_PRIMARY))
        return false;
    for (size_t i = 0; demand->pooled && i < uf_results_by_count(search->results); i++)
        if (!is_blank(uf_results_extra(search->results, row, i)))
            return false;
    for (size_t i = 0; i < demand->each_count; i++)
        if (is_blank(uf_results_extra(search->results, row, search->each[i])))
            return false;
    return true;
}

/* Whether two rows are of the same value in every column after `each`. */
static bool same_each(const struct search *search, size_t a, size_t b)
{
    for (size_t i = 0; i < search->demand->each_count; i++)
        if (strcmp(uf_results_extra(search->results, a, search->each[i]),
                   uf_results_extra(search->results, b, search->each[i])) != 0)
            return false;
    return true;
}

/* ---- None, or several ---- */

/* One line per row that could have been meant: what tells it from the others. */
static void list_candidate(const struct search *search, size_t row)
{
    const uf_results *results = search->results;
    const uf_estimate *estimate = uf_results_get(results, row);
    char by[512];
    size_t used = 0;
    by[0] = '\0';
    for (size_t i = 0; i < uf_results_by_count(results) && used + 1 < sizeof by; i++) {
        const char *text = uf_results_extra(results, row, i);
        if (is_blank(text))
            continue;
        const int length = snprintf(by + used, sizeof by - used, " %s=%s",
                                    uf_results_extra_name(results, i), text);
        used += length > 0 ? (size_t)length : 0;
    }
    uf_cli_warn(search->cli, "  %s:%lu: %s(%s%s%s)%s%s%s%s%s [%s]", uf_results_file(results, row),
                uf_results_line(results, row), estimate->term, estimate->measure,
                is_blank(estimate->group) ? "" : ",", estimate->group, by,
                is_blank(estimate->period) ? "" : " period=", estimate->period,
                is_blank(estimate->method) ? "" : " method=", estimate->method,
                uf_role_name(estimate->role));
}

_Noreturn static void refuse_several(const struct search *search, const size_t *rows, size_t n)
{
    const char *text = search->demand->text;
    uf_cli_warn(search->cli, "'%s' fits several results:", text);
    for (size_t i = 0; i < n && i < MOST_LISTED; i++)
        list_candidate(search, rows[i]);
    if (n > MOST_LISTED)
        uf_cli_warn(search->cli, "  and %zu more", n - MOST_LISTED);
    uf_cli_die(search->cli,
               "'%s': say which, by `each COL`, `pooled`, a group, period= or method=, or --where",
               text);
}

_Noreturn static void refuse_none(const struct search *search)
{
    const char *text = search->demand->text;
    const size_t n = uf_results_count(search->results);
    uf_cli_warn(search->cli, "'%s' fits no result%s", text,
                n > 0 ? "; there are:" : ": there are none");
    for (size_t i = 0; i < n && i < MOST_LISTED; i++)
        list_candidate(search, i);
    if (n > MOST_LISTED)
        uf_cli_warn(search->cli, "  and %zu more", n - MOST_LISTED);
    uf_cli_die(search->cli, "'%s' fits no result", text);
}

size_t *uf_demand_rows(uf_cli *cli, const uf_results *results, const uf_demand *demand, size_t *n)
{
    struct search search = { .cli = cli, .results = results, .demand = demand };
    const size_t count = uf_results_count(results);
    find_each(&search);
    size_t *rows = uf_cli_allocate(cli, count + 1, sizeof *rows);
    *n = 0;
    for (size_t row = 0; row < count; row++)
        if (fits(&search, row))
            rows[(*n)++] = row;
    if (*n == 0)
        refuse_none(&search);
    for (size_t i = 0; i < *n; i++)
        for (size_t k = i + 1; k < *n; k++)
            if (same_each(&search, rows[i], rows[k]))
                refuse_several(&search, rows, *n);
    return rows;
}

/* ---- What is expected ---- */

static bool is_expected(const struct search *search, size_t row, const uf_rows *expected,
                        const size_t *columns)
{
    for (size_t i = 0; i < search->demand->each_count; i++)
        if (strcmp(uf_results_extra(search->results, row, search->each[i]),
                   uf_rows_cell(expected, columns[i]).text) != 0)
            return false;
    return true;
}

void uf_demand_expect(uf_cli *cli, const uf_results *results, const uf_demand *demand,
                      const size_t *rows, size_t n, const char *file)
{
    struct search search = { .cli = cli, .results = results, .demand = demand };
    size_t columns[UF_REQUIREMENT_EACH] = { 0 };
    if (demand->each_count == 0)
        return;
    find_each(&search);
    uf_rows *expected = uf_rows_open_file(cli, file);
    for (size_t i = 0; i < demand->each_count; i++)
        columns[i] = uf_rows_require(expected, demand->each[i]);
    while (uf_rows_next(expected)) {
        bool is_there = false;
        for (size_t i = 0; i < n && !is_there; i++)
            is_there = is_expected(&search, rows[i], expected, columns);
        if (!is_there)
            uf_cli_die(cli, "'%s': no result for %s '%s', which %s expects", demand->text,
                       demand->each[0], uf_rows_cell(expected, columns[0]).text, file);
    }
    uf_rows_close(expected);
}
