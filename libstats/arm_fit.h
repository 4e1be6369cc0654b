/* arm_fit.h: the coefficient of the arm in weighted least squares on cluster summaries, for one
 * assignment after another. Private to libstats.
 *
 *     y_g = block + covariates + beta * treated_g,  weights w_g
 *
 * Everything is scaled by sqrt(w_g) and cleared of blocks and covariates once (Frisch, Waugh &
 * Lovell): with the residual r of the arm, beta = r'u / r'r for the residual u of an outcome. Its
 * variance is HC2 (MacKinnon & White 1985),
 *     V = sum r_g^2 e_g^2 / (1 - h_g) / (r'r)^2,   e = u - beta r,
 * which is Welch's for two groups of clusters and the paired t's for matched pairs. */
#ifndef UTFALL_ARM_FIT_H
#define UTFALL_ARM_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <utfall/randomisation.h>

typedef struct uf_arm_fit uf_arm_fit;

/* For the blocks, weights and covariates of design; its assignment is set by uf_arm_fit_assign.
 *   UF_EINVAL  a weight is not above 0, or a covariate is not finite: error->index the cluster
 *   UF_ESINGULAR  a covariate depends on those before it and the blocks: error->index
 *   UF_ENOMEM */
uf_status uf_arm_fit_new(uf_arm_fit **fit, const uf_cluster_design *design, const char *function,
                         uf_error *error);
void uf_arm_fit_free(uf_arm_fit *fit);

/* values[0..clusters-1], an outcome, becomes its residual. */
void uf_arm_fit_clear(const uf_arm_fit *fit, double *values);

/* Take the assignment treated[0..clusters-1]. False if covariates and blocks determine it, so that
 * there is no coefficient. */
bool uf_arm_fit_assign(uf_arm_fit *fit, const unsigned char *treated);

/* The residual r of the arm, clusters elements, until the next assignment. */
const double *uf_arm_fit_residual(const uf_arm_fit *fit);

/* Whether some cluster alone carries the coefficient (h_g = 1): then V is not to be had. *cluster
 * is which. */
bool uf_arm_fit_rests_on(const uf_arm_fit *fit, size_t *cluster);

/* beta of a cleared outcome. */
double uf_arm_fit_coefficient(const uf_arm_fit *fit, const double *cleared);

/* sum r_g^2 a_g b_g / (1 - h_g) / (r'r)^2 for residuals a and b; a cluster with h_g = 1 adds
 * nothing. */
double uf_arm_fit_covariance(const uf_arm_fit *fit, const double *a, const double *b);

#endif
