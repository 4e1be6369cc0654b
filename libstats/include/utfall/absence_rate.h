/* absence_rate.h: the rate of absence of many pupils: a ratio of totals.
 *
 *     rate = sum of absent time / sum of scheduled time
 *
 * over pupils, so that each lesson counts alike. It is not the mean of the pupils' rates, in which
 * a pupil who was there for a week weighs as much as one who was there all year. England's
 * statistics use the ratio of totals (DfE, "Pupil absence in schools in England: methodology").
 *
 * The interval takes pupils as what varies: the linearised variance of a ratio with the pupil as
 * cluster, logit-t (clustered_share.h). It does not know of schools and classes.
 *
 * Bounds: the rate if every unreported lesson was attended, or missed. They are about all pupils
 * pushed, also those without a reported lesson, who have no rate and are not in the estimate. */
#ifndef UTFALL_ABSENCE_RATE_H
#define UTFALL_ABSENCE_RATE_H

#include <stdbool.h>
#include <stdint.h>

#include <utfall/clustered_share.h>
#include <utfall/decimal.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is known of one pupil, as in uf_attendance_record. */
typedef struct uf_absence_sums {
    uf_decimal scheduled, absent, authorised, unauthorised, unreported;
    bool authorised_known;
} uf_absence_sums;

/* A sum that may leave 64 bits in billionths: whole units and the rest. */
typedef struct uf_absence_total {
    int64_t units, rest;
} uf_absence_total;

/* Accumulated. A value: assignment copies. */
typedef struct uf_absence_rate {
    uf_clustered_share share;
    uf_absence_total scheduled, absent, authorised, unauthorised, unreported;
    bool authorised_known;     /* of all pupils so far                            */
    bool includes_unreported;  /* scheduled holds the unreported time             */
    bool unreported_is_absent; /* and absent holds it                            */
    uint64_t pupils;           /* with scheduled time: the denominator's          */
    uint64_t without;          /* without any                                     */
} uf_absence_rate;

/* An empty rate. The policy is the one under which the pupils' sums were made. */
void uf_absence_rate_init(uf_absence_rate *rate, bool includes_unreported,
                          bool unreported_is_absent);

/* Add a to *sums: the same pupil at another place. False if a sum leaves its range. */
bool uf_absence_sums_add(uf_absence_sums *sums, const uf_absence_sums *a);

/* Add a pupil.
 *   UF_EINVAL  absent outside 0 to scheduled, or a negative sum */
uf_status uf_absence_rate_push(uf_absence_rate *rate, const uf_absence_sums *pupil,
                               uf_error *error);

/* The estimate with its interval, as uf_clustered_share_logit_t.
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_absence_rate_get(uf_effect *effect, const uf_absence_rate *rate, double level,
                              uf_error *error);

/* What the unreported lessons could do; NaN where nothing was scheduled. */
void uf_absence_rate_bounds(const uf_absence_rate *rate, double *low, double *high);

/* A total as a decimal. Beyond 64 bits, decimals are cut. */
uf_decimal uf_absence_total_decimal(uf_absence_total total);

#ifdef __cplusplus
}
#endif
#endif
