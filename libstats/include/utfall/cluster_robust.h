/* cluster_robust.h: how surely a regression is known when whole clusters vary together.
 *
 *     V = (X'WX)^-1 [ sum_g X_g'W_g A_g e_g e_g'A_g'W_g X_g ] (X'WX)^-1
 *
 * over G clusters with residuals e_g (Liang & Zeger 1986, Biometrika 73: 13-22), where
 *
 *     CR0   A_g = I
 *     CR1   CR0 times G/(G - 1)
 *     CR1S  CR0 times G/(G - 1) (n - 1)/(n - p): Stata; with a cluster for each row it is HC1
 *     CR2   A_g takes out the bias that the residuals have when all rows vary alike and
 *           independently: the symmetric Moore-Penrose root of (I - H_gg)^+ (Bell & McCaffrey 2002,
 *           Surv. Methodol. 28: 169-181; Pustejovsky & Tipton 2018, J. Bus. Econ. Stat. 36:
 *           672-683)
 *     CR3   A_g = (I - H_gg)^-1: close to leaving out a cluster at a time
 *
 * and the intervals use t with G - 1 df, for CR2 with the df of Satterthwaite: c'Vc is a quadratic
 * form in the residuals whose first two moments under that working model are those of a
 * chi-square on
 *
 *     df = (sum P_gg)^2 / sum P_gh^2,  P_gh = a_g'(I - H)_gh a_h,  a_g = A_g X_g (X'X)^-1 c
 *
 * which may be far below G - 1: 4.00 for three schools against three of one size, 3.09 for 40, 60,
 * 80 against 120, 150, 200. CR2 is the one for few clusters; the others are there to be compared
 * with.
 *
 * Cost. With X = QT^-1, the eigenvectors of the p-by-p matrix Q_g'Q_g give the root of I - H_gg, so
 * that no n_g-by-n_g matrix is ever formed: time n p^2 + G p^3, whatever the sizes of the
 * clusters.
 *
 * Working model with weights. Counts (UF_WEIGHT_COUNT) give what the table written out would. A glm
 * is treated as its last weighted least squares, rows divided by their standard deviation, with the
 * symmetric root there (Kauermann & Carroll 2001, J. Am. Stat. Assoc. 96: 1387-1396, for clusters);
 * where the fitted variance is the same within each cluster, as with an arm alone, this is
 * clubSandwich's. Weights of importance leave the rows varying alike (clubSandwich's lm): A_g is
 * then the root of ((I - H)(I - H)')_gg, from an n_g-by-2p factorisation.
 *
 * Fixed effects. As dummies, each fills a direction of its cluster in which I - H_gg is 0 and the
 * Moore-Penrose root is too. Swept out (design.h) they give the same CR2 and df when each of their
 * groups lies within one cluster and weights are not of importance (Pustejovsky & Tipton 2018,
 * theorem 2, as corrected in 2023, doi 10.1080/07350015.2023.2174123); otherwise they are refused.
 *
 * When it fails. The df are those of rows that vary alike and independently. With a pupil-level
 * fit, 3 + 3 schools and one of each arm eight times as large as the others, the large ones decide
 * and are two: at an intraclass correlation of 0.1 9 % of true null hypotheses are rejected at 5,
 * where t on cluster means (cluster_means.h) rejects 5, or 2 with units alike. The df (2.04) gives
 * the warning.
 *
 * What is refused. Where a contrast rests on what one cluster says and no other, as when an arm has
 * one cluster, its residuals have been fitted away: the sandwich would print a tiny standard error
 * and a df that looks respectable. Then, and where the residuals are rounding, there is an estimate
 * and a note. */
#ifndef UTFALL_CLUSTER_ROBUST_H
#define UTFALL_CLUSTER_ROBUST_H

#include <utfall/effect.h>
#include <utfall/regression.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_cluster_robust { UF_CR0, UF_CR1, UF_CR1S, UF_CR2, UF_CR3 } uf_cluster_robust;

/* A Satterthwaite df below this deserves a word: the approximation is poor there. */
enum { UF_SATTERTHWAITE_FEW = 4 };

/* c'b with its cluster-robust variance: estimate, std_error, limits, t, df, p_value; method "cr0",
 * "cr1", "cr1s", "cr2-satterthwaite" or "cr3". Clusters are those of the design that was fitted;
 * one whose rows all have weight 0 does not count.
 * NaN with a note, but for the estimate: fewer than two clusters; a contrast that rests on one
 * cluster; residuals that are rounding; a df that cannot be formed. A df below 4 is noted.
 *   UF_EINVAL  level outside (0, 1); a contrast that is all 0 or not finite; a fit without
 *              clusters; CR2 or CR3 with fixed effects that cross clusters, CR2 with fixed effects
 *              swept out under weights of importance: give them as columns
 *   UF_ENOMEM, UF_ENUMERIC */
uf_status uf_cluster_robust_contrast(uf_effect *effect, const uf_regression *fit,
                                     const double *contrast, uf_cluster_robust type,
                                     uf_alternative alternative, double level, uf_error *error);

/* V itself, p-by-p, row-major, whatever it is worth: nothing is refused but fewer than two
 * clusters.
 *   UF_EDATA   fewer than two clusters;  the others as above */
uf_status uf_cluster_robust_variance(double *variance, const uf_regression *fit,
                                     uf_cluster_robust type, uf_error *error);

/* The Satterthwaite df of a contrast, likewise; NaN where it is 0/0. Errors as above. */
uf_status uf_cluster_robust_df(double *df, const uf_regression *fit, const double *contrast,
                               uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
