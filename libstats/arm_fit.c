/* arm_fit.c: an orthonormal basis of blocks and covariates, and what the arm adds to it. */
#include "arm_fit.h"

#include <math.h>
#include <stdlib.h>

/* A column is dependent when this part of its length, or less, is left of it. */
static const double rank_tolerance = 1e-9;

struct uf_arm_fit {
    size_t clusters, columns;
    double *root;     /* sqrt(w_g)                                        */
    double *basis;    /* columns of `clusters` elements, orthonormal      */
    double *leverage; /* of the basis, per cluster                        */
    double *arm;      /* r                                                */
    double spread;    /* r'r                                              */
};

void uf_arm_fit_free(uf_arm_fit *fit)
{
    if (fit == NULL)
        return;
    free(fit->root);
    free(fit->basis);
    free(fit->leverage);
    free(fit->arm);
    free(fit);
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Take the basis out of a scaled vector; what rounding left of it the first time goes the second
 * time. */
static void project(const uf_arm_fit *fit, double *vector)
{
    for (int pass = 0; pass < 2; pass++) {
        for (size_t c = 0; c < fit->columns; c++) {
            const double *column = fit->basis + c * fit->clusters;
            double along = dot(column, vector, fit->clusters);
            for (size_t g = 0; g < fit->clusters; g++)
                vector[g] -= along * column[g];
        }
    }
}

/* The last column of the basis, filled in by the caller, is made orthonormal to the others. False
 * if it depends on them. */
static bool adopt(uf_arm_fit *fit)
{
    double *column = fit->basis + fit->columns * fit->clusters;
    double before = sqrt(dot(column, column, fit->clusters));
    project(fit, column);
    double length = sqrt(dot(column, column, fit->clusters));
    if (!(length > rank_tolerance * before))
        return false;
    for (size_t g = 0; g < fit->clusters; g++) {
        column[g] /= length;
        fit->leverage[g] += column[g] * column[g];
    }
    fit->columns++;
    return true;
}

/* A column per block: 1 for the clusters that have the code of the first one not yet seen. */
static void adopt_blocks(uf_arm_fit *fit, const uf_assignment *assigned)
{
    for (size_t first = 0; first < fit->clusters; first++) {
        if (fit->leverage[first] > 0)
            continue;
        double *column = fit->basis + fit->columns * fit->clusters;
        for (size_t g = 0; g < fit->clusters; g++) {
            bool inside = assigned->block == NULL || assigned->block[g] == assigned->block[first];
            column[g] = inside ? fit->root[g] : 0;
        }
        adopt(fit);
    }
}

static uf_status adopt_covariates(uf_arm_fit *fit, const uf_cluster_design *design,
                                  const char *function, uf_error *error)
{
    for (size_t c = 0; c < design->covariate_count; c++) {
        /* With a basis as long as the vectors the next one must depend on it. */
        bool full = fit->columns == fit->clusters;
        double *column = full ? fit->arm : fit->basis + fit->columns * fit->clusters;
        for (size_t g = 0; g < fit->clusters; g++) {
            double value = design->covariates[g * design->covariate_count + c];
            if (!isfinite(value))
                return uf_error_set(error, UF_EINVAL, function, "a covariate is not a number", g,
                                    value);
            column[g] = fit->root[g] * value;
        }
        if (full || !adopt(fit))
            return uf_error_set(error, UF_ESINGULAR, function,
                                "a covariate depends on others or the blocks", c, NAN);
    }
    return UF_OK;
}

/* Weights are measured from the largest, which changes neither coefficient nor variance. */
static uf_status scale(uf_arm_fit *fit, const double *weight, const char *function, uf_error *error)
{
    double largest = weight != NULL ? 0 : 1;
    for (size_t g = 0; g < fit->clusters && weight != NULL; g++) {
        if (!(weight[g] > 0) || !isfinite(weight[g]))
            return uf_error_set(error, UF_EINVAL, function, "a weight is not above 0", g,
                                weight[g]);
        largest = fmax(largest, weight[g]);
    }
    for (size_t g = 0; g < fit->clusters; g++)
        fit->root[g] = sqrt(weight != NULL ? weight[g] / largest : 1);
    return UF_OK;
}

uf_status uf_arm_fit_new(uf_arm_fit **fit, const uf_cluster_design *design, const char *function,
                         uf_error *error)
{
    size_t clusters = design->assigned.clusters;
    uf_arm_fit *made = calloc(1, sizeof *made);
    uf_status status = UF_ENOMEM;
    *fit = NULL;
    if (made == NULL || clusters > SIZE_MAX / sizeof(double) / (clusters + 1))
        goto failed;
    made->clusters = clusters;
    made->root = calloc(clusters + 1, sizeof *made->root);
    made->basis = calloc(clusters * clusters + 1, sizeof *made->basis);
    made->leverage = calloc(clusters + 1, sizeof *made->leverage);
    made->arm = calloc(clusters + 1, sizeof *made->arm);
    if (made->root == NULL || made->basis == NULL || made->leverage == NULL || made->arm == NULL)
        goto failed;
    status = scale(made, design->weight, function, error);
    if (status == UF_OK) {
        adopt_blocks(made, &design->assigned);
        status = adopt_covariates(made, design, function, error);
    }
    if (status != UF_OK)
        goto failed;
    *fit = made;
    return UF_OK;
failed:
    uf_arm_fit_free(made);
    if (status == UF_ENOMEM)
        return uf_error_set(error, status, function, "memory ran out", UF_NO_INDEX, NAN);
    return status;
}

void uf_arm_fit_clear(const uf_arm_fit *fit, double *values)
{
    for (size_t g = 0; g < fit->clusters; g++)
        values[g] *= fit->root[g];
    project(fit, values);
}

bool uf_arm_fit_assign(uf_arm_fit *fit, const unsigned char *treated)
{
    double whole = 0;
    for (size_t g = 0; g < fit->clusters; g++) {
        fit->arm[g] = treated[g] ? fit->root[g] : 0;
        whole += fit->arm[g] * fit->arm[g];
    }
    project(fit, fit->arm);
    fit->spread = dot(fit->arm, fit->arm, fit->clusters);
    return fit->spread > rank_tolerance * rank_tolerance * whole;
}

const double *uf_arm_fit_residual(const uf_arm_fit *fit)
{
    return fit->arm;
}

/* 1 - h_g, or 0 where it is 0 but for rounding. */
static double freedom(const uf_arm_fit *fit, size_t g)
{
    double left = 1 - fit->leverage[g] - fit->arm[g] * fit->arm[g] / fit->spread;
    return left > 1e-10 ? left : 0;
}

bool uf_arm_fit_rests_on(const uf_arm_fit *fit, size_t *cluster)
{
    for (size_t g = 0; g < fit->clusters; g++) {
        if (freedom(fit, g) == 0 && fit->arm[g] * fit->arm[g] > 1e-10 * fit->spread) {
            *cluster = g;
            return true;
        }
    }
    return false;
}

double uf_arm_fit_coefficient(const uf_arm_fit *fit, const double *cleared)
{
    return dot(fit->arm, cleared, fit->clusters) / fit->spread;
}

double uf_arm_fit_covariance(const uf_arm_fit *fit, const double *a, const double *b)
{
    double sum = 0;
    for (size_t g = 0; g < fit->clusters; g++) {
        double left = freedom(fit, g);
        if (left > 0)
            sum += fit->arm[g] * fit->arm[g] * a[g] * b[g] / left;
    }
    return sum / fit->spread / fit->spread;
}
