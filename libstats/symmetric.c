/* symmetric.c: Cholesky with a tolerance; eigenvectors by GSL. */
#include "symmetric.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t uf_symmetric_cholesky(double *a, size_t m, double tolerance)
{
    for (size_t i = 0; i < m; i++) {
        double whole = a[i * m + i];
        for (size_t j = 0; j <= i; j++) {
            double rest = a[i * m + j];
            for (size_t l = 0; l < j; l++)
                rest -= a[i * m + l] * a[j * m + l];
            if (j == i && !(rest > tolerance * whole))
                return i;
            a[i * m + j] = j == i ? sqrt(rest) : rest / a[j * m + j];
        }
        for (size_t j = i + 1; j < m; j++)
            a[i * m + j] = 0;
    }
    return m;
}

uf_status uf_symmetric_inverse(double *inverse, const double *a, size_t m)
{
    double *l = calloc(m * m + 1, sizeof *l);
    if (l == NULL)
        return UF_ENOMEM;
    memcpy(l, a, m * m * sizeof *l);
    if (uf_symmetric_cholesky(l, m, 0) < m) {
        free(l);
        return UF_ENUMERIC;
    }
    /* L^-1 in place of L, then its crossproduct. */
    for (size_t c = 0; c < m; c++) {
        l[c * m + c] = 1 / l[c * m + c];
        for (size_t i = c + 1; i < m; i++) {
            double rest = 0;
            for (size_t j = c; j < i; j++)
                rest -= l[i * m + j] * l[j * m + c];
            l[i * m + c] = rest / l[i * m + i];
        }
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = 0;
            for (size_t c = i; c < m; c++)
                sum += l[c * m + i] * l[c * m + j];
            inverse[i * m + j] = inverse[j * m + i] = sum;
        }
    }
    free(l);
    return UF_OK;
}

uf_status uf_symmetric_eigen(double *values, double *vectors, const double *a, size_t m)
{
    double *copy = calloc(m * m + 1, sizeof *copy);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(m);
    uf_status status = copy != NULL && work != NULL ? UF_OK : UF_ENOMEM;
    if (status == UF_OK) {
        memcpy(copy, a, m * m * sizeof *copy);
        gsl_matrix_view matrix = gsl_matrix_view_array(copy, m, m);
        gsl_matrix_view columns = gsl_matrix_view_array(vectors, m, m);
        gsl_vector_view diagonal = gsl_vector_view_array(values, m);
        if (gsl_eigen_symmv(&matrix.matrix, &diagonal.vector, &columns.matrix, work) != GSL_SUCCESS)
            status = UF_ENUMERIC;
    }
    gsl_eigen_symmv_free(work);
    free(copy);
    return status;
}

void uf_square_product(double *product, const double *a, const double *b, size_t m)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++) {
            double sum = 0;
            for (size_t l = 0; l < m; l++)
                sum += a[i * m + l] * b[l * m + j];
            product[i * m + j] = sum;
        }
    }
}

double uf_bilinear(const double *x, const double *a, const double *y, size_t m)
{
    double sum = 0;
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++)
            sum += x[i] * a[i * m + j] * y[j];
    }
    return sum;
}

double uf_trace_product(const double *a, const double *b, size_t m)
{
    double sum = 0;
    for (size_t i = 0; i < m * m; i++)
        sum += a[i] * b[i];
    return sum;
}
