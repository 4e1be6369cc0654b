/* change_stage_rows.c: shares of the identified. */
#include "cli/change_stage_rows.h"

#include <stdio.h>
#include <stdlib.h>

/* The units of a group at one stage. */
struct tally {
    bool *in, *event; /* [unit] known, and reached */
    uint64_t reached, unknown;
};

static uf_stage_state state_of(const uf_change_table *table, size_t unit, uf_case_stage stage)
{
    const uf_cases *cases = table->study->cases;
    uf_stage_state state = UF_STAGE_NOT_REACHED;
    for (size_t i = table->units.first[unit]; i < table->units.first[unit + 1]; i++) {
        const uint32_t id = table->units.cases[i];
        const uf_stage_state here = uf_cases_stage(cases, id, stage);
        if (uf_cases_stage(cases, id, UF_CASE_IDENTIFIED) != UF_STAGE_REACHED)
            continue;
        if (here == UF_STAGE_REACHED)
            return here;
        if (here == UF_STAGE_UNKNOWN)
            state = here;
    }
    return state;
}

static void count(const uf_change_table *table, uf_case_stage stage, struct tally *tally)
{
    tally->reached = tally->unknown = 0;
    for (size_t u = 0; u < table->units.count; u++) {
        const bool identified = state_of(table, u, UF_CASE_IDENTIFIED) == UF_STAGE_REACHED;
        const uf_stage_state state = state_of(table, u, stage);
        tally->in[u] = identified && state != UF_STAGE_UNKNOWN;
        tally->event[u] = state == UF_STAGE_REACHED;
        tally->reached += tally->in[u] && tally->event[u];
        tally->unknown += identified && state == UF_STAGE_UNKNOWN;
    }
}

static void write(const uf_change_table *table, uf_case_stage stage, const struct tally *tally)
{
    char definition[32];
    (void)snprintf(definition, sizeof definition, "stage=%s", uf_case_stage_name(stage));
    uf_estimate row = uf_change_row(table, uf_case_stage_name(stage), "share");
    row.definition = definition;
    row.estimand = table->study->settings.by_family ? "all identified families" : "all identified";
    uf_change_share(table, tally->in, tally->event, "no rows", &row);
    if (tally->unknown > 0) {
        const double everybody = row.n + (double)tally->unknown;
        row.bound_low = (double)tally->reached / everybody;
        row.bound_high = (double)(tally->reached + tally->unknown) / everybody;
    }
    uf_change_note_count(&row,
                         table->study->settings.by_family ? "families of which it is not known"
                                                          : "cases of which it is not known",
                         tally->unknown);
    uf_change_row_write(table, &row, NULL);
}

void uf_change_stages_write(uf_change_table *table, size_t group)
{
    uf_change_table_enter_everybody(table, group);
    struct tally tally = {
        .in = uf_cli_allocate(table->study->cli, table->units.count, sizeof *tally.in),
        .event = uf_cli_allocate(table->study->cli, table->units.count, sizeof *tally.event),
    };
    for (int stage = UF_CASE_OFFERED; stage < UF_CASE_STAGES; stage++) {
        if (!uf_cases_has_stage(table->study->cases, (uf_case_stage)stage))
            continue;
        count(table, (uf_case_stage)stage, &tally);
        write(table, (uf_case_stage)stage, &tally);
    }
    free(tally.in);
    free(tally.event);
}
