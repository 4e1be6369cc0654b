/* randomisation.c: the arm's coefficient under every assignment, as a function of the effect
 * tested. */
#include <utfall/randomisation.h>

#include "arm_fit.h"
#include "null_draws.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* The part of a dimensionless variance that rounding can leave of 0. */
static const double noise = 1e-20;

struct uf_randomisation {
    uf_assignments *assignments;
    struct null_draws draws;
    double *at_zero; /* statistics for tau = 0 */
    bool level;      /* all values are equal   */
};

/* What is resampled: the outcome under the estimate, cleared; the arm of the data, cleared; room
 * for two residuals. */
struct outcome {
    double *free, *arm, *a, *b;
    size_t clusters;
};

static uf_status fill_outcome(struct outcome *o, const double *y, const uf_arm_fit *fit,
                              const char *function, uf_error *error)
{
    double *room = calloc(4 * o->clusters + 1, sizeof *room);
    if (room == NULL) {
        uf_error_set(error, UF_ENOMEM, function, "memory ran out", UF_NO_INDEX, NAN);
        return UF_ENOMEM;
    }
    o->free = room;
    o->arm = room + o->clusters;
    o->a = room + 2 * o->clusters;
    o->b = room + 3 * o->clusters;
    for (size_t g = 0; g < o->clusters; g++) {
        /* Measured from a value among them, so that large means cost no digits. */
        o->free[g] = y[g] - y[0];
        if (!isfinite(y[g]))
            return uf_error_set(error, UF_EINVAL, function, "a value is not a number", g, y[g]);
    }
    uf_arm_fit_clear(fit, o->free);
    return UF_OK;
}

/* Residuals a of the outcome and b of the data's arm on the assignment's arm; e(x) = a - x b. */
static void studentise(struct null_draw *draw, const uf_arm_fit *fit, const struct outcome *o)
{
    const double *r = uf_arm_fit_residual(fit);
    for (size_t g = 0; g < o->clusters; g++) {
        o->a[g] = o->free[g] - draw->n0 * r[g];
        o->b[g] = o->arm[g] + draw->n1 * r[g];
    }
    draw->v0 = uf_arm_fit_covariance(fit, o->a, o->a);
    draw->v1 = -2 * uf_arm_fit_covariance(fit, o->a, o->b);
    draw->v2 = uf_arm_fit_covariance(fit, o->b, o->b);
    if (draw->v2 < noise)
        draw->v1 = draw->v2 = 0;
}

static void look(uf_randomisation *test, uf_arm_fit *fit, const struct outcome *o)
{
    const unsigned char *treated = uf_assignments_next(test->assignments);
    const double own = test->draws.variance;
    for (size_t i = 0; treated != NULL; treated = uf_assignments_next(test->assignments)) {
        struct null_draw *draw = &test->draws.draw[i++];
        /* Exactly as far out, always, whatever rounding would make of it. */
        uf_assignment_kind kind = uf_assignments_kind(test->assignments);
        if (kind != UF_ASSIGNMENT_OTHER) {
            *draw = (struct null_draw){ 0, kind == UF_ASSIGNMENT_OBSERVED ? -1 : 1, own, 0, 0 };
        } else if (!uf_arm_fit_assign(fit, treated)) {
            *draw = (struct null_draw){ NAN, 0, 1, 0, 0 };
        } else {
            *draw = (struct null_draw){ uf_arm_fit_coefficient(fit, o->free),
                                        -uf_arm_fit_coefficient(fit, o->arm), 1, 0, 0 };
            if (test->draws.studentised)
                studentise(draw, fit, o);
        }
    }
}

static double sum_of_squares(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i] * values[i];
    return sum;
}

/* The fit of the data: estimate, variance, and what is resampled. */
static uf_status observe(uf_randomisation *test, uf_arm_fit *fit, struct outcome *o,
                         const double *y, const unsigned char *treated, uf_error *error)
{
    const char *function = "uf_randomisation_new";
    size_t cluster;
    uf_status status = fill_outcome(o, y, fit, function, error);
    if (status != UF_OK)
        return status;
    if (!uf_arm_fit_assign(fit, treated))
        return uf_error_set(error, UF_ESINGULAR, function,
                            "covariates and blocks determine the arm", UF_NO_INDEX, NAN);
    if (test->draws.studentised && uf_arm_fit_rests_on(fit, &cluster))
        return uf_error_set(error, UF_EDATA, function, "the effect rests on one cluster", cluster,
                            NAN);
    double largest = 0, size = 0;
    for (size_t g = 0; g < o->clusters; g++) {
        largest = fmax(largest, fabs(y[g]));
        size += fabs(o->free[g]);
    }
    test->level = size <= 16 * DBL_EPSILON * largest * (double)o->clusters;
    for (size_t g = 0; g < o->clusters; g++)
        o->free[g] = test->level ? 0 : o->free[g];
    test->draws.estimate = uf_arm_fit_coefficient(fit, o->free);
    double before = sum_of_squares(o->free, o->clusters);
    const double *r = uf_arm_fit_residual(fit);
    for (size_t g = 0; g < o->clusters; g++) {
        o->arm[g] = r[g];
        o->free[g] -= test->draws.estimate * r[g];
    }
    test->draws.variance = 1;
    if (test->draws.studentised) {
        bool none = sum_of_squares(o->free, o->clusters) <= noise * before;
        test->draws.variance = none ? 0 : uf_arm_fit_covariance(fit, o->free, o->free);
    }
    return UF_OK;
}

static uf_status record(uf_randomisation *test, uf_error *error)
{
    size_t count = test->draws.count = uf_assignments_count(test->assignments);
    if (count < SIZE_MAX / sizeof *test->draws.draw) {
        test->draws.draw = calloc(count + 1, sizeof *test->draws.draw);
        test->at_zero = calloc(count + 1, sizeof *test->at_zero);
    }
    if (test->draws.draw != NULL && test->at_zero != NULL)
        return UF_OK;
    uf_error_set(error, UF_ENOMEM, "uf_randomisation_new", "memory ran out", UF_NO_INDEX, NAN);
    return UF_ENOMEM;
}

void uf_randomisation_free(uf_randomisation *test)
{
    if (test == NULL)
        return;
    uf_assignments_free(test->assignments);
    free(test->draws.draw);
    free(test->at_zero);
    free(test);
}

uf_status uf_randomisation_new(uf_randomisation **test, const double *y,
                               const uf_cluster_design *design,
                               uf_randomisation_statistic statistic,
                               const uf_permutation_plan *plan, uf_error *error)
{
    *test = NULL;
    uf_arm_fit *fit = NULL;
    struct outcome outcome = { .clusters = design->assigned.clusters };
    uf_randomisation *made = calloc(1, sizeof *made);
    if (made == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    made->draws.studentised = statistic == UF_RANDOMISATION_STUDENTISED;
    uf_status status = uf_assignments_new(&made->assignments, &design->assigned, plan, error);
    if (status == UF_OK)
        status = uf_arm_fit_new(&fit, design, __func__, error);
    if (status == UF_OK)
        status = observe(made, fit, &outcome, y, design->assigned.treated, error);
    if (status == UF_OK)
        status = record(made, error);
    if (status == UF_OK) {
        look(made, fit, &outcome);
        for (size_t i = 0; i < made->draws.count; i++)
            made->at_zero[i] = uf_null_draw_value(&made->draws.draw[i], -made->draws.estimate);
        *test = made;
    } else {
        uf_randomisation_free(made);
    }
    free(outcome.free);
    uf_arm_fit_free(fit);
    return status;
}

double uf_randomisation_ways(const uf_randomisation *test)
{
    return uf_assignments_ways(test->assignments);
}

bool uf_randomisation_exact(const uf_randomisation *test)
{
    return uf_assignments_exact(test->assignments);
}

const double *uf_randomisation_draws(const uf_randomisation *test, size_t *count)
{
    *count = test->draws.count;
    return test->at_zero;
}

double uf_randomisation_p(const uf_randomisation *test, double tau, uf_alternative alternative)
{
    double p = uf_null_draws_extreme(&test->draws, tau, alternative) / (double)test->draws.count;
    return fmax(p, uf_randomisation_smallest_p(test, alternative));
}

double uf_randomisation_smallest_p(const uf_randomisation *test, uf_alternative alternative)
{
    return uf_assignments_smallest_p(test->assignments, alternative);
}

double uf_randomisation_highest_level(const uf_randomisation *test, uf_alternative alternative)
{
    return 1 - uf_randomisation_smallest_p(test, alternative);
}

uf_status uf_randomisation_interval(uf_inverted_interval *interval, const uf_randomisation *test,
                                    double level, uf_alternative alternative, uf_error *error)
{
    *interval = (uf_inverted_interval){ NAN, NAN, 0, NAN, NAN };
    if ((test->level || !(test->draws.variance > 0)) && uf_level_valid(level))
        return UF_OK;
    return uf_null_draws_interval(interval, &test->draws, level, alternative, __func__, error);
}

static const char *name(const uf_randomisation *test)
{
    bool exact = uf_randomisation_exact(test);
    if (test->draws.studentised)
        return exact ? "exact-randomisation-studentised" : "sampled-randomisation-studentised";
    return exact ? "exact-randomisation" : "sampled-randomisation";
}

static const char *remark(const uf_randomisation *test, const uf_inverted_interval *interval)
{
    if (test->level)
        return "all cluster values are equal";
    if (!(test->draws.variance > 0))
        return "nothing varies within arms: no studentised interval";
    return uf_null_draws_remark(interval);
}

uf_status uf_randomisation_effect(uf_effect *effect, const uf_randomisation *test, double level,
                                  uf_alternative alternative, uf_error *error)
{
    uf_inverted_interval interval;
    *effect = uf_effect_none(name(test));
    uf_status status = uf_randomisation_interval(&interval, test, level, alternative, error);
    if (status != UF_OK)
        return status;
    effect->estimate = test->draws.estimate;
    if (test->draws.studentised)
        effect->std_error = sqrt(test->draws.variance);
    effect->statistic = test->at_zero[0];
    effect->p_value = uf_randomisation_p(test, 0, alternative);
    effect->conf_low = interval.low;
    effect->conf_high = interval.high;
    effect->note = remark(test, &interval);
    return UF_OK;
}
