/* chart_lines.c: adding up records into a rate for each line and window. */
#include "cli/chart_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_match.h"
#include "cli/intern.h"
#include "cli/messages.h"
#include "cli/rows.h"

enum { MOST_LINES = 2000 };

struct total {
    double absent, scheduled;
};

struct job {
    uf_cli *cli;
    const uf_windows *windows;
    uf_rows *records;
    uf_match *match;
    size_t window, scheduled, absent, eligible, line;
    uf_intern *lines;     /* "group text" of each line         */
    size_t *group_of;     /* [line]                            */
    struct total *totals; /* [line * windows + window]         */
    size_t line_capacity; /* how many lines there is room for  */
};

/* --- Columns. --- */

static const char *choose_line(struct job *job, const uf_results *results)
{
    static const char *const usual[] = { "school", "class", "pupil" };
    const char *asked = uf_cli_text(job->cli, "lines");
    if (asked != NULL) {
        job->line = uf_rows_require(job->records, asked);
        return asked;
    }
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (!uf_match_by(results, usual[i])) {
            job->line = uf_rows_column(job->records, usual[i]);
            if (job->line != UF_NO_COLUMN)
                return usual[i];
        }
    uf_cli_die(job->cli, "--records: say which column tells the lines apart, with --lines COLUMN");
}

static void find_columns(struct job *job)
{
    job->window = uf_rows_require(job->records, "window");
    job->scheduled = uf_rows_require(job->records, "scheduled");
    job->absent = uf_rows_require(job->records, "absent");
    job->eligible = uf_rows_column(job->records, "eligible");
}

/* --- Adding up. --- */

static void reach(struct job *job, size_t line)
{
    const size_t windows = uf_windows_count(job->windows);
    if (line < job->line_capacity)
        return;
    if (line >= MOST_LINES)
        uf_cli_die(job->cli, "--lines: more than %d lines; name a column with fewer values",
                   MOST_LINES);
    const size_t capacity = 2 * line + 16;
    job->totals = uf_cli_grow(job->cli, job->totals, capacity, windows * sizeof *job->totals);
    job->group_of = uf_cli_grow(job->cli, job->group_of, capacity, sizeof *job->group_of);
    for (size_t i = job->line_capacity * windows; i < capacity * windows; i++)
        job->totals[i] = (struct total){ 0.0, 0.0 };
    job->line_capacity = capacity;
}

/* The line of the current record, which is of a group. */
static size_t find_line(struct job *job, size_t group)
{
    char *key = uf_cli_checked(
        job->cli, uf_message_text("%zu %s", group, uf_rows_cell(job->records, job->line).text));
    const size_t line = uf_intern_code(job->lines, key, strlen(key));
    free(key);
    reach(job, line);
    job->group_of[line] = group;
    return line;
}

static void take(struct job *job)
{
    const double scheduled = uf_rows_number(job->records, job->scheduled);
    const double absent = uf_rows_number(job->records, job->absent);
    const bool out = !uf_rows_missing(job->records, job->eligible) &&
                     uf_rows_flag(job->records, job->eligible) == 0;
    const size_t window =
        uf_windows_find(job->windows, uf_rows_cell(job->records, job->window).text);
    if (uf_rows_bad(job->records) || out || isnan(scheduled) || isnan(absent) ||
        window == uf_windows_count(job->windows))
        return;
    const size_t group = uf_match_record(job->match);
    if (group == uf_match_groups(job->match))
        return;
    const size_t line = find_line(job, group);
    struct total *total = &job->totals[line * uf_windows_count(job->windows) + window];
    total->absent += absent;
    total->scheduled += scheduled;
}

/* A row of the chart that is of a group. */
static size_t row_of(const struct job *job, size_t group)
{
    size_t i = 0;
    while (uf_match_of_row(job->match, i) != group)
        i++;
    return i;
}

static void list_points(const struct job *job, uf_lines *lines)
{
    const size_t windows = uf_windows_count(job->windows);
    lines->lines = uf_intern_count(job->lines);
    lines->points = uf_cli_allocate(job->cli, lines->lines, (windows + 1) * sizeof *lines->points);
    for (size_t line = 0; line < lines->lines; line++) {
        const size_t row = row_of(job, job->group_of[line]);
        for (size_t w = 0; w < windows; w++) {
            const struct total *total = &job->totals[line * windows + w];
            if (total->scheduled > 0)
                lines->points[lines->count++] =
                    (uf_line_point){ row, line, w, total->absent / total->scheduled };
        }
    }
}

uf_lines uf_lines_read(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows,
                       const uf_windows *windows)
{
    uf_lines lines = { .points = NULL };
    const char *path = uf_cli_text(cli, "records");
    if (path == NULL)
        return lines;
    struct job job = { .cli = cli, .windows = windows, .lines = uf_intern_new(cli) };
    reach(&job, 0);
    job.records = uf_rows_open_records(cli, path);
    find_columns(&job);
    job.match = uf_match_new(cli, results, rows, job.records, "window");
    lines.name = choose_line(&job, results);
    while (uf_rows_next(job.records))
        take(&job);
    uf_rows_close(job.records);
    list_points(&job, &lines);
    uf_match_free(job.match);
    uf_intern_free(job.lines);
    free(job.group_of);
    free(job.totals);
    return lines;
}

void uf_lines_release(uf_lines *lines)
{
    free(lines->points);
}
