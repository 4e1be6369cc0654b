/* cluster_ratio.h: ratios of shares and rates from one number per cluster.
 *
 * Each cluster counts alike, whatever its size. With means m of the clusters' values y_g, the
 * logarithm of a mean has the linearised influence (y_g - m)/m (Cochran 1977, Sampling techniques,
 * chapter 6; Deville 1999, Surv. Methodol. 25: 193-203), so
 *
 *     between arms  log(m_1/m_0),  V = s^2 (1/G_1 + 1/G_0),  df = G - 2
 *                   s^2 the variance of y_g/m within the arms, pooled: when arms have the same
 *                   relative spread, as under no effect, this is the t of cluster_means.h on the
 *                   relative scale. With arms of one size V is s_1^2/(G_1 m_1^2) + s_0^2/(G_0
 *                   m_0^2) (Hayes & Moulton 2017, Cluster randomised trials, chapter 10)
 *     within one    log(a/b) of means after and before,  V = sum (y_ag/a - y_bg/b)^2 / (G (G - 1)),
 *                   df = G - 1: a cluster stands in both terms, so what the periods share is
 *                   counted
 *
 * and limits exp(log ratio -+ t sqrt(V)). Ratios of totals, where each unit counts alike, are those
 * of linearised.h and share_change.h. */
#ifndef UTFALL_CLUSTER_RATIO_H
#define UTFALL_CLUSTER_RATIO_H

#include <stddef.h>
#include <utfall/assignment.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The mean of y in treated clusters over that in controls: estimate, limits, t and p_value of
 * log(ratio) = 0, std_error on the logarithm, df; method "cluster-means-log-ratio". Blocks are not
 * regarded. NaN with a note: an arm without clusters; a control mean of 0 (undefined); an
 * intervention mean of 0 (the estimate is 0, no interval); an arm of one cluster, or clusters that
 * do not vary within the arms (the estimate is given).
 *   UF_EINVAL  level outside (0, 1); error->index a cluster whose treated is neither 0 nor 1, or
 *              whose y is not finite or negative */
uf_status uf_cluster_ratio(uf_effect *effect, const double *y, const uf_assignment *assigned,
                           uf_alternative alternative, double level, uf_error *error);

/* Mean after over mean before, minus 1, of the same n clusters: -0.2 is a fall by 20 %. estimate,
 * limits, t and p_value of no change, std_error on the logarithm, df; method
 * "cluster-means-log-change". NaN with a note: no clusters; a mean before of 0 (undefined); a mean
 * after of 0 (the estimate is -1, no interval); fewer clusters than min_clusters, or clusters that
 * all change alike (the estimate is given).
 *   UF_EINVAL  level outside (0, 1), min_clusters < 2; error->index a cluster whose value is not
 *              finite or negative */
uf_status uf_cluster_relative_change(uf_effect *effect, const double *before, const double *after,
                                     size_t n, size_t min_clusters, uf_alternative alternative,
                                     double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
