/* test_rating_table.c: the joint table of two ratings against R, and marginals that cannot. */
#include <utfall/rating_table.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <utfall/start.h>

static const uf_agreement usual = { 0.56, 0.90 };

static void symmetric_with_marginal(const double *joint, const double *marginal, size_t levels)
{
    double all = 0;
    for (size_t i = 0; i < levels; i++)
        all += marginal[i];
    for (size_t i = 0; i < levels; i++) {
        double row = 0;
        for (size_t j = 0; j < levels; j++) {
            row += joint[i * levels + j];
            ck_assert(joint[i * levels + j] >= 0);
            ck_assert_double_eq_tol(joint[i * levels + j], joint[j * levels + i], 1e-15);
        }
        ck_assert_double_eq_tol(row, marginal[i] / all, 1e-12);
    }
}

static void check_cells(const char *id, const double *marginal, uf_agreement asked)
{
    double joint[25];
    uf_agreement reached;
    ck_assert_int_eq(uf_rating_table(joint, &reached, marginal, 5, &asked, NULL), UF_OK);
    symmetric_with_marginal(joint, marginal, 5);
    ck_assert(uf_agreement_reached(&asked, &reached));
    ck_assert_double_eq_tol(reached.exact, asked.exact, 1e-10);
    ck_assert_double_eq_tol(reached.within_one, asked.within_one, 1e-10);
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 5; j++) {
            char row[32];
            snprintf(row, sizeof row, "%s.c%d%d", id, i, j);
            ck_oracle(row, joint[i * 5 + j]);
        }
}

/* tests/certified/r/rating_noise.R */
START_TEST(cells)
{
    check_cells("RT-01", (double[]){ 1, 2, 3, 6, 8 }, usual);
    check_cells("RT-02", (double[]){ 4, 0, 3, 2, 1 }, (uf_agreement){ 0.5, 0.8 });
}
END_TEST

/* By hand. Two levels: one table for each share of the diagonal, its corners (1 - exact)/2. */
START_TEST(two_levels)
{
    double joint[4];
    uf_agreement reached;
    const uf_agreement asked = { 0.56, 1 };
    ck_assert_int_eq(uf_rating_table(joint, &reached, (double[]){ 3, 1 }, 2, &asked, NULL), UF_OK);
    ck_assert_double_eq_tol(joint[1], 0.22, 1e-10);
    ck_assert_double_eq_tol(joint[0], 0.75 - 0.22, 1e-10);
    ck_assert_double_eq_tol(joint[3], 0.25 - 0.22, 1e-10);
    ck_assert(uf_agreement_reached(&asked, &reached));
}
END_TEST

/* By hand: what marginals cannot give. */
START_TEST(nearest_tables)
{
    static const struct {
        double marginal[5];
        double exact, within_one;
    } cases[] = {
        /* Adjacent levels alone: all within one step, and the exact agreement is kept. */
        { { 1, 1, 0, 0, 0 }, 0.56, 1 },
        /* At most twice the rarer level can disagree: 2 * 1/20. */
        { { 19, 1, 0, 0, 0 }, 0.9, 1 },
        /* No adjacent levels: the rarer one of 6 gives 2/6 at most. */
        { { 5, 0, 0, 0, 1 }, 2.0 / 3, 2.0 / 3 },
        /* One level: all agree. */
        { { 0, 0, 7, 0, 0 }, 1, 1 },
        /* Levels 0, 2 and 4 alone: what was asked of neighbours is of those further apart. */
        { { 1, 0, 1, 0, 1 }, 0.56, 0.56 },
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double joint[25];
        uf_agreement reached;
        ck_assert_int_eq(uf_rating_table(joint, &reached, cases[c].marginal, 5, &usual, NULL),
                         UF_OK);
        symmetric_with_marginal(joint, cases[c].marginal, 5);
        ck_assert(!uf_agreement_reached(&usual, &reached));
        ck_assert_double_eq_tol(reached.exact, cases[c].exact, 1e-3);
        ck_assert_double_eq_tol(reached.within_one, cases[c].within_one, 1e-3);
    }
}
END_TEST

START_TEST(extremes_of_agreement)
{
    static const double marginal[] = { 1, 2, 3, 2, 1 };
    double joint[25];
    uf_agreement reached;
    const uf_agreement same = { 1, 1 };
    ck_assert_int_eq(uf_rating_table(joint, &reached, marginal, 5, &same, NULL), UF_OK);
    symmetric_with_marginal(joint, marginal, 5);
    ck_assert_double_eq_tol(reached.exact, 1, 1e-9);
    const uf_agreement steps = { 0, 1 };
    ck_assert_int_eq(uf_rating_table(joint, &reached, marginal, 5, &steps, NULL), UF_OK);
    symmetric_with_marginal(joint, marginal, 5);
    ck_assert(isfinite(reached.exact));
}
END_TEST

/* As common as counts or as shares: the same table. */
START_TEST(counts_or_shares)
{
    double counted[9], shared[9];
    uf_agreement reached;
    const uf_agreement asked = { 0.6, 0.95 };
    ck_assert_int_eq(uf_rating_table(counted, &reached, (double[]){ 30, 50, 20 }, 3, &asked, NULL),
                     UF_OK);
    ck_assert_int_eq(
        uf_rating_table(shared, &reached, (double[]){ 0.3, 0.5, 0.2 }, 3, &asked, NULL), UF_OK);
    for (size_t i = 0; i < 9; i++)
        ck_assert_double_eq_tol(counted[i], shared[i], 1e-14);
}
END_TEST

START_TEST(refused)
{
    double joint[25];
    uf_agreement reached;
    uf_error error;
    static const double even[] = { 1, 1, 1, 1, 1 };
    static const uf_agreement bad[] = { { -0.1, 0.9 }, { 0.6, 0.5 }, { 0.6, 1.1 }, { NAN, 0.9 } };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_int_eq(uf_rating_table(joint, &reached, even, 5, &bad[i], NULL), UF_EINVAL);
    ck_assert_int_eq(uf_rating_table(joint, &reached, even, 0, &usual, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_rating_table(joint, &reached, even, UF_RATING_LEVELS_MAX + 1, &usual, NULL),
                     UF_EINVAL);
    ck_assert_int_eq(uf_rating_table(joint, &reached, (double[]){ 1, 2, -1 }, 3, &usual, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    ck_assert_int_eq(uf_rating_table(joint, &reached, (double[]){ 0, 0 }, 2, &usual, NULL),
                     UF_EDATA);
}
END_TEST

/* Squared, with the marginal between, the error of one rating is the table of two: checked by
 * multiplying out. */
START_TEST(error_of_one_rating)
{
    static const double marginal[] = { 1, 2, 3, 6, 8 }, gap[] = { 4, 0, 3, 2, 1 };
    const double *const marginals[] = { marginal, gap };
    const uf_agreement agreements[] = { usual, { 0.7, 0.9 } };
    for (size_t m = 0; m < 2; m++) {
        double joint[25], one[25];
        uf_agreement reached;
        ck_assert_int_eq(uf_rating_table(joint, &reached, marginals[m], 5, &agreements[m], NULL),
                         UF_OK);
        ck_assert_int_eq(uf_rating_error(one, joint, 5, NULL), UF_OK);
        for (size_t i = 0; i < 5; i++) {
            double row = 0;
            for (size_t j = 0; j < 5; j++) {
                double sum = 0;
                for (size_t t = 0; t < 5; t++)
                    sum += marginals[m][t] * one[t * 5 + i] * one[t * 5 + j];
                ck_assert_double_eq_tol(sum / (m == 0 ? 20 : 10), joint[i * 5 + j], 1e-12);
                ck_assert(one[i * 5 + j] >= 0);
                row += one[i * 5 + j];
            }
            ck_assert_double_eq_tol(row, marginals[m][i] > 0, 1e-12);
        }
    }
    double joint[4] = { 0.05, 0.45, 0.45, 0.05 }, one[4]; /* less agreement than by chance */
    uf_error error;
    ck_assert_int_eq(uf_rating_error(one, joint, 2, &error), UF_EDATA);
    ck_assert_int_eq(uf_rating_error(one, joint, 0, NULL), UF_EINVAL);
}
END_TEST

Suite *test_rating_table_suite(void);

Suite *test_rating_table_suite(void)
{
    Suite *suite = suite_create("rating_table");
    TCase *tests = tcase_create("rating_table");
    tcase_add_checked_fixture(tests, uf_start, NULL);
    tcase_add_test(tests, cells);
    tcase_add_test(tests, two_levels);
    tcase_add_test(tests, nearest_tables);
    tcase_add_test(tests, extremes_of_agreement);
    tcase_add_test(tests, counts_or_shares);
    tcase_add_test(tests, error_of_one_rating);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
