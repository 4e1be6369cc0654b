/* kenward_roger.c: the small-sample covariance of a mixed model's coefficients, by the expected
 * information of its variances (Kenward & Roger 1997, the linear version).
 *
 * V = sum of variances times known matrices V_i. The paper's matrices, for X made orthonormal,
 *     P_i  = -Q'V^-1 V_i V^-1 Q,   Q_ij = Q'V^-1 V_i V^-1 V_j V^-1 Q
 * are derivatives of Q'V^-1 Q: the first one, and half the second (the symmetric part of Q_ij,
 * which is all that is needed); and tr V^-1 V_i V^-1 V_j is minus the second derivative of log|V|.
 * The likelihood has those in the ratios gamma; V = sigma^2 V0(variances/sigma^2) gives them in the
 * variances. */
#include "mixed_state.h"
#include "symmetric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { M = UF_MIXED_VARIANCES };

/* In the residual variance (number 0) and those of `parameter`, which are linear. */
struct natural {
    size_t count, p;
    size_t parameter[M];
    double *phi;     /* p-by-p: (Q'V^-1 Q)^-1                    */
    double *first;   /* count matrices P_i                       */
    double *second;  /* count * count matrices 2 sym Q_ij        */
    double *scratch; /* two matrices                            */
    double trace[M * M], information[M * M];
};

static bool reserve(struct natural *w, size_t p)
{
    w->p = p;
    w->phi = calloc(p * p, sizeof *w->phi);
    w->first = calloc((size_t)M * p * p, sizeof *w->first);
    w->second = calloc((size_t)M * M * p * p, sizeof *w->second);
    w->scratch = calloc(2 * p * p, sizeof *w->scratch);
    return w->phi != NULL && w->first != NULL && w->second != NULL && w->scratch != NULL;
}

static void release(struct natural *w)
{
    free(w->phi);
    free(w->first);
    free(w->second);
    free(w->scratch);
}

/* In the order in which one is asked whether it can be told from those before it. */
static void linear_parameters(struct natural *w, const uf_mixed_layout *at)
{
    const size_t order[] = { at->person, at->covariance,  at->slope,
                             at->school, at->class_level, at->class_wave };
    w->count = 1;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (order[i] != UF_NO_PARAMETER)
            w->parameter[w->count++] = order[i];
    }
}

/* to += factor * layer. */
static void add(double *to, const double *layer, double factor, double *scratch, size_t p)
{
    uf_mixed_corner(scratch, layer, p, factor);
    for (size_t i = 0; i < p * p; i++)
        to[i] += scratch[i];
}

/* P_i. */
static void first_derivative(double *to, struct natural *w, const uf_jet_matrix *cross, size_t i,
                             const double *gamma, double sigma_squared)
{
    size_t p = w->p;
    const size_t *at = w->parameter;
    double scale = 1 / (sigma_squared * sigma_squared);
    memset(to, 0, p * p * sizeof *to);
    if (i > 0) {
        add(to, uf_jet_matrix_first(cross, at[i]), scale, w->scratch, p);
        return;
    }
    add(to, uf_jet_matrix_value(cross), -scale, w->scratch, p);
    for (size_t j = 1; j < w->count; j++)
        add(to, uf_jet_matrix_first(cross, at[j]), -scale * gamma[at[j]], w->scratch, p);
}

/* 2 sym Q_ij, i <= j. */
static void second_derivative(double *to, struct natural *w, const uf_jet_matrix *cross, size_t i,
                              size_t j, const double *gamma, double sigma_squared)
{
    size_t p = w->p;
    const size_t *at = w->parameter;
    double scale = 1 / (sigma_squared * sigma_squared * sigma_squared);
    memset(to, 0, p * p * sizeof *to);
    if (i > 0) {
        add(to, uf_jet_matrix_second(cross, at[i], at[j]), scale, w->scratch, p);
        return;
    }
    if (j > 0) {
        add(to, uf_jet_matrix_first(cross, at[j]), -2 * scale, w->scratch, p);
        for (size_t a = 1; a < w->count; a++)
            add(to, uf_jet_matrix_second(cross, at[a], at[j]), -scale * gamma[at[a]], w->scratch,
                p);
        return;
    }
    add(to, uf_jet_matrix_value(cross), 2 * scale, w->scratch, p);
    for (size_t a = 1; a < w->count; a++) {
        add(to, uf_jet_matrix_first(cross, at[a]), 4 * scale * gamma[at[a]], w->scratch, p);
        for (size_t b = 1; b < w->count; b++)
            add(to, uf_jet_matrix_second(cross, at[a], at[b]), scale * gamma[at[a]] * gamma[at[b]],
                w->scratch, p);
    }
}

/* tr V^-1 V_i V^-1 V_j, i <= j. */
static double trace(const struct natural *w, const uf_jet *log_det, size_t i, size_t j, double n,
                    const double *gamma, double sigma_squared)
{
    const size_t *at = w->parameter;
    double sum;
    if (i > 0) {
        sum = -log_det->second[at[i]][at[j]];
    } else if (j > 0) {
        sum = log_det->first[at[j]];
        for (size_t a = 1; a < w->count; a++)
            sum += gamma[at[a]] * log_det->second[at[a]][at[j]];
    } else {
        sum = n;
        for (size_t a = 1; a < w->count; a++) {
            sum -= 2 * gamma[at[a]] * log_det->first[at[a]];
            for (size_t b = 1; b < w->count; b++)
                sum -= gamma[at[a]] * gamma[at[b]] * log_det->second[at[a]][at[b]];
        }
    }
    return sum / (sigma_squared * sigma_squared);
}

/* All of it; information = tr V^-1 V_i V^-1 V_j - 2 tr Phi Q_ij + tr Phi P_i Phi P_j, twice the
 * expected information of the restricted likelihood. */
static uf_status find(struct natural *w, const uf_mixed_likelihood *l, const double *gamma,
                      double sigma_squared)
{
    size_t p = l->s->p, cells = p * p;
    if (!reserve(w, p))
        return UF_ENOMEM;
    linear_parameters(w, &l->layout);
    uf_mixed_corner(w->phi, uf_jet_matrix_value(&l->cross), p, 1 / sigma_squared);
    uf_status status = uf_symmetric_inverse(w->phi, w->phi, p);
    if (status != UF_OK)
        return status;
    for (size_t i = 0; i < w->count; i++)
        first_derivative(w->first + i * cells, w, &l->cross, i, gamma, sigma_squared);
    for (size_t i = 0; i < w->count; i++) {
        for (size_t j = i; j < w->count; j++) {
            double *q = w->second + (i * M + j) * cells;
            double *left = w->scratch, *right = w->scratch + cells;
            second_derivative(q, w, &l->cross, i, j, gamma, sigma_squared);
            double whole = trace(w, &l->log_det, i, j, (double)l->s->n, gamma, sigma_squared);
            double known = whole - uf_trace_product(w->phi, q, p);
            uf_square_product(left, w->phi, w->first + i * cells, p);
            uf_square_product(right, w->first + j * cells, w->phi, p);
            known += uf_trace_product(left, right, p);
            w->trace[i * M + j] = w->trace[j * M + i] = whole;
            w->information[i * M + j] = w->information[j * M + i] = known;
        }
    }
    return UF_OK;
}

uf_status uf_mixed_confounded(size_t *parameter, uf_mixed_likelihood *l, const double *gamma)
{
    /* What rounding leaves of an information that is 0 is 1e-12 or so. */
    const double nothing = 1e-9;
    struct natural w = { .count = 0 };
    *parameter = UF_NO_PARAMETER;
    uf_status status = find(&w, l, gamma, 1);
    if (status == UF_OK) {
        double scaled[M * M] = { 0 };
        size_t m = w.count, first = m;
        for (size_t i = 0; i < m; i++) {
            for (size_t j = 0; j < m; j++)
                scaled[i * m + j] =
                    w.information[i * M + j] / sqrt(w.trace[i * M + i] * w.trace[j * M + j]);
        }
        for (size_t i = m; i-- > 0;) {
            if (!(scaled[i * m + i] > nothing))
                first = i;
        }
        size_t dependent = uf_symmetric_cholesky(scaled, m, nothing);
        first = dependent < first ? dependent : first;
        if (first < m)
            *parameter = first > 0 ? w.parameter[first] : w.parameter[1];
    }
    release(&w);
    return status;
}

/* Phi_A = Phi + 2 Phi (sum W_ij (Q_ij - P_i Phi P_j)) Phi. */
static void correct(uf_mixed_spread *spread, struct natural *w)
{
    size_t p = w->p, cells = p * p, m = w->count;
    double *sum = spread->variance, *left = w->scratch, *right = w->scratch + cells;
    memset(sum, 0, cells * sizeof *sum);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++) {
            const double *q = w->second + (i < j ? i * M + j : j * M + i) * cells;
            double weight = spread->covariance[i * m + j];
            uf_square_product(left, w->first + i * cells, w->phi, p);
            uf_square_product(right, left, w->first + j * cells, p);
            for (size_t c = 0; c < cells; c++)
                sum[c] += weight * (q[c] / 2 - right[c]);
        }
    }
    uf_square_product(left, w->phi, sum, p);
    uf_square_product(right, left, w->phi, p);
    for (size_t r = 0; r < p; r++) {
        for (size_t c = 0; c < p; c++)
            sum[r * p + c] = w->phi[r * p + c] + right[r * p + c] + right[c * p + r];
    }
}

uf_status uf_mixed_kenward_roger(uf_mixed_spread *spread, uf_mixed_likelihood *l,
                                 const double *gamma, double sigma_squared)
{
    struct natural w = { .count = 0 };
    uf_status status = find(&w, l, gamma, sigma_squared);
    size_t m = w.count, cells = w.p * w.p;
    if (status == UF_OK) {
        double information[M * M];
        for (size_t i = 0; i < m; i++) {
            for (size_t j = 0; j < m; j++)
                information[i * m + j] = w.information[i * M + j];
        }
        status = uf_symmetric_inverse(spread->covariance, information, m);
    }
    spread->usable = status == UF_OK;
    spread->count = m;
    if (spread->usable) {
        for (size_t i = 0; i < m * m; i++)
            spread->covariance[i] *= 2;
        correct(spread, &w);
        memcpy(spread->model, w.phi, cells * sizeof *w.phi);
        for (size_t i = 0; i < m; i++) {
            uf_square_product(w.scratch, w.phi, w.first + i * cells, w.p);
            uf_square_product(spread->derivative + i * cells, w.scratch, w.phi, w.p);
        }
    }
    release(&w);
    return status == UF_ENUMERIC ? UF_OK : status;
}
