/* westfall_young.c: successive maxima over outcomes, counted over assignments. */
#include <utfall/westfall_young.h>

#include "arm_fit.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* Statistics this part apart are the same. */
static const double tie = 1e-9;

/* Squared residuals that are this part of the outcome's, or less, are rounding. */
static const double noise = 1e-20;

struct test {
    double observed, slack;
    double own, reached; /* assignments whose own, or largest, statistic is as far out */
    size_t outcome;      /* as the caller counts                                       */
    size_t place;        /* in cleared, squares and statistic                          */
};

/* The outcomes that vary, cleared of blocks and covariates, `clusters` elements each. */
struct family {
    size_t clusters, outcomes;
    double *cleared, *squares, *residual, *statistic;
    struct test *tests; /* of these, the farthest out first */
    size_t count;
};

static bool allocate(struct family *f)
{
    if (f->outcomes > SIZE_MAX / sizeof(double) / (f->clusters + 1))
        return false;
    f->cleared = calloc(f->outcomes * f->clusters + 1, sizeof *f->cleared);
    f->squares = calloc(f->outcomes + 1, sizeof *f->squares);
    f->statistic = calloc(f->outcomes + 1, sizeof *f->statistic);
    f->residual = calloc(f->clusters + 1, sizeof *f->residual);
    f->tests = calloc(f->outcomes + 1, sizeof *f->tests);
    return f->cleared != NULL && f->squares != NULL && f->statistic != NULL &&
           f->residual != NULL && f->tests != NULL;
}

static void release(struct family *f)
{
    free(f->cleared);
    free(f->squares);
    free(f->statistic);
    free(f->residual);
    free(f->tests);
}

/* Clear an outcome; it becomes one of the tests if it varies. */
static uf_status take_outcome(struct family *f, size_t outcome, const double *y,
                              const uf_arm_fit *fit, uf_error *error)
{
    double *u = f->cleared + f->count * f->clusters;
    double largest = 0, size = 0, squares = 0;
    for (size_t g = 0; g < f->clusters; g++) {
        double value = y[g * f->outcomes + outcome];
        if (!isfinite(value))
            return uf_error_set(error, UF_EINVAL, "uf_westfall_young", "a value is not a number", g,
                                value);
        /* Measured from a value among them, so that large means cost no digits. */
        u[g] = value - y[outcome];
        largest = fmax(largest, fabs(value));
    }
    uf_arm_fit_clear(fit, u);
    for (size_t g = 0; g < f->clusters; g++) {
        size += fabs(u[g]);
        squares += u[g] * u[g];
    }
    if (size <= 16 * DBL_EPSILON * largest * (double)f->clusters)
        return UF_OK;
    f->squares[f->count] = squares;
    f->tests[f->count] = (struct test){ .outcome = outcome, .place = f->count };
    f->count++;
    return UF_OK;
}

/* t of the cleared outcome in that place, turned so that large is far out. */
static double statistic(const struct family *f, const uf_arm_fit *fit, size_t place,
                        uf_alternative alternative)
{
    const double *u = f->cleared + place * f->clusters, *r = uf_arm_fit_residual(fit);
    double beta = uf_arm_fit_coefficient(fit, u), left = 0;
    for (size_t g = 0; g < f->clusters; g++) {
        f->residual[g] = u[g] - beta * r[g];
        left += f->residual[g] * f->residual[g];
    }
    double variance = 0;
    if (left > noise * f->squares[place])
        variance = uf_arm_fit_covariance(fit, f->residual, f->residual);
    double t = variance > 0 ? beta / sqrt(variance) : copysign(INFINITY, beta);
    return alternative == UF_TWO_SIDED ? fabs(t) : alternative == UF_LESS ? -t : t;
}

/* Statistics of the current assignment; where covariates and blocks determine the arm, everything
 * counts as far out. */
static void measure(struct family *f, uf_arm_fit *fit, const unsigned char *treated,
                    uf_alternative alternative)
{
    bool fitted = uf_arm_fit_assign(fit, treated);
    for (size_t i = 0; i < f->count; i++)
        f->statistic[i] = fitted ? statistic(f, fit, i, alternative) : INFINITY;
}

static int farthest_first(const void *a, const void *b)
{
    const struct test *x = a, *y = b;
    if (x->observed != y->observed)
        return x->observed > y->observed ? -1 : 1;
    return (x->outcome > y->outcome) - (x->outcome < y->outcome);
}

static void order_tests(struct family *f)
{
    for (size_t i = 0; i < f->count; i++) {
        double observed = f->statistic[f->tests[i].place];
        f->tests[i].observed = observed;
        f->tests[i].slack = isfinite(observed) ? tie * fmax(1, fabs(observed)) : 0;
    }
    qsort(f->tests, f->count, sizeof *f->tests, farthest_first);
}

static void count(struct family *f)
{
    double largest = -INFINITY;
    for (size_t k = f->count; k-- > 0;) {
        struct test *test = &f->tests[k];
        double own = f->statistic[test->place], limit = test->observed - test->slack;
        largest = fmax(largest, own);
        test->own += own >= limit ? 1 : 0;
        test->reached += largest >= limit ? 1 : 0;
    }
}

static uf_status run(struct family *f, uf_arm_fit *fit, uf_assignments *set, const double *y,
                     const unsigned char *observed, uf_alternative alternative, uf_error *error)
{
    const char *function = "uf_westfall_young";
    size_t cluster;
    if (!uf_arm_fit_assign(fit, observed))
        return uf_error_set(error, UF_ESINGULAR, function,
                            "covariates and blocks determine the arm", UF_NO_INDEX, NAN);
    if (uf_arm_fit_rests_on(fit, &cluster))
        return uf_error_set(error, UF_EDATA, function, "the effect rests on one cluster", cluster,
                            NAN);
    for (size_t j = 0; j < f->outcomes; j++) {
        uf_status status = take_outcome(f, j, y, fit, error);
        if (status != UF_OK)
            return status;
    }
    measure(f, fit, observed, alternative);
    order_tests(f);
    const unsigned char *treated;
    while ((treated = uf_assignments_next(set)) != NULL) {
        measure(f, fit, treated, alternative);
        count(f);
    }
    return UF_OK;
}

static void report(double *adjusted, double *p, const struct family *f, double assignments)
{
    for (size_t j = 0; j < f->outcomes; j++) {
        adjusted[j] = NAN;
        if (p != NULL)
            p[j] = NAN;
    }
    double before = 0;
    for (size_t k = 0; k < f->count; k++) {
        const struct test *test = &f->tests[k];
        before = fmax(before, test->reached / assignments);
        adjusted[test->outcome] = before;
        if (p != NULL)
            p[test->outcome] = test->own / assignments;
    }
}

uf_status uf_westfall_young(double *adjusted, double *p, const double *y, size_t outcomes,
                            const uf_cluster_design *design, const uf_permutation_plan *plan,
                            uf_alternative alternative, uf_error *error)
{
    struct family f = { .clusters = design->assigned.clusters, .outcomes = outcomes };
    uf_assignments *set = NULL;
    uf_arm_fit *fit = NULL;
    uf_status status = uf_assignments_new(&set, &design->assigned, plan, error);
    if (status == UF_OK)
        status = uf_arm_fit_new(&fit, design, __func__, error);
    if (status == UF_OK && !allocate(&f)) {
        uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
        status = UF_ENOMEM;
    }
    if (status == UF_OK)
        status = run(&f, fit, set, y, design->assigned.treated, alternative, error);
    if (status == UF_OK)
        report(adjusted, p, &f, (double)uf_assignments_count(set));
    release(&f);
    uf_arm_fit_free(fit);
    uf_assignments_free(set);
    return status;
}
