/* effect_size.h: differences in standard deviations, the Cox index, and the number needed to treat.
 *
 * Standardised mean difference d = (mean - mean_reference) / s, s the pooled standard deviation on
 * m = n1 + n0 - 2 degrees of freedom; Hedges' g = J(m) d removes its bias (Hedges 1981, J. Educ.
 * Stat. 6: 107-128). */
#ifndef UTFALL_EFFECT_SIZE_H
#define UTFALL_EFFECT_SIZE_H

#include <stdbool.h>
#include <utfall/effect.h>
#include <utfall/moments.h>
#include <utfall/status.h>
#include <utfall/two_by_two.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What of a group an effect size needs; from moments, or from a printed table. */
typedef struct uf_group_summary {
    double n, mean, sd; /* sd with divisor n - 1; not used when n is 1 */
} uf_group_summary;

uf_group_summary uf_group_summary_of(const uf_moments *m);

/* J(m) = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)), m > 1; the exact correction, which results
 * report. */
double uf_hedges_correction(double m);

/* 1 - 3 / (4m - 1), m > 1: as What Works Clearinghouse 4.1 writes it. */
double uf_hedges_correction_wwc(double m);

typedef struct uf_hedges {
    double sd;         /* pooled                                                          */
    double d;          /* difference / sd                                                 */
    double j, j_wwc;   /* the corrections                                                 */
    double g, g_wwc;   /* j d, j_wwc d                                                    */
    double variance;   /* 1/n1 + 1/n0 + g^2 / (2 (n1 + n0)): Hedges & Olkin 1985          */
    double variance_d; /* 1/n1 + 1/n0 + d^2 / (2 (n1 + n0)): Borenstein et al. 2009, 4.20 */
    double variance_g; /* j_wwc^2 variance_d, which goes with g_wwc: the same, 4.24       */
    double z_low;      /* g -+ z sqrt(variance)                                           */
    double z_high;
    double pivot_low_d; /* for d, by the noncentral t       */
    double pivot_high_d;
    double t;         /* pooled t = d / sqrt(1/n1 + 1/n0) */
    const char *note; /* as in uf_effect                  */
} uf_hedges;

/* All of it. The pivot interval is exact for normal values of equal variance: limits of the
 * noncentrality of t, times sqrt(1/n1 + 1/n0) (Hedges & Olkin 1985; Steiger & Fouladi 1997);
 * for g multiply by j. NaN with a note when n1 + n0 < 4 (J needs m > 1), a group is empty, or the
 * pooled sd is 0.
 *   UF_EINVAL  level outside (0, 1); n < 0 or not finite; with values, a mean that is not finite;
 *              with two or more, an sd that is negative or not finite */
uf_status uf_hedges_g(uf_hedges *hedges, const uf_group_summary *group,
                      const uf_group_summary *reference, double level, uf_error *error);

/* The same as one row: g, sqrt(variance), the pivot interval times j, t with its df and two-sided p
 * of the pooled t-test. Method "hedges-noncentral-t". */
uf_status uf_hedges_effect(uf_effect *effect, const uf_group_summary *group,
                           const uf_group_summary *reference, double level, uf_error *error);

/* Glass' delta: the difference in standard deviations of the reference, corrected by J(n0 - 1)
 * (Glass 1976; Hedges 1981). std_error sqrt(1/n1 + 1/n0 + delta^2 / (2 (n0 - 1))) (Hedges & Olkin
 * 1985); interval by the noncentral t on n0 - 1 degrees of freedom, exact when both groups
 * have the reference's variance. NaN with a note when n0 < 3, the group is empty, or the
 * reference's sd is 0. */
uf_status uf_glass_delta(uf_effect *effect, const uf_group_summary *group,
                         const uf_group_summary *reference, double level, uf_error *error);

/* Cox index of a binary outcome: ln(odds ratio) / 1.65, on the scale of g (Cox 1970; Sanchez-Meca,
 * Marin-Martinez & Chacon-Moscoso 2003; What Works Clearinghouse). std_error and interval are
 * Woolf's divided by 1.65. -INFINITY or INFINITY, with a note and no interval, when a cell is 0.
 *   UF_EINVAL  an invalid table, or level outside (0, 1) */
uf_status uf_cox_index(uf_effect *effect, const uf_two_by_two *table, double level,
                       uf_error *error);

/* Number needed to treat: how many must be treated for one event fewer (or more) than without,
 * 1 / |risk difference|. When the interval of the difference [low, high] holds 0, that of the
 * number passes through infinity and comes in two pieces (Altman 1998, BMJ 317: 1309-1312): from
 * harm_from to infinity for harm and from benefit_from to infinity for benefit. */
typedef struct uf_number_needed {
    double estimate;     /* 1 / |difference|, INFINITY for a difference of 0                 */
    bool benefit;        /* the difference is in the good direction (false for exactly 0)    */
    bool disjoint;       /* the interval of the difference holds 0 in its inside             */
    double low, high;    /* of the number, when not disjoint; INFINITY at a limit of 0; else NaN */
    double benefit_from; /* when disjoint, the smallest number needed to benefit             */
    double harm_from;    /* when disjoint, the smallest number needed to harm                */
} uf_number_needed;

/* From a risk difference with its limits, -1 <= low <= difference <= high <= 1 or, for Wald and
 * Agresti-Caffo, slightly beyond; better says whether events are bad (UF_BETTER_LOWER) or good. Any
 * NaN makes the numbers that rest on it NaN.
 *   UF_EINVAL  better not said, or limits out of order */
uf_status uf_number_needed_to_treat(uf_number_needed *number, double difference, double low,
                                    double high, uf_better better, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
