/* linearised.h: ratios of totals, and their changes, with the unit as what varies.
 *
 * x_i of n_i for each of k units: minutes absent of minutes scheduled, or an outcome of 1 (then the
 * ratio is a mean, or a share). With totals X and N, r = X/N, and waves 0 and 1:
 *
 *     ratio            r                u_i = (x_i - r n_i)/N
 *     change           r_1 - r_0        u_i = (x_1i - r_1 n_1i)/N_1 - (x_0i - r_0 n_0i)/N_0
 *     log of a ratio   log r            u_i = (x_i - r n_i)/X
 *     log of a change  log(r_1/r_0)     u_i = (x_1i - r_1 n_1i)/X_1 - (x_0i - r_0 n_0i)/X_0
 *     V = k/(k - 1) sum u_i^2           df = k - 1
 *
 * u_i is the unit's influence (Deville 1999, Surv. Methodol. 25: 193-203; for one ratio Cochran
 * 1977, Sampling techniques, chapter 6; Binder 1983, Int. Stat. Rev. 51: 279-292). A unit in both
 * waves stands in both terms, so what the waves share is counted; when all are in both and n_i is
 * 1, V is the variance of the paired t. No model says how x varies about r n: the Poisson model's
 * variance is of counts, and turns lessons into minutes into 60 times the evidence.
 *
 * Units. Multiplying every x and n by the same number changes no digit of any result, as long as
 * the products are exact: only the quotients x_i/n_i, n_i/N and X/N are used. X and N are summed
 * with compensation (Neumaier 1974, ZAMM 54: 39-51), exactly for whole numbers below 2^53.
 *
 * Two groups of different units differ by the difference of their estimates, with the variances
 * added and the df of Welch 1947 (Satterthwaite 1946). */
#ifndef UTFALL_LINEARISED_H
#define UTFALL_LINEARISED_H

#include <stdbool.h>
#include <utfall/effect.h>
#include <utfall/observation.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The estimate of one group and how surely it is known. */
typedef struct uf_linearised {
    double estimate; /* on the scale asked for                                              */
    double variance; /* V; 0 when the units agree but for rounding, NaN below two units     */
    double df;       /* k - 1                                                               */
    double units;    /* k: units with a value in the wave, or in either wave                */
    double x[UF_WAVES], n[UF_WAVES]; /* X and N of the waves that are in it, else 0           */
    const char *note; /* why estimate or variance is NaN, or ""                              */
} uf_linearised;

typedef enum uf_linearised_scale { UF_SCALE_PLAIN, UF_SCALE_LOG } uf_linearised_scale;

/* Which units count in a change: all, or those with a value in both waves. */
typedef enum uf_linearised_basis { UF_BASIS_EITHER_WAVE, UF_BASIS_BOTH_WAVES } uf_linearised_basis;

/* The ratio in one wave, of the units with a value there. No units: estimate NaN. On the log scale
 * a ratio of 0 is -INFINITY without a variance.
 *   UF_EINVAL  error->index: a value that is not finite (NaN is no value), an exposure that is not
 *              finite and above 0; on the log scale a negative value */
uf_status uf_linearised_ratio(uf_linearised *l, const uf_observation *units, size_t count,
                              uf_wave wave, uf_linearised_scale scale, uf_error *error);

/* The change from before to after. A wave without units: estimate NaN. On the log scale: NaN when
 * the ratio before is 0, -INFINITY without a variance when only the one after is. Errors as
 * above. */
uf_status uf_linearised_change(uf_linearised *l, const uf_observation *units, size_t count,
                               uf_linearised_basis basis, uf_linearised_scale scale,
                               uf_error *error);

/* group minus reference, of the same scale: estimate, std_error, limits, t, df, p_value; method
 * "linearised-t". NaN with a note where an estimate or a variance is missing or both variances are
 * 0.
 *   UF_EINVAL  level outside (0, 1), or a one-sided level of 1/2 or less */
uf_status uf_linearised_difference(uf_effect *effect, const uf_linearised *group,
                                   const uf_linearised *reference, uf_alternative alternative,
                                   double level, uf_error *error);

/* One group by itself: estimate -+ t sqrt(V), and the test of 0. Errors as above. */
uf_status uf_linearised_interval(uf_effect *effect, const uf_linearised *l,
                                 uf_alternative alternative, double level, uf_error *error);

/* From the log scale to ratios, in place: exp of estimate and limits, less `minus` (1 for a
 * relative change, else 0). std_error, statistic, df and p_value stay those of the logarithm.
 * method "log-linearised-t". */
void uf_linearised_exponentiate(uf_effect *effect, double minus);

/* The ratio of one wave with its interval: logit-t, as uf_clustered_share_logit_t has it, when no
 * unit has more than its exposure (a rate of absence), else log-t. std_error is the ratio's own.
 * NaN with a note: no units; one unit, or all units alike, as at a ratio of 0 (no interval).
 *   UF_EINVAL  as uf_linearised_ratio on the log scale; level outside (0, 1) */
uf_status uf_linearised_rate(uf_effect *effect, const uf_observation *units, size_t count,
                             uf_wave wave, double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
