/* rank.h: ranks with ties as whole numbers, and exact distributions of their sums. Private to
 * libstats. */
#ifndef UTFALL_RANK_H
#define UTFALL_RANK_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/status.h>

/* Twice the mid-rank of each value among n: 2 to 2n, all even without ties. Values are tied when
 * they differ by at most `within`, or by 8 units in the last place: 0.1 + 0.2 and 0.3 are the same
 * rank. Values finite. UF_ENOMEM. */
uf_status uf_double_ranks(uint64_t *ranks, const double *values, size_t n, double within);

/* The distribution of a sum of scores, found by the shift algorithm (Streitberg & Roehmel 1986,
 * Stat. Software Newsl. 12: 10-17): a polynomial whose coefficient k counts the ways to a sum of k
 * is multiplied up, score by score. Counts are doubles: exact to 2^53, then to a relative n *
 * 1e-16. */
typedef struct uf_sum_distribution {
    double *probability; /* of sums 0 to values - 1; the caller frees it */
    size_t values;
} uf_sum_distribution;

/* `take` of the n scores drawn without replacement, all sets equally likely. Memory take * (largest
 * sum) doubles, time n times that; C(n, take) must fit a double. UF_ENOMEM, UF_ERANGE. */
uf_status uf_subset_sums(uf_sum_distribution *d, const uint64_t *scores, size_t n, size_t take);

/* Every score in the sum or not, by a fair coin. Memory: sum of scores. UF_ENOMEM. */
uf_status uf_coin_sums(uf_sum_distribution *d, const uint64_t *scores, size_t n);

#endif
