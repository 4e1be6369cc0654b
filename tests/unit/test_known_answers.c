/* test_known_answers.c: data with little in them, whose answers are known beforehand, tried on
 * every method that compares two groups or two occasions.
 *
 * Each test is one kind of data. Where nothing can be said the number is NaN and note has the
 * reason; a bound that does not exist is infinite. Values named KNOWN- are R's
 * (tests/certified/r/known_answers.R); the others are arithmetic by hand. */
#include <utfall/effect_size.h>
#include <utfall/mean_difference.h>
#include <utfall/odds_ratio.h>
#include <utfall/paired_binary.h>
#include <utfall/permutation.h>
#include <utfall/rank_tests.h>
#include <utfall/risk_difference.h>
#include <utfall/risk_ratio.h>
#include <utfall/two_by_two.h>

#include "oracle.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

static const double level = 0.95;

/* --- What every method says. --- */

static uf_effect difference(const uf_two_by_two *table, int method)
{
    uf_effect effect;
    ck_assert_int_eq(
        uf_risk_difference(&effect, table, (uf_risk_difference_method)method, level, NULL), UF_OK);
    return effect;
}

static uf_effect ratio(const uf_two_by_two *table, int method)
{
    uf_effect effect;
    ck_assert_int_eq(uf_risk_ratio(&effect, table, (uf_risk_ratio_method)method, level, NULL),
                     UF_OK);
    return effect;
}

static uf_effect odds(const uf_two_by_two *table, int method)
{
    uf_effect effect;
    ck_assert_int_eq(uf_odds_ratio(&effect, table, (uf_odds_ratio_method)method, level, NULL),
                     UF_OK);
    return effect;
}

static uf_effect chi_square(const uf_two_by_two *table, uf_chi_square variant)
{
    uf_effect effect;
    ck_assert_int_eq(uf_two_by_two_chi_square(&effect, table, variant, NULL), UF_OK);
    return effect;
}

static double fisher(const uf_two_by_two *table, uf_fisher variant)
{
    uf_effect effect;
    ck_assert_int_eq(uf_two_by_two_fisher(&effect, table, variant, UF_TWO_SIDED, NULL), UF_OK);
    return effect.p_value;
}

static double boschloo(const uf_two_by_two *table)
{
    uf_effect effect;
    ck_assert_int_eq(uf_two_by_two_boschloo(&effect, table, UF_TWO_SIDED, NULL), UF_OK);
    return effect.p_value;
}

static uf_effect means(const double *group, size_t n, const double *reference, size_t m, int method)
{
    uf_moments a, b;
    uf_moments_init(&a);
    uf_moments_init(&b);
    for (size_t i = 0; i < n; i++)
        uf_moments_push(&a, group[i]);
    for (size_t i = 0; i < m; i++)
        uf_moments_push(&b, reference[i]);
    uf_effect effect;
    ck_assert_int_eq(uf_mean_difference(&effect, &a, &b, (uf_mean_difference_method)method,
                                        UF_TWO_SIDED, level, NULL),
                     UF_OK);
    return effect;
}

static uf_effect mann_whitney(const double *group, size_t n, const double *reference, size_t m)
{
    uf_effect effect;
    ck_assert_int_eq(
        uf_mann_whitney(&effect, group, n, reference, m, UF_RANK_EXACT, UF_TWO_SIDED, NULL), UF_OK);
    return effect;
}

static uf_effect shift(const double *group, size_t n, const double *reference, size_t m)
{
    uf_effect effect;
    ck_assert_int_eq(uf_hodges_lehmann(&effect, group, n, reference, m, level, NULL), UF_OK);
    return effect;
}

static uf_effect signed_rank(const double *first, const double *second, size_t n, uf_zeros zeros)
{
    uf_effect effect;
    ck_assert_int_eq(
        uf_signed_rank(&effect, first, second, n, zeros, UF_RANK_EXACT, UF_TWO_SIDED, NULL), UF_OK);
    return effect;
}

static uf_effect paired_t(const double *first, const double *second, size_t n)
{
    uf_effect effect;
    ck_assert_int_eq(uf_paired_t(&effect, first, second, n, UF_TWO_SIDED, level, NULL), UF_OK);
    return effect;
}

static uf_effect permutation(const double *group, size_t n, const double *reference, size_t m)
{
    const uf_permutation_plan plan = { .exact_limit = 1e6, .replicates = 1, .seed = 1 };
    uf_effect effect;
    ck_assert_int_eq(
        uf_permutation_difference(&effect, NULL, group, n, reference, m, &plan, UF_TWO_SIDED, NULL),
        UF_OK);
    return effect;
}

static uf_effect hedges(const double *group, size_t n, const double *reference, size_t m)
{
    uf_moments a, b;
    uf_moments_init(&a);
    uf_moments_init(&b);
    for (size_t i = 0; i < n; i++)
        uf_moments_push(&a, group[i]);
    for (size_t i = 0; i < m; i++)
        uf_moments_push(&b, reference[i]);
    const uf_group_summary one = uf_group_summary_of(&a), other = uf_group_summary_of(&b);
    uf_effect effect;
    ck_assert_int_eq(uf_hedges_effect(&effect, &one, &other, level, NULL), UF_OK);
    return effect;
}

/* --- How it is said. --- */

static void interval_is(const uf_effect *effect, double low, double high)
{
    ck_assert_msg(effect->conf_low == low && effect->conf_high == high,
                  "%s: %g to %g, and not %g to %g", effect->method, effect->conf_low,
                  effect->conf_high, low, high);
}

/* No test and no interval, with the reason. */
static void says_nothing(const uf_effect *effect)
{
    ck_assert_msg(isnan(effect->p_value), "%s: p %g", effect->method, effect->p_value);
    ck_assert_msg(isnan(effect->conf_low) && isnan(effect->conf_high), "%s: %g to %g",
                  effect->method, effect->conf_low, effect->conf_high);
    ck_assert_msg(effect->note[0] != '\0', "%s: no reason", effect->method);
}

static void newcombe_is(const char *row, const uf_two_by_two *table)
{
    uf_effect effect = difference(table, UF_RISK_DIFFERENCE_NEWCOMBE);
    char id[64];
    snprintf(id, sizeof id, "%s.newcombe.low", row);
    ck_oracle(id, effect.conf_low);
    snprintf(id, sizeof id, "%s.newcombe.high", row);
    ck_oracle(id, effect.conf_high);
}

static void tests_are(const char *row, const uf_two_by_two *table)
{
    char id[64];
    snprintf(id, sizeof id, "%s.chisq", row);
    ck_oracle(id, chi_square(table, UF_CHI_PEARSON).statistic);
    snprintf(id, sizeof id, "%s.p", row);
    ck_oracle(id, chi_square(table, UF_CHI_PEARSON).p_value);
    snprintf(id, sizeof id, "%s.yates", row);
    ck_oracle(id, chi_square(table, UF_CHI_YATES).statistic);
    snprintf(id, sizeof id, "%s.fisher", row);
    ck_oracle(id, fisher(table, UF_FISHER_EXACT));
    snprintf(id, sizeof id, "%s.diff", row);
    ck_oracle(id, difference(table, UF_RISK_DIFFERENCE_NEWCOMBE).estimate);
}

/* --- Shares. --- */

START_TEST(none_of_ten_against_none_of_ten)
{
    const uf_two_by_two table = { 0, 10, 0, 10 };
    newcombe_is("KNOWN-0-0", &table);
    for (int m = UF_RISK_DIFFERENCE_NEWCOMBE; m <= UF_RISK_DIFFERENCE_AGRESTI_CAFFO; m++) {
        uf_effect effect = difference(&table, m);
        ck_assert_double_eq(effect.estimate, 0);
        ck_assert_double_eq_tol(effect.conf_low, -effect.conf_high, 1e-9);
        ck_assert_double_gt(effect.conf_high, 0.2);
    }
    uf_effect wald = difference(&table, UF_RISK_DIFFERENCE_WALD);
    says_nothing(&wald); /* and not 0 to 0 */
    for (int m = UF_RISK_RATIO_KOOPMAN; m <= UF_RISK_RATIO_MIETTINEN_NURMINEN; m++) {
        uf_effect effect = ratio(&table, m);
        ck_assert_double_nan(effect.estimate);
        interval_is(&effect, 0, INFINITY);
        ck_assert_str_ne(effect.note, "");
    }
    uf_effect katz = ratio(&table, UF_RISK_RATIO_KATZ);
    says_nothing(&katz);
    for (int m = UF_ODDS_RATIO_MIETTINEN_NURMINEN; m <= UF_ODDS_RATIO_CONDITIONAL_MID_P; m++) {
        uf_effect effect = odds(&table, m);
        ck_assert_double_nan(effect.estimate);
        interval_is(&effect, 0, INFINITY);
        ck_assert_str_ne(effect.note, "");
    }
    uf_effect pearson = chi_square(&table, UF_CHI_PEARSON);
    says_nothing(&pearson);
    ck_assert_double_eq(fisher(&table, UF_FISHER_EXACT), 1);
    ck_assert_double_eq(fisher(&table, UF_FISHER_MID_P), 1);
    ck_assert_double_eq(boschloo(&table), 1);
}
END_TEST

START_TEST(ten_of_ten_against_none_of_ten)
{
    const uf_two_by_two table = { 10, 10, 0, 10 };
    newcombe_is("KNOWN-10-0", &table);
    tests_are("KNOWN-10-0", &table);
    for (int m = UF_RISK_DIFFERENCE_NEWCOMBE; m <= UF_RISK_DIFFERENCE_MEE; m++) {
        uf_effect effect = difference(&table, m);
        ck_assert_double_eq(effect.conf_high, 1);
        ck_assert(effect.conf_low > 0 && effect.conf_low < 1);
    }
    for (int m = UF_RISK_RATIO_KOOPMAN; m <= UF_RISK_RATIO_MIETTINEN_NURMINEN; m++) {
        uf_effect effect = ratio(&table, m);
        ck_assert_double_eq(effect.estimate, INFINITY);
        ck_assert_double_eq(effect.conf_high, INFINITY);
        ck_assert_double_gt(effect.conf_low, 1);
    }
    for (int m = UF_ODDS_RATIO_MIETTINEN_NURMINEN; m <= UF_ODDS_RATIO_CONDITIONAL_MID_P; m++) {
        uf_effect effect = odds(&table, m);
        ck_assert_double_eq(effect.estimate, INFINITY);
        ck_assert_double_eq(effect.conf_high, INFINITY);
        ck_assert_double_gt(effect.conf_low, 1);
    }
    uf_effect woolf = odds(&table, UF_ODDS_RATIO_WOOLF);
    says_nothing(&woolf);
    /* Of C(20, 10) ways to place the events two are as extreme, and equally likely. */
    ck_assert_double_eq_tol(fisher(&table, UF_FISHER_EXACT), 2.0 / 184756, 1e-17);
    ck_assert_double_eq_tol(fisher(&table, UF_FISHER_MID_P), 1.0 / 184756, 1e-17);
    /* Boschloo: the same two tables, at a common share of 1/2. */
    ck_assert_double_eq_tol(boschloo(&table), ldexp(2, -20), 1e-15);
}
END_TEST

START_TEST(one_person_in_each_arm)
{
    const uf_two_by_two table = { 1, 1, 0, 1 };
    newcombe_is("KNOWN-1-0", &table);
    tests_are("KNOWN-1-0", &table);
    ck_assert_double_eq(boschloo(&table), 1); /* Fisher's p is 1 for all four tables */
    const double group[] = { 7 }, reference[] = { 3 };
    for (int m = UF_MEAN_DIFFERENCE_WELCH; m <= UF_MEAN_DIFFERENCE_POOLED; m++) {
        uf_effect effect = means(group, 1, reference, 1, m);
        ck_assert_double_eq(effect.estimate, 4);
        says_nothing(&effect);
    }
    uf_effect g = hedges(group, 1, reference, 1);
    ck_assert_double_nan(g.estimate);
    says_nothing(&g);
    uf_effect ranks = mann_whitney(group, 1, reference, 1);
    ck_assert_double_eq(ranks.statistic, 1);
    ck_assert_double_eq(ranks.p_value, 1);
    uf_effect median = shift(group, 1, reference, 1);
    ck_assert_double_eq(median.estimate, 4);
    interval_is(&median, -INFINITY, INFINITY);
    ck_assert_str_ne(median.note, "");
    ck_assert_double_eq(permutation(group, 1, reference, 1).p_value, 1);
}
END_TEST

/* 1,000,000 and 1,002,000 of three millions each: the methods that need many agree, and none loses
 * its digits. */
START_TEST(counts_in_the_millions)
{
    const uf_two_by_two table = { 1000000, 3000000, 1002000, 3000000 };
    newcombe_is("KNOWN-MILLIONS", &table);
    tests_are("KNOWN-MILLIONS", &table);
    uf_effect newcombe = difference(&table, UF_RISK_DIFFERENCE_NEWCOMBE);
    for (int m = UF_RISK_DIFFERENCE_MIETTINEN_NURMINEN; m <= UF_RISK_DIFFERENCE_WALD; m++) {
        uf_effect effect = difference(&table, m);
        ck_assert_double_eq_tol(effect.conf_low, newcombe.conf_low, 1e-8);
        ck_assert_double_eq_tol(effect.conf_high, newcombe.conf_high, 1e-8);
    }
    uf_effect katz = ratio(&table, UF_RISK_RATIO_KATZ);
    ck_assert_double_eq_tol(katz.estimate, 1000.0 / 1002, 1e-15);
    for (int m = UF_RISK_RATIO_KOOPMAN; m <= UF_RISK_RATIO_MIETTINEN_NURMINEN; m++) {
        uf_effect effect = ratio(&table, m);
        ck_assert_double_eq_tol(effect.conf_low, katz.conf_low, 1e-8);
        ck_assert_double_eq_tol(effect.conf_high, katz.conf_high, 1e-8);
    }
    uf_effect woolf = odds(&table, UF_ODDS_RATIO_WOOLF);
    for (int m = UF_ODDS_RATIO_MIETTINEN_NURMINEN; m <= UF_ODDS_RATIO_CONDITIONAL_MID_P; m++) {
        uf_effect effect = odds(&table, m);
        ck_assert_double_eq_tol(effect.estimate, woolf.estimate, 1e-8);
        /* The exact interval holds one half table more on each side than the others. */
        double most = m == UF_ODDS_RATIO_CONDITIONAL ? 3e-6 : 1e-8;
        ck_assert_double_eq_tol(effect.conf_low, woolf.conf_low, most);
        ck_assert_double_eq_tol(effect.conf_high, woolf.conf_high, most);
    }
}
END_TEST

/* --- Values. --- */

START_TEST(identical_values)
{
    const double same[] = { 0.3, 0.3, 0.3, 0.3 };
    for (int m = UF_MEAN_DIFFERENCE_WELCH; m <= UF_MEAN_DIFFERENCE_POOLED; m++) {
        uf_effect effect = means(same, 4, same, 4, m);
        ck_assert_double_eq(effect.estimate, 0);
        says_nothing(&effect);
    }
    uf_effect g = hedges(same, 4, same, 4);
    ck_assert_double_nan(g.estimate);
    says_nothing(&g);
    uf_effect ranks = mann_whitney(same, 4, same, 4);
    ck_assert_double_eq(ranks.statistic, 8); /* half of the 16 pairs */
    ck_assert_double_eq(ranks.estimate, 0.5);
    ck_assert_double_eq(ranks.p_value, 1);
    ck_assert_str_ne(ranks.note, "");
    uf_effect median = shift(same, 4, same, 4);
    ck_assert_double_eq(median.estimate, 0);
    interval_is(&median, 0, 0);
    uf_effect divided = permutation(same, 4, same, 4);
    ck_assert_double_eq(divided.p_value, 1);
    ck_assert_str_ne(divided.note, "");
}
END_TEST

START_TEST(all_paired_differences_are_zero)
{
    const double before[] = { 4, 2, 2, 5, 1 };
    uf_effect effect = paired_t(before, before, 5);
    ck_assert_double_eq(effect.estimate, 0);
    says_nothing(&effect);
    for (int zeros = UF_ZEROS_DROPPED; zeros <= UF_ZEROS_RANKED; zeros++) {
        effect = signed_rank(before, before, 5, (uf_zeros)zeros);
        ck_assert_double_eq(effect.p_value, 1);
        ck_assert_str_ne(effect.note, "");
    }
    ck_assert_int_eq(uf_hodges_lehmann_paired(&effect, before, before, 5, level, NULL), UF_OK);
    ck_assert_double_eq(effect.estimate, 0);
    const uf_permutation_plan plan = { .exact_limit = 1e6, .replicates = 1, .seed = 1 };
    const double zeros[5] = { 0 };
    ck_assert_int_eq(uf_permutation_sign_flip(&effect, NULL, zeros, 5, &plan, UF_TWO_SIDED, NULL),
                     UF_OK);
    ck_assert_double_eq(effect.p_value, 1);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(nobody_changes_answer)
{
    const uf_paired_table same = { .both = 6, .neither = 9 };
    uf_effect effect;
    for (int variant = UF_MCNEMAR_ASYMPTOTIC; variant <= UF_MCNEMAR_MID_P; variant++) {
        uf_paired_mcnemar(&effect, &same, (uf_mcnemar)variant, NULL);
        if (variant == UF_MCNEMAR_EXACT || variant == UF_MCNEMAR_MID_P)
            ck_assert_double_eq(effect.p_value, 1);
        else
            ck_assert_double_nan(effect.p_value);
        ck_assert_str_ne(effect.note, "");
    }
    for (int m = UF_PAIRED_DIFFERENCE_NEWCOMBE; m <= UF_PAIRED_DIFFERENCE_BONETT_PRICE; m++) {
        uf_paired_difference(&effect, &same, (uf_paired_difference_method)m, level, NULL);
        ck_assert_double_eq(effect.estimate, 0);
        ck_assert(effect.conf_low < 0 && effect.conf_high > 0);
    }
    uf_paired_ratio(&effect, &same, UF_PAIRED_RATIO_BONETT_PRICE, level, NULL);
    ck_assert_double_eq(effect.estimate, 1);
    ck_assert(effect.conf_low < 1 && effect.conf_high > 1);
    uf_paired_odds_ratio(&effect, &same, level, NULL);
    ck_assert_double_nan(effect.estimate);
    interval_is(&effect, 0, INFINITY);
}
END_TEST

/* 0.3 - 0.2 is 0.1 less 2.8e-17 in doubles; on paper all is as in tenths written as integers. */
START_TEST(ties_but_for_rounding)
{
    const double nearly = 0.3 - 0.2;
    ck_assert_double_ne(nearly, 0.1);
    const double group[] = { nearly, 0.4, 0.7 - 0.4 }, reference[] = { 0.1, 0.4 - 0.3, 0.2 };
    const double group_tenths[] = { 1, 4, 3 }, reference_tenths[] = { 1, 1, 2 };
    uf_effect rounded = mann_whitney(group, 3, reference, 3);
    uf_effect exact = mann_whitney(group_tenths, 3, reference_tenths, 3);
    ck_assert_double_eq(rounded.statistic, 7); /* 1, 3 and 3 of 3, ties one half */
    ck_assert_double_eq(rounded.statistic, exact.statistic);
    ck_assert_double_eq(rounded.p_value, exact.p_value);
    ck_assert_double_eq(permutation(group, 3, reference, 3).p_value,
                        permutation(group_tenths, 3, reference_tenths, 3).p_value);

    const double first[] = { 0.3, 0.1, 0.4, 0.2 }, second[] = { 0.2, 0, 0.6, 0.3 };
    const double first_tenths[] = { 3, 1, 4, 2 }, second_tenths[] = { 2, 0, 6, 3 };
    for (int zeros = UF_ZEROS_DROPPED; zeros <= UF_ZEROS_RANKED; zeros++) {
        rounded = signed_rank(first, second, 4, (uf_zeros)zeros);
        exact = signed_rank(first_tenths, second_tenths, 4, (uf_zeros)zeros);
        ck_assert_double_eq(rounded.statistic, 4); /* ranks 2, 2, 2 for 0.1 and 4 for 0.2 */
        ck_assert_double_eq(rounded.statistic, exact.statistic);
        ck_assert_double_eq(rounded.p_value, exact.p_value);
    }

    const double one[] = { 0.3, 0.1, 0.9 }, other[] = { 0.2, 0, 0.8 };
    uf_effect t = paired_t(one, other, 3); /* each 0.1: no variation, and no t of 1e16 */
    ck_assert_double_eq_tol(t.estimate, 0.1, DBL_EPSILON);
    says_nothing(&t);
}
END_TEST

Suite *test_known_answers_suite(void);

Suite *test_known_answers_suite(void)
{
    Suite *suite = suite_create("known_answers");
    TCase *shares = tcase_create("shares");
    tcase_add_test(shares, none_of_ten_against_none_of_ten);
    tcase_add_test(shares, ten_of_ten_against_none_of_ten);
    tcase_add_test(shares, one_person_in_each_arm);
    tcase_add_test(shares, counts_in_the_millions);
    suite_add_tcase(suite, shares);
    TCase *values = tcase_create("values");
    tcase_add_test(values, identical_values);
    tcase_add_test(values, all_paired_differences_are_zero);
    tcase_add_test(values, nobody_changes_answer);
    tcase_add_test(values, ties_but_for_rounding);
    suite_add_tcase(suite, values);
    return suite;
}
