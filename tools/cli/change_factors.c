/* change_factors.c: rows of one factor at a time. */
#include "cli/change_factors.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <utfall/factors_tally.h>
#include <utfall/multiplicity.h>
#include <utfall/transitions.h>

#include "cli/change_tests.h"
#include "cli/figure.h"

/* Where a case's factor went; the order of the rows. */
enum way { LOWERED, SAME, RAISED, REVEALED, HIDDEN, UNKNOWN, NOWHERE };
enum { WAYS = NOWHERE };

/* Tests of a factor, and one more than those of change_tests.h. */
enum { HOMOGENEITY = UF_CHANGE_TESTS, TESTS };

struct factor {
    uf_factor_tally tally;
    enum way *ways;    /* [case of the group]                    */
    uint32_t *reasons; /* [case of the group] code, or UF_NO_CODE */
    double *before, *after;
    size_t n;              /* compared under the reading */
    uint64_t *transitions; /* [levels][levels] as recorded; NULL with too many levels */
    size_t levels;
    uf_change_tests tests;
    uf_effect homogeneity;
};

struct job {
    const uf_change_table *table;
    uf_study *study;
    struct factor *factors;  /* [set->n]        */
    double *adjusted[TESTS]; /* [test][set->n]  */
    size_t tested[TESTS];    /* factors of which there is a p-value */
};

/* ---- Gathering ---- */

static enum way way_of(const uf_factor_pair *pair)
{
    switch (pair->knowledge) {
    case UF_KNOWN_AT_BOTH: break;
    case UF_KNOWN_LATER: return REVEALED;
    case UF_KNOWN_AT_FIRST: return HIDDEN;
    case UF_NEVER_KNOWN: return UNKNOWN;
    case UF_NOT_COMPARABLE: return NOWHERE;
    }
    return pair->after < pair->before ? LOWERED : pair->after > pair->before ? RAISED : SAME;
}

static void open_factors(struct job *job)
{
    uf_cli *cli = job->study->cli;
    const uf_factor_set *set = job->table->set;
    const size_t cases = job->table->count;
    job->factors = uf_cli_allocate(cli, set->n, sizeof *job->factors);
    for (int test = 0; test < TESTS; test++)
        job->adjusted[test] = uf_cli_allocate(cli, set->n, sizeof *job->adjusted[test]);
    for (size_t i = 0; i < set->n; i++) {
        struct factor *factor = &job->factors[i];
        *factor = (struct factor){
            .ways = uf_cli_allocate(cli, cases, sizeof *factor->ways),
            .reasons = uf_cli_allocate(cli, cases, sizeof *factor->reasons),
            .before = uf_cli_allocate(cli, cases, sizeof *factor->before),
            .after = uf_cli_allocate(cli, cases, sizeof *factor->after),
            .levels = (size_t)(set->factors[i].max - set->factors[i].min) + 1,
        };
        if (factor->levels > UF_TRANSITIONS_LEVELS_MAX)
            continue;
        const size_t cells = factor->levels * factor->levels;
        factor->transitions = uf_cli_allocate(cli, cells, sizeof *factor->transitions);
        for (size_t k = 0; k < cells; k++)
            factor->transitions[k] = 0;
    }
}

static void close_factors(struct job *job)
{
    for (size_t i = 0; i < job->table->set->n; i++) {
        free(job->factors[i].ways);
        free(job->factors[i].reasons);
        free(job->factors[i].before);
        free(job->factors[i].after);
        free(job->factors[i].transitions);
    }
    free(job->factors);
    for (int test = 0; test < TESTS; test++)
        free(job->adjusted[test]);
}

static void take_pair(struct factor *factor, const uf_factor_pair *pair, int32_t min)
{
    uf_factor_tally_push(&factor->tally, pair);
    if (pair->knowledge == UF_KNOWN_AT_BOTH && factor->transitions != NULL)
        factor->transitions[(size_t)(pair->before - min) * factor->levels +
                            (size_t)(pair->after - min)]++;
    if (!pair->compared)
        return;
    factor->before[factor->n] = pair->before;
    factor->after[factor->n++] = pair->after;
}

static void gather(struct job *job)
{
    const uf_factor_set *set = job->table->set;
    for (size_t c = 0; c < job->table->count; c++) {
        uf_judged judged;
        uf_study_judge(job->study, job->table->cases[c], set, job->study->settings.revealed,
                       &judged);
        for (size_t i = 0; i < set->n; i++) {
            struct factor *factor = &job->factors[i];
            factor->ways[c] = way_of(&judged.pairs[i]);
            factor->reasons[c] =
                judged.last_rows[i] != NULL ? judged.last_rows[i]->reason : UF_NO_CODE;
            take_pair(factor, &judged.pairs[i], set->factors[i].min);
        }
    }
}

/* ---- Tests ---- */

static double p_of(const struct factor *factor, int test)
{
    return test == HOMOGENEITY ? factor->homogeneity.p_value : factor->tests.effects[test].p_value;
}

static void test_factors(struct job *job)
{
    const size_t n = job->table->set->n;
    uf_cli *cli = job->study->cli;
    uf_error error;
    for (size_t i = 0; i < n; i++) {
        struct factor *factor = &job->factors[i];
        uf_change_tests_make(&factor->tests, cli, factor->before, factor->after, factor->n,
                             job->table->interval.level);
        factor->homogeneity = uf_effect_none("stuart-maxwell");
        if (factor->transitions == NULL)
            factor->homogeneity.note = "more than 101 steps";
        else if (uf_transitions_homogeneity(&factor->homogeneity, factor->transitions,
                                            factor->levels, UF_STUART_MAXWELL, &error) != UF_OK)
            (void)uf_cli_fail(cli, &error);
    }
    for (int test = 0; test < TESTS; test++) {
        for (size_t i = 0; i < n; i++) {
            job->adjusted[test][i] = p_of(&job->factors[i], test);
            if (!isnan(job->adjusted[test][i]))
                job->tested[test]++;
        }
        if (uf_adjust_p(job->adjusted[test], job->adjusted[test], n, UF_ADJUST_HOLM, &error) !=
            UF_OK)
            (void)uf_cli_fail(cli, &error);
    }
}

/* ---- Rows ---- */

static uf_estimate begin(const struct job *job, size_t i, const char *measure, const char *term)
{
    uf_estimate row = uf_change_row(job->table, measure, term);
    row.role = UF_DESCRIPTIVE;
    row.group = uf_instrument_name(job->study->instrument, job->table->set->members[i]);
    row.period = "after-before";
    row.estimand = "followed up";
    if (job->table->count == 0)
        (void)uf_estimate_note(&row, "no rows");
    else if (job->factors[i].tally.asked == 0)
        (void)uf_estimate_note(&row, "nobody was asked on both occasions");
    uf_change_note_clusters(job->table, &row);
    return row;
}

/* A rise is good of a protective factor, a fall of a risk; of what was not known nothing is. */
static uf_better better_of(const struct job *job, size_t i, enum way way)
{
    const bool is_risk = job->table->set->factors[i].side == UF_RISK;
    if (way != LOWERED && way != RAISED)
        return UF_BETTER_UNSAID;
    return (way == LOWERED) == is_risk ? UF_BETTER_HIGHER : UF_BETTER_LOWER;
}

static const char *const way_names[WAYS] = { "lowered",  "same",   "raised",
                                             "revealed", "hidden", "unknown" };

static void fill_share(const struct job *job, uint64_t events, uint64_t n, uf_estimate *row)
{
    uf_error error;
    if (n == 0 && row->note[0] == '\0')
        (void)uf_estimate_note(row, "nobody was known on both occasions");
    if (n == 0) { /* the row says why */
        row->n = row->events = 0;
        (void)uf_estimate_method(row, uf_proportion_method_name(job->table->interval.method));
        return;
    }
    const uf_change_interval *interval = &job->table->interval;
    if (uf_proportion_row(row, events, n, interval->method, UF_TWO_SIDED, interval->level,
                          &error) != UF_OK)
        (void)uf_cli_fail(job->study->cli, &error);
}

static void write_ways(const struct job *job, size_t i)
{
    const uf_factor_tally *tally = &job->factors[i].tally;
    const uint64_t counts[WAYS] = { tally->lowered,  tally->same,   tally->raised,
                                    tally->revealed, tally->hidden, tally->never_known };
    for (int way = 0; way < WAYS; way++) {
        uf_estimate row = begin(job, i, way_names[way], "share");
        row.better = better_of(job, i, (enum way)way);
        fill_share(job, counts[way], tally->asked, &row);
        uf_change_row_write(job->table, &row, NULL);
    }
}

/* Reasons of the cases that went one way: how many gave each. */
static void write_reasons_of(const struct job *job, size_t i, enum way way)
{
    const struct factor *factor = &job->factors[i];
    const size_t texts = uf_ratings_texts(job->study->ratings);
    uint64_t n = 0, *counts = uf_cli_allocate(job->study->cli, texts + 1, sizeof *counts);
    for (size_t t = 0; t <= texts; t++)
        counts[t] = 0;
    for (size_t c = 0; c < job->table->count; c++)
        if (factor->ways[c] == way) {
            counts[factor->reasons[c] == UF_NO_CODE ? texts : factor->reasons[c]]++;
            n++;
        }
    for (size_t k = 0; k <= texts; k++) {
        const uint32_t code = uf_ratings_text_at(job->study->ratings, k);
        const uint64_t count = code == UF_NO_CODE ? counts[texts] : counts[code];
        const char *extensions[UF_EXTENSIONS] = { "", "", "", "",
                                                  uf_ratings_text(job->study->ratings, code) };
        uf_estimate row = begin(job, i, way_names[way], "reason");
        if (count == 0)
            continue;
        fill_share(job, count, n, &row);
        row.term = "reason";
        if (code == UF_NO_CODE)
            (void)uf_estimate_note(&row, "no reason was given");
        uf_change_row_write(job->table, &row, extensions);
    }
    free(counts);
}

static void write_tests(const struct job *job, size_t i)
{
    const struct factor *factor = &job->factors[i];
    const bool is_risk = job->table->set->factors[i].side == UF_RISK;
    for (int test = 0; test < TESTS; test++) {
        char p[UF_FIGURE_SIZE], family[64];
        uf_estimate row = begin(job, i, "rating", "homogeneity");
        row.better = is_risk ? UF_BETTER_LOWER : UF_BETTER_HIGHER;
        (void)snprintf(family, sizeof family, "holm over %zu factors", job->tested[test]);
        const char *extensions[UF_EXTENSIONS] = { uf_figure_cell(job->adjusted[test][i], p),
                                                  isnan(job->adjusted[test][i]) ? "" : family, "",
                                                  "", "" };
        if (test != HOMOGENEITY) {
            uf_change_test_write(job->table, &factor->tests, (uf_change_test)test, row, 0,
                                 extensions);
            continue;
        }
        const uf_factor_tally *tally = &factor->tally;
        uf_effect_row(&row, &factor->homogeneity, job->table->interval.level);
        row.n = (double)(tally->lowered + tally->same + tally->raised);
        uf_change_row_write(job->table, &row, extensions);
    }
}

/* Every cell of a short scale; of a long one those with somebody in them. */
enum { SHORT_SCALE = 11 }; /* as 0 to 10 */

static void write_transitions(const struct job *job, size_t i)
{
    const struct factor *factor = &job->factors[i];
    const int32_t min = job->table->set->factors[i].min;
    const uf_factor_tally *tally = &factor->tally;
    if (factor->transitions == NULL)
        return;
    for (size_t k = 0; k < factor->levels * factor->levels; k++) {
        char from[16], to[16];
        uf_estimate row = begin(job, i, "transition", "transition");
        const char *const extensions[UF_EXTENSIONS] = { "", "", from, to, "" };
        if (factor->transitions[k] == 0 && factor->levels > SHORT_SCALE)
            continue;
        (void)snprintf(from, sizeof from, "%d", min + (int32_t)(k / factor->levels));
        (void)snprintf(to, sizeof to, "%d", min + (int32_t)(k % factor->levels));
        fill_share(job, factor->transitions[k], tally->lowered + tally->same + tally->raised, &row);
        row.term = "transition";
        uf_change_row_write(job->table, &row, extensions);
    }
}

void uf_change_factors_write(const uf_change_table *table)
{
    struct job job = { .table = table, .study = table->study };
    open_factors(&job);
    gather(&job);
    test_factors(&job);
    for (size_t i = 0; i < table->set->n; i++) {
        write_ways(&job, i);
        for (int way = 0; way < WAYS && uf_ratings_have_reason(table->study->ratings); way++)
            write_reasons_of(&job, i, (enum way)way);
        write_tests(&job, i);
        write_transitions(&job, i);
    }
    close_factors(&job);
}
