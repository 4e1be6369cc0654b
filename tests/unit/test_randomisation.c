/* test_randomisation.c: assignments, and randomisation inference against enumeration in R. */
#include <utfall/randomisation.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <utfall/rng.h>

static const uf_permutation_plan exact = { 1e7, 0, 0 };

/* --- The data of tests/certified/r/randomisation.R --- */

static const double schools[] = { -8, -6, 3, -2, -1, -2 };
static const double sizes[] = { 40, 60, 200, 120, 150, 200 };
static const unsigned char three[] = { 1, 1, 1, 0, 0, 0, 0, 0, 0 };
static const double nine[] = { 3.1, 4.7, 2.2, 5.9, 6.4, 4.1, 7.7, 5.2, 6.6 };
static const double nine_sizes[] = { 20, 35, 50, 22, 41, 38, 60, 25, 33 };
static const double nine_before[] = { 2.9, 5.1, 3.3, 5.2, 5.5, 4.4, 6.9, 5.8, 5.1 };
static const size_t blocks[] = { 7, 7, 7, 7, 2, 2, 2, 5, 5, 9 };
static const double blocked[] = { 4.1, 6.3, 5.0, 7.2, 1.9, 3.8, 2.7, 9.5, 8.1, 3.3 };
static const unsigned char blocked_arms[] = { 1, 0, 1, 0, 1, 0, 0, 0, 1, 1 };
static const double blocked_sizes[] = { 30, 22, 41, 35, 28, 50, 19, 33, 27, 20 };
static const size_t pairs[] = { 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6 };
static const double paired[] = { 5.2, 4.9, 7.1, 7.3, 6.6, 5.1, 3.9, 3.2, 8.4, 7.0, 4.4, 4.1 };
static const unsigned char paired_arms[] = { 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1 };

static uf_randomisation *made(const double *y, const uf_cluster_design *design,
                              uf_randomisation_statistic statistic, const uf_permutation_plan *plan)
{
    uf_randomisation *test = NULL;
    uf_error error = { .reason = "" };
    ck_assert_msg(uf_randomisation_new(&test, y, design, statistic, plan, &error) == UF_OK, "%s",
                  error.reason);
    return test;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

static void check_limits(const char *row, const uf_randomisation *test, double level)
{
    uf_inverted_interval two, lower, upper;
    char name[32];
    ck_assert_int_eq(uf_randomisation_interval(&two, test, level, UF_TWO_SIDED, NULL), UF_OK);
    ck_assert_int_eq(uf_randomisation_interval(&lower, test, level, UF_GREATER, NULL), UF_OK);
    ck_assert_int_eq(uf_randomisation_interval(&upper, test, level, UF_LESS, NULL), UF_OK);
    snprintf(name, sizeof name, "low_%g", 100 * level);
    same(row, name, two.low);
    snprintf(name, sizeof name, "high_%g", 100 * level);
    same(row, name, two.high);
    snprintf(name, sizeof name, "lower_%g", 100 * level);
    same(row, name, lower.low);
    snprintf(name, sizeof name, "upper_%g", 100 * level);
    same(row, name, upper.high);
    ck_assert_uint_eq(two.pieces, 1);
    ck_assert_double_nan(two.gap_low);
    ck_assert_double_eq(lower.high, INFINITY);
    ck_assert_double_eq(upper.low, -INFINITY);
}

static void check_rows(const char *row, const double *y, const uf_cluster_design *design,
                       uf_randomisation_statistic statistic, double first, double second)
{
    uf_randomisation *test = made(y, design, statistic, &exact);
    uf_effect effect;
    ck_assert_int_eq(uf_randomisation_effect(&effect, test, first, UF_TWO_SIDED, NULL), UF_OK);
    same(row, "ways", uf_randomisation_ways(test));
    same(row, "estimate", effect.estimate);
    same(row, "statistic", effect.statistic);
    if (statistic == UF_RANDOMISATION_STUDENTISED)
        same(row, "se", effect.std_error);
    same(row, "p_two", effect.p_value);
    same(row, "p_less", uf_randomisation_p(test, 0, UF_LESS));
    same(row, "p_greater", uf_randomisation_p(test, 0, UF_GREATER));
    same(row, "p_1.5", uf_randomisation_p(test, 1.5, UF_TWO_SIDED));
    check_limits(row, test, first);
    if (second > 0)
        check_limits(row, test, second);
    uf_randomisation_free(test);
}

START_TEST(six_schools)
{
    uf_cluster_design design = { .assigned = { three, NULL, 6 } };
    check_rows("RAND-01", schools, &design, UF_RANDOMISATION_DIFFERENCE, 0.8, 0.9);
    check_rows("RAND-03", schools, &design, UF_RANDOMISATION_STUDENTISED, 0.8, 0);
    design.weight = sizes;
    check_rows("RAND-02", schools, &design, UF_RANDOMISATION_DIFFERENCE, 0.8, 0.9);
}
END_TEST

START_TEST(three_against_six)
{
    uf_cluster_design design = { .assigned = { three, NULL, 9 } };
    check_rows("RAND-04", nine, &design, UF_RANDOMISATION_DIFFERENCE, 0.8, 0.95);
    check_rows("RAND-05", nine, &design, UF_RANDOMISATION_STUDENTISED, 0.8, 0.95);
    design.weight = nine_sizes;
    check_rows("RAND-06", nine, &design, UF_RANDOMISATION_STUDENTISED, 0.9, 0);
}
END_TEST

START_TEST(covariates)
{
    uf_cluster_design design = { { three, NULL, 9 }, NULL, nine_before, 1 };
    check_rows("RAND-07", nine, &design, UF_RANDOMISATION_DIFFERENCE, 0.8, 0);
    design.weight = nine_sizes;
    check_rows("RAND-08", nine, &design, UF_RANDOMISATION_STUDENTISED, 0.8, 0);
}
END_TEST

START_TEST(within_blocks)
{
    uf_cluster_design design = { .assigned = { blocked_arms, blocks, 10 } };
    check_rows("RAND-09", blocked, &design, UF_RANDOMISATION_DIFFERENCE, 0.8, 0.9);
    check_rows("RAND-10", blocked, &design, UF_RANDOMISATION_STUDENTISED, 0.8, 0);
    design.weight = blocked_sizes;
    check_rows("RAND-11", blocked, &design, UF_RANDOMISATION_DIFFERENCE, 0.8, 0);
    uf_cluster_design matched = { .assigned = { paired_arms, pairs, 12 } };
    check_rows("RAND-12", paired, &matched, UF_RANDOMISATION_DIFFERENCE, 0.9, 0);
    check_rows("RAND-13", paired, &matched, UF_RANDOMISATION_STUDENTISED, 0.9, 0);
}
END_TEST

/* By hand: 3 + 3 has 20 assignments, so no p below 0.1, 95 % is out of reach, and 90 % is bounded
 * by the most extreme assignments but the two that are always as far out. */
START_TEST(what_six_schools_can_say)
{
    const double apart[] = { 10.1, 11.7, 12.3, 1.1, 2.3, 3.7 };
    const uf_cluster_design design = { .assigned = { three, NULL, 6 } };
    for (int statistic = 0; statistic < 2; statistic++) {
        uf_randomisation *test =
            made(apart, &design, (uf_randomisation_statistic)statistic, &exact);
        uf_effect effect;
        uf_randomisation_effect(&effect, test, 0.9, UF_TWO_SIDED, NULL);
        ck_assert_double_eq_tol(effect.p_value, 0.1, 1e-15);
        ck_assert_double_eq_tol(uf_randomisation_smallest_p(test, UF_TWO_SIDED), 0.1, 1e-15);
        ck_assert_double_eq_tol(uf_randomisation_p(test, 0, UF_GREATER), 0.05, 1e-15);
        ck_assert_double_eq_tol(uf_randomisation_highest_level(test, UF_GREATER), 0.95, 1e-15);
        ck_assert(isfinite(effect.conf_low) && isfinite(effect.conf_high));
        ck_assert_double_gt(effect.conf_low, 0);
        ck_assert_str_eq(effect.note, "");
        uf_randomisation_effect(&effect, test, 0.95, UF_TWO_SIDED, NULL);
        ck_assert_double_eq(effect.conf_low, -INFINITY);
        ck_assert_double_eq(effect.conf_high, INFINITY);
        ck_assert_str_ne(effect.note, "");
        uf_randomisation_free(test);
    }
}
END_TEST

/* The interval agrees with the p-value: just inside an end more than 1 - level, just outside not;
 * ties at an end are counted in. */
START_TEST(interval_inverts_the_test)
{
    const uf_cluster_design design = { { three, NULL, 9 }, nine_sizes, NULL, 0 };
    for (int statistic = 0; statistic < 2; statistic++) {
        uf_randomisation *test = made(nine, &design, (uf_randomisation_statistic)statistic, &exact);
        for (int percent = 10; percent < 98; percent += 5) {
            double level = percent / 100.0;
            uf_inverted_interval i;
            uf_randomisation_interval(&i, test, level, UF_TWO_SIDED, NULL);
            ck_assert_uint_eq(i.pieces, 1);
            double alpha = 1 - level;
            ck_assert_double_gt(uf_randomisation_p(test, i.low + 1e-6, UF_TWO_SIDED), alpha);
            ck_assert_double_gt(uf_randomisation_p(test, i.high - 1e-6, UF_TWO_SIDED), alpha);
            ck_assert_double_le(uf_randomisation_p(test, i.low - 1e-6, UF_TWO_SIDED), alpha + 1e-9);
            ck_assert_double_le(uf_randomisation_p(test, i.high + 1e-6, UF_TWO_SIDED),
                                alpha + 1e-9);
        }
        uf_randomisation_free(test);
    }
}
END_TEST

/* A covariate nearly as the arm: what is not rejected has a hole, which the p-values show. */
START_TEST(two_pieces)
{
    const double y[] = { 6, 2, 2, 2, 1, 5, 0 }, before[] = { 4.1, 3.1, 3.1, 0, 2, 0, 0 };
    const uf_cluster_design design = { { three, NULL, 7 }, NULL, before, 1 };
    uf_randomisation *test = made(y, &design, UF_RANDOMISATION_STUDENTISED, &exact);
    uf_inverted_interval i;
    ck_assert_int_eq(uf_randomisation_interval(&i, test, 0.5, UF_TWO_SIDED, NULL), UF_OK);
    ck_assert_uint_eq(i.pieces, 2);
    const double step = 1e-6;
    const double inside[] = { i.low + step, i.gap_low - step, i.gap_high + step, i.high - step };
    const double outside[] = { i.low - step, i.gap_low + step, i.gap_high - step, i.high + step };
    for (int k = 0; k < 4; k++) {
        ck_assert_double_gt(uf_randomisation_p(test, inside[k], UF_TWO_SIDED), 0.5 + 1e-9);
        ck_assert_double_le(uf_randomisation_p(test, outside[k], UF_TWO_SIDED), 0.5 + 1e-9);
    }
    uf_effect effect;
    uf_randomisation_effect(&effect, test, 0.5, UF_TWO_SIDED, NULL);
    ck_assert_str_ne(effect.note, "");
    uf_randomisation_free(test);
}
END_TEST

/* Equal arms, clusters alike: the studentised statistic orders assignments as the difference does.
 * With pairs it does not. */
START_TEST(when_both_statistics_agree)
{
    const uf_cluster_design design = { .assigned = { three, NULL, 6 } };
    double y[6];
    for (uint64_t r = 0; r < 50; r++) {
        uf_rng rng;
        uf_rng_init(&rng, 3, r);
        for (int g = 0; g < 6; g++)
            y[g] = floor(10 * uf_rng_uniform(&rng)); /* with ties */
        uf_randomisation *plain = made(y, &design, UF_RANDOMISATION_DIFFERENCE, &exact);
        uf_randomisation *student = made(y, &design, UF_RANDOMISATION_STUDENTISED, &exact);
        ck_assert_double_eq(uf_randomisation_p(plain, 0, UF_TWO_SIDED),
                            uf_randomisation_p(student, 0, UF_TWO_SIDED));
        ck_assert_double_eq(uf_randomisation_p(plain, 0.5, UF_LESS),
                            uf_randomisation_p(student, 0.5, UF_LESS));
        uf_randomisation_free(plain);
        uf_randomisation_free(student);
    }
}
END_TEST

/* Adding a constant to all, and the effect tested to the treated, moves the interval along. A large
 * constant costs no digits that matter. */
START_TEST(shifts)
{
    const uf_cluster_design design = { .assigned = { three, NULL, 9 } };
    double moved[9];
    for (int g = 0; g < 9; g++)
        moved[g] = nine[g] + 1e6 + (three[g] ? 0.25 : 0);
    uf_randomisation *test = made(nine, &design, UF_RANDOMISATION_STUDENTISED, &exact);
    uf_randomisation *other = made(moved, &design, UF_RANDOMISATION_STUDENTISED, &exact);
    uf_inverted_interval a, b;
    uf_randomisation_interval(&a, test, 0.9, UF_TWO_SIDED, NULL);
    uf_randomisation_interval(&b, other, 0.9, UF_TWO_SIDED, NULL);
    ck_assert_double_eq_tol(a.low + 0.25, b.low, 1e-8);
    ck_assert_double_eq_tol(a.high + 0.25, b.high, 1e-8);
    ck_assert_double_eq(uf_randomisation_p(test, 0, UF_TWO_SIDED),
                        uf_randomisation_p(other, 0.25, UF_TWO_SIDED));
    uf_randomisation_free(test);
    uf_randomisation_free(other);
}
END_TEST

START_TEST(plant_growth)
{
    dataset *data = dataset_open("plantgrowth");
    if (data == NULL)
        return;
    double y[20];
    unsigned char treated[20];
    ck_assert_uint_eq(dataset_select(y, 10, data, "weight", "group", "trt2"), 10);
    ck_assert_uint_eq(dataset_select(y + 10, 10, data, "weight", "group", "ctrl"), 10);
    for (int g = 0; g < 20; g++)
        treated[g] = g < 10;
    const uf_cluster_design design = { .assigned = { treated, NULL, 20 } };
    uf_randomisation *test = made(y, &design, UF_RANDOMISATION_DIFFERENCE, &exact);
    ck_assert_double_eq(uf_randomisation_ways(test), 184756);
    ck_oracle("O-RI-01.p", uf_randomisation_p(test, 0, UF_TWO_SIDED));
    size_t count;
    const double *draws = uf_randomisation_draws(test, &count);
    double extreme = 0;
    for (size_t i = 0; i < count; i++)
        extreme += fabs(draws[i]) >= fabs(draws[0]) - 1e-9;
    ck_oracle("O-RI-01.n_extreme", extreme);
    uf_inverted_interval interval;
    uf_randomisation_interval(&interval, test, 0.95, UF_TWO_SIDED, NULL);
    ck_assert_double_gt(interval.low, 0); /* p is 0.0483 */
    ck_assert_double_gt(uf_randomisation_p(test, interval.low + 1e-7, UF_TWO_SIDED), 0.05);
    ck_assert_double_le(uf_randomisation_p(test, interval.low - 1e-7, UF_TWO_SIDED), 0.05);
    uf_randomisation_free(test);
    dataset_close(data);
}
END_TEST

/* Sampled: near the exact values, bit-identical again, and the data's assignment is counted. */
START_TEST(sampled)
{
    const uf_cluster_design design = { .assigned = { three, NULL, 9 } };
    const uf_permutation_plan plan = { 10, 19999, 5 };
    uf_randomisation *all = made(nine, &design, UF_RANDOMISATION_STUDENTISED, &exact);
    uf_randomisation *some = made(nine, &design, UF_RANDOMISATION_STUDENTISED, &plan);
    uf_randomisation *again = made(nine, &design, UF_RANDOMISATION_STUDENTISED, &plan);
    size_t count, same_count;
    const double *draws = uf_randomisation_draws(some, &count);
    const double *repeated = uf_randomisation_draws(again, &same_count);
    ck_assert_uint_eq(count, 20000);
    ck_assert_mem_eq(draws, repeated, count * sizeof *draws);
    ck_assert(!uf_randomisation_exact(some));
    double p = uf_randomisation_p(all, 0, UF_TWO_SIDED);
    ck_assert_double_eq_tol(uf_randomisation_p(some, 0, UF_TWO_SIDED), p,
                            6 * sqrt(p * (1 - p) / 20000));
    uf_effect effect;
    uf_randomisation_effect(&effect, some, 0.9, UF_TWO_SIDED, NULL);
    ck_assert_str_eq(effect.method, "sampled-randomisation-studentised");
    ck_assert_double_eq(effect.statistic, draws[0]);
    /* 1 / count, never 0 */
    ck_assert_double_ge(uf_randomisation_p(some, 100, UF_TWO_SIDED), 1.0 / 84);
    uf_randomisation_free(all);
    uf_randomisation_free(some);
    uf_randomisation_free(again);
}
END_TEST

START_TEST(nothing_varies)
{
    const double level[] = { 0.3, 0.1 + 0.2, 0.3, 0.3, 0.3, 0.1 + 0.2 };
    const double steps[] = { 2, 2, 2, 1, 1, 1 };
    const uf_cluster_design design = { .assigned = { three, NULL, 6 } };
    uf_effect effect;
    for (int statistic = 0; statistic < 2; statistic++) {
        uf_randomisation *test =
            made(level, &design, (uf_randomisation_statistic)statistic, &exact);
        uf_randomisation_effect(&effect, test, 0.9, UF_TWO_SIDED, NULL);
        ck_assert_double_eq(effect.p_value, 1);
        ck_assert_double_eq(effect.estimate, 0);
        ck_assert_double_nan(effect.conf_low);
        ck_assert_str_eq(effect.note, "all cluster values are equal");
        uf_randomisation_free(test);
    }
    /* All the same within arms: Welch's t is infinite, as it is for the mirrored one alone. */
    uf_randomisation *test = made(steps, &design, UF_RANDOMISATION_STUDENTISED, &exact);
    uf_randomisation_effect(&effect, test, 0.9, UF_TWO_SIDED, NULL);
    ck_assert_double_eq_tol(effect.p_value, 0.1, 1e-15);
    ck_assert_double_eq(effect.statistic, INFINITY);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
    uf_randomisation_free(test);
    test = made(steps, &design, UF_RANDOMISATION_DIFFERENCE, &exact);
    uf_randomisation_effect(&effect, test, 0.9, UF_TWO_SIDED, NULL);
    ck_assert_double_eq_tol(effect.p_value, 0.1, 1e-15);
    /* By hand: with tau = 0.25 and one cluster of each arm exchanged, the differences are 0.75 for
     * the data and (0.75 - 0.75 / 3 - 0.75 / 3) = 0.25; as far out only where tau is 1. */
    ck_assert_double_eq_tol(effect.conf_low, 1, 1e-12);
    ck_assert_double_eq_tol(effect.conf_high, 1, 1e-12);
    uf_randomisation_free(test);
}
END_TEST

/* One cluster in an arm has 1 of G assignments; it carries the studentised statistic alone. Two
 * clusters have no say at all. */
START_TEST(hardly_any_clusters)
{
    const unsigned char one[] = { 0, 0, 1, 0, 0, 0 }, two[] = { 1, 0 };
    const uf_cluster_design design = { .assigned = { one, NULL, 6 } };
    uf_randomisation *test = made(schools, &design, UF_RANDOMISATION_DIFFERENCE, &exact);
    ck_assert_double_eq(uf_randomisation_ways(test), 6);
    ck_assert_double_eq_tol(uf_randomisation_p(test, 0, UF_TWO_SIDED), 1.0 / 6, 1e-15);
    uf_randomisation_free(test);
    uf_error error;
    ck_assert_int_eq(
        uf_randomisation_new(&test, schools, &design, UF_RANDOMISATION_STUDENTISED, &exact, &error),
        UF_EDATA);
    ck_assert_uint_eq(error.index, 2);
    ck_assert_ptr_null(test);
    const uf_cluster_design least = { .assigned = { two, NULL, 2 } };
    test = made(schools, &least, UF_RANDOMISATION_DIFFERENCE, &exact);
    uf_effect effect;
    uf_randomisation_effect(&effect, test, 0.5, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(effect.p_value, 1);
    ck_assert_double_eq(effect.conf_low, -INFINITY);
    ck_assert_double_eq(uf_randomisation_highest_level(test, UF_TWO_SIDED), 0);
    uf_randomisation_free(test);
}
END_TEST

START_TEST(refused)
{
    const unsigned char none[] = { 0, 0, 0, 0, 0, 0 }, odd[] = { 0, 1, 2, 0, 0, 0 };
    const size_t whole[] = { 1, 1, 1, 2, 2, 2 };
    const double bad[] = { 1, 2, NAN, 3, 4, 5 }, weightless[] = { 1, 1, 0, 1, 1, 1 };
    const double constant[] = { 2, 2, 2, 2, 2, 2 }, arm[] = { 5, 5, 5, 3, 3, 3 };
    uf_cluster_design design = { .assigned = { none, NULL, 6 } };
    uf_randomisation *test;
    uf_error error;
    const uf_randomisation_statistic difference = UF_RANDOMISATION_DIFFERENCE;
    ck_assert_int_eq(uf_randomisation_new(&test, schools, &design, difference, &exact, NULL),
                     UF_EDATA);
    design.assigned.treated = odd;
    ck_assert_int_eq(uf_randomisation_new(&test, schools, &design, difference, &exact, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    design.assigned.treated = three;
    design.assigned.block = whole; /* each block has one arm only */
    ck_assert_int_eq(uf_randomisation_new(&test, schools, &design, difference, &exact, NULL),
                     UF_EDATA);
    design.assigned.block = NULL;
    ck_assert_int_eq(uf_randomisation_new(&test, bad, &design, difference, &exact, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    design.weight = weightless;
    ck_assert_int_eq(uf_randomisation_new(&test, schools, &design, difference, &exact, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    design.weight = NULL;
    design.covariate_count = 1;
    design.covariates = constant;
    ck_assert_int_eq(uf_randomisation_new(&test, schools, &design, difference, &exact, &error),
                     UF_ESINGULAR);
    ck_assert_uint_eq(error.index, 0);
    design.covariates = arm;
    ck_assert_int_eq(uf_randomisation_new(&test, schools, &design, difference, &exact, &error),
                     UF_ESINGULAR);
    ck_assert_uint_eq(error.index, UF_NO_INDEX);
    design.covariate_count = 0;
    const uf_permutation_plan unplanned = { 1, 0, 0 };
    ck_assert_int_eq(uf_randomisation_new(&test, schools, &design, difference, &unplanned, NULL),
                     UF_EINVAL);
    uf_inverted_interval interval;
    test = made(schools, &design, difference, &exact);
    ck_assert_int_eq(uf_randomisation_interval(&interval, test, 1, UF_TWO_SIDED, NULL), UF_EINVAL);
    uf_randomisation_free(test);
    uf_randomisation_free(NULL);
}
END_TEST

/* The product over blocks, each assignment once, every one with its block's number of treated. */
START_TEST(all_assignments)
{
    const uf_assignment observed = { blocked_arms, blocks, 10 };
    uf_assignments *set;
    ck_assert_int_eq(uf_assignments_new(&set, &observed, &exact, NULL), UF_OK);
    ck_assert_double_eq(uf_assignments_ways(set), 6 * 3 * 2);
    ck_assert_double_eq_tol(uf_assignments_smallest_p(set, UF_TWO_SIDED), 1.0 / 36, 1e-16);
    for (int round = 0; round < 2; round++) {
        unsigned seen[36], count = 0;
        const unsigned char *treated;
        while ((treated = uf_assignments_next(set)) != NULL) {
            unsigned code = 0;
            for (int g = 0; g < 10; g++)
                code = code << 1 | treated[g];
            if (count == 0)
                ck_assert_mem_eq(treated, blocked_arms, 10);
            ck_assert_int_eq(uf_assignments_kind(set),
                             count == 0 ? UF_ASSIGNMENT_OBSERVED : UF_ASSIGNMENT_OTHER);
            ck_assert_int_eq(treated[0] + treated[1] + treated[2] + treated[3], 2);
            ck_assert_int_eq(treated[4] + treated[5] + treated[6], 1);
            ck_assert_int_eq(treated[7] + treated[8], 1);
            ck_assert_int_eq(treated[9], 1);
            for (unsigned i = 0; i < count; i++)
                ck_assert_uint_ne(seen[i], code);
            ck_assert_uint_lt(count, 36);
            seen[count++] = code;
        }
        ck_assert_uint_eq(count, 36);
    }
    uf_assignments_free(set);
}
END_TEST

/* Each of six pairs is as often one way as the other: 6 standard errors of 4,000 draws. */
START_TEST(drawn_assignments)
{
    const uf_assignment observed = { paired_arms, pairs, 12 };
    const uf_permutation_plan plan = { 1, 4000, 9 };
    uf_assignments *set;
    ck_assert_int_eq(uf_assignments_new(&set, &observed, &plan, NULL), UF_OK);
    ck_assert_uint_eq(uf_assignments_count(set), 4001);
    ck_assert_double_eq(uf_assignments_ways(set), 64);
    double first[6] = { 0 };
    const unsigned char *treated = uf_assignments_next(set);
    ck_assert_mem_eq(treated, paired_arms, 12);
    while ((treated = uf_assignments_next(set)) != NULL) {
        for (size_t i = 0; i < 6; i++) {
            ck_assert_int_eq(treated[2 * i] + treated[2 * i + 1], 1);
            first[i] += treated[2 * i];
        }
    }
    for (int i = 0; i < 6; i++)
        ck_assert_double_eq_tol(first[i] / 4000, 0.5, 6 * 0.5 / sqrt(4000));
    uf_assignments_free(set);
}
END_TEST

Suite *test_randomisation_suite(void);

Suite *test_randomisation_suite(void)
{
    Suite *suite = suite_create("randomisation");
    TCase *tests = tcase_create("randomisation");
    tcase_add_test(tests, six_schools);
    tcase_add_test(tests, three_against_six);
    tcase_add_test(tests, covariates);
    tcase_add_test(tests, within_blocks);
    tcase_add_test(tests, what_six_schools_can_say);
    tcase_add_test(tests, interval_inverts_the_test);
    tcase_add_test(tests, two_pieces);
    tcase_add_test(tests, when_both_statistics_agree);
    tcase_add_test(tests, shifts);
    tcase_add_test(tests, plant_growth);
    tcase_add_test(tests, sampled);
    tcase_add_test(tests, nothing_varies);
    tcase_add_test(tests, hardly_any_clusters);
    tcase_add_test(tests, refused);
    tcase_add_test(tests, all_assignments);
    tcase_add_test(tests, drawn_assignments);
    suite_add_tcase(suite, tests);
    return suite;
}
