/* mean_difference.h: the difference between two means, and whether several means differ.
 *
 * Groups come as uf_moments (moments.h), so that the values can be pushed in one pass, in parts, or
 * with others; paired values come as two arrays. Units: those of the values. */
#ifndef UTFALL_MEAN_DIFFERENCE_H
#define UTFALL_MEAN_DIFFERENCE_H

#include <stddef.h>
#include <utfall/effect.h>
#include <utfall/moments.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_mean_difference_method {
    /* Each group has its own variance: se^2 = s1^2/n1 + s0^2/n0, df of Welch 1947, Biometrika 34:
     * 28-35 (Satterthwaite 1946). The default: it costs next to nothing when variances agree. */
    UF_MEAN_DIFFERENCE_WELCH,
    /* One variance for both, df = n1 + n0 - 2 (Student). */
    UF_MEAN_DIFFERENCE_POOLED
} uf_mean_difference_method;

/* group's mean minus reference's: estimate, std_error, interval, t, df, p_value.
 * NaN with a note where it cannot be said: a group without values (then the estimate too); fewer
 * values than the method needs (Welch: two in each group; pooled: three in all); values that are
 * the same within both groups, or differ by rounding only (se <= 10 eps of the larger mean, as in
 * R).
 *   UF_EINVAL  level outside (0, 1), or moments that are not finite */
uf_status uf_mean_difference(uf_effect *effect, const uf_moments *group,
                             const uf_moments *reference, uf_mean_difference_method method,
                             uf_alternative alternative, double level, uf_error *error);

/* Paired t: the mean of first[i] - second[i], n pairs, df = n - 1. NaN with a note for fewer than
 * two pairs (the estimate is given for one) and when the differences are the same but for rounding
 * (their standard deviation is at most 10 eps of the largest value: 0.3 - 0.2 and 0.1 - 0 are the
 * same).
 *   UF_EINVAL  level outside (0, 1); error->index a pair that is not finite */
uf_status uf_paired_t(uf_effect *effect, const double *first, const double *second, size_t n,
                      uf_alternative alternative, double level, uf_error *error);

/* One-way analysis of variance: statistic F, df the denominator's (N - groups), df_numerator in
 * *between (may be NULL), p_value. Groups without values do not count. NaN with a note for fewer
 * than two groups with values, no degrees of freedom within, or no variation within.
 *   UF_EINVAL  moments that are not finite: error->index */
uf_status uf_one_way_anova(uf_effect *effect, double *between, const uf_moments *groups,
                           size_t count, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
