/* cluster_scores.h: residual cross-products by cluster in coordinates where the tested regressor
 * stands alone. Private to libstats.
 *
 * X = Q R with the tested column last, so that b_j = theta_p / root with root = R_pp, and the fit
 * under b_j = b0 leaves the other coordinates as they are. With the residuals e of the whole fit,
 *     score_g = Q_g'e_g,   own_g = Q_g'q_g (q the last column of Q),
 * p elements each; under b_j = b0 the residuals' cross-products are
 *     score_g + own_g root (b_j - b0). */
#ifndef UTFALL_CLUSTER_SCORES_H
#define UTFALL_CLUSTER_SCORES_H

#include <stddef.h>
#include <utfall/cluster_cross.h>

struct cluster_scores {
    size_t clusters, columns; /* clusters with rows                                       */
    double estimate, root;
    double *score, *own; /* clusters-by-columns, row-major; the tested one is the last    */
};

/* Owns memory, for uf_cluster_scores_release(), also after a failure. Statuses as
 * uf_wild_bootstrap_new. */
uf_status uf_cluster_scores_make(struct cluster_scores *scores, const uf_cluster_cross *cross,
                                 size_t tested, const char *function, uf_error *error);
void uf_cluster_scores_release(struct cluster_scores *scores);

#endif
