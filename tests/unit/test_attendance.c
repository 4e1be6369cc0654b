/* test_attendance.c: rates, unreported lessons, spells, windows and refusals of uf_attendance.
 * Expected values are arithmetic by hand unless said otherwise. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "attendance_log.h"

Suite *test_attendance_suite(void);

/* In doubles 1 - 153.0/180 > 0.15; here 27 of 180 stays 27 and 180, and 0.15 to the last bit. */
START_TEST(sums_are_exact)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    log_add_days(log, log_lesson(0, 0, 0, 1, 1), 27);
    log_add_days(log, log_lesson(0, 0, 100, 1, 0), 153);
    uf_attendance_row tenth = log_lesson(1, 0, 0, 1, 0);
    tenth.lesson.unsaid = UF_AMOUNT_ONE / 10;
    log_add_days(log, tenth, 10);

    const uf_attendance_record *record = log_records(log, 0, 1);
    ck_assert_int_eq(record->absent.mantissa, 27);
    ck_assert_int_eq(record->absent.places, 0);
    ck_assert_int_eq(record->scheduled.mantissa, 180);
    ck_assert_double_eq(record->rate, 0.15);
    uf_decimal limit = { 15, 2 };
    ck_assert_int_eq(uf_decimal_compare_share(record->absent, record->scheduled, limit), 0);
    ck_assert_int_eq(log_records(log, 1, 1)->absent.mantissa, 1); /* ten times 0.1 */
    uf_attendance_free(log);
}
END_TEST

/* Ten lessons, two missed, one whose register was never taken. */
static const uf_attendance_record *ten_lessons(uf_attendance **log, uf_unreported policy)
{
    uf_attendance_options options = log_options("all");
    options.unreported = policy;
    *log = log_new(&options);
    log_add_days(*log, log_lesson(0, 0, 0, 1, 0), 7);
    log_add_days(*log, log_lesson(0, 0, 7, 1, 1), 2);
    log_add(*log, log_open(0, 0, 9, 1));
    return log_records(*log, 0, 1);
}

START_TEST(one_open_lesson_of_ten_has_three_answers)
{
    static const struct {
        uf_unreported policy;
        double scheduled, absent, rate;
    } rows[] = { { UF_UNREPORTED_EXCLUDE, 9, 2, 2.0 / 9 },
                 { UF_UNREPORTED_PRESENT, 10, 2, 0.2 },
                 { UF_UNREPORTED_ABSENT, 10, 3, 0.3 } };
    for (size_t i = 0; i < 3; i++) {
        uf_attendance *log;
        const uf_attendance_record *record = ten_lessons(&log, rows[i].policy);
        log_expect(record->scheduled, rows[i].scheduled);
        log_expect(record->absent, rows[i].absent);
        log_expect(record->unreported, 1);
        ck_assert_double_eq(record->rate, rows[i].rate);
        ck_assert_double_eq(record->rate_min, 0.2);
        ck_assert_double_eq(record->rate_max, 0.3);
        ck_assert_double_eq(record->coverage, 0.9);
        ck_assert_double_ge(record->rate, record->rate_min);
        ck_assert_double_le(record->rate, record->rate_max);
        uf_attendance_free(log);
    }
}
END_TEST

START_TEST(no_reported_lesson_means_no_rate_but_bounds)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    log_add(log, log_open(0, 0, 5, 40));
    log_add(log, log_exempt(1, 0, 5, 40));
    const uf_attendance_record *record = log_records(log, 0, 1);
    ck_assert(isnan(record->rate));
    ck_assert_double_eq(record->coverage, 0);
    ck_assert_double_eq(record->rate_min, 0);
    ck_assert_double_eq(record->rate_max, 1);
    ck_assert(record->eligible);

    record = log_records(log, 1, 1);
    ck_assert(isnan(record->rate));
    ck_assert(isnan(record->coverage));
    ck_assert(isnan(record->rate_min));
    ck_assert(isnan(record->rate_max));
    log_expect(record->scheduled, 0);
    uf_attendance_free(log);
}
END_TEST

START_TEST(exempt_lessons_leave_the_denominator)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    log_add(log, log_lesson(0, 0, 1, 40, 10));
    log_add(log, log_exempt(0, 0, 1, 60));
    const uf_attendance_record *record = log_records(log, 0, 1);
    log_expect(record->scheduled, 40);
    ck_assert_double_eq(record->rate, 0.25);
    ck_assert_double_eq(record->rate_max, 0.25);
    uf_attendance_free(log);
}
END_TEST

static uf_attendance_row split_lesson(uint32_t pupil, int authorised, int unauthorised)
{
    uf_attendance_row row = log_lesson(pupil, 0, 1, 40, 0);
    row.lesson.authorised = authorised * UF_AMOUNT_ONE;
    row.lesson.unauthorised = unauthorised * UF_AMOUNT_ONE;
    return row;
}

START_TEST(both_kinds_of_absence_count)
{
    uf_attendance_options options = log_options("all");
    options.unreported = UF_UNREPORTED_ABSENT;
    uf_attendance *log = log_new(&options);
    log_add(log, split_lesson(0, 10, 5));
    log_add(log, split_lesson(0, 2, 0));
    log_add(log, log_open(0, 0, 2, 20));
    const uf_attendance_record *record = log_records(log, 0, 1);
    ck_assert(record->authorised_known);
    log_expect(record->authorised, 12);
    log_expect(record->unauthorised, 5);
    log_expect(record->absent, 37); /* with the open lesson, which is neither */
    log_expect(record->scheduled, 100);
    uf_attendance_free(log);
}
END_TEST

START_TEST(an_unsaid_absence_leaves_the_kinds_unknown)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    log_add(log, split_lesson(0, 10, 5));
    log_add(log, log_lesson(0, 0, 1, 40, 3));
    log_add(log, split_lesson(1, 10, 5));
    ck_assert(!log_records(log, 0, 1)->authorised_known);
    log_expect(log_records(log, 0, 1)->absent, 18);
    ck_assert(log_records(log, 1, 1)->authorised_known);
    uf_attendance_free(log);

    options.authorised_known = false;
    log = log_new(&options);
    log_add(log, split_lesson(0, 0, 0)); /* nobody absent, but the log could not have said */
    ck_assert(!log_records(log, 0, 1)->authorised_known);
    uf_attendance_free(log);
}
END_TEST

START_TEST(little_scheduled_time_is_not_eligible)
{
    uf_attendance_options options = log_options("all");
    options.min_scheduled = (uf_decimal){ 1005, 1 };
    uf_attendance *log = log_new(&options);
    log_add(log, log_lesson(0, 0, 1, 100, 0));
    log_add(log, log_open(0, 0, 1, 40)); /* not counted under exclude */
    log_add(log, log_lesson(1, 0, 1, 101, 0));
    uf_attendance_row exact = log_lesson(2, 0, 1, 100, 0);
    exact.lesson.scheduled += UF_AMOUNT_ONE / 2;
    log_add(log, exact);
    ck_assert(!log_records(log, 0, 1)->eligible);
    ck_assert(log_records(log, 1, 1)->eligible);
    ck_assert(log_records(log, 2, 1)->eligible);
    uf_attendance_free(log);
}
END_TEST

/* Friday 2016-09-09, Monday 12 and Tuesday 13 missed whole: one spell of three school days. */
START_TEST(weekends_and_holidays_do_not_end_a_spell)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    uf_day friday = log_day(2016, 9, 9);
    log_add(log, log_lesson(0, 0, friday - 1, 60, 0));
    log_add(log, log_lesson(0, 0, friday, 60, 60));
    log_add_days(log, log_lesson(0, 0, friday + 3, 60, 60), 2);
    log_add(log, log_lesson(0, 0, friday + 60, 60, 60)); /* after a long holiday: still one spell */
    log_add(log, log_lesson(0, 0, friday + 61, 60, 1));
    log_add(log, log_lesson(0, 0, friday + 61, 40, 40)); /* part of that day was attended */
    log_add(log, log_lesson(0, 0, friday + 62, 60, 60));
    ck_assert_uint_eq(log_records(log, 0, 1)->longest_spell, 4);
    uf_attendance_free(log);
}
END_TEST

START_TEST(a_spell_is_cut_at_the_window)
{
    uf_attendance_options options = log_options("month");
    uf_attendance *log = log_new(&options);
    log_add_days(log, log_lesson(0, 0, log_day(2016, 1, 30), 1, 1), 33); /* 2 + 29 + 2 days */
    const uf_attendance_record *records = log_records(log, 0, 3);
    ck_assert_uint_eq(records[0].longest_spell, 2);
    ck_assert_uint_eq(records[1].longest_spell, 29); /* 2016 is a leap year */
    ck_assert_uint_eq(records[2].longest_spell, 2);
    ck_assert_int_eq(records[1].to, log_day(2016, 2, 29));
    log_expect(records[1].scheduled, 29);
    uf_attendance_free(log);
}
END_TEST

/* Days: missed, open, missed, missed + open, attended, missed, exempt, missed of no length. */
static uint32_t spell_under(uf_unreported policy)
{
    uf_attendance_options options = log_options("all");
    options.unreported = policy;
    uf_attendance *log = log_new(&options);
    log_add(log, log_lesson(0, 0, 1, 1, 1));
    log_add(log, log_open(0, 0, 2, 1));
    log_add(log, log_lesson(0, 0, 3, 1, 1));
    log_add(log, log_lesson(0, 0, 4, 1, 1));
    log_add(log, log_open(0, 0, 4, 1));
    log_add(log, log_lesson(0, 0, 5, 1, 0));
    log_add(log, log_lesson(0, 0, 6, 1, 1));
    log_add(log, log_exempt(0, 0, 7, 1));
    log_add(log, log_lesson(0, 0, 8, 0, 0));
    log_add(log, log_open(0, 0, 9, 0));
    uint32_t longest = log_records(log, 0, 1)->longest_spell;
    uf_attendance_free(log);
    return longest;
}

START_TEST(open_days_in_a_spell_follow_the_policy)
{
    ck_assert_uint_eq(spell_under(UF_UNREPORTED_EXCLUDE), 3); /* 1, 3, 4: day 2 is passed over */
    ck_assert_uint_eq(spell_under(UF_UNREPORTED_PRESENT), 1); /* days 2 and 4 were attended */
    ck_assert_uint_eq(spell_under(UF_UNREPORTED_ABSENT), 4);  /* 1, 2, 3, 4 */
}
END_TEST

/* Rows backwards over 300 years, so that the day bits grow at their low end. */
START_TEST(a_spell_may_span_the_calendar)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    uint32_t days = 0;
    for (uf_day day = UF_LAST_DAY; day >= UF_FIRST_DAY; day -= 7, days++)
        log_add(log, log_lesson(0, 0, day, 1, 1));
    ck_assert_uint_eq(log_records(log, 0, 1)->longest_spell, days);
    uf_attendance_free(log);
}
END_TEST

START_TEST(a_window_across_christmas_has_fewer_lessons_not_more_absence)
{
    uf_attendance_options options = log_options("3m");
    uf_attendance *log = log_new(&options);
    log_add_days(log, log_lesson(0, 0, log_day(2016, 8, 1), 10, 1), 60);
    log_add_days(log, log_lesson(0, 0, log_day(2016, 11, 1), 10, 1), 40);
    const uf_attendance_record *records = log_records(log, 0, 2);
    log_expect(records[0].scheduled, 600);
    log_expect(records[1].scheduled, 400);
    ck_assert_double_eq(records[0].rate, 0.1);
    ck_assert_double_eq(records[1].rate, 0.1);
    ck_assert_int_eq(records[1].from, log_day(2016, 11, 1));
    ck_assert_int_eq(records[1].to, log_day(2017, 1, 31));
    uf_attendance_free(log);
}
END_TEST

START_TEST(windows_are_cut_at_the_limits)
{
    uf_attendance_options options = log_options("year");
    options.date_from = log_day(2016, 9, 1);
    options.date_to = log_day(2017, 10, 31);
    uf_attendance *log = log_new(&options);
    ck_assert(!uf_attendance_covers(log, options.date_from - 1));
    ck_assert(uf_attendance_covers(log, options.date_from));
    ck_assert(uf_attendance_covers(log, options.date_to));
    ck_assert(!uf_attendance_covers(log, options.date_to + 1));
    log_add(log, log_lesson(0, 0, options.date_from, 1, 0));
    log_add(log, log_lesson(0, 0, options.date_to, 1, 0));
    const uf_attendance_record *records = log_records(log, 0, 2);
    ck_assert_int_eq(records[0].from, options.date_from);
    ck_assert_int_eq(records[0].to, log_day(2017, 7, 31));
    ck_assert_int_eq(records[1].from, log_day(2017, 8, 1));
    ck_assert_int_eq(records[1].to, options.date_to);
    uf_attendance_free(log);
}
END_TEST

START_TEST(window_all_is_as_long_as_the_log)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    uf_day first;
    uf_day last;
    ck_assert(!uf_attendance_span(log, &first, &last));
    log_add(log, log_lesson(0, 0, 30, 1, 0));
    log_add(log, log_lesson(1, 0, 10, 1, 0));
    log_add(log, log_exempt(2, 0, 50, 1));
    ck_assert(uf_attendance_span(log, &first, &last));
    ck_assert_int_eq(log_records(log, 0, 1)->from, 10);
    ck_assert_int_eq(log_records(log, 0, 1)->to, 50);
    uf_attendance_free(log);

    options.date_to = 60;
    log = log_new(&options);
    log_add(log, log_lesson(0, 0, 30, 1, 0));
    ck_assert_int_eq(log_records(log, 0, 1)->from, 30);
    ck_assert_int_eq(log_records(log, 0, 1)->to, 60);
    uf_attendance_free(log);
}
END_TEST

START_TEST(an_empty_log_has_no_records)
{
    uf_attendance_options options = log_options("3m");
    uf_attendance *log = log_new(&options);
    ck_assert_uint_eq(uf_attendance_pupils(log), 0);
    log_records(log, 0, 0);
    ck_assert_int_eq(uf_attendance_add(log, NULL, 0, NULL), UF_OK);
    log_add(log, log_lesson(5, 0, 1, 1, 0));
    ck_assert_uint_eq(uf_attendance_pupils(log), 6);
    log_records(log, 3, 0);
    log_records(log, 5, 1);
    log_records(log, 99, 0);
    uf_attendance_free(log);
    uf_attendance_free(NULL);
}
END_TEST

START_TEST(sums_that_do_not_fit_are_refused)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    uf_attendance_row rows[3] = { log_lesson(0, 0, 1, 1, 0), log_lesson(0, 0, 1, 1, 0),
                                  log_lesson(0, 0, 1, 1, 0) };
    rows[1].lesson.scheduled = INT64_MAX - UF_AMOUNT_ONE;
    uf_error error = { 0 };
    ck_assert_int_eq(uf_attendance_add(log, rows, 3, &error), UF_ERANGE);
    ck_assert_uint_eq(error.index, 2);
    ck_assert_int_eq(log_records(log, 0, 1)->scheduled.mantissa, INT64_MAX); /* two rows stand */

    /* The sum of reported and unreported time, and that over places, must fit as well. */
    uf_attendance_places places = { (uint32_t[]){ 0, 1 }, (uint32_t[]){ 0, 1 }, 2 };
    const uf_attendance_record *records;
    size_t count;
    log_add(log, log_open(0, 0, 1, 1));
    ck_assert_int_eq(uf_attendance_records(log, 0, &places, &records, &count, &error), UF_ERANGE);
    rows[0].pupil = rows[1].pupil = 1;
    rows[0].place = 1;
    log_add(log, rows[1]);
    log_add(log, rows[0]);
    ck_assert_int_eq(uf_attendance_records(log, 1, &places, &records, &count, &error), UF_OK);
    log_add(log, rows[0]);
    ck_assert_int_eq(uf_attendance_records(log, 1, &places, &records, &count, &error), UF_ERANGE);
    ck_assert_uint_eq(error.index, 1);
    uf_attendance_free(log);
}
END_TEST

START_TEST(bad_rows_are_refused_where_they_stand)
{
    uf_attendance_options options = log_options("all");
    options.date_to = 100;
    uf_attendance *log = log_new(&options);
    uf_attendance_row rows[200];
    for (size_t i = 0; i < 200; i++)
        rows[i] = log_lesson(0, 0, 1, 1, 0);
    uf_error error = { 0 };
    rows[150].lesson.unsaid = 2 * UF_AMOUNT_ONE;
    ck_assert_int_eq(uf_attendance_add(log, rows, 200, &error), UF_EDATA);
    ck_assert_uint_eq(error.index, 150);
    ck_assert_str_eq(error.reason, "absent is more than scheduled");
    log_expect(log_records(log, 0, 1)->scheduled, 150);

    rows[0].day = 101;
    ck_assert_int_eq(uf_attendance_add(log, rows, 200, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 0);
    rows[0] = log_lesson(UINT32_MAX, 0, 1, 1, 0);
    ck_assert_int_eq(uf_attendance_add(log, rows, 1, &error), UF_EINVAL);
    log_expect(log_records(log, 0, 1)->scheduled, 150);

    uf_attendance_places none = { NULL, NULL, 0 };
    const uf_attendance_record *records;
    size_t count;
    ck_assert_int_eq(uf_attendance_records(log, 0, &none, &records, &count, &error), UF_EINVAL);
    uf_attendance_free(log);
}
END_TEST

static void expect_refused(const uf_attendance_options *options)
{
    uf_attendance *log = NULL;
    uf_error error = { 0 };
    ck_assert_int_eq(uf_attendance_new(&log, options, &error), UF_EINVAL);
    ck_assert_ptr_null(log);
    ck_assert_str_ne(error.reason, "");
}

START_TEST(impossible_options_are_refused)
{
    uf_attendance_options options = log_options("all");
    options.date_from = 10;
    options.date_to = 9;
    expect_refused(&options);
    options = log_options("all");
    options.date_from = UF_LAST_DAY + 1;
    expect_refused(&options);
    options = log_options("all");
    options.date_to = UF_FIRST_DAY - 1;
    expect_refused(&options);
    options = log_options("all");
    options.min_scheduled = (uf_decimal){ -1, 0 };
    expect_refused(&options);
    options = log_options("3m");
    options.window.n = 0;
    expect_refused(&options);
    options = log_options("3m");
    options.window.anchor = UF_NO_DAY;
    expect_refused(&options);
}
END_TEST

Suite *test_attendance_suite(void)
{
    Suite *suite = suite_create("attendance");
    TCase *cases = tcase_create("records");
    tcase_add_test(cases, sums_are_exact);
    tcase_add_test(cases, one_open_lesson_of_ten_has_three_answers);
    tcase_add_test(cases, no_reported_lesson_means_no_rate_but_bounds);
    tcase_add_test(cases, exempt_lessons_leave_the_denominator);
    tcase_add_test(cases, both_kinds_of_absence_count);
    tcase_add_test(cases, an_unsaid_absence_leaves_the_kinds_unknown);
    tcase_add_test(cases, little_scheduled_time_is_not_eligible);
    tcase_add_test(cases, weekends_and_holidays_do_not_end_a_spell);
    tcase_add_test(cases, a_spell_is_cut_at_the_window);
    tcase_add_test(cases, open_days_in_a_spell_follow_the_policy);
    tcase_add_test(cases, a_spell_may_span_the_calendar);
    tcase_add_test(cases, a_window_across_christmas_has_fewer_lessons_not_more_absence);
    tcase_add_test(cases, windows_are_cut_at_the_limits);
    tcase_add_test(cases, window_all_is_as_long_as_the_log);
    tcase_add_test(cases, an_empty_log_has_no_records);
    tcase_add_test(cases, sums_that_do_not_fit_are_refused);
    tcase_add_test(cases, bad_rows_are_refused_where_they_stand);
    tcase_add_test(cases, impossible_options_are_refused);
    suite_add_tcase(suite, cases);
    return suite;
}
