/* cluster_adjust.h: the residuals of one cluster, adjusted for having been fitted. Private to
 * libstats.
 *
 * Everything is in the coordinates of the orthonormal Q of least_squares.h, so that a contrast is a
 * direction k. For the rows of a cluster, weights w: L = w^(-1/2) Q and R = w^(1/2) Q, so that
 * H_gg = L R'. Without weights, with counts and in a glm all are Q on whitened rows. */
#ifndef UTFALL_CLUSTER_ADJUST_H
#define UTFALL_CLUSTER_ADJUST_H

#include <gsl/gsl_eigen.h>
#include <stddef.h>
#include <utfall/cluster_robust.h>
#include <utfall/status.h>

/* Of 1 - leverage, what is less than this is 0: nothing is left of a residual in that direction. */
#define UF_ALL_LEVERAGE 1e-10

/* What a cluster says: p numbers each. */
typedef struct uf_cluster_part {
    double *score; /* R'A e                                                        */
    double *left;  /* L'a, a = A R k                                               */
    double *right; /* R'a                                                          */
    double square; /* a'a                                                          */
    double alone;  /* part of |k|^2 in directions of which only this cluster knows */
} uf_cluster_part;

/* The rows of one cluster. */
typedef struct uf_cluster_rows {
    const size_t *row; /* which rows of q; count of them, none of weight 0 */
    size_t count, p;
    const double *q;           /* n-by-p        */
    const double *residual;    /* n, whitened   */
    const double *root_weight; /* n; for importance only, in any unit */
} uf_cluster_rows;

/* Room for p columns, used for one cluster after another. */
typedef struct uf_cluster_adjuster {
    size_t p;
    gsl_eigen_symmv_workspace *work;
    double *gram, *vectors, *values; /* p-by-p, p-by-p, p: of Q_g'Q_g */
    double *along;                   /* p: Q_g'e                      */
} uf_cluster_adjuster;

uf_status uf_cluster_adjuster_init(uf_cluster_adjuster *a, size_t p);
void uf_cluster_adjuster_release(uf_cluster_adjuster *a);

/* The part of a cluster for CR0, CR1, CR1S, CR3, and for CR2 where rows vary alike once they are
 * whitened. UF_ENUMERIC when eigenvalues cannot be found. */
uf_status uf_cluster_adjust(uf_cluster_part *part, uf_cluster_adjuster *a,
                            const uf_cluster_rows *rows, const double *k, uf_cluster_robust type);

/* The same for CR2 where they vary alike as they are, whatever their weights. total is p-by-p: the
 * sum of R'R over all rows. UF_ENUMERIC, UF_ENOMEM. */
uf_status uf_cluster_adjust_importance(uf_cluster_part *part, uf_cluster_adjuster *a,
                                       const uf_cluster_rows *rows, const double *k,
                                       const double *total);

#endif
