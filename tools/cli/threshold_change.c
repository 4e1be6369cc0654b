/* threshold_change.c: the share over each limit before and after, and how it changed.
 *
 * The interval of the change knows which units are in both periods (utfall/share_change.h). Pooled
 * over several schools it is by school, because what happens to a school happens to its pupils. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/calendar.h>
#include <utfall/share_change.h>

#include "cli/intern.h"
#include "cli/period_pairs.h"
#include "cli/reading.h"
#include "cli/threshold.h"

/* What is kept of one group in one period. */
struct tally {
    uint64_t *memory; /* of counts */
    uf_limit_counts counts;
    unsigned months; /* of the year, that its windows cover */
};

struct change {
    uf_threshold *job;
    const char *text[UF_PERIODS]; /* of --before and --after     */
    uf_pairs *pairs;
    size_t from, to;       /* columns of the window's days, or UF_NO_COLUMN */
    struct tally *tallies; /* [group][period]             */
    size_t capacity;       /* groups there is room for    */
    uf_intern *others;     /* texts of the other periods  */
    bool by_school;        /* --cluster names the schools */
    uint64_t seen[UF_PERIODS], passed_over;
    char *rule; /* "before=…;after=…" */
    uf_threshold_table table;
};

/* ---- Counting ---- */

static struct tally *tally_of(struct change *change, uint32_t group, int period)
{
    const uf_threshold *job = change->job;
    if (group >= change->capacity) {
        const size_t capacity = 2 * (size_t)group + 4;
        change->tallies = uf_cli_grow(job->cli, change->tallies, capacity * UF_PERIODS,
                                      sizeof change->tallies[0]);
        for (size_t i = change->capacity * UF_PERIODS; i < capacity * UF_PERIODS; i++) {
            struct tally *tally = &change->tallies[i];
            *tally = (struct tally){ .memory = uf_cli_allocate(
                                         job->cli, UF_LIMIT_COUNTS_ROOM(job->limits.count),
                                         sizeof *tally->memory) };
            uf_limit_counts_init(&tally->counts, tally->memory, job->limits.count);
        }
        change->capacity = capacity;
    }
    return &change->tallies[(size_t)group * UF_PERIODS + (size_t)period];
}

/* The period of the current row, or UF_PERIODS: another. */
static int period_of(struct change *change)
{
    const uf_cell cell = uf_rows_cell(change->job->rows, change->job->period);
    for (int period = 0; period < UF_PERIODS; period++)
        if (strcmp(cell.text, change->text[period]) == 0)
            return period;
    (void)uf_intern_code(change->others, cell.text, cell.length);
    change->passed_over++;
    return UF_PERIODS;
}

static unsigned months(const struct change *change)
{
    uf_rows *rows = change->job->rows;
    if (change->from == UF_NO_COLUMN || change->to == UF_NO_COLUMN)
        return 0;
    const uf_day from = uf_rows_day(rows, change->from), to = uf_rows_day(rows, change->to);
    return from == UF_NO_DAY || to == UF_NO_DAY ? 0 : uf_day_months(from, to);
}

static void count_unit(struct change *change)
{
    const uf_threshold *job = change->job;
    uf_measured measured;
    uint32_t group;
    const int period = period_of(change);
    if (period == UF_PERIODS)
        return;
    change->seen[period]++;
    const unsigned covered = months(change);
    if (!uf_threshold_take(job, &measured, &group))
        return;
    const uf_limit_place place = uf_outcome_place(&measured, &job->limits);
    struct tally *tally = tally_of(change, group, period);
    tally->months |= covered;
    uf_limit_counts_push(&tally->counts, &place, 1);
    uf_pairs_add(change->pairs, group, period, place.known, place.at);
}

/* A period that is nowhere in the records is a slip; records without any row are not. */
static void check_periods(const struct change *change)
{
    static const char *const options[UF_PERIODS] = { "before", "after" };
    const size_t others = uf_intern_count(change->others);
    if (change->seen[UF_BEFORE] + change->seen[UF_AFTER] + change->passed_over == 0)
        return;
    for (int period = 0; period < UF_PERIODS; period++) {
        if (change->seen[period] > 0)
            continue;
        char there[256] = "";
        size_t used = 0;
        for (uint32_t i = 0; i < others && i < 8 && used < sizeof there; i++)
            used += (size_t)snprintf(there + used, sizeof there - used, " '%s'",
                                     uf_intern_text(change->others, i));
        uf_cli_die(change->job->cli, "--%s %s: no row has it in column '%s'%s%s", options[period],
                   change->text[period], uf_cli_text(change->job->cli, "period"),
                   others > 0 ? "; there are" : "", there);
    }
}

/* ---- Which clusters ---- */

struct division {
    uf_pair_kind kind;  /* what the interval of a change counts             */
    size_t clusters;    /* how many of them                                 */
    size_t least;       /* fewest for an interval                           */
    uf_pair_kind other; /* school or class that an interval of independent
                         * units, or by --cluster, ignores; UF_PAIR_UNIT: none */
};

static size_t count_of(const struct change *change, uint32_t group, uf_pair_kind kind)
{
    return uf_pairs_clusters(change->pairs, group, kind);
}

static struct division divide(const struct change *change, uint32_t group)
{
    const uf_threshold *job = change->job;
    const size_t schools = count_of(change, group, UF_PAIR_SCHOOL);
    const size_t classes = count_of(change, group, UF_PAIR_CLASS);
    const size_t asked = count_of(change, group, UF_PAIR_COLUMN);
    struct division division = { UF_PAIR_UNIT, 0, UF_SHARE_CHANGE_MIN_UNITS, UF_PAIR_UNIT };
    if (job->rule == UF_CLUSTER_NONE)
        return division;
    const bool unsaid = job->rule == UF_CLUSTER_UNSAID;
    if (schools > 1 && (unsaid || schools < asked))
        division.other = UF_PAIR_SCHOOL;
    else if (classes > 1 && (unsaid || classes < asked))
        division.other = UF_PAIR_CLASS;
    if (!unsaid)
        division.kind = UF_PAIR_COLUMN;
    else if (schools > 1)
        division.kind = UF_PAIR_SCHOOL;
    division.clusters = division.kind == UF_PAIR_UNIT ? 0 : unsaid ? schools : asked;
    if (division.kind == UF_PAIR_SCHOOL || change->by_school ||
        (!unsaid && schools > 1 && asked <= schools))
        division.least = UF_SHARE_CHANGE_MIN_SCHOOLS;
    return division;
}

static const char *name_of(uf_pair_kind kind)
{
    return kind == UF_PAIR_SCHOOL ? "school" : "class";
}

/* ---- Rows ---- */

static uf_limit_count count(struct change *change, uint32_t group, int period, size_t limit)
{
    return uf_limit_counts_over(&tally_of(change, group, period)->counts, limit);
}

static void write_share(struct change *change, uint32_t group, const struct division *division,
                        size_t limit, int period, uf_estimate *row)
{
    const uf_threshold *job = change->job;
    const uf_limit_count c = count(change, group, period, limit);
    row->role = period == UF_AFTER ? UF_PRIMARY : UF_DESCRIPTIVE;
    row->period = change->text[period];
    uf_threshold_share(job, &c, row);
    if (job->rule == UF_CLUSTER_COLUMN) {
        uf_clustered_share share;
        uf_pairs_share(change->pairs, group, UF_PAIR_COLUMN, limit, period, &share);
        uf_threshold_clustered(job, &share, row);
    }
    if (division->other != UF_PAIR_UNIT) {
        uf_icc icc;
        uf_pairs_icc(change->pairs, group, division->other, limit, period, &icc);
        uf_threshold_note_ignored(job, name_of(division->other), &icc, row);
    }
    uf_threshold_row(job, &change->table, limit, row);
}

static void note_clusters(const struct change *change, const struct division *division,
                          uf_estimate *row)
{
    char note[160];
    if (division->least == UF_SHARE_CHANGE_MIN_SCHOOLS && division->clusters < division->least) {
        (void)snprintf(note, sizeof note, "%zu school%s: an interval takes %zu or more",
                       division->clusters, division->clusters == 1 ? "" : "s", division->least);
        (void)uf_estimate_note(row, note);
    }
    if (division->other == UF_PAIR_SCHOOL && division->kind != UF_PAIR_SCHOOL)
        uf_threshold_note_ignored(change->job, "school", NULL, row);
    if (division->other == UF_PAIR_CLASS) {
        (void)snprintf(note, sizeof note,
                       "%s of a class may have changed together: --cluster class counts that",
                       uf_units_name(change->job->units));
        (void)uf_estimate_note(row, note);
    }
}

/* "Aug Sep Oct", from January on. */
static void month_names(unsigned mask, char *text, size_t size)
{
    static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    size_t used = 0;
    text[0] = '\0';
    for (unsigned i = 0; i < 12 && used < size; i++)
        if ((mask & (1u << i)) != 0)
            used +=
                (size_t)snprintf(text + used, size - used, "%s%s", used > 0 ? " " : "", names[i]);
}

static void note_months(struct change *change, uint32_t group, uf_estimate *row)
{
    const unsigned before = tally_of(change, group, UF_BEFORE)->months;
    const unsigned after = tally_of(change, group, UF_AFTER)->months;
    char text[UF_PERIODS][64], note[256];
    if (before == 0 || after == 0 || before == after)
        return;
    month_names(before, text[UF_BEFORE], sizeof text[UF_BEFORE]);
    month_names(after, text[UF_AFTER], sizeof text[UF_AFTER]);
    (void)snprintf(note, sizeof note, "the periods cover different months: %s before, %s after",
                   text[UF_BEFORE], text[UF_AFTER]);
    (void)uf_estimate_note(row, note);
}

static void note_counts(struct change *change, uint32_t group, const uf_two_by_two *totals,
                        uf_estimate *row)
{
    const uf_change_warnings warnings = uf_share_change_warnings(totals);
    const char *units = uf_units_name(change->job->units);
    if (totals->n == 0 && totals->n_reference == 0)
        return;
    if (warnings.small)
        (void)uf_estimate_note(row, "fewer than 30 units or 10 events in a period: one or two of "
                                    "them decide the change");
    if (warnings.selected)
        (void)uf_estimate_note(row, "90 % or more were over the limit before: such a group falls "
                                    "by itself (regression to the mean)");
    note_months(change, group, row);
    (void)uf_estimate_note(row, "the interval does not cover what would have happened anyway");
    if (!uf_cli_flag(change->job->cli, "repeated")) {
        char note[160];
        (void)snprintf(note, sizeof note, "%s in both periods: %zu", units,
                       uf_pairs_in_both(change->pairs, group));
        (void)uf_estimate_note(row, note);
    }
}

static void note_missing(const uf_threshold *job, uint64_t before, uint64_t after, uf_estimate *row)
{
    char note[160];
    if (before + after == 0)
        return;
    (void)snprintf(note, sizeof note,
                   "%s left out for want of an outcome: %" PRIu64 " before, %" PRIu64 " after",
                   uf_units_name(job->units), before, after);
    (void)uf_estimate_note(row, note);
}

enum term { DIFFERENCE, RELATIVE };

static void write_change(struct change *change, uint32_t group, const struct division *division,
                         size_t limit, enum term term, uf_estimate *row)
{
    const uf_threshold *job = change->job;
    const double level = uf_cli_number(job->cli, "level");
    const uf_limit_count before = count(change, group, UF_BEFORE, limit);
    const uf_limit_count after = count(change, group, UF_AFTER, limit);
    uf_share_change sum;
    uf_effect effect;
    uf_error error;
    uf_pairs_change(change->pairs, group, division->kind, limit, &sum);
    const uf_status status =
        term == RELATIVE
            ? uf_share_change_relative(&effect, &sum, division->least, level, &error)
            : uf_share_change_difference(&effect, &sum, division->least, level, &error);
    if (status != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    row->term = term == RELATIVE ? "relative_change" : "risk_difference";
    row->period = "after-before";
    uf_effect_row(row, &effect, level);
    row->n = (double)sum.totals.n;
    row->events = (double)sum.totals.events;
    row->n_reference = (double)sum.totals.n_reference;
    row->events_reference = (double)sum.totals.events_reference;
    if (division->kind != UF_PAIR_UNIT)
        row->clusters = sum.clusters.count;
    if (uf_threshold_bounded(job, &before) || uf_threshold_bounded(job, &after)) {
        const uf_change_bounds bounds = term == RELATIVE
                                            ? uf_share_change_bounds_relative(&before, &after)
                                            : uf_share_change_bounds_difference(&before, &after);
        row->bound_low = bounds.low;
        row->bound_high = bounds.high;
    }
    note_clusters(change, division, row);
    note_missing(job, before.all - before.n, after.all - after.n, row);
    note_counts(change, group, &sum.totals, row);
    uf_threshold_row(job, &change->table, limit, row);
}

static void write_limit(struct change *change, uint32_t group, const struct division *division,
                        size_t limit)
{
    const uf_threshold *job = change->job;
    char measure[UF_MEASURE_SIZE], condition[UF_MEASURE_SIZE];
    char *definition = uf_threshold_definition(
        job, group, uf_limits_condition(&job->limits, limit, condition), change->rule);
    uf_estimate empty;
    uf_threshold_begin(job, &empty);
    empty.measure = uf_limits_measure(&job->limits, limit, measure);
    empty.definition = definition;
    for (int period = 0; period < UF_PERIODS; period++) {
        uf_estimate row = empty;
        write_share(change, group, division, limit, period, &row);
    }
    for (int term = DIFFERENCE; term <= RELATIVE; term++) {
        uf_estimate row = empty;
        write_change(change, group, division, limit, (enum term)term, &row);
    }
    free(definition);
}

/* ---- The run ---- */

static void write_all(struct change *change)
{
    const uf_threshold *job = change->job;
    const uint32_t *order;
    bool exist;
    const size_t groups = uf_threshold_groups(job, &order, &exist);
    uf_threshold_open(change->job, &change->table);
    for (size_t g = 0; g < groups; g++) {
        const uint32_t group = exist ? order[g] : 0;
        const struct division division = divide(change, group);
        uf_threshold_group(job, &change->table, group, exist);
        for (size_t limit = 0; limit < job->limits.count; limit++)
            write_limit(change, group, &division, limit);
    }
    uf_threshold_close(&change->table);
}

static char *compose_rule(const struct change *change)
{
    static const char format[] = "before=%s;after=%s";
    const size_t size =
        sizeof format + strlen(change->text[UF_BEFORE]) + strlen(change->text[UF_AFTER]);
    char *rule = uf_cli_allocate(change->job->cli, size, 1);
    (void)snprintf(rule, size, format, change->text[UF_BEFORE], change->text[UF_AFTER]);
    return rule;
}

void uf_threshold_change(uf_threshold *job)
{
    struct change change = { .job = job,
                             .text = { uf_cli_text(job->cli, "before"),
                                       uf_cli_text(job->cli, "after") },
                             .from = uf_rows_column(job->rows, "from"),
                             .to = uf_rows_column(job->rows, "to"),
                             .by_school = job->rule == UF_CLUSTER_COLUMN &&
                                          job->cluster == uf_rows_column(job->rows, "school") };
    change.pairs = uf_pairs_new(job->cli, job->rows, job->units, job->cluster,
                                uf_cli_flag(job->cli, "repeated"));
    change.others = uf_intern_new(job->cli);
    change.rule = compose_rule(&change);
    while (uf_rows_next(job->rows))
        count_unit(&change);
    uf_threshold_end_of_records(job);
    check_periods(&change);
    uf_reading_leave_out(job->cli, change.passed_over, "of other periods");
    if (change.passed_over > 0)
        uf_cli_say(job->cli, "rows of other periods left out: %" PRIu64, change.passed_over);
    uf_pairs_finish(change.pairs);
    write_all(&change);
    for (size_t i = 0; i < change.capacity * UF_PERIODS; i++)
        free(change.tallies[i].memory);
    free(change.tallies);
    free(change.rule);
    uf_intern_free(change.others);
    uf_pairs_free(change.pairs);
}
