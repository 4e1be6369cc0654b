/* satterthwaite.c: how the covariance of a mixed model's coefficients moves with its variances, by
 * the curvature of the deviance (Fai & Cornelius 1996). */
#include "mixed_state.h"
#include "symmetric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { K = UF_JET_PARAMETERS, M = UF_MIXED_VARIANCES };

bool uf_mixed_spread_init(uf_mixed_spread *spread, size_t p)
{
    *spread = (uf_mixed_spread){ .count = 0 };
    spread->variance = calloc(p * p, sizeof *spread->variance);
    spread->model = calloc(p * p, sizeof *spread->model);
    spread->derivative = calloc((size_t)M * p * p, sizeof *spread->derivative);
    return spread->variance != NULL && spread->model != NULL && spread->derivative != NULL;
}

void uf_mixed_spread_release(uf_mixed_spread *spread)
{
    free(spread->variance);
    free(spread->model);
    free(spread->derivative);
    *spread = (uf_mixed_spread){ .count = 0 };
}

void uf_mixed_corner(double *full, const double *layer, size_t p, double factor)
{
    for (size_t r = 0; r < p; r++) {
        for (size_t c = r; c < p; c++)
            full[r * p + c] = full[c * p + r] = factor * layer[r * (p + 1) + c];
    }
}

/* The Hessian of the deviance in sigma^2 and those theta that are not at 0, from
 *     df log(sigma^2) + R^2/sigma^2 + log|V0| + log|Q'V0^-1 Q|,   R^2 = df sigma^2 there. */
static void curvature(double *hessian, uf_mixed_likelihood *l, const uf_mixed_optimum *o,
                      const size_t *active, size_t count, double sigma_squared)
{
    const uf_mixed_layout *at = &l->layout;
    size_t k = at->count;
    uf_jet squares, log_det_q;
    uf_mixed_likelihood_deviance(l, &squares, &log_det_q);
    uf_jet f = uf_jet_scale(&squares, 1 / sigma_squared, k);
    f = uf_jet_add(&f, &l->log_det, k);
    if (l->restricted)
        f = uf_jet_add(&f, &log_det_q, k);
    double gradient[K], of_theta[K * K];
    uf_mixed_search_chain(gradient, of_theta, at, o->theta, &f);
    double quartic = sigma_squared * sigma_squared;
    hessian[0] = uf_mixed_likelihood_df(l) / quartic;
    for (size_t a = 1; a < count; a++) {
        double mixed = 0;
        for (size_t i = 0; i < k; i++)
            mixed -= squares.first[i] * o->jacobian[i][active[a]] / quartic;
        hessian[a] = hessian[a * count] = mixed;
        for (size_t b = 1; b < count; b++)
            hessian[a * count + b] = of_theta[active[a] * k + active[b]];
    }
}

/* d/d theta_a of sigma^2 M^-1 for M = Q'V0^-1 Q:
 *     -sigma^2 M^-1 (sum over i of dM/d gamma_i d gamma_i/d theta_a) M^-1. */
static void derivative(double *to, const uf_mixed_likelihood *l, const uf_mixed_optimum *o,
                       size_t a, const double *inverse, double sigma_squared, double *scratch)
{
    size_t p = l->s->p;
    double *sum = scratch, *part = scratch + p * p;
    memset(sum, 0, p * p * sizeof *sum);
    for (size_t i = 0; i < l->layout.count; i++) {
        uf_mixed_corner(part, uf_jet_matrix_first(&l->cross, i), p,
                        -sigma_squared * o->jacobian[i][a]);
        for (size_t j = 0; j < p * p; j++)
            sum[j] += part[j];
    }
    uf_square_product(part, sum, inverse, p);
    uf_square_product(to, inverse, part, p);
}

uf_status uf_mixed_satterthwaite(uf_mixed_spread *spread, uf_mixed_likelihood *l,
                                 const uf_mixed_optimum *o, double sigma_squared)
{
    size_t p = l->s->p, active[M] = { 0 }, count = 1;
    double *inverse = calloc(3 * p * p, sizeof *inverse);
    if (inverse == NULL)
        return UF_ENOMEM;
    for (size_t a = 0; a < l->layout.count; a++) {
        if (!o->fixed[a])
            active[count++] = a;
    }
    uf_mixed_corner(inverse, uf_jet_matrix_value(&l->cross), p, 1);
    uf_status status = uf_symmetric_inverse(inverse, inverse, p);
    if (status == UF_OK) {
        double hessian[M * M];
        curvature(hessian, l, o, active, count, sigma_squared);
        status = uf_symmetric_inverse(spread->covariance, hessian, count);
    }
    spread->usable = status == UF_OK;
    spread->count = count;
    for (size_t i = 0; i < count * count; i++)
        spread->covariance[i] *= 2;
    for (size_t i = 0; i < p * p; i++) {
        spread->variance[i] = spread->model[i] = sigma_squared * inverse[i];
        spread->derivative[i] = inverse[i];
    }
    for (size_t a = 1; spread->usable && a < count; a++)
        derivative(spread->derivative + a * p * p, l, o, active[a], inverse, sigma_squared,
                   inverse + p * p);
    free(inverse);
    return status == UF_ENUMERIC ? UF_OK : status;
}
