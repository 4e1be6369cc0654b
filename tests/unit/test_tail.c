/* test_tail.c: p-values and critical values against R, and arguments that GSL aborts on. */
#include <utfall/effect.h>
#include <utfall/tail.h>

#include <check.h>
#include <math.h>

/* R 4.2.2: pnorm(-1.959963984540054), pnorm(-30), 2 * pt(-2.5, 7.3), pt(-100, 3), pchisq(200, 2,
 * lower.tail = FALSE), pf(4.846, 2, 27, lower.tail = FALSE). */
START_TEST(tails)
{
    ck_assert_double_eq_tol(uf_normal_p(1.959963984540054, UF_TWO_SIDED), 0.05, 1e-15);
    ck_assert_double_eq_tol(uf_normal_p(-1.959963984540054, UF_LESS), 0.025, 1e-15);
    ck_assert_double_eq_tol(uf_normal_p(-1.959963984540054, UF_GREATER), 0.975, 1e-15);
    ck_assert_double_eq_tol(uf_normal_p(30, UF_GREATER) / 4.906713927148187e-198, 1, 1e-12);
    ck_assert_double_eq_tol(uf_t_p(-2.5, 7.3, UF_TWO_SIDED), 0.03965023466560046, 1e-15);
    ck_assert_double_eq_tol(uf_t_p(100, 3, UF_GREATER) / 1.102260961592455e-06, 1, 1e-11);
    ck_assert_double_eq_tol(uf_chi_square_p(200, 2) / 3.720075976020836e-44, 1, 1e-12);
    ck_assert_double_eq_tol(uf_f_p(4.846, 2, 27), 0.01591098699872683, 1e-14);
}
END_TEST

/* R 4.2.2: qnorm(0.975), qt(0.975, c(1, 3, 16.7857644826057, 1e6)), qt(0.9995, 2). */
START_TEST(critical_values)
{
    static const double df[] = { 1, 3, 16.7857644826057, 1e6 };
    static const double t[] = { 12.706204736174694, 3.182446305283708, 2.111868672991462,
                                1.959966356814107 };
    ck_assert_double_eq_tol(uf_normal_critical(0.95), 1.95996398454005, 1e-14);
    for (int i = 0; i < 4; i++)
        ck_assert_double_eq_tol(uf_t_critical(0.95, df[i]) / t[i], 1, 1e-13);
    ck_assert_double_eq_tol(uf_t_critical(0.999, 2) / 31.59905457644536, 1, 1e-13);
}
END_TEST

START_TEST(one_sided_levels)
{
    ck_assert_double_eq_tol(uf_level_each_side(0.95, UF_LESS), 0.9, 1e-15);
    ck_assert_double_eq(uf_level_each_side(0.95, UF_TWO_SIDED), 0.95);
    ck_assert_double_nan(uf_level_each_side(0.5, UF_GREATER));
    ck_assert_double_nan(uf_level_each_side(1, UF_TWO_SIDED));
    uf_effect effect = uf_effect_none("wilson");
    uf_effect_one_sided(&effect, UF_LESS);
    ck_assert_double_nan(effect.conf_low);
    effect.conf_low = -1;
    effect.conf_high = 2;
    uf_effect_one_sided(&effect, UF_LESS);
    ck_assert_double_eq(effect.conf_low, -INFINITY);
    ck_assert_double_eq(effect.conf_high, 2);
    effect.conf_low = -1;
    uf_effect_one_sided(&effect, UF_GREATER);
    ck_assert_double_eq(effect.conf_low, -1);
    ck_assert_double_eq(effect.conf_high, INFINITY);
}
END_TEST

START_TEST(nothing_to_say)
{
    ck_assert_double_nan(uf_normal_p(NAN, UF_TWO_SIDED));
    ck_assert_double_nan(uf_t_p(1, 0, UF_LESS));
    ck_assert_double_nan(uf_t_p(NAN, 3, UF_LESS));
    ck_assert_double_nan(uf_t_critical(0.95, -1));
    ck_assert_double_nan(uf_t_critical(0, 3));
    ck_assert_double_nan(uf_normal_critical(1));
    ck_assert_double_nan(uf_chi_square_p(-1, 2));
    ck_assert_double_nan(uf_f_p(1, 0, 2));
    double huge = uf_t_critical(0.95, 1e-3); /* gsl_cdf_tdist_Pinv(0.975, 1e-3) aborts by itself */
    ck_assert(isnan(huge) || huge > 1e100);
}
END_TEST

START_TEST(into_a_row)
{
    uf_effect effect = uf_effect_none("newcombe");
    effect.estimate = 0.3;
    effect.conf_low = 0.1;
    effect.conf_high = 0.5;
    effect.note = "few";
    uf_estimate row;
    uf_estimate_init(&row);
    uf_effect_row(&row, &effect, 0.9);
    ck_assert_double_eq(row.estimate, 0.3);
    ck_assert_double_eq(row.conf_level, 0.9);
    ck_assert_str_eq(row.method, "newcombe");
    ck_assert_str_eq(row.note, "few");
    effect.conf_low = effect.conf_high = NAN;
    uf_effect_row(&row, &effect, 0.9);
    ck_assert_double_nan(row.conf_level);
}
END_TEST

Suite *test_tail_suite(void);

Suite *test_tail_suite(void)
{
    Suite *suite = suite_create("tail");
    TCase *tests = tcase_create("tails");
    tcase_add_test(tests, tails);
    tcase_add_test(tests, critical_values);
    tcase_add_test(tests, one_sided_levels);
    tcase_add_test(tests, nothing_to_say);
    tcase_add_test(tests, into_a_row);
    suite_add_tcase(suite, tests);
    return suite;
}
