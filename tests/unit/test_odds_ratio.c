/* test_odds_ratio.c: intervals for the odds ratio against R and published ones, and zero cells. */
#include <utfall/odds_ratio.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

static uf_effect ratio(uf_two_by_two table, uf_odds_ratio_method method, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_odds_ratio(&effect, &table, method, level, NULL), UF_OK);
    return effect;
}

static void same(const char *row, const char *method, const uf_effect *effect)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%slow", row, method);
    ck_oracle(id, effect->conf_low);
    snprintf(id, sizeof id, "%s.%shigh", row, method);
    ck_oracle(id, effect->conf_high);
}

START_TEST(reference_data_sets)
{
    const uf_two_by_two smoke = { 30, 74, 29, 115 }, romance = { 38, 132, 45, 263 };
    uf_effect effect = ratio(smoke, UF_ODDS_RATIO_WOOLF, 0.95);
    ck_oracle("O-RR-01.woolf_or", effect.estimate);
    ck_oracle("O-RR-01.woolf_lower", effect.conf_low);
    ck_oracle("O-RR-01.woolf_upper", effect.conf_high);
    ck_oracle("O-RR-01p.or", effect.estimate);
    ck_oracle("O-RR-01p.lower", effect.conf_low);
    ck_oracle("O-RR-01p.upper", effect.conf_high);
    effect = ratio(smoke, UF_ODDS_RATIO_MIETTINEN_NURMINEN, 0.95);
    ck_oracle("O-RR-01.mnor_lower", effect.conf_low);
    ck_oracle("O-RR-01.mnor_upper", effect.conf_high);
    effect = ratio(smoke, UF_ODDS_RATIO_CONDITIONAL, 0.95);
    ck_oracle("O-RR-01.fisher_or", effect.estimate);
    ck_oracle("O-RR-01.fisher_lower", effect.conf_low);
    ck_oracle("O-RR-01.fisher_upper", effect.conf_high);
    effect = ratio(romance, UF_ODDS_RATIO_WOOLF, 0.95);
    ck_oracle("O-UCI-cmp.woolf_or", effect.estimate);
    ck_oracle("O-UCI-cmp.woolf_lower", effect.conf_low);
    ck_oracle("O-UCI-cmp.woolf_upper", effect.conf_high);
}
END_TEST

/* tests/certified/r/odds_ratio.R */
START_TEST(against_r)
{
    static const uf_two_by_two tables[] = { { 15, 20, 9, 20 },  { 7, 34, 1, 34 },
                                            { 0, 16, 15, 72 },  { 10, 10, 3, 12 },
                                            { 1, 2, 1, 2 },     { 500, 1000, 300, 1000 },
                                            { 30, 74, 29, 115 } };
    for (int percent = 90; percent <= 95; percent += 5) {
        char row[32], id[48];
        snprintf(row, sizeof row, "OR-%02d-%d", _i + 1, percent);
        uf_effect effect = ratio(tables[_i], UF_ODDS_RATIO_CONDITIONAL, percent / 100.0);
        same(row, "exact.", &effect);
        snprintf(id, sizeof id, "%s.exact.or", row);
        ck_oracle(id, effect.estimate);
        effect = ratio(tables[_i], UF_ODDS_RATIO_CONDITIONAL_MID_P, percent / 100.0);
        same(row, "mid.", &effect);
        snprintf(id, sizeof id, "%s.mid.or", row);
        ck_oracle(id, effect.estimate);
        effect = ratio(tables[_i], UF_ODDS_RATIO_MIETTINEN_NURMINEN, percent / 100.0);
        same(row, "mn.", &effect);
    }
}
END_TEST

START_TEST(published)
{
    const uf_two_by_two lampasona = { 9, 13, 4, 14 }, tea = { 3, 4, 1, 4 },
                        ritland = { 0, 16, 15, 72 };
    uf_effect effect = ratio(lampasona, UF_ODDS_RATIO_MIETTINEN_NURMINEN, 0.95);
    same("OR-book", "mn.", &effect);
    effect = ratio(tea, UF_ODDS_RATIO_CONDITIONAL_MID_P, 0.95);
    same("OR-book", "mid.", &effect);
    effect = ratio(ritland, UF_ODDS_RATIO_WOOLF_GART, 0.95);
    same("OR-book", "gart.", &effect);
}
END_TEST

START_TEST(zero_cells)
{
    const uf_two_by_two none = { 0, 10, 3, 12 }, all = { 10, 10, 0, 10 };
    uf_effect effect = ratio(none, UF_ODDS_RATIO_WOOLF, 0.95);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    effect = ratio(all, UF_ODDS_RATIO_WOOLF, 0.95);
    ck_assert_double_eq(effect.estimate, INFINITY);
    ck_assert_double_nan(effect.conf_high);
    for (int m = UF_ODDS_RATIO_MIETTINEN_NURMINEN; m <= UF_ODDS_RATIO_CONDITIONAL_MID_P; m++) {
        effect = ratio(none, (uf_odds_ratio_method)m, 0.95);
        ck_assert_double_eq(effect.estimate, 0);
        ck_assert_double_eq(effect.conf_low, 0);
        ck_assert_double_finite(effect.conf_high);
        effect = ratio(all, (uf_odds_ratio_method)m, 0.95);
        ck_assert_double_eq(effect.estimate, INFINITY);
        ck_assert_double_eq(effect.conf_high, INFINITY);
        ck_assert_double_gt(effect.conf_low, 1);
    }
}
END_TEST

START_TEST(empty_margins)
{
    static const uf_two_by_two tables[] = { { 0, 10, 0, 10 }, { 10, 10, 4, 4 }, { 0, 0, 3, 5 } };
    for (int m = 0; m <= UF_ODDS_RATIO_CONDITIONAL_MID_P; m++) {
        uf_effect effect = ratio(tables[_i], (uf_odds_ratio_method)m, 0.95);
        ck_assert_double_nan(effect.estimate);
        ck_assert_str_ne(effect.note, "");
        if (m >= UF_ODDS_RATIO_MIETTINEN_NURMINEN) {
            ck_assert_double_eq(effect.conf_low, 0);
            ck_assert_double_eq(effect.conf_high, INFINITY);
        } else {
            ck_assert_double_nan(effect.conf_low);
            ck_assert_double_nan(effect.conf_high);
        }
    }
}
END_TEST

/* In millions the conditional limits come near Woolf's. */
START_TEST(millions)
{
    const uf_two_by_two table = { 1200000, 5000000, 1190000, 5000000 };
    uf_effect woolf = ratio(table, UF_ODDS_RATIO_WOOLF, 0.95);
    for (int m = UF_ODDS_RATIO_MIETTINEN_NURMINEN; m <= UF_ODDS_RATIO_CONDITIONAL_MID_P; m++) {
        uf_effect effect = ratio(table, (uf_odds_ratio_method)m, 0.95);
        ck_assert_double_eq_tol(effect.estimate, woolf.estimate, 1e-8);
        ck_assert_double_eq_tol(effect.conf_low, woolf.conf_low, 2e-6);
        ck_assert_double_eq_tol(effect.conf_high, woolf.conf_high, 2e-6);
    }
}
END_TEST

START_TEST(impossible)
{
    const uf_two_by_two wrong = { 1, 4, 5, 4 }, good = { 1, 4, 1, 4 };
    uf_effect effect;
    ck_assert_int_eq(uf_odds_ratio(&effect, &wrong, UF_ODDS_RATIO_WOOLF, 0.95, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_odds_ratio(&effect, &good, UF_ODDS_RATIO_WOOLF, 0, NULL), UF_EINVAL);
}
END_TEST

Suite *test_odds_ratio_suite(void);

Suite *test_odds_ratio_suite(void)
{
    Suite *suite = suite_create("odds_ratio");
    TCase *tests = tcase_create("intervals");
    tcase_add_test(tests, reference_data_sets);
    tcase_add_loop_test(tests, against_r, 0, 7);
    tcase_add_test(tests, published);
    tcase_add_test(tests, zero_cells);
    tcase_add_loop_test(tests, empty_margins, 0, 3);
    tcase_add_test(tests, millions);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
