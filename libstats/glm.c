/* glm.c: iteratively reweighted least squares. */
#include <utfall/glm.h>

#include "least_squares.h"
#include "regression_state.h"
#include "separation.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 100, MOST_HALVINGS = 40 };

static const char function[] = "uf_glm_fit";

struct iteration {
    const uf_design *d;
    uf_glm model;
    double *x;         /* n-by-p: whitened, overwritten by the factorisation  */
    double *length;    /* p                                                   */
    double *predictor; /* n: x b + offset                                     */
    double *before;    /* n: the one before                                   */
    double *working;   /* n: whitened working outcome, without the offset     */
    double *b_before;  /* p                                                   */
    uf_edge *edge;     /* n                                                   */
    double deviance;
};

static double weight(const uf_design *d, size_t row)
{
    return d->weights != NULL ? d->weights[row] : 1;
}

static double offset(const uf_design *d, size_t row)
{
    return d->offset != NULL ? d->offset[row] : 0;
}

/* The mean, and its distance to 1 (logistic), each by the expression that keeps its digits. */
struct fitted {
    double mean, rest;
};

static struct fitted fitted(uf_glm model, double predictor)
{
    if (model == UF_GLM_POISSON)
        return (struct fitted){ exp(predictor), NAN };
    return (struct fitted){ 1 / (1 + exp(-predictor)), 1 / (1 + exp(predictor)) };
}

static double variance(uf_glm model, struct fitted m)
{
    return model == UF_GLM_POISSON ? m.mean : m.mean * m.rest;
}

/* y - mean. */
static double gap(uf_glm model, double y, struct fitted m)
{
    return model == UF_GLM_LOGISTIC && y > 0.5 ? m.rest - (1 - y) : y - m.mean;
}

static double times_log_ratio(double y, double mean)
{
    return y > 0 ? y * log(y / mean) : 0;
}

static double deviance(const struct iteration *it)
{
    double sum = 0;
    for (size_t i = 0; i < it->d->n; i++) {
        double y = it->d->y[i];
        struct fitted m = fitted(it->model, it->predictor[i]);
        double other = it->model == UF_GLM_POISSON ? m.mean - y : times_log_ratio(1 - y, m.rest);
        if (weight(it->d, i) > 0)
            sum += 2 * weight(it->d, i) * (times_log_ratio(y, m.mean) + other);
    }
    return sum;
}

static uf_status check(const uf_design *d, uf_glm model, uf_error *error)
{
    uf_status status = uf_design_check(d, error);
    if (status != UF_OK)
        return status;
    if (d->fixed != NULL)
        return uf_error_set(error, UF_EINVAL, function,
                            "fixed effects are swept out of linear models only", UF_NO_INDEX, NAN);
    if (d->weights != NULL && d->weighted != UF_WEIGHT_COUNT)
        return uf_error_set(error, UF_EINVAL, function, "weights that are not counts", UF_NO_INDEX,
                            NAN);
    for (size_t i = 0; i < d->n; i++) {
        if (d->y[i] < 0 || (model == UF_GLM_LOGISTIC && d->y[i] > 1))
            return uf_error_set(error, UF_EINVAL, function,
                                model == UF_GLM_LOGISTIC ? "an outcome is outside 0 to 1"
                                                         : "an outcome is below 0",
                                i, d->y[i]);
    }
    return UF_OK;
}

/* The edges of the outcomes; false when they are all the same one. Rows of weight 0 have none and
 * are not looked at. */
static bool find_edges(struct iteration *it)
{
    const uf_design *d = it->d;
    bool low = true, high = true;
    for (size_t i = 0; i < d->n; i++) {
        bool is_high = it->model == UF_GLM_LOGISTIC && d->y[i] >= 1;
        it->edge[i] = d->y[i] <= 0 ? UF_EDGE_LOW : is_high ? UF_EDGE_HIGH : UF_EDGE_NONE;
        if (weight(d, i) > 0) {
            low = low && it->edge[i] == UF_EDGE_LOW;
            high = high && it->edge[i] == UF_EDGE_HIGH;
        }
    }
    return !low && !high;
}

static bool reserve(struct iteration *it)
{
    size_t n = it->d->n, p = it->d->p;
    if (n > SIZE_MAX / sizeof(double) / p)
        return false;
    it->x = calloc(n * p, sizeof *it->x);
    it->length = calloc(p, sizeof *it->length);
    it->predictor = calloc(n, sizeof *it->predictor);
    it->before = calloc(n, sizeof *it->before);
    it->working = calloc(n, sizeof *it->working);
    it->b_before = calloc(p, sizeof *it->b_before);
    it->edge = calloc(n, sizeof *it->edge);
    return it->x != NULL && it->length != NULL && it->predictor != NULL && it->before != NULL &&
           it->working != NULL && it->b_before != NULL && it->edge != NULL;
}

static void release(struct iteration *it)
{
    free(it->x);
    free(it->length);
    free(it->predictor);
    free(it->before);
    free(it->working);
    free(it->b_before);
    free(it->edge);
}

/* Means near the outcomes, but off the edges. */
static void begin(struct iteration *it)
{
    for (size_t i = 0; i < it->d->n; i++) {
        double y = it->d->y[i], w = fmax(weight(it->d, i), 1e-3);
        it->predictor[i] =
            it->model == UF_GLM_POISSON ? log(y + 0.1) : log((w * y + 0.5) / (w * (1 - y) + 0.5));
    }
    it->deviance = INFINITY;
}

/* Least squares of the working outcome at the present predictor; the fit's residuals become those
 * of the outcome there, over their standard deviation. */
static uf_status factor(uf_regression *fit, struct iteration *it, uf_error *error)
{
    const uf_design *d = it->d;
    size_t p = d->p;
    memset(it->length, 0, p * sizeof *it->length);
    for (size_t i = 0; i < d->n; i++) {
        struct fitted m = fitted(it->model, it->predictor[i]);
        double spread = variance(it->model, m);
        double root = fit->root_weight[i] = sqrt(weight(d, i) * spread);
        fit->residual[i] = root > 0 ? root * (gap(it->model, d->y[i], m) / spread) : 0;
        it->working[i] = root * (it->predictor[i] - offset(d, i)) + fit->residual[i];
        for (size_t j = 0; j < p; j++) {
            it->x[i * p + j] = root * d->x[i * p + j];
            it->length[j] = hypot(it->length[j], it->x[i * p + j]);
        }
    }
    uf_least_squares_release(&fit->squares);
    return uf_least_squares_factor(&fit->squares, it->x, it->length, d->n, p, function, error);
}

static void predict(struct iteration *it, const double *b)
{
    const uf_design *d = it->d;
    for (size_t i = 0; i < d->n; i++) {
        it->predictor[i] = offset(d, i);
        for (size_t j = 0; j < d->p; j++)
            it->predictor[i] += d->x[i * d->p + j] * b[j];
    }
}

/* Halve the step while it makes the fit worse; the first has nothing to be worse than. */
static void shorten(uf_regression *fit, struct iteration *it)
{
    double previous = it->deviance;
    it->deviance = deviance(it);
    for (int i = 0; i < MOST_HALVINGS && isfinite(previous) &&
                    !(it->deviance <= previous + 1e-9 * fabs(previous));
         i++) {
        for (size_t j = 0; j < fit->p; j++)
            fit->b[j] = (fit->b[j] + it->b_before[j]) / 2;
        predict(it, fit->b);
        it->deviance = deviance(it);
    }
}

/* The column along which most of the rows moved. */
static size_t telling_column(const uf_regression *fit, const struct iteration *it)
{
    size_t most = 0;
    double farthest = -1;
    for (size_t j = 0; j < fit->p; j++) {
        double low = INFINITY, high = -INFINITY;
        for (size_t i = 0; i < fit->n; i++) {
            low = fmin(low, it->d->x[i * fit->p + j]);
            high = fmax(high, it->d->x[i * fit->p + j]);
        }
        double moved = fabs(fit->b[j] - it->b_before[j]) * (high - low);
        if (moved > farthest) {
            farthest = moved;
            most = j;
        }
    }
    return most;
}

/* before becomes the step; whether the iteration has come to rest, or can be told never to. */
static uf_status judge(bool *rested, const uf_regression *fit, struct iteration *it,
                       uf_error *error)
{
    double moved = 0, largest = 0;
    for (size_t i = 0; i < fit->n; i++) {
        it->before[i] = weight(it->d, i) > 0 ? it->predictor[i] - it->before[i] : 0;
        moved = fmax(moved, fabs(it->before[i]));
        largest = fmax(largest, fabs(it->predictor[i]));
    }
    if (!isfinite(moved))
        return uf_error_set(error, UF_ENUMERIC, function, "the fit left the range of numbers",
                            UF_NO_INDEX, NAN);
    *rested = moved <= 1e-8 * (1 + largest);
    switch (uf_separation_of_step(it->before, it->edge, it->d->weights, fit->n)) {
    case UF_NOT_SEPARATED: break;
    case UF_SEPARATED:
        return uf_error_set(error, UF_EDATA, function,
                            "the columns tell the outcomes apart perfectly: no estimate exists",
                            telling_column(fit, it), NAN);
    case UF_QUASI_SEPARATED:
        return uf_error_set(error, UF_EDATA, function,
                            "the columns tell some outcomes perfectly: no estimate exists",
                            telling_column(fit, it), NAN);
    }
    return UF_OK;
}

/* One Newton step. The first comes from means, not from coefficients, and proves nothing. */
static uf_status step(bool *rested, uf_regression *fit, struct iteration *it, int number,
                      uf_error *error)
{
    uf_status status = factor(fit, it, error);
    if (status != UF_OK)
        return number == 1 || status != UF_ESINGULAR
                   ? status
                   : uf_error_set(error, UF_ENUMERIC, function, "the weights of the rows vanished",
                                  UF_NO_INDEX, NAN);
    memcpy(it->before, it->predictor, fit->n * sizeof *it->before);
    memcpy(it->b_before, fit->b, fit->p * sizeof *it->b_before);
    uf_least_squares_solve(&fit->squares, fit->b, it->working, it->working);
    predict(it, fit->b);
    shorten(fit, it);
    return number == 1 ? UF_OK : judge(rested, fit, it, error);
}

static void summarise(uf_regression *fit, const struct iteration *it, int steps)
{
    double units = 0;
    for (size_t i = 0; i < fit->n; i++)
        units += weight(it->d, i);
    fit->summary = (uf_regression_summary){ .units = units,
                                            .df = units - (double)fit->p,
                                            .sigma = NAN,
                                            .r_squared = NAN,
                                            .deviance = it->deviance,
                                            .iterations = steps };
    fit->variance = 1;
    /* A residual over its standard deviation is of size 1. */
    fit->outcome_length = sqrt(units);
}

static uf_status iterate(uf_regression *fit, struct iteration *it, uf_error *error)
{
    if (!find_edges(it))
        return uf_error_set(error, UF_EDATA, function, "the outcome does not vary", UF_NO_INDEX,
                            it->d->y[0]);
    begin(it);
    for (int number = 1; number <= MOST_STEPS; number++) {
        bool rested = false;
        uf_status status = step(&rested, fit, it, number, error);
        if (status == UF_OK && rested) {
            status = factor(fit, it, error);
            summarise(fit, it, number);
            return status;
        }
        if (status != UF_OK)
            return status;
    }
    return uf_error_set(error, UF_ENUMERIC, function, "no convergence", UF_NO_INDEX, NAN);
}

uf_status uf_glm_fit(uf_regression **fit, const uf_design *design, uf_glm model, uf_error *error)
{
    uf_status status = check(design, model, error);
    if (status != UF_OK)
        return status;
    struct iteration it = { .d = design, .model = model };
    uf_regression *f = uf_regression_allocate(design, model == UF_GLM_LOGISTIC ? UF_MODEL_LOGISTIC
                                                                               : UF_MODEL_POISSON);
    if (f == NULL || !reserve(&it))
        status = uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    else
        status = iterate(f, &it, error);
    release(&it);
    if (status == UF_OK)
        *fit = f;
    else
        uf_regression_free(f);
    return status;
}
