/* wild_bootstrap.h: the wild cluster bootstrap of one coefficient of a linear model.
 *
 *     y = X b + e,  rows in clusters;  H0: b_j = b0;  t = (b_j - b0) / SE, SE cluster-robust (CR1)
 *
 * With the null hypothesis imposed (WCR): b is estimated under H0; each cluster's residuals are
 * multiplied by one random weight v_g, added to the fit under H0, and t computed anew; p is the
 * share of these t that are at least as far out as that of the data (Cameron, Gelbach & Miller
 * 2008, Rev. Econ. Stat. 90: 414-427; Roodman, MacKinnon, Nielsen & Webb 2019, Stata J. 19: 4-60,
 * whose equations 60-65 need only cross-products per cluster: cluster_cross.h). v is
 *     Rademacher     1 or -1; all 2^G are gone through when they are at most plan->exact_limit
 *     Webb           +-sqrt(1/2), +-1, +-sqrt(3/2) (Webb 2014); 6^G likewise. At 3 + 3 clusters it
 *                    rejects 8 % at nominal 5
 * otherwise replicates are drawn, replicate r from stream r of the seed (rng.h), and the data's own
 * t, which v = 1 gives, is counted with them. Bit-identical on every run.
 *
 * Ties: at least as far out means not less by more than 1e-9 max(1, |t|); a strict comparison would
 * reject 8.7 % at nominal 5 with 3 + 3 clusters, and the sum's order would decide. The t of v and
 * -v are each other's negatives, so no two-sided p is below 2/2^G.
 *
 * Interval: all b0 that are not rejected, found exactly: whether a draw is as far out as the data
 * at b0 is a quartic inequality in b0, and p(b0) the step function that counts them. It may be
 * unbounded, or in several pieces (uf_inverted_interval, randomisation.h).
 *
 * Few treated clusters: one that carries the coefficient alone is refused. With two or three
 * treated among many the test hardly rejects at all (MacKinnon & Webb 2017, J. Appl. Econ. 32:
 * 233-254). */
#ifndef UTFALL_WILD_BOOTSTRAP_H
#define UTFALL_WILD_BOOTSTRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <utfall/cluster_cross.h>
#include <utfall/effect.h>
#include <utfall/permutation.h>
#include <utfall/randomisation.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 2^18: the limit above which weights are drawn, unless the user says otherwise. */
enum { UF_WILD_EXACT_LIMIT = 262144 };

typedef enum uf_wild_weights { UF_WILD_RADEMACHER, UF_WILD_WEBB } uf_wild_weights;

typedef struct uf_wild_bootstrap uf_wild_bootstrap;

/* Bootstrap the coefficient of regressor `tested` (from 0). On success *test is a new object for
 * uf_wild_bootstrap_free(); cross is only read. O(G p) a draw for G clusters and p regressors:
 * 99,999 draws of 40 clusters and 4 regressors take some 50 milliseconds, their interval 100.
 *   UF_EINVAL  tested is not a regressor; plan->replicates is 0 and needed, or not below 2^32
 *   UF_ESINGULAR  error->index is a regressor that depends on others
 *   UF_EDATA   fewer than two clusters; the coefficient rests on one cluster (error->index), as
 *              with one cluster in an arm; the outcome does not vary, or its standard error is 0
 *              but for rounding
 *   UF_ENOMEM */
uf_status uf_wild_bootstrap_new(uf_wild_bootstrap **test, const uf_cluster_cross *cross,
                                size_t tested, uf_wild_weights weights,
                                const uf_permutation_plan *plan, uf_error *error);
void uf_wild_bootstrap_free(uf_wild_bootstrap *test);

/* How many vectors of weights there are (2^G or 6^G), and whether all were gone through. */
double uf_wild_bootstrap_ways(const uf_wild_bootstrap *test);
bool uf_wild_bootstrap_exact(const uf_wild_bootstrap *test);

/* The distribution of t when b_j = 0 is tested, the first one that of the data. draws has room for
 * *count = uf_wild_bootstrap_count() numbers. */
size_t uf_wild_bootstrap_count(const uf_wild_bootstrap *test);
void uf_wild_bootstrap_draws(double *draws, const uf_wild_bootstrap *test);

/* The p-value of b_j = b0. Two-sided it is the share with |t*| >= |t|. */
double uf_wild_bootstrap_p(const uf_wild_bootstrap *test, double b0, uf_alternative alternative);

/* Twice the smaller one-sided p-value, at most 1: for a t whose distribution is far from
 * symmetrical. */
double uf_wild_bootstrap_p_equal_tail(const uf_wild_bootstrap *test, double b0);

/* The smallest p-value that any outcome could give, and 1 minus it: with Rademacher weights 2/2^G
 * two-sided, with Webb's 6/6^G (the three vectors of equal weights and their negatives). */
double uf_wild_bootstrap_smallest_p(const uf_wild_bootstrap *test, uf_alternative alternative);
double uf_wild_bootstrap_highest_level(const uf_wild_bootstrap *test, uf_alternative alternative);

/* All b0 with p(b0) > 1 - level; one-sided: UF_LESS keeps the upper limit, UF_GREATER the lower.
 *   UF_EINVAL  level outside (0, 1);  UF_ENOMEM */
uf_status uf_wild_bootstrap_interval(uf_inverted_interval *interval, const uf_wild_bootstrap *test,
                                     double level, uf_alternative alternative, uf_error *error);

/* All of it as an effect: estimate b_j; std_error CR1, with the factor G / (G - 1) (Stata's
 * multiplies it by sqrt((n - 1) / (n - p)), which changes no p-value and no limit); statistic t;
 * p_value for b_j = 0; limits. method "wild-cluster-rademacher" or "wild-cluster-webb". Notes and
 * errors as uf_randomisation_effect. */
uf_status uf_wild_bootstrap_effect(uf_effect *effect, const uf_wild_bootstrap *test, double level,
                                   uf_alternative alternative, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
