/* help.c: --help and --version. */
#include "cli/help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/completion.h"
#include "cli/man.h"
#include "cli/options.h"
#include "cli/version.h"

enum { WIDTH = 80, TEXT_AT = 26, GAP = 2 };

/* How many columns a UTF-8 text takes on a terminal, each character taken as one. */
static size_t columns(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0u) != 0x80;
    return count;
}

/* Write text broken at its spaces, so that it fits between the columns indent and WIDTH, and end
 * the line. at is where the line stands now. */
static void write_wrapped(FILE *page, const char *text, size_t at, size_t indent)
{
    bool first = true;
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        size_t wide = columns(text, length);
        if (!first && at + 1 + wide > WIDTH) {
            fprintf(page, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            fputc(' ', page);
            at++;
        }
        fwrite(text, 1, length, page);
        at += wide;
        first = false;
        text += length;
        text += strspn(text, " ");
    }
    fputc('\n', page);
}

/* Write a text that a function below composes in memory. */
typedef struct memory_file {
    FILE *stream;
    char *text;
    size_t length;
} memory_file;

static bool open_memory(memory_file *file)
{
    *file = (memory_file){ .stream = NULL };
    file->stream = open_memstream(&file->text, &file->length);
    return file->stream != NULL;
}

/* The text, or NULL when memory ran out. */
static char *close_memory(memory_file *file)
{
    bool good = ferror(file->stream) == 0;
    if (fclose(file->stream) != 0)
        good = false;
    if (good)
        return file->text;
    free(file->text);
    return NULL;
}

/* --- One option. --- */

static void write_entry(FILE *page, const char *left, const char *text)
{
    size_t wide = columns(left, strlen(left));
    fputs(left, page);
    if (wide + GAP > TEXT_AT)
        fprintf(page, "\n%*s", TEXT_AT, "");
    else
        fprintf(page, "%*s", (int)(TEXT_AT - wide), "");
    write_wrapped(page, text, TEXT_AT, TEXT_AT);
}

static void write_option(FILE *page, const uf_option_walk *walk)
{
    const uf_option *option = &walk->option;
    const char *argument = uf_option_argument(option);
    memory_file left;
    memory_file right;
    if (!open_memory(&left))
        return;
    if (option->letter != 0)
        fprintf(left.stream, "  -%c, --%s", option->letter, option->name);
    else
        fprintf(left.stream, "      --%s", option->name);
    if (argument != NULL)
        fprintf(left.stream, " %s", argument);
    char *left_text = close_memory(&left);
    if (open_memory(&right)) {
        fputs(option->text, right.stream);
        if (walk->column != NULL && strcmp(walk->column, option->name) != 0)
            fprintf(right.stream, " (column %s)", walk->column);
        /* Choices that the value's name does not show. */
        if (option->choices != NULL && option->argument != NULL)
            fprintf(right.stream, " (%s)", option->choices);
        if (option->initial != NULL)
            fprintf(right.stream, " (default: %s)", option->initial);
        char *right_text = close_memory(&right);
        if (left_text != NULL && right_text != NULL)
            write_entry(page, left_text, right_text);
        free(right_text);
    }
    free(left_text);
}

/* --- Groups of options. --- */

static void write_heading(FILE *page, const uf_option_walk *walk, const char **section)
{
    const char *heading = walk->option.section != NULL ? walk->option.section : "Options";
    if (*section != NULL && strcmp(heading, *section) == 0)
        return;
    *section = heading;
    if (walk->origin == UF_FROM_PROGRAM)
        fprintf(page, "\n%s:\n", heading);
    else if (walk->origin == UF_FROM_COLUMN)
        fputs("\nColumns read, and the options that rename them:\n", page);
    else
        fprintf(page, "\n%s options:\n", heading);
}

static void write_options(FILE *page, const uf_tool *tool, bool all)
{
    const char *section = NULL;
    uf_option_walk walk = { .position = 0 };
    while (uf_options_next(tool, &walk)) {
        if (!all && walk.origin != UF_FROM_PROGRAM)
            continue;
        write_heading(page, &walk, &section);
        write_option(page, &walk);
    }
}

/* "Columns read: pupil (--id), date, …" */
static void write_column_names(FILE *page, const uf_tool *tool)
{
    memory_file line;
    bool any = false;
    if (!open_memory(&line))
        return;
    fputs("Columns read:", line.stream);
    uf_option_walk walk = { .position = 0 };
    while (uf_options_next(tool, &walk)) {
        if (walk.origin != UF_FROM_COLUMN)
            continue;
        fprintf(line.stream, "%s %s", any ? "," : "", walk.column);
        if (strcmp(walk.column, walk.option.name) != 0)
            fprintf(line.stream, " (--%s)", walk.option.name);
        any = true;
    }
    fputs("; the option of a column's name renames it.", line.stream);
    char *text = close_memory(&line);
    if (any && text != NULL) {
        fputc('\n', page);
        write_wrapped(page, text, 0, 2);
    }
    free(text);
}

static void write_shared_names(FILE *page, const uf_tool *tool)
{
    memory_file line;
    bool any = false;
    if (!open_memory(&line))
        return;
    fputs("More options:", line.stream);
    uf_option_walk walk = { .position = 0 };
    while (uf_options_next(tool, &walk)) {
        if (walk.origin == UF_FROM_PROGRAM || walk.origin == UF_FROM_COLUMN)
            continue;
        fprintf(line.stream, any ? ", --%s" : " --%s", walk.option.name);
        any = true;
    }
    fprintf(line.stream, ". See %s --help=all, and man %s.", tool->name, tool->name);
    char *text = close_memory(&line);
    if (text != NULL) {
        fputc('\n', page);
        write_wrapped(page, text, 0, 2);
    }
    free(text);
}

/* --- The whole. --- */

static void write_help(FILE *page, const uf_tool *tool, bool all)
{
    fprintf(page, "%s: %s\n\nUsage: %s [OPTION]...%s%s\n", tool->name, tool->brief, tool->name,
            tool->operands != NULL ? " " : "", tool->operands != NULL ? tool->operands : "");
    if (tool->operands != NULL && strstr(tool->operands, "FILE") != NULL)
        fputs("Without FILE, or where it is -, stdin is read.\n", page);
    if (tool->examples != NULL && tool->examples[0] != NULL)
        fputs("\nExamples:\n", page);
    for (size_t i = 0; tool->examples != NULL && tool->examples[i] != NULL; i++)
        fprintf(page, "  %s\n", tool->examples[i]);
    write_options(page, tool, all);
    if (all)
        return;
    write_column_names(page, tool);
    write_shared_names(page, tool);
}

char *uf_help_text(const uf_tool *tool, const char *topic, size_t *length, bool *known)
{
    bool all = strcmp(topic, "all") == 0;
    bool man = strcmp(topic, "man") == 0;
    memory_file page;
    bool shell = uf_completion_write(NULL, tool, topic);
    *known = all || man || shell || *topic == '\0';
    if (!*known || !open_memory(&page))
        return NULL;
    if (man)
        uf_man_write(page.stream, tool);
    else if (shell)
        (void)uf_completion_write(page.stream, tool, topic);
    else
        write_help(page.stream, tool, all);
    char *text = close_memory(&page);
    *length = page.length;
    return text;
}

char *uf_help_version(const uf_tool *tool, size_t *length)
{
    memory_file line;
    if (!open_memory(&line))
        return NULL;
    fprintf(line.stream, "%s (utfall) %s\n", tool->name, UF_VERSION);
    char *text = close_memory(&line);
    *length = line.length;
    return text;
}
