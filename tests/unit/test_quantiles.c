/* test_quantiles.c: quantiles, skewness and robust summaries against R. */
#include <utfall/quantiles.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double values[] = { 3.2, 0.1, 7.5, 7.5, 12, 2.2, 100, 4.1, 5, 6.3, 1.7 };

/* tests/certified/r/quantiles.R */
START_TEST(types)
{
    static const size_t sizes[] = { 1, 2, 10, 11 };
    static const double p[] = { 0, 0.05, 0.1, 0.25, 0.5, 0.9, 0.95, 1 };
    static const int percent[] = { 0, 5, 10, 25, 50, 90, 95, 100 };
    for (int type = 6; type <= 7; type++) {
        double sorted[11];
        size_t n = sizes[_i];
        memcpy(sorted, values, sizeof sorted);
        uf_quantile_sort(sorted, n);
        for (int i = 0; i < 8; i++) {
            char id[64];
            snprintf(id, sizeof id, "Q-%d-%zu.p%d", type, n, percent[i]);
            ck_oracle(id, uf_quantile(sorted, n, p[i], (uf_quantile_type)type));
        }
        ck_assert_double_eq_tol(uf_median(sorted, n), uf_quantile(sorted, n, 0.5, UF_QUANTILE_7),
                                1e-14);
    }
}
END_TEST

START_TEST(absences)
{
    dataset *data = dataset_open("uci_student_mat");
    if (data == NULL)
        return;
    static double absence[1000];
    size_t n = dataset_select(absence, 1000, data, "absences", NULL, NULL);
    uf_quantile_sort(absence, n);
    ck_oracle("O-UCI-desc.median", uf_median(absence, n));
    ck_oracle("O-UCI-desc.q25", uf_quantile(absence, n, 0.25, UF_QUANTILE_7));
    ck_oracle("O-UCI-desc.q75", uf_quantile(absence, n, 0.75, UF_QUANTILE_7));
    ck_oracle("O-UCI-desc.q90", uf_quantile(absence, n, 0.9, UF_QUANTILE_7));
    dataset_close(data);
}
END_TEST

START_TEST(skewness)
{
    ck_oracle("SKEW.g1", uf_skewness(values, 11, UF_SKEWNESS_MOMENT));
    ck_oracle("SKEW.G1", uf_skewness(values, 11, UF_SKEWNESS_ADJUSTED));
    ck_oracle("SKEW.b1", uf_skewness(values, 11, UF_SKEWNESS_SAMPLE_SD));
    static const double rounding[] = { 0.3, 0.1 + 0.2, 0.3 }, even[] = { 1, 2, 3 };
    ck_assert_double_nan(uf_skewness(rounding, 3, UF_SKEWNESS_MOMENT));
    ck_assert_double_nan(uf_skewness(even, 2, UF_SKEWNESS_ADJUSTED));
    ck_assert_double_eq_tol(uf_skewness(even, 3, UF_SKEWNESS_ADJUSTED), 0, 1e-15);
}
END_TEST

START_TEST(robust)
{
    uf_robust summary;
    ck_assert_int_eq(uf_robust_summary(&summary, values, 11, 0.2, NULL), UF_OK);
    ck_oracle("ROBUST.median", summary.median);
    ck_oracle("ROBUST.mad", summary.mad);
    ck_oracle("ROBUST.mad_normal", summary.mad_normal);
    ck_oracle("ROBUST.low", summary.quartile_low);
    ck_oracle("ROBUST.high", summary.quartile_high);
    ck_oracle("ROBUST.trimmed", summary.trimmed_mean);
}
END_TEST

START_TEST(edges)
{
    uf_robust summary;
    uf_error error;
    const double one[] = { 4 }, bad[] = { 1, NAN };
    ck_assert_double_nan(uf_quantile(values, 0, 0.5, UF_QUANTILE_7));
    ck_assert_double_nan(uf_quantile(values, 11, 1.5, UF_QUANTILE_7));
    ck_assert_double_nan(uf_quantile(values, 11, NAN, UF_QUANTILE_6));
    ck_assert_double_nan(uf_median(values, 0));
    ck_assert_int_eq(uf_robust_summary(&summary, values, 0, 0.2, NULL), UF_OK);
    ck_assert_double_nan(summary.median);
    ck_assert_int_eq(uf_robust_summary(&summary, one, 1, 0.49, NULL), UF_OK);
    ck_assert_double_eq(summary.median, 4);
    ck_assert_double_eq(summary.mad, 0);
    ck_assert_double_eq(summary.trimmed_mean, 4);
    ck_assert_int_eq(uf_robust_summary(&summary, one, 1, 0.5, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_robust_summary(&summary, bad, 2, 0.2, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
}
END_TEST

Suite *test_quantiles_suite(void);

Suite *test_quantiles_suite(void)
{
    Suite *suite = suite_create("quantiles");
    TCase *tests = tcase_create("order statistics");
    tcase_add_loop_test(tests, types, 0, 4);
    tcase_add_test(tests, absences);
    tcase_add_test(tests, skewness);
    tcase_add_test(tests, robust);
    tcase_add_test(tests, edges);
    suite_add_tcase(suite, tests);
    return suite;
}
