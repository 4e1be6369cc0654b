/* beta.h: the beta distribution and the binomial, for counts from none to a thousand million.
 *
 * X has density x^(a-1) (1-x)^(b-1) / B(a, b) on 0..1, a, b > 0. Computed here and not by GSL,
 * whose gsl_cdf_beta_P gives up (NaN) near the mean from about a = 1e6, has 10 digits at 1e5, and
 * whose inverse aborts on (0.025, 1e-3, 50) and does not return on (0.025, 1e9, 1e9).
 *     Tails: continued fraction of Didonato & Morris 1992, ACM TOMS 18: 360-373, eq. 9, on the side
 *     of the mean where it converges.
 *     Its factor x^a (1-x)^b / B(a, b): saddle-point form, Loader 2000, "Fast and accurate
 *     computation of binomial probabilities", which does not lose digits as lgamma differences do.
 *     Quantiles: bisection over the doubles between 0 and 1, to the last bit that the tail has.
 * Relative error of tails: below 1e-13 for a, b from 1/2 to 1e6, below 1e-11 up to 1e9 (R's pbeta;
 * see tests/unit/test_beta.c), absolute where the other tail is the smaller. Time grows with the
 * root of the smaller of a and b: about a microsecond at 100, 0.1 ms at 1e9; a quantile takes 62
 * tails. */
#ifndef UTFALL_BETA_H
#define UTFALL_BETA_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* P(X <= x) and P(X >= x), each as the tail that it is. x outside 0..1 gives 0 or 1; a or b that is
 * not finite and positive, or x NaN, gives NaN. */
double uf_beta_lower(double x, double a, double b);
double uf_beta_upper(double x, double a, double b);

/* The x with P(X <= x) = p, and the x with P(X >= x) = q. NaN for p or q outside 0..1. A quantile
 * smaller than every positive double is 0. */
double uf_beta_lower_quantile(double p, double a, double b);
double uf_beta_upper_quantile(double q, double a, double b);

/* X binomial of n trials with probability p: P(X = k), P(X <= k), P(X >= k). n < 2^53; p in 0..1,
 * else NaN. k > n is a count that cannot be: 0, 1 and 0. */
double uf_binomial_probability(uint64_t k, uint64_t n, double p);
double uf_binomial_at_most(uint64_t k, uint64_t n, double p);
double uf_binomial_at_least(uint64_t k, uint64_t n, double p);

#ifdef __cplusplus
}
#endif
#endif
