/* attendance_state.h: what uf_attendance holds. Private to libstats: attendance.c fills it,
 * attendance_enrol.c adds where pupils should have been, attendance_record.c reads it. */
#ifndef UTFALL_ATTENDANCE_STATE_H
#define UTFALL_ATTENDANCE_STATE_H

#include <utfall/attendance.h>
#include <utfall/rolling.h>

#include "attendance_cells.h"
#include "attendance_stay.h"
#include "day_set.h"

/* Room for the records of one pupil at a time. */
struct uf_attendance_scratch {
    struct uf_attendance_stay *stays;  /* [capacity] of the pupil        */
    struct uf_attendance_stay *merged; /* [capacity] of one window       */
    const struct uf_day_set **days;    /* [capacity]                     */
    uf_attendance_record *records;     /* [capacity * windows of a bin]  */
    size_t capacity;
};

/* A pupil came back on this day, after a time without enrolment. */
struct uf_attendance_return {
    uint32_t pupil;
    uf_day day;
};

struct uf_attendance {
    uf_attendance_options options;
    uf_rolling rolling;
    uf_day low, high; /* the limits, or the whole calendar      */
    int32_t *bin_of;  /* [high - low + 1] the bin of each day, or UF_NO_WINDOW */
    struct uf_attendance_cells cells;
    uint32_t *head; /* [pupil_capacity] first cell of a pupil, or UF_NO_CELL */
    size_t pupil_capacity;
    uint32_t pupils;
    struct uf_day_set *days; /* [day_capacity] one set per pupil; under split, one per cell,
                                so that a school answers for its own days only */
    size_t day_capacity;
    uf_day first, last;                   /* of all rows */
    struct uf_attendance_return *returns; /* sorted when records are asked for */
    size_t return_count, return_capacity;
    bool returns_sorted;
    struct uf_attendance_scratch scratch;
};

/* Make pupil codes up to this one known. False if memory ran out. */
bool uf_attendance_reach_pupil(uf_attendance *attendance, uint32_t pupil);

/* First and last day of what was observed: the limits, or where there are none the first and last
 * day of all rows. False if there is neither. */
bool uf_attendance_observed(const uf_attendance *attendance, uf_day *from, uf_day *to);

/* Keep the worst of a pupil's *n records, which are in order of window; under split, of each
 * school. */
void uf_attendance_keep_worst(const uf_attendance *attendance, const uf_attendance_places *places,
                              uf_attendance_record *records, size_t *n);

#endif
