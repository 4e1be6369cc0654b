/* blocked_means.h: the difference between two means within blocks: strata, matched pairs.
 *
 * Blocks i with n1, n0 units, means m1, m0, and weights w = n1 n0/(n1 + n0):
 *
 *     estimate  b = sum w (m1 - m0) / sum w
 *     residual  RSS = sum of squares within the arms of all blocks + sum w (m1 - m0 - b)^2
 *     variance  RSS / df / sum w,   df = N - blocks - 1
 *
 * This is least squares of y on the arm with a constant for each block (R: lm(y ~ arm +
 * factor(block))), in closed form (Yates 1934, J. Am. Stat. Assoc. 29: 51-66; Frisch & Waugh 1933),
 * and with one unit of each arm in every block it is the paired t. One variance is assumed for all
 * units. A block without one of the arms says nothing of the difference and is left out, also of N
 * and df. */
#ifndef UTFALL_BLOCKED_MEANS_H
#define UTFALL_BLOCKED_MEANS_H

#include <stddef.h>
#include <utfall/effect.h>
#include <utfall/moments.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_block {
    uf_moments group, reference;
} uf_block;

/* The difference, its interval, t, df and p_value; method "ols-blocks". NaN with a note: no block
 * has both arms; nothing left to estimate the spread by (df < 1: the estimate is given); no
 * variation but rounding.
 *   UF_EINVAL  level outside (0, 1), or a one-sided level of 1/2 or less; error->index a block
 *              whose moments are not finite */
uf_status uf_blocked_means(uf_effect *effect, const uf_block *blocks, size_t count,
                           uf_alternative alternative, double level, uf_error *error);

/* Blocks with units of both arms. */
size_t uf_blocked_means_informative(const uf_block *blocks, size_t count);

#ifdef __cplusplus
}
#endif
#endif
