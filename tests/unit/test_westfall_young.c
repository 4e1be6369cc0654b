/* test_westfall_young.c: step-down max-t against R's multtest and enumeration. */
#include <utfall/westfall_young.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

static const uf_permutation_plan exact = { 1e7, 0, 0 };

/* The data of tests/certified/r/westfall_young.R, a row per cluster. */
static const double y[] = { 3.1, 15.5, 0.31, 12, 4.7, 20,   0.22, 9,    2.2, 19, 0.28, 14,
                            5.9, 22.5, 0.33, 11, 6.4, 14.5, 0.35, 10,   8.1, 22, 0.19, 13,
                            7.7, 25.5, 0.41, 8,  5.2, 18.5, 0.30, 12.5, 6.6, 23, 0.37, 9.5 };
static const unsigned char arms[] = { 1, 1, 1, 1, 0, 0, 0, 0, 0 };
static const double sizes[] = { 20, 35, 50, 22, 41, 38, 60, 25, 33 };

static const double paired[] = { 5.2, 10, 2, 4.9, 8,  3,   7.1, 9, 1, 7.3, 12,  4,
                                 6.6, 13, 2, 5.1, 10, 2.5, 3.9, 7, 3, 3.2, 7.5, 1,
                                 8.4, 15, 4, 7.0, 11, 4.5, 4.4, 9, 2, 4.1, 8.5, 1.5 };
static const unsigned char paired_arms[] = { 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1 };
static const size_t pairs[] = { 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6 };

static void check_rows(const char *row, const double *values, size_t outcomes,
                       const uf_cluster_design *design, uf_alternative alternative)
{
    double adjusted[4], p[4];
    ck_assert_int_eq(
        uf_westfall_young(adjusted, p, values, outcomes, design, &exact, alternative, NULL), UF_OK);
    for (size_t j = 0; j < outcomes; j++) {
        char id[64];
        snprintf(id, sizeof id, "%s.adj%zu", row, j + 1);
        ck_oracle(id, adjusted[j]);
        snprintf(id, sizeof id, "%s.raw%zu", row, j + 1);
        ck_oracle(id, p[j]);
    }
}

START_TEST(multtest)
{
    uf_cluster_design design = { .assigned = { arms, NULL, 9 } };
    check_rows("WY-abs", y, 4, &design, UF_TWO_SIDED);
    check_rows("WY-upper", y, 4, &design, UF_GREATER);
    check_rows("WY-lower", y, 4, &design, UF_LESS);
    design.weight = sizes;
    check_rows("WY-weighted", y, 4, &design, UF_TWO_SIDED);
    uf_cluster_design matched = { .assigned = { paired_arms, pairs, 12 } };
    check_rows("WY-pairs", paired, 3, &matched, UF_TWO_SIDED);
}
END_TEST

/* One by one they are the p-values of the studentised test; one outcome alone is not adjusted; the
 * same outcome twice costs nothing. */
START_TEST(one_by_one)
{
    const uf_cluster_design design = { .assigned = { arms, NULL, 9 } };
    double adjusted[4], p[4], column[9], twice[18];
    uf_westfall_young(adjusted, p, y, 4, &design, &exact, UF_TWO_SIDED, NULL);
    for (size_t j = 0; j < 4; j++) {
        for (size_t g = 0; g < 9; g++)
            column[g] = twice[2 * g] = twice[2 * g + 1] = y[4 * g + j];
        uf_randomisation *test;
        ck_assert_int_eq(uf_randomisation_new(&test, column, &design, UF_RANDOMISATION_STUDENTISED,
                                              &exact, NULL),
                         UF_OK);
        double own = uf_randomisation_p(test, 0, UF_TWO_SIDED), both[2];
        uf_randomisation_free(test);
        ck_assert_double_eq(own, p[j]);
        ck_assert_double_ge(adjusted[j], p[j]);
        uf_westfall_young(both, NULL, twice, 2, &design, &exact, UF_TWO_SIDED, NULL);
        ck_assert_double_eq(both[0], own);
        ck_assert_double_eq(both[1], own);
        uf_westfall_young(both, NULL, column, 1, &design, &exact, UF_TWO_SIDED, NULL);
        ck_assert_double_eq(both[0], own);
    }
}
END_TEST

/* An outcome that is the same everywhere is not tested and does not count; one that is the same
 * within arms is as far out as can be, at the floor of 2/20. */
START_TEST(edges)
{
    const unsigned char three[] = { 1, 1, 1, 0, 0, 0 };
    const uf_cluster_design design = { .assigned = { three, NULL, 6 } };
    double three_outcomes[18], two_outcomes[12], adjusted[3], p[3], without[2];
    for (size_t g = 0; g < 6; g++) {
        three_outcomes[3 * g] = two_outcomes[2 * g] = y[4 * g];
        three_outcomes[3 * g + 1] = 0.3;
        three_outcomes[3 * g + 2] = two_outcomes[2 * g + 1] = three[g] ? 2 : 1;
    }
    ck_assert_int_eq(
        uf_westfall_young(adjusted, p, three_outcomes, 3, &design, &exact, UF_TWO_SIDED, NULL),
        UF_OK);
    uf_westfall_young(without, NULL, two_outcomes, 2, &design, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_nan(adjusted[1]);
    ck_assert_double_nan(p[1]);
    ck_assert_double_eq(adjusted[0], without[0]);
    ck_assert_double_eq(adjusted[2], without[1]);
    ck_assert_double_eq_tol(adjusted[2], 0.1, 1e-15);
    ck_assert_int_eq(uf_westfall_young(adjusted, p, y, 0, &design, &exact, UF_LESS, NULL), UF_OK);
}
END_TEST

/* Sampled: within 6 standard errors, and the same again. */
START_TEST(sampled)
{
    const uf_cluster_design design = { .assigned = { arms, NULL, 9 } };
    const uf_permutation_plan plan = { 10, 9999, 4 };
    double all[4], some[4], again[4];
    uf_westfall_young(all, NULL, y, 4, &design, &exact, UF_TWO_SIDED, NULL);
    uf_westfall_young(some, NULL, y, 4, &design, &plan, UF_TWO_SIDED, NULL);
    uf_westfall_young(again, NULL, y, 4, &design, &plan, UF_TWO_SIDED, NULL);
    ck_assert_mem_eq(some, again, sizeof some);
    for (int j = 0; j < 4; j++)
        ck_assert_double_eq_tol(some[j], all[j], 6 * sqrt(all[j] * (1 - all[j]) / 10000));
}
END_TEST

START_TEST(refused)
{
    const unsigned char one[] = { 0, 1, 0, 0, 0, 0, 0, 0, 0 };
    uf_cluster_design design = { .assigned = { one, NULL, 9 } };
    double adjusted[4], bad[36];
    uf_error error;
    ck_assert_int_eq(uf_westfall_young(adjusted, NULL, y, 4, &design, &exact, UF_TWO_SIDED, &error),
                     UF_EDATA);
    ck_assert_uint_eq(error.index, 1);
    design.assigned.treated = arms;
    for (int i = 0; i < 36; i++)
        bad[i] = i == 22 ? NAN : y[i];
    ck_assert_int_eq(
        uf_westfall_young(adjusted, NULL, bad, 4, &design, &exact, UF_TWO_SIDED, &error),
        UF_EINVAL);
    ck_assert_uint_eq(error.index, 5);
}
END_TEST

Suite *test_westfall_young_suite(void);

Suite *test_westfall_young_suite(void)
{
    Suite *suite = suite_create("westfall_young");
    TCase *tests = tcase_create("max-t");
    tcase_add_test(tests, multtest);
    tcase_add_test(tests, one_by_one);
    tcase_add_test(tests, edges);
    tcase_add_test(tests, sampled);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
