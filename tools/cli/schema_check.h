/* schema_check.h: rows of a file against a Table Schema. */
#ifndef UF_CLI_SCHEMA_CHECK_H
#define UF_CLI_SCHEMA_CHECK_H

#include "cli/findings.h"
#include "cli/rows.h"
#include "cli/schema.h"

typedef struct uf_schema_check uf_schema_check;

/* Compare the header with the schema, and prepare for its rows, before the first uf_rows_next. A
 * field that the file does not have is a finding, and is not looked at further. Faults that rows
 * finds in a number (its decimal mark is not the file's) go to the listener of rows. */
uf_schema_check *uf_schema_check_new(uf_cli *cli, uf_rows *rows, const uf_schema *schema,
                                     uf_findings *findings);
void uf_schema_check_free(uf_schema_check *check);

/* Look at the current row. */
void uf_schema_check_row(uf_schema_check *check);
/* All rows have been looked at. */
void uf_schema_check_finish(uf_schema_check *check);

#endif
