/* test_histogram.c: round widths, bins that end at the limit, and counts against R's hist(). */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <utfall/histogram.h>

Suite *test_histogram_suite(void);

enum { MANY = 146 };

/* MASS 7.3-58.2: quine$Days. */
static const double days[MANY] = {
    2,  11, 14, 5,  5,  13, 20, 22, 6,  6,  15, 7,  14, 6,  32, 53, 57, 14, 16, 16, 17,
    40, 43, 46, 8,  23, 23, 28, 34, 36, 38, 3,  5,  11, 24, 45, 5,  6,  6,  9,  13, 23,
    25, 32, 53, 54, 5,  5,  11, 17, 19, 8,  13, 14, 20, 47, 48, 60, 81, 2,  0,  2,  3,
    5,  10, 14, 21, 36, 40, 6,  17, 67, 0,  0,  2,  7,  11, 12, 0,  0,  5,  5,  5,  11,
    17, 3,  4,  22, 30, 36, 8,  0,  1,  5,  7,  16, 27, 0,  30, 10, 14, 27, 41, 69, 25,
    10, 11, 20, 33, 5,  7,  0,  1,  5,  5,  5,  5,  7,  11, 15, 5,  14, 6,  6,  7,  28,
    0,  5,  14, 2,  2,  3,  8,  10, 12, 1,  1,  9,  22, 3,  3,  5,  15, 18, 22, 37
};

/* R 4.2.2: PlantGrowth$weight. */
static const double weights[30] = { 4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14,
                                    4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69,
                                    6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26 };

static uf_decimal decimal(long mantissa, int places)
{
    return (uf_decimal){ mantissa, places };
}

static uf_histogram placed(uf_decimal width, const double *values, size_t n)
{
    uf_histogram histogram;
    uf_error error;
    ck_assert_int_eq(uf_histogram_place(&histogram, width, values, n, NULL, 0, &error), UF_OK);
    return histogram;
}

static void expect_counts(const uf_histogram *histogram, const double *values, size_t n,
                          const size_t *expected, size_t bins)
{
    size_t *counts = calloc(bins, sizeof *counts);
    ck_assert_uint_eq(histogram->bins, bins);
    ck_assert_int_eq(uf_histogram_count(counts, histogram, values, n, NULL), UF_OK);
    for (size_t i = 0; i < bins; i++)
        ck_assert_uint_eq(counts[i], expected[i]);
    free(counts);
}

static void expect_width(const double *values, size_t n, const uf_decimal *limits,
                         size_t limit_count, uf_decimal expected)
{
    uf_decimal width;
    uf_error error;
    ck_assert_int_eq(uf_histogram_width(&width, values, n, limits, limit_count, &error), UF_OK);
    ck_assert_msg(uf_decimal_compare(width, expected) == 0, "%g instead of %g",
                  uf_decimal_value(width), uf_decimal_value(expected));
}

/* R 4.2.2: hist(quine$Days, breaks = seq(0, 85, 5), right = TRUE, include.lowest = TRUE)$counts */
START_TEST(counts_as_r_does)
{
    static const size_t expected[] = { 45, 24, 23, 12, 11, 6, 4, 7, 3, 3, 3, 2, 0, 2, 0, 0, 1 };
    const uf_histogram histogram = placed(decimal(5, 0), days, MANY);
    ck_assert(histogram.closed);
    ck_assert_double_eq(uf_histogram_edge(&histogram, 0), 0.0);
    ck_assert_double_eq(uf_histogram_edge(&histogram, 17), 85.0);
    expect_counts(&histogram, days, MANY, expected, 17);
}
END_TEST

/* R 4.2.2: hist(PlantGrowth$weight, breaks = seq(3.5, 6.5, 0.5))$counts */
START_TEST(bins_begin_below_the_least_value)
{
    static const size_t expected[] = { 2, 5, 6, 9, 4, 4 };
    const uf_histogram histogram = placed(decimal(50, 2), weights, 30);
    ck_assert(!histogram.closed);
    ck_assert_double_eq(uf_histogram_edge(&histogram, 0), 3.5);
    expect_counts(&histogram, weights, 30, expected, 6);
}
END_TEST

/* By hand: 27 of 180 is 15 % and not above it, the next double is above it. R's hist() would not
 * do: it moves its breaks by a fuzz of 1e-7 of their distance. */
START_TEST(a_value_at_the_limit_is_left_of_it)
{
    const double values[] = { 27.0 / 180, 15.0 / 100, 0.15, nextafter(0.15, 1.0), 0.05, 0.2 };
    static const size_t expected[] = { 1, 0, 3, 2 };
    const uf_histogram histogram = placed(decimal(5, 2), values, 6);
    ck_assert_double_eq(uf_histogram_edge(&histogram, 0), 0.0);
    expect_counts(&histogram, values, 6, expected, 4);
}
END_TEST

/* Every edge k/1000 itself falls into the bin that it ends, whatever k * 0.001 is in doubles. */
START_TEST(every_edge_ends_its_bin)
{
    for (int k = 1; k <= 1000; k++) {
        const double value = k / 1000.0;
        const uf_histogram histogram = placed(decimal(1, 3), &value, 1);
        ck_assert_int_eq(histogram.first, k - 1);
        ck_assert_uint_eq(histogram.bins, 1);
    }
}
END_TEST

START_TEST(zero_is_in_the_first_bin_unless_it_is_the_limit)
{
    static const double values[] = { 0.0, 0.0, 0.1 };
    static const size_t inside[] = { 3 }, below[] = { 2, 1 };
    const uf_decimal zero = decimal(0, 0);
    uf_histogram histogram = placed(decimal(1, 1), values, 3);
    expect_counts(&histogram, values, 3, inside, 1);
    ck_assert_int_eq(uf_histogram_place(&histogram, decimal(1, 1), values, 3, &zero, 1, NULL),
                     UF_OK);
    ck_assert_double_eq(uf_histogram_edge(&histogram, 0), -0.1);
    expect_counts(&histogram, values, 3, below, 2);
    histogram = placed(decimal(1, 1), values, 2);
    ck_assert_int_eq(histogram.first, 0);
}
END_TEST

/* 2 * IQR(x) * n^(-1/3) in R 4.2.2: quine$Days 6.741824, PlantGrowth$weight 0.6307864. On a log
 * scale 6.74 is nearer to 5 than to 10, and 0.63 nearer to 0.5 than to 1. */
START_TEST(width_is_freedman_diaconis_made_round)
{
    expect_width(days, MANY, NULL, 0, decimal(5, 0));
    expect_width(weights, 30, NULL, 0, decimal(5, 1));
}
END_TEST

/* By hand: 5 does not divide 12, 2 does; 12.5 makes whole widths impossible; 10 and 15 need 5. */
START_TEST(width_puts_limits_on_edges)
{
    const uf_decimal twelve = decimal(12, 0), half = decimal(125, 1), odd = decimal(7, 0);
    const uf_decimal two[] = { { 10, 0 }, { 150, 1 } };
    expect_width(days, MANY, &twelve, 1, decimal(2, 0));
    expect_width(days, MANY, &half, 1, decimal(25, 1));
    expect_width(days, MANY, two, 2, decimal(5, 0));
    expect_width(days, MANY, &odd, 1, decimal(1, 0));
}
END_TEST

/* By hand. Quartiles that coincide: 1 to 16 has log2 16 + 1 = 5 bins of 3 = range 15 / 5; nearest
 * is 2.5 (log 1.2 away; 5 is log 1.67 away), and of whole numbers the next smaller, 2. */
START_TEST(width_where_the_rule_says_nothing)
{
    double values[16];
    for (size_t i = 0; i < 16; i++)
        values[i] = 1.0;
    expect_width(values, 16, NULL, 0, decimal(1, 0));
    values[15] = 16.0;
    expect_width(values, 16, NULL, 0, decimal(2, 0));
    values[15] = 16.5;
    values[0] = 1.5;
    expect_width(values, 16, NULL, 0, decimal(25, 1));
    const double zero = 0.0, large = 30.5;
    expect_width(&zero, 1, NULL, 0, decimal(1, 0));
    expect_width(&large, 1, NULL, 0, decimal(25, 1));
}
END_TEST

/* An outlier far away: 2 IQR n^(-1/3) is 0.0342, range / 200 is 50. */
START_TEST(width_keeps_the_number_of_bins_down)
{
    double values[1001];
    for (size_t i = 0; i < 1000; i++)
        values[i] = (double)i / 1000 + 0.0001;
    values[1000] = 10000.0;
    expect_width(values, 1001, NULL, 0, decimal(50, 0));
}
END_TEST

START_TEST(refuses_what_it_cannot_do)
{
    uf_histogram histogram;
    uf_decimal width;
    uf_error error;
    const double bad[] = { 1.0, NAN }, wide[] = { 0.0, 1.0 }, outside = 2.0;
    const uf_decimal limit = decimal(15, 2), fine = decimal(1, 18);
    ck_assert_int_eq(uf_histogram_width(&width, bad, 0, NULL, 0, &error), UF_EDATA);
    ck_assert_int_eq(uf_histogram_width(&width, bad, 2, NULL, 0, &error), UF_EDATA);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_int_eq(uf_histogram_place(&histogram, decimal(1, 0), bad, 2, NULL, 0, &error),
                     UF_EDATA);
    ck_assert_int_eq(uf_histogram_place(&histogram, decimal(0, 0), wide, 2, NULL, 0, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_histogram_place(&histogram, decimal(4, 2), wide, 2, &limit, 1, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 0);
    ck_assert_double_eq(error.value, 0.15);
    ck_assert_int_eq(uf_histogram_place(&histogram, fine, wide, 2, NULL, 0, &error), UF_EINVAL);
    histogram = placed(decimal(5, 1), wide, 2);
    size_t counts[2] = { 0 };
    ck_assert_int_eq(uf_histogram_count(counts, &histogram, &outside, 1, &error), UF_EDATA);
    ck_assert_int_eq(uf_histogram_count(counts, &histogram, &bad[1], 1, &error), UF_EDATA);
    ck_assert_uint_eq(counts[0] + counts[1], 0);
}
END_TEST

START_TEST(extreme_values_end_in_a_status)
{
    uf_histogram histogram;
    uf_decimal width;
    uf_error error;
    const double huge[] = { -1e308, 1e308 }, tiny[] = { 5e-324, 1e-323 };
    ck_assert_int_eq(uf_histogram_width(&width, huge, 2, NULL, 0, &error), UF_OK);
    ck_assert_int_eq(uf_histogram_place(&histogram, width, huge, 2, NULL, 0, &error), UF_EINVAL);
    ck_assert_int_eq(uf_histogram_width(&width, tiny, 2, NULL, 0, &error), UF_OK);
    ck_assert_int_eq(uf_histogram_place(&histogram, width, tiny, 2, NULL, 0, &error), UF_OK);
    size_t counts[1] = { 0 };
    ck_assert_uint_eq(histogram.bins, 1);
    ck_assert_int_eq(uf_histogram_count(counts, &histogram, tiny, 2, &error), UF_OK);
    ck_assert_uint_eq(counts[0], 2);
}
END_TEST

Suite *test_histogram_suite(void)
{
    Suite *suite = suite_create("histogram");
    TCase *bins = tcase_create("bins");
    tcase_add_test(bins, counts_as_r_does);
    tcase_add_test(bins, bins_begin_below_the_least_value);
    tcase_add_test(bins, a_value_at_the_limit_is_left_of_it);
    tcase_add_test(bins, every_edge_ends_its_bin);
    tcase_add_test(bins, zero_is_in_the_first_bin_unless_it_is_the_limit);
    suite_add_tcase(suite, bins);
    TCase *width = tcase_create("width");
    tcase_add_test(width, width_is_freedman_diaconis_made_round);
    tcase_add_test(width, width_puts_limits_on_edges);
    tcase_add_test(width, width_where_the_rule_says_nothing);
    tcase_add_test(width, width_keeps_the_number_of_bins_down);
    suite_add_tcase(suite, width);
    TCase *errors = tcase_create("errors");
    tcase_add_test(errors, refuses_what_it_cannot_do);
    tcase_add_test(errors, extreme_values_end_in_a_status);
    suite_add_tcase(suite, errors);
    return suite;
}
