/* context.h: what a running program holds. Only program.c, asked.c, messages.c and writer.c
 * look inside: everything else sees uf_cli through program.h. */
#ifndef UF_CLI_CONTEXT_H
#define UF_CLI_CONTEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "cli/arguments.h"
#include "cli/program.h"
#include "cli/progress.h"

enum { UF_MOST_BESIDE = 4 };

/* A second output, by the option that names it. */
typedef struct uf_beside {
    const char *option;
    uf_writer *writer;
} uf_beside;

struct uf_cli {
    const uf_tool *tool;
    uf_arguments arguments;
    size_t shifted;    /* operands taken by uf_cli_shift_operand */
    uf_writer *writer; /* --output or stdout                     */
    uf_beside beside[UF_MOST_BESIDE];
    size_t beside_count;
    uf_reading *reading;
    uf_progress progress;
    bool quiet, verbose;
};

/* Write one message line to stderr. */
void uf_message_write(const uf_cli *cli, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* As uf_cli_die, with a text that this function frees; NULL: memory ran out. */
_Noreturn void uf_cli_die_text(uf_cli *cli, char *text);

/* A mistake in the program and not in its use: say what, and abort. */
_Noreturn void uf_cli_abort(const uf_cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
