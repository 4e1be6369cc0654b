/* test_school_days.c: terms, closings, and school days by number. The calendar is that of a Swedish
 * school year, 2016/17; counts are by hand from a wall calendar. */
#include <check.h>
#include <utfall/school_days.h>

Suite *test_school_days_suite(void);

static uf_day day_of(int year, int month, int day)
{
    return uf_day_from_civil((uf_civil){ year, month, day });
}

enum { NORTH = 7, SOUTH = 3 };

/* Terms 18 August to 21 December and 10 January to 9 June, autumn break, a staff day at one school,
 * and Christmas Day, which is in no term. */
static uf_school_days *calendar(void)
{
    uf_school_days *days = NULL;
    ck_assert_int_eq(uf_school_days_new(&days, NULL), UF_OK);
    ck_assert_int_eq(uf_school_days_add_term(days, day_of(2016, 8, 18), day_of(2016, 12, 21), NULL),
                     UF_OK);
    ck_assert_int_eq(uf_school_days_add_term(days, day_of(2017, 1, 10), day_of(2017, 6, 9), NULL),
                     UF_OK);
    ck_assert_int_eq(
        uf_school_days_close(days, UF_ALL_SCHOOLS, day_of(2016, 10, 31), day_of(2016, 11, 4), NULL),
        UF_OK);
    ck_assert_int_eq(
        uf_school_days_close(days, NORTH, day_of(2016, 9, 16), day_of(2016, 9, 16), NULL), UF_OK);
    ck_assert_int_eq(uf_school_days_close(days, UF_ALL_SCHOOLS, day_of(2016, 12, 25),
                                          day_of(2016, 12, 25), NULL),
                     UF_OK);
    uf_school_days_number(days);
    return days;
}

START_TEST(terms_hold_their_days)
{
    uf_school_days *days = calendar();
    ck_assert_int_eq(uf_school_days_terms(days), 2);
    ck_assert_int_eq(uf_school_days_term(days, day_of(2016, 8, 17)), UF_NO_TERM);
    ck_assert_int_eq(uf_school_days_term(days, day_of(2016, 8, 18)), 0);
    ck_assert_int_eq(uf_school_days_term(days, day_of(2016, 12, 21)), 0);
    ck_assert_int_eq(uf_school_days_term(days, day_of(2016, 12, 22)), UF_NO_TERM);
    ck_assert_int_eq(uf_school_days_term(days, day_of(2017, 1, 9)), UF_NO_TERM);
    ck_assert_int_eq(uf_school_days_term(days, day_of(2017, 6, 9)), 1);
    ck_assert_int_eq(uf_school_days_term(days, day_of(2017, 6, 10)), UF_NO_TERM);
    uf_day from;
    uf_day to;
    uf_school_days_term_bounds(days, 1, &from, &to);
    ck_assert_int_eq(from, day_of(2017, 1, 10));
    ck_assert_int_eq(to, day_of(2017, 6, 9));
    uf_school_days_free(days);
}
END_TEST

START_TEST(one_school_may_be_closed)
{
    uf_school_days *days = calendar();
    uf_day staff_day = day_of(2016, 9, 16);
    ck_assert(uf_school_days_closed(days, NORTH, staff_day));
    ck_assert(!uf_school_days_closed(days, SOUTH, staff_day));
    ck_assert(!uf_school_days_closed(days, NORTH, staff_day - 1));
    ck_assert(uf_school_days_open(days, staff_day)); /* not closed for all */
    ck_assert(uf_school_days_closed(days, SOUTH, day_of(2016, 11, 4)));
    ck_assert(!uf_school_days_open(days, day_of(2016, 11, 4)));
    ck_assert(!uf_school_days_open(days, day_of(2016, 9, 17))); /* a Saturday */
    ck_assert(!uf_school_days_open(days, day_of(2016, 12, 22)));
    uf_school_days_free(days);
}
END_TEST

/* August 10, September 22, October 20 (the 31st is closed), November 18, December 15; January 16,
 * February 20, March 23, April 20, May 23, June 7. */
START_TEST(school_days_are_counted)
{
    uf_school_days *days = calendar();
    ck_assert_int_eq(uf_school_days_count(days), 85 + 109);
    ck_assert_int_eq(uf_school_days_before(days, day_of(2016, 8, 18)), 0);
    ck_assert_int_eq(uf_school_days_before(days, day_of(2016, 9, 1)), 10);
    ck_assert_int_eq(uf_school_days_before(days, day_of(2017, 1, 1)), 85);
    ck_assert_int_eq(uf_school_days_before(days, UF_LAST_DAY), 194);
    ck_assert_int_eq(uf_school_days_nth(days, 0), day_of(2016, 8, 18));
    ck_assert_int_eq(uf_school_days_nth(days, 10), day_of(2016, 9, 1));
    ck_assert_int_eq(uf_school_days_nth(days, 84), day_of(2016, 12, 21));
    ck_assert_int_eq(uf_school_days_nth(days, 85), day_of(2017, 1, 10));
    ck_assert_int_eq(uf_school_days_nth(days, 193), day_of(2017, 6, 9));
    for (int32_t n = 0; n < 194; n++) {
        ck_assert(uf_school_days_open(days, uf_school_days_nth(days, n)));
        ck_assert_int_eq(uf_school_days_before(days, uf_school_days_nth(days, n)), n);
    }
    uf_school_days_free(days);
}
END_TEST

START_TEST(bad_periods_are_refused)
{
    uf_school_days *days = calendar();
    uf_error error = { 0 };
    ck_assert_int_eq(uf_school_days_add_term(days, 100, 99, &error), UF_EINVAL);
    ck_assert_int_eq(uf_school_days_add_term(days, UF_LAST_DAY, UF_LAST_DAY + 1, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_school_days_add_term(days, day_of(2017, 6, 9), day_of(2017, 7, 1), &error),
                     UF_EDATA);
    ck_assert_int_eq(uf_school_days_close(days, NORTH, 100, 99, &error), UF_EINVAL);
    ck_assert_int_eq(uf_school_days_close(days, NORTH, UF_NO_DAY, 99, &error), UF_EINVAL);
    uf_school_days_free(days);
    uf_school_days_free(NULL);
}
END_TEST

START_TEST(a_calendar_without_terms_has_no_school_days)
{
    uf_school_days *days = NULL;
    ck_assert_int_eq(uf_school_days_new(&days, NULL), UF_OK);
    ck_assert_int_eq(uf_school_days_close(days, NORTH, 10, 12, NULL), UF_OK);
    uf_school_days_number(days);
    ck_assert_int_eq(uf_school_days_terms(days), 0);
    ck_assert_int_eq(uf_school_days_count(days), 0);
    ck_assert(uf_school_days_closed(days, NORTH, 11));
    uf_school_days_free(days);
}
END_TEST

Suite *test_school_days_suite(void)
{
    Suite *suite = suite_create("school_days");
    TCase *cases = tcase_create("calendar");
    tcase_add_test(cases, terms_hold_their_days);
    tcase_add_test(cases, one_school_may_be_closed);
    tcase_add_test(cases, school_days_are_counted);
    tcase_add_test(cases, bad_periods_are_refused);
    tcase_add_test(cases, a_calendar_without_terms_has_no_school_days);
    suite_add_tcase(suite, cases);
    return suite;
}
