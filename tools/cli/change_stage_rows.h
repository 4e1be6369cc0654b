/* change_stage_rows.h: how many of the identified were offered, started, completed. */
#ifndef UF_CLI_CHANGE_STAGE_ROWS_H
#define UF_CLI_CHANGE_STAGE_ROWS_H

#include <stddef.h>

#include "cli/change_table.h"

/* A row for each stage that the file of cases has a column for, over everybody in a group of the
 * table. A family is at a stage when one of its cases is. */
void uf_change_stages_write(uf_change_table *table, size_t group);

#endif
