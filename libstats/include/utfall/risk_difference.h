/* risk_difference.h: the difference between the shares of two independent groups, with its
 * interval.
 *
 *     p = events / n,  q = events_reference / n_reference,  estimate = p - q
 *
 * Points of a percentage are 0.01 here. Which to use: Newcombe by default; Miettinen-Nurminen where
 * an interval that agrees with a test is wanted; Agresti-Caffo for a simple formula. Wald only on
 * request: with 0 of 10 against 0 of 10 it says 0 to 0. */
#ifndef UTFALL_RISK_DIFFERENCE_H
#define UTFALL_RISK_DIFFERENCE_H

#include <utfall/two_by_two.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_risk_difference_method {
    /* Square-and-add of the two Wilson intervals [l, u] and [l', u']: estimate minus
     * sqrt((p - l)^2 + (u' - q)^2), plus sqrt((u - p)^2 + (q - l')^2). Newcombe 1998, Stat. Med.
     * 17: 873-890, method 10; with continuity correction (in the Wilson intervals) his method
     * 11. */
    UF_RISK_DIFFERENCE_NEWCOMBE,
    UF_RISK_DIFFERENCE_NEWCOMBE_CONTINUITY,
    /* All d with |p - q - d| <= z sqrt(V(d)), V the variance at the maximum likelihood under p - q
     * = d, times N / (N - 1): Miettinen & Nurminen 1985, Stat. Med. 4: 213-226. statistic is
     * the score z for d = 0. Mee 1984 is the same without N / (N - 1). */
    UF_RISK_DIFFERENCE_MIETTINEN_NURMINEN,
    UF_RISK_DIFFERENCE_MEE,
    /* Wald with one event and one non-event added to each group: Agresti & Caffo 2000, Am. Stat.
     * 54: 280-288. The estimate stays p - q. */
    UF_RISK_DIFFERENCE_AGRESTI_CAFFO,
    UF_RISK_DIFFERENCE_WALD
} uf_risk_difference_method;

/* Estimate, interval, and for the score methods and Wald the statistic z with its two-sided
 * p_value. std_error is Wald's, sqrt(p(1-p)/n + q(1-q)/n'), for Wald and Agresti-Caffo (with the
 * added members), and NaN for the others, whose intervals do not rest on one.
 * Agresti-Caffo and Wald limits are not cut to [-1, 1]; the others never leave it.
 * NaN with a note: all numbers when a group is empty; a score test's statistic and p_value when the
 * outcome is the same for everybody; Wald's interval and test when its standard error is 0.
 *   UF_EINVAL  an invalid table, or level outside (0, 1) */
uf_status uf_risk_difference(uf_effect *effect, const uf_two_by_two *table,
                             uf_risk_difference_method method, double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
