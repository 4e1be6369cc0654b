/* cluster_means.h: intervention against control when clusters were assigned: t on one number per
 * cluster.
 *
 * Each cluster is summed up in one number y_g: its mean, share or rate after; its change from
 * before to after, on a scale (outcome_scale.h: difference in differences, collapsed to two periods
 * as Bertrand, Duflo & Mullainathan 2004, Q. J. Econ. 119: 249-275 recommend); or its mean cleared
 * of what pupils' covariates explain (adjusted_means.h). Then
 *
 *     y_g = block + b * treated_g + covariates_g c + e_g
 *
 * by least squares on G numbers, and t on what is left of G (Donald & Lang 2007, Rev. Econ. Stat.
 * 89: 221-233; Hayes & Moulton 2017, Cluster randomised trials, chapter 10). However many pupils
 * there are, three schools against three leave 4 df, with the schools' baseline as a covariate 3,
 * three matched pairs 2. Using G - 2 with a covariate rejects 7.1 % of true null hypotheses at 5.
 *
 * Whom it speaks of (Kahan et al. 2023, Int. J. Epidemiol. 52: 107-118):
 *     clusters alike  weight NULL. The mean effect in a school. One variance for all y_g: t is
 *                     exact when they are normal and alike, and robust when clusters or arms are
 *                     balanced.
 *     units alike     weight the clusters' sizes. The mean effect on a pupil, which is another
 *                     question when effects go with size: with 40, 60, 200 pupils and changes -8,
 *                     -6, 3 against 120, 150, 200 and -2, -1, -2 the answers are -2.0 and +1.4
 *                     points. Variance HC2 and df of Bell & McCaffrey 2002 (Imbens & Kolesar 2016,
 *                     Rev. Econ. Stat. 98: 701-712), because equal weights are what makes the
 *                     pooled t exact.
 *
 * When the arms' clusters are of very different sizes their means vary unlike, and one variance for
 * both is wrong. At worst, without any intraclass correlation, 3 + 3 schools whose sizes differ by
 * a factor of 3 between the arms reject 5.7 % of true null hypotheses at 5, by 5 6.5 %, by 10 7.8 %
 * (400,000 samples). Beyond UF_CLUSTER_SIZES_UNLIKE let uf_cluster_means_unequal stand beside. */
#ifndef UTFALL_CLUSTER_MEANS_H
#define UTFALL_CLUSTER_MEANS_H

#include <stdbool.h>
#include <utfall/effect.h>
#include <utfall/randomisation.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How many times larger the mean size of an arm's clusters may be than that of the other's. */
enum { UF_CLUSTER_SIZES_UNLIKE = 3 };
#define UF_NOTE_SIZES_UNLIKE                                                                       \
    "mean cluster sizes differ by more than 3 times between the arms: unequal variances beside"

/* The effect on y[0..clusters-1] of design->assigned, blocks, weight and covariates as they stand
 * there (randomisation.h): estimate, std_error, limits, t, df, p_value; method "cluster-means",
 * with weights "cluster-means-weighted".
 * NaN with a note: an arm without clusters. The estimate alone, with a note: an arm of one cluster,
 * no degrees of freedom left, clusters that do not vary within the arms; with weights what
 * cluster_robust.h refuses.
 *   UF_EINVAL  level outside (0, 1); error->index a cluster whose treated is neither 0 nor 1, whose
 *              y or covariate is not finite, or whose weight is not above 0
 *   UF_ESINGULAR  error->index: a covariate that is constant or depends on those before it and the
 *              blocks; UF_NO_INDEX: together they determine the arm
 *   UF_ENOMEM */
uf_status uf_cluster_means(uf_effect *effect, const double *y, const uf_cluster_design *design,
                           uf_alternative alternative, double level, uf_error *error);

/* The same effect when each cluster may vary in its own way, for clusters alike (weights are not
 * looked at). Without blocks and covariates Welch's t on cluster means, method
 * "cluster-means-welch"; with them HC2 and the df of Bell & McCaffrey, method "cluster-means-hc2".
 * Notes and errors as above. */
uf_status uf_cluster_means_unequal(uf_effect *effect, const double *y,
                                   const uf_cluster_design *design, uf_alternative alternative,
                                   double level, uf_error *error);

/* Whether the mean of size[0..clusters-1] (units of each cluster) is more than
 * UF_CLUSTER_SIZES_UNLIKE times as large in one arm as in the other; false when an arm is empty. */
bool uf_cluster_sizes_unlike(const double *size, const uf_assignment *assigned);

/* Clusters of an arm: treated 1 or 0. */
size_t uf_cluster_means_count(const uf_assignment *assigned, unsigned char treated);

#ifdef __cplusplus
}
#endif
#endif
