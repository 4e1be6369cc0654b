/* test_attendance_rolling.c: records of rolling windows, against the records of each window asked
 * for alone; the worst of them; counts of school days. */
#include <check.h>
#include <math.h>

#include "attendance_log.h"

Suite *test_attendance_rolling_suite(void);

enum { ROWS = 4000, PUPILS = 8, DAYS = 330, PLACES = 25 };

static uint32_t next_random(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u; /* Numerical Recipes' linear congruential generator */
    return (*state >> 8) % below;
}

/* Eleven months from 1 August 2016, with rows on the first and the last day. */
static void make_rows(uf_attendance_row *rows, uint32_t seed)
{
    const uf_day first = log_day(2016, 8, 1);
    for (size_t i = 0; i < ROWS; i++) {
        uf_day day = first + (uf_day)next_random(&seed, DAYS);
        if (i < 2)
            day = i == 0 ? first : log_day(2017, 6, 30);
        rows[i] = log_lesson(next_random(&seed, PUPILS), next_random(&seed, PLACES), day,
                             (int)next_random(&seed, 4) * 15, 0);
        rows[i].lesson.state = (uf_lesson_state)(next_random(&seed, 8) % 3);
        if (rows[i].lesson.state == UF_LESSON_REPORTED && next_random(&seed, 3) > 0)
            rows[i].lesson.unsaid = rows[i].lesson.scheduled;
    }
}

static uf_attendance *filled(const uf_attendance_options *options, const uf_attendance_row *rows)
{
    uf_attendance *log = log_new(options);
    for (size_t i = 0; i < ROWS; i++)
        if (uf_attendance_covers(log, rows[i].day))
            log_add(log, rows[i]);
    return log;
}

static size_t records_of(uf_attendance *log, uint32_t pupil, const uf_attendance_record **records)
{
    static uint32_t school[LOG_PLACES];
    static uint32_t order[LOG_PLACES];
    for (uint32_t i = 0; i < LOG_PLACES; i++) {
        school[i] = i / 10;
        order[i] = i;
    }
    uf_attendance_places places = { .school = school, .order = order, .count = LOG_PLACES };
    size_t n = 0;
    ck_assert_int_eq(uf_attendance_records(log, pupil, &places, records, &n, NULL), UF_OK);
    return n;
}

static void expect_same(const uf_attendance_record *a, const uf_attendance_record *b)
{
    ck_assert_uint_eq(a->place, b->place);
    ck_assert_int_eq(a->from, b->from);
    ck_assert_int_eq(a->to, b->to);
    ck_assert_int_eq(uf_decimal_compare(a->scheduled, b->scheduled), 0);
    ck_assert_int_eq(uf_decimal_compare(a->absent, b->absent), 0);
    ck_assert_int_eq(uf_decimal_compare(a->unreported, b->unreported), 0);
    ck_assert(isnan(a->rate) == isnan(b->rate));
    if (!isnan(a->rate))
        ck_assert_double_eq(a->rate, b->rate);
    ck_assert_uint_eq(a->longest_spell, b->longest_spell);
    ck_assert_uint_eq(a->days, b->days);
    ck_assert(a->moved == b->moved);
}

/* Window by window: the same rows between the window's first and last day, window `all`. */
START_TEST(rolling_windows_are_the_windows_alone)
{
    static uf_attendance_row rows[ROWS];
    make_rows(rows, 5);
    uf_attendance_options options = log_options("3m");
    options.step = 1;
    options.attribution = (uf_attribution)_i;
    uf_attendance *rolling = filled(&options, rows);
    for (int window = 0; window < 9; window++) {
        uf_attendance_options alone = log_options("all");
        alone.attribution = options.attribution;
        alone.date_from = uf_day_add_months(log_day(2016, 8, 1), window);
        alone.date_to = uf_day_add_months(alone.date_from, 3) - 1;
        uf_attendance *log = filled(&alone, rows);
        for (uint32_t pupil = 0; pupil < PUPILS; pupil++) {
            const uf_attendance_record *all;
            const uf_attendance_record *one;
            size_t n = records_of(rolling, pupil, &all);
            size_t expected = records_of(log, pupil, &one);
            size_t found = 0;
            for (size_t i = 0; i < n; i++)
                if (all[i].from == alone.date_from) {
                    ck_assert_uint_lt(found, expected);
                    expect_same(&all[i], &one[found++]);
                }
            ck_assert_uint_eq(found, expected);
        }
        uf_attendance_free(log);
    }
    uf_attendance_free(rolling);
}
END_TEST

/* Eleven months hold nine windows of three; each pupil was there throughout. */
START_TEST(only_whole_windows_are_written)
{
    static uf_attendance_row rows[ROWS];
    make_rows(rows, 5);
    uf_attendance_options options = log_options("3m");
    options.step = 1;
    uf_attendance *log = filled(&options, rows);
    const uf_attendance_record *records = log_records(log, 3, 9);
    ck_assert_int_eq(records[0].from, log_day(2016, 8, 1));
    ck_assert_int_eq(records[8].to, log_day(2017, 6, 30));
    uf_attendance_free(log);

    options.date_from = log_day(2016, 8, 15); /* within August: the first window is still there */
    options.date_to = log_day(2017, 5, 31);
    log = filled(&options, rows);
    records = log_records(log, 3, 8);
    ck_assert_int_eq(records[0].from, log_day(2016, 8, 15));
    ck_assert_int_eq(records[7].to, log_day(2017, 5, 31));
    uf_attendance_free(log);

    options.date_to = log_day(2016, 9, 30); /* two months: none */
    log = filled(&options, rows);
    log_records(log, 3, 0);
    uf_attendance_free(log);
}
END_TEST

/* The worst of all windows by the rates themselves; under split of each school. */
START_TEST(the_worst_window_has_the_highest_rate)
{
    static uf_attendance_row rows[ROWS];
    make_rows(rows, 9);
    uf_attendance_options options = log_options("2m");
    options.step = 1;
    options.attribution = _i == 0 ? UF_ATTRIBUTE_LONGEST : UF_ATTRIBUTE_SPLIT;
    options.min_scheduled = (uf_decimal){ _i == 0 ? 300 : 100, 0 };
    uf_attendance *all = filled(&options, rows);
    options.worst = true;
    uf_attendance *worst = filled(&options, rows);
    for (uint32_t pupil = 0; pupil < PUPILS; pupil++) {
        const uf_attendance_record *kept;
        const uf_attendance_record *records;
        size_t n = records_of(all, pupil, &records);
        size_t count = records_of(worst, pupil, &kept);
        ck_assert_uint_eq(count, _i == 0 ? 1 : 3);
        for (size_t k = 0; k < count; k++) {
            double rate = -1;
            double rate_max = -1;
            uf_day from = 0;
            for (size_t i = 0; i < n; i++) {
                if (!records[i].eligible ||
                    (_i == 1 && records[i].place / 10 != kept[k].place / 10))
                    continue;
                rate_max = fmax(rate_max, records[i].rate_max);
                if (records[i].rate > rate) {
                    rate = records[i].rate;
                    from = records[i].from;
                }
            }
            ck_assert(kept[k].eligible);
            ck_assert_double_eq(kept[k].rate, rate);
            ck_assert_double_eq(kept[k].rate_max, rate_max);
            ck_assert_int_eq(kept[k].from, from);
            ck_assert(k == 0 || kept[k].window >= kept[k - 1].window);
        }
    }
    uf_attendance_free(all);
    uf_attendance_free(worst);
}
END_TEST

/* 1/2 and 500000001/1000000002 are the same rate, 333333334/1000000000 is over a third: exact
 * comparison where doubles of the quotients are not needed. */
START_TEST(equal_rates_keep_the_first_window)
{
    uf_attendance_options options = log_options("month");
    options.worst = true;
    uf_attendance *log = log_new(&options);
    log_add(log, log_lesson(0, 0, log_day(2016, 9, 5), 2, 1));
    log_add(log, log_lesson(0, 0, log_day(2016, 10, 5), 1000000002, 500000001));
    log_add(log, log_lesson(1, 0, log_day(2016, 9, 5), 3, 1));
    log_add(log, log_lesson(1, 0, log_day(2016, 10, 5), 1000000000, 333333334));
    log_add(log, log_open(2, 0, log_day(2016, 9, 5), 60));
    log_add(log, log_lesson(2, 0, log_day(2016, 10, 5), 60, 0));
    log_add(log, log_open(3, 0, log_day(2016, 9, 5), 60));
    log_add(log, log_open(3, 0, log_day(2016, 10, 5), 60));
    ck_assert_int_eq(log_records(log, 0, 1)->from, log_day(2016, 9, 1));
    ck_assert_int_eq(log_records(log, 1, 1)->from, log_day(2016, 10, 1));
    /* A window without a rate is below one with 0; its bounds still count. */
    ck_assert_int_eq(log_records(log, 2, 1)->from, log_day(2016, 10, 1));
    ck_assert_double_eq(log_records(log, 2, 1)->rate_max, 1);
    ck_assert_int_eq(log_records(log, 3, 1)->from, log_day(2016, 9, 1));
    ck_assert(isnan(log_records(log, 3, 1)->rate));
    uf_attendance_free(log);
}
END_TEST

/* A pupil who never has enough is kept, not eligible; one who has enough once is judged by that. */
START_TEST(too_little_time_is_worst_only_when_there_is_nothing_else)
{
    uf_attendance_options options = log_options("month");
    options.worst = true;
    options.min_scheduled = (uf_decimal){ 10, 0 };
    uf_attendance *log = log_new(&options);
    log_add(log, log_lesson(0, 0, log_day(2016, 9, 5), 5, 5));
    log_add(log, log_lesson(0, 0, log_day(2016, 10, 5), 10, 1));
    log_add(log, log_lesson(1, 0, log_day(2016, 9, 5), 5, 1));
    log_add(log, log_lesson(1, 0, log_day(2016, 10, 5), 5, 4));
    const uf_attendance_record *record = log_records(log, 0, 1);
    ck_assert(record->eligible);
    ck_assert_double_eq(record->rate, 0.1);
    ck_assert_double_eq(record->rate_max, 0.1);
    record = log_records(log, 1, 1);
    ck_assert(!record->eligible);
    ck_assert_double_eq(record->rate, 0.8);
    uf_attendance_free(log);
}
END_TEST

/* Days with counted lessons: an open one is none under exclude, nor is an exempt one. */
START_TEST(school_days_are_counted)
{
    uf_attendance_options options = log_options("3m");
    options.step = 1;
    for (int policy = 0; policy < 2; policy++) {
        options.unreported = policy == 0 ? UF_UNREPORTED_EXCLUDE : UF_UNREPORTED_ABSENT;
        uf_attendance *log = log_new(&options);
        log_add_days(log, log_lesson(0, 0, log_day(2016, 8, 22), 1, 0), 70);
        log_add_days(log, log_lesson(0, 10, log_day(2016, 10, 20), 1, 1), 15); /* 31 Oct to 3 Nov */
        log_add(log, log_open(0, 0, log_day(2016, 11, 20), 1));
        log_add(log, log_exempt(0, 0, log_day(2016, 11, 21), 1));
        const uf_attendance_record *records = log_records(log, 0, 2);
        ck_assert_uint_eq(records[0].days, 70 + 1); /* 22 August to 30 October, and the 31st */
        ck_assert_uint_eq(records[1].days, 30 + 31 + 3 + (policy == 0 ? 0 : 1));
        uf_attendance_free(log);
    }
}
END_TEST

START_TEST(a_window_without_its_calendar_is_refused)
{
    uf_attendance_options options = log_options("term");
    uf_attendance *log = NULL;
    uf_error error = { 0 };
    ck_assert_int_eq(uf_attendance_new(&log, &options, &error), UF_EINVAL);
    options = log_options("month");
    options.step = 1;
    ck_assert_int_eq(uf_attendance_new(&log, &options, &error), UF_EINVAL);
}
END_TEST

Suite *test_attendance_rolling_suite(void)
{
    Suite *suite = suite_create("attendance_rolling");
    TCase *cases = tcase_create("rolling");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, rolling_windows_are_the_windows_alone, 0, 4);
    tcase_add_test(cases, only_whole_windows_are_written);
    tcase_add_loop_test(cases, the_worst_window_has_the_highest_rate, 0, 2);
    tcase_add_test(cases, equal_rates_keep_the_first_window);
    tcase_add_test(cases, too_little_time_is_worst_only_when_there_is_nothing_else);
    tcase_add_test(cases, school_days_are_counted);
    tcase_add_test(cases, a_window_without_its_calendar_is_refused);
    suite_add_tcase(suite, cases);
    return suite;
}
