/* options.h: options as data.
 *
 * A program lists its options in one table. The table feeds parsing (popt's tables are generated
 * from it; values arrive as text and are read by our own number and date parsers), --help, the man
 * page, the shell completions and the tests of all of these. What the user then asked for is read
 * by the getters of program.h. */
#ifndef UF_CLI_OPTIONS_H
#define UF_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum uf_option_kind {
    UF_OPTION_FLAG,    /* no value                                                             */
    UF_OPTION_TEXT,    /* any text, as it is                                                   */
    UF_OPTION_NUMBER,  /* a number with a decimal point                                        */
    UF_OPTION_COUNT,   /* a whole number                                                       */
    UF_OPTION_PERCENT, /* a limit in percent: 15, 15%, 12.5%; a list 10,15 where repeatable    */
    UF_OPTION_LIMIT,   /* the same, or a plain number in a column's own unit: which of the two is
                        * known only when all options are (uf_cli_limits in program.h)         */
    UF_OPTION_DATE,    /* YYYY-MM-DD or YYYYMMDD                                               */
    UF_OPTION_COLUMN,  /* the name of one column                                               */
    UF_OPTION_COLUMNS, /* names a,b, ranges q1-q10, wildcards stress_*                         */
    UF_OPTION_FILE,    /* a file to read, or - for stdin (one input at most is stdin)          */
    UF_OPTION_OUTPUT,  /* a file to write, or - for stdout                                     */
    UF_OPTION_CHOICE   /* one of choices                                                       */
} uf_option_kind;

typedef struct uf_option {
    const char *name; /* without the dashes: "date-from"                                       */
    char letter;      /* 'd', or 0                                                             */
    uf_option_kind kind;
    const char *argument; /* how help calls the value: "DATE"; NULL: by its kind or choices    */
    const char *choices;  /* "all|year|month" for UF_OPTION_CHOICE, else NULL                  */
    const char *initial;  /* the default, as a user would write it, or NULL                    */
    double low, high;     /* range of a number, count, percent or percent limit; both 0: any   */
    bool open;            /* the ends of the range do not belong to it: (0, 1)                 */
    bool repeatable;      /* may stand more than once; a column list always may                */
    const char *section;  /* heading in --help and the man page; NULL: "Options"               */
    const char *text;     /* what it does, one sentence, lower case, no full stop              */
} uf_option;

/* A column that a program reads. Each becomes an option of the same name (--date COLUMN) which
 * renames it for the main input; option overrides that name (the unit's is "id"), and "" means that
 * the column cannot be renamed by an option. On the command line - may stand for _ in the name. */
typedef struct uf_column {
    const char *name;   /* as this program calls it                                            */
    const char *option; /* the option's name, or NULL for the same                             */
    const char *text;   /* what it holds, with unit                                            */
} uf_column;

/* Which of the shared groups of options a program takes, besides the common ones. */
enum {
    UF_OPTIONS_INPUT = 1,     /* what describes the main input, --where, --reject and --by     */
    UF_OPTIONS_ANALYSIS = 2,  /* --level, --threads                                               */
    UF_OPTIONS_NO_BY = 4,     /* the program has no --by                                         */
    UF_OPTIONS_NO_OUTPUT = 8, /* the program declares --output itself                           */
    UF_OPTIONS_NO_REJECT = 16 /* the program has no --reject                                    */
};

/* Where an option comes from. */
typedef enum uf_option_origin {
    UF_FROM_PROGRAM,  /* the program's own table    */
    UF_FROM_COLUMN,   /* a renaming option          */
    UF_FROM_INPUT,    /* the input group            */
    UF_FROM_ANALYSIS, /* the analysis group         */
    UF_FROM_COMMON    /* --help, --version and such */
} uf_option_origin;

struct uf_tool;

/* Steps through every option that a program has, its own first, then the analysis group, the
 * renaming options, the input group and the common ones:
 *     uf_option_walk walk = {0};
 *     while (uf_options_next(tool, &walk))
 *         … walk.option.name, walk.origin …
 * For a renaming option, option.text is the column's text and walk.column the column's own name. */
typedef struct uf_option_walk {
    uf_option option;
    uf_option_origin origin;
    const char *column; /* the column that a renaming option renames, else NULL */
    size_t position;    /* 1 for the first option, … : where the walk is        */
} uf_option_walk;

bool uf_options_next(const struct uf_tool *tool, uf_option_walk *walk);

/* The option with a name, or with a letter (name NULL). False if there is none. - and _ are the
 * same in the name of a renaming option. */
bool uf_options_find(const struct uf_tool *tool, const char *name, char letter,
                     uf_option_walk *found);

/* How help calls the value: "DATE", "wilson|jeffreys", "COLUMN"; NULL for a flag. */
const char *uf_option_argument(const uf_option *option);

/* Whether the option may be given more than once. */
bool uf_option_accumulates(const uf_option *option);

#endif
