/* chart_rows.c: what tells results apart becomes labels, series and headings. */
#include "cli/chart_rows.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_measure.h"
#include "cli/intern.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/rows.h"
#include "cli/vocabulary.h"

enum { FEW = 4 /* values of a series that nobody asked for */ };

/* Something that may tell rows apart. */
struct dimension {
    const char *name;
    char **text;      /* [row] */
    uf_intern *seen;  /* distinct texts, in order of appearance */
    bool last_resort; /* named only where nothing else tells rows apart */
};

struct uf_chart_rows {
    uf_cli *cli;
    const uf_results *results;
    size_t *source; /* [row] its place in results */
    uf_chart_row *row;
    char **label; /* [row] */
    size_t count;
    struct dimension *dimension;
    size_t dimension_count, by_dimensions; /* the measure, by-columns, fixed columns */
    size_t *telling; /* dimensions with several values; the series or section first, if any */
    size_t telling_count;
    bool has_series, has_sections;
    bool axis_is_period; /* the first of fixed[] is the horizontal axis */
    char *constant;
};

static char *checked(const uf_chart_rows *rows, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(rows->cli);
    return text;
}

/* --- Which results. --- */

const char *const uf_chart_shares[] = { "share", "rate", NULL };

static bool drawn(const uf_estimate *estimate, const char *const *terms)
{
    for (; *terms != NULL; terms++)
        if (strcmp(estimate->term, *terms) == 0)
            return estimate->role != UF_SENSITIVITY;
    return false;
}

static void choose_rows(uf_chart_rows *rows, const uf_chart_choice *choice)
{
    const size_t all = uf_results_count(rows->results);
    rows->source = uf_cli_allocate(rows->cli, all + 1, sizeof *rows->source);
    size_t beside = 0;
    for (size_t i = 0; i < all; i++) {
        const uf_estimate *estimate = uf_results_get(rows->results, i);
        if (drawn(estimate, choice->terms))
            rows->source[rows->count++] = i;
        else if (choice->beside != NULL && strcmp(estimate->term, choice->beside) == 0)
            beside++;
    }
    if (rows->count + beside < all)
        uf_cli_say(rows->cli, "%zu of %zu results are %s, or sensitivity rows, and not drawn",
                   all - rows->count - beside, all, choice->not_drawn);
    rows->row = uf_cli_allocate(rows->cli, rows->count + 1, sizeof *rows->row);
    for (size_t i = 0; i < rows->count; i++)
        rows->row[i] = (uf_chart_row){ .estimate = uf_results_get(rows->results, rows->source[i]),
                                       .section = "",
                                       .label = "",
                                       .place = "",
                                       .limit = NAN };
}

/* --- What tells them apart. --- */

/* Add a dimension and return its texts, to be filled in. */
static struct dimension *add_dimension(uf_chart_rows *rows, const char *name)
{
    struct dimension *dimension = &rows->dimension[rows->dimension_count++];
    *dimension = (struct dimension){
        .name = name,
        .text = uf_cli_allocate(rows->cli, rows->count + 1, sizeof *dimension->text),
        .seen = uf_intern_new(rows->cli),
    };
    return dimension;
}

static void fill(uf_chart_rows *rows, struct dimension *dimension, size_t i, const char *text)
{
    dimension->text[i] = uf_cli_copy(rows->cli, text);
    (void)uf_intern_code(dimension->seen, text, strlen(text));
}

static void add_columns(uf_chart_rows *rows, const char *axis)
{
    for (size_t column = 0; column < uf_results_by_count(rows->results); column++) {
        const char *name = uf_results_extra_name(rows->results, column);
        if (axis != NULL && strcmp(name, axis) == 0)
            continue;
        struct dimension *dimension = add_dimension(rows, name);
        for (size_t i = 0; i < rows->count; i++)
            fill(rows, dimension, i, uf_results_extra(rows->results, rows->source[i], column));
    }
}

static const char *period_of(const uf_estimate *estimate)
{
    return estimate->period;
}

static const char *group_of(const uf_estimate *estimate)
{
    return estimate->group;
}

static const char *reference_of(const uf_estimate *estimate)
{
    return estimate->reference;
}

static const char *estimand_of(const uf_estimate *estimate)
{
    return estimate->estimand;
}

static const char *method_of(const uf_estimate *estimate)
{
    return estimate->method;
}

/* The fixed columns that may tell rows apart, after the measure and the by-columns. Where a row has
 * no estimate, how it would have been made tells nothing. */
static const struct {
    const char *name;
    const char *(*text)(const uf_estimate *estimate);
    bool estimated;
} fixed[] = {
    { "period", period_of, false },       { "group", group_of, false },
    { "reference", reference_of, false }, { "estimand", estimand_of, true },
    { "method", method_of, true },
};
enum { FIXED = sizeof fixed / sizeof fixed[0] };

static void add_measures(uf_chart_rows *rows, bool sweep)
{
    struct dimension *dimension = add_dimension(rows, "measure");
    for (size_t i = 0; i < rows->count; i++) {
        const uf_estimate *estimate = rows->row[i].estimate;
        char *text = sweep ? uf_cli_copy(rows->cli, estimate->measure)
                           : checked(rows, uf_chart_measure_short(estimate));
        fill(rows, dimension, i, text);
        free(text);
    }
}

static void add_fixed(uf_chart_rows *rows)
{
    for (size_t f = rows->axis_is_period ? 1 : 0; f < FIXED; f++) {
        struct dimension *dimension = add_dimension(rows, fixed[f].name);
        dimension->last_resort = fixed[f].estimated;
        for (size_t i = 0; i < rows->count; i++) {
            const uf_estimate *estimate = rows->row[i].estimate;
            const bool silent = fixed[f].estimated && isnan(estimate->estimate);
            if (silent)
                dimension->text[i] = uf_cli_copy(rows->cli, "");
            else
                fill(rows, dimension, i, fixed[f].text(estimate));
        }
    }
}

static size_t values_of(const uf_chart_rows *rows, size_t dimension)
{
    return uf_intern_count(rows->dimension[dimension].seen);
}

/* Whether no two rows of the same place agree in all that tells rows apart so far. */
static bool told_apart(const uf_chart_rows *rows)
{
    uf_intern *seen = uf_intern_new(rows->cli);
    for (size_t i = 0; i < rows->count; i++) {
        char *text = uf_cli_copy(rows->cli, rows->row[i].place);
        for (size_t t = 0; t < rows->telling_count; t++) {
            char *longer = checked(
                rows, uf_message_text("%s\n%s", text, rows->dimension[rows->telling[t]].text[i]));
            free(text);
            text = longer;
        }
        (void)uf_intern_code(seen, text, strlen(text));
        free(text);
    }
    const bool apart = uf_intern_count(seen) == rows->count;
    uf_intern_free(seen);
    return apart;
}

static void find_dimensions(uf_chart_rows *rows, const char *axis)
{
    const size_t most = uf_results_by_count(rows->results) + 1 + FIXED;
    rows->dimension = uf_cli_allocate(rows->cli, most, sizeof *rows->dimension);
    rows->telling = uf_cli_allocate(rows->cli, most, sizeof *rows->telling);
    add_measures(rows, axis != NULL && strcmp(axis, "limit") == 0);
    add_columns(rows, axis);
    rows->by_dimensions = rows->dimension_count - 1;
    add_fixed(rows);
    for (size_t d = 0; d < rows->dimension_count; d++)
        if (values_of(rows, d) > 1 && (!rows->dimension[d].last_resort || !told_apart(rows)))
            rows->telling[rows->telling_count++] = d;
}

/* --- Series and sections. --- */

/* Bring the dimension that the user named to the front. */
static void lead_with(uf_chart_rows *rows, const char *name)
{
    for (size_t t = 0; t < rows->telling_count; t++) {
        const size_t dimension = rows->telling[t];
        if (strcmp(rows->dimension[dimension].name, name) != 0)
            continue;
        if (values_of(rows, dimension) > UF_CHART_MAX_SERIES)
            uf_cli_die(rows->cli, "--series %s: %zu values are more than %d colours can tell apart",
                       name, values_of(rows, dimension), UF_CHART_MAX_SERIES);
        memmove(rows->telling + 1, rows->telling, t * sizeof *rows->telling);
        rows->telling[0] = dimension;
        rows->has_series = true;
        return;
    }
    for (size_t d = 0; d < rows->dimension_count; d++)
        if (strcmp(rows->dimension[d].name, name) == 0)
            return; /* one value: nothing to tell apart */
    uf_cli_die(rows->cli, "--series %s: the results have no such by-column", name);
}

static void choose_series(uf_chart_rows *rows, const uf_chart_choice *choice)
{
    const bool none = choice->series != NULL && strcmp(choice->series, "none") == 0;
    if (choice->series != NULL && !none) {
        lead_with(rows, choice->series);
        return;
    }
    /* with an axis of its own, a series needs no other name */
    const size_t least = choice->axis != NULL ? 1 : 2;
    if (rows->telling_count < least)
        return;
    rows->has_series = !none && values_of(rows, rows->telling[0]) <= FEW;
    /* a heading for every row would be half of its name on a line of its own */
    rows->has_sections = !rows->has_series && !choice->no_sections &&
                         2 * values_of(rows, rows->telling[0]) <= rows->count;
}

/* --- Names. --- */

static const char *shown(const char *text)
{
    return text[0] != '\0' ? text : uf_translate("(empty)");
}

/* Join the texts of the telling dimensions from `from` on, without the empty ones; "(empty)" if all
 * are, "" if there are none. */
static char *joined(const uf_chart_rows *rows, size_t row, size_t from)
{
    char *text = uf_cli_copy(rows->cli, "");
    for (size_t t = from; t < rows->telling_count; t++) {
        const char *part = rows->dimension[rows->telling[t]].text[row];
        if (part[0] == '\0')
            continue;
        char *longer = checked(
            rows, uf_message_text("%s%s%s", text, text[0] != '\0' ? " \xC2\xB7 " : "", part));
        free(text);
        text = longer;
    }
    if (text[0] != '\0' || from == rows->telling_count)
        return text;
    free(text);
    return uf_cli_copy(rows->cli, shown(""));
}

/* "school: Alpha, arm: project" of the by-columns that have one value. */
static char *constants(const uf_chart_rows *rows)
{
    char *text = uf_cli_copy(rows->cli, "");
    for (size_t d = 1; d < 1 + rows->by_dimensions; d++) {
        const struct dimension *dimension = &rows->dimension[d];
        if (values_of(rows, d) != 1 || dimension->text[0][0] == '\0')
            continue;
        char *name = checked(rows, uf_vocabulary(dimension->name));
        char *longer =
            checked(rows, uf_message_text("%s%s%s: %s", text, text[0] != '\0' ? ", " : "", name,
                                          dimension->text[0]));
        free(name);
        free(text);
        text = longer;
    }
    return text;
}

static void name_rows(uf_chart_rows *rows)
{
    const size_t from = rows->has_series || rows->has_sections ? 1 : 0;
    rows->label = uf_cli_allocate(rows->cli, rows->count + 1, sizeof *rows->label);
    for (size_t i = 0; i < rows->count; i++) {
        uf_chart_row *row = &rows->row[i];
        row->label = rows->label[i] = joined(rows, i, from);
        if (from == 0)
            continue;
        const struct dimension *first = &rows->dimension[rows->telling[0]];
        const char *text = first->text[i];
        if (rows->has_sections)
            row->section = shown(text);
        else
            row->series = uf_intern_find(first->seen, text, strlen(text));
    }
}

/* --- The horizontal axis. --- */

bool uf_chart_rows_sweep(const uf_results *results)
{
    const size_t limit = uf_results_find_extra(results, "limit");
    for (size_t i = 0; i < uf_results_count(results) && limit != UF_NO_COLUMN; i++)
        if (drawn(uf_results_get(results, i), uf_chart_shares) &&
            uf_results_extra(results, i, limit)[0] != '\0')
            return true;
    return false;
}

static void read_places(uf_chart_rows *rows, const char *axis)
{
    const size_t column = uf_results_find_extra(rows->results, axis);
    bool periods = rows->count > 0;
    for (size_t i = 0; i < rows->count; i++)
        periods = periods && rows->row[i].estimate->period[0] != '\0';
    rows->axis_is_period = column == UF_NO_COLUMN && periods && strcmp(axis, "window") == 0;
    if (column == UF_NO_COLUMN && !rows->axis_is_period && rows->count > 0)
        uf_cli_die(rows->cli, "the results have no by-column '%s'", axis);
    for (size_t i = 0; i < rows->count; i++)
        rows->row[i].place = rows->axis_is_period
                                 ? rows->row[i].estimate->period
                                 : uf_results_extra(rows->results, rows->source[i], column);
}

static void read_limits(uf_chart_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const char *text = rows->row[i].place;
        if (!uf_number_read(text, strlen(text), &rows->row[i].limit))
            uf_cli_die(rows->cli, "%s:%lu: column 'limit': '%s' is not a number",
                       uf_results_file(rows->results, rows->source[i]),
                       uf_results_line(rows->results, rows->source[i]), text);
    }
}

/* --- The whole. --- */

uf_chart_rows *uf_chart_rows_choose(uf_cli *cli, const uf_results *results,
                                    const uf_chart_choice *choice)
{
    uf_chart_rows *rows = uf_cli_allocate(cli, 1, sizeof *rows);
    *rows = (uf_chart_rows){ .cli = cli, .results = results };
    choose_rows(rows, choice);
    if (choice->axis != NULL)
        read_places(rows, choice->axis);
    if (choice->axis != NULL && strcmp(choice->axis, "limit") == 0)
        read_limits(rows);
    find_dimensions(rows, choice->axis);
    choose_series(rows, choice);
    name_rows(rows);
    rows->constant = constants(rows);
    return rows;
}

void uf_chart_rows_free(uf_chart_rows *rows)
{
    if (rows == NULL)
        return;
    for (size_t d = 0; d < rows->dimension_count; d++) {
        for (size_t i = 0; i < rows->count; i++)
            free(rows->dimension[d].text[i]);
        free(rows->dimension[d].text);
        uf_intern_free(rows->dimension[d].seen);
    }
    for (size_t i = 0; i < rows->count; i++)
        free(rows->label[i]);
    free(rows->label);
    free(rows->dimension);
    free(rows->telling);
    free(rows->source);
    free(rows->row);
    free(rows->constant);
    free(rows);
}

size_t uf_chart_rows_count(const uf_chart_rows *rows)
{
    return rows->count;
}

const uf_chart_row *uf_chart_rows_get(const uf_chart_rows *rows, size_t i)
{
    return &rows->row[i];
}

size_t uf_chart_rows_source(const uf_chart_rows *rows, size_t i)
{
    return rows->source[i];
}

size_t uf_chart_rows_series(const uf_chart_rows *rows)
{
    return rows->has_series ? values_of(rows, rows->telling[0]) : 1;
}

const char *uf_chart_rows_series_name(const uf_chart_rows *rows, size_t series)
{
    if (!rows->has_series)
        return "";
    return shown(uf_intern_text(rows->dimension[rows->telling[0]].seen, (uint32_t)series));
}

const char *uf_chart_rows_constant(const uf_chart_rows *rows)
{
    return rows->constant;
}
