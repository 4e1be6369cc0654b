/* clustered_share.h: a share, or a ratio of totals, when units come in clusters.
 *
 *     p = X / N,  X = sum of x_g,  N = sum of n_g over k clusters
 *     V = k/(k - 1) sum (x_g - p n_g)^2 / N^2          df = k - 1
 *
 * The linearised variance of a ratio with whole clusters as the units that vary (Cochran 1977,
 * Sampling techniques, chapters 6 and 9A; Binder 1983, Int. Stat. Rev. 51: 279-292): sizes may
 * differ, and nothing is assumed of how alike the units of a cluster are. n_g need not be a count:
 * with lessons scheduled and lessons missed per pupil this is the rate of absence with the pupil as
 * cluster, and its unit (lessons or minutes) changes neither standard error nor df.
 *
 * Two intervals:
 *   logit-t         logit p +- t_(k-1) sqrt(V) / (p(1 - p)), mapped back. Undefined at 0 and 1.
 *                   R survey: svyciprop(method = "logit").
 *   korn-graubard   Clopper & Pearson's interval with n* units of which n* p have the property,
 *                   n* = p(1 - p)/V (t_(N-1)/t_(k-1))^2 (Korn & Graubard 1998, Surv. Methodol. 24:
 *                   193-201). R survey: svyciprop(method = "beta"). For few events; n_g must count
 *                   units. Where svyciprop says too much, or nothing, this departs from it:
 *                   - n* is at most N (Parker et al. 2017, NCHS Vital Health Stat. 2(175)):
 *                     clusters that agree by luck are not worth more than independent units;
 *                   - at a share of 0 or 1, V is 0 whatever the clusters are like, so the design
 *                     effect cannot be estimated: n* = N^2 / sum n_g^2, the least that any
 *                     correlation can leave (each cluster one unit), and the note says so.
 *
 * Coverage of nominal 95 % intervals, six schools of 40, 60, 80, 120, 150 and 200 pupils, 10,000
 * samples each (tests/simulation/coverage.c; Wilson's interval takes pupils as independent):
 *
 *     true share   ICC      wilson   logit-t   korn-graubard
 *        12 %      0.01      80.8      92.7        94.6
 *        12 %      0.031     61.3      92.7        93.7
 *        12 %      0.084     41.2      91.9        92.6
 *         2 %      0.01      77.6      93.8        95.3
 *
 * With two or three clusters the intervals are valid and nearly empty of information; with one
 * there is none. */
#ifndef UTFALL_CLUSTERED_SHARE_H
#define UTFALL_CLUSTERED_SHARE_H

#include <utfall/comoments.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Fewer clusters than these deserve a word to the reader: the interval says little, or covers a
 * little less than its level (see above). */
enum { UF_CLUSTERS_VERY_FEW = 4, UF_CLUSTERS_FEW = 10 };

/* Totals by cluster, accumulated. A value: assignment copies. */
typedef struct uf_clustered_share {
    uf_comoments clusters; /* of the pairs (n_g, x_g): count is k, sum is (N, X) */
} uf_clustered_share;

void uf_clustered_share_init(uf_clustered_share *share);

/* Add a whole cluster: x of n. A cluster with n = 0 is nobody and is not counted.
 *   UF_EINVAL  n or x not finite, or x outside 0 to n */
uf_status uf_clustered_share_push(uf_clustered_share *share, double n, double x, uf_error *error);

/* Add to *share the clusters of *other, none of which it has already. */
void uf_clustered_share_merge(uf_clustered_share *share, const uf_clustered_share *other);

/* sqrt(V). NaN with fewer than two clusters. */
double uf_clustered_share_std_error(const uf_clustered_share *share);

/* V over the variance p(1 - p)/N of independent units. NaN at 0 and 1 and with one cluster. */
double uf_clustered_share_design_effect(const uf_clustered_share *share);

/* The share with its interval. Each sets estimate, std_error (of the share), df, limits, method and
 * note; statistic and p_value do not apply and are NaN.
 *     no unit            estimate NaN
 *     one cluster        no standard error, no interval
 *     logit-t at 0 or 1, or when all clusters have the same share: no interval
 * always with the reason in note.
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_clustered_share_logit_t(uf_effect *effect, const uf_clustered_share *share,
                                     double level, uf_error *error);
uf_status uf_clustered_share_korn_graubard(uf_effect *effect, const uf_clustered_share *share,
                                           double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
