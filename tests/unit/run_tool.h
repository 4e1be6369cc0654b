/* run_tool.h: running a program made for a test in a child process, as a shell would. */
#ifndef UF_TEST_RUN_TOOL_H
#define UF_TEST_RUN_TOOL_H

#include "cli/program.h"

typedef struct tool_run {
    int status; /* exit status; -1 if a signal ended it                                       */
    char out[8192];
    char err[8192];
} tool_run;

/* Run tool with arguments (NULL-terminated, without the program's name) and input on stdin. out and
 * err are cut to fit. */
void run_tool(tool_run *result, const uf_tool *tool, const char *const *arguments,
              const char *input);

/* A file of this name and content in a folder of its own; its path, for remove_file. */
char *new_file(const char *name, const char *content);
void remove_file(char *path);

#endif
