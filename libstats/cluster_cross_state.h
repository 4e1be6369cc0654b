/* cluster_cross_state.h: what stands inside a uf_cluster_cross. Private to libstats. */
#ifndef UTFALL_CLUSTER_CROSS_STATE_H
#define UTFALL_CLUSTER_CROSS_STATE_H

#include <utfall/cluster_cross.h>

/* Variables 0 .. columns - 1 are the regressors, the last one is the outcome: `variables` in all.
 * Of cluster g: rows[g] rows of weight above 0, weight[g] in all, the means
 * mean[g * variables ..], and the products of deviations product[g * triangle ..], lower triangle
 * by rows: element (i, j), j <= i, stands at i (i + 1) / 2 + j. */
struct uf_cluster_cross {
    size_t columns, variables, triangle, clusters;
    double *rows, *weight, *mean, *product;
    double *gap; /* room for one row */
};

#endif
