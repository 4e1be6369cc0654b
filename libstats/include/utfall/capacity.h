/* capacity.h: which limit selects no more units than there are hands for.
 *
 * The first measurement of a project found 200 pupils over its limit, too many to investigate. Here
 * the question is turned round: of all limits that select at most so many units, the lowest.
 *
 * Exact over the observed values, which are fractions and are never divided. Units with the same
 * value are selected together or not at all, so a limit may select fewer than the capacity.
 *
 *     above      the value of unit number capacity + 1 from the top: those above it are selected
 *     at least   the lowest observed value that is above that one */
#ifndef UTFALL_CAPACITY_H
#define UTFALL_CAPACITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/decimal.h>

#ifdef __cplusplus
extern "C" {
#endif

/* part of whole, whole > 0; a value of its own unit is part of 1. */
typedef struct uf_fraction {
    uf_decimal part, whole;
} uf_fraction;

typedef enum uf_capacity_outcome {
    UF_CAPACITY_LIMIT, /* limit is the answer                                             */
    UF_CAPACITY_ALL,   /* all units together are not too many: no limit is needed         */
    UF_CAPACITY_TIED   /* "at least" the highest observed value selects too many already  */
} uf_capacity_outcome;

typedef struct uf_capacity {
    uf_capacity_outcome outcome;
    uf_fraction limit;     /* the lowest limit; of UF_CAPACITY_TIED the highest value           */
    uint64_t selected;     /* how many it selects; all of UF_CAPACITY_ALL, 0 of _TIED           */
    uint64_t beyond;       /* how many any lower limit selects at least; of _TIED: the highest  */
    bool inclusive;        /* "at least", as asked                                              */
    uf_fraction low, high; /* every limit from low to high selects the same; low itself only of
                            * "above", high itself only of "at least"                           */
    bool has_high;         /* false: nothing is selected, and no limit is too high              */
} uf_capacity;

/* Find it. values: n of them, sorted from the highest on return. Time n log n. */
void uf_capacity_find(uf_capacity *found, uf_fraction *values, size_t n, uint64_t capacity,
                      bool inclusive);

/* The share between low and high that has the fewest decimals as a percentage, the lowest of them:
 * what a person would write (14.3 % where the limit is 1 of 7). The values must be shares from 0 to
 * 1. False if none of up to 16 places lies between, or the outcome is no limit. */
bool uf_capacity_percent(const uf_capacity *found, uf_decimal *share);

#ifdef __cplusplus
}
#endif
#endif
