/* rating_table.h: how two ratings of the same thing agree, from what is known of raters.
 *
 * Reliability studies of rating instruments print two numbers a factor: how often two raters agree
 * exactly, and how often they are at most one step apart (ESTER, two raters and 30 files: 24-81 and
 * 72-97 %; Bond et al. 2013, Am. J. Appl. Psychol. 2: 16-21). This is the joint table of two
 * exchangeable ratings that has those two numbers and the marginal distribution at hand:
 *
 *     P symmetric, rows and columns sum to the marginal,
 *     sum of the diagonal = exact, sum over |i - j| <= 1 = within_one.
 *
 * The expected change from the first rating to the second is then 0 on any marginal. (Adding
 * symmetric errors and folding or clamping them at the ends of the scale is not: on a high-risk
 * file it makes 45 % improve.)
 *
 * By iterative proportional fitting (Deming & Stephan 1940, Ann. Math. Stat. 11: 427-444; Csiszar
 * 1975, Ann. Probab. 3: 146-158), from the seed levels - |i - j|: larger disagreements are rarer.
 * The seed matters only for how 1 - within_one is divided over two steps and more: of 12 + 7
 * factors rated 0-4 at 0.56/0.90, 18.4 % seem to improve; 17.8 % with all of it at two steps, 18.7
 * % from a seed of equal cells. */
#ifndef UTFALL_RATING_TABLE_H
#define UTFALL_RATING_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { UF_RATING_LEVELS_MAX = 101 };

/* Shares of pairs of ratings, 0 <= exact <= within_one <= 1. */
typedef struct uf_agreement {
    double exact;      /* both the same         */
    double within_one; /* at most one step apart */
} uf_agreement;

/* An agreement counts as reached when both shares are this close. */
#define UF_AGREEMENT_TOLERANCE 0.001

bool uf_agreement_reached(const uf_agreement *asked, const uf_agreement *reached);

/* joint[i * levels + j] becomes the probability that one rating is level i and the other level j;
 * the probabilities sum to 1. marginal[i] is how common level i is: counts or shares, at least 0,
 * of any sum above 0. *reached is the agreement of the table.
 *
 * Not every marginal can give every agreement: where only two adjacent levels occur all ratings are
 * within one step, and where 95 % are one level, at least 90 % agree. Then the table is the nearest
 * with that marginal, in relative entropy, to one with that agreement (the limit of alternating
 * projections: Csiszar & Tusnady 1984), and *reached differs from what was asked. Agreement asked
 * of distances that do not occur goes to the other distances, not to the diagonal if that can be.
 *   UF_EINVAL  levels 0 or above UF_RATING_LEVELS_MAX; a marginal that is negative or not finite
 *              (error->index); exact or within_one out of range
 *   UF_EDATA   a marginal without anything in it
 * Cost: up to a few thousand passes over the table; 1 ms for five levels. */
uf_status uf_rating_table(double *joint, uf_agreement *reached, const double *marginal,
                          size_t levels, const uf_agreement *asked, uf_error *error);

/* The error of one rating round a true level: one[t * levels + r] becomes the probability that a
 * rater who sees true level t says r, such that two raters of the same, true levels being as common
 * as the table's marginal, have that joint table:
 *     joint = one' diag(marginal) one
 * It is the square root of the table of a second rating given the first, which is reversible, so
 * that ratings are as common as true levels and errors balance each other. Rows of levels that do
 * not occur are all 0. For simulation (simulate_factors.h).
 *   UF_EINVAL  levels 0 or above UF_RATING_LEVELS_MAX
 *   UF_EDATA   raters who agree so seldom are not two looks at the same thing: the table has a
 *              negative eigenvalue, or the root a negative cell
 *   UF_ENOMEM, UF_ENUMERIC */
uf_status uf_rating_error(double *one, const double *joint, size_t levels, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
