/* least_squares.c: from a pivoted QR of scaled columns to b = T Q'y. */
#include "least_squares.h"

#include "pivoted_qr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double uf_length(const double *v, size_t n)
{
    double largest = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(v[i]));
    if (!(largest > 0) || !isfinite(largest))
        return largest;
    for (size_t i = 0; i < n; i++)
        sum += v[i] / largest * (v[i] / largest);
    return largest * sqrt(sum);
}

/* T = S^-1 P R^-1 for X S^-1 P = Q R, column by column of the triangle's inverse. */
static void inverse_root(double *t, const uf_pivoted_qr *qr, const double *length)
{
    size_t p = qr->m;
    for (size_t c = 0; c < p; c++) {
        for (size_t i = c + 1; i-- > 0;) {
            double rest = i == c ? 1 : 0;
            for (size_t j = i + 1; j <= c; j++)
                rest -= qr->r[i * p + qr->pivot[j]] * t[qr->pivot[j] * p + c];
            t[qr->pivot[i] * p + c] = rest / qr->r[i * p + qr->pivot[i]];
        }
    }
    for (size_t j = 0; j < p; j++) {
        for (size_t c = 0; c < p; c++)
            t[j * p + c] /= length[j];
    }
}

static uf_status singular(const uf_pivoted_qr *qr, const char *function, uf_error *error)
{
    size_t column = uf_pivoted_qr_dependent(qr, UF_DEPENDENT);
    if (column == qr->m)
        column = qr->pivot[qr->rank];
    return uf_error_set(error, UF_ESINGULAR, function,
                        "a column is a combination of those before it", column, NAN);
}

uf_status uf_least_squares_factor(uf_least_squares *ls, double *x, const double *length, size_t n,
                                  size_t p, const char *function, uf_error *error)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < p; j++) {
            if (length[j] > 0)
                x[i * p + j] /= length[j];
        }
    }
    uf_pivoted_qr qr;
    uf_status status = uf_pivoted_qr_factor(&qr, x, n, p, UF_DEPENDENT);
    if (status != UF_OK)
        return uf_error_set(error, status, function,
                            status == UF_ENOMEM ? "out of memory" : "a number is not finite",
                            UF_NO_INDEX, NAN);
    *ls = (uf_least_squares){ .n = n, .p = p };
    if (qr.rank < p) {
        status = singular(&qr, function, error);
    } else if ((ls->t = calloc(p * p + 1, sizeof *ls->t)) == NULL) {
        status = uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
    } else {
        inverse_root(ls->t, &qr, length);
        ls->q = qr.q;
        qr.q = NULL;
    }
    uf_pivoted_qr_release(&qr);
    return status;
}

void uf_least_squares_release(uf_least_squares *ls)
{
    free(ls->q);
    free(ls->t);
    *ls = (uf_least_squares){ .q = NULL };
}

/* Twice: the second time what rounding left of the fit in the residual is fitted as well. */
void uf_least_squares_solve(const uf_least_squares *ls, double *b, double *residual,
                            const double *y)
{
    size_t n = ls->n, p = ls->p;
    memmove(residual, y, n * sizeof *y);
    memset(b, 0, p * sizeof *b);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t c = 0; c < p; c++) {
            double along = 0;
            for (size_t i = 0; i < n; i++)
                along += ls->q[i * p + c] * residual[i];
            for (size_t i = 0; i < n; i++)
                residual[i] -= along * ls->q[i * p + c];
            for (size_t j = 0; j < p; j++)
                b[j] += ls->t[j * p + c] * along;
        }
    }
}

/* A sum of products as if in twice the precision (Ogita, Rump & Oishi 2005, SIAM J. Sci. Comput.
 * 26: 1955-1988, algorithm Dot2): what each operation rounds away is summed apart. */
struct precise {
    double sum, lost;
};

static void add(struct precise *s, double value)
{
    double sum = s->sum + value, part = sum - s->sum;
    s->lost += (s->sum - (sum - part)) + (value - part);
    s->sum = sum;
}

static void add_product(struct precise *s, double a, double b)
{
    double product = a * b;
    add(s, product);
    s->lost += fma(a, b, -product);
}

/* What is missing: f = y - residual - X b and g = -X'residual. */
static void missing(double *f, double *g, const uf_least_squares *ls, const double *b,
                    const double *residual, const double *x, const double *y)
{
    for (size_t i = 0; i < ls->n; i++) {
        struct precise sum = { y[i], 0 };
        add(&sum, -residual[i]);
        for (size_t j = 0; j < ls->p; j++)
            add_product(&sum, -x[i * ls->p + j], b[j]);
        f[i] = sum.sum + sum.lost;
    }
    for (size_t j = 0; j < ls->p; j++) {
        struct precise sum = { 0, 0 };
        for (size_t i = 0; i < ls->n; i++)
            add_product(&sum, -x[i * ls->p + j], residual[i]);
        g[j] = sum.sum + sum.lost;
    }
}

/* With h = T'g: b moves by T (Q'f - h), the residual by f - Q (Q'f - h). */
uf_status uf_least_squares_refine(const uf_least_squares *ls, double *b, double *residual,
                                  const double *x, const double *y)
{
    size_t n = ls->n, p = ls->p;
    double *f = calloc(n, sizeof *f), *g = calloc(2 * p, sizeof *g);
    if (f == NULL || g == NULL) {
        free(f);
        free(g);
        return UF_ENOMEM;
    }
    double *h = g + p;
    missing(f, g, ls, b, residual, x, y);
    uf_least_squares_direction(ls, h, g);
    for (size_t c = 0; c < p; c++) {
        double along = -h[c];
        for (size_t i = 0; i < n; i++)
            along += ls->q[i * p + c] * f[i];
        for (size_t j = 0; j < p; j++)
            b[j] += ls->t[j * p + c] * along;
        for (size_t i = 0; i < n; i++)
            residual[i] -= ls->q[i * p + c] * along;
    }
    for (size_t i = 0; i < n; i++)
        residual[i] += f[i];
    free(f);
    free(g);
    return UF_OK;
}

void uf_least_squares_direction(const uf_least_squares *ls, double *k, const double *contrast)
{
    size_t p = ls->p;
    for (size_t c = 0; c < p; c++) {
        k[c] = 0;
        for (size_t j = 0; j < p; j++)
            k[c] += ls->t[j * p + c] * contrast[j];
    }
}
