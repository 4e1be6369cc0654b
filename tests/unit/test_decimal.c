/* test_decimal.c: limits and relative changes are decided as on paper.
 *
 * Expected values are arithmetic by hand, except where a comment says otherwise. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <utfall/decimal.h>

static uf_decimal dec(int64_t mantissa, int places)
{
    return (uf_decimal){ mantissa, places };
}

static int share_against(int64_t part, int64_t whole, uf_decimal limit)
{
    return uf_decimal_compare_share(dec(part, 0), dec(whole, 0), limit);
}

START_TEST(shares_at_the_limit_are_equal_to_it)
{
    uf_decimal limit = dec(15, 2);
    ck_assert_int_eq(share_against(27, 180, limit), 0);
    ck_assert_int_eq(share_against(15, 100, limit), 0);
    ck_assert_int_eq(share_against(28, 180, limit), 1);
    ck_assert_int_eq(share_against(26, 180, limit), -1);
    ck_assert_int_eq(share_against(0, 180, limit), -1);
    ck_assert_int_eq(share_against(0, 180, dec(0, 0)), 0);
    ck_assert_int_eq(share_against(180, 180, dec(1, 0)), 0);
    ck_assert_int_eq(share_against(11, 50, dec(22, 2)), 0);
    /* 153 of 180 attended: in doubles the rest is more than 15 %. */
    ck_assert(1 - 153.0 / 180 > 0.15);
}
END_TEST

/* Every whole of 20, 40, ... has an exact 15 %; doubles see some of them above, by 1 -
 * present/whole. */
START_TEST(every_exact_fifteen_percent_is_seen)
{
    int wrong_in_doubles = 0;
    for (int64_t whole = 20; whole <= 40000; whole += 20) {
        int64_t part = whole / 20 * 3;
        ck_assert_int_eq(share_against(part, whole, dec(15, 2)), 0);
        ck_assert_int_eq(share_against(part + 1, whole, dec(15, 2)), 1);
        ck_assert_int_eq(share_against(part - 1, whole, dec(15, 2)), -1);
        wrong_in_doubles += 1 - (double)(whole - part) / (double)whole > 0.15;
    }
    ck_assert_int_gt(wrong_in_doubles, 0);
}
END_TEST

START_TEST(parts_may_have_decimals)
{
    /* 1.5 of 10.0 lessons */
    ck_assert_int_eq(uf_decimal_compare_share(dec(15, 1), dec(100, 1), dec(15, 2)), 0);
    ck_assert_int_eq(uf_decimal_compare_share(dec(1501, 3), dec(10, 0), dec(15, 2)), 1);
    ck_assert_int_eq(uf_decimal_compare_share(dec(1499, 3), dec(10, 0), dec(15, 2)), -1);
}
END_TEST

START_TEST(decimals_are_ordered)
{
    ck_assert_int_eq(uf_decimal_compare(dec(1250, 2), dec(125, 1)), 0);
    ck_assert_int_eq(uf_decimal_compare(dec(-1, 0), dec(1, 18)), -1);
    ck_assert_int_eq(uf_decimal_compare(dec(-1, 18), dec(-1, 0)), 1);
    ck_assert_int_eq(uf_decimal_compare(dec(0, 5), dec(0, 0)), 0);
    ck_assert_int_eq(uf_decimal_compare(dec(0, 0), dec(-1, 18)), 1);
    ck_assert_int_eq(uf_decimal_compare(dec(INT64_MAX, 0), dec(INT64_MAX, 1)), 1);
    ck_assert_int_eq(uf_decimal_compare(dec(INT64_MAX, 18), dec(INT64_MAX, 18)), 0);
    ck_assert_int_eq(uf_decimal_compare(dec(INT64_MIN, 0), dec(INT64_MAX, 18)), -1);
    ck_assert_int_eq(uf_decimal_compare(dec(INT64_MIN, 0), dec(INT64_MIN, 18)), -1);
    ck_assert_int_eq(uf_decimal_compare(dec(INT64_MIN, 18), dec(INT64_MIN, 18)), 0);
}
END_TEST

/* Numbers whose scaled products need up to 186 bits, both ways round. */
START_TEST(shares_of_extreme_numbers_are_ordered)
{
    uf_decimal most = dec(INT64_MAX, 0);
    uf_decimal least = dec(1, 18);
    ck_assert_int_eq(uf_decimal_compare_share(most, least, least), 1);
    ck_assert_int_eq(uf_decimal_compare_share(least, most, most), -1);
    ck_assert_int_eq(uf_decimal_compare_share(dec(-INT64_MAX, 0), least, dec(-1, 18)), -1);
    ck_assert_int_eq(uf_decimal_compare_share(dec(1, 18), dec(1, 0), dec(1, 18)), 0);
    ck_assert_int_eq(uf_decimal_compare_share(dec(1, 0), dec(1000000000, 18), dec(1000000000, 0)),
                     0);
    ck_assert_int_eq(uf_decimal_compare_share(dec(1, 18), most, dec(0, 0)), 1);
}
END_TEST

static int change_against(int64_t a, int64_t b, int64_t c, int64_t d, uf_decimal limit)
{
    int sign = 9;
    ck_assert(uf_decimal_compare_change(a, b, c, d, limit, &sign));
    return sign;
}

START_TEST(a_fall_by_a_fifth_is_met_at_the_letter)
{
    uf_decimal fifth = dec(-20, 2);
    ck_assert_int_eq(change_against(24, 200, 30, 200, fifth), 0);
    ck_assert_int_eq(change_against(25, 200, 30, 200, fifth), 1);
    ck_assert_int_eq(change_against(23, 200, 30, 200, fifth), -1);
    ck_assert_int_eq(change_against(0, 200, 30, 200, fifth), -1);
    ck_assert_int_eq(change_against(0, 200, 30, 200, dec(-1, 0)), 0);
    ck_assert_int_eq(change_against(0, 200, 30, 200, dec(-2, 0)), 1);
    ck_assert_int_eq(change_against(30, 200, 30, 200, dec(0, 0)), 0);
    ck_assert_int_eq(change_against(45, 200, 30, 200, dec(5, 1)), 0);
    ck_assert_int_eq(change_against(16, 100, 30, 150, fifth), 0);
    ck_assert(!(24.0 / 200 / (30.0 / 200) - 1 <= -0.2));
}
END_TEST

/* All pairs of counts with a fall of exactly a fifth, in 20 to 400 pupils a year. The doubles that
 * fail `change <= -0.2` must be there, or the loop has not met what it guards against. */
START_TEST(thousands_of_exact_falls_are_judged_equal)
{
    long cases = 0;
    long wrong_in_doubles = 0;
    for (int64_t n = 20; n <= 400; n += 10) {
        for (int64_t before = 20; before <= 400; before += 10) {
            for (int64_t c = 1; c <= before; c++) {
                /* a = 0.8 c n / before */
                if (8 * c * n % (10 * before) != 0)
                    continue;
                int64_t a = 8 * c * n / (10 * before);
                if (a > n)
                    continue;
                cases++;
                ck_assert_int_eq(change_against(a, n, c, before, dec(-2, 1)), 0);
                double change = (double)a / (double)n / ((double)c / (double)before) - 1;
                wrong_in_doubles += !(change <= -0.2);
            }
        }
    }
    ck_assert_int_gt(cases, 5000);
    ck_assert_int_gt(wrong_in_doubles, 1000);
}
END_TEST

START_TEST(impossible_changes_are_refused)
{
    int sign = 9;
    uf_decimal fifth = dec(-20, 2);
    const int64_t large = INT64_C(1) << 53;
    ck_assert(!uf_decimal_compare_change(24, 0, 30, 200, fifth, &sign));
    ck_assert(!uf_decimal_compare_change(24, 200, 0, 200, fifth, &sign));
    ck_assert(!uf_decimal_compare_change(24, 200, 30, 0, fifth, &sign));
    ck_assert(!uf_decimal_compare_change(-1, 200, 30, 200, fifth, &sign));
    ck_assert(!uf_decimal_compare_change(large, 200, 30, 200, fifth, &sign));
    /* 2^106 times 10^18 is over 2^127; times 10^2 it is not. */
    ck_assert(!uf_decimal_compare_change(large - 1, large - 1, large - 1, large - 1,
                                         dec(-199999999999999999, 18), &sign));
    ck_assert_int_eq(sign, 9);
    ck_assert(uf_decimal_compare_change(large - 1, large - 1, large - 1, large - 1, fifth, &sign));
    ck_assert_int_eq(sign, 1);
}
END_TEST

START_TEST(differences_of_shares_are_exact)
{
    int sign = 9;
    /* 33 % against 30 %: 0.33 - 0.3 is 0.030000000000000027 in doubles. */
    ck_assert(uf_decimal_compare_difference(33, 100, 30, 100, dec(3, 2), &sign));
    ck_assert_int_eq(sign, 0);
    ck_assert(33.0 / 100 - 30.0 / 100 > 0.03);
    ck_assert(uf_decimal_compare_difference(27, 100, 30, 100, dec(-3, 2), &sign));
    ck_assert_int_eq(sign, 0);
    ck_assert(uf_decimal_compare_difference(28, 100, 30, 100, dec(-3, 2), &sign));
    ck_assert_int_eq(sign, 1);
    ck_assert(uf_decimal_compare_difference(26, 100, 30, 100, dec(-3, 2), &sign));
    ck_assert_int_eq(sign, -1);
    ck_assert(uf_decimal_compare_difference(26, 100, 30, 100, dec(3, 2), &sign));
    ck_assert_int_eq(sign, -1);
    ck_assert(uf_decimal_compare_difference(30, 100, 30, 100, dec(0, 0), &sign));
    ck_assert_int_eq(sign, 0);
    ck_assert(uf_decimal_compare_difference(30, 100, 0, 100, dec(3, 1), &sign));
    ck_assert_int_eq(sign, 0);
    sign = 9;
    ck_assert(!uf_decimal_compare_difference(30, 0, 0, 100, dec(3, 1), &sign));
    ck_assert_int_eq(sign, 9);
}
END_TEST

START_TEST(scaling_rounds_half_away_and_says_so)
{
    int64_t scaled = 0;
    bool exact = false;
    ck_assert(uf_decimal_scale(dec(125, 1), 2, &scaled, &exact));
    ck_assert(scaled == 1250 && exact);
    ck_assert(uf_decimal_scale(dec(1250, 2), 1, &scaled, &exact));
    ck_assert(scaled == 125 && exact);
    ck_assert(uf_decimal_scale(dec(1255, 2), 1, &scaled, &exact));
    ck_assert(scaled == 126 && !exact);
    ck_assert(uf_decimal_scale(dec(-1255, 2), 1, &scaled, &exact));
    ck_assert(scaled == -126 && !exact);
    ck_assert(uf_decimal_scale(dec(1254, 2), 1, &scaled, NULL));
    ck_assert(scaled == 125);
    ck_assert(uf_decimal_scale(dec(5, 18), 0, &scaled, &exact));
    ck_assert(scaled == 0 && !exact);
    ck_assert(uf_decimal_scale(dec(INT64_MAX, 0), 0, &scaled, &exact));
    ck_assert(scaled == INT64_MAX && exact);
    scaled = 7;
    ck_assert(!uf_decimal_scale(dec(INT64_MAX, 0), 1, &scaled, &exact));
    ck_assert(!uf_decimal_scale(dec(10, 0), 18, &scaled, &exact));
    ck_assert(!uf_decimal_scale(dec(1, 0), 19, &scaled, &exact));
    ck_assert(!uf_decimal_scale(dec(1, 0), -1, &scaled, &exact));
    ck_assert(scaled == 7);
}
END_TEST

START_TEST(reducing_and_percent_keep_the_value)
{
    uf_decimal d = uf_decimal_reduce(dec(1250, 2));
    ck_assert(d.mantissa == 125 && d.places == 1);
    d = uf_decimal_reduce(dec(0, 7));
    ck_assert(d.mantissa == 0 && d.places == 0);
    d = uf_decimal_reduce(dec(-700, 1));
    ck_assert(d.mantissa == -70 && d.places == 0);
    ck_assert(uf_decimal_percent(dec(125, 1), &d));
    ck_assert(d.mantissa == 125 && d.places == 3);
    ck_assert(uf_decimal_percent(dec(-20, 0), &d));
    ck_assert(d.mantissa == -2 && d.places == 1);
    ck_assert(uf_decimal_percent(dec(0, 18), &d));
    ck_assert(d.mantissa == 0);
    ck_assert(!uf_decimal_percent(dec(1, 17), &d));
}
END_TEST

/* Oracle: the C library's strtod on the same digits. */
START_TEST(values_are_the_nearest_doubles)
{
    const struct {
        uf_decimal decimal;
        const char *text;
    } cases[] = {
        { dec(15, 2), "0.15" },
        { dec(-125, 1), "-12.5" },
        { dec(0, 3), "0" },
        { dec(1, 18), "1e-18" },
        { dec(INT64_MAX, 0), "9223372036854775807" },
        { dec(INT64_MIN, 18), "-9.223372036854775808" },
        { dec(INT64_C(9007199254740993), 0), "9007199254740993" },
        { dec(INT64_C(9007199254740993), 1), "900719925474099.3" },
        { dec(INT64_C(900719925474099307), 18), "0.900719925474099307" },
        { dec(INT64_C(1234567890123456789), 9), "1234567890.123456789" },
        { dec(INT64_C(1000000000000000063), 17), "10.00000000000000063" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double nearest = strtod(cases[i].text, NULL);
        ck_assert_msg(uf_decimal_value(cases[i].decimal) == nearest, "%s: %.17g", cases[i].text,
                      uf_decimal_value(cases[i].decimal));
    }
}
END_TEST

/* The same for many long mantissas, from a linear congruential sequence (Knuth's MMIX). */
START_TEST(values_of_long_mantissas_are_the_nearest_doubles)
{
    uint64_t state = 1;
    for (int i = 0; i < 200000; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        /* 63 bits, and 54, where quotients come close enough to halfway to tell the roundings. */
        int64_t mantissa = (int64_t)(state >> (i % 2 == 0 ? 1 : 10));
        int places = i % (UF_DECIMAL_MAX_PLACES + 1);
        char text[64];
        snprintf(text, sizeof text, "%llde-%d", (long long)mantissa, places);
        ck_assert_msg(uf_decimal_value(dec(mantissa, places)) == strtod(text, NULL), "%s", text);
    }
}
END_TEST

/* By hand; in doubles 0.1 + 0.2 of 1 is above 0.3 of 1. */
START_TEST(two_shares_are_compared_without_dividing)
{
    ck_assert_int_eq(uf_decimal_compare_shares(dec(27, 0), dec(180, 0), dec(15, 0), dec(100, 0)),
                     0);
    ck_assert_int_eq(uf_decimal_compare_shares(dec(1, 0), dec(7, 0), dec(2, 0), dec(14, 0)), 0);
    ck_assert_int_eq(uf_decimal_compare_shares(dec(1, 0), dec(7, 0), dec(142857, 6), dec(1, 0)), 1);
    ck_assert_int_eq(uf_decimal_compare_shares(dec(142858, 6), dec(1, 0), dec(1, 0), dec(7, 0)), 1);
    ck_assert_int_eq(uf_decimal_compare_shares(dec(75, 1), dec(50, 0), dec(15, 0), dec(100, 0)), 0);
    ck_assert_int_eq(uf_decimal_compare_shares(dec(0, 0), dec(9, 0), dec(0, 5), dec(1, 3)), 0);
    ck_assert_int_eq(uf_decimal_compare_shares(dec(-1, 0), dec(3, 0), dec(0, 0), dec(1, 0)), -1);
    ck_assert_int_eq(uf_decimal_compare_shares(dec(-1, 0), dec(3, 0), dec(-1, 0), dec(2, 0)), 1);
    ck_assert_int_eq(
        uf_decimal_compare_shares(dec(INT64_MAX, 18), dec(INT64_MAX, 0), dec(1, 18), dec(1, 0)), 0);
    ck_assert_int_eq(
        uf_decimal_compare_shares(dec(INT64_MAX, 0), dec(1, 18), dec(1, 18), dec(INT64_MAX, 0)), 1);
}
END_TEST

Suite *test_decimal_suite(void);

Suite *test_decimal_suite(void)
{
    Suite *suite = suite_create("decimal");
    TCase *tests = tcase_create("decimal");
    tcase_add_test(tests, shares_at_the_limit_are_equal_to_it);
    tcase_add_test(tests, every_exact_fifteen_percent_is_seen);
    tcase_add_test(tests, parts_may_have_decimals);
    tcase_add_test(tests, decimals_are_ordered);
    tcase_add_test(tests, shares_of_extreme_numbers_are_ordered);
    tcase_add_test(tests, two_shares_are_compared_without_dividing);
    tcase_add_test(tests, a_fall_by_a_fifth_is_met_at_the_letter);
    tcase_add_test(tests, thousands_of_exact_falls_are_judged_equal);
    tcase_add_test(tests, impossible_changes_are_refused);
    tcase_add_test(tests, differences_of_shares_are_exact);
    tcase_add_test(tests, scaling_rounds_half_away_and_says_so);
    tcase_add_test(tests, reducing_and_percent_keep_the_value);
    tcase_add_test(tests, values_are_the_nearest_doubles);
    tcase_add_test(tests, values_of_long_mantissas_are_the_nearest_doubles);
    suite_add_tcase(suite, tests);
    return suite;
}
