/* attendance_log.h: the lessons in an attendance log, whatever form it has.
 *
 * Five forms:
 *   - scheduled and absent amounts;
 *   - the same with absence split into authorised and unauthorised;
 *   - attendance minutes, the record of SS12000: attended, perhaps attended_other (at something
 *     else the school arranges, which is no absence), absent_authorised and absent_unauthorised, of
 *     which an empty cell beside filled ones is 0. What was scheduled is their sum. A `scheduled`
 *     that the log has besides must agree with it, and is what says how long a lesson without a
 *     register was: without it such a row is bad, since a lesson that weighs nothing would vanish
 *     unseen;
 *   - a status read by a table of codes;
 *   - a percentage of attendance.
 * Each row becomes a uf_lesson of libstats. A row whose absence is empty, or whose `reported` is 0,
 * is a lesson whose register was never taken: not a lesson with nobody absent. A row whose
 * `cancelled` is 1 is a lesson that nobody had: it is exempt, and nothing else in it is read but
 * `scheduled`, if that is there. */
#ifndef UF_CLI_ATTENDANCE_LOG_H
#define UF_CLI_ATTENDANCE_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include <utfall/lesson.h>

#include "cli/codes.h"
#include "cli/rows.h"

typedef struct uf_attendance_log {
    uf_rows *rows;
    const uf_codes *codes; /* or NULL */
    /* Columns, UF_NO_COLUMN where the log has none. */
    size_t pupil, date, scheduled, absent, authorised, unauthorised, reported, status, percent;
    size_t attended, attended_other, cancelled;
    bool authorised_known; /* the log says which absence is authorised           */
    uint64_t empty;        /* rows without a value for absence so far            */
    uint64_t rounded;      /* amounts with more than nine decimals so far        */
    uint64_t called_off;   /* rows of cancelled lessons so far                   */
} uf_attendance_log;

/* Find the columns of a log in rows. codes: the table for `status`, or NULL; percent: the column
 * with the percentage attended, or NULL. A log without what its form needs ends the program. */
void uf_attendance_log_open(uf_attendance_log *log, uf_cli *cli, uf_rows *rows,
                            const uf_codes *codes, const char *percent);

/* Read the current row's day and lesson; the pupil's cell is only checked to be there. What is
 * wrong with the row is reported through rows: ask uf_rows_bad. */
void uf_attendance_log_read(uf_attendance_log *log, uf_day *day, uf_lesson *lesson);

#endif
