/* score_reliability_rows.c: the reliability of scales as result rows. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/reliability_omega.h>
#include <utfall/reliability_retest.h>

#include "cli/messages.h"
#include "cli/score_reliability.h"

/* What is being written. */
struct job {
    uf_reliability *from;
    uf_results_layout layout;
    const char **names, **by; /* of the by-columns shown */
    size_t *by_of;            /* their places in --by    */
    const char *period;       /* the occasion, or ""     */
    size_t scale;
    bool empty; /* there are no rows at all */
    double n;
    char *definition;
};

static void write_row(struct job *job, const char *term, const char *group, uf_role role,
                      const uf_effect *effect, const char *more)
{
    uf_estimate row;
    uf_estimate_init(&row);
    row.role = role;
    row.measure = job->from->key->info[job->scale].name;
    row.term = term;
    row.group = group;
    row.period = job->period;
    row.n = job->n;
    row.estimand = uf_units_name(job->from->units);
    row.definition = job->definition;
    if (job->empty)
        (void)uf_estimate_note(&row, "no rows");
    uf_effect_row(&row, effect, job->from->level);
    if (more[0] != '\0')
        (void)uf_estimate_note(&row, more);
    uf_results_row(job->from->cli, &job->layout, job->by, &row, NULL);
}

static void check(struct job *job, uf_status status, uf_error *error)
{
    if (status != UF_OK)
        (void)uf_cli_fail(job->from->cli, error);
}

/* ---- One occasion ---- */

static const char *item_name(const struct job *job, size_t item)
{
    const uf_key *key = job->from->key;
    return key->items[key->scales[job->scale].items[item].answer].name;
}

static void write_items(struct job *job, const uf_item_spread *spread)
{
    uf_effect effect;
    uf_error error;
    const double level = job->from->level;
    for (size_t i = 0; i < spread->items; i++) {
        check(job, uf_item_mean(&effect, spread, i, level, &error), &error);
        write_row(job, "mean", item_name(job, i), UF_DESCRIPTIVE, &effect, "");
        check(job, uf_item_rest(&effect, spread, i, level, &error), &error);
        write_row(job, "item_rest_correlation", item_name(job, i), UF_DESCRIPTIVE, &effect,
                  effect.estimate < 0 ? "negative: is the item reversed as it should be?" : "");
        check(job, uf_alpha_if_dropped(&effect, spread, i, level, &error), &error);
        write_row(job, "alpha_if_dropped", item_name(job, i), UF_DESCRIPTIVE, &effect, "");
    }
}

/* Of whom some answers are missing: how many, and alpha with theirs. */
static char *left_out(const struct job *job, const uf_item_spread *spread)
{
    char *text = spread->people > spread->n
                     ? uf_message_text("left out with answers missing: %.15g of %.15g",
                                       spread->people - spread->n, spread->people)
                     : uf_cli_copy(job->from->cli, "");
    if (text == NULL)
        uf_cli_no_memory(job->from->cli);
    return text;
}

static void write_alpha(struct job *job, const uf_scale_answers *answers,
                        const uf_item_spread *spread)
{
    uf_effect alpha, effect;
    uf_error error;
    const double level = job->from->level;
    char *note = left_out(job, spread);
    check(job, uf_alpha(&alpha, spread, level, &error), &error);
    write_row(job, "alpha", "", UF_PRIMARY, &alpha, note);
    uf_alpha_standardised(&effect, spread);
    write_row(job, "alpha", "", UF_SENSITIVITY, &effect, note);
    if (spread->people > spread->n) {
        const uf_item_spread pairs = uf_item_covariance_spread(answers->pairwise);
        check(job, uf_alpha(&effect, &pairs, level, &error), &error);
        const double n = job->n;
        job->n = pairs.n;
        write_row(job, "alpha", "", UF_SENSITIVITY, &effect,
                  "all pairs of answers; n is the fewest behind a pair");
        job->n = n;
    }
    check(job, uf_omega_total(&effect, NULL, spread, &error), &error);
    write_row(job, "omega_total", "", UF_PRIMARY, &effect, note);
    uf_alpha_sem(&effect, &alpha, uf_moments_sd(&answers->scores));
    write_row(job, "sem", "", UF_PRIMARY, &effect, note);
    free(note);
}

static void write_total(struct job *job)
{
    uf_effect none = uf_effect_none("cronbach-feldt");
    none.note = "a total of other scales: theirs is the reliability to look at";
    job->n = NAN;
    write_row(job, "alpha", "", UF_PRIMARY, &none, "");
}

static void write_cell(struct job *job, size_t cell)
{
    const uf_key *key = job->from->key;
    const uf_scale_answers *answers = &job->from->scales[cell * key->count + job->scale];
    if (answers->complete == NULL) {
        write_total(job);
        return;
    }
    const uf_item_spread spread = uf_item_covariance_spread(answers->complete);
    job->n = spread.n;
    write_alpha(job, answers, &spread);
    write_items(job, &spread);
}

/* ---- All occasions of a --by group ---- */

/* The scores of those who have one on every occasion, a person after the other; how many people.
 * cells: n of them. The caller frees *scores. */
static size_t gather(const struct job *job, const uint32_t *cells, size_t n, double **scores)
{
    const uf_reliability *from = job->from;
    double *table = uf_cli_allocate(from->cli, from->persons * n + 1, sizeof *table);
    for (size_t i = 0; i < from->persons * n; i++)
        table[i] = NAN;
    for (size_t e = 0; e < from->person_count; e++)
        for (size_t k = 0; k < n; k++)
            if (from->people[e].cell == cells[k])
                table[from->people[e].person * n + k] =
                    from->scores[e * from->key->count + job->scale];
    size_t kept = 0;
    for (size_t i = 0; i < from->persons; i++) {
        bool all = true;
        for (size_t k = 0; k < n; k++)
            all = all && !isnan(table[i * n + k]);
        if (all)
            memmove(table + n * kept++, table + n * i, n * sizeof *table);
    }
    *scores = table;
    return kept;
}

static void write_kind(struct job *job, const uf_retest *retest, uf_retest_kind kind)
{
    const uf_role role = kind == UF_RETEST_AGREEMENT ? UF_PRIMARY : UF_SENSITIVITY;
    const double level = job->from->level;
    uf_effect effect;
    uf_error error;
    check(job, uf_retest_icc(&effect, retest, kind, level, &error), &error);
    write_row(job, "icc", "", role, &effect, "");
    check(job, uf_retest_sem(&effect, retest, kind, level, &error), &error);
    write_row(job, "sem", "", role, &effect, "");
    check(job, uf_retest_smallest_change(&effect, retest, kind, level, &error), &error);
    write_row(job, "smallest_detectable_change", "", role, &effect, "");
}

static void write_retest(struct job *job, const uint32_t *cells, size_t n)
{
    double *scores;
    uf_retest retest;
    uf_error error;
    if (n < 2) {
        uf_effect none = uf_effect_none("icc-a1");
        none.note = "one occasion";
        job->n = NAN;
        write_row(job, "icc", "", UF_PRIMARY, &none, "");
        return;
    }
    const size_t people = gather(job, cells, n, &scores);
    check(job, uf_retest_anova(&retest, scores, people, n, &error), &error);
    job->n = (double)people;
    write_kind(job, &retest, UF_RETEST_AGREEMENT);
    write_kind(job, &retest, UF_RETEST_CONSISTENCY);
    free(scores);
}

/* ---- The whole ---- */

static void open_table(struct job *job)
{
    const uf_reliability *from = job->from;
    size_t n = 0;
    job->names = uf_cli_allocate(from->cli, from->by_count + 1, sizeof *job->names);
    job->by = uf_cli_allocate(from->cli, from->by_count + 1, sizeof *job->by);
    job->by_of = uf_cli_allocate(from->cli, from->by_count + 1, sizeof *job->by_of);
    for (size_t i = 0; i < from->by_count; i++) {
        if (strcmp(uf_groups_name(from->cells, i), "definition") == 0)
            continue;
        job->by_of[n] = i;
        job->names[n++] = uf_groups_name(from->cells, i);
    }
    job->layout = (uf_results_layout){ .by = job->names, .by_count = n };
    uf_results_header(from->cli, &job->layout);
}

static size_t reversed(const uf_scale *scale)
{
    size_t n = 0;
    for (size_t i = 0; i < scale->n; i++)
        n += scale->items[i].reverse;
    return n;
}

/* The rule of a score: "sum", "mean", "floor(0.5+5*mean)". The caller frees it. */
static char *rule_text(const uf_scale *scale)
{
    switch (scale->rule.method) {
    case UF_SCALE_SUM: return uf_message_text("sum%s", scale->rule.prorate ? ";prorated" : "");
    case UF_SCALE_MEAN: return uf_message_text("mean");
    case UF_SCALE_ROUNDED: return uf_message_text("floor(0.5+%d*mean)", (int)scale->rule.factor);
    }
    return NULL;
}

/* How the scores were made: "stress;items=10;reversed=4;min-items=8;sum;prorated". */
static void define(struct job *job, uint32_t cell, bool exists)
{
    const uf_reliability *from = job->from;
    const uf_scale *scale = &from->key->scales[job->scale];
    const char *name = from->key->info[job->scale].name;
    const char *before =
        exists ? uf_units_definition(from->units, (uint32_t)from->unit_group[cell]) : "";
    char *rule = rule_text(scale);
    if (rule != NULL)
        job->definition =
            scale->n == 0 ? uf_message_text("%s%s%s;total of %zu scales", before,
                                            before[0] != '\0' ? ";" : "", name, scale->part_count)
                          : uf_message_text("%s%s%s;items=%zu;reversed=%zu;min-items=%zu;%s",
                                            before, before[0] != '\0' ? ";" : "", name, scale->n,
                                            reversed(scale), scale->rule.min_items, rule);
    free(rule);
    if (job->definition == NULL)
        uf_cli_no_memory(from->cli);
}

static bool same_by(const uf_reliability *from, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < from->by_count; i++)
        if (strcmp(uf_groups_text(from->cells, a, i), uf_groups_text(from->cells, b, i)) != 0)
            return false;
    return true;
}

/* The rows of a --by group: n cells, one for each occasion. */
static void write_group(struct job *job, const uint32_t *cells, size_t n, bool exists)
{
    const uf_reliability *from = job->from;
    for (size_t i = 0; i < job->layout.by_count; i++)
        job->by[i] = exists ? uf_groups_text(from->cells, cells[0], job->by_of[i]) : "";
    for (job->scale = 0; job->scale < from->key->count; job->scale++) {
        if (!from->key->info[job->scale].shown)
            continue;
        job->definition = NULL;
        define(job, cells[0], exists);
        for (size_t k = 0; k < n; k++) {
            job->period =
                exists && from->retest ? uf_groups_text(from->cells, cells[k], from->by_count) : "";
            write_cell(job, cells[k]);
        }
        job->period = "";
        if (from->retest)
            write_retest(job, cells, exists ? n : 0);
        free(job->definition);
    }
}

void uf_reliability_write(uf_reliability *reliability)
{
    struct job job = { .from = reliability, .period = "" };
    const size_t count = uf_groups_count(reliability->cells);
    const uint32_t *order = uf_groups_order(reliability->cells), nothing = 0;
    open_table(&job);
    job.empty = reliability->taken == 0;
    if (job.empty)
        write_group(&job, &nothing, 1, false);
    for (size_t first = 0, end; first < count && !job.empty; first = end) {
        for (end = first + 1; end < count && same_by(reliability, order[first], order[end]);)
            end++;
        write_group(&job, order + first, end - first, true);
    }
    free(job.names);
    free(job.by);
    free(job.by_of);
}
