/* rating_noise.h: how many cases seem to improve when nothing has changed but the rating.
 *
 * A case is rated twice on some risk and some protective factors and counts as improved when its
 * risks fell and its protective factors rose. If nothing changed, both ratings of a factor are two
 * exchangeable ratings of the same thing (rating_table.h), and changes of different factors are
 * independent given the case; so the distribution of a sum of changes is a convolution, exact and
 * without a random number. On 12 + 7 factors rated 0 to 4, two raters agreeing to 0.56 exactly and
 * to 0.90 within one step, 18.4 % of cases seem to improve on a uniform baseline (18 % on skewed
 * ones); at 0.78/0.98 13 %. A target of 22 % lies inside noise when what follows is counted in:
 *
 * - Shared error. A rater who has a better impression of the whole rates the risks lower and the
 *   protective factors higher. The two sides are joined by a normal copula with correlation
 *   v / (1 + v): to each side's own error comes a common one of v times its variance (0.1: 20 %;
 *   0.3: 22 %). v is of the sums, where little from each rating adds up: with 12 + 7 factors,
 *   impressions that are 1 % of the error variance of every single rating make v = 0.1.
 * - Selection. Who was taken in because the risks were rated high is rated lower next time
 *   (regression to the mean): of the worst 30 % at baseline 25 to 28 % seem to improve, of the
 *   worst 10 % 29 to 32 %, the less the more even the baseline is. */
#ifndef UTFALL_RATING_NOISE_H
#define UTFALL_RATING_NOISE_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/factors.h>
#include <utfall/factors_change.h>
#include <utfall/rating_table.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Shares of cases expected to move if nothing changed, by the rules of factors_change.h. A side
 * that has no factor in the set is not asked about: its share is NaN, and the other's is
 * improved. */
typedef struct uf_noise_shares {
    double good[UF_SIDES]; /* risk lowered, protection raised */
    double improved;       /* both                            */
} uf_noise_shares;

typedef struct uf_rating_noise uf_rating_noise;

/* The tables of n factors under one agreement. marginals[i][k] is how many cases (or which share)
 * have factors[i].min + k at baseline, of max - min + 1 levels; a factor that nobody is rated on
 * has only zeros, and no table. On success *noise is a new object for uf_rating_noise_free; the
 * arguments are copied.
 *   UF_EINVAL  as uf_factors_check and uf_rating_table, error->index being the factor
 *   UF_EDATA   no factor's marginal can give the agreement
 *   UF_ENOMEM */
uf_status uf_rating_noise_new(uf_rating_noise **noise, const uf_factor *factors,
                              const double *const *marginals, size_t n,
                              const uf_agreement *agreement, uf_error *error);

void uf_rating_noise_free(uf_rating_noise *noise);

/* The table of a factor, levels by levels, NULL if nobody is rated on it. Lives as long as
 * noise. */
const double *uf_rating_noise_table(const uf_rating_noise *noise, size_t factor);

/* Whether the factor's table has the agreement that was asked for; *reached, which may be NULL, is
 * what it has (NaN without a table). A factor with a table and false is to be named in a note. */
bool uf_rating_noise_feasible(const uf_rating_noise *noise, size_t factor, uf_agreement *reached);

/* A case that is compared on the factors for which pairs[i].compared (pairs NULL: on all that have
 * a table), its baselines being as common as in the marginals; what else pairs say is not read.
 * shared: v above, 0 for none. A side of the set none of whose factors is compared never moves.
 *   UF_EINVAL  shared negative or not finite; a least change below 0; a factor compared that has no
 *              table (error->index)
 *   UF_ERANGE  weights so fine that the sums have more than UF_NOISE_CELLS_MAX values
 *   UF_ENOMEM */
uf_status uf_rating_noise_expected(uf_noise_shares *shares, const uf_rating_noise *noise,
                                   const uf_factor_pair *pairs, const uf_change_rules *rules,
                                   double shared, uf_error *error);

/* The same for a case whose baseline is known, pairs[i].before. What is expected of it is
 * regression to the mean included; the mean over the cases of a file is what is expected of the
 * file, however its factors hang together at baseline.
 *   UF_EINVAL  also a baseline that is outside the scale or that the marginal says nobody has */
uf_status uf_rating_noise_given(uf_noise_shares *shares, const uf_rating_noise *noise,
                                const uf_factor_pair *pairs, const uf_change_rules *rules,
                                double shared, uf_error *error);

/* Of the cases with the highest weighted sum of risks at baseline, this share of all (0 to 1, not
 * 0), the cases at the cut in part. 1 is everybody: uf_rating_noise_expected without shared error.
 *   UF_EINVAL  selected out of range, and as above;  UF_ERANGE, UF_ENOMEM */
uf_status uf_rating_noise_selected(uf_noise_shares *shares, const uf_rating_noise *noise,
                                   const uf_factor_pair *pairs, const uf_change_rules *rules,
                                   double selected, uf_error *error);

/* The share of cases whose weighted sum of risks at baseline is at least cut: what to select when a
 * project takes in cases from a sum on. Errors as above. */
uf_status uf_rating_noise_share_from(double *share, const uf_rating_noise *noise,
                                     const uf_factor_pair *pairs, uf_decimal cut, uf_error *error);

/* Most values of a sum, or pairs of values of a sum and a sum at baseline. */
enum { UF_NOISE_CELLS_MAX = 4000000 };

#ifdef __cplusplus
}
#endif
#endif
