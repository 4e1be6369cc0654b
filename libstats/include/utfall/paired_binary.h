/* paired_binary.h: the same people's yes or no on two occasions.
 *
 *                          second yes   second no
 *     first yes            both         first_only
 *     first no             second_only  neither
 *
 *     estimate of the difference  (first_only - second_only) / N  = share first - share second
 *     estimate of the ratio       (both + first_only) / (both + second_only)
 *
 * For a change from before to after, take the after measurement as the first. */
#ifndef UTFALL_PAIRED_BINARY_H
#define UTFALL_PAIRED_BINARY_H

#include <stdint.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_paired_table {
    uint64_t both, first_only, second_only, neither;
} uf_paired_table;

typedef enum uf_mcnemar {
    /* (b - c)^2 / (b + c) on 1 df: McNemar 1947, Psychometrika 12: 153-157. */
    UF_MCNEMAR_ASYMPTOTIC,
    /* (|b - c| - 1)^2 / (b + c): Edwards 1948; R's mcnemar.test. */
    UF_MCNEMAR_CORRECTED,
    /* 2 P(X <= min(b, c)), X binomial(b + c, 1/2), at most 1. */
    UF_MCNEMAR_EXACT,
    /* The same less P(X = min(b, c)); for b = c, 1 - P(X = b) / 2: Fagerland, Lydersen & Laake
     * 2013, BMC Med. Res. Methodol. 13: 91. */
    UF_MCNEMAR_MID_P
} uf_mcnemar;

/* Test that both shares are the same; b = first_only, c = second_only. statistic and df are the
 * asymptotic tests' alone. The correction stops at 0 when b = c. Without discordant pairs the
 * asymptotic tests are NaN and the exact ones 1, with a note. At most 2^53 pairs (UF_EINVAL). */
uf_status uf_paired_mcnemar(uf_effect *effect, const uf_paired_table *table, uf_mcnemar variant,
                            uf_error *error);

typedef enum uf_paired_difference_method {
    /* Square-and-add of Wilson intervals with the correlation of the pairs, continuity-corrected:
     * Newcombe 1998, Stat. Med. 17: 2635-2650, method 10. */
    UF_PAIRED_DIFFERENCE_NEWCOMBE,
    /* All d that the score test does not reject: Tango 1998, Stat. Med. 17: 891-908. Its z
     * for d = 0 is McNemar's; statistic and p_value are given. */
    UF_PAIRED_DIFFERENCE_TANGO,
    /* Wald with one pair added to first_only and one to second_only: Bonett & Price 2012, J. Educ.
     * Behav. Stat. 37: 479-488. std_error is given. Not cut to [-1, 1]. */
    UF_PAIRED_DIFFERENCE_BONETT_PRICE
} uf_paired_difference_method;

/* The difference of the shares and its interval. NaN with a note without pairs.
 *   UF_EINVAL  more than 2^53 pairs, or level outside (0, 1) */
uf_status uf_paired_difference(uf_effect *effect, const uf_paired_table *table,
                               uf_paired_difference_method method, double level, uf_error *error);

typedef enum uf_paired_ratio_method {
    /* Hybrid Wilson: l1/u2 to u1/l2, Wilson limits of each share out of both + first_only +
     * second_only with a smaller z that knows of the pairs: Bonett & Price 2006, Stat. Med. 25:
     * 3039-3047; Fagerland, Lydersen & Laake 2014, Stat. Med. 33: 2850-2875. */
    UF_PAIRED_RATIO_BONETT_PRICE,
    /* exp(ln ratio -+ z sqrt((b + c) / (n1 n2))), n1 and n2 the two numbers of yes, by the delta
     * method; std_error of the logarithm, z and p_value are given. It needs a yes on both occasions
     * and a discordant pair. */
    UF_PAIRED_RATIO_WALD
} uf_paired_ratio_method;

/* The ratio of the shares and its interval. INFINITY, or NaN with a note, where the second share is
 * 0; Bonett-Price's interval still has its lower limit then. */
uf_status uf_paired_ratio(uf_effect *effect, const uf_paired_table *table,
                          uf_paired_ratio_method method, double level, uf_error *error);

/* The conditional odds ratio first_only / second_only: its exact interval by Clopper and Pearson's
 * for first_only out of the discordant pairs, p / (1 - p); p_value of the exact McNemar test. NaN
 * with a note, and 0 to INFINITY, without discordant pairs. */
uf_status uf_paired_odds_ratio(uf_effect *effect, const uf_paired_table *table, double level,
                               uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
