/* comoments.h: counts, means and sums of products of deviations of a few variables.
 *
 * What a linearised (sandwich) variance needs of the clusters: for a residual that is a linear
 * combination of cluster totals, r_g = w'v_g, the sum of squares of r_g about its mean is w'Cw,
 * whatever w turns out to be once the totals are known. So one pass and a few numbers a group do,
 * and groups accumulated apart are merged.
 *
 * The deviations are updated, never sums of squares of raw values: Welford (1962) in each variable,
 * merged by Chan, Golub & LeVeque (1983, Am. Stat. 37: 242-247, eq. 2.1). Values whose sums are
 * integers below 2^53 have exact sums. A value struct: assignment copies. */
#ifndef UTFALL_COMOMENTS_H
#define UTFALL_COMOMENTS_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { UF_COMOMENTS_MAX = 4 };

typedef struct uf_comoments {
    size_t variables;                                   /* 1 to UF_COMOMENTS_MAX */
    double count;                                       /* vectors pushed        */
    double sum[UF_COMOMENTS_MAX];                       /* of each variable      */
    double product[UF_COMOMENTS_MAX][UF_COMOMENTS_MAX]; /* of deviations, symmetric */
} uf_comoments;

/* Empty, for vectors of that many variables (1 to UF_COMOMENTS_MAX). */
void uf_comoments_init(uf_comoments *c, size_t variables);

/* Add one vector of c->variables finite numbers. */
void uf_comoments_push(uf_comoments *c, const double *vector);

/* Add to *c what *other has; both have the same number of variables. */
void uf_comoments_merge(uf_comoments *c, const uf_comoments *other);

/* Sum over the vectors of (w'v - mean of w'v)^2 = w'Cw. Exactly 0 when rounding could have made it:
 * below 1e-14 of what the terms would add up to if nothing cancelled (1e-28 of the squared means).
 * For shares of clusters of n units real spreads stand near 1/n of that, so it loses digits only
 * beyond clusters of 10^8 units, and never says 0 of data that vary. */
double uf_comoments_spread(const uf_comoments *c, const double *weights);

#ifdef __cplusplus
}
#endif
#endif
