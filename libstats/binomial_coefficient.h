/* binomial_coefficient.h: how many sets of some size a larger one has. Private to libstats. */
#ifndef BINOMIAL_COEFFICIENT_H
#define BINOMIAL_COEFFICIENT_H

#include <stddef.h>

/* C(n, take) for take <= n: exact below 2^53, infinite when it is beyond a double. */
double uf_binomial_coefficient(size_t n, size_t take);

#endif
