/* test_coverage.c: coverage of registers by school, and arm against arm. Sums by hand; t intervals
 * by R 4.2.2, t.test, as each test says. */
#include <check.h>
#include <math.h>
#include <utfall/coverage.h>

Suite *test_coverage_suite(void);

enum { CONTROL = 0, INTERVENTION = 1 };

static uf_coverage *coverage;

static void set_up(void)
{
    uf_error error;
    ck_assert_int_eq(uf_coverage_new(&coverage, &error), UF_OK);
}

static void tear_down(void)
{
    uf_coverage_free(coverage);
}

static void add(uint32_t school, uint32_t arm, int32_t window, uf_lesson_state state, int64_t time)
{
    uf_error error;
    const uf_lesson lesson = { .state = state, .scheduled = time * UF_AMOUNT_ONE };
    ck_assert_int_eq(uf_coverage_add(coverage, school, arm, window, &lesson, &error), UF_OK);
}

/* A school that took so many of 100 registers in a window. */
static void add_school(uint32_t school, uint32_t arm, int32_t window, int64_t taken)
{
    add(school, arm, window, UF_LESSON_REPORTED, taken);
    add(school, arm, window, UF_LESSON_UNREPORTED, 100 - taken);
}

static void add_six_schools(void)
{
    static const int64_t taken[] = { 70, 80, 75, 90, 85, 95 };
    for (uint32_t i = 0; i < 6; i++)
        add_school(i, i < 3 ? CONTROL : INTERVENTION, 200, taken[i]);
}

static uf_estimate difference(uf_mean_difference_method method, double level)
{
    uf_estimate row;
    uf_error error;
    ck_assert_int_eq(uf_coverage_difference_row(&row, coverage, INTERVENTION, CONTROL, 200, method,
                                                level, &error),
                     UF_OK);
    return row;
}

START_TEST(sums_are_by_school_and_window)
{
    uf_estimate row;
    add(7, UF_NO_ARM, 200, UF_LESSON_REPORTED, 60);
    add(7, UF_NO_ARM, 200, UF_LESSON_UNREPORTED, 20);
    add(7, UF_NO_ARM, 200, UF_LESSON_EXEMPT, 500);
    add(7, CONTROL, 201, UF_LESSON_UNREPORTED, 20);
    add(8, CONTROL, 200, UF_LESSON_REPORTED, 1000);
    uf_coverage_sums sums = uf_coverage_of(coverage, 7, 200);
    ck_assert_int_eq(sums.reported, 60 * UF_AMOUNT_ONE);
    ck_assert_int_eq(sums.unreported, 20 * UF_AMOUNT_ONE);
    ck_assert_uint_eq(sums.rows, 2);
    ck_assert_uint_eq(sums.unreported_rows, 1);
    uf_coverage_row(&row, &sums);
    ck_assert(row.estimate == 0.75); /* 60 of 80 */
    ck_assert(row.n == 80);
    ck_assert(row.events == 60);
    ck_assert(isnan(row.conf_low));
    ck_assert_str_eq(row.term, "coverage");
    sums = uf_coverage_of(coverage, 7, UF_ALL_WINDOWS);
    uf_coverage_row(&row, &sums);
    ck_assert(row.estimate == 0.6); /* 60 of 100 */
}
END_TEST

START_TEST(nothing_scheduled_is_undefined)
{
    uf_estimate row;
    uf_coverage_sums sums = uf_coverage_of(coverage, 7, 200);
    uf_coverage_row(&row, &sums);
    ck_assert(isnan(row.estimate));
    ck_assert(row.n == 0);
    ck_assert_str_eq(row.note, "no rows");
    add(7, UF_NO_ARM, 200, UF_LESSON_REPORTED, 0);
    sums = uf_coverage_of(coverage, 7, 200);
    uf_coverage_row(&row, &sums);
    ck_assert(isnan(row.estimate));
    ck_assert_str_eq(row.note, "nothing was scheduled");
}
END_TEST

/* t.test(c(.90, .85, .95), c(.70, .80, .75), var.equal = TRUE): estimate 0.15, t 3.674234614174767,
 * df 4, p 0.02131164112875673, 0.03665210322362405 to 0.26334789677637599; at conf.level 0.9
 * 0.06296771939512653 to 0.23703228060487352. */
START_TEST(arms_differ_by_school_means)
{
    add_six_schools();
    uf_estimate row = difference(UF_MEAN_DIFFERENCE_POOLED, 0.95);
    ck_assert_double_eq_tol(row.estimate, 0.15, 1e-15);
    ck_assert_double_eq_tol(row.std_error, 0.04082482904638631, 1e-15);
    ck_assert_double_eq_tol(row.conf_low, 0.03665210322362405, 1e-13);
    ck_assert_double_eq_tol(row.conf_high, 0.26334789677637599, 1e-13);
    ck_assert_double_eq_tol(row.statistic, 3.674234614174767, 1e-12);
    ck_assert_double_eq_tol(row.p_value, 0.02131164112875673, 1e-13);
    ck_assert(row.df == 4);
    ck_assert(row.n == 3 && row.n_reference == 3 && row.clusters == 6);
    ck_assert_str_eq(row.term, "risk_difference");
    ck_assert_str_eq(row.method, "cluster-means(pooled-t)");
    row = difference(UF_MEAN_DIFFERENCE_POOLED, 0.9);
    ck_assert_double_eq_tol(row.conf_low, 0.06296771939512653, 1e-13);
    ck_assert_double_eq_tol(row.conf_high, 0.23703228060487352, 1e-13);
}
END_TEST

/* A school that teaches ten times as much does not count for more. Lessons or pupils as independent
 * units would have given an interval of about +-0.01. */
START_TEST(schools_count_alike)
{
    add_six_schools();
    add(3, INTERVENTION, 200, UF_LESSON_REPORTED, 810);
    add(3, INTERVENTION, 200, UF_LESSON_UNREPORTED, 90);
    const uf_estimate row = difference(UF_MEAN_DIFFERENCE_POOLED, 0.95);
    ck_assert_double_eq_tol(row.estimate, 0.15, 1e-15);
    ck_assert_double_eq_tol(row.conf_low, 0.03665210322362405, 1e-13);
    /* (1000 + 100 + 100)/3 = 400 against 100 */
    ck_assert_double_eq_tol(uf_coverage_imbalance(coverage, INTERVENTION, CONTROL, 200), 4, 1e-14);
    ck_assert_double_eq_tol(uf_coverage_imbalance(coverage, CONTROL, INTERVENTION, 200), 4, 1e-14);
}
END_TEST

/* t.test(c(.90, .60, .96), c(.70, .80, .75)): df 2.267608572106843, p 0.5982555241042159,
 * -0.3729911989439642 to 0.5129911989439642. */
START_TEST(welch_where_asked)
{
    static const int64_t taken[] = { 70, 80, 75, 90, 60, 96 };
    for (uint32_t i = 0; i < 6; i++)
        add_school(i, i < 3 ? CONTROL : INTERVENTION, 200, taken[i]);
    const uf_estimate row = difference(UF_MEAN_DIFFERENCE_WELCH, 0.95);
    ck_assert_double_eq_tol(row.df, 2.267608572106843, 1e-12);
    ck_assert_double_eq_tol(row.conf_low, -0.3729911989439642, 1e-12);
    ck_assert_double_eq_tol(row.conf_high, 0.5129911989439642, 1e-12);
    ck_assert_double_eq_tol(row.p_value, 0.5982555241042159, 1e-12);
    ck_assert_str_eq(row.method, "cluster-means(welch)");
}
END_TEST

/* t.test(c(.90, .85, .95)): 0.7757931144124836 to 1.0242068855875164, se 0.02886751345948128. */
START_TEST(an_arm_is_the_mean_of_its_schools)
{
    uf_estimate row;
    uf_error error;
    add_six_schools();
    ck_assert_int_eq(uf_coverage_arm_row(&row, coverage, INTERVENTION, 200, 0.95, &error), UF_OK);
    ck_assert_double_eq_tol(row.estimate, 0.9, 1e-15);
    ck_assert_double_eq_tol(row.std_error, 0.02886751345948128, 1e-15);
    ck_assert_double_eq_tol(row.conf_low, 0.7757931144124836, 1e-13);
    ck_assert_double_eq_tol(row.conf_high, 1.0242068855875164, 1e-13);
    ck_assert(row.n == 3 && row.clusters == 3 && row.df == 2);
    ck_assert_str_eq(row.estimand, "schools equally");
}
END_TEST

START_TEST(too_few_schools_have_no_interval)
{
    uf_estimate row;
    uf_error error;
    add_school(0, CONTROL, 200, 70);
    ck_assert_int_eq(uf_coverage_arm_row(&row, coverage, CONTROL, 200, 0.95, &error), UF_OK);
    ck_assert_double_eq_tol(row.estimate, 0.7, 1e-15);
    ck_assert(isnan(row.conf_low) && isnan(row.conf_level));
    ck_assert_str_eq(row.note, "one school says nothing of the spread");
    row = difference(UF_MEAN_DIFFERENCE_POOLED, 0.95);
    ck_assert(isnan(row.estimate));
    ck_assert_str_eq(row.note, "an arm has no school with scheduled time");
    add_school(1, INTERVENTION, 200, 90);
    row = difference(UF_MEAN_DIFFERENCE_POOLED, 0.95);
    ck_assert_double_eq_tol(row.estimate, 0.2, 1e-15);
    ck_assert(isnan(row.conf_low));
    ck_assert_str_ne(row.note, "");
    ck_assert(isnan(uf_coverage_imbalance(coverage, CONTROL, 9, 200)));
}
END_TEST

/* Every register taken in both arms: the difference is 0, and an interval of no width would say too
 * much. */
START_TEST(no_variation_has_no_interval)
{
    for (uint32_t i = 0; i < 6; i++)
        add_school(i, i < 3 ? CONTROL : INTERVENTION, 200, 100);
    const uf_estimate row = difference(UF_MEAN_DIFFERENCE_POOLED, 0.95);
    ck_assert(row.estimate == 0);
    ck_assert(isnan(row.conf_low) && isnan(row.p_value));
    ck_assert_str_eq(row.note, "the values do not vary within the groups");
}
END_TEST

START_TEST(wrong_use)
{
    uf_estimate row;
    uf_error error;
    const uf_lesson negative = { .state = UF_LESSON_REPORTED, .scheduled = -1 };
    const uf_lesson most = { .state = UF_LESSON_REPORTED, .scheduled = INT64_MAX };
    ck_assert_int_eq(uf_coverage_add(coverage, 0, 0, 0, &negative, &error), UF_EINVAL);
    ck_assert_int_eq(uf_coverage_add(coverage, 0, 0, UF_ALL_WINDOWS, &most, &error), UF_EINVAL);
    ck_assert_int_eq(uf_coverage_add(coverage, 0, 0, 0, &most, &error), UF_OK);
    ck_assert_int_eq(uf_coverage_add(coverage, 0, 0, 0, &most, &error), UF_ERANGE);
    ck_assert_int_eq(uf_coverage_arm_row(&row, coverage, 0, 0, 1, &error), UF_EINVAL);
    ck_assert_int_eq(
        uf_coverage_difference_row(&row, coverage, 0, 1, 0, UF_MEAN_DIFFERENCE_POOLED, 0, &error),
        UF_EINVAL);
}
END_TEST

Suite *test_coverage_suite(void)
{
    Suite *suite = suite_create("coverage");
    TCase *tests = tcase_create("coverage");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, sums_are_by_school_and_window);
    tcase_add_test(tests, nothing_scheduled_is_undefined);
    tcase_add_test(tests, arms_differ_by_school_means);
    tcase_add_test(tests, schools_count_alike);
    tcase_add_test(tests, welch_where_asked);
    tcase_add_test(tests, an_arm_is_the_mean_of_its_schools);
    tcase_add_test(tests, too_few_schools_have_no_interval);
    tcase_add_test(tests, no_variation_has_no_interval);
    tcase_add_test(tests, wrong_use);
    suite_add_tcase(suite, tests);
    return suite;
}
