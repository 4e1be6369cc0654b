/* coverage.h: how much of what should have been registered was, and whether that differs by arm.
 *
 * Coverage is the scheduled time of lessons whose register was taken, by all scheduled time; exempt
 * lessons are in neither. It is summed by school, arm and window, exactly.
 *
 * Why arms are compared: a lesson without a register says nothing of absence. Where it is left out,
 * or taken for attended, an arm that takes fewer registers shows another rate of absence for that
 * reason alone: registers that rise from 70 to 95 % under "unreported is present" move a constant
 * 17 % share over the limit from 8.7 to 15.9 %. A difference in coverage is therefore looked at
 * before a difference in absence is believed.
 *
 * How: registers are taken or not by teachers and schools, so schools are the units, each counting
 * alike, and the difference between the means of their coverages has a t interval with
 * schools - 2 degrees of freedom (Donald & Lang 2007, Rev. Econ. Stat. 89: 221-233). An interval
 * from lessons or pupils as independent units would be many times too short. With three schools
 * against three, and a spread of 5 points between schools, it reaches 11 points to each side: it
 * finds a breakdown, not a nuance. The limits are not cut to [-1, 1]. */
#ifndef UTFALL_COVERAGE_H
#define UTFALL_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/estimate.h>
#include <utfall/lesson.h>
#include <utfall/mean_difference.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* All windows together; never the index of a window. */
#define UF_ALL_WINDOWS INT32_MIN
/* "Not in an arm": counts for its school, and for no arm. */
#define UF_NO_ARM UINT32_MAX

/* Sums of one school, arm and window, or of one school and window. Amounts as in uf_lesson. */
typedef struct uf_coverage_sums {
    int64_t reported, unreported;
    uint64_t rows, unreported_rows;
} uf_coverage_sums;

typedef struct uf_coverage uf_coverage;

/* On success *coverage is a new, empty object for uf_coverage_free(). UF_ENOMEM. */
uf_status uf_coverage_new(uf_coverage **coverage, uf_error *error);

/* NULL is fine. */
void uf_coverage_free(uf_coverage *coverage);

/* Add one sound lesson of a school, in an arm or UF_NO_ARM, in a window. An exempt one only makes
 * the school and window known.
 *   UF_EINVAL  a negative amount, or UF_ALL_WINDOWS
 *   UF_ERANGE  the time of a school leaves 64 bits (nine thousand million units)
 *   UF_ENOMEM  the object may then only be freed
 * Memory follows schools, arms and windows, not rows. */
uf_status uf_coverage_add(uf_coverage *coverage, uint32_t school, uint32_t arm, int32_t window,
                          const uf_lesson *lesson, uf_error *error);

/* The sums of a school, all arms together, in a window or UF_ALL_WINDOWS; zeros where there is no
 * such lesson. */
uf_coverage_sums uf_coverage_of(const uf_coverage *coverage, uint32_t school, int32_t window);

/* A row of term `coverage` of these sums: estimate, n the scheduled time in the log's unit, events
 * what of it was reported. It describes what was seen, without an interval. With no scheduled time
 * the estimate is NaN and note has the reason. Texts other than the term are the caller's. */
void uf_coverage_row(uf_estimate *row, const uf_coverage_sums *sums);

/* A row of term `coverage` of an arm: the mean of its schools' coverages in a window or
 * UF_ALL_WINDOWS, each school alike, with its t interval (schools - 1 degrees of freedom). n and
 * clusters are schools. A school that stands in several arms counts in each with its time there.
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_coverage_arm_row(uf_estimate *row, const uf_coverage *coverage, uint32_t arm,
                              int32_t window, double level, uf_error *error);

/* A row of term `risk_difference`: that mean of arm minus that of reference, with interval, t, df
 * and p-value of uf_mean_difference. n and n_reference are schools, clusters both together. NaN
 * with a note where there are too few schools, or where coverage does not vary between them.
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_coverage_difference_row(uf_estimate *row, const uf_coverage *coverage, uint32_t arm,
                                     uint32_t reference, int32_t window,
                                     uf_mean_difference_method method, double level,
                                     uf_error *error);

/* How many times larger the mean scheduled time of a school is in one arm than in the other, at
 * least 1: above 3 the pooled t is no longer to be relied on alone, and Welch's belongs beside it.
 * NaN where an arm has no scheduled time. */
double uf_coverage_imbalance(const uf_coverage *coverage, uint32_t arm, uint32_t reference,
                             int32_t window);

#ifdef __cplusplus
}
#endif
#endif
