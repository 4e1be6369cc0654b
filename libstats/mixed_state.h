/* mixed_state.h: what a fitted mixed model keeps. Private to libstats.
 *
 * Coefficients b = T q, where q are those of the orthonormal columns X T (mixed_statistics.h);
 * covariances are kept for q. */
#ifndef UTFALL_MIXED_STATE_H
#define UTFALL_MIXED_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <utfall/mixed_model.h>

#include "mixed_likelihood.h"
#include "mixed_search.h"

enum { UF_MIXED_VARIANCES = UF_JET_PARAMETERS + 1 };

/* A covariance of q, and how it depends on `count` variances that have a covariance themselves. */
typedef struct uf_mixed_spread {
    size_t count;
    double *variance;   /* p-by-p: by which a contrast's standard error is found                */
    double *model;      /* p-by-p: the variance that derivative is the derivative of           */
    double *derivative; /* count matrices p-by-p                                              */
    double covariance[UF_MIXED_VARIANCES * UF_MIXED_VARIANCES]; /* count-by-count             */
    bool usable; /* false: no covariance of the variances could be found                    */
} uf_mixed_spread;

struct uf_mixed {
    unsigned terms;
    uf_mixed_criterion criterion;
    size_t p;
    double *t;             /* p-by-p: T                                                       */
    double *b;             /* p                                                               */
    double outcome_length; /* of y                                                            */
    bool varies;           /* there are variances                                             */
    uf_mixed_spread satterthwaite, kenward_roger; /* the latter only where it applies         */
    uf_mixed_summary summary;
};

/* Room for it; release also after failure. */
bool uf_mixed_spread_init(uf_mixed_spread *spread, size_t p);
void uf_mixed_spread_release(uf_mixed_spread *spread);

/* Fill an initialised spread. l is at the optimum, with derivatives. UF_ENOMEM. */
uf_status uf_mixed_satterthwaite(uf_mixed_spread *spread, uf_mixed_likelihood *l,
                                 const uf_mixed_optimum *optimum, double sigma_squared);
uf_status uf_mixed_kenward_roger(uf_mixed_spread *spread, uf_mixed_likelihood *l,
                                 const double *gamma, double sigma_squared);

/* The first variance that cannot be told from the residual's and those before it, by the expected
 * information at gamma (l is there, with derivatives): its parameter in l->layout, or
 * UF_NO_PARAMETER if there is none. UF_ENOMEM. */
uf_status uf_mixed_confounded(size_t *parameter, uf_mixed_likelihood *l, const double *gamma);

/* The upper left p-by-p of a layer of l->cross, filled up to a full symmetric matrix, times factor.
 */
void uf_mixed_corner(double *full, const double *layer, size_t p, double factor);

#endif
