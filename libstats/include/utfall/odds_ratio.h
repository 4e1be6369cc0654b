/* odds_ratio.h: the odds ratio of a 2x2 table, with its interval.
 *
 *     a = events, b = n - a, c = events_reference, d = n_reference - c,  estimate = ad / (bc) */
#ifndef UTFALL_ODDS_RATIO_H
#define UTFALL_ODDS_RATIO_H

#include <utfall/two_by_two.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_odds_ratio_method {
    /* exp(ln estimate -+ z sqrt(1/a + 1/b + 1/c + 1/d)): Woolf 1955, Ann. Hum. Genet. 19:
     * 251-253. */
    UF_ODDS_RATIO_WOOLF,
    /* The same with 1/2 added to every cell, in the estimate too: Haldane 1956, Gart 1966. It can
     * be computed for every table, and pulls the estimate towards 1. */
    UF_ODDS_RATIO_WOOLF_GART,
    /* Score interval with N / (N - 1): Miettinen & Nurminen 1985, Stat. Med. 4: 213-226. */
    UF_ODDS_RATIO_MIETTINEN_NURMINEN,
    /* Given all margins, a has Fisher's noncentral hypergeometric distribution. The estimate is the
     * conditional maximum likelihood one (where the mean of a is a), which differs from ad / (bc);
     * the limits are where a tail is (1 - level) / 2: Cornfield 1956; R's fisher.test. */
    UF_ODDS_RATIO_CONDITIONAL,
    /* The same with half the probability of a itself in the tail (mid-p): less conservative. */
    UF_ODDS_RATIO_CONDITIONAL_MID_P
} uf_odds_ratio_method;

/* Estimate and interval. std_error, of the log odds ratio, statistic z and two-sided p_value are
 * Woolf's and Woolf-Gart's; for the conditional methods p_value is that of Fisher's test, exact or
 * mid-p, by minimum likelihood (so it can disagree with the interval at the margin, as in R).
 *
 * Zero cells: the estimate is 0 or INFINITY, exact and score limits have that end at 0 or INFINITY,
 * Woolf's interval is NaN with a note. When a row or column is empty, the estimate is NaN with a
 * note, and the conditional and score intervals are 0 to INFINITY: the data say nothing.
 *   UF_EINVAL  an invalid table, or level outside (0, 1) */
uf_status uf_odds_ratio(uf_effect *effect, const uf_two_by_two *table, uf_odds_ratio_method method,
                        double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
