/* schema_keys.h: the keys of a schema: what stands once, and what stands elsewhere.
 *
 * A key is remembered once for all rows that have it, exactly and not as a hash: for a key of one
 * column about 60 bytes and the value itself. Values are compared as values: 1.50 and 1.5 are one
 * number. A key some of whose columns are missing is not looked at, except that a primary key must
 * not miss any. */
#ifndef UF_CLI_SCHEMA_KEYS_H
#define UF_CLI_SCHEMA_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/findings.h"
#include "cli/rows.h"
#include "cli/schema.h"

/* What a row has in a field. */
typedef struct uf_schema_cell {
    size_t column; /* UF_NO_COLUMN: the file has no such column                            */
    bool missing;
    bool bad; /* not of the field's type                                                   */
    uf_cell cell;
    uf_field_value value;
} uf_schema_cell;

typedef struct uf_schema_keys uf_schema_keys;

/* Prepare for the keys of a schema whose columns the file has; reads the files of foreign keys. */
uf_schema_keys *uf_schema_keys_new(uf_cli *cli, const uf_schema *schema, const uf_rows *rows,
                                   const uf_schema_cell *cells, uf_findings *findings);
void uf_schema_keys_free(uf_schema_keys *keys);

/* Look at the current row; cells has one element for each field of the schema. */
void uf_schema_keys_row(uf_schema_keys *keys, const uf_schema_cell *cells);

/* All rows have been looked at: what a reference to the file itself points to is known now. */
void uf_schema_keys_finish(uf_schema_keys *keys);

#endif
