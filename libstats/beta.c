/* beta.c: tails and quantiles of the beta distribution, and binomial probabilities from them. */
#include <utfall/beta.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* k ln(k/m) + m - k for k, m > 0, without cancellation when they are close (Loader 2000, bd0). */
static double deviance(double k, double m)
{
    double distance = k - m;
    if (fabs(distance) >= 0.1 * (k + m)) {
        double ratio = k / m;
        return k * (isinf(ratio) ? log(k) - log(m) : log(ratio)) - distance;
    }
    double v = distance / (k + m);
    double sum = distance * v;
    double term = 2 * k * v;
    for (int j = 1; j < 1000; j++) {
        term *= v * v;
        double next = sum + term / (2 * j + 1);
        if (next == sum)
            break;
        sum = next;
    }
    return sum;
}

/* Gamma(x) / (sqrt(2 pi) x^(x-1/2) e^-x), NaN if GSL cannot say. */
static double gamma_star(double x)
{
    gsl_sf_result result;
    return gsl_sf_gammastar_e(x, &result) == GSL_SUCCESS ? result.val : NAN;
}

/* x^a y^b / B(a, b), y = 1 - x. */
static double kernel(double x, double y, double a, double b)
{
    double n = a + b;
    double exponent = deviance(a, n * x) + deviance(b, n * y);
    double gammas = gamma_star(n) / gamma_star(a) / gamma_star(b);
    return sqrt(a / n) * sqrt(b) / sqrt(2 * M_PI) * exp(-exponent) * gammas;
}

/* What the kernel is multiplied by to give P(X <= x), for x below the mean or so; NaN if it does
 * not settle. Didonato & Morris 1992, eq. 9. Its coefficients hold the distance to the mean and y
 * as such, so that nothing cancels where x is a few units of 1/b. */
static double fraction(double x, double y, double a, double b)
{
    enum { MOST_STEPS = 10000000 };
    double start = 1 + (x > y ? (a + b) * y - b : a - (a + b) * x);
    double first = 1 + 1 / a;
    double above_before = 0;
    double below_before = 1;
    double above = 1;
    double below = start / first;
    double value = first / start;
    for (int step = 1; step <= MOST_STEPS; step++) {
        double n = step;
        double s = a + 2 * n - 1;
        double w = n * (b - n) * x;
        double alpha = ((a + n - 1) / s) * ((a + b + n - 1) / s) * w * x;
        double beta = n + w / s + (a + n) / (s + 2) * (start + n * (1 + y));
        double next_above = alpha * above_before + beta * above;
        double next_below = alpha * below_before + beta * below;
        double before = value;
        value = next_above / next_below;
        above_before = above / next_below;
        below_before = below / next_below;
        above = value;
        below = 1;
        if (fabs(value - before) <= 1e-15 * value)
            return value;
    }
    return NAN;
}

static double probability(double p)
{
    if (isnan(p))
        return NAN;
    return p < 0 ? 0 : p > 1 ? 1 : p;
}

/* P(X <= x) if lower, else P(X >= x). The fraction is used on the tail that x lies in. */
static double tail(double x, double a, double b, bool lower)
{
    if (!(a > 0) || !(b > 0) || !isfinite(a) || !isfinite(b) || isnan(x))
        return NAN;
    if (x <= 0)
        return lower ? 0 : 1;
    if (x >= 1)
        return lower ? 1 : 0;
    double y = 1 - x;
    bool left = x < (a + 1) / (a + b + 2);
    double factor = kernel(x, y, a, b);
    double small = factor * (left ? fraction(x, y, a, b) : fraction(y, x, b, a));
    return probability(left == lower ? small : 1 - small);
}

double uf_beta_lower(double x, double a, double b)
{
    return tail(x, a, b, true);
}

double uf_beta_upper(double x, double a, double b)
{
    return tail(x, a, b, false);
}

/* Non-negative doubles are ordered as the integers that their bits spell. */
static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t to_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* The smallest x at which the lower tail has reached p, or the upper tail has fallen to it. Halving
 * the doubles rather than the interval finds quantiles of 1e-300 in the same 62 steps. */
static double quantile(double p, double a, double b, bool lower)
{
    if (!(p >= 0 && p <= 1) || isnan(tail(0.5, a, b, lower)))
        return NAN;
    if (p == 0 || p == 1)
        return (p == 0) == lower ? 0 : 1;
    uint64_t below = to_bits(0);
    uint64_t reached = to_bits(1);
    while (reached - below > 1) {
        uint64_t middle = below + (reached - below) / 2;
        double at = tail(from_bits(middle), a, b, lower);
        if (isnan(at))
            return NAN;
        if (lower ? at >= p : at <= p)
            reached = middle;
        else
            below = middle;
    }
    return below == 0 ? 0 : from_bits(reached);
}

double uf_beta_lower_quantile(double p, double a, double b)
{
    return quantile(p, a, b, true);
}

double uf_beta_upper_quantile(double q, double a, double b)
{
    return quantile(q, a, b, false);
}

/* The kernel for (k, n - k) is k (n - k) / n times the probability. */
double uf_binomial_probability(uint64_t k, uint64_t n, double p)
{
    if (!(p >= 0 && p <= 1))
        return NAN;
    if (k > n)
        return 0;
    if (p == 0 || p == 1)
        return k == (p == 0 ? 0 : n) ? 1 : 0;
    double trials = (double)n;
    if (k == 0)
        return exp(trials * log1p(-p));
    if (k == n)
        return exp(trials * log(p));
    double hits = (double)k;
    double misses = (double)(n - k);
    return probability(kernel(p, 1 - p, hits, misses) * trials / hits / misses);
}

double uf_binomial_at_most(uint64_t k, uint64_t n, double p)
{
    if (!(p >= 0 && p <= 1))
        return NAN;
    if (k >= n)
        return 1;
    return tail(p, (double)k + 1, (double)(n - k), false);
}

double uf_binomial_at_least(uint64_t k, uint64_t n, double p)
{
    if (!(p >= 0 && p <= 1))
        return NAN;
    if (k == 0)
        return 1;
    if (k > n)
        return 0;
    return tail(p, (double)k, (double)(n - k) + 1, true);
}
