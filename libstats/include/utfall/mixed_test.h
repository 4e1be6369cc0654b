/* mixed_test.h: contrasts of a mixed model's coefficients, with degrees of freedom that allow for
 * variances that were estimated.
 *
 *     UF_MIXED_KENWARD_ROGER  the covariance of b corrected for small samples, and the df (of a
 *         joint F: df and scale) that match its first two moments; the linear version, with the
 *         expected information of all variances, also of those at 0 (Kenward & Roger 1997,
 *         Biometrics 53: 983-997; Halekoh & Hojsgaard 2014, J. Stat. Softw. 59(9)). REML only, and
 *         not with autocorrelated residuals, whose covariance is not linear in rho.
 *     UF_MIXED_SATTERTHWAITE  the model's covariance of b, and df by the delta method:
 *         2 v^2/(g'A g) for the contrast's variance v, its gradient g in the variances, and A twice
 *         the inverse of the deviance's Hessian; variances at 0 are taken as known. Joint F: from
 *         the df of the contrasts' principal components (Fai & Cornelius 1996, J. Stat. Comput.
 *         Simul. 54: 363-378; Kuznetsova, Brockhoff & Christensen 2017, J. Stat. Softw. 82(13)).
 *
 * In balanced designs both give the df of the analysis of variance. Certified against pbkrtest
 * 0.5.2 and lmerTest 3.1-3 (tests/certified/mixed_model.tsv). */
#ifndef UTFALL_MIXED_TEST_H
#define UTFALL_MIXED_TEST_H

#include <utfall/effect.h>
#include <utfall/mixed_model.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_mixed_df { UF_MIXED_KENWARD_ROGER, UF_MIXED_SATTERTHWAITE } uf_mixed_df;

/* c'b (contrast: one number per column of x): estimate, std_error, limits, t, df, p_value; method
 * "reml-kenward-roger", "reml-satterthwaite", "ml-satterthwaite", or with AR1
 * "reml-ar1-satterthwaite", "ml-ar1-satterthwaite". NaN with a note, but for the estimate: the fit
 * has no variances; df that cannot be formed. A note of the fit is passed on.
 *   UF_EINVAL  level outside (0, 1); a contrast that is all 0 or not finite; Kenward-Roger of a fit
 *              by ML or with AR1
 *   UF_ENOMEM */
uf_status uf_mixed_contrast(uf_effect *effect, const uf_mixed *fit, const double *contrast,
                            uf_mixed_df df, uf_alternative alternative, double level,
                            uf_error *error);

typedef struct uf_mixed_f {
    double f, df_numerator, df_denominator, p_value;
    const char *method; /* as of a contrast                                */
    const char *note;   /* why numbers are NaN, the fit's note, or ""       */
} uf_mixed_f;

/* That count contrasts (count-by-p, row-major) are all 0. Fai & Cornelius' df depends a little on
 * how the contrasts are scaled against each other (here as they are given, as in lmerTest);
 * Kenward-Roger's does not. Errors as above, and
 *   UF_ESINGULAR  error->index is the first contrast that those before it explain */
uf_status uf_mixed_joint(uf_mixed_f *test, const uf_mixed *fit, const double *contrasts,
                         size_t count, uf_mixed_df df, uf_error *error);

/* The covariance of b, p-by-p, row-major; Kenward-Roger's is the corrected one. NaN throughout
 * where the fit has no variances.
 *   UF_EINVAL  Kenward-Roger of a fit by ML or with AR1;  UF_ENOMEM */
uf_status uf_mixed_covariance(double *covariance, const uf_mixed *fit, uf_mixed_df df,
                              uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
