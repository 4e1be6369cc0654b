/* two_by_two.h: is a share the same in two groups, or is there a trend over several?
 *
 *                 event                 no event
 *     group       events                n - events
 *     reference   events_reference      n_reference - events_reference
 *
 * Exact tests compare probabilities of tables with a relative tolerance of 1e-7, as R's fisher.test
 * does: tables that are equally likely on paper differ in their last digits in doubles. */
#ifndef UTFALL_TWO_BY_TWO_H
#define UTFALL_TWO_BY_TWO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Events among the members of a group and of the reference. The fields bear the names of the
 * columns they fill. */
typedef struct uf_two_by_two {
    uint64_t events, n;
    uint64_t events_reference, n_reference;
} uf_two_by_two;

/* Neither group has more events than members, and both together have at most 2^53 members, so that
 * every count is an exact double. Every function below wants a valid table (else UF_EINVAL). */
bool uf_two_by_two_valid(const uf_two_by_two *table);

typedef enum uf_chi_square {
    /* sum (O - E)^2 / E: Pearson 1900. */
    UF_CHI_PEARSON,
    /* The same with |O - E| less 1/2, or less itself if that is smaller: Yates 1934, as in R. */
    UF_CHI_YATES,
    /* G = 2 sum O ln(O / E): Wilks 1938. */
    UF_CHI_LIKELIHOOD_RATIO
} uf_chi_square;

/* A chi-square test with 1 degree of freedom: statistic, df, p_value. NaN with a note when a row or
 * a column of the table is empty (0 of 10 against 0 of 10): there is nothing to compare. */
uf_status uf_two_by_two_chi_square(uf_effect *effect, const uf_two_by_two *table,
                                   uf_chi_square variant, uf_error *error);

typedef enum uf_fisher {
    /* Fisher 1935. */
    UF_FISHER_EXACT,
    /* Tables as likely as the observed one count half (Lancaster 1961); two-sided as in Fagerland,
     * Lydersen & Laake 2017. */
    UF_FISHER_MID_P
} uf_fisher;

/* Fisher's exact test: p_value only. Two-sided by minimum likelihood: the probability of all tables
 * with the observed margins that are no more likely than the observed one, as R's fisher.test.
 * UF_GREATER asks whether events are commoner in the group than in the reference. With an empty row
 * or column only one table is possible, and p is 1, with a note (mid-p too: half of certainty would
 * look like evidence). A p below 1e-290 is 0, with a note.
 * Time grows with the standard deviation of the count, about the root of n. */
uf_status uf_two_by_two_fisher(uf_effect *effect, const uf_two_by_two *table, uf_fisher variant,
                               uf_alternative alternative, uf_error *error);

/* Members of both groups together beyond which Boschloo's test is not computed. */
enum { UF_BOSCHLOO_MAX_MEMBERS = 5000 };

/* Boschloo's test (Boschloo 1970): Fisher's p-value, in the direction asked for, is the statistic,
 * and p_value the largest probability, over the common share of events, that it is as small as
 * observed. Unconditional, exact, and never less powerful than Fisher's test. statistic is Fisher's
 * p. Given s events in all, the tables that reject have a fixed conditional probability h(s), so
 *     p = max over pi of sum over s of h(s) C(N, s) pi^s (1 - pi)^(N - s),
 * sought on a grid in asin(sqrt(pi)) finer than the binomial's standard deviation and refined round
 * its high points.
 * NaN with a note when a group is empty or N is over UF_BOSCHLOO_MAX_MEMBERS; 1 when there are no
 * events or nothing but events. UF_ENOMEM. */
uf_status uf_two_by_two_boschloo(uf_effect *effect, const uf_two_by_two *table,
                                 uf_alternative alternative, uf_error *error);

/* Cochran-Armitage test for a linear trend of the share over groups with the given scores (Cochran
 * 1954, Armitage 1955; R's prop.trend.test): statistic z, positive if shares rise with the score,
 * with z^2 the chi-square on 1 df that R prints. events[i] of n[i] members, groups >= 2, scores
 * finite. Groups without members carry no weight. NaN with a note when there are no events, nothing
 * but events, or only one score with members.
 *   UF_EINVAL  groups < 2, or events[i] > n[i], or a score that is not finite: error->index is i */
uf_status uf_two_by_two_trend(uf_effect *effect, const uint64_t *events, const uint64_t *n,
                              const double *scores, size_t groups, uf_alternative alternative,
                              uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
