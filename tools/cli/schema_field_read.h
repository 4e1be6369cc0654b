/* schema_field_read.h: the JSON of one field of a Table Schema. */
#ifndef UF_CLI_SCHEMA_FIELD_READ_H
#define UF_CLI_SCHEMA_FIELD_READ_H

#include "cli/json.h"
#include "cli/program.h"
#include "cli/schema_field.h"

/* Read a field. missing: the schema's missingValues, or NULL for the default (the empty cell); na:
 * texts that mean "missing" besides, n of them. What is wrong with it ends the program. */
void uf_field_describe(uf_field *field, uf_cli *cli, const uf_json_node *node,
                       const uf_json_node *missing, const char *const *na, size_t n);

#endif
