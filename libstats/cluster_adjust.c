/* cluster_adjust.c: the root of (I - H_gg)^+ by the eigenvectors of a p-by-p matrix.
 *
 * Q_g = U D^(1/2) V' gives I - Q_g Q_g' the eigenvalues 1 - d on U and 1 elsewhere, so for any
 * power f(d) of them Q_g'A x = V f(d) V' Q_g'x, and U is never needed. */
#include "cluster_adjust.h"

#include "pivoted_qr.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

uf_status uf_cluster_adjuster_init(uf_cluster_adjuster *a, size_t p)
{
    *a = (uf_cluster_adjuster){ .p = p,
                                .work = gsl_eigen_symmv_alloc(p),
                                .gram = calloc(p * p, sizeof *a->gram),
                                .vectors = calloc(p * p, sizeof *a->vectors),
                                .values = calloc(p, sizeof *a->values),
                                .along = calloc(p, sizeof *a->along) };
    if (a->work != NULL && a->gram != NULL && a->vectors != NULL && a->values != NULL &&
        a->along != NULL)
        return UF_OK;
    uf_cluster_adjuster_release(a);
    return UF_ENOMEM;
}

void uf_cluster_adjuster_release(uf_cluster_adjuster *a)
{
    gsl_eigen_symmv_free(a->work);
    free(a->gram);
    free(a->vectors);
    free(a->values);
    free(a->along);
    *a = (uf_cluster_adjuster){ .p = 0 };
}

/* Eigenvectors of a symmetric m-by-m matrix, which is overwritten, in the columns of vectors. */
static uf_status eigen(double *values, double *vectors, double *matrix, size_t m,
                       gsl_eigen_symmv_workspace *work)
{
    gsl_matrix_view a = gsl_matrix_view_array(matrix, m, m);
    gsl_matrix_view v = gsl_matrix_view_array(vectors, m, m);
    gsl_vector_view d = gsl_vector_view_array(values, m);
    int failed = gsl_eigen_symmv(&a.matrix, &d.vector, &v.matrix, work);
    return failed == GSL_SUCCESS ? UF_OK : UF_ENUMERIC;
}

/* Q_g'Q_g and Q_g'e, of whitened rows. */
static void gather(uf_cluster_adjuster *a, const uf_cluster_rows *rows)
{
    size_t p = a->p;
    memset(a->gram, 0, p * p * sizeof *a->gram);
    memset(a->along, 0, p * sizeof *a->along);
    for (size_t i = 0; i < rows->count; i++) {
        const double *q = rows->q + rows->row[i] * p;
        for (size_t j = 0; j < p; j++) {
            a->along[j] += q[j] * rows->residual[rows->row[i]];
            for (size_t l = 0; l <= j; l++)
                a->gram[j * p + l] += q[j] * q[l];
        }
    }
    for (size_t j = 0; j < p; j++) {
        for (size_t l = 0; l < j; l++)
            a->gram[l * p + j] = a->gram[j * p + l];
    }
}

/* A's effect along an eigenvector whose leverage is d. */
static double power(double d, uf_cluster_robust type)
{
    if (type != UF_CR2 && type != UF_CR3)
        return 1;
    double left = 1 - d;
    if (left <= UF_ALL_LEVERAGE)
        return 0;
    return type == UF_CR2 ? 1 / sqrt(left) : 1 / left;
}

static double column_times(const double *vectors, size_t column, const double *x, size_t p)
{
    double sum = 0;
    for (size_t j = 0; j < p; j++)
        sum += vectors[j * p + column] * x[j];
    return sum;
}

static uf_status leverages(uf_cluster_part *part, uf_cluster_adjuster *a,
                           const uf_cluster_rows *rows, const double *k)
{
    gather(a, rows);
    uf_status status = eigen(a->values, a->vectors, a->gram, a->p, a->work);
    part->alone = 0;
    for (size_t c = 0; status == UF_OK && c < a->p; c++) {
        double along = column_times(a->vectors, c, k, a->p);
        if (1 - a->values[c] <= UF_ALL_LEVERAGE)
            part->alone += along * along;
    }
    return status;
}

uf_status uf_cluster_adjust(uf_cluster_part *part, uf_cluster_adjuster *a,
                            const uf_cluster_rows *rows, const double *k, uf_cluster_robust type)
{
    size_t p = a->p;
    uf_status status = leverages(part, a, rows, k);
    if (status != UF_OK)
        return status;
    memset(part->score, 0, p * sizeof *part->score);
    memset(part->left, 0, p * sizeof *part->left);
    part->square = 0;
    for (size_t c = 0; c < p; c++) {
        double d = fmax(a->values[c], 0), f = power(d, type);
        double residual = f * column_times(a->vectors, c, a->along, p);
        double direction = column_times(a->vectors, c, k, p);
        part->square += d * f * f * direction * direction;
        for (size_t j = 0; j < p; j++) {
            part->score[j] += a->vectors[j * p + c] * residual;
            part->left[j] += a->vectors[j * p + c] * d * f * direction;
        }
    }
    memcpy(part->right, part->left, p * sizeof *part->right);
    return UF_OK;
}

/* --- Rows that vary alike whatever their weights ---
 *
 * B = ((I - H)(I - H)')_gg = I - L R' - R L' + L S L', S the sum of R'R over all rows. With
 * C = [L R] = Z M, Z orthonormal, B = I + Z N Z' where N = M [S -I; -I 0] M' is of the rank of C;
 * its eigenvectors are those of B, and the root of B^+ is I + Z Y diag(f - 1) Y' Z'. */

struct importance {
    uf_pivoted_qr c;            /* Z and M                                  */
    double *inner, *y, *values; /* rank-by-rank, rank-by-rank, rank         */
    double *along;              /* rank: of the vector that is being adjusted */
};

static void importance_release(struct importance *m)
{
    uf_pivoted_qr_release(&m->c);
    free(m->inner);
    free(m->y);
    free(m->values);
    free(m->along);
}

static uf_status side_by_side(struct importance *m, const uf_cluster_rows *rows)
{
    size_t p = rows->p;
    double *c = calloc(rows->count * 2 * p, sizeof *c);
    if (c == NULL)
        return UF_ENOMEM;
    for (size_t i = 0; i < rows->count; i++) {
        double root = rows->root_weight[rows->row[i]];
        for (size_t j = 0; j < p; j++) {
            double q = rows->q[rows->row[i] * p + j];
            c[i * 2 * p + j] = q / root;
            c[i * 2 * p + p + j] = q * root;
        }
    }
    double largest = 0;
    for (size_t i = 0; i < rows->count * 2 * p; i++)
        largest = fmax(largest, fabs(c[i]));
    uf_status status = uf_pivoted_qr_factor(&m->c, c, rows->count, 2 * p, 1e-13 * largest);
    free(c);
    return status;
}

/* N = M K M', K = [S -I; -I 0]. */
static void inner_matrix(struct importance *m, const double *total, size_t p)
{
    size_t rank = m->c.rank;
    for (size_t i = 0; i < rank; i++) {
        const double *u = m->c.r + i * 2 * p;
        for (size_t j = 0; j < rank; j++) {
            const double *v = m->c.r + j * 2 * p;
            double sum = 0;
            for (size_t a = 0; a < p; a++) {
                sum -= u[a] * v[p + a] + u[p + a] * v[a];
                for (size_t b = 0; b < p; b++)
                    sum += u[a] * total[a * p + b] * v[b];
            }
            m->inner[i * rank + j] = sum;
        }
    }
}

static uf_status importance_init(struct importance *m, const uf_cluster_rows *rows,
                                 const double *total)
{
    *m = (struct importance){ .inner = NULL };
    uf_status status = side_by_side(m, rows);
    size_t rank = m->c.rank;
    if (status != UF_OK || rank == 0)
        return status;
    m->inner = calloc(rank * rank, sizeof *m->inner);
    m->y = calloc(rank * rank, sizeof *m->y);
    m->values = calloc(rank, sizeof *m->values);
    m->along = calloc(rank, sizeof *m->along);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(rank);
    if (m->inner == NULL || m->y == NULL || m->values == NULL || m->along == NULL || work == NULL) {
        status = UF_ENOMEM;
    } else {
        inner_matrix(m, total, rows->p);
        status = eigen(m->values, m->y, m->inner, rank, work);
    }
    gsl_eigen_symmv_free(work);
    return status;
}

/* x (one number per row of the cluster) becomes A x. */
static void apply_root(double *x, struct importance *m)
{
    size_t rank = m->c.rank, n = m->c.n;
    for (size_t c = 0; c < rank; c++) {
        double eigenvalue = 1 + m->values[c];
        double f = eigenvalue > UF_ALL_LEVERAGE ? 1 / sqrt(eigenvalue) : 0;
        double along = 0;
        for (size_t i = 0; i < n; i++)
            along += x[i] * column_times(m->y, c, m->c.q + i * rank, rank);
        m->along[c] = (f - 1) * along;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t c = 0; c < rank; c++)
            x[i] += m->along[c] * column_times(m->y, c, m->c.q + i * rank, rank);
    }
}

/* L'x and R'x, p numbers each; either may be NULL. */
static void project(double *left, double *right, const double *x, const uf_cluster_rows *rows)
{
    size_t p = rows->p;
    for (size_t j = 0; j < p; j++) {
        double l = 0, r = 0;
        for (size_t i = 0; i < rows->count; i++) {
            double root = rows->root_weight[rows->row[i]], q = rows->q[rows->row[i] * p + j];
            l += q / root * x[i];
            r += q * root * x[i];
        }
        if (left != NULL)
            left[j] = l;
        if (right != NULL)
            right[j] = r;
    }
}

uf_status uf_cluster_adjust_importance(uf_cluster_part *part, uf_cluster_adjuster *a,
                                       const uf_cluster_rows *rows, const double *k,
                                       const double *total)
{
    size_t p = rows->p;
    uf_status status = leverages(part, a, rows, k);
    if (status != UF_OK)
        return status;
    double *x = calloc(rows->count + 1, sizeof *x);
    if (x == NULL)
        return UF_ENOMEM;
    struct importance m;
    status = importance_init(&m, rows, total);
    if (status != UF_OK)
        goto done;
    for (size_t i = 0; i < rows->count; i++)
        x[i] = rows->residual[rows->row[i]] / rows->root_weight[rows->row[i]];
    apply_root(x, &m);
    project(NULL, part->score, x, rows);
    for (size_t i = 0; i < rows->count; i++) {
        x[i] = 0;
        for (size_t j = 0; j < p; j++)
            x[i] += rows->root_weight[rows->row[i]] * rows->q[rows->row[i] * p + j] * k[j];
    }
    apply_root(x, &m);
    project(part->left, part->right, x, rows);
    part->square = 0;
    for (size_t i = 0; i < rows->count; i++)
        part->square += x[i] * x[i];
done:
    importance_release(&m);
    free(x);
    return status;
}
