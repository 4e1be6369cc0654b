/* symmetric.h: inverse, eigenvectors and products of small symmetric matrices. Private to libstats.
 *
 * Matrices are m-by-m, row-major and full. */
#ifndef UTFALL_SYMMETRIC_H
#define UTFALL_SYMMETRIC_H

#include <stddef.h>
#include <utfall/status.h>

/* The lower triangle L of a = L L', in place of a's (what is above the diagonal becomes 0). Returns
 * the first row whose pivot is no more than `tolerance` of its diagonal element, m if there is
 * none; rows from that one on are not finished. */
size_t uf_symmetric_cholesky(double *a, size_t m, double tolerance);

/* By Cholesky; inverse may be a. UF_ENUMERIC when a is not positive definite, UF_ENOMEM. */
uf_status uf_symmetric_inverse(double *inverse, const double *a, size_t m);

/* Eigenvalues and, in the columns of vectors, eigenvectors. UF_ENUMERIC, UF_ENOMEM. */
uf_status uf_symmetric_eigen(double *values, double *vectors, const double *a, size_t m);

/* product = a b for m-by-m matrices, of which product is neither. */
void uf_square_product(double *product, const double *a, const double *b, size_t m);

/* x'a y, and the trace of a b for symmetric b. */
double uf_bilinear(const double *x, const double *a, const double *y, size_t m);
double uf_trace_product(const double *a, const double *b, size_t m);

#endif
