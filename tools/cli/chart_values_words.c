/* chart_values_words.c: what groups of values are called, and how many values there are. */
#include <stdlib.h>

#include "cli/chart_values.h"
#include "cli/groups.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

char *uf_values_group_name(const uf_values *values, uint32_t code)
{
    const uf_groups *groups = uf_units_groups(values->units);
    char *name = uf_cli_copy(values->cli, "");
    for (size_t i = 0; uf_groups_count(groups) > 0 && i < uf_groups_width(groups); i++) {
        const char *text = uf_groups_text(groups, code, i);
        char *longer = uf_cli_checked(
            values->cli, uf_message_text("%s%s%s", name, i > 0 ? " \xC2\xB7 " : "",
                                         text[0] != '\0' ? text : uf_translate("(empty)")));
        free(name);
        name = longer;
    }
    return name;
}

char *uf_values_counts(const uf_values *values)
{
    const size_t ineligible = (size_t)uf_units_ineligible(values->units);
    char *units = uf_cli_checked(values->cli, uf_vocabulary(uf_units_name(values->units)));
    char *missing =
        uf_cli_checked(values->cli, uf_message_text(uf_translate(" %zu without a value left out."),
                                                    (size_t)values->missing));
    char *left = uf_cli_checked(
        values->cli, uf_message_text(uf_translate(" %zu not eligible left out."), ineligible));
    char *text = uf_cli_checked(values->cli, uf_message_text("n = %zu %s.%s%s", values->n, units,
                                                             values->missing > 0 ? missing : "",
                                                             ineligible > 0 ? left : ""));
    free(units);
    free(missing);
    free(left);
    return text;
}
