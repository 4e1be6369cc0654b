/* reliability.h: do the items of a scale measure the same thing? Internal consistency from one
 * occasion.
 *
 * With k items of variances v_i and a total of variance V = sum of all covariances,
 *
 *     alpha = k/(k - 1) (1 - sum v_i / V)            Cronbach 1951, Psychometrika 16: 297-334
 *     limits 1 - (1 - alpha) F_{1-q}, 1 - (1 - alpha) F_q
 *                                                    Feldt 1965, Psychometrika 30: 357-370
 *
 * since (1 - alpha_true)/(1 - alpha) is F on n - 1 and (n - 1)(k - 1) df: exact for normal items
 * with equal variances and covariances; with skewed or categorical items too narrow. Alpha is
 * reliability only where the items measure one thing equally well; otherwise, with errors that do
 * not correlate, it is a lower bound (omega, reliability_omega.h, lets items differ). It may be
 * negative, and is then shown: items that go against each other are a fault of the key or of the
 * scale.
 *
 * Certified against psych::alpha 2.2.9 and base R (tests/certified/reliability.tsv): 8 digits.
 *
 * All functions take a uf_item_spread. An item that does not vary counts in k and adds nothing to
 * V; psych deletes it with a warning, which would be the alpha of another scale. Undefined values
 * are NaN with the reason in note. Pairwise spreads give estimates without intervals. */
#ifndef UTFALL_RELIABILITY_H
#define UTFALL_RELIABILITY_H

#include <stddef.h>

#include <utfall/effect.h>
#include <utfall/reliability_items.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Alpha with Feldt's interval; df is n - 1. method "cronbach-feldt", or "cronbach-pairwise" without
 * interval. NaN with one item, fewer than 2 people, or a total that does not vary. With a perfect
 * alpha the interval has no width.
 *   UF_EINVAL  level outside (0, 1) */
uf_status uf_alpha(uf_effect *effect, const uf_item_spread *spread, double level, uf_error *error);

/* The mean correlation of two items; NaN with one item or when an item does not vary. */
double uf_mean_item_correlation(const uf_item_spread *spread);

/* Alpha of items brought to the same variance, k r / (1 + (k - 1) r) with r the mean correlation
 * (Spearman-Brown). No interval: Feldt's is of the raw scale. method "cronbach-standardised". NaN
 * as for r, and where k items cannot correlate that low. */
void uf_alpha_standardised(uf_effect *effect, const uf_item_spread *spread);

/* The correlation of an item with the sum of the others (corrected item-total correlation), with
 * Fisher's (1921) interval; df is n - 2. method "pearson-fisher". NaN with one item, below 3
 * people, or when one side does not vary; no interval below 4. Negative: the item goes against the
 * rest, as one does that should be reversed and is not, or is twice.
 *   UF_EINVAL  level outside (0, 1); no such item */
uf_status uf_item_rest(uf_effect *effect, const uf_item_spread *spread, size_t item, double level,
                       uf_error *error);

/* The mean of an item, as it counts in the score, with Student's t interval on n - 1 df. method
 * "t". std_error is SD / sqrt(n). No interval below 2 people, when the item does not vary, and
 * pairwise.
 *   UF_EINVAL  as above */
uf_status uf_item_mean(uf_effect *effect, const uf_item_spread *spread, size_t item, double level,
                       uf_error *error);

/* Alpha of the scale without an item, as uf_alpha. With two items nothing is left to be consistent.
 *   UF_EINVAL  as above
 *   UF_ENOMEM  memory ran out */
uf_status uf_alpha_if_dropped(uf_effect *effect, const uf_item_spread *spread, size_t item,
                              double level, uf_error *error);

/* Standard error of measurement, SD sqrt(1 - alpha): how far a person's score is from what they
 * would have on average, in units of the score. sd is the SD of the scores of the same people. The
 * limits are those of alpha, with sd taken as known. method "sd-alpha". NaN where alpha or sd is; a
 * negative alpha gives none: measurement cannot err by more than the scores vary. */
void uf_alpha_sem(uf_effect *effect, const uf_effect *alpha, double sd);

#ifdef __cplusplus
}
#endif
#endif
