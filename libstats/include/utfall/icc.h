/* icc.h: how alike the units of a cluster are: intraclass correlation by analysis of variance.
 *
 *     rho = (MSB - MSW) / (MSB + (n0 - 1) MSW)
 *     MSB = sum n_g (mean_g - mean)^2 / (k - 1),  MSW = sum of squares within / (N - k)
 *     n0  = (N - sum n_g^2 / N) / (k - 1)
 *
 * over k clusters of n_g units, N in all (Fisher 1925; with n0 for unequal sizes: Donner 1986, Int.
 * Stat. Rev. 54: 67-82). It is unbiased for the two
 * variance components and may be negative: pupils of a school less alike than chance. That is
 * reported, never cut to 0.
 *
 *     design effect = 1 + ((cv^2 + 1) nbar - 1) rho,  nbar = N/k, cv of the sizes with divisor k,
 *
 * so (cv^2 + 1) nbar = sum n_g^2 / N (Kish 1965, Survey sampling; Eldridge, Ashby & Kerry 2006,
 * Int. J. Epidemiol. 35: 1292-1300): the factor by which clustering inflates the variance of a
 * mean.
 *
 * Only counts, means and sums of squares per cluster are needed (moments.h). For a 0/1 outcome
 * uf_icc_counts makes them from x_g of n_g; rho is then the ANOVA estimator of Ridout, Demetrio &
 * Firth 1999 (Biometrics 55: 137-148), and the intervals, which assume normal values, are
 * approximate. */
#ifndef UTFALL_ICC_H
#define UTFALL_ICC_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/effect.h>
#include <utfall/moments.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_icc {
    size_t clusters;  /* k: those with at least one unit                                       */
    double n;         /* N                                                                     */
    double mean_size; /* nbar                                                                  */
    double size_cv;   /* standard deviation of the sizes (divisor k) over nbar                 */
    double n0;
    double ms_between, ms_within, f; /* f = MSB/MSW on k - 1 and N - k df                      */
    double rho;
    double design_effect;
    const char *note; /* why rho is NaN, or ""                                                 */
} uf_icc;

/* The table of the analysis of variance of `clusters` groups; empty ones are passed over. NaN, with
 * the reason in note: rho when there is one cluster, when all clusters have one unit, or when all
 * values are equal; what depends on it; f when nothing varies within clusters (rho is 1 then). */
void uf_icc_anova(uf_icc *icc, const uf_moments *groups, size_t clusters);

/* The moments of a 0/1 outcome of which x of n are 1.
 *   UF_EINVAL  x > n */
uf_status uf_icc_counts(uf_moments *group, uint64_t n, uint64_t x, uf_error *error);

/* 1 + ((cv^2 + 1) nbar - 1) rho. NaN where it is not positive: no correlation that low is possible
 * in clusters of these sizes. */
double uf_icc_design_effect(double rho, double mean_size, double size_cv);

typedef enum uf_icc_interval {
    /* All rho for which F(rho) is between the quantiles of the F distribution on k - 1 and N - k
     * df, mean_w being weighted by w_g:
     *     F(rho) = sum w_g (mean_g - mean_w)^2 / ((k - 1) MSW)
     *     w_g    = n_g / (1 + n_g rho/(1 - rho))
     * Exact for normal values and any sizes (Wald 1940, Ann. Math. Stat. 11: 96-100); with equal
     * sizes it is Searle's interval (1971, Linear models). A lower limit that does not exist is
     * -1/(n_max - 1), the lowest correlation possible in the largest cluster.
     * method "anova-searle" or "anova-wald-exact". */
    UF_ICC_EXACT,
    /* rho +- z SE with the large-sample SE below, cut to [-1/(n_max - 1), 1]. For many clusters:
     * with six schools and rho 0.031 it covers 81 % where the exact one covers 95 (normal values;
     * 80 and 94 for a share of 12 %; tests/simulation/coverage.c). method "anova-smith". */
    UF_ICC_SMITH
} uf_icc_interval;

/* rho with an interval. std_error is Smith's for both (Smith 1956, Ann. Hum. Genet. 21:
 * 363-373, as in Donner 1986); statistic is f and p_value its upper tail: the test of
 * rho = 0. df is k - 1. A NaN has its reason in note; with nothing varying within clusters rho is 1
 * and there is no interval.
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_icc_estimate(uf_effect *effect, const uf_moments *groups, size_t clusters,
                          uf_icc_interval interval, double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
