/* adjusted_means.h: cluster means cleared of what pupils' covariates explain.
 *
 * The first of the two steps of Donald & Lang 2007 (Rev. Econ. Stat. 89: 221-233):
 *
 *     y_ig = d_g + x_ig b + e_ig,  b within clusters;  mean_g = ybar_g - (xbar_g - xbar) b
 *
 * The coefficients come from differences within clusters, so they hold nothing of the effect, and
 * no degrees of freedom of the second step (cluster_means.h) are used up by them. xbar is the mean
 * of all rows, so that the means stay where the outcome is. A share is adjusted as what it is, on
 * points.
 *
 * For two periods let each cluster and period be a code of its own, and take changes afterwards. */
#ifndef UTFALL_ADJUSTED_MEANS_H
#define UTFALL_ADJUSTED_MEANS_H

#include <utfall/design.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* mean[0..design->clusters-1], NaN for a cluster without rows (of weight above 0). The columns of x
 * are the pupils' covariates, without a constant; p may be 0, and then the means are plain ones.
 * Weights, if any, weigh within and between clusters; fixed effects are not looked at.
 *   UF_EINVAL, UF_EDATA  as uf_design_check; UF_EINVAL also without clusters
 *   UF_ESINGULAR  error->index is a covariate that is the same throughout every cluster (such a one
 *              belongs in the second step) or depends on those before it
 *   UF_ENOMEM, UF_ENUMERIC */
uf_status uf_adjusted_means(double *mean, const uf_design *design, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
