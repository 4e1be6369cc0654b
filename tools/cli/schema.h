/* schema.h: a Frictionless Table Schema, read from its JSON.
 *
 * The file is a Table Schema ({"fields": [...]}), or a Data Package ({"resources": [...]}) one of
 * whose resources has it. A mistake in it ends the program with one line that has the JSON path. A
 * property that is nearly one of the specification's is remarked on, and so is one of the
 * specification's that is not looked at (jsonSchema); names of the user's own pass. */
#ifndef UF_CLI_SCHEMA_H
#define UF_CLI_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/findings.h"
#include "cli/json.h"
#include "cli/program.h"
#include "cli/schema_field.h"

/* Columns whose cells together stand once in a file. */
typedef struct uf_schema_key {
    uf_rule rule;   /* UF_RULE_UNIQUE or UF_RULE_PRIMARY_KEY (no part may be missing then) */
    size_t *fields; /* [count] positions in the schema                                     */
    size_t count;
} uf_schema_key;

/* Columns whose cells together stand in another file, or elsewhere in this one. */
typedef struct uf_schema_foreign {
    size_t *fields;       /* [count] positions in the schema                            */
    const char **columns; /* [count] what they are called there                         */
    size_t count;
    const char *resource; /* "": this file                                              */
    char **paths;         /* [path_count] where it is                                   */
    size_t path_count;
} uf_schema_foreign;

/* What the header of the data may be, next to the fields of the schema. */
typedef enum uf_schema_match {
    UF_MATCH_EXACT,    /* the same, in the same order */
    UF_MATCH_EQUAL,    /* the same, in any order      */
    UF_MATCH_SUBSET,   /* the data may have more      */
    UF_MATCH_SUPERSET, /* the data may have fewer     */
    UF_MATCH_PARTIAL   /* at least one in common      */
} uf_schema_match;

typedef struct uf_schema {
    uf_cli *cli;
    uf_json *json;     /* owns the names and most texts      */
    uf_json *own_json; /* where it lies in a file of its own */
    uf_field *fields;
    size_t field_count;
    uf_schema_match match;
    uf_schema_key *keys;
    size_t key_count;
    uf_schema_foreign *foreigns;
    size_t foreign_count;
} uf_schema;

/* Read the schema in a file: of its resource of that name, if it is a Data Package; without a name
 * its only one. references: texts NAME=FILE, n of them, say where the resources of foreign keys
 * are; a Data Package says it itself, relative to its own place. */
uf_schema *uf_schema_read(uf_cli *cli, const char *path, const char *resource,
                          const char *const *references, size_t n);
void uf_schema_free(uf_schema *schema);

/* The position of a field by name; field_count if there is none. */
size_t uf_schema_find(const uf_schema *schema, const char *name);

#endif
