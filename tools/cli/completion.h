/* completion.h: what a shell completes after a program's name, made from the option table. */
#ifndef UF_CLI_COMPLETION_H
#define UF_CLI_COMPLETION_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/program.h"

/* Write the completion script for a shell: options with their texts, choices after the options
 * that have them, files elsewhere. False when shell is none of bash, zsh and fish. page may be
 * NULL, to ask just that. */
bool uf_completion_write(FILE *page, const uf_tool *tool, const char *shell);

#endif
