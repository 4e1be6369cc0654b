/* stage_cell.h: a cell that says whether, or on which day, a case reached a stage.
 *
 * A column of days has an empty cell where the stage was not reached; a column of 1 and 0 (or yes
 * and no) has one where it is not known. The first cell that is not empty says which of the two the
 * column holds; a later one of the other kind is a bad row. */
#ifndef UF_CLI_STAGE_CELL_H
#define UF_CLI_STAGE_CELL_H

#include <stddef.h>

#include <utfall/funnel.h>

#include "cli/rows.h"

/* What a column turns out to hold; begins as UF_STAGES_UNSEEN, and stays so if it is all empty. */
typedef enum uf_stages_kind { UF_STAGES_UNSEEN, UF_STAGES_DAYS, UF_STAGES_FLAGS } uf_stages_kind;

/* The stage in a column of the current row; unknown for an empty cell. Sets *kind at the column's
 * first cell that is not empty. */
uf_stage uf_stage_cell(uf_rows *rows, size_t column, uf_stages_kind *kind);

/* All rows have been read: what an empty cell of a column of that kind means. */
uf_stage_state uf_stage_of_empty(uf_stages_kind kind);

#endif
