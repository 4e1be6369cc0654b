/* westfall_young.h: several outcomes of the same clusters, tested together by the assignments that
 * were possible.
 *
 * Step-down max-t of Westfall & Young (1993, Resampling-based multiple testing, algorithm 4.1; Ge,
 * Dudoit & Speed 2003, Test 12: 1-77, box 2): outcomes in the order of their statistics, s(1) >=
 * ... >= s(m); the adjusted p of s(k) is the share of assignments in which the largest statistic of
 * outcomes k to m is at least s(k), and not less than that of s(k - 1). The assignments carry all
 * outcomes of a cluster along, so that correlation between outcomes counts; the probability of any
 * false rejection is at most the level under any combination of true null hypotheses (subset
 * pivotality, which the sharp null hypotheses have).
 *
 * The statistic is the studentised one of randomisation.h (Welch's t without blocks and covariates;
 * R: multtest::mt.maxT), so that outcomes in different units can be compared. Two-sided |t|, less
 * -t, greater t; ties by 1e-9 max(1, |t|). With 3 + 3 clusters no
 * two-sided adjusted p is below 0.10. */
#ifndef UTFALL_WESTFALL_YOUNG_H
#define UTFALL_WESTFALL_YOUNG_H

#include <stddef.h>
#include <utfall/permutation.h>
#include <utfall/randomisation.h>
#include <utfall/status.h>
#include <utfall/tail.h>

#ifdef __cplusplus
extern "C" {
#endif

/* y is clusters-by-outcomes, row-major, every value a number. adjusted[0..outcomes-1], and p (which
 * may be NULL) the p-values one by one, as uf_randomisation_p gives them with the same plan. An
 * outcome whose values are all equal was not tested: NaN, and it does not count. Exact or sampled
 * as plan says (assignment.h).
 *   errors as uf_randomisation_new for the studentised statistic; for y error->index is the
 *   cluster */
uf_status uf_westfall_young(double *adjusted, double *p, const double *y, size_t outcomes,
                            const uf_cluster_design *design, const uf_permutation_plan *plan,
                            uf_alternative alternative, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
