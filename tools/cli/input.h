/* input.h: what the command line says about the main input.
 *
 * The options of the shared input group (--encoding, --delimiter, --decimal, --grouping, --na,
 * --date-format, --map, --where) and the ones that rename columns, checked and in the form that
 * rows.c needs. */
#ifndef UF_CLI_INPUT_H
#define UF_CLI_INPUT_H

#include <stddef.h>

#include "cli/columns.h"
#include "cli/map.h"
#include "cli/numbers.h"
#include "cli/program.h"

/* All zero: nothing was said. */
typedef struct uf_input {
    const char *encoding; /* one that the system knows, or NULL: UTF-8                       */
    char delimiter;       /* 0: to be found                                                  */
    char decimal; /* '.' or ',', or 0: to be found                                         */
    uf_grouping grouping;  /* point and comma then settle the decimal mark too                */
    const char *const *na; /* texts that mean "missing" besides the empty one and NA         */
    size_t na_count;
    const char *date_format;  /* valid, or NULL                                              */
    const char *const *where; /* not yet compiled                                            */
    size_t where_count;
    uf_map *map; /* or NULL                                                                  */
} uf_input;

/* Read the options. A value that cannot be used ends the program. */
void uf_input_read(uf_input *input, uf_cli *cli);
void uf_input_release(uf_input *input);

/* What the file calls our column by an option or else the map; NULL if neither says. */
const char *uf_input_renamed(const uf_input *input, uf_cli *cli, const char *name);
/* The option that renames our column ("id" for "pupil"), or NULL if the program has none. */
const char *uf_input_option(uf_cli *cli, const char *name);
/* End the program if an option names a column that the file does not have. */
void uf_input_check(uf_cli *cli, const char *file, uf_names names);

#endif
