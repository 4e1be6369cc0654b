/* row_qr.c: a triangle with a block of rows below it, made a triangle again. */
#include "row_qr.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Rows of twenty numbers stay in a processor's first cache. */
enum { BLOCK_ROWS = 128 };

uf_status uf_row_qr_init(uf_row_qr *qr, size_t m)
{
    *qr = (uf_row_qr){ .m = m };
    if (m == 0 || m > SIZE_MAX / sizeof(double) / m || m > SIZE_MAX / sizeof(double) / BLOCK_ROWS)
        return UF_ENOMEM;
    qr->r = calloc(m * m, sizeof *qr->r);
    qr->block = calloc(m * BLOCK_ROWS, sizeof *qr->block);
    qr->sum = calloc(m, sizeof *qr->sum);
    return qr->r != NULL && qr->block != NULL && qr->sum != NULL ? UF_OK : UF_ENOMEM;
}

void uf_row_qr_release(uf_row_qr *qr)
{
    free(qr->r);
    free(qr->block);
    free(qr->sum);
    *qr = (uf_row_qr){ .m = 0 };
}

/* The reflection that turns column j of the block into 0, applied to the columns after it. The
 * triangle's row j is the only one of it that changes. */
static void reflect(uf_row_qr *qr, size_t j)
{
    size_t m = qr->m;
    double *restrict sum = qr->sum, *restrict top = qr->r + j * m, squares = 0;
    for (size_t i = 0; i < qr->filled; i++)
        squares += qr->block[i * m + j] * qr->block[i * m + j];
    if (!(squares > 0))
        return;
    double length = copysign(sqrt(squares + top[j] * top[j]), top[j]);
    double head = top[j] + length;
    for (size_t l = j + 1; l < m; l++)
        sum[l] = head * top[l];
    for (size_t i = 0; i < qr->filled; i++) {
        const double *restrict row = qr->block + i * m;
        double x = row[j];
        if (x == 0)
            continue;
        for (size_t l = j + 1; l < m; l++)
            sum[l] += x * row[l];
    }
    /* 2 / v'v, v = (head, column). */
    double scale = 1 / (length * head);
    for (size_t l = j + 1; l < m; l++) {
        sum[l] *= scale;
        top[l] -= head * sum[l];
    }
    for (size_t i = 0; i < qr->filled; i++) {
        double *restrict row = qr->block + i * m;
        double x = row[j];
        if (x == 0)
            continue;
        for (size_t l = j + 1; l < m; l++)
            row[l] -= x * sum[l];
    }
    top[j] = -length;
}

void uf_row_qr_finish(uf_row_qr *qr)
{
    for (size_t j = 0; j < qr->m; j++)
        reflect(qr, j);
    qr->filled = 0;
}

double *uf_row_qr_next(uf_row_qr *qr)
{
    if (qr->filled == BLOCK_ROWS)
        uf_row_qr_finish(qr);
    return qr->block + qr->m * qr->filled++;
}
