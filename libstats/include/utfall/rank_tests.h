/* rank_tests.h: tests on ranks, exact also with ties, and the shift that goes with them.
 *
 * Exact p-values are the conditional ones given the ties at hand: the share of all ways to divide
 * the ranks (Mann-Whitney) or to sign them (signed rank) that lie at least as far out, found by the
 * shift algorithm on doubled mid-ranks, which are whole numbers (Streitberg & Roehmel 1986). Far
 * out, two-sided, is at least as far from the expected sum, which is decided in integers. These are
 * coin's and exactRankTests' p-values; without ties they are R's wilcox.test.
 *
 * Values count as tied when they differ by no more than 8 units in the last place, and differences
 * when they do so at the scale of the values that were subtracted: 0.3 - 0.2 and 0.1 - 0 are
 * tied. */
#ifndef UTFALL_RANK_TESTS_H
#define UTFALL_RANK_TESTS_H

#include <stddef.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_rank_p {
    UF_RANK_AUTO,            /* exact up to the sizes below, else normal, corrected         */
    UF_RANK_EXACT,           /* beyond those sizes NaN with a note                          */
    UF_RANK_NORMAL,          /* by expectation and variance given the ties                  */
    UF_RANK_NORMAL_CORRECTED /* the same with a continuity correction of 1/2, R's default   */
} uf_rank_p;

/* The exact Mann-Whitney test is for n * n_reference up to the first (100 against 100: about a
 * second), the exact signed rank test for up to the second many differences other than 0. */
enum { UF_MANN_WHITNEY_EXACT_MAX = 10000, UF_SIGNED_RANK_EXACT_MAX = 500 };

/* Mann & Whitney 1947 (Wilcoxon's rank sum): statistic U, the number of pairs in which the group's
 * value is the larger, ties one half (R's W); estimate U / (n n_reference), the probability that a
 * member of the group has the larger value. UF_GREATER asks whether the group's values are larger.
 * When all values are the same the exact p is 1 and the normal one NaN, with a note. NaN with a
 * note when a group is empty.
 *   UF_EINVAL  a value is not finite: error->index counts through group, then reference
 *   UF_ENOMEM */
uf_status uf_mann_whitney(uf_effect *effect, const double *group, size_t n, const double *reference,
                          size_t n_reference, uf_rank_p how, uf_alternative alternative,
                          uf_error *error);

/* What to do with differences of 0 in the signed rank test. */
typedef enum uf_zeros {
    UF_ZEROS_DROPPED, /* they are left out before ranking: Wilcoxon 1945, R */
    UF_ZEROS_RANKED   /* they take part in the ranking and are then left out: Pratt 1959 */
} uf_zeros;

/* Wilcoxon's signed rank test of first[i] - second[i], n pairs; second may be NULL, and first are
 * the differences. statistic V, the sum of the ranks of positive differences. When all differences
 * are 0 the exact p is 1 and the normal one NaN, with a note. NaN with a note without pairs.
 *   UF_EINVAL  error->index a difference that is not finite;  UF_ENOMEM */
uf_status uf_signed_rank(uf_effect *effect, const double *first, const double *second, size_t n,
                         uf_zeros zeros, uf_rank_p how, uf_alternative alternative,
                         uf_error *error);

/* Kruskal & Wallis 1952: do the values of several groups come from one distribution? group[i] is
 * the group of values[i], 0 to groups - 1. statistic H = (N - 1) sum n_g (mean rank - (N+1)/2)^2 /
 * sum (rank - (N+1)/2)^2, which contains the correction for ties, df = groups with values - 1,
 * chi-square p. NaN with a note for fewer than two groups with values or when all values are the
 * same.
 *   UF_EINVAL  error->index a value not finite or a group out of range;  UF_ENOMEM */
uf_status uf_kruskal_wallis(uf_effect *effect, const double *values, const size_t *group, size_t n,
                            size_t groups, uf_error *error);

/* Hodges & Lehmann 1963: estimate the median of all differences group[i] - reference[j], interval
 * the k-th smallest and k-th largest of them, the largest k with P(U < k) <= (1 - level)/2 under
 * the distribution of U without ties (up to UF_MANN_WHITNEY_EXACT_MAX as in R, else by the normal
 * approximation with continuity correction).
 * With ties the closed interval covers at least as often as without (Noether 1967, Elements of
 * Nonparametric Statistics).
 * When the level is beyond what so few values allow, the interval is -INFINITY to INFINITY, with a
 * note. No table of differences is made: the k-th is found by bisection over the doubles with a
 * count that takes n + n_reference steps. Errors as uf_mann_whitney, and UF_EINVAL for level. */
uf_status uf_hodges_lehmann(uf_effect *effect, const double *group, size_t n,
                            const double *reference, size_t n_reference, double level,
                            uf_error *error);

/* The same for pairs: the median of the Walsh averages (d_i + d_j) / 2, i <= j, of all differences
 * d, those of 0 included (R leaves them out, which moves the estimate away from 0). */
uf_status uf_hodges_lehmann_paired(uf_effect *effect, const double *first, const double *second,
                                   size_t n, double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
