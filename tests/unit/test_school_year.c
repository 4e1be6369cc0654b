/* test_school_year.c: terms, breaks and holidays against calendars. */
#include <utfall/school_year.h>

#include <check.h>

static uf_day day(int year, int month, int d)
{
    return uf_day_from_civil((uf_civil){ year, month, d });
}

/* Easter Sundays as published: the Astronomical Applications Department of the US Naval
 * Observatory, "The date of Easter"; 25 April is the latest possible date. */
START_TEST(easter)
{
    static const uf_civil sundays[] = {
        { 1943, 4, 25 }, { 1954, 4, 18 }, { 1981, 4, 19 }, { 2000, 4, 23 },
        { 2008, 3, 23 }, { 2016, 3, 27 }, { 2017, 4, 16 }, { 2019, 4, 21 },
        { 2024, 3, 31 }, { 2038, 4, 25 }, { 2049, 4, 18 }, { 2076, 4, 19 },
    };
    for (size_t i = 0; i < sizeof sundays / sizeof sundays[0]; i++)
        ck_assert_int_eq(uf_easter_sunday(sundays[i].year), uf_day_from_civil(sundays[i]));
}
END_TEST

/* ISO 8601: the week with the year's first Thursday is week 1. */
START_TEST(iso_weeks)
{
    ck_assert_int_eq(uf_iso_week(day(2016, 1, 1)), 53);
    ck_assert_int_eq(uf_iso_week(day(2016, 1, 4)), 1);
    ck_assert_int_eq(uf_iso_week(day(2016, 10, 31)), 44);
    ck_assert_int_eq(uf_iso_week(day(2017, 2, 13)), 7);
    ck_assert_int_eq(uf_iso_week(day(2018, 12, 31)), 1);
    ck_assert_int_eq(uf_iso_week(day(2021, 1, 3)), 53);
}
END_TEST

/* By the printed calendar of 2016 and 2017. */
START_TEST(open_and_closed)
{
    static const struct {
        int year, month, day;
        bool open;
    } days[] = {
        { 2016, 8, 17, false }, { 2016, 8, 18, true },   { 2016, 8, 20, false },
        { 2016, 10, 28, true }, { 2016, 10, 31, false }, { 2016, 11, 4, false },
        { 2016, 11, 7, true },  { 2016, 12, 21, true },  { 2016, 12, 22, false },
        { 2017, 1, 9, false },  { 2017, 1, 10, true },   { 2017, 2, 10, true },
        { 2017, 2, 13, false }, { 2017, 2, 20, true },   { 2017, 4, 7, true },
        { 2017, 4, 10, false }, { 2017, 4, 17, false },  { 2017, 4, 18, true },
        { 2017, 5, 1, false },  { 2017, 5, 25, false },  { 2017, 5, 26, false },
        { 2017, 5, 29, true },  { 2017, 6, 6, false },   { 2017, 6, 13, true },
        { 2017, 6, 14, false }, { 2017, 7, 14, false },  { 2017, 8, 17, true },
    };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        ck_assert_msg(uf_is_school_day(day(days[i].year, days[i].month, days[i].day), 7) ==
                          days[i].open,
                      "%d-%d-%d", days[i].year, days[i].month, days[i].day);
    ck_assert(!uf_is_school_day(day(2017, 3, 1), 9));
    ck_assert(uf_is_school_day(day(2017, 2, 15), 9));
}
END_TEST

/* By hand: autumn 2016 has 10 + 22 + 21 + 22 + 15 weekdays, less 5; spring 16 + 20 + 23 + 20 + 23 +
 * 9, less 5 of the sports break, 6 of Easter, and 1, 2 and 1; autumn 2017 11 + 21 + 22 + 22 + 14,
 * less 5. */
START_TEST(number_of_days)
{
    int autumn = 0, spring = 0, next = 0;
    for (uf_day d = day(2016, 8, 1); d <= day(2017, 12, 31); d++)
        if (uf_is_school_day(d, 7))
            *(d < day(2017, 1, 1) ? &autumn : d < day(2017, 8, 1) ? &spring : &next) += 1;
    ck_assert_int_eq(autumn, 85);
    ck_assert_int_eq(spring, 96);
    ck_assert_int_eq(next, 85);
}
END_TEST

START_TEST(years_and_terms)
{
    ck_assert_int_eq(uf_school_year(day(2017, 7, 31)), 2016);
    ck_assert_int_eq(uf_school_year(day(2017, 8, 1)), 2017);
    ck_assert_int_eq(uf_school_term(day(2016, 12, 31)) + 1, uf_school_term(day(2017, 1, 1)));
    ck_assert_int_eq(uf_school_term(day(2017, 1, 1)), uf_school_term(day(2017, 7, 31)));
}
END_TEST

Suite *test_school_year_suite(void);

Suite *test_school_year_suite(void)
{
    Suite *suite = suite_create("school_year");
    TCase *tests = tcase_create("school_year");
    tcase_add_test(tests, easter);
    tcase_add_test(tests, iso_weeks);
    tcase_add_test(tests, open_and_closed);
    tcase_add_test(tests, number_of_days);
    tcase_add_test(tests, years_and_terms);
    suite_add_tcase(suite, tests);
    return suite;
}
