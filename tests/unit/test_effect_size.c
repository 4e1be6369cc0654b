/* test_effect_size.c: standardised differences and numbers needed against R, published tables, and
 * arithmetic. */
#include <utfall/effect_size.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

static void check_reference(const char *row, const uf_moments *group, const uf_moments *reference)
{
    uf_group_summary x = uf_group_summary_of(group), y = uf_group_summary_of(reference);
    uf_hedges h;
    ck_assert_int_eq(uf_hedges_g(&h, &x, &y, 0.95, NULL), UF_OK);
    same(row, "d", h.d);
    same(row, "J_exact", h.j);
    same(row, "g", h.g);
    same(row, "g_approxJ", h.g_wwc);
    same(row, "se_g", sqrt(h.variance));
    same(row, "z_lower", h.z_low);
    same(row, "z_upper", h.z_high);
    same(row, "nct_lower_d", h.pivot_low_d);
    same(row, "nct_upper_d", h.pivot_high_d);
    uf_effect effect;
    ck_assert_int_eq(uf_hedges_effect(&effect, &x, &y, 0.95, NULL), UF_OK);
    same(row, "g", effect.estimate);
    same(row, "nct_lower_g", effect.conf_low);
    same(row, "nct_upper_g", effect.conf_high);
}

START_TEST(plant_growth)
{
    dataset *data = dataset_open("plantgrowth");
    if (data == NULL)
        return;
    uf_moments groups[2];
    uf_moments_init(&groups[0]);
    uf_moments_init(&groups[1]);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        const char *name = dataset_text(data, row, "group");
        if (strcmp(name, "trt1") != 0)
            uf_moments_push(&groups[strcmp(name, "trt2") == 0],
                            dataset_number(data, row, "weight"));
    }
    check_reference("O-G-01", &groups[1], &groups[0]);
    dataset_close(data);
}
END_TEST

START_TEST(mindfulness)
{
    dataset *data = dataset_open("mindfulness");
    if (data == NULL)
        return;
    uf_moments groups[2];
    uf_moments_init(&groups[0]);
    uf_moments_init(&groups[1]);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        bool trained = strcmp(dataset_text(data, row, "Group"), "Particip") == 0;
        double change = dataset_number(data, row, "PSS_T2") - dataset_number(data, row, "PSS_T1");
        if (!isnan(change))
            uf_moments_push(&groups[trained], change);
    }
    check_reference("O-G-03", &groups[1], &groups[0]);
    dataset_close(data);
}
END_TEST

/* The example of Borenstein et al. 2009, chapter 4. */
START_TEST(borenstein)
{
    const uf_group_summary treated = { 50, 103, 5.5 }, control = { 50, 100, 4.5 };
    static const char *const rows[] = { "O-G-02", "O-G-02p" };
    uf_hedges h;
    uf_hedges_g(&h, &treated, &control, 0.95, NULL);
    for (int i = 0; i < 2; i++) {
        same(rows[i], "sp", h.sd);
        same(rows[i], "d", h.d);
        same(rows[i], "Vd", h.variance_d);
        same(rows[i], "J_approx", h.j_wwc);
        same(rows[i], "g", h.g_wwc);
        same(rows[i], "Vg", h.variance_g);
    }
    ck_oracle("O-G-02.J_exact", h.j);
    ck_oracle("O-G-02.se_g", sqrt(h.variance_g));
}
END_TEST

/* tests/certified/r/effect_size.R */
START_TEST(correction)
{
    ck_oracle("J.m2", uf_hedges_correction(2));
    ck_oracle("J.m10", uf_hedges_correction(10));
    ck_oracle("J.m200", uf_hedges_correction(200));
    ck_oracle("J.m202", uf_hedges_correction(202));
    ck_oracle("J.m1000", uf_hedges_correction(1000));
    ck_assert_double_nan(uf_hedges_correction(1));
    ck_assert_double_nan(uf_hedges_correction_wwc(0));
    ck_assert_double_nan(uf_hedges_correction(INFINITY));
    /* Neighbours on the two sides of the change of formula. */
    double step = uf_hedges_correction(200.001) - uf_hedges_correction(200);
    ck_assert_double_eq_tol(step, 0.001 * 3 / (4 * 200.0 * 200), 1e-9);
}
END_TEST

START_TEST(glass)
{
    static const uf_group_summary groups[][2] = { { { 50, 103, 5.5 }, { 50, 100, 4.5 } },
                                                  { { 6, 8, 2 }, { 9, 11, 3 } } };
    static const char *const rows[] = { "GLASS-01", "GLASS-02" };
    for (int i = 0; i < 2; i++) {
        uf_effect effect;
        ck_assert_int_eq(uf_glass_delta(&effect, &groups[i][0], &groups[i][1], 0.95, NULL), UF_OK);
        same(rows[i], "delta", effect.estimate);
        same(rows[i], "se", effect.std_error);
        same(rows[i], "low", effect.conf_low);
        same(rows[i], "high", effect.conf_high);
        same(rows[i], "p", effect.p_value);
    }
}
END_TEST

START_TEST(cox)
{
    const uf_two_by_two smoke = { 30, 74, 29, 115 }, zero = { 0, 10, 3, 12 }, none = { 0, 4, 0, 4 };
    uf_effect effect;
    ck_assert_int_eq(uf_cox_index(&effect, &smoke, 0.95, NULL), UF_OK);
    ck_oracle("COX-01.cox", effect.estimate);
    ck_oracle("COX-01.se", effect.std_error);
    ck_oracle("COX-01.low", effect.conf_low);
    ck_oracle("COX-01.high", effect.conf_high);
    uf_cox_index(&effect, &zero, 0.95, NULL);
    ck_assert_double_eq(effect.estimate, -INFINITY);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
    uf_cox_index(&effect, &none, 0.95, NULL);
    ck_assert_double_nan(effect.estimate);
    ck_assert_int_eq(uf_cox_index(&effect, &smoke, 1, NULL), UF_EINVAL);
}
END_TEST

START_TEST(nothing_varies)
{
    const uf_group_summary constant = { 5, 3, 0 }, also = { 4, 2, 0 }, one = { 1, 3, NAN },
                           none = { 0, NAN, NAN }, good = { 9, 1, 2 };
    uf_hedges h;
    uf_effect effect;
    uf_hedges_g(&h, &constant, &also, 0.95, NULL);
    ck_assert_double_nan(h.g);
    ck_assert_str_ne(h.note, "");
    uf_hedges_effect(&effect, &one, &one, 0.95, NULL);
    ck_assert_double_nan(effect.estimate);
    ck_assert_double_nan(effect.df);
    ck_assert_str_ne(effect.note, "");
    uf_hedges_effect(&effect, &none, &good, 0.95, NULL);
    ck_assert_double_nan(effect.estimate);
    ck_assert_str_ne(effect.note, "");
    /* By hand: one person against nine, d = (3 - 1) / 2, the pooled sd is the nine's. */
    uf_hedges_g(&h, &one, &good, 0.95, NULL);
    ck_assert_double_eq_tol(h.d, 1, 1e-15);
    ck_assert(h.pivot_low_d < h.d && h.d < h.pivot_high_d);
    uf_glass_delta(&effect, &good, &constant, 0.95, NULL);
    ck_assert_double_nan(effect.estimate);
    ck_assert_str_ne(effect.note, "");
    uf_glass_delta(&effect, &good, &one, 0.95, NULL);
    ck_assert_double_nan(effect.estimate);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(impossible)
{
    const uf_group_summary good = { 5, 3, 1 }, bad = { 5, NAN, 1 }, negative = { 5, 1, -1 };
    uf_hedges h;
    uf_effect effect;
    ck_assert_int_eq(uf_hedges_g(&h, &good, &bad, 0.95, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_hedges_g(&h, &negative, &good, 0.95, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_hedges_effect(&effect, &good, &good, 1, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_glass_delta(&effect, &good, &bad, 0.95, NULL), UF_EINVAL);
}
END_TEST

/* By hand. A fall of 0.2 (0.1 to 0.3) in something bad: 5 treated for one event fewer, 10/3 to
 * 10. */
START_TEST(number_needed)
{
    uf_number_needed nnt;
    ck_assert_int_eq(uf_number_needed_to_treat(&nnt, -0.2, -0.3, -0.1, UF_BETTER_LOWER, NULL),
                     UF_OK);
    ck_assert_double_eq_tol(nnt.estimate, 5, 1e-14);
    ck_assert(nnt.benefit && !nnt.disjoint);
    ck_assert_double_eq_tol(nnt.low, 10 / 3.0, 1e-14);
    ck_assert_double_eq_tol(nnt.high, 10, 1e-13);
    uf_number_needed_to_treat(&nnt, -0.2, -0.3, -0.1, UF_BETTER_HIGHER, NULL);
    ck_assert(!nnt.benefit && !nnt.disjoint);
    /* Altman 1998: a difference of 10 % with interval -5 % to 25 %: benefit 4 to infinity to harm
     * 20. */
    uf_number_needed_to_treat(&nnt, 0.1, -0.05, 0.25, UF_BETTER_HIGHER, NULL);
    ck_assert_double_eq_tol(nnt.estimate, 10, 1e-14);
    ck_assert(nnt.benefit && nnt.disjoint);
    ck_assert_double_nan(nnt.low);
    ck_assert_double_nan(nnt.high);
    ck_assert_double_eq_tol(nnt.benefit_from, 4, 1e-14);
    ck_assert_double_eq_tol(nnt.harm_from, 20, 1e-13);
    uf_number_needed_to_treat(&nnt, 0.1, -0.05, 0.25, UF_BETTER_LOWER, NULL);
    ck_assert(!nnt.benefit && nnt.disjoint);
    ck_assert_double_eq_tol(nnt.benefit_from, 20, 1e-13);
    ck_assert_double_eq_tol(nnt.harm_from, 4, 1e-14);
    uf_number_needed_to_treat(&nnt, 0.1, 0, 0.25, UF_BETTER_HIGHER, NULL);
    ck_assert(!nnt.disjoint);
    ck_assert_double_eq(nnt.high, INFINITY);
    uf_number_needed_to_treat(&nnt, 0, -0.3, 0.3, UF_BETTER_HIGHER, NULL);
    ck_assert_double_eq(nnt.estimate, INFINITY);
    ck_assert(!nnt.benefit);
    uf_number_needed_to_treat(&nnt, NAN, NAN, NAN, UF_BETTER_HIGHER, NULL);
    ck_assert_double_nan(nnt.estimate);
    ck_assert_double_nan(nnt.low);
    ck_assert_int_eq(uf_number_needed_to_treat(&nnt, 0.1, 0.2, 0.3, UF_BETTER_HIGHER, NULL),
                     UF_EINVAL);
    ck_assert_int_eq(uf_number_needed_to_treat(&nnt, 0.1, 0, 0.3, UF_BETTER_UNSAID, NULL),
                     UF_EINVAL);
}
END_TEST

Suite *test_effect_size_suite(void);

Suite *test_effect_size_suite(void)
{
    Suite *suite = suite_create("effect_size");
    TCase *tests = tcase_create("effect sizes");
    tcase_add_test(tests, plant_growth);
    tcase_add_test(tests, mindfulness);
    tcase_add_test(tests, borenstein);
    tcase_add_test(tests, correction);
    tcase_add_test(tests, glass);
    tcase_add_test(tests, cox);
    tcase_add_test(tests, nothing_varies);
    tcase_add_test(tests, impossible);
    tcase_add_test(tests, number_needed);
    suite_add_tcase(suite, tests);
    return suite;
}
