/* test_two_by_two.c: chi-square, Fisher, Boschloo and trend against R and published values. */
#include <utfall/two_by_two.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

static uf_effect chi_square(uf_two_by_two table, uf_chi_square variant)
{
    uf_effect effect;
    ck_assert_int_eq(uf_two_by_two_chi_square(&effect, &table, variant, NULL), UF_OK);
    return effect;
}

static double fisher(uf_two_by_two table, uf_fisher variant, uf_alternative alternative)
{
    uf_effect effect;
    ck_assert_int_eq(uf_two_by_two_fisher(&effect, &table, variant, alternative, NULL), UF_OK);
    return effect.p_value;
}

static double boschloo(uf_two_by_two table, uf_alternative alternative)
{
    uf_effect effect;
    ck_assert_int_eq(uf_two_by_two_boschloo(&effect, &table, alternative, NULL), UF_OK);
    return effect.p_value;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

START_TEST(tea)
{
    const uf_two_by_two table = { 3, 4, 1, 4 };
    static const char *const rows[] = { "O-FISH-01", "O-FISH-01p" };
    uf_effect plain = chi_square(table, UF_CHI_PEARSON);
    uf_effect yates = chi_square(table, UF_CHI_YATES);
    for (int i = 0; i < 2; i++) {
        same(rows[i], "fisher_p", fisher(table, UF_FISHER_EXACT, UF_TWO_SIDED));
        same(rows[i], "fisher_greater", fisher(table, UF_FISHER_EXACT, UF_GREATER));
        same(rows[i], "chisq", plain.statistic);
        same(rows[i], "chisq_p", plain.p_value);
        same(rows[i], "yates", yates.statistic);
        same(rows[i], "yates_p", yates.p_value);
    }
    ck_oracle("TBT-book.likelihood_p", chi_square(table, UF_CHI_LIKELIHOOD_RATIO).p_value);
    /* By hand: (1 + 1 + (16 + 16) / 2) / 70. */
    ck_assert_double_eq_tol(fisher(table, UF_FISHER_MID_P, UF_TWO_SIDED), 18.0 / 70, 1e-14);
}
END_TEST

START_TEST(reference_data_sets)
{
    const uf_two_by_two smoke = { 30, 74, 29, 115 }, romance = { 38, 132, 45, 263 };
    const uf_two_by_two berkeley = { 1198, 2691, 557, 1835 };
    uf_effect effect = chi_square(smoke, UF_CHI_PEARSON);
    ck_oracle("O-RR-01.chisq", effect.statistic);
    ck_oracle("O-RR-01.chisq_p", effect.p_value);
    effect = chi_square(smoke, UF_CHI_YATES);
    ck_oracle("O-RR-01.yates", effect.statistic);
    ck_oracle("O-RR-01.yates_p", effect.p_value);
    effect = chi_square(smoke, UF_CHI_LIKELIHOOD_RATIO);
    ck_oracle("O-RR-01.G", effect.statistic);
    ck_oracle("O-RR-01.fisher_p", fisher(smoke, UF_FISHER_EXACT, UF_TWO_SIDED));
    ck_oracle("O-UCI-cmp.fisher_p", fisher(romance, UF_FISHER_EXACT, UF_TWO_SIDED));
    effect = chi_square(berkeley, UF_CHI_PEARSON);
    ck_oracle("O-CHI-01.chisq", effect.statistic);
    ck_oracle("O-CHI-01.p", effect.p_value);
    const uf_two_by_two ritland = { 0, 16, 15, 72 };
    ck_oracle("TBT-book.fisher", fisher(ritland, UF_FISHER_EXACT, UF_TWO_SIDED));
    ck_oracle("TBT-book.mid", fisher(ritland, UF_FISHER_MID_P, UF_TWO_SIDED));
}
END_TEST

/* tests/certified/r/two_by_two.R */
START_TEST(exact_tests)
{
    static const uf_two_by_two tables[] = { { 15, 20, 9, 20 }, { 7, 34, 1, 34 }, { 0, 16, 15, 72 },
                                            { 9, 13, 4, 14 },  { 0, 9, 4, 11 },  { 10, 10, 0, 10 },
                                            { 1, 1, 0, 1 },    { 2, 5, 3, 40 } };
    char row[32];
    snprintf(row, sizeof row, "TBT-%02d", _i + 1);
    same(row, "fisher", fisher(tables[_i], UF_FISHER_EXACT, UF_TWO_SIDED));
    same(row, "less", fisher(tables[_i], UF_FISHER_EXACT, UF_LESS));
    same(row, "greater", fisher(tables[_i], UF_FISHER_EXACT, UF_GREATER));
    same(row, "mid", fisher(tables[_i], UF_FISHER_MID_P, UF_TWO_SIDED));
    same(row, "boschloo", boschloo(tables[_i], UF_TWO_SIDED));
    same(row, "boschloo_greater", boschloo(tables[_i], UF_GREATER));
    same(row, "boschloo_less", boschloo(tables[_i], UF_LESS));
}
END_TEST

START_TEST(large_counts)
{
    static const uf_two_by_two tables[] = { { 120000, 500000, 119000, 500000 },
                                            { 500, 1000, 300, 1000 },
                                            { 40, 3000000, 80, 3000000 } };
    char row[32];
    snprintf(row, sizeof row, "TBT-1%d", _i + 1);
    uf_effect effect = chi_square(tables[_i], UF_CHI_PEARSON);
    same(row, "chisq", effect.statistic);
    same(row, "chisq_p", effect.p_value);
    effect = chi_square(tables[_i], UF_CHI_YATES);
    same(row, "yates", effect.statistic);
    same(row, "yates_p", effect.p_value);
    same(row, "fisher", fisher(tables[_i], UF_FISHER_EXACT, UF_TWO_SIDED));
    same(row, "mid", fisher(tables[_i], UF_FISHER_MID_P, UF_TWO_SIDED));
}
END_TEST

START_TEST(far_tails)
{
    const uf_two_by_two table = { 1, 3000000, 2999999, 3000000 };
    uf_effect effect;
    uf_two_by_two_fisher(&effect, &table, UF_FISHER_EXACT, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(effect.p_value, 0);
    ck_assert_str_ne(effect.note, "");
    const uf_two_by_two many = { 2600, 5000, 2400, 5000 };
    uf_two_by_two_boschloo(&effect, &many, UF_TWO_SIDED, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(nothing_to_compare)
{
    static const uf_two_by_two tables[] = { { 0, 10, 0, 10 }, { 7, 7, 5, 5 }, { 0, 0, 3, 5 } };
    for (int v = 0; v <= UF_CHI_LIKELIHOOD_RATIO; v++) {
        uf_effect effect = chi_square(tables[_i], (uf_chi_square)v);
        ck_assert_double_nan(effect.statistic);
        ck_assert_double_nan(effect.p_value);
        ck_assert_str_ne(effect.note, "");
    }
    for (int v = 0; v <= UF_FISHER_MID_P; v++) {
        uf_effect effect;
        uf_two_by_two_fisher(&effect, &tables[_i], (uf_fisher)v, UF_TWO_SIDED, NULL);
        ck_assert_double_eq(effect.p_value, 1);
        ck_assert_str_ne(effect.note, "");
    }
}
END_TEST

START_TEST(boschloo_edges)
{
    const uf_two_by_two none = { 0, 10, 0, 10 }, empty = { 0, 0, 3, 5 };
    ck_assert_double_eq(boschloo(none, UF_TWO_SIDED), 1);
    ck_assert_double_nan(boschloo(empty, UF_TWO_SIDED));
}
END_TEST

/* R's ?prop.trend.test, and an empty group, which changes nothing. */
START_TEST(trend)
{
    static const uint64_t smokers[] = { 83, 90, 129, 70, 0 }, patients[] = { 86, 93, 136, 82, 0 };
    static const double even[] = { 1, 2, 3, 4, 9 }, uneven[] = { 0, 0, 1, 5, 9 };
    uf_effect effect;
    for (size_t groups = 4; groups <= 5; groups++) {
        ck_assert_int_eq(
            uf_two_by_two_trend(&effect, smokers, patients, even, groups, UF_TWO_SIDED, NULL),
            UF_OK);
        ck_oracle("TREND-1234.chisq", effect.statistic * effect.statistic);
        ck_oracle("TREND-1234.p", effect.p_value);
        ck_assert_double_lt(effect.statistic, 0);
    }
    uf_two_by_two_trend(&effect, smokers, patients, uneven, 4, UF_LESS, NULL);
    ck_oracle("TREND-0015.chisq", effect.statistic * effect.statistic);
    ck_oracle("TREND-0015.p", 2 * effect.p_value);
}
END_TEST

START_TEST(trend_edges)
{
    static const uint64_t none[] = { 0, 0 }, n[] = { 5, 7 }, some[] = { 1, 3 };
    static const double score[] = { 0.1, 0.2 }, same_score[] = { 0.1, 0.1 }, bad[] = { 0, NAN };
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_two_by_two_trend(&effect, none, n, score, 2, UF_TWO_SIDED, NULL), UF_OK);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    uf_two_by_two_trend(&effect, some, n, same_score, 2, UF_TWO_SIDED, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_int_eq(uf_two_by_two_trend(&effect, some, n, bad, 2, UF_TWO_SIDED, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_int_eq(uf_two_by_two_trend(&effect, n, some, score, 2, UF_TWO_SIDED, NULL),
                     UF_EINVAL);
    ck_assert_int_eq(uf_two_by_two_trend(&effect, some, n, score, 1, UF_TWO_SIDED, NULL),
                     UF_EINVAL);
}
END_TEST

START_TEST(impossible)
{
    const uf_two_by_two wrong = { 5, 4, 1, 4 };
    const uf_two_by_two huge = { 0, UINT64_MAX, 0, UINT64_MAX };
    uf_effect effect;
    ck_assert_int_eq(uf_two_by_two_chi_square(&effect, &wrong, UF_CHI_YATES, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_two_by_two_fisher(&effect, &wrong, UF_FISHER_EXACT, UF_LESS, NULL),
                     UF_EINVAL);
    ck_assert_int_eq(uf_two_by_two_boschloo(&effect, &wrong, UF_LESS, NULL), UF_EINVAL);
    ck_assert(!uf_two_by_two_valid(&huge));
}
END_TEST

Suite *test_two_by_two_suite(void);

Suite *test_two_by_two_suite(void)
{
    Suite *suite = suite_create("two_by_two");
    TCase *tests = tcase_create("tests");
    tcase_add_test(tests, tea);
    tcase_add_test(tests, reference_data_sets);
    tcase_add_loop_test(tests, exact_tests, 0, 8);
    tcase_add_loop_test(tests, large_counts, 0, 3);
    tcase_add_test(tests, far_tails);
    tcase_add_loop_test(tests, nothing_to_compare, 0, 3);
    tcase_add_test(tests, boschloo_edges);
    tcase_add_test(tests, trend);
    tcase_add_test(tests, trend_edges);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
