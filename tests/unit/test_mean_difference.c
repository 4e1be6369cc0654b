/* test_mean_difference.c: t tests and analysis of variance against R, on public data sets. */
#include <utfall/mean_difference.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 6000 };

static uf_moments moments(const double *values, size_t n)
{
    uf_moments m;
    uf_moments_init(&m);
    for (size_t i = 0; i < n; i++)
        uf_moments_push(&m, values[i]);
    return m;
}

static uf_moments column(const dataset *data, const char *name, const char *where, const char *is)
{
    static double values[MOST];
    return moments(values, dataset_select(values, MOST, data, name, where, is));
}

static uf_effect difference(const uf_moments *group, const uf_moments *reference,
                            uf_mean_difference_method method)
{
    uf_effect effect;
    ck_assert_int_eq(
        uf_mean_difference(&effect, group, reference, method, UF_TWO_SIDED, 0.95, NULL), UF_OK);
    return effect;
}

START_TEST(plant_growth)
{
    dataset *data = dataset_open("plantgrowth");
    if (data == NULL)
        return;
    uf_moments groups[] = { column(data, "weight", "group", "ctrl"),
                            column(data, "weight", "group", "trt1"),
                            column(data, "weight", "group", "trt2") };
    uf_effect effect = difference(&groups[2], &groups[0], UF_MEAN_DIFFERENCE_WELCH);
    ck_oracle("O-T-01.welch_t", effect.statistic);
    ck_oracle("O-T-01.welch_df", effect.df);
    ck_oracle("O-T-01.welch_p", effect.p_value);
    ck_oracle("O-T-01.lower", effect.conf_low);
    ck_oracle("O-T-01.upper", effect.conf_high);
    effect = difference(&groups[2], &groups[0], UF_MEAN_DIFFERENCE_POOLED);
    ck_oracle("O-T-01.pooled_t", effect.statistic);
    ck_oracle("O-T-01.pooled_p", effect.p_value);
    ck_assert_double_eq(effect.df, 18);
    double between;
    ck_assert_int_eq(uf_one_way_anova(&effect, &between, groups, 3, NULL), UF_OK);
    ck_oracle("O-T-01.F", effect.statistic);
    ck_oracle("O-T-01.p_F", effect.p_value);
    ck_oracle("O-T-01p.F", effect.statistic);
    ck_oracle("O-T-01p.p_F", effect.p_value);
    ck_assert_double_eq(between, 2);
    ck_assert_double_eq(effect.df, 27);
    dataset_close(data);
}
END_TEST

START_TEST(shoes)
{
    dataset *data = dataset_open("shoes");
    if (data == NULL)
        return;
    double a[10], b[10];
    ck_assert_uint_eq(dataset_select(a, 10, data, "A", NULL, NULL), 10);
    ck_assert_uint_eq(dataset_select(b, 10, data, "B", NULL, NULL), 10);
    uf_effect effect;
    ck_assert_int_eq(uf_paired_t(&effect, a, b, 10, UF_TWO_SIDED, 0.95, NULL), UF_OK);
    ck_oracle("O-W-02.t", effect.statistic);
    ck_oracle("O-W-02.p_t", effect.p_value);
    ck_oracle("O-W-02.lower", effect.conf_low);
    ck_oracle("O-W-02.upper", effect.conf_high);
    ck_oracle("O-W-02p.t", effect.statistic);
    ck_oracle("O-W-02p.p_t", effect.p_value);
    ck_oracle("O-W-02p.lower", effect.conf_low);
    ck_oracle("O-W-02p.upper", effect.conf_high);
    dataset_close(data);
}
END_TEST

START_TEST(absences_by_romance)
{
    dataset *data = dataset_open("uci_student_mat");
    if (data == NULL)
        return;
    uf_moments no = column(data, "absences", "romantic", "no");
    uf_moments yes = column(data, "absences", "romantic", "yes");
    uf_effect effect = difference(&no, &yes, UF_MEAN_DIFFERENCE_WELCH);
    ck_oracle("O-W-01.welch_t", effect.statistic);
    ck_oracle("O-W-01.welch_df", effect.df);
    ck_oracle("O-W-01.welch_p", effect.p_value);
    dataset_close(data);
}
END_TEST

/* Change in perceived stress, those with both measurements. */
START_TEST(mindfulness)
{
    dataset *data = dataset_open("mindfulness");
    if (data == NULL)
        return;
    uf_moments change[2];
    double before[200], after[200];
    size_t pairs = 0;
    uf_moments_init(&change[0]);
    uf_moments_init(&change[1]);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        bool trained = strcmp(dataset_text(data, row, "Group"), "Particip") == 0;
        double first = dataset_number(data, row, "PSS_T1");
        double second = dataset_number(data, row, "PSS_T2");
        if (isnan(first) || isnan(second))
            continue;
        uf_moments_push(&change[trained], second - first);
        if (trained) {
            before[pairs] = first;
            after[pairs++] = second;
        }
    }
    uf_effect effect = difference(&change[1], &change[0], UF_MEAN_DIFFERENCE_WELCH);
    ck_oracle("O-MF-01.n_P", (double)change[1].n);
    ck_oracle("O-MF-01.n_C", (double)change[0].n);
    ck_oracle("O-MF-01.diff", effect.estimate);
    ck_oracle("O-MF-01.t", effect.statistic);
    ck_oracle("O-MF-01.df", effect.df);
    ck_oracle("O-MF-01.p", effect.p_value);
    ck_oracle("O-MF-01.lower", effect.conf_low);
    ck_oracle("O-MF-01.upper", effect.conf_high);
    uf_paired_t(&effect, after, before, pairs, UF_TWO_SIDED, 0.95, NULL);
    ck_oracle("O-MF-01.paired_t", effect.statistic);
    ck_oracle("O-MF-01.paired_p", effect.p_value);
    dataset_close(data);
}
END_TEST

/* Attendance of districts in two years; the reference rounds the changes to four decimals. */
START_TEST(connecticut)
{
    dataset *data = dataset_open("ct_attendance");
    if (data == NULL)
        return;
    static double change[MOST], zero[MOST];
    size_t n = 0;
    for (size_t row = 0; row < dataset_rows(data); row++) {
        double before = dataset_number(data, row, "rate_2020");
        double after = dataset_number(data, row, "rate_2022");
        if (strcmp(dataset_text(data, row, "student_group"), "All Students") == 0 &&
            strcmp(dataset_text(data, row, "district"), "Connecticut") != 0 && !isnan(before) &&
            !isnan(after))
            change[n++] = round((after - before) * 1e4) / 1e4;
    }
    uf_effect effect;
    ck_assert_int_eq(uf_paired_t(&effect, change, zero, n, UF_TWO_SIDED, 0.95, NULL), UF_OK);
    ck_oracle("O-CT-01.n_pairs", (double)n);
    ck_oracle("O-CT-01.mean_change", effect.estimate);
    ck_oracle("O-CT-01.t", effect.statistic);
    ck_oracle("O-CT-01.df", effect.df);
    ck_oracle("O-CT-01.lower", effect.conf_low);
    ck_oracle("O-CT-01.upper", effect.conf_high);
    dataset_close(data);
}
END_TEST

/* Unweighted means of 25 schools. */
START_TEST(share_trial)
{
    dataset *data = dataset_open("share_trial");
    if (data == NULL)
        return;
    uf_moments school[100], arm[2];
    int arm_of[100] = { 0 };
    for (int s = 0; s < 100; s++)
        uf_moments_init(&school[s]);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        double score = dataset_number(data, row, "kscore");
        int s = (int)dataset_number(data, row, "school");
        arm_of[s] = (int)dataset_number(data, row, "arm");
        if (!isnan(score))
            uf_moments_push(&school[s], score);
    }
    uf_moments_init(&arm[0]);
    uf_moments_init(&arm[1]);
    for (int s = 0; s < 100; s++) {
        if (school[s].n > 0)
            uf_moments_push(&arm[arm_of[s]], school[s].mean);
    }
    uf_effect effect = difference(&arm[1], &arm[0], UF_MEAN_DIFFERENCE_POOLED);
    ck_oracle("O-SHARE-01.mean_diff_schools", effect.estimate);
    ck_oracle("O-SHARE-01.t_schools", effect.statistic);
    ck_oracle("O-SHARE-01.p_schools", effect.p_value);
    effect = difference(&arm[1], &arm[0], UF_MEAN_DIFFERENCE_WELCH);
    ck_oracle("O-SHARE-01.welch_df", effect.df);
    ck_oracle("O-SHARE-01.welch_p", effect.p_value);
    dataset_close(data);
}
END_TEST

/* R 4.2.2: t.test(c(1, 2, 4), c(2, 3, 7, 9), alternative = "less")$p.value 0.09384450687724; the
 * other tail is the rest. */
START_TEST(one_sided)
{
    const double x[] = { 1, 2, 4 }, y[] = { 2, 3, 7, 9 };
    uf_moments group = moments(x, 3), reference = moments(y, 4);
    uf_effect less, greater;
    uf_mean_difference(&less, &group, &reference, UF_MEAN_DIFFERENCE_WELCH, UF_LESS, 0.95, NULL);
    uf_mean_difference(&greater, &group, &reference, UF_MEAN_DIFFERENCE_WELCH, UF_GREATER, 0.95,
                       NULL);
    ck_assert_double_eq_tol(less.p_value, 0.09384450687724, 1e-13);
    ck_assert_double_eq_tol(less.p_value + greater.p_value, 1, 1e-14);
}
END_TEST

/* Values near 1e9 that differ in their last digits: sums of squares would have none. */
START_TEST(large_offset)
{
    const double x[] = { 1e9 + 1, 1e9 + 2, 1e9 + 4 }, y[] = { 1e9 + 2, 1e9 + 3, 1e9 + 7, 1e9 + 9 };
    const double a[] = { 1, 2, 4 }, b[] = { 2, 3, 7, 9 };
    uf_moments large[] = { moments(x, 3), moments(y, 4) },
               plain[] = { moments(a, 3), moments(b, 4) };
    uf_effect with = difference(&large[0], &large[1], UF_MEAN_DIFFERENCE_WELCH);
    uf_effect without = difference(&plain[0], &plain[1], UF_MEAN_DIFFERENCE_WELCH);
    ck_assert_double_eq_tol(with.statistic, without.statistic, 1e-6);
    ck_assert_double_eq_tol(with.p_value, without.p_value, 1e-6);
}
END_TEST

START_TEST(nothing_varies)
{
    const double same[] = { 0.3, 0.3, 0.3 }, rounding[] = { 0.3, 0.1 + 0.2, 0.3 };
    uf_moments a = moments(same, 3), b = moments(rounding, 3);
    for (int m = 0; m < 2; m++) {
        uf_effect effect = difference(&a, &b, (uf_mean_difference_method)m);
        ck_assert_double_eq_tol(effect.estimate, 0, 1e-16);
        ck_assert_double_nan(effect.statistic);
        ck_assert_double_nan(effect.p_value);
        ck_assert_double_nan(effect.conf_low);
        ck_assert_str_ne(effect.note, "");
    }
    uf_effect effect;
    const double first[] = { 0.3, 0.1, 0.9 }, second[] = { 0.2, 0, 0.8 };
    uf_paired_t(&effect, first, second, 3, UF_TWO_SIDED, 0.95, NULL);
    ck_assert_double_eq_tol(effect.estimate, 0.1, 1e-15);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    uf_paired_t(&effect, first, first, 3, UF_TWO_SIDED, 0.95, NULL);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_nan(effect.p_value);
    uf_moments groups[] = { a, b };
    uf_one_way_anova(&effect, NULL, groups, 2, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(too_few)
{
    const double one[] = { 1 }, two[] = { 2, 5 };
    uf_moments none = moments(one, 0), a = moments(one, 1), b = moments(two, 2);
    uf_effect effect = difference(&a, &b, UF_MEAN_DIFFERENCE_WELCH);
    ck_assert_double_eq(effect.estimate, -2.5);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    effect = difference(&a, &b, UF_MEAN_DIFFERENCE_POOLED);
    /* By hand: variance 4.5 on 1 df, se sqrt(4.5 * 1.5), t = -2.5 / se. */
    ck_assert_double_eq_tol(effect.statistic, -2.5 / sqrt(6.75), 1e-14);
    ck_assert_double_eq(effect.df, 1);
    effect = difference(&a, &a, UF_MEAN_DIFFERENCE_POOLED);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_nan(effect.std_error);
    ck_assert_str_ne(effect.note, "");
    effect = difference(&none, &b, UF_MEAN_DIFFERENCE_POOLED);
    ck_assert_double_nan(effect.estimate);
    ck_assert_str_ne(effect.note, "");
    uf_paired_t(&effect, two, one, 1, UF_TWO_SIDED, 0.95, NULL);
    ck_assert_double_eq(effect.estimate, 1);
    ck_assert_double_nan(effect.p_value);
    uf_paired_t(&effect, two, one, 0, UF_TWO_SIDED, 0.95, NULL);
    ck_assert_double_nan(effect.estimate);
    uf_one_way_anova(&effect, NULL, &b, 1, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(impossible)
{
    const double bad[] = { 1, INFINITY }, good[] = { 2, 5 };
    uf_moments a = moments(bad, 2), b = moments(good, 2);
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(
        uf_mean_difference(&effect, &a, &b, UF_MEAN_DIFFERENCE_WELCH, UF_TWO_SIDED, 0.95, NULL),
        UF_EINVAL);
    ck_assert_int_eq(
        uf_mean_difference(&effect, &b, &b, UF_MEAN_DIFFERENCE_WELCH, UF_TWO_SIDED, 0, NULL),
        UF_EINVAL);
    ck_assert_int_eq(uf_paired_t(&effect, good, bad, 2, UF_TWO_SIDED, 0.95, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
}
END_TEST

Suite *test_mean_difference_suite(void);

Suite *test_mean_difference_suite(void)
{
    Suite *suite = suite_create("mean_difference");
    TCase *tests = tcase_create("t");
    tcase_add_test(tests, plant_growth);
    tcase_add_test(tests, shoes);
    tcase_add_test(tests, absences_by_romance);
    tcase_add_test(tests, mindfulness);
    tcase_add_test(tests, connecticut);
    tcase_add_test(tests, share_trial);
    tcase_add_test(tests, one_sided);
    tcase_add_test(tests, large_offset);
    tcase_add_test(tests, nothing_varies);
    tcase_add_test(tests, too_few);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
