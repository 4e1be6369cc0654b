/* test_mixed_public.c: mixed models of public data sets, against lme4, lmerTest and pbkrtest, car's
 * analysis of variance, and printed figures.
 *
 * Some of the data are not distributed (dataset.h): a test without its data is skipped. */
#include <utfall/linear_model.h>
#include <utfall/mixed_model.h>
#include <utfall/mixed_test.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 6000, MOST_COLUMNS = 18, MOST_CODES = 512 };

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

/* Rows that tests fill one by one; one at a time. */
static struct table {
    size_t n, p;
    double x[MOST_ROWS * 4], y[MOST_ROWS], time[MOST_ROWS];
    uint32_t person[MOST_ROWS], wave[MOST_ROWS], all[MOST_ROWS];
    char name[2][MOST_CODES][16];
    uint32_t names[2];
} table;

static void empty_table(size_t p)
{
    table.n = 0;
    table.p = p;
    table.names[0] = table.names[1] = 0;
}

/* The number of a text among those of its kind (0 or 1) so far. */
static uint32_t code_of(size_t kind, const char *text)
{
    uint32_t code = 0;
    while (code < table.names[kind] && strcmp(table.name[kind][code], text) != 0)
        code++;
    if (code == table.names[kind]) {
        ck_assert_uint_lt(code, MOST_CODES);
        ck_assert_uint_lt(strlen(text), sizeof table.name[kind][code]);
        memcpy(table.name[kind][table.names[kind]++], text, strlen(text) + 1);
    }
    return code;
}

static void add_row(double y, uint32_t person, const double *x)
{
    ck_assert_uint_lt(table.n, MOST_ROWS);
    ck_assert_uint_le(table.p, 4);
    memcpy(table.x + table.n * table.p, x, table.p * sizeof *x);
    table.y[table.n] = y;
    table.all[table.n] = 0;
    table.person[table.n++] = person;
}

static uf_mixed *fit_design(const uf_design *design, unsigned terms)
{
    const uf_mixed_data data = { .design = design,
                                 .person = table.person,
                                 .persons = MOST_CODES,
                                 .class_code = table.all,
                                 .classes = 1,
                                 .wave = table.wave,
                                 .waves = table.names[1],
                                 .time = table.time };
    uf_mixed *made = NULL;
    uf_error error = { .reason = "" };
    uf_status status = uf_mixed_fit(&made, &data, terms, UF_MIXED_REML, &error);
    ck_assert_msg(status == UF_OK, "%s: %s", uf_status_name(status), error.reason);
    ck_assert(uf_mixed_summarise(made).converged);
    return made;
}

static uf_mixed *fit(unsigned terms)
{
    const uf_design design = { .n = table.n, .p = table.p, .x = table.x, .y = table.y };
    return fit_design(&design, terms);
}

static uf_effect coefficient(const uf_mixed *made, size_t column, uf_mixed_df df)
{
    double contrast[4] = { 0 };
    contrast[column] = 1;
    uf_effect effect;
    ck_assert_int_eq(uf_mixed_contrast(&effect, made, contrast, df, UF_TWO_SIDED, 0.95, NULL),
                     UF_OK);
    return effect;
}

/* Rows CASEf1, CASEf2, ...: one per coefficient. */
static void same_coefficients(const char *name, const uf_mixed *made, int kenward_roger)
{
    for (size_t j = 0; j < table.p; j++) {
        char row[32];
        snprintf(row, sizeof row, "%sf%zu", name, j + 1);
        uf_effect effect = coefficient(made, j, UF_MIXED_SATTERTHWAITE);
        same(row, "b", effect.estimate);
        same(row, "se", effect.std_error);
        same(row, "df_satt", effect.df);
        same(row, "t", effect.statistic);
        same(row, "p_satt", effect.p_value);
        if (!kenward_roger)
            continue;
        effect = coefficient(made, j, UF_MIXED_KENWARD_ROGER);
        same(row, "se_kr", effect.std_error);
        same(row, "df_kr", effect.df);
        same(row, "p_kr", effect.p_value);
    }
}

static uf_mixed_summary same_level(const char *row, const char *variance, const uf_mixed *made)
{
    uf_mixed_summary s = uf_mixed_summarise(made);
    same(row, variance, s.variance.person);
    same(row, "var_Residual", s.variance.residual);
    same(row, "reml_crit", s.deviance);
    same(row, "nobs", (double)s.n);
    return s;
}

START_TEST(dyestuff)
{
    dataset *data = dataset_open("dyestuff");
    empty_table(1);
    for (size_t i = 0; i < dataset_rows(data); i++)
        add_row(dataset_number(data, i, "Yield"), code_of(0, dataset_text(data, i, "Batch")),
                &(double){ 1 });
    dataset_close(data);
    uf_mixed *made = fit(UF_MIXED_PERSON);
    uf_mixed_summary s = same_level("O-MIX-01v", "var_Batch_Intercept", made);
    same_coefficients("O-MIX-01", made, 1);
    uf_effect mean = coefficient(made, 0, UF_MIXED_SATTERTHWAITE);
    same("O-MIX-01p", "var_batch", s.variance.person);
    same("O-MIX-01p", "var_res", s.variance.residual);
    same("O-MIX-01p", "intercept", mean.estimate);
    same("O-MIX-01p", "se", mean.std_error);
    same("O-MIX-01p", "reml", s.deviance);
    uf_mixed_free(made);
}
END_TEST

/* Plates by samples, crossed: the plate as person, the sample as wave of one class. */
START_TEST(penicillin)
{
    dataset *data = dataset_open("penicillin");
    empty_table(1);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        table.wave[i] = code_of(1, dataset_text(data, i, "sample"));
        add_row(dataset_number(data, i, "diameter"), code_of(0, dataset_text(data, i, "plate")),
                &(double){ 1 });
    }
    dataset_close(data);
    uf_mixed *made = fit(UF_MIXED_PERSON | UF_MIXED_CLASS_WAVE);
    uf_mixed_summary s = same_level("O-MIX-02v", "var_plate_Intercept", made);
    same("O-MIX-02v", "var_sample_Intercept", s.variance.class_wave);
    same_coefficients("O-MIX-02", made, 1);
    uf_effect mean = coefficient(made, 0, UF_MIXED_SATTERTHWAITE);
    same("O-MIX-02p", "sd_plate", sqrt(s.variance.person));
    same("O-MIX-02p", "sd_sample", sqrt(s.variance.class_wave));
    same("O-MIX-02p", "sd_res", s.sigma);
    same("O-MIX-02p", "intercept", mean.estimate);
    same("O-MIX-02p", "se", mean.std_error);
    same("O-MIX-02p", "reml", s.deviance);
    uf_mixed_free(made);
}
END_TEST

START_TEST(london_schools)
{
    dataset *data = dataset_open("exam");
    if (data == NULL)
        return;
    empty_table(2);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        table.time[i] = dataset_number(data, i, "standLRT");
        add_row(dataset_number(data, i, "normexam"), code_of(0, dataset_text(data, i, "school")),
                (double[]){ 1, table.time[i] });
    }
    dataset_close(data);
    uf_mixed *made = fit(UF_MIXED_PERSON | UF_MIXED_SLOPE);
    uf_mixed_summary s = same_level("O-MIX-03v", "var_school_Intercept", made);
    same("O-MIX-03v", "var_school_standLRT", s.variance.slope);
    same("O-MIX-03v", "cov_school", s.variance.person_slope);
    same_coefficients("O-MIX-03", made, 0);
    uf_mixed_free(made);
}
END_TEST

START_TEST(early_intervention)
{
    dataset *data = dataset_open("early");
    empty_table(4);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        double since = dataset_number(data, i, "age") - 0.5;
        double treated = strcmp(dataset_text(data, i, "trt"), "Y") == 0 ? 1 : 0;
        add_row(dataset_number(data, i, "cog"), code_of(0, dataset_text(data, i, "id")),
                (double[]){ 1, since, treated, since * treated });
    }
    dataset_close(data);
    uf_mixed *made = fit(UF_MIXED_PERSON);
    same_level("O-MIX-04v", "var_id_Intercept", made);
    same_coefficients("O-MIX-04", made, 1);
    uf_mixed_free(made);
}
END_TEST

START_TEST(mindfulness)
{
    dataset *data = dataset_open("mindfulness");
    if (data == NULL)
        return;
    empty_table(4);
    for (size_t i = 0; i < 2 * dataset_rows(data); i++) {
        size_t row = i / 2;
        double t = (double)(i % 2);
        double trained = strcmp(dataset_text(data, row, "Group"), "Particip") == 0 ? 1 : 0;
        double y = dataset_number(data, row, i % 2 == 0 ? "PSS_T1" : "PSS_T2");
        if (!isnan(y))
            add_row(y, code_of(0, dataset_text(data, row, "id")),
                    (double[]){ 1, t, trained, t * trained });
    }
    uf_mixed *made = fit(UF_MIXED_PERSON);
    same_level("O-MF-02v", "var_id_Intercept", made);
    same_coefficients("O-MF-02", made, 1);
    uf_mixed_free(made);
    dataset_close(data);
}
END_TEST

/* Analysis of covariance: perceived stress after on before and group. */
START_TEST(mindfulness_on_baseline)
{
    dataset *data = dataset_open("mindfulness");
    if (data == NULL)
        return;
    empty_table(3);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        double before = dataset_number(data, i, "PSS_T1");
        double after = dataset_number(data, i, "PSS_T2");
        double trained = strcmp(dataset_text(data, i, "Group"), "Particip") == 0 ? 1 : 0;
        if (!isnan(before) && !isnan(after))
            add_row(after, 0, (double[]){ 1, before, trained });
    }
    const uf_design design = { .n = table.n, .p = table.p, .x = table.x, .y = table.y };
    uf_regression *made = NULL;
    uf_effect effect;
    ck_assert_int_eq(uf_linear_model_fit(&made, &design, NULL), UF_OK);
    ck_assert_int_eq(
        uf_regression_contrast(&effect, made, (double[]){ 0, 0, 1 }, UF_TWO_SIDED, 0.95, NULL),
        UF_OK);
    same("O-MF-01", "ancova_b", effect.estimate);
    same("O-MF-01", "ancova_se", effect.std_error);
    same("O-MF-01", "ancova_p", effect.p_value);
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

START_TEST(share_schools)
{
    dataset *data = dataset_open("share_trial");
    if (data == NULL)
        return;
    empty_table(2);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        double y = dataset_number(data, i, "kscore");
        if (!isnan(y))
            add_row(y, code_of(0, dataset_text(data, i, "school")),
                    (double[]){ 1, dataset_number(data, i, "arm") });
    }
    uf_mixed *made = fit(UF_MIXED_PERSON);
    same_level("O-SHARE-03v", "var_school_Intercept", made);
    same_coefficients("O-SHARE-03", made, 0);
    uf_mixed_free(made);
    dataset_close(data);
}
END_TEST

START_TEST(science_classes)
{
    static const char *const names[] = { "0", "_male", "_public" };
    dataset *data = dataset_open("science");
    if (data == NULL)
        return;
    empty_table(3);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        double y = dataset_number(data, i, "like");
        const char *sex = dataset_text(data, i, "sex");
        if (isnan(y) || (strcmp(sex, "f") != 0 && strcmp(sex, "m") != 0))
            continue;
        double boy = sex[0] == 'm' ? 1 : 0;
        double public = strcmp(dataset_text(data, i, "PrivPub"), "public") == 0 ? 1 : 0;
        add_row(y, code_of(0, dataset_text(data, i, "Class")), (double[]){ 1, boy, public });
    }
    uf_mixed *made = fit(UF_MIXED_PERSON);
    uf_mixed_summary s = uf_mixed_summarise(made);
    for (size_t j = 0; j < 3; j++) {
        char name[16];
        uf_effect effect = coefficient(made, j, UF_MIXED_SATTERTHWAITE);
        snprintf(name, sizeof name, "b%s", names[j]);
        same("O-MIX-06", name, effect.estimate);
        snprintf(name, sizeof name, "se%s", names[j]);
        same("O-MIX-06", name, effect.std_error);
        snprintf(name, sizeof name, "df%s", names[j]);
        same("O-MIX-06", name, effect.df);
    }
    same("O-MIX-06", "var_class", s.variance.person);
    same("O-MIX-06", "var_res", s.variance.residual);
    same("O-MIX-06", "n", (double)s.n);
    same("O-MIX-06p", "var_class", s.variance.person);
    same("O-MIX-06p", "var_res", s.variance.residual);
    uf_mixed_free(made);
    dataset_close(data);
}
END_TEST

/* --- Analyses of variance: a coefficient for each cell of two factors, a outer and b inner. --- */

static double cells[300 * MOST_COLUMNS];

static uf_mixed *fit_cells(const size_t *cell, size_t count)
{
    memset(cells, 0, sizeof cells);
    ck_assert_uint_le(table.n, 300);
    for (size_t i = 0; i < table.n; i++)
        cells[i * count + cell[i]] = 1;
    const uf_design design = { .n = table.n, .p = count, .x = cells, .y = table.y };
    return fit_design(&design, UF_MIXED_PERSON);
}

/* 1 for the level, -1 for level 0, 0 for others; or 1 for all where the factor is not asked for. */
static double coded(int asked, size_t level, size_t at)
{
    if (!asked)
        return 1;
    return at == level ? 1 : at == 0 ? -1 : 0;
}

/* The F of a main effect, of means of cells alike, or of the interaction. */
static uf_mixed_f factor_test(const uf_mixed *made, size_t a, size_t b, int of_a, int of_b,
                              uf_mixed_df df)
{
    double contrasts[MOST_COLUMNS * MOST_COLUMNS];
    size_t count = 0;
    for (size_t i = of_a ? 1 : 0; i < (of_a ? a : 1); i++) {
        for (size_t j = of_b ? 1 : 0; j < (of_b ? b : 1); j++) {
            for (size_t c = 0; c < a * b; c++)
                contrasts[count * a * b + c] = coded(of_a, i, c / b) * coded(of_b, j, c % b);
            count++;
        }
    }
    uf_mixed_f test;
    ck_assert_int_eq(uf_mixed_joint(&test, made, contrasts, count, df, NULL), UF_OK);
    return test;
}

START_TEST(cake)
{
    dataset *data = dataset_open("cake");
    size_t cell[300] = { 0 };
    empty_table(1);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        const char *recipe = dataset_text(data, i, "recipe");
        char plot[16];
        snprintf(plot, sizeof plot, "%s %s", recipe, dataset_text(data, i, "replicate"));
        size_t temperature = (size_t)((dataset_number(data, i, "temperature") - 175) / 10);
        cell[i] = (size_t)(recipe[0] - 'A') * 6 + temperature;
        add_row(dataset_number(data, i, "angle"), code_of(0, plot), &(double){ 1 });
    }
    dataset_close(data);
    uf_mixed *made = fit_cells(cell, 18);
    uf_mixed_summary s = uf_mixed_summarise(made);
    uf_mixed_f recipe = factor_test(made, 3, 6, 1, 0, UF_MIXED_KENWARD_ROGER);
    uf_mixed_f temperature = factor_test(made, 3, 6, 0, 1, UF_MIXED_KENWARD_ROGER);
    uf_mixed_f both = factor_test(made, 3, 6, 1, 1, UF_MIXED_KENWARD_ROGER);
    same("O-MIX-05", "F_recipe", recipe.f);
    same("O-MIX-05", "ddf_recipe", recipe.df_denominator);
    same("O-MIX-05", "F_T", temperature.f);
    same("O-MIX-05", "ddf_T", temperature.df_denominator);
    same("O-MIX-05", "F_int", both.f);
    same("O-MIX-05", "p_int", both.p_value);
    recipe = factor_test(made, 3, 6, 1, 0, UF_MIXED_SATTERTHWAITE);
    same("O-MIX-05", "satt_ddf_recipe", recipe.df_denominator);
    same("O-MIX-05", "var_wp", s.variance.person);
    same("O-MIX-05", "var_res", s.variance.residual);
    uf_mixed_free(made);
}
END_TEST

/* Which of three. */
static size_t among(const char *const *texts, const char *text)
{
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(texts[i], text) == 0)
            return i;
    }
    ck_abort_msg("'%s' is none of them", text);
    return 0;
}

/* Without missing values Kenward-Roger's F of a positive variance between people are those of the
 * univariate analysis of variance. */
START_TEST(obrien_kaiser)
{
    static const char *const treatments[] = { "control", "A", "B" };
    static const char *const phases[] = { "pre", "post", "fup" };
    dataset *data = dataset_open("obrien_kaiser");
    size_t cell[300] = { 0 };
    double sum[16][3] = { { 0 } };
    size_t treatment[16] = { 0 };
    empty_table(1);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        size_t id = (size_t)dataset_number(data, i, "id") - 1;
        size_t phase = among(phases, dataset_text(data, i, "phase"));
        ck_assert_uint_lt(id, 16);
        treatment[id] = among(treatments, dataset_text(data, i, "treatment"));
        sum[id][phase] += dataset_number(data, i, "score");
    }
    dataset_close(data);
    for (size_t i = 0; i < 48; i++) {
        cell[i] = treatment[i / 3] * 3 + i % 3;
        add_row(sum[i / 3][i % 3] / 5, (uint32_t)(i / 3), &(double){ 1 });
    }
    uf_mixed *made = fit_cells(cell, 9);
    uf_mixed_f by_treatment = factor_test(made, 3, 3, 1, 0, UF_MIXED_KENWARD_ROGER);
    uf_mixed_f by_phase = factor_test(made, 3, 3, 0, 1, UF_MIXED_KENWARD_ROGER);
    uf_mixed_f both = factor_test(made, 3, 3, 1, 1, UF_MIXED_KENWARD_ROGER);
    same("O-RM-01", "F_treat", by_treatment.f);
    same("O-RM-01", "p_treat", by_treatment.p_value);
    same("O-RM-01", "F_phase", by_phase.f);
    same("O-RM-01", "df1", by_phase.df_numerator);
    same("O-RM-01", "df2", by_phase.df_denominator);
    same("O-RM-01", "F_int", both.f);
    same("O-RM-01", "p_int", both.p_value);
    uf_mixed_free(made);
}
END_TEST

Suite *test_mixed_public_suite(void);
Suite *test_mixed_public_suite(void)
{
    Suite *suite = suite_create("mixed_public");
    TCase *values = tcase_create("values");
    tcase_add_test(values, dyestuff);
    tcase_add_test(values, penicillin);
    tcase_add_test(values, london_schools);
    tcase_add_test(values, early_intervention);
    tcase_add_test(values, mindfulness);
    tcase_add_test(values, mindfulness_on_baseline);
    tcase_add_test(values, share_schools);
    tcase_add_test(values, science_classes);
    tcase_add_test(values, cake);
    tcase_add_test(values, obrien_kaiser);
    suite_add_tcase(suite, values);
    return suite;
}
