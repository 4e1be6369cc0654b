/* options.c: which options a program has: its own, its columns' and those it shares with others. */
#include "cli/options.h"

#include <string.h>

#include "cli/program.h"

/* The shared groups: the same name and letter mean the same in every program. */

static const uf_option input_options[] = {
    { .name = "encoding",
      .letter = 'e',
      .kind = UF_OPTION_TEXT,
      .argument = "NAME",
      .section = "Input",
      .text =
          "how the text is encoded, by any name that iconv knows: cp1252 for files from Windows "
          "(default: UTF-8)" },
    { .name = "delimiter",
      .letter = 'd',
      .kind = UF_OPTION_TEXT,
      .argument = "CHAR",
      .section = "Input",
      .text = "what separates the cells: one character, or the word tab (default: found from the "
              "header, comma, semicolon or tab)" },
    { .name = "decimal",
      .kind = UF_OPTION_CHOICE,
      .choices = "point|comma",
      .section = "Input",
      .text = "the decimal mark of the file (default: that of its first number that has one)" },
    { .name = "grouping",
      .kind = UF_OPTION_TEXT,
      .argument = "space|nbsp|thin|point|comma",
      .section = "Input",
      .text = "what separates thousands, as a name or as the character itself (default: nothing)" },
    { .name = "na",
      .kind = UF_OPTION_TEXT,
      .argument = "TEXT",
      .repeatable = true,
      .section = "Input",
      .text = "a cell that says this is missing, as an empty one and NA are; repeatable" },
    { .name = "date-format",
      .kind = UF_OPTION_TEXT,
      .argument = "FORMAT",
      .section = "Input",
      .text = "how dates are written, such as %d/%m/%Y, or excel for serial numbers (default: "
              "YYYY-MM-DD or YYYYMMDD)" },
    { .name = "map",
      .kind = UF_OPTION_FILE,
      .argument = "FILE",
      .section = "Input",
      .text = "a CSV file of our column names and theirs, which renames a whole export" },
    { .name = "where",
      .kind = UF_OPTION_TEXT,
      .argument = "CONDITION",
      .repeatable = true,
      .section = "Input",
      .text =
          "read only rows for which COLUMN=TEXT holds, or !=, <, <=, >, >=; repeatable, and all "
          "must hold" },
    { .name = "reject",
      .kind = UF_OPTION_OUTPUT,
      .argument = "FILE",
      .section = "Input",
      .text = "set rows that cannot be read aside in FILE, and go on (default: they end the run)" },
    { .name = "by",
      .letter = 'g',
      .kind = UF_OPTION_COLUMNS,
      .argument = "COLUMNS",
      .section = "Input",
      .text = "do it once for each group of rows that agree in these columns" },
    { .name = NULL },
};

static const uf_option analysis_options[] = {
    { .name = "level",
      .kind = UF_OPTION_NUMBER,
      .argument = "LEVEL",
      .initial = "0.95",
      .low = 0,
      .high = 1,
      .open = true,
      .section = "Analysis",
      .text = "confidence level of the intervals" },
    /* Scripts may say it to every analysis. No analysis of today has work that a second thread would
     * shorten noticeably; results do not depend on N, so it may be used when one has. */
    { .name = "threads",
      .letter = 'j',
      .kind = UF_OPTION_COUNT,
      .argument = "N",
      .initial = "1",
      .low = 1,
      .high = 1024,
      .section = "Analysis",
      .text = "use at most N threads (so far one is enough); results are the same for any N" },
    { .name = NULL },
};

static const uf_option common_options[] = {
    { .name = "output",
      .letter = 'o',
      .kind = UF_OPTION_OUTPUT,
      .argument = "FILE",
      .section = "Common",
      .text = "write to FILE, which is replaced only when all went well (default: stdout)" },
    { .name = "lang",
      .kind = UF_OPTION_CHOICE,
      .choices = "en|sv",
      .section = "Common",
      .text =
          "language of charts, tables and verdicts (default: by LANGUAGE, LC_ALL, LC_MESSAGES or "
          "LANG, else English)" },
    { .name = "excel",
      .kind = UF_OPTION_FLAG,
      .section = "Common",
      .text = "write for a Swedish Excel: semicolons, decimal commas, a byte order mark, CRLF, and "
              "no cell that a spreadsheet would run" },
    { .name = "digits",
      .kind = UF_OPTION_COUNT,
      .argument = "N",
      .low = 1,
      .high = 17,
      .section = "Common",
      .text = "write numbers with N significant digits; whole numbers stay whole (default: every "
              "digit)" },
    { .name = "record",
      .kind = UF_OPTION_OUTPUT,
      .argument = "FILE",
      .section = "Common",
      .text = "append one line of JSON about this run to FILE: inputs with SHA-256, rows, rules, "
              "seed" },
    { .name = "exit-zero",
      .kind = UF_OPTION_FLAG,
      .section = "Common",
      .text = "end with status 0 also where the answer is no or undecided" },
    { .name = "quiet",
      .letter = 'q',
      .kind = UF_OPTION_FLAG,
      .section = "Common",
      .text = "no counts and remarks on stderr; errors still" },
    { .name = "verbose",
      .letter = 'v',
      .kind = UF_OPTION_FLAG,
      .section = "Common",
      .text = "say on stderr what was detected: delimiter, decimal mark, columns used" },
    { .name = "help",
      .letter = 'h',
      .kind = UF_OPTION_FLAG,
      .section = "Common",
      .text = "show the program's own options; --help=all shows all" },
    { .name = "version",
      .letter = 'V',
      .kind = UF_OPTION_FLAG,
      .section = "Common",
      .text = "show the version" },
    { .name = NULL },
};

/* The option at *skip in a table, or NULL with *skip lowered by the table's length. */
static const uf_option *at(const uf_option *table, size_t *skip)
{
    for (; table != NULL && table->name != NULL; table++)
        if ((*skip)-- == 0)
            return table;
    return NULL;
}

static const uf_column *renamable_at(const uf_column *columns, size_t *skip)
{
    for (; columns != NULL && columns->name != NULL; columns++) {
        bool renamable = columns->option == NULL || columns->option[0] != '\0';
        if (renamable && (*skip)-- == 0)
            return columns;
    }
    return NULL;
}

static bool left_out(const uf_tool *tool, const uf_option *option)
{
    return ((tool->groups & UF_OPTIONS_NO_BY) != 0 && strcmp(option->name, "by") == 0) ||
           ((tool->groups & UF_OPTIONS_NO_OUTPUT) != 0 && strcmp(option->name, "output") == 0) ||
           ((tool->groups & UF_OPTIONS_NO_REJECT) != 0 && strcmp(option->name, "reject") == 0);
}

static bool found_in(const uf_option *table, uf_option_origin origin, size_t *skip,
                     uf_option_walk *walk)
{
    const uf_option *option = at(table, skip);
    if (option == NULL)
        return false;
    walk->option = *option;
    walk->origin = origin;
    walk->column = NULL;
    return true;
}

static bool found_column(const uf_tool *tool, size_t *skip, uf_option_walk *walk)
{
    const uf_column *column = renamable_at(tool->columns, skip);
    if (column == NULL)
        return false;
    walk->option = (uf_option){ .name = column->option != NULL ? column->option : column->name,
                                .kind = UF_OPTION_COLUMN,
                                .section = "Columns",
                                .text = column->text };
    walk->origin = UF_FROM_COLUMN;
    walk->column = column->name;
    return true;
}

bool uf_options_next(const uf_tool *tool, uf_option_walk *walk)
{
    bool found;
    do {
        size_t skip = walk->position++;
        found = found_in(tool->options, UF_FROM_PROGRAM, &skip, walk) ||
                ((tool->groups & UF_OPTIONS_ANALYSIS) != 0 &&
                 found_in(analysis_options, UF_FROM_ANALYSIS, &skip, walk)) ||
                found_column(tool, &skip, walk) ||
                ((tool->groups & UF_OPTIONS_INPUT) != 0 &&
                 found_in(input_options, UF_FROM_INPUT, &skip, walk)) ||
                found_in(common_options, UF_FROM_COMMON, &skip, walk);
    } while (found && walk->origin != UF_FROM_PROGRAM && left_out(tool, &walk->option));
    return found;
}

/* Equal, - and _ being the same. */
static bool same_name(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++)
        if (*a != *b && !((*a == '-' || *a == '_') && (*b == '-' || *b == '_')))
            return false;
    return *a == *b;
}

bool uf_options_find(const uf_tool *tool, const char *name, char letter, uf_option_walk *found)
{
    *found = (uf_option_walk){ .position = 0 };
    while (uf_options_next(tool, found)) {
        const char *this_name = found->option.name;
        if (name == NULL) {
            if (letter != 0 && found->option.letter == letter)
                return true;
        } else if (found->origin == UF_FROM_COLUMN ? same_name(this_name, name)
                                                   : strcmp(this_name, name) == 0) {
            return true;
        }
    }
    return false;
}

const char *uf_option_argument(const uf_option *option)
{
    if (option->argument != NULL || option->kind == UF_OPTION_FLAG)
        return option->argument;
    switch (option->kind) {
    case UF_OPTION_NUMBER: return "NUMBER";
    case UF_OPTION_COUNT: return "N";
    case UF_OPTION_PERCENT: return "PERCENT";
    case UF_OPTION_LIMIT: return "LIMIT";
    case UF_OPTION_DATE: return "DATE";
    case UF_OPTION_COLUMN: return "COLUMN";
    case UF_OPTION_COLUMNS: return "COLUMNS";
    case UF_OPTION_FILE:
    case UF_OPTION_OUTPUT: return "FILE";
    case UF_OPTION_CHOICE: return option->choices;
    case UF_OPTION_FLAG:
    case UF_OPTION_TEXT: break;
    }
    return "TEXT";
}

bool uf_option_accumulates(const uf_option *option)
{
    return option->repeatable || option->kind == UF_OPTION_COLUMNS;
}
