/* factors_tally.h: verdicts of cases, and factors of cases, counted. */
#ifndef UTFALL_FACTORS_TALLY_H
#define UTFALL_FACTORS_TALLY_H

#include <utfall/factors_change.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Verdicts of one denominator. All zeros is an empty one. improved of n, n being everybody, is the
 * share that a target speaks of: who was lost did not improve. improved of followed_up leaves the
 * lost out. surely to possibly is what the lost and the unknown could do to improved. */
typedef struct uf_change_tally {
    uint64_t n, followed_up, assessable;
    uint64_t improved; /* all of them followed up */
    uint64_t surely, possibly, possibly_followed_up;
    uint64_t good[UF_SIDES], bad[UF_SIDES];
    uint64_t classes[UF_CHANGE_CLASSES];
} uf_change_tally;

void uf_change_tally_push(uf_change_tally *tally, const uf_change_verdict *verdict);

/* One factor over the cases, as it was recorded: what a reading makes of a revealed factor does not
 * show here. asked is the sum of all others. */
typedef struct uf_factor_tally {
    uint64_t asked; /* cases of which it was asked at first and at last                          */
    uint64_t lowered, same, raised; /* known at both                                             */
    uint64_t revealed, hidden, never_known;
} uf_factor_tally;

void uf_factor_tally_push(uf_factor_tally *tally, const uf_factor_pair *pair);

#ifdef __cplusplus
}
#endif
#endif
