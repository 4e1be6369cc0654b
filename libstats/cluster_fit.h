/* cluster_fit.h: least squares of one number per cluster on its arm, block and covariates. Private
 * to libstats. */
#ifndef UTFALL_CLUSTER_FIT_H
#define UTFALL_CLUSTER_FIT_H

#include <stdbool.h>
#include <utfall/randomisation.h>
#include <utfall/regression.h>
#include <utfall/status.h>

typedef struct uf_cluster_fit {
    uf_regression *fit;
    double *contrast; /* of the arm */
} uf_cluster_fit;

/* Columns: a constant, a dummy for each block but the first, the covariates, the arm. Every cluster
 * is a cluster of its own; weights, if they are to be used, are of importance. Errors as
 * uf_cluster_means. On success release with uf_cluster_fit_release. */
uf_status uf_cluster_fit_new(uf_cluster_fit *fit, const double *y, const uf_cluster_design *design,
                             bool weighted, const char *function, uf_error *error);
void uf_cluster_fit_release(uf_cluster_fit *fit);

#endif
