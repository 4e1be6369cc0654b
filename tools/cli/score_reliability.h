/* score_reliability.h: whether the scales of a key measure: results of uf-score --reliability.
 *
 * For each scale and --by group: alpha, omega total, the standard error of a score, and item by
 * item the mean, the item-rest correlation and alpha without it; with --retest COL, whose values
 * are occasions, these for each occasion (column period), and over the occasions ICC, standard
 * error and smallest detectable change of people scored on all of them. */
#ifndef UF_CLI_SCORE_RELIABILITY_H
#define UF_CLI_SCORE_RELIABILITY_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/moments.h>
#include <utfall/reliability.h>

#include "cli/groups.h"
#include "cli/program.h"
#include "cli/results.h"
#include "cli/score_key.h"
#include "cli/units.h"

/* Read the answers and write the results. */
void uf_score_reliability(uf_cli *cli, const uf_key *key);

/* --- What score_reliability.c reads, on its way into rows (score_reliability_rows.c). --- */

/* A scale's answers in one cell: a --by group on one occasion. */
typedef struct uf_scale_answers {
    uf_item_covariance *complete, *pairwise; /* NULL for a total of other scales           */
    uf_moments scores;                       /* of those who answered every item            */
} uf_scale_answers;

/* A person's scores on one occasion: at scores[entry * scales]. */
typedef struct uf_scored_person {
    uint32_t cell, person;
} uf_scored_person;

typedef struct uf_reliability {
    uf_cli *cli;
    const uf_key *key;
    uf_units *units;
    uf_groups *cells; /* --by, and last the column of --retest                       */
    bool retest;
    size_t by_count;          /* columns of --by                                             */
    uf_scale_answers *scales; /* [cell * key->count + scale]                                 */
    size_t cell_room;
    size_t *unit_group;       /* [cell] the group of units, for its definition               */
    uf_scored_person *people; /* with --retest                                               */
    double *scores;           /* [entry * key->count + scale]; NaN: none                     */
    size_t person_count, person_room, persons; /* persons: how many different ones           */
    uint64_t taken;                            /* rows that counted */
    double level;
} uf_reliability;

/* Write the header and all rows. */
void uf_reliability_write(uf_reliability *reliability);

#endif
