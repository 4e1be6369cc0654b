/* chart_strips.c: counting the values behind each row of shares. */
#include "cli/chart_strips.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_match.h"
#include "cli/chart_measure.h"
#include "cli/rows.h"

/* The values of one group. */
struct group {
    double *values;
    size_t n, capacity;
};

struct job {
    uf_cli *cli;
    const uf_chart_rows *rows;
    uf_rows *records;
    uf_match *match;
    size_t value, eligible;
    bool percent;
    struct group *groups;
    double *pooled;
    size_t n;
    uf_decimal *limits; /* in the unit of the values */
    size_t limit_count;
};

/* --- Reading. --- */

static void keep(struct job *job, struct group *group, double value)
{
    if (group->n == group->capacity) {
        group->capacity = 2 * group->capacity + 64;
        group->values =
            uf_cli_grow(job->cli, group->values, group->capacity, sizeof *group->values);
    }
    group->values[group->n++] = value;
    job->n++;
}

static void take(struct job *job)
{
    const double value = uf_rows_number(job->records, job->value);
    const bool out = !uf_rows_missing(job->records, job->eligible) &&
                     uf_rows_flag(job->records, job->eligible) == 0;
    if (job->percent && (value < 0 || value > 1))
        uf_rows_reject(job->records, job->value, "'%s' is not a share from 0 to 1",
                       uf_rows_cell(job->records, job->value).text);
    if (uf_rows_bad(job->records) || out || isnan(value))
        return;
    const size_t group = uf_match_record(job->match);
    if (group < uf_match_groups(job->match))
        keep(job, &job->groups[group], value);
}

static void read_records(struct job *job, const uf_results *results)
{
    const char *value = uf_cli_text(job->cli, "value");
    job->percent = value == NULL;
    job->records = uf_rows_open_records(job->cli, uf_cli_text(job->cli, "records"));
    job->value = uf_rows_require(job->records, value != NULL ? value : "rate");
    job->eligible = uf_rows_column(job->records, "eligible");
    job->match = uf_match_new(job->cli, results, job->rows, job->records, NULL);
    job->groups = uf_cli_allocate(job->cli, uf_match_groups(job->match), sizeof *job->groups);
    for (size_t g = 0; g < uf_match_groups(job->match); g++)
        job->groups[g] = (struct group){ NULL, 0, 0 };
    while (uf_rows_next(job->records))
        take(job);
    uf_rows_close(job->records);
}

/* --- Bins. --- */

static void pool(struct job *job)
{
    size_t at = 0;
    job->pooled = uf_cli_allocate(job->cli, job->n, sizeof *job->pooled);
    for (size_t g = 0; g < uf_match_groups(job->match); g++) {
        const struct group *group = &job->groups[g];
        if (group->n > 0)
            memcpy(job->pooled + at, group->values, group->n * sizeof *group->values);
        at += group->n;
    }
}

/* The limits of the rows, in the unit of the values. */
static void find_limits(struct job *job, uf_strips *strips)
{
    const size_t count = uf_chart_rows_count(job->rows);
    job->limits = uf_cli_allocate(job->cli, count, sizeof *job->limits);
    strips->limits = uf_cli_allocate(job->cli, count, sizeof *strips->limits);
    for (size_t i = 0; i < count; i++) {
        const uf_estimate *estimate = uf_chart_rows_get(job->rows, i)->estimate;
        const bool percent = strcmp(uf_chart_measure_unit(estimate), "%") == 0;
        uf_decimal limit;
        strips->limits[i] = NAN;
        if (percent != job->percent || !uf_chart_measure_limit(estimate, &limit))
            continue;
        strips->limits[i] = uf_decimal_value(limit);
        if (!percent || uf_decimal_percent(limit, &limit))
            job->limits[job->limit_count++] = limit;
    }
}

static void place_bins(struct job *job, uf_strips *strips)
{
    uf_decimal width;
    uf_error error;
    if (uf_histogram_width(&width, job->pooled, job->n, job->limits, job->limit_count, &error) !=
            UF_OK ||
        uf_histogram_place(&strips->histogram, width, job->pooled, job->n, job->limits,
                           job->limit_count, &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
}

static void count_values(struct job *job, uf_strips *strips)
{
    const size_t count = strips->rows, bins = strips->histogram.bins;
    uf_error error;
    strips->counts = uf_cli_allocate(job->cli, count, bins * sizeof *strips->counts);
    memset(strips->counts, 0, count * bins * sizeof *strips->counts);
    for (size_t i = 0; i < count; i++) {
        const struct group *group = &job->groups[uf_match_of_row(job->match, i)];
        if (group->n > 0 && uf_histogram_count(strips->counts + i * bins, &strips->histogram,
                                               group->values, group->n, &error) != UF_OK)
            (void)uf_cli_fail(job->cli, &error);
    }
    for (size_t k = 0; k < count * bins; k++)
        strips->most = strips->counts[k] > strips->most ? strips->counts[k] : strips->most;
}

/* Records of another day or selection than the results are worth a word. */
static void compare_counts(const struct job *job)
{
    size_t other = 0;
    for (size_t i = 0; i < uf_chart_rows_count(job->rows); i++) {
        const double n = uf_chart_rows_get(job->rows, i)->estimate->n;
        if (!isnan(n) && n != (double)job->groups[uf_match_of_row(job->match, i)].n)
            other++;
    }
    if (other > 0)
        uf_cli_say(job->cli, "%zu of %zu results have another n than there are records of them",
                   other, uf_chart_rows_count(job->rows));
}

/* --- The whole. --- */

double uf_strips_edge(const uf_strips *strips, size_t bin)
{
    return (strips->percent ? 100.0 : 1.0) * uf_histogram_edge(&strips->histogram, bin);
}

uf_strips uf_strips_read(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows)
{
    uf_strips strips = { .cli = cli, .rows = uf_chart_rows_count(rows) };
    if (uf_cli_text(cli, "records") == NULL)
        return strips;
    struct job job = { .cli = cli, .rows = rows };
    read_records(&job, results);
    compare_counts(&job);
    pool(&job);
    find_limits(&job, &strips);
    strips.middles = uf_cli_allocate(cli, strips.rows, sizeof *strips.middles);
    strips.percent = job.percent;
    strips.value = uf_cli_text(cli, "value");
    strips.drawn = job.n > 0;
    if (strips.drawn) {
        place_bins(&job, &strips);
        count_values(&job, &strips);
        const double high = uf_strips_edge(&strips, strips.histogram.bins);
        strips.axis = uf_axis_round(uf_strips_edge(&strips, 0), high, 3, false);
    }
    for (size_t g = 0; g < uf_match_groups(job.match); g++)
        free(job.groups[g].values);
    uf_match_free(job.match);
    free(job.groups);
    free(job.pooled);
    free(job.limits);
    return strips;
}

void uf_strips_release(uf_strips *strips)
{
    free(strips->counts);
    free(strips->limits);
    free(strips->middles);
}
