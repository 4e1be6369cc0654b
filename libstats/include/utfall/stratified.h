/* stratified.h: two groups compared within strata (schools, sexes, matched blocks), and pooled.
 *
 * One 2x2 table per stratum i, with cells a b / c d (events and others of the group, events and
 * others of the reference), n1 = a + b, n0 = c + d, t = a + c, N = n1 + n0. A stratum in which a
 * group is empty says nothing and is left out; uf_stratified_informative() counts the others. */
#ifndef UTFALL_STRATIFIED_H
#define UTFALL_STRATIFIED_H

#include <utfall/two_by_two.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_common_effect {
    /* sum(a n0/N - c n1/N) / sum(n1 n0/N), with the variance of Sato 1989 that holds both for few
     * large strata and for many small ones (Sato, Greenland & Robins, Biometrics 45: 1323-1324):
     *     [est sum(c (n1/N)^2 - a (n0/N)^2 + (n1/N)(n0/N)(n0 - n1)/2)
     *      + sum(a d'/N + c b'/N) / 2] / sum(n1 n0/N)^2,   d' = n0 - c, b' = n1 - a.
     * std_error on the scale of the difference. */
    UF_COMMON_RISK_DIFFERENCE,
    /* sum(a n0/N) / sum(c n1/N); Var ln = sum(n1 n0 t/N^2 - a c/N) / (numerator * denominator):
     * Greenland & Robins 1985, Biometrics 41: 55-68. std_error of the logarithm. */
    UF_COMMON_RISK_RATIO,
    /* R/S, R = sum ad/N, S = sum bc/N (Mantel & Haenszel 1959); Var ln = sum(PR')/2R^2 +
     * sum(PS' + QR')/2RS + sum(QS')/2S^2 with P = (a+d)/N, Q = (b+c)/N, R' = ad/N, S' = bc/N:
     * Robins, Breslow & Greenland 1986, Biometrics 42: 311-323. std_error of the logarithm. The
     * interval printed with contingencytables 3.0.0 for Doll & Hill (1950), 2.3556 to 8.6880, has a
     * slip in this variance; R and this give 2.4171 to 8.4671. */
    UF_COMMON_ODDS_RATIO
} uf_common_effect;

/* The Mantel-Haenszel estimate of what the strata have in common, normal interval (of the logarithm
 * for ratios), z and two-sided p_value. NaN with a note when no stratum compares anything, when an
 * outcome so rare or so common leaves a ratio or its interval undefined (the ratio itself may be 0
 * or INFINITY), or when the variance estimate is not positive.
 *   UF_EINVAL  strata is 0; an invalid table (error->index); level outside (0, 1) */
uf_status uf_stratified_common(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                               uf_common_effect kind, double level, uf_error *error);

/* Cochran-Mantel-Haenszel test of no association: (|sum(a - E)| - correction)^2 / sum V on 1 df,
 * V = n1 n0 t (N - t) / (N^2 (N - 1)); the correction is 1/2, or 0 where it would pass 0 (R's
 * mantelhaen.test). NaN with a note when no stratum has both outcomes. */
uf_status uf_stratified_test(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                             bool corrected, uf_error *error);

/* The exact conditional test of a common odds ratio of 1: given all margins, sum a is a sum of
 * independent hypergeometric counts; p_value by minimum likelihood as in Fisher's test (R's
 * mantelhaen.test(exact = TRUE)), statistic the sum of a. Time and memory grow with the number of
 * values that sum a can take times the largest stratum's; UF_STRATIFIED_MAX_WORK bounds the
 * product, above it p is NaN with a note. UF_ENOMEM. */
enum { UF_STRATIFIED_MAX_WORK = 400000000 };
uf_status uf_stratified_exact(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                              uf_alternative alternative, uf_error *error);

/* Is the odds ratio the same in all strata? Breslow & Day 1980, IARC 32, eq. 4.30, with cells
 * expected under the Mantel-Haenszel odds ratio: sum (a - E)^2 / V on strata - 1 df, V = 1 / sum of
 * 1 / expected cells; with tarone the term (sum(a - E))^2 / sum V is taken off, as it must be since
 * that odds ratio is not the maximum likelihood one (Tarone 1985, Biometrika 72: 91-95). Strata
 * where a row or column is empty carry nothing and no degree of freedom. NaN with a note when fewer
 * than two strata remain or the common odds ratio is 0 or infinite. */
uf_status uf_stratified_homogeneity(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                                    bool tarone, uf_error *error);

/* Strata in which both groups have members. */
size_t uf_stratified_informative(const uf_two_by_two *strata, size_t count);

#ifdef __cplusplus
}
#endif
#endif
