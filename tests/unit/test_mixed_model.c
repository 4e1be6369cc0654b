/* test_mixed_model.c: linear mixed models against lme4, lmerTest, pbkrtest and nlme on whole-number
 * recipes; boundaries; what the data cannot tell; what is refused. */
#include <utfall/design_matrix.h>
#include <utfall/mean_difference.h>
#include <utfall/mixed_model.h>
#include <utfall/mixed_test.h>
#include <utfall/start.h>

#include "made_waves.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 10 };

static const size_t eight[] = { 7, 5, 8, 6, 9, 4, 7, 6, 7, 5, 8, 6, 9, 4, 7, 6 };

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

static void same_numbered(const char *row, const char *statistic, size_t number, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s%zu", row, statistic, number);
    ck_oracle(id, computed);
}

/* Waves as a factor or time as a number, by arm: columns as R has them. */
typedef struct model {
    made_waves made;
    uf_design_matrix *matrix;
    uf_design design;
    uf_mixed_data data;
} model;

static void view(model *m)
{
    m->design = (uf_design){ .y = m->made.y };
    uf_design_matrix_view(m->matrix, &m->design);
    m->data = (uf_mixed_data){ .design = &m->design,
                               .person = m->made.person,
                               .persons = m->made.persons,
                               .class_code = m->made.class_code,
                               .classes = m->made.classes,
                               .school = m->made.school,
                               .schools = m->made.schools,
                               .wave = m->made.wave,
                               .waves = WAVES,
                               .time = m->made.time };
}

static model *by_wave_and_arm(const size_t *sizes, size_t classes, const made_parts *parts,
                              int waves_as_factor)
{
    static const char *const levels[WAVES] = { "0", "1", "2", "3", "4" };
    model *m = calloc(1, sizeof *m);
    ck_assert_ptr_nonnull(m);
    made_waves_make(&m->made, sizes, classes, parts);
    uf_variable variables[] = { { .name = "wave", .numbers = m->made.time },
                                { .name = "arm", .numbers = m->made.arm } };
    if (waves_as_factor)
        variables[0] = (uf_variable){
            .name = "wave", .codes = m->made.wave, .levels = levels, .level_count = WAVES
        };
    const uf_term terms[] = { { 0, { 0 } }, { 1, { 0 } }, { 1, { 1 } }, { 2, { 0, 1 } } };
    ck_assert_int_eq(uf_design_matrix_new(&m->matrix, m->made.n, variables, 2, terms, 4, NULL),
                     UF_OK);
    view(m);
    return m;
}

static void close_model(model *m)
{
    uf_design_matrix_free(m->matrix);
    free(m);
}

static uf_mixed *fit(const uf_mixed_data *data, unsigned terms, uf_mixed_criterion criterion)
{
    uf_mixed *made = NULL;
    uf_error error = { .reason = "" };
    uf_status status = uf_mixed_fit(&made, data, terms, criterion, &error);
    ck_assert_msg(status == UF_OK, "%s: %s", uf_status_name(status), error.reason);
    return made;
}

static uf_effect coefficient(const uf_mixed *made, size_t column, uf_mixed_df df)
{
    double contrast[MOST_COLUMNS] = { 0 };
    contrast[column] = 1;
    uf_effect effect;
    ck_assert_int_eq(uf_mixed_contrast(&effect, made, contrast, df, UF_TWO_SIDED, 0.95, NULL),
                     UF_OK);
    return effect;
}

/* That the coefficients from `first` on, every `step`th, are 0. */
static uf_mixed_f joint(const uf_mixed *made, size_t p, size_t first, size_t step, uf_mixed_df df)
{
    double contrasts[MOST_COLUMNS * MOST_COLUMNS] = { 0 };
    size_t count = 0;
    for (size_t j = first; j < p; j += step)
        contrasts[count++ * p + j] = 1;
    uf_mixed_f test;
    ck_assert_int_eq(uf_mixed_joint(&test, made, contrasts, count, df, NULL), UF_OK);
    return test;
}

/* --- against R --- */

static void same_tests(const char *row, const uf_mixed *made, size_t p, int factor)
{
    size_t first = factor ? 6 : 1, step = factor ? 1 : 2;
    for (size_t j = 0; j < p; j++) {
        uf_effect satterthwaite = coefficient(made, j, UF_MIXED_SATTERTHWAITE);
        uf_effect kenward_roger = coefficient(made, j, UF_MIXED_KENWARD_ROGER);
        same_numbered(row, "b", j, satterthwaite.estimate);
        same_numbered(row, "se", j, satterthwaite.std_error);
        same_numbered(row, "df_satt", j, satterthwaite.df);
        same_numbered(row, "se_kr", j, kenward_roger.std_error);
        same_numbered(row, "df_kr", j, kenward_roger.df);
    }
    uf_mixed_f test = joint(made, p, first, step, UF_MIXED_SATTERTHWAITE);
    same(row, "f_satt", test.f);
    same(row, "ddf_satt", test.df_denominator);
    test = joint(made, p, first, step, UF_MIXED_KENWARD_ROGER);
    same(row, "f_kr", test.f);
    same(row, "ddf_kr", test.df_denominator);
}

/* The variances under the names that lme4 gives them. */
static void same_variances(const char *row, const char *prefix, unsigned terms,
                           const uf_mixed_variances *v)
{
    const struct {
        unsigned term;
        const char *name;
        double value;
    } parts[] = { { UF_MIXED_PERSON, "i", v->person },
                  { UF_MIXED_SLOPE, "slope", v->slope },
                  { UF_MIXED_SLOPE, "covariance", v->person_slope },
                  { UF_MIXED_CLASS, "class", v->class_level },
                  { UF_MIXED_CLASS_WAVE, "class_w", v->class_wave },
                  { UF_MIXED_SCHOOL, "school", v->school },
                  { ~0U, "Residual", v->residual } };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s%s", prefix, parts[i].name);
        if ((terms & parts[i].term) != 0)
            same(row, name, parts[i].value);
    }
}

static uf_mixed_summary same_model(const char *row, model *m, unsigned terms, int factor)
{
    uf_mixed *made = fit(&m->data, terms, UF_MIXED_REML);
    uf_mixed_summary s = uf_mixed_summarise(made);
    ck_assert(s.converged);
    ck_assert_double_le(s.decrement, 1e-6);
    same(row, "deviance", s.deviance);
    same_variances(row, "", terms, &s.variance);
    same_tests(row, made, m->design.p, factor);
    uf_mixed_free(made);
    made = fit(&m->data, terms, UF_MIXED_ML);
    uf_mixed_summary ml = uf_mixed_summarise(made);
    same(row, "ml", ml.deviance);
    same_variances(row, "ml_", terms, &ml.variance);
    uf_mixed_free(made);
    return s;
}

static uf_mixed_summary same_as_r(const char *row, const size_t *sizes, size_t classes,
                                  made_parts parts, unsigned terms, int factor)
{
    model *m = by_wave_and_arm(sizes, classes, &parts, factor);
    uf_mixed_summary s = same_model(row, m, terms, factor);
    close_model(m);
    return s;
}

START_TEST(level_per_person)
{
    const made_parts parts = { .person = 1, .residual = 1 };
    uf_mixed_summary s = same_as_r("MM-01", eight, 8, parts, UF_MIXED_PERSON, 1);
    ck_assert_uint_eq(s.boundary, 0);
    ck_assert_str_eq(s.note, "");
    ck_assert_uint_eq(s.persons, 52);
}
END_TEST

START_TEST(class_and_school)
{
    const made_parts parts = { .person = 1, .class_level = 1, .school = 1, .residual = 1 };
    same_as_r("MM-02", eight, 16, parts, UF_MIXED_PERSON | UF_MIXED_CLASS | UF_MIXED_SCHOOL, 1);
}
END_TEST

START_TEST(class_by_wave)
{
    const made_parts parts = {
        .person = 1, .class_level = 1, .class_wave = 1, .school = 1, .residual = 1
    };
    same_as_r("MM-03", eight, 8, parts, UF_MIXED_PERSON | UF_MIXED_CLASS | UF_MIXED_CLASS_WAVE, 1);
}
END_TEST

START_TEST(slopes)
{
    const made_parts parts = { .person = 1, .slope = 1, .residual = 1 };
    same_as_r("MM-04", eight, 8, parts, UF_MIXED_PERSON | UF_MIXED_SLOPE, 0);
    const made_parts all = {
        .person = 1, .slope = 1, .class_level = 1, .class_wave = 1, .residual = 1
    };
    same_as_r("MM-05", eight, 8, all,
              UF_MIXED_PERSON | UF_MIXED_SLOPE | UF_MIXED_CLASS | UF_MIXED_CLASS_WAVE, 0);
}
END_TEST

START_TEST(boundaries)
{
    const size_t six[] = { 5, 9, 5, 9, 5, 9 };
    const made_parts no_class = { .person = 1, .residual = 1 };
    uf_mixed_summary s = same_as_r("MM-06", six, 6, no_class,
                                   UF_MIXED_PERSON | UF_MIXED_CLASS | UF_MIXED_CLASS_WAVE, 1);
    ck_assert_uint_eq(s.boundary, UF_MIXED_CLASS_WAVE);
    ck_assert_double_eq(s.variance.class_wave, 0);
    ck_assert_str_ne(s.note, "");
    const made_parts no_person = { .residual = 1 };
    s = same_as_r("MM-07", eight, 8, no_person, UF_MIXED_PERSON, 0);
    ck_assert_uint_eq(s.boundary, UF_MIXED_PERSON);
    const size_t few[] = { 3, 4, 3 };
    const made_parts weak = { .person = 0.4, .slope = 0.3, .residual = 1 };
    s = same_as_r("MM-08", few, 3, weak, UF_MIXED_PERSON | UF_MIXED_SLOPE, 0);
    ck_assert_uint_eq(s.boundary, UF_MIXED_SLOPE);
}
END_TEST

/* Rows of the design and of the codes, those kept moved to the front; in reverse, since no order is
 * promised. */
static void keep_rows(model *m, const double *x, int (*kept)(const made_waves *, size_t),
                      double *to)
{
    made_waves old = m->made;
    size_t p = m->design.p, n = 0;
    for (size_t i = old.n; i-- > 0;) {
        if (!kept(&old, i))
            continue;
        memcpy(to + n * p, x + i * p, p * sizeof *to);
        m->made.person[n] = old.person[i];
        m->made.class_code[n] = old.class_code[i];
        m->made.school[n] = old.school[i];
        m->made.wave[n] = old.wave[i];
        m->made.time[n] = old.time[i];
        m->made.y[n++] = old.y[i];
    }
    m->design.n = n;
    m->design.x = to;
}

static int not_every_third_later(const made_waves *made, size_t i)
{
    return made->wave[i] == 0 || made->person[i] % 3 != 0;
}

static int every_row(const made_waves *made, size_t i)
{
    return i < made->n;
}

START_TEST(some_measured_once)
{
    static double x[WAVES_MOST * MOST_COLUMNS];
    const made_parts parts = { .person = 1, .class_level = 1, .class_wave = 1, .residual = 1 };
    model *m = by_wave_and_arm(eight, 8, &parts, 1);
    keep_rows(m, m->design.x, not_every_third_later, x);
    same_model("MM-12", m, UF_MIXED_PERSON | UF_MIXED_CLASS, 1);
    close_model(m);
}
END_TEST

/* The values of MM-05 whatever the order of the rows and the origin and unit of y and time. */
START_TEST(order_and_origin)
{
    static double x[WAVES_MOST * MOST_COLUMNS];
    const unsigned terms = UF_MIXED_PERSON | UF_MIXED_SLOPE | UF_MIXED_CLASS | UF_MIXED_CLASS_WAVE;
    const made_parts parts = {
        .person = 1, .slope = 1, .class_level = 1, .class_wave = 1, .residual = 1
    };
    model *m = by_wave_and_arm(eight, 8, &parts, 0);
    keep_rows(m, m->design.x, every_row, x);
    for (size_t i = 0; i < m->made.n; i++) {
        m->made.y[i] = 1e6 + 1e3 * m->made.y[i];
        m->made.time[i] = 100 * m->made.time[i];
    }
    uf_mixed *made = fit(&m->data, terms, UF_MIXED_REML);
    uf_mixed_variances v = uf_mixed_summarise(made).variance;
    same("MM-05", "i", v.person / 1e6);
    same("MM-05", "slope", v.slope * 1e4 / 1e6);
    same("MM-05", "covariance", v.person_slope * 1e2 / 1e6);
    same("MM-05", "class_w", v.class_wave / 1e6);
    uf_effect effect = coefficient(made, 3, UF_MIXED_KENWARD_ROGER);
    same("MM-05", "b3", effect.estimate / 1e3);
    same("MM-05", "se_kr3", effect.std_error / 1e3);
    same("MM-05", "df_kr3", effect.df);
    uf_mixed_free(made);
    close_model(m);
}
END_TEST

/* nlme::gls, and its likelihood with derivatives by numDeriv for the df. */
START_TEST(autocorrelated)
{
    const size_t four[] = { 5, 6, 4, 6 };
    const made_parts parts = { .person = 1, .residual = 1 };
    model *m = by_wave_and_arm(four, 4, &parts, 1);
    uf_mixed *made = fit(&m->data, UF_MIXED_AR1, UF_MIXED_REML);
    uf_mixed_summary s = uf_mixed_summarise(made);
    same("MM-09", "rho", s.variance.correlation);
    same("MM-09", "residual", s.variance.residual);
    same("MM-09", "loglik", s.log_likelihood);
    for (size_t j = 0; j < m->design.p; j++) {
        uf_effect effect = coefficient(made, j, UF_MIXED_SATTERTHWAITE);
        same_numbered("MM-09", "b", j, effect.estimate);
        same_numbered("MM-09", "se", j, effect.std_error);
        same_numbered("MM-09", "df_satt", j, effect.df);
        ck_assert_str_eq(effect.method, "reml-ar1-satterthwaite");
    }
    same("MM-09", "f_wald", joint(made, m->design.p, 6, 1, UF_MIXED_SATTERTHWAITE).f);
    uf_mixed_free(made);
    made = fit(&m->data, UF_MIXED_AR1, UF_MIXED_ML);
    s = uf_mixed_summarise(made);
    same("MM-09", "ml_rho", s.variance.correlation);
    same("MM-09", "ml_residual", s.variance.residual);
    same("MM-09", "ml_loglik", s.log_likelihood);
    uf_mixed_free(made);
    close_model(m);
}
END_TEST

START_TEST(autocorrelated_in_classes)
{
    const made_parts parts = { .person = 1, .class_level = 1, .residual = 1 };
    model *m = by_wave_and_arm(eight, 8, &parts, 1);
    uf_mixed *made = fit(&m->data, UF_MIXED_AR1 | UF_MIXED_CLASS, UF_MIXED_REML);
    uf_mixed_summary s = uf_mixed_summarise(made);
    same("MM-10", "rho", s.variance.correlation);
    same("MM-10", "residual", s.variance.residual);
    same("MM-10", "class", s.variance.class_level);
    same("MM-10", "loglik", s.log_likelihood);
    uf_effect effect = coefficient(made, 9, UF_MIXED_SATTERTHWAITE);
    same("MM-10", "b9", effect.estimate);
    same("MM-10", "se9", effect.std_error);
    uf_mixed_free(made);
    close_model(m);
}
END_TEST

/* R's datasets::sleep: ten people, two drugs. */
START_TEST(two_waves_are_the_paired_t)
{
    static const double first[] = { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0 };
    static const double second[] = { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 };
    double x[40], y[20];
    uint32_t person[20];
    for (size_t i = 0; i < 20; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = i < 10 ? 0 : 1;
        y[i] = i < 10 ? first[i] : second[i - 10];
        person[i] = (uint32_t)(i % 10);
    }
    const uf_design design = { .n = 20, .p = 2, .x = x, .y = y };
    const uf_mixed_data data = { .design = &design, .person = person, .persons = 10 };
    uf_mixed *made = fit(&data, UF_MIXED_PERSON, UF_MIXED_REML);
    for (int i = 0; i < 2; i++) {
        uf_effect effect =
            coefficient(made, 1, i == 0 ? UF_MIXED_KENWARD_ROGER : UF_MIXED_SATTERTHWAITE);
        same("MM-11", "estimate", effect.estimate);
        same("MM-11", "se", effect.std_error);
        same("MM-11", "df", effect.df);
        same("MM-11", "p", effect.p_value);
        same("MM-11", "low", effect.conf_low);
        same("MM-11", "high", effect.conf_high);
    }
    uf_mixed_free(made);
}
END_TEST

Suite *test_mixed_model_suite(void);
Suite *test_mixed_model_suite(void)
{
    Suite *suite = suite_create("mixed_model");
    TCase *values = tcase_create("values");
    tcase_add_test(values, level_per_person);
    tcase_add_test(values, class_and_school);
    tcase_add_test(values, class_by_wave);
    tcase_add_test(values, slopes);
    tcase_add_test(values, boundaries);
    tcase_add_test(values, some_measured_once);
    tcase_add_test(values, order_and_origin);
    tcase_add_test(values, autocorrelated);
    tcase_add_test(values, autocorrelated_in_classes);
    tcase_add_test(values, two_waves_are_the_paired_t);
    suite_add_tcase(suite, values);
    return suite;
}
