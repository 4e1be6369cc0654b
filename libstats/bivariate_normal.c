/* bivariate_normal.c: the normal copula of two events, by Plackett's integral. */
#include "bivariate_normal.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>

struct place {
    double h, k;
};

static double density(double angle, void *data)
{
    const struct place *at = data;
    const double s = sin(angle), c = cos(angle);
    return exp(-(at->h * at->h + at->k * at->k - 2 * at->h * at->k * s) / (2 * c * c)) / (2 * M_PI);
}

double uf_bivariate_normal_both(double p, double q, double correlation)
{
    if (p <= 0 || q <= 0 || p >= 1 || q >= 1 || correlation == 0)
        return p * q;
    struct place at = { gsl_cdf_ugaussian_Pinv(p), gsl_cdf_ugaussian_Pinv(q) };
    if (!isfinite(at.h) || !isfinite(at.k))
        return NAN;
    gsl_integration_glfixed_table *points = gsl_integration_glfixed_table_alloc(20);
    if (points == NULL)
        return NAN;
    gsl_function f = { .function = density, .params = &at };
    const double more = gsl_integration_glfixed(&f, 0, asin(correlation), points);
    gsl_integration_glfixed_table_free(points);
    return fmin(fmin(p, q), fmax(0, p * q + more));
}
