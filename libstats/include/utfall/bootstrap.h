/* bootstrap.h: intervals from resampling units with replacement.
 *
 * Replicate r draws from stream r of the seed (rng.h), so its resample depends on the seed and r
 * alone: replicates may be computed in any order, by any number of threads, and the result is
 * bit-identical. The statistic is a function of which units are in the sample; whatever else it
 * needs stands behind data. */
#ifndef UTFALL_BOOTSTRAP_H
#define UTFALL_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The statistic of the sample that consists of units unit[0..n-1], numbers below the plan's total,
 * some repeated, some absent; NaN where it is undefined. Must be safe to call from several threads
 * if the caller uses several. */
typedef double (*uf_statistic)(const size_t *unit, size_t n, const void *data);

/* Units are numbered 0, 1, ... through the strata in turn; each stratum (an arm, a block) is
 * resampled to its own size. One stratum of n is the ordinary bootstrap. */
typedef struct uf_bootstrap_plan {
    const size_t *sizes; /* of the strata, each at least 1 and below 2^32 */
    size_t strata;       /* at least 1 */
    uint64_t seed;
} uf_bootstrap_plan;

/* Replicates first .. first + count - 1 into draws[0..count-1]; call for several ranges to share
 * the work. Replicate numbers start at 0.
 *   UF_EINVAL  no strata, or an empty or too large one (error->index);  UF_ENOMEM */
uf_status uf_bootstrap_draw(double *draws, uint64_t first, size_t count,
                            const uf_bootstrap_plan *plan, uf_statistic statistic, const void *data,
                            uf_error *error);

/* Statistic of the sample itself into *estimate, and, if left_out is not NULL, with each unit left
 * out into left_out[0..total-1]. Errors as above. */
uf_status uf_bootstrap_observe(double *estimate, double *left_out, const uf_bootstrap_plan *plan,
                               uf_statistic statistic, const void *data, uf_error *error);

/* Percentile interval (Efron 1979; Davison & Hinkley 1997, section 5.3): quantiles of the draws at
 * (1 - level)/2 and 1 - (1 - level)/2, order statistics (count + 1) p interpolated on the normal
 * scale (their eq. 5.8, R's boot). estimate is copied, std_error is the draws' standard deviation.
 *
 * draws are sorted. Draws that are not finite are left out, with a note; if they are more than one
 * in twenty, all numbers but the estimate are NaN. NaN with a note also when all draws are the
 * same, or there are too few to reach the quantile (39 for 95 %).
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_bootstrap_percentile(uf_effect *effect, double estimate, double *draws, size_t count,
                                  double level, uf_error *error);

/* Bias-corrected and accelerated interval (Efron 1987; DiCiccio & Efron 1996): the same quantiles
 * at
 *     Phi(z0 + (z0 +- z) / (1 - a (z0 +- z))),
 * z0 from the share of draws below the estimate (equal ones count half), a from the jackknife:
 *     a = 1/6 sum_h n_h^-3 sum l^3 / (sum_h n_h^-2 sum l^2)^(3/2),  l = (n_h - 1)(mean - left out)
 * over strata h (Davison & Hinkley 1997, section 5.3). left_out and plan as given to
 * uf_bootstrap_observe. As uf_bootstrap_percentile, and NaN with a note when all draws lie on
 * one side of the estimate or the jackknife does not vary or is undefined somewhere. */
uf_status uf_bootstrap_bca(uf_effect *effect, double estimate, double *draws, size_t count,
                           const double *left_out, const uf_bootstrap_plan *plan, double level,
                           uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
