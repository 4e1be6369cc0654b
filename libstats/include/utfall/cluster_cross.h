/* cluster_cross.h: what least squares with clusters needs to know of the rows: counts, means and
 * cross-products of regressors and outcome in each cluster.
 *
 * With these, residual cross-products X_g'e_g of any cluster g follow for any coefficients, so that
 * resampling whole clusters costs the same for a hundred rows as for a million (Roodman, MacKinnon,
 * Nielsen & Webb 2019, Stata J. 19: 4-60, section 5). Rows may come in any order, from several
 * passes merged.
 *
 * The products are of deviations from the cluster's means, updated with each row (Welford 1962;
 * merged by Chan, Golub & LeVeque 1983): sums of squares of raw values are never formed. */
#ifndef UTFALL_CLUSTER_CROSS_H
#define UTFALL_CLUSTER_CROSS_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_cluster_cross uf_cluster_cross;

/* Room for clusters 0 .. clusters - 1 and rows of `columns` regressors, a column of ones included
 * where there is an intercept. On success *cross is a new object for uf_cluster_cross_free().
 *   UF_EINVAL  no columns, or sizes beyond memory;  UF_ENOMEM */
uf_status uf_cluster_cross_new(uf_cluster_cross **cross, size_t columns, size_t clusters,
                               uf_error *error);
void uf_cluster_cross_free(uf_cluster_cross *cross);

/* Add n rows: x is n-by-columns, row-major, y[0..n-1] the outcome, cluster[0..n-1] below the number
 * of clusters, weight[0..n-1] at least 0, or NULL for 1. A row of weight 0 is no row. On failure
 * the rows before it have been added.
 *   UF_EINVAL  a cluster too large, a weight below 0, or a number that is not finite: error->index
 *              is the row */
uf_status uf_cluster_cross_add(uf_cluster_cross *cross, const double *x, const double *y,
                               const uint32_t *cluster, const double *weight, size_t n,
                               uf_error *error);

/* Add to *cross the rows of *other.
 *   UF_EINVAL  they have other numbers of columns or clusters */
uf_status uf_cluster_cross_merge(uf_cluster_cross *cross, const uf_cluster_cross *other,
                                 uf_error *error);

/* Rows of weight above 0 in all; regressors; clusters with at least one such row. */
double uf_cluster_cross_rows(const uf_cluster_cross *cross);
size_t uf_cluster_cross_columns(const uf_cluster_cross *cross);
size_t uf_cluster_cross_clusters(const uf_cluster_cross *cross);

#ifdef __cplusplus
}
#endif
#endif
