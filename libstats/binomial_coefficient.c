/* binomial_coefficient.c: C(n, k) by its product, of which every beginning is a whole number. */
#include "binomial_coefficient.h"

#include <math.h>

double uf_binomial_coefficient(size_t n, size_t take)
{
    if (take > n - take)
        take = n - take;
    double ways = 1;
    for (size_t i = 1; i <= take && isfinite(ways); i++)
        ways = ways * (double)(n - take + i) / (double)i;
    return ways < 0x1p53 ? nearbyint(ways) : ways;
}
