/* test_outcome_scale.c: logarithms and logits of shares, by hand, and what has none. */
#include <utfall/outcome_scale.h>

#include <check.h>
#include <math.h>

START_TEST(places)
{
    const double values[] = { 0.2, 0.5, 0.9 };
    double scaled[3];
    ck_assert_int_eq(uf_outcome_scale_values(scaled, values, 3, UF_ON_POINTS, NULL), UF_OK);
    ck_assert_double_eq(scaled[2], 0.9);
    ck_assert_int_eq(uf_outcome_scale_values(scaled, values, 3, UF_ON_LOG, NULL), UF_OK);
    ck_assert_double_eq_tol(scaled[1], -0.69314718055994531, 1e-15); /* -log 2 */
    ck_assert_int_eq(uf_outcome_scale_values(scaled, values, 3, UF_ON_LOGIT, NULL), UF_OK);
    ck_assert_double_eq_tol(scaled[0], -1.3862943611198906, 1e-15); /* -log 4 */
    ck_assert_double_eq(scaled[1], 0);
    ck_assert_double_eq_tol(scaled[2], 2.1972245773362196, 1e-14); /* log 9 */
    ck_assert_str_eq(uf_outcome_scale_name(UF_ON_LOGIT), "logit");
}
END_TEST

/* 20 to 15 % against 10 to 6 %: 1 point more, and 0.75/0.6 = 1.25 times as much left. */
START_TEST(scales_differ_in_sign)
{
    const double before[] = { 0.20, 0.10 }, after[] = { 0.15, 0.06 };
    double change[2];
    ck_assert_int_eq(uf_outcome_scale_changes(change, before, after, 2, UF_ON_POINTS, NULL), UF_OK);
    ck_assert_double_eq_tol(change[0] - change[1], -0.01, 1e-15);
    ck_assert_int_eq(uf_outcome_scale_changes(change, before, after, 2, UF_ON_LOG, NULL), UF_OK);
    ck_assert_double_eq_tol(exp(change[0] - change[1]), 1.25, 1e-14);
}
END_TEST

START_TEST(values_without_a_place)
{
    const struct {
        double value;
        uf_outcome_scale scale;
        uf_status status;
    } cases[] = {
        { 0, UF_ON_LOG, UF_EDATA },       { 0, UF_ON_LOGIT, UF_EDATA },
        { 1, UF_ON_LOGIT, UF_EDATA },     { 1, UF_ON_LOG, UF_OK },
        { -0.1, UF_ON_LOG, UF_EINVAL },   { 1.1, UF_ON_LOGIT, UF_EINVAL },
        { NAN, UF_ON_POINTS, UF_EINVAL }, { -3, UF_ON_POINTS, UF_OK },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const double good[] = { 0.5, 0.5 }, values[] = { 0.5, cases[i].value };
        double scaled[2];
        uf_error error;
        ck_assert_int_eq(uf_outcome_scale_values(scaled, values, 2, cases[i].scale, &error),
                         cases[i].status);
        if (cases[i].status != UF_OK)
            ck_assert_uint_eq(error.index, 1);
        ck_assert_int_eq(uf_outcome_scale_changes(scaled, good, values, 2, cases[i].scale, NULL),
                         cases[i].status);
        ck_assert_int_eq(uf_outcome_scale_changes(scaled, values, good, 2, cases[i].scale, NULL),
                         cases[i].status);
    }
}
END_TEST

START_TEST(ratios)
{
    uf_effect effect = uf_effect_none("cluster-means");
    effect.estimate = log(0.8);
    effect.std_error = 0.1;
    effect.conf_low = -INFINITY;
    effect.conf_high = 0;
    uf_effect points = effect;
    uf_outcome_scale_ratio(&effect, UF_ON_LOG);
    ck_assert_double_eq_tol(effect.estimate, 0.8, 1e-15);
    ck_assert_double_eq(effect.conf_low, 0);
    ck_assert_double_eq(effect.conf_high, 1);
    ck_assert_double_eq(effect.std_error, 0.1);
    uf_outcome_scale_ratio(&points, UF_ON_POINTS);
    ck_assert_double_eq(points.conf_high, 0);
}
END_TEST

Suite *test_outcome_scale_suite(void);

Suite *test_outcome_scale_suite(void)
{
    Suite *suite = suite_create("outcome_scale");
    TCase *tests = tcase_create("outcome_scale");
    tcase_add_test(tests, places);
    tcase_add_test(tests, scales_differ_in_sign);
    tcase_add_test(tests, values_without_a_place);
    tcase_add_test(tests, ratios);
    suite_add_tcase(suite, tests);
    return suite;
}
