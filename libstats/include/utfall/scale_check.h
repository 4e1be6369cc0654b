/* scale_check.h: what is wrong with a key, before anybody is scored by it.
 *
 * A key is typed off a manual by hand, and its slips are silent: an item that stands in a scale
 * twice, one left out, a band that begins at 15 after one that ended at 13. Each is a flaw with its
 * place.
 *
 * Bands are held against the scores that somebody can have, not against all numbers: 3.00 to
 * 4.30 and then 4.31 to 5 leave no hole in a mean of six answers (25/6 is 4.17, 26/6 is 4.33),
 * and would if the second began at 4.34. Where the attainable scores are not a simple grid
 * (weights, answers that need not be whole), any stretch between two bands is a hole. */
#ifndef UTFALL_SCALE_CHECK_H
#define UTFALL_SCALE_CHECK_H

#include <stddef.h>
#include <utfall/scale.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_scale_fault {
    UF_SCALE_EMPTY,           /* neither items nor parts                                         */
    UF_SCALE_ITEMS_AND_PARTS, /* both                                                            */
    UF_SCALE_ITEM_TWICE,      /* at: the item; other: where it stands before                     */
    UF_SCALE_ITEM_RANGE,      /* at: its min is not below its max, or they reach too far         */
    UF_SCALE_ITEM_RANGES,     /* at: the same answer has other ends in scale `other`             */
    UF_SCALE_ITEM_WEIGHT,     /* at: not above 0, or above UF_WEIGHT_MAX                         */
    UF_SCALE_MIN_ITEMS,       /* not 1 to the number of items                                    */
    UF_SCALE_PARTIAL_SUM,     /* a sum of fewer answers than items, not prorated, understates    */
    UF_SCALE_PART_RULE,       /* a total of parts that is neither sum nor mean                   */
    UF_SCALE_PART_ORDER,      /* at: the part stands after the scale, or is itself               */
    UF_SCALE_PART_TWICE,      /* at, other                                                       */
    UF_SCALE_BAND_BACKWARDS,  /* at: the band's low is above its high                            */
    UF_SCALE_BAND_OUTSIDE,    /* at: no score of the scale is in the band                        */
    UF_SCALE_BAND_OVERLAP,    /* at: the band begins in band `other`                             */
    UF_SCALE_BAND_HOLE        /* at: scores just below the band are in none; at = band_count:
                               * scores above the last                                           */
} uf_scale_fault;
enum { UF_SCALE_FAULTS = UF_SCALE_BAND_HOLE + 1 };

/* "item-twice", "band-hole". */
const char *uf_scale_fault_name(uf_scale_fault fault);

typedef struct uf_scale_flaw {
    uf_scale_fault fault;
    size_t scale;     /* position of the scale                                                   */
    size_t at, other; /* as the fault says, else UF_NO_INDEX of status.h                         */
} uf_scale_flaw;

/* Check n scales. Fills flaws[0..room) in the order of the scales, and returns how many there are,
 * which may be more. A scale whose items are flawed is not asked for its bands. */
size_t uf_scale_check(uf_scale_flaw *flaws, size_t room, const uf_scale *scales, size_t n);

/* --- Numbered items. --- */

/* A number that is missing among names of the same text before a number: q1, q2, q4. */
typedef struct uf_numbering_gap {
    size_t before;       /* position of the name with the next lower number: q2                 */
    uint64_t from, upto; /* the numbers that are missing, both included: 3, 3                    */
} uf_numbering_gap;

/* Find the gaps between the lowest and the highest number of each text; all n names differ, in any
 * order. Numbers of more than nine digits count as text. Fills gaps[0..room) by position, and
 * returns how many there are. Time: n^2. */
size_t uf_scale_numbering_gaps(uf_numbering_gap *gaps, size_t room, const char *const *names,
                               size_t n);

#ifdef __cplusplus
}
#endif
#endif
