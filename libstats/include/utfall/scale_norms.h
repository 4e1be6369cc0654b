/* scale_norms.h: raw scores to T scores by the user's own table of norms.
 *
 * Norms belong to a country, a version and their publisher, so none ship; a table that was typed
 * off a manual is what there is, and a slip in it shows in no single score. So it is checked before
 * it is used: for each group of people (informant, sex, ages) the raw scores run from the lowest to
 * the highest that the scale has, without gap or overlap, and T goes one way only; the ages of a
 * sex and informant follow each other without gap, and nobody is in two groups.
 *
 * A raw score that is not whole (prorated) is looked up rounded, halves up. */
#ifndef UTFALL_SCALE_NORMS_H
#define UTFALL_SCALE_NORMS_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/scale.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Sexes and informants are codes of the caller's; UF_NORM_ANY is a row for everybody. */
#define UF_NORM_ANY UINT32_MAX

/* One row of the table: people like this, with a raw score from low to high, have this T. */
typedef struct uf_norm {
    size_t scale;
    uint32_t sex, informant;
    uf_ages ages; /* { 0, UF_AGE_MAX } where the table knows no ages */
    int32_t low, high;
    double t;
} uf_norm;

typedef enum uf_norm_fault {
    UF_NORM_RANGE,     /* low is above high, or the first age above the last, or T is not finite */
    UF_NORM_OUTSIDE,   /* a raw score that the scale does not have                               */
    UF_NORM_OVERLAP,   /* a raw score that row `other` has too                                   */
    UF_NORM_GAP,       /* raw scores between row `other` and this have no T; `other` is
                        * UF_NO_INDEX: those below this one                                      */
    UF_NORM_END,       /* raw scores above this row have no T                                    */
    UF_NORM_TURN,      /* T went the other way up to row `other`                                 */
    UF_NORM_AGES,      /* ages between row `other` and this have no T                            */
    UF_NORM_TWO_GROUPS /* somebody is in the group of row `other` too                            */
} uf_norm_fault;
enum { UF_NORM_FAULTS = UF_NORM_TWO_GROUPS + 1 };

/* "raw-gap", "t-turn". */
const char *uf_norm_fault_name(uf_norm_fault fault);

typedef struct uf_norm_flaw {
    uf_norm_fault fault;
    size_t at, other; /* positions in the rows as they were given, or UF_NO_INDEX */
} uf_norm_flaw;

typedef struct uf_norms uf_norms;

/* Take a copy of n rows, in any order. lowest and highest are the ends of each scale's raw scores,
 * by the number of the scale. Fills flaws[0..room) and *found with how many there are: a table with
 * flaws must not be looked up.
 *   UF_ENOMEM  memory ran out; *norms is NULL then
 * Cost: n log n and the square of the number of groups. */
uf_status uf_norms_new(uf_norms **norms, const uf_norm *rows, size_t n, const int32_t *lowest,
                       const int32_t *highest, uf_norm_flaw *flaws, size_t room, size_t *found,
                       uf_error *error);
void uf_norms_free(uf_norms *norms);

/* Whom a score is of. A sex or informant that the table does not know is any other code; an age
 * that is not known is NaN. */
typedef struct uf_norm_person {
    uint32_t sex, informant;
    double age; /* years */
} uf_norm_person;

/* The T of a score on a scale; NaN when nobody like that is in the table. */
double uf_norms_find(const uf_norms *norms, size_t scale, const uf_norm_person *person,
                     const uf_scale_score *raw);

/* Whether the table tells apart by sex, informant or age on a scale, and whether it has it at
 * all. */
typedef struct uf_norm_use {
    bool any, sex, informant, age;
} uf_norm_use;
uf_norm_use uf_norms_use(const uf_norms *norms, size_t scale);

#ifdef __cplusplus
}
#endif
#endif
