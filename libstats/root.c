/* root.c: bisection to the last bit: slower than Brent's method and never wrong. */
#include "root.h"

#include <math.h>

double uf_root(uf_curve curve, const void *context, double low, double high)
{
    double at_low = curve(low, context);
    double at_high = curve(high, context);
    if (at_low == 0)
        return low;
    if (at_high == 0)
        return high;
    if (isnan(at_low) || isnan(at_high) || (at_low > 0) == (at_high > 0))
        return NAN;
    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return fabs(at_low) < fabs(at_high) ? low : high;
        double value = curve(middle, context);
        if (isnan(value))
            return NAN;
        if (value == 0)
            return middle;
        if ((value > 0) == (at_low > 0)) {
            low = middle;
            at_low = value;
        } else {
            high = middle;
            at_high = value;
        }
    }
}
