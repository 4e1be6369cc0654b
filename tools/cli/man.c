/* man.c: an option table as roff. */
#include "cli/man.h"

#include <stdbool.h>
#include <string.h>

#include "cli/options.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* A hyphen in roff is a typographic one unless escaped, and could not be copied to a command line.
 * The caller sees to it that text does not stand first on its line. */
static void write_text(FILE *page, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\\')
            fputs("\\e", page);
        else if (*text == '-')
            fputs("\\-", page);
        else if (*text == '\n')
            fputc(' ', page);
        else
            fputc(*text, page);
    }
}

/* A sentence on a line of its own: \& keeps a first . or ' from being a request. */
static void write_sentence(FILE *page, const char *text, const char *ending)
{
    fputs("\\&", page);
    if (*text >= 'a' && *text <= 'z')
        fputc(*text++ - 'a' + 'A', page);
    write_text(page, text);
    fprintf(page, "%s\n", ending);
}

/* "[FILE]..." with its placeholders in italics. */
static void write_operands(FILE *page, const char *text)
{
    while (*text != '\0') {
        char letter[2] = { *text, '\0' };
        bool upper = is_upper(*text);
        if (upper)
            fputs("\\fI", page);
        do {
            letter[0] = *text++;
            write_text(page, letter);
        } while (*text != '\0' && is_upper(*text) == upper);
        if (upper)
            fputs("\\fR", page);
    }
}

static void write_option(FILE *page, const uf_option *option)
{
    const char *argument = uf_option_argument(option);
    fputs(".TP\n", page);
    if (option->letter != 0)
        fprintf(page, "\\fB\\-%c\\fR, ", option->letter);
    fputs("\\fB\\-\\-", page);
    write_text(page, option->name);
    fputs("\\fR", page);
    if (argument != NULL) {
        fputs(" \\fI", page);
        write_text(page, argument);
        fputs("\\fR", page);
    }
    fputc('\n', page);
}

static void write_values(FILE *page, const uf_option *option)
{
    if (option->choices != NULL && option->argument != NULL) {
        fputs("\\&One of ", page);
        write_text(page, option->choices);
        fputs(".\n", page);
    }
    if (option->initial == NULL)
        return;
    fputs("\\&The default is ", page);
    write_text(page, option->initial);
    fputs(".\n", page);
}

static void write_synopsis(FILE *page, const uf_tool *tool)
{
    fputs(".SH SYNOPSIS\n\\fB", page);
    write_text(page, tool->name);
    fputs("\\fR [\\fIOPTION\\fR]...", page);
    if (tool->operands != NULL) {
        fputc(' ', page);
        write_operands(page, tool->operands);
    }
    fputc('\n', page);
}

static void write_options(FILE *page, const uf_tool *tool)
{
    const char *section = "";
    fputs(".SH OPTIONS\n", page);
    uf_option_walk walk = { .position = 0 };
    while (uf_options_next(tool, &walk)) {
        if (walk.origin == UF_FROM_COLUMN)
            continue;
        const char *heading = walk.option.section != NULL ? walk.option.section : "Options";
        if (strcmp(heading, section) != 0) {
            fputs(".SS ", page);
            write_text(page, heading);
            fputc('\n', page);
            section = heading;
        }
        write_option(page, &walk.option);
        write_sentence(page, walk.option.text, ".");
        write_values(page, &walk.option);
    }
}

static void write_columns(FILE *page, const uf_tool *tool)
{
    bool any = false;
    uf_option_walk walk = { .position = 0 };
    while (uf_options_next(tool, &walk)) {
        if (walk.origin != UF_FROM_COLUMN)
            continue;
        if (!any)
            fputs(".SH \"COLUMNS READ\"\n"
                  "A file that calls a column something else is read with the column's option,\n"
                  "or with \\fB\\-\\-map\\fR.\n",
                  page);
        any = true;
        fputs(".TP\n\\fB", page);
        write_text(page, walk.column);
        fputs("\\fR (\\fB\\-\\-", page);
        write_text(page, walk.option.name);
        fputs("\\fR \\fICOLUMN\\fR)\n", page);
        write_sentence(page, walk.option.text, ".");
    }
}

void uf_man_write(FILE *page, const uf_tool *tool)
{
    write_synopsis(page, tool);
    write_options(page, tool);
    write_columns(page, tool);
}
