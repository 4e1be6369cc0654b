/* test_glm.c: logistic and Poisson regression against R's glm; separation, and what else is
 * refused. */
#include <utfall/glm.h>

#include "dataset.h"
#include "made_schools.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

static uf_regression *fit(const uf_design *design, uf_glm model)
{
    uf_regression *made = NULL;
    uf_error error = { .reason = "" };
    uf_status status = uf_glm_fit(&made, design, model, &error);
    ck_assert_msg(status == UF_OK, "%s: %s", uf_status_name(status), error.reason);
    return made;
}

static uf_effect coefficient(const uf_regression *made, size_t column)
{
    double contrast[16] = { 0 };
    contrast[column] = 1;
    uf_effect effect;
    ck_assert_int_eq(uf_regression_contrast(&effect, made, contrast, UF_TWO_SIDED, 0.95, NULL),
                     UF_OK);
    return effect;
}

static made_schools schools;
static const size_t sizes[] = { 40, 60, 80, 120, 150, 200 };

static double *make(size_t p, const double *const *columns)
{
    schools.n = 0;
    made_schools_add(&schools, sizes, 6, 0);
    return made_matrix(schools.n, p, columns);
}

static void check_fit(const char *row, const uf_design *design, uf_glm model, const char *method)
{
    uf_regression *made = fit(design, model);
    uf_effect effect = { .p_value = NAN };
    for (size_t j = 0; j < design->p; j++) {
        char name[32];
        effect = coefficient(made, j);
        snprintf(name, sizeof name, "b%zu", j);
        same(row, name, effect.estimate);
        snprintf(name, sizeof name, "se%zu", j);
        same(row, name, effect.std_error);
        ck_assert_double_nan(effect.df);
        ck_assert_str_eq(effect.method, method);
    }
    same(row, "p_last", effect.p_value);
    same(row, "deviance", uf_regression_summarise(made).deviance);
    ck_assert_int_lt(uf_regression_summarise(made).iterations, 12);
    uf_regression_free(made);
}

/* tests/certified/r/glm.R */
START_TEST(logistic)
{
    double *x = make(4, (const double *const[]){ NULL, schools.arm, schools.x, schools.z });
    uf_design design = { .n = schools.n, .p = 4, .x = x, .y = schools.over };
    check_fit("GLM-01", &design, UF_GLM_LOGISTIC, "logistic-wald");
    free(x);
    /* The same pupils as six shares. */
    double share[6] = { 0 }, units[6] = { 0 }, arm[12];
    for (size_t i = 0; i < schools.n; i++) {
        uint32_t s = schools.school[i];
        units[s]++;
        share[s] += (schools.over[i] - share[s]) / units[s];
    }
    for (size_t s = 0; s < 6; s++) {
        arm[2 * s] = 1;
        arm[2 * s + 1] = s >= 3;
    }
    design = (uf_design){ .n = 6, .p = 2, .x = arm, .y = share, .weights = units };
    check_fit("GLM-02", &design, UF_GLM_LOGISTIC, "logistic-wald");
}
END_TEST

START_TEST(poisson)
{
    static double log_exposure[MADE_MOST];
    double *x = make(3, (const double *const[]){ NULL, schools.arm, schools.x });
    uf_design design = { .n = schools.n, .p = 3, .x = x, .y = schools.count };
    check_fit("GLM-03", &design, UF_GLM_POISSON, "poisson-wald");
    for (size_t i = 0; i < schools.n; i++)
        log_exposure[i] = log(schools.exposure[i]);
    design.offset = log_exposure;
    check_fit("GLM-04", &design, UF_GLM_POISSON, "poisson-wald");
    free(x);
}
END_TEST

START_TEST(birth_weights)
{
    dataset *data = dataset_open("birthwt");
    if (data == NULL)
        return;
    static double x[200 * 9], y[200];
    size_t n = dataset_rows(data);
    for (size_t i = 0; i < n; i++) {
        double race = dataset_number(data, i, "race");
        const double row[] = { 1,
                               dataset_number(data, i, "age"),
                               dataset_number(data, i, "lwt"),
                               race == 2,
                               race == 3,
                               dataset_number(data, i, "smoke"),
                               dataset_number(data, i, "ptl") > 0,
                               dataset_number(data, i, "ht"),
                               dataset_number(data, i, "ui") };
        memcpy(x + i * 9, row, sizeof row);
        y[i] = dataset_number(data, i, "low");
    }
    const uf_design design = { .n = n, .p = 9, .x = x, .y = y };
    uf_regression *made = fit(&design, UF_GLM_LOGISTIC);
    static const char *const names[] = { "b0",    "age", "lwt", "race2", "race3",
                                         "smoke", "ptl", "ht",  "ui" };
    for (size_t j = 0; j < 9; j++) {
        char id[16];
        snprintf(id, sizeof id, "se_%s", names[j]);
        same("O-RISK-01", names[j], coefficient(made, j).estimate);
        same("O-RISK-01", id, coefficient(made, j).std_error);
    }
    same("O-RISK-01", "deviance", uf_regression_summarise(made).deviance);
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

/* --- Separation: Albert & Anderson's three kinds of data --- */

static void refused(const uf_design *design, uf_glm model, const char *words, size_t column)
{
    uf_regression *made = NULL;
    uf_error error = { .reason = "" };
    ck_assert_int_eq(uf_glm_fit(&made, design, model, &error), UF_EDATA);
    ck_assert_msg(strstr(error.reason, words) != NULL, "%s", error.reason);
    ck_assert_uint_eq(error.index, column);
    ck_assert_ptr_null(made);
}

START_TEST(perfect_separation)
{
    const double x[] = { 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6 };
    const double apart[] = { 0, 0, 0, 1, 1, 1 }, down[] = { 1, 1, 0, 0, 0, 0 };
    uf_design design = { .n = 6, .p = 2, .x = x, .y = apart };
    refused(&design, UF_GLM_LOGISTIC, "apart perfectly", 1);
    design.y = down;
    refused(&design, UF_GLM_LOGISTIC, "apart perfectly", 1);
    /* Overlap in one row: an estimate exists. */
    const double overlap[] = { 0, 0, 1, 0, 1, 1 };
    design.y = overlap;
    uf_regression_free(fit(&design, UF_GLM_LOGISTIC));
    /* The row that overlaps is not there when its weight is 0. */
    const double weights[] = { 1, 1, 0, 1, 1, 1 };
    design.weights = weights;
    refused(&design, UF_GLM_LOGISTIC, "apart perfectly", 1);
}
END_TEST

START_TEST(quasi_perfect_separation)
{
    /* Both outcomes at 3, and nowhere else together. */
    const double x[] = { 1, 1, 1, 2, 1, 3, 1, 3, 1, 4, 1, 5 }, y[] = { 0, 0, 0, 1, 1, 1 };
    uf_design design = { .n = 6, .p = 2, .x = x, .y = y };
    refused(&design, UF_GLM_LOGISTIC, "some outcomes perfectly", 1);
    /* An arm in which nobody is over the limit, among pupils with a covariate. */
    static double none[MADE_MOST];
    double *matrix = make(3, (const double *const[]){ NULL, schools.x, schools.arm });
    for (size_t i = 0; i < schools.n; i++)
        none[i] = schools.arm[i] > 0 ? 0 : schools.over[i];
    design = (uf_design){ .n = schools.n, .p = 3, .x = matrix, .y = none };
    refused(&design, UF_GLM_LOGISTIC, "some outcomes perfectly", 2);
    refused(&design, UF_GLM_POISSON, "some outcomes perfectly", 2);
    free(matrix);
    /* The same as shares: 0 of 50 against 10 of 40. */
    const double arms[] = { 1, 0, 1, 1 }, shares[] = { 0.25, 0 }, units[] = { 40, 50 };
    design = (uf_design){ .n = 2, .p = 2, .x = arms, .y = shares, .weights = units };
    refused(&design, UF_GLM_LOGISTIC, "some outcomes perfectly", 1);
}
END_TEST

/* A direction that is no column: x1 - x2 tells. */
START_TEST(separation_in_a_combination)
{
    const double x[] = { 1, 5, 4,   1, 2, 1, 1, 9, 8.5, 1, 4, 4.5, 1, 1, 2,
                         1, 7, 7.5, 1, 3, 2, 1, 6, 6.5, 1, 8, 7,   1, 5, 7 };
    const double y[] = { 1, 1, 1, 0, 0, 0, 1, 0, 1, 0 };
    const uf_design design = { .n = 10, .p = 3, .x = x, .y = y };
    uf_regression *made;
    uf_error error;
    ck_assert_int_eq(uf_glm_fit(&made, &design, UF_GLM_LOGISTIC, &error), UF_EDATA);
    ck_assert_msg(strstr(error.reason, "apart perfectly") != NULL, "%s", error.reason);
}
END_TEST

/* Far apart is not separated: by hand, the log odds ratio of 1 of 10^6 against 10^6 - 1 of 10^6. */
START_TEST(strong_effects_are_fitted)
{
    const double x[] = { 1, 0, 1, 1 }, y[] = { 1e-6, 1 - 1e-6 }, units[] = { 1e6, 1e6 };
    const uf_design design = { .n = 2, .p = 2, .x = x, .y = y, .weights = units };
    uf_regression *made = fit(&design, UF_GLM_LOGISTIC);
    ck_assert_double_eq_tol(coefficient(made, 1).estimate, 2 * log(999999), 1e-8);
    uf_regression_free(made);
}
END_TEST

START_TEST(refused_requests)
{
    const double x[] = { 1, 1, 1, 2, 1, 3, 1, 4 }, y[] = { 0, 1, 0, 1 }, zero[] = { 0, 0, 0, 0 };
    const double one[] = { 1, 1, 1, 1 }, two[] = { 0, 1, 2, 0 }, minus[] = { 0, 1, -1, 0 };
    const double same_column[] = { 1, 2, 1, 2, 1, 2, 1, 2 };
    const uint32_t code[] = { 0, 0, 1, 1 };
    uf_regression *made;
    uf_error error;
    const uf_design good = { .n = 4, .p = 2, .x = x, .y = y };
    uf_design d = good;
    d.y = zero;
    refused(&d, UF_GLM_LOGISTIC, "does not vary", UF_NO_INDEX);
    refused(&d, UF_GLM_POISSON, "does not vary", UF_NO_INDEX);
    d.y = one;
    refused(&d, UF_GLM_LOGISTIC, "does not vary", UF_NO_INDEX);
    d.y = two;
    ck_assert_int_eq(uf_glm_fit(&made, &d, UF_GLM_LOGISTIC, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    d.y = minus;
    ck_assert_int_eq(uf_glm_fit(&made, &d, UF_GLM_POISSON, &error), UF_EINVAL);
    d = good;
    d.weights = zero;
    ck_assert_int_eq(uf_glm_fit(&made, &d, UF_GLM_LOGISTIC, &error), UF_EDATA);
    d.weights = one;
    d.weighted = UF_WEIGHT_IMPORTANCE;
    ck_assert_int_eq(uf_glm_fit(&made, &d, UF_GLM_LOGISTIC, &error), UF_EINVAL);
    d = good;
    d.fixed = code;
    d.fixed_groups = 2;
    ck_assert_int_eq(uf_glm_fit(&made, &d, UF_GLM_LOGISTIC, &error), UF_EINVAL);
    d = good;
    d.x = same_column;
    ck_assert_int_eq(uf_glm_fit(&made, &d, UF_GLM_LOGISTIC, &error), UF_ESINGULAR);
    ck_assert_uint_eq(error.index, 1);
}
END_TEST

Suite *test_glm_suite(void);

Suite *test_glm_suite(void)
{
    Suite *suite = suite_create("glm");
    TCase *tests = tcase_create("glm");
    tcase_add_test(tests, logistic);
    tcase_add_test(tests, poisson);
    tcase_add_test(tests, birth_weights);
    tcase_add_test(tests, perfect_separation);
    tcase_add_test(tests, quasi_perfect_separation);
    tcase_add_test(tests, separation_in_a_combination);
    tcase_add_test(tests, strong_effects_are_fitted);
    tcase_add_test(tests, refused_requests);
    suite_add_tcase(suite, tests);
    return suite;
}
