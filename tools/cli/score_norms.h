/* score_norms.h: the table of norms that --norms names.
 *
 * A CSV file of the user's own with the columns scale, raw (a score, or a range such as 0..2)
 * and t, and as the norms have them sex, ages (8..9), informant; an empty cell is everybody.
 * What is wrong with it is a finding (score_findings.h). Only scales that are sums or rounded
 * have raw scores to look up. */
#ifndef UF_CLI_SCORE_NORMS_H
#define UF_CLI_SCORE_NORMS_H

#include <stdbool.h>

#include <utfall/scale.h>

#include "cli/program.h"
#include "cli/score_findings.h"
#include "cli/score_key.h"
#include "cli/score_people.h"

typedef struct uf_norm_table uf_norm_table;

/* Read and check it; NULL without --norms. */
uf_norm_table *uf_norm_table_read(uf_cli *cli, const uf_key *key, uf_score_findings *findings);
void uf_norm_table_free(uf_norm_table *table);

/* End the program if the table tells people apart by a column that the file does not have. */
void uf_norm_table_meet(const uf_norm_table *table, const uf_people *people);

/* Whether a scale has norms. NULL has none. */
bool uf_norm_table_has(const uf_norm_table *table, size_t scale);
/* The T score; NaN where the person is not in the table. */
double uf_norm_table_find(const uf_norm_table *table, size_t scale, const uf_people *people,
                          const uf_person *person, const uf_scale_score *raw);

#endif
