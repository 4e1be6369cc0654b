/* attendance_rules.h: what is wrong with an attendance log as a whole, row by row sound as it may
 * be.
 *
 *   lesson twice      one pupil, day, school and lesson stand in more than one row, as in
 *                     lesson_register.h
 *   two schools       one pupil has lessons at more than one school on one day
 *   weekend           a lesson on a Saturday or a Sunday
 *   register          a lesson of a place (a class, or whatever the log knows of it) for which no
 *                     row, or not every row, has a register
 *   silent month      a place or a whole school without any register in a calendar month
 *
 * Whether a lesson's own amounts are sound is uf_lesson_check (lesson.h). Rows go in as integer
 * codes in any order. `where` is whatever the caller knows a row by; it is handed back, and smaller
 * is earlier.
 *
 * A repeat of a lesson is reported and otherwise not counted: the row that came first stands.
 * Exempt lessons have no register and are not asked for one. */
#ifndef UTFALL_ATTENDANCE_RULES_H
#define UTFALL_ATTENDANCE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/calendar.h>
#include <utfall/lesson.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "The log does not say", for a school or a lesson. */
#define UF_CODE_UNSAID UINT32_MAX

typedef struct uf_rules_row {
    uint32_t pupil;
    uint32_t school;       /* or UF_CODE_UNSAID: then nobody is in two                      */
    uint32_t place;        /* school and class, as far as the log has them; of one school   */
    uint32_t lesson;       /* start time or id, or UF_CODE_UNSAID: then nothing is a repeat */
    uf_day day;            /* valid                                                         */
    uf_lesson_state state; /* whether a register was taken                                  */
    int64_t scheduled;     /* amount, >= 0                                                  */
    uint64_t where;
} uf_rules_row;

/* What is wrong with a row in the light of those before it. */
typedef struct uf_rules_verdict {
    bool repeat;           /* the lesson stands in an earlier row                           */
    uint64_t repeat_of;    /* which                                                         */
    bool elsewhere;        /* the pupil's first row of the day is at another school; said   *
                            * once for a pupil and day                                      */
    uint32_t other_school; /* at this one                                                   */
    bool weekend;
} uf_rules_verdict;

/* One lesson of a place of which at least one row has no register. */
typedef struct uf_rules_register {
    uint32_t place, lesson;
    uf_day day;
    uint32_t rows;       /* of pupils who should be in it                                   */
    uint32_t unreported; /* of them without a register; all: it was never taken             */
    int64_t time;        /* their scheduled time together                                   */
    uint64_t where;      /* the earliest of them                                            */
} uf_rules_register;

/* A month in which a school, or one place of a school that had others, took no register at all. */
typedef struct uf_rules_silence {
    uint32_t school;
    uint32_t place; /* UF_CODE_UNSAID: the whole school */
    int year, month;
    uint32_t rows;
    uint64_t where; /* the earliest row                 */
} uf_rules_silence;

typedef struct uf_attendance_rules uf_attendance_rules;

/* On success *rules is a new, empty object for uf_attendance_rules_free(). UF_ENOMEM. */
uf_status uf_attendance_rules_new(uf_attendance_rules **rules, uf_error *error);

/* NULL is fine. */
void uf_attendance_rules_free(uf_attendance_rules *rules);

/* Add a row and say what is wrong with it.
 *   UF_EINVAL  a day that is not valid, or a negative amount
 *   UF_ERANGE  the unreported time of one lesson leaves 64 bits
 *   UF_ENOMEM  the object may then only be freed
 * Memory: 24 bytes for each row with a lesson, 16 for each pupil and day, 36 for each lesson of a
 * place, each with half as much in reserve and 6 to 12 in an index. Ten million rows of lessons,
 * seven a day and twenty pupils in a class, take about 400 MiB. */
uf_status uf_attendance_rules_add(uf_attendance_rules *rules, const uf_rules_row *row,
                                  uf_rules_verdict *verdict, uf_error *error);

/* Of the lessons seen (numbers 0 to count - 1, in the order of their first rows), the next from
 * *number on of which a row has no register; *number is left after it. False when there is none. */
bool uf_attendance_rules_next_register(const uf_attendance_rules *rules, uint32_t *number,
                                       uf_rules_register *found);

/* The silent months in the order of their first rows; *silences is *count long and lives until the
 * next call with the same object. Where a whole school is silent, its places are not listed too.
 *   UF_ENOMEM */
uf_status uf_attendance_rules_silences(uf_attendance_rules *rules,
                                       const uf_rules_silence **silences, size_t *count,
                                       uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
