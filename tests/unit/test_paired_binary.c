/* test_paired_binary.c: McNemar, paired differences and ratios against R and published values. */
#include <utfall/paired_binary.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

static const uf_paired_table bentur = { 1, 1, 7, 12 }, cavo = { 59, 6, 16, 80 };

static uf_effect mcnemar(uf_paired_table table, uf_mcnemar variant)
{
    uf_effect effect;
    ck_assert_int_eq(uf_paired_mcnemar(&effect, &table, variant, NULL), UF_OK);
    return effect;
}

static uf_effect difference(uf_paired_table table, uf_paired_difference_method method, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_paired_difference(&effect, &table, method, level, NULL), UF_OK);
    return effect;
}

static uf_effect ratio(uf_paired_table table, uf_paired_ratio_method method)
{
    uf_effect effect;
    ck_assert_int_eq(uf_paired_ratio(&effect, &table, method, 0.95, NULL), UF_OK);
    return effect;
}

START_TEST(reference)
{
    uf_effect plain = mcnemar(bentur, UF_MCNEMAR_ASYMPTOTIC);
    ck_oracle("O-MCN-01.chisq", plain.statistic);
    ck_oracle("O-MCN-01.p_asym", plain.p_value);
    ck_oracle("O-MCN-01p.p_asym", plain.p_value);
    uf_effect corrected = mcnemar(bentur, UF_MCNEMAR_CORRECTED);
    ck_oracle("O-MCN-01.chisq_cc", corrected.statistic);
    ck_oracle("O-MCN-01.p_cc", corrected.p_value);
    ck_oracle("O-MCN-01p.p_cc", corrected.p_value);
    ck_oracle("O-MCN-01.p_exact", mcnemar(bentur, UF_MCNEMAR_EXACT).p_value);
    ck_oracle("O-MCN-01p.p_exact", mcnemar(bentur, UF_MCNEMAR_EXACT).p_value);
    ck_oracle("O-MCN-01.p_midp", mcnemar(bentur, UF_MCNEMAR_MID_P).p_value);
    ck_oracle("O-MCN-01p.p_midp", mcnemar(bentur, UF_MCNEMAR_MID_P).p_value);
    static const char *const methods[] = { "newc", "tango", "bp" };
    for (int m = 0; m < 3; m++) {
        uf_effect effect = difference(bentur, (uf_paired_difference_method)m, 0.95);
        ck_oracle("O-MCN-01.newc_diff", effect.estimate);
        static const char *const rows[] = { "O-MCN-01", "O-MCN-01p" };
        for (int r = 0; r < 2; r++) {
            char id[64];
            snprintf(id, sizeof id, "%s.%s_lower", rows[r], methods[m]);
            ck_oracle(id, effect.conf_low);
            snprintf(id, sizeof id, "%s.%s_upper", rows[r], methods[m]);
            ck_oracle(id, effect.conf_high);
        }
    }
    uf_effect odds;
    uf_paired_odds_ratio(&odds, &bentur, 0.95, NULL);
    ck_oracle("O-MCN-01.or", odds.estimate);
}
END_TEST

/* tests/certified/r/paired_binary.R */
START_TEST(tango)
{
    static const uf_paired_table tables[] = {
        { 1, 1, 7, 12 }, { 59, 6, 16, 80 }, { 10, 0, 5, 20 }, { 0, 3, 0, 4 }, { 5, 0, 0, 5 }
    };
    for (int percent = 90; percent <= 95; percent += 5) {
        char id[64];
        uf_effect effect = difference(tables[_i], UF_PAIRED_DIFFERENCE_TANGO, percent / 100.0);
        snprintf(id, sizeof id, "PAIR-%02d.tango%d.low", _i + 1, percent);
        ck_oracle(id, effect.conf_low);
        snprintf(id, sizeof id, "PAIR-%02d.tango%d.high", _i + 1, percent);
        ck_oracle(id, effect.conf_high);
    }
}
END_TEST

START_TEST(cavo_2012)
{
    uf_effect effect = ratio(cavo, UF_PAIRED_RATIO_BONETT_PRICE);
    ck_oracle("PAIR-book.ratio", effect.estimate);
    ck_oracle("PAIR-book.ratio_low", effect.conf_low);
    ck_oracle("PAIR-book.ratio_high", effect.conf_high);
    effect = difference(cavo, UF_PAIRED_DIFFERENCE_NEWCOMBE, 0.95);
    ck_oracle("PAIR-book.diff", effect.estimate);
    ck_oracle("PAIR-book.diff_low", effect.conf_low);
    ck_oracle("PAIR-book.diff_high", effect.conf_high);
    effect = ratio(cavo, UF_PAIRED_RATIO_WALD);
    ck_oracle("PAIR-cavo.log_se", effect.std_error);
    ck_oracle("PAIR-cavo.exact", mcnemar(cavo, UF_MCNEMAR_EXACT).p_value);
    ck_oracle("PAIR-cavo.mid", mcnemar(cavo, UF_MCNEMAR_MID_P).p_value);
    ck_oracle("PAIR-cavo.chisq", mcnemar(cavo, UF_MCNEMAR_ASYMPTOTIC).statistic);
    ck_oracle("PAIR-cavo.p", mcnemar(cavo, UF_MCNEMAR_ASYMPTOTIC).p_value);
    ck_oracle("PAIR-cavo.corrected", mcnemar(cavo, UF_MCNEMAR_CORRECTED).statistic);
    ck_oracle("PAIR-cavo.corrected_p", mcnemar(cavo, UF_MCNEMAR_CORRECTED).p_value);
    uf_paired_odds_ratio(&effect, &cavo, 0.95, NULL);
    ck_oracle("PAIR-cavo.or", effect.estimate);
    ck_oracle("PAIR-cavo.or_low", effect.conf_low);
    ck_oracle("PAIR-cavo.or_high", effect.conf_high);
    ck_oracle("PAIR-cavo.exact", effect.p_value);
    /* Tango's z is McNemar's. */
    effect = difference(cavo, UF_PAIRED_DIFFERENCE_TANGO, 0.95);
    ck_oracle("PAIR-cavo.chisq", effect.statistic * effect.statistic);
}
END_TEST

START_TEST(as_many_each_way)
{
    const uf_paired_table even = { 3, 4, 4, 9 };
    ck_assert_double_eq(mcnemar(even, UF_MCNEMAR_EXACT).p_value, 1);
    /* By hand: 1 - C(8, 4) / 2^9. */
    ck_assert_double_eq_tol(mcnemar(even, UF_MCNEMAR_MID_P).p_value, 1 - 70.0 / 512, 1e-14);
    ck_assert_double_eq(mcnemar(even, UF_MCNEMAR_CORRECTED).statistic, 0);
    ck_assert_double_eq(mcnemar(even, UF_MCNEMAR_CORRECTED).p_value, 1);
}
END_TEST

START_TEST(no_discordant_pairs)
{
    const uf_paired_table agree = { 5, 0, 0, 5 };
    uf_effect effect = mcnemar(agree, UF_MCNEMAR_ASYMPTOTIC);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    effect = mcnemar(agree, UF_MCNEMAR_MID_P);
    ck_assert_double_eq(effect.p_value, 1);
    ck_assert_str_ne(effect.note, "");
    for (int m = 0; m < 3; m++) {
        effect = difference(agree, (uf_paired_difference_method)m, 0.95);
        ck_assert_double_eq(effect.estimate, 0);
        ck_assert_double_lt(effect.conf_low, -0.01);
        ck_assert_double_eq_tol(effect.conf_low, -effect.conf_high, 1e-14);
    }
    uf_paired_odds_ratio(&effect, &agree, 0.95, NULL);
    ck_assert_double_nan(effect.estimate);
    ck_assert_double_eq(effect.conf_high, INFINITY);
    effect = ratio(agree, UF_PAIRED_RATIO_WALD);
    ck_assert_double_eq(effect.estimate, 1);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
    effect = ratio(agree, UF_PAIRED_RATIO_BONETT_PRICE);
    ck_assert_double_lt(effect.conf_low, 0.95);
    ck_assert_double_gt(effect.conf_high, 1.05);
}
END_TEST

START_TEST(one_occasion_without_events)
{
    const uf_paired_table later = { 0, 0, 6, 4 }, never = { 0, 0, 0, 9 }, earlier = { 0, 6, 0, 4 };
    uf_effect effect = ratio(later, UF_PAIRED_RATIO_BONETT_PRICE);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_eq(effect.conf_low, 0);
    ck_assert_double_finite(effect.conf_high);
    effect = ratio(earlier, UF_PAIRED_RATIO_BONETT_PRICE);
    ck_assert_double_eq(effect.estimate, INFINITY);
    ck_assert_double_eq(effect.conf_high, INFINITY);
    ck_assert_double_gt(effect.conf_low, 0);
    effect = ratio(never, UF_PAIRED_RATIO_BONETT_PRICE);
    ck_assert_double_nan(effect.estimate);
    ck_assert_str_ne(effect.note, "");
    effect = ratio(never, UF_PAIRED_RATIO_WALD);
    ck_assert_double_nan(effect.estimate);
    ck_assert_double_nan(effect.conf_low);
    uf_paired_odds_ratio(&effect, &later, 0.95, NULL);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_eq(effect.conf_low, 0);
    uf_paired_odds_ratio(&effect, &earlier, 0.95, NULL);
    ck_assert_double_eq(effect.conf_high, INFINITY);
    /* All pairs changed the same way: the difference is at its end, and so is the limit. */
    const uf_paired_table all = { 0, 5, 0, 0 };
    effect = difference(all, UF_PAIRED_DIFFERENCE_TANGO, 0.95);
    ck_assert_double_eq(effect.estimate, 1);
    ck_assert_double_eq(effect.conf_high, 1);
    /* By hand: q = (1 - d) / 2, so z^2 = 5 (1 - d) / (1 + d). */
    double square = 1.959963984540054 * 1.959963984540054;
    ck_assert_double_eq_tol(effect.conf_low, (5 - square) / (5 + square), 1e-13);
}
END_TEST

START_TEST(impossible)
{
    const uf_paired_table none = { 0, 0, 0, 0 };
    const uf_paired_table huge = { UINT64_MAX, 1, 1, 1 };
    uf_effect effect;
    for (int m = 0; m < 3; m++) {
        effect = difference(none, (uf_paired_difference_method)m, 0.95);
        ck_assert_double_nan(effect.estimate);
        ck_assert_double_nan(effect.conf_low);
        ck_assert_str_ne(effect.note, "");
    }
    ck_assert_double_nan(ratio(none, UF_PAIRED_RATIO_BONETT_PRICE).conf_low);
    ck_assert_int_eq(uf_paired_mcnemar(&effect, &huge, UF_MCNEMAR_EXACT, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_paired_difference(&effect, &bentur, UF_PAIRED_DIFFERENCE_TANGO, 0, NULL),
                     UF_EINVAL);
    ck_assert_int_eq(uf_paired_ratio(&effect, &bentur, UF_PAIRED_RATIO_WALD, 2, NULL), UF_EINVAL);
}
END_TEST

Suite *test_paired_binary_suite(void);

Suite *test_paired_binary_suite(void)
{
    Suite *suite = suite_create("paired_binary");
    TCase *tests = tcase_create("pairs");
    tcase_add_test(tests, reference);
    tcase_add_loop_test(tests, tango, 0, 5);
    tcase_add_test(tests, cavo_2012);
    tcase_add_test(tests, as_many_each_way);
    tcase_add_test(tests, no_discordant_pairs);
    tcase_add_test(tests, one_occasion_without_events);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
