/* compare_data.c: the records of a comparison, read once into memory. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/compare_clusters.h"
#include "cli/groups.h"
#include "cli/reading.h"

#define MOST_UNITS (INT64_C(1) << 53) /* counts are exact doubles up to here */

/* What is needed while rows are read, and not after. */
struct reading {
    uf_compare *job;
    uf_intern *names;                     /* of units                                     */
    uf_intern *others;                    /* texts of the periods that are neither        */
    uf_groups *places[UF_COMPARE_PLACES]; /* NULL: no such column                        */
    size_t place_column[UF_COMPARE_PLACES];
    size_t unit;       /* the column, or UF_NO_COLUMN */
    uf_decimal *exact; /* [record][outcome + 1]: of rates, the exposure last; else NULL */
    size_t room;
    bool *has_value; /* [outcome] */
    uint64_t seen[UF_WAVES], passed_over;
    int64_t total; /* units so far */
};

/* ---- One row ---- */

static void grow(struct reading *r)
{
    uf_compare_data *data = &r->job->data;
    uf_cli *cli = r->job->cli;
    const size_t width = r->job->outcome_count;
    r->room = 2 * r->room + 1024;
    data->records = uf_cli_grow(cli, data->records, r->room, sizeof *data->records);
    data->values = uf_cli_grow(cli, data->values, r->room, width * sizeof *data->values);
    if (r->job->columns.exposure == UF_NO_COLUMN)
        return;
    r->exact = uf_cli_grow(cli, r->exact, r->room, (width + 1) * sizeof *r->exact);
    data->exposures = uf_cli_grow(cli, data->exposures, r->room, sizeof *data->exposures);
}

/* The wave of the current row. False: it is of another period. */
static bool read_wave(struct reading *r, uf_wave *wave)
{
    const uf_compare *job = r->job;
    *wave = UF_WAVE_AFTER;
    if (!job->two_waves)
        return true;
    const uf_cell cell = uf_rows_cell(job->rows, job->columns.period);
    for (int w = 0; w < UF_WAVES; w++) {
        *wave = (uf_wave)w;
        if (strcmp(cell.text, job->period[w]) == 0) {
            r->seen[w]++;
            return true;
        }
    }
    (void)uf_intern_code(r->others, cell.text, cell.length);
    if (job->clusters != NULL && uf_compare_periods_read(r->job))
        return false;
    r->passed_over++;
    uf_reading_leave_out(job->cli, 1, "of another period");
    return false;
}

/* How many units the row stands for. */
static uint64_t read_units(struct reading *r)
{
    const uf_compare *job = r->job;
    const size_t column = job->columns.count;
    uf_decimal number;
    if (column == UF_NO_COLUMN)
        return 1;
    if (!uf_rows_present(job->rows, column) || !uf_rows_decimal(job->rows, column, &number))
        return 0;
    number = uf_decimal_reduce(number);
    if (number.places == 0 && number.mantissa >= 0 && number.mantissa <= MOST_UNITS)
        return (uint64_t)number.mantissa;
    uf_rows_reject(job->rows, column, "'%s' is not a number of units",
                   uf_rows_cell(job->rows, column).text);
    return 0;
}

static uint32_t read_text(const uf_compare *job, uf_intern *table, size_t column)
{
    if (column == UF_NO_COLUMN || !uf_rows_present(job->rows, column))
        return UF_NO_CODE;
    const uf_cell cell = uf_rows_cell(job->rows, column);
    return uf_intern_code(table, cell.text, cell.length);
}

/* A part of a rate, not negative. False when it is missing or bad. */
static bool read_part(const uf_compare *job, size_t column, uf_decimal *part)
{
    *part = (uf_decimal){ 0, 0 };
    if (!uf_rows_decimal(job->rows, column, part))
        return false;
    if (part->mantissa < 0)
        uf_rows_reject(job->rows, column, "'%s' is negative", uf_rows_cell(job->rows, column).text);
    return true;
}

/* Numerators and the exposure; without exposure there is no rate. */
static void read_rates(struct reading *r)
{
    const uf_compare *job = r->job;
    const size_t width = job->outcome_count;
    uf_decimal *exact = r->exact + job->data.count * (width + 1);
    double *values = job->data.values + job->data.count * width;
    const bool exposed =
        read_part(job, job->columns.exposure, &exact[width]) && exact[width].mantissa > 0;
    for (size_t i = 0; i < width; i++)
        values[i] = read_part(job, job->columns.outcomes[i], &exact[i]) && exposed ? 0 : NAN;
}

static void read_values(struct reading *r)
{
    const uf_compare *job = r->job;
    if (r->exact != NULL) {
        read_rates(r);
        return;
    }
    double *values = job->data.values + job->data.count * job->outcome_count;
    for (size_t i = 0; i < job->outcome_count; i++)
        values[i] = uf_rows_number(job->rows, job->columns.outcomes[i]);
}

static void read_places(struct reading *r, uf_compare_record *record)
{
    for (int p = 0; p < UF_COMPARE_PLACES; p++)
        record->place[p] = r->places[p] == NULL || uf_rows_missing(r->job->rows, r->place_column[p])
                               ? UF_NO_CODE
                               : uf_groups_code(r->places[p], r->job->rows);
}

static void add_units(struct reading *r, uint64_t units)
{
    r->total += (int64_t)units;
    if (r->total > MOST_UNITS)
        uf_cli_die(r->job->cli, "%s:%" PRIu64 ": more than 2^53 units in all",
                   uf_rows_file(r->job->rows), uf_rows_line(r->job->rows));
}

static void read_row(struct reading *r)
{
    uf_compare *job = r->job;
    uf_compare_data *data = &job->data;
    uf_compare_record record = { .unit = UF_NO_CODE };
    if (data->count == r->room)
        grow(r);
    if (!read_wave(r, &record.wave))
        return;
    record.units = read_units(r);
    read_values(r);
    record.arm = read_text(job, data->arms, job->columns.arm);
    record.stratum = read_text(job, data->strata, job->columns.stratum);
    if (job->clusters != NULL)
        uf_compare_clusters_read(job);
    if (!uf_units_take(job->unit_rules, &record.group))
        return;
    read_places(r, &record);
    if (r->unit != UF_NO_COLUMN)
        record.unit = read_text(job, r->names, r->unit);
    for (size_t i = 0; i < job->outcome_count; i++) {
        const double value = data->values[data->count * job->outcome_count + i];
        data->binary[i] = data->binary[i] && (isnan(value) || value == 0 || value == 1);
        r->has_value[i] |= !isnan(value);
    }
    if (record.units == 0)
        return; /* it declares a value that nobody has */
    add_units(r, record.units);
    data->records[data->count++] = record;
}

/* ---- Before and after all rows ---- */

static uf_groups *open_place(uf_rows *rows, uf_cli *cli, int place, size_t *column)
{
    static const char *const names[UF_COMPARE_PLACES] = { "school", "class" };
    const size_t school = uf_rows_column(rows, names[UF_COMPARE_SCHOOL]);
    size_t columns[2], n = 0;
    *column = uf_rows_column(rows, names[place]);
    if (*column == UF_NO_COLUMN)
        return NULL;
    if (place == UF_COMPARE_CLASS && school != UF_NO_COLUMN)
        columns[n++] = school; /* 1a of two schools is two classes */
    columns[n++] = *column;
    return uf_groups_new(cli, rows, columns, n);
}

static void open_reading(struct reading *r)
{
    uf_compare *job = r->job;
    uf_compare_data *data = &job->data;
    r->names = uf_intern_new(job->cli);
    r->others = uf_intern_new(job->cli);
    r->unit = job->columns.count == UF_NO_COLUMN ? uf_units_column(job->unit_rules) : UF_NO_COLUMN;
    data->arms = uf_intern_new(job->cli);
    data->strata = uf_intern_new(job->cli);
    data->binary = uf_cli_allocate(job->cli, job->outcome_count, sizeof *data->binary);
    r->has_value = uf_cli_allocate(job->cli, job->outcome_count, sizeof *r->has_value);
    for (size_t i = 0; i < job->outcome_count; i++) {
        data->binary[i] = job->columns.exposure == UF_NO_COLUMN;
        r->has_value[i] = false;
    }
    for (int p = 0; p < UF_COMPARE_PLACES; p++)
        r->places[p] = open_place(job->rows, job->cli, p, &r->place_column[p]);
}

/* Rates as whole numbers of the smallest decimal unit in the file, numerators and exposures alike:
 * sums are then exact, and minutes give the same digits as hours. */
static void scale_rates(struct reading *r)
{
    uf_compare_data *data = &r->job->data;
    const size_t width = r->job->outcome_count, cells = data->count * (width + 1);
    int places = 0;
    data->scale = 1;
    if (r->exact == NULL)
        return;
    for (size_t i = 0; i < cells; i++) {
        const uf_decimal reduced = uf_decimal_reduce(r->exact[i]);
        places = reduced.places > places ? reduced.places : places;
    }
    data->scale = pow(10, places);
    for (size_t i = 0; i < cells; i++) {
        const size_t record = i / (width + 1), column = i % (width + 1);
        int64_t scaled;
        const double number = uf_decimal_scale(r->exact[i], places, &scaled, NULL)
                                  ? (double)scaled
                                  : uf_decimal_value(r->exact[i]) * data->scale;
        if (column == width)
            data->exposures[record] = number;
        else if (!isnan(data->values[record * width + column]))
            data->values[record * width + column] = number;
    }
}

/* "; there are 'a' 'b'", of at most eight. */
static void list_texts(const uf_intern *table, char *list, size_t size)
{
    size_t used = 0;
    list[0] = '\0';
    for (uint32_t i = 0; i < uf_intern_count(table) && i < 8 && used < size; i++)
        used += (size_t)snprintf(list + used, size - used, "%s '%s'", i == 0 ? "; there are" : "",
                                 uf_intern_text(table, i));
}

/* A period or control that is nowhere is a slip; records without any row are not. */
static void check_texts(const struct reading *r)
{
    static const char *const options[UF_WAVES] = { "before", "after" };
    const uf_compare *job = r->job;
    char there[320];
    for (int w = 0; w < UF_WAVES && r->seen[0] + r->seen[1] + r->passed_over > 0; w++) {
        if (r->seen[w] > 0)
            continue;
        list_texts(r->others, there, sizeof there);
        uf_cli_die(job->cli, "--%s %s: no row has it in column '%s'%s", options[w], job->period[w],
                   uf_cli_text(job->cli, "period"), there);
    }
    if (uf_intern_count(job->data.arms) > 0 && job->data.control == UF_NO_CODE) {
        list_texts(job->data.arms, there, sizeof there);
        uf_cli_die(job->cli, "--control %s: no row has it in the arm's column%s", job->control,
                   there);
    }
}

static void order_arms(uf_compare *job)
{
    uf_compare_data *data = &job->data;
    uint32_t *order = uf_intern_order(data->arms);
    data->control = uf_intern_find(data->arms, job->control, strlen(job->control));
    data->others = uf_cli_allocate(job->cli, uf_intern_count(data->arms), sizeof *data->others);
    for (size_t i = 0; i < uf_intern_count(data->arms); i++)
        if (order[i] != data->control)
            data->others[data->other_count++] = order[i];
    free(order);
    const size_t strata = uf_intern_count(data->strata);
    order = uf_intern_order(data->strata);
    data->stratum_rank = uf_cli_allocate(job->cli, strata, sizeof *data->stratum_rank);
    for (uint32_t i = 0; i < strata; i++)
        data->stratum_rank[order[i]] = i;
    free(order);
}

void uf_compare_read(uf_compare *job)
{
    struct reading r = { .job = job };
    open_reading(&r);
    while (uf_rows_next(job->rows))
        read_row(&r);
    if (uf_units_ineligible(job->unit_rules) > 0)
        uf_cli_say(job->cli, "rows left out as not eligible: %" PRIu64,
                   uf_units_ineligible(job->unit_rules));
    uf_rows_close(job->rows);
    job->rows = NULL;
    order_arms(job);
    check_texts(&r);
    if (r.passed_over > 0)
        uf_cli_say(job->cli, "rows of other periods left out: %" PRIu64, r.passed_over);
    scale_rates(&r);
    for (size_t i = 0; i < job->outcome_count; i++)
        job->data.binary[i] = job->data.binary[i] && r.has_value[i];
    for (int p = 0; p < UF_COMPARE_PLACES; p++) {
        job->data.places[p] = r.places[p] != NULL ? uf_groups_count(r.places[p]) : 0;
        uf_groups_free(r.places[p]);
    }
    free(r.exact);
    free(r.has_value);
    if (job->clusters != NULL)
        job->clusters->unit_names = r.names;
    else
        uf_intern_free(r.names);
    uf_intern_free(r.others);
}
