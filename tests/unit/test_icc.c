/* test_icc.c: intraclass correlation against R, on small data in this file and on the public data
 * sets in $UTFALL_REFERENCE/data (passed over where that is not set). */
#include <utfall/icc.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_GROUPS = 80 };

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

static struct groups counts(const uint64_t *n, const uint64_t *x, size_t count)
{
    struct groups groups = { .count = count };
    for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(uf_icc_counts(&groups.moments[i], n[i], x[i], NULL), UF_OK);
    return groups;
}

static uf_effect estimate(const struct groups *groups, uf_icc_interval interval, double level)
{
    uf_effect effect;
    ck_assert_int_eq(
        uf_icc_estimate(&effect, groups->moments, groups->count, interval, level, NULL), UF_OK);
    return effect;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

static void check_table(const char *row, const struct groups *groups)
{
    uf_icc icc;
    uf_icc_anova(&icc, groups->moments, groups->count);
    same(row, "k", (double)icc.clusters);
    same(row, "n", icc.n);
    same(row, "ms_between", icc.ms_between);
    same(row, "ms_within", icc.ms_within);
    same(row, "f", icc.f);
    same(row, "n0", icc.n0);
    same(row, "rho", icc.rho);
    same(row, "cv", icc.size_cv);
    ck_assert_str_eq(icc.note, "");
}

static void check_intervals(const char *row, const struct groups *groups, double level)
{
    uf_effect exact = estimate(groups, UF_ICC_EXACT, level);
    same(row, "p", exact.p_value);
    same(row, "se", exact.std_error);
    same(row, "exact.low", exact.conf_low);
    same(row, "exact.high", exact.conf_high);
    uf_effect smith = estimate(groups, UF_ICC_SMITH, level);
    same(row, "smith.low", smith.conf_low);
    same(row, "smith.high", smith.conf_high);
    ck_assert_str_eq(smith.method, "anova-smith");
}

static void check_rows(const char *row, const struct groups *groups, double level)
{
    uf_icc icc;
    uf_icc_anova(&icc, groups->moments, groups->count);
    same(row, "deff", icc.design_effect);
    check_table(row, groups);
    check_intervals(row, groups, level);
}

/* Davies & Goldsmith 1972, as in lme4's Dyestuff. */
static const double dyestuff[] = { 1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495,
                                   1595, 1550, 1605, 1510, 1560, 1445, 1440, 1595, 1465, 1545,
                                   1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445 };
static const size_t fives[] = { 5, 5, 5, 5, 5, 5 };

/* tests/certified/r/icc.R */
START_TEST(r_small_data)
{
    const double unequal[] = { 4.1, 5.0, 4.4, 6.2, 5.9, 6.6, 7.1, 5.5, 3.9, 4.0,
                               4.8, 5.1, 4.9, 6.1, 5.2, 4.5, 7.3, 6.9, 6.4, 7.0 };
    const size_t sizes[] = { 3, 5, 2, 6, 4 };
    struct groups groups = split(dyestuff, fives, 6);
    check_rows("ICC-01", &groups, 0.95);
    ck_assert_str_eq(estimate(&groups, UF_ICC_EXACT, 0.95).method, "anova-searle");
    groups = split(unequal, sizes, 5);
    check_rows("ICC-02", &groups, 0.95);
    check_rows("ICC-03", &groups, 0.90);
    ck_assert_str_eq(estimate(&groups, UF_ICC_EXACT, 0.95).method, "anova-wald-exact");
}
END_TEST

START_TEST(negative_is_reported)
{
    const double values[] = { 1, 5, 10, 2, 5, 8, 9, 1, 3, 4, 2, 9 };
    const size_t sizes[] = { 3, 3, 4, 2 };
    struct groups groups = split(values, sizes, 4);
    check_rows("ICC-04", &groups, 0.95);
    uf_effect exact = estimate(&groups, UF_ICC_EXACT, 0.95);
    ck_assert_double_lt(exact.estimate, -0.4);
    ck_assert_double_eq(exact.conf_low, -1.0 / 3); /* the lowest possible for four units */
    ck_assert_str_ne(exact.note, "");              /* and the estimate is below it       */
}
END_TEST

START_TEST(shares)
{
    const uint64_t n[] = { 40, 60, 80, 120, 150, 200 }, x[] = { 3, 11, 6, 19, 12, 31 };
    struct groups groups = counts(n, x, 6);
    check_rows("ICC-05", &groups, 0.95);
}
END_TEST

/* Rows named as in the reference collection (tests/certified/icc_data.tsv). */
static void check_reference(const char *row, const struct groups *groups)
{
    uf_icc icc;
    uf_icc_anova(&icc, groups->moments, groups->count);
    same(row, "k", (double)icc.clusters);
    same(row, "N", icc.n);
    same(row, "MSB", icc.ms_between);
    same(row, "MSW", icc.ms_within);
    same(row, "F", icc.f);
    same(row, "n0", icc.n0);
    same(row, "icc_n0", icc.rho);
    double mean_size =
        icc.mean_size; /* the estimator with nbar for n0, and the mean's reliability */
    same(row, "icc_meanN",
         (icc.ms_between - icc.ms_within) / (icc.ms_between + (mean_size - 1) * icc.ms_within));
    same(row, "icc2", 1 - 1 / icc.f);
}

START_TEST(reference_dyestuff)
{
    struct groups groups = split(dyestuff, fives, 6);
    check_reference("O-ICC-01", &groups);
}
END_TEST

/* The field of that number ( from 0), for files without quoted commas. */
static const char *field(const char *line, int number, char *text, size_t size)
{
    for (; number > 0; number--)
        line += strcspn(line, ",") + 1;
    while (*line == '"')
        line++;
    size_t length = strcspn(line, ",\"\r\n");
    ck_assert_uint_lt(length, size);
    memcpy(text, line, length);
    text[length] = '\0';
    return text;
}

/* Moments of one column by the values of another; empty cells are missing. False if the file is not
 * there. */
static bool read_groups(struct groups *groups, const char *name, int group, int value)
{
    const char *folder = getenv("UTFALL_REFERENCE");
    char path[4096], line[1024], key[128], cell[128];
    char keys[MAX_GROUPS][sizeof key];
    if (folder == NULL)
        return false;
    snprintf(path, sizeof path, "%s/data/%s.csv", folder, name);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    groups->count = 0;
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL) {
        field(line, group, key, sizeof key);
        if (*field(line, value, cell, sizeof cell) == '\0')
            continue;
        size_t i = 0;
        while (i < groups->count && strcmp(keys[i], key) != 0)
            i++;
        if (i == groups->count) {
            ck_assert_uint_lt(i, MAX_GROUPS);
            memcpy(keys[i], key, sizeof key);
            uf_moments_init(&groups->moments[groups->count++]);
        }
        uf_moments_push(&groups->moments[i], strtod(cell, NULL));
    }
    fclose(file);
    return true;
}

START_TEST(reference_data_sets)
{
    static const struct {
        const char *row, *file;
        int group, value;
    } sets[] = {
        { "O-ICC-02", "exam", 0, 1 },
        { "O-ICC-03", "swahili", 3, 2 },
        { "O-NYC-02", "nyc_d01_2015_16", 0, 2 },
        { "O-SHARE-02", "share_trial", 0, 3 },
    };
    struct groups groups;
    if (read_groups(&groups, sets[_i].file, sets[_i].group, sets[_i].value))
        check_reference(sets[_i].row, &groups);
}
END_TEST

/* Counts of 0/1 values and the values themselves have the same moments. */
START_TEST(counts_are_moments)
{
    uf_moments pushed, counted;
    uf_moments_init(&pushed);
    for (int i = 0; i < 9; i++)
        uf_moments_push(&pushed, i < 2);
    ck_assert_int_eq(uf_icc_counts(&counted, 9, 2, NULL), UF_OK);
    ck_assert_double_eq_tol(counted.mean, pushed.mean, 1e-16);
    ck_assert_double_eq_tol(counted.deviations, pushed.deviations, 1e-15);
    ck_assert_double_eq(counted.min, 0);
    ck_assert_double_eq(counted.max, 1);
    uf_icc_counts(&counted, 4, 4, NULL);
    ck_assert_double_eq(counted.min, 1);
    ck_assert_int_eq(uf_icc_counts(&counted, 4, 5, NULL), UF_EINVAL);
}
END_TEST

static void expect_nothing(const struct groups *groups)
{
    uf_effect effect = estimate(groups, UF_ICC_EXACT, 0.95);
    ck_assert_double_nan(effect.estimate);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_double_nan(effect.conf_high);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    uf_icc icc;
    uf_icc_anova(&icc, groups->moments, groups->count);
    ck_assert_double_nan(icc.design_effect);
}

START_TEST(nothing_to_say)
{
    const double values[] = { 3, 3, 3, 3, 3, 4 };
    const size_t one[] = { 6 }, singles[] = { 1, 1, 1, 1, 1, 1 }, constant[] = { 3, 2 };
    struct groups groups = { .count = 0 };
    expect_nothing(&groups);
    groups = split(values, one, 1);
    expect_nothing(&groups);
    groups = split(values, singles, 6);
    expect_nothing(&groups);
    groups = split(values, constant, 2);
    expect_nothing(&groups);
}
END_TEST

START_TEST(nothing_varies_within)
{
    const double values[] = { 3, 3, 3, 4, 4, 4 };
    const size_t sizes[] = { 3, 3 };
    struct groups groups = split(values, sizes, 2);
    uf_effect effect = estimate(&groups, UF_ICC_EXACT, 0.95);
    ck_assert_double_eq(effect.estimate, 1);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(empty_clusters_are_passed_over)
{
    const uint64_t n[] = { 40, 0, 60, 80, 0 }, x[] = { 3, 0, 11, 6, 0 };
    const uint64_t n_full[] = { 40, 60, 80 }, x_full[] = { 3, 11, 6 };
    struct groups with = counts(n, x, 5), without = counts(n_full, x_full, 3);
    uf_effect a = estimate(&with, UF_ICC_EXACT, 0.95), b = estimate(&without, UF_ICC_EXACT, 0.95);
    ck_assert_double_eq(a.estimate, b.estimate);
    ck_assert_double_eq(a.conf_high, b.conf_high);
    ck_assert_double_eq(a.df, 2);
}
END_TEST

/* The reference's power rows use the same design effect: 1 + (150 - 1) 0.05 = 8.45. */
START_TEST(design_effect)
{
    ck_assert_double_eq_tol(uf_icc_design_effect(0.05, 150, 0), 8.45, 1e-14);
    /* By hand: sizes 40, 60, 80, 120, 150, 200, sum n^2 / N = 88500 / 650. */
    double cv = sqrt(88500.0 / 6 / pow(650.0 / 6, 2) - 1);
    ck_assert_double_eq_tol(uf_icc_design_effect(0.031, 650.0 / 6, cv),
                            1 + (88500.0 / 650 - 1) * 0.031, 1e-13);
    ck_assert_double_nan(uf_icc_design_effect(-0.5, 10, 0));
}
END_TEST

START_TEST(impossible_requests)
{
    struct groups groups = split(dyestuff, fives, 6);
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_icc_estimate(&effect, groups.moments, 6, UF_ICC_EXACT, 1, &error),
                     UF_EINVAL);
    ck_assert_double_eq(error.value, 1);
}
END_TEST

Suite *test_icc_suite(void);

Suite *test_icc_suite(void)
{
    Suite *suite = suite_create("icc");
    TCase *tests = tcase_create("anova");
    tcase_add_test(tests, r_small_data);
    tcase_add_test(tests, negative_is_reported);
    tcase_add_test(tests, shares);
    tcase_add_test(tests, reference_dyestuff);
    tcase_add_loop_test(tests, reference_data_sets, 0, 4);
    tcase_add_test(tests, counts_are_moments);
    tcase_add_test(tests, nothing_to_say);
    tcase_add_test(tests, nothing_varies_within);
    tcase_add_test(tests, empty_clusters_are_passed_over);
    tcase_add_test(tests, design_effect);
    tcase_add_test(tests, impossible_requests);
    suite_add_tcase(suite, tests);
    return suite;
}
