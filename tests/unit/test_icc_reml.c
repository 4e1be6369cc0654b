/* test_icc_reml.c: intraclass correlation by REML against lme4. */
#include <utfall/icc_reml.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <utfall/icc.h>

enum { MAX_GROUPS = 8 };

struct groups {
    uf_moments moments[MAX_GROUPS];
    size_t count;
};

static struct groups split(const double *values, const size_t *sizes, size_t count)
{
    struct groups groups = { .count = count };
    for (size_t i = 0; i < count; i++) {
        uf_moments_init(&groups.moments[i]);
        for (size_t j = 0; j < sizes[i]; j++)
            uf_moments_push(&groups.moments[i], *values++);
    }
    return groups;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

static void check_rows(const char *row, const struct groups *groups, double level)
{
    uf_icc_reml fit;
    uf_icc_reml_fit(&fit, groups->moments, groups->count);
    same(row, "rho", fit.rho);
    same(row, "mean", fit.mean);
    same(row, "var_between", fit.variance_between);
    same(row, "var_within", fit.variance_within);
    same(row, "criterion", fit.criterion);
    uf_effect effect;
    ck_assert_int_eq(uf_icc_reml_estimate(&effect, groups->moments, groups->count, level, NULL),
                     UF_OK);
    ck_assert_double_eq(effect.estimate, fit.rho);
    same(row, "se", effect.std_error);
    same(row, "low", effect.conf_low);
    same(row, "high", effect.conf_high);
    ck_assert_str_eq(effect.method, "reml-profile");
    ck_assert_int_eq(fit.boundary, fit.rho == 0);
    ck_assert_int_eq(fit.boundary, effect.note[0] != '\0');
}

static const double dyestuff[] = { 1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495,
                                   1595, 1550, 1605, 1510, 1560, 1445, 1440, 1595, 1465, 1545,
                                   1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445 };
static const size_t fives[] = { 5, 5, 5, 5, 5, 5 };
static const double unequal[] = { 4.1, 5.0, 4.4, 6.2, 5.9, 6.6, 7.1, 5.5, 3.9, 4.0,
                                  4.8, 5.1, 4.9, 6.1, 5.2, 4.5, 7.3, 6.9, 6.4, 7.0 };
static const size_t unequal_sizes[] = { 3, 5, 2, 6, 4 };

START_TEST(lme4)
{
    struct groups groups = split(dyestuff, fives, 6);
    check_rows("REML-01", &groups, 0.95);
    groups = split(unequal, unequal_sizes, 5);
    check_rows("REML-02", &groups, 0.95);
    check_rows("REML-03", &groups, 0.90);
    const double negative[] = { 1, 5, 10, 2, 5, 8, 9, 1, 3, 4, 2, 9 };
    const size_t few[] = { 3, 3, 4, 2 };
    groups = split(negative, few, 4);
    check_rows("REML-04", &groups, 0.95);
    const uint64_t n[] = { 40, 60, 80, 120, 150, 200 }, x[] = { 3, 11, 6, 19, 12, 31 };
    groups.count = 6;
    for (int i = 0; i < 6; i++)
        uf_icc_counts(&groups.moments[i], n[i], x[i], NULL);
    check_rows("REML-05", &groups, 0.95);
    const double level[] = { 3, 9, -2, 14, 6 };
    const size_t eights[] = { 8, 8, 8, 8, 8 };
    double sharp[40];
    for (int i = 0; i < 40; i++)
        sharp[i] = level[i / 8] + (double)((i + 1) * 7 % 5) / 50;
    groups = split(sharp, eights, 5);
    check_rows("REML-06", &groups, 0.95);
}
END_TEST

/* Equal sizes: the same as by the analysis of variance (Patterson & Thompson 1971), whose test it
 * shares. Dyestuff: 1764.05 and 2451.25 (Bates et al. 2015, and by hand). */
START_TEST(balanced)
{
    struct groups groups = split(dyestuff, fives, 6);
    uf_icc_reml fit;
    uf_icc icc;
    uf_effect effect;
    uf_icc_reml_fit(&fit, groups.moments, 6);
    uf_icc_anova(&icc, groups.moments, 6);
    uf_icc_reml_estimate(&effect, groups.moments, 6, 0.95, NULL);
    ck_assert_double_eq_tol(fit.rho, icc.rho, 1e-13);
    ck_assert_double_eq_tol(fit.variance_between, 1764.05, 1e-9);
    ck_assert_double_eq_tol(fit.variance_within, 2451.25, 1e-9);
    ck_assert_double_eq(effect.statistic, icc.f);
    ck_assert_double_eq(effect.p_value, uf_f_p(icc.f, 5, 24));
}
END_TEST

/* Other units and empty clusters change nothing: rho has no unit. */
START_TEST(units)
{
    double moved[20];
    for (int i = 0; i < 20; i++)
        moved[i] = 1e6 + 60 * unequal[i];
    struct groups groups = split(unequal, unequal_sizes, 5), other;
    other = split(moved, unequal_sizes, 5);
    uf_moments_init(&other.moments[5]);
    other.count = 6;
    uf_icc_reml a, b;
    uf_icc_reml_fit(&a, groups.moments, 5);
    uf_icc_reml_fit(&b, other.moments, other.count);
    ck_assert_double_eq_tol(a.rho, b.rho, 1e-9);
    ck_assert_double_eq_tol(b.variance_between / a.variance_between, 3600, 1e-5);
    ck_assert_uint_eq(b.clusters, 5);
}
END_TEST

START_TEST(nothing_to_say)
{
    const double level[] = { 3, 3, 3, 3, 3, 4 }, steps[] = { 3, 3, 3, 4, 4, 4 };
    const size_t one[] = { 6 }, singles[] = { 1, 1, 1, 1, 1, 1 }, constant[] = { 3, 2 };
    const size_t two[] = { 3, 3 };
    const struct groups none[] = { { .count = 0 },
                                   split(level, one, 1),
                                   split(level, singles, 6),
                                   split(level, constant, 2),
                                   split(steps, two, 2) };
    uf_effect effect;
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(uf_icc_reml_estimate(&effect, none[i].moments, none[i].count, 0.95, NULL),
                         UF_OK);
        ck_assert_double_nan(effect.estimate);
        ck_assert_double_nan(effect.conf_low);
        ck_assert_str_ne(effect.note, "");
    }
    ck_assert_int_eq(uf_icc_reml_estimate(&effect, none[4].moments, 2, 1, NULL), UF_EINVAL);
}
END_TEST

Suite *test_icc_reml_suite(void);

Suite *test_icc_reml_suite(void)
{
    Suite *suite = suite_create("icc_reml");
    TCase *tests = tcase_create("reml");
    tcase_add_test(tests, lme4);
    tcase_add_test(tests, balanced);
    tcase_add_test(tests, units);
    tcase_add_test(tests, nothing_to_say);
    suite_add_tcase(suite, tests);
    return suite;
}
