/* lesson.h: what one row of an attendance log says, as exact amounts.
 *
 * A lesson (or day, or session) of one pupil has scheduled time and, if a register was taken,
 * absent time that is authorised, unauthorised, or not said to be either. Logs come in three
 * forms, all of which end as a uf_lesson: amounts, status codes, and a percentage of attendance.
 *
 * Amounts are integers: billionths of the log's unit (minute, lesson, day). Ten times 0.1 is 1
 * here, and 27 of 180 is 15 % to the letter. uf_decimal_scale(value, UF_AMOUNT_PLACES, ...) makes
 * an amount of a number in a file. */
#ifndef UTFALL_LESSON_H
#define UTFALL_LESSON_H

#include <stdint.h>
#include <utfall/decimal.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { UF_AMOUNT_PLACES = 9 };
#define UF_AMOUNT_ONE INT64_C(1000000000)

typedef enum uf_lesson_state {
    UF_LESSON_REPORTED,   /* a register was taken                                              */
    UF_LESSON_UNREPORTED, /* it should have been taken and was not: its absent time is not read */
    UF_LESSON_EXEMPT      /* cancelled, or the pupil was excused from it: none of it counts     */
} uf_lesson_state;

typedef struct uf_lesson {
    uf_lesson_state state;
    int64_t scheduled;    /* amounts, all >= 0 */
    int64_t authorised;   /* absent with leave */
    int64_t unauthorised; /* absent without leave */
    int64_t unsaid;       /* absent, and the log does not say which */
} uf_lesson;

typedef enum uf_lesson_fault {
    UF_LESSON_SOUND,
    UF_LESSON_NEGATIVE_SCHEDULED,
    UF_LESSON_NEGATIVE_ABSENT,
    UF_LESSON_ABSENT_OVER_SCHEDULED,
    UF_LESSON_PERCENT_RANGE /* an attendance percentage below 0 or above 100 */
} uf_lesson_fault;

/* What makes the lesson unusable. The absent amounts are looked at only where they count, that is
 * in a reported lesson. */
uf_lesson_fault uf_lesson_check(const uf_lesson *lesson);

/* The fault in words for a message ("absent is more than scheduled"); "" for UF_LESSON_SOUND. */
const char *uf_lesson_fault_text(uf_lesson_fault fault);

/* What a status code of a log means. */
typedef enum uf_counts_as {
    UF_COUNTS_PRESENT,
    UF_COUNTS_ABSENT,
    UF_COUNTS_EXEMPT,
    UF_COUNTS_UNREPORTED
} uf_counts_as;

typedef enum uf_authorised {
    UF_AUTHORISED_UNSAID,
    UF_AUTHORISED_YES,
    UF_AUTHORISED_NO
} uf_authorised;

typedef struct uf_attendance_code {
    uf_counts_as counts_as;
    uf_authorised authorised; /* read only if the code counts as absent */
    uf_decimal weight;        /* share of the scheduled time that is absent, 0 to 1: 1 for a whole
                                 lesson, 0.5 for half a day; read only if it counts as absent */
} uf_attendance_code;

/* Whether the code can be applied.
 *   UF_EINVAL  an absent code whose weight is outside 0 to 1 or has more than nine decimals */
uf_status uf_attendance_code_check(const uf_attendance_code *code, uf_error *error);

/* Make *lesson of a code that passed the check and a scheduled amount. A product with more than
 * nine decimals is rounded to the nearest amount, half up. The result may still be unusable
 * (negative scheduled time): see uf_lesson_check. */
void uf_lesson_from_code(uf_lesson *lesson, const uf_attendance_code *code, int64_t scheduled);

/* Make *lesson of a percentage of attendance, as an amount: 100 is scheduled and 100 - percent
 * absent. Outside 0 to 100: UF_LESSON_PERCENT_RANGE, and *lesson is not touched. */
uf_lesson_fault uf_lesson_from_percent(uf_lesson *lesson, int64_t percent);

#ifdef __cplusplus
}
#endif
#endif
