/* change_tests.c: paired tests and their rows. */
#include "cli/change_tests.h"

#include <math.h>
#include <stdio.h>

#include <utfall/mean_difference.h>
#include <utfall/rank_tests.h>
#include <utfall/transitions.h>

static void check(uf_cli *cli, uf_status status, const uf_error *error)
{
    if (status != UF_OK)
        (void)uf_cli_fail(cli, error);
}

/* Hodges and Lehmann's estimate and interval with the signed rank test's statistic and p. */
static void make_shift(uf_effect *shift, uf_cli *cli, const double *before, const double *after,
                       size_t n, double level)
{
    uf_effect test;
    uf_error error;
    check(cli, uf_hodges_lehmann_paired(shift, after, before, n, level, &error), &error);
    check(cli,
          uf_signed_rank(&test, after, before, n, UF_ZEROS_DROPPED, UF_RANK_AUTO, UF_TWO_SIDED,
                         &error),
          &error);
    shift->statistic = test.statistic;
    shift->p_value = test.p_value;
    shift->method = test.method;
    if (shift->note[0] == '\0')
        shift->note = test.note;
}

void uf_change_tests_make(uf_change_tests *tests, uf_cli *cli, const double *before,
                          const double *after, size_t n, double level)
{
    uf_error error;
    *tests = (uf_change_tests){ .n = n };
    for (size_t i = 0; i < n; i++) {
        tests->raised += after[i] > before[i];
        tests->lowered += after[i] < before[i];
    }
    check(
        cli,
        uf_paired_t(&tests->effects[UF_TEST_CHANGE], after, before, n, UF_TWO_SIDED, level, &error),
        &error);
    make_shift(&tests->effects[UF_TEST_SHIFT], cli, before, after, n, level);
    check(cli,
          uf_sign_test(&tests->effects[UF_TEST_SIGN], tests->lowered, tests->raised, level,
                       UF_TWO_SIDED, &error),
          &error);
    for (int test = 0; n == 0 && test < UF_CHANGE_TESTS; test++) { /* the row says why */
        tests->effects[test].p_value = NAN;
        tests->effects[test].note = "";
    }
}

void uf_change_test_write(const uf_change_table *table, const uf_change_tests *tests,
                          uf_change_test which, uf_estimate row, size_t means,
                          const char *const *extensions)
{
    static const char *const terms[UF_CHANGE_TESTS] = { "change", "shift", "share_raised" };
    const uf_effect effect = tests->effects[which];
    row.term = terms[which];
    row.period = "after-before";
    uf_effect_row(&row, &effect, table->interval.level);
    row.n = (double)tests->n;
    if (which == UF_TEST_SIGN) {
        row.n = (double)(tests->raised + tests->lowered);
        row.events = (double)tests->raised;
    }
    if (means > 0) {
        char method[UF_METHOD_SIZE];
        (void)snprintf(method, sizeof method, "cluster-means(%s)", effect.method);
        (void)uf_estimate_method(&row, method);
        row.clusters = (double)means;
    }
    uf_change_row_write(table, &row, extensions);
}
