/* attendance_stay.h: where a pupil was, in a window or a part of one, and for how long. Private to
 * libstats. The rules stand in attendance.h. */
#ifndef UTFALL_ATTENDANCE_STAY_H
#define UTFALL_ATTENDANCE_STAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/attendance.h>

/* Sums of time, amounts as in uf_lesson. */
struct uf_attendance_sums {
    int64_t scheduled, authorised, unauthorised, unsaid, unreported;
};

/* Time that a pupil spent at one place, in one bin or in several. */
struct uf_attendance_stay {
    int32_t bin;     /* of several: the first                          */
    uint32_t number; /* of the cell; of several: the first             */
    uint32_t place;  /* the caller's code                              */
    uint32_t school; /* rank of the school                             */
    uint32_t order;  /* rank of the place                              */
    uf_day first, last;
    struct uf_attendance_sums sums;
};

/* Reported and unreported time. It does not overflow: a stay whose would is not made. */
int64_t uf_attendance_stay_time(const struct uf_attendance_stay *stay);

/* Sort by bin, school and place; by school and place alone. */
void uf_attendance_stays_sort(struct uf_attendance_stay *stays, size_t n);
void uf_attendance_stays_sort_places(struct uf_attendance_stay *stays, size_t n);

/* Add b to *a, which are at one place or school; *a keeps place, bin and number. False if the time
 * leaves 64 bits. */
bool uf_attendance_stay_join(struct uf_attendance_stay *a, const struct uf_attendance_stay *b);

/* Join the stays at one place of n sorted by place; *n is then how many are left. False as
 * above. */
bool uf_attendance_stays_merge(struct uf_attendance_stay *stays, size_t *n);

/* The end of the run of stays at one school that begins at `start`. */
size_t uf_attendance_school_end(const struct uf_attendance_stay *stays, size_t start, size_t n);

/* The place that the attribution chooses among n > 0 stays, sorted by place and merged. */
uint32_t uf_attendance_choose_place(uf_attribution attribution,
                                    const struct uf_attendance_stay *stays, size_t n);

#endif
