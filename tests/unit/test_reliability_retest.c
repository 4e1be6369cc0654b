/* test_reliability_retest.c: agreement and consistency of occasions, against psych::ICC. */
#include <utfall/reliability_retest.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <utfall/tail.h>

static uf_retest anova(const double *scores, size_t people, size_t occasions)
{
    uf_retest retest;
    ck_assert_int_eq(uf_retest_anova(&retest, scores, people, occasions, NULL), UF_OK);
    return retest;
}

static uf_effect icc(const uf_retest *retest, uf_retest_kind kind, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_retest_icc(&effect, retest, kind, level, NULL), UF_OK);
    return effect;
}

static void agrees(const char *row_case, const char *name, double value)
{
    char id[96];
    (void)snprintf(id, sizeof id, "%s.%s", row_case, name);
    ck_oracle(id, value);
}

static void check_errors(const char *row_case, const uf_retest *retest, double level)
{
    uf_effect sem, change;
    ck_assert_int_eq(uf_retest_sem(&sem, retest, UF_RETEST_CONSISTENCY, level, NULL), UF_OK);
    ck_assert_int_eq(uf_retest_smallest_change(&change, retest, UF_RETEST_CONSISTENCY, level, NULL),
                     UF_OK);
    agrees(row_case, "sem", sem.estimate);
    agrees(row_case, "sem.low", sem.conf_low);
    agrees(row_case, "sem.high", sem.conf_high);
    agrees(row_case, "change", change.estimate);
    ck_assert_double_eq_tol(change.conf_high / sem.conf_high, change.estimate / sem.estimate,
                            1e-12);
    ck_assert_int_eq(uf_retest_sem(&sem, retest, UF_RETEST_AGREEMENT, level, NULL), UF_OK);
    ck_assert_int_eq(uf_retest_smallest_change(&change, retest, UF_RETEST_AGREEMENT, level, NULL),
                     UF_OK);
    agrees(row_case, "sem_agreement", sem.estimate);
    agrees(row_case, "change_agreement", change.estimate);
    ck_assert(isnan(sem.conf_low) && isnan(change.conf_high));
}

static void check_case(const char *row_case, const uf_retest *retest, double level)
{
    const uf_effect a = icc(retest, UF_RETEST_AGREEMENT, level);
    const uf_effect c = icc(retest, UF_RETEST_CONSISTENCY, level);
    agrees(row_case, "ms_people", retest->ms_people);
    agrees(row_case, "ms_occasions", retest->ms_occasions);
    agrees(row_case, "ms_error", retest->ms_error);
    agrees(row_case, "a1", a.estimate);
    agrees(row_case, "a1.low", a.conf_low);
    agrees(row_case, "a1.high", a.conf_high);
    agrees(row_case, "c1", c.estimate);
    agrees(row_case, "c1.low", c.conf_low);
    agrees(row_case, "c1.high", c.conf_high);
    agrees(row_case, "f", c.statistic);
    agrees(row_case, "p", c.p_value);
    check_errors(row_case, retest, level);
}

/* Shrout & Fleiss 1979, table 2. */
START_TEST(judges)
{
    static const double scores[] = { 9, 2, 5, 8, 6,  1, 3, 2, 8, 4, 6, 8,
                                     7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7 };
    const uf_retest retest = anova(scores, 6, 4);
    check_case("REL-SF", &retest, 0.95);
    ck_oracle("REL-SFP.a1", icc(&retest, UF_RETEST_AGREEMENT, 0.95).estimate);
    ck_oracle("REL-SFP.c1", icc(&retest, UF_RETEST_CONSISTENCY, 0.95).estimate);
}
END_TEST

START_TEST(two_occasions)
{
    double scores[60];
    for (int i = 0; i < 30; i++) {
        const int a = (31 * i * i + 17 * i) % 97 / 3;
        scores[2 * (size_t)i] = a + (7 * i) % 5;
        scores[2 * i + 1] = a + (11 * i * i + 5 * i) % 7 + 2;
    }
    const uf_retest retest = anova(scores, 30, 2);
    check_case("REL-RT-01", &retest, 0.95);
    check_case("REL-RT-02", &retest, 0.9);
    double total = 0;
    for (int i = 0; i < 30; i++)
        total += scores[2 * (size_t)i + 1] - scores[2 * (size_t)i];
    ck_assert_double_eq_tol(retest.shift, total / 30, 1e-12);
}
END_TEST

START_TEST(negative)
{
    double scores[24];
    for (int i = 0; i < 12; i++) {
        scores[2 * (size_t)i] = (7 * i) % 12;
        scores[2 * i + 1] = 11 - (7 * i) % 12 + i % 2;
    }
    const uf_retest retest = anova(scores, 12, 2);
    check_case("REL-RT-03", &retest, 0.95);
    ck_assert(icc(&retest, UF_RETEST_CONSISTENCY, 0.95).estimate < 0);
}
END_TEST

/* By hand: everybody one higher the second time. Consistency is perfect; agreement is not. MSR of
 * 1.5, 2.5, 3.5, 4.5 is 2 * 5/3, MSC 4 * 2 * 0.25 = 2, so A1 = (10/3) / (10/3 + 2/4 * 2). */
START_TEST(no_error)
{
    const double scores[] = { 1, 2, 2, 3, 3, 4, 4, 5 };
    const uf_retest retest = anova(scores, 4, 2);
    uf_effect effect = icc(&retest, UF_RETEST_CONSISTENCY, 0.95);
    ck_assert_double_eq_tol(effect.estimate, 1, 1e-15);
    ck_assert_str_eq(effect.note, "no error within people: no interval");
    ck_assert_double_eq_tol(icc(&retest, UF_RETEST_AGREEMENT, 0.95).estimate, 10.0 / 13, 1e-14);
    ck_assert_int_eq(uf_retest_sem(&effect, &retest, UF_RETEST_CONSISTENCY, 0.95, NULL), UF_OK);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_int_eq(uf_retest_sem(&effect, &retest, UF_RETEST_AGREEMENT, 0.95, NULL), UF_OK);
    ck_assert_double_eq_tol(effect.estimate, sqrt(0.5), 1e-14);
    ck_assert_double_eq_tol(retest.shift, 1, 1e-14);
}
END_TEST

START_TEST(nothing_to_say)
{
    const double flat[] = { 3, 3, 3, 3 };
    uf_retest retest = anova(flat, 2, 2);
    ck_assert_str_eq(icc(&retest, UF_RETEST_AGREEMENT, 0.95).note, "people do not differ");
    retest = anova(flat, 1, 2);
    ck_assert_str_eq(icc(&retest, UF_RETEST_AGREEMENT, 0.95).note,
                     "fewer than 2 people scored on every occasion");
    uf_effect effect;
    ck_assert_int_eq(uf_retest_sem(&effect, &retest, UF_RETEST_AGREEMENT, 0.95, NULL), UF_OK);
    ck_assert_double_nan(effect.estimate);
    retest = anova(NULL, 0, 2);
    ck_assert_double_nan(icc(&retest, UF_RETEST_CONSISTENCY, 0.95).estimate);
}
END_TEST

START_TEST(refused)
{
    const double scores[] = { 1, 2, NAN, 4 };
    uf_retest retest;
    uf_error error;
    uf_effect effect;
    ck_assert_int_eq(uf_retest_anova(&retest, scores, 2, 2, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    ck_assert_int_eq(uf_retest_anova(&retest, scores, 2, 1, NULL), UF_EINVAL);
    retest = anova((double[]){ 1, 2, 2, 4 }, 2, 2);
    ck_assert_int_eq(uf_retest_icc(&effect, &retest, UF_RETEST_AGREEMENT, 0, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_retest_sem(&effect, &retest, UF_RETEST_AGREEMENT, 1, NULL), UF_EINVAL);
}
END_TEST

/* R 4.2.2: qf(0.025, 5, 12, lower.tail = FALSE) and the like. */
START_TEST(quantiles_of_f)
{
    static const struct {
        double tail, numerator, denominator, value;
    } cases[] = {
        { 0.025, 5, 12, 3.89113393390239 },  { 0.975, 5, 12, 0.153267293494363 },
        { 1e-06, 2, 3.5, 4692.96764173952 }, { 0.05, 1999, 15992, 1.05602102765646 },
        { 0.95, 1, 1, 0.00619395865710826 }, { 0.025, 2.7, 29, 3.74770377152448 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const double f = uf_f_quantile(cases[i].tail, cases[i].numerator, cases[i].denominator);
        ck_assert_double_eq_tol(f / cases[i].value, 1, 1e-11);
    }
    ck_assert_double_nan(uf_f_quantile(0, 5, 12));
    ck_assert_double_nan(uf_f_quantile(0.5, 0, 12));
}
END_TEST

Suite *test_reliability_retest_suite(void);

Suite *test_reliability_retest_suite(void)
{
    Suite *suite = suite_create("reliability_retest");
    TCase *tests = tcase_create("reliability_retest");
    tcase_add_test(tests, judges);
    tcase_add_test(tests, two_occasions);
    tcase_add_test(tests, negative);
    tcase_add_test(tests, no_error);
    tcase_add_test(tests, nothing_to_say);
    tcase_add_test(tests, refused);
    tcase_add_test(tests, quantiles_of_f);
    suite_add_tcase(suite, tests);
    return suite;
}
