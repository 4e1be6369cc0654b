/* test_reliable_change.c: Jacobson and Truax's index, cut-offs and classes. */
#include <utfall/reliable_change.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <string.h>
#include <utfall/moments.h>

static uf_reliable_scale scale_of(double sd, double reliability)
{
    uf_reliable_scale scale;
    ck_assert_int_eq(uf_reliable_scale_init(&scale, sd, reliability, UF_RELIABLE_LIMIT, NULL),
                     UF_OK);
    return scale;
}

/* The paper's example and reference/lib.R. */
START_TEST(index_of_one_person)
{
    uf_reliable_scale scale = scale_of(7.5, 0.80);
    ck_oracle("RCI-JT.sem", scale.sem);
    ck_oracle("RCI-JT.sdiff", scale.sdiff);
    ck_oracle("RCI-JT.rc", uf_reliable_index(&scale, 32.5, 47.5));
    scale = scale_of(6.1, 0.86);
    ck_oracle("O-RCI-01.sem", scale.sem);
    ck_oracle("O-RCI-01.sdiff", scale.sdiff);
    ck_oracle("O-RCI-01.rc", uf_reliable_index(&scale, 18.2, 11.4));
    ck_oracle("O-RCI-01.min_change", scale.change);
    ck_assert_double_nan(uf_reliable_index(&scale, 18.2, NAN));
}
END_TEST

/* Perceived stress of 102 people, retest taken as .85: counted in R. */
START_TEST(mindfulness)
{
    dataset *data = dataset_open("mindfulness");
    if (data == NULL)
        return;
    uf_moments baseline;
    uf_moments_init(&baseline);
    const size_t rows = dataset_rows(data);
    for (size_t row = 0; row < rows; row++) {
        const double first = dataset_number(data, row, "PSS_T1");
        if (!isnan(first) && !isnan(dataset_number(data, row, "PSS_T2")))
            uf_moments_push(&baseline, first);
    }
    const uf_reliable_scale scale = scale_of(uf_moments_sd(&baseline), 0.85);
    ck_oracle("O-RCI-02.n", (double)baseline.n);
    ck_oracle("O-RCI-02.sd1", uf_moments_sd(&baseline));
    ck_oracle("O-RCI-02.sdiff", scale.sdiff);
    int counts[2][UF_RELIABLE_HARMED + 1] = { { 0 } };
    for (size_t row = 0; row < rows; row++) {
        const bool control = strcmp(dataset_text(data, row, "Group"), "Control") == 0;
        counts[control]
              [uf_reliable_classify(&scale, dataset_number(data, row, "PSS_T1"),
                                    dataset_number(data, row, "PSS_T2"), UF_BETTER_LOWER)]++;
    }
    ck_oracle("O-RCI-02.improved_P", counts[0][UF_RELIABLE_IMPROVED]);
    ck_oracle("O-RCI-02.improved_C", counts[1][UF_RELIABLE_IMPROVED]);
    ck_oracle("O-RCI-02.worse_P", counts[0][UF_RELIABLE_DETERIORATED]);
    ck_oracle("O-RCI-02.worse_C", counts[1][UF_RELIABLE_DETERIORATED]);
    dataset_close(data);
}
END_TEST

/* By hand: dysfunctional 40 (7.5), functional 60 (7.5), as in the paper's figure; then unequal
 * spreads, (10 * 40 + 5 * 60) / 15, and a scale where lower is better. */
START_TEST(cutoffs)
{
    static const struct {
        uf_clinical_cutoff_kind kind;
        uf_clinical_norms norms;
        uf_better better;
        double value;
    } cases[] = {
        { UF_CLINICAL_A, { 40, 7.5, NAN, NAN }, UF_BETTER_HIGHER, 55 },
        { UF_CLINICAL_B, { NAN, NAN, 60, 7.5 }, UF_BETTER_HIGHER, 45 },
        { UF_CLINICAL_C, { 40, 7.5, 60, 7.5 }, UF_BETTER_HIGHER, 50 },
        { UF_CLINICAL_C, { 40, 5, 60, 10 }, UF_BETTER_HIGHER, 700.0 / 15 },
        { UF_CLINICAL_A, { 30, 5, NAN, NAN }, UF_BETTER_LOWER, 20 },
        { UF_CLINICAL_B, { NAN, NAN, 12, 4 }, UF_BETTER_LOWER, 20 },
        { UF_CLINICAL_C, { 30, 5, 12, 4 }, UF_BETTER_LOWER, (4 * 30 + 5 * 12) / 9.0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double cutoff;
        ck_assert_int_eq(
            uf_clinical_cutoff(&cutoff, cases[i].kind, &cases[i].norms, cases[i].better, 2, NULL),
            UF_OK);
        ck_assert_double_eq_tol(cutoff, cases[i].value, 1e-12);
    }
}
END_TEST

/* By hand: SD 10 and r 0.98 give S_diff 2, so a change must be beyond 3.92; the cut-off is 20. */
START_TEST(classes)
{
    const uf_reliable_scale scale = scale_of(10, 0.98);
    ck_assert_double_eq_tol(scale.change, 3.92, 1e-12);
    static const struct {
        double before, after;
        uf_better better;
        uf_reliable_class change, clinical;
    } cases[] = {
        { 25, 15, UF_BETTER_LOWER, UF_RELIABLE_IMPROVED, UF_RELIABLE_RECOVERED },
        { 30, 25, UF_BETTER_LOWER, UF_RELIABLE_IMPROVED, UF_RELIABLE_IMPROVED },
        { 19, 12, UF_BETTER_LOWER, UF_RELIABLE_IMPROVED, UF_RELIABLE_IMPROVED },
        { 25, 20, UF_BETTER_LOWER, UF_RELIABLE_IMPROVED, UF_RELIABLE_IMPROVED },
        { 21, 18, UF_BETTER_LOWER, UF_RELIABLE_UNCHANGED, UF_RELIABLE_UNCHANGED },
        { 15, 25, UF_BETTER_LOWER, UF_RELIABLE_DETERIORATED, UF_RELIABLE_HARMED },
        { 25, 30, UF_BETTER_LOWER, UF_RELIABLE_DETERIORATED, UF_RELIABLE_DETERIORATED },
        { 15, 25, UF_BETTER_HIGHER, UF_RELIABLE_IMPROVED, UF_RELIABLE_RECOVERED },
        { 25, 15, UF_BETTER_HIGHER, UF_RELIABLE_DETERIORATED, UF_RELIABLE_HARMED },
        { 15, 15, UF_BETTER_HIGHER, UF_RELIABLE_UNCHANGED, UF_RELIABLE_UNCHANGED },
        { NAN, 15, UF_BETTER_HIGHER, UF_RELIABLE_UNKNOWN, UF_RELIABLE_UNKNOWN },
        { 15, NAN, UF_BETTER_HIGHER, UF_RELIABLE_UNKNOWN, UF_RELIABLE_UNKNOWN },
        { 25, 15, UF_BETTER_UNSAID, UF_RELIABLE_UNKNOWN, UF_RELIABLE_UNKNOWN },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ck_assert_int_eq(
            uf_reliable_classify(&scale, cases[i].before, cases[i].after, cases[i].better),
            cases[i].change);
        ck_assert_int_eq(
            uf_clinical_classify(&scale, 20, cases[i].before, cases[i].after, cases[i].better),
            cases[i].clinical);
    }
    ck_assert_str_eq(uf_reliable_class_name(UF_RELIABLE_HARMED), "harmed");
}
END_TEST

/* tests/certified/r/reliable_change.R */
START_TEST(retest)
{
    double first[25], second[25];
    for (int i = 0; i < 25; i++) {
        first[i] = (i * 7) % 25 + 100;
        second[i] = (i * 7) % 25 + (i * 3) % 7 + 90;
    }
    uf_effect effect;
    ck_assert_int_eq(uf_retest_reliability(&effect, first, second, 25, 0.95, NULL), UF_OK);
    ck_oracle("RT-R-01.r", effect.estimate);
    ck_oracle("RT-R-01.low", effect.conf_low);
    ck_oracle("RT-R-01.high", effect.conf_high);
    ck_oracle("RT-R-01.t", effect.statistic);
    ck_oracle("RT-R-01.df", effect.df);
    ck_oracle("RT-R-01.p", effect.p_value);
    const double x[] = { 1000001, 1000002, 1000003, 1000005, 1000008 };
    const double y[] = { 1000002, 1000001, 1000004, 1000004, 1000009 };
    ck_assert_int_eq(uf_retest_reliability(&effect, x, y, 5, 0.9, NULL), UF_OK);
    ck_oracle("RT-R-02.r", effect.estimate);
    ck_oracle("RT-R-02.low", effect.conf_low);
    ck_oracle("RT-R-02.high", effect.conf_high);
    ck_oracle("RT-R-02.t", effect.statistic);
    ck_oracle("RT-R-02.df", effect.df);
    ck_oracle("RT-R-02.p", effect.p_value);
}
END_TEST

START_TEST(retest_that_cannot_be_said)
{
    const double x[] = { 1, 2, 4, 5 }, y[] = { 2, 4, 5, 5 }, flat[] = { 3, 3, 3, 3 };
    uf_effect effect;
    ck_assert_int_eq(uf_retest_reliability(&effect, x, y, 2, 0.95, NULL), UF_OK);
    ck_assert_double_nan(effect.estimate);
    ck_assert_str_eq(effect.note, "fewer than 3 pairs");
    ck_assert_int_eq(uf_retest_reliability(&effect, x, y, 3, 0.95, NULL), UF_OK);
    ck_assert(effect.estimate > 0.9 && isnan(effect.conf_low));
    ck_assert_int_eq(uf_retest_reliability(&effect, x, flat, 4, 0.95, NULL), UF_OK);
    ck_assert_double_nan(effect.estimate);
    /* Perfect agreement: 1, and Fisher's interval shrinks to it. */
    ck_assert_int_eq(uf_retest_reliability(&effect, x, x, 4, 0.95, NULL), UF_OK);
    ck_assert_double_eq_tol(effect.estimate, 1, 1e-15);
}
END_TEST

START_TEST(refused)
{
    uf_reliable_scale scale;
    ck_assert_int_eq(uf_reliable_scale_init(&scale, 0, 0.8, 1.96, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_reliable_scale_init(&scale, NAN, 0.8, 1.96, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_reliable_scale_init(&scale, 5, 1, 1.96, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_reliable_scale_init(&scale, 5, -0.1, 1.96, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_reliable_scale_init(&scale, 5, 0.8, 0, NULL), UF_EINVAL);
    uf_effect effect;
    uf_error error;
    const double x[] = { 1, 2, INFINITY }, y[] = { 1, 2, 3 };
    ck_assert_int_eq(uf_retest_reliability(&effect, x, y, 3, 0.95, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    ck_assert_int_eq(uf_retest_reliability(&effect, y, y, 3, 1, NULL), UF_EINVAL);
    double cutoff;
    uf_clinical_norms norms = { 40, 7.5, 60, 7.5 };
    ck_assert_int_eq(uf_clinical_cutoff(&cutoff, UF_CLINICAL_C, &norms, UF_BETTER_LOWER, 2, NULL),
                     UF_EDATA);
    ck_assert_int_eq(uf_clinical_cutoff(&cutoff, UF_CLINICAL_C, &norms, UF_BETTER_UNSAID, 2, NULL),
                     UF_EINVAL);
    ck_assert_int_eq(uf_clinical_cutoff(&cutoff, UF_CLINICAL_A, &norms, UF_BETTER_HIGHER, -1, NULL),
                     UF_EINVAL);
    norms.functional_sd = 0;
    ck_assert_int_eq(uf_clinical_cutoff(&cutoff, UF_CLINICAL_B, &norms, UF_BETTER_HIGHER, 2, NULL),
                     UF_EINVAL);
    norms.dysfunctional_mean = NAN;
    ck_assert_int_eq(uf_clinical_cutoff(&cutoff, UF_CLINICAL_A, &norms, UF_BETTER_HIGHER, 2, NULL),
                     UF_EINVAL);
}
END_TEST

Suite *test_reliable_change_suite(void);

Suite *test_reliable_change_suite(void)
{
    Suite *suite = suite_create("reliable_change");
    TCase *tests = tcase_create("reliable_change");
    tcase_add_test(tests, index_of_one_person);
    tcase_add_test(tests, mindfulness);
    tcase_add_test(tests, cutoffs);
    tcase_add_test(tests, classes);
    tcase_add_test(tests, retest);
    tcase_add_test(tests, retest_that_cannot_be_said);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
