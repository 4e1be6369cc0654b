/* attendance_log.c: short ways to write down an attendance log in a test. */
#include "attendance_log.h"

#include <check.h>

uf_day log_day(int year, int month, int day)
{
    return uf_day_from_civil((uf_civil){ year, month, day });
}

uf_attendance_options log_options(const char *window)
{
    uf_attendance_options options;
    uf_attendance_options_init(&options);
    ck_assert_int_eq(uf_window_parse(&options.window, window, UF_NO_DAY, NULL), UF_OK);
    return options;
}

uf_attendance *log_new(const uf_attendance_options *options)
{
    uf_attendance *log = NULL;
    uf_error error = { 0 };
    ck_assert_msg(uf_attendance_new(&log, options, &error) == UF_OK, "%s", error.reason);
    return log;
}

static uf_attendance_row row_of(uint32_t pupil, uint32_t place, uf_day day, uf_lesson_state state,
                                int scheduled)
{
    return (
        uf_attendance_row){ .pupil = pupil,
                            .place = place,
                            .day = day,
                            .lesson = { .state = state, .scheduled = scheduled * UF_AMOUNT_ONE } };
}

uf_attendance_row log_lesson(uint32_t pupil, uint32_t place, uf_day day, int scheduled, int absent)
{
    uf_attendance_row row = row_of(pupil, place, day, UF_LESSON_REPORTED, scheduled);
    row.lesson.unsaid = absent * UF_AMOUNT_ONE;
    return row;
}

uf_attendance_row log_open(uint32_t pupil, uint32_t place, uf_day day, int scheduled)
{
    return row_of(pupil, place, day, UF_LESSON_UNREPORTED, scheduled);
}

uf_attendance_row log_exempt(uint32_t pupil, uint32_t place, uf_day day, int scheduled)
{
    return row_of(pupil, place, day, UF_LESSON_EXEMPT, scheduled);
}

void log_add(uf_attendance *log, uf_attendance_row row)
{
    uf_error error = { 0 };
    ck_assert_msg(uf_attendance_add(log, &row, 1, &error) == UF_OK, "%s", error.reason);
}

void log_add_days(uf_attendance *log, uf_attendance_row row, int n)
{
    for (int i = 0; i < n; i++, row.day++)
        log_add(log, row);
}

const uf_attendance_record *log_records(uf_attendance *log, uint32_t pupil, size_t count)
{
    uint32_t school[LOG_PLACES];
    uint32_t order[LOG_PLACES];
    for (uint32_t i = 0; i < LOG_PLACES; i++) {
        school[i] = i / 10;
        order[i] = i;
    }
    uf_attendance_places places = { .school = school, .order = order, .count = LOG_PLACES };
    const uf_attendance_record *records = NULL;
    size_t n = 0;
    uf_error error = { 0 };
    ck_assert_msg(uf_attendance_records(log, pupil, &places, &records, &n, &error) == UF_OK, "%s",
                  error.reason);
    ck_assert_uint_eq(n, count);
    return records;
}

void log_expect(uf_decimal sum, double units)
{
    ck_assert_double_eq(uf_decimal_value(sum), units);
}
