/* pivoted_qr.h: a matrix as orthonormal columns times what they are combined by, and its rank.
 * Private to libstats.
 *
 *     A = Q R,  A n-by-m,  Q n-by-rank,  R rank-by-m
 *
 * by Householder reflections, at each step of the column of which most is left (Businger & Golub
 * 1965, Numer. Math. 7: 269-276). What the columns before it leave of a column is compared with
 * `tolerance`, so the caller scales the columns to the length that 1 is to mean. */
#ifndef UTFALL_PIVOTED_QR_H
#define UTFALL_PIVOTED_QR_H

#include <stddef.h>
#include <utfall/status.h>

typedef struct uf_pivoted_qr {
    size_t n, m, rank;
    double *q;     /* n-by-rank, row-major                                                */
    double *r;     /* rank-by-m, row-major, its columns in the order of A's               */
    size_t *pivot; /* the columns in the order in which they were taken: r[i][pivot[j]] is
                    * 0 for j < i, and columns pivot[rank..m-1] depend on the others      */
} uf_pivoted_qr;

/* a is n-by-m, row-major, and is overwritten. On success release with uf_pivoted_qr_release.
 * UF_ENOMEM, and UF_ENUMERIC when a is not finite. */
uf_status uf_pivoted_qr_factor(uf_pivoted_qr *qr, double *a, size_t n, size_t m, double tolerance);
void uf_pivoted_qr_release(uf_pivoted_qr *qr);

/* The first column of A, in A's order, that the columns before it explain but for `tolerance`; m if
 * there is none. */
size_t uf_pivoted_qr_dependent(const uf_pivoted_qr *qr, double tolerance);

#endif
