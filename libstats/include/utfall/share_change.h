/* share_change.h: change of a share between two periods in which many of the units are the same.
 *
 * Pupils seen before only, after only or in both; x of n had the property. With totals n_0g, x_0g
 * (before) and n_1g, x_1g (after) of G clusters, N_t and X_t their sums, and p_t = X_t/N_t:
 *
 *     difference        p_1 - p_0      u_g = (x_1g - p_1 n_1g)/N_1 - (x_0g - p_0 n_0g)/N_0
 *     relative change   p_1/p_0 - 1    u_g = (x_1g - p_1 n_1g)/X_1 - (x_0g - p_0 n_0g)/X_0
 *     V = G/(G - 1) sum u_g^2,  df = G - 1
 *
 * u_g is the cluster's influence on the difference, or on log(p_1/p_0) (Deville 1999, Surv.
 * Methodol. 25: 193-203; the variance of a total of whole clusters: Cochran 1977, chapter 9A). A
 * unit in both periods stands in both terms, so its covariance is counted; with the pupil as
 * cluster this is the paired and the independent formula in one. R survey: svytotal of the four
 * variables, then svycontrast. Intervals: difference +- t sqrt(V), and exp(log(p_1/p_0) +- t
 * sqrt(V)) - 1.
 *
 * Which cluster: the unit itself (pupil) within one school, the class when it is known, the school
 * when several schools are pooled, because pupils share what happened to their class or school
 * between the periods. Coverage of nominal 95 % intervals for a change from 15 to 12 %, classes of
 * 25, 80 % of the pupils in both periods, 10,000 samples each (tests/simulation/coverage.c):
 *
 *                                                    by pupil   by class   by school
 *     one school of 8 classes, no shocks               95.4       95.6
 *     the same, class shocks 1.5 % of the variance     93.4       95.4
 *     the same, class shocks 3 %                       91.3       95.3
 *     3 schools pooled, school shocks 1.5 %            78.3       82.0
 *     4 schools pooled, school shocks 1.5 %            78.0       81.8       95.0
 *     8 schools pooled, school shocks 1.5 %            78.4       82.2       94.9
 *
 * Below UF_SHARE_CHANGE_MIN_SCHOOLS schools there is no interval: on 2 df it would say nothing.
 *
 * Where the linearised variance says nothing, because a period's share is 0 or 1 or nothing varies,
 * the interval is that of two independent samples (Koopman for the relative change, Newcombe for
 * the difference): wider than needed when the same pupils are in both. Clusters larger than the
 * unit are not regarded, and the note then says UF_NOTE_CLUSTERING_IGNORED (target.h), so that
 * nothing is taken as established by it. */
#ifndef UTFALL_SHARE_CHANGE_H
#define UTFALL_SHARE_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include <utfall/comoments.h>
#include <utfall/effect.h>
#include <utfall/limit_counts.h>
#include <utfall/status.h>
#include <utfall/two_by_two.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Fewest clusters for an interval: when units are their own clusters, and when schools are. */
enum { UF_SHARE_CHANGE_MIN_UNITS = 2, UF_SHARE_CHANGE_MIN_SCHOOLS = 4 };

/* Clusters accumulated. A value: assignment copies. */
typedef struct uf_share_change {
    uf_comoments clusters; /* of (n_0g, x_0g, n_1g, x_1g): count is G                          */
    uf_two_by_two totals;  /* events, n after; events_reference, n_reference before: exact     */
    bool clustered;        /* some cluster has more than one unit in a period                  */
} uf_share_change;

void uf_share_change_init(uf_share_change *change);

/* Add a whole cluster (a pupil: 0 or 1 of 0 or 1). One without units in either period is nobody and
 * is not counted.
 *   UF_EINVAL  more events than units
 *   UF_ERANGE  a period's total leaves 2^53; *change is as before */
uf_status uf_share_change_push(uf_share_change *change, uint64_t n_before, uint64_t events_before,
                               uint64_t n_after, uint64_t events_after, uf_error *error);

/* Add to *change the clusters of *other, none of which it has already.
 *   UF_ERANGE  as above */
uf_status uf_share_change_merge(uf_share_change *change, const uf_share_change *other,
                                uf_error *error);

/* p_1 - p_0. Sets estimate, std_error, df, limits (within -1 and 1), statistic t and two-sided
 * p_value for no change, method "linearised-t" or "newcombe", and note.
 * No interval, with the reason: a period without units; fewer than min_clusters clusters.
 *   UF_EINVAL  level outside (0, 1), min_clusters < 2 */
uf_status uf_share_change_difference(uf_effect *effect, const uf_share_change *change,
                                     size_t min_clusters, double level, uf_error *error);

/* p_1/p_0 - 1: -0.2 is a fall by 20 %. Compare it with a target by uf_decimal_compare_change, never
 * by this double. Sets the same; std_error, statistic and p_value are of log(p_1/p_0), so that t
 * and the limits agree. method "log-linearised-t" or "koopman".
 *     p_0 = 0   undefined: estimate NaN, no interval, with the reason
 *     p_1 = 0   -1, limits -1 and Koopman's
 *   UF_EINVAL  as above */
uf_status uf_share_change_relative(uf_effect *effect, const uf_share_change *change,
                                   size_t min_clusters, double level, uf_error *error);

/* What missing data could do to a change: the lowest and the highest that it could be. */
typedef struct uf_change_bounds {
    double low, high;
} uf_change_bounds;

/* Bounds of p_1 - p_0 and of p_1/p_0 - 1, when in each period `surely` to `maybe` of `all` units
 * have the property (limit_counts.h): the periods are taken at opposite ends, because registers may
 * have been kept otherwise before than after. NaN where a period has no units, or the share before
 * must be 0; infinite where it may be 0. */
uf_change_bounds uf_share_change_bounds_difference(const uf_limit_count *before,
                                                   const uf_limit_count *after);
uf_change_bounds uf_share_change_bounds_relative(const uf_limit_count *before,
                                                 const uf_limit_count *after);

/* What a reader of a change must be told of its counts. */
typedef struct uf_change_warnings {
    bool small;    /* a period has under 30 units or under 10 events                     */
    bool selected; /* 90 % or more had the property before: such units fall by themselves
                          * (regression to the mean)                                           */
} uf_change_warnings;

enum { UF_CHANGE_SMALL_UNITS = 30, UF_CHANGE_SMALL_EVENTS = 10 };

uf_change_warnings uf_share_change_warnings(const uf_two_by_two *counts);

#ifdef __cplusplus
}
#endif
#endif
