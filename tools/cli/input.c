/* input.c: reading the options that describe the main input. */
#include "cli/input.h"

#include <string.h>

#include "cli/dates.h"
#include "cli/decoder.h"
#include "cli/dialect.h"

/* The encoding, the decimal mark and what groups digits. */
static void read_encoding(uf_input *input, uf_cli *cli)
{
    const char *encoding = uf_cli_text(cli, "encoding");
    if (encoding != NULL && !uf_decoder_is_utf8(encoding) && !uf_decoder_knows(encoding))
        uf_cli_die(cli,
                   "--encoding '%s': this system does not know it; iconv -l lists those that "
                   "it does",
                   encoding);
    input->encoding = encoding;
}

static void read_numbers(uf_input *input, uf_cli *cli)
{
    const char *decimal = uf_cli_text(cli, "decimal");
    if (decimal != NULL)
        input->decimal = strcmp(decimal, "comma") == 0 ? ',' : '.';
    const char *grouping = uf_cli_text(cli, "grouping");
    if (grouping == NULL)
        return;
    if (!uf_grouping_named(grouping, &input->grouping))
        uf_cli_die(cli, "--grouping '%s': write space, nbsp, thin, point or comma", grouping);
    char mark = input->grouping == UF_GROUPING_POINT   ? ','
                : input->grouping == UF_GROUPING_COMMA ? '.'
                                                       : input->decimal;
    if (input->decimal != '\0' && input->decimal != mark)
        uf_cli_die(cli, "--grouping %s and --decimal %s: they cannot be the same", grouping,
                   decimal);
    input->decimal = mark;
}

void uf_input_read(uf_input *input, uf_cli *cli)
{
    *input = (uf_input){ 0 };
    if ((uf_cli_tool(cli)->groups & UF_OPTIONS_INPUT) == 0)
        return;
    const char *delimiter = uf_cli_text(cli, "delimiter");
    if (delimiter != NULL) {
        input->delimiter = uf_dialect_named(delimiter);
        if (input->delimiter == '\0')
            uf_cli_die(cli, "--delimiter '%s': one ASCII character or tab is needed", delimiter);
    }
    read_encoding(input, cli);
    read_numbers(input, cli);
    input->na = uf_cli_list(cli, "na", &input->na_count);
    input->date_format = uf_cli_text(cli, "date-format");
    const char *problem;
    if (input->date_format != NULL && !uf_date_format_valid(input->date_format, &problem))
        uf_cli_die(cli, "--date-format '%s': %s", input->date_format, problem);
    input->where = uf_cli_list(cli, "where", &input->where_count);
    const char *map = uf_cli_text(cli, "map");
    if (map != NULL)
        input->map = uf_map_read(cli, map);
}

void uf_input_release(uf_input *input)
{
    uf_map_free(input->map);
    *input = (uf_input){ 0 };
}

const char *uf_input_option(uf_cli *cli, const char *name)
{
    const uf_column *column = uf_cli_tool(cli)->columns;
    for (; column != NULL && column->name != NULL; column++) {
        if (strcmp(column->name, name) == 0)
            return column->option != NULL ? column->option : column->name;
    }
    return NULL;
}

const char *uf_input_renamed(const uf_input *input, uf_cli *cli, const char *name)
{
    const char *option = uf_input_option(cli, name);
    if (option != NULL && uf_cli_given(cli, option))
        return uf_cli_text(cli, option);
    return uf_map_find(input->map, name);
}

void uf_input_check(uf_cli *cli, const char *file, uf_names names)
{
    const uf_column *column = uf_cli_tool(cli)->columns;
    for (; column != NULL && column->name != NULL; column++) {
        const char *option = uf_input_option(cli, column->name);
        if (!uf_cli_given(cli, option))
            continue;
        const char *theirs = uf_cli_text(cli, option);
        if (uf_columns_find(names, theirs) == UF_NO_COLUMN)
            uf_columns_missing(cli, file, names, theirs, NULL);
    }
}
