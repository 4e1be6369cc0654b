/* icc_reml.h: intraclass correlation by restricted maximum likelihood, clusters of any sizes.
 *
 *     y_gi = mu + b_g + e_gi,  var(b) = sigma_b^2,  var(e) = sigma^2,
 *     rho  = sigma_b^2 / (sigma_b^2 + sigma^2),  lambda = rho / (1 - rho)
 *
 * Profiled over mu and sigma^2 (Patterson & Thompson 1971; Bates, Maechler, Bolker & Walker 2015,
 * J. Stat. Softw. 67(1), eq. 42) minus twice the log restricted likelihood is
 *
 *     d(rho) = sum log(1 + n_g lambda) + log sum w_g + (N - 1)(1 + log(2 pi S / (N - 1)))
 *     w_g = n_g / (1 + n_g lambda),  S = SSW + sum w_g (mean_g - mu)^2,  mu weighted by w_g
 *
 * so that counts, means and sums of squares per cluster (moments.h) are enough, and a step costs as
 * much for a hundred units as for a million. With equal sizes and a positive estimate it is that of
 * the analysis of variance (icc.h); unlike that, it cannot be negative: a fit at the boundary,
 * sigma_b^2 = 0, is a result, with a note, and the analysis of variance says how far below 0 the
 * data lie. Show both. */
#ifndef UTFALL_ICC_REML_H
#define UTFALL_ICC_REML_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/effect.h>
#include <utfall/moments.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_icc_reml {
    size_t clusters; /* those with at least one unit                        */
    double n;        /* units                                               */
    double mean;     /* mu, by generalised least squares                    */
    double variance_between, variance_within; /* sigma_b^2, sigma^2         */
    double rho;
    double criterion; /* d(rho), lme4's REML criterion                      */
    bool boundary;    /* sigma_b^2 is 0                                     */
    const char *note; /* why there are no numbers, what the boundary means, or "" */
} uf_icc_reml;

/* Fit to `clusters` groups; empty ones are passed over. The global minimum of d on 0 <= rho < 1,
 * bracketed on a grid and then found to the last digit by the sign of its derivative. NaN, with the
 * reason in note, where uf_icc_anova has none, and when nothing varies within clusters. */
void uf_icc_reml_fit(uf_icc_reml *fit, const uf_moments *groups, size_t clusters);

/* rho with its profile likelihood interval: all rho with d(rho) - d(estimate) at most the quantile
 * of chi-square on one df, within [0, 1); method "reml-profile". std_error is that of Donner &
 * Koval 1982 (Biometrika 69: 719-722), from the information of (sigma^2, rho). statistic, df and
 * p_value are those of the F test of rho = 0 in the analysis of variance, which is exact for normal
 * values; the likelihood ratio is not, with few clusters. With six clusters prefer the exact
 * interval of uf_icc_estimate.
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_icc_reml_estimate(uf_effect *effect, const uf_moments *groups, size_t clusters,
                               double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
