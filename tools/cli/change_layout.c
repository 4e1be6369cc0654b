/* change_layout.c: telling the three shapes apart by the names of the columns. */
#include "cli/change_layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/intern.h"

/* What a search for columns works on. */
struct search {
    uf_layout *layout;
    uf_cli *cli;
    uf_rows *rows;
    const uf_instrument *instrument;
    uf_times *times;
    const char *retro;
};

static void add_cell(const struct search *search, size_t column, size_t factor, uint32_t time)
{
    uf_layout *layout = search->layout;
    layout->cells =
        uf_cli_grow(search->cli, layout->cells, layout->count + 1, sizeof *layout->cells);
    layout->cells[layout->count++] = (uf_layout_cell){ column, factor, time };
}

static void find_factor_columns(const struct search *search)
{
    for (size_t i = 0; i < uf_instrument_count(search->instrument); i++) {
        const size_t column =
            uf_rows_column(search->rows, uf_instrument_name(search->instrument, i));
        if (column != UF_NO_COLUMN)
            add_cell(search, column, i, UF_NO_CODE);
    }
}

/* The factor whose name and a `_` the column's name begins with, the longest such; *time is set to
 * what follows. */
static size_t factor_of(const struct search *search, const char *name, const char **time)
{
    size_t best = UF_NO_COLUMN, longest = 0;
    for (size_t i = 0; i < uf_instrument_count(search->instrument); i++) {
        const char *factor = uf_instrument_name(search->instrument, i);
        const size_t length = strlen(factor);
        if (length > longest && strncmp(name, factor, length) == 0 && name[length] == '_' &&
            name[length + 1] != '\0') {
            best = i;
            longest = length;
            *time = name + length + 1;
        }
    }
    return best;
}

static void find_timed_columns(const struct search *search)
{
    for (size_t i = 0; i < uf_rows_width(search->rows); i++) {
        const char *time = NULL, *name = uf_rows_name(search->rows, i);
        const size_t factor = factor_of(search, name, &time);
        if (factor == UF_NO_COLUMN)
            continue;
        const bool is_retro = search->retro != NULL && strcmp(time, search->retro) == 0;
        add_cell(search, uf_rows_column(search->rows, name), factor,
                 is_retro ? UF_TIME_RETRO : uf_times_take(search->times, time, strlen(time)));
    }
}

void uf_layout_say_missing(uf_cli *cli, const uf_instrument *instrument, const bool *there,
                           const char *without)
{
    char names[256] = "";
    size_t used = 0, missing = 0;
    for (size_t i = 0; i < uf_instrument_count(instrument); i++) {
        if (there[i])
            continue;
        missing++;
        if (used < sizeof names)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                     used > 0 ? ", " : "", uf_instrument_name(instrument, i));
    }
    if (missing > 0)
        uf_cli_say(cli, "factors without a %s, taken as not asked: %zu (%s%s)", without, missing,
                   names, used < sizeof names ? "" : "...");
}

static void say_no_column(const struct search *search)
{
    const size_t n = uf_instrument_count(search->instrument);
    bool *there = uf_cli_allocate(search->cli, n, sizeof *there);
    for (size_t i = 0; i < n; i++)
        there[i] = false;
    for (size_t k = 0; k < search->layout->count; k++)
        there[search->layout->cells[k].factor] = true;
    uf_layout_say_missing(search->cli, search->instrument, there, "column");
    free(there);
}

/* A file with time and rating but no factor is a long one whose column is called otherwise. */
static bool looks_long(uf_rows *rows)
{
    return uf_rows_column(rows, "factor") != UF_NO_COLUMN ||
           (uf_rows_column(rows, "rating") != UF_NO_COLUMN &&
            uf_rows_column(rows, "time") != UF_NO_COLUMN);
}

static void find_long(const struct search *search)
{
    uf_layout *layout = search->layout;
    uf_rows *rows = search->rows;
    layout->kind = UF_LAYOUT_LONG;
    layout->time = uf_rows_require(rows, "time");
    layout->factor = uf_rows_require(rows, "factor");
    layout->rating = uf_rows_require(rows, "rating");
    if (search->retro != NULL)
        layout->retro = uf_rows_require(rows, search->retro);
    layout->reason = uf_rows_column(rows, "reason");
}

_Noreturn static void refuse(const struct search *search)
{
    const uf_instrument *instrument = search->instrument;
    const char *factor = uf_instrument_name(instrument, 0);
    uf_cli_die(search->cli,
               "%s: no ratings: neither the columns time, factor and rating, nor one called like a "
               "factor ('%s'), nor one called like a factor and a time ('%s_1')",
               uf_rows_file(search->rows), factor, factor);
}

void uf_layout_find(uf_layout *layout, uf_cli *cli, uf_rows *rows, const uf_instrument *instrument,
                    uf_times *times, const char *retro)
{
    const struct search search = { layout, cli, rows, instrument, times, retro };
    *layout = (uf_layout){ .time = UF_NO_COLUMN,
                           .factor = UF_NO_COLUMN,
                           .rating = UF_NO_COLUMN,
                           .retro = UF_NO_COLUMN,
                           .reason = UF_NO_COLUMN };
    layout->rater = uf_rows_column(rows, "rater");
    layout->version = uf_rows_column(rows, "version");
    if (looks_long(rows)) {
        find_long(&search);
        return;
    }
    find_factor_columns(&search);
    if (layout->count > 0) {
        layout->kind = UF_LAYOUT_BY_OCCASION;
        layout->time = uf_rows_require(rows, "time");
    } else {
        layout->kind = UF_LAYOUT_BY_CASE;
        find_timed_columns(&search);
    }
    if (layout->count == 0)
        refuse(&search);
    say_no_column(&search);
}

void uf_layout_release(uf_layout *layout)
{
    free(layout->cells);
    layout->cells = NULL;
}
