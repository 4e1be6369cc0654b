/* risk_ratio.h: the ratio of the shares of two independent groups, with its interval.
 *
 *     p = events / n,  q = events_reference / n_reference,  estimate = p / q
 *
 * Which to use: Koopman by default; Miettinen-Nurminen beside a difference of that name; Katz where
 * a simple formula is wanted and events are many. For the same people twice see share_change.h.
 *
 * The score methods are defined with no event in a group: none in the first gives a lower limit of
 * 0, none in the reference an upper limit of infinity, none in either everything from 0 to
 * infinity. */
#ifndef UTFALL_RISK_RATIO_H
#define UTFALL_RISK_RATIO_H

#include <utfall/two_by_two.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_risk_ratio_method {
    /* All r with |T(r)| <= z,
     *     T(r) = (p - r q) / sqrt(a(1 - a)/n + r^2 b(1 - b)/n_reference),  a = r b,
     * b the share of the reference that is most likely when the ratio is r: the smaller root of
     *     N r b^2 - (n r + events + n_reference + events_reference r) b
     *             + events + events_reference = 0.
     * statistic is T(1), whose square is Pearson's chi-square. Koopman 1984, Biometrics 40:
     * 513-517. */
    UF_RISK_RATIO_KOOPMAN,
    /* The same with the variance times N / (N - 1): Miettinen & Nurminen 1985, Stat. Med. 4:
     * 213-226. */
    UF_RISK_RATIO_MIETTINEN_NURMINEN,
    /* log(p / q) +- z sqrt(1/events - 1/n + 1/events_reference - 1/n_reference): Katz, Baptista,
     * Azen & Pike 1978, Biometrics 34: 469-474, method C. */
    UF_RISK_RATIO_KATZ
} uf_risk_ratio_method;

/* Estimate, interval, and the test of ratio 1: statistic z with its two-sided p_value. std_error is
 * Katz's, of log(p / q), and NaN for the score methods, whose intervals do not rest on one. Limits
 * are exact to the last bits (bisection in the logarithm).
 * NaN with a note: all numbers when a group is empty; the estimate when there is no event at all
 * (with events in the first group only it is infinite); a score test when the outcome is the same
 * for everybody; Katz's interval and test when a group has no event, or everybody had it.
 *   UF_EINVAL  an invalid table, or level outside (0, 1) */
uf_status uf_risk_ratio(uf_effect *effect, const uf_two_by_two *table, uf_risk_ratio_method method,
                        double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
