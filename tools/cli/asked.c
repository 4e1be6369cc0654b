/* asked.c: the getters of program.h: what the user asked for, from the command line as read. */
#include <math.h>
#include <string.h>

#include "cli/context.h"

/* Kinds as bits, so that a getter can say which ones it serves. */
static unsigned bit(uf_option_kind kind)
{
    return 1u << (unsigned)kind;
}

static uf_argument *find(const uf_cli *cli, const char *name, unsigned kinds)
{
    uf_argument *argument = uf_arguments_find(&cli->arguments, name);
    if (argument != NULL && (bit(argument->option.kind) & kinds) != 0)
        return argument;
    uf_cli_abort(cli, "asked for an option '%s' that it does not have, or as what it is not", name);
}

bool uf_cli_has(const uf_cli *cli, const char *name)
{
    return uf_arguments_find(&cli->arguments, name) != NULL;
}

bool uf_cli_given(const uf_cli *cli, const char *name)
{
    return find(cli, name, ~0u)->given;
}

bool uf_cli_flag(const uf_cli *cli, const char *name)
{
    return find(cli, name, bit(UF_OPTION_FLAG))->given;
}

const char *uf_cli_text(const uf_cli *cli, const char *name)
{
    unsigned kinds = bit(UF_OPTION_TEXT) | bit(UF_OPTION_CHOICE) | bit(UF_OPTION_COLUMN) |
                     bit(UF_OPTION_FILE) | bit(UF_OPTION_OUTPUT);
    const uf_argument *argument = find(cli, name, kinds);
    return argument->texts.count > 0 ? argument->texts.items[0] : NULL;
}

double uf_cli_number(const uf_cli *cli, const char *name)
{
    const uf_argument *argument = find(cli, name, bit(UF_OPTION_NUMBER));
    return argument->texts.count > 0 ? argument->number : NAN;
}

long uf_cli_count(const uf_cli *cli, const char *name, long fallback)
{
    const uf_argument *argument = find(cli, name, bit(UF_OPTION_COUNT));
    return argument->texts.count > 0 ? argument->whole : fallback;
}

bool uf_cli_date(const uf_cli *cli, const char *name, uf_day *day)
{
    const uf_argument *argument = find(cli, name, bit(UF_OPTION_DATE));
    if (argument->texts.count > 0)
        *day = argument->day;
    return argument->texts.count > 0;
}

const uf_decimal *uf_cli_percents(const uf_cli *cli, const char *name, size_t *n)
{
    const uf_argument *argument = find(cli, name, bit(UF_OPTION_PERCENT));
    *n = argument->limit_count;
    return argument->limits;
}

const uf_decimal *uf_cli_limits(uf_cli *cli, const char *name, uf_limit_unit unit, size_t *n)
{
    uf_argument *argument = find(cli, name, bit(UF_OPTION_LIMIT));
    char *why;
    if (!uf_argument_limits(argument, unit == UF_LIMIT_PERCENT, &why))
        uf_cli_die_text(cli, why);
    *n = argument->limit_count;
    return argument->limits;
}

const char *const *uf_cli_list(const uf_cli *cli, const char *name, size_t *n)
{
    static const char *const none[] = { NULL };
    const uf_argument *argument = find(cli, name, ~bit(UF_OPTION_FLAG));
    if (!uf_option_accumulates(&argument->option))
        uf_cli_abort(cli, "asked for the list of option '%s', which has one value", name);
    *n = argument->texts.count;
    return *n > 0 ? (const char *const *)argument->texts.items : none;
}

/* stdin is the main input: no option may have taken it. */
static void claim_stdin(uf_cli *cli)
{
    for (size_t i = 0; i < cli->arguments.option_count; i++) {
        const uf_argument *argument = &cli->arguments.options[i];
        for (size_t j = 0; argument->option.kind == UF_OPTION_FILE && j < argument->texts.count;
             j++)
            if (strcmp(argument->texts.items[j], "-") == 0)
                uf_cli_die(cli, "--%s - takes stdin: name the FILE to read", argument->option.name);
    }
}

const char *const *uf_cli_operands(uf_cli *cli, size_t *n)
{
    static const char *const standard[] = { "-", NULL };
    const uf_texts *operands = &cli->arguments.operands;
    size_t count = operands->count - cli->shifted;
    if (count == 0)
        claim_stdin(cli);
    if (n != NULL)
        *n = count == 0 ? 1 : count;
    return count == 0 ? standard : (const char *const *)operands->items + cli->shifted;
}

const char *uf_cli_shift_operand(uf_cli *cli)
{
    const uf_texts *operands = &cli->arguments.operands;
    return cli->shifted < operands->count ? operands->items[cli->shifted++] : NULL;
}

const uf_tool *uf_cli_tool(const uf_cli *cli)
{
    return cli->tool;
}

uf_writer *uf_cli_output(uf_cli *cli)
{
    return cli->writer;
}
