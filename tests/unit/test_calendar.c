/* test_calendar.c: day numbers, against R, published facts, and every day from 1900 to 2199. */
#include <check.h>
#include <stdlib.h>
#include <utfall/calendar.h>

Suite *test_calendar_suite(void);

/* R 4.2.2: x <- as.Date(c("1900-01-01", ...)); as.integer(x); format(x, "%u") */
static const struct {
    uf_civil date;
    uf_day day;
    uf_weekday weekday;
} r_dates[] = {
    { { 1900, 1, 1 }, -25567, UF_MONDAY },   { { 1900, 2, 28 }, -25509, UF_WEDNESDAY },
    { { 1900, 3, 1 }, -25508, UF_THURSDAY }, { { 1904, 2, 29 }, -24048, UF_MONDAY },
    { { 1969, 12, 31 }, -1, UF_WEDNESDAY },  { { 1970, 1, 1 }, 0, UF_THURSDAY },
    { { 1999, 12, 31 }, 10956, UF_FRIDAY },  { { 2000, 2, 29 }, 11016, UF_TUESDAY },
    { { 2000, 3, 1 }, 11017, UF_WEDNESDAY }, { { 2000, 8, 1 }, 11170, UF_TUESDAY },
    { { 2000, 8, 7 }, 11176, UF_MONDAY },    { { 2016, 2, 29 }, 16860, UF_MONDAY },
    { { 2024, 2, 29 }, 19782, UF_THURSDAY }, { { 2100, 2, 28 }, 47540, UF_SUNDAY },
    { { 2100, 3, 1 }, 47541, UF_MONDAY },    { { 2199, 12, 31 }, 84005, UF_TUESDAY },
};

static void expect_date(uf_day day, int year, int month, int day_of_month)
{
    uf_civil date = uf_day_to_civil(day);
    ck_assert_int_eq(date.year, year);
    ck_assert_int_eq(date.month, month);
    ck_assert_int_eq(date.day, day_of_month);
}

static uf_day day_of(int year, int month, int day)
{
    return uf_day_from_civil((uf_civil){ year, month, day });
}

START_TEST(agrees_with_r)
{
    uf_civil date = r_dates[_i].date;
    ck_assert_int_eq(uf_day_from_civil(date), r_dates[_i].day);
    ck_assert_int_eq(uf_day_weekday(r_dates[_i].day), r_dates[_i].weekday);
    expect_date(r_dates[_i].day, date.year, date.month, date.day);
}
END_TEST

/* The successor rule is written out here, apart from the formulas under test. */
START_TEST(every_day_follows_the_one_before)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    uf_civil date = { 1900, 1, 1 };
    int weekday = 1; /* 1900-01-01 was a Monday */
    long days = 0;
    for (uf_day day = UF_FIRST_DAY; day <= UF_LAST_DAY; day++, days++) {
        expect_date(day, date.year, date.month, date.day);
        ck_assert_int_eq(uf_day_from_civil(date), day);
        ck_assert_int_eq(uf_day_weekday(day), weekday);
        ck_assert(uf_civil_is_valid(date));
        weekday = weekday == 7 ? 1 : weekday + 1;
        bool leap = date.year % 400 == 0 || (date.year % 4 == 0 && date.year % 100 != 0);
        int length = lengths[date.month - 1] + (leap && date.month == 2 ? 1 : 0);
        ck_assert_int_eq(uf_month_length(date.year, date.month), length);
        if (++date.day > length) {
            date.day = 1;
            if (++date.month > 12) {
                date.month = 1;
                date.year++;
            }
        }
    }
    ck_assert_int_eq(date.year, 2200);
    ck_assert_int_eq(days,
                     109573); /* by hand: 300 * 365 + 73 leap days (2000 is one, not 1900, 2100) */
}
END_TEST

START_TEST(only_existing_dates_are_valid)
{
    static const uf_civil invalid[] = { { 1899, 12, 31 }, { 2200, 1, 1 },  { 1900, 2, 29 },
                                        { 2100, 2, 29 },  { 2015, 2, 29 }, { 2016, 2, 30 },
                                        { 2016, 4, 31 },  { 2016, 0, 1 },  { 2016, 13, 1 },
                                        { 2016, 1, 0 },   { 2016, 1, 32 }, { 2016, -1, 5 } };
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++)
        ck_assert(!uf_civil_is_valid(invalid[i]));
    ck_assert(uf_civil_is_valid((uf_civil){ 2000, 2, 29 }));
    ck_assert(uf_day_is_valid(UF_FIRST_DAY));
    ck_assert(uf_day_is_valid(UF_LAST_DAY));
    ck_assert(!uf_day_is_valid(UF_FIRST_DAY - 1));
    ck_assert(!uf_day_is_valid(UF_LAST_DAY + 1));
    ck_assert(!uf_day_is_valid(UF_NO_DAY));
}
END_TEST

/* By hand, from the rule: the same day, or the month's last. */
START_TEST(months_are_added_with_the_month_end_rule)
{
    expect_date(uf_day_add_months(day_of(2015, 11, 30), 3), 2016, 2, 29);
    expect_date(uf_day_add_months(day_of(2016, 11, 30), 3), 2017, 2, 28);
    expect_date(uf_day_add_months(day_of(2016, 1, 31), 1), 2016, 2, 29);
    expect_date(uf_day_add_months(day_of(2016, 3, 31), -1), 2016, 2, 29);
    expect_date(uf_day_add_months(day_of(2016, 2, 29), 12), 2017, 2, 28);
    expect_date(uf_day_add_months(day_of(2016, 2, 29), 48), 2020, 2, 29);
    expect_date(uf_day_add_months(day_of(2016, 12, 31), 2), 2017, 2, 28);
    expect_date(uf_day_add_months(day_of(2000, 8, 1), -7), 2000, 1, 1);
    expect_date(uf_day_add_months(day_of(2000, 8, 1), -8), 1999, 12, 1);
    expect_date(uf_day_add_months(day_of(2000, 8, 1), -2408), 1799, 12, 1);
    expect_date(uf_day_add_months(day_of(2016, 5, 15), 0), 2016, 5, 15);
}
END_TEST

/* By hand: January is bit 0. */
START_TEST(months_of_a_period_know_no_year)
{
    ck_assert_uint_eq(uf_day_months(day_of(2016, 8, 1), day_of(2016, 10, 31)), 0x380);
    ck_assert_uint_eq(uf_day_months(day_of(2017, 8, 31), day_of(2017, 10, 1)), 0x380);
    ck_assert_uint_eq(uf_day_months(day_of(2016, 11, 1), day_of(2017, 2, 28)), 0xc03);
    ck_assert_uint_eq(uf_day_months(day_of(2016, 5, 5), day_of(2016, 5, 5)), 0x10);
    ck_assert_uint_eq(uf_day_months(day_of(2016, 8, 1), day_of(2019, 7, 31)), 0xfff);
    ck_assert_uint_eq(uf_day_months(day_of(2016, 8, 2), day_of(2016, 8, 1)), 0);
}
END_TEST

START_TEST(dates_are_written_in_iso_order)
{
    char text[UF_DATE_SIZE];
    ck_assert_str_eq(uf_day_format(day_of(2016, 2, 9), text), "2016-02-09");
    ck_assert_str_eq(uf_day_format(UF_FIRST_DAY, text), "1900-01-01");
    ck_assert_str_eq(uf_day_format(UF_LAST_DAY, text), "2199-12-31");
}
END_TEST

Suite *test_calendar_suite(void)
{
    Suite *suite = suite_create("calendar");
    TCase *cases = tcase_create("days");
    tcase_add_loop_test(cases, agrees_with_r, 0, (int)(sizeof r_dates / sizeof *r_dates));
    tcase_add_test(cases, every_day_follows_the_one_before);
    tcase_add_test(cases, only_existing_dates_are_valid);
    tcase_add_test(cases, months_are_added_with_the_month_end_rule);
    tcase_add_test(cases, months_of_a_period_know_no_year);
    tcase_add_test(cases, dates_are_written_in_iso_order);
    suite_add_tcase(suite, cases);
    return suite;
}
