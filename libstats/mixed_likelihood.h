/* mixed_likelihood.h: the deviance of a mixed model as a function of its variances. Private to
 * libstats.
 *
 * The parameters gamma are variances (and covariances) over the residual variance, and rho. They
 * stand in this order, those that the terms do not have left out:
 *     PERSON level | level, covariance, slope    AR1 rho    CLASS_WAVE    CLASS    SCHOOL */
#ifndef UTFALL_MIXED_LIKELIHOOD_H
#define UTFALL_MIXED_LIKELIHOOD_H

#include <stdbool.h>
#include <stddef.h>

#include "jet.h"
#include "mixed_statistics.h"

/* Where a term's parameter is; UF_NO_PARAMETER where the model does not have it. */
#define UF_NO_PARAMETER ((size_t)-1)
typedef struct uf_mixed_layout {
    size_t count;
    size_t person, covariance, slope, rho, class_wave, class_level, school;
} uf_mixed_layout;

uf_mixed_layout uf_mixed_layout_of(unsigned terms);

typedef struct uf_mixed_likelihood {
    const uf_mixed_statistics *s;
    uf_mixed_layout layout;
    bool restricted;
    /* What uf_mixed_likelihood_at found, of [Q r]'V0^-1[Q r] (p + 1 square) and log|V0|. */
    uf_jet_matrix cross;
    uf_jet log_det;
    /* Scratch. */
    uf_jet_matrix group, school, swept;
    uf_jet *coefficient; /* 1 + 3 per pattern or gap */
} uf_mixed_likelihood;

/* Release also after failure. UF_ENOMEM. */
uf_status uf_mixed_likelihood_init(uf_mixed_likelihood *l, const uf_mixed_statistics *s,
                                   bool restricted);
void uf_mixed_likelihood_release(uf_mixed_likelihood *l);

/* cross and log_det at gamma, with their derivatives if asked for. */
void uf_mixed_likelihood_at(uf_mixed_likelihood *l, const double *gamma, bool derivatives);

/* From cross and log_det there: the deviance with b and sigma^2 profiled out, but for log|X'X|
 * under REML; R^2 in *squares and log|Q'V0^-1 Q| in *log_det_q (either may be NULL). NaN where V0
 * is not positive definite. */
uf_jet uf_mixed_likelihood_deviance(uf_mixed_likelihood *l, uf_jet *squares, uf_jet *log_det_q);

/* n - p, or n. */
double uf_mixed_likelihood_df(const uf_mixed_likelihood *l);

#endif
