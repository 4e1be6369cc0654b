/* test_attendance_roster.c: pupils in the windows where a roster has them, rows or not. Places 0 to
 * 9 are school 0, 10 to 19 school 1, and so on; the roster's places are numbered alike. */
#include <check.h>
#include <math.h>

#include "attendance_log.h"

Suite *test_attendance_roster_suite(void);

static void enrol(uf_attendance *log, uint32_t pupil, uint32_t place, uf_day from, uf_day to)
{
    uint32_t ranks[LOG_PLACES];
    uint32_t schools[LOG_PLACES];
    for (uint32_t i = 0; i < LOG_PLACES; i++) {
        ranks[i] = i;
        schools[i] = i / 10;
    }
    uf_attendance_places places = { .school = schools, .order = ranks, .count = LOG_PLACES };
    uf_enrolment spell = {
        .pupil = pupil, .school = place / 10, .place = place, .from = from, .to = to
    };
    ck_assert_int_eq(uf_attendance_enrol(log, &spell, 1, ranks, &places, NULL), UF_OK);
}

START_TEST(a_pupil_without_rows_appears_where_enrolled)
{
    uf_attendance_options options = log_options("month");
    uf_attendance *log = log_new(&options);
    log_add(log, log_lesson(0, 0, log_day(2016, 9, 5), 1, 0));
    log_add(log, log_lesson(0, 0, log_day(2016, 12, 5), 1, 0));
    enrol(log, 1, 3, log_day(2010, 1, 1), UF_LAST_DAY);
    enrol(log, 2, 13, log_day(2016, 10, 31), log_day(2016, 11, 1));
    enrol(log, 3, 3, log_day(2016, 12, 6), UF_LAST_DAY); /* after the last day of the log */

    const uf_attendance_record *records = log_records(log, 1, 4);
    ck_assert_int_eq(records[0].from, log_day(2016, 9, 1));
    ck_assert_int_eq(records[3].from, log_day(2016, 12, 1));
    for (int i = 0; i < 4; i++) {
        ck_assert_uint_eq(records[i].place, 3);
        log_expect(records[i].scheduled, 0);
        ck_assert(isnan(records[i].rate));
        ck_assert(isnan(records[i].coverage));
        ck_assert(isnan(records[i].rate_max));
        ck_assert_uint_eq(records[i].days, 0);
        ck_assert(!records[i].moved);
    }
    records = log_records(log, 2, 2);
    ck_assert_int_eq(records[0].from, log_day(2016, 10, 1));
    ck_assert_int_eq(records[1].from, log_day(2016, 11, 1));
    log_records(log, 3, 0);
    ck_assert(uf_attendance_has(log, 1));
    ck_assert(!uf_attendance_has(log, 3));
    ck_assert(!uf_attendance_has(log, 99));
    uf_attendance_free(log);
}
END_TEST

/* The roster says class 3 where the log says class 1 of the same school: the log's own stands, and
 * no time is added. */
START_TEST(rows_say_more_than_the_roster)
{
    for (int rule = UF_ATTRIBUTE_LONGEST; rule <= UF_ATTRIBUTE_SPLIT; rule++) {
        uf_attendance_options options = log_options("month");
        options.attribution = (uf_attribution)rule;
        uf_attendance *log = log_new(&options);
        log_add(log, log_lesson(0, 1, log_day(2016, 9, 5), 10, 5));
        log_add(log, log_lesson(0, 1, log_day(2016, 9, 20), 10, 0));
        enrol(log, 0, 3, log_day(2016, 9, 1), log_day(2016, 9, 30));
        const uf_attendance_record *record = log_records(log, 0, 1);
        ck_assert_uint_eq(record->place, 1);
        ck_assert(!record->moved);
        log_expect(record->scheduled, 20);
        uf_attendance_free(log);
    }
}
END_TEST

/* Lessons at school 0 until the 20th, enrolled at school 1 from the 21st: moved, and school 0 has
 * the time, so only under split does school 1 have a record, without a rate. */
START_TEST(a_move_is_known_before_the_first_lesson)
{
    uf_attendance_options options = log_options("month");
    options.attribution = UF_ATTRIBUTE_LAST;
    uf_attendance *log = log_new(&options);
    log_add(log, log_lesson(0, 1, log_day(2016, 9, 20), 10, 5));
    log_add(log, log_lesson(1, 1, log_day(2016, 9, 30), 10, 5));
    enrol(log, 0, 1, log_day(2016, 9, 1), log_day(2016, 9, 20));
    enrol(log, 0, 11, log_day(2016, 9, 21), UF_LAST_DAY);
    const uf_attendance_record *record = log_records(log, 0, 1);
    ck_assert_uint_eq(record->place, 1);
    ck_assert(record->moved);
    uf_attendance_free(log);

    options.attribution = UF_ATTRIBUTE_SPLIT;
    log = log_new(&options);
    log_add(log, log_lesson(0, 1, log_day(2016, 9, 20), 10, 5));
    log_add(log, log_lesson(1, 1, log_day(2016, 9, 30), 10, 5));
    enrol(log, 0, 11, log_day(2016, 9, 21), UF_LAST_DAY);
    record = log_records(log, 0, 2);
    ck_assert_uint_eq(record[1].place, 11);
    ck_assert(isnan(record[1].rate));
    ck_assert(record[0].moved && record[1].moved);
    uf_attendance_free(log);
}
END_TEST

/* Two spells of one school in one window, no rows: the class of the last spell under `last`. */
START_TEST(a_change_of_class_without_rows)
{
    uf_attendance_options options = log_options("month");
    options.attribution = UF_ATTRIBUTE_LAST;
    options.date_from = log_day(2016, 9, 1);
    options.date_to = log_day(2016, 9, 30);
    uf_attendance *log = log_new(&options);
    enrol(log, 0, 1, log_day(2016, 8, 18), log_day(2016, 9, 14));
    enrol(log, 0, 2, log_day(2016, 9, 15), UF_LAST_DAY);
    const uf_attendance_record *record = log_records(log, 0, 1);
    ck_assert_uint_eq(record->place, 2);
    ck_assert(!record->moved);
    uf_attendance_free(log);
}
END_TEST

START_TEST(without_rows_and_limits_nothing_is_observed)
{
    uf_attendance_options options = log_options("month");
    uf_attendance *log = log_new(&options);
    enrol(log, 0, 1, log_day(2016, 8, 18), UF_LAST_DAY);
    log_records(log, 0, 0);
    uf_attendance_free(log);
}
END_TEST

/* Missed whole: days 0 to 4, and 20 to 22, with no school day between. One spell of eight, unless
 * the pupil was away and came back on day 20. */
START_TEST(a_return_ends_a_spell)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    for (uint32_t pupil = 0; pupil < 3; pupil++) {
        log_add_days(log, log_lesson(pupil, 0, 0, 1, 1), 5);
        log_add_days(log, log_lesson(pupil, 0, 20, 1, 1), 3);
        log_add(log, log_lesson(pupil, 0, 30, 1, 0));
    }
    ck_assert_int_eq(uf_attendance_break_spell(log, 1, 20, NULL), UF_OK);
    ck_assert_uint_eq(log_records(log, 0, 1)->longest_spell, 8);
    ck_assert_uint_eq(log_records(log, 1, 1)->longest_spell, 5);
    ck_assert_uint_eq(log_records(log, 1, 1)->days, 9);
    /* Several, out of order, one before the log, one on its first day, one after it. */
    static const uf_day days[] = { 22, 3, 0, -5, 99 };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        ck_assert_int_eq(uf_attendance_break_spell(log, 2, days[i], NULL), UF_OK);
    ck_assert_uint_eq(log_records(log, 2, 1)->longest_spell, 4); /* days 3, 4, 20, 21 */
    ck_assert_uint_eq(log_records(log, 0, 1)->longest_spell, 8);
    uf_attendance_free(log);
}
END_TEST

START_TEST(unknown_places_are_refused)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    log_add(log, log_lesson(0, 0, 5, 1, 0));
    uf_attendance_places places = { .school = (uint32_t[]){ 0 },
                                    .order = (uint32_t[]){ 0 },
                                    .count = 1 };
    uf_enrolment spell = { .from = 0, .to = 9 };
    uf_error error = { 0 };
    ck_assert_int_eq(uf_attendance_enrol(log, &spell, 1, (uint32_t[]){ 1 }, &places, &error),
                     UF_EINVAL);
    spell.pupil = UINT32_MAX;
    ck_assert_int_eq(uf_attendance_enrol(log, &spell, 1, (uint32_t[]){ 0 }, &places, &error),
                     UF_EINVAL);
    uf_attendance_free(log);
}
END_TEST

Suite *test_attendance_roster_suite(void)
{
    Suite *suite = suite_create("attendance_roster");
    TCase *cases = tcase_create("roster");
    tcase_add_test(cases, a_pupil_without_rows_appears_where_enrolled);
    tcase_add_test(cases, rows_say_more_than_the_roster);
    tcase_add_test(cases, a_move_is_known_before_the_first_lesson);
    tcase_add_test(cases, a_change_of_class_without_rows);
    tcase_add_test(cases, without_rows_and_limits_nothing_is_observed);
    tcase_add_test(cases, a_return_ends_a_spell);
    tcase_add_test(cases, unknown_places_are_refused);
    suite_add_tcase(suite, cases);
    return suite;
}
