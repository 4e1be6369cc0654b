/* cluster_scores.c: Cholesky's factor of all rows' cross-products, and each cluster's share. */
#include "cluster_scores.h"

#include "cluster_cross_state.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* A regressor depends on those before it when less than this part of its sum of squares is left. */
static const double rank_tolerance = 1e-12;

/* What is left of 0 by rounding, squared, relative to what was taken away. */
static const double noise = 1e-20;

/* Regressors in the order they are taken, tested last, each measured from shift[]; the outcome is
 * number p. factor is the lower triangle L of A = L L', p-by-p row-major. */
struct frame {
    const uf_cluster_cross *cross;
    size_t p;
    size_t *order;
    double *shift, *factor, *coefficients, *work;
    double outcome; /* sum of squares of the outcome */
};

static double product(const uf_cluster_cross *cross, size_t g, size_t i, size_t j)
{
    const double *triangle = cross->product + g * cross->triangle;
    return i >= j ? triangle[i * (i + 1) / 2 + j] : triangle[j * (j + 1) / 2 + i];
}

/* Mean of variable i of the frame in cluster g. */
static double mean(const struct frame *f, size_t g, size_t i)
{
    return f->cross->mean[g * f->cross->variables + f->order[i]] - f->shift[f->order[i]];
}

/* Whether regressor i is the same number, not 0, in all rows. */
static bool constant(const uf_cluster_cross *cross, size_t i)
{
    double value = 0;
    for (size_t g = 0; g < cross->clusters; g++) {
        double here = cross->mean[g * cross->variables + i];
        if (!(cross->weight[g] > 0))
            continue;
        if (here == 0 || product(cross, g, i, i) > 0 || (value != 0 && here != value))
            return false;
        value = here;
    }
    return value != 0;
}

/* With an intercept among the other regressors everything else can be measured from its mean, which
 * changes no coefficient but the intercept and keeps the digits of large values. */
static void centre(struct frame *f)
{
    const uf_cluster_cross *cross = f->cross;
    size_t intercept = 0;
    while (intercept + 1 < f->p && !constant(cross, f->order[intercept]))
        intercept++;
    if (intercept + 1 >= f->p)
        return;
    for (size_t i = 0; i < cross->variables; i++) {
        double weight = 0;
        for (size_t g = 0; g < cross->clusters && i != f->order[intercept]; g++) {
            weight += cross->weight[g];
            if (cross->weight[g] > 0)
                f->shift[i] += cross->weight[g] / weight *
                               (cross->mean[g * cross->variables + i] - f->shift[i]);
        }
    }
}

static double total(const struct frame *f, size_t i, size_t j)
{
    double sum = 0;
    for (size_t g = 0; g < f->cross->clusters; g++)
        sum += product(f->cross, g, f->order[i], f->order[j]) +
               f->cross->weight[g] * mean(f, g, i) * mean(f, g, j);
    return sum;
}

/* vector = L^-1 vector */
static void forward(const struct frame *f, double *vector)
{
    for (size_t i = 0; i < f->p; i++) {
        const double *row = f->factor + i * f->p;
        for (size_t j = 0; j < i; j++)
            vector[i] -= row[j] * vector[j];
        vector[i] /= row[i];
    }
}

/* vector = L^-T vector */
static void backward(const struct frame *f, double *vector)
{
    for (size_t i = f->p; i-- > 0;) {
        vector[i] /= f->factor[i * f->p + i];
        for (size_t j = 0; j < i; j++)
            vector[j] -= f->factor[i * f->p + j] * vector[i];
    }
}

static uf_status factorise(struct frame *f, const char *function, uf_error *error)
{
    for (size_t i = 0; i < f->p; i++) {
        double *row = f->factor + i * f->p;
        for (size_t j = 0; j <= i; j++) {
            const double *other = f->factor + j * f->p;
            double whole = total(f, i, j), left = whole;
            for (size_t k = 0; k < j; k++)
                left -= row[k] * other[k];
            if (j < i) {
                row[j] = left / other[j];
                continue;
            }
            double shift = f->shift[f->order[i]], rows = uf_cluster_cross_rows(f->cross);
            if (!(left > rank_tolerance * whole) || !(left > noise * shift * shift * rows))
                return uf_error_set(error, UF_ESINGULAR, function, "a regressor depends on others",
                                    f->order[i], NAN);
            row[i] = sqrt(left);
        }
    }
    return UF_OK;
}

/* result = X_g'X_g vector, or with `residual` X_g'(y_g - X_g vector). */
static void apply(const struct frame *f, size_t g, const double *vector, bool residual,
                  double *result)
{
    double along = 0, w = f->cross->weight[g];
    for (size_t j = 0; j < f->p; j++)
        along += mean(f, g, j) * vector[j];
    if (residual)
        along = mean(f, g, f->p) - along;
    for (size_t i = 0; i < f->p; i++) {
        double sum = 0;
        for (size_t j = 0; j < f->p; j++)
            sum += product(f->cross, g, f->order[i], f->order[j]) * vector[j];
        if (residual)
            sum = product(f->cross, g, f->order[i], f->order[f->p]) - sum;
        result[i] = sum + w * mean(f, g, i) * along;
    }
}

static double length(const double *vector, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += vector[i] * vector[i];
    return sqrt(sum);
}

/* Whether the coefficient needs cluster g: then X_g'(I - H_gg) q_g is 0 though Q_g'q_g is not. */
static bool needs(const struct frame *f, size_t g, const double *own, double *work)
{
    double *through = work + f->p, whole = length(own, f->p);
    for (size_t i = 0; i < f->p; i++)
        work[i] = own[i];
    backward(f, work);
    apply(f, g, work, false, through);
    forward(f, through);
    for (size_t i = 0; i < f->p; i++)
        through[i] -= own[i];
    return whole > 1e-10 && length(through, f->p) <= 1e-9 * whole;
}

static uf_status fill(struct cluster_scores *scores, struct frame *f, const char *function,
                      uf_error *error)
{
    size_t p = f->p, used = 0;
    double *last = f->work + 2 * p, squares = 0;
    last[p - 1] = 1;
    backward(f, last);
    for (size_t g = 0; g < f->cross->clusters; g++) {
        if (!(f->cross->weight[g] > 0))
            continue;
        double *score = scores->score + used * p, *own = scores->own + used * p;
        apply(f, g, f->coefficients, true, score);
        forward(f, score);
        apply(f, g, last, false, own);
        forward(f, own);
        if (needs(f, g, own, f->work))
            return uf_error_set(error, UF_EDATA, function, "the coefficient rests on one cluster",
                                g, NAN);
        squares += score[p - 1] * score[p - 1];
        used++;
    }
    if (!(squares > noise * f->outcome))
        return uf_error_set(error, UF_EDATA, function,
                            "the outcome or its residuals do not vary: there is no standard error",
                            UF_NO_INDEX, NAN);
    return UF_OK;
}

static uf_status solve(struct cluster_scores *scores, struct frame *f, size_t tested,
                       const char *function, uf_error *error)
{
    size_t p = f->p;
    for (size_t i = 0; i < p; i++)
        f->order[i] = i < tested ? i : i + 1;
    f->order[p - 1] = tested;
    f->order[p] = p;
    centre(f);
    uf_status status = factorise(f, function, error);
    if (status != UF_OK)
        return status;
    for (size_t i = 0; i < p; i++)
        f->coefficients[i] = total(f, i, p);
    forward(f, f->coefficients);
    backward(f, f->coefficients);
    f->outcome = total(f, p, p);
    scores->estimate = f->coefficients[p - 1];
    scores->root = f->factor[p * p - 1];
    return fill(scores, f, function, error);
}

uf_status uf_cluster_scores_make(struct cluster_scores *scores, const uf_cluster_cross *cross,
                                 size_t tested, const char *function, uf_error *error)
{
    size_t p = cross->columns;
    *scores = (struct cluster_scores){ .clusters = uf_cluster_cross_clusters(cross), .columns = p };
    if (tested >= p)
        return uf_error_set(error, UF_EINVAL, function, "no such regressor", tested, NAN);
    if (scores->clusters < 2)
        return uf_error_set(error, UF_EDATA, function, "fewer than two clusters", UF_NO_INDEX,
                            (double)scores->clusters);
    struct frame f = { .cross = cross, .p = p };
    f.order = calloc(p + 1, sizeof *f.order);
    f.shift = calloc(p + 1, sizeof *f.shift);
    f.factor = calloc(p * p, sizeof *f.factor);
    f.coefficients = calloc(p, sizeof *f.coefficients);
    f.work = calloc(3 * p, sizeof *f.work);
    scores->score = calloc(scores->clusters * p, sizeof *scores->score);
    scores->own = calloc(scores->clusters * p, sizeof *scores->own);
    uf_status status = UF_ENOMEM;
    if (f.order == NULL || f.shift == NULL || f.factor == NULL || f.coefficients == NULL ||
        f.work == NULL || scores->score == NULL || scores->own == NULL)
        uf_error_set(error, status, function, "memory ran out", UF_NO_INDEX, NAN);
    else
        status = solve(scores, &f, tested, function, error);
    free(f.order);
    free(f.shift);
    free(f.factor);
    free(f.coefficients);
    free(f.work);
    return status;
}

void uf_cluster_scores_release(struct cluster_scores *scores)
{
    free(scores->score);
    free(scores->own);
    *scores = (struct cluster_scores){ .score = NULL };
}
