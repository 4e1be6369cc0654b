/* change_ratings.c: reading ratings in any of their shapes. */
#include "cli/change_ratings.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/change_layout.h"
#include "cli/intern.h"
#include "cli/nearest.h"

struct uf_ratings {
    uf_cli *cli;
    const uf_instrument *instrument;
    uf_times *times;
    uf_layout layout;
    uf_intern *texts, *files;
    uint32_t *text_order;                               /* codes of texts, by bytes */
    const char *const *unknown, *const *not_applicable; /* codes of --unknown and the other */
    size_t unknown_count, not_applicable_count;
    uf_case_rating *all;
    size_t count, room;
    size_t *first; /* [case + 1] where a case begins in all */
    size_t cases;
};

/* ---- One cell ---- */

static bool is_among(uf_cell cell, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(cell.text, texts[i]) == 0)
            return true;
    return false;
}

/* A number of the factor's scale, or a rejected row. */
static uf_rating read_step(const uf_ratings *ratings, uf_rows *rows, size_t column, size_t factor)
{
    const uf_factor *scale = &uf_instrument_factors(ratings->instrument)[factor];
    const char *text = uf_rows_cell(rows, column).text;
    const char *name = uf_instrument_name(ratings->instrument, factor);
    uf_decimal number;
    uf_rating rating = { UF_RATING_KNOWN, scale->min };
    if (!uf_rows_decimal(rows, column, &number))
        return rating;
    number = uf_decimal_reduce(number);
    if (number.places > 0)
        uf_rows_reject(rows, column,
                       "'%s' is no step of factor '%s', whose steps are whole numbers", text, name);
    else if (number.mantissa < scale->min || number.mantissa > scale->max)
        uf_rows_reject(rows, column, "'%s' is outside %d to %d of factor '%s'", text, scale->min,
                       scale->max, name);
    else
        rating.value = (int32_t)number.mantissa;
    return rating;
}

static uf_rating read_rating(const uf_ratings *ratings, uf_rows *rows, size_t column, size_t factor)
{
    const uf_cell cell = uf_rows_cell(rows, column);
    uf_rating rating = { UF_RATING_KNOWN, 0 };
    if (is_among(cell, ratings->not_applicable, ratings->not_applicable_count))
        return (uf_rating){ UF_RATING_NOT_APPLICABLE, 0 };
    if (uf_rows_missing(rows, column) || is_among(cell, ratings->unknown, ratings->unknown_count))
        return (uf_rating){ UF_RATING_UNKNOWN, 0 };
    if (uf_instrument_label(ratings->instrument, factor, cell.text, cell.length, &rating.value))
        return rating;
    return read_step(ratings, rows, column, factor);
}

static uint32_t read_text(uf_ratings *ratings, const uf_rows *rows, size_t column)
{
    if (uf_rows_missing(rows, column))
        return UF_NO_CODE;
    const uf_cell cell = uf_rows_cell(rows, column);
    return uf_intern_code(ratings->texts, cell.text, cell.length);
}

/* ---- One row ---- */

static void keep(uf_ratings *ratings, const uf_case_rating *rating)
{
    if (ratings->count == ratings->room) {
        ratings->room = 2 * ratings->room + 1024;
        ratings->all = uf_cli_grow(ratings->cli, ratings->all, ratings->room, sizeof *ratings->all);
    }
    ratings->all[ratings->count++] = *rating;
}

/* The time is kept in place, as a code, until all times are known. */
static uint32_t read_time(uf_ratings *ratings, uf_rows *rows)
{
    const char *retro = uf_cli_text(ratings->cli, "retro");
    const size_t column = ratings->layout.time;
    if (column == UF_NO_COLUMN || !uf_rows_present(rows, column))
        return UF_NO_CODE;
    const uf_cell cell = uf_rows_cell(rows, column);
    if (ratings->layout.kind == UF_LAYOUT_BY_OCCASION && retro != NULL &&
        strcmp(cell.text, retro) == 0)
        return UF_TIME_RETRO;
    return uf_times_take(ratings->times, cell.text, cell.length);
}

static uint32_t read_factor(const uf_ratings *ratings, uf_rows *rows)
{
    const uf_instrument *instrument = ratings->instrument;
    const size_t column = ratings->layout.factor, n = uf_instrument_count(instrument);
    if (!uf_rows_present(rows, column))
        return 0;
    const uf_cell cell = uf_rows_cell(rows, column);
    const size_t factor = uf_instrument_find(instrument, cell.text, cell.length);
    if (factor != UF_NO_COLUMN)
        return (uint32_t)factor;
    const char **names = uf_cli_allocate(ratings->cli, n, sizeof *names);
    for (size_t i = 0; i < n; i++)
        names[i] = uf_instrument_name(instrument, i);
    const size_t nearest = uf_nearest(cell.text, names, n);
    if (nearest < n)
        uf_rows_reject(rows, column, "'%s' is not in the file of factors (did you mean '%s'?)",
                       cell.text, names[nearest]);
    else
        uf_rows_reject(rows, column, "'%s' is not in the file of factors", cell.text);
    free(names);
    return 0;
}

static void read_long(uf_ratings *ratings, uf_rows *rows, uf_case_rating *row)
{
    const uf_layout *layout = &ratings->layout;
    row->factor = read_factor(ratings, rows);
    row->reason = read_text(ratings, rows, layout->reason);
    if (uf_rows_bad(rows))
        return;
    row->rating = read_rating(ratings, rows, layout->rating, row->factor);
    if (layout->retro != UF_NO_COLUMN && !uf_rows_missing(rows, layout->retro))
        row->retro = read_rating(ratings, rows, layout->retro, row->factor);
    if (!uf_rows_bad(rows))
        keep(ratings, row);
}

/* In a row by case an occasion without a single entry is one that did not take place. */
static bool took_place(const uf_ratings *ratings, const uf_rows *rows, uint32_t time)
{
    const uf_layout *layout = &ratings->layout;
    for (size_t i = 0; i < layout->count; i++)
        if (layout->cells[i].time == time && !uf_rows_missing(rows, layout->cells[i].column))
            return true;
    return layout->kind != UF_LAYOUT_BY_CASE;
}

static void read_wide(uf_ratings *ratings, uf_rows *rows, const uf_case_rating *row, uint32_t time)
{
    const uf_layout *layout = &ratings->layout;
    const size_t before = ratings->count;
    for (size_t i = 0; i < layout->count; i++) {
        const uf_layout_cell *cell = &layout->cells[i];
        const uint32_t at = cell->time == UF_NO_CODE ? time : cell->time;
        uf_case_rating one = *row;
        one.factor = (uint32_t)cell->factor;
        one.place = at;
        if (at == UF_TIME_RETRO)
            one.retro = read_rating(ratings, rows, cell->column, cell->factor);
        else
            one.rating = read_rating(ratings, rows, cell->column, cell->factor);
        if (took_place(ratings, rows, cell->time))
            keep(ratings, &one);
    }
    if (uf_rows_bad(rows))
        ratings->count = before;
}

static void read_row(uf_ratings *ratings, uf_rows *rows, uf_cases *cases)
{
    const char *file = uf_rows_file(rows);
    uf_case_rating row = { .id = uf_cases_take(cases, rows),
                           .reason = UF_NO_CODE,
                           .rater = read_text(ratings, rows, ratings->layout.rater),
                           .version = read_text(ratings, rows, ratings->layout.version),
                           .file = uf_intern_code(ratings->files, file, strlen(file)),
                           .line = uf_rows_line(rows) };
    const uint32_t time = read_time(ratings, rows);
    row.place = time;
    if (ratings->layout.kind == UF_LAYOUT_LONG)
        read_long(ratings, rows, &row);
    else
        read_wide(ratings, rows, &row, time);
}

/* ---- All rows ---- */

static int by_case_time_factor(const void *left, const void *right)
{
    const uf_case_rating *a = left, *b = right;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->factor != b->factor)
        return a->factor < b->factor ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static void check_once(const uf_ratings *ratings, const uf_cases *cases)
{
    for (size_t i = 1; i < ratings->count; i++) {
        const uf_case_rating *a = &ratings->all[i - 1], *b = &ratings->all[i];
        if (a->id != b->id || a->place != b->place || a->factor != b->factor)
            continue;
        const char *time =
            a->place == UF_NO_PLACE_IN_TIME ? "retro" : uf_times_text(ratings->times, a->place);
        uf_cli_die(ratings->cli,
                   "%s:%" PRIu64
                   ": factor '%s' of case '%s' is rated twice at '%s'; first in %s:%" PRIu64,
                   uf_intern_text(ratings->files, b->file), b->line,
                   uf_instrument_name(ratings->instrument, a->factor), uf_cases_name(cases, a->id),
                   time, uf_intern_text(ratings->files, a->file), a->line);
    }
}

static void sort(uf_ratings *ratings, const uf_cases *cases)
{
    uf_times_finish(ratings->times, uf_cli_text(ratings->cli, "first"),
                    uf_cli_text(ratings->cli, "last"));
    for (size_t i = 0; i < ratings->count; i++)
        ratings->all[i].place =
            ratings->all[i].place == UF_TIME_RETRO
                ? UF_NO_PLACE_IN_TIME
                : uf_times_place(ratings->times, (uint32_t)ratings->all[i].place);
    if (ratings->count > 0)
        qsort(ratings->all, ratings->count, sizeof *ratings->all, by_case_time_factor);
    ratings->cases = uf_cases_count(cases);
    ratings->first = uf_cli_allocate(ratings->cli, ratings->cases + 1, sizeof *ratings->first);
    size_t next = 0;
    for (size_t id = 0; id <= ratings->cases; id++) {
        while (next < ratings->count && ratings->all[next].id < id)
            next++;
        ratings->first[id] = next;
    }
    ratings->text_order = uf_intern_order(ratings->texts);
    check_once(ratings, cases);
}

/* A long file does not show by its columns which factors it rates. */
static void say_never_rated(const uf_ratings *ratings)
{
    const size_t n = uf_instrument_count(ratings->instrument);
    if (ratings->layout.kind != UF_LAYOUT_LONG || ratings->count == 0)
        return;
    bool *there = uf_cli_allocate(ratings->cli, n, sizeof *there);
    for (size_t i = 0; i < n; i++)
        there[i] = false;
    for (size_t i = 0; i < ratings->count; i++)
        there[ratings->all[i].factor] = true;
    uf_layout_say_missing(ratings->cli, ratings->instrument, there, "row");
    free(there);
}

uf_ratings *uf_ratings_read(uf_cli *cli, uf_rows *rows, const uf_instrument *instrument,
                            uf_cases *cases)
{
    uf_ratings *ratings = uf_cli_allocate(cli, 1, sizeof *ratings);
    *ratings = (uf_ratings){ .cli = cli,
                             .instrument = instrument,
                             .times = uf_times_new(cli),
                             .texts = uf_intern_new(cli),
                             .files = uf_intern_new(cli) };
    ratings->unknown = uf_cli_list(cli, "unknown", &ratings->unknown_count);
    ratings->not_applicable = uf_cli_list(cli, "not-applicable", &ratings->not_applicable_count);
    uf_layout_find(&ratings->layout, cli, rows, instrument, ratings->times,
                   uf_cli_text(cli, "retro"));
    uf_cases_open(cases, rows);
    while (uf_rows_next(rows))
        read_row(ratings, rows, cases);
    uf_rows_close(rows);
    sort(ratings, cases);
    say_never_rated(ratings);
    return ratings;
}

void uf_ratings_free(uf_ratings *ratings)
{
    if (ratings == NULL)
        return;
    uf_layout_release(&ratings->layout);
    uf_times_free(ratings->times);
    uf_intern_free(ratings->texts);
    uf_intern_free(ratings->files);
    free(ratings->text_order);
    free(ratings->all);
    free(ratings->first);
    free(ratings);
}

/* ---- What there is ---- */

const uf_times *uf_ratings_times(const uf_ratings *ratings)
{
    return ratings->times;
}

const uf_case_rating *uf_ratings_of(const uf_ratings *ratings, uint32_t id, size_t *n)
{
    *n = ratings->first[id + 1] - ratings->first[id];
    return *n > 0 ? ratings->all + ratings->first[id] : NULL;
}

bool uf_ratings_have_reason(const uf_ratings *ratings)
{
    return ratings->layout.reason != UF_NO_COLUMN;
}

bool uf_ratings_have_rater(const uf_ratings *ratings)
{
    return ratings->layout.rater != UF_NO_COLUMN && ratings->layout.time != UF_NO_COLUMN;
}

bool uf_ratings_have_version(const uf_ratings *ratings)
{
    return ratings->layout.version != UF_NO_COLUMN && ratings->layout.time != UF_NO_COLUMN;
}

const char *uf_ratings_text(const uf_ratings *ratings, uint32_t code)
{
    return code == UF_NO_CODE ? "" : uf_intern_text(ratings->texts, code);
}

size_t uf_ratings_texts(const uf_ratings *ratings)
{
    return uf_intern_count(ratings->texts);
}

uint32_t uf_ratings_text_at(const uf_ratings *ratings, size_t k)
{
    return k < uf_intern_count(ratings->texts) ? ratings->text_order[k] : UF_NO_CODE;
}
