/* compare_rows.c: the questions that are put to libstats, outcome by outcome, and what a reader
 * must know of each answer. */
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/target.h>

#include "cli/compare.h"
#include "cli/compare_clusters.h"

/* One group of --by and one outcome, with its arms at hand. */
struct question {
    const uf_compare *job;
    uf_compare_table *table;
    uint32_t group; /* of --by */
    size_t outcome;
    uf_comparison_settings settings;
    uf_arm *arms; /* [other_count + 1] the control last */
    uf_observation *observations;
    const char *definition;
    char *in_both; /* "pupils in both periods" */
    uint64_t crossed;
};

__attribute__((format(printf, 2, 3))) static void note(uf_estimate *row, const char *format, ...)
{
    char sentence[256];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    (void)uf_estimate_note(row, sentence);
}

static void check(const struct question *q, uf_status status, const uf_error *error)
{
    if (status != UF_OK)
        (void)uf_cli_fail(q->job->cli, error);
}

/* ---- What every row says ---- */

static size_t control_of(const struct question *q)
{
    return q->job->data.other_count;
}

static const char *arm_name(const struct question *q, size_t arm)
{
    const uf_compare_data *data = &q->job->data;
    return arm == control_of(q) ? q->job->control : uf_intern_text(data->arms, data->others[arm]);
}

/* Totals of a rate in the unit that the file has. */
static void rescale(const struct question *q, uf_estimate *row)
{
    if (q->settings.kind != UF_OUTCOME_RATE || isnan(row->events))
        return;
    row->n /= q->job->data.scale;
    row->events /= q->job->data.scale;
    row->n_reference /= q->job->data.scale;
    row->events_reference /= q->job->data.scale;
}

static void dress(const struct question *q, uf_estimate *row, const char *period)
{
    const char *better = uf_cli_text(q->job->cli, "better");
    row->measure = q->job->outcomes[q->outcome];
    if (better != NULL)
        row->better = strcmp(better, "lower") == 0 ? UF_BETTER_LOWER : UF_BETTER_HIGHER;
    row->period = period;
    row->definition = q->definition;
    rescale(q, row);
    const char *units = uf_units_name(q->job->unit_rules);
    row->estimand = strcmp(row->estimand, UF_ESTIMAND_BOTH_WAVES) == 0 ? q->in_both : units;
    if (q->job->is_assigned)
        note(row, "%s treated as assigned", units);
    if (q->job->mixed != NULL)
        note(row,
             UF_NOTE_CLUSTERING_IGNORED " by %s: nine of ten %s or more have the arm that most "
                                        "of their %s has",
             q->job->mixed, units, q->job->mixed);
}

/* ---- Who is missing ---- */

static void note_missing(const struct question *q, uf_estimate *row, size_t arm, uf_wave wave)
{
    const uint64_t missing = q->arms[arm].missing[wave];
    if (missing > 0)
        note(row, "%s left out for want of an outcome: %" PRIu64, uf_units_name(q->job->unit_rules),
             missing);
}

static void note_missing_by_arm(const struct question *q, uf_estimate *row, size_t arm,
                                uf_wave wave)
{
    const uint64_t missing = q->arms[arm].missing[wave];
    const uint64_t reference = q->arms[control_of(q)].missing[wave];
    if (missing + reference > 0)
        note(row, "%s left out for want of an outcome: %" PRIu64 " %s and %" PRIu64 " %s",
             uf_units_name(q->job->unit_rules), missing, arm_name(q, arm), reference,
             q->job->control);
}

/* An arm without a row is a reason that says more than that a group is empty. */
static void note_empty(const struct question *q, uf_estimate *row, size_t arm)
{
    const size_t arms[] = { arm, control_of(q) };
    for (size_t i = 0; i < (arm == control_of(q) ? 1 : 2); i++) {
        if (q->arms[arms[i]].count > 0)
            continue;
        row->note[0] = '\0';
        note(row, "no rows of arm '%s'", arm_name(q, arms[i]));
        return;
    }
}

static void note_waves(const struct question *q, uf_estimate *row, const uf_wave_counts *counts)
{
    const char *units = uf_units_name(q->job->unit_rules);
    note(row, "%s in both periods: %" PRIu64, units, counts->both);
    if (counts->only[UF_WAVE_BEFORE] + counts->only[UF_WAVE_AFTER] == 0)
        return;
    note(row, "%s before only: %" PRIu64, units, counts->only[UF_WAVE_BEFORE]);
    note(row, "%s after only: %" PRIu64, units, counts->only[UF_WAVE_AFTER]);
}

/* Units that were chosen for a high value fall by themselves. */
static void note_selection(const struct question *q, uf_estimate *row, size_t arm)
{
    if (q->job->selects)
        note(row, "--where selects by the outcome: such a group falls by itself (regression to the "
                  "mean)");
    else if (q->job->two_waves && q->settings.kind == UF_OUTCOME_BINARY &&
             uf_comparison_selected(&q->arms[arm], &q->arms[control_of(q)]))
        (void)uf_estimate_note(row, "90 % or more were over the limit before: such a group falls "
                                    "by itself (regression to the mean)");
}

/* ---- Arms ---- */

static void write_arm(struct question *q, size_t arm, uf_wave wave)
{
    uf_estimate row;
    uf_error error;
    check(q, uf_comparison_arm(&row, &q->arms[arm], wave, &q->settings, &error), &error);
    row.group = arm_name(q, arm);
    note_empty(q, &row, arm);
    note_missing(q, &row, arm, wave);
    dress(q, &row, q->job->period[wave]);
    uf_compare_keep(q->job, q->table, &row, false);
}

static void write_changes(struct question *q, size_t arm)
{
    const uf_wave_counts counts = uf_comparison_waves(&q->arms[arm]);
    uf_comparison c;
    uf_error error;
    check(q, uf_comparison_changes(&c, &q->arms[arm], &q->settings, &error), &error);
    for (size_t i = 0; i < c.count; i++) {
        uf_estimate *row = &c.rows[i];
        row->group = arm_name(q, arm);
        note_empty(q, row, arm);
        note_waves(q, row, &counts);
        (void)uf_estimate_note(row, "change over time is not effect");
        dress(q, row, "after-before");
        uf_compare_keep(q->job, q->table, row, false);
    }
}

/* ---- Effects ---- */

static void write_baseline(struct question *q, size_t arm)
{
    uf_estimate row;
    uf_error error;
    check(
        q,
        uf_comparison_baseline(&row, &q->arms[arm], &q->arms[control_of(q)], &q->settings, &error),
        &error);
    row.group = arm_name(q, arm);
    row.reference = q->job->control;
    note_empty(q, &row, arm);
    dress(q, &row, q->job->period[UF_WAVE_BEFORE]);
    uf_compare_keep(q->job, q->table, &row, false);
}

/* Of several arms none is the comparison that the table is about: at most one row is primary. */
static void demote(const struct question *q, uf_estimate *row)
{
    if (q->job->data.other_count < 2 || row->role != UF_PRIMARY)
        return;
    row->role = UF_DESCRIPTIVE;
    note(row, "%zu arms are compared with the control (--where chooses): none is primary",
         q->job->data.other_count);
}

/* Whether a row is of what the strata have in common. */
static bool is_pooled(const uf_estimate *row)
{
    static const char *const methods[] = { "mantel-haenszel", "cochran-mantel-haenszel",
                                           "ols-blocks" };
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
        if (strncmp(row->method, methods[i], strlen(methods[i])) == 0)
            return true;
    return false;
}

static void find_effects(const struct question *q, size_t arm, uf_comparison *c)
{
    const uf_arm *group = &q->arms[arm], *control = &q->arms[control_of(q)];
    uf_error error;
    uf_status status = UF_OK;
    switch (q->job->design) {
    case UF_COMPARE_POST:
        status = uf_comparison_effects(c, group, control, UF_WAVE_AFTER, &q->settings, &error);
        break;
    case UF_COMPARE_DID: status = uf_comparison_did(c, group, control, &q->settings, &error); break;
    case UF_COMPARE_ANCOVA:
        status = uf_comparison_ancova(c, group, control, &q->settings, &error);
        break;
    }
    check(q, status, &error);
}

static void write_effects(struct question *q, size_t arm)
{
    const uf_compare *job = q->job;
    const bool is_did = job->design == UF_COMPARE_DID;
    uf_comparison c;
    find_effects(q, arm, &c);
    for (size_t i = 0; i < c.count; i++) {
        uf_estimate *row = &c.rows[i];
        row->group = arm_name(q, arm);
        row->reference = job->control;
        note_empty(q, row, arm);
        if (job->design == UF_COMPARE_POST)
            note_missing_by_arm(q, row, arm, UF_WAVE_AFTER);
        note_selection(q, row, arm);
        if (is_pooled(row))
            note(row, "strata with units of both arms: %zu", c.strata);
        if (q->crossed > 0)
            note(row, "%s that changed arm between the periods (they stay in the first): %" PRIu64,
                 uf_units_name(job->unit_rules), q->crossed);
        demote(q, row);
        dress(q, row, is_did ? "after-before" : job->period[UF_WAVE_AFTER]);
        uf_compare_keep(job, q->table, row, i == 0);
    }
}

/* Nothing to compare: one row that says why. */
static void write_nothing(struct question *q, const char *reason)
{
    uf_estimate row;
    uf_estimate_init(&row);
    row.term = q->job->columns.exposure != UF_NO_COLUMN ? "rate_difference"
               : q->job->design == UF_COMPARE_DID       ? "did"
                                                        : "mean_difference";
    row.reference = q->job->control;
    row.n = 0;
    note(&row, "%s", reason);
    dress(q, &row,
          q->job->design == UF_COMPARE_DID ? "after-before" : q->job->period[UF_WAVE_AFTER]);
    uf_compare_keep(q->job, q->table, &row, false);
}

/* ---- An outcome, a group, all ---- */

static void write_outcome(struct question *q)
{
    const uf_compare *job = q->job;
    const size_t arms = control_of(q) + 1;
    for (size_t a = 0; a < arms; a++)
        for (int w = job->two_waves ? UF_WAVE_BEFORE : UF_WAVE_AFTER; w < UF_WAVES; w++)
            write_arm(q, a, (uf_wave)w);
    for (size_t a = 0; a < arms && job->design == UF_COMPARE_DID; a++)
        write_changes(q, a);
    for (size_t a = 0; a + 1 < arms; a++) {
        if (uf_cli_flag(job->cli, "equivalence"))
            write_baseline(q, a);
        write_effects(q, a);
    }
    if (arms == 1)
        write_nothing(q, "no arm but the control has rows");
}

static uf_outcome_kind kind_of(const uf_compare *job, size_t outcome)
{
    if (job->columns.exposure != UF_NO_COLUMN)
        return UF_OUTCOME_RATE;
    return job->data.binary[outcome] ? UF_OUTCOME_BINARY : UF_OUTCOME_NUMBER;
}

static uf_alternative alternative(uf_cli *cli)
{
    const char *name = uf_cli_text(cli, "alternative");
    return strcmp(name, "less") == 0      ? UF_LESS
           : strcmp(name, "greater") == 0 ? UF_GREATER
                                          : UF_TWO_SIDED;
}

/* The arms of the group, one after the other in q->observations. */
static void gather(struct question *q)
{
    const uf_compare_data *data = &q->job->data;
    size_t used = 0;
    for (size_t a = 0; a <= control_of(q); a++) {
        const uint32_t code = a == control_of(q) ? data->control : data->others[a];
        uf_compare_gather(q->job, q->group, code, q->outcome, q->observations + used, &q->arms[a]);
        used += q->arms[a].count;
    }
}

static void write_group(const uf_compare *job, uf_compare_table *table, uint32_t group, bool exists)
{
    const uf_compare_data *data = &job->data;
    const size_t units = exists ? data->first[group + 1] - data->first[group] : 0;
    struct question q = { .job = job, .table = table, .group = group };
    q.settings = (uf_comparison_settings){ .alternative = alternative(job->cli),
                                           .level = uf_cli_number(job->cli, "level"),
                                           .strata = uf_intern_count(data->strata) };
    q.arms = uf_cli_allocate(job->cli, data->other_count + 1, sizeof *q.arms);
    q.observations = uf_cli_allocate(job->cli, units, sizeof *q.observations);
    const char *name = uf_units_name(job->unit_rules);
    const size_t size = strlen(name) + sizeof " " UF_ESTIMAND_BOTH_WAVES;
    q.in_both = uf_cli_allocate(job->cli, size, 1);
    (void)snprintf(q.in_both, size, "%s " UF_ESTIMAND_BOTH_WAVES, name);
    q.crossed = exists ? uf_compare_crossed(job, group) : 0;
    char **definitions = uf_cli_allocate(job->cli, job->outcome_count, sizeof *definitions);
    for (q.outcome = 0; q.outcome < job->outcome_count; q.outcome++) {
        q.definition = definitions[q.outcome] = uf_compare_definition(job, group, q.outcome);
        q.settings.kind = kind_of(job, q.outcome);
        if (exists) {
            gather(&q);
            write_outcome(&q);
        } else {
            write_nothing(&q, "no rows");
        }
    }
    uf_compare_end(job, table);
    for (size_t i = 0; i < job->outcome_count; i++)
        free(definitions[i]);
    free(definitions);
    free(q.in_both);
    free(q.observations);
    free(q.arms);
}

static void say_crossed(const uf_compare *job)
{
    uint64_t crossed = 0;
    for (uint32_t g = 0; g < job->data.groups; g++)
        crossed += uf_compare_crossed(job, g);
    if (crossed > 0 && (job->clusters == NULL || !job->clusters->as_attended))
        uf_cli_say(job->cli,
                   "%s that changed arm between the periods (they stay in the first): %" PRIu64,
                   uf_units_name(job->unit_rules), crossed);
}

void uf_compare_write(uf_compare *job)
{
    uf_groups *groups = uf_units_groups(job->unit_rules);
    const uint32_t *order = uf_groups_order(groups);
    const bool exist = job->data.count > 0;
    uf_compare_table table;
    say_crossed(job);
    uf_compare_open(job, &table);
    for (size_t g = 0; g < (exist ? job->data.groups : 1); g++) {
        const uint32_t group = exist ? order[g] : 0;
        uf_compare_begin(job, &table, group, exist);
        if (exist && job->clusters != NULL)
            uf_compare_clusters_write(job, &table, group);
        else
            write_group(job, &table, group, exist);
    }
    if (job->clusters != NULL)
        uf_compare_crossovers_write(job);
    uf_compare_close(&table);
}
