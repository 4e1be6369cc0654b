/* test_moments.c: moments against NIST's certified values, in one pass and merged. */
#include <check.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/moments.h>

#include "oracle.h"

/* Speed of light in air, km/s above 299000, Michelson 1879 (R's morley); NIST's Michelso gives the
 * same in thousands of km/s: 299.850, ... */
static const int michelso[] = {
    850,  740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000,
    1000, 960, 960, 960,  940, 960, 940, 880, 800, 850, 880,  900, 840, 830, 790, 810, 880,
    880,  830, 800, 790,  760, 800, 880, 880, 880, 860, 720,  720, 620, 860, 970, 950, 880,
    910,  850, 870, 840,  840, 850, 840, 840, 840, 890, 810,  810, 820, 800, 770, 760, 740,
    750,  760, 910, 920,  890, 860, 880, 720, 840, 850, 850,  780, 890, 840, 780, 810, 760,
    810,  790, 810, 820,  850, 870, 870, 810, 740, 810, 940,  950, 800, 810, 870,
};
enum { MICHELSO = sizeof michelso / sizeof michelso[0], NUMACC = 1001 };

typedef struct series {
    double *values;
    size_t n;
} series;

static series new_series(size_t n)
{
    series s = { malloc(n * sizeof(double)), n };
    ck_assert_ptr_nonnull(s.values);
    return s;
}

static series speed_of_light(void)
{
    series s = new_series(MICHELSO);
    for (size_t i = 0; i < s.n; i++)
        s.values[i] = (299000 + michelso[i]) / 1000.0;
    return s;
}

/* first, then low and high by turns: NumAcc2 to NumAcc4. */
static series by_turns(double first, double low, double high)
{
    series s = new_series(NUMACC);
    s.values[0] = first;
    for (size_t i = 1; i < s.n; i++)
        s.values[i] = i % 2 == 1 ? low : high;
    return s;
}

static uf_moments in_one_pass(const double *values, size_t n)
{
    uf_moments m;
    uf_moments_init(&m);
    for (size_t i = 0; i < n; i++)
        uf_moments_push(&m, values[i]);
    return m;
}

/* In pieces of 1, 2, ..., 13, 1, ... values, merged in turn. */
static uf_moments merged(const double *values, size_t n)
{
    uf_moments m;
    uf_moments_init(&m);
    size_t length = 1;
    for (size_t from = 0; from < n; from += length, length = length % 13 + 1) {
        size_t piece = from + length > n ? n - from : length;
        uf_moments part = in_one_pass(values + from, piece);
        uf_moments_merge(&m, &part);
    }
    return m;
}

/* As pairwise summation would: halves of halves, merged. */
static uf_moments halved(const double *values, size_t n)
{
    if (n < 2)
        return in_one_pass(values, n);
    uf_moments left = halved(values, n / 2);
    uf_moments right = halved(values + n / 2, n - n / 2);
    uf_moments_merge(&left, &right);
    return left;
}

static void check_series(const char *mean, const char *sd, series s)
{
    uf_moments ways[] = { in_one_pass(s.values, s.n), merged(s.values, s.n),
                          halved(s.values, s.n) };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        ck_assert_uint_eq(ways[i].n, s.n);
        ck_oracle(mean, uf_moments_mean(&ways[i]));
        ck_oracle(sd, uf_moments_sd(&ways[i]));
    }
    free(s.values);
}

START_TEST(nist_data_have_their_certified_digits)
{
    series three = new_series(3);
    memcpy(three.values, (const double[]){ 10000001, 10000003, 10000002 }, 3 * sizeof(double));
    check_series("NIST-NumAcc1.mean", "NIST-NumAcc1.sd", three);
    check_series("NIST-NumAcc2.mean", "NIST-NumAcc2.sd", by_turns(1.2, 1.1, 1.3));
    check_series("NIST-NumAcc3.mean", "NIST-NumAcc3.sd", by_turns(1000000.2, 1000000.1, 1000000.3));
    check_series("NIST-NumAcc4.mean", "NIST-NumAcc4.sd",
                 by_turns(10000000.2, 10000000.1, 10000000.3));
    check_series("NIST-Michelso.mean", "NIST-Michelso.sd", speed_of_light());
}
END_TEST

/* What the update is for: the textbook formula has no correct digit on NumAcc4. */
START_TEST(sums_of_squares_would_fail_here)
{
    series s = by_turns(10000000.2, 10000000.1, 10000000.3);
    double sum = 0;
    double squares = 0;
    for (size_t i = 0; i < s.n; i++) {
        sum += s.values[i];
        squares += s.values[i] * s.values[i];
    }
    double n = (double)s.n;
    double variance = (squares - sum * sum / n) / (n - 1);
    double certified = oracle_value("NIST-NumAcc4.sd");
    ck_assert(!(fabs(sqrt(variance) - certified) < 0.1 * certified));
    free(s.values);
}
END_TEST

START_TEST(few_values_leave_the_spread_undefined)
{
    uf_moments m;
    uf_moments_init(&m);
    ck_assert(isnan(uf_moments_mean(&m)));
    ck_assert(isnan(uf_moments_min(&m)));
    ck_assert(isnan(uf_moments_max(&m)));
    ck_assert(isnan(uf_moments_variance(&m)));
    ck_assert(isnan(uf_moments_std_error(&m)));
    uf_moments_push(&m, 7);
    ck_assert(uf_moments_mean(&m) == 7);
    ck_assert(uf_moments_min(&m) == 7);
    ck_assert(uf_moments_max(&m) == 7);
    ck_assert(isnan(uf_moments_variance(&m)));
    ck_assert(isnan(uf_moments_sd(&m)));
    ck_assert(isnan(uf_moments_std_error(&m)));
    uf_moments_push(&m, 7);
    ck_assert(uf_moments_variance(&m) == 0);
}
END_TEST

/* 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squared deviations 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32. */
START_TEST(a_small_series_by_hand)
{
    const double values[] = { 2, 4, 4, 4, 5, 5, 7, 9 };
    uf_moments m = in_one_pass(values, 8);
    ck_assert(uf_moments_mean(&m) == 5);
    ck_assert(uf_moments_variance(&m) == 32.0 / 7);
    ck_assert(fabs(uf_moments_std_error(&m) - sqrt(32.0 / 7 / 8)) < 1e-15);
    ck_assert(uf_moments_min(&m) == 2);
    ck_assert(uf_moments_max(&m) == 9);
}
END_TEST

START_TEST(merging_with_nothing_changes_nothing)
{
    const double values[] = { -3, 8 };
    uf_moments m = in_one_pass(values, 2);
    uf_moments empty;
    uf_moments_init(&empty);
    uf_moments before = m;
    uf_moments_merge(&m, &empty);
    ck_assert(m.n == before.n && m.mean == before.mean && m.deviations == before.deviations);
    uf_moments_merge(&empty, &m);
    ck_assert(empty.n == 2 && empty.mean == m.mean && empty.min == -3 && empty.max == 8);
}
END_TEST

START_TEST(a_missing_value_that_got_in_is_not_hidden)
{
    const double values[] = { 1, NAN, 3 };
    uf_moments m = in_one_pass(values, 3);
    uf_moments clean = in_one_pass(values, 1);
    uf_moments_merge(&clean, &m);
    const uf_moments *both[] = { &m, &clean };
    for (int i = 0; i < 2; i++) {
        ck_assert(isnan(uf_moments_mean(both[i])));
        ck_assert(isnan(uf_moments_sd(both[i])));
        ck_assert(isnan(uf_moments_min(both[i])));
        ck_assert(isnan(uf_moments_max(both[i])));
    }
}
END_TEST

Suite *test_moments_suite(void);

Suite *test_moments_suite(void)
{
    Suite *suite = suite_create("moments");
    TCase *tests = tcase_create("moments");
    tcase_add_test(tests, nist_data_have_their_certified_digits);
    tcase_add_test(tests, sums_of_squares_would_fail_here);
    tcase_add_test(tests, few_values_leave_the_spread_undefined);
    tcase_add_test(tests, a_small_series_by_hand);
    tcase_add_test(tests, merging_with_nothing_changes_nothing);
    tcase_add_test(tests, a_missing_value_that_got_in_is_not_hidden);
    suite_add_tcase(suite, tests);
    return suite;
}
