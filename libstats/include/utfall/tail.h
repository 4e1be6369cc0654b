/* tail.h: p-values and critical values of the normal, t, chi-square and F distributions.
 *
 * Each p-value comes from the tail that it is, never from 1 - cdf, so that 1e-30 keeps its digits.
 * Values from GSL are checked: what it cannot compute is NaN here. */
#ifndef UTFALL_TAIL_H
#define UTFALL_TAIL_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a p-value counts as further from the null than the data: both directions, smaller values of
 * the statistic, or larger ones. */
typedef enum uf_alternative { UF_TWO_SIDED, UF_LESS, UF_GREATER } uf_alternative;

/* True for 0 < level < 1. */
bool uf_level_valid(double level);

/* The level at which a two-sided method has to be asked so that one of its limits is the limit of a
 * one-sided interval of this level: level itself when two-sided, otherwise 2 level - 1. NaN when
 * that is not in (0, 1): a one-sided interval of 50 % or less is not to be had this way. */
double uf_level_each_side(double level, uf_alternative alternative);

/* The p-value of z under the standard normal distribution; NaN for NaN. */
double uf_normal_p(double z, uf_alternative alternative);

/* The z with P(|Z| <= z) = level. NaN for a level outside (0, 1). */
double uf_normal_critical(double level);

/* The same for Student's t with df > 0 degrees of freedom, which need not be whole. */
double uf_t_p(double t, double df, uf_alternative alternative);
double uf_t_critical(double level, double df);

/* P(chi-square >= x), df > 0. */
double uf_chi_square_p(double x, double df);

/* P(F >= x), both df > 0. */
double uf_f_p(double x, double df_numerator, double df_denominator);

/* The x with P(F >= x) = tail, from the beta quantile (beta.h); NaN for a tail outside (0, 1). */
double uf_f_quantile(double tail, double df_numerator, double df_denominator);

#ifdef __cplusplus
}
#endif
#endif
