/* arguments.h: a command line taken apart by a program's option table.
 *
 * For program.c and the getters in asked.c; the programs themselves ask through program.h. Nothing
 * here prints or ends the program. */
#ifndef UF_CLI_ARGUMENTS_H
#define UF_CLI_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/calendar.h>
#include <utfall/decimal.h>

#include "cli/options.h"
#include "cli/texts.h"

/* One option and what it was given, or its default. */
typedef struct uf_argument {
    uf_option option;
    uf_option_origin origin;
    bool given;
    uf_texts texts; /* the values as they stood; of a column list, its parts */
    double number;
    long whole;
    uf_day day;
    uf_decimal *limits; /* of a percent option; of a limit option when it has been asked for */
    size_t limit_count;
} uf_argument;

/* What the user wants. */
typedef enum uf_request {
    UF_REQUEST_RUN,
    UF_REQUEST_HELP,    /* --help or --help=TOPIC, the topic in why ("" without) */
    UF_REQUEST_VERSION, /* --version                                             */
    UF_REQUEST_WRONG,   /* the command line is wrong, the reason in why          */
    UF_REQUEST_BROKEN,  /* the program's table is wrong, the reason in why       */
    UF_REQUEST_NO_MEMORY
} uf_request;

typedef struct uf_arguments {
    uf_argument *options; /* every option of the program, in the order of uf_options_next */
    size_t option_count;
    uf_texts operands;
    char *why;
} uf_arguments;

/* Take apart words (count of them, the first being the program's name). *arguments is filled in
 * whatever the outcome and released by uf_arguments_release. */
uf_request uf_arguments_read(uf_arguments *arguments, const struct uf_tool *tool, int count,
                             char *const *words);
void uf_arguments_release(uf_arguments *arguments);

/* The option with a name, or NULL. */
uf_argument *uf_arguments_find(const uf_arguments *arguments, const char *name);

/* Read the limits of a percent or limit option from its texts anew. False with the reason in *why,
 * a text that the caller frees, NULL when memory ran out. */
bool uf_argument_limits(uf_argument *argument, bool percent, char **why);

#endif
