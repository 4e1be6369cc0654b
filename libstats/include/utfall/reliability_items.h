/* reliability_items.h: means, variances and covariances of the items of a scale, in one pass.
 *
 * Everything that internal consistency needs of the answers (reliability.h, reliability_omega.h).
 * Deviations are updated, never sums of squares of raw values: Welford (1962), for the pairs of
 * items too. Memory: k^2 numbers for k items (pairwise: 4 k^2), whatever the number of people.
 *
 * Answers that are missing:
 *     UF_ITEMS_COMPLETE  people who answered every item; the others are counted and left out. One
 *                        sample stands behind every number, so intervals have an n.
 *     UF_ITEMS_PAIRWISE  a variance is of all who answered the item, a covariance of all who
 *                        answered both, about the means of those: R's cov(use = "pairwise"), and
 *                        so psych::alpha's. The matrix need not be one of any sample (it may have
 *                        negative eigenvalues), and no number of people belongs to it: estimates
 *                        from it have no interval. */
#ifndef UTFALL_RELIABILITY_ITEMS_H
#define UTFALL_RELIABILITY_ITEMS_H

#include <stddef.h>

#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { UF_RELIABILITY_ITEMS_MAX = 1000 };

typedef enum uf_items_missing { UF_ITEMS_COMPLETE, UF_ITEMS_PAIRWISE } uf_items_missing;

typedef struct uf_item_covariance uf_item_covariance;

/* An empty one for `items` items (1 to UF_RELIABILITY_ITEMS_MAX), for uf_item_covariance_free().
 *   UF_EINVAL  another number of items
 *   UF_ENOMEM  memory ran out */
uf_status uf_item_covariance_new(uf_item_covariance **covariance, size_t items,
                                 uf_items_missing missing, uf_error *error);
void uf_item_covariance_free(uf_item_covariance *covariance);

/* Add one person: the answers as they count in the score (reversed, weighted), NaN where missing.
 * Time: O(k^2). */
void uf_item_covariance_push(uf_item_covariance *covariance, const double *answers);

/* What was accumulated. The arrays belong to the uf_item_covariance, which computes them here and
 * must outlive their use; push on and ask again for later values. */
typedef struct uf_item_spread {
    size_t items; /* k                                                                           */
    uf_items_missing missing;
    double people;            /* pushed, those with answers missing included                     */
    double n;                 /* complete: who answered every item. Pairwise: the fewest people
                               * behind one of the k^2 numbers                                   */
    const double *mean;       /* k; of the same people as its item's variance; NaN without any   */
    const double *covariance; /* k by k, row-major, symmetric, divisor n - 1; NaN below n = 2    */
} uf_item_spread;

uf_item_spread uf_item_covariance_spread(uf_item_covariance *covariance);

#ifdef __cplusplus
}
#endif
#endif
