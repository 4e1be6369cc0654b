/* mixed_search.c: Newton's method from two starting points, and what lies at 0. */
#include "mixed_search.h"

#include "symmetric.h"

#include <math.h>
#include <string.h>

enum { K = UF_JET_PARAMETERS, MOST_STEPS = 200, MOST_HALVINGS = 40, MOST_RESTARTS = 3 };

/* Beyond this standard deviation in units of the residual's nothing is left for the residual. */
static const double largest_ratio = 1e5;

/* g'H^-1 g at which the search ends; a tenth of a billionth of what a likelihood can show. */
static const double enough = 1e-20;

static bool has(size_t parameter)
{
    return parameter != UF_NO_PARAMETER;
}

/* Roots of the shares over what is left of the residual, each at least a little above 0. */
void uf_mixed_search_start(double *theta, const uf_mixed_likelihood *l)
{
    const uf_mixed_statistics *s = l->s;
    const uf_mixed_layout *at = &l->layout;
    const double least = 0.02;
    double school = fmin(fmax(s->school_share, least), 0.6);
    double class_level = fmin(fmax(s->class_share - (has(at->school) ? school : 0), least), 0.6);
    double class_wave = fmin(fmax(s->class_wave_share - s->class_share, least), 0.6);
    double above = fmax(s->class_share, s->school_share);
    double person = fmin(fmax(s->between - above, least), 0.9);
    double rest = fmax(1 - person - above, 0.1);
    double slope = 0.5 * sqrt(person / rest);
    if (has(at->person))
        theta[at->person] = sqrt(person / rest);
    if (has(at->slope)) {
        theta[at->covariance] = 0;
        theta[at->slope] = slope;
    }
    if (has(at->rho))
        theta[at->rho] = atanh(person);
    if (has(at->class_wave))
        theta[at->class_wave] = sqrt(class_wave / rest);
    if (has(at->class_level))
        theta[at->class_level] = sqrt(class_level / rest);
    if (has(at->school))
        theta[at->school] = sqrt(school / rest);
}

/* All of one size, and rows of a person hardly alike. */
static void other_start(double *theta, const uf_mixed_layout *at)
{
    for (size_t i = 0; i < at->count; i++)
        theta[i] = i == at->covariance ? 0 : i == at->rho ? 0.1 : 1;
}

void uf_mixed_search_gamma(double *gamma, const uf_mixed_layout *at, const double *theta)
{
    for (size_t i = 0; i < at->count; i++)
        gamma[i] = i == at->rho ? tanh(theta[i]) : theta[i] * theta[i];
    if (has(at->slope)) {
        double a = theta[at->person], b = theta[at->covariance];
        gamma[at->covariance] = a * b;
        gamma[at->slope] += b * b;
    }
}

static void find_jacobian(double jacobian[K][K], const uf_mixed_layout *at, const double *theta)
{
    memset(jacobian, 0, sizeof(double[K][K]));
    for (size_t i = 0; i < at->count; i++)
        jacobian[i][i] = i == at->rho ? 1 - tanh(theta[i]) * tanh(theta[i]) : 2 * theta[i];
    if (has(at->slope)) {
        jacobian[at->covariance][at->covariance] = theta[at->person];
        jacobian[at->covariance][at->person] = theta[at->covariance];
        jacobian[at->slope][at->covariance] = 2 * theta[at->covariance];
    }
}

/* J'F J and the second derivatives of gamma times the first ones of f. */
void uf_mixed_search_chain(double *gradient, double *hessian, const uf_mixed_layout *at,
                           const double *theta, const uf_jet *f)
{
    size_t k = at->count;
    double jacobian[K][K];
    find_jacobian(jacobian, at, theta);
    for (size_t a = 0; a < k; a++) {
        gradient[a] = 0;
        for (size_t i = 0; i < k; i++)
            gradient[a] += f->first[i] * jacobian[i][a];
        for (size_t b = 0; b < k; b++) {
            double sum = 0;
            for (size_t i = 0; i < k; i++) {
                for (size_t j = 0; j < k; j++)
                    sum += jacobian[i][a] * f->second[i][j] * jacobian[j][b];
            }
            hessian[a * k + b] = sum;
        }
        double rho = tanh(theta[a]);
        if (a == at->rho)
            hessian[a * k + a] += f->first[a] * -2 * rho * (1 - rho * rho);
        else
            hessian[a * k + a] += 2 * f->first[a == at->covariance ? at->slope : a];
    }
    if (has(at->slope)) {
        hessian[at->person * k + at->covariance] += f->first[at->covariance];
        hessian[at->covariance * k + at->person] += f->first[at->covariance];
    }
}

static double deviance_at(uf_mixed_likelihood *l, const double *theta)
{
    double gamma[K];
    uf_mixed_search_gamma(gamma, &l->layout, theta);
    uf_mixed_likelihood_at(l, gamma, false);
    return uf_mixed_likelihood_deviance(l, NULL, NULL).value;
}

static uf_jet derivatives_at(uf_mixed_likelihood *l, const double *theta)
{
    double gamma[K];
    uf_mixed_search_gamma(gamma, &l->layout, theta);
    uf_mixed_likelihood_at(l, gamma, true);
    return uf_mixed_likelihood_deviance(l, NULL, NULL);
}

/* Newton's step with the eigenvalues of the Hessian made positive, so that it leads down from a
 * saddle too; *decrement is g'|H|^-1 g. No coordinate moves by more than its size, or 1. */
static uf_status newton_step(double *step, double *decrement, const uf_mixed_layout *at,
                             const double *theta, const uf_jet *f)
{
    size_t k = at->count;
    double gradient[K], hessian[K * K], values[K], vectors[K * K], largest = 0, longest = 1;
    uf_mixed_search_chain(gradient, hessian, at, theta, f);
    uf_status status = uf_symmetric_eigen(values, vectors, hessian, k);
    if (status != UF_OK)
        return status;
    for (size_t i = 0; i < k; i++)
        largest = fmax(largest, fabs(values[i]));
    memset(step, 0, k * sizeof *step);
    *decrement = 0;
    for (size_t i = 0; i < k; i++) {
        double along = 0, curvature = fmax(fabs(values[i]), 1e-12 * largest);
        for (size_t a = 0; a < k; a++)
            along += vectors[a * k + i] * gradient[a];
        if (!(curvature > 0))
            continue;
        *decrement += along * (along / curvature);
        for (size_t a = 0; a < k; a++)
            step[a] -= vectors[a * k + i] * (along / curvature);
    }
    for (size_t a = 0; a < k; a++)
        longest = fmax(longest, fabs(step[a]) / fmax(1, fabs(theta[a])));
    for (size_t a = 0; a < k; a++)
        step[a] /= longest;
    return UF_OK;
}

/* Halve the step until the deviance falls. False when it does not. */
static bool go_down(uf_mixed_likelihood *l, double *theta, const double *step, double deviance)
{
    double part = 1, next[K] = { 0 };
    for (int i = 0; i < MOST_HALVINGS; i++) {
        for (size_t a = 0; a < l->layout.count; a++)
            next[a] = theta[a] + part * step[a];
        if (deviance_at(l, next) < deviance) {
            memcpy(theta, next, l->layout.count * sizeof *theta);
            return true;
        }
        part /= 2;
    }
    return false;
}

static bool too_large(const uf_mixed_layout *at, const double *theta)
{
    for (size_t a = 0; a < at->count; a++) {
        if (!(fabs(theta[a]) < (a == at->rho ? 15 : largest_ratio)))
            return true;
    }
    return false;
}

/* From o->theta downhill until the deviance would fall by nothing that can be seen. Where what it
 * would fall by drowns in its own rounding, steps are taken without asking it, while they shrink.
 */
static uf_status descend(uf_mixed_optimum *o, uf_mixed_likelihood *l)
{
    double step[K] = { 0 }, decrement = INFINITY;
    for (int i = 0; i < MOST_STEPS; i++) {
        uf_jet f = derivatives_at(l, o->theta);
        o->deviance = f.value;
        o->unbounded = !isfinite(f.value) || too_large(&l->layout, o->theta);
        if (o->unbounded)
            return UF_OK;
        double before = decrement;
        uf_status status = newton_step(step, &decrement, &l->layout, o->theta, &f);
        if (status != UF_OK)
            return status;
        o->decrement = sqrt(decrement);
        bool blind = decrement < 1e-8 + 1e-12 * fabs(f.value);
        if (decrement < enough || (blind && before < 2 * decrement))
            return UF_OK;
        o->iterations++;
        if (blind) {
            for (size_t a = 0; a < l->layout.count; a++)
                o->theta[a] += step[a];
        } else if (!go_down(l, o->theta, step, f.value)) {
            return UF_OK;
        }
    }
    return UF_OK;
}

/* The signs of theta that are customary: roots positive. */
static void orient(double *theta, const uf_mixed_layout *at)
{
    for (size_t a = 0; a < at->count; a++) {
        if (a == at->person && has(at->covariance) && theta[a] < 0)
            theta[at->covariance] = -theta[at->covariance];
        if (a != at->rho && a != at->covariance)
            theta[a] = fabs(theta[a]);
    }
}

/* Put parameter a at 0 if it is close and the deviance does not mind. A level without variance
 * leaves the slope one parameter. */
static void try_zero(uf_mixed_optimum *o, uf_mixed_likelihood *l, size_t a)
{
    const uf_mixed_layout *at = &l->layout;
    const double close = 1e-3;
    double theta[K];
    if (fabs(o->theta[a]) > close)
        return;
    memcpy(theta, o->theta, sizeof theta);
    theta[a] = 0;
    if (a == at->person && has(at->slope)) {
        theta[at->slope] = hypot(theta[at->slope], theta[at->covariance]);
        theta[at->covariance] = 0;
    }
    double deviance = deviance_at(l, theta);
    if (!(deviance <= o->deviance + 1e-10 + 1e-14 * fabs(o->deviance)))
        return;
    memcpy(o->theta, theta, sizeof theta);
    o->fixed[a] = true;
    if (a == at->person && has(at->slope))
        o->fixed[at->covariance] = true;
}

/* Find zeros; true when at one of them the deviance falls as the variance grows, so that the search
 * has to go on from there. */
static bool settle(uf_mixed_optimum *o, uf_mixed_likelihood *l)
{
    const uf_mixed_layout *at = &l->layout;
    memset(o->fixed, 0, sizeof o->fixed);
    orient(o->theta, at);
    for (size_t a = 0; a < at->count; a++) {
        if (a != at->rho && a != at->covariance)
            try_zero(o, l, a);
    }
    /* No variance of slopes: neither is there a covariance. */
    if (has(at->slope) && o->fixed[at->slope] && !o->fixed[at->covariance])
        try_zero(o, l, at->covariance);
    uf_jet f = derivatives_at(l, o->theta);
    bool wrong = false;
    for (size_t a = 0; a < at->count; a++) {
        if (o->fixed[a] && a != at->covariance && f.first[a] < -1e-7 * (1 + fabs(f.value))) {
            o->theta[a] = 0.3;
            wrong = true;
        }
    }
    return wrong;
}

static uf_status search_from(uf_mixed_optimum *o, uf_mixed_likelihood *l)
{
    uf_status status = UF_OK;
    for (int i = 0; i < MOST_RESTARTS; i++) {
        status = descend(o, l);
        if (status != UF_OK || o->unbounded || !settle(o, l))
            break;
    }
    return status;
}

uf_status uf_mixed_search(uf_mixed_optimum *best, uf_mixed_likelihood *l)
{
    uf_mixed_optimum other = { .iterations = 0 };
    *best = other;
    uf_mixed_search_start(best->theta, l);
    uf_status status = search_from(best, l);
    if (status == UF_OK) {
        other_start(other.theta, &l->layout);
        status = search_from(&other, l);
    }
    if (status != UF_OK)
        return status;
    int iterations = best->iterations + other.iterations;
    /* Of two that are the same the first is taken, unless it is the poorer one. */
    double gain = best->deviance - other.deviance;
    if (!best->unbounded && (other.unbounded || gain > 1e-9 + 1e-13 * fabs(best->deviance)))
        *best = other;
    best->iterations = iterations;
    uf_mixed_search_gamma(best->gamma, &l->layout, best->theta);
    find_jacobian(best->jacobian, &l->layout, best->theta);
    uf_mixed_likelihood_at(l, best->gamma, true);
    return UF_OK;
}
