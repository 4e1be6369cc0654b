/* test_standardised_change.c: against metafor (tests/certified/r/standardised_change.R). */
#include <check.h>
#include <math.h>

#include <utfall/standardised_change.h>

#include "oracle.h"

Suite *test_standardised_change_suite(void);

enum { MOST = 40 };

static uf_effect change(const double *after, const double *before, size_t n)
{
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_standardised_change(&effect, after, before, n, 0.95, &error), UF_OK);
    ck_assert_str_eq(effect.method, "becker");
    return effect;
}

START_TEST(ten_sums_of_ratings)
{
    const double before[] = { 22, 31, 18, 27, 35, 24, 29, 20, 33, 26 };
    const double after[] = { 19, 30, 18, 21, 28, 25, 22, 20, 27, 23 };
    const uf_effect effect = change(after, before, 10);
    ck_oracle("SMC-01.g", effect.estimate);
    ck_oracle("SMC-01.se", effect.std_error);
    ck_oracle("SMC-01.low", effect.conf_low);
    ck_oracle("SMC-01.high", effect.conf_high);
}
END_TEST

START_TEST(forty_cases)
{
    double before[MOST], after[MOST];
    for (int i = 0; i < MOST; i++) {
        before[i] = (i * 37) % 41 / 4.0;
        after[i] = (i * 23) % 41 / 4.0 + 1;
    }
    const uf_effect effect = change(after, before, MOST);
    ck_oracle("SMC-02.g", effect.estimate);
    ck_oracle("SMC-02.se", effect.std_error);
    ck_oracle("SMC-02.low", effect.conf_low);
    ck_oracle("SMC-02.high", effect.conf_high);
}
END_TEST

START_TEST(three_cases_far_from_zero)
{
    const double before[] = { 1000001, 1000002, 1000004 },
                 after[] = { 1000002, 1000002, 1000004.5 };
    const uf_effect effect = change(after, before, 3);
    ck_oracle("SMC-03.g", effect.estimate);
    ck_oracle("SMC-03.se", effect.std_error);
    ck_oracle("SMC-03.low", effect.conf_low);
    ck_oracle("SMC-03.high", effect.conf_high);
}
END_TEST

/* By hand: a standard deviation of 0 standardises nothing; one of 0 after has no correlation. */
START_TEST(what_cannot_be_said_is_blank_with_a_reason)
{
    const double same[] = { 4, 4, 4 }, other[] = { 1, 2, 3 };
    uf_effect effect = change(other, same, 3);
    ck_assert(isnan(effect.estimate) && effect.note[0] != '\0');
    effect = change(same, other, 3); /* J(2) (4 - 2) / 1, J(2) = 1 / sqrt(pi) */
    ck_assert_double_eq_tol(effect.estimate, 2 / sqrt(acos(-1)), 1e-12);
    ck_assert(isnan(effect.std_error) && isnan(effect.conf_low) && effect.note[0] != '\0');
    effect = change(other, other, 3); /* no certainty of 0 */
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert(isnan(effect.std_error) && isnan(effect.conf_low) && effect.note[0] != '\0');
    effect = change(other, same, 2);
    ck_assert(isnan(effect.estimate) && effect.note[0] != '\0');
    effect = change(NULL, NULL, 0);
    ck_assert(isnan(effect.estimate) && effect.note[0] != '\0');
}
END_TEST

START_TEST(impossible_requests)
{
    const double values[] = { 1, 2, 3 }, broken[] = { 1, NAN, 3 };
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_standardised_change(&effect, values, values, 3, 1, &error), UF_EINVAL);
    ck_assert_int_eq(uf_standardised_change(&effect, values, broken, 3, 0.95, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
}
END_TEST

Suite *test_standardised_change_suite(void)
{
    Suite *suite = suite_create("standardised_change");
    TCase *tests = tcase_create("becker");
    tcase_add_test(tests, ten_sums_of_ratings);
    tcase_add_test(tests, forty_cases);
    tcase_add_test(tests, three_cases_far_from_zero);
    tcase_add_test(tests, what_cannot_be_said_is_blank_with_a_reason);
    tcase_add_test(tests, impossible_requests);
    suite_add_tcase(suite, tests);
    return suite;
}
