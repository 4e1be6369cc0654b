/* scale.h: from answers to a score, as the key of a questionnaire says.
 *
 * A scale is a set of items, some of them reversed, and a rule that makes one number of the
 * answers. The classic mistakes are all in how that is done, so:
 * - An item is reversed by its own scale, min + max - answer, never by the answers that happen to
 *   be there: with nobody at the top, max(observed) + min(observed) - answer shifts every score.
 * - How many items must be answered is a whole number of items, never a percentage that gets
 *   rounded.
 * - A sum over fewer items than there are understates, so a partial sum is prorated (each missing
 *   item counts as the person's own mean: Mazza, Enders & Ruehlman 2015, Multivar. Behav. Res. 50:
 *   504-519) or is no score at all.
 * - floor(0.5 + K mean) rounds halves up, as the Strengths and Difficulties Questionnaire has it (K
 *   = 5; Goodman 1997, J. Child Psychol. Psychiatry 38: 581-586, and its official syntax); rint()
 *   and printf would make 2 of 2.5.
 * - A total of other scales has no score when one of them has none.
 *
 * Everything is exact. Answers are whole numbers of 10^-UF_ANSWER_PLACES, weights of
 * 10^-UF_WEIGHT_PLACES, and a score is a quotient of whole numbers until it is written, so a
 * mean of 3 is at a cut-off of 3 whichever way it was reached. */
#ifndef UTFALL_SCALE_H
#define UTFALL_SCALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/decimal.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a key may hold, so that no sum leaves 64 bits and each is exact as a double: answers with so
 * many decimals between plus and minus so much, weights likewise above 0, and so many items. */
enum {
    UF_ANSWER_PLACES = 4,
    UF_ANSWER_UNIT = 10000, /* 10^UF_ANSWER_PLACES */
    UF_ANSWER_MAX = 10000,
    UF_WEIGHT_PLACES = 3,
    UF_WEIGHT_UNIT = 1000, /* 10^UF_WEIGHT_PLACES */
    UF_WEIGHT_MAX = 100,
    UF_SCALE_ITEMS_MAX = 500,
    UF_SCALE_FACTOR_MAX = 100
};

/* The item was not answered. */
#define UF_NO_ANSWER INT64_MIN

typedef struct uf_scale_item {
    size_t answer;    /* which of a person's answers it is                                       */
    int64_t min, max; /* the ends of its answers, in 10^-UF_ANSWER_PLACES                        */
    bool reverse;     /* counts as min + max - answer                                            */
    int64_t weight;   /* in 10^-UF_WEIGHT_PLACES; UF_WEIGHT_UNIT where nobody says another       */
} uf_scale_item;

typedef enum uf_scale_method {
    UF_SCALE_SUM,
    UF_SCALE_MEAN,
    UF_SCALE_ROUNDED /* floor(0.5 + factor * mean), a whole number */
} uf_scale_method;

typedef struct uf_scale_rule {
    uf_scale_method method;
    int32_t factor;   /* of UF_SCALE_ROUNDED: 1 to UF_SCALE_FACTOR_MAX                           */
    size_t min_items; /* with fewer answers there is no score                                    */
    bool prorate;     /* a sum with answers missing is scaled up to all items                    */
} uf_scale_rule;

/* A name for a stretch of scores. It has its lower end; a closed one has its upper end too, an open
 * one goes up to where the next begins. */
typedef struct uf_scale_band {
    const char *name; /* borrowed */
    uf_decimal low, high;
    bool open; /* high is not looked at */
} uf_scale_band;

/* The low of a band that has no lower end. */
#define UF_SCALE_BOTTOM ((uf_decimal){ -INT64_C(1000000000000), 0 })
#define UF_NO_BAND      ((size_t)-1)

/* A scale of items, or (parts) one that is the sum or mean of other scales. The arrays are the
 * caller's. */
typedef struct uf_scale {
    const uf_scale_item *items; /* n of them                                                     */
    size_t n;
    const size_t *parts; /* positions of scales that stand before it in the same array           */
    size_t part_count;
    uf_scale_rule rule;         /* of parts: sum or mean, and nothing else is looked at          */
    const uf_scale_band *bands; /* in the order of uf_scale_bands_sort                           */
    size_t band_count;
} uf_scale;

/* points * times / whole in units of 10^-(UF_ANSWER_PLACES + UF_WEIGHT_PLACES). A total of parts
 * whose quotients differ is not exact: then value is all there is. */
typedef struct uf_scale_score {
    bool known;      /* enough was answered                                                      */
    double value;    /* the score; NaN when it is not known                                      */
    size_t answered; /* items answered, of parts together                                        */
    bool prorated;   /* some answer that the score speaks of was missing                         */
    bool exact;
    int64_t points, times, whole;
} uf_scale_score;

/* What an answer counts in its item's scale: reversed by the key. In the unit of answers. */
int64_t uf_scale_keyed(const uf_scale_item *item, int64_t answer);

/* Score one person on n scales: scores[i] is that of scales[i]. answers are the person's, in
 * 10^-UF_ANSWER_PLACES or UF_NO_ANSWER, each within the range of its items. The scales are to be
 * without flaws (scale_check.h). */
void uf_scale_score_all(uf_scale_score *scores, const uf_scale *scales, size_t n,
                        const int64_t *answers);

/* The lowest and the highest score that scale i can have, with everything answered. */
void uf_scale_ends(uf_scale_score *lowest, uf_scale_score *highest, const uf_scale *scales,
                   size_t i);

/* Sign of score - limit: -1, 0 or 1. Exact, unless the score is not: then scores within 1e-9 of the
 * limit (relative) are at it. */
int uf_scale_compare(const uf_scale_score *score, uf_decimal limit);

/* The band that a known score is in, or UF_NO_BAND. */
size_t uf_scale_band_of(const uf_scale *scale, const uf_scale_score *score);

/* Bring bands into the order of their lower ends. */
void uf_scale_bands_sort(uf_scale_band *bands, size_t n);

/* The rule that a text names: "sum", "mean" or "floor(0.5+5*mean)" (spaces do not count; any factor
 * from 1 to UF_SCALE_FACTOR_MAX). False, and nothing changed, when it is none. */
bool uf_scale_method_named(const char *text, uf_scale_method *method, int32_t *factor);

/* Ages that a scale or a norm is for, in completed years, both ends included. */
typedef struct uf_ages {
    int32_t low, high;
} uf_ages;

enum { UF_AGE_MAX = 150 };

/* Whether somebody of that age (in years; 9.99 has completed 9) is among them. */
bool uf_ages_have(uf_ages ages, double age);

#ifdef __cplusplus
}
#endif
#endif
