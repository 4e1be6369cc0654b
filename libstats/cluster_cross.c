/* cluster_cross.c: weighted means and cross-products by cluster, one row at a time. */
#include "cluster_cross_state.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

void uf_cluster_cross_free(uf_cluster_cross *cross)
{
    if (cross == NULL)
        return;
    free(cross->rows);
    free(cross->weight);
    free(cross->mean);
    free(cross->product);
    free(cross->gap);
    free(cross);
}

uf_status uf_cluster_cross_new(uf_cluster_cross **cross, size_t columns, size_t clusters,
                               uf_error *error)
{
    /* Far beyond what memory can hold, and small enough for the products below. */
    const size_t most = (size_t)1 << 15;
    *cross = NULL;
    if (columns == 0 || columns >= most || clusters > SIZE_MAX / sizeof(double) / most / most)
        return uf_error_set(error, UF_EINVAL, __func__, "no columns, or too many", UF_NO_INDEX,
                            (double)columns);
    uf_cluster_cross *made = calloc(1, sizeof *made);
    if (made == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    made->columns = columns;
    made->variables = columns + 1;
    made->triangle = (columns + 1) * (columns + 2) / 2;
    made->clusters = clusters;
    made->rows = calloc(clusters + 1, sizeof *made->rows);
    made->weight = calloc(clusters + 1, sizeof *made->weight);
    made->mean = calloc(clusters * made->variables + 1, sizeof *made->mean);
    made->product = calloc(clusters * made->triangle + 1, sizeof *made->product);
    made->gap = calloc(made->variables, sizeof *made->gap);
    if (made->rows == NULL || made->weight == NULL || made->mean == NULL || made->product == NULL ||
        made->gap == NULL) {
        uf_cluster_cross_free(made);
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    }
    *cross = made;
    return UF_OK;
}

/* The gaps in cross->gap are those between means of what cluster g has and of what comes to it,
 * whose weight is w. */
static void combine(uf_cluster_cross *cross, size_t g, double w)
{
    double *mean = cross->mean + g * cross->variables;
    double *product = cross->product + g * cross->triangle;
    const double *gap = cross->gap;
    double before = cross->weight[g], all = before + w;
    cross->weight[g] = all;
    double part = w / all, factor = before * part;
    for (size_t i = 0; i < cross->variables; i++) {
        mean[i] += part * gap[i];
        double scaled = factor * gap[i];
        for (size_t j = 0; j <= i; j++)
            product[j] += scaled * gap[j];
        product += i + 1;
    }
}

/* False if a number of the row is not finite. */
static bool take_gaps(uf_cluster_cross *cross, size_t g, const double *x, double y)
{
    const double *mean = cross->mean + g * cross->variables;
    bool finite = isfinite(y);
    for (size_t i = 0; i < cross->columns; i++) {
        cross->gap[i] = x[i] - mean[i];
        finite = finite && isfinite(x[i]);
    }
    cross->gap[cross->columns] = y - mean[cross->columns];
    return finite;
}

uf_status uf_cluster_cross_add(uf_cluster_cross *cross, const double *x, const double *y,
                               const uint32_t *cluster, const double *weight, size_t n,
                               uf_error *error)
{
    for (size_t row = 0; row < n; row++) {
        double w = weight != NULL ? weight[row] : 1;
        if (!(w >= 0) || !isfinite(w))
            return uf_error_set(error, UF_EINVAL, __func__, "a weight is not 0 or more", row, w);
        if (w == 0)
            continue;
        size_t g = cluster[row];
        if (g >= cross->clusters)
            return uf_error_set(error, UF_EINVAL, __func__, "no such cluster", row, (double)g);
        if (!take_gaps(cross, g, x + row * cross->columns, y[row]))
            return uf_error_set(error, UF_EINVAL, __func__, "a value is not a number", row, NAN);
        cross->rows[g]++;
        combine(cross, g, w);
    }
    return UF_OK;
}

uf_status uf_cluster_cross_merge(uf_cluster_cross *cross, const uf_cluster_cross *other,
                                 uf_error *error)
{
    if (cross->columns != other->columns || cross->clusters != other->clusters)
        return uf_error_set(error, UF_EINVAL, __func__, "other columns or clusters", UF_NO_INDEX,
                            NAN);
    for (size_t g = 0; g < cross->clusters; g++) {
        if (!(other->weight[g] > 0))
            continue;
        const double *mean = other->mean + g * cross->variables;
        take_gaps(cross, g, mean, mean[cross->columns]);
        cross->rows[g] += other->rows[g];
        combine(cross, g, other->weight[g]);
        for (size_t i = 0; i < cross->triangle; i++)
            cross->product[g * cross->triangle + i] += other->product[g * cross->triangle + i];
    }
    return UF_OK;
}

double uf_cluster_cross_rows(const uf_cluster_cross *cross)
{
    double rows = 0;
    for (size_t g = 0; g < cross->clusters; g++)
        rows += cross->rows[g];
    return rows;
}

size_t uf_cluster_cross_columns(const uf_cluster_cross *cross)
{
    return cross->columns;
}

size_t uf_cluster_cross_clusters(const uf_cluster_cross *cross)
{
    size_t clusters = 0;
    for (size_t g = 0; g < cross->clusters; g++)
        clusters += cross->rows[g] > 0 ? 1 : 0;
    return clusters;
}
