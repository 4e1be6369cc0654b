/* transitions.h: from which level to which: a square table of ratings on two occasions.
 *
 * counts[i * levels + j] is how many went from level i to level j; the caller owns the table, fills
 * it with ++ and merges two by adding. Questions to it: how many fell, stayed and rose; is a rise
 * as likely as a fall (the sign test); are the levels as common after as before (marginal
 * homogeneity). */
#ifndef UTFALL_TRANSITIONS_H
#define UTFALL_TRANSITIONS_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { UF_TRANSITIONS_LEVELS_MAX = 101 };

/* Units by direction. */
typedef struct uf_transition_counts {
    uint64_t n, lowered, same, raised;
} uf_transition_counts;

/* 0 levels is nobody. Totals wrap beyond 2^64. */
uf_transition_counts uf_transitions_count(const uint64_t *counts, size_t levels);

/* The sign test: of those who changed, is a rise as likely as a fall? estimate the share raised of
 * those who changed, interval Clopper-Pearson, exact p_value: two-sided the sum of all outcomes no
 * more probable than the one seen, which at 1/2 is twice the smaller tail and at most 1; UF_GREATER
 * asks whether rises are more likely. method "sign-exact". When nobody changed p is 1 and the
 * estimate NaN, with a note. (This is McNemar's exact test; Conover 1999, Practical nonparametric
 * statistics, section 3.4.)
 *   UF_EINVAL  level outside (0, 1), or one-sided 50 % or less; more than 2^53 units */
uf_status uf_sign_test(uf_effect *effect, uint64_t lowered, uint64_t raised, double level,
                       uf_alternative alternative, uf_error *error);

typedef enum uf_marginal_test {
    /* d' V^-1 d with d_i = n_i. - n_.i, V_ii = n_i. + n_.i - 2 n_ii, V_ij = -(n_ij + n_ji): Stuart
     * 1955, Biometrika 42: 412-416; Maxwell 1970, Br. J. Psychiatry 116: 651-655. Variance under
     * the null. For two levels it is McNemar's test. method "stuart-maxwell". */
    UF_STUART_MAXWELL,
    /* The same with the variance V - d d'/n, so W = S / (1 - S/n): Bhapkar 1966, J. Am. Stat.
     * Assoc. 61: 228-235 (the relation: Ireland, Ku & Kullback 1969, 64: 1323-1341). Larger. method
     * "bhapkar". INFINITY, p 0, where S = n: everybody changed, and all in the same direction. */
    UF_BHAPKAR
} uf_marginal_test;

/* Test that the two occasions have the same distribution over the levels: statistic chi-square on
 * df. Levels between which nobody went cannot differ between the occasions and are left out; levels
 * that fall into groups between which nobody went (0 with 1, 3 with 4) lose one df a group, which
 * is the rank of V. NaN with a note when nobody changed. A note also when fewer than 10 changed,
 * for which the chi-square is rough.
 *   UF_EINVAL  levels 0 or above UF_TRANSITIONS_LEVELS_MAX; a count above 2^53 (error->index)
 *   UF_ENOMEM;  UF_ENUMERIC  V could not be solved */
uf_status uf_transitions_homogeneity(uf_effect *effect, const uint64_t *counts, size_t levels,
                                     uf_marginal_test test, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
