/* least_squares.h: least squares by orthogonal columns, with dependent columns refused. Private to
 * libstats.
 *
 * The columns of an n-by-p matrix X are divided by lengths that say what would be a whole column,
 * and factored by pivoted_qr.h. With orthonormal Q that spans X,
 *
 *     b = T Q'y,  X = Q T^-1,  (X'X)^-1 = T T'
 *
 * so that a contrast c'b is k'Q'y with k = T'c, and its variance with equal variances is |k|^2. */
#ifndef UTFALL_LEAST_SQUARES_H
#define UTFALL_LEAST_SQUARES_H

#include <stddef.h>
#include <utfall/status.h>

/* A column of which the others leave no more than this part is dependent. Rounding leaves 1e-15 or
 * so; NIST's Filip, the polynomial of degree 10 that most programs give up, 3e-10. */
#define UF_DEPENDENT 1e-12

typedef struct uf_least_squares {
    size_t n, p;
    double *q; /* n-by-p, row-major */
    double *t; /* p-by-p, row-major */
} uf_least_squares;

/* x is n-by-p, row-major, and is overwritten; length[j] is the length of column j before anything
 * was swept out of it. On success release with uf_least_squares_release.
 *   UF_ESINGULAR  error->index the first dependent column
 *   UF_ENUMERIC, UF_ENOMEM */
uf_status uf_least_squares_factor(uf_least_squares *ls, double *x, const double *length, size_t n,
                                  size_t p, const char *function, uf_error *error);
void uf_least_squares_release(uf_least_squares *ls);

/* b (p) and residual (n) of y (n); residual may be y. */
void uf_least_squares_solve(const uf_least_squares *ls, double *b, double *residual,
                            const double *y);

/* One step of iterative refinement in twice the precision of b and residual, as solve left them; x
 * is the n-by-p matrix again, as it was before it was factored. Bjoerck 1967, BIT 7: 257-278: the
 * equations residual + X b = y, X'residual = 0 are solved for what is missing from both. On
 * Wampler5, whose residuals are 10^7 times the coefficients, it turns 6 digits into 15.
 * UF_ENOMEM: nothing was changed. */
uf_status uf_least_squares_refine(const uf_least_squares *ls, double *b, double *residual,
                                  const double *x, const double *y);

/* k = T'c (p). */
void uf_least_squares_direction(const uf_least_squares *ls, double *k, const double *contrast);

/* Euclidean length. */
double uf_length(const double *v, size_t n);

#endif
