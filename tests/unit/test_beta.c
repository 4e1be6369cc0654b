/* test_beta.c: tails, quantiles and binomial probabilities against R, and where GSL gives up. */
#include <check.h>
#include <math.h>
#include <stdio.h>

#include <utfall/beta.h>

#include "oracle.h"

/* The certified value of statistic in case number `number` of a series. */
static void compare(const char *series, int number, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s-%02d.%s", series, number, statistic);
    ck_oracle(id, computed);
}

START_TEST(tails_agree_with_r)
{
    const double cases[][3] = {
        { .2, 3, 18 },          { .01, 1e-3, 50 },     { .999, 200, .3 },     { .5, 2, 2 },
        { 1e-9, .5, 1e9 },      { .9, 3, 18 },         { .15, 1.5e3, 8.5e3 }, { .15, 1.5e5, 8.5e5 },
        { .148, 1.5e5, 8.5e5 }, { .15, 1.5e6, 8.5e6 }, { .15, 1.5e8, 8.5e8 }, { .5, 1e9, 1e9 },
    };
    for (int i = 0; i < (int)(sizeof cases / sizeof cases[0]); i++) {
        compare("U-BETA", i + 1, "lower", uf_beta_lower(cases[i][0], cases[i][1], cases[i][2]));
        compare("U-BETA", i + 1, "upper", uf_beta_upper(cases[i][0], cases[i][1], cases[i][2]));
    }
}
END_TEST

START_TEST(quantiles_agree_with_r)
{
    const double cases[][3] = {
        { .025, 3, 18 },        { .975, .5, 1e9 + .5 }, { .975, 1, 1e9 }, { .025, 1e9, 1e9 },
        { .025, 1.5e8, 8.5e8 }, { .025, .5, 12.5 },     { .3, 40, 2 },
    };
    for (int i = 0; i < (int)(sizeof cases / sizeof cases[0]); i++) {
        double p = cases[i][0];
        compare("U-BETAQ", i + 1, "lower", uf_beta_lower_quantile(p, cases[i][1], cases[i][2]));
        compare("U-BETAQ", i + 1, "upper", uf_beta_upper_quantile(p, cases[i][1], cases[i][2]));
    }
}
END_TEST

START_TEST(binomials_agree_with_r)
{
    const struct {
        uint64_t k, n;
    } cases[] = { { 3, 20 }, { 0, 20 }, { 20, 20 }, { 30, 200 }, { 150000, 1000000 } };
    for (int i = 0; i < (int)(sizeof cases / sizeof cases[0]); i++) {
        uint64_t k = cases[i].k;
        uint64_t n = cases[i].n;
        compare("U-BINOM", i + 1, "at", uf_binomial_probability(k, n, .15));
        compare("U-BINOM", i + 1, "at_most", uf_binomial_at_most(k, n, .15));
        compare("U-BINOM", i + 1, "at_least", uf_binomial_at_least(k, n, .15));
    }
}
END_TEST

/* gsl_cdf_beta_Pinv aborts here (NaN with its handler off). Near 0, F(x) = x^a / (a B(a, b)), so
 * the quantile is (p a B(a, b))^(1/a) = exp((ln 0.025 - 0.0045) / 0.001) = 1e-1604: no double but
 * 0. */
START_TEST(arguments_on_which_gsl_aborts)
{
    ck_oracle("U-BETAQ-GSL.upper", uf_beta_upper_quantile(.025, 1e-3, 50));
    ck_oracle("U-BETAQ-GSL.lower", uf_beta_lower_quantile(.025, 1e-3, 50));
    ck_assert(isfinite(uf_beta_lower_quantile(.5, 1e-3, 1e-3)));
}
END_TEST

/* Beta(1, b): P(X <= x) = 1 - (1 - x)^b; Beta(a, 1): x^a. */
START_TEST(closed_forms)
{
    for (int power = 0; power <= 10; power++) {
        double b = 0.25 * pow(7, power);
        for (int step = 0; step < 32; step++) {
            double x = 0.001 + 0.0317 * step;
            double upper = exp(b * log1p(-x));
            ck_assert(fabs(uf_beta_upper(x, 1, b) - upper) <= 1e-13 * upper * (1 + b * x));
            double lower = pow(x, b);
            ck_assert(fabs(uf_beta_lower(x, b, 1) - lower) <= 1e-13 * lower * (1 + b));
            ck_assert(fabs(uf_beta_lower(x, 1, b) + upper - 1) < 1e-13);
        }
        double q = uf_beta_lower_quantile(0.975, 1, b);
        ck_assert(fabs(q + expm1(log(0.025) / b)) <= 1e-13 * q);
    }
}
END_TEST

START_TEST(quantiles_invert_their_tails)
{
    const double shapes[] = { 0.5, 1, 3.5, 40, 1e4, 1e6 };
    const double levels[] = { 1e-12, 0.005, 0.025, 0.5, 0.9 };
    for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
            for (int k = 0; k < 5; k++) {
                double a = shapes[i];
                double b = shapes[j];
                double p = levels[k];
                double low = uf_beta_lower_quantile(p, a, b);
                double high = uf_beta_upper_quantile(p, b, a);
                /* Next to 1 the doubles themselves are too far apart for more. */
                if (low < 0.999)
                    ck_assert(fabs(uf_beta_lower(low, a, b) - p) <= 1e-10 * p);
                ck_assert(fabs(low - (1 - high)) <= 1e-12);
            }
        }
    }
}
END_TEST

START_TEST(tails_fall_and_sum_to_one)
{
    const double shapes[][2] = {
        { .5, .5 }, { 3.5, 17.5 }, { 1e-3, 50 }, { 1e5, 3 }, { 2e7, 1e8 }
    };
    for (int i = 0; i < 5; i++) {
        double before = 0;
        for (int k = 0; k <= 1000; k++) {
            double x = k / 1000.0;
            double lower = uf_beta_lower(x, shapes[i][0], shapes[i][1]);
            ck_assert(lower >= before);
            ck_assert(fabs(lower + uf_beta_upper(x, shapes[i][0], shapes[i][1]) - 1) < 1e-12);
            before = lower;
        }
        ck_assert(before == 1);
    }
}
END_TEST

START_TEST(edges_and_nonsense)
{
    ck_assert(uf_beta_lower(0, 2, 3) == 0 && uf_beta_upper(0, 2, 3) == 1);
    ck_assert(uf_beta_lower(1, 2, 3) == 1 && uf_beta_upper(1, 2, 3) == 0);
    ck_assert(uf_beta_lower(-1, 2, 3) == 0 && uf_beta_upper(2, 2, 3) == 0);
    ck_assert(uf_beta_lower_quantile(0, 2, 3) == 0 && uf_beta_lower_quantile(1, 2, 3) == 1);
    ck_assert(uf_beta_upper_quantile(0, 2, 3) == 1 && uf_beta_upper_quantile(1, 2, 3) == 0);
    ck_assert(isnan(uf_beta_lower(NAN, 2, 3)));
    ck_assert(isnan(uf_beta_lower(.5, 0, 3)));
    ck_assert(isnan(uf_beta_upper(.5, 2, -1)));
    ck_assert(isnan(uf_beta_upper(.5, INFINITY, 1)));
    ck_assert(isnan(uf_beta_lower_quantile(-.1, 2, 3)));
    ck_assert(isnan(uf_beta_upper_quantile(1.1, 2, 3)));
    ck_assert(isnan(uf_beta_lower_quantile(NAN, 2, 3)));
    ck_assert(isnan(uf_beta_lower_quantile(.5, 0, 3)));
    ck_assert(uf_binomial_probability(21, 20, .5) == 0);
    ck_assert(uf_binomial_at_most(21, 20, .5) == 1);
    ck_assert(uf_binomial_at_least(21, 20, .5) == 0);
    ck_assert(uf_binomial_probability(0, 20, 0) == 1 && uf_binomial_probability(1, 20, 0) == 0);
    ck_assert(uf_binomial_probability(20, 20, 1) == 1 && uf_binomial_probability(19, 20, 1) == 0);
    ck_assert(uf_binomial_at_most(0, 20, 0) == 1 && uf_binomial_at_most(19, 20, 1) == 0);
    ck_assert(uf_binomial_at_least(1, 20, 0) == 0 && uf_binomial_at_least(20, 20, 1) == 1);
    ck_assert(isnan(uf_binomial_probability(1, 20, 1.5)));
    ck_assert(isnan(uf_binomial_at_most(1, 20, -.5)));
    ck_assert(isnan(uf_binomial_at_least(1, 20, NAN)));
}
END_TEST

Suite *test_beta_suite(void);

Suite *test_beta_suite(void)
{
    Suite *suite = suite_create("beta");
    TCase *tests = tcase_create("beta");
    tcase_add_test(tests, tails_agree_with_r);
    tcase_add_test(tests, quantiles_agree_with_r);
    tcase_add_test(tests, binomials_agree_with_r);
    tcase_add_test(tests, arguments_on_which_gsl_aborts);
    tcase_add_test(tests, closed_forms);
    tcase_add_test(tests, quantiles_invert_their_tails);
    tcase_add_test(tests, tails_fall_and_sum_to_one);
    tcase_add_test(tests, edges_and_nonsense);
    suite_add_tcase(suite, tests);
    return suite;
}
