/* separation.c: the signs of a step. */
#include "separation.h"

#include <math.h>
#include <stdbool.h>

uf_separation uf_separation_of_step(const double *step, const uf_edge *edge, const double *weights,
                                    size_t n)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(step[i]));
    if (!(largest >= 0.5) || !isfinite(largest))
        return UF_NOT_SEPARATED;
    double still = 1e-6 * largest;
    bool all = true;
    for (size_t i = 0; i < n; i++) {
        if (weights != NULL && !(weights[i] > 0))
            continue;
        double towards = step[i] * (double)edge[i];
        bool moved = fabs(step[i]) > still;
        if (moved && !(towards > 0))
            return UF_NOT_SEPARATED;
        all = all && moved;
    }
    return all ? UF_SEPARATED : UF_QUASI_SEPARATED;
}
