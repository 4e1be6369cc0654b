/* test_limit.c: who is over a limit, and the points of a sweep. Expected values by hand. */
#include <check.h>

#include <utfall/limit.h>

static uf_decimal dec(int64_t mantissa, int places)
{
    return (uf_decimal){ mantissa, places };
}

START_TEST(above_and_at_least_differ_at_the_limit)
{
    uf_limit above = { dec(15, 2), false };
    uf_limit at_least = { dec(15, 2), true };
    ck_assert(!uf_limit_selects_share(&above, dec(27, 0), dec(180, 0)));
    ck_assert(uf_limit_selects_share(&at_least, dec(27, 0), dec(180, 0)));
    ck_assert(uf_limit_selects_share(&above, dec(28, 0), dec(180, 0)));
    ck_assert(!uf_limit_selects_share(&at_least, dec(26, 0), dec(180, 0)));
    ck_assert(!uf_limit_selects(&above, dec(150, 3)));
    ck_assert(uf_limit_selects(&at_least, dec(150, 3)));
    uf_limit days = { dec(15, 0), false };
    ck_assert(!uf_limit_selects(&days, dec(15, 0)));
    ck_assert(uf_limit_selects(&days, dec(16, 0)));
    uf_limit nobody = { dec(0, 0), false };
    ck_assert(!uf_limit_selects_share(&nobody, dec(0, 0), dec(180, 0)));
}
END_TEST

START_TEST(many_limits_are_asked_at_once)
{
    uf_limit limits[21];
    for (int i = 0; i <= 20; i++)
        limits[i] = (uf_limit){ dec(i, 2), false };
    for (int part = 0; part <= 25; part++) {
        size_t one_by_one = 0;
        for (int i = 0; i <= 20; i++)
            one_by_one += uf_limit_selects_share(&limits[i], dec(part, 0), dec(100, 0));
        ck_assert_uint_eq(uf_limits_selecting_share(limits, 21, dec(part, 0), dec(100, 0)),
                          one_by_one);
    }
    /* Above 0 to 14 %, not above 15. */
    ck_assert_uint_eq(uf_limits_selecting_share(limits, 21, dec(27, 0), dec(180, 0)), 15);
    ck_assert_uint_eq(uf_limits_selecting(limits, 21, dec(15, 2)), 15);
    ck_assert_uint_eq(uf_limits_selecting(limits, 0, dec(15, 2)), 0);
}
END_TEST

START_TEST(a_sweep_reaches_its_end_exactly)
{
    size_t count = 0;
    /* 5:25:0.1 has 201 points; adding 0.1 in doubles ends before or after 25. */
    ck_assert(uf_limit_sweep_count(dec(5, 0), dec(25, 0), dec(1, 1), &count));
    ck_assert_uint_eq(count, 201);
    ck_assert_int_eq(
        uf_decimal_compare(uf_limit_sweep_point(dec(5, 0), dec(1, 1), 200), dec(25, 0)), 0);
    ck_assert_int_eq(uf_decimal_compare(uf_limit_sweep_point(dec(5, 0), dec(1, 1), 3), dec(53, 1)),
                     0);
    ck_assert(uf_limit_sweep_count(dec(1, 0), dec(2, 0), dec(3, 1), &count));
    ck_assert_uint_eq(count, 4); /* 1, 1.3, 1.6, 1.9 */
    ck_assert(uf_limit_sweep_count(dec(7, 0), dec(7, 0), dec(1, 0), &count));
    ck_assert_uint_eq(count, 1);
    ck_assert(uf_limit_sweep_count(dec(-2, 0), dec(2, 0), dec(1, 0), &count));
    ck_assert_uint_eq(count, 5);
}
END_TEST

START_TEST(a_sweep_that_cannot_be_is_refused)
{
    size_t count = 7;
    ck_assert(!uf_limit_sweep_count(dec(5, 0), dec(4, 0), dec(1, 0), &count));
    ck_assert(!uf_limit_sweep_count(dec(5, 0), dec(6, 0), dec(0, 0), &count));
    ck_assert(!uf_limit_sweep_count(dec(5, 0), dec(6, 0), dec(-1, 0), &count));
    ck_assert(!uf_limit_sweep_count(dec(50, 0), dec(60, 0), dec(1, 18), &count));
    ck_assert_uint_eq(count, 7);
    /* The widest that fits: distance of 64 bits. */
    ck_assert(
        uf_limit_sweep_count(dec(-INT64_MAX, 0), dec(INT64_MAX, 0), dec(INT64_MAX, 0), &count));
    ck_assert_uint_eq(count, 3);
}
END_TEST

Suite *test_limit_suite(void);

Suite *test_limit_suite(void)
{
    Suite *suite = suite_create("limit");
    TCase *tests = tcase_create("limit");
    tcase_add_test(tests, above_and_at_least_differ_at_the_limit);
    tcase_add_test(tests, many_limits_are_asked_at_once);
    tcase_add_test(tests, a_sweep_reaches_its_end_exactly);
    tcase_add_test(tests, a_sweep_that_cannot_be_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
