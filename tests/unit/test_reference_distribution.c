/* test_reference_distribution.c: counts of assignments as far out as the observed one. */
#include <check.h>
#include <math.h>
#include <utfall/reference_distribution.h>

Suite *test_reference_distribution_suite(void);

enum { SIX = 6, ASSIGNMENTS = 20 };

/* The difference of means of three of six values and the other three, for all 20 ways in
 * lexicographic order. */
static void every_difference(double differences[ASSIGNMENTS], const double values[SIX])
{
    size_t k = 0;
    for (int a = 0; a < SIX; a++)
        for (int b = a + 1; b < SIX; b++)
            for (int c = b + 1; c < SIX; c++) {
                double in = 0, out = 0;
                for (int i = 0; i < SIX; i++) {
                    if (i == a || i == b || i == c)
                        in += values[i];
                    else
                        out += values[i];
                }
                differences[k++] = in / 3 - out / 3;
            }
}

static uf_reference_distribution placed(double observed, const double *others, size_t n,
                                        uf_alternative alternative)
{
    uf_reference_distribution distribution;
    uf_error error;
    ck_assert_int_eq(
        uf_reference_distribution_make(&distribution, observed, others, n, alternative, &error),
        UF_OK);
    return distribution;
}

/* 1, 2, 3 against 4, 5, 6: no other division is as far down, its mirror image is as far up; so 1 of
 * 20 and 2 of 20 (by hand). */
START_TEST(three_schools_against_three)
{
    static const double values[SIX] = { 1, 2, 3, 4, 5, 6 };
    double all[ASSIGNMENTS];
    every_difference(all, values);
    const uf_reference_distribution both = placed(all[0], all + 1, 19, UF_TWO_SIDED);
    ck_assert_uint_eq(both.assignments, 20);
    ck_assert_uint_eq(both.extreme, 2);
    ck_assert_uint_eq(both.farthest, 2);
    ck_assert_double_eq(both.p_value, 0.1);
    ck_assert_double_eq(both.smallest_p, 0.1);
    const uf_reference_distribution less = placed(all[0], all + 1, 19, UF_LESS);
    ck_assert_uint_eq(less.extreme, 1);
    ck_assert_double_eq(less.smallest_p, 0.05);
    const uf_reference_distribution greater = placed(all[0], all + 1, 19, UF_GREATER);
    ck_assert_uint_eq(greater.extreme, 20);
    ck_assert_uint_eq(greater.farthest, 1);
    ck_assert(uf_reference_distribution_extreme(&both, 3.0));
    ck_assert(uf_reference_distribution_extreme(&both, -3.0));
    ck_assert(!uf_reference_distribution_extreme(&both, 2.9));
    ck_assert(!uf_reference_distribution_extreme(&less, 3.0));
}
END_TEST

/* Tenths: 0.3 - 0.2 and 0.1 are the same difference and different doubles. Values 1, 2, 3, 1, 2, 3
 * tenths, observed {1, 2, 3} against {1, 2, 3}: all 20 are at least as far out as 0; farthest are
 * both 1 with a 2, and both 3 with a 2, two ways each. */
START_TEST(ties_but_for_rounding)
{
    static const double values[SIX] = { 0.1, 0.2, 0.3, 0.1, 0.2, 0.3 };
    double all[ASSIGNMENTS];
    every_difference(all, values);
    ck_assert_uint_eq(placed(all[0], all + 1, 19, UF_TWO_SIDED).extreme, 20);
    ck_assert_uint_eq(placed(all[0], all + 1, 19, UF_TWO_SIDED).farthest, 4);
    const double others[] = { 0.3 - 0.2, 0.5, -0.1 };
    ck_assert_double_ne(others[0], 0.1);
    ck_assert_uint_eq(placed(0.1, others, 3, UF_TWO_SIDED).extreme, 4);
    ck_assert_uint_eq(placed(0.1, others, 3, UF_GREATER).extreme, 3);
}
END_TEST

/* Nobody else: p is 1. No variation: all are as far out. */
START_TEST(degenerate)
{
    const uf_reference_distribution alone = placed(2.5, NULL, 0, UF_TWO_SIDED);
    ck_assert_double_eq(alone.p_value, 1.0);
    ck_assert_double_eq(alone.smallest_p, 1.0);
    static const double zeros[] = { 0, 0, -0.0 };
    ck_assert_uint_eq(placed(0.0, zeros, 3, UF_TWO_SIDED).extreme, 4);
    ck_assert_uint_eq(placed(0.0, zeros, 3, UF_LESS).farthest, 4);
}
END_TEST

START_TEST(not_finite)
{
    uf_reference_distribution distribution;
    uf_error error;
    const double others[] = { 1, NAN };
    ck_assert_int_eq(
        uf_reference_distribution_make(&distribution, 1, others, 2, UF_TWO_SIDED, &error),
        UF_EDATA);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_int_eq(
        uf_reference_distribution_make(&distribution, INFINITY, others, 1, UF_LESS, &error),
        UF_EDATA);
    ck_assert_uint_eq(error.index, 1);
}
END_TEST

Suite *test_reference_distribution_suite(void)
{
    Suite *suite = suite_create("reference_distribution");
    TCase *tests = tcase_create("reference_distribution");
    tcase_add_test(tests, three_schools_against_three);
    tcase_add_test(tests, ties_but_for_rounding);
    tcase_add_test(tests, degenerate);
    tcase_add_test(tests, not_finite);
    suite_add_tcase(suite, tests);
    return suite;
}
