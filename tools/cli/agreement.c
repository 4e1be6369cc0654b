/* agreement.c: reads EXACT,WITHIN1. */
#include "cli/agreement.h"

#include <string.h>

#include "cli/numbers.h"

/* A share, or a percentage with its sign. False for anything else. */
static bool read_share(const char *text, size_t length, double *share)
{
    uf_number number;
    if (!uf_number_scan(text, length, &number) || number.mark == ',' ||
        !uf_number_value(&number, share))
        return false;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (text[length - 1] == '%')
        *share /= 100;
    return *share >= 0 && *share <= 1;
}

uf_agreement uf_cli_agreement(uf_cli *cli, const char *option)
{
    const char *text = uf_cli_text(cli, option);
    const char *comma = strchr(text, ',');
    uf_agreement agreement;
    if (comma == NULL || !read_share(text, (size_t)(comma - text), &agreement.exact) ||
        !read_share(comma + 1, strlen(comma + 1), &agreement.within_one))
        uf_cli_die(cli,
                   "--%s %s: write the shares of ratings that agree exactly and within one step, "
                   "as in 0.56,0.90",
                   option, text);
    if (agreement.within_one < agreement.exact)
        uf_cli_die(cli, "--%s %s: fewer agree within one step than exactly", option, text);
    return agreement;
}
