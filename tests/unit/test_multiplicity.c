/* test_multiplicity.c: adjusted p-values against R's p.adjust. */
#include <utfall/multiplicity.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

START_TEST(reference)
{
    static const double p[] = {
        0.042, 0.001, 0.2, 0.008, 0.008, 0.039, 0.6, 0.031, 0.012, 1, 0.05
    };
    static const char *const names[] = { "holm", "hochberg", "BH", "BY", "bonferroni" };
    double adjusted[11];
    ck_assert_int_eq(uf_adjust_p(adjusted, p, 11, (uf_adjust)_i, NULL), UF_OK);
    for (int i = 0; i < 11; i++) {
        char id[64];
        snprintf(id, sizeof id, "O-MULT-%s.adj%02d", names[_i], i + 1);
        ck_oracle(id, adjusted[i]);
    }
}
END_TEST

/* A test that was not made is not one of the tests; one test alone is itself. */
START_TEST(missing)
{
    double p[] = { 0.01, NAN, 0.04 };
    ck_assert_int_eq(uf_adjust_p(p, p, 3, UF_ADJUST_HOLM, NULL), UF_OK);
    ck_assert_double_eq_tol(p[0], 0.02, 1e-16);
    ck_assert_double_nan(p[1]);
    ck_assert_double_eq_tol(p[2], 0.04, 1e-16);
    for (int method = 0; method <= UF_ADJUST_BONFERRONI; method++) {
        double one = 0.03, none = NAN;
        uf_adjust_p(&one, &one, 1, (uf_adjust)method, NULL);
        ck_assert_double_eq(one, 0.03);
        uf_adjust_p(&none, &none, 1, (uf_adjust)method, NULL);
        ck_assert_double_nan(none);
        ck_assert_int_eq(uf_adjust_p(&one, &one, 0, (uf_adjust)method, NULL), UF_OK);
    }
}
END_TEST

START_TEST(impossible)
{
    double p[] = { 0.01, 1.01 };
    uf_error error;
    ck_assert_int_eq(uf_adjust_p(p, p, 2, UF_ADJUST_BH, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_double_eq(p[0], 0.01);
}
END_TEST

Suite *test_multiplicity_suite(void);

Suite *test_multiplicity_suite(void)
{
    Suite *suite = suite_create("multiplicity");
    TCase *tests = tcase_create("adjustment");
    tcase_add_loop_test(tests, reference, 0, 5);
    tcase_add_test(tests, missing);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
