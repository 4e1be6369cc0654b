/* cluster_bootstrap.h: the difference between arms, with an interval from resampling clusters.
 *
 * Whole clusters are drawn with replacement within each arm, as many as there are (Davison &
 * Hinkley 1997, section 3.8; Field & Welsh 2007, JRSS B 69: 369-390); what happens within clusters
 * comes along. Percentile and BCa intervals as in bootstrap.h, the acceleration from leaving out
 * one cluster at a time. Any other statistic of clusters can be had from bootstrap.h, with clusters
 * as units and arms as strata; this is the difference of weighted means
 *
 *     sum w_g y_g / sum w_g  in the intervention arm, minus the same in the control arm,
 *
 * equal weights for clusters alike, numbers of units for units alike.
 *
 * Few clusters: with k in an arm the variance of the draws is too small by (k - 1)/k, and there are
 * only C(2k - 1, k) different resamples of them. Coverage of nominal 95 % intervals for normal
 * cluster values, 10,000 samples with 999 draws each (tests/simulation/cluster_bootstrap.c):
 *
 *                    3 + 3    5 + 5    8 + 8   10 + 10   15 + 15   30 + 30
 *     percentile      81.0     88.2     90.8      91.8      93.4      94.1
 *     BCa             81.3     88.1     90.6      91.6      93.4      94.0
 *
 * So it is refused below UF_CLUSTER_BOOTSTRAP_MIN clusters in an arm, and below
 * UF_CLUSTER_BOOTSTRAP_ENOUGH a note says that it is too narrow. It is never the primary interval
 * for an intervention in a handful of schools. */
#ifndef UTFALL_CLUSTER_BOOTSTRAP_H
#define UTFALL_CLUSTER_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Fewest clusters in an arm for an interval at all, and for one without a warning. */
enum { UF_CLUSTER_BOOTSTRAP_MIN = 5, UF_CLUSTER_BOOTSTRAP_ENOUGH = 15 };

typedef enum uf_bootstrap_interval {
    UF_BOOTSTRAP_PERCENTILE,
    UF_BOOTSTRAP_BCA
} uf_bootstrap_interval;

typedef struct uf_cluster_bootstrap_plan {
    size_t replicates; /* at least 1; replicate r draws from stream r of the seed (rng.h) */
    uint64_t seed;
    uf_bootstrap_interval interval;
    double level;
} uf_cluster_bootstrap_plan;

/* y[0..clusters-1] one number for each cluster, treated[0..clusters-1] 1 or 0, weight above 0 or
 * NULL for alike. estimate, std_error (the draws' standard deviation) and limits; method
 * "cluster-bootstrap-percentile" or "cluster-bootstrap-bca". An arm without clusters: all NaN;
 * fewer than UF_CLUSTER_BOOTSTRAP_MIN in an arm: the estimate alone; each with the reason in note.
 * Notes of bootstrap.h otherwise.
 *   UF_EINVAL  y or a weight is not a number, a weight is not above 0, an arm is neither 0 nor 1:
 *              error->index; no replicates; level outside (0, 1)
 *   UF_ENOMEM */
uf_status uf_cluster_bootstrap(uf_effect *effect, const double *y, const unsigned char *treated,
                               const double *weight, size_t clusters,
                               const uf_cluster_bootstrap_plan *plan, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
