/* help.h: what a program says about itself, from its option table.
 *
 *     --help         usage, examples, the program's own options; the shared ones by name
 *     --help=all     every option
 *     --help=man     the roff sections SYNOPSIS, OPTIONS and COLUMNS READ of the man page
 *     --version      "uf-absence (utfall) 0.1.0" */
#ifndef UF_CLI_HELP_H
#define UF_CLI_HELP_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/program.h"

/* A new text for a topic ("" for --help itself), its length in *length; the caller frees it. NULL
 * with *known false: there is no such topic; with *known true: memory ran out. */
char *uf_help_text(const uf_tool *tool, const char *topic, size_t *length, bool *known);

/* A new text for --version; NULL when memory ran out. */
char *uf_help_version(const uf_tool *tool, size_t *length);

#endif
