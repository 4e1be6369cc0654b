/* change_summary.c: shares of the units of one group, by one set of factors. */
#include "cli/change_summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/factors_tally.h>
#include <utfall/paired_binary.h>

#include "cli/change_noise.h"
#include "cli/change_sums.h"
#include "cli/messages.h"

struct job {
    const uf_change_table *table;
    uf_study *study;
    size_t units;
    uf_change_verdict *verdicts; /* [unit] under the study's reading         */
    uf_change_tally tally;
    bool *all, *followed; /* [unit] everybody, and who was followed up */
    bool *event, *in;     /* [unit] for the row in hand                */
    bool *other_rater;    /* [unit] followed up, by another rater      */
    uint64_t rater_changed, version_changed;
};

/* ---- Judging ---- */

static void judge_all(struct job *job)
{
    const uf_change_table *table = job->table;
    for (size_t u = 0; u < job->units; u++) {
        uf_change_unit_judge(job->study, &table->units, u, table->set,
                             job->study->settings.revealed, &job->verdicts[u]);
        uf_change_tally_push(&job->tally, &job->verdicts[u]);
        job->all[u] = true;
        job->followed[u] = job->verdicts[u].followed_up;
        job->other_rater[u] = false;
        bool other_version = false;
        for (size_t i = table->units.first[u]; i < table->units.first[u + 1]; i++) {
            uf_judged judged;
            uf_study_judge(job->study, table->units.cases[i], table->set,
                           job->study->settings.revealed, &judged);
            job->other_rater[u] = job->other_rater[u] || judged.rater_changed;
            other_version = other_version || judged.version_changed;
        }
        job->rater_changed += job->other_rater[u];
        job->version_changed += other_version;
    }
}

static bool *flags(const struct job *job)
{
    return uf_cli_allocate(job->study->cli, job->units, sizeof(bool));
}

static void open_job(struct job *job, const uf_change_table *table)
{
    *job = (struct job){ .table = table, .study = table->study, .units = table->units.count };
    job->verdicts = uf_cli_allocate(job->study->cli, job->units, sizeof *job->verdicts);
    job->all = flags(job);
    job->followed = flags(job);
    job->event = flags(job);
    job->in = flags(job);
    job->other_rater = flags(job);
    judge_all(job);
}

static void close_job(struct job *job)
{
    free(job->verdicts);
    free(job->all);
    free(job->followed);
    free(job->event);
    free(job->in);
    free(job->other_rater);
}

/* ---- Improved ---- */

static uf_estimate improved_row(const struct job *job, uf_role role, const char *group)
{
    uf_estimate row = uf_change_row(job->table, "improved", "share");
    row.role = role;
    row.better = UF_BETTER_HIGHER;
    row.group = group;
    row.estimand = uf_change_everybody(job->table);
    return row;
}

/* Set event to one answer of every verdict, given by the place of its flag. */
static void ask(struct job *job, size_t offset)
{
    for (size_t u = 0; u < job->units; u++)
        memcpy(&job->event[u], (const char *)&job->verdicts[u] + offset, sizeof(bool));
}

static void note_losses(const struct job *job, uf_estimate *row)
{
    const uf_change_tally *tally = &job->tally;
    uf_change_note_count(row, "lost to follow-up", tally->n - tally->followed_up);
    uf_change_note_count(row, "not assessable", tally->classes[UF_CLASS_NOT_ASSESSABLE]);
    uf_change_note_count(row, "rated by another rater at last", job->rater_changed);
    uf_change_note_count(row, "rated by another version at last", job->version_changed);
}

static void write_improved(struct job *job)
{
    const uf_change_tally *tally = &job->tally;
    uf_estimate row = improved_row(job, UF_PRIMARY, "");
    ask(job, offsetof(uf_change_verdict, improved));
    uf_change_share(job->table, job->all, job->event, "no rows", &row);
    if (tally->n > 0) {
        row.bound_low = (double)tally->surely / (double)tally->n;
        row.bound_high = (double)tally->possibly / (double)tally->n;
    }
    note_losses(job, &row);
    uf_change_row_write(job->table, &row, NULL);

    row = improved_row(job, UF_DESCRIPTIVE, "followed_up");
    row.estimand = uf_change_followed_up(job->table);
    uf_change_share(job->table, job->followed, job->event,
                    tally->n > 0 ? "nobody was followed up" : "no rows", &row);
    if (tally->followed_up > 0) {
        row.bound_low = (double)tally->surely / (double)tally->followed_up;
        row.bound_high = (double)tally->possibly_followed_up / (double)tally->followed_up;
    }
    uf_change_row_write(job->table, &row, NULL);
}

static void write_bounds(struct job *job)
{
    static const struct {
        const char *group;
        size_t offset;
    } bounds[] = { { "worst", offsetof(uf_change_verdict, surely_improved) },
                   { "best", offsetof(uf_change_verdict, possibly_improved) } };
    for (size_t i = 0; i < 2; i++) {
        uf_estimate row = improved_row(job, UF_SENSITIVITY, bounds[i].group);
        ask(job, bounds[i].offset);
        uf_change_share(job->table, job->all, job->event, "no rows", &row);
        uf_change_row_write(job->table, &row, NULL);
    }
}

/* A change of rater is a change of instrument. */
static void write_same_rater(struct job *job)
{
    if (job->rater_changed == 0)
        return;
    uf_estimate row = improved_row(job, UF_SENSITIVITY, "same rater");
    row.estimand = uf_change_followed_up(job->table);
    ask(job, offsetof(uf_change_verdict, improved));
    for (size_t u = 0; u < job->units; u++)
        job->in[u] = job->followed[u] && !job->other_rater[u];
    uf_change_share(job->table, job->in, job->event, "everybody has another rater at last", &row);
    uf_change_row_write(job->table, &row, NULL);
}

/* ---- Readings ---- */

static void write_reading(struct job *job, uf_revealed revealed)
{
    uf_change_tally tally = { 0 };
    char *definition = uf_change_definition(job->study->cli, &job->study->settings, revealed);
    for (size_t u = 0; u < job->units; u++) {
        uf_change_verdict verdict;
        uf_change_unit_judge(job->study, &job->table->units, u, job->table->set, revealed,
                             &verdict);
        uf_change_tally_push(&tally, &verdict);
        job->event[u] = verdict.improved;
    }
    uf_estimate row = improved_row(job, UF_SENSITIVITY, uf_revealed_name(revealed));
    row.definition = definition;
    uf_change_share(job->table, job->all, job->event, "no rows", &row);
    if (tally.n > 0) {
        row.bound_low = (double)tally.surely / (double)tally.n;
        row.bound_high = (double)tally.possibly / (double)tally.n;
    }
    uf_change_note_count(&row, "not assessable", tally.classes[UF_CLASS_NOT_ASSESSABLE]);
    uf_change_row_write(job->table, &row, NULL);
    free(definition);
}

static void write_readings(struct job *job)
{
    if (!uf_cli_flag(job->study->cli, "sensitivity"))
        return;
    for (int reading = 0; reading < UF_REVEALED_READINGS; reading++)
        if (reading != UF_REVEALED_RETRO || job->study->settings.retro != NULL)
            write_reading(job, (uf_revealed)reading);
}

/* ---- Sides and classes ---- */

static bool has_side(const uf_factor_set *set, int side)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->factors[i].side == (uf_side)side)
            return true;
    return false;
}

/* McNemar's test: do more units go the good way than the bad one? With Newcombe's interval. */
static uf_effect mcnemar(const struct job *job, int side, uf_mcnemar variant)
{
    const uf_change_tally *tally = &job->tally;
    const uint64_t moved = tally->good[side] + tally->bad[side];
    const uf_paired_table pairs = { .first_only = tally->good[side],
                                    .second_only = tally->bad[side],
                                    .neither = tally->assessable - moved };
    uf_effect difference = uf_effect_none(""), test = difference;
    uf_error error;
    if (uf_paired_difference(&difference, &pairs, UF_PAIRED_DIFFERENCE_NEWCOMBE,
                             job->table->interval.level, &error) != UF_OK ||
        uf_paired_mcnemar(&test, &pairs, variant, &error) != UF_OK)
        (void)uf_cli_fail(job->study->cli, &error);
    difference.method = test.method;
    if (tally->assessable == 0) {
        difference.note = tally->n > 0 ? "nobody can be assessed" : "no rows";
        return difference;
    }
    difference.p_value = test.p_value;
    if (difference.note[0] == '\0')
        difference.note = test.note;
    return difference;
}

static void write_mcnemar(const struct job *job, int side, const char *good, const char *bad)
{
    static const uf_mcnemar variants[] = { UF_MCNEMAR_EXACT, UF_MCNEMAR_MID_P };
    const uf_change_tally *tally = &job->tally;
    for (size_t i = 0; i < 2; i++) {
        uf_estimate row = uf_change_row(job->table, good, "risk_difference");
        const uf_effect effect = mcnemar(job, side, variants[i]);
        uf_effect_row(&row, &effect, job->table->interval.level);
        row.role = i == 0 ? UF_PRIMARY : UF_SENSITIVITY;
        row.better = UF_BETTER_HIGHER;
        row.reference = bad;
        row.estimand = uf_change_followed_up(job->table);
        row.n = row.n_reference = (double)tally->assessable;
        row.events = (double)tally->good[side];
        row.events_reference = (double)tally->bad[side];
        uf_change_note_clusters(job->table, &row);
        uf_change_row_write(job->table, &row, NULL);
    }
}

static void write_side(struct job *job, int side)
{
    static const char *const good[] = { "risk_lowered", "protective_raised" };
    static const char *const bad[] = { "risk_raised", "protective_lowered" };
    if (!has_side(job->table->set, side))
        return;
    uf_estimate row = improved_row(job, UF_PRIMARY, "");
    row.measure = good[side];
    for (size_t u = 0; u < job->units; u++)
        job->event[u] = job->verdicts[u].good[side];
    uf_change_share(job->table, job->all, job->event, "no rows", &row);
    uf_change_row_write(job->table, &row, NULL);
    /* With the rule `any` a case can go both ways, and the two are no pair of alternatives. */
    if (job->study->settings.rules.rule != UF_CHANGE_ANY && !job->study->settings.by_family)
        write_mcnemar(job, side, good[side], bad[side]);
}

static void write_classes(struct job *job)
{
    for (int class_ = 0; class_ < UF_CHANGE_CLASSES; class_++) {
        uf_estimate row =
            improved_row(job, UF_DESCRIPTIVE, uf_change_class_name((uf_change_class)class_));
        row.measure = "change_class";
        row.better = UF_BETTER_UNSAID;
        for (size_t u = 0; u < job->units; u++)
            job->event[u] = job->verdicts[u].change_class == (uf_change_class)class_;
        uf_change_share(job->table, job->all, job->event, "no rows", &row);
        uf_change_row_write(job->table, &row, NULL);
    }
}

/* ---- Reliable change, of cases ---- */

/* Whether every side of the case's unit changed reliably for the better; the unit is a case. */
static bool reliably_improved(const struct job *job, const uf_change_reliable *reliable,
                              const uf_judged *judged)
{
    for (int side = 0; side < UF_SIDES; side++)
        if (has_side(job->table->set, side) &&
            !uf_change_reliable_improved(
                uf_change_reliable_class(reliable, job->table->set, judged, (uf_side)side)))
            return false;
    return true;
}

/* Nobody is known to have changed reliably or not where a side has no measure of its error. */
static const bool *who_can_be_judged(const struct job *job, const uf_change_reliable *reliable)
{
    bool known = true;
    for (int side = 0; side < UF_SIDES; side++)
        known = known && (!has_side(job->table->set, side) ||
                          uf_change_reliable_known(reliable, job->table->set, (uf_side)side));
    for (size_t u = 0; u < job->units; u++)
        job->in[u] = known;
    return job->in;
}

static void write_reliable_classes(struct job *job, const uf_change_reliable *reliable, int side,
                                   const char *definition)
{
    char measure[32];
    (void)snprintf(measure, sizeof measure, "%s_reliable", uf_side_name((uf_side)side));
    for (int class_ = UF_RELIABLE_UNCHANGED; class_ <= UF_RELIABLE_HARMED; class_++) {
        uf_estimate row =
            improved_row(job, UF_DESCRIPTIVE, uf_reliable_class_name((uf_reliable_class)class_));
        row.measure = measure;
        row.better = UF_BETTER_UNSAID;
        row.definition = definition;
        row.estimand = uf_change_followed_up(job->table);
        for (size_t u = 0; u < job->units; u++) {
            uf_judged judged;
            uf_study_judge(job->study, job->table->units.cases[u], job->table->set,
                           job->study->settings.revealed, &judged);
            const uf_reliable_class found =
                uf_change_reliable_class(reliable, job->table->set, &judged, (uf_side)side);
            job->in[u] = found != UF_RELIABLE_UNKNOWN;
            job->event[u] = found == (uf_reliable_class)class_;
        }
        uf_change_share(job->table, job->in, job->event, "nobody can be assessed", &row);
        (void)uf_estimate_note(&row,
                               uf_change_reliable_note(reliable, job->table->set, (uf_side)side));
        uf_change_row_write(job->table, &row, NULL);
    }
}

static void write_reliable(struct job *job, const uf_change_reliable *reliable)
{
    if (reliable == NULL)
        return;
    char *definition =
        uf_message_text("%s%s", job->table->definition, uf_change_reliable_definition(reliable));
    if (definition == NULL)
        uf_cli_no_memory(job->study->cli);
    uf_estimate row = improved_row(job, UF_PRIMARY, "");
    row.measure = "reliably_improved";
    row.definition = definition;
    for (size_t u = 0; u < job->units; u++) {
        uf_judged judged;
        uf_study_judge(job->study, job->table->units.cases[u], job->table->set,
                       job->study->settings.revealed, &judged);
        job->event[u] = reliably_improved(job, reliable, &judged);
    }
    uf_change_share(job->table, who_can_be_judged(job, reliable), job->event,
                    job->units == 0 ? "no rows" : "nobody can be assessed", &row);
    for (int side = 0; side < UF_SIDES; side++)
        if (has_side(job->table->set, side))
            (void)uf_estimate_note(
                &row, uf_change_reliable_note(reliable, job->table->set, (uf_side)side));
    uf_change_row_write(job->table, &row, NULL);
    for (int side = 0; side < UF_SIDES; side++)
        if (has_side(job->table->set, side))
            write_reliable_classes(job, reliable, side, definition);
    free(definition);
}

/* ---- The rows ---- */

void uf_change_summary_write(const uf_change_table *table, const uf_change_reliable *reliable)
{
    struct job job;
    open_job(&job, table);
    write_improved(&job);
    write_bounds(&job);
    write_same_rater(&job);
    write_readings(&job);
    uf_change_noise_write(table);
    for (int side = 0; side < UF_SIDES; side++)
        write_side(&job, side);
    write_classes(&job);
    if (uf_instrument_has_total(table->study->instrument))
        uf_change_sums_write(table);
    write_reliable(&job, reliable);
    close_job(&job);
}
