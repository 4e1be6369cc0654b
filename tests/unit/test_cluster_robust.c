/* test_cluster_robust.c: sandwiches against clubSandwich, on recipes and public data; fixed effects
 * both ways; what is refused. */
#include <utfall/cluster_robust.h>
#include <utfall/glm.h>
#include <utfall/linear_model.h>

#include "dataset.h"
#include "made_schools.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_ROWS = 6000, MOST_COLUMNS = 40 };

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
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

static uf_effect robust(const uf_regression *made, const double *contrast, uf_cluster_robust type)
{
    uf_effect effect;
    uf_error error = { .reason = "" };
    uf_status status =
        uf_cluster_robust_contrast(&effect, made, contrast, type, UF_TWO_SIDED, 0.95, &error);
    ck_assert_msg(status == UF_OK, "%s: %s", uf_status_name(status), error.reason);
    return effect;
}

static uf_effect robust_column(const uf_regression *made, size_t column, uf_cluster_robust type)
{
    double contrast[MOST_COLUMNS] = { 0 };
    contrast[column] = 1;
    return robust(made, contrast, type);
}

static const char *const names[] = { "CR0", "CR1", "CR1S", "CR2", "CR3" };

static void check_contrast(const char *row, const uf_regression *made, const double *contrast,
                           size_t types)
{
    for (size_t t = 0; t < types; t++)
        same(row, names[t], robust(made, contrast, (uf_cluster_robust)t).std_error);
    uf_effect cr2 = robust(made, contrast, UF_CR2);
    same(row, "b", cr2.estimate);
    same(row, "df", cr2.df);
    same(row, "p", cr2.p_value);
    same(row, "low", cr2.conf_low);
    same(row, "high", cr2.conf_high);
    ck_assert_str_eq(cr2.method, "cr2-satterthwaite");
}

static made_schools schools;

static double *make(const size_t *sizes, size_t count, size_t p, const double *const *columns)
{
    schools.n = 0;
    made_schools_add(&schools, sizes, count, 0);
    return made_matrix(schools.n, p, columns);
}

static const size_t unequal[] = { 40, 60, 80, 120, 150, 200 };
static const size_t equal[] = { 50, 50, 50, 50, 50, 50 };

static uf_design clustered(const double *x, size_t p)
{
    return (uf_design){ .n = schools.n,
                        .p = p,
                        .x = x,
                        .y = schools.y,
                        .cluster = schools.school,
                        .clusters = schools.schools };
}

/* --- tests/certified/r/cluster_robust.R --- */

START_TEST(three_against_three)
{
    const double arm[] = { 0, 1 };
    double *x = make(unequal, 6, 2, (const double *const[]){ NULL, schools.arm });
    uf_design design = clustered(x, 2);
    uf_regression *made = fit(&design);
    check_contrast("CR-01", made, arm, 5);
    ck_assert_str_eq(robust(made, arm, UF_CR2).note,
                     "under 4 degrees of freedom: the t approximation is poor");
    ck_assert_double_eq(robust(made, arm, UF_CR1).df, 5);
    uf_regression_free(made);
    free(x);
    x = make(equal, 6, 2, (const double *const[]){ NULL, schools.arm });
    design = clustered(x, 2);
    made = fit(&design);
    check_contrast("CR-02", made, arm, 5);
    /* Bell & McCaffrey: balanced, 2 (3 - 1) df, whatever the outcome. */
    ck_assert_double_eq_tol(robust(made, arm, UF_CR2).df, 4, 1e-12);
    ck_assert_str_eq(robust(made, arm, UF_CR2).note, "");
    uf_regression_free(made);
    free(x);
}
END_TEST

START_TEST(any_contrast)
{
    static double product[MADE_MOST];
    free(make(unequal, 6, 1, (const double *const[]){ NULL }));
    for (size_t i = 0; i < schools.n; i++)
        product[i] = schools.arm[i] * schools.x[i];
    double *x = make(unequal, 6, 5,
                     (const double *const[]){ NULL, schools.arm, schools.x, schools.z, product });
    const uf_design design = clustered(x, 5);
    uf_regression *made = fit(&design);
    check_contrast("CR-03", made, (const double[]){ 0, 1, 0, 0, 2 }, 5);
    uf_regression_free(made);
    free(x);
}
END_TEST

/* Pupils before and after, the outcome as the R script makes it. */
static void make_both(double *post, double *product, const size_t *before, const size_t *after)
{
    schools.n = 0;
    made_schools_add(&schools, before, 6, 0);
    size_t first = schools.n;
    made_schools_add(&schools, after, 6, 1000);
    for (size_t i = 0; i < schools.n; i++) {
        post[i] = i >= first;
        product[i] = post[i] * schools.arm[i];
        schools.y[i] += 0.5 * post[i] * (double)(schools.school[i] % 3) - 0.8 * product[i];
    }
}

/* School dummies make I - H_gg singular; swept out they give the same. */
static void difference_in_differences(const char *row, const size_t *before, const size_t *after)
{
    static double post[MADE_MOST], product[MADE_MOST], dummy[6][MADE_MOST];
    make_both(post, product, before, after);
    for (size_t s = 0; s < 6; s++) {
        for (size_t i = 0; i < schools.n; i++)
            dummy[s][i] = schools.school[i] == s;
    }
    double *x = made_matrix(schools.n, 8,
                            (const double *const[]){ dummy[0], dummy[1], dummy[2], dummy[3],
                                                     dummy[4], dummy[5], post, product });
    uf_design design = clustered(x, 8);
    uf_regression *made = fit(&design);
    check_contrast(row, made, (const double[]){ 0, 0, 0, 0, 0, 0, 0, 1 }, 4);
    uf_effect jackknife = robust_column(made, 7, UF_CR3);
    uf_regression_free(made);
    free(x);
    x = made_matrix(schools.n, 2, (const double *const[]){ post, product });
    design = clustered(x, 2);
    design.fixed = schools.school;
    design.fixed_groups = 6;
    made = fit(&design);
    check_contrast(row, made, (const double[]){ 0, 1 }, 4);
    ck_assert_double_eq_tol(robust_column(made, 1, UF_CR3).std_error, jackknife.std_error, 1e-12);
    uf_regression_free(made);
    free(x);
}

START_TEST(fixed_effects_both_ways)
{
    static const size_t after[] = { 45, 50, 90, 100, 160, 190 };
    difference_in_differences("CR-04", equal, equal);
    difference_in_differences("CR-05", unequal, after);
}
END_TEST

START_TEST(weights)
{
    static double weight[MADE_MOST];
    double *x = make(unequal, 6, 3, (const double *const[]){ NULL, schools.arm, schools.x });
    uf_design design = clustered(x, 3);
    design.weights = weight;
    design.weighted = UF_WEIGHT_IMPORTANCE;
    /* Any unit of the weights will do. */
    for (size_t i = 0; i < schools.n; i++)
        weight[i] = 1e9 * (double)(1 + i % 5);
    uf_regression *made = fit(&design);
    check_contrast("CR-06", made, (const double[]){ 0, 1, 0 }, 4);
    uf_regression_free(made);
    for (size_t i = 0; i < schools.n; i++)
        weight[i] = (double)(i % 4);
    design.weighted = UF_WEIGHT_COUNT;
    made = fit(&design);
    check_contrast("CR-08", made, (const double[]){ 0, 0, 1 }, 5);
    uf_regression_free(made);
    free(x);
    x = make(unequal, 6, 2, (const double *const[]){ NULL, schools.arm });
    design = clustered(x, 2);
    design.weights = weight;
    design.weighted = UF_WEIGHT_IMPORTANCE;
    for (size_t i = 0; i < schools.n; i++)
        weight[i] = 1000 / (double)unequal[schools.school[i]];
    made = fit(&design);
    check_contrast("CR-07", made, (const double[]){ 0, 1 }, 4);
    uf_regression_free(made);
    free(x);
}
END_TEST

/* Weights of importance that are all 1 are no weights. */
START_TEST(importance_of_one)
{
    static double one[MADE_MOST];
    double *x = make(unequal, 6, 3, (const double *const[]){ NULL, schools.arm, schools.x });
    for (size_t i = 0; i < schools.n; i++)
        one[i] = 1;
    uf_design design = clustered(x, 3);
    uf_regression *plain = fit(&design);
    design.weights = one;
    design.weighted = UF_WEIGHT_IMPORTANCE;
    uf_regression *weighted = fit(&design);
    for (size_t j = 0; j < 3; j++) {
        uf_effect a = robust_column(plain, j, UF_CR2), b = robust_column(weighted, j, UF_CR2);
        ck_assert_double_eq_tol(a.std_error, b.std_error, 1e-12 * a.std_error);
        ck_assert_double_eq_tol(a.df, b.df, 1e-10);
    }
    uf_regression_free(plain);
    uf_regression_free(weighted);
    free(x);
}
END_TEST

START_TEST(single_rows_and_two_clusters)
{
    static const size_t fives[] = { 5, 5, 5, 5, 5, 5 }, two[] = { 30, 20 };
    static uint32_t own[MADE_MOST];
    double *x = make(fives, 6, 3, (const double *const[]){ NULL, schools.arm, schools.x });
    uf_design design = clustered(x, 3);
    for (uint32_t i = 0; i < schools.n; i++)
        own[i] = i;
    design.cluster = own;
    design.clusters = schools.n;
    uf_regression *made = fit(&design);
    check_contrast("CR-09", made, (const double[]){ 0, 0, 1 }, 5);
    uf_regression_free(made);
    free(x);
    x = make(two, 2, 2, (const double *const[]){ NULL, schools.x });
    design = clustered(x, 2);
    made = fit(&design);
    check_contrast("CR-10", made, (const double[]){ 0, 1 }, 5);
    uf_regression_free(made);
    free(x);
}
END_TEST

START_TEST(generalised_linear_models)
{
    static double log_exposure[MADE_MOST];
    double *x = make(unequal, 6, 3, (const double *const[]){ NULL, schools.arm, schools.x });
    uf_design design = clustered(x, 3);
    design.y = schools.over;
    uf_regression *made;
    ck_assert_int_eq(uf_glm_fit(&made, &design, UF_GLM_LOGISTIC, NULL), UF_OK);
    check_contrast("CR-12", made, (const double[]){ 0, 1, 0 }, 5);
    uf_regression_free(made);
    free(x);
    x = made_matrix(schools.n, 2, (const double *const[]){ NULL, schools.arm });
    design.x = x;
    design.p = 2;
    ck_assert_int_eq(uf_glm_fit(&made, &design, UF_GLM_LOGISTIC, NULL), UF_OK);
    check_contrast("CR-11", made, (const double[]){ 0, 1 }, 5);
    uf_regression_free(made);
    free(x);
    x = made_matrix(schools.n, 3, (const double *const[]){ NULL, schools.arm, schools.z });
    for (size_t i = 0; i < schools.n; i++)
        log_exposure[i] = log(schools.exposure[i]);
    design = clustered(x, 3);
    design.y = schools.count;
    design.offset = log_exposure;
    ck_assert_int_eq(uf_glm_fit(&made, &design, UF_GLM_POISSON, NULL), UF_OK);
    check_contrast("CR-13", made, (const double[]){ 0, 1, 0 }, 5);
    uf_regression_free(made);
    free(x);
}
END_TEST

/* A rate's unit changes its logarithm and no digit of how surely it is known. */
START_TEST(unit_of_a_rate)
{
    static double log_exposure[MADE_MOST], minutes[MADE_MOST], log_minutes[MADE_MOST];
    double *x = make(unequal, 6, 2, (const double *const[]){ NULL, schools.arm });
    for (size_t i = 0; i < schools.n; i++) {
        log_exposure[i] = log(schools.exposure[i]);
        minutes[i] = 60 * schools.count[i];
        log_minutes[i] = log(60 * schools.exposure[i]);
    }
    uf_design design = clustered(x, 2);
    design.y = schools.count;
    design.offset = log_exposure;
    uf_regression *lessons, *in_minutes;
    ck_assert_int_eq(uf_glm_fit(&lessons, &design, UF_GLM_POISSON, NULL), UF_OK);
    design.y = minutes;
    design.offset = log_minutes;
    ck_assert_int_eq(uf_glm_fit(&in_minutes, &design, UF_GLM_POISSON, NULL), UF_OK);
    uf_effect a = robust_column(lessons, 1, UF_CR2), b = robust_column(in_minutes, 1, UF_CR2);
    ck_assert_double_eq_tol(a.estimate, b.estimate, 1e-12);
    ck_assert_double_eq_tol(a.std_error, b.std_error, 1e-12);
    ck_assert_double_eq_tol(a.df, b.df, 1e-9);
    uf_regression_free(lessons);
    uf_regression_free(in_minutes);
    free(x);
}
END_TEST

/* --- Public data --- */

/* Codes of a text column, in the order of first appearance; how many. */
static size_t codes(uint32_t *code, const dataset *data, const char *column)
{
    static const char *seen[MOST_ROWS];
    size_t count = 0;
    for (size_t i = 0; i < dataset_rows(data); i++) {
        const char *text = dataset_text(data, i, column);
        size_t k = 0;
        while (k < count && strcmp(seen[k], text) != 0)
            k++;
        if (k == count)
            seen[count++] = text;
        code[i] = (uint32_t)k;
    }
    return count;
}

static double x_rows[MOST_ROWS * MOST_COLUMNS], y_rows[MOST_ROWS];
static uint32_t code_rows[MOST_ROWS];

START_TEST(grunfeld)
{
    dataset *data = dataset_open("grunfeld");
    if (data == NULL)
        return;
    size_t n = dataset_rows(data);
    for (size_t i = 0; i < n; i++) {
        x_rows[i * 3] = 1;
        x_rows[i * 3 + 1] = dataset_number(data, i, "value");
        x_rows[i * 3 + 2] = dataset_number(data, i, "capital");
        y_rows[i] = dataset_number(data, i, "inv");
    }
    const uf_design design = { .n = n,
                               .p = 3,
                               .x = x_rows,
                               .y = y_rows,
                               .cluster = code_rows,
                               .clusters = codes(code_rows, data, "firm") };
    uf_regression *made = fit(&design);
    static const char *const rows[] = { "", "O-FC-01value", "O-FC-01capital" };
    for (size_t j = 1; j < 3; j++) {
        for (size_t t = 0; t < 5; t++)
            same(rows[j], names[t], robust_column(made, j, (uf_cluster_robust)t).std_error);
        uf_effect cr2 = robust_column(made, j, UF_CR2);
        same(rows[j], "b", cr2.estimate);
        same(rows[j], "df_satt", cr2.df);
        same(rows[j], "p_CR2", cr2.p_value);
    }
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

START_TEST(sex_education_trial)
{
    dataset *data = dataset_open("share_trial");
    if (data == NULL)
        return;
    static uint32_t all[MOST_ROWS];
    size_t clusters = codes(all, data, "school"), n = 0, arms[2] = { 0, 0 };
    static int met[MOST_ROWS];
    for (size_t i = 0; i < dataset_rows(data); i++) {
        double score = dataset_number(data, i, "kscore");
        if (isnan(score))
            continue;
        x_rows[n * 2] = 1;
        x_rows[n * 2 + 1] = dataset_number(data, i, "arm");
        y_rows[n] = score;
        code_rows[n] = all[i];
        arms[x_rows[n * 2 + 1] > 0] += !met[all[i]];
        met[all[i]] = 1;
        n++;
    }
    const uf_design design = {
        .n = n, .p = 2, .x = x_rows, .y = y_rows, .cluster = code_rows, .clusters = clusters
    };
    uf_regression *made = fit(&design);
    for (size_t t = 0; t < 5; t++)
        same("O-SHARE-01", names[t], robust_column(made, 1, (uf_cluster_robust)t).std_error);
    uf_effect cr2 = robust_column(made, 1, UF_CR2), plain;
    uf_regression_contrast(&plain, made, (const double[]){ 0, 1 }, UF_TWO_SIDED, 0.95, NULL);
    same("O-SHARE-01", "b", cr2.estimate);
    same("O-SHARE-01", "se_ols", plain.std_error);
    same("O-SHARE-01", "df_satt", cr2.df);
    same("O-SHARE-01", "p_CR2", cr2.p_value);
    same("O-SHARE-01", "n", (double)n);
    same("O-SHARE-01", "schools1", (double)arms[1]);
    same("O-SHARE-01", "schools0", (double)arms[0]);
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

/* One state of 27 was treated: the numbers can be compared, and are refused as inference. */
START_TEST(organ_donations)
{
    dataset *data = dataset_open("organ_donations");
    if (data == NULL)
        return;
    size_t n = dataset_rows(data), clusters = codes(code_rows, data, "State"), p = 6;
    for (size_t i = 0; i < n; i++) {
        double quarter = dataset_number(data, i, "Quarter_Num");
        int treated = strcmp(dataset_text(data, i, "State"), "California") == 0;
        x_rows[i * p] = treated && quarter >= 4;
        for (size_t j = 1; j < p; j++)
            x_rows[i * p + j] = quarter == (double)(j + 1);
        y_rows[i] = dataset_number(data, i, "Rate");
    }
    uf_design design = { .n = n,
                         .p = p,
                         .x = x_rows,
                         .y = y_rows,
                         .cluster = code_rows,
                         .clusters = clusters,
                         .fixed = code_rows,
                         .fixed_groups = clusters };
    uf_regression *made = fit(&design);
    double contrast[6] = { 1 }, variance[36], df;
    for (size_t t = 0; t < 4; t++) {
        ck_assert_int_eq(uf_cluster_robust_variance(variance, made, (uf_cluster_robust)t, NULL),
                         UF_OK);
        same("O-DID-03", names[t], sqrt(variance[0]));
    }
    ck_assert_int_eq(uf_cluster_robust_df(&df, made, contrast, NULL), UF_OK);
    same("O-DID-03", "df_satt", df);
    uf_effect effect = robust(made, contrast, UF_CR2);
    same("O-DID-03", "b", effect.estimate);
    ck_assert_double_nan(effect.std_error);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_eq(effect.note, "the contrast rests on one cluster: its own variation cannot be "
                                  "told from the effect");
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

START_TEST(daily_attendance)
{
    dataset *data = dataset_open("nyc_d01_2015_16");
    if (data == NULL)
        return;
    static uint32_t all[MOST_ROWS];
    size_t clusters = codes(all, data, "dbn"), n = 0;
    for (size_t i = 0; i < dataset_rows(data); i++) {
        double percent = dataset_number(data, i, "attn_pct");
        if (isnan(percent))
            continue;
        x_rows[n] = 1;
        y_rows[n] = percent - 93;
        code_rows[n++] = all[i];
    }
    const uf_design design = {
        .n = n, .p = 1, .x = x_rows, .y = y_rows, .cluster = code_rows, .clusters = clusters
    };
    uf_regression *made = fit(&design);
    const double one = 1;
    uf_effect effect;
    ck_assert_int_eq(uf_cluster_robust_contrast(&effect, made, &one, UF_CR2, UF_LESS, 0.95, NULL),
                     UF_OK);
    same("O-NYC-01", "CR1", robust(made, &one, UF_CR1).std_error);
    same("O-NYC-01", "CR2", effect.std_error);
    same("O-NYC-01", "df_satt", effect.df);
    same("O-NYC-01", "t_vs_93", effect.statistic);
    same("O-NYC-01", "p_below_93", effect.p_value);
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

/* The first nine districts, in byte order, that have both groups in both years. */
static size_t nine_districts(const dataset *data)
{
    static const char high[] = "Students With High Needs", low[] = "Students Without High Needs";
    size_t n = 0;
    const char *last = "";
    for (uint32_t district = 0; district < 9;) {
        const char *next = NULL;
        for (size_t i = 0; i < dataset_rows(data); i++) {
            const char *name = dataset_text(data, i, "district");
            if (strcmp(name, last) > 0 && strcmp(name, "Connecticut") != 0 &&
                (next == NULL || strcmp(name, next) < 0))
                next = name;
        }
        ck_assert_ptr_nonnull(next);
        last = next;
        size_t first = n;
        for (size_t i = 0; i < dataset_rows(data); i++) {
            const char *group = dataset_text(data, i, "student_group");
            double before = dataset_number(data, i, "rate_2020");
            double after = dataset_number(data, i, "rate_2022");
            int is_high = strcmp(group, high) == 0;
            if (strcmp(dataset_text(data, i, "district"), next) != 0 || isnan(before + after) ||
                (!is_high && strcmp(group, low) != 0))
                continue;
            for (int post = 0; post < 2; post++, n++) {
                const double row[] = { 1, is_high, post, is_high * post };
                memcpy(x_rows + n * 4, row, sizeof row);
                y_rows[n] = post ? after : before;
                code_rows[n] = district;
            }
        }
        if (n == first + 4)
            district++;
        else
            n = first;
    }
    return n;
}

START_TEST(district_attendance)
{
    dataset *data = dataset_open("ct_attendance");
    if (data == NULL)
        return;
    const uf_design design = { .n = nine_districts(data),
                               .p = 4,
                               .x = x_rows,
                               .y = y_rows,
                               .cluster = code_rows,
                               .clusters = 9 };
    uf_regression *made = fit(&design);
    for (size_t t = 0; t < 4; t++)
        same("O-FC-02", names[t], robust_column(made, 3, (uf_cluster_robust)t).std_error);
    uf_effect effect = robust_column(made, 3, UF_CR2);
    same("O-FC-02", "did", effect.estimate);
    same("O-FC-02", "df_satt", effect.df);
    same("O-FC-02", "p_CR2", effect.p_value);
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

/* HC1 is CR1S with every row a cluster. */
START_TEST(incinerator_hc1)
{
    dataset *data = dataset_open("kielmc");
    if (data == NULL)
        return;
    size_t n = dataset_rows(data);
    for (size_t i = 0; i < n; i++) {
        double near = dataset_number(data, i, "nearinc"), later = dataset_number(data, i, "y81");
        const double row[] = { 1, near, later, near * later };
        memcpy(x_rows + i * 4, row, sizeof row);
        y_rows[i] = dataset_number(data, i, "rprice");
        code_rows[i] = (uint32_t)i;
    }
    const uf_design design = {
        .n = n, .p = 4, .x = x_rows, .y = y_rows, .cluster = code_rows, .clusters = n
    };
    uf_regression *made = fit(&design);
    same("O-DID-01", "hc1_did", robust_column(made, 3, UF_CR1S).std_error);
    uf_regression_free(made);
    dataset_close(data);
}
END_TEST

/* --- What is refused --- */

START_TEST(one_cluster_in_an_arm)
{
    double *x = make(unequal, 6, 2, (const double *const[]){ NULL, schools.arm });
    for (size_t i = 0; i < schools.n; i++)
        x[i * 2 + 1] = schools.school[i] == 5;
    uf_design design = clustered(x, 2);
    uf_regression *made = fit(&design);
    for (size_t t = 0; t < 5; t++) {
        uf_effect effect = robust_column(made, 1, (uf_cluster_robust)t);
        ck_assert_double_nan(effect.std_error);
        ck_assert_double_nan(effect.df);
        ck_assert_double_nan(effect.p_value);
        ck_assert(isfinite(effect.estimate));
        ck_assert_str_ne(effect.note, "");
    }
    /* What the other five schools say of themselves stands. */
    ck_assert(robust_column(made, 0, UF_CR2).p_value < 1);
    uf_regression_free(made);
    /* One school against one. */
    static const size_t two[] = { 30, 20 };
    free(x);
    x = make(two, 2, 2, (const double *const[]){ NULL, schools.arm });
    design = clustered(x, 2);
    made = fit(&design);
    ck_assert_double_nan(robust_column(made, 1, UF_CR2).p_value);
    double df;
    ck_assert_int_eq(uf_cluster_robust_df(&df, made, (const double[]){ 0, 1 }, NULL), UF_OK);
    ck_assert_double_nan(df);
    uf_regression_free(made);
    free(x);
}
END_TEST

START_TEST(nothing_varies)
{
    static double constant[MADE_MOST], exact[MADE_MOST];
    double *x = make(unequal, 6, 3, (const double *const[]){ NULL, schools.arm, schools.x });
    for (size_t i = 0; i < schools.n; i++) {
        constant[i] = 0.3;
        exact[i] = 0.3 - 0.7 * schools.arm[i] + schools.x[i] / 7;
    }
    uf_design design = clustered(x, 3);
    const double *const outcomes[] = { constant, exact };
    for (size_t k = 0; k < 2; k++) {
        design.y = outcomes[k];
        uf_regression *made = fit(&design);
        uf_effect effect = robust_column(made, 1, UF_CR2);
        ck_assert_double_nan(effect.statistic);
        ck_assert_str_eq(effect.note,
                         "the residuals do not vary between clusters, but for rounding");
        uf_regression_free(made);
    }
    free(x);
}
END_TEST

START_TEST(empty_and_missing_clusters)
{
    static double weight[MADE_MOST];
    double *x = make(unequal, 6, 2, (const double *const[]){ NULL, schools.x }), df, variance[4];
    uf_design design = clustered(x, 2);
    design.clusters = 9;
    uf_regression *made = fit(&design);
    ck_assert_double_eq(robust_column(made, 1, UF_CR1).df, 5);
    uf_regression_free(made);
    /* Only the first school has units. */
    for (size_t i = 0; i < schools.n; i++)
        weight[i] = schools.school[i] == 0;
    design.weights = weight;
    made = fit(&design);
    uf_effect effect = robust_column(made, 1, UF_CR1);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_eq(effect.note, "one cluster: nothing can be said of how clusters vary");
    ck_assert_int_eq(uf_cluster_robust_variance(variance, made, UF_CR2, NULL), UF_EDATA);
    ck_assert_int_eq(uf_cluster_robust_df(&df, made, (const double[]){ 0, 1 }, NULL), UF_EDATA);
    uf_regression_free(made);
    design.cluster = NULL;
    design.weights = NULL;
    made = fit(&design);
    ck_assert_int_eq(uf_cluster_robust_contrast(&effect, made, (const double[]){ 0, 1 }, UF_CR1,
                                                UF_TWO_SIDED, 0.95, NULL),
                     UF_EINVAL);
    uf_regression_free(made);
    free(x);
}
END_TEST

START_TEST(fixed_effects_that_cross_clusters)
{
    static uint32_t grade[MADE_MOST];
    static double weight[MADE_MOST];
    double *x = make(unequal, 6, 1, (const double *const[]){ schools.x }), variance;
    for (uint32_t i = 0; i < schools.n; i++) {
        grade[i] = i % 3;
        weight[i] = 1 + i % 2;
    }
    uf_design design = clustered(x, 1);
    design.fixed = grade;
    design.fixed_groups = 3;
    uf_regression *made = fit(&design);
    ck_assert_int_eq(uf_cluster_robust_variance(&variance, made, UF_CR1, NULL), UF_OK);
    ck_assert_int_eq(uf_cluster_robust_variance(&variance, made, UF_CR2, NULL), UF_EINVAL);
    uf_regression_free(made);
    design.fixed = schools.school;
    design.fixed_groups = 6;
    design.weights = weight;
    design.weighted = UF_WEIGHT_IMPORTANCE;
    made = fit(&design);
    ck_assert_int_eq(uf_cluster_robust_variance(&variance, made, UF_CR2, NULL), UF_EINVAL);
    uf_regression_free(made);
    free(x);
}
END_TEST

/* 100,000 rows in 6 clusters: an n_g-by-n_g matrix would be 2 GB. */
START_TEST(cost_is_linear_in_rows)
{
    enum { ROWS = 100000, COLUMNS = 5 };
    double *x = malloc(sizeof *x * ROWS * COLUMNS), *y = malloc(sizeof *y * ROWS);
    uint32_t *cluster = malloc(sizeof *cluster * ROWS);
    ck_assert(x != NULL && y != NULL && cluster != NULL);
    for (size_t i = 0; i < ROWS; i++) {
        cluster[i] = (uint32_t)(i * 6 / ROWS);
        const double row[] = { 1, cluster[i] >= 3, (double)(i * i % 97), (double)(i * 31 % 89),
                               (double)(i * i * 7 % 53) };
        memcpy(x + i * COLUMNS, row, sizeof row);
        y[i] = cluster[i] % 3 + (double)(i * i * 13 % 101) / 50;
    }
    const uf_design design = {
        .n = ROWS, .p = COLUMNS, .x = x, .y = y, .cluster = cluster, .clusters = 6
    };
    clock_t begun = clock();
    uf_regression *made = fit(&design);
    uf_effect effect = robust_column(made, 1, UF_CR2);
    double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;
    /* Equal clusters: 4 df, but for what the covariates take. */
    ck_assert_double_eq_tol(effect.df, 4, 0.01);
    ck_assert_double_lt(seconds, 5);
    uf_regression_free(made);
    free(x);
    free(y);
    free(cluster);
}
END_TEST

Suite *test_cluster_robust_suite(void);

Suite *test_cluster_robust_suite(void)
{
    Suite *suite = suite_create("cluster_robust");
    TCase *oracle = tcase_create("oracle");
    tcase_add_test(oracle, three_against_three);
    tcase_add_test(oracle, any_contrast);
    tcase_add_test(oracle, fixed_effects_both_ways);
    tcase_add_test(oracle, weights);
    tcase_add_test(oracle, importance_of_one);
    tcase_add_test(oracle, single_rows_and_two_clusters);
    tcase_add_test(oracle, generalised_linear_models);
    tcase_add_test(oracle, unit_of_a_rate);
    tcase_add_test(oracle, grunfeld);
    tcase_add_test(oracle, sex_education_trial);
    tcase_add_test(oracle, organ_donations);
    tcase_add_test(oracle, daily_attendance);
    tcase_add_test(oracle, district_attendance);
    tcase_add_test(oracle, incinerator_hc1);
    suite_add_tcase(suite, oracle);
    TCase *refused = tcase_create("refused");
    tcase_add_test(refused, one_cluster_in_an_arm);
    tcase_add_test(refused, nothing_varies);
    tcase_add_test(refused, empty_and_missing_clusters);
    tcase_add_test(refused, fixed_effects_that_cross_clusters);
    tcase_add_test(refused, cost_is_linear_in_rows);
    suite_add_tcase(suite, refused);
    return suite;
}
