/* mixed_test.c: t and F of a mixed model's coefficients, by the moments of their covariance. */
#include <utfall/mixed_test.h>

#include "mixed_state.h"
#include "regression_state.h"
#include "symmetric.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A covariance whose variances' information is not positive definite gives no df. */
static const char no_df[] = "the degrees of freedom cannot be determined";

static const char *method(const uf_mixed *fit, uf_mixed_df df)
{
    bool restricted = fit->criterion == UF_MIXED_REML;
    if (df == UF_MIXED_KENWARD_ROGER)
        return "reml-kenward-roger";
    if ((fit->terms & UF_MIXED_AR1) != 0)
        return restricted ? "reml-ar1-satterthwaite" : "ml-ar1-satterthwaite";
    return restricted ? "reml-satterthwaite" : "ml-satterthwaite";
}

static uf_status applies(const uf_mixed *fit, uf_mixed_df df, const char *function, uf_error *error)
{
    const char *reason = NULL;
    if (df == UF_MIXED_KENWARD_ROGER && fit->criterion != UF_MIXED_REML)
        reason = "kenward-roger needs a fit by restricted maximum likelihood";
    if (df == UF_MIXED_KENWARD_ROGER && (fit->terms & UF_MIXED_AR1) != 0)
        reason = "kenward-roger's linear version does not apply to autocorrelated residuals";
    return reason == NULL ? UF_OK
                          : uf_error_set(error, UF_EINVAL, function, reason, UF_NO_INDEX, NAN);
}

static const uf_mixed_spread *spread_of(const uf_mixed *fit, uf_mixed_df df)
{
    return df == UF_MIXED_KENWARD_ROGER ? &fit->kenward_roger : &fit->satterthwaite;
}

/* k = T'c, what a contrast of b is of q; its length. */
static double direct(double *k, const uf_mixed *fit, const double *contrast)
{
    memset(k, 0, fit->p * sizeof *k);
    for (size_t j = 0; j < fit->p; j++) {
        for (size_t i = 0; i < fit->p; i++)
            k[i] += fit->t[j * fit->p + i] * contrast[j];
    }
    return uf_length(k, fit->p);
}

static double product(const double *a, const double *b, size_t p)
{
    double sum = 0;
    for (size_t j = 0; j < p; j++)
        sum += a[j] * b[j];
    return sum;
}

/* 2 v^2/(g'A g) for direction k. */
static double degrees(const uf_mixed_spread *spread, const double *k, size_t p)
{
    double gradient[UF_MIXED_VARIANCES], v = uf_bilinear(k, spread->model, k, p);
    for (size_t i = 0; i < spread->count; i++)
        gradient[i] = uf_bilinear(k, spread->derivative + i * p * p, k, p);
    return 2 * v * v / uf_bilinear(gradient, spread->covariance, gradient, spread->count);
}

static bool is_rounding(const uf_mixed *fit, double std_error, double k_length)
{
    return !(std_error > 100 * DBL_EPSILON * k_length * fit->outcome_length);
}

static void infer(uf_effect *effect, const uf_mixed *fit, const uf_mixed_spread *spread,
                  const double *k, double k_length, uf_alternative alternative, double level)
{
    effect->note = fit->summary.note;
    if (!fit->varies)
        return;
    double std_error = sqrt(uf_bilinear(k, spread->variance, k, fit->p));
    double df = spread->usable ? degrees(spread, k, fit->p) : NAN;
    if (is_rounding(fit, std_error, k_length)) {
        effect->note = "the residuals do not vary, but for rounding";
    } else if (!(df > 0) || !isfinite(df)) {
        effect->note = no_df;
    } else {
        effect->std_error = std_error;
        effect->df = df;
        uf_regression_t(effect, alternative, level);
    }
}

uf_status uf_mixed_contrast(uf_effect *effect, const uf_mixed *fit, const double *contrast,
                            uf_mixed_df df, uf_alternative alternative, double level,
                            uf_error *error)
{
    *effect = uf_effect_none(method(fit, df));
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    double size = uf_length(contrast, fit->p);
    if (!(size > 0) || !isfinite(size))
        return uf_error_set(error, UF_EINVAL, __func__, "a contrast is all 0 or not finite",
                            UF_NO_INDEX, size);
    uf_status status = applies(fit, df, __func__, error);
    if (status != UF_OK)
        return status;
    double *k = calloc(fit->p, sizeof *k);
    if (k == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    double k_length = direct(k, fit, contrast);
    effect->estimate = product(contrast, fit->b, fit->p);
    infer(effect, fit, spread_of(fit, df), k, k_length, alternative, level);
    free(k);
    return UF_OK;
}

uf_status uf_mixed_covariance(double *covariance, const uf_mixed *fit, uf_mixed_df df,
                              uf_error *error)
{
    uf_status status = applies(fit, df, __func__, error);
    if (status != UF_OK)
        return status;
    size_t p = fit->p;
    const uf_mixed_spread *spread = spread_of(fit, df);
    bool known = fit->varies && (df == UF_MIXED_SATTERTHWAITE || spread->usable);
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++)
            covariance[i * p + j] =
                known ? uf_bilinear(fit->t + i * p, spread->variance, fit->t + j * p, p) : NAN;
    }
    return UF_OK;
}

/* Directions k of q contrasts (rows), their estimates, and covariances K V K'. */
struct joint {
    size_t q, p;
    double *k;                /* q-by-p */
    double *estimate;         /* q      */
    double *model, *variance; /* q-by-q: by the spread's two matrices */
    double *values, *vectors; /* scratch: q, q-by-q                   */
    double *scratch;          /* 4 matrices q-by-q, and p              */
};

static bool reserve(struct joint *w, size_t q, size_t p)
{
    *w = (struct joint){ .q = q, .p = p };
    if (q == 0 || q > SIZE_MAX / sizeof(double) / (4 * q + p))
        return false;
    w->k = calloc(q * p, sizeof *w->k);
    w->estimate = calloc(q, sizeof *w->estimate);
    w->model = calloc(q * q, sizeof *w->model);
    w->variance = calloc(q * q, sizeof *w->variance);
    w->values = calloc(q, sizeof *w->values);
    w->vectors = calloc(q * q, sizeof *w->vectors);
    w->scratch = calloc(4 * q * q + p, sizeof *w->scratch);
    return w->k != NULL && w->estimate != NULL && w->model != NULL && w->variance != NULL &&
           w->values != NULL && w->vectors != NULL && w->scratch != NULL;
}

static void release(struct joint *w)
{
    free(w->k);
    free(w->estimate);
    free(w->model);
    free(w->variance);
    free(w->values);
    free(w->vectors);
    free(w->scratch);
}

/* Directions k, and whether they are independent, each at length 1. */
static uf_status prepare(struct joint *w, const uf_mixed *fit, const double *contrasts,
                         const char *function, uf_error *error)
{
    size_t q = w->q, p = w->p;
    double *gram = w->scratch;
    for (size_t i = 0; i < q; i++) {
        const double *contrast = contrasts + i * p;
        double size = uf_length(contrast, p);
        if (!(size > 0) || !isfinite(size))
            return uf_error_set(error, UF_EINVAL, function, "a contrast is all 0 or not finite", i,
                                size);
        w->values[i] = direct(w->k + i * p, fit, contrast);
        w->estimate[i] = product(contrast, fit->b, p);
    }
    for (size_t i = 0; i < q; i++) {
        for (size_t j = 0; j < q; j++)
            gram[i * q + j] =
                product(w->k + i * p, w->k + j * p, p) / (w->values[i] * w->values[j]);
    }
    size_t dependent = uf_symmetric_cholesky(gram, q, 1e-10);
    return dependent == q
               ? UF_OK
               : uf_error_set(error, UF_ESINGULAR, function,
                              "a contrast is a combination of those before it", dependent, NAN);
}

/* K a K'. */
static void between(double *to, const struct joint *w, const double *a)
{
    for (size_t i = 0; i < w->q; i++) {
        for (size_t j = 0; j < w->q; j++)
            to[i * w->q + j] = uf_bilinear(w->k + i * w->p, a, w->k + j * w->p, w->p);
    }
}

/* By principal components of K V K', each with its own df nu: F is the mean of their t^2, and its
 * mean would be that of sum nu/(nu - 2) over q; two df where one of them has no mean. */
static uf_status principal(uf_mixed_f *test, struct joint *w, const uf_mixed_spread *spread)
{
    size_t q = w->q, p = w->p;
    double *k = w->scratch + 4 * q * q, sum = 0, expected = 0, lowest = INFINITY, highest = 0;
    uf_status status = uf_symmetric_eigen(w->values, w->vectors, w->variance, q);
    if (status != UF_OK)
        return status;
    for (size_t m = 0; m < q; m++) {
        double along = 0;
        memset(k, 0, p * sizeof *k);
        for (size_t i = 0; i < q; i++) {
            double v = w->vectors[i * q + m];
            along += v * w->estimate[i];
            for (size_t j = 0; j < p; j++)
                k[j] += v * w->k[i * p + j];
        }
        double nu = degrees(spread, k, p);
        sum += along * (along / w->values[m]);
        expected += nu / (nu - 2);
        lowest = fmin(lowest, nu);
        highest = fmax(highest, nu);
    }
    test->f = sum / (double)q;
    if (highest - lowest < 1e-8 * highest)
        test->df_denominator = (lowest + highest) / 2;
    else
        test->df_denominator = lowest > 2 ? 2 * expected / (expected - (double)q) : 2;
    return UF_OK;
}

/* 1 where both are 0: in some balanced designs the moments are 0/0 with that limit. */
static double quotient(double a, double b)
{
    return fabs(a) < 1e-14 && fabs(b) < 1e-14 ? 1 : a / b;
}

/* Scale and denominator df from A1 and A2 (Kenward & Roger 1997, section 2.4 and 3). */
static void match_moments(double *df, double *scale, double a1, double a2, double q)
{
    double b = (a1 + 6 * a2) / (2 * q);
    double g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2);
    double below = 3 * q + 2 * (1 - g);
    double v0 = 1 + g / below * b;
    double v1 = 1 - (q - g) / below * b;
    double v2 = 1 - (q + 2 - g) / below * b;
    double mean = quotient(1 - a2 / q, v1);
    double rho = mean * mean * (fabs(v0) < 1e-10 ? 0 : v0) / v2 / q;
    *df = 4 + (q + 2) / (q * rho - 1);
    *scale = fabs(*df - 2) < 1e-2 ? 1 : *df * (1 - a2 / q) / (*df - 2);
}

static double trace(const double *a, size_t q)
{
    double sum = 0;
    for (size_t i = 0; i < q; i++)
        sum += a[i * q + i];
    return sum;
}

/* C^-1 D_i for C = K Phi K' and each derivative D_i of Phi: A1 = sum W_ij tr_i tr_j, A2 = sum W_ij
 * tr(C^-1 D_i C^-1 D_j). */
static uf_status kenward_roger(uf_mixed_f *test, struct joint *w, const uf_mixed_spread *spread)
{
    size_t q = w->q, cells = q * q, m = spread->count, p = w->p;
    double *inverse = w->scratch, *part = inverse + cells, *left = part + cells;
    double *right = left + cells, a1 = 0, a2 = 0;
    uf_status status = uf_symmetric_inverse(inverse, w->model, q);
    if (status != UF_OK)
        return status;
    for (size_t i = 0; i < m; i++) {
        between(part, w, spread->derivative + i * p * p);
        uf_square_product(left, inverse, part, q);
        for (size_t j = 0; j < m; j++) {
            between(part, w, spread->derivative + j * p * p);
            uf_square_product(right, part, inverse, q);
            double weight = spread->covariance[i * m + j];
            a2 += weight * uf_trace_product(left, right, q);
            a1 += weight * trace(left, q) * trace(right, q);
        }
    }
    double scale;
    match_moments(&test->df_denominator, &scale, a1, a2, (double)q);
    status = uf_symmetric_inverse(inverse, w->variance, q);
    test->f = scale * uf_bilinear(w->estimate, inverse, w->estimate, q) / (double)q;
    return status;
}

static uf_status joint(uf_mixed_f *test, struct joint *w, const uf_mixed *fit, uf_mixed_df df)
{
    const uf_mixed_spread *spread = spread_of(fit, df);
    test->note = fit->summary.note;
    if (!fit->varies)
        return UF_OK;
    between(w->model, w, spread->model);
    between(w->variance, w, spread->variance);
    uf_status status = UF_ENUMERIC;
    if (spread->usable)
        status = df == UF_MIXED_KENWARD_ROGER ? kenward_roger(test, w, spread)
                                              : principal(test, w, spread);
    bool found = status == UF_OK && test->f >= 0 && test->df_denominator > 0;
    if (found) {
        test->p_value = uf_f_p(test->f, test->df_numerator, test->df_denominator);
    } else {
        test->f = test->df_denominator = NAN;
        test->note = no_df;
    }
    return status == UF_ENOMEM ? status : UF_OK;
}

uf_status uf_mixed_joint(uf_mixed_f *test, const uf_mixed *fit, const double *contrasts,
                         size_t count, uf_mixed_df df, uf_error *error)
{
    *test = (uf_mixed_f){ .f = NAN,
                          .df_numerator = (double)count,
                          .df_denominator = NAN,
                          .p_value = NAN,
                          .method = method(fit, df),
                          .note = "" };
    if (count == 0)
        return uf_error_set(error, UF_EINVAL, __func__, "no contrasts", UF_NO_INDEX, 0);
    uf_status status = applies(fit, df, __func__, error);
    if (status != UF_OK)
        return status;
    struct joint w;
    if (!reserve(&w, count, fit->p)) {
        release(&w);
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    }
    status = prepare(&w, fit, contrasts, __func__, error);
    if (status == UF_OK && joint(test, &w, fit, df) != UF_OK)
        status = uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    release(&w);
    return status;
}
