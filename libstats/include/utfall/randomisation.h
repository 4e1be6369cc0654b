/* randomisation.h: what the effect on cluster summaries would have been under every assignment of
 * clusters to arms.
 *
 * The outcome of each cluster is one number: its mean (or rate) after, its change from before to
 * after (difference in differences), or what remains of it when pupils' covariates are removed. The
 * effect is the coefficient of the arm in least squares of these numbers,
 *
 *     y_g = block + covariates + beta * treated_g,  weights w_g
 *
 * without blocks and covariates the difference of (weighted) means between arms, for matched pairs
 * the mean difference within pairs. Equal weights speak of clusters alike, weights that are the
 * numbers of units of units alike.
 *
 * Under the sharp null hypothesis that the effect is tau in every cluster, y - tau * treated would
 * have been the same whatever the assignment. So the assignment (not the interaction with period)
 * is permuted, within blocks, and the p-value of tau is the share of assignments (assignment.h)
 * whose statistic on y - tau * treated is at least as far out as that of the data (Fisher 1935;
 * Rosenbaum 2002, Observational studies, chapter 2; Gail et al. 1996, Stat. Med. 15: 1069-1092, for
 * clusters). Statistics:
 *     difference     beta
 *     studentised    beta / sqrt(HC2): without blocks Welch's t, in matched pairs the paired t. It
 *                    keeps its level also for the weaker null hypothesis of a mean effect of tau
 *                    when clusters are many (Wu & Ding 2021, JASA 116: 1898-1913).
 * With equal arms, alike weights and neither blocks nor covariates both give the same p.
 *
 * Ties: other orders of addition must not matter. At least as far out means not less by more than
 * 1e-9 of the largest statistic (difference), or than 1e-9 max(1, |t|) (studentised: the largest t
 * can be anything when an assignment happens to divide the clusters into two of equal values).
 *
 * Interval: all tau that are not rejected, found exactly. Each assignment is as far out on a known
 * set of tau (a quadratic or quartic inequality), and p(tau) is the step function that counts them.
 * Where no level that high can be reached the ends are -INFINITY and INFINITY.
 *
 * Schools that were chosen, and not drawn by lot, make this a reference distribution and not a test
 * justified by the design. Exact and sampled, and bit-identical on every run. */
#ifndef UTFALL_RANDOMISATION_H
#define UTFALL_RANDOMISATION_H

#include <stdbool.h>
#include <stddef.h>
#include <utfall/assignment.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Who was assigned to what, and what the comparison is adjusted for. Borrowed arrays. */
typedef struct uf_cluster_design {
    uf_assignment assigned;
    const double *weight;     /* of each cluster, above 0; NULL: alike                            */
    const double *covariates; /* clusters-by-covariate_count, row-major; NULL when there are none */
    size_t covariate_count;   /* cluster-level, such as the mean before (ancova)                  */
} uf_cluster_design;

typedef enum uf_randomisation_statistic {
    UF_RANDOMISATION_DIFFERENCE,
    UF_RANDOMISATION_STUDENTISED
} uf_randomisation_statistic;

/* An interval by test inversion. When the values of tau that are not rejected fall into several
 * pieces, low and high are the outermost ends and gap_low to gap_high the widest hole between
 * pieces (so -INFINITY and INFINITY with a gap mean two rays); NaN with one piece. */
typedef struct uf_inverted_interval {
    double low, high;
    size_t pieces; /* 0 when nothing is left, which cannot happen below the highest level         */
    double gap_low, gap_high;
} uf_inverted_interval;

typedef struct uf_randomisation uf_randomisation;

/* Go through the assignments for y[0..clusters-1]. On success *test is a new object for
 * uf_randomisation_free(); nothing is borrowed. 184,756 assignments of 20 clusters take some 40
 * milliseconds (difference) or 80 (studentised), their interval another 60 or 160.
 *   UF_EINVAL  y, a weight or a covariate is not a number, or a weight not above 0: error->index
 *              the cluster; what uf_assignments_new refuses
 *   UF_EDATA   an arm is empty or nothing could have been assigned otherwise; studentised: the
 *              coefficient rests on one cluster (error->index), as with one cluster in an arm
 *   UF_ESINGULAR  a covariate is constant or depends on others and the blocks: error->index; or
 *              they determine the arm (UF_NO_INDEX)
 *   UF_ENOMEM */
uf_status uf_randomisation_new(uf_randomisation **test, const double *y,
                               const uf_cluster_design *design,
                               uf_randomisation_statistic statistic,
                               const uf_permutation_plan *plan, uf_error *error);
void uf_randomisation_free(uf_randomisation *test);

/* How many assignments there are and whether all were looked at. */
double uf_randomisation_ways(const uf_randomisation *test);
bool uf_randomisation_exact(const uf_randomisation *test);

/* The reference distribution for tau = 0: the statistic under each assignment looked at, the first
 * one that of the data; INFINITY or -INFINITY where nothing varies within arms, NaN where
 * covariates and blocks determine the arm (that assignment counts as at least as far out). Lives as
 * long as test. */
const double *uf_randomisation_draws(const uf_randomisation *test, size_t *count);

/* The p-value of the hypothesis that the effect is tau. Never below uf_randomisation_smallest_p. */
double uf_randomisation_p(const uf_randomisation *test, double tau, uf_alternative alternative);

/* The smallest p-value that any outcome could give with these clusters, and the highest level of a
 * bounded interval, 1 - smallest p (0.90 with 3 + 3 clusters). */
double uf_randomisation_smallest_p(const uf_randomisation *test, uf_alternative alternative);
double uf_randomisation_highest_level(const uf_randomisation *test, uf_alternative alternative);

/* All tau with p(tau) > 1 - level; one-sided: UF_LESS keeps the upper limit, UF_GREATER the lower
 * one, at that level. NaN, with no pieces, when nothing varies (see uf_randomisation_effect).
 *   UF_EINVAL  level outside (0, 1);  UF_ENOMEM */
uf_status uf_randomisation_interval(uf_inverted_interval *interval, const uf_randomisation *test,
                                    double level, uf_alternative alternative, uf_error *error);

/* All of it as an effect: estimate beta; std_error (studentised) sqrt(HC2); statistic; p_value for
 * no effect; limits. method "exact-randomisation" or "sampled-randomisation", or the same with
 * "-studentised". The note says, the first that applies: that all values are equal (p is 1, no
 * interval); that nothing varies within arms, so that there is no studentised interval; that the
 * level is beyond the highest attainable (limits -INFINITY and INFINITY); that the set has several
 * pieces. Errors as uf_randomisation_interval. */
uf_status uf_randomisation_effect(uf_effect *effect, const uf_randomisation *test, double level,
                                  uf_alternative alternative, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
