/* factors.h: risk and protective factors of a case, and what was known of each, when.
 *
 * A structured instrument (ESTER, EARL, SAVRY) rates a fixed set of factors on one or several
 * occasions. A factor is then in one of four states, which must not be mixed up:
 *
 *     known            it has a rating
 *     unknown          it was asked, and the answer was not known
 *     not applicable   it cannot be asked of this case (alcohol, of a child of three)
 *     not asked        nobody asked
 *
 * A change is a difference between two occasions, so a factor counts in it only when it is known on
 * both. Two kinds of factor are treacherous. One that was unknown at first and is known later was
 * revealed: the risk was there all along, and its rise from nothing is no harm done. One that was
 * known at first and is unknown at last is hidden: a sum that leaves it out "falls" although
 * nothing changed (with 12 factors, nothing changed and 2, 5 or 10 % unknown at last, for 18, 39 or
 * 63 % of the cases). So both are left out of both sums, counted, and resolved both ways in bounds;
 * what else may be made of a revealed one is a reading that the user names. */
#ifndef UTFALL_FACTORS_H
#define UTFALL_FACTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/decimal.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The two sides of an instrument: less of the one and more of the other is good. */
typedef enum uf_side { UF_RISK, UF_PROTECTIVE } uf_side;
enum { UF_SIDES = 2 };

/* "risk", "protective". */
const char *uf_side_name(uf_side side);

typedef struct uf_factor {
    uf_side side;
    int32_t min, max;  /* the steps of its scale: whole numbers from min to max   */
    uf_decimal weight; /* in sums and means: above 0; 1 where nobody says another */
} uf_factor;

/* What a factor may be, so that every sum is exact in 64 bits: at most so many factors, ratings
 * within plus or minus so much, weights at most so high and with at most so many decimals. */
enum {
    UF_FACTORS_MAX = 4096,
    UF_FACTOR_RATING_MAX = 1000000,
    UF_FACTOR_WEIGHT_MAX = 1000,
    UF_FACTOR_WEIGHT_PLACES = 6
};

/* Whether a set of factors can be used.
 *   UF_EINVAL  no factor or too many; error->index one with min not below max, a scale that reaches
 *              too far, or a weight that is not above 0, too high or too fine */
uf_status uf_factors_check(const uf_factor *factors, size_t n, uf_error *error);

typedef enum uf_rating_state {
    UF_RATING_NOT_ASKED,
    UF_RATING_NOT_APPLICABLE,
    UF_RATING_UNKNOWN,
    UF_RATING_KNOWN
} uf_rating_state;

typedef struct uf_rating {
    uf_rating_state state;
    int32_t value; /* when known, within the factor's scale */
} uf_rating;

/* No such occasion; and, where one is asked for, the case's own. */
#define UF_NO_OCCASION  ((size_t)-1)
#define UF_OWN_OCCASION ((size_t)-2)

/* A case over time. The arrays are the caller's. */
typedef struct uf_factors_history {
    const uf_rating *ratings; /* [occasion][factor], the occasions in the order of time         */
    size_t occasions;         /*                                                                */
    const uf_rating *retro;   /* [factor] the first occasion, rated again with what is known
                               * today; NULL or not known where nobody did                      */
    size_t first, last;       /* the occasions that are compared; UF_NO_OCCASION where the case
                               * was not assessed then; otherwise first < last                  */
} uf_factors_history;

/* Whether one of n factors was asked on an occasion, with or without an answer; whether one is
 * known. */
bool uf_factors_asked(const uf_rating *ratings, size_t n);
bool uf_factors_known(const uf_rating *ratings, size_t n);

/* Set the occasions that are compared. Each of first and last is an occasion that the user named,
 * or UF_OWN_OCCASION: the first on which anything was asked (before a named last), and the last
 * after it on which anything is known. A named first on which nothing was asked, a named last on
 * which nothing is known (a form that was never filled in) or that is not after the first, is
 * UF_NO_OCCASION: so is the last of a case that was assessed once. */
void uf_factors_span(uf_factors_history *history, size_t n, size_t first, size_t last);

/* What to take for the baseline of a factor that was unknown at first and known later. On three
 * occasions (unknown, 4, 2) on a scale from 0 the factor then changes by nothing, -2, +2 and, with
 * a re-rated baseline of 3, -1. */
typedef enum uf_revealed {
    UF_REVEALED_EXCLUDE,    /* nothing: it is left out of both sums                            */
    UF_REVEALED_CARRY_BACK, /* its first known rating, which credits what followed             */
    UF_REVEALED_COUNT,      /* the scale's lowest step: a risk counts as new, the worst case   */
    UF_REVEALED_RETRO       /* the re-rated baseline; without one it is left out               */
} uf_revealed;
enum { UF_REVEALED_READINGS = 4 };

/* "exclude", "carry-back", "count", "retro". */
const char *uf_revealed_name(uf_revealed revealed);
bool uf_revealed_named(const char *name, uf_revealed *revealed);

/* What is known of a factor from the first occasion to the last, as it was recorded. */
typedef enum uf_knowledge {
    UF_KNOWN_AT_BOTH,
    UF_KNOWN_LATER,    /* revealed: unknown at first, known on a later occasion                 */
    UF_KNOWN_AT_FIRST, /* hidden: known at first, unknown at last                               */
    UF_NEVER_KNOWN,    /* asked at both, and known neither at first nor later                   */
    UF_NOT_COMPARABLE  /* not asked or not applicable at one of them, or no such occasion       */
} uf_knowledge;

/* One factor of one case, before and after. */
typedef struct uf_factor_pair {
    uf_knowledge knowledge;
    bool compared;         /* known on both occasions under the reading                        */
    int32_t before, after; /* when compared                                                    */
} uf_factor_pair;

/* Fill pairs[0..n) with the n factors of a case under a reading. */
void uf_factors_pair(uf_factor_pair *pairs, const uf_factors_history *history,
                     const uf_factor *factors, size_t n, uf_revealed revealed);

#ifdef __cplusplus
}
#endif
#endif
