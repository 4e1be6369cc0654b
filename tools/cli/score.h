/* score.h: the ways to run uf-score, once the key is read.
 *
 * uf-score.c reads the options and chooses one: records with scores appended (score_records.c),
 * the same from long input (score_long.c), or single questions summarised (score_summary.c).
 * Each reads the answers to their end, writes, and closes them. */
#ifndef UF_CLI_SCORE_H
#define UF_CLI_SCORE_H

#include "cli/program.h"
#include "cli/score_key.h"
#include "cli/score_norms.h"

/* Each row is a person: it comes out as it is, with the scores behind. */
void uf_score_records(uf_cli *cli, const uf_key *key, const uf_norm_table *norms);

/* Each row is an answer (columns item and value): a person's rows come out as one. */
void uf_score_long(uf_cli *cli, const uf_key *key, const uf_norm_table *norms);

/* Result rows of single questions; key may be NULL, and then --items says which. */
void uf_score_summary(uf_cli *cli, const uf_key *key);

#endif
