/* change_noise.c: marginals of the first occasion to expected shares. */
#include "cli/change_noise.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/rating_noise.h>

#include "cli/intern.h"

/* What a row supposes. */
enum supposition { INDEPENDENT, SHARED, SELECTED, GIVEN };

struct row {
    const char *group;
    enum supposition supposition;
    double amount; /* of shared error, or the share selected */
};

struct job {
    const uf_change_table *table;
    uf_study *study;
    uf_rating_noise *noise;
    bool *rated; /* [factor of the set] somebody is, at first */
    size_t assessable;
};

static bool read_agreement(uf_cli *cli, uf_decimal pair[2])
{
    size_t n;
    if (!uf_cli_given(cli, "noise"))
        return false;
    if (!uf_change_numbers(cli, "noise", pair, 2, &n) || n != 2 ||
        uf_decimal_compare(pair[0], pair[1]) > 0 ||
        uf_decimal_compare(pair[1], (uf_decimal){ 1, 0 }) > 0)
        uf_cli_die(cli,
                   "--noise %s: write the share of ratings on which two raters agree exactly, and "
                   "the share on which they are at most one step apart: 0.56,0.90",
                   uf_cli_text(cli, "noise"));
    return true;
}

static bool read_cut(uf_cli *cli, uf_decimal *cut)
{
    size_t n;
    if (!uf_cli_given(cli, "noise-from"))
        return false;
    if (!uf_change_numbers(cli, "noise-from", cut, 1, &n))
        uf_cli_die(cli, "--noise-from %s: write the one risk sum from which cases were taken in",
                   uf_cli_text(cli, "noise-from"));
    return true;
}

void uf_change_noise_check(uf_cli *cli)
{
    uf_decimal pair[2], cut;
    const bool from = read_cut(cli, &cut);
    if (!read_agreement(cli, pair)) {
        if (from)
            uf_cli_die(cli, "--noise-from goes with --noise EXACT,WITHIN1");
        return;
    }
    if (!uf_cli_flag(cli, "summary"))
        uf_cli_die(cli, "--noise goes with --summary");
}

/* ---- Marginals ---- */

static size_t steps_of(const uf_factor *factor)
{
    return (size_t)(factor->max - factor->min) + 1;
}

/* How many cases have each step of each factor at first; the caller frees it all in one piece. */
static double **count_marginals(struct job *job)
{
    const uf_factor_set *set = job->table->set;
    double **marginals = uf_cli_allocate(job->study->cli, set->n, sizeof *marginals);
    for (size_t i = 0; i < set->n; i++) {
        const size_t steps = steps_of(&set->factors[i]);
        if (steps > UF_RATING_LEVELS_MAX)
            uf_cli_die(job->study->cli, "--noise: factor '%s' has %zu steps, of at most %d",
                       uf_instrument_name(job->study->instrument, set->members[i]), steps,
                       UF_RATING_LEVELS_MAX);
        marginals[i] = uf_cli_allocate(job->study->cli, steps, sizeof *marginals[i]);
        for (size_t k = 0; k < steps; k++)
            marginals[i][k] = 0;
        job->rated[i] = false;
    }
    for (size_t c = 0; c < job->table->count; c++) {
        uf_judged judged;
        const size_t *places;
        size_t occasions;
        uf_study_judge(job->study, job->table->cases[c], set, UF_REVEALED_EXCLUDE, &judged);
        const uf_rating *first = uf_study_occasions(job->study, &places, &occasions);
        for (size_t i = 0; i < set->n && occasions > 0; i++)
            if (first[i].state == UF_RATING_KNOWN) {
                marginals[i][first[i].value - set->factors[i].min]++;
                job->rated[i] = true;
            }
        job->assessable += judged.change.verdict.assessable;
    }
    return marginals;
}

static void free_marginals(double **marginals, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(marginals[i]);
    free(marginals);
}

/* ---- One case, and all ---- */

static uf_noise_shares expect(const struct job *job, const uf_factor_pair *pairs,
                              const struct row *row)
{
    const uf_change_rules *rules = &job->study->settings.rules;
    uf_noise_shares shares;
    uf_status status = UF_OK;
    uf_error error;
    switch (row->supposition) {
    case INDEPENDENT:
    case SHARED:
        status = uf_rating_noise_expected(&shares, job->noise, pairs, rules, row->amount, &error);
        break;
    case SELECTED:
        status = uf_rating_noise_selected(&shares, job->noise, pairs, rules, row->amount, &error);
        break;
    case GIVEN: status = uf_rating_noise_given(&shares, job->noise, pairs, rules, 0, &error); break;
    }
    if (status != UF_OK)
        (void)uf_cli_fail(job->study->cli, &error);
    return shares;
}

/* The mean over the cases that can be assessed. Cases that are compared on the same factors have
 * the same expectation, unless their baselines are given. */
static double mean_over_cases(const struct job *job, const struct row *row)
{
    const uf_factor_set *set = job->table->set;
    uf_intern *patterns = uf_intern_new(job->study->cli);
    double *expected = uf_cli_allocate(job->study->cli, job->table->count, sizeof *expected);
    double sum = 0;
    char *compared = uf_cli_allocate(job->study->cli, set->n, 1);
    for (size_t c = 0; c < job->table->count; c++) {
        uf_judged judged;
        uf_study_judge(job->study, job->table->cases[c], set, UF_REVEALED_EXCLUDE, &judged);
        if (!judged.change.verdict.assessable)
            continue;
        for (size_t i = 0; i < set->n; i++)
            compared[i] = judged.pairs[i].compared ? 'x' : '-';
        const size_t known = uf_intern_count(patterns);
        const uint32_t code = uf_intern_code(patterns, compared, set->n);
        if (code == known || row->supposition == GIVEN)
            expected[code] = expect(job, judged.pairs, row).improved;
        sum += expected[code];
    }
    free(compared);
    free(expected);
    uf_intern_free(patterns);
    return sum / (double)job->assessable;
}

/* ---- Rows ---- */

static void note_infeasible(const struct job *job, uf_estimate *row)
{
    const uf_factor_set *set = job->table->set;
    for (size_t i = 0; i < set->n; i++) {
        uf_agreement reached;
        char note[192];
        if (!job->rated[i] || uf_rating_noise_feasible(job->noise, i, &reached))
            continue;
        (void)snprintf(note, sizeof note,
                       "%s cannot have that agreement on these ratings: %.2f,%.2f",
                       uf_instrument_name(job->study->instrument, set->members[i]), reached.exact,
                       reached.within_one);
        (void)uf_estimate_note(row, note);
    }
}

static uf_estimate begin(const struct job *job, const char *group)
{
    const char *agreement = uf_cli_text(job->study->cli, "noise");
    char method[UF_METHOD_SIZE];
    uf_estimate row = uf_change_row(job->table, "improved", "expected_by_noise");
    (void)snprintf(method, sizeof method, "rating-noise(%s)", agreement);
    (void)uf_estimate_method(&row, method);
    row.role = UF_SENSITIVITY;
    row.better = UF_BETTER_HIGHER;
    row.group = group;
    row.estimand = "followed up";
    row.n = (double)job->assessable;
    return row;
}

static void write_row(const struct job *job, const struct row *which)
{
    uf_estimate row = begin(job, which->group);
    row.estimate = mean_over_cases(job, which);
    note_infeasible(job, &row);
    uf_change_row_write(job->table, &row, NULL);
    if (which->supposition != INDEPENDENT)
        return;
    /* The figure to hold against the primary row, where who was lost did not improve. */
    uf_estimate all = begin(job, "of all");
    all.estimand = uf_change_everybody(job->table);
    all.n = (double)job->table->count;
    all.estimate = row.estimate * (double)job->assessable / all.n;
    note_infeasible(job, &all);
    uf_change_row_write(job->table, &all, NULL);
}

static void write_from_cut(const struct job *job)
{
    const char *text = uf_cli_text(job->study->cli, "noise-from");
    uf_decimal cut;
    char group[64];
    struct row row = { .group = group, .supposition = SELECTED };
    uf_error error;
    if (!read_cut(job->study->cli, &cut))
        return;
    (void)snprintf(group, sizeof group, "risk from %.40s", text);
    if (uf_rating_noise_share_from(&row.amount, job->noise, NULL, cut, &error) != UF_OK)
        (void)uf_cli_fail(job->study->cli, &error);
    if (row.amount > 0) {
        write_row(job, &row);
        return;
    }
    uf_estimate empty = begin(job, group);
    (void)uf_estimate_note(&empty, "no risk sum reaches the cut");
    uf_change_row_write(job->table, &empty, NULL);
}

static void write_rows(const struct job *job)
{
    static const struct row rows[] = {
        { "independent", INDEPENDENT, 0 },   { "shared error 0.1", SHARED, 0.1 },
        { "shared error 0.3", SHARED, 0.3 }, { "worst 30%", SELECTED, 0.3 },
        { "worst 10%", SELECTED, 0.1 },      { "at their own baselines", GIVEN, 0 },
    };
    const bool has_total = uf_instrument_has_total(job->study->instrument);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (has_total || rows[i].supposition != SELECTED) /* by the risk sum */
            write_row(job, &rows[i]);
    write_from_cut(job);
}

static void write_nothing(const struct job *job, const char *why)
{
    uf_estimate row = begin(job, "independent");
    (void)uf_estimate_note(&row, why);
    uf_change_row_write(job->table, &row, NULL);
}

void uf_change_noise_write(const uf_change_table *table)
{
    struct job job = { .table = table, .study = table->study };
    uf_decimal pair[2];
    uf_error error;
    if (!read_agreement(table->study->cli, pair))
        return;
    const uf_agreement agreement = { uf_decimal_value(pair[0]), uf_decimal_value(pair[1]) };
    job.rated = uf_cli_allocate(table->study->cli, table->set->n, sizeof *job.rated);
    double **marginals = count_marginals(&job);
    const uf_status status =
        job.assessable == 0
            ? UF_OK
            : uf_rating_noise_new(&job.noise, table->set->factors, (const double *const *)marginals,
                                  table->set->n, &agreement, &error);
    if (job.assessable == 0)
        write_nothing(&job, table->count == 0 ? "no rows" : "nobody can be assessed");
    else if (status == UF_EDATA)
        write_nothing(&job, error.reason);
    else if (status != UF_OK)
        (void)uf_cli_fail(table->study->cli, &error);
    else
        write_rows(&job);
    uf_rating_noise_free(job.noise);
    free_marginals(marginals, table->set->n);
    free(job.rated);
}
