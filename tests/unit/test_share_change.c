/* test_share_change.c: change of a share with overlapping units against R's survey package, and the
 * edges. */
#include <utfall/share_change.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <utfall/decimal.h>
#include <utfall/risk_difference.h>
#include <utfall/risk_ratio.h>

static const size_t units = UF_SHARE_CHANGE_MIN_UNITS, min_schools = UF_SHARE_CHANGE_MIN_SCHOOLS;

static void push(uf_share_change *change, int times, uint64_t n0, uint64_t x0, uint64_t n1,
                 uint64_t x1)
{
    for (int i = 0; i < times; i++)
        ck_assert_int_eq(uf_share_change_push(change, n0, x0, n1, x1, NULL), UF_OK);
}

static uf_effect relative(const uf_share_change *change, size_t min_clusters, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_share_change_relative(&effect, change, min_clusters, level, NULL), UF_OK);
    return effect;
}

static uf_effect difference(const uf_share_change *change, size_t min_clusters, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_share_change_difference(&effect, change, min_clusters, level, NULL), UF_OK);
    return effect;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

static void check_rows(const char *row, const uf_share_change *change, size_t min_clusters,
                       double level)
{
    uf_effect r = relative(change, min_clusters, level);
    uf_effect d = difference(change, min_clusters, level);
    same(row, "relative", r.estimate);
    same(row, "log_se", r.std_error);
    same(row, "log_t", r.statistic);
    same(row, "log_p", r.p_value);
    same(row, "relative.low", r.conf_low);
    same(row, "relative.high", r.conf_high);
    same(row, "difference", d.estimate);
    same(row, "se", d.std_error);
    same(row, "t", d.statistic);
    same(row, "p", d.p_value);
    same(row, "difference.low", d.conf_low);
    same(row, "difference.high", d.conf_high);
    ck_assert_str_eq(r.note, "");
    ck_assert_str_eq(d.note, "");
    ck_assert_double_eq(r.df, change->clusters.count - 1);
}

/* tests/certified/r/share_change.R */
START_TEST(survey_pupils)
{
    uf_share_change change;
    uf_share_change_init(&change);
    push(&change, 14, 1, 1, 1, 1);
    push(&change, 10, 1, 1, 1, 0);
    push(&change, 6, 1, 0, 1, 1);
    push(&change, 130, 1, 0, 1, 0);
    push(&change, 6, 1, 1, 0, 0);
    push(&change, 34, 1, 0, 0, 0);
    push(&change, 4, 0, 0, 1, 1);
    push(&change, 36, 0, 0, 1, 0);
    check_rows("SC-01", &change, units, 0.95);
    ck_assert(!change.clustered);
    uf_share_change_init(&change);
    push(&change, 9, 1, 1, 1, 1);
    push(&change, 12, 1, 1, 1, 0);
    push(&change, 5, 1, 0, 1, 1);
    push(&change, 90, 1, 0, 1, 0);
    check_rows("SC-02", &change, units, 0.90);
    uf_share_change_init(&change);
    push(&change, 30, 1, 1, 0, 0);
    push(&change, 170, 1, 0, 0, 0);
    push(&change, 24, 0, 0, 1, 1);
    push(&change, 176, 0, 0, 1, 0);
    check_rows("SC-03", &change, units, 0.95);
}
END_TEST

/* The same pupils both times: the difference is the paired one, whose variance is known in closed
 * form: (b + c - (b - c)^2/n) / (n (n - 1)), b = 12 and c = 5 of n = 116 (McNemar's table). */
START_TEST(paired_variance_by_hand)
{
    uf_share_change change;
    uf_share_change_init(&change);
    push(&change, 9, 1, 1, 1, 1);
    push(&change, 12, 1, 1, 1, 0);
    push(&change, 5, 1, 0, 1, 1);
    push(&change, 90, 1, 0, 1, 0);
    double expected = sqrt((17 - 49.0 / 116) / (116 * 115.0));
    ck_assert_double_eq_tol(difference(&change, units, 0.95).std_error, expected, 1e-15);
}
END_TEST

static const uint64_t classes[8][4] = {
    { 24, 4, 25, 3 }, { 27, 2, 26, 2 }, { 22, 5, 0, 0 },  { 25, 3, 25, 4 },
    { 0, 0, 27, 2 },  { 26, 7, 24, 3 }, { 23, 1, 23, 0 }, { 28, 6, 29, 7 },
};

START_TEST(survey_classes_and_schools)
{
    uf_share_change change;
    uf_share_change_init(&change);
    for (size_t i = 0; i < 8; i++)
        push(&change, 1, classes[i][0], classes[i][1], classes[i][2], classes[i][3]);
    check_rows("SC-04", &change, units, 0.95);
    ck_assert(change.clustered);
    uf_share_change_init(&change);
    push(&change, 1, 150, 22, 156, 16);
    push(&change, 1, 210, 25, 201, 22);
    push(&change, 1, 98, 17, 103, 9);
    push(&change, 1, 330, 41, 322, 39);
    check_rows("SC-05", &change, min_schools, 0.95);
}
END_TEST

START_TEST(too_few_schools)
{
    uf_share_change change;
    uf_share_change_init(&change);
    push(&change, 1, 150, 22, 156, 16);
    push(&change, 1, 210, 25, 201, 22);
    push(&change, 1, 98, 17, 103, 0);
    uf_effect effect = relative(&change, min_schools, 0.95);
    ck_assert_double_eq_tol(effect.estimate, 38.0 / 460 / (64.0 / 458) - 1, 1e-15);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_double_nan(effect.std_error);
    ck_assert_str_ne(effect.note, "");
    ck_assert_double_nan(difference(&change, min_schools, 0.95).conf_high);
}
END_TEST

START_TEST(nobody_before_is_undefined)
{
    uf_share_change change;
    uf_share_change_init(&change);
    push(&change, 200, 1, 0, 1, 0);
    push(&change, 10, 0, 0, 1, 1);
    uf_effect effect = relative(&change, units, 0.95);
    ck_assert_double_nan(effect.estimate);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
    effect = difference(&change, units, 0.95);
    ck_assert_double_eq_tol(effect.estimate, 10.0 / 210, 1e-16);
    ck_assert_double_gt(effect.conf_low, 0);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(nobody_after_is_minus_one)
{
    uf_share_change change;
    uf_share_change_init(&change);
    push(&change, 30, 1, 1, 1, 0);
    push(&change, 170, 1, 0, 1, 0);
    uf_effect effect = relative(&change, units, 0.95), koopman, newcombe;
    const uf_two_by_two table = { 0, 200, 30, 200 };
    uf_risk_ratio(&koopman, &table, UF_RISK_RATIO_KOOPMAN, 0.95, NULL);
    ck_assert_double_eq(effect.estimate, -1);
    ck_assert_double_eq(effect.conf_low, -1);
    ck_assert_double_eq(effect.conf_high, koopman.conf_high - 1);
    ck_assert_str_eq(effect.method, "koopman");
    ck_assert_str_ne(effect.note, "");
    effect = difference(&change, units, 0.95);
    uf_risk_difference(&newcombe, &table, UF_RISK_DIFFERENCE_NEWCOMBE, 0.95, NULL);
    ck_assert_double_eq(effect.conf_low, newcombe.conf_low);
    ck_assert_double_eq(effect.conf_high, newcombe.conf_high);
    ck_assert_str_eq(effect.method, "newcombe");
}
END_TEST

/* No pupil changed: the paired variance is 0, which is not certainty. */
START_TEST(no_change_at_all)
{
    uf_share_change change;
    uf_share_change_init(&change);
    push(&change, 20, 1, 1, 1, 1);
    push(&change, 100, 1, 0, 1, 0);
    uf_effect effect = relative(&change, units, 0.95);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_lt(effect.conf_low, -0.3);
    ck_assert_double_gt(effect.conf_high, 0.3);
    ck_assert_str_ne(effect.note, "");
    ck_assert_double_lt(difference(&change, units, 0.95).conf_low, -0.05);
}
END_TEST

/* 24/200 against 30/200 meets "falls by 20 %" and 25/200 does not: by the counts, not by the
 * estimate. */
START_TEST(targets_are_compared_by_counts)
{
    uf_share_change change;
    uf_share_change_init(&change);
    push(&change, 1, 200, 30, 200, 24);
    const uf_decimal fall = { -20, 2 };
    int sign;
    const uf_two_by_two *t = &change.totals;
    ck_assert(uf_decimal_compare_change((int64_t)t->events, (int64_t)t->n,
                                        (int64_t)t->events_reference, (int64_t)t->n_reference, fall,
                                        &sign));
    ck_assert_int_eq(sign, 0);
    uf_share_change_init(&change);
    push(&change, 1, 200, 30, 200, 25);
    ck_assert(uf_decimal_compare_change((int64_t)t->events, (int64_t)t->n,
                                        (int64_t)t->events_reference, (int64_t)t->n_reference, fall,
                                        &sign));
    ck_assert_int_eq(sign, 1);
}
END_TEST

START_TEST(periods_without_units)
{
    uf_share_change change;
    uf_share_change_init(&change);
    ck_assert_double_nan(relative(&change, units, 0.95).estimate);
    ck_assert_str_eq(relative(&change, units, 0.95).note, "no rows");
    push(&change, 3, 0, 0, 0, 0);
    ck_assert_double_eq(change.clusters.count, 0);
    push(&change, 40, 1, 1, 0, 0);
    uf_effect effect = relative(&change, units, 0.95);
    ck_assert_double_nan(effect.estimate);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_eq(effect.note, "no units after");
    uf_share_change_init(&change);
    push(&change, 40, 0, 0, 1, 1);
    ck_assert_str_eq(relative(&change, units, 0.95).note, "no units before");
    ck_assert_double_nan(difference(&change, units, 0.95).estimate);
}
END_TEST

START_TEST(merging_is_pushing)
{
    uf_share_change whole, left, right;
    uf_share_change_init(&whole);
    uf_share_change_init(&left);
    uf_share_change_init(&right);
    for (size_t i = 0; i < 8; i++) {
        const uint64_t *c = classes[i];
        push(&whole, 1, c[0], c[1], c[2], c[3]);
        push(i < 3 ? &left : &right, 1, c[0], c[1], c[2], c[3]);
    }
    ck_assert_int_eq(uf_share_change_merge(&left, &right, NULL), UF_OK);
    ck_assert_uint_eq(left.totals.events, whole.totals.events);
    uf_effect a = relative(&left, units, 0.95), b = relative(&whole, units, 0.95);
    ck_assert_double_eq_tol(a.std_error, b.std_error, 1e-15);
    ck_assert_double_eq(a.df, b.df);
}
END_TEST

START_TEST(impossible_requests)
{
    uf_share_change change, other;
    uf_effect effect;
    uf_share_change_init(&change);
    ck_assert_int_eq(uf_share_change_push(&change, 1, 2, 1, 0, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_share_change_push(&change, 1, 0, 1, 2, NULL), UF_EINVAL);
    push(&change, 5, 1, 1, 1, 0);
    ck_assert_int_eq(uf_share_change_relative(&effect, &change, 1, 0.95, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_share_change_relative(&effect, &change, 2, 1.5, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_share_change_difference(&effect, &change, 2, NAN, NULL), UF_EINVAL);
    uf_share_change_init(&other);
    push(&other, 1, UINT64_C(1) << 53, 0, 0, 0);
    ck_assert_int_eq(uf_share_change_merge(&change, &other, NULL), UF_ERANGE);
    ck_assert_int_eq(uf_share_change_push(&change, UINT64_MAX, 0, 1, 0, NULL), UF_ERANGE);
    ck_assert_uint_eq(change.totals.n, 5);
    ck_assert_double_eq(change.clusters.count, 5);
}
END_TEST

/* By hand: 24 of 200 after 30 of 200 is a fall by a fifth, and is the double -0.2 (divided share by
 * share it is not); 33 of 100 after 30 of 100 is three points. */
START_TEST(estimates_are_rounded_once)
{
    uf_share_change change;
    uf_share_change_init(&change);
    push(&change, 1, 200, 30, 200, 24);
    ck_assert(relative(&change, units, 0.95).estimate == -0.2);
    ck_assert(24.0 / 200 / (30.0 / 200) - 1 != -0.2);
    uf_share_change_init(&change);
    push(&change, 1, 100, 30, 100, 33);
    ck_assert(difference(&change, units, 0.95).estimate == 0.03);
}
END_TEST

/* By hand. Before: 20 to 30 of 100; after: 10 to 40 of 200. The lowest change is 10/200 - 30/100 =
 * -0.25, or (0.05/0.3) - 1; the highest 40/200 - 20/100 = 0, or 0 %. */
START_TEST(bounds_take_the_periods_at_opposite_ends)
{
    const uf_limit_count before = { .surely = 20, .maybe = 30, .all = 100 };
    const uf_limit_count after = { .surely = 10, .maybe = 40, .all = 200 };
    uf_change_bounds bounds = uf_share_change_bounds_difference(&before, &after);
    ck_assert_double_eq(bounds.low, -0.25);
    ck_assert_double_eq(bounds.high, 0);
    bounds = uf_share_change_bounds_relative(&before, &after);
    ck_assert_double_eq_tol(bounds.low, -5.0 / 6, 1e-15);
    ck_assert_double_eq(bounds.high, 0);
    const uf_limit_count perhaps_none = { .surely = 0, .maybe = 30, .all = 100 };
    bounds = uf_share_change_bounds_relative(&perhaps_none, &after);
    ck_assert_double_eq_tol(bounds.low, -5.0 / 6, 1e-15);
    ck_assert(isinf(bounds.high) && bounds.high > 0);
    const uf_limit_count none = { .surely = 0, .maybe = 0, .all = 100 };
    ck_assert_double_nan(uf_share_change_bounds_relative(&none, &after).low);
    bounds = uf_share_change_bounds_relative(&perhaps_none, &none);
    ck_assert_double_eq(bounds.low, -1);
    ck_assert_double_eq(bounds.high, -1);
    const uf_limit_count nobody = { .all = 0 };
    ck_assert_double_nan(uf_share_change_bounds_relative(&before, &nobody).high);
    ck_assert_double_nan(uf_share_change_bounds_difference(&nobody, &after).low);
}
END_TEST

START_TEST(small_and_selected_groups_are_told)
{
    const struct {
        uf_two_by_two counts; /* after, before */
        bool small, selected;
    } cases[] = {
        { { 24, 200, 30, 200 }, false, false },  { { 9, 200, 30, 200 }, true, false },
        { { 24, 200, 9, 200 }, true, false },    { { 24, 29, 30, 200 }, true, false },
        { { 10, 30, 10, 30 }, false, false },    { { 24, 200, 180, 200 }, false, true },
        { { 24, 200, 179, 200 }, false, false }, { { 24, 200, 0, 0 }, true, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uf_change_warnings warnings = uf_share_change_warnings(&cases[i].counts);
        ck_assert_int_eq(warnings.small, cases[i].small);
        ck_assert_int_eq(warnings.selected, cases[i].selected);
    }
}
END_TEST

Suite *test_share_change_suite(void);

Suite *test_share_change_suite(void)
{
    Suite *suite = suite_create("share_change");
    TCase *tests = tcase_create("intervals");
    tcase_add_test(tests, survey_pupils);
    tcase_add_test(tests, paired_variance_by_hand);
    tcase_add_test(tests, survey_classes_and_schools);
    tcase_add_test(tests, too_few_schools);
    tcase_add_test(tests, nobody_before_is_undefined);
    tcase_add_test(tests, nobody_after_is_minus_one);
    tcase_add_test(tests, no_change_at_all);
    tcase_add_test(tests, targets_are_compared_by_counts);
    tcase_add_test(tests, periods_without_units);
    tcase_add_test(tests, merging_is_pushing);
    tcase_add_test(tests, impossible_requests);
    tcase_add_test(tests, estimates_are_rounded_once);
    tcase_add_test(tests, bounds_take_the_periods_at_opposite_ends);
    tcase_add_test(tests, small_and_selected_groups_are_told);
    suite_add_tcase(suite, tests);
    return suite;
}
