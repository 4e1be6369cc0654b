/* test_bootstrap.c: intervals from given draws against R's boot, and resampling itself. */
#include <utfall/bootstrap.h>

#include "oracle.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double values[] = { 3.2, 0.1, 7.5, 7.5, 12, 2.2, 15, 4.1, 5, 6.3, 1.7 };
static const size_t eleven = 11;
static const uf_bootstrap_plan plan = { &eleven, 1, 20240501 };

static double mean(const size_t *unit, size_t n, const void *data)
{
    const double *x = data;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[unit[i]];
    return sum / (double)n;
}

/* tests/certified/r/bootstrap.R */
START_TEST(given_draws)
{
    static const size_t sizes[] = { 199, 999 };
    static const double levels[] = { 0.9, 0.95 };
    double draws[999], left_out[11], estimate;
    uf_bootstrap_observe(&estimate, left_out, &plan, mean, values, NULL);
    for (int i = 0; i < 2; i++) {
        size_t count = sizes[_i];
        char row[32], id[64];
        snprintf(row, sizeof row, "BOOT-%zu-%g", count, 100 * levels[i]);
        for (size_t r = 0; r < count; r++) {
            /* Turned round: the functions sort. */
            double z = gsl_cdf_ugaussian_Qinv(((double)r + 0.5) / (double)count);
            draws[r] = 10 + 2 * (z + 0.3 * (z * z - 1));
        }
        uf_effect effect;
        ck_assert_int_eq(uf_bootstrap_percentile(&effect, 9.7, draws, count, levels[i], NULL),
                         UF_OK);
        snprintf(id, sizeof id, "%s.sd", row);
        ck_oracle(id, effect.std_error);
        snprintf(id, sizeof id, "%s.perc_low", row);
        ck_oracle(id, effect.conf_low);
        snprintf(id, sizeof id, "%s.perc_high", row);
        ck_oracle(id, effect.conf_high);
        ck_assert_int_eq(
            uf_bootstrap_bca(&effect, 9.7, draws, count, left_out, &plan, levels[i], NULL), UF_OK);
        snprintf(id, sizeof id, "%s.bca_low", row);
        ck_oracle(id, effect.conf_low);
        snprintf(id, sizeof id, "%s.bca_high", row);
        ck_oracle(id, effect.conf_high);
        ck_assert_double_eq(effect.estimate, 9.7);
    }
}
END_TEST

/* By hand: leaving out x_i moves the mean to (11 m - x_i) / 10. */
START_TEST(leaving_one_out)
{
    double estimate, left_out[11], sum = 0;
    for (int i = 0; i < 11; i++)
        sum += values[i];
    ck_assert_int_eq(uf_bootstrap_observe(&estimate, left_out, &plan, mean, values, NULL), UF_OK);
    ck_assert_double_eq_tol(estimate, sum / 11, 1e-14);
    for (int i = 0; i < 11; i++)
        ck_assert_double_eq_tol(left_out[i], (sum - values[i]) / 10, 1e-14);
    ck_assert_int_eq(uf_bootstrap_observe(&estimate, NULL, &plan, mean, values, NULL), UF_OK);
}
END_TEST

/* Ranges computed apart and out of order give the same bits. */
START_TEST(any_order)
{
    double whole[300], parts[300];
    ck_assert_int_eq(uf_bootstrap_draw(whole, 0, 300, &plan, mean, values, NULL), UF_OK);
    uf_bootstrap_draw(parts + 200, 200, 100, &plan, mean, values, NULL);
    uf_bootstrap_draw(parts, 0, 77, &plan, mean, values, NULL);
    uf_bootstrap_draw(parts + 77, 77, 123, &plan, mean, values, NULL);
    ck_assert_mem_eq(whole, parts, sizeof whole);
    uf_bootstrap_plan other = plan;
    other.seed++;
    uf_bootstrap_draw(parts, 0, 300, &other, mean, values, NULL);
    ck_assert_mem_ne(whole, parts, sizeof whole);
}
END_TEST

/* The draws' variance is sum (x - mean)^2 / n^2 in expectation; 4,000 draws come within 6 standard
 * errors of its root. */
START_TEST(variance_of_the_mean)
{
    enum { DRAWS = 4000 };
    static double draws[DRAWS];
    double estimate, squares = 0;
    uf_bootstrap_observe(&estimate, NULL, &plan, mean, values, NULL);
    for (int i = 0; i < 11; i++)
        squares += (values[i] - estimate) * (values[i] - estimate);
    uf_bootstrap_draw(draws, 0, DRAWS, &plan, mean, values, NULL);
    uf_effect effect;
    uf_bootstrap_percentile(&effect, estimate, draws, DRAWS, 0.95, NULL);
    double expected = sqrt(squares) / 11;
    ck_assert_double_eq_tol(effect.std_error / expected, 1, 6 / sqrt(2.0 * DRAWS));
    ck_assert(effect.conf_low < estimate && estimate < effect.conf_high);
    ck_assert_double_eq_tol(effect.conf_high - effect.conf_low, 2 * 1.96 * expected,
                            0.15 * expected * 4);
}
END_TEST

/* Units 0 to 2 are one stratum, 3 to 7 the other. */
static double first_part(const size_t *unit, size_t n, const void *data)
{
    (void)data;
    for (size_t i = 0; i < n; i++)
        ck_assert(i < 3 ? unit[i] < 3 : unit[i] >= 3 && unit[i] < 8);
    return (double)unit[0];
}

START_TEST(strata_stay_apart)
{
    static const size_t sizes[] = { 3, 5 };
    const uf_bootstrap_plan strata = { sizes, 2, 1 };
    double draws[200], least = 2, most = 0;
    ck_assert_int_eq(uf_bootstrap_draw(draws, 0, 200, &strata, first_part, NULL, NULL), UF_OK);
    for (int r = 0; r < 200; r++) {
        least = fmin(least, draws[r]);
        most = fmax(most, draws[r]);
    }
    ck_assert_double_eq(least, 0);
    ck_assert_double_eq(most, 2);
}
END_TEST

START_TEST(nothing_to_say)
{
    double same[] = { 1, 1, 1, 1 }, few[] = { 1, 2, 3, 4 }, left_out[11], estimate;
    double broken[100];
    uf_effect effect;
    uf_bootstrap_percentile(&effect, 1, same, 4, 0.95, NULL);
    ck_assert_double_eq(effect.estimate, 1);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
    uf_bootstrap_percentile(&effect, 1, few, 4, 0.95, NULL);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_double_nan(effect.conf_high);
    ck_assert_str_ne(effect.note, "");
    uf_bootstrap_percentile(&effect, 1, few, 0, 0.95, NULL);
    ck_assert_double_nan(effect.conf_low);
    uf_bootstrap_observe(&estimate, left_out, &plan, mean, values, NULL);
    for (int i = 0; i < 100; i++)
        broken[i] = i;
    uf_bootstrap_bca(&effect, 200, broken, 100, left_out, &plan, 0.9, NULL);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
    for (int i = 0; i < 11; i++)
        left_out[i] = 7;
    uf_bootstrap_bca(&effect, 50, broken, 100, left_out, &plan, 0.9, NULL);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
    broken[10] = broken[90] = NAN;
    uf_bootstrap_percentile(&effect, 50, broken, 100, 0.9, NULL);
    ck_assert_double_finite(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
    for (int i = 0; i < 10; i++)
        broken[i] = INFINITY;
    uf_bootstrap_percentile(&effect, 50, broken, 100, 0.9, NULL);
    ck_assert_double_nan(effect.conf_low);
}
END_TEST

START_TEST(impossible)
{
    static const size_t empty[] = { 3, 0 };
    const uf_bootstrap_plan none = { empty, 0, 1 }, hollow = { empty, 2, 1 };
    double draws[3];
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_bootstrap_draw(draws, 0, 3, &none, mean, values, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_bootstrap_draw(draws, 0, 3, &hollow, mean, values, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_int_eq(uf_bootstrap_percentile(&effect, 1, draws, 0, 1, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_bootstrap_bca(&effect, 1, draws, 0, draws, &plan, 0, NULL), UF_EINVAL);
}
END_TEST

Suite *test_bootstrap_suite(void);

Suite *test_bootstrap_suite(void)
{
    Suite *suite = suite_create("bootstrap");
    TCase *tests = tcase_create("resampling");
    tcase_add_loop_test(tests, given_draws, 0, 2);
    tcase_add_test(tests, leaving_one_out);
    tcase_add_test(tests, any_order);
    tcase_add_test(tests, variance_of_the_mean);
    tcase_add_test(tests, strata_stay_apart);
    tcase_add_test(tests, nothing_to_say);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
