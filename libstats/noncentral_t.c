/* noncentral_t.c: the noncentral t distribution by quadrature. */
#include <utfall/noncentral_t.h>

#include "root.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

static const double farthest_ncp = 1e4;

/* The integrand is followed down to this much below its top, in logarithms: e-45 is 3e-20. */
static const double depth = 45;

struct integrand {
    double t, df, ncp; /* of P(T <= t)                          */
    double constant;   /* ln of the density's constant, in u    */
};

/* ln P(Z <= z), also where P itself would be 0. */
static double log_normal_lower(double z)
{
    if (z > -5)
        return log(gsl_cdf_ugaussian_P(z));
    gsl_sf_result result;
    static const double half_root = 0.70710678118654752440; /* 1 / sqrt(2) */
    if (gsl_sf_log_erfc_e(-z * half_root, &result) != 0)
        return -INFINITY;
    return result.val - 0.69314718055994530942;
}

/* ln of Phi(t w - ncp) f(w) w at w = exp(u); f(w) = C w^(df-1) exp(-df w^2 / 2). */
static double log_integrand(const struct integrand *g, double u)
{
    double w = exp(u);
    double square = expm1(2 * u); /* w^2 - 1, so that large df keep their digits */
    return g->constant + g->df * (u - square / 2) + log_normal_lower(g->t * w - g->ncp);
}

static double top(const struct integrand *g)
{
    static const double golden = 0.61803398874989485;
    double low = -60, high = 12;
    for (int i = 0; i < 100 && high - low > 1e-9; i++) {
        double left = high - golden * (high - low), right = low + golden * (high - low);
        if (log_integrand(g, left) >= log_integrand(g, right))
            high = right;
        else
            low = left;
    }
    return low + (high - low) / 2;
}

/* How far from the top, in the direction of step, the integrand has fallen by depth. */
static double edge(const struct integrand *g, double u, double step)
{
    double floor = log_integrand(g, u) - depth;
    double inside = 0, outside = step;
    while (log_integrand(g, u + outside) > floor && fabs(outside) < 1e3) {
        inside = outside;
        outside *= 2;
    }
    for (int i = 0; i < 6; i++) {
        double middle = (inside + outside) / 2;
        if (log_integrand(g, u + middle) > floor)
            inside = middle;
        else
            outside = middle;
    }
    return u + outside;
}

/* The trapezoidal rule with twice the points each time, until it does not change. */
static double integrate(const struct integrand *g)
{
    double u = top(g);
    double first_step = 1 / sqrt(1 + g->df + g->t * g->t);
    double low = edge(g, u, -first_step), high = edge(g, u, first_step);
    double step = (high - low) / 32, sum = 0;
    for (int i = 1; i < 32; i++)
        sum += exp(log_integrand(g, low + step * i));
    double area = sum * step;
    for (long points = 32; points <= 1L << 20; points *= 2) {
        for (long i = 0; i < points; i++)
            sum += exp(log_integrand(g, low + step * ((double)i + 0.5)));
        step /= 2;
        double finer = sum * step;
        bool settled = fabs(finer - area) <= 1e-13 * finer;
        area = finer;
        if (settled)
            return fmin(1, area);
    }
    return NAN;
}

/* ln of 2 (df/2)^(df/2) e^(-df/2) / Gamma(df/2); e^(-df/2) was taken into the exponent's w^2 - 1.
 * Stirling's remainder (Abramowitz & Stegun 6.1.41) above 30, so that nothing large is
 * subtracted. */
static double log_constant(double df)
{
    static const double log_two = 0.69314718055994530942, log_pi = 1.14472988584940017414;
    double x = df / 2;
    if (x < 30) {
        gsl_sf_result gamma;
        if (gsl_sf_lngamma_e(x, &gamma) != 0)
            return NAN;
        return log_two + x * log(x) - x - gamma.val;
    }
    double square = x * x;
    double remainder =
        (1 - (1.0 / 30 - (1.0 / 105 - 1 / (140 * square)) / square) / square) / (12 * x);
    return log_two + (log(x) - log_two - log_pi) / 2 - remainder;
}

double uf_noncentral_t_lower(double t, double df, double ncp)
{
    if (!(df >= 1) || !isfinite(df) || !isfinite(t) || !(fabs(ncp) <= farthest_ncp))
        return NAN;
    struct integrand g = { t, df, ncp, log_constant(df) };
    return integrate(&g);
}

double uf_noncentral_t_upper(double t, double df, double ncp)
{
    return uf_noncentral_t_lower(-t, df, -ncp);
}

struct pivot {
    double t, df, tail;
    bool lower_tail; /* which tail is compared: the smaller one */
};

static double tail_excess(double ncp, const void *context)
{
    const struct pivot *p = context;
    if (p->lower_tail)
        return uf_noncentral_t_lower(p->t, p->df, ncp) - p->tail;
    return (1 - p->tail) - uf_noncentral_t_upper(p->t, p->df, ncp);
}

double uf_noncentral_t_ncp(double t, double df, double tail)
{
    if (!(tail > 0 && tail < 1) || !(fabs(t) < farthest_ncp))
        return NAN;
    struct pivot p = { t, df, tail, tail <= 0.5 };
    double reach = 4 + fabs(t) / 8;
    while (fabs(t) + reach <= farthest_ncp) {
        double below = tail_excess(t - reach, &p), above = tail_excess(t + reach, &p);
        if (isnan(below) || isnan(above))
            return NAN;
        if (below > 0 && above < 0)
            return uf_root(tail_excess, &p, t - reach, t + reach);
        reach *= 2;
    }
    return NAN;
}
