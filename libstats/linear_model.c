/* linear_model.c: weights and fixed effects are taken out of the columns; then least squares. */
#include <utfall/linear_model.h>

#include "least_squares.h"
#include "regression_state.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whitened copies, and the lengths of the columns as they were before anything was swept out. */
struct work {
    double *x, *y;  /* n-by-p, n              */
    double *factor; /* n-by-p: overwritten x  */
    double *length; /* p                      */
    double *mean;   /* groups-by-(p + 1)      */
    double *total;  /* groups: of the weights */
};

static bool reserve(struct work *w, const uf_design *d)
{
    size_t groups = d->fixed != NULL ? d->fixed_groups : 1;
    if (d->n > SIZE_MAX / sizeof(double) / d->p || groups > SIZE_MAX / sizeof(double) / (d->p + 1))
        return false;
    *w = (struct work){ .x = calloc(d->n * d->p, sizeof *w->x),
                        .y = calloc(d->n, sizeof *w->y),
                        .factor = calloc(d->n * d->p, sizeof *w->factor),
                        .length = calloc(d->p, sizeof *w->length),
                        .mean = calloc(groups * (d->p + 1), sizeof *w->mean),
                        .total = calloc(groups, sizeof *w->total) };
    return w->x != NULL && w->y != NULL && w->factor != NULL && w->length != NULL &&
           w->mean != NULL && w->total != NULL;
}

static void release(struct work *w)
{
    free(w->x);
    free(w->y);
    free(w->factor);
    free(w->length);
    free(w->mean);
    free(w->total);
}

static double outcome(const uf_design *d, size_t row)
{
    return d->offset != NULL ? d->y[row] - d->offset[row] : d->y[row];
}

static double weight(const uf_design *d, size_t row)
{
    return d->weights != NULL ? d->weights[row] : 1;
}

static size_t group(const uf_design *d, size_t row)
{
    return d->fixed != NULL ? d->fixed[row] : 0;
}

/* Weighted means of x and y by group (of all rows without fixed effects), updated row by row. */
static void group_means(struct work *w, const uf_design *d)
{
    size_t p = d->p;
    for (size_t i = 0; i < d->n; i++) {
        size_t g = group(d, i);
        double *mean = w->mean + g * (p + 1);
        w->total[g] += weight(d, i);
        if (!(weight(d, i) > 0))
            continue;
        double part = weight(d, i) / w->total[g];
        for (size_t j = 0; j < p; j++)
            mean[j] += part * (d->x[i * p + j] - mean[j]);
        mean[p] += part * (outcome(d, i) - mean[p]);
    }
}

static void whiten(struct work *w, const uf_design *d, double *root_weight)
{
    size_t p = d->p;
    for (size_t i = 0; i < d->n; i++) {
        const double *mean = w->mean + group(d, i) * (p + 1);
        double root = root_weight[i] = sqrt(weight(d, i));
        for (size_t j = 0; j < p; j++) {
            double x = d->x[i * p + j];
            w->length[j] = hypot(w->length[j], root * x);
            w->x[i * p + j] = root * (d->fixed != NULL ? x - mean[j] : x);
        }
        w->y[i] = root * (d->fixed != NULL ? outcome(d, i) - mean[p] : outcome(d, i));
    }
}

/* Length of the whitened y, and the length of what it is about the means. */
static void outcome_lengths(double *whole, double *about, const struct work *w, const uf_design *d,
                            const double *root_weight)
{
    *whole = *about = 0;
    for (size_t i = 0; i < d->n; i++) {
        double y = outcome(d, i), mean = w->mean[group(d, i) * (d->p + 1) + d->p];
        *whole = hypot(*whole, root_weight[i] * y);
        *about = hypot(*about, root_weight[i] * (y - mean));
    }
}

static double units(const uf_regression *fit, const uf_design *d)
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++)
        sum += fit->weighted == UF_WEIGHT_COUNT ? weight(d, i) : weight(d, i) > 0;
    return sum;
}

static size_t groups_with_units(const struct work *w, const uf_design *d)
{
    size_t count = 0;
    for (size_t g = 0; d->fixed != NULL && g < d->fixed_groups; g++)
        count += w->total[g] > 0;
    return count;
}

static void summarise(uf_regression *fit, const struct work *w, const uf_design *d)
{
    double about, left = uf_length(fit->residual, fit->n);
    outcome_lengths(&fit->outcome_length, &about, w, d, fit->root_weight);
    uf_regression_summary *s = &fit->summary;
    s->units = units(fit, d);
    s->df = s->units - (double)fit->p - (double)groups_with_units(w, d);
    s->deviance = left * left;
    s->sigma = s->df > 0 ? left / sqrt(s->df) : NAN;
    s->r_squared =
        about > 100 * DBL_EPSILON * fit->outcome_length ? 1 - left / about * (left / about) : NAN;
    s->iterations = 1;
    fit->variance = s->sigma * s->sigma;
}

/* Whether every group of fixed effects is within one cluster. */
static uf_status nested(bool *within, const uf_design *d, uf_error *error)
{
    *within = false;
    if (d->fixed == NULL || d->cluster == NULL)
        return UF_OK;
    uint32_t *home = calloc(d->fixed_groups, sizeof *home);
    bool *seen = calloc(d->fixed_groups, sizeof *seen);
    uf_status status = UF_OK;
    if (home == NULL || seen == NULL)
        status = uf_error_set(error, UF_ENOMEM, "uf_linear_model_fit", "out of memory", UF_NO_INDEX,
                              NAN);
    *within = status == UF_OK;
    for (size_t i = 0; status == UF_OK && i < d->n; i++) {
        uint32_t g = d->fixed[i];
        if (!(weight(d, i) > 0))
            continue;
        *within = *within && (!seen[g] || home[g] == d->cluster[i]);
        home[g] = d->cluster[i];
        seen[g] = true;
    }
    free(home);
    free(seen);
    return status;
}

uf_status uf_linear_model_fit(uf_regression **fit, const uf_design *design, uf_error *error)
{
    uf_status status = uf_design_check(design, error);
    if (status != UF_OK)
        return status;
    struct work w = { .x = NULL };
    uf_regression *f = uf_regression_allocate(design, UF_MODEL_LINEAR);
    if (f == NULL || !reserve(&w, design)) {
        status = uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
        goto done;
    }
    group_means(&w, design);
    whiten(&w, design, f->root_weight);
    memcpy(w.factor, w.x, f->n * f->p * sizeof *w.x);
    status = uf_least_squares_factor(&f->squares, w.factor, w.length, f->n, f->p, __func__, error);
    if (status != UF_OK)
        goto done;
    uf_least_squares_solve(&f->squares, f->b, f->residual, w.y);
    if (uf_least_squares_refine(&f->squares, f->b, f->residual, w.x, w.y) != UF_OK) {
        status = uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
        goto done;
    }
    summarise(f, &w, design);
    status = nested(&f->fixed_in_clusters, design, error);
done:
    release(&w);
    if (status == UF_OK)
        *fit = f;
    else
        uf_regression_free(f);
    return status;
}
