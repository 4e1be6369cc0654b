/* reliability_retest.h: does the same instrument say the same again? Two or more occasions.
 *
 * Two-way analysis of variance of n people by k occasions, one score each, with mean squares of
 * people, occasions and error, MSR, MSC and MSE (McGraw & Wong 1996, Psychol. Methods 1: 30-46, and
 * the correction 1: 390):
 *
 *     ICC(C,1) = (MSR - MSE) / (MSR + (k - 1) MSE)                        consistency
 *     ICC(A,1) = (MSR - MSE) / (MSR + (k - 1) MSE + k/n (MSC - MSE))      agreement
 *
 * Agreement counts it as error when
 * everybody scores higher the second time; consistency does not. These are Shrout & Fleiss's (1979)
 * ICC(3,1) and ICC(2,1), psych::ICC's ICC3 and ICC2. Intervals: F on n - 1 and (n - 1)(k - 1) df
 * for consistency (exact), and with Satterthwaite's df for agreement (McGraw & Wong, table 7).
 * Estimates may be negative, and are shown.
 *
 * Error of a score, in its own unit: SEM = sqrt(MSE) for consistency, and for agreement
 * sqrt(MSE + max(0, (MSC - MSE)/n)); smallest detectable change = z sqrt(2) SEM: what a person must
 * move by before it is more than error (de Vet et al. 2006, J. Clin. Epidemiol. 59: 1033-1039).
 *
 * Nothing may have been done between the occasions: after a programme, what changed in truth counts
 * as error here, and the reliability is of something else. */
#ifndef UTFALL_RELIABILITY_RETEST_H
#define UTFALL_RELIABILITY_RETEST_H

#include <stddef.h>

#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_retest_kind { UF_RETEST_AGREEMENT, UF_RETEST_CONSISTENCY } uf_retest_kind;

typedef struct uf_retest {
    size_t people, occasions;                 /* n, k                                            */
    double ms_people, ms_occasions, ms_error; /* NaN below two people                            */
    double shift; /* mean of the last occasion less that of the first                             */
} uf_retest;

/* The table of scores, people by occasions, row-major, none missing.
 *   UF_EINVAL  fewer than 2 occasions; a score that is not finite: error->index */
uf_status uf_retest_anova(uf_retest *retest, const double *scores, size_t people, size_t occasions,
                          uf_error *error);

/* ICC(A,1) or ICC(C,1). statistic is MSR/MSE on df = n - 1 (and (n - 1)(k - 1)), p_value its upper
 * tail: no reliability at all. method "icc-a1" or "icc-c1". NaN with a note below 2 people and when
 * all scores are equal; with no error at all it is what the formula says, without an interval.
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_retest_icc(uf_effect *effect, const uf_retest *retest, uf_retest_kind kind,
                        double level, uf_error *error);

/* The standard error of measurement. For consistency with the chi-square interval of MSE, df =
 * (n - 1)(k - 1); for agreement without an interval. method "anova-agreement" or
 * "anova-consistency".
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_retest_sem(uf_effect *effect, const uf_retest *retest, uf_retest_kind kind,
                        double level, uf_error *error);

/* The smallest detectable change of one person at that level: uf_retest_sem's numbers times
 * z sqrt(2); z is 1.96 at 0.95.
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_retest_smallest_change(uf_effect *effect, const uf_retest *retest, uf_retest_kind kind,
                                    double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
