/* attendance.h: from lessons to one record per pupil and window.
 *
 * Rows go in as integer codes, in any order; sums are kept per pupil, window and
 * place, so memory does not grow with rows. The result does not depend on the order of the rows.
 * The rules are those of doc/absence.md:
 *
 * Rate: absent time / scheduled time of the pupil's own lessons, whether the absence is authorised
 * or not. Exempt lessons are in neither.
 *
 * Unreported lessons: a lesson whose register was never taken is not a lesson with nobody absent.
 * Reported and unreported time are kept apart; a policy says which side the latter goes to, and
 * rate_min and rate_max say what every unreported lesson attended or missed would make of the rate.
 *
 * Moves: absence always follows the pupil. A place is one distinct combination of school, class,
 * grade and whatever else the program carries along. A pupil's window is attributed to one place,
 * school first: the school is chosen by the rule, then the place within that school by the same
 * rule, so that a change of class cannot tip the balance between schools.
 *
 * Rolling windows (rolling.h): the same sums, kept once for every bin.
 *
 * Rosters: uf_attendance_enrol says where a pupil should have been. It adds no time: a pupil
 * without a row appears with nothing scheduled and no rate. Which rows are outside every spell of a
 * roster is the caller's question (enrolment.h), asked before they are added.
 *
 * Spell: the most consecutive school days missed whole within a window. A school day is a day on
 * which the pupil had counted lessons, so weekends and holidays do not end a spell. A time without
 * enrolment does, if there was a school day in it: a pupil who is nobody's is not absent.
 *
 * This is the ratio of England's pupil absence statistics (DfE, "Pupil absence in schools in
 * England: methodology") per pupil instead of per enrolment; UF_ATTRIBUTE_SPLIT gives enrolments.
 */
#ifndef UTFALL_ATTENDANCE_H
#define UTFALL_ATTENDANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/calendar.h>
#include <utfall/decimal.h>
#include <utfall/enrolment.h>
#include <utfall/lesson.h>
#include <utfall/school_days.h>
#include <utfall/status.h>
#include <utfall/window.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where unreported time goes in scheduled, absent, rate and longest_spell. */
typedef enum uf_unreported {
    UF_UNREPORTED_EXCLUDE, /* on neither side; a day with nothing else is no school day          */
    UF_UNREPORTED_PRESENT, /* scheduled and attended                                             */
    UF_UNREPORTED_ABSENT   /* scheduled and absent, but neither authorised nor unauthorised: the
                              two then add up to less than absent                                */
} uf_unreported;

/* The place a pupil's window belongs to. Time is reported + unreported. A place without any time
 * (of a roster, or with nothing but exempt lessons) is chosen only where there is no other. Ties
 * that remain go to the place that the caller orders first. */
typedef enum uf_attribution {
    UF_ATTRIBUTE_LONGEST, /* most time; of equals the later last day                            */
    UF_ATTRIBUTE_FIRST,   /* earliest first day; of equals the most time                        */
    UF_ATTRIBUTE_LAST,    /* latest last day; of equals the most time                           */
    UF_ATTRIBUTE_SPLIT    /* one record per school with that school's time only; places within
                             a school as UF_ATTRIBUTE_LONGEST                                   */
} uf_attribution;

typedef struct uf_attendance_options {
    uf_window window; /* its calendar, if it has one, must live as long as the object        */
    int step;         /* 0, or how far apart rolling windows begin, in the window's unit     */
    bool worst;       /* of each pupil (under split, and school) only the worst window: the
                         highest rate among those that are eligible, of equals the first     */
    uf_day date_from, date_to; /* inclusive limits, or UF_NO_DAY                              */
    uf_unreported unreported;
    uf_attribution attribution;
    uf_decimal min_scheduled; /* records with less scheduled time are not eligible            */
    bool authorised_known;    /* the log says which absence is authorised                     */
} uf_attendance_options;

/* Window all, no step, all windows, no limits, exclude, longest, min_scheduled 0,
 * authorised_known. */
void uf_attendance_options_init(uf_attendance_options *options);

/* One row of the log, in the caller's codes. */
typedef struct uf_attendance_row {
    uint32_t pupil;
    uint32_t place;
    uf_day day;
    uf_lesson lesson;
} uf_attendance_row;

/* What the caller knows about its place codes, once all rows are in. Codes are 0, 1, 2 ... in the
 * order of first appearance; these arrays make the result independent of that order. */
typedef struct uf_attendance_places {
    const uint32_t *school; /* [count] rank of the place's school; equal ranks are one school   */
    const uint32_t *order;  /* [count] rank of the place among all; decides ties within a school */
    size_t count;
} uf_attendance_places;

/* One pupil's window. With `worst`, rate_min and rate_max are the highest of all windows that could
 * have been chosen (the eligible ones, if any is): what the worst rate is if every unreported
 * lesson was attended or missed. Shares are 0 to 1, and NaN where the denominator is 0: a pupil
 * without a reported lesson has no rate under UF_UNREPORTED_EXCLUDE, but has bounds if lessons went
 * unreported. Sums are exact; compare them, not the rates, with a limit. */
typedef struct uf_attendance_record {
    uint32_t pupil, place;
    int32_t window;          /* index, for uf_attendance_label                                */
    uf_day from, to;         /* the window within the limits; for window all without limits,
                                the first and last day of the whole log                       */
    uf_decimal scheduled;    /* under the policy in force                                     */
    uf_decimal absent;       /* under the policy in force                                     */
    bool authorised_known;   /* false: the next two cannot be said; they are 0                */
    uf_decimal authorised;   /* reported absence with leave                                   */
    uf_decimal unauthorised; /* reported absence without leave                                */
    uf_decimal unreported;   /* time whose register was never taken, whatever the policy      */
    double coverage;         /* reported / (reported + unreported)                            */
    double rate;             /* absent / scheduled                                            */
    double rate_min;         /* if every unreported lesson was attended                       */
    double rate_max;         /* if every unreported lesson was missed; both of the worst window
                                under `worst`, which need not be this one: see below          */
    uint32_t days;           /* school days: days with counted lessons                        */
    uint32_t longest_spell;  /* school days                                                   */
    bool moved;              /* more than one school in the window                            */
    bool eligible;           /* scheduled >= min_scheduled                                    */
} uf_attendance_record;

typedef struct uf_attendance uf_attendance;

/* On success *attendance is a new, empty object for uf_attendance_free().
 *   UF_EINVAL  a window not made by uf_window_init, or that lacks its calendar; a step that
 *              uf_rolling_init refuses; limits that are not valid days or run backwards; a negative
 *              min_scheduled
 *   UF_ENOMEM */
uf_status uf_attendance_new(uf_attendance **attendance, const uf_attendance_options *options,
                            uf_error *error);

/* NULL is fine. */
void uf_attendance_free(uf_attendance *attendance);

/* Whether a day is valid, within the limits and in a window, so that a row of it may be added. */
bool uf_attendance_covers(const uf_attendance *attendance, uf_day day);

/* Add n rows, in any order. A few hundred at a time are several times faster than one at a time,
 * since what they need is fetched ahead. Codes must be dense: memory is taken for every pupil code
 * up to the largest, at most UINT32_MAX - 1. On failure error->index is the row that failed, and
 * the rows before it have been added.
 *   UF_EINVAL  a day that is not covered, or a code out of range
 *   UF_EDATA   a lesson that uf_lesson_check refuses; error->reason is the fault's text
 *   UF_ERANGE  a sum leaves 64 bits (nine thousand million units of one pupil in one window)
 *   UF_ENOMEM  the object may then only be freed
 * Memory: only for the first row of a pupil in a bin (a window, without a step) and place, 64 bytes
 * and its share of an index, and 16 bytes per pupil and 64 days. */
uf_status uf_attendance_add(uf_attendance *attendance, const uf_attendance_row *rows, size_t n,
                            uf_error *error);

/* Say where a pupil should have been: n spells of one pupil as uf_enrolments_of gives them. The
 * pupil gets a record in every window that a spell touches within the limits (without limits:
 * within the first and last day of all rows, so call it when all are in; without rows either,
 * nowhere). place_of[spell.place] is the place code of a spell; places as for
 * uf_attendance_records.
 *   UF_EINVAL  a place that places does not have, or a pupil code out of range
 *   UF_ENOMEM */
uf_status uf_attendance_enrol(uf_attendance *attendance, const uf_enrolment *spells, size_t n,
                              const uint32_t *place_of, const uf_attendance_places *places,
                              uf_error *error);

/* No spell of absence of this pupil goes on from before the day to the day: the pupil came back
 * after a time without enrolment (uf_enrolments_return).
 *   UF_ENOMEM */
uf_status uf_attendance_break_spell(uf_attendance *attendance, uint32_t pupil, uf_day day,
                                    uf_error *error);

/* One more than the largest pupil code added, 0 if none was. */
uint32_t uf_attendance_pupils(const uf_attendance *attendance);

/* Whether a pupil has any row, or has been enrolled. */
bool uf_attendance_has(const uf_attendance *attendance, uint32_t pupil);

/* First and last day added. False, and nothing set, if there was no row. */
bool uf_attendance_span(const uf_attendance *attendance, uf_day *first, uf_day *last);

/* The label of a record's window: as uf_window_label, and its first day for one of several bins.
 * Returns label. */
char *uf_attendance_label(const uf_attendance *attendance, int32_t window,
                          char label[UF_WINDOW_LABEL_SIZE]);

/* The records of one pupil, in order of window and, under UF_ATTRIBUTE_SPLIT, of school. *records
 * is *count long and lives until the next call with the same object. A code without rows has none.
 * Rows may be added afterwards and records asked for again.
 *   UF_EINVAL  places->count is not above every place code of the pupil
 *   UF_ERANGE  a sum over places leaves 64 bits
 *   UF_ENOMEM */
uf_status uf_attendance_records(uf_attendance *attendance, uint32_t pupil,
                                const uf_attendance_places *places,
                                const uf_attendance_record **records, size_t *count,
                                uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
