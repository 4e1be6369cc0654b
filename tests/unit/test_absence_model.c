/* test_absence_model.c: the distribution of absence against arithmetic by hand, and the levels
 * found against the shares that they are to give. */
#include <utfall/absence_model.h>

#include <check.h>
#include <math.h>

#include <gsl/gsl_math.h>

static uf_absence_shape plain_shape(void)
{
    return (uf_absence_shape){ .lessons = 4,
                               .limit = { 15, 2 },
                               .prevalence = 0.12,
                               .icc = 0.031,
                               .pupil_sd = 1,
                               .spell_days = 3,
                               .single = 0.25 };
}

static double over_of(double a, const uf_absence_shape *shape, uint32_t days)
{
    uf_absence_habit habit;
    uf_absence_habit_init(&habit, a, shape);
    double over = NAN;
    ck_assert_int_eq(uf_absence_over(&over, &habit, shape, &days, 1, NULL), UF_OK);
    return over;
}

/* By hand, a = 0.2 all in spells of two days: a spell ends with 1/2 and begins with 0.5 * 0.2/0.8 =
 * 1/8. Both days are missed with 0.2 * 0.5 = 0.1, none with 0.8 * 0.875 = 0.7. */
START_TEST(two_days_by_hand)
{
    uf_absence_shape shape = { .lessons = 1, .spell_days = 2, .single = 0 };
    shape.limit = (uf_decimal){ 5, 1 };
    ck_assert_double_eq_tol(over_of(0.2, &shape, 2), 0.1, 1e-15);
    shape.limit = (uf_decimal){ 49, 2 };
    ck_assert_double_eq_tol(over_of(0.2, &shape, 2), 0.3, 1e-15);
}
END_TEST

/* Single lessons are independent: R 4.2.2, pbinom(30, 200, .12, lower.tail = FALSE) and
 * pbinom(3, 20, .15, lower.tail = FALSE). 30 of 200 and 3 of 20 are exactly 15 % and not above. */
START_TEST(single_lessons_are_binomial)
{
    uf_absence_shape shape = plain_shape();
    shape.single = 1;
    ck_assert_double_eq_tol(over_of(0.12, &shape, 50), 0.082093888825727, 1e-14);
    ck_assert_double_eq_tol(over_of(0.15, &shape, 5), 0.352274825843297, 1e-14);
}
END_TEST

/* Whatever the habit, the share of lessons missed is a: over all limits k/n, the probabilities of
 * being above add up to the mean number missed. */
START_TEST(the_mean_is_the_share)
{
    static const double shares[] = { 0.001, 0.05, 0.3, 0.7, 0.94 };
    uf_absence_shape shape = plain_shape();
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        const uint32_t days = 6;
        const int n = (int)(days * shape.lessons);
        double mean = 0;
        for (int k = 0; k < n; k++) {
            /* Halfway between k and k + 1 of n. */
            shape.limit =
                (uf_decimal){ (2 * (int64_t)k + 1) * INT64_C(1000000000000) / (2 * (int64_t)n),
                              12 };
            mean += over_of(shares[i], &shape, days) / n;
        }
        ck_assert_double_eq_tol(mean, shares[i], 1e-12);
    }
}
END_TEST

/* A share that spells of the length asked for cannot give: every other day at most would be missed
 * if each spell had one day. They get longer, and the share holds. */
START_TEST(spells_lengthen_where_they_must)
{
    uf_absence_shape shape = plain_shape();
    shape.single = 0;
    shape.spell_days = 1;
    uf_absence_habit habit;
    uf_absence_habit_init(&habit, 0.8, &shape);
    ck_assert_double_eq(habit.start, 1);
    ck_assert_double_eq_tol(habit.end, 0.25, 1e-15);
    ck_assert_double_eq_tol(habit.start / (habit.start + habit.end), 0.8, 1e-15);
    uf_absence_habit_init(&habit, 0.99, &shape);
    ck_assert_double_eq(habit.share, UF_ABSENCE_MOST);
}
END_TEST

static const uint32_t lengths[] = { 28, 36, 45, 48, 52, 53 };
enum { WINDOWS = sizeof lengths / sizeof lengths[0] };

/* By a second way, integration over the schools' levels (trapezoidal, 400 steps): the mean of the
 * schools' shares is the prevalence, and their variance icc P (1 - P). */
START_TEST(levels_give_prevalence_and_icc)
{
    static const struct {
        double prevalence, icc, pupil_sd, spell_days, single;
    } cases[] = {
        { 0.12, 0.031, 1, 3, 0.25 }, { 0.12, 0.084, 1, 3, 0.25 }, { 0.01, 0.01, 1, 3, 0.25 },
        { 0.5, 0.2, 2, 5, 0 },       { 0.9, 0.05, 0.5, 1, 1 },    { 0.12, 0, 1, 3, 0.25 },
    };
    const double p = cases[_i].prevalence;
    uf_absence_shape shape = plain_shape();
    shape.prevalence = p;
    shape.icc = cases[_i].icc;
    shape.pupil_sd = cases[_i].pupil_sd;
    shape.spell_days = cases[_i].spell_days;
    shape.single = cases[_i].single;
    uf_absence_model *model;
    ck_assert_int_eq(uf_absence_model_new(&model, &shape, lengths, WINDOWS, NULL), UF_OK);
    double mean = 0, variance = 0;
    for (int i = -200; i <= 200; i++) {
        const double u = i * 0.04;
        const double weight = 0.04 * exp(-u * u / 2) / sqrt(2 * M_PI);
        const double share = uf_absence_model_school(model, u, 1);
        mean += weight * share;
        variance += weight * gsl_pow_2(share - p);
    }
    ck_assert_double_eq_tol(uf_absence_model_prevalence(model, 1), p, 1e-12);
    ck_assert_double_eq_tol(mean, p, 1e-6);
    ck_assert_double_eq_tol(variance, shape.icc * p * (1 - p), 1e-7);
    ck_assert_double_ge(uf_absence_model_correlation(model), shape.icc);
    uf_absence_model_free(model);
}
END_TEST

/* No absence, nobody above; a fifth less absence, a fifth less on average (nobody of note is at the
 * cap), and the share above falls. */
START_TEST(effects)
{
    const uf_absence_shape shape = plain_shape();
    uf_absence_model *model;
    ck_assert_int_eq(uf_absence_model_new(&model, &shape, lengths, WINDOWS, NULL), UF_OK);
    ck_assert_double_eq(uf_absence_model_prevalence(model, 0), 0);
    ck_assert_double_eq(uf_absence_model_absence(model, 0), 0);
    const double absence = uf_absence_model_absence(model, 1);
    ck_assert_double_eq_tol(uf_absence_model_absence(model, 0.8), 0.8 * absence, 1e-9);
    const double less = uf_absence_model_prevalence(model, 0.8);
    ck_assert_double_lt(less, 0.8 * shape.prevalence);
    ck_assert_double_gt(uf_absence_model_prevalence(model, 1.25), shape.prevalence);
    uf_absence_model_free(model);
}
END_TEST

static void expect_refused(const uf_absence_shape *shape)
{
    uf_absence_model *model = NULL;
    uf_error error;
    ck_assert_int_eq(uf_absence_model_new(&model, shape, lengths, WINDOWS, &error), UF_EINVAL);
    ck_assert_ptr_null(model);
    ck_assert_int_eq(error.status, UF_EINVAL);
}

START_TEST(what_cannot_be_had)
{
    static const double nothing[] = { 0, 1, -0.1, 1.1, NAN };
    uf_absence_shape shape;
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        shape = plain_shape();
        shape.prevalence = nothing[i];
        expect_refused(&shape);
    }
    shape = plain_shape();
    shape.icc = 1;
    expect_refused(&shape);
    shape = plain_shape();
    shape.lessons = 0;
    expect_refused(&shape);
    shape = plain_shape();
    shape.lessons = UF_ABSENCE_MAX_LESSONS + 1;
    expect_refused(&shape);
    shape = plain_shape();
    shape.limit = (uf_decimal){ 99, 2 }; /* above what anybody misses in the long run */
    shape.prevalence = 0.99;
    expect_refused(&shape);
    shape = plain_shape();
    uf_absence_model *model;
    static const uint32_t descending[] = { 50, 49 };
    ck_assert_int_eq(uf_absence_model_new(&model, &shape, descending, 2, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_absence_model_new(&model, &shape, lengths, 0, NULL), UF_EINVAL);
}
END_TEST

/* The highest icc is said with the refusal, and can be had. */
START_TEST(too_high_an_icc_names_the_highest)
{
    uf_absence_shape shape = plain_shape();
    shape.icc = 0.9;
    uf_absence_model *model;
    uf_error error;
    ck_assert_int_eq(uf_absence_model_new(&model, &shape, lengths, WINDOWS, &error), UF_EINVAL);
    ck_assert(error.value > 0.1 && error.value < 0.9);
    shape.icc = error.value * (1 - 1e-9);
    ck_assert_int_eq(uf_absence_model_new(&model, &shape, lengths, WINDOWS, &error), UF_OK);
    uf_absence_model_free(model);
}
END_TEST

Suite *test_absence_model_suite(void);

Suite *test_absence_model_suite(void)
{
    Suite *suite = suite_create("absence_model");
    TCase *tests = tcase_create("absence_model");
    tcase_add_test(tests, two_days_by_hand);
    tcase_add_test(tests, single_lessons_are_binomial);
    tcase_add_test(tests, the_mean_is_the_share);
    tcase_add_test(tests, spells_lengthen_where_they_must);
    tcase_add_loop_test(tests, levels_give_prevalence_and_icc, 0, 6);
    tcase_add_test(tests, effects);
    tcase_add_test(tests, what_cannot_be_had);
    tcase_add_test(tests, too_high_an_icc_names_the_highest);
    suite_add_tcase(suite, tests);
    return suite;
}
