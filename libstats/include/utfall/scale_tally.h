/* scale_tally.h: what the answers to a scale look like as a whole, so that faults in the data show.
 *
 * Constant memory whatever the number of people: counts, and running products of deviations for the
 * item-rest correlations (Welford 1962, as in moments.h; never sums of squares).
 *
 * Corrected item-rest correlation: of an item, as keyed, with the sum of the scale's other
 * items, as keyed, over the people who answered all of them. An item that the key should have
 * reversed and did not, or that was reversed already in the file, correlates negatively with the
 * rest. Certified against psych::alpha and cor() (tests/certified/scale.tsv). */
#ifndef UTFALL_SCALE_TALLY_H
#define UTFALL_SCALE_TALLY_H

#include <stdint.h>
#include <utfall/scale.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_scale_counts {
    uint64_t people;
    uint64_t scored;   /* enough was answered                                                  */
    uint64_t prorated; /* scored with answers missing                                          */
    uint64_t floor;    /* scored the lowest that the scale has                                 */
    uint64_t ceiling;  /* the highest                                                          */
    uint64_t complete; /* answered every item; these are in the item-rest correlations         */
    uint64_t alike;    /* gave the same answer to every item (see uf_scale_alike)              */
} uf_scale_counts;

typedef struct uf_scale_tally uf_scale_tally;

/* A tally of scales[i], which must outlive it and be without flaws; NULL when memory ran out. */
uf_scale_tally *uf_scale_tally_new(const uf_scale *scales, size_t i);
void uf_scale_tally_free(uf_scale_tally *tally);

/* Add one person's answers, as for uf_scale_score_all, and what they scored. */
void uf_scale_tally_push(uf_scale_tally *tally, const int64_t *answers,
                         const uf_scale_score *score);

uf_scale_counts uf_scale_tally_counts(const uf_scale_tally *tally);

/* The item-rest correlation of an item (its position in the scale). NaN for a scale of parts or of
 * one item, below three complete people, and when the item or the rest does not vary. */
double uf_scale_item_rest(const uf_scale_tally *tally, size_t item);

/* Whether the answers are straight-lined: at least UF_ALIKE_ITEMS items answered, all with the
 * same answer before reversing, and not what somebody would answer who means it. Where some
 * items are reversed and others not, the same answer to all contradicts itself, whichever it is;
 * where none or all are, the two ends (never, always) may be meant and do not count. */
enum { UF_ALIKE_ITEMS = 4 };
bool uf_scale_alike(const uf_scale *scale, const int64_t *answers);

/* Whether a scale has reversed items and others. */
bool uf_scale_mixed(const uf_scale *scale);

/* --- Shifts. --- */

/* How often an item was answered at its ends and one step beyond. */
typedef struct uf_item_ends {
    uint64_t answers; /* all, those beyond the ends included                                   */
    uint64_t lowest, highest;
    uint64_t below, above; /* exactly one step below the lowest, above the highest             */
    uint64_t broken;       /* between two steps: not a whole number                            */
} uf_item_ends;

/* An answer to an item from min to max, so many times. */
void uf_item_ends_push(uf_item_ends *ends, int64_t min, int64_t max, int64_t answer,
                       uint64_t times);
void uf_item_ends_merge(uf_item_ends *ends, const uf_item_ends *other);

/* What the answers to all items of one range say about where they were counted from. */
typedef enum uf_shift {
    UF_SHIFT_NONE,
    UF_SHIFT_UP,       /* one above the highest seen, the lowest never: 1-based for 0-based */
    UF_SHIFT_DOWN,     /* one below the lowest seen, the highest never                      */
    UF_SHIFT_SILENT_UP /* the lowest never seen in UF_SHIFT_ANSWERS answers, nothing out of
                           * range: 1-based, with nobody at the top, looks like this           */
} uf_shift;
enum { UF_SHIFT_ANSWERS = 100 };

uf_shift uf_item_ends_shift(const uf_item_ends *ends);

#ifdef __cplusplus
}
#endif
#endif
