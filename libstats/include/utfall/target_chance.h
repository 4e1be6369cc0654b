/* target_chance.h: how often a target on a relative change is met by chance, exactly.
 *
 * A school of 200 pupils with 15 % over the limit "falls by 20 %" in 18 years of 100 although
 * nothing has changed. Found by enumerating two independent binomials, before and after; for pupils
 * who are in both periods the chance is less. */
#ifndef UTFALL_TARGET_CHANCE_H
#define UTFALL_TARGET_CHANCE_H

#include <stdint.h>
#include <utfall/target.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Units per period beyond which uf_chance_of_change gives NaN: time grows with n (1 ms at 1000,
 * about a second here). */
enum { UF_CHANCE_MAX_UNITS = 1000000 };

/* P((A/n) / (B/n_before) - 1 is at least, at most, ... change), A ~ binomial(n, share),
 * B ~ binomial(n_before, share_before), independent. B = 0 leaves the change undefined, which meets
 * nothing. Outcomes of B whose probabilities are below 1e-20 of the likeliest are left out.
 * NaN when a share is outside 0..1, n or n_before is 0 or above UF_CHANCE_MAX_UNITS, or change has
 * more places than can be compared exactly. */
double uf_chance_of_change(uf_relation relation, uf_decimal change, uint64_t n_before,
                           double share_before, uint64_t n, double share);

#ifdef __cplusplus
}
#endif
#endif
