/* event_study.h: did the arms move alike before, and when did they part?
 *
 * Clusters by periods, one number in each cell. For period t the effect on y_gt - y_gr, with a
 * reference period r (the last before the intervention, as a rule), by cluster_means.h: these are
 * the coefficients of arm x period in a regression with a dummy for every cluster and every period,
 * with inference from one number per cluster, so that the periods of a cluster may depend on each
 * other in any way (Bertrand, Duflo & Mullainathan 2004). Those before the intervention are placebo
 * windows: effects of what had not happened.
 *
 * All m of them together, by Hotelling's T^2 (Hotelling 1931, Ann. Math. Stat. 2: 360-378; Anderson
 * 2003, An introduction to multivariate statistical analysis, section 5.3) with v residual df:
 *
 *     F = (v - m + 1)/(m v) T^2 on m and v - m + 1 df
 *
 * exact for normal values with any covariance, alike for all clusters. Six schools have v = 4: of
 * two placebo periods F is on 2 and 3 df, of four on 4 and 1, and beyond that there is no test.
 * With so few df a test that finds nothing has shown nothing, and arms that differ in slope can
 * pass it (Roth 2022, Am. Econ. Rev. Insights 4: 305-322). */
#ifndef UTFALL_EVENT_STUDY_H
#define UTFALL_EVENT_STUDY_H

#include <stddef.h>
#include <utfall/effect.h>
#include <utfall/randomisation.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_event_study {
    const double *value;   /* clusters-by-periods, row-major: means, shares or rates, on a scale
                            * (outcome_scale.h)                                              */
    size_t periods;        /* 2 or more                                                      */
    size_t reference;      /* the period that the others are compared with                   */
    size_t first_affected; /* the first period in which there could be an effect; before it
                            * are the placebo periods, of which the reference is no one      */
} uf_event_study;

/* effects[0..periods-1], each as uf_cluster_means gives it; that of the reference is 0 and has a
 * note.
 *   UF_EINVAL  fewer than 2 periods, a reference that is none;  the others as uf_cluster_means */
uf_status uf_event_study_periods(uf_effect *effects, const uf_event_study *study,
                                 const uf_cluster_design *design, uf_alternative alternative,
                                 double level, uf_error *error);

/* That no placebo period has an effect: statistic F, df the denominator's, df_numerator m (NaN
 * without placebo periods), p_value; method "hotelling". NaN with a note: no placebo periods; an
 * arm with fewer than two clusters; more periods than degrees of freedom; changes that do not vary
 * within the arms or depend on each other; clusters weighted (the test is of clusters alike).
 * Errors as above. */
uf_status uf_event_study_before(uf_effect *effect, double *df_numerator,
                                const uf_event_study *study, const uf_cluster_design *design,
                                uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
