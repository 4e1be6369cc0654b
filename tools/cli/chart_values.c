/* chart_values.c: reading the values of records, and counting them in bins. */
#include "cli/chart_values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/rows.h"

/* --- Reading. --- */

static void keep(uf_values *values, uint32_t code, double value)
{
    if (code >= values->group_capacity) {
        const size_t capacity = 2 * (size_t)code + 4;
        values->groups = uf_cli_grow(values->cli, values->groups, capacity, sizeof *values->groups);
        memset(values->groups + values->group_capacity, 0,
               (capacity - values->group_capacity) * sizeof *values->groups);
        values->group_capacity = capacity;
    }
    uf_values_group *group = &values->groups[code];
    if (group->n == group->capacity) {
        group->capacity = 2 * group->capacity + 64;
        group->values =
            uf_cli_grow(values->cli, group->values, group->capacity, sizeof *group->values);
    }
    group->values[group->n++] = value;
    values->n++;
}

static void read_records(uf_values *values)
{
    const char *path = uf_cli_text(values->cli, "records");
    const char *value = uf_cli_text(values->cli, "value");
    if (path == NULL)
        uf_cli_die(values->cli, "distribution: name the records with --records FILE (or -)");
    values->percent = value == NULL;
    uf_rows *rows = uf_rows_open_records(values->cli, path);
    const size_t column = uf_rows_require(rows, value != NULL ? value : "rate");
    values->units = uf_units_new(values->cli, rows);
    while (uf_rows_next(rows)) {
        uint32_t code;
        const double number = uf_rows_number(rows, column);
        if (values->percent && (number < 0 || number > 1))
            uf_rows_reject(rows, column, "'%s' is not a share from 0 to 1",
                           uf_rows_cell(rows, column).text);
        if (!uf_units_take(values->units, &code))
            continue;
        if (isnan(number))
            values->missing++;
        else
            keep(values, code, number);
    }
    uf_rows_close(rows);
}

const uf_values_group *uf_values_group_of(const uf_values *values, uint32_t code)
{
    static const uf_values_group nothing = { .values = NULL };
    return code < values->group_capacity ? &values->groups[code] : &nothing;
}

/* --- Bins. --- */

/* A limit or width as given, in the unit of the values. */
static uf_decimal in_unit(const uf_values *values, const char *option, uf_decimal given)
{
    uf_decimal share = given;
    if (values->percent && !uf_decimal_percent(given, &share))
        uf_cli_die(values->cli, "--%s: too many decimals", option);
    return share;
}

static void read_limits(uf_values *values)
{
    const uf_limit_unit unit = values->percent ? UF_LIMIT_PERCENT : UF_LIMIT_PLAIN;
    const uf_decimal *given = uf_cli_limits(values->cli, "limit", unit, &values->limit_count);
    values->limits = uf_cli_allocate(values->cli, values->limit_count + 1, sizeof *values->limits);
    for (size_t i = 0; i < values->limit_count; i++)
        values->limits[i] = in_unit(values, "limit", given[i]);
}

const char *uf_values_text(const uf_values *values, char text[UF_AXIS_TEXT_SIZE], double value)
{
    return uf_axis_text(text, values->percent ? 100 * value : value, values->percent ? "%" : "");
}

/* pooled: all values. */
static uf_decimal choose_width(uf_values *values, const double *pooled)
{
    const uf_limit_unit unit = values->percent ? UF_LIMIT_PERCENT : UF_LIMIT_PLAIN;
    size_t n;
    const uf_decimal *given = uf_cli_limits(values->cli, "bin", unit, &n);
    uf_decimal width;
    uf_error error;
    if (n == 0) {
        if (uf_histogram_width(&width, pooled, values->n, values->limits, values->limit_count,
                               &error) != UF_OK)
            (void)uf_cli_fail(values->cli, &error);
        return width;
    }
    width = in_unit(values, "bin", given[0]);
    for (size_t i = 0; i < values->limit_count; i++)
        if (width.mantissa > 0 && !uf_histogram_on_edge(values->limits[i], width)) {
            char text[2][UF_AXIS_TEXT_SIZE];
            uf_cli_die(values->cli,
                       "--bin %s: the limit %s would lie inside a bin; choose a width "
                       "that divides it",
                       uf_values_text(values, text[0], uf_decimal_value(width)),
                       uf_values_text(values, text[1], uf_decimal_value(values->limits[i])));
        }
    return width;
}

static void count_group(uf_values *values, uf_values_group *group)
{
    uf_error error;
    group->counts = uf_cli_allocate(values->cli, values->histogram.bins, sizeof *group->counts);
    memset(group->counts, 0, values->histogram.bins * sizeof *group->counts);
    if (uf_histogram_count(group->counts, &values->histogram, group->values, group->n, &error) !=
        UF_OK)
        (void)uf_cli_fail(values->cli, &error);
}

/* All values, in a row. The caller frees them. */
static double *pool(const uf_values *values)
{
    size_t at = 0;
    double *pooled = uf_cli_allocate(values->cli, values->n + 1, sizeof *pooled);
    for (size_t g = 0; g < values->group_capacity; g++) {
        const uf_values_group *group = &values->groups[g];
        if (group->n > 0)
            memcpy(pooled + at, group->values, group->n * sizeof *group->values);
        at += group->n;
    }
    return pooled;
}

static void count_values(uf_values *values)
{
    uf_error error;
    if (values->n == 0)
        return;
    double *pooled = pool(values);
    if (uf_histogram_place(&values->histogram, choose_width(values, pooled), pooled, values->n,
                           values->limits, values->limit_count, &error) != UF_OK)
        (void)uf_cli_fail(values->cli, &error);
    free(pooled);
    for (size_t g = 0; g < values->group_capacity; g++)
        count_group(values, &values->groups[g]);
}

/* --- The whole. --- */

uf_values uf_values_read(uf_cli *cli)
{
    uf_values values = { .cli = cli };
    read_records(&values);
    read_limits(&values);
    count_values(&values);
    return values;
}

void uf_values_release(uf_values *values)
{
    for (size_t g = 0; g < values->group_capacity; g++) {
        free(values->groups[g].values);
        free(values->groups[g].counts);
    }
    free(values->groups);
    free(values->limits);
    uf_units_free(values->units);
}
