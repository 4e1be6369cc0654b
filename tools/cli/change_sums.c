/* change_sums.c: values of cases or means of clusters, and rows about them. */
#include "cli/change_sums.h"

#include <stdlib.h>

#include <utfall/mean_difference.h>
#include <utfall/moments.h>
#include <utfall/standardised_change.h>

#include "cli/change_tests.h"

/* One side of the units before and after. */
struct values {
    double *before, *after;
    size_t n;
    uint64_t left_out; /* cases not assessable, lost ones not counted */
    bool means;        /* each is the mean of a cluster or family */
};

/* What the cases are put together by, for a test that takes its values as independent. */
static size_t column_of(const uf_change_table *table)
{
    const size_t cluster = uf_cases_cluster(table->study->cases);
    return cluster != UF_NO_COLUMN ? cluster : uf_change_unit_column(table->study);
}

static void add_unit(const uf_change_table *table, const uf_change_units *units, size_t unit,
                     uf_side side, struct values *values)
{
    uf_study *study = table->study;
    uf_moments before, after;
    uf_moments_init(&before);
    uf_moments_init(&after);
    for (size_t i = units->first[unit]; i < units->first[unit + 1]; i++) {
        uf_judged judged;
        uf_study_judge(study, units->cases[i], table->set, study->settings.revealed, &judged);
        const uf_side_change *change = &judged.change.side[side];
        if (!judged.change.verdict.assessable) {
            values->left_out += judged.change.verdict.followed_up;
            continue;
        }
        uf_moments_push(&before, change->before);
        uf_moments_push(&after, change->after);
    }
    if (before.n == 0)
        return;
    values->before[values->n] = uf_moments_mean(&before);
    values->after[values->n++] = uf_moments_mean(&after);
}

static struct values gather(const uf_change_table *table, uf_side side)
{
    uf_change_units units;
    const size_t column = column_of(table);
    uf_change_units_make(&units, table->study, table->cases, table->count, column);
    struct values values = {
        .before = uf_cli_allocate(table->study->cli, units.count, sizeof *values.before),
        .after = uf_cli_allocate(table->study->cli, units.count, sizeof *values.after),
        .means = column != UF_NO_COLUMN && units.count < table->count,
    };
    for (size_t u = 0; u < units.count; u++)
        add_unit(table, &units, u, side, &values);
    uf_change_units_release(&units);
    return values;
}

/* ---- Rows ---- */

static uf_estimate begin(const uf_change_table *table, uf_side side, const struct values *values)
{
    uf_estimate row = uf_change_row(table, uf_side_name(side), "");
    row.better = side == UF_RISK ? UF_BETTER_LOWER : UF_BETTER_HIGHER;
    row.role = UF_DESCRIPTIVE;
    row.estimand = values->means ? "followed up, clusters equally" : "followed up";
    if (values->n == 0)
        (void)uf_estimate_note(&row, table->count == 0 ? "no rows" : "nobody can be assessed");
    uf_change_note_count(&row, "cases not assessable left out", values->left_out);
    return row;
}

/* The mean on one occasion: its t interval is that of a difference from 0. */
static void write_mean(const uf_change_table *table, const struct values *values,
                       const double *those, const char *period, uf_estimate row)
{
    double *zeros = uf_cli_allocate(table->study->cli, values->n, sizeof *zeros);
    uf_effect effect;
    uf_error error;
    for (size_t i = 0; i < values->n; i++)
        zeros[i] = 0;
    if (uf_paired_t(&effect, those, zeros, values->n, UF_TWO_SIDED, table->interval.level,
                    &error) != UF_OK)
        (void)uf_cli_fail(table->study->cli, &error);
    free(zeros);
    if (values->n == 0)
        effect.note = ""; /* the row says why */
    effect.method = values->means ? "cluster-means(t)" : "t";
    uf_effect_row(&row, &effect, table->interval.level);
    row.statistic = row.p_value = uf_effect_none("").p_value; /* that a sum is 0 is no question */
    row.term = "mean";
    row.period = period;
    row.n = (double)values->n;
    uf_change_row_write(table, &row, NULL);
}

static void write_standardised(const uf_change_table *table, const struct values *values,
                               uf_estimate row)
{
    uf_effect effect;
    uf_error error;
    if (uf_standardised_change(&effect, values->after, values->before, values->n,
                               table->interval.level, &error) != UF_OK)
        (void)uf_cli_fail(table->study->cli, &error);
    if (values->n == 0)
        effect.note = "";
    if (values->means)
        effect.method = "cluster-means(becker)";
    uf_effect_row(&row, &effect, table->interval.level);
    row.role = UF_PRIMARY;
    row.term = "standardised_change";
    row.period = "after-before";
    row.n = (double)values->n;
    uf_change_row_write(table, &row, NULL);
}

static void write_side(const uf_change_table *table, uf_side side)
{
    const struct values values = gather(table, side);
    const uf_estimate empty = begin(table, side, &values);
    uf_change_tests tests;
    write_mean(table, &values, values.before, "before", empty);
    write_mean(table, &values, values.after, "after", empty);
    uf_change_tests_make(&tests, table->study->cli, values.before, values.after, values.n,
                         table->interval.level);
    for (int test = 0; test < UF_CHANGE_TESTS; test++) {
        uf_estimate row = empty;
        row.role = test == UF_TEST_CHANGE ? UF_PRIMARY : UF_SENSITIVITY;
        if (test == UF_TEST_CHANGE)
            (void)uf_estimate_note(&row, "change over time is not effect");
        uf_change_test_write(table, &tests, (uf_change_test)test, row, values.means ? values.n : 0,
                             NULL);
    }
    write_standardised(table, &values, empty);
    free(values.before);
    free(values.after);
}

void uf_change_sums_write(const uf_change_table *table)
{
    for (int side = 0; side < UF_SIDES; side++) {
        bool there = false;
        for (size_t i = 0; i < table->set->n; i++)
            there = there || table->set->factors[i].side == (uf_side)side;
        if (there)
            write_side(table, (uf_side)side);
    }
}
