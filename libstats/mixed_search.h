/* mixed_search.h: the variances at which the deviance of a mixed model is lowest. Private to
 * libstats.
 *
 * The search is in theta: roots of variance ratios; for level and slope the Cholesky factor (a 0; b
 * c) of their matrix of ratios; atanh rho. There every theta is allowed and a variance of 0 is a
 * flat point. */
#ifndef UTFALL_MIXED_SEARCH_H
#define UTFALL_MIXED_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "mixed_likelihood.h"

typedef struct uf_mixed_optimum {
    double theta[UF_JET_PARAMETERS], gamma[UF_JET_PARAMETERS];
    bool fixed[UF_JET_PARAMETERS]; /* theta is 0: the variance is on its boundary             */
    double deviance;
    double jacobian[UF_JET_PARAMETERS][UF_JET_PARAMETERS]; /* d gamma_i/d theta_a             */
    double decrement; /* root of g'H^-1 g                                                     */
    int iterations;
    bool unbounded; /* a variance went to infinity: nothing is left for the residual         */
} uf_mixed_optimum;

/* Where a search starts: from the shares of variance that an analysis of variance found. */
void uf_mixed_search_start(double *theta, const uf_mixed_likelihood *l);

/* gamma of theta. */
void uf_mixed_search_gamma(double *gamma, const uf_mixed_layout *at, const double *theta);

/* A function's gradient and Hessian in theta (k-by-k, full) from its jet in gamma. */
void uf_mixed_search_chain(double *gradient, double *hessian, const uf_mixed_layout *at,
                           const double *theta, const uf_jet *f);

/* l is left at the optimum, with derivatives. UF_ENUMERIC, UF_ENOMEM. */
uf_status uf_mixed_search(uf_mixed_optimum *best, uf_mixed_likelihood *l);

#endif
