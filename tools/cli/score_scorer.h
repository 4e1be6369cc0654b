/* score_scorer.h: people scored one after the other: scores, bands and T scores as columns, and
 * what is said of them all at the end. */
#ifndef UF_CLI_SCORE_SCORER_H
#define UF_CLI_SCORE_SCORER_H

#include <stdint.h>

#include <utfall/scale_tally.h>

#include "cli/program.h"
#include "cli/rows.h"
#include "cli/score_answers.h"
#include "cli/score_key.h"
#include "cli/score_norms.h"
#include "cli/score_people.h"
#include "cli/writer.h"

typedef struct uf_scorer {
    uf_cli *cli;
    const uf_key *key;
    const uf_norm_table *norms; /* or NULL */
    uf_answers answers;
    uf_people people;
    uf_scale_score *scores;   /* [scale] of the person in hand                                  */
    double *t;                /* [scale]                                                        */
    uf_scale_tally **tallies; /* [scale]; NULL where it is not shown                            */
    uint64_t *without_norm;   /* [scale] scored people whom the norms do not have               */
    uint64_t *blanked;        /* [scale] left blank for being outside                           */
} uf_scorer;

/* Prepare to score rows, before the first of them is read. The columns of items are the caller's to
 * find (uf_answers_find). */
void uf_scorer_open(uf_scorer *scorer, uf_cli *cli, uf_rows *rows, const uf_key *key,
                    const uf_norm_table *norms);
void uf_scorer_close(uf_scorer *scorer);

/* Score one person, whose answers are given by item. */
void uf_scorer_score(uf_scorer *scorer, const int64_t *answers, const uf_person *person);

/* The names of the columns that scores add, after the n names that are there; one that is there
 * already ends the program. file is what has those. */
void uf_scorer_write_names(const uf_scorer *scorer, uf_writer *writer, const char *file,
                           const char *const *names, size_t n);
/* The cells of the person scored last. */
void uf_scorer_write(const uf_scorer *scorer, uf_writer *writer);

/* Say how each scale was scored and what became of the answers; the rules also go into the
 * record. */
void uf_scorer_report(const uf_scorer *scorer);

#endif
