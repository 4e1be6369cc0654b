/* estimate.h: one row of every inferential result.
 *
 * The columns are those of the results schema (doc/results.md). A number that does not apply or
 * cannot be said is NaN, with the reason in note; an unbounded end of an interval is -INFINITY or
 * INFINITY. Shares and rates are 0 to 1, never percent.
 *
 * Texts behind pointers are borrowed: constants, or strings that the caller keeps alive as long as
 * the estimate. method and note are stored inside, because they are composed. */
#ifndef UTFALL_ESTIMATE_H
#define UTFALL_ESTIMATE_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_role { UF_PRIMARY, UF_SENSITIVITY, UF_DESCRIPTIVE } uf_role;

/* Which direction of the measure is good for those it concerns. */
typedef enum uf_better { UF_BETTER_UNSAID, UF_BETTER_LOWER, UF_BETTER_HIGHER } uf_better;

enum { UF_METHOD_SIZE = 96, UF_NOTE_SIZE = 768 };

typedef struct uf_estimate {
    uf_role role;
    const char *measure; /* the outcome: "above_15"                                       */
    uf_better better;
    const char *term;      /* what the estimate is: "share", "risk_difference"            */
    const char *group;     /* arm, factor or subset it is for, or ""                      */
    const char *reference; /* what it is compared with, or ""                             */
    const char *period;    /* "2016-Q3", "after-before", or ""                            */
    double estimate, std_error;
    double conf_low, conf_high, conf_level; /* conf_level in (0, 1)                       */
    double statistic, df, p_value;
    double n, events;                     /* n is the denominator of the estimate         */
    double n_reference, events_reference; /* the same for the reference                   */
    double clusters;
    double bound_low, bound_high; /* what missing data could do to the estimate           */
    char method[UF_METHOD_SIZE];
    const char *estimand;   /* whom it speaks of: "pupils", "schools equally"             */
    const char *definition; /* how the measure was made                                   */
    char note[UF_NOTE_SIZE];
} uf_estimate;

/* All numbers NaN, all texts empty, role primary. */
void uf_estimate_init(uf_estimate *estimate);

/* Set the method's name. False if it had to be cut. */
bool uf_estimate_method(uf_estimate *estimate, const char *method);

/* Append a sentence to the note, separated by "; " from what is there; a sentence that stands in
 * the note already is not repeated. False if it does not fit, and then the note is unchanged. */
bool uf_estimate_note(uf_estimate *estimate, const char *sentence);

/* "primary", "sensitivity", "descriptive". */
const char *uf_role_name(uf_role role);

/* "", "lower", "higher". */
const char *uf_better_name(uf_better better);

#ifdef __cplusplus
}
#endif
#endif
