/* change_reliable.h: --reliable: whose change is larger than the instrument's error?
 *
 * Jacobson and Truax's index (utfall/reliable_change.h) of either side's sum. The standard
 * deviation is that of the first occasion over all cases in the study; the reliability is
 * --retest-r with its --retest-source, or the correlation of the two occasions of untreated cases
 * in --retest FILE, which has the shape of the ratings. With --cutoff the index is joined by a
 * cut-off. */
#ifndef UF_CLI_CHANGE_RELIABLE_H
#define UF_CLI_CHANGE_RELIABLE_H

#include <utfall/reliable_change.h>

#include "cli/change_study.h"

typedef struct uf_change_reliable uf_change_reliable;

/* What --reliable and its options say of the study; NULL without --reliable. What does not go
 * together ends the program. */
uf_change_reliable *uf_change_reliable_new(uf_study *study);
void uf_change_reliable_free(uf_change_reliable *reliable);

/* The index of a side of a case, NaN if it cannot be said, and what it says. */
double uf_change_reliable_index(const uf_change_reliable *reliable, const uf_factor_set *set,
                                const uf_judged *judged, uf_side side);
uf_reliable_class uf_change_reliable_class(const uf_change_reliable *reliable,
                                           const uf_factor_set *set, const uf_judged *judged,
                                           uf_side side);
/* Whether anything can be said of a side: its cases differ at first, and the reliability
 * will do. */
bool uf_change_reliable_known(const uf_change_reliable *reliable, const uf_factor_set *set,
                              uf_side side);
/* Whether a class is a reliable improvement. */
bool uf_change_reliable_improved(uf_reliable_class class_);

/* What a row must say of a side: the reliability, its source, and the least reliable change, or why
 * there is none. Lives as long as reliable. */
const char *uf_change_reliable_note(const uf_change_reliable *reliable, const uf_factor_set *set,
                                    uf_side side);
/* What --reliable adds to a definition: ";reliable=0.86,0.84". Lives as long as reliable. */
const char *uf_change_reliable_definition(const uf_change_reliable *reliable);

#endif
