/* test_noncentral_t.c: the noncentral t distribution against R's AS 243 and quadrature. */
#include <utfall/noncentral_t.h>
#include <utfall/tail.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

/* tests/certified/r/noncentral_t.R: pt(t, df, ncp). */
START_TEST(against_as_243)
{
    static const double dfs[] = { 1, 2, 3.7, 10, 18, 100 };
    static const double ncps[] = { -30, -5, -1, 0, 0.3, 2, 8, 36 };
    static const double ts[] = { -30, -3, -0.5, 0, 1, 2.5, 40 };
    for (int n = 0; n < 8; n++) {
        for (int t = 0; t < 7; t++) {
            char id[64];
            snprintf(id, sizeof id, "NCT-%g-%g-%g.lower", ts[t], dfs[_i], ncps[n]);
            double lower = uf_noncentral_t_lower(ts[t], dfs[_i], ncps[n]);
            ck_oracle(id, lower);
            double upper = uf_noncentral_t_upper(ts[t], dfs[_i], ncps[n]);
            ck_assert_double_eq_tol(lower + upper, 1, 1e-13);
        }
    }
}
END_TEST

START_TEST(tails)
{
    static const double points[][3] = { { 40, 10000, 36 }, { -30, 1e6, -30 }, { 60, 30, 50 },
                                        { 2, 10, 12 },     { -3, 20, 4 },     { 12, 5, 0 },
                                        { 100, 40, 90 } };
    const double *p = points[_i];
    char id[64];
    snprintf(id, sizeof id, "NCT-%g-%g-%g-tails.lower", p[0], p[1], p[2]);
    ck_oracle(id, uf_noncentral_t_lower(p[0], p[1], p[2]));
    snprintf(id, sizeof id, "NCT-%g-%g-%g-tails.upper", p[0], p[1], p[2]);
    ck_oracle(id, uf_noncentral_t_upper(p[0], p[1], p[2]));
}
END_TEST

/* Without noncentrality it is Student's t, far into the tail. */
START_TEST(central)
{
    static const double dfs[] = { 1, 2.5, 30, 1e5 };
    for (int i = 0; i < 4; i++) {
        for (int t = -32; t <= 32; t += 8) {
            double expected = uf_t_p(t, dfs[i], UF_LESS);
            double lower = uf_noncentral_t_lower(t, dfs[i], 0);
            ck_assert_double_eq_tol(lower / expected, 1, 1e-9);
        }
    }
}
END_TEST

START_TEST(pivot)
{
    static const double points[][2] = {
        { 2.13402045312406, 18 }, { 0, 5 }, { -3.1, 2 }, { 8, 40 }
    };
    static const double tails_sought[] = { 0.975, 0.5, 0.025 };
    for (int t = 0; t < 3; t++) {
        char id[64];
        snprintf(id, sizeof id, "NCTP-%.3g-%g-%g.ncp", points[_i][0], points[_i][1],
                 tails_sought[t]);
        double ncp = uf_noncentral_t_ncp(points[_i][0], points[_i][1], tails_sought[t]);
        ck_oracle(id, ncp);
        ck_assert_double_eq_tol(uf_noncentral_t_lower(points[_i][0], points[_i][1], ncp),
                                tails_sought[t], 1e-12);
    }
}
END_TEST

START_TEST(out_of_range)
{
    ck_assert_double_nan(uf_noncentral_t_lower(1, 0.5, 1));
    ck_assert_double_nan(uf_noncentral_t_lower(NAN, 5, 1));
    ck_assert_double_nan(uf_noncentral_t_lower(INFINITY, 5, 1));
    ck_assert_double_nan(uf_noncentral_t_upper(1, 5, 1e5));
    ck_assert_double_nan(uf_noncentral_t_upper(1, 5, NAN));
    ck_assert_double_nan(uf_noncentral_t_ncp(1, 5, 1));
    ck_assert_double_nan(uf_noncentral_t_ncp(1, 0, 0.5));
    ck_assert_double_nan(uf_noncentral_t_ncp(INFINITY, 5, 0.5));
    /* Certain but for rounding, and never outside 0 to 1. */
    ck_assert_double_eq_tol(uf_noncentral_t_lower(1000, 50, 1), 1, 1e-13);
    ck_assert_double_ge(uf_noncentral_t_lower(-1000, 50, 100), 0);
}
END_TEST

Suite *test_noncentral_t_suite(void);

Suite *test_noncentral_t_suite(void)
{
    Suite *suite = suite_create("noncentral_t");
    TCase *tests = tcase_create("distribution");
    tcase_add_loop_test(tests, against_as_243, 0, 6);
    tcase_add_loop_test(tests, tails, 0, 7);
    tcase_add_test(tests, central);
    tcase_add_loop_test(tests, pivot, 0, 4);
    tcase_add_test(tests, out_of_range);
    suite_add_tcase(suite, tests);
    return suite;
}
