/* man.h: the sections of a man page that follow from the option table. */
#ifndef UF_CLI_MAN_H
#define UF_CLI_MAN_H

#include <stdio.h>

#include "cli/program.h"

/* Write the sections SYNOPSIS, OPTIONS and, where the program reads columns, COLUMNS READ as roff
 * for the man macros. Texts are escaped, so nothing in a table can become a request. */
void uf_man_write(FILE *page, const uf_tool *tool);

#endif
