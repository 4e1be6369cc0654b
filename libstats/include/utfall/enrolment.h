/* enrolment.h: who should be where, and when: the spells of a roster.
 *
 * A spell is a period in which a pupil is enrolled at a school. A pupil may have several: one after
 * the other (a move, or a return after some time away), or at two schools at once. A day outside
 * all of a pupil's spells is not a day on which that pupil can be absent.
 *
 * Of several spells that hold a day, the one that began last is meant; of those, the one with the
 * lowest place. So the order in which spells were added does not matter. */
#ifndef UTFALL_ENROLMENT_H
#define UTFALL_ENROLMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/school_days.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UF_ANY_SCHOOL UINT32_MAX

/* In the caller's codes, pupils from 0. */
typedef struct uf_enrolment {
    uint32_t pupil, school;
    uint32_t place;  /* the caller's: school, class and whatever else the roster says */
    uf_day from, to; /* inclusive; to UF_LAST_DAY: still there                        */
} uf_enrolment;

typedef struct uf_enrolments uf_enrolments;

/* On success *enrolments is a new, empty object for uf_enrolments_free().
 *   UF_ENOMEM */
uf_status uf_enrolments_new(uf_enrolments **enrolments, uf_error *error);

/* NULL is fine. */
void uf_enrolments_free(uf_enrolments *enrolments);

/* Add a spell.
 *   UF_EINVAL  not valid days, or `to` before `from`; the pupil's code is UINT32_MAX
 *   UF_ENOMEM */
uf_status uf_enrolments_add(uf_enrolments *enrolments, const uf_enrolment *spell, uf_error *error);

/* Put the spells in order: all are in, and the questions below may be asked.
 *   UF_ENOMEM */
uf_status uf_enrolments_sort(uf_enrolments *enrolments, uf_error *error);

/* The spells of a pupil by first day, *n long; none for a pupil who is not in the roster. */
const uf_enrolment *uf_enrolments_of(const uf_enrolments *enrolments, uint32_t pupil, size_t *n);

/* Where the roster has a pupil on a day. */
typedef enum uf_whereabouts {
    UF_NOT_IN_ROSTER, /* the pupil has no spell at all                                       */
    UF_NOT_ENROLLED,  /* no spell holds the day                                              */
    UF_ELSEWHERE,     /* spells hold the day, none of them at this school; *spell is one     */
    UF_HERE           /* *spell is at this school (at any, if UF_ANY_SCHOOL was asked for)   */
} uf_whereabouts;

uf_whereabouts uf_enrolments_find(const uf_enrolments *enrolments, uint32_t pupil, uint32_t school,
                                  uf_day day, const uf_enrolment **spell);

/* Pupils who have two spells at different schools that share a day. */
size_t uf_enrolments_overlaps(const uf_enrolments *enrolments);

/* The next day on which the pupil comes back after a time without enrolment, looking at spells from
 * number *i of uf_enrolments_of on; UF_NO_DAY if there is none. Start with *i = 0. A time in which
 * there was no school day is no time away: a weekend between two schools. School days are those of
 * the calendar, or Monday to Friday when it is NULL or has no terms. */
uf_day uf_enrolments_return(const uf_enrolments *enrolments, uint32_t pupil,
                            const uf_school_days *calendar, size_t *i);

#ifdef __cplusplus
}
#endif
#endif
