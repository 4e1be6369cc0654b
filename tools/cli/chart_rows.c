/* chart_rows.c: what tells results apart becomes labels, series and headings. */
#include "cli/chart_rows.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_dimensions.h"
#include "cli/chart_measure.h"
#include "cli/intern.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/rows.h"
#include "cli/vocabulary.h"

enum { FEW = 4 /* values of a series that nobody asked for */ };

struct uf_chart_rows {
    uf_cli *cli;
    const uf_results *results;
    size_t *source; /* [row] its place in results */
    uf_chart_row *row;
    char **label; /* [row] */
    size_t count;
    uf_dimensions *dimensions; /* the measure, by-columns, fixed columns; the series or section
                                * leads those that tell, if there is one */
    size_t by_dimensions;
    bool has_series, has_sections;
    bool axis_is_period, axis_is_group; /* the first or second of fixed[] is the horizontal axis */
    char *constant;
};

/* --- Which results. --- */

const char *const uf_chart_shares[] = { "share", "rate", NULL };

static bool drawn(const uf_estimate *estimate, const char *const *terms)
{
    for (; *terms != NULL; terms++)
        if (strcmp(estimate->term, *terms) == 0)
            return estimate->role != UF_SENSITIVITY;
    return false;
}

static uf_chart_use use_of(const uf_results *results, size_t i, const uf_chart_choice *choice)
{
    const uf_estimate *estimate = uf_results_get(results, i);
    if (choice->use != NULL)
        return choice->use(results, i);
    if (drawn(estimate, choice->terms))
        return UF_CHART_DRAWN;
    return choice->beside != NULL && strcmp(estimate->term, choice->beside) == 0 ? UF_CHART_BESIDE
                                                                                 : UF_CHART_LEFT;
}

static void choose_rows(uf_chart_rows *rows, const uf_chart_choice *choice)
{
    const size_t all = uf_results_count(rows->results);
    rows->source = uf_cli_allocate(rows->cli, all + 1, sizeof *rows->source);
    size_t beside = 0;
    for (size_t i = 0; i < all; i++) {
        const uf_chart_use use = use_of(rows->results, i, choice);
        if (use == UF_CHART_DRAWN)
            rows->source[rows->count++] = i;
        else if (use == UF_CHART_BESIDE)
            beside++;
    }
    if (rows->count + beside < all)
        uf_cli_say(rows->cli, "%zu of %zu results are %s and not drawn", all - rows->count - beside,
                   all, choice->not_drawn);
    rows->row = uf_cli_allocate(rows->cli, rows->count + 1, sizeof *rows->row);
    for (size_t i = 0; i < rows->count; i++)
        rows->row[i] = (uf_chart_row){ .estimate = uf_results_get(rows->results, rows->source[i]),
                                       .section = "",
                                       .label = "",
                                       .place = "",
                                       .limit = NAN };
}

/* --- What tells them apart. --- */

static void add_columns(uf_chart_rows *rows, const char *axis)
{
    for (size_t column = 0; column < uf_results_by_count(rows->results); column++) {
        const char *name = uf_results_extra_name(rows->results, column);
        if (axis != NULL && strcmp(name, axis) == 0)
            continue;
        const size_t dimension = uf_dimensions_add(rows->dimensions, name, false);
        for (size_t i = 0; i < rows->count; i++)
            uf_dimensions_set(rows->dimensions, dimension, i,
                              uf_results_extra(rows->results, rows->source[i], column));
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
    const size_t dimension = uf_dimensions_add(rows->dimensions, "measure", false);
    for (size_t i = 0; i < rows->count; i++) {
        const uf_estimate *estimate = rows->row[i].estimate;
        char *text = sweep ? uf_cli_copy(rows->cli, estimate->measure)
                           : uf_cli_checked(rows->cli, uf_chart_measure_short(estimate));
        uf_dimensions_set(rows->dimensions, dimension, i, text);
        free(text);
    }
}

static void add_fixed(uf_chart_rows *rows)
{
    for (size_t f = 0; f < FIXED; f++) {
        if ((f == 0 && rows->axis_is_period) || (f == 1 && rows->axis_is_group))
            continue;
        const size_t dimension =
            uf_dimensions_add(rows->dimensions, fixed[f].name, fixed[f].estimated);
        for (size_t i = 0; i < rows->count; i++) {
            const uf_estimate *estimate = rows->row[i].estimate;
            if (fixed[f].estimated && isnan(estimate->estimate))
                uf_dimensions_silent(rows->dimensions, dimension, i);
            else
                uf_dimensions_set(rows->dimensions, dimension, i, fixed[f].text(estimate));
        }
    }
}

static void find_dimensions(uf_chart_rows *rows, const char *axis)
{
    const char **places = uf_cli_allocate(rows->cli, rows->count + 1, sizeof *places);
    for (size_t i = 0; i < rows->count; i++)
        places[i] = rows->row[i].place;
    rows->dimensions = uf_dimensions_new(rows->cli, rows->count);
    add_measures(rows, axis != NULL && strcmp(axis, "limit") == 0);
    add_columns(rows, axis);
    rows->by_dimensions = uf_dimensions_count(rows->dimensions) - 1;
    add_fixed(rows);
    uf_dimensions_tell(rows->dimensions, places, false);
    free(places);
}

/* How many values the t-th dimension that tells has. */
static size_t values_of(const uf_chart_rows *rows, size_t t)
{
    const size_t dimension = uf_dimensions_teller(rows->dimensions, t);
    return uf_intern_count(uf_dimensions_values(rows->dimensions, dimension));
}

/* --- Series and sections. --- */

/* Bring the dimension that the user named to the front. */
static void lead_with(uf_chart_rows *rows, const char *name)
{
    const uf_dimensions *dimensions = rows->dimensions;
    for (size_t t = 0; t < uf_dimensions_telling(dimensions); t++) {
        if (strcmp(uf_dimensions_name(dimensions, uf_dimensions_teller(dimensions, t)), name) != 0)
            continue;
        if (values_of(rows, t) > UF_CHART_MAX_SERIES)
            uf_cli_die(rows->cli, "--series %s: %zu values are more than %d colours can tell apart",
                       name, values_of(rows, t), UF_CHART_MAX_SERIES);
        uf_dimensions_lead(rows->dimensions, t);
        rows->has_series = true;
        return;
    }
    for (size_t d = 0; d < uf_dimensions_count(dimensions); d++)
        if (strcmp(uf_dimensions_name(dimensions, d), name) == 0)
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
    if (uf_dimensions_telling(rows->dimensions) < least)
        return;
    rows->has_series = !none && values_of(rows, 0) <= FEW;
    /* a heading for every row would be half of its name on a line of its own */
    rows->has_sections =
        !rows->has_series && !choice->no_sections && 2 * values_of(rows, 0) <= rows->count;
}

/* --- Names. --- */

/* "school: Alpha, arm: project" of the by-columns that have one value. */
static char *constants(const uf_chart_rows *rows)
{
    char *text = uf_cli_copy(rows->cli, "");
    for (size_t d = 1; d < 1 + rows->by_dimensions; d++) {
        if (uf_intern_count(uf_dimensions_values(rows->dimensions, d)) != 1)
            continue;
        const char *value = uf_dimensions_text(rows->dimensions, d, 0);
        if (value[0] == '\0')
            continue;
        char *name =
            uf_cli_checked(rows->cli, uf_vocabulary(uf_dimensions_name(rows->dimensions, d)));
        char *longer =
            uf_cli_checked(rows->cli, uf_message_text("%s%s%s: %s", text,
                                                      text[0] != '\0' ? ", " : "", name, value));
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
        row->label = rows->label[i] = uf_dimensions_joined(rows->dimensions, i, from);
        if (from == 0)
            continue;
        const size_t first = uf_dimensions_teller(rows->dimensions, 0);
        const char *text = uf_dimensions_text(rows->dimensions, first, i);
        if (rows->has_sections)
            row->section = uf_dimensions_shown(text);
        else
            row->series =
                uf_intern_find(uf_dimensions_values(rows->dimensions, first), text, strlen(text));
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
    rows->axis_is_period = column == UF_NO_COLUMN && periods &&
                           (strcmp(axis, "window") == 0 || strcmp(axis, "period") == 0);
    rows->axis_is_group = column == UF_NO_COLUMN && strcmp(axis, "group") == 0;
    if (column == UF_NO_COLUMN && !rows->axis_is_period && !rows->axis_is_group && rows->count > 0)
        uf_cli_die(rows->cli, "the results have no by-column '%s'", axis);
    for (size_t i = 0; i < rows->count; i++)
        rows->row[i].place = rows->axis_is_period ? rows->row[i].estimate->period
                             : rows->axis_is_group
                                 ? rows->row[i].estimate->group
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
    uf_dimensions_free(rows->dimensions);
    for (size_t i = 0; i < rows->count; i++)
        free(rows->label[i]);
    free(rows->label);
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
    return rows->has_series ? values_of(rows, 0) : 1;
}

const char *uf_chart_rows_series_name(const uf_chart_rows *rows, size_t series)
{
    if (!rows->has_series)
        return "";
    const size_t first = uf_dimensions_teller(rows->dimensions, 0);
    return uf_dimensions_shown(
        uf_intern_text(uf_dimensions_values(rows->dimensions, first), (uint32_t)series));
}

const char *uf_chart_rows_constant(const uf_chart_rows *rows)
{
    return rows->constant;
}
