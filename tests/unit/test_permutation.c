/* test_permutation.c: exact permutation tests against enumeration in R, and sampled ones. */
#include <utfall/permutation.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

static const uf_permutation_plan exact = { 1e7, 0, 0 };

START_TEST(plant_growth)
{
    dataset *data = dataset_open("plantgrowth");
    if (data == NULL)
        return;
    double treated[10], control[10];
    ck_assert_uint_eq(dataset_select(treated, 10, data, "weight", "group", "trt2"), 10);
    ck_assert_uint_eq(dataset_select(control, 10, data, "weight", "group", "ctrl"), 10);
    uf_effect effect;
    uf_permutation_count count;
    ck_assert_int_eq(uf_permutation_difference(&effect, &count, treated, 10, control, 10, &exact,
                                               UF_TWO_SIDED, NULL),
                     UF_OK);
    ck_oracle("O-RI-01.n_extreme", count.extreme);
    ck_oracle("O-RI-01.p", effect.p_value);
    ck_assert_double_eq(count.ways, 184756);
    ck_assert_str_eq(effect.method, "permutation-exact");
    dataset_close(data);
}
END_TEST

START_TEST(shoes)
{
    dataset *data = dataset_open("shoes");
    if (data == NULL)
        return;
    double a[10], b[10];
    dataset_select(a, 10, data, "A", NULL, NULL);
    dataset_select(b, 10, data, "B", NULL, NULL);
    for (int i = 0; i < 10; i++)
        a[i] -= b[i];
    uf_effect effect;
    uf_permutation_count count;
    ck_assert_int_eq(uf_permutation_sign_flip(&effect, &count, a, 10, &exact, UF_TWO_SIDED, NULL),
                     UF_OK);
    ck_oracle("O-W-02.n_flip", count.extreme);
    ck_oracle("O-W-02.p_flip", effect.p_value);
    ck_assert_double_eq(count.ways, 1024);
    ck_assert_double_eq_tol(effect.estimate, -0.41, 1e-14);
    dataset_close(data);
}
END_TEST

/* Means of 25 schools, 13 of them treated: 5,200,300 assignments. */
START_TEST(share_trial)
{
    dataset *data = dataset_open("share_trial");
    if (data == NULL)
        return;
    double sum[100] = { 0 }, n[100] = { 0 }, treated[25], control[25];
    int arm[100] = { 0 };
    size_t t = 0, c = 0;
    for (size_t row = 0; row < dataset_rows(data); row++) {
        double score = dataset_number(data, row, "kscore");
        int school = (int)dataset_number(data, row, "school");
        arm[school] = (int)dataset_number(data, row, "arm");
        if (!isnan(score)) {
            sum[school] += score;
            n[school]++;
        }
    }
    for (int school = 0; school < 100; school++) {
        if (n[school] > 0)
            *(arm[school] ? &treated[t++] : &control[c++]) = sum[school] / n[school];
    }
    uf_effect effect;
    uf_permutation_count count;
    uf_permutation_difference(&effect, &count, treated, t, control, c, &exact, UF_TWO_SIDED, NULL);
    ck_oracle("O-RI-02.T", effect.statistic);
    ck_oracle("O-RI-02.assignments", count.ways);
    ck_oracle("O-RI-02.n_extreme", count.extreme);
    ck_oracle("O-RI-02.p", effect.p_value);
    dataset_close(data);
}
END_TEST

/* R 4.2.2, combn(25, 12) over ((0:24) * 7919) %% 101 / 10: the first 12 against the rest give
 * 4,565,264 sums as large; the first 13 against the rest 2,794,044 two-sided and 1,399,413
 * below. */
START_TEST(both_ways_round)
{
    double x[25];
    for (int i = 0; i < 25; i++)
        x[i] = i * 7919 % 101 / 10.0;
    uf_effect effect;
    uf_permutation_count count;
    uf_permutation_difference(&effect, &count, x, 12, x + 12, 13, &exact, UF_GREATER, NULL);
    ck_assert_double_eq(count.extreme, 4565264);
    uf_permutation_difference(&effect, &count, x, 13, x + 13, 12, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(count.extreme, 2794044);
    uf_permutation_difference(&effect, &count, x, 13, x + 13, 12, &exact, UF_LESS, NULL);
    ck_assert_double_eq(count.extreme, 1399413);
}
END_TEST

/* Three against three has 20 divisions: no two-sided p below 0.1. */
START_TEST(smallest_p)
{
    static const double high[] = { 10.1, 11.7, 12.3 }, low[] = { 1.1, 2.3, 3.7 };
    uf_effect effect;
    uf_permutation_difference(&effect, NULL, high, 3, low, 3, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_eq_tol(effect.p_value, 0.1, 1e-15);
    uf_permutation_difference(&effect, NULL, high, 3, low, 3, &exact, UF_GREATER, NULL);
    ck_assert_double_eq_tol(effect.p_value, 0.05, 1e-15);
    /* One against one: either way is as far out. */
    uf_permutation_difference(&effect, NULL, high, 1, low, 1, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(effect.p_value, 1);
}
END_TEST

/* Tenths in other orders of addition are ties: by hand, of 2^3 signs of equal differences 2 are as
 * far out, whatever their last places. */
START_TEST(ties_but_for_rounding)
{
    static const double d[] = { 0.3 - 0.2, 0.1, 1.1 - 1 };
    uf_effect effect;
    uf_permutation_count count;
    uf_permutation_sign_flip(&effect, &count, d, 3, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(count.extreme, 2);
    static const double x[] = { 0.1, 0.7, 0.3 }, y[] = { 0.6, 0.2, 0.3 };
    /* By hand: the sums of x and of y are both 1.1, so every division is as far out. */
    uf_permutation_difference(&effect, &count, x, 3, y, 3, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(count.extreme, 20);
    ck_assert_double_eq(effect.p_value, 1);
}
END_TEST

/* Sampled p-values stand within 6 standard errors of the exact ones and depend on the seed
 * alone. */
START_TEST(sampled)
{
    double x[25];
    for (int i = 0; i < 25; i++)
        x[i] = i * 7919 % 101 / 10.0;
    uf_permutation_plan plan = { 1000, 20000, 7 };
    uf_effect first, again, other;
    uf_permutation_count count;
    uf_permutation_difference(&first, &count, x, 13, x + 13, 12, &plan, UF_LESS, NULL);
    uf_permutation_difference(&again, NULL, x, 13, x + 13, 12, &plan, UF_LESS, NULL);
    ck_assert_str_eq(first.method, "permutation-sampled");
    ck_assert_double_eq(first.p_value, again.p_value);
    ck_assert_double_eq(count.looked, 20000);
    ck_assert_double_eq(count.ways, 5200300);
    double p = 1399413.0 / 5200300;
    ck_assert_double_eq_tol(first.p_value, p, 6 * sqrt(p * (1 - p) / 20000));
    plan.seed = 8;
    uf_permutation_difference(&other, NULL, x, 13, x + 13, 12, &plan, UF_LESS, NULL);
    ck_assert_double_ne(other.p_value, first.p_value);
    for (int i = 0; i < 20; i++)
        x[i] -= 4;
    uf_permutation_sign_flip(&first, &count, x, 20, &exact, UF_TWO_SIDED, NULL);
    p = first.p_value;
    ck_assert_double_eq(count.ways, 1048576);
    uf_permutation_sign_flip(&first, &count, x, 20, &plan, UF_TWO_SIDED, NULL);
    ck_assert_str_eq(first.method, "sign-flip-sampled");
    ck_assert_double_eq_tol(first.p_value, p, 6 * sqrt(p * (1 - p) / 20000));
}
END_TEST

START_TEST(nothing_varies)
{
    static const double same[] = { 0.3, 0.1 + 0.2, 0.3 }, zero[] = { 0, 0, 0 };
    uf_effect effect;
    uf_permutation_difference(&effect, NULL, same, 2, same + 2, 1, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(effect.p_value, 1);
    ck_assert_str_ne(effect.note, "");
    uf_permutation_sign_flip(&effect, NULL, zero, 3, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(effect.p_value, 1);
    ck_assert_str_ne(effect.note, "");
    uf_permutation_difference(&effect, NULL, same, 0, same, 1, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    uf_permutation_sign_flip(&effect, NULL, zero, 0, &exact, UF_TWO_SIDED, NULL);
    ck_assert_double_nan(effect.p_value);
}
END_TEST

START_TEST(impossible)
{
    static const double good[] = { 1, 2, 3 }, bad[] = { 1, NAN };
    const uf_permutation_plan none = { 1, 0, 0 };
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(
        uf_permutation_difference(&effect, NULL, good, 3, bad, 2, &exact, UF_LESS, &error),
        UF_EINVAL);
    ck_assert_uint_eq(error.index, 4);
    ck_assert_int_eq(
        uf_permutation_difference(&effect, NULL, good, 3, good, 2, &none, UF_LESS, NULL),
        UF_EINVAL);
    ck_assert_int_eq(uf_permutation_sign_flip(&effect, NULL, good, 3, &none, UF_LESS, NULL),
                     UF_EINVAL);
    ck_assert_int_eq(uf_permutation_sign_flip(&effect, NULL, bad, 2, &exact, UF_LESS, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
}
END_TEST

Suite *test_permutation_suite(void);

Suite *test_permutation_suite(void)
{
    Suite *suite = suite_create("permutation");
    TCase *tests = tcase_create("permutations");
    tcase_add_test(tests, plant_growth);
    tcase_add_test(tests, shoes);
    tcase_add_test(tests, share_trial);
    tcase_add_test(tests, both_ways_round);
    tcase_add_test(tests, smallest_p);
    tcase_add_test(tests, ties_but_for_rounding);
    tcase_add_test(tests, sampled);
    tcase_add_test(tests, nothing_varies);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
