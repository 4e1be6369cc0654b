/* test_attendance_place.c: pupils who move, and that nothing depends on the order of the rows.
 * Places 0 to 9 are school 0, 10 to 19 school 1, and so on. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attendance_log.h"

Suite *test_attendance_place_suite(void);

/* 45 of 82 days missed at the first school, 7 of 96 at the second. */
static uf_attendance *moved_pupil(uf_attribution attribution)
{
    uf_attendance_options options = log_options("all");
    options.attribution = attribution;
    uf_attendance *log = log_new(&options);
    log_add_days(log, log_lesson(0, 3, 0, 1, 1), 45);
    log_add_days(log, log_lesson(0, 3, 45, 1, 0), 37);
    log_add_days(log, log_lesson(0, 17, 82, 1, 1), 7);
    log_add_days(log, log_lesson(0, 17, 89, 1, 0), 89);
    return log;
}

/* A published case: 126 of 178 days attended (70.8 %), shown as 92.7 % where the count began anew
 * at the second school (github.com/TEAMSchools/teamster, issue 5122). 52/178 = 0.29213 by hand. */
START_TEST(absence_follows_the_pupil)
{
    static const struct {
        uf_attribution attribution;
        uint32_t place;
    } rows[] = { { UF_ATTRIBUTE_LONGEST, 17 },
                 { UF_ATTRIBUTE_FIRST, 3 },
                 { UF_ATTRIBUTE_LAST, 17 } };
    for (size_t i = 0; i < 3; i++) {
        uf_attendance *log = moved_pupil(rows[i].attribution);
        const uf_attendance_record *record = log_records(log, 0, 1);
        ck_assert_uint_eq(record->place, rows[i].place);
        log_expect(record->scheduled, 178);
        log_expect(record->absent, 52);
        ck_assert_double_eq(record->rate, 52.0 / 178);
        ck_assert_double_eq_tol(record->rate, 0.292, 0.0005);
        ck_assert(record->moved);
        ck_assert_uint_eq(record->longest_spell, 45);
        uf_attendance_free(log);
    }
}
END_TEST

START_TEST(split_schools_answer_for_their_own_days)
{
    uf_attendance *log = moved_pupil(UF_ATTRIBUTE_SPLIT);
    const uf_attendance_record *records = log_records(log, 0, 2);
    ck_assert_uint_eq(records[0].place, 3);
    ck_assert_double_eq(records[0].rate, 45.0 / 82);
    ck_assert_double_eq_tol(records[0].rate, 0.549, 0.0005);
    ck_assert_uint_eq(records[0].longest_spell, 45);
    ck_assert_uint_eq(records[1].place, 17);
    ck_assert_double_eq(records[1].rate, 7.0 / 96);
    ck_assert_double_eq_tol(records[1].rate, 0.073, 0.0005);
    ck_assert_uint_eq(records[1].longest_spell, 7);
    ck_assert(records[0].moved && records[1].moved);
    uf_attendance_free(log);
}
END_TEST

/* 40 + 30 days in two classes of school 0, 50 in school 1: the school has most time by 70 to 50,
 * although no single class has. */
START_TEST(the_school_is_chosen_before_the_class)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    log_add_days(log, log_lesson(0, 2, 0, 1, 0), 40);
    log_add_days(log, log_lesson(0, 1, 40, 1, 0), 30);
    log_add_days(log, log_lesson(0, 10, 70, 1, 0), 50);
    ck_assert_uint_eq(log_records(log, 0, 1)->place, 2);
    uf_attendance_free(log);
}
END_TEST

START_TEST(a_change_of_class_is_no_move)
{
    uf_attendance_options options = log_options("all");
    options.attribution = UF_ATTRIBUTE_SPLIT;
    uf_attendance *log = log_new(&options);
    log_add_days(log, log_lesson(0, 0, 0, 1, 1), 10);
    log_add_days(log, log_lesson(0, 1, 10, 1, 1), 11);
    const uf_attendance_record *record = log_records(log, 0, 1);
    ck_assert(!record->moved);
    ck_assert_uint_eq(record->place, 1);
    log_expect(record->absent, 21);
    ck_assert_uint_eq(record->longest_spell, 21);
    uf_attendance_free(log);
}
END_TEST

START_TEST(unreported_time_counts_towards_the_longest_stay)
{
    uf_attendance_options options = log_options("all");
    uf_attendance *log = log_new(&options);
    log_add_days(log, log_lesson(0, 10, 0, 1, 0), 5);
    log_add_days(log, log_open(0, 0, 5, 1), 6);
    ck_assert_uint_eq(log_records(log, 0, 1)->place, 0);
    uf_attendance_free(log);
}
END_TEST

/* The place of a pupil with rows a and b, in either order. */
static uint32_t place_of(uf_attribution attribution, uf_attendance_row a, uf_attendance_row b)
{
    uf_attendance_options options = log_options("all");
    options.attribution = attribution;
    uint32_t place[2];
    for (int i = 0; i < 2; i++) {
        uf_attendance *log = log_new(&options);
        log_add(log, i == 0 ? a : b);
        log_add(log, i == 0 ? b : a);
        place[i] = log_records(log, 0, 1)->place;
        uf_attendance_free(log);
    }
    ck_assert_uint_eq(place[0], place[1]);
    return place[0];
}

START_TEST(ties_are_broken_by_rule)
{
    uf_attendance_row early = log_lesson(0, 5, 1, 10, 0);
    uf_attendance_row late = log_lesson(0, 25, 2, 10, 0);
    uf_attendance_row early_long = log_lesson(0, 35, 1, 20, 0);
    uf_attendance_row early_twin = log_lesson(0, 15, 1, 10, 0);
    ck_assert_uint_eq(place_of(UF_ATTRIBUTE_LONGEST, early, late), 25); /* the later last day */
    ck_assert_uint_eq(place_of(UF_ATTRIBUTE_LONGEST, early, early_twin), 5); /* the first rank */
    ck_assert_uint_eq(place_of(UF_ATTRIBUTE_LONGEST, early, early_long), 35);
    ck_assert_uint_eq(place_of(UF_ATTRIBUTE_FIRST, early, late), 5);
    ck_assert_uint_eq(place_of(UF_ATTRIBUTE_FIRST, early, early_long), 35);
    ck_assert_uint_eq(place_of(UF_ATTRIBUTE_FIRST, early, early_twin), 5);
    ck_assert_uint_eq(place_of(UF_ATTRIBUTE_LAST, early_long, late), 25);
    ck_assert_uint_eq(place_of(UF_ATTRIBUTE_LAST, early, early_long), 35);
    ck_assert_uint_eq(place_of(UF_ATTRIBUTE_LAST, early, early_twin), 5);
}
END_TEST

/* Random logs, against sums and spells taken straight from the rows. */
enum { ROWS = 3000, PUPILS = 10, DAYS = 400, PLACES = 25 };

static uint32_t next_random(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u; /* Numerical Recipes' linear congruential generator */
    return (*state >> 8) % below;
}

static void make_rows(uf_attendance_row *rows, uint32_t seed)
{
    for (size_t i = 0; i < ROWS; i++) {
        uf_attendance_row *row = &rows[i];
        uint32_t pupil = next_random(&seed, PUPILS);
        uint32_t place = next_random(&seed, PLACES);
        uf_day day = log_day(2015, 12, 20) + (uf_day)next_random(&seed, DAYS);
        int scheduled = (int)next_random(&seed, 4) * 15;
        *row = log_lesson(pupil, place, day, scheduled, 0);
        row->lesson.state = (uf_lesson_state)(next_random(&seed, 8) % 3);
        if (row->lesson.state == UF_LESSON_REPORTED && next_random(&seed, 3) > 0)
            row->lesson.authorised = row->lesson.scheduled;
        else if (row->lesson.state == UF_LESSON_REPORTED && scheduled > 0)
            row->lesson.unauthorised = (int)next_random(&seed, 15) * UF_AMOUNT_ONE;
    }
}

static void shuffle(uf_attendance_row *rows, uint32_t seed)
{
    for (uint32_t i = ROWS - 1; i > 0; i--) {
        uint32_t j = next_random(&seed, i + 1);
        uf_attendance_row swap = rows[i];
        rows[i] = rows[j];
        rows[j] = swap;
    }
}

/* Whether a row belongs to a record. */
static bool is_part(const uf_attendance_row *row, const uf_attendance_record *record, bool split)
{
    return row->pupil == record->pupil && row->day >= record->from && row->day <= record->to &&
           (!split || row->place / 10 == record->place / 10);
}

static uint32_t longest_of(const uf_attendance_row *rows, const uf_attendance_record *record,
                           bool split)
{
    uint32_t run = 0;
    uint32_t longest = 0;
    for (uf_day day = record->from; day <= record->to; day++) {
        int64_t scheduled = 0;
        int64_t absent = 0;
        for (size_t i = 0; i < ROWS; i++) {
            const uf_lesson *lesson = &rows[i].lesson;
            if (rows[i].day != day || !is_part(&rows[i], record, split) ||
                lesson->state != UF_LESSON_REPORTED)
                continue;
            scheduled += lesson->scheduled;
            absent += lesson->authorised + lesson->unauthorised;
        }
        if (scheduled > 0)
            run = absent == scheduled ? run + 1 : 0;
        if (run > longest)
            longest = run;
    }
    return longest;
}

static void expect_sums(const uf_attendance_row *rows, const uf_attendance_record *record,
                        bool split)
{
    int64_t sums[4] = { 0, 0, 0, 0 };
    for (size_t i = 0; i < ROWS; i++) {
        const uf_lesson *lesson = &rows[i].lesson;
        if (!is_part(&rows[i], record, split) || lesson->state == UF_LESSON_EXEMPT)
            continue;
        sums[lesson->state == UF_LESSON_REPORTED ? 0 : 3] += lesson->scheduled;
        sums[1] += lesson->authorised;
        sums[2] += lesson->unauthorised;
    }
    log_expect(record->scheduled, (double)sums[0] / UF_AMOUNT_ONE);
    log_expect(record->authorised, (double)sums[1] / UF_AMOUNT_ONE);
    log_expect(record->unauthorised, (double)sums[2] / UF_AMOUNT_ONE);
    log_expect(record->unreported, (double)sums[3] / UF_AMOUNT_ONE);
    ck_assert_uint_eq(record->longest_spell, longest_of(rows, record, split));
}

START_TEST(random_logs_agree_with_their_rows)
{
    static uf_attendance_row rows[ROWS];
    uf_attendance_options options = log_options("3m");
    bool split = _i % 2 == 1;
    options.attribution = split ? UF_ATTRIBUTE_SPLIT : UF_ATTRIBUTE_LONGEST;
    make_rows(rows, (uint32_t)_i);
    uf_attendance *log = log_new(&options);
    ck_assert_int_eq(uf_attendance_add(log, rows, ROWS, NULL), UF_OK);
    size_t seen = 0;
    for (uint32_t pupil = 0; pupil < PUPILS; pupil++) {
        /* 400 days from 20 December 2015 touch five windows; with 300 rows a pupil is in each, in
         * all three schools */
        size_t count = split ? 15 : 5;
        const uf_attendance_record *records = log_records(log, pupil, count);
        for (size_t i = 0; i < count; i++)
            expect_sums(rows, &records[i], split);
        for (size_t i = 0; i < ROWS; i++)
            for (size_t j = 0; j < count; j++)
                seen += is_part(&rows[i], &records[j], split);
    }
    ck_assert_uint_eq(seen, ROWS); /* every row is in exactly one record */
    uf_attendance_free(log);
}
END_TEST

static void expect_same_records(uf_attendance *a, uf_attendance *b, uint32_t pupil, size_t count)
{
    const uf_attendance_record *left = log_records(a, pupil, count);
    const uf_attendance_record *right = log_records(b, pupil, count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_eq(left[i].place, right[i].place);
        ck_assert_int_eq(left[i].window, right[i].window);
        ck_assert_int_eq(uf_decimal_compare(left[i].scheduled, right[i].scheduled), 0);
        ck_assert_int_eq(uf_decimal_compare(left[i].absent, right[i].absent), 0);
        ck_assert_int_eq(uf_decimal_compare(left[i].unreported, right[i].unreported), 0);
        ck_assert_uint_eq(left[i].longest_spell, right[i].longest_spell);
        ck_assert(isnan(left[i].rate_max) == isnan(right[i].rate_max));
        if (!isnan(left[i].rate_max))
            ck_assert_double_eq(left[i].rate_max, right[i].rate_max);
        ck_assert(left[i].moved == right[i].moved);
    }
}

/* One at a time and by the thousand, in two orders, under each attribution. */
START_TEST(the_order_of_the_rows_does_not_matter)
{
    static uf_attendance_row rows[ROWS];
    uf_attendance_options options = log_options("3m");
    options.attribution = (uf_attribution)_i;
    make_rows(rows, 7);
    uf_attendance *a = log_new(&options);
    uf_attendance *b = log_new(&options);
    ck_assert_int_eq(uf_attendance_add(a, rows, ROWS, NULL), UF_OK);
    shuffle(rows, 11);
    for (size_t i = 0; i < ROWS; i++)
        log_add(b, rows[i]);
    for (uint32_t pupil = 0; pupil < PUPILS; pupil++)
        expect_same_records(a, b, pupil, options.attribution == UF_ATTRIBUTE_SPLIT ? 15 : 5);
    uf_attendance_free(a);
    uf_attendance_free(b);
}
END_TEST

/* Thousands of pupils, so that the table of sums grows many times. */
START_TEST(many_pupils_keep_their_own_sums)
{
    enum { MANY = 30000 };
    uf_attendance_options options = log_options("month");
    uf_attendance *log = log_new(&options);
    for (int month = 0; month < 3; month++)
        for (uint32_t i = 0; i < MANY; i++) {
            uint32_t pupil = i * 7919u % MANY; /* 7919 is prime: each pupil once */
            log_add(log, log_lesson(pupil, pupil % 7, month * 31, 2 * (int)pupil + 1, (int)pupil));
        }
    for (uint32_t pupil = 0; pupil < MANY; pupil++) {
        const uf_attendance_record *records = log_records(log, pupil, 3);
        for (int month = 0; month < 3; month++) {
            log_expect(records[month].scheduled, 2 * pupil + 1);
            log_expect(records[month].absent, pupil);
            ck_assert_uint_eq(records[month].place, pupil % 7);
        }
    }
    uf_attendance_free(log);
}
END_TEST

Suite *test_attendance_place_suite(void)
{
    Suite *suite = suite_create("attendance_place");
    TCase *cases = tcase_create("places");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, absence_follows_the_pupil);
    tcase_add_test(cases, split_schools_answer_for_their_own_days);
    tcase_add_test(cases, the_school_is_chosen_before_the_class);
    tcase_add_test(cases, a_change_of_class_is_no_move);
    tcase_add_test(cases, unreported_time_counts_towards_the_longest_stay);
    tcase_add_test(cases, ties_are_broken_by_rule);
    tcase_add_loop_test(cases, random_logs_agree_with_their_rows, 0, 6);
    tcase_add_loop_test(cases, the_order_of_the_rows_does_not_matter, 0, 4);
    tcase_add_test(cases, many_pupils_keep_their_own_sums);
    suite_add_tcase(suite, cases);
    return suite;
}
