/* change_stages.c: the stages of each case, one row of the file at a time. */
#include "cli/change_stages.h"

#include <stdlib.h>
#include <string.h>

#include "cli/stage_cell.h"

struct row {
    uf_stage_state states[UF_CASE_STAGES]; /* unknown for an empty cell */
};

struct uf_case_stages {
    uf_cli *cli;
    size_t columns[UF_CASE_STAGES]; /* or UF_NO_COLUMN */
    uf_stages_kind kinds[UF_CASE_STAGES];
    struct row here;
    struct row *cases;
    size_t count;
};

uf_case_stages *uf_case_stages_new(uf_cli *cli, uf_rows *rows)
{
    uf_case_stages *stages = uf_cli_allocate(cli, 1, sizeof *stages);
    *stages = (uf_case_stages){ .cli = cli };
    for (int i = 0; i < UF_CASE_STAGES; i++)
        stages->columns[i] = uf_rows_column(rows, uf_case_stage_name((uf_case_stage)i));
    return stages;
}

void uf_case_stages_free(uf_case_stages *stages)
{
    if (stages == NULL)
        return;
    free(stages->cases);
    free(stages);
}

void uf_case_stages_read(uf_case_stages *stages, uf_rows *rows)
{
    for (int i = 0; i < UF_CASE_STAGES; i++)
        if (stages->columns[i] != UF_NO_COLUMN)
            stages->here.states[i] =
                uf_stage_cell(rows, stages->columns[i], &stages->kinds[i]).state;
}

void uf_case_stages_keep(uf_case_stages *stages, uint32_t id)
{
    if (id >= stages->count) {
        const size_t count = 2 * (size_t)id + 64;
        stages->cases = uf_cli_grow(stages->cli, stages->cases, count, sizeof *stages->cases);
        memset(stages->cases + stages->count, 0, (count - stages->count) * sizeof *stages->cases);
        stages->count = count;
    }
    stages->cases[id] = stages->here;
}

void uf_case_stages_finish(uf_case_stages *stages)
{
    for (size_t i = 0; i < stages->count; i++)
        for (int stage = 0; stage < UF_CASE_STAGES; stage++)
            if (stages->cases[i].states[stage] == UF_STAGE_UNKNOWN)
                stages->cases[i].states[stage] = uf_stage_of_empty(stages->kinds[stage]);
}

bool uf_case_stages_there(const uf_case_stages *stages, uf_case_stage stage)
{
    return stages->columns[stage] != UF_NO_COLUMN;
}

uf_stage_state uf_case_stages_of(const uf_case_stages *stages, uint32_t id, uf_case_stage stage)
{
    return stages->cases[id].states[stage];
}
