/* test_risk_difference.c: intervals for the difference of two shares against R and published ones,
 * and tables with nothing in them. */
#include <utfall/risk_difference.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

static uf_effect difference(uf_two_by_two table, uf_risk_difference_method method)
{
    uf_effect effect;
    ck_assert_int_eq(uf_risk_difference(&effect, &table, method, 0.95, NULL), UF_OK);
    return effect;
}

static void same(const char *row, const char *method, const char *low, const char *high,
                 const uf_effect *effect)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s%s", row, method, low);
    ck_oracle(id, effect->conf_low);
    snprintf(id, sizeof id, "%s.%s%s", row, method, high);
    ck_oracle(id, effect->conf_high);
}

/* lib.R; rows O-DIFF-01 to 06, all six methods. */
START_TEST(reference_differences)
{
    static const uf_two_by_two tables[] = { { 15, 20, 9, 20 }, { 2, 15, 0, 18 },
                                            { 3, 4, 1, 4 },    { 45, 120, 30, 115 },
                                            { 0, 9, 4, 11 },   { 11, 11, 7, 10 } };
    static const char *const methods[] = { "newc", "newccc", "mn", "mee", "ac", "wald" };
    char row[32], id[40];
    snprintf(row, sizeof row, "O-DIFF-%02d", _i + 1);
    snprintf(id, sizeof id, "%s.diff", row);
    for (int m = 0; m < 6; m++) {
        uf_effect effect = difference(tables[_i], (uf_risk_difference_method)m);
        ck_oracle(id, effect.estimate);
        same(row, methods[m], "_lower", "_upper", &effect);
    }
}
END_TEST

/* Low birth weight by smoking; ten absences or more by romance (counts in the rows). */
START_TEST(reference_data_sets)
{
    const uf_two_by_two smoke = { 30, 74, 29, 115 }, romance = { 38, 132, 45, 263 };
    uf_effect effect = difference(smoke, UF_RISK_DIFFERENCE_NEWCOMBE);
    ck_oracle("O-RR-01.rd", effect.estimate);
    same("O-RR-01", "newc", "_lower", "_upper", &effect);
    effect = difference(romance, UF_RISK_DIFFERENCE_NEWCOMBE);
    ck_oracle("O-UCI-cmp.rd", effect.estimate);
    same("O-UCI-cmp", "newc", "_lower", "_upper", &effect);
    effect = difference(romance, UF_RISK_DIFFERENCE_MIETTINEN_NURMINEN);
    same("O-UCI-cmp", "mn", "_lower", "_upper", &effect);
}
END_TEST

/* tests/certified/r/risk_difference.R: 0 or all of n, one person, counts in the thousands. */
START_TEST(score_limits)
{
    static const uf_two_by_two tables[] = {
        { 0, 10, 0, 10 }, { 10, 10, 0, 10 },    { 0, 16, 15, 72 },           { 7, 34, 1, 34 },
        { 1, 1, 0, 2 },   { 24, 200, 30, 200 }, { 1200, 5000, 1190, 50000 }, { 12, 12, 9, 9 }
    };
    char row[32];
    snprintf(row, sizeof row, "RD-%02d", _i + 1);
    uf_effect effect = difference(tables[_i], UF_RISK_DIFFERENCE_MIETTINEN_NURMINEN);
    same(row, "mn", ".low", ".high", &effect);
    effect = difference(tables[_i], UF_RISK_DIFFERENCE_MEE);
    same(row, "mee", ".low", ".high", &effect);
}
END_TEST

START_TEST(published)
{
    const uf_two_by_two perondi = { 7, 34, 1, 34 }, ritland = { 0, 16, 15, 72 };
    uf_effect effect = difference(perondi, UF_RISK_DIFFERENCE_WALD);
    same("RD-book", "wald", ".low", ".high", &effect);
    effect = difference(perondi, UF_RISK_DIFFERENCE_AGRESTI_CAFFO);
    same("RD-book", "caffo", ".low", ".high", &effect);
    effect = difference(perondi, UF_RISK_DIFFERENCE_MEE);
    same("RD-book", "mee", ".low", ".high", &effect);
    effect = difference(perondi, UF_RISK_DIFFERENCE_NEWCOMBE);
    same("RD-book", "newcombe", ".low", ".high", &effect);
    effect = difference(ritland, UF_RISK_DIFFERENCE_MIETTINEN_NURMINEN);
    same("RD-book", "mn", ".low", ".high", &effect);
}
END_TEST

/* By hand: with 0 of 10 twice Mee's limit solves d^2 = z^2 d (1 - d) / 10, d = z^2 / (10 + z^2). */
START_TEST(no_events_at_all)
{
    const double square = 1.959963984540054 * 1.959963984540054;
    const uf_two_by_two none = { 0, 10, 0, 10 };
    uf_effect effect = difference(none, UF_RISK_DIFFERENCE_MEE);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_eq_tol(effect.conf_high, square / (10 + square), 1e-14);
    ck_assert_double_eq_tol(effect.conf_low, -square / (10 + square), 1e-14);
    ck_assert_double_nan(effect.statistic);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    effect = difference(none, UF_RISK_DIFFERENCE_WALD);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    effect = difference(none, UF_RISK_DIFFERENCE_NEWCOMBE);
    ck_assert_double_eq_tol(effect.conf_high, square / (10 + square), 1e-14);
}
END_TEST

START_TEST(all_against_none)
{
    const uf_two_by_two table = { 10, 10, 0, 10 };
    for (int m = UF_RISK_DIFFERENCE_NEWCOMBE; m <= UF_RISK_DIFFERENCE_MEE; m++) {
        uf_effect effect = difference(table, (uf_risk_difference_method)m);
        ck_assert_double_eq(effect.estimate, 1);
        ck_assert_double_eq(effect.conf_high, 1);
        ck_assert_double_gt(effect.conf_low, 0.5);
    }
}
END_TEST

/* Turning the groups round turns the interval round. */
START_TEST(antisymmetric)
{
    const uf_two_by_two table = { 3, 17, 9, 23 }, turned = { 9, 23, 3, 17 };
    for (int m = 0; m <= UF_RISK_DIFFERENCE_WALD; m++) {
        uf_effect a = difference(table, (uf_risk_difference_method)m);
        uf_effect b = difference(turned, (uf_risk_difference_method)m);
        ck_assert_double_eq_tol(a.conf_low, -b.conf_high, 1e-13);
        ck_assert_double_eq_tol(a.conf_high, -b.conf_low, 1e-13);
    }
}
END_TEST

/* Mee's z is Pearson's: 4.92370543436129 = z^2 for smoking (row O-RR-01.chisq). */
START_TEST(score_test_is_pearson)
{
    const uf_two_by_two smoke = { 30, 74, 29, 115 };
    uf_effect effect = difference(smoke, UF_RISK_DIFFERENCE_MEE);
    ck_oracle("O-RR-01.chisq", effect.statistic * effect.statistic);
    ck_oracle("O-RR-01.chisq_p", effect.p_value);
    effect = difference(smoke, UF_RISK_DIFFERENCE_MIETTINEN_NURMINEN);
    ck_oracle("O-RR-01.chisq", effect.statistic * effect.statistic * 189 / 188);
}
END_TEST

/* Millions: all methods agree with Wald to the digits that 1e-7 of a share allows. */
START_TEST(millions)
{
    const uf_two_by_two table = { 1200000, 5000000, 1190000, 5000000 };
    uf_effect wald = difference(table, UF_RISK_DIFFERENCE_WALD);
    for (int m = 0; m < UF_RISK_DIFFERENCE_WALD; m++) {
        uf_effect effect = difference(table, (uf_risk_difference_method)m);
        ck_assert_double_eq_tol(effect.conf_low, wald.conf_low, 3e-7);
        ck_assert_double_eq_tol(effect.conf_high, wald.conf_high, 3e-7);
    }
}
END_TEST

START_TEST(impossible)
{
    const uf_two_by_two wrong = { 5, 4, 1, 4 }, empty = { 0, 0, 1, 4 }, good = { 1, 4, 1, 4 };
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_risk_difference(&effect, &wrong, UF_RISK_DIFFERENCE_WALD, 0.95, &error),
                     UF_EINVAL);
    ck_assert_str_eq(error.function, "uf_risk_difference");
    ck_assert_int_eq(uf_risk_difference(&effect, &good, UF_RISK_DIFFERENCE_MEE, 1, NULL),
                     UF_EINVAL);
    ck_assert_int_eq(uf_risk_difference(&effect, &good, UF_RISK_DIFFERENCE_MEE, NAN, NULL),
                     UF_EINVAL);
    for (int m = 0; m <= UF_RISK_DIFFERENCE_WALD; m++) {
        effect = difference(empty, (uf_risk_difference_method)m);
        ck_assert_double_nan(effect.estimate);
        ck_assert_double_nan(effect.conf_low);
        ck_assert_double_nan(effect.conf_high);
        ck_assert_str_ne(effect.note, "");
    }
}
END_TEST

Suite *test_risk_difference_suite(void);

Suite *test_risk_difference_suite(void)
{
    Suite *suite = suite_create("risk_difference");
    TCase *tests = tcase_create("intervals");
    tcase_add_loop_test(tests, reference_differences, 0, 6);
    tcase_add_test(tests, reference_data_sets);
    tcase_add_loop_test(tests, score_limits, 0, 8);
    tcase_add_test(tests, published);
    tcase_add_test(tests, no_events_at_all);
    tcase_add_test(tests, all_against_none);
    tcase_add_test(tests, antisymmetric);
    tcase_add_test(tests, score_test_is_pearson);
    tcase_add_test(tests, millions);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
