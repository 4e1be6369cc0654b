/* uf-threshold: the share of units over a limit, with its interval.
 *
 * One pass: each unit is held against all limits at once (utfall/limit.h), in exact decimals, and
 * only counts are kept. With --flag the records themselves go through, with a column per limit. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/estimate.h>
#include <utfall/limit.h>
#include <utfall/proportion.h>
#include <utfall/target.h>

#include "cli/clustering.h"
#include "cli/limits.h"
#include "cli/program.h"
#include "cli/results.h"
#include "cli/rows.h"
#include "cli/units.h"
#include "cli/writer.h"

static const uf_option options[] = {
    { "above", 0, UF_OPTION_LIMIT, "P[,P...]", .high = 100, .repeatable = true, .section = "Limits",
      .text = "select units with more than P percent; with --value, above P in the column's unit" },
    { "at-least", 0, UF_OPTION_LIMIT, "P[,P...]", .high = 100, .repeatable = true,
      .section = "Limits", .text = "select units with P percent or more" },
    { "sweep", 0, UF_OPTION_TEXT, "FROM:TO:STEP", .section = "Limits",
      .text = "how many units each of these limits selects, as rows by the column `limit`" },
    { "value", 0, UF_OPTION_COLUMN, "COL", .section = "Limits",
      .text = "hold this column against the limits, in its own unit, instead of absence" },
    { "ci", 0, UF_OPTION_CHOICE, NULL, .choices = "wilson|clopper-pearson|jeffreys|agresti-coull",
      .initial = "wilson", .section = "Interval", .text = "method of the interval" },
    { "cluster", 0, UF_OPTION_TEXT, "none", .section = "Interval",
      .text = "none: the units listed are all that the figure speaks of, so that schools and "
              "classes do not widen the interval" },
    { "better", 0, UF_OPTION_CHOICE, NULL, .choices = "lower|higher", .section = "Output",
      .text = "which direction is good (default: lower for absence)" },
    { "flag", 0, UF_OPTION_FLAG, NULL, .section = "Output",
      .text = "write the records with a column per limit (above_15: 1, 0 or empty) instead of "
              "results" },
    { NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "the unit (default: pupil, case or id, whichever is there)" },
    { "absent", NULL, "absent time" },
    { "scheduled", NULL, "scheduled time, in the same unit" },
    { "rate", NULL, "share absent, 0 to 1; read where absent and scheduled are not there" },
    { "rate_min", NULL, "the share if every unreported lesson was attended" },
    { "rate_max", NULL, "the share if every unreported lesson was missed" },
    { "school", NULL, "looked at to tell whether units come in clusters" },
    { "class", NULL, "looked at in the same way" },
    { "eligible", NULL, "rows with 0 are left out and counted" },
    { "definition", NULL, "how the measure was made" },
    { NULL, NULL, NULL },
};

static const char *const examples[] = {
    "uf-absence --window 3m log.csv | uf-threshold --above 15 --by window,school",
    "uf-threshold --value Days --at-least 20 --by Sex --cluster none datasets/quine.csv",
    "uf-threshold --sweep 5:30:1 --by window rates.csv > how-many.csv",
    NULL,
};

/* Counts of one group. */
struct tally {
    uint64_t n;       /* units with an outcome            */
    uint64_t missing; /* units without one                */
    uint64_t *over;   /* [limit] units over it            */
    uint64_t *surely; /* [limit] over it even at rate_min */
    uint64_t *maybe;  /* [limit] over it at rate_max      */
};

struct job {
    uf_cli *cli;
    uf_rows *rows;
    uf_units *units;
    uf_limits limits;
    size_t value, absent, scheduled, rate, rate_min, rate_max;
    uf_clustering *clustering;
    struct tally *tallies; /* [group] */
    size_t capacity;       /* groups there is room for */
    uf_proportion_method method;
    const char *outcome; /* what the limits are on, as a definition says it */
};

/* ---- Columns ---- */

static void find_columns(struct job *job)
{
    uf_rows *rows = job->rows;
    const char *value = uf_cli_text(job->cli, "value");
    job->absent = job->scheduled = job->rate = job->value = UF_NO_COLUMN;
    job->rate_min = job->rate_max = UF_NO_COLUMN;
    job->outcome = value != NULL ? value : "absence";
    if (value != NULL) {
        job->value = uf_rows_require(rows, value);
        return;
    }
    job->rate = uf_rows_column(rows, "rate");
    job->absent = uf_rows_column(rows, "absent");
    job->scheduled = uf_rows_column(rows, "scheduled");
    if (job->rate == UF_NO_COLUMN ||
        (job->absent != UF_NO_COLUMN && job->scheduled != UF_NO_COLUMN)) {
        job->absent = uf_rows_require(rows, "absent");
        job->scheduled = uf_rows_require(rows, "scheduled");
    }
    job->rate_min = uf_rows_column(rows, "rate_min");
    job->rate_max = uf_rows_column(rows, "rate_max");
    if (job->rate_min == UF_NO_COLUMN || job->rate_max == UF_NO_COLUMN)
        job->rate_min = job->rate_max = UF_NO_COLUMN;
}

/* ---- One unit ---- */

/* A share from 0 to 1 in a column; false when missing or bad. */
static bool read_share(struct job *job, size_t column, uf_decimal *share)
{
    static const uf_decimal zero = { 0, 0 }, one = { 1, 0 };
    if (!uf_rows_decimal(job->rows, column, share))
        return false;
    if (uf_decimal_compare(*share, zero) >= 0 && uf_decimal_compare(*share, one) <= 0)
        return true;
    uf_rows_reject(job->rows, column, "'%s' is not a share from 0 to 1",
                   uf_rows_cell(job->rows, column).text);
    return false;
}

/* absent and scheduled; false when there is no rate: one is missing, or nothing was scheduled. */
static bool read_fraction(struct job *job, uf_decimal *absent, uf_decimal *scheduled)
{
    static const uf_decimal zero = { 0, 0 };
    const bool has_absent = uf_rows_decimal(job->rows, job->absent, absent);
    const bool has_scheduled = uf_rows_decimal(job->rows, job->scheduled, scheduled);
    if (!has_absent || !has_scheduled)
        return false;
    if (uf_decimal_compare(*absent, zero) < 0 || uf_decimal_compare(*scheduled, zero) < 0)
        uf_rows_reject(job->rows, job->absent, "negative time");
    else if (uf_decimal_compare(*absent, *scheduled) > 0)
        uf_rows_reject(job->rows, job->absent, "'%s' is more than scheduled",
                       uf_rows_cell(job->rows, job->absent).text);
    return uf_decimal_compare(*scheduled, zero) > 0;
}

/* How many of the limits select the current unit; false when it has no outcome. */
static bool count_limits(struct job *job, size_t *selected)
{
    const uf_limits *limits = &job->limits;
    uf_decimal number, whole;
    if (job->absent != UF_NO_COLUMN) {
        if (!read_fraction(job, &number, &whole) || uf_rows_bad(job->rows))
            return false;
        *selected = uf_limits_selecting_share(limits->limits, limits->count, number, whole);
        return true;
    }
    const bool there = job->value != UF_NO_COLUMN ? uf_rows_decimal(job->rows, job->value, &number)
                                                  : read_share(job, job->rate, &number);
    if (there)
        *selected = uf_limits_selecting(limits->limits, limits->count, number);
    return there;
}

/* How many limits the unit is over at a bound of its rate; otherwise what is known without. */
static size_t count_at_bound(struct job *job, size_t column, size_t otherwise)
{
    uf_decimal share;
    if (column == UF_NO_COLUMN || !read_share(job, column, &share))
        return otherwise;
    return uf_limits_selecting(job->limits.limits, job->limits.count, share);
}

/* ---- Counting ---- */

static void grow(struct job *job, uint32_t group)
{
    if (group < job->capacity)
        return;
    const size_t capacity = 2 * (size_t)group + 4;
    job->tallies = uf_cli_grow(job->cli, job->tallies, capacity, sizeof job->tallies[0]);
    for (size_t g = job->capacity; g < capacity; g++) {
        uint64_t *counts = uf_cli_allocate(job->cli, 3 * job->limits.count, sizeof *counts);
        memset(counts, 0, 3 * job->limits.count * sizeof *counts);
        job->tallies[g] = (struct tally){ .over = counts,
                                          .surely = counts + job->limits.count,
                                          .maybe = counts + 2 * job->limits.count };
    }
    job->capacity = capacity;
}

static void add_to(uint64_t *counts, size_t selected)
{
    for (size_t i = 0; i < selected; i++)
        counts[i]++;
}

static void count_unit(struct job *job)
{
    uint32_t group;
    size_t selected = 0;
    const bool has_outcome = count_limits(job, &selected);
    const size_t surely = count_at_bound(job, job->rate_min, has_outcome ? selected : 0);
    const size_t maybe =
        count_at_bound(job, job->rate_max, has_outcome ? selected : job->limits.count);
    if (!uf_units_take(job->units, &group))
        return;
    grow(job, group);
    uf_clustering_watch(job->clustering, group);
    struct tally *tally = &job->tallies[group];
    if (has_outcome)
        tally->n++;
    else
        tally->missing++;
    add_to(tally->over, has_outcome ? selected : 0);
    add_to(tally->surely, surely);
    add_to(tally->maybe, maybe);
}

/* ---- Results ---- */

/* The note on clusters that the interval knows nothing of, unless the user settled the matter. */
static void note_clustering(struct job *job, uint32_t group, uf_estimate *row)
{
    const char *cluster = uf_clustering_of(job->clustering, group);
    if (cluster == NULL || uf_cli_given(job->cli, "cluster"))
        return;
    char note[192];
    (void)snprintf(note, sizeof note,
                   UF_NOTE_CLUSTERING_IGNORED " by %s; --cluster none declares the %s listed to be "
                                              "all that the figure speaks of",
                   cluster, uf_units_name(job->units));
    (void)uf_estimate_note(row, note);
}

static void note_missing(const struct job *job, const struct tally *tally, uf_estimate *row)
{
    char note[128];
    if (tally->n == 0) {
        row->note[0] = '\0'; /* ours says more than that a share of nothing is undefined */
        (void)uf_estimate_note(row, tally->missing == 0 ? "no rows" : "no unit has an outcome");
    }
    if (tally->missing == 0)
        return;
    (void)snprintf(note, sizeof note, "%s left out for want of an outcome: %" PRIu64,
                   uf_units_name(job->units), tally->missing);
    (void)uf_estimate_note(row, note);
}

/* What missing lessons and missing outcomes could do to the share. */
static void fill_bounds(const struct job *job, const struct tally *tally, size_t limit,
                        uf_estimate *row)
{
    const double all = (double)(tally->n + tally->missing);
    if (all == 0 || (job->rate_min == UF_NO_COLUMN && tally->missing == 0))
        return;
    row->bound_low = (double)tally->surely[limit] / all;
    row->bound_high = (double)tally->maybe[limit] / all;
}

static char *compose_definition(struct job *job, uint32_t group, size_t limit)
{
    char text[UF_DECIMAL_TEXT_SIZE];
    const char *before = uf_units_definition(job->units, group);
    const size_t size = strlen(before) + strlen(job->outcome) + sizeof text + 8;
    char *definition = uf_cli_allocate(job->cli, size, 1);
    (void)snprintf(definition, size, "%s%s%s%s%s%s", before, before[0] != '\0' ? ";" : "",
                   job->outcome, job->limits.inclusive ? ">=" : ">",
                   uf_limits_text(&job->limits, limit, text), job->limits.is_share ? "%" : "");
    return definition;
}

static void write_row(struct job *job, const uf_results_layout *layout, uint32_t group,
                      size_t limit, const char **by)
{
    static const struct tally nothing = { 0 };
    const struct tally *tally = group < job->capacity ? &job->tallies[group] : &nothing;
    const char *better = uf_cli_text(job->cli, "better");
    char measure[UF_MEASURE_SIZE], limit_text[UF_DECIMAL_TEXT_SIZE];
    uf_estimate row;
    uf_error error;
    uf_estimate_init(&row);
    const uint64_t events = tally->over != NULL ? tally->over[limit] : 0;
    if (uf_proportion_row(&row, events, tally->n, job->method, UF_TWO_SIDED,
                          uf_cli_number(job->cli, "level"), &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    row.measure = uf_limits_measure(&job->limits, limit, measure);
    if (better != NULL)
        row.better = strcmp(better, "lower") == 0 ? UF_BETTER_LOWER : UF_BETTER_HIGHER;
    else if (job->limits.is_share)
        row.better = UF_BETTER_LOWER;
    row.estimand = uf_units_name(job->units);
    fill_bounds(job, tally, limit, &row);
    note_missing(job, tally, &row);
    note_clustering(job, group, &row);
    char *definition = compose_definition(job, group, limit);
    row.definition = definition;
    if (job->limits.sweep)
        by[layout->by_count - 1] = uf_limits_text(&job->limits, limit, limit_text);
    uf_results_row(job->cli, layout, by, &row, NULL);
    free(definition);
}

/* The by-columns of the results: those of --by, but for `definition`, which results have anyway,
 * and then `limit` in a sweep. by_of[i] is the position in --by of the i-th. Returns how many. */
static size_t name_by(struct job *job, uf_groups *groups, const char **names, size_t *by_of)
{
    size_t n = 0;
    for (size_t i = 0; i < uf_groups_width(groups); i++) {
        if (strcmp(uf_groups_name(groups, i), "definition") == 0)
            continue;
        by_of[n] = i;
        names[n++] = uf_groups_name(groups, i);
    }
    if (job->limits.sweep)
        names[n++] = "limit";
    return n;
}

static void write_results(struct job *job)
{
    uf_groups *groups = uf_units_groups(job->units);
    const size_t room = uf_groups_width(groups) + 1;
    const char **names = uf_cli_allocate(job->cli, room, sizeof *names);
    const char **by = uf_cli_allocate(job->cli, room, sizeof *by);
    size_t *by_of = uf_cli_allocate(job->cli, room, sizeof *by_of);
    const uf_results_layout layout = { .by = names,
                                       .by_count = name_by(job, groups, names, by_of) };
    uf_results_header(job->cli, &layout);
    const size_t count = uf_groups_count(groups);
    const uint32_t *order = uf_groups_order(groups);
    for (size_t g = 0; g < (count > 0 ? count : 1); g++) {
        const uint32_t group = count > 0 ? order[g] : 0;
        for (size_t i = 0; i + job->limits.sweep < layout.by_count; i++)
            by[i] = count > 0 ? uf_groups_text(groups, group, by_of[i]) : "";
        for (size_t limit = 0; limit < job->limits.count; limit++)
            write_row(job, &layout, group, limit, by);
    }
    free(names);
    free(by);
    free(by_of);
}

static int write_shares(struct job *job)
{
    while (uf_rows_next(job->rows))
        count_unit(job);
    if (uf_units_ineligible(job->units) > 0)
        uf_cli_say(job->cli, "rows left out as not eligible: %" PRIu64,
                   uf_units_ineligible(job->units));
    uf_rows_close(job->rows);
    write_results(job);
    for (size_t g = 0; g < job->capacity; g++)
        free(job->tallies[g].over);
    free(job->tallies);
    return 0;
}

/* ---- Records with flags ---- */

static void write_flag_header(struct job *job, uf_writer *writer)
{
    const size_t width = uf_rows_width(job->rows);
    char measure[UF_MEASURE_SIZE];
    for (size_t i = 0; i < width; i++)
        uf_writer_text(writer, uf_rows_name(job->rows, i));
    for (size_t limit = 0; limit < job->limits.count; limit++) {
        uf_limits_measure(&job->limits, limit, measure);
        for (size_t i = 0; i < width; i++)
            if (strcmp(uf_rows_name(job->rows, i), measure) == 0)
                uf_cli_die(job->cli, "%s has a column '%s' already, which --flag would add",
                           uf_rows_file(job->rows), measure);
        uf_writer_text(writer, measure);
    }
    uf_writer_end_row(writer);
}

static void write_flagged(struct job *job, uf_writer *writer)
{
    size_t selected = 0;
    const bool has_outcome = count_limits(job, &selected);
    if (uf_rows_bad(job->rows))
        return;
    for (size_t i = 0; i < uf_rows_width(job->rows); i++) {
        const uf_cell cell = uf_rows_cell(job->rows, i);
        uf_writer_bytes_cell(writer, cell.text, cell.length);
    }
    for (size_t limit = 0; limit < job->limits.count; limit++)
        if (has_outcome)
            uf_writer_count(writer, limit < selected);
        else
            uf_writer_missing(writer);
    uf_writer_end_row(writer);
}

static int write_flags(struct job *job)
{
    uf_writer *writer = uf_cli_output(job->cli);
    if (job->limits.sweep)
        uf_cli_die(job->cli, "--flag and --sweep: give one of them");
    uf_rows_want_all(job->rows);
    uf_writer_stream(writer);
    write_flag_header(job, writer);
    while (uf_rows_next(job->rows))
        write_flagged(job, writer);
    uf_rows_close(job->rows);
    return 0;
}

static void check_cluster(uf_cli *cli)
{
    const char *cluster = uf_cli_text(cli, "cluster");
    if (cluster != NULL && strcmp(cluster, "none") != 0)
        uf_cli_die(cli,
                   "--cluster %s: an interval by cluster is not available; write --cluster none",
                   cluster);
}

static int run(uf_cli *cli)
{
    struct job job = { .cli = cli };
    check_cluster(cli);
    uf_limits_read(&job.limits, cli, uf_cli_text(cli, "value") == NULL);
    (void)uf_proportion_method_named(uf_cli_text(cli, "ci"), &job.method);
    job.rows = uf_rows_open(cli);
    find_columns(&job);
    job.units = uf_units_new(cli, job.rows);
    job.clustering = uf_clustering_new(cli, job.rows);
    const int status = uf_cli_flag(cli, "flag") ? write_flags(&job) : write_shares(&job);
    uf_clustering_free(job.clustering);
    uf_units_free(job.units);
    uf_limits_release(&job.limits);
    return status;
}

static const uf_tool tool = {
    .name = "uf-threshold",
    .brief = "the share of units over a limit, with its interval",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT | UF_OPTIONS_ANALYSIS,
    .run = run,
};
UF_TOOL(tool)
