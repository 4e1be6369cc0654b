/* regression_state.h: what a fitted regression keeps. Private to libstats.
 *
 * "Whitened" is multiplied by the root of the weight, so that least squares of whitened y on
 * whitened X is the fit; for a glm the weights and y are those of its last Newton step. */
#ifndef UTFALL_REGRESSION_STATE_H
#define UTFALL_REGRESSION_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/design.h>
#include <utfall/regression.h>

#include "least_squares.h"

typedef enum uf_regression_model {
    UF_MODEL_LINEAR,
    UF_MODEL_LOGISTIC,
    UF_MODEL_POISSON
} uf_regression_model;

struct uf_regression {
    uf_regression_model model;
    size_t n, p;
    uf_least_squares squares; /* of the whitened X                                            */
    double *b;                /* p                                                            */
    double *root_weight;      /* n                                                            */
    double *residual;         /* n, whitened                                                  */
    double outcome_length;    /* of the whitened y, before fixed effects were swept out       */
    double variance;          /* of a unit of weight 1: sigma^2, or 1 for a glm               */
    uint32_t *cluster;        /* n, or NULL                                                   */
    size_t clusters;
    uf_weight_kind weighted; /* UF_WEIGHT_COUNT without weights                              */
    bool has_weights;
    bool fixed;             /* fixed effects were swept out                                 */
    bool fixed_in_clusters; /* and each group of them lies within one cluster            */
    uf_regression_summary summary;
};

/* A fit with room for the design's n and p, and its clusters copied; NULL without memory. */
uf_regression *uf_regression_allocate(const uf_design *design, uf_regression_model model);

/* Whether a standard error of k'Q'y is nothing but rounding: at most 100 epsilon of |k| |y|. */
bool uf_regression_is_rounding(const uf_regression *fit, double std_error, double k_length);

/* What every contrast starts with: k = T'c (p numbers, for free()), its length, and the estimate.
 * UF_EINVAL, UF_ENOMEM as uf_regression_contrast. */
uf_status uf_regression_direct(double **k, double *k_length, uf_effect *effect,
                               const uf_regression *fit, const double *contrast, double level,
                               const char *function, uf_error *error);

/* t and its p-value and interval, from estimate, std_error and df; the normal distribution with
 * df INFINITY, which becomes NaN: does not apply. */
void uf_regression_t(uf_effect *effect, uf_alternative alternative, double level);

#endif
