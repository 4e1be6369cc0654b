/* limit_counts.h: how many units are over each of several limits, surely and perhaps.
 *
 * The limits are sorted and all inclusive or none (limit.h), so that a unit's place among them says
 * everything: a unit in place p is over the first p limits and under the others. Places between
 * two limits that are inclusive are bands: [5, 10) has those who are at least at 5 and not at 10.
 *
 * Where lessons were not reported, a rate is known between bounds only: the unit's lowest place is
 * that of the rate if it was there in all of them, its highest if it missed them all. A unit is
 * surely over a limit when its lowest place is, surely under when its highest is, and undecided
 * between. A unit without any outcome may be in any place. */
#ifndef UTFALL_LIMIT_COUNTS_H
#define UTFALL_LIMIT_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where one unit stands among the limits. lowest <= highest, both at most the number of limits;
 * where nothing was left unreported both are `at`. */
typedef struct uf_limit_place {
    bool known;     /* the unit has an outcome; `at` is looked at only then            */
    bool unsettled; /* there are lessons that could change the rate, or no outcome     */
    size_t at, lowest, highest;
} uf_limit_place;

/* Counts of a group of units. The arrays belong to the caller. */
typedef struct uf_limit_counts {
    size_t limits;
    uint64_t n;         /* units with an outcome                                       */
    uint64_t missing;   /* units without                                               */
    uint64_t unsettled; /* units that could be elsewhere than they are                 */
    uint64_t *at;       /* [limits + 1] units with an outcome, by their place          */
    uint64_t *lowest;   /* [limits + 1] all units, by their lowest place               */
    uint64_t *highest;  /* [limits + 1] all units, by their highest place              */
    uint64_t *settled;  /* [limits + 1] units whose lowest and highest place are one   */
} uf_limit_counts;

/* How long an array uf_limit_counts_init needs. */
#define UF_LIMIT_COUNTS_ROOM(limits) (4 * ((limits) + 1))

/* No units yet. memory: UF_LIMIT_COUNTS_ROOM(limits) numbers, kept as long as counts. */
void uf_limit_counts_init(uf_limit_counts *counts, uint64_t *memory, size_t limits);

/* So many units more, all in the same place: 1, or as many as a row of a table stands for. */
void uf_limit_counts_push(uf_limit_counts *counts, const uf_limit_place *place, uint64_t units);

/* What is known of one share: events of n, and of `all` units (those without an outcome included)
 * `surely` and `maybe` have the property. all - maybe surely have not, maybe - surely are
 * undecided. */
typedef struct uf_limit_count {
    uint64_t events, n;
    uint64_t surely, maybe, all;
} uf_limit_count;

/* Units over limit number `limit`. */
uf_limit_count uf_limit_counts_over(const uf_limit_counts *counts, size_t limit);

/* Units in place number `band`: below the first limit (0), between limit band - 1 and limit band,
 * at the last limit or above (limits). The limits are inclusive. */
uf_limit_count uf_limit_counts_band(const uf_limit_counts *counts, size_t band);

#ifdef __cplusplus
}
#endif
#endif
