/* wilson.c: the two roots of (p - share)^2 = z^2 share (1 - share) / n. */
#include "wilson.h"

#include <math.h>

double uf_wilson_low(double x, double n, double z, bool continuity)
{
    if (!(x > 0))
        return 0;
    double p = x / n, q = (n - x) / n, square = z * z;
    if (continuity) {
        double root = sqrt(fmax(0, square - 2 - 1 / n + 4 * p * (n * q + 1)));
        return fmax(0, (2 * x + square - 1 - z * root) / (2 * (n + square)));
    }
    /* The product of the roots over the larger one: 1 of 1e9 keeps its digits. */
    double twice_larger = 2 * x + square + z * sqrt(square + 4 * x * q);
    return 2 * x * p / twice_larger;
}

double uf_wilson_high(double x, double n, double z, bool continuity)
{
    if (!(x < n))
        return 1;
    double p = x / n, q = (n - x) / n, square = z * z;
    if (continuity) {
        double root = sqrt(fmax(0, square + 2 - 1 / n + 4 * p * (n * q - 1)));
        return fmin(1, (2 * x + square + 1 + z * root) / (2 * (n + square)));
    }
    return (2 * x + square + z * sqrt(square + 4 * x * q)) / (2 * (n + square));
}
