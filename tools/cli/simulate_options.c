/* simulate_options.c: which options are whose, and shares. */
#include <string.h>

#include "cli/simulate_kinds.h"

bool uf_simulate_concerns(const uf_option *option, const char *kind)
{
    const char *colon = option->section == NULL ? NULL : strchr(option->section, ':');
    if (colon == NULL)
        return true;
    const size_t length = (size_t)(colon - option->section);
    return strlen(kind) == length && strncmp(option->section, kind, length) == 0;
}

uf_decimal uf_simulate_percent(const uf_cli *cli, const char *option)
{
    size_t n;
    const uf_decimal value = uf_cli_percents(cli, option, &n)[0];
    return uf_decimal_reduce((uf_decimal){ value.mantissa, value.places + 2 });
}

double uf_simulate_share(const uf_cli *cli, const char *option)
{
    return uf_decimal_value(uf_simulate_percent(cli, option));
}
