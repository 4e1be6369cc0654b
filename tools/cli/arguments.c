/* arguments.c: command line to values, through popt.
 *
 * popt finds the options and their texts; every value is text to it, and values.c reads it. */
#include "cli/arguments.h"

#include <math.h>
#include <popt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"
#include "cli/nearest.h"
#include "cli/program.h"
#include "cli/values.h"

/* --- The options of the program, as an array. --- */

static bool collect(uf_arguments *arguments, const uf_tool *tool)
{
    uf_option_walk walk = { .position = 0 };
    size_t count = 0;
    while (uf_options_next(tool, &walk))
        count++;
    arguments->options = calloc(count + 1, sizeof *arguments->options);
    if (arguments->options == NULL)
        return false;
    walk = (uf_option_walk){ .position = 0 };
    while (arguments->option_count < count && uf_options_next(tool, &walk))
        arguments->options[arguments->option_count++] =
            (uf_argument){ .option = walk.option, .origin = walk.origin, .number = NAN };
    return true;
}

/* What the author of the program's table got wrong, or NULL. */
static char *fault(const uf_arguments *arguments)
{
    for (size_t i = 0; i < arguments->option_count; i++) {
        const uf_option *a = &arguments->options[i].option;
        if (a->text == NULL || (a->kind == UF_OPTION_CHOICE && a->choices == NULL))
            return uf_message_text("option --%s has no text or no choices", a->name);
        for (size_t j = 0; j < i; j++) {
            const uf_option *b = &arguments->options[j].option;
            if (strcmp(a->name, b->name) == 0 || (a->letter != 0 && a->letter == b->letter))
                return uf_message_text("options --%s and --%s have the same name or letter",
                                       b->name, a->name);
        }
    }
    return NULL;
}

uf_argument *uf_arguments_find(const uf_arguments *arguments, const char *name)
{
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].option.name, name) == 0)
            return &arguments->options[i];
    return NULL;
}

/* --- popt's table. --- */

/* The names of renaming options once more with - for _, in one block each. */
static char *hyphenated(const uf_argument *argument)
{
    if (argument->origin != UF_FROM_COLUMN || strchr(argument->option.name, '_') == NULL)
        return NULL;
    char *name = uf_message_text("%s", argument->option.name);
    for (char *c = name; c != NULL && *c != '\0'; c++)
        if (*c == '_')
            *c = '-';
    return name;
}

static struct poptOption *make_table(const uf_arguments *arguments)
{
    /* Two entries at most for each option, and the one that ends the table. */
    struct poptOption *table = calloc(2 * arguments->option_count + 1, sizeof *table);
    if (table == NULL)
        return NULL;
    size_t used = 0;
    for (size_t i = 0; i < arguments->option_count; i++) {
        const uf_option *option = &arguments->options[i].option;
        struct poptOption entry = { .longName = option->name,
                                    .shortName = option->letter,
                                    .argInfo = option->kind == UF_OPTION_FLAG ? POPT_ARG_NONE
                                                                              : POPT_ARG_STRING,
                                    .val = (int)i + 1 };
        table[used++] = entry;
        entry.longName = hyphenated(&arguments->options[i]);
        entry.shortName = '\0';
        if (entry.longName != NULL)
            table[used++] = entry;
    }
    return table;
}

static void free_table(struct poptOption *table, const uf_arguments *arguments)
{
    if (table == NULL)
        return;
    /* A name that is not the option's own is a hyphenated copy. */
    for (struct poptOption *entry = table; entry->longName != NULL; entry++)
        if (entry->longName != arguments->options[entry->val - 1].option.name)
            free((void *)(uintptr_t)entry->longName);
    free(table);
}

/* --- One value. --- */

static bool take_list(uf_argument *argument, const char *text, char **why)
{
    char **parts;
    size_t n;
    if (!uf_value_list(text, &parts, &n, why))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < n; i++)
        good = uf_texts_add(&argument->texts, parts[i]);
    free(parts);
    return good;
}

static bool limit_known(const uf_argument *argument, uf_decimal limit)
{
    for (size_t i = 0; i < argument->limit_count; i++)
        if (uf_decimal_compare(argument->limits[i], limit) == 0)
            return true;
    return false;
}

/* Add the limits of one text to the array, which has room for them. */
static bool add_limits(uf_argument *argument, bool percent, const char *text, char **why)
{
    uf_decimal *limits;
    size_t n;
    if (!uf_value_limits(&argument->option, percent, text, &limits, &n, why))
        return false;
    bool twice = false;
    for (size_t i = 0; i < n; i++) {
        twice = twice || limit_known(argument, limits[i]);
        argument->limits[argument->limit_count++] = limits[i];
    }
    free(limits);
    if (twice)
        *why = uf_message_text("the same limit is given twice");
    return !twice;
}

/* "--above 0.15: why", and why freed. */
static char *about(const uf_option *option, const char *text, char *why)
{
    if (why == NULL)
        return NULL;
    char *whole = *text == '\0' ? uf_message_text("--%s: %s", option->name, why)
                                : uf_message_text("--%s %s: %s", option->name, text, why);
    free(why);
    return whole;
}

bool uf_argument_limits(uf_argument *argument, bool percent, char **why)
{
    size_t room = 0;
    for (size_t i = 0; i < argument->texts.count; i++) {
        room++;
        for (const char *c = argument->texts.items[i]; *c != '\0'; c++)
            room += *c == ',';
    }
    *why = NULL;
    free(argument->limits);
    argument->limit_count = 0;
    argument->limits = calloc(room + 1, sizeof *argument->limits);
    bool good = argument->limits != NULL;
    for (size_t i = 0; good && i < argument->texts.count; i++) {
        good = add_limits(argument, percent, argument->texts.items[i], why);
        if (!good)
            *why = about(&argument->option, argument->texts.items[i], *why);
    }
    return good;
}

static bool is_empty(const uf_option *option, const char *text, char **why)
{
    /* --na '' and --where '' are for those who read them to judge. */
    if (*text != '\0' || option->kind == UF_OPTION_TEXT)
        return false;
    *why = uf_message_text("the value is empty");
    return true;
}

/* Take one value of an option. False with the reason in *why, NULL when memory ran out. */
static bool take(uf_argument *argument, const char *text, char **why)
{
    const uf_option *option = &argument->option;
    *why = NULL;
    if (is_empty(option, text, why))
        return false;
    bool good = true;
    switch (option->kind) {
    case UF_OPTION_NUMBER: good = uf_value_number(option, text, &argument->number, why); break;
    case UF_OPTION_COUNT: good = uf_value_count(option, text, &argument->whole, why); break;
    case UF_OPTION_DATE: good = uf_value_date(text, &argument->day, why); break;
    case UF_OPTION_CHOICE: good = uf_value_choice(option, text, why); break;
    case UF_OPTION_LIMIT:
    case UF_OPTION_PERCENT: good = uf_value_limits_shape(option, text, why); break;
    case UF_OPTION_COLUMNS: return take_list(argument, text, why);
    case UF_OPTION_FLAG:
    case UF_OPTION_TEXT:
    case UF_OPTION_COLUMN:
    case UF_OPTION_FILE:
    case UF_OPTION_OUTPUT: break;
    }
    return good && uf_texts_add(&argument->texts, text);
}

/* --- Words to the user. --- */

static const uf_argument *find_letter(const uf_arguments *arguments, char letter)
{
    for (size_t i = 0; i < arguments->option_count; i++)
        if (arguments->options[i].option.letter == letter)
            return &arguments->options[i];
    return NULL;
}

/* word is what stands on the command line: --abvoe=15, or -qx where x is the unknown one. */
static char *unknown(const uf_arguments *arguments, const uf_tool *tool, const char *word)
{
    if (strncmp(word, "--", 2) != 0) {
        const char *letter = word + (*word == '-');
        if (uf_arguments_find(arguments, letter) != NULL)
            return uf_message_text("unknown option '%s': did you mean '-%s'?", word, word);
        while (letter[0] != '\0' && letter[1] != '\0' && find_letter(arguments, *letter) != NULL)
            letter++;
        size_t bytes = uf_message_character(letter, strlen(letter));
        return uf_message_text("unknown option '-%.*s': %s --help lists the options",
                               bytes > 0 ? (int)bytes : 1, letter, tool->name);
    }
    char *name = uf_message_text("%.*s", (int)strcspn(word + 2, "="), word + 2);
    const char **names = calloc(arguments->option_count, sizeof *names);
    char *text = NULL;
    if (name != NULL && names != NULL) {
        for (size_t i = 0; i < arguments->option_count; i++)
            names[i] = arguments->options[i].option.name;
        size_t near = uf_nearest(name, names, arguments->option_count);
        text =
            near < arguments->option_count
                ? uf_message_text("unknown option '--%s': did you mean '--%s'?", name, names[near])
                : uf_message_text("unknown option '--%s': %s --help lists the options", name,
                                  tool->name);
    }
    free(names);
    free(name);
    return text;
}

/* word is --name, or -qx where x wants the value. */
static char *no_value(const uf_arguments *arguments, const char *word)
{
    const uf_argument *argument = strncmp(word, "--", 2) == 0
                                      ? uf_arguments_find(arguments, word + 2)
                                      : find_letter(arguments, word[strlen(word) - 1]);
    if (argument == NULL)
        return uf_message_text("%s needs a value", word);
    const char *name = argument->option.name;
    return uf_message_text("--%s needs a value: --%s %s", name, name,
                           uf_option_argument(&argument->option));
}

/* --- The command line. --- */

static uf_request wrong(uf_arguments *arguments, char *why)
{
    arguments->why = why;
    return why == NULL ? UF_REQUEST_NO_MEMORY : UF_REQUEST_WRONG;
}

static uf_request take_given(uf_arguments *arguments, uf_argument *argument, const char *text)
{
    const uf_option *option = &argument->option;
    if (argument->given && !uf_option_accumulates(option))
        return wrong(arguments, option->kind == UF_OPTION_FLAG
                                    ? uf_message_text("--%s is given twice", option->name)
                                    : uf_message_text("--%s is given twice; it takes one value",
                                                      option->name));
    argument->given = true;
    if (option->kind == UF_OPTION_FLAG)
        return UF_REQUEST_RUN;
    char *why;
    if (take(argument, text, &why))
        return UF_REQUEST_RUN;
    return wrong(arguments, about(option, text, why));
}

/* --help and --version are answered where they stand. */
static uf_request answer(uf_arguments *arguments, const uf_argument *argument)
{
    if (argument->origin != UF_FROM_COMMON)
        return UF_REQUEST_RUN;
    if (strcmp(argument->option.name, "version") == 0)
        return UF_REQUEST_VERSION;
    if (strcmp(argument->option.name, "help") != 0)
        return UF_REQUEST_RUN;
    arguments->why = uf_message_text("%s", "");
    return arguments->why == NULL ? UF_REQUEST_NO_MEMORY : UF_REQUEST_HELP;
}

/* What popt refused. */
static uf_request refusal(uf_arguments *arguments, const uf_tool *tool, int code, const char *word)
{
    static const char help[] = "--help=";
    switch (code) {
    case POPT_ERROR_BADOPT: return wrong(arguments, unknown(arguments, tool, word));
    case POPT_ERROR_NOARG: return wrong(arguments, no_value(arguments, word));
    case POPT_ERROR_MALLOC: return UF_REQUEST_NO_MEMORY;
    case POPT_ERROR_UNWANTEDARG:
        /* --help is a flag to popt, so that it never takes the next word for its topic. */
        if (strncmp(word, help, sizeof help - 1) == 0) {
            arguments->why = uf_message_text("%s", word + sizeof help - 1);
            return arguments->why == NULL ? UF_REQUEST_NO_MEMORY : UF_REQUEST_HELP;
        }
        return wrong(arguments,
                     uf_message_text("%.*s takes no value", (int)strcspn(word, "="), word));
    default: return wrong(arguments, uf_message_text("'%s': %s", word, poptStrerror(code)));
    }
}

static uf_request take_options(uf_arguments *arguments, const uf_tool *tool, poptContext context)
{
    int code;
    while ((code = poptGetNextOpt(context)) > 0) {
        uf_argument *argument = &arguments->options[code - 1];
        uf_request request = answer(arguments, argument);
        if (request != UF_REQUEST_RUN)
            return request;
        char *text = poptGetOptArg(context);
        request = take_given(arguments, argument, text == NULL ? "" : text);
        free(text);
        if (request != UF_REQUEST_RUN)
            return request;
    }
    return code == -1
               ? UF_REQUEST_RUN
               : refusal(arguments, tool, code, poptBadOption(context, POPT_BADOPTION_NOALIAS));
}

static uf_request take_operands(uf_arguments *arguments, const uf_tool *tool, poptContext context)
{
    const char **words = poptGetArgs(context);
    size_t count = 0;
    while (words != NULL && words[count] != NULL)
        count++;
    if (count > 0 && tool->operands == NULL)
        return wrong(arguments, uf_message_text("'%s' is not an option, and %s takes no files",
                                                words[0], tool->name));
    for (size_t i = 0; i < count; i++)
        if (!uf_texts_add(&arguments->operands, words[i]))
            return UF_REQUEST_NO_MEMORY;
    return UF_REQUEST_RUN;
}

static uf_request take_defaults(uf_arguments *arguments)
{
    for (size_t i = 0; i < arguments->option_count; i++) {
        uf_argument *argument = &arguments->options[i];
        const char *initial = argument->option.initial;
        char *why;
        if (argument->given || initial == NULL || take(argument, initial, &why))
            continue;
        free(why);
        arguments->why =
            uf_message_text("option --%s refuses its default '%s'", argument->option.name, initial);
        return UF_REQUEST_BROKEN;
    }
    return UF_REQUEST_RUN;
}

/* The limits whose unit is known. */
static uf_request take_percents(uf_arguments *arguments)
{
    for (size_t i = 0; i < arguments->option_count; i++) {
        uf_argument *argument = &arguments->options[i];
        char *why;
        if (argument->option.kind == UF_OPTION_PERCENT && !uf_argument_limits(argument, true, &why))
            return wrong(arguments, why);
    }
    return UF_REQUEST_RUN;
}

static bool is_stdin(const char *path)
{
    return strcmp(path, "-") == 0;
}

/* stdin can be read once. */
static uf_request check_stdin(uf_arguments *arguments)
{
    const char *reader = NULL;
    for (size_t i = 0; i < arguments->operands.count; i++) {
        if (!is_stdin(arguments->operands.items[i]))
            continue;
        if (reader != NULL)
            return wrong(arguments, uf_message_text("'-' (stdin) can be read once only"));
        reader = "-";
    }
    for (size_t i = 0; i < arguments->option_count; i++) {
        const uf_argument *argument = &arguments->options[i];
        for (size_t j = 0; argument->option.kind == UF_OPTION_FILE && j < argument->texts.count;
             j++) {
            if (!is_stdin(argument->texts.items[j]))
                continue;
            if (reader != NULL)
                return wrong(arguments, uf_message_text("--%s -: stdin can be read once only",
                                                        argument->option.name));
            reader = argument->option.name;
        }
    }
    return UF_REQUEST_RUN;
}

static uf_request read_words(uf_arguments *arguments, const uf_tool *tool, int count,
                             const char **words, const struct poptOption *table)
{
    poptContext context = poptGetContext(tool->name, count, words, table, 0);
    if (context == NULL)
        return UF_REQUEST_NO_MEMORY;
    uf_request request = take_options(arguments, tool, context);
    if (request == UF_REQUEST_RUN)
        request = take_operands(arguments, tool, context);
    poptFreeContext(context);
    return request;
}

uf_request uf_arguments_read(uf_arguments *arguments, const uf_tool *tool, int count,
                             char *const *words)
{
    *arguments = (uf_arguments){ .options = NULL };
    if (!collect(arguments, tool))
        return UF_REQUEST_NO_MEMORY;
    arguments->why = fault(arguments);
    if (arguments->why != NULL)
        return UF_REQUEST_BROKEN;
    struct poptOption *table = make_table(arguments);
    /* popt wants a program's name even where the caller of exec gave none. */
    const char *none[] = { tool->name, NULL };
    const char **all = count > 0 ? (const char **)(uintptr_t)words : none;
    uf_request request = table == NULL
                             ? UF_REQUEST_NO_MEMORY
                             : read_words(arguments, tool, count > 0 ? count : 1, all, table);
    free_table(table, arguments);
    if (request == UF_REQUEST_RUN)
        request = check_stdin(arguments);
    if (request == UF_REQUEST_RUN)
        request = take_defaults(arguments);
    return request == UF_REQUEST_RUN ? take_percents(arguments) : request;
}

void uf_arguments_release(uf_arguments *arguments)
{
    for (size_t i = 0; i < arguments->option_count; i++) {
        uf_texts_release(&arguments->options[i].texts);
        free(arguments->options[i].limits);
    }
    free(arguments->options);
    uf_texts_release(&arguments->operands);
    free(arguments->why);
    *arguments = (uf_arguments){ .options = NULL };
}
