/* program.h: what every program is: a description, a run function, and a way to end.
 *
 * A program file holds one static const uf_tool and UF_TOOL(tool), which expands to main. This
 * layer parses the command line from the option table, answers --help and --version, opens the
 * output, calls run, closes the output and turns the outcome into the exit status: 0 done, or yes;
 * 1 the answer is no; 2 wrong use, bad input or a failed system call; 3 undecided (uf-target
 * --strict only). Nothing outside program.c knows argv or calls exit. */
#ifndef UF_CLI_PROGRAM_H
#define UF_CLI_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/decimal.h>
#include <utfall/status.h>

#include "cli/options.h"

typedef struct uf_cli uf_cli;
typedef struct uf_writer uf_writer;
typedef struct uf_reading uf_reading;

typedef struct uf_tool {
    const char *name;            /* "uf-absence"                                          */
    const char *brief;           /* one line for --help, the man page and `utfall help`   */
    const char *operands;        /* "[FILE]..." or "KIND [FILE]..."                       */
    const char *const *examples; /* command lines, NULL-terminated; they run from the
                                  * repository's root after make                          */
    const uf_option *options;    /* ended by an option without a name                     */
    const uf_column *columns;    /* columns read, ended by one without a name; or NULL    */
    unsigned groups;             /* UF_OPTIONS_...                                        */
    int (*run)(uf_cli *cli);     /* returns the exit status                               */
} uf_tool;

#define UF_TOOL(tool)                                                                              \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        return uf_program_main(&(tool), argc, argv);                                               \
    }

int uf_program_main(const uf_tool *tool, int argc, char **argv);

/* --- What the user asked for. name is an option of the program's table or of a shared group; a
 * name that is not, or of another kind, is a mistake in the program and ends it as such. Results
 * are owned by cli and live as long as it. --- */

/* Whether the program has such an option at all (a shared layer may ask for one that not every
 * program takes). */
bool uf_cli_has(const uf_cli *cli, const char *name);
/* Whether the option stood on the command line. */
bool uf_cli_given(const uf_cli *cli, const char *name);
/* Whether a flag was given. */
bool uf_cli_flag(const uf_cli *cli, const char *name);
/* The value of a text, choice, column, file or output option; its default; else NULL. */
const char *uf_cli_text(const uf_cli *cli, const char *name);
/* The value of a number option; its default; else NaN. */
double uf_cli_number(const uf_cli *cli, const char *name);
/* The value of a count option; its default; else fallback. */
long uf_cli_count(const uf_cli *cli, const char *name, long fallback);
/* The date given or the default in *day; false if neither. */
bool uf_cli_date(const uf_cli *cli, const char *name, uf_day *day);
/* The limits of a percent option, in the order given, in percent (15 for "15%"); *n is how many. */
const uf_decimal *uf_cli_percents(const uf_cli *cli, const char *name, size_t *n);
/* The limits of a limit option, in the order given, under the unit that the other options have
 * settled; *n is how many. A limit that does not fit the unit ends the program: in percent the
 * rules of a percent option hold, in the column's own unit a plain number is asked for, of either
 * sign and outside the option's range too. Asked again with the other unit, it reads again. */
typedef enum uf_limit_unit { UF_LIMIT_PERCENT, UF_LIMIT_PLAIN } uf_limit_unit;
const uf_decimal *uf_cli_limits(uf_cli *cli, const char *name, uf_limit_unit unit, size_t *n);
/* The values of a repeatable option, or the parts of a columns option, in order; *n is how many. */
const char *const *uf_cli_list(const uf_cli *cli, const char *name, size_t *n);
/* The file operands, NULL-terminated; a single "-" when none was given, which ends the program if
 * an option took stdin already. n may be NULL. */
const char *const *uf_cli_operands(uf_cli *cli, size_t *n);
/* Take away the first operand (uf-plot's KIND); NULL if there is none. */
const char *uf_cli_shift_operand(uf_cli *cli);
/* The tool that runs, for messages and completion. */
const uf_tool *uf_cli_tool(const uf_cli *cli);

/* Where records and results go: stdout or --output. See writer.h. */
uf_writer *uf_cli_output(uf_cli *cli);

/* A second output: the file that an output option names (--reject FILE), NULL when it was not
 * given. It is put in place when the run ends well, before the main output, and thrown away when it
 * fails. stdout is no second output; an input and another output of the run are refused. Asked
 * again for the same option, the same writer. */
uf_writer *uf_cli_output_beside(uf_cli *cli, const char *option);
/* Put it in place now, whatever becomes of the run. */
void uf_cli_finish_beside(uf_cli *cli, const char *option);

/* What the run has read so far. See reading.h. */
uf_reading *uf_cli_reading(uf_cli *cli);

/* --- Words to the user, on stderr, each as one line "uf-NAME: text". Control bytes and invalid
 * UTF-8 in the composed text are shown as \xNN, so data never reach a terminal raw. --- */

/* A warning: shown also with --quiet. */
void uf_cli_warn(uf_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A count or a fact that a person may want to know: silenced by --quiet. */
void uf_cli_say(uf_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What was detected (delimiter, columns): shown with --verbose only. */
void uf_cli_detail(uf_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* So many bytes of the main input are done, of total (0: not known): a line on a terminal, drawn
 * over (progress.h). */
void uf_cli_progress(uf_cli *cli, uint64_t done, uint64_t total);
/* Something is wrong: print it, throw the held output away (the old --output file stays), end
 * with status 2. */
_Noreturn void uf_cli_die(uf_cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same for a failure in libstats. Never returns; typed int so that run can say
 * `return uf_cli_fail(cli, &error);`. */
int uf_cli_fail(uf_cli *cli, const uf_error *error);
/* The same when memory has run out. */
_Noreturn void uf_cli_no_memory(uf_cli *cli);

/* malloc, realloc and strdup that end the program when memory runs out. count and size are
 * checked before they are multiplied. The caller frees with free(). */
void *uf_cli_allocate(uf_cli *cli, size_t count, size_t size);
void *uf_cli_grow(uf_cli *cli, void *memory, size_t count, size_t size);
char *uf_cli_copy(uf_cli *cli, const char *text);

/* text as it is; ends the program if it is NULL, which uf_message_text() and its like return when
 * memory runs out. */
char *uf_cli_checked(uf_cli *cli, char *text);

#endif
