/* columns.h: columns by their names, as users list them.
 *
 * A part of a list is, in this order of precedence,
 *   a name        exactly as the file has it
 *   a wildcard    stress_*: each * stands for any text, also none; all that match, as the file
 *                 orders them
 *   a range       q1-q10: the same text before two whole numbers; the columns of that text and each
 *                 number from the first to the second, in that order, wherever they stand in the
 *                 file. All must be there. If the first number is written with zeros in front
 *                 (q01-q10), all are written with as many digits.
 * A column without a name can stand in a file, but nothing selects it. */
#ifndef UF_CLI_COLUMNS_H
#define UF_CLI_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/program.h"

/* "No such column", wherever a column is given by its position. */
#define UF_NO_COLUMN ((size_t)-1)

/* The names of a file's columns, n of them. */
typedef struct uf_names {
    const char *const *name;
    size_t n;
} uf_names;

/* The position of the first column of this name, or UF_NO_COLUMN. */
size_t uf_columns_find(uf_names names, const char *name);
/* Whether a later column is called the same as the one at column. */
bool uf_columns_twice(uf_names names, size_t column);

typedef enum uf_part_verdict {
    UF_PART_OK,
    UF_PART_MISSING, /* a name is not there: missing says which                              */
    UF_PART_NO_MATCH /* a wildcard that nothing matches, or a range that runs backwards      */
} uf_part_verdict;

/* The columns that parts name, in the order given, none twice. */
typedef struct uf_selection {
    size_t *positions; /* the caller's, with room for names.n                                */
    size_t count;
    char missing[128]; /* cut to fit                                                         */
} uf_selection;

/* Add the columns of one part to a selection, which starts as { .positions = … }. */
uf_part_verdict uf_columns_add(uf_selection *selection, uf_names names, const char *part);

/* End the program: file has no column `name`. The line names the nearest column, then those that
 * are there, then hint ("--date COL names another"; NULL if there is none). */
_Noreturn void uf_columns_missing(uf_cli *cli, const char *file, uf_names names, const char *name,
                                  const char *hint);

#endif
