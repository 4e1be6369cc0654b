/* test_rating_noise.c: shares of cases that seem to improve, against R's enumeration. */
#include <utfall/rating_noise.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <utfall/start.h>

enum { RISKS = 12, PROTECTIVES = 7, FACTORS = RISKS + PROTECTIVES };

static const uf_change_rules sums = { .rule = UF_CHANGE_SUM, .min_change = { { 1, 0 }, { 1, 0 } } };

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

/* ESTER's size: 12 risk and 7 protective factors 0 to 4, protective baselines mirrored. */
static uf_rating_noise *ester(const double marginal[5], uf_agreement agreement)
{
    static double mirrored[5];
    uf_factor factors[FACTORS];
    const double *marginals[FACTORS];
    for (size_t i = 0; i < 5; i++)
        mirrored[i] = marginal[4 - i];
    for (size_t i = 0; i < FACTORS; i++) {
        const bool risk = i < RISKS;
        factors[i] = (uf_factor){ risk ? UF_RISK : UF_PROTECTIVE, 0, 4, { 1, 0 } };
        marginals[i] = risk ? marginal : mirrored;
    }
    uf_rating_noise *noise;
    ck_assert_int_eq(uf_rating_noise_new(&noise, factors, marginals, FACTORS, &agreement, NULL),
                     UF_OK);
    return noise;
}

static uf_noise_shares expected(const uf_rating_noise *noise, const uf_factor_pair *pairs,
                                const uf_change_rules *rules, double shared)
{
    uf_noise_shares shares;
    ck_assert_int_eq(uf_rating_noise_expected(&shares, noise, pairs, rules, shared, NULL), UF_OK);
    return shares;
}

static double worst(const uf_rating_noise *noise, double selected)
{
    uf_noise_shares shares;
    ck_assert_int_eq(uf_rating_noise_selected(&shares, noise, NULL, &sums, selected, NULL), UF_OK);
    return shares.improved;
}

/* tests/certified/r/rating_noise.R */
START_TEST(reference)
{
    static const struct {
        const char *row;
        double marginal[5];
        uf_agreement agreement;
    } cases[] = {
        { "RN-01", { 1, 1, 1, 1, 1 }, { 0.56, 0.90 } },
        { "RN-02", { 1, 2, 3, 6, 8 }, { 0.56, 0.90 } },
        { "RN-03", { 40, 30, 20, 8, 2 }, { 0.56, 0.90 } },
        { "RN-04", { 1, 1, 1, 1, 1 }, { 0.78, 0.98 } },
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        uf_rating_noise *noise = ester(cases[c].marginal, cases[c].agreement);
        const uf_noise_shares shares = expected(noise, NULL, &sums, 0);
        same(cases[c].row, "risk", shares.good[UF_RISK]);
        same(cases[c].row, "protective", shares.good[UF_PROTECTIVE]);
        same(cases[c].row, "improved", shares.improved);
        same(cases[c].row, "shared_0.1", expected(noise, NULL, &sums, 0.1).improved);
        same(cases[c].row, "shared_0.3", expected(noise, NULL, &sums, 0.3).improved);
        same(cases[c].row, "worst_0.3", worst(noise, 0.3));
        same(cases[c].row, "worst_0.1", worst(noise, 0.1));
        ck_assert_double_eq_tol(worst(noise, 1), shares.improved, 1e-12);
        uf_rating_noise_free(noise);
    }
}
END_TEST

/* --- Few factors, of different lengths and weights. --- */

static const uf_factor few[] = {
    { UF_RISK, 0, 4, { 1, 0 } },       { UF_RISK, 1, 4, { 5, 1 } },
    { UF_RISK, -1, 1, { 150, 2 } },    { UF_PROTECTIVE, 0, 3, { 1, 0 } },
    { UF_PROTECTIVE, 0, 3, { 2, 0 } },
};
enum { FEW = sizeof few / sizeof few[0] };

static uf_rating_noise *few_noise(void)
{
    static const double a[] = { 1, 2, 3, 6, 8 }, b[] = { 2, 3, 3, 2 }, c[] = { 1, 1, 2 },
                        d[] = { 4, 3, 2, 1 }, e[] = { 2, 2, 3, 3 };
    const double *const marginals[] = { a, b, c, d, e };
    const uf_agreement agreement = { 0.5, 0.85 };
    uf_rating_noise *noise;
    ck_assert_int_eq(uf_rating_noise_new(&noise, few, marginals, FEW, &agreement, NULL), UF_OK);
    return noise;
}

/* Levels 4, 1, 2 and 0, 1, in the factors' own units. */
static void given_baselines(uf_factor_pair pairs[FEW])
{
    static const int32_t before[] = { 4, 2, 1, 0, 1 };
    for (size_t i = 0; i < FEW; i++)
        pairs[i] = (uf_factor_pair){ .compared = true, .before = before[i] };
}

START_TEST(rules_and_weights)
{
    static const struct {
        const char *row;
        uf_change_rules rules;
    } cases[] = {
        { "RN-sum", { .rule = UF_CHANGE_SUM, .min_change = { { 15, 1 }, { 2, 0 } } } },
        { "RN-mean", { .rule = UF_CHANGE_MEAN, .min_change = { { 6, 1 }, { 5, 1 } } } },
        { "RN-any", { .rule = UF_CHANGE_ANY, .min_change = { { 2, 0 }, { 1, 0 } } } },
        { "RN-majority", { .rule = UF_CHANGE_MAJORITY, .min_change = { { 1, 0 }, { 0, 0 } } } },
    };
    uf_rating_noise *noise = few_noise();
    uf_factor_pair pairs[FEW];
    given_baselines(pairs);
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        uf_noise_shares shares = expected(noise, NULL, &cases[c].rules, 0);
        same(cases[c].row, "risk", shares.good[UF_RISK]);
        same(cases[c].row, "protective", shares.good[UF_PROTECTIVE]);
        same(cases[c].row, "improved", shares.improved);
        ck_assert_int_eq(uf_rating_noise_given(&shares, noise, pairs, &cases[c].rules, 0, NULL),
                         UF_OK);
        same(cases[c].row, "given_risk", shares.good[UF_RISK]);
        same(cases[c].row, "given_protective", shares.good[UF_PROTECTIVE]);
        same(cases[c].row, "given_improved", shares.improved);
    }
    uf_rating_noise_free(noise);
}
END_TEST

/* The scales begin at 0, 1 and -1 with weights 1, 0.5 and 1.5: the lowest sum is -1, so levels of
 * 6.5 or more are sums of 5.5 or more. Everybody is at -1 or above, nobody above 4 + 2 + 1.5. */
START_TEST(share_from_a_cut)
{
    uf_rating_noise *noise = few_noise();
    double share;
    ck_assert_int_eq(uf_rating_noise_share_from(&share, noise, NULL, (uf_decimal){ 55, 1 }, NULL),
                     UF_OK);
    ck_oracle("RN-from.share", share);
    ck_assert_int_eq(uf_rating_noise_share_from(&share, noise, NULL, (uf_decimal){ -1, 0 }, NULL),
                     UF_OK);
    ck_assert_double_eq_tol(share, 1, 1e-12);
    ck_assert_int_eq(uf_rating_noise_share_from(&share, noise, NULL, (uf_decimal){ 76, 1 }, NULL),
                     UF_OK);
    ck_assert_double_eq(share, 0);
    uf_rating_noise_free(noise);
}
END_TEST

/* Averaged over all baselines by how common they are, cases whose baseline is known are those whose
 * baseline is not: the law of total probability, one factor a side. */
START_TEST(given_averages_to_expected)
{
    uf_rating_noise *noise = few_noise();
    static const double marginal[] = { 0.05, 0.1, 0.15, 0.3, 0.4 };
    uf_factor_pair pairs[FEW] = { { .compared = true }, { .compared = false } };
    const double all = expected(noise, pairs, &sums, 0).good[UF_RISK];
    double mean = 0;
    for (int32_t level = 0; level < 5; level++) {
        uf_noise_shares shares;
        pairs[0].before = level;
        ck_assert_int_eq(uf_rating_noise_given(&shares, noise, pairs, &sums, 0, NULL), UF_OK);
        mean += marginal[level] * shares.good[UF_RISK];
        ck_assert_double_eq(shares.good[UF_PROTECTIVE], 0);
        ck_assert_double_eq(shares.improved, 0);
    }
    ck_assert_double_eq_tol(mean, all, 1e-12);
    /* 50 % of pairs differ, half of them by a fall. */
    ck_assert_double_eq_tol(all, 0.25, 1e-10);
    uf_rating_noise_free(noise);
}
END_TEST

/* An instrument of risks alone: protection is not asked about. */
START_TEST(one_side)
{
    static const double even[] = { 1, 1, 1 };
    const uf_factor factors[] = { { UF_RISK, 0, 2, { 1, 0 } }, { UF_RISK, 0, 2, { 1, 0 } } };
    const double *const marginals[] = { even, even };
    const uf_agreement agreement = { 0.6, 0.9 };
    uf_rating_noise *noise;
    ck_assert_int_eq(uf_rating_noise_new(&noise, factors, marginals, 2, &agreement, NULL), UF_OK);
    uf_noise_shares shares = expected(noise, NULL, &sums, 0.3);
    ck_assert_double_nan(shares.good[UF_PROTECTIVE]);
    ck_assert_double_eq(shares.improved, shares.good[UF_RISK]);
    /* By hand: steps -2, -1, 0, 1, 2 of a factor have 0.05, 0.15, 0.6, 0.15, 0.05; two of them sum
     * to 0 with 2 (0.05^2 + 0.15^2) + 0.6^2 = 0.41. */
    ck_assert_double_eq_tol(shares.improved, (1 - 0.41) / 2, 1e-10);
    ck_assert_int_eq(uf_rating_noise_selected(&shares, noise, NULL, &sums, 0.2, NULL), UF_OK);
    ck_assert(shares.improved > 0.4);
    uf_rating_noise_free(noise);
}
END_TEST

/* By hand: nobody is rated on the second factor, the third takes one value, so no table of these
 * two has the agreement; the first can. */
START_TEST(infeasible_factors)
{
    static const double even[] = { 1, 1, 1 }, none[] = { 0, 0, 0 }, one[] = { 0, 5, 0 };
    const uf_factor factors[] = { { UF_RISK, 0, 2, { 1, 0 } },
                                  { UF_RISK, 0, 2, { 1, 0 } },
                                  { UF_RISK, 0, 2, { 1, 0 } } };
    const double *const marginals[] = { even, none, one };
    const uf_agreement agreement = { 0.6, 0.9 };
    uf_agreement reached;
    uf_rating_noise *noise;
    ck_assert_int_eq(uf_rating_noise_new(&noise, factors, marginals, 3, &agreement, NULL), UF_OK);
    ck_assert(uf_rating_noise_feasible(noise, 0, &reached));
    ck_assert_double_eq_tol(reached.exact, 0.6, 1e-9);
    ck_assert(!uf_rating_noise_feasible(noise, 1, &reached));
    ck_assert_double_nan(reached.exact);
    ck_assert_ptr_null(uf_rating_noise_table(noise, 1));
    ck_assert(!uf_rating_noise_feasible(noise, 2, &reached));
    ck_assert_double_eq_tol(reached.exact, 1, 1e-9);
    ck_assert_double_eq_tol(uf_rating_noise_table(noise, 2)[4], 1, 1e-9);
    /* 0.2 fall on the first; the third never moves. */
    ck_assert_double_eq_tol(expected(noise, NULL, &sums, 0).improved, 0.2, 1e-9);
    uf_factor_pair pairs[] = { { .compared = true }, { .compared = true }, { .compared = false } };
    uf_noise_shares shares;
    uf_error error;
    ck_assert_int_eq(uf_rating_noise_expected(&shares, noise, pairs, &sums, 0, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    pairs[1].compared = false;
    pairs[0].before = 3;
    ck_assert_int_eq(uf_rating_noise_given(&shares, noise, pairs, &sums, 0, &error), UF_EINVAL);
    pairs[0].compared = false;
    pairs[2].compared = true;
    pairs[2].before = 0;
    ck_assert_int_eq(uf_rating_noise_given(&shares, noise, pairs, &sums, 0, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    uf_rating_noise_free(noise);
    ck_assert_int_eq(uf_rating_noise_new(&noise, factors + 1, marginals + 1, 2, &agreement, &error),
                     UF_EDATA);
    ck_assert_ptr_null(noise);
}
END_TEST

START_TEST(refused)
{
    uf_rating_noise *noise = few_noise();
    uf_noise_shares shares;
    uf_change_rules bad = sums;
    bad.min_change[UF_RISK] = (uf_decimal){ -1, 0 };
    ck_assert_int_eq(uf_rating_noise_expected(&shares, noise, NULL, &bad, 0, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_rating_noise_expected(&shares, noise, NULL, &sums, -0.1, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_rating_noise_expected(&shares, noise, NULL, &sums, NAN, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_rating_noise_selected(&shares, noise, NULL, &sums, 0, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_rating_noise_selected(&shares, noise, NULL, &sums, 1.1, NULL), UF_EINVAL);
    uf_rating_noise_free(noise);
    uf_rating_noise_free(NULL);

    static const double even[] = { 1, 1, 1 };
    static const double *const marginals[] = { even, even };
    const uf_agreement agreement = { 0.6, 0.9 };
    uf_factor fine[] = { { UF_RISK, 0, 2, { 123457, 3 } }, { UF_RISK, 0, 2, { 1, 6 } } };
    uf_error error;
    ck_assert_int_eq(uf_rating_noise_new(&noise, fine, marginals, 2, &agreement, &error), UF_OK);
    ck_assert_int_eq(uf_rating_noise_expected(&shares, noise, NULL, &sums, 0, &error), UF_ERANGE);
    uf_rating_noise_free(noise);
    fine[1].max = 200;
    ck_assert_int_eq(uf_rating_noise_new(&noise, fine, marginals, 2, &agreement, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    fine[1].max = -1;
    ck_assert_int_eq(uf_rating_noise_new(&noise, fine, marginals, 2, &agreement, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_rating_noise_new(&noise, fine, marginals, 0, &agreement, NULL), UF_EINVAL);
}
END_TEST

Suite *test_rating_noise_suite(void);

Suite *test_rating_noise_suite(void)
{
    Suite *suite = suite_create("rating_noise");
    TCase *tests = tcase_create("rating_noise");
    tcase_add_checked_fixture(tests, uf_start, NULL);
    tcase_add_test(tests, reference);
    tcase_add_test(tests, rules_and_weights);
    tcase_add_test(tests, share_from_a_cut);
    tcase_add_test(tests, given_averages_to_expected);
    tcase_add_test(tests, one_side);
    tcase_add_test(tests, infeasible_factors);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
