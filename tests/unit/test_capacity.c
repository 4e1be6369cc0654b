/* test_capacity.c: the lowest limit that selects at most so many. Expected values by hand, and by
 * trying every limit. */
#include <check.h>

#include <utfall/capacity.h>
#include <utfall/limit.h>

Suite *test_capacity_suite(void);

static uf_fraction of(int64_t part, int64_t whole)
{
    return (uf_fraction){ { part, 0 }, { whole, 0 } };
}

static void expect_value(uf_fraction value, int64_t part, int64_t whole)
{
    ck_assert_int_eq(uf_decimal_compare_shares(value.part, value.whole, (uf_decimal){ part, 0 },
                                               (uf_decimal){ whole, 0 }),
                     0);
}

enum { PUPILS = 6 };

/* 40, 30, 15, 15, 15 (27 of 180 is one of them) and 5 %. */
static void fill(uf_fraction *values)
{
    values[0] = of(15, 100);
    values[1] = of(40, 100);
    values[2] = of(5, 100);
    values[3] = of(27, 180);
    values[4] = of(3, 10);
    values[5] = of(30, 200);
}

START_TEST(above_takes_the_value_of_the_first_left_out)
{
    uf_fraction values[PUPILS];
    uf_capacity found;
    fill(values);
    uf_capacity_find(&found, values, PUPILS, 1, false);
    ck_assert_int_eq(found.outcome, UF_CAPACITY_LIMIT);
    expect_value(found.limit, 3, 10);
    ck_assert_uint_eq(found.selected, 1);
    ck_assert_uint_eq(found.beyond, 2);
    /* The three at 15 % come together or not at all. */
    for (uint64_t capacity = 2; capacity <= 4; capacity++) {
        fill(values);
        uf_capacity_find(&found, values, PUPILS, capacity, false);
        expect_value(found.limit, 15, 100);
        ck_assert_uint_eq(found.selected, 2);
        ck_assert_uint_eq(found.beyond, 5);
    }
    uf_capacity_find(&found, values, PUPILS, 5, false);
    expect_value(found.limit, 5, 100);
    ck_assert_uint_eq(found.selected, 5);
}
END_TEST

START_TEST(at_least_takes_the_lowest_value_that_fits)
{
    uf_fraction values[PUPILS];
    uf_capacity found;
    fill(values);
    uf_capacity_find(&found, values, PUPILS, 4, true);
    ck_assert_int_eq(found.outcome, UF_CAPACITY_LIMIT);
    expect_value(found.limit, 30, 100);
    ck_assert_uint_eq(found.selected, 2);
    ck_assert_uint_eq(found.beyond, 5);
    uf_capacity_find(&found, values, PUPILS, 5, true);
    expect_value(found.limit, 15, 100);
    ck_assert_uint_eq(found.selected, 5);
    ck_assert_uint_eq(found.beyond, 6);
}
END_TEST

START_TEST(all_or_nobody)
{
    uf_fraction values[] = { of(1, 5), of(2, 10), of(20, 100) };
    uf_capacity found;
    uf_capacity_find(&found, values, 3, 3, false);
    ck_assert_int_eq(found.outcome, UF_CAPACITY_ALL);
    ck_assert_uint_eq(found.selected, 3);
    uf_capacity_find(&found, values, 0, 3, false);
    ck_assert_int_eq(found.outcome, UF_CAPACITY_ALL);
    ck_assert_uint_eq(found.selected, 0);
    uf_capacity_find(&found, values, 3, 2, true);
    ck_assert_int_eq(found.outcome, UF_CAPACITY_TIED);
    ck_assert_uint_eq(found.selected, 0);
    ck_assert_uint_eq(found.beyond, 3);
    uf_decimal share;
    ck_assert(!uf_capacity_percent(&found, &share));
    /* Above 20 % there is nobody, and that limit exists. */
    uf_capacity_find(&found, values, 3, 2, false);
    ck_assert_int_eq(found.outcome, UF_CAPACITY_LIMIT);
    ck_assert_uint_eq(found.selected, 0);
    ck_assert(uf_capacity_percent(&found, &share));
    ck_assert_int_eq(uf_decimal_compare(share, (uf_decimal){ 2, 1 }), 0);
}
END_TEST

static void expect_percent(uf_fraction low, uf_fraction high, bool inclusive, int64_t mantissa,
                           int places)
{
    uf_fraction values[] = { high, low };
    uf_capacity found;
    uf_decimal share = { -1, 0 };
    uf_capacity_find(&found, values, 2, 1, inclusive);
    ck_assert(uf_capacity_percent(&found, &share));
    ck_assert_msg(uf_decimal_compare(share, (uf_decimal){ mantissa, places }) == 0, "%lld e-%d",
                  (long long)share.mantissa, share.places);
}

START_TEST(a_limit_that_a_person_would_write)
{
    expect_percent(of(1, 7), of(1, 6), false, 15, 2);          /* 14.29 < 15 < 16.67 */
    expect_percent(of(1, 7), of(145, 1000), false, 143, 3);    /* 14.3 %             */
    expect_percent(of(15, 100), of(28, 180), false, 15, 2);    /* 15 itself          */
    expect_percent(of(15, 100), of(28, 180), true, 151, 3);    /* just above 15      */
    expect_percent(of(14, 100), of(15, 100), true, 15, 2);     /* 15 itself          */
    expect_percent(of(14, 100), of(15, 100), false, 14, 2);    /* 14 itself          */
    expect_percent(of(0, 100), of(1, 1000), false, 0, 0);      /* above nothing      */
    expect_percent(of(333, 1000), of(1, 3), false, 333, 3);    /* 33.3 < 33.333…     */
    expect_percent(of(3333, 10000), of(1, 3), true, 33331, 5); /* 33.331 %           */
}
END_TEST

/* Every pair of a limit and a capacity, against trying the limits one by one. */
START_TEST(agrees_with_trying_every_limit)
{
    for (uint64_t capacity = 0; capacity <= 7; capacity++)
        for (int inclusive = 0; inclusive < 2; inclusive++) {
            uf_fraction values[7];
            uf_capacity found;
            for (int i = 0; i < 7; i++)
                values[i] = of((i * 5) % 7 / 2, 10); /* with ties */
            uf_capacity_find(&found, values, 7, capacity, inclusive != 0);
            int64_t lowest = -1;
            uint64_t selected = 0;
            for (int64_t tenth = 4; tenth >= 0; tenth--) {
                const uf_limit limit = { { tenth, 1 }, inclusive != 0 };
                uint64_t count = 0;
                for (int i = 0; i < 7; i++)
                    count += uf_limit_selects_share(&limit, values[i].part, values[i].whole);
                if (count > capacity)
                    break;
                lowest = tenth;
                selected = count;
            }
            if (capacity == 7)
                ck_assert_int_eq(found.outcome, UF_CAPACITY_ALL);
            else if (found.outcome == UF_CAPACITY_LIMIT)
                expect_value(found.limit, lowest, 10);
            else
                ck_assert_int_eq(lowest, 4); /* above every value: nobody */
            if (capacity < 7)
                ck_assert_uint_eq(found.selected, selected);
        }
}
END_TEST

Suite *test_capacity_suite(void)
{
    Suite *suite = suite_create("capacity");
    TCase *tests = tcase_create("capacity");
    tcase_add_test(tests, above_takes_the_value_of_the_first_left_out);
    tcase_add_test(tests, at_least_takes_the_lowest_value_that_fits);
    tcase_add_test(tests, all_or_nobody);
    tcase_add_test(tests, a_limit_that_a_person_would_write);
    tcase_add_test(tests, agrees_with_trying_every_limit);
    suite_add_tcase(suite, tests);
    return suite;
}
