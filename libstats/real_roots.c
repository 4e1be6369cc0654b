/* real_roots.c: roots between the stationary points, which are the derivative's roots. */
#include "real_roots.h"

#include <math.h>
#include <stdbool.h>

static double value(const double *c, size_t degree, double x)
{
    double sum = c[degree];
    for (size_t i = degree; i-- > 0;)
        sum = sum * x + c[i];
    return sum;
}

/* Newton's method, kept inside [low, high] by bisection; the signs at the ends differ. */
static double bracketed(const double *c, const double *slope, size_t degree, double low,
                        double high, bool rising)
{
    double x = low + (high - low) / 2;
    for (int i = 0; i < 200; i++) {
        double f = value(c, degree, x);
        if (f == 0)
            return x;
        if ((f > 0) == rising)
            high = x;
        else
            low = x;
        double next = x - f / value(slope, degree - 1, x);
        if (!(next > low && next < high))
            next = low + (high - low) / 2;
        if (next == x || next <= low || next >= high)
            return x;
        x = next;
    }
    return x;
}

/* All roots are closer to 0 than this (Cauchy). */
static double bound(const double *c, size_t degree)
{
    double largest = 0;
    for (size_t i = 0; i < degree; i++)
        largest = fmax(largest, fabs(c[i] / c[degree]));
    return 1 + largest;
}

size_t uf_real_roots(double *roots, const double *c, size_t degree)
{
    while (degree > 0 && c[degree] == 0)
        degree--;
    if (degree == 0)
        return 0;
    if (degree == 1) {
        roots[0] = -c[0] / c[1];
        return 1;
    }
    double slope[REAL_ROOTS_DEGREE], turns[REAL_ROOTS_DEGREE + 1];
    for (size_t i = 1; i <= degree; i++)
        slope[i - 1] = (double)i * c[i];
    double outermost = bound(c, degree);
    size_t inner = uf_real_roots(turns, slope, degree - 1), found = 0;
    turns[inner] = outermost;
    double low = -outermost, at_low = value(c, degree, low);
    for (size_t i = 0; i <= inner; i++) {
        double high = turns[i], at_high = value(c, degree, high);
        if ((at_low > 0) != (at_high > 0))
            roots[found++] = bracketed(c, slope, degree, low, high, at_high > 0);
        low = high;
        at_low = at_high;
    }
    return found;
}
