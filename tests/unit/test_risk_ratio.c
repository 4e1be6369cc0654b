/* test_risk_ratio.c: ratios of two shares against R, and tables with empty cells. */
#include <utfall/risk_ratio.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

static uf_effect ratio(uf_two_by_two table, uf_risk_ratio_method method, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_risk_ratio(&effect, &table, method, level, NULL), UF_OK);
    return effect;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

/* tests/certified/r/risk_ratio.R */
static const uf_two_by_two tables[] = {
    { 0, 10, 3, 12 },  { 3, 12, 0, 10 },     { 10, 10, 7, 9 },           { 12, 12, 15, 15 },
    { 0, 16, 15, 72 }, { 24, 200, 30, 200 }, { 1, 1000000, 5, 2000000 }, { 1, 1, 1, 2 },
};

START_TEST(score_limits)
{
    for (int percent = 90; percent <= 95; percent += 5) {
        char row[32];
        snprintf(row, sizeof row, "RR-%02d-%d", _i + 1, percent);
        uf_effect koopman = ratio(tables[_i], UF_RISK_RATIO_KOOPMAN, percent / 100.0);
        same(row, "koopman.low", koopman.conf_low);
        same(row, "koopman.high", koopman.conf_high);
        uf_effect mn = ratio(tables[_i], UF_RISK_RATIO_MIETTINEN_NURMINEN, percent / 100.0);
        same(row, "mn.low", mn.conf_low);
        same(row, "mn.high", mn.conf_high);
    }
}
END_TEST

/* Printed by contingencytables for Perondi et al. 2004, and the reference rows on birthwt and on
 * absences by romance (tests/certified/risk_ratio_data.tsv). */
START_TEST(published_and_reference_rows)
{
    const uf_two_by_two perondi = { 7, 34, 1, 34 }, smoke = { 30, 74, 29, 115 },
                        romance = { 38, 132, 45, 263 };
    uf_effect koopman = ratio(perondi, UF_RISK_RATIO_KOOPMAN, 0.95);
    same("RR-09-95", "koopman.low", koopman.conf_low);
    same("RR-09-95", "koopman.high", koopman.conf_high);
    uf_effect mn = ratio(perondi, UF_RISK_RATIO_MIETTINEN_NURMINEN, 0.95);
    same("RR-09-95", "mn.low", mn.conf_low);
    same("RR-09-95", "mn.high", mn.conf_high);
    uf_effect katz = ratio(perondi, UF_RISK_RATIO_KATZ, 0.95);
    same("RR-09-95", "katz.low", katz.conf_low);
    same("RR-09-95", "katz.high", katz.conf_high);
    koopman = ratio(smoke, UF_RISK_RATIO_KOOPMAN, 0.95);
    ck_oracle("O-RR-01.koop_lower", koopman.conf_low);
    ck_oracle("O-RR-01.koop_upper", koopman.conf_high);
    mn = ratio(smoke, UF_RISK_RATIO_MIETTINEN_NURMINEN, 0.95);
    ck_oracle("O-RR-01.mnrr_lower", mn.conf_low);
    ck_oracle("O-RR-01.mnrr_upper", mn.conf_high);
    katz = ratio(smoke, UF_RISK_RATIO_KATZ, 0.95);
    ck_oracle("O-RR-01.katz_rr", katz.estimate);
    ck_oracle("O-RR-01.katz_lower", katz.conf_low);
    ck_oracle("O-RR-01.katz_upper", katz.conf_high);
    katz = ratio(romance, UF_RISK_RATIO_KATZ, 0.95);
    ck_oracle("O-UCI-cmp.katz_rr", katz.estimate);
    ck_oracle("O-UCI-cmp.katz_lower", katz.conf_low);
    ck_oracle("O-UCI-cmp.katz_upper", katz.conf_high);
}
END_TEST

START_TEST(test_of_ratio_one)
{
    uf_effect koopman = ratio(tables[5], UF_RISK_RATIO_KOOPMAN, 0.95);
    ck_oracle("RR-06-test.z", koopman.statistic);
    ck_oracle("RR-06-test.p", koopman.p_value);
    ck_assert_str_eq(koopman.method, "koopman");
    uf_effect katz = ratio(tables[5], UF_RISK_RATIO_KATZ, 0.95);
    ck_oracle("RR-06-katz.se", katz.std_error);
    ck_oracle("RR-06-katz.low", katz.conf_low);
    ck_oracle("RR-06-katz.high", katz.conf_high);
}
END_TEST

START_TEST(no_events)
{
    const uf_two_by_two none_first = { 0, 10, 3, 12 }, none_reference = { 3, 12, 0, 10 },
                        none = { 0, 10, 0, 10 };
    uf_effect effect = ratio(none_first, UF_RISK_RATIO_KOOPMAN, 0.95);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_eq(effect.conf_low, 0);
    effect = ratio(none_reference, UF_RISK_RATIO_KOOPMAN, 0.95);
    ck_assert_double_eq(effect.estimate, INFINITY);
    ck_assert_double_eq(effect.conf_high, INFINITY);
    effect = ratio(none, UF_RISK_RATIO_KOOPMAN, 0.95);
    ck_assert_double_nan(effect.estimate);
    ck_assert_double_eq(effect.conf_low, 0);
    ck_assert_double_eq(effect.conf_high, INFINITY);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    effect = ratio(none_first, UF_RISK_RATIO_KATZ, 0.95);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_double_nan(effect.std_error);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(all_events)
{
    const uf_two_by_two all = { 12, 12, 15, 15 };
    uf_effect effect = ratio(all, UF_RISK_RATIO_KOOPMAN, 0.95);
    ck_assert_double_eq(effect.estimate, 1);
    /* By hand: the lower limit solves n(1 - r)/r = z^2, so r = n/(n + z^2). */
    ck_assert_double_eq_tol(effect.conf_low, 12 / (12 + pow(1.959963984540054, 2)), 1e-14);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    ck_assert_double_nan(ratio(all, UF_RISK_RATIO_KATZ, 0.95).conf_low);
}
END_TEST

START_TEST(swapping_groups_inverts_the_limits)
{
    const uf_two_by_two table = { 2000, 3000000, 2500, 2900000 },
                        swapped = { 2500, 2900000, 2000, 3000000 };
    for (int method = UF_RISK_RATIO_KOOPMAN; method <= UF_RISK_RATIO_KATZ; method++) {
        uf_effect a = ratio(table, (uf_risk_ratio_method)method, 0.95);
        uf_effect b = ratio(swapped, (uf_risk_ratio_method)method, 0.95);
        ck_assert_double_eq_tol(a.conf_low * b.conf_high, 1, 1e-11);
        ck_assert_double_eq_tol(a.conf_high * b.conf_low, 1, 1e-11);
        ck_assert_double_eq_tol(a.statistic, -b.statistic, 1e-9);
    }
}
END_TEST

/* Every table of up to 12 against up to 12: limits on either side of the estimate, never NaN. */
START_TEST(every_small_table)
{
    for (uint64_t n = 1; n <= 12; n++) {
        for (uint64_t cell = 0; cell < (n + 1) * 12 * 13; cell++) {
            uf_two_by_two table = { cell % (n + 1), n, cell / (n + 1) % 13,
                                    cell / (n + 1) / 13 + 1 };
            if (!uf_two_by_two_valid(&table))
                continue;
            uf_effect koopman = ratio(table, UF_RISK_RATIO_KOOPMAN, 0.999);
            uf_effect mn = ratio(table, UF_RISK_RATIO_MIETTINEN_NURMINEN, 0.999);
            double estimate = koopman.estimate;
            ck_assert(!(koopman.conf_low > estimate) && !(koopman.conf_high < estimate));
            ck_assert(mn.conf_low <= koopman.conf_low && mn.conf_high >= koopman.conf_high);
        }
    }
}
END_TEST

START_TEST(impossible_requests)
{
    uf_effect effect;
    uf_error error;
    const uf_two_by_two table = { 1, 4, 2, 5 }, wrong = { 5, 4, 2, 5 }, empty = { 0, 0, 2, 5 };
    ck_assert_int_eq(uf_risk_ratio(&effect, &table, UF_RISK_RATIO_KOOPMAN, 1, &error), UF_EINVAL);
    ck_assert_double_eq(error.value, 1);
    ck_assert_int_eq(uf_risk_ratio(&effect, &table, UF_RISK_RATIO_KOOPMAN, NAN, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_risk_ratio(&effect, &wrong, UF_RISK_RATIO_KATZ, 0.95, NULL), UF_EINVAL);
    effect = ratio(empty, UF_RISK_RATIO_KOOPMAN, 0.95);
    ck_assert_double_nan(effect.estimate);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

Suite *test_risk_ratio_suite(void);

Suite *test_risk_ratio_suite(void)
{
    Suite *suite = suite_create("risk_ratio");
    TCase *tests = tcase_create("intervals");
    tcase_add_loop_test(tests, score_limits, 0, (int)(sizeof tables / sizeof tables[0]));
    tcase_add_test(tests, published_and_reference_rows);
    tcase_add_test(tests, test_of_ratio_one);
    tcase_add_test(tests, no_events);
    tcase_add_test(tests, all_events);
    tcase_add_test(tests, swapping_groups_inverts_the_limits);
    tcase_add_test(tests, every_small_table);
    tcase_add_test(tests, impossible_requests);
    suite_add_tcase(suite, tests);
    return suite;
}
