/* stage_cell.c: days, or yes and no. */
#include "cli/stage_cell.h"

#include <string.h>

static uf_stages_kind kind_of(const char *text)
{
    static const char *const words[] = { "0", "1", "true", "false", "yes", "no", "ja", "nej" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(text, words[i]) == 0)
            return UF_STAGES_FLAGS;
    return UF_STAGES_DAYS;
}

uf_stage uf_stage_cell(uf_rows *rows, size_t column, uf_stages_kind *kind)
{
    if (uf_rows_missing(rows, column))
        return (uf_stage){ UF_STAGE_UNKNOWN, UF_NO_DAY };
    if (*kind == UF_STAGES_UNSEEN)
        *kind = kind_of(uf_rows_cell(rows, column).text);
    if (*kind == UF_STAGES_DAYS)
        return (uf_stage){ UF_STAGE_REACHED, uf_rows_day(rows, column) };
    const int flag = uf_rows_flag(rows, column);
    return (uf_stage){ flag == 1 ? UF_STAGE_REACHED : UF_STAGE_NOT_REACHED, UF_NO_DAY };
}

uf_stage_state uf_stage_of_empty(uf_stages_kind kind)
{
    return kind == UF_STAGES_FLAGS ? UF_STAGE_UNKNOWN : UF_STAGE_NOT_REACHED;
}
