/* attendance_state.h: what uf_attendance holds. Private to libstats: attendance.c fills it,
 * attendance_record.c reads it. */
#ifndef UTFALL_ATTENDANCE_STATE_H
#define UTFALL_ATTENDANCE_STATE_H

#include <utfall/attendance.h>

#include "attendance_cells.h"
#include "day_set.h"

/* Room for the records of one pupil at a time. */
struct uf_attendance_scratch {
    struct uf_attendance_stay *stays;
    const struct uf_day_set **days;
    uf_attendance_record *records;
    size_t capacity;
};

struct uf_attendance {
    uf_attendance_options options;
    uf_day low, high;   /* the limits, or the whole calendar      */
    int32_t *window_of; /* [high - low + 1] the index of each day */
    struct uf_attendance_cells cells;
    uint32_t *head; /* [pupil_capacity] first cell of a pupil, or UF_NO_CELL */
    size_t pupil_capacity;
    uint32_t pupils;
    struct uf_day_set *days; /* [day_capacity] one set per pupil; under split, one per cell,
                                so that a school answers for its own days only */
    size_t day_capacity;
    uf_day first, last; /* of all rows */
    struct uf_attendance_scratch scratch;
};

#endif
