/* test_comoments.c: sums of products of deviations, pushed and merged. */
#include <utfall/comoments.h>

#include <check.h>

static const double vectors[5][2] = { { 1, 2 }, { 2, 3 }, { 4, 3 }, { 5, 8 }, { 8, 9 } };

static uf_comoments collect(size_t from, size_t to)
{
    uf_comoments c;
    uf_comoments_init(&c, 2);
    for (size_t i = from; i < to; i++)
        uf_comoments_push(&c, vectors[i]);
    return c;
}

/* By hand: means 4 and 5; deviations -3 -2 0 1 4 and -3 -2 -2 3 4; sums of squares 30 and 42, of
 * products 32. */
START_TEST(by_hand)
{
    uf_comoments c = collect(0, 5);
    ck_assert_double_eq(c.sum[0], 20);
    ck_assert_double_eq(c.sum[1], 25);
    ck_assert_double_eq_tol(c.product[0][0], 30, 1e-13);
    ck_assert_double_eq_tol(c.product[1][1], 42, 1e-13);
    ck_assert_double_eq_tol(c.product[0][1], 32, 1e-13);
    ck_assert_double_eq(c.product[0][1], c.product[1][0]);
    ck_assert_double_eq_tol(uf_comoments_spread(&c, (double[]){ 1, -1 }), 30 + 42 - 64, 1e-13);
    ck_assert_double_eq_tol(uf_comoments_spread(&c, (double[]){ 2, 1 }), 120 + 42 + 128, 1e-12);
}
END_TEST

START_TEST(merged_is_pushed)
{
    uf_comoments whole = collect(0, 5), left = collect(0, (size_t)_i),
                 right = collect((size_t)_i, 5);
    uf_comoments_merge(&left, &right);
    ck_assert_double_eq(left.count, 5);
    ck_assert_double_eq(left.sum[1], whole.sum[1]);
    ck_assert_double_eq_tol(left.product[0][1], whole.product[0][1], 1e-13);
    ck_assert_double_eq_tol(left.product[1][1], whole.product[1][1], 1e-13);
}
END_TEST

/* 10^9 more everywhere changes no deviation; sums of squares would have no digit left. */
START_TEST(far_from_zero)
{
    uf_comoments c;
    uf_comoments_init(&c, 2);
    for (size_t i = 0; i < 5; i++)
        uf_comoments_push(&c, (double[]){ vectors[i][0] + 1e9, vectors[i][1] + 1e9 });
    ck_assert_double_eq_tol(c.product[0][1], 32, 1e-5);
    ck_assert_double_eq_tol(uf_comoments_spread(&c, (double[]){ 1, -1 }), 8, 1e-5);
}
END_TEST

/* x is a fixed part of n in every vector: of x - p n nothing is left but rounding, which is 0 (left
 * alone, it is about 1e-11 for 3 of 5). */
START_TEST(rounding_is_not_spread)
{
    uf_comoments c;
    for (int whole = 2; whole < 40; whole++) {
        for (int part = 1; part < whole; part++) {
            uf_comoments_init(&c, 2);
            for (int i = 1; i <= 30; i++) {
                int size = i * i % 37 + 1;
                uf_comoments_push(&c, (double[]){ whole * size, part * size });
            }
            double weights[] = { -c.sum[1] / c.sum[0], 1 };
            ck_assert_double_eq(uf_comoments_spread(&c, weights), 0);
        }
    }
    uf_comoments_init(&c, 2);
    for (int i = 1; i <= 100; i++)
        uf_comoments_push(&c, (double[]){ 7 * i, 2 * i });
    /* One unit more in one of 101: by hand, 1 - 1/101. */
    uf_comoments_push(&c, (double[]){ 700, 201 });
    ck_assert_double_eq_tol(uf_comoments_spread(&c, (double[]){ -2.0 / 7, 1 }), 100.0 / 101, 1e-9);
    uf_comoments_init(&c, 2);
    for (int i = 0; i < 1000; i++)
        uf_comoments_push(&c, (double[]){ 0.1, 0.7 });
    ck_assert_double_eq(uf_comoments_spread(&c, (double[]){ 0, 1 }), 0);
}
END_TEST

Suite *test_comoments_suite(void);

Suite *test_comoments_suite(void)
{
    Suite *suite = suite_create("comoments");
    TCase *tests = tcase_create("moments");
    tcase_add_test(tests, by_hand);
    tcase_add_loop_test(tests, merged_is_pushed, 0, 6);
    tcase_add_test(tests, far_from_zero);
    tcase_add_test(tests, rounding_is_not_spread);
    suite_add_tcase(suite, tests);
    return suite;
}
