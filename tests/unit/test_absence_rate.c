/* test_absence_rate.c: the ratio of totals over pupils, its interval and its bounds. */
#include <check.h>
#include <math.h>
#include <utfall/absence_rate.h>

Suite *test_absence_rate_suite(void);

static uf_absence_sums sums_of(int scheduled, int absent, int unreported)
{
    return (uf_absence_sums){ .scheduled = { scheduled, 0 },
                              .absent = { absent, 0 },
                              .unreported = { unreported, 0 } };
}

static uf_absence_rate rate_of(const int (*pupils)[3], size_t n, bool includes, bool absent)
{
    uf_absence_rate rate;
    uf_absence_rate_init(&rate, includes, absent);
    for (size_t i = 0; i < n; i++) {
        uf_absence_sums sums = sums_of(pupils[i][0], pupils[i][1], pupils[i][2]);
        ck_assert_int_eq(uf_absence_rate_push(&rate, &sums, NULL), UF_OK);
    }
    return rate;
}

/* 45 of 200 and 1 of 10: the ratio is 46/210, the mean of the two rates 0.1625. */
START_TEST(a_ratio_of_totals_is_no_mean_of_rates)
{
    static const int pupils[][3] = { { 200, 45, 0 }, { 10, 1, 0 } };
    uf_absence_rate rate = rate_of(pupils, 2, false, false);
    uf_effect effect;
    ck_assert_int_eq(uf_absence_rate_get(&effect, &rate, 0.95, NULL), UF_OK);
    ck_assert_double_eq(effect.estimate, 46.0 / 210);
    ck_assert_uint_eq(rate.pupils, 2);
}
END_TEST

/* Three pupils with 100 each: 3, 9 and 6, rate 0.06. V = 3/2 (9 + 9 + 0) / 300^2. R 4.2.2:
 * x <- c(3, 9, 6); n <- rep(100, 3); p <- sum(x) / sum(n)
 * se <- sqrt(3 / 2 * sum((x - p * n)^2)) / sum(n)
 * plogis(qlogis(p) + c(-1, 1) * qt(.975, 2) * se / (p * (1 - p))) */
START_TEST(the_interval_is_by_pupil)
{
    static const int pupils[][3] = { { 100, 3, 0 }, { 100, 9, 0 }, { 100, 6, 0 } };
    uf_absence_rate rate = rate_of(pupils, 3, false, false);
    uf_effect effect;
    ck_assert_int_eq(uf_absence_rate_get(&effect, &rate, 0.95, NULL), UF_OK);
    ck_assert_double_eq(effect.estimate, 0.06);
    ck_assert_double_eq_tol(effect.std_error, 0.01732050808, 1e-10);
    ck_assert_double_eq(effect.df, 2);
    ck_assert_double_eq_tol(effect.conf_low, 0.01674308413, 1e-10);
    ck_assert_double_eq_tol(effect.conf_high, 0.19306978807, 1e-10);
    ck_assert_int_eq(uf_absence_rate_get(&effect, &rate, 1, NULL), UF_EINVAL);
}
END_TEST

/* 20 of 100 missed, 25 more unreported: between 20/125 and 45/125 under every policy. */
START_TEST(bounds_do_not_depend_on_the_policy)
{
    static const struct {
        int pupil[1][3];
        bool includes, absent;
    } rows[] = { { { { 100, 20, 25 } }, false, false },
                 { { { 125, 20, 25 } }, true, false },
                 { { { 125, 45, 25 } }, true, true } };
    for (size_t i = 0; i < 3; i++) {
        uf_absence_rate rate = rate_of(rows[i].pupil, 1, rows[i].includes, rows[i].absent);
        double low;
        double high;
        uf_absence_rate_bounds(&rate, &low, &high);
        ck_assert_double_eq(low, 0.16);
        ck_assert_double_eq(high, 0.36);
    }
}
END_TEST

START_TEST(pupils_without_a_lesson_count_in_the_bounds_alone)
{
    static const int pupils[][3] = { { 100, 10, 0 }, { 0, 0, 100 }, { 0, 0, 0 } };
    uf_absence_rate rate = rate_of(pupils, 3, false, false);
    uf_effect effect;
    double low;
    double high;
    ck_assert_int_eq(uf_absence_rate_get(&effect, &rate, 0.95, NULL), UF_OK);
    ck_assert_double_eq(effect.estimate, 0.1);
    ck_assert(isnan(effect.conf_low));
    ck_assert_uint_eq(rate.pupils, 1);
    ck_assert_uint_eq(rate.without, 2);
    uf_absence_rate_bounds(&rate, &low, &high);
    ck_assert_double_eq(low, 0.05);
    ck_assert_double_eq(high, 0.55);
    rate = rate_of(pupils + 2, 1, false, false);
    ck_assert_int_eq(uf_absence_rate_get(&effect, &rate, 0.95, NULL), UF_OK);
    ck_assert(isnan(effect.estimate));
    uf_absence_rate_bounds(&rate, &low, &high);
    ck_assert(isnan(low) && isnan(high));
}
END_TEST

START_TEST(totals_are_exact)
{
    uf_absence_rate rate;
    uf_absence_rate_init(&rate, false, false);
    uf_absence_sums tenth = { .scheduled = { 7, 1 }, .absent = { 1, 1 }, .authorised = { 1, 1 } };
    for (int i = 0; i < 1000000; i++)
        ck_assert_int_eq(uf_absence_rate_push(&rate, &tenth, NULL), UF_OK);
    ck_assert_int_eq(uf_absence_total_decimal(rate.absent).mantissa, 100000);
    ck_assert_int_eq(uf_absence_total_decimal(rate.absent).places, 0);
    ck_assert_int_eq(uf_absence_total_decimal(rate.scheduled).mantissa, 700000);
    uf_effect effect;
    ck_assert_int_eq(uf_absence_rate_get(&effect, &rate, 0.95, NULL), UF_OK);
    ck_assert_double_eq(effect.estimate, 1.0 / 7);

    uf_decimal decimal = uf_absence_total_decimal((uf_absence_total){ 12, 50000000 });
    ck_assert_int_eq(decimal.mantissa, 1205);
    ck_assert_int_eq(decimal.places, 2);
    decimal = uf_absence_total_decimal((uf_absence_total){ INT64_MAX / 10 - 1, 123456789 });
    ck_assert_int_eq(decimal.places, 1); /* no room for more */
    ck_assert_int_eq(uf_absence_total_decimal((uf_absence_total){ 0, 0 }).mantissa, 0);
}
END_TEST

START_TEST(one_pupil_at_two_places_is_one_pupil)
{
    uf_absence_sums pupil = { .scheduled = { 825, 1 },
                              .absent = { 45, 0 },
                              .authorised = { 45, 0 },
                              .authorised_known = true };
    uf_absence_sums other = { .scheduled = { 96, 0 }, .absent = { 7, 0 }, .unreported = { 1, 0 } };
    ck_assert(uf_absence_sums_add(&pupil, &other));
    ck_assert_double_eq(uf_decimal_value(pupil.scheduled), 178.5);
    ck_assert_double_eq(uf_decimal_value(pupil.absent), 52);
    ck_assert_double_eq(uf_decimal_value(pupil.unreported), 1);
    ck_assert(!pupil.authorised_known);
    other.scheduled = (uf_decimal){ INT64_C(9100000000), 0 };
    ck_assert(!uf_absence_sums_add(&pupil, &other) || !uf_absence_sums_add(&pupil, &other));
}
END_TEST

START_TEST(impossible_sums_are_refused)
{
    uf_absence_rate rate;
    uf_absence_rate_init(&rate, false, false);
    uf_absence_sums sums = sums_of(10, 11, 0);
    ck_assert_int_eq(uf_absence_rate_push(&rate, &sums, NULL), UF_EINVAL);
    sums = sums_of(10, 1, -1);
    ck_assert_int_eq(uf_absence_rate_push(&rate, &sums, NULL), UF_EINVAL);
    ck_assert_uint_eq(rate.pupils + rate.without, 0);
}
END_TEST

Suite *test_absence_rate_suite(void)
{
    Suite *suite = suite_create("absence_rate");
    TCase *cases = tcase_create("rate");
    tcase_add_test(cases, a_ratio_of_totals_is_no_mean_of_rates);
    tcase_add_test(cases, the_interval_is_by_pupil);
    tcase_add_test(cases, bounds_do_not_depend_on_the_policy);
    tcase_add_test(cases, pupils_without_a_lesson_count_in_the_bounds_alone);
    tcase_add_test(cases, totals_are_exact);
    tcase_add_test(cases, one_pupil_at_two_places_is_one_pupil);
    tcase_add_test(cases, impossible_sums_are_refused);
    suite_add_tcase(suite, cases);
    return suite;
}
