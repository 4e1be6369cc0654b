/* attendance_log.h: short ways to write down an attendance log in a test. */
#ifndef ATTENDANCE_LOG_H
#define ATTENDANCE_LOG_H

#include <utfall/attendance.h>

/* Places 0 to 9 are school 0, 10 to 19 school 1, and so on; both are ranked as numbered. */
enum { LOG_PLACES = 100 };

uf_day log_day(int year, int month, int day);

/* The options of a test: window by name, everything else the default. */
uf_attendance_options log_options(const char *window);

uf_attendance *log_new(const uf_attendance_options *options);

/* One reported lesson with absence that is not said to be authorised or not; whole units. */
uf_attendance_row log_lesson(uint32_t pupil, uint32_t place, uf_day day, int scheduled, int absent);

/* The same in another state. */
uf_attendance_row log_open(uint32_t pupil, uint32_t place, uf_day day, int scheduled);
uf_attendance_row log_exempt(uint32_t pupil, uint32_t place, uf_day day, int scheduled);

/* Add a row, or n of them on consecutive days, which must succeed. */
void log_add(uf_attendance *log, uf_attendance_row row);
void log_add_days(uf_attendance *log, uf_attendance_row row, int n);

/* A pupil's records; there must be `count`. */
const uf_attendance_record *log_records(uf_attendance *log, uint32_t pupil, size_t count);

/* That a sum is this number of units. */
void log_expect(uf_decimal sum, double units);

#endif
