/* real_roots.h: where polynomials of low degree change sign. Private to libstats. */
#ifndef UTFALL_REAL_ROOTS_H
#define UTFALL_REAL_ROOTS_H

#include <stddef.h>

enum { REAL_ROOTS_DEGREE = 4 };

/* The points where c[0] + c[1] x + ... + c[degree] x^degree changes sign, ascending, into
 * roots[0..degree-1]; how many. degree is at most REAL_ROOTS_DEGREE; leading coefficients may be
 * 0. A point where the polynomial only touches 0 may be missing. */
size_t uf_real_roots(double *roots, const double *c, size_t degree);

#endif
