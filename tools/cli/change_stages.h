/* change_stages.h: which stages the cases of a file have reached.
 *
 * A column identified, offered, started or completed holds the day the case came there, and an
 * empty cell means that it has not; or it holds 1 and 0, and an empty cell means that it is not
 * known. The first cell that is not empty says which of the two the column holds. */
#ifndef UF_CLI_CHANGE_STAGES_H
#define UF_CLI_CHANGE_STAGES_H

#include <stdbool.h>
#include <stdint.h>

#include <utfall/funnel.h>

#include "cli/change_settings.h"
#include "cli/rows.h"

typedef struct uf_case_stages uf_case_stages;

/* The columns of rows that are stages, before its first uf_rows_next. */
uf_case_stages *uf_case_stages_new(uf_cli *cli, uf_rows *rows);
void uf_case_stages_free(uf_case_stages *stages);

/* Read the stages of the current row, then keep them for the case of that number. */
void uf_case_stages_read(uf_case_stages *stages, uf_rows *rows);
void uf_case_stages_keep(uf_case_stages *stages, uint32_t id);
/* All rows have been read: settle what an empty cell means. */
void uf_case_stages_finish(uf_case_stages *stages);

bool uf_case_stages_there(const uf_case_stages *stages, uf_case_stage stage);
uf_stage_state uf_case_stages_of(const uf_case_stages *stages, uint32_t id, uf_case_stage stage);

#endif
