/* test_rank_tests.c: rank tests against R, enumeration, and public data sets. */
#include <utfall/rank_tests.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1000 };

static uf_effect mann_whitney(const double *x, size_t n, const double *y, size_t m, uf_rank_p how,
                              uf_alternative alternative)
{
    uf_effect effect;
    ck_assert_int_eq(uf_mann_whitney(&effect, x, n, y, m, how, alternative, NULL), UF_OK);
    return effect;
}

static uf_effect signed_rank(const double *x, const double *y, size_t n, uf_zeros zeros,
                             uf_rank_p how, uf_alternative alternative)
{
    uf_effect effect;
    ck_assert_int_eq(uf_signed_rank(&effect, x, y, n, zeros, how, alternative, NULL), UF_OK);
    return effect;
}

static uf_effect shift(const double *x, size_t n, const double *y, size_t m, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_hodges_lehmann(&effect, x, n, y, m, level, NULL), UF_OK);
    return effect;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

START_TEST(reference_without_ties)
{
    static const int digit[] = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4 };
    static const struct {
        const char *row;
        size_t n, m;
    } cases[] = { { "O-W-04n6", 6, 8 }, { "O-W-04n10", 10, 10 } };
    double x[20], y[20];
    for (int i = 0; i < 20; i++) {
        x[i] = digit[i] + (i + 1) / 100.0;
        y[i] = x[i] + 1.5;
    }
    size_t n = cases[_i].n, m = cases[_i].m;
    uf_effect effect = mann_whitney(x, n, y + n, m, UF_RANK_EXACT, UF_TWO_SIDED);
    same(cases[_i].row, "W", effect.statistic);
    same(cases[_i].row, "p", effect.p_value);
    effect = shift(x, n, y + n, m, 0.95);
    same(cases[_i].row, "hl", effect.estimate);
    same(cases[_i].row, "lower", effect.conf_low);
    same(cases[_i].row, "upper", effect.conf_high);
}
END_TEST

START_TEST(shoes)
{
    dataset *data = dataset_open("shoes");
    if (data == NULL)
        return;
    double a[10], b[10];
    dataset_select(a, 10, data, "A", NULL, NULL);
    dataset_select(b, 10, data, "B", NULL, NULL);
    /* Not rounded to 0.1 as in the reference: ties are found all the same. */
    uf_effect effect = signed_rank(a, b, 10, UF_ZEROS_DROPPED, UF_RANK_AUTO, UF_TWO_SIDED);
    ck_oracle("O-W-02.V", effect.statistic);
    ck_oracle("O-W-02.p_exact", effect.p_value);
    ck_assert_str_eq(effect.method, "signed-rank-exact");
    effect = signed_rank(a, b, 10, UF_ZEROS_DROPPED, UF_RANK_NORMAL_CORRECTED, UF_TWO_SIDED);
    ck_oracle("O-W-02.p_asym_cc", effect.p_value);
    dataset_close(data);
}
END_TEST

START_TEST(ozone)
{
    dataset *data = dataset_open("airquality");
    if (data == NULL)
        return;
    double may[40], august[40];
    size_t n = dataset_select(may, 40, data, "Ozone", "Month", "5");
    size_t m = dataset_select(august, 40, data, "Ozone", "Month", "8");
    ck_oracle("O-W-03.n1", (double)n);
    ck_oracle("O-W-03.n2", (double)m);
    uf_effect effect = mann_whitney(may, n, august, m, UF_RANK_NORMAL_CORRECTED, UF_TWO_SIDED);
    ck_oracle("O-W-03.W", effect.statistic);
    ck_oracle("O-W-03p.W", effect.statistic);
    ck_oracle("O-W-03.p_cc", effect.p_value);
    ck_oracle("O-W-03p.p_cc", effect.p_value);
    effect = mann_whitney(may, n, august, m, UF_RANK_AUTO, UF_TWO_SIDED);
    ck_oracle("O-W-03.p_exact", effect.p_value);
    dataset_close(data);
}
END_TEST

START_TEST(absences_by_romance)
{
    dataset *data = dataset_open("uci_student_mat");
    if (data == NULL)
        return;
    static double no[MOST], yes[MOST];
    size_t n = dataset_select(no, MOST, data, "absences", "romantic", "no");
    size_t m = dataset_select(yes, MOST, data, "absences", "romantic", "yes");
    uf_effect effect = mann_whitney(no, n, yes, m, UF_RANK_AUTO, UF_TWO_SIDED);
    ck_oracle("O-W-01.W", effect.statistic);
    ck_oracle("O-W-01.p_cc", effect.p_value);
    ck_assert_str_eq(effect.method, "mann-whitney-normal-corrected");
    effect = mann_whitney(no, n, yes, m, UF_RANK_NORMAL, UF_TWO_SIDED);
    ck_oracle("O-W-01.p_nocc", effect.p_value);
    dataset_close(data);
}
END_TEST

START_TEST(connecticut)
{
    dataset *data = dataset_open("ct_attendance");
    if (data == NULL)
        return;
    static double change[MOST];
    size_t n = 0;
    for (size_t row = 0; row < dataset_rows(data); row++) {
        double before = dataset_number(data, row, "rate_2020");
        double after = dataset_number(data, row, "rate_2022");
        if (strcmp(dataset_text(data, row, "student_group"), "All Students") == 0 &&
            strcmp(dataset_text(data, row, "district"), "Connecticut") != 0 && !isnan(before) &&
            !isnan(after))
            change[n++] = round((after - before) * 1e4) / 1e4;
    }
    uf_effect effect =
        signed_rank(change, NULL, n, UF_ZEROS_DROPPED, UF_RANK_NORMAL_CORRECTED, UF_TWO_SIDED);
    ck_oracle("O-CT-01.V", effect.statistic);
    ck_oracle("O-CT-01.p_wilcox", effect.p_value);
    dataset_close(data);
}
END_TEST

START_TEST(plant_growth)
{
    dataset *data = dataset_open("plantgrowth");
    if (data == NULL)
        return;
    double weight[30];
    size_t group[30];
    for (size_t row = 0; row < 30; row++) {
        weight[row] = dataset_number(data, row, "weight");
        const char *name = dataset_text(data, row, "group");
        group[row] = strcmp(name, "ctrl") == 0 ? 0 : strcmp(name, "trt1") == 0 ? 1 : 2;
    }
    uf_effect effect;
    ck_assert_int_eq(uf_kruskal_wallis(&effect, weight, group, 30, 3, NULL), UF_OK);
    ck_oracle("O-T-01.kw", effect.statistic);
    ck_oracle("O-T-01.kw_p", effect.p_value);
    dataset_close(data);
}
END_TEST

static const double few[] = { 1, 2, 2, 3, 3, 3, 4 }, more[] = { 2, 3, 4, 4, 5, 5, 5, 6, 1 };

/* tests/certified/r/rank_tests.R: all 11,440 divisions, both ways round. */
START_TEST(ties_by_enumeration)
{
    static const char *const sides[] = { "p", "less", "greater" };
    for (int side = 0; side < 3; side++) {
        uf_alternative alternative = (uf_alternative)side;
        uf_effect effect = mann_whitney(few, 7, more, 9, UF_RANK_EXACT, alternative);
        ck_oracle("MW-01.U", effect.statistic);
        same("MW-01", sides[side], effect.p_value);
        effect = mann_whitney(more, 9, few, 7, UF_RANK_EXACT, alternative);
        ck_oracle("MW-02.U", effect.statistic);
        same("MW-02", sides[side], effect.p_value);
    }
}
END_TEST

START_TEST(zeros_and_ties_by_enumeration)
{
    static const double d[] = { 0, 0, 1, -1, 2, 2, -2, 3, 3, 4, 5, -1, 6 };
    static const char *const sides[] = { "p", "less", "greater" };
    for (int side = 0; side < 3; side++) {
        uf_effect effect =
            signed_rank(d, NULL, 13, UF_ZEROS_DROPPED, UF_RANK_EXACT, (uf_alternative)side);
        ck_oracle("SR-01.V", effect.statistic);
        same("SR-01", sides[side], effect.p_value);
        effect = signed_rank(d, NULL, 13, UF_ZEROS_RANKED, UF_RANK_EXACT, (uf_alternative)side);
        ck_oracle("SR-02.V", effect.statistic);
        same("SR-02", sides[side], effect.p_value);
    }
}
END_TEST

START_TEST(two_samples_against_r)
{
    double x[37], y[43];
    for (int i = 0; i < 80; i++)
        *(i < 37 ? &x[i] : &y[i - 37]) = i * 37 % 83 + 0.25 + (i < 37 ? 0 : 9.125);
    uf_effect effect = mann_whitney(x, 37, y, 43, UF_RANK_EXACT, UF_TWO_SIDED);
    ck_oracle("MW-03.U", effect.statistic);
    ck_oracle("MW-03.p", effect.p_value);
    ck_oracle("MW-03.less", mann_whitney(x, 37, y, 43, UF_RANK_EXACT, UF_LESS).p_value);
    ck_oracle("MW-03.normal", mann_whitney(x, 37, y, 43, UF_RANK_NORMAL, UF_TWO_SIDED).p_value);
    ck_oracle("MW-03.corrected",
              mann_whitney(x, 37, y, 43, UF_RANK_NORMAL_CORRECTED, UF_TWO_SIDED).p_value);
    ck_oracle("MW-03.less_corrected",
              mann_whitney(x, 37, y, 43, UF_RANK_NORMAL_CORRECTED, UF_LESS).p_value);
    ck_oracle("MW-03.greater_corrected",
              mann_whitney(x, 37, y, 43, UF_RANK_NORMAL_CORRECTED, UF_GREATER).p_value);
    effect = shift(x, 37, y, 43, 0.95);
    ck_oracle("MW-03.hl", effect.estimate);
    ck_oracle("MW-03.low", effect.conf_low);
    ck_oracle("MW-03.high", effect.conf_high);
}
END_TEST

START_TEST(pairs_against_r)
{
    double d[60];
    for (int i = 0; i < 60; i++)
        d[i] = (i * 37 % 61 + 1) * (i % 5 == 0 ? -1 : 1) + 0.125;
    uf_effect effect = signed_rank(d, NULL, 60, UF_ZEROS_DROPPED, UF_RANK_EXACT, UF_TWO_SIDED);
    ck_oracle("SR-03.V", effect.statistic);
    ck_oracle("SR-03.p", effect.p_value);
    ck_oracle("SR-03.normal",
              signed_rank(d, NULL, 60, UF_ZEROS_DROPPED, UF_RANK_NORMAL, UF_TWO_SIDED).p_value);
    ck_oracle(
        "SR-03.corrected",
        signed_rank(d, NULL, 60, UF_ZEROS_DROPPED, UF_RANK_NORMAL_CORRECTED, UF_TWO_SIDED).p_value);
    uf_effect median;
    uf_hodges_lehmann_paired(&median, d, NULL, 60, 0.95, NULL);
    ck_oracle("SR-03.hl", median.estimate);
    ck_oracle("SR-03.low", median.conf_low);
    ck_oracle("SR-03.high", median.conf_high);
}
END_TEST

/* Beyond the exact sizes, against all differences and averages in a table. */
START_TEST(beyond_exact)
{
    static double values[550];
    double x[130], y[170];
    for (int i = 0; i < 550; i++)
        values[i] = i % 300 * 7919 % 1009 / 8.0;
    memcpy(x, values, sizeof x);
    for (int i = 0; i < 170; i++)
        y[i] = values[130 + i] + 3;
    uf_effect effect = mann_whitney(x, 130, y, 170, UF_RANK_AUTO, UF_TWO_SIDED);
    ck_oracle("MW-04.U", effect.statistic);
    ck_oracle("MW-04.p", effect.p_value);
    effect = shift(x, 130, y, 170, 0.95);
    ck_oracle("MW-04.hl", effect.estimate);
    ck_oracle("MW-04.low", effect.conf_low);
    ck_oracle("MW-04.high", effect.conf_high);
    for (int i = 0; i < 550; i++)
        values[i] -= 55;
    effect = signed_rank(values, NULL, 550, UF_ZEROS_DROPPED, UF_RANK_AUTO, UF_TWO_SIDED);
    ck_oracle("SR-04.V", effect.statistic);
    ck_oracle("SR-04.p", effect.p_value);
    uf_hodges_lehmann_paired(&effect, values, NULL, 550, 0.9, NULL);
    ck_oracle("SR-04.hl", effect.estimate);
    ck_oracle("SR-04.low", effect.conf_low);
    ck_oracle("SR-04.high", effect.conf_high);
    effect = mann_whitney(x, 130, y, 170, UF_RANK_EXACT, UF_TWO_SIDED);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    effect = signed_rank(values, NULL, 550, UF_ZEROS_DROPPED, UF_RANK_EXACT, UF_TWO_SIDED);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

/* The largest exact case: 100 against 100, symmetric and near its normal approximation. */
START_TEST(largest_exact)
{
    double x[100], y[100];
    for (int i = 0; i < 100; i++) {
        x[i] = 2 * i + 20;
        y[i] = 2 * i + 1;
    }
    uf_effect exact = mann_whitney(x, 100, y, 100, UF_RANK_AUTO, UF_GREATER);
    uf_effect normal = mann_whitney(x, 100, y, 100, UF_RANK_NORMAL_CORRECTED, UF_GREATER);
    ck_assert_str_eq(exact.method, "mann-whitney-exact");
    ck_assert_double_eq_tol(exact.p_value / normal.p_value, 1, 0.01);
    uf_effect turned = mann_whitney(y, 100, x, 100, UF_RANK_AUTO, UF_LESS);
    ck_assert_double_eq_tol(turned.p_value / exact.p_value, 1, 1e-12);
}
END_TEST

START_TEST(kruskal_wallis)
{
    double values[19];
    size_t group[19];
    memcpy(values, few, sizeof few);
    memcpy(values + 7, more, sizeof more);
    values[16] = values[17] = 2;
    values[18] = 7;
    for (size_t i = 0; i < 19; i++)
        group[i] = i < 7 ? 0 : i < 16 ? 1 : 3; /* nobody in group 2 */
    uf_effect effect;
    uf_kruskal_wallis(&effect, values, group, 19, 4, NULL);
    ck_oracle("KW-01.H", effect.statistic);
    ck_oracle("KW-01.df", effect.df);
    ck_oracle("KW-01.p", effect.p_value);
    uf_error error;
    ck_assert_int_eq(uf_kruskal_wallis(&effect, values, group, 19, 3, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 16);
    uf_kruskal_wallis(&effect, values, group, 7, 1, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

/* 0.3 - 0.2 and 0.1 differ in the last place: three equal differences, p = 2/8 and not less. */
START_TEST(ties_but_for_rounding)
{
    static const double first[] = { 0.3, 0.1, 1.1 }, second[] = { 0.2, 0, 1 };
    uf_effect effect = signed_rank(first, second, 3, UF_ZEROS_DROPPED, UF_RANK_EXACT, UF_TWO_SIDED);
    ck_assert_double_eq(effect.statistic, 6);
    ck_assert_double_eq_tol(effect.p_value, 0.25, 1e-15);
    static const double x[] = { 0.1 + 0.2, 0.5 }, y[] = { 0.3, 0.1 };
    /* U: 0.3 against 0.3 is half, against 0.1 one, 0.5 against both two. */
    ck_assert_double_eq(mann_whitney(x, 2, y, 2, UF_RANK_EXACT, UF_TWO_SIDED).statistic, 3.5);
    /* A difference of 0 but for rounding is a 0. */
    static const double sum[] = { 0.1 + 0.2, 0.9 }, whole[] = { 0.3, 0.4 };
    effect = signed_rank(sum, whole, 2, UF_ZEROS_DROPPED, UF_RANK_EXACT, UF_TWO_SIDED);
    ck_assert_double_eq(effect.statistic, 1);
    ck_assert_double_eq(effect.p_value, 1);
}
END_TEST

START_TEST(nothing_varies)
{
    static const double same_values[] = { 1, 1, 1 };
    uf_effect effect = mann_whitney(same_values, 3, same_values, 3, UF_RANK_EXACT, UF_TWO_SIDED);
    ck_assert_double_eq(effect.statistic, 4.5);
    ck_assert_double_eq(effect.estimate, 0.5);
    ck_assert_double_eq(effect.p_value, 1);
    ck_assert_str_ne(effect.note, "");
    effect = mann_whitney(same_values, 3, same_values, 3, UF_RANK_NORMAL, UF_TWO_SIDED);
    ck_assert_double_nan(effect.p_value);
    effect = signed_rank(same_values, same_values, 3, UF_ZEROS_DROPPED, UF_RANK_AUTO, UF_TWO_SIDED);
    ck_assert_double_eq(effect.p_value, 1);
    ck_assert_str_ne(effect.note, "");
    effect =
        signed_rank(same_values, same_values, 3, UF_ZEROS_RANKED, UF_RANK_NORMAL, UF_TWO_SIDED);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    static const size_t group[] = { 0, 1, 1 };
    uf_kruskal_wallis(&effect, same_values, group, 3, 2, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    effect = shift(same_values, 3, same_values, 3, 0.9);
    ck_assert_double_eq(effect.estimate, 0);
}
END_TEST

/* Three against three attains 90 % and no more. */
START_TEST(levels_out_of_reach)
{
    static const double x[] = { 1, 2, 4 }, y[] = { 8, 16, 32 };
    uf_effect effect = shift(x, 3, y, 3, 0.9);
    ck_assert_double_eq(effect.conf_low, -31);
    ck_assert_double_eq(effect.conf_high, -4);
    ck_assert_str_eq(effect.note, "");
    effect = shift(x, 3, y, 3, 0.95);
    ck_assert_double_eq(effect.estimate, -14);
    ck_assert_double_eq(effect.conf_low, -INFINITY);
    ck_assert_double_eq(effect.conf_high, INFINITY);
    ck_assert_str_ne(effect.note, "");
    uf_hodges_lehmann_paired(&effect, x, NULL, 1, 0.95, NULL);
    ck_assert_double_eq(effect.estimate, 1);
    ck_assert_double_eq(effect.conf_low, -INFINITY);
    /* Differences of 0 count: R would drop eight of ten and say 1. */
    static const double d[] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 1 };
    uf_hodges_lehmann_paired(&effect, d, NULL, 10, 0.95, NULL);
    ck_assert_double_eq(effect.estimate, 0);
}
END_TEST

START_TEST(impossible)
{
    static const double x[] = { 1, 2 }, bad[] = { 1, NAN };
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_mann_whitney(&effect, x, 2, bad, 2, UF_RANK_AUTO, UF_TWO_SIDED, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 3);
    ck_assert_int_eq(
        uf_signed_rank(&effect, x, bad, 2, UF_ZEROS_DROPPED, UF_RANK_AUTO, UF_TWO_SIDED, &error),
        UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_int_eq(uf_hodges_lehmann(&effect, x, 2, bad, 2, 0.95, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 3);
    ck_assert_int_eq(uf_hodges_lehmann(&effect, x, 2, x, 2, 1, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_hodges_lehmann_paired(&effect, x, NULL, 2, -1, NULL), UF_EINVAL);
    effect = mann_whitney(x, 0, x, 2, UF_RANK_AUTO, UF_TWO_SIDED);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    effect = signed_rank(x, NULL, 0, UF_ZEROS_DROPPED, UF_RANK_AUTO, UF_TWO_SIDED);
    ck_assert_double_nan(effect.p_value);
    effect = shift(x, 2, x, 0, 0.95);
    ck_assert_double_nan(effect.estimate);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

Suite *test_rank_tests_suite(void);

Suite *test_rank_tests_suite(void)
{
    Suite *suite = suite_create("rank_tests");
    TCase *tests = tcase_create("ranks");
    tcase_add_loop_test(tests, reference_without_ties, 0, 2);
    tcase_add_test(tests, shoes);
    tcase_add_test(tests, ozone);
    tcase_add_test(tests, absences_by_romance);
    tcase_add_test(tests, connecticut);
    tcase_add_test(tests, plant_growth);
    tcase_add_test(tests, ties_by_enumeration);
    tcase_add_test(tests, zeros_and_ties_by_enumeration);
    tcase_add_test(tests, two_samples_against_r);
    tcase_add_test(tests, pairs_against_r);
    tcase_add_test(tests, beyond_exact);
    tcase_add_test(tests, largest_exact);
    tcase_add_test(tests, kruskal_wallis);
    tcase_add_test(tests, ties_but_for_rounding);
    tcase_add_test(tests, nothing_varies);
    tcase_add_test(tests, levels_out_of_reach);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
