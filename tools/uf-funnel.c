/* uf-funnel: how many cases reach each stage, of all and of those at the stage before.
 *
 * A case file has a column per stage, with the day it was reached or 0 and 1. Cases are kept until
 * the end, because what an empty cell means (not yet, or not known) shows only when a column has
 * shown which of the two it holds. libstats counts (utfall/funnel.h). */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/estimate.h>
#include <utfall/funnel.h>
#include <utfall/proportion.h>
#include <utfall/target.h>

#include "cli/clustering.h"
#include "cli/program.h"
#include "cli/results.h"
#include "cli/rows.h"
#include "cli/stage_cell.h"
#include "cli/units.h"

static const uf_option options[] = {
    { "stages", 0, UF_OPTION_COLUMNS, "COL,COL,...", .section = "Stages",
      .text = "the columns of the stages, in their order: the day a case reached it (empty: not), "
              "or 1 and 0 (empty: not known)" },
    { "better", 0, UF_OPTION_CHOICE, NULL, .choices = "lower|higher", .section = "Output",
      .text = "which direction is good" },
    { "ci", 0, UF_OPTION_CHOICE, NULL, .choices = "wilson|clopper-pearson|jeffreys|agresti-coull",
      .initial = "wilson", .section = "Interval", .text = "method of the interval" },
    { "cluster", 0, UF_OPTION_CHOICE, NULL, .choices = "none", .section = "Interval",
      .text = "none: the cases listed are all that the figures speak of, so that schools and "
              "classes do not widen the intervals" },
    { .name = NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "the case (default: pupil, case or id, whichever is there)" },
    { "school", NULL, "looked at to tell whether cases come in clusters" },
    { "class", NULL, "looked at in the same way" },
    { "eligible", NULL, "rows with 0 are left out and counted" },
    { "definition", NULL, "how the measure was made" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-funnel --stages over_limit,teacher_judged,investigated,meeting datasets/cases.csv",
    "uf-funnel --stages over_limit,meeting --by school datasets/cases.csv |"
    " uf-target --require 'events(meeting) >= 1 each school'",
    NULL,
};

struct job {
    uf_cli *cli;
    uf_rows *rows;
    uf_units *units;
    uf_clustering *clustering; /* NULL with --cluster none */
    const size_t *columns;     /* [stages] */
    char **names;              /* [stages] */
    uf_stages_kind *kinds;     /* [stages] */
    size_t stages;
    uf_stage *cases;  /* [case][stages]; UF_STAGE_UNKNOWN for an empty cell */
    uint32_t *groups; /* [case] */
    size_t count, room;
    uf_proportion_method method;
    uf_results_layout layout;
};

/* ---- Reading ---- */

static void open_stages(struct job *job)
{
    job->columns = uf_rows_select(job->rows, "stages", &job->stages);
    if (job->stages == 0)
        uf_cli_die(job->cli, "no stages: give --stages COL,COL,... in the order of the stages");
    job->names = uf_cli_allocate(job->cli, job->stages, sizeof *job->names);
    job->kinds = uf_cli_allocate(job->cli, job->stages, sizeof *job->kinds);
    for (size_t i = 0; i < job->stages; i++) {
        job->names[i] = uf_cli_copy(job->cli, uf_rows_asked_name(job->rows, job->columns[i]));
        job->kinds[i] = UF_STAGES_UNSEEN;
    }
}

static void read_case(struct job *job)
{
    uint32_t group;
    if (job->count == job->room) {
        job->room = 2 * job->room + 64;
        job->cases = uf_cli_grow(job->cli, job->cases, job->room, job->stages * sizeof(uf_stage));
        job->groups = uf_cli_grow(job->cli, job->groups, job->room, sizeof *job->groups);
    }
    for (size_t i = 0; i < job->stages; i++)
        job->cases[job->count * job->stages + i] =
            uf_stage_cell(job->rows, job->columns[i], &job->kinds[i]);
    if (!uf_units_take(job->units, &group))
        return;
    if (job->clustering != NULL)
        uf_clustering_add(job->clustering, group, 1, NULL, 0);
    job->groups[job->count++] = group;
}

static void read_cases(struct job *job)
{
    while (uf_rows_next(job->rows))
        read_case(job);
    if (uf_units_ineligible(job->units) > 0)
        uf_cli_say(job->cli, "rows left out as not eligible: %" PRIu64,
                   uf_units_ineligible(job->units));
    uf_rows_close(job->rows);
    if (job->clustering != NULL)
        uf_clustering_finish(job->clustering);
    for (size_t i = 0; i < job->count * job->stages; i++)
        if (job->cases[i].state == UF_STAGE_UNKNOWN)
            job->cases[i].state = uf_stage_of_empty(job->kinds[i % job->stages]);
}

/* ---- Results ---- */

__attribute__((format(printf, 3, 4))) static void note_count(uf_estimate *row, uint64_t count,
                                                             const char *format, ...)
{
    char note[256];
    va_list arguments;
    if (count == 0)
        return;
    va_start(arguments, format);
    (void)vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
    (void)uf_estimate_note(row, note);
}

/* "stages=over_limit>investigated>meeting", after the definition of the records. */
static char *compose_definition(const struct job *job, uint32_t group)
{
    static const char head[] = "stages=";
    const char *before = uf_units_definition(job->units, group);
    size_t size = strlen(before) + sizeof head + 1;
    for (size_t i = 0; i < job->stages; i++)
        size += strlen(job->names[i]) + 1;
    char *definition = uf_cli_allocate(job->cli, size, 1);
    int used = snprintf(definition, size, "%s%s%s", before, before[0] != '\0' ? ";" : "", head);
    for (size_t i = 0; i < job->stages; i++)
        used += snprintf(definition + used, size - (size_t)used, "%s%s", i > 0 ? ">" : "",
                         job->names[i]);
    return definition;
}

static void fill_share(const struct job *job, uint32_t group, uf_estimate *row, uint64_t events,
                       uint64_t n, uint64_t unknown)
{
    uf_error error;
    if (uf_proportion_row(row, events, n, job->method, UF_TWO_SIDED,
                          uf_cli_number(job->cli, "level"), &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    if (n == 0) {
        row->note[0] = '\0';
        (void)uf_estimate_note(row, job->count == 0 ? "no rows" : "no case could reach it");
    }
    if (unknown > 0) {
        row->bound_low = (double)events / (double)(n + unknown);
        row->bound_high = (double)(events + unknown) / (double)(n + unknown);
    }
    const char *units = uf_units_name(job->units);
    note_count(row, unknown, "%s of which it is not known: %" PRIu64, units, unknown);
    const char *ignored =
        job->clustering != NULL ? uf_clustering_ignored(job->clustering, group) : NULL;
    if (ignored != NULL)
        note_count(row, 1,
                   UF_NOTE_CLUSTERING_IGNORED " by %s; --cluster none declares the %s listed to "
                                              "be all that the figure speaks of",
                   ignored, units);
}

static uf_estimate begin(const struct job *job, size_t stage, const char *definition)
{
    const char *better = uf_cli_text(job->cli, "better");
    uf_estimate row;
    uf_estimate_init(&row);
    row.measure = job->names[stage];
    if (better != NULL)
        row.better = strcmp(better, "lower") == 0 ? UF_BETTER_LOWER : UF_BETTER_HIGHER;
    row.definition = definition;
    return row;
}

static void write_stage(const struct job *job, const char *const *by, uint32_t group, size_t stage,
                        const uf_stage_counts *counts, const char *definition)
{
    const char *units = uf_units_name(job->units);
    char estimand[256];
    uf_estimate row = begin(job, stage, definition);
    (void)snprintf(estimand, sizeof estimand, "all %s", units);
    row.estimand = estimand;
    fill_share(job, group, &row, counts->events, counts->n, counts->unknown);
    note_count(&row, counts->skipped, "%s that skipped it and reached a later stage: %" PRIu64,
               units, counts->skipped);
    note_count(&row, counts->out_of_order, "%s dated before an earlier stage: %" PRIu64, units,
               counts->out_of_order);
    uf_results_row(job->cli, &job->layout, by, &row, NULL);
    if (stage == 0)
        return;
    row = begin(job, stage, definition);
    row.role = UF_DESCRIPTIVE;
    row.group = job->names[stage - 1];
    (void)snprintf(estimand, sizeof estimand, "%s at %s", units, job->names[stage - 1]);
    row.estimand = estimand;
    fill_share(job, group, &row, counts->previous_events, counts->previous_n,
               counts->previous_unknown);
    note_count(&row, counts->jumped, "%s that came without %s and are not counted: %" PRIu64, units,
               job->names[stage - 1], counts->jumped);
    uf_results_row(job->cli, &job->layout, by, &row, NULL);
}

static void write_group(const struct job *job, const char *const *by, uint32_t group)
{
    uf_stage_counts *counts = uf_cli_allocate(job->cli, job->stages, sizeof *counts);
    memset(counts, 0, job->stages * sizeof *counts);
    for (size_t i = 0; i < job->count; i++)
        if (job->groups[i] == group)
            uf_funnel_push(counts, job->cases + i * job->stages, job->stages);
    char *definition = compose_definition(job, group);
    for (size_t stage = 0; stage < job->stages; stage++)
        write_stage(job, by, group, stage, &counts[stage], definition);
    free(definition);
    free(counts);
}

static void write_results(struct job *job)
{
    uf_groups *groups = uf_units_groups(job->units);
    const size_t width = uf_groups_width(groups), count = uf_groups_count(groups);
    const char **names = uf_cli_allocate(job->cli, width, sizeof *names);
    const char **by = uf_cli_allocate(job->cli, width, sizeof *by);
    const uint32_t *order = uf_groups_order(groups);
    for (size_t i = 0; i < width; i++)
        names[i] = uf_groups_name(groups, i);
    job->layout = (uf_results_layout){ .by = names, .by_count = width };
    uf_results_header(job->cli, &job->layout);
    for (size_t g = 0; g < (count > 0 ? count : 1); g++) {
        const uint32_t group = count > 0 ? order[g] : 0;
        for (size_t i = 0; i < width; i++)
            by[i] = count > 0 ? uf_groups_text(groups, group, i) : "";
        write_group(job, by, group);
    }
    free(names);
    free(by);
}

static int run(uf_cli *cli)
{
    struct job job = { .cli = cli };
    (void)uf_proportion_method_named(uf_cli_text(cli, "ci"), &job.method);
    job.rows = uf_rows_open(cli);
    open_stages(&job);
    job.units = uf_units_new(cli, job.rows);
    if (!uf_cli_given(cli, "cluster"))
        job.clustering = uf_clustering_new(cli, job.rows, UF_NO_COLUMN, 0);
    read_cases(&job);
    write_results(&job);
    uf_clustering_free(job.clustering);
    uf_units_free(job.units);
    for (size_t i = 0; i < job.stages; i++)
        free(job.names[i]);
    free(job.names);
    free(job.kinds);
    free(job.cases);
    free(job.groups);
    return 0;
}

static const uf_tool tool = {
    .name = "uf-funnel",
    .brief = "how many cases reach each stage, and of which",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT | UF_OPTIONS_ANALYSIS,
    .run = run,
};
UF_TOOL(tool)
