/* row_qr.h: the triangle of a QR decomposition, of rows that are handed over one at a time. Private
 * to libstats.
 *
 *     A = Q R,  so R'R = A'A,  without Q and without ever forming A'A
 *
 * Blocks of rows are stacked under the triangle so far and turned into it by Householder
 * reflections (Golub & Van Loan 2013, Matrix computations, section 5.1 and 6.5: updating), so that
 * memory does not grow with the rows and the error is that of one QR of them all. */
#ifndef UTFALL_ROW_QR_H
#define UTFALL_ROW_QR_H

#include <stddef.h>
#include <utfall/status.h>

typedef struct uf_row_qr {
    size_t m;      /* columns                                  */
    size_t filled; /* rows in block                            */
    double *r;     /* m-by-m, row-major, upper triangle        */
    double *block; /* rows that are not in r yet               */
    double *sum;   /* m: scratch                               */
} uf_row_qr;

/* An empty triangle for rows of m numbers; release also after failure. UF_ENOMEM. */
uf_status uf_row_qr_init(uf_row_qr *qr, size_t m);
void uf_row_qr_release(uf_row_qr *qr);

/* Room for the next row, to be filled by the caller before the next call. */
double *uf_row_qr_next(uf_row_qr *qr);

/* Take in what is waiting: r is the triangle of all rows. */
void uf_row_qr_finish(uf_row_qr *qr);

#endif
