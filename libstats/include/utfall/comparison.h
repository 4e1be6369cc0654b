/* comparison.h: which estimates belong to a comparison of two groups, and which is the answer.
 *
 * A group of units against a reference, each unit by itself what was assigned (pupils, not
 * schools). The estimates are those of the modules named below; here is chosen which of them an
 * outcome calls for, in which order, and with which role. Rows have everything that numbers can
 * say (role, term, numbers, counts, method, note); whom they are about (measure, group, reference,
 * period) is added by whoever asked. Group and reference may be empty: the rows are there all the
 * same, blank, with the reason.
 *
 *     outcome      primary                                   sensitivity
 *     0 or 1       risk_difference   newcombe, with the      miettinen-nurminen
 *                                    p-value fisher-mid-p
 *                  risk_ratio        koopman                 katz
 *                  relative_change   koopman
 *                  odds_ratio        miettinen-nurminen      woolf, conditional (Fisher's p)
 *     a number     mean_difference   welch
 *                  hedges_g          noncentral t
 *                                                            shift (Hodges-Lehmann, with
 *                                                            the p-value of Mann-Whitney)
 *     a rate       rate_difference, rate_ratio, relative_change: linearised-t, by unit
 *
 * risk_difference.h, risk_ratio.h, odds_ratio.h, two_by_two.h, mean_difference.h, effect_size.h,
 * rank_tests.h, linearised.h. Score intervals for binary outcomes: Fagerland, Lydersen & Laake
 * 2015, Stat. Methods Med. Res. 24: 224-254; Newcombe's interval and the mid-p test are nearly
 * dual, and may disagree at the margin. With strata the first row of each term is the pooled one
 * (Mantel-Haenszel, stratified.h; least squares with blocks, blocked_means.h), and what ignores the
 * strata is sensitivity. Strata are not taken for rates.
 *
 * Change: within a group, from the units in both waves (paired_binary.h, uf_paired_t,
 * uf_signed_rank); between groups, as the difference in differences of the units' changes (Welch's
 * t on them, which needs no model of the outcome), and beside it the one of all units of either
 * wave. Or the groups after, at the same value before (ancova).
 *
 * Counts. n is the denominator of what is compared: units; of a rate its exposure, events the total
 * of the values, and clusters the units, which are what varies. A difference in differences has the
 * units in n and n_reference.
 *
 * One-sided: UF_GREATER asks whether the group has more. Intervals are then one-sided too, and the
 * method says so. */
#ifndef UTFALL_COMPARISON_H
#define UTFALL_COMPARISON_H

#include <utfall/estimate.h>
#include <utfall/observation.h>
#include <utfall/status.h>
#include <utfall/tail.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_outcome_kind {
    UF_OUTCOME_BINARY,
    UF_OUTCOME_NUMBER,
    UF_OUTCOME_RATE
} uf_outcome_kind;

/* The units of a group. The array is borrowed. The order of the units shows in last digits at most;
 * sort them where it must not show at all. */
typedef struct uf_arm {
    const uf_observation *units;
    size_t count;
    uint64_t missing[UF_WAVES]; /* units that were there in that wave and have no outcome */
} uf_arm;

typedef struct uf_comparison_settings {
    uf_outcome_kind kind;
    uf_alternative alternative;
    double level;
    size_t strata; /* 0: none; else units are in stratum 0 to strata - 1 */
} uf_comparison_settings;

enum { UF_COMPARISON_ROWS = 16 };

/* The rows of one question, the answer first. */
typedef struct uf_comparison {
    uf_estimate rows[UF_COMPARISON_ROWS];
    size_t count;
    size_t strata; /* that have units of both groups; the others say nothing */
} uf_comparison;

/* Units (repeated as often as they stand for) beyond which ranks are not computed. */
enum { UF_COMPARISON_MAX_RANKED = 10000000 };

/* Estimand of rows that are about the units in both waves; elsewhere it is "". */
#define UF_ESTIMAND_BOTH_WAVES "in both periods"

/* All functions: UF_EINVAL for a level outside (0, 1), or one-sided of 1/2 or less, a binary
 * outcome other than 0 and 1, or a value or exposure that linearised.h refuses; UF_ENOMEM. */

/* The group by itself in one wave: share (wilson) with events, mean (t) or rate (linearised.h),
 * always two-sided. Role descriptive. bound_low and bound_high of a share: if all that are missing
 * had the outcome 0, or 1. */
uf_status uf_comparison_arm(uf_estimate *row, const uf_arm *arm, uf_wave wave,
                            const uf_comparison_settings *settings, uf_error *error);

/* group against reference in one wave: the table above. risk_difference has bounds for the outcomes
 * that are missing, the two groups' taken in opposite directions. */
uf_status uf_comparison_effects(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                                uf_wave wave, const uf_comparison_settings *settings,
                                uf_error *error);

/* Change within one group, of the units in both waves, two-sided; descriptive, rank rows
 * sensitivity:
 *     0 or 1    change (newcombe-paired, with McNemar's mid-p), relative_change (Bonett-Price)
 *     a number  change (paired-t), shift (Hodges-Lehmann, with the p-value of Wilcoxon's
 *               signed rank test)
 *     a rate    change, relative_change (linearised-t)
 * n and n_reference are the units; events those after, events_reference those before. */
uf_status uf_comparison_changes(uf_comparison *c, const uf_arm *arm,
                                const uf_comparison_settings *settings, uf_error *error);

/* Difference in differences: group's change minus reference's. The first row is of the units in
 * both waves: did by Welch's t on their changes (a rate: linearised-t), or within blocks; for a
 * number hedges_g and shift of the changes follow. If some unit is in one wave only, a did of all
 * units follows (linearised-t) as sensitivity; if no unit of either group is in both, that one is
 * the answer.
 * A unit's change is rounded to 15 significant digits of the larger of its two values, so that
 * 0.3 - 0.2 and 0.1 - 0 are the same change. */
uf_status uf_comparison_did(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                            const uf_comparison_settings *settings, uf_error *error);

/* The outcome after, at the same value before (ancova): least squares of after on the group and on
 * before, of the units in both waves. mean_difference, or risk_difference for a binary outcome (the
 * linear model of the probability). Primary with the variance HC2 and the df of Bell & McCaffrey
 * 2002 (cluster_robust.h, each unit its own cluster), which lets the groups vary unlike;
 * sensitivity with one variance for all. With strata, one constant for each, one variance, and
 * that row alone. Blank with a note: nobody of a group in both waves, values before that are all
 * the same, or that only one group has. Rates: UF_EINVAL. */
uf_status uf_comparison_ancova(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                               const uf_comparison_settings *settings, uf_error *error);

/* How far apart the groups were before, in standard deviations, of the units in both waves (of all
 * with a value before, where nobody is in both): hedges_g, or for a binary outcome cox_index.
 * Descriptive; the note holds it against the 0.05 and 0.25 of What Works Clearinghouse, Standards
 * Handbook 4.1 (2020), section II.B. A rate has no standard deviation: blank, with that reason. */
uf_status uf_comparison_baseline(uf_estimate *row, const uf_arm *group, const uf_arm *reference,
                                 const uf_comparison_settings *settings, uf_error *error);

/* How many units there are with a value in both waves, and in one only. */
typedef struct uf_wave_counts {
    uint64_t both, only[UF_WAVES];
} uf_wave_counts;

uf_wave_counts uf_comparison_waves(const uf_arm *arm);

/* Whether 90 % or more of the units with a value before had the binary outcome then: such units
 * fall by themselves (regression to the mean). Decided in whole numbers. */
bool uf_comparison_selected(const uf_arm *group, const uf_arm *reference);

#ifdef __cplusplus
}
#endif
#endif
