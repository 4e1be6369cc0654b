/* change_study.h: a study of change: an instrument, its cases, their ratings, and the rules.
 *
 * It is read once; each case is then judged as often as somebody asks, under any reading of what
 * was revealed, over all factors or those of one domain. The rules themselves are libstats'
 * (utfall/factors_change.h). */
#ifndef UF_CLI_CHANGE_STUDY_H
#define UF_CLI_CHANGE_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/factors_change.h>

#include "cli/change_cases.h"
#include "cli/change_instrument.h"
#include "cli/change_ratings.h"
#include "cli/change_settings.h"

/* Factors that are judged together: all of the instrument, or with --by domain those of one. */
typedef struct uf_factor_set {
    const char *domain; /* "" for all                                     */
    size_t *members;    /* [n] numbers of the instrument's factors        */
    uf_factor *factors; /* [n] the factors themselves                     */
    size_t n;
} uf_factor_set;

typedef struct uf_study {
    uf_cli *cli;
    uf_change_settings settings;
    uf_instrument *instrument;
    uf_cases *cases;
    uf_ratings *ratings;
    uf_factor_set *sets;
    size_t set_count;
    size_t first, last; /* places in time that --first and --last name, or UF_OWN_OCCASION */
    uint32_t *order;    /* [count] the cases that --among lets in, by name                  */
    size_t count;
    struct uf_study_desk *desk; /* where the case in hand lies */
} uf_study;

/* Read everything under the options. Whatever is wrong, or has to be said and is not, ends the
 * program. */
void uf_study_open(uf_study *study, uf_cli *cli);
void uf_study_close(uf_study *study);

/* Ratings of other cases in a file beside, on the study's instrument and by its rules: each case's
 * own first and last occasion is compared. It has no sets of its own and closes before the
 * study. */
void uf_study_open_beside(uf_study *beside, const uf_study *study, const char *path);
void uf_study_close_beside(uf_study *beside);

/* What became of one case. The arrays live until the next case is judged. */
typedef struct uf_judged {
    uf_case_change change;
    const uf_factor_pair *pairs; /* [n] of the set                                              */
    const uf_case_rating *const *last_rows; /* [n] what was read of each factor at last, or NULL */
    size_t first_place, last_place;         /* in time; UF_NO_OCCASION where there was none      */
    bool rater_changed, version_changed;    /* of a factor of the set, from first to last        */
} uf_judged;

void uf_study_judge(uf_study *study, uint32_t id, const uf_factor_set *set, uf_revealed revealed,
                    uf_judged *judged);

/* The occasions of the case that was judged last, from its first to its last one: the ratings
 * [*occasions][n of its set], and *places[i], the place in time of each. A case without a first
 * occasion has none. */
const uf_rating *uf_study_occasions(const uf_study *study, const size_t **places,
                                    size_t *occasions);

#endif
