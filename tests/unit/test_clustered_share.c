/* test_clustered_share.c: shares by cluster against R's survey package, and where nothing can be
 * said. */
#include <utfall/clustered_share.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

static const double schools[] = { 40, 60, 80, 120, 150, 200 };

static uf_clustered_share collect(const double *n, const double *x, size_t clusters)
{
    uf_clustered_share share;
    uf_clustered_share_init(&share);
    for (size_t i = 0; i < clusters; i++)
        ck_assert_int_eq(uf_clustered_share_push(&share, n[i], x[i], NULL), UF_OK);
    return share;
}

static uf_effect logit(const uf_clustered_share *share, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_clustered_share_logit_t(&effect, share, level, NULL), UF_OK);
    return effect;
}

static uf_effect korn_graubard(const uf_clustered_share *share, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_clustered_share_korn_graubard(&effect, share, level, NULL), UF_OK);
    return effect;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

static void check_rows(const char *row, const uf_clustered_share *share, double level)
{
    uf_effect l = logit(share, level), b = korn_graubard(share, level);
    same(row, "share", l.estimate);
    same(row, "se", l.std_error);
    same(row, "deff", uf_clustered_share_design_effect(share));
    same(row, "xlogit.low", l.conf_low);
    same(row, "xlogit.high", l.conf_high);
    same(row, "beta.low", b.conf_low);
    same(row, "beta.high", b.conf_high);
    ck_assert_str_eq(l.note, "");
    ck_assert_str_eq(b.note, "");
    ck_assert_double_eq(l.df, share->clusters.count - 1);
    if (share->clusters.count > 2) { /* as printed by survey; on 1 df it prints no limit */
        same(row, "logit.low", l.conf_low);
        same(row, "logit.high", l.conf_high);
    }
}

/* tests/certified/r/clustered_share.R */
START_TEST(survey_schools)
{
    uf_clustered_share share = collect(schools, (double[]){ 3, 11, 6, 19, 12, 31 }, 6);
    check_rows("CS-01", &share, 0.95);
    check_rows("CS-02", &share, 0.90);
    share = collect(schools, (double[]){ 0, 1, 0, 2, 0, 4 }, 6);
    check_rows("CS-03", &share, 0.95);
    share = collect((double[]){ 150, 210 }, (double[]){ 12, 40 }, 2);
    check_rows("CS-04", &share, 0.95);
}
END_TEST

START_TEST(survey_classes_and_units)
{
    const double x[] = { 2, 0, 5, 1, 3, 9, 2, 4, 0, 0, 6, 1, 2, 3, 8, 1, 0, 2, 4, 4, 1, 7, 0, 3 };
    const double first[] = { 21, 18, 20 };
    uf_clustered_share share;
    uf_clustered_share_init(&share);
    for (size_t i = 0; i < 24; i++)
        uf_clustered_share_push(&share, first[i / 8] + (double)(i % 8), x[i], NULL);
    check_rows("CS-05", &share, 0.99);
    uf_clustered_share_init(&share);
    for (int i = 0; i < 40; i++)
        uf_clustered_share_push(&share, 1, i < 7, NULL);
    check_rows("CS-06", &share, 0.95);
}
END_TEST

START_TEST(effective_size_is_at_most_n)
{
    uf_clustered_share share = collect((double[]){ 50, 100, 150 }, (double[]){ 5, 10, 16 }, 3);
    uf_effect l = logit(&share, 0.95), b = korn_graubard(&share, 0.95);
    same("CS-07", "share", l.estimate);
    same("CS-07", "se", l.std_error);
    same("CS-07", "deff", uf_clustered_share_design_effect(&share));
    same("CS-07", "xlogit.low", l.conf_low);
    same("CS-07", "xlogit.high", l.conf_high);
    same("CS-07", "logit.low", l.conf_low);
    same("CS-07", "logit.high", l.conf_high);
    same("CS-07", "capped.low", b.conf_low);
    same("CS-07", "capped.high", b.conf_high);
    ck_assert_str_ne(b.note, "");
}
END_TEST

START_TEST(share_of_zero_or_one)
{
    const double none[] = { 0, 0, 0, 0, 0, 0 };
    uf_clustered_share share = collect(schools, none, 6);
    uf_effect b = korn_graubard(&share, 0.95);
    ck_assert_double_eq(b.estimate, 0);
    ck_assert_double_eq(b.conf_low, 0);
    same("CS-08", "high", b.conf_high);
    ck_assert_str_ne(b.note, "");
    uf_effect l = logit(&share, 0.95);
    ck_assert_double_nan(l.conf_low);
    ck_assert_double_nan(l.conf_high);
    ck_assert_str_ne(l.note, "");
    share = collect(schools, schools, 6);
    uf_effect mirror = korn_graubard(&share, 0.95);
    ck_assert_double_eq(mirror.estimate, 1);
    ck_assert_double_eq(mirror.conf_high, 1);
    ck_assert_double_eq_tol(mirror.conf_low, 1 - b.conf_high, 1e-14);
    ck_assert_double_nan(uf_clustered_share_design_effect(&share));
}
END_TEST

START_TEST(equal_shares_are_not_certainty)
{
    uf_clustered_share share = collect((double[]){ 50, 35, 150 }, (double[]){ 10, 7, 30 }, 3);
    uf_effect l = logit(&share, 0.95);
    ck_assert_double_eq(l.std_error, 0);
    ck_assert_double_nan(l.conf_low);
    ck_assert_str_ne(l.note, "");
    uf_effect b = korn_graubard(&share, 0.95);
    ck_assert_double_lt(b.conf_low, 0.16); /* R 4.2.2: binom.test(47, 235): 0.1508 to 0.2570 */
    ck_assert_double_gt(b.conf_high, 0.25);
}
END_TEST

START_TEST(one_cluster_and_none)
{
    uf_clustered_share share;
    uf_clustered_share_init(&share);
    uf_effect effect = logit(&share, 0.95);
    ck_assert_double_nan(effect.estimate);
    ck_assert_str_eq(effect.note, "no rows");
    uf_clustered_share_push(&share, 0, 0, NULL); /* nobody: not a cluster */
    uf_clustered_share_push(&share, 40, 4, NULL);
    for (int i = 0; i < 2; i++) {
        effect = i == 0 ? logit(&share, 0.95) : korn_graubard(&share, 0.95);
        ck_assert_double_eq(effect.estimate, 0.1);
        ck_assert_double_nan(effect.std_error);
        ck_assert_double_nan(effect.conf_low);
        ck_assert_double_nan(effect.df);
        ck_assert_str_ne(effect.note, "");
    }
}
END_TEST

START_TEST(rate_does_not_depend_on_its_unit)
{
    const double scheduled[] = { 310, 295.5, 120, 402, 333, 298, 60, 310 };
    const double absent[] = { 12, 88.5, 0, 31, 7, 150, 60, 22.5 };
    uf_clustered_share hours, minutes;
    hours = collect(scheduled, absent, 8);
    uf_clustered_share_init(&minutes);
    for (size_t i = 0; i < 8; i++)
        uf_clustered_share_push(&minutes, 60 * scheduled[i], 60 * absent[i], NULL);
    uf_effect h = logit(&hours, 0.95), m = logit(&minutes, 0.95);
    same("CS-09", "rate", h.estimate);
    same("CS-09", "se", h.std_error);
    same("CS-09", "low", h.conf_low);
    same("CS-09", "high", h.conf_high);
    ck_assert_double_eq_tol(m.std_error, h.std_error, 1e-15);
    ck_assert_double_eq(m.df, h.df);
}
END_TEST

START_TEST(merging_is_pushing)
{
    const double x[] = { 3, 11, 6, 19, 12, 31 };
    uf_clustered_share whole = collect(schools, x, 6), left, right, empty;
    left = collect(schools, x, 2);
    right = collect(schools + 2, x + 2, 4);
    uf_clustered_share_init(&empty);
    uf_clustered_share_merge(&left, &empty);
    uf_clustered_share_merge(&empty, &left);
    uf_clustered_share_merge(&empty, &right);
    ck_assert_double_eq(empty.clusters.count, 6);
    ck_assert_double_eq(empty.clusters.sum[1], 82);
    double se = uf_clustered_share_std_error(&whole);
    ck_assert_double_eq_tol(uf_clustered_share_std_error(&empty), se, 1e-14 * se);
}
END_TEST

START_TEST(impossible_requests)
{
    uf_clustered_share share = collect(schools, (double[]){ 1, 1, 1, 1, 1, 1 }, 6);
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_clustered_share_push(&share, 5, 6, &error), UF_EINVAL);
    ck_assert_double_eq(error.value, 6);
    ck_assert_int_eq(uf_clustered_share_push(&share, 5, NAN, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_clustered_share_push(&share, INFINITY, 6, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_clustered_share_push(&share, -1, -1, NULL), UF_EINVAL);
    ck_assert_double_eq(share.clusters.count, 6);
    ck_assert_int_eq(uf_clustered_share_logit_t(&effect, &share, 0, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_clustered_share_korn_graubard(&effect, &share, 95, NULL), UF_EINVAL);
}
END_TEST

Suite *test_clustered_share_suite(void);

Suite *test_clustered_share_suite(void)
{
    Suite *suite = suite_create("clustered_share");
    TCase *tests = tcase_create("intervals");
    tcase_add_test(tests, survey_schools);
    tcase_add_test(tests, survey_classes_and_units);
    tcase_add_test(tests, effective_size_is_at_most_n);
    tcase_add_test(tests, share_of_zero_or_one);
    tcase_add_test(tests, equal_shares_are_not_certainty);
    tcase_add_test(tests, one_cluster_and_none);
    tcase_add_test(tests, rate_does_not_depend_on_its_unit);
    tcase_add_test(tests, merging_is_pushing);
    tcase_add_test(tests, impossible_requests);
    suite_add_tcase(suite, tests);
    return suite;
}
