/* outcome_scale.h: on which scale shares, rates and means are compared.
 *
 *     points  v               differences
 *     log     log v           differences are logarithms of ratios: v > 0
 *     logit   log(v/(1 - v))  differences are logarithms of odds ratios: 0 < v < 1
 *
 * A difference in differences depends on it. From 20 to 15 % in one arm and from 10 to 6 % in the
 * other, the first fell by one point more and, with 25 against 40 %, by much less of what it was.
 * So the scales can differ in sign, and which one is meant has to be said. */
#ifndef UTFALL_OUTCOME_SCALE_H
#define UTFALL_OUTCOME_SCALE_H

#include <stddef.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_outcome_scale { UF_ON_POINTS, UF_ON_LOG, UF_ON_LOGIT } uf_outcome_scale;

/* "points", "log", "logit". */
const char *uf_outcome_scale_name(uf_outcome_scale scale);

/* The values of n clusters on the scale; scaled may be values.
 *   UF_EINVAL  a value is not finite, or outside the scale: negative, for logit above 1
 *   UF_EDATA   a value is 0, for logit also 1: it has no place on the scale
 * error->index is the cluster; scaled then holds nothing. */
uf_status uf_outcome_scale_values(double *scaled, const double *values, size_t n,
                                  uf_outcome_scale scale, uf_error *error);

/* after minus before on the scale, of n clusters: what a difference in differences is computed
 * from. change may be either. Errors as above. */
uf_status uf_outcome_scale_changes(double *change, const double *before, const double *after,
                                   size_t n, uf_outcome_scale scale, uf_error *error);

/* An effect on the log or logit scale becomes a ratio (of means, or of odds), in place: estimate
 * and limits are exponentiated; std_error, statistic, df and p_value stay those of the logarithm.
 * On points nothing happens. */
void uf_outcome_scale_ratio(uf_effect *effect, uf_outcome_scale scale);

#ifdef __cplusplus
}
#endif
#endif
