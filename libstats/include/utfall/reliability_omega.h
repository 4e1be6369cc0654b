/* reliability_omega.h: one factor behind the items of a scale, and omega total.
 *
 * Items as z-values, x_i = l_i f + e_i, errors uncorrelated: correlations l_i l_j. Omega is the
 * share of the variance of the total that is not the items' own errors, 1 - l_i^2 (McDonald 1999,
 * Test theory, chapter 6): as alpha, but items may measure the factor unequally well.
 *     UF_FACTOR_MINRES  least squares of the correlations off the diagonal (Harman & Jones 1966,
 *                       Psychometrika 31: 351-368), minimised in one loading after the other, each
 *                       exactly and within -1..1, until none moves by 1e-12; from several
 *                       starts, of which the best counts
 *     UF_FACTOR_ML      maximum likelihood under normality, by the EM algorithm (Rubin & Thayer
 *                       1982, Psychometrika 47: 69-76); needs a matrix of full rank
 * The factor is turned so that the
 * loadings add up to 0 or more. Items are never reversed here (psych flips those that load
 * negatively): that is the key's business, and the note tells of it.
 *
 * Certified against psych 2.2.9 (fa, omega), stats::factanal and lavaan 0.6-14 (one-factor CFA),
 * tests/certified/reliability.tsv; R's optimisers stop at four to six digits. */
#ifndef UTFALL_RELIABILITY_OMEGA_H
#define UTFALL_RELIABILITY_OMEGA_H

#include <stddef.h>

#include <utfall/effect.h>
#include <utfall/reliability_items.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_factor_method { UF_FACTOR_MINRES, UF_FACTOR_ML } uf_factor_method;

/* Loadings (spread->items of them) of the correlations. *note says what limits them, and where it
 * is so that there are none (all NaN): one item; two, which one correlation cannot tell apart;
 * fewer than 3 people; an item that does not vary; no convergence. They are there, with a note,
 * when one is at its bound (a Heywood case), when an item loads negatively, and when people are
 * fewer than items.
 *   UF_ENOMEM  memory ran out */
uf_status uf_one_factor(double *loadings, const char **note, const uf_item_spread *spread,
                        uf_factor_method method, uf_error *error);

/* (sum s_i l_i)^2 / ((sum s_i l_i)^2 + sum s_i^2 (1 - l_i^2)): omega of the model's own variance. s
 * are the items' standard deviations: the sum of the items as they are; NULL: of their z-values. */
double uf_omega_of_loadings(const double *loadings, const double *s, size_t items);

/* Omega total by minres: 1 - sum(1 - l_i^2) / (sum of all correlations), the variance of the total
 * being the one observed: what psych::omega(nfactors = 1) prints as Omega Total. No interval.
 * method "minres-one-factor". loadings: items of them, or NULL. NaN as for the loadings.
 *   UF_ENOMEM  memory ran out */
uf_status uf_omega_total(uf_effect *effect, double *loadings, const uf_item_spread *spread,
                         uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
