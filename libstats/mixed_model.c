/* mixed_model.c: from rows to sums, to the lowest deviance, to coefficients and variances. */
#include <utfall/mixed_model.h>

#include "mixed_state.h"
#include "symmetric.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A decrement that leaves the deviance 5e-13 to fall, where no rounding hides it. */
static const double good_decrement = 1e-6;

static uf_status no_memory(const char *function, uf_error *error)
{
    return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
}

static uf_mixed_summary empty_summary(const uf_mixed_statistics *s)
{
    const uf_mixed_variances none = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
    return (uf_mixed_summary){ .n = s->n,
                               .p = s->p,
                               .persons = s->persons,
                               .classes = s->classes,
                               .schools = s->schools,
                               .variance = none,
                               .sigma = NAN,
                               .deviance = NAN,
                               .log_likelihood = NAN,
                               .decrement = NAN,
                               .note = "" };
}

static uf_mixed *allocate(const uf_mixed_statistics *s, uf_mixed_criterion criterion)
{
    uf_mixed *fit = calloc(1, sizeof *fit);
    if (fit == NULL)
        return NULL;
    fit->terms = s->terms;
    fit->criterion = criterion;
    fit->p = s->p;
    fit->outcome_length = s->outcome_length;
    fit->summary = empty_summary(s);
    fit->t = calloc(s->p * s->p, sizeof *fit->t);
    fit->b = calloc(s->p, sizeof *fit->b);
    if (fit->t == NULL || fit->b == NULL || !uf_mixed_spread_init(&fit->satterthwaite, s->p) ||
        !uf_mixed_spread_init(&fit->kenward_roger, s->p)) {
        uf_mixed_free(fit);
        return NULL;
    }
    memcpy(fit->t, s->x.t, s->p * s->p * sizeof *fit->t);
    memcpy(fit->b, s->b, s->p * sizeof *fit->b);
    return fit;
}

void uf_mixed_free(uf_mixed *fit)
{
    if (fit == NULL)
        return;
    free(fit->t);
    free(fit->b);
    uf_mixed_spread_release(&fit->satterthwaite);
    uf_mixed_spread_release(&fit->kenward_roger);
    free(fit);
}

static const char *confounded_reason(const uf_mixed_layout *at, size_t parameter)
{
    if (parameter == at->person)
        return "the variance of persons' levels cannot be told from the rest";
    if (parameter == at->slope || parameter == at->covariance)
        return "the variance of persons' slopes cannot be told from the rest";
    if (parameter == at->class_wave)
        return "the variance of classes x waves cannot be told from the rest";
    if (parameter == at->class_level)
        return "the variance of classes cannot be told from the rest";
    return "the variance of schools cannot be told from the rest";
}

/* Whether the data can tell every variance from the others, by the information at the start. */
static uf_status estimable(uf_mixed_likelihood *l, const char *function, uf_error *error)
{
    const uf_mixed_layout *at = &l->layout;
    if (at->rho != UF_NO_PARAMETER && l->s->gap_count == 0)
        return uf_error_set(error, UF_EDATA, function, "nobody was measured twice", UF_NO_INDEX,
                            NAN);
    if (at->rho != UF_NO_PARAMETER && at->count == 1)
        return UF_OK;
    double theta[UF_JET_PARAMETERS] = { 0 }, gamma[UF_JET_PARAMETERS] = { 0 };
    size_t parameter;
    uf_mixed_search_start(theta, l);
    uf_mixed_search_gamma(gamma, at, theta);
    uf_mixed_likelihood_at(l, gamma, true);
    uf_status status = uf_mixed_confounded(&parameter, l, gamma);
    if (status != UF_OK)
        return status == UF_ENOMEM ? no_memory(function, error)
                                   : uf_error_set(error, status, function,
                                                  "the information of the variances is not finite",
                                                  UF_NO_INDEX, NAN);
    return parameter == UF_NO_PARAMETER
               ? UF_OK
               : uf_error_set(error, UF_EDATA, function, confounded_reason(at, parameter),
                              UF_NO_INDEX, NAN);
}

/* b = least squares' + T M^-1 Q'V0^-1 r. */
static uf_status coefficients(uf_mixed *fit, const uf_mixed_likelihood *l)
{
    size_t p = fit->p;
    double *inverse = calloc(p * p + p, sizeof *inverse);
    if (inverse == NULL)
        return UF_ENOMEM;
    double *q = inverse + p * p;
    uf_mixed_corner(inverse, uf_jet_matrix_value(&l->cross), p, 1);
    uf_status status = uf_symmetric_inverse(inverse, inverse, p);
    for (size_t i = 0; status == UF_OK && i < p; i++) {
        for (size_t j = 0; j < p; j++)
            q[i] += inverse[i * p + j] * uf_jet_matrix_value(&l->cross)[j * (p + 1) + p];
    }
    for (size_t j = 0; status == UF_OK && j < p; j++) {
        for (size_t i = 0; i < p; i++)
            fit->b[j] += fit->t[j * p + i] * q[i];
    }
    free(inverse);
    return status;
}

static double ratio(const uf_mixed_optimum *o, size_t parameter)
{
    return parameter != UF_NO_PARAMETER ? o->gamma[parameter] : NAN;
}

/* Level and slope are those on (time - mean)/scale, and are put on the scale of time. */
static uf_mixed_variances variances(const uf_mixed_optimum *o, const uf_mixed_statistics *s,
                                    const uf_mixed_layout *at, double residual)
{
    uf_mixed_variances v = { .residual = residual,
                             .person = residual * ratio(o, at->person),
                             .slope = NAN,
                             .person_slope = NAN,
                             .class_level = residual * ratio(o, at->class_level),
                             .class_wave = residual * ratio(o, at->class_wave),
                             .school = residual * ratio(o, at->school),
                             .correlation = ratio(o, at->rho) };
    if (at->slope != UF_NO_PARAMETER) {
        double origin = s->time_mean / s->time_scale;
        double covariance = residual * o->gamma[at->covariance];
        double slope = residual * o->gamma[at->slope];
        v.person += (slope * origin - 2 * covariance) * origin;
        v.person_slope = (covariance - slope * origin) / s->time_scale;
        v.slope = slope / (s->time_scale * s->time_scale);
    }
    return v;
}

static unsigned boundary(const uf_mixed_optimum *o, const uf_mixed_layout *at)
{
    const struct {
        size_t parameter;
        unsigned term;
    } terms[] = { { at->person, UF_MIXED_PERSON },
                  { at->slope, UF_MIXED_SLOPE },
                  { at->class_wave, UF_MIXED_CLASS_WAVE },
                  { at->class_level, UF_MIXED_CLASS },
                  { at->school, UF_MIXED_SCHOOL } };
    unsigned found = 0;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        if (terms[i].parameter != UF_NO_PARAMETER && o->fixed[terms[i].parameter])
            found |= terms[i].term;
    }
    return found;
}

static const char *fit_note(const uf_mixed_summary *s)
{
    if (!s->converged)
        return "the search stopped short of the lowest deviance";
    if (s->boundary == UF_MIXED_SLOPE && s->variance.slope > 0)
        return "the correlation of persons' levels and slopes is at its limit";
    if (s->boundary != 0)
        return "a variance between persons, classes or schools is estimated as 0";
    return "";
}

static uf_status spreads(uf_mixed *fit, uf_mixed_likelihood *l, const uf_mixed_optimum *o)
{
    double residual = fit->summary.variance.residual;
    uf_status status = uf_mixed_satterthwaite(&fit->satterthwaite, l, o, residual);
    bool linear = (fit->terms & UF_MIXED_AR1) == 0 && fit->criterion == UF_MIXED_REML;
    if (status == UF_OK && linear)
        status = uf_mixed_kenward_roger(&fit->kenward_roger, l, o->gamma, residual);
    return status;
}

static uf_status finish(uf_mixed *fit, uf_mixed_likelihood *l, const uf_mixed_optimum *o)
{
    uf_mixed_summary *s = &fit->summary;
    uf_jet squares;
    double deviance = uf_mixed_likelihood_deviance(l, &squares, NULL).value;
    double residual = squares.value / uf_mixed_likelihood_df(l);
    s->iterations = o->iterations;
    s->decrement = o->decrement;
    if (o->unbounded || !(residual > 0) || !isfinite(deviance)) {
        s->note = "nothing varies within persons: the residual variance is 0";
        return UF_OK;
    }
    fit->varies = true;
    s->deviance = deviance + (l->restricted ? l->s->log_det_x : 0);
    s->log_likelihood = -s->deviance / 2;
    s->sigma = sqrt(residual);
    s->variance = variances(o, l->s, &l->layout, residual);
    s->boundary = boundary(o, &l->layout);
    s->converged = o->decrement <= good_decrement;
    s->note = fit_note(s);
    uf_status status = coefficients(fit, l);
    return status == UF_OK ? spreads(fit, l, o) : status;
}

/* Least squares fits every row: nothing is left to be shared out. */
static bool is_rounding(const uf_mixed_statistics *s)
{
    return !(s->residual_length > 100 * DBL_EPSILON * s->outcome_length);
}

static uf_status estimate(uf_mixed *fit, const uf_mixed_statistics *s, const char *function,
                          uf_error *error)
{
    if (is_rounding(s)) {
        fit->summary.note = "the residuals do not vary, but for rounding";
        return UF_OK;
    }
    uf_mixed_likelihood l;
    uf_mixed_optimum optimum;
    uf_status status = uf_mixed_likelihood_init(&l, s, fit->criterion == UF_MIXED_REML);
    if (status != UF_OK) {
        uf_mixed_likelihood_release(&l);
        return no_memory(function, error);
    }
    status = estimable(&l, function, error);
    if (status == UF_OK) {
        status = uf_mixed_search(&optimum, &l);
        if (status == UF_OK)
            status = finish(fit, &l, &optimum);
        if (status != UF_OK)
            uf_error_set(error, status, function,
                         status == UF_ENOMEM ? "out of memory" : "the search left finite numbers",
                         UF_NO_INDEX, NAN);
    }
    uf_mixed_likelihood_release(&l);
    return status;
}

uf_status uf_mixed_fit(uf_mixed **fit, const uf_mixed_data *data, unsigned terms,
                       uf_mixed_criterion criterion, uf_error *error)
{
    uf_mixed_statistics s;
    uf_mixed *made = NULL;
    uf_status status = uf_mixed_statistics_init(&s, data, terms, __func__, error);
    if (status == UF_OK) {
        made = allocate(&s, criterion);
        status = made != NULL ? estimate(made, &s, __func__, error) : no_memory(__func__, error);
    }
    uf_mixed_statistics_release(&s);
    if (status == UF_OK)
        *fit = made;
    else
        uf_mixed_free(made);
    return status;
}

uf_mixed_summary uf_mixed_summarise(const uf_mixed *fit)
{
    return fit->summary;
}

const double *uf_mixed_coefficients(const uf_mixed *fit, size_t *p)
{
    if (p != NULL)
        *p = fit->p;
    return fit->b;
}

static double or_zero(double variance)
{
    return isnan(variance) ? 0 : variance;
}

double uf_mixed_icc(const uf_mixed *fit, uf_mixed_term level, double time)
{
    const uf_mixed_variances *v = &fit->summary.variance;
    bool slope = (fit->terms & UF_MIXED_SLOPE) != 0;
    double person = or_zero(v->person);
    if (slope)
        person += (2 * v->person_slope + v->slope * time) * time;
    double school = or_zero(v->school), class_level = or_zero(v->class_level);
    double total = v->residual + person + class_level + school + or_zero(v->class_wave);
    if ((fit->terms & (unsigned)level) == 0)
        return NAN;
    switch (level) {
    case UF_MIXED_SCHOOL: return school / total;
    case UF_MIXED_CLASS: return (school + class_level) / total;
    case UF_MIXED_PERSON: return (school + class_level + person) / total;
    case UF_MIXED_SLOPE:
    case UF_MIXED_AR1:
    case UF_MIXED_CLASS_WAVE: break;
    }
    return NAN;
}
