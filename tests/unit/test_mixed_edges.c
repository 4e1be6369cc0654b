/* test_mixed_edges.c: mixed models at their limits: what data cannot tell, what does not vary, what
 * is refused; and intraclass correlations. Expected values are arithmetic by hand. */
#include <utfall/mixed_model.h>
#include <utfall/mixed_test.h>

#include <check.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { MOST = 256, WAVES = 3 };

/* Persons at WAVES waves, in classes of `in_class`, two classes a school; columns 1, wave 1, wave 2
 * and, if `by_arm`, arm (odd classes) and its products. */
static struct table {
    double x[MOST * 6], y[MOST], time[MOST];
    uint32_t person[MOST], class_code[MOST], school[MOST], wave[MOST];
    uf_design design;
    uf_mixed_data data;
} table;

static void fill(size_t persons, size_t in_class, int by_arm)
{
    size_t p = by_arm ? 6 : 3, n = 0;
    for (size_t i = 0; i < persons; i++) {
        for (size_t w = 0; w < WAVES; w++, n++) {
            size_t c = i / in_class;
            double arm = (double)(c % 2), *x = table.x + n * p;
            table.person[n] = (uint32_t)i;
            table.class_code[n] = (uint32_t)c;
            table.school[n] = (uint32_t)(c / 2);
            table.wave[n] = (uint32_t)w;
            table.time[n] = (double)w;
            x[0] = 1;
            x[1] = w == 1;
            x[2] = w == 2;
            for (size_t j = 3; j < p; j++)
                x[j] = arm * x[j - 3];
            table.y[n] = (double)((31 * i * i + 7 * i) % 23) + (double)((17 * n * n + n) % 19) +
                         (double)((5 * c * c + 3 * c * w + w) % 7);
        }
    }
    table.design = (uf_design){ .n = n, .p = p, .x = table.x, .y = table.y };
    table.data = (uf_mixed_data){ .design = &table.design,
                                  .person = table.person,
                                  .persons = persons,
                                  .class_code = table.class_code,
                                  .classes = (persons + in_class - 1) / in_class,
                                  .school = table.school,
                                  .schools = persons,
                                  .wave = table.wave,
                                  .waves = WAVES,
                                  .time = table.time };
}

static void refused(unsigned terms, uf_status expected, const char *reason, size_t index)
{
    uf_mixed *made = NULL;
    uf_error error = { .reason = "", .index = 12345 };
    uf_status status = uf_mixed_fit(&made, &table.data, terms, UF_MIXED_REML, &error);
    ck_assert_msg(status == expected, "%s instead of %s: %s", uf_status_name(status),
                  uf_status_name(expected), error.reason);
    ck_assert_msg(strstr(error.reason, reason) != NULL, "'%s' is not in '%s'", reason,
                  error.reason);
    ck_assert_uint_eq(error.index, index);
    ck_assert_ptr_null(made);
}

static uf_mixed *fit(unsigned terms)
{
    uf_mixed *made = NULL;
    uf_error error = { .reason = "" };
    uf_status status = uf_mixed_fit(&made, &table.data, terms, UF_MIXED_REML, &error);
    ck_assert_msg(status == UF_OK, "%s: %s", uf_status_name(status), error.reason);
    return made;
}

START_TEST(variances_that_data_cannot_tell)
{
    fill(24, 4, 1);
    table.design.n = 72;
    /* One wave: every person's first row. */
    for (size_t i = 0; i < 24; i++) {
        memmove(table.x + i * 6, table.x + i * WAVES * 6, 6 * sizeof(double));
        table.y[i] = table.y[i * WAVES];
        table.person[i] = (uint32_t)i;
        table.class_code[i] = (uint32_t)(i / 4);
        table.wave[i] = 0;
    }
    for (size_t i = 0; i < 24; i++) {
        table.x[2 * i] = 1;
        table.x[2 * i + 1] = i / 4 % 2 == 1 ? 1 : 0;
    }
    table.design.n = 24;
    table.design.p = 2;
    refused(UF_MIXED_PERSON, UF_EDATA, "persons' levels", UF_NO_INDEX);
    refused(UF_MIXED_AR1, UF_EDATA, "nobody was measured twice", UF_NO_INDEX);
    refused(UF_MIXED_CLASS | UF_MIXED_CLASS_WAVE, UF_EDATA, "classes x waves", UF_NO_INDEX);
    /* One person, one class, one school. */
    fill(1, 1, 0);
    table.design.p = 1;
    for (size_t i = 0; i < WAVES; i++)
        table.x[i] = 1;
    refused(UF_MIXED_PERSON, UF_EDATA, "persons' levels", UF_NO_INDEX);
    fill(6, 6, 0);
    refused(UF_MIXED_PERSON | UF_MIXED_CLASS, UF_EDATA, "classes cannot", UF_NO_INDEX);
    refused(UF_MIXED_PERSON | UF_MIXED_SCHOOL, UF_EDATA, "schools", UF_NO_INDEX);
    /* One class an arm: class x wave is arm x wave. */
    fill(12, 6, 1);
    refused(UF_MIXED_PERSON | UF_MIXED_CLASS_WAVE, UF_EDATA, "classes x waves", UF_NO_INDEX);
    /* As many persons as coefficients that are the same at all waves: two, a constant and arm. */
    fill(2, 1, 1);
    table.design.p = 2;
    for (size_t i = 0; i < 6; i++) {
        table.x[2 * i] = 1;
        table.x[2 * i + 1] = i < 3 ? 0 : 1;
    }
    refused(UF_MIXED_PERSON, UF_EDATA, "persons' levels", UF_NO_INDEX);
}
END_TEST

/* Two waves leave three covariances for level, slope, their covariance and the residual. */
START_TEST(slopes_of_two_waves)
{
    fill(24, 4, 0);
    size_t n = 0;
    for (size_t i = 0; i < 72; i++) {
        if (table.wave[i] == 2)
            continue;
        table.person[n] = table.person[i];
        table.time[n] = table.time[i];
        table.y[n] = table.y[i];
        table.x[2 * n] = 1;
        table.x[2 * n + 1] = table.time[i];
        n++;
    }
    table.design.n = n;
    table.design.p = 2;
    refused(UF_MIXED_PERSON | UF_MIXED_SLOPE, UF_EDATA, "slopes", UF_NO_INDEX);
    uf_mixed *made = fit(UF_MIXED_PERSON);
    uf_mixed_free(made);
}
END_TEST

START_TEST(too_few_rows)
{
    fill(2, 1, 1);
    refused(UF_MIXED_PERSON, UF_EDATA, "no more rows than coefficients", UF_NO_INDEX);
    fill(24, 4, 1);
    for (size_t i = 0; i < 72; i++)
        table.x[6 * i + 4] = 2 * table.x[6 * i] - table.x[6 * i + 1];
    refused(UF_MIXED_PERSON, UF_ESINGULAR, "combination", 4);
}
END_TEST

static void no_inference(const uf_mixed *made, double estimate, const char *note)
{
    const double contrasts[] = { 0, 1, 0, 0, 0, 1 };
    uf_mixed_summary s = uf_mixed_summarise(made);
    ck_assert_msg(strstr(s.note, note) != NULL, "%s", s.note);
    ck_assert_double_nan(s.deviance);
    ck_assert_double_nan(s.variance.residual);
    ck_assert(!s.converged);
    uf_effect effect;
    ck_assert_int_eq(uf_mixed_contrast(&effect, made, contrasts, UF_MIXED_KENWARD_ROGER,
                                       UF_TWO_SIDED, 0.95, NULL),
                     UF_OK);
    ck_assert_double_eq_tol(effect.estimate, estimate, 1e-12);
    ck_assert_double_nan(effect.std_error);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_eq(effect.note, s.note);
    uf_mixed_f test;
    ck_assert_int_eq(uf_mixed_joint(&test, made, contrasts, 2, UF_MIXED_SATTERTHWAITE, NULL),
                     UF_OK);
    ck_assert_double_nan(test.f);
    ck_assert_double_nan(test.p_value);
    ck_assert_str_eq(test.note, s.note);
    double covariance[9];
    ck_assert_int_eq(uf_mixed_covariance(covariance, made, UF_MIXED_SATTERTHWAITE, NULL), UF_OK);
    ck_assert_double_nan(covariance[0]);
    ck_assert_double_nan(uf_mixed_icc(made, UF_MIXED_PERSON, 0));
}

START_TEST(nothing_varies)
{
    fill(8, 4, 0);
    for (size_t i = 0; i < 24; i++)
        table.y[i] = 7;
    uf_mixed *made = fit(UF_MIXED_PERSON);
    no_inference(made, 0, "rounding");
    uf_mixed_free(made);
    for (size_t i = 0; i < 24; i++)
        table.y[i] = 0;
    made = fit(UF_MIXED_PERSON);
    no_inference(made, 0, "rounding");
    uf_mixed_free(made);
    /* Persons differ, and everybody rises by 0.1 and 0.3. */
    for (size_t i = 0; i < 24; i++)
        table.y[i] = table.person[i] * table.person[i] + (i % 3 == 1 ? 0.1 : i % 3 == 2 ? 0.3 : 0);
    made = fit(UF_MIXED_PERSON);
    no_inference(made, 0.1, "within persons");
    uf_mixed_free(made);
}
END_TEST

/* Two classes of the same persons' values: nothing between them. */
START_TEST(classes_alike)
{
    fill(12, 6, 0);
    for (size_t i = 0; i < 18; i++)
        table.y[i + 18] = table.y[i];
    uf_mixed *made = fit(UF_MIXED_PERSON | UF_MIXED_CLASS);
    uf_mixed_summary s = uf_mixed_summarise(made);
    ck_assert_double_eq(s.variance.class_level, 0);
    ck_assert_uint_eq(s.boundary, UF_MIXED_CLASS);
    ck_assert(s.converged);
    uf_effect effect;
    ck_assert_int_eq(uf_mixed_contrast(&effect, made, (double[]){ 0, 1, 0 }, UF_MIXED_KENWARD_ROGER,
                                       UF_TWO_SIDED, 0.95, NULL),
                     UF_OK);
    ck_assert_str_eq(effect.note, s.note);
    ck_assert_double_eq_tol(effect.df, 22, 1e-6); /* (12 - 1)(3 - 1): balanced */
    uf_mixed_free(made);
}
END_TEST

START_TEST(requests_that_are_refused)
{
    fill(24, 4, 1);
    refused(0, UF_EINVAL, "no term", UF_NO_INDEX);
    refused(64, UF_EINVAL, "no term", UF_NO_INDEX);
    refused(UF_MIXED_SLOPE, UF_EINVAL, "slope without", UF_NO_INDEX);
    refused(UF_MIXED_AR1 | UF_MIXED_PERSON, UF_EINVAL, "autocorrelated", UF_NO_INDEX);
    table.data.wave = NULL;
    refused(UF_MIXED_AR1, UF_EINVAL, "waves are needed", UF_NO_INDEX);
    fill(24, 4, 1);
    table.class_code[5] = 3;
    refused(UF_MIXED_PERSON | UF_MIXED_CLASS, UF_EINVAL, "a person is in two classes", 5);
    fill(24, 4, 1);
    table.school[70] = 0;
    refused(UF_MIXED_PERSON | UF_MIXED_CLASS | UF_MIXED_SCHOOL, UF_EINVAL,
            "a class is in two schools", 70);
    fill(24, 4, 1);
    table.person[71] = 24;
    refused(UF_MIXED_PERSON, UF_EINVAL, "person's code", 71);
    fill(24, 4, 1);
    table.time[4] = NAN;
    refused(UF_MIXED_PERSON | UF_MIXED_SLOPE, UF_EINVAL, "a time is not a number", 4);
    fill(24, 4, 1);
    table.wave[1] = 0;
    refused(UF_MIXED_AR1, UF_EINVAL, "two rows of the same wave", 1);
    fill(24, 4, 1);
    table.y[3] = 1e200;
    refused(UF_MIXED_PERSON, UF_ENUMERIC, "overflow", UF_NO_INDEX);
    table.design.offset = table.y;
    refused(UF_MIXED_PERSON, UF_EINVAL, "an offset", UF_NO_INDEX);
}
END_TEST

START_TEST(tests_that_are_refused)
{
    const double contrasts[] = { 0, 1, 0, 0, 0, 0, 0, -3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    double covariance[36];
    uf_effect effect;
    uf_mixed_f test;
    uf_error error;
    fill(24, 4, 1);
    uf_mixed *made = fit(UF_MIXED_PERSON);
    ck_assert_int_eq(uf_mixed_contrast(&effect, made, contrasts, UF_MIXED_SATTERTHWAITE,
                                       UF_TWO_SIDED, 1, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_mixed_contrast(&effect, made, contrasts + 12, UF_MIXED_SATTERTHWAITE,
                                       UF_TWO_SIDED, 0.95, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_mixed_joint(&test, made, contrasts, 2, UF_MIXED_KENWARD_ROGER, &error),
                     UF_ESINGULAR);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_int_eq(uf_mixed_joint(&test, made, contrasts, 0, UF_MIXED_KENWARD_ROGER, &error),
                     UF_EINVAL);
    uf_mixed_free(made);
    made = fit(UF_MIXED_AR1);
    ck_assert_int_eq(uf_mixed_contrast(&effect, made, contrasts, UF_MIXED_KENWARD_ROGER,
                                       UF_TWO_SIDED, 0.95, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_mixed_joint(&test, made, contrasts, 1, UF_MIXED_KENWARD_ROGER, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_mixed_covariance(covariance, made, UF_MIXED_KENWARD_ROGER, &error),
                     UF_EINVAL);
    uf_mixed_free(made);
    ck_assert_int_eq(uf_mixed_fit(&made, &table.data, UF_MIXED_PERSON, UF_MIXED_ML, NULL), UF_OK);
    ck_assert_int_eq(uf_mixed_contrast(&effect, made, contrasts, UF_MIXED_KENWARD_ROGER,
                                       UF_TWO_SIDED, 0.95, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_mixed_contrast(&effect, made, contrasts, UF_MIXED_SATTERTHWAITE, UF_GREATER,
                                       0.95, &error),
                     UF_OK);
    ck_assert_str_eq(effect.method, "ml-satterthwaite");
    uf_mixed_free(made);
    uf_mixed_free(NULL);
}
END_TEST

/* One contrast: F is the square of t, with the same df; and covariances agree with contrasts. */
START_TEST(one_contrast_is_t)
{
    const double contrast[] = { 0, 0, 0, 0, 1, -0.5 };
    fill(24, 4, 1);
    uf_mixed *made = fit(UF_MIXED_PERSON | UF_MIXED_CLASS | UF_MIXED_CLASS_WAVE);
    const uf_mixed_df kinds[] = { UF_MIXED_KENWARD_ROGER, UF_MIXED_SATTERTHWAITE };
    for (size_t i = 0; i < 2; i++) {
        uf_effect effect;
        uf_mixed_f test;
        double v[36], variance = 0;
        ck_assert_int_eq(
            uf_mixed_contrast(&effect, made, contrast, kinds[i], UF_TWO_SIDED, 0.95, NULL), UF_OK);
        ck_assert_int_eq(uf_mixed_joint(&test, made, contrast, 1, kinds[i], NULL), UF_OK);
        ck_assert_int_eq(uf_mixed_covariance(v, made, kinds[i], NULL), UF_OK);
        for (size_t j = 0; j < 36; j++)
            variance += contrast[j / 6] * v[j] * contrast[j % 6];
        ck_assert_double_eq_tol(test.f, effect.statistic * effect.statistic, 1e-8 * test.f);
        ck_assert_double_eq_tol(test.df_denominator, effect.df, 1e-8 * effect.df);
        ck_assert_double_eq_tol(test.p_value, effect.p_value, 1e-8);
        ck_assert_double_eq_tol(sqrt(variance), effect.std_error, 1e-10 * effect.std_error);
    }
    uf_mixed_free(made);
}
END_TEST

START_TEST(intraclass_correlations)
{
    fill(48, 4, 0);
    uf_mixed *made = fit(UF_MIXED_PERSON | UF_MIXED_CLASS | UF_MIXED_CLASS_WAVE | UF_MIXED_SCHOOL);
    uf_mixed_variances v = uf_mixed_summarise(made).variance;
    double total = v.person + v.class_level + v.class_wave + v.school + v.residual;
    ck_assert_double_eq_tol(uf_mixed_icc(made, UF_MIXED_SCHOOL, 0), v.school / total, 1e-14);
    ck_assert_double_eq_tol(uf_mixed_icc(made, UF_MIXED_CLASS, 0),
                            (v.school + v.class_level) / total, 1e-14);
    ck_assert_double_eq_tol(uf_mixed_icc(made, UF_MIXED_PERSON, 0),
                            (v.school + v.class_level + v.person) / total, 1e-14);
    ck_assert_double_nan(uf_mixed_icc(made, UF_MIXED_AR1, 0));
    uf_mixed_free(made);
    made = fit(UF_MIXED_PERSON | UF_MIXED_SLOPE);
    v = uf_mixed_summarise(made).variance;
    double at_two = v.person + 4 * v.person_slope + 4 * v.slope;
    ck_assert_double_eq_tol(uf_mixed_icc(made, UF_MIXED_PERSON, 2), at_two / (at_two + v.residual),
                            1e-12);
    ck_assert_double_nan(uf_mixed_icc(made, UF_MIXED_CLASS, 0));
    uf_mixed_free(made);
}
END_TEST

Suite *test_mixed_edges_suite(void);
Suite *test_mixed_edges_suite(void)
{
    Suite *suite = suite_create("mixed_edges");
    TCase *tests = tcase_create("edges");
    tcase_add_test(tests, variances_that_data_cannot_tell);
    tcase_add_test(tests, slopes_of_two_waves);
    tcase_add_test(tests, too_few_rows);
    tcase_add_test(tests, nothing_varies);
    tcase_add_test(tests, classes_alike);
    tcase_add_test(tests, requests_that_are_refused);
    tcase_add_test(tests, tests_that_are_refused);
    tcase_add_test(tests, one_contrast_is_t);
    tcase_add_test(tests, intraclass_correlations);
    suite_add_tcase(suite, tests);
    return suite;
}
