/* test_linear_model.c: least squares against NIST's certified regressions and R, on public data and
 * on whole-number recipes; dependent columns, weights, fixed effects. */
#include <utfall/design_matrix.h>
#include <utfall/linear_model.h>

#include "dataset.h"
#include "made_schools.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 6000, MOST_COLUMNS = 12 };

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

static uf_regression *fit(const uf_design *design)
{
    uf_regression *made = NULL;
    uf_error error = { .reason = "" };
    uf_status status = uf_linear_model_fit(&made, design, &error);
    ck_assert_msg(status == UF_OK, "%s: %s", uf_status_name(status), error.reason);
    return made;
}

static uf_effect coefficient(const uf_regression *made, size_t column)
{
    double contrast[MOST_COLUMNS] = { 0 };
    contrast[column] = 1;
    uf_effect effect;
    ck_assert_int_eq(uf_regression_contrast(&effect, made, contrast, UF_TWO_SIDED, 0.95, NULL),
                     UF_OK);
    return effect;
}

/* --- NIST --- */

/* exact: the residuals are 0 and no standard error can be given. */
static void certified(const char *row, const uf_design *design, int exact)
{
    uf_regression *made = fit(design);
    for (size_t j = 0; j < design->p; j++) {
        uf_effect b = coefficient(made, j);
        same_numbered(row, "b", j, b.estimate);
        ck_assert_int_eq(exact, isnan(b.std_error));
        same_numbered(row, "se", j, exact ? 0 : b.std_error);
    }
    uf_regression_summary s = uf_regression_summarise(made);
    same(row, "sigma", s.sigma);
    same(row, "r2", s.r_squared);
    uf_regression_free(made);
}

static void polynomial(const char *row, const char *data_name, const char *y_name, size_t degree,
                       int exact)
{
    dataset *data = dataset_open(data_name);
    ck_assert_ptr_nonnull(data);
    static double x[100 * MOST_COLUMNS], y[100];
    size_t n = dataset_rows(data), p = degree + 1;
    for (size_t i = 0; i < n; i++) {
        y[i] = dataset_number(data, i, y_name);
        x[i * p] = 1;
        for (size_t j = 1; j < p; j++)
            x[i * p + j] = x[i * p + j - 1] * dataset_number(data, i, "x");
    }
    const uf_design design = { .n = n, .p = p, .x = x, .y = y };
    certified(row, &design, exact);
    dataset_close(data);
}

START_TEST(nist_polynomials)
{
    polynomial("NIST-Norris", "nist_norris", "y", 1, 0);
    polynomial("NIST-Pontius", "nist_pontius", "y", 2, 0);
    polynomial("NIST-Filip", "nist_filip", "y", 10, 0);
    polynomial("NIST-Wampler1", "nist_wampler", "wampler1", 5, 1);
    polynomial("NIST-Wampler2", "nist_wampler", "wampler2", 5, 1);
    polynomial("NIST-Wampler3", "nist_wampler", "wampler3", 5, 0);
    polynomial("NIST-Wampler4", "nist_wampler", "wampler4", 5, 0);
    polynomial("NIST-Wampler5", "nist_wampler", "wampler5", 5, 0);
}
END_TEST

START_TEST(nist_longley)
{
    dataset *data = dataset_open("nist_longley");
    ck_assert_ptr_nonnull(data);
    static const char *const names[] = { "", "x1", "x2", "x3", "x4", "x5", "x6" };
    double x[16 * 7], y[16];
    for (size_t i = 0; i < 16; i++) {
        y[i] = dataset_number(data, i, "y");
        for (size_t j = 0; j < 7; j++)
            x[i * 7 + j] = j == 0 ? 1 : dataset_number(data, i, names[j]);
    }
    const uf_design design = { .n = 16, .p = 7, .x = x, .y = y };
    certified("NIST-Longley", &design, 0);
    dataset_close(data);
}
END_TEST

/* --- Public data --- */

static void printed_and_computed(const char *row, const char *statistic, double value)
{
    char printed[32];
    snprintf(printed, sizeof printed, "%sp", row);
    same(row, statistic, value);
    same(printed, statistic, value);
}

START_TEST(attendance_and_exam)
{
    dataset *data = dataset_open("attend");
    if (data == NULL)
        return;
    static double x[MOST_ROWS * 7], y[MOST_ROWS];
    size_t n = dataset_rows(data);
    for (size_t i = 0; i < n; i++) {
        double attended = dataset_number(data, i, "atndrte");
        double grade = dataset_number(data, i, "priGPA"), act = dataset_number(data, i, "ACT");
        const double row[] = {
            1, attended, grade, act, grade * grade, act * act, grade * attended
        };
        memcpy(x + i * 7, row, sizeof row);
        y[i] = dataset_number(data, i, "stndfnl");
    }
    const uf_design design = { .n = n, .p = 7, .x = x, .y = y };
    uf_regression *made = fit(&design);
    static const char *const b[] = { "b0", "b_att", "b_gpa", "b_act", "b_gpa2", "b_act2", "b_int" };
    static const char *const se[] = { "se0",     "se_att",  "se_gpa", "se_act",
                                      "se_gpa2", "se_act2", "se_int" };
    for (size_t j = 0; j < 7; j++) {
        uf_effect effect = coefficient(made, j);
        printed_and_computed("O-ATT-02", b[j], effect.estimate);
        printed_and_computed("O-ATT-02", se[j], effect.std_error);
    }
    printed_and_computed("O-ATT-02", "r2", uf_regression_summarise(made).r_squared);
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

/* y ~ first * second: x is n-by-4. Returns rows. */
static size_t two_by_two(double *x, const dataset *data, const char *first, const char *second)
{
    size_t n = dataset_rows(data);
    for (size_t i = 0; i < n; i++) {
        double a = dataset_number(data, i, first), b = dataset_number(data, i, second);
        const double row[] = { 1, a, b, a * b };
        memcpy(x + i * 4, row, sizeof row);
    }
    return n;
}

START_TEST(incinerator)
{
    dataset *data = dataset_open("kielmc");
    if (data == NULL)
        return;
    static double x[MOST_ROWS * 4], y[MOST_ROWS], log_y[MOST_ROWS];
    size_t n = two_by_two(x, data, "nearinc", "y81");
    for (size_t i = 0; i < n; i++) {
        y[i] = dataset_number(data, i, "rprice");
        log_y[i] = log(dataset_number(data, i, "price"));
    }
    uf_design design = { .n = n, .p = 4, .x = x, .y = y };
    uf_regression *made = fit(&design);
    static const char *const b[] = { "b0", "near", "y81", "did" };
    static const char *const se[] = { "se0", "se_near", "se_y81", "se_did" };
    for (size_t j = 0; j < 4; j++) {
        uf_effect effect = coefficient(made, j);
        printed_and_computed("O-DID-01", b[j], effect.estimate);
        printed_and_computed("O-DID-01", se[j], effect.std_error);
    }
    uf_regression_free(made);
    design.y = log_y;
    made = fit(&design);
    printed_and_computed("O-DID-01", "did_log", coefficient(made, 3).estimate);
    printed_and_computed("O-DID-01", "se_did_log", coefficient(made, 3).std_error);
    same("O-DID-01", "n", uf_regression_summarise(made).units);
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

START_TEST(injuries)
{
    dataset *data = dataset_open("injury_ky");
    if (data == NULL)
        return;
    static double x[MOST_ROWS * 4], y[MOST_ROWS];
    size_t n = two_by_two(x, data, "afchnge", "highearn");
    for (size_t i = 0; i < n; i++)
        y[i] = dataset_number(data, i, "ldurat");
    const uf_design design = { .n = n, .p = 4, .x = x, .y = y };
    uf_regression *made = fit(&design);
    static const char *const b[] = { "b0", "after", "high", "did" };
    static const char *const se[] = { "se0", "se_after", "se_high", "se_did" };
    for (size_t j = 0; j < 4; j++) {
        uf_effect effect = coefficient(made, j);
        printed_and_computed("O-DID-02", b[j], effect.estimate);
        printed_and_computed("O-DID-02", se[j], effect.std_error);
    }
    printed_and_computed("O-DID-02", "n", uf_regression_summarise(made).units);
    printed_and_computed("O-DID-02", "r2", uf_regression_summarise(made).r_squared);
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

/* --- Recipes: tests/certified/r/linear_model.R --- */

static void check_fit(const char *row, const uf_design *design)
{
    uf_regression *made = fit(design);
    uf_effect effect = { .p_value = NAN };
    for (size_t j = 0; j < design->p; j++) {
        effect = coefficient(made, j);
        same_numbered(row, "b", j, effect.estimate);
        same_numbered(row, "se", j, effect.std_error);
        ck_assert_str_eq(effect.method, design->weights != NULL ? "wls-t" : "ols-t");
        ck_assert_str_eq(effect.note, "");
    }
    same(row, "p_last", effect.p_value);
    same(row, "df", uf_regression_summarise(made).df);
    same(row, "sigma", uf_regression_summarise(made).sigma);
    same(row, "r2", uf_regression_summarise(made).r_squared);
    uf_regression_free(made);
}

static made_schools schools;
static const size_t sizes[] = { 40, 60, 80, 120, 150, 200 };

static void make(void)
{
    schools.n = 0;
    made_schools_add(&schools, sizes, 6, 0);
}

START_TEST(factors_and_interactions)
{
    make();
    static uint32_t arm[MADE_MOST], grade[MADE_MOST];
    for (size_t i = 0; i < schools.n; i++) {
        arm[i] = (uint32_t)schools.arm[i];
        grade[i] = (uint32_t)(i % 3);
    }
    static const char *const names[] = { "0", "1", "2" };
    const uf_variable variables[] = {
        { .name = "arm", .codes = arm, .levels = names, .level_count = 2 },
        { .name = "grade", .codes = grade, .levels = names, .level_count = 3, .reference = 1 },
        { .name = "x", .numbers = schools.x },
        { .name = "z", .numbers = schools.z },
    };
    /* R puts interactions last. */
    const uf_term first[] = { { .order = 0 },
                              { .order = 1, .variable = { 0 } },
                              { .order = 1, .variable = { 1 } },
                              { .order = 1, .variable = { 2 } },
                              { .order = 2, .variable = { 0, 1 } } };
    const uf_term second[] = { { .order = 0 },
                               { .order = 1, .variable = { 2 } },
                               { .order = 1, .variable = { 3 } },
                               { .order = 2, .variable = { 2, 3 } } };
    uf_design design = { .y = schools.y };
    uf_design_matrix *matrix;
    ck_assert_int_eq(uf_design_matrix_new(&matrix, schools.n, variables, 4, first, 5, NULL), UF_OK);
    uf_design_matrix_view(matrix, &design);
    check_fit("LM-01", &design);
    uf_design_matrix_free(matrix);
    ck_assert_int_eq(uf_design_matrix_new(&matrix, schools.n, variables, 4, second, 4, NULL),
                     UF_OK);
    uf_design_matrix_view(matrix, &design);
    check_fit("LM-02", &design);
    uf_design_matrix_free(matrix);
}
END_TEST

START_TEST(weights)
{
    make();
    static double weight[MADE_MOST];
    for (size_t i = 0; i < schools.n; i++)
        weight[i] = (double)(i % 5);
    double *x = made_matrix(schools.n, 3, (const double *const[]){ NULL, schools.arm, schools.x });
    uf_design design = { .n = schools.n,
                         .p = 3,
                         .x = x,
                         .y = schools.y,
                         .weights = weight,
                         .weighted = UF_WEIGHT_IMPORTANCE };
    check_fit("LM-03", &design);
    for (size_t i = 0; i < schools.n; i++)
        weight[i] = (double)(i % 4);
    design.weighted = UF_WEIGHT_COUNT;
    check_fit("LM-04", &design);
    free(x);
}
END_TEST

START_TEST(fixed_effects)
{
    make();
    static double count[MADE_MOST];
    for (size_t i = 0; i < schools.n; i++)
        count[i] = (double)(i % 4);
    double *x = made_matrix(schools.n, 2, (const double *const[]){ schools.x, schools.z });
    uf_design design = {
        .n = schools.n, .p = 2, .x = x, .y = schools.y, .fixed = schools.school, .fixed_groups = 7
    };
    check_fit("LM-05", &design);
    design.weights = count;
    check_fit("LM-06", &design);
    free(x);
    /* What is the same throughout every group is swept out with it. */
    x = made_matrix(schools.n, 2, (const double *const[]){ schools.x, schools.arm });
    design.x = x;
    uf_error error;
    uf_regression *made;
    ck_assert_int_eq(uf_linear_model_fit(&made, &design, &error), UF_ESINGULAR);
    ck_assert_uint_eq(error.index, 1);
    free(x);
}
END_TEST

/* An offset is taken from y: the coefficients move and nothing else does. */
START_TEST(offset_is_subtracted)
{
    make();
    double *x = made_matrix(schools.n, 2, (const double *const[]){ NULL, schools.x });
    uf_design design = { .n = schools.n, .p = 2, .x = x, .y = schools.y };
    uf_regression *without = fit(&design);
    design.offset = schools.x;
    uf_regression *with = fit(&design);
    uf_effect a = coefficient(without, 1), b = coefficient(with, 1);
    ck_assert_double_eq_tol(a.estimate - 1, b.estimate, 1e-13);
    ck_assert_double_eq_tol(a.std_error, b.std_error, 1e-14);
    uf_regression_free(without);
    uf_regression_free(with);
    free(x);
}
END_TEST

/* --- Edges --- */

/* Units of the columns that differ by 10^12 hide nothing and make nothing dependent. */
START_TEST(dependent_columns_are_named)
{
    make();
    static double sum[MADE_MOST], thirds[MADE_MOST], tiny[MADE_MOST], zero[MADE_MOST];
    for (size_t i = 0; i < schools.n; i++) {
        sum[i] = 3 * schools.x[i] - 2 * schools.z[i] + 7;
        thirds[i] = schools.x[i] / 3;
        tiny[i] = 1e-12 * schools.z[i];
        zero[i] = 0;
    }
    const struct {
        const double *columns[4];
        size_t dependent;
    } cases[] = {
        { { NULL, schools.x, schools.z, sum }, 3 },
        { { NULL, sum, schools.x, schools.z }, 3 },
        { { NULL, schools.x, thirds, schools.z }, 2 },
        { { NULL, zero, schools.x, schools.z }, 1 },
        { { NULL, schools.x, tiny, schools.z }, 3 },
        { { schools.arm, schools.x, NULL, NULL }, 3 },
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double *x = made_matrix(schools.n, 4, cases[c].columns);
        const uf_design design = { .n = schools.n, .p = 4, .x = x, .y = schools.y };
        uf_regression *made;
        uf_error error;
        ck_assert_int_eq(uf_linear_model_fit(&made, &design, &error), UF_ESINGULAR);
        ck_assert_uint_eq(error.index, cases[c].dependent);
        free(x);
    }
    double *x = made_matrix(schools.n, 3, (const double *const[]){ NULL, schools.x, tiny });
    const uf_design design = { .n = schools.n, .p = 3, .x = x, .y = schools.y };
    uf_regression_free(fit(&design));
    free(x);
}
END_TEST

START_TEST(more_columns_than_rows)
{
    const double x[] = { 1, 2, 4, 1, 3, 9 }, y[] = { 1, 2 };
    const uf_design design = { .n = 2, .p = 3, .x = x, .y = y };
    uf_regression *made;
    uf_error error;
    ck_assert_int_eq(uf_linear_model_fit(&made, &design, &error), UF_ESINGULAR);
    ck_assert_uint_eq(error.index, 2);
}
END_TEST

START_TEST(nothing_left_to_say)
{
    const double x[] = { 1, 0, 1, 1 }, y[] = { 1, 3 };
    uf_design design = { .n = 2, .p = 2, .x = x, .y = y };
    uf_regression *made = fit(&design);
    uf_effect effect = coefficient(made, 1);
    ck_assert_double_eq_tol(effect.estimate, 2, 1e-15);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_eq(effect.note, "no degrees of freedom are left");
    uf_regression_free(made);
    make();
    static double constant[MADE_MOST];
    for (size_t i = 0; i < schools.n; i++)
        constant[i] = 0.1;
    double *columns = made_matrix(schools.n, 2, (const double *const[]){ NULL, schools.x });
    design = (uf_design){ .n = schools.n, .p = 2, .x = columns, .y = constant };
    made = fit(&design);
    effect = coefficient(made, 1);
    ck_assert_double_nan(effect.statistic);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_eq(effect.note, "the residuals do not vary, but for rounding");
    ck_assert_double_nan(uf_regression_summarise(made).r_squared);
    uf_regression_free(made);
    free(columns);
}
END_TEST

START_TEST(impossible_requests)
{
    const double x[] = { 1, 1, 1 }, y[] = { 1, 3, 4 }, zero[] = { 0, 0, 0 };
    uf_design design = { .n = 3, .p = 1, .x = x, .y = y };
    uf_regression *made = fit(&design), *none;
    uf_effect effect;
    const double nothing = 0, one = 1, nan = NAN;
    ck_assert_int_eq(uf_regression_contrast(&effect, made, &nothing, UF_LESS, 0.95, NULL),
                     UF_EINVAL);
    ck_assert_int_eq(uf_regression_contrast(&effect, made, &nan, UF_LESS, 0.95, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_regression_contrast(&effect, made, &one, UF_LESS, 1, NULL), UF_EINVAL);
    size_t p;
    ck_assert_double_eq_tol(uf_regression_coefficients(made, &p)[0], 8.0 / 3, 1e-15);
    ck_assert_uint_eq(p, 1);
    uf_regression_free(made);
    uf_regression_free(NULL);
    design.weights = zero;
    ck_assert_int_eq(uf_linear_model_fit(&none, &design, NULL), UF_EDATA);
    const double huge[] = { 1e300, 1e300, 1e300 };
    design = (uf_design){ .n = 3, .p = 1, .x = huge, .y = y, .weights = huge };
    ck_assert_int_eq(uf_linear_model_fit(&none, &design, NULL), UF_ENUMERIC);
}
END_TEST

Suite *test_linear_model_suite(void);

Suite *test_linear_model_suite(void)
{
    Suite *suite = suite_create("linear_model");
    TCase *tests = tcase_create("linear_model");
    tcase_add_test(tests, nist_polynomials);
    tcase_add_test(tests, nist_longley);
    tcase_add_test(tests, attendance_and_exam);
    tcase_add_test(tests, incinerator);
    tcase_add_test(tests, injuries);
    tcase_add_test(tests, factors_and_interactions);
    tcase_add_test(tests, weights);
    tcase_add_test(tests, fixed_effects);
    tcase_add_test(tests, offset_is_subtracted);
    tcase_add_test(tests, dependent_columns_are_named);
    tcase_add_test(tests, more_columns_than_rows);
    tcase_add_test(tests, nothing_left_to_say);
    tcase_add_test(tests, impossible_requests);
    suite_add_tcase(suite, tests);
    return suite;
}
