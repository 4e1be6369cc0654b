/* pivoted_qr.c: GSL's column-pivoted QR, unpacked to what is needed of it. */
#include "pivoted_qr.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct packed {
    gsl_matrix_view a; /* R above the diagonal, the reflections' vectors below */
    gsl_vector *tau, *norm;
    gsl_permutation *order;
};

static void packed_release(struct packed *f)
{
    gsl_vector_free(f->tau);
    gsl_vector_free(f->norm);
    gsl_permutation_free(f->order);
}

static uf_status decompose(struct packed *f, double *a, size_t n, size_t m)
{
    f->a = gsl_matrix_view_array(a, n, m);
    f->tau = gsl_vector_alloc(n < m ? n : m);
    f->norm = gsl_vector_alloc(m);
    f->order = gsl_permutation_alloc(m);
    if (f->tau == NULL || f->norm == NULL || f->order == NULL)
        return UF_ENOMEM;
    int sign;
    int failed = gsl_linalg_QRPT_decomp(&f->a.matrix, f->tau, f->order, &sign, f->norm);
    return failed != GSL_SUCCESS ? UF_ENUMERIC : UF_OK;
}

/* The diagonal falls in size, so the first small one is the end. */
static size_t count_rank(const struct packed *f, double tolerance)
{
    size_t rank = 0;
    while (rank < f->tau->size && fabs(gsl_matrix_get(&f->a.matrix, rank, rank)) > tolerance)
        rank++;
    return rank;
}

static void unpack_r(uf_pivoted_qr *qr, const struct packed *f)
{
    for (size_t j = 0; j < qr->m; j++) {
        qr->pivot[j] = gsl_permutation_get(f->order, j);
        for (size_t i = 0; i < qr->rank && i <= j; i++)
            qr->r[i * qr->m + qr->pivot[j]] = gsl_matrix_get(&f->a.matrix, i, j);
    }
}

/* Q is the product of the reflections, applied from the last to the first to the columns of the
 * identity. */
static int unpack_q(uf_pivoted_qr *qr, struct packed *f)
{
    int failed = GSL_SUCCESS;
    gsl_matrix_view q = gsl_matrix_view_array(qr->q, qr->n, qr->rank);
    gsl_matrix_set_identity(&q.matrix);
    for (size_t k = qr->rank; k-- > 0 && failed == GSL_SUCCESS;) {
        gsl_vector_view whole = gsl_matrix_column(&f->a.matrix, k);
        gsl_vector_view v = gsl_vector_subvector(&whole.vector, k, qr->n - k);
        gsl_matrix_view rest = gsl_matrix_submatrix(&q.matrix, k, k, qr->n - k, qr->rank - k);
        failed = gsl_linalg_householder_hm(gsl_vector_get(f->tau, k), &v.vector, &rest.matrix);
    }
    return failed;
}

uf_status uf_pivoted_qr_factor(uf_pivoted_qr *qr, double *a, size_t n, size_t m, double tolerance)
{
    *qr = (uf_pivoted_qr){ .n = n, .m = m };
    for (size_t i = 0; i < n * m; i++) {
        if (!isfinite(a[i]))
            return UF_ENUMERIC;
    }
    struct packed f = { .tau = NULL };
    uf_status status = decompose(&f, a, n, m);
    if (status != UF_OK)
        goto done;
    qr->rank = count_rank(&f, tolerance);
    qr->q = calloc(n * qr->rank + 1, sizeof *qr->q);
    qr->r = calloc(m * qr->rank + 1, sizeof *qr->r);
    qr->pivot = calloc(m, sizeof *qr->pivot);
    if (qr->q == NULL || qr->r == NULL || qr->pivot == NULL) {
        uf_pivoted_qr_release(qr);
        status = UF_ENOMEM;
        goto done;
    }
    unpack_r(qr, &f);
    if (qr->rank > 0 && unpack_q(qr, &f) != GSL_SUCCESS) {
        uf_pivoted_qr_release(qr);
        status = UF_ENUMERIC;
    }
done:
    packed_release(&f);
    return status;
}

void uf_pivoted_qr_release(uf_pivoted_qr *qr)
{
    free(qr->q);
    free(qr->r);
    free(qr->pivot);
    *qr = (uf_pivoted_qr){ .q = NULL };
}

/* Columns of R are those of A seen from within Q, so what is said of theirs holds for A's. Each is
 * measured after those before it have been taken out, twice, so that rounding is too. */
size_t uf_pivoted_qr_dependent(const uf_pivoted_qr *qr, double tolerance)
{
    size_t m = qr->m, rank = qr->rank, found = m;
    double *basis = calloc(rank * m + 1, sizeof *basis);
    if (basis == NULL)
        return qr->pivot[rank];
    for (size_t j = 0; j < m && found == m; j++) {
        double *column = basis + j * rank;
        for (size_t i = 0; i < rank; i++)
            column[i] = qr->r[i * m + j];
        for (size_t k = 0; k < 2 * j; k++) {
            const double *earlier = basis + k % j * rank;
            double along = 0;
            for (size_t i = 0; i < rank; i++)
                along += earlier[i] * column[i];
            for (size_t i = 0; i < rank; i++)
                column[i] -= along * earlier[i];
        }
        double length = 0;
        for (size_t i = 0; i < rank; i++)
            length = hypot(length, column[i]);
        if (length <= tolerance)
            found = j;
        for (size_t i = 0; i < rank && found == m; i++)
            column[i] /= length;
    }
    free(basis);
    return found;
}
