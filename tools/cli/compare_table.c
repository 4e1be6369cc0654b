/* compare_table.c: the rows of uf-compare on their way out: by-columns, definitions, adjusted
 * p-values. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/multiplicity.h>

#include "cli/compare.h"
#include "cli/shortest.h"

static const char *const extensions[] = { "p_adjusted", "adjust_family", "cluster" };
enum { ADJUSTED = 2, EXTENSIONS = sizeof extensions / sizeof extensions[0] };

/* A row that is held, and what it says beyond the fixed columns. */
struct uf_compare_entry {
    uf_estimate row;
    bool answer;     /* a family's tests are its answers               */
    double adjusted; /* by uf_compare_set_adjusted, over `tests`       */
    size_t tests;
    const char *cluster; /* "" but for the row of a cluster                */
};

/* ---- The header and the groups ---- */

void uf_compare_open(uf_compare *job, uf_compare_table *table)
{
    uf_groups *groups = uf_units_groups(job->unit_rules);
    const size_t room = uf_groups_width(groups) + 1;
    size_t n = 0;
    *table = (uf_compare_table){ .count = 0 };
    table->names = uf_cli_allocate(job->cli, room, sizeof *table->names);
    table->by = uf_cli_allocate(job->cli, room, sizeof *table->by);
    table->by_of = uf_cli_allocate(job->cli, room, sizeof *table->by_of);
    for (size_t i = 0; i < uf_groups_width(groups); i++) {
        if (strcmp(uf_groups_name(groups, i), "definition") == 0)
            continue; /* results have it anyway */
        table->by_of[n] = i;
        table->names[n++] = uf_groups_name(groups, i);
    }
    table->layout = (uf_results_layout){ .by = table->names, .by_count = n };
    const bool adjusts = uf_cli_given(job->cli, "adjust");
    const bool clusters = uf_cli_flag(job->cli, "by-cluster");
    table->layout.extensions = extensions + (adjusts ? 0 : ADJUSTED);
    table->layout.extension_count = (size_t)(adjusts ? ADJUSTED : 0) + (clusters ? 1 : 0);
    uf_results_header(job->cli, &table->layout);
}

void uf_compare_close(uf_compare_table *table)
{
    free(table->names);
    free(table->by);
    free(table->by_of);
    free(table->entries);
}

void uf_compare_begin(const uf_compare *job, uf_compare_table *table, uint32_t group, bool exists)
{
    const uf_groups *groups = uf_units_groups(job->unit_rules);
    for (size_t i = 0; i < table->layout.by_count; i++)
        table->by[i] = exists ? uf_groups_text(groups, group, table->by_of[i]) : "";
}

static struct uf_compare_entry *keep(const uf_compare *job, uf_compare_table *table,
                                     const uf_estimate *row)
{
    if (table->count == table->room) {
        table->room = 2 * table->room + 64;
        table->entries = uf_cli_grow(job->cli, table->entries, table->room, sizeof *table->entries);
    }
    struct uf_compare_entry *entry = &table->entries[table->count++];
    *entry = (struct uf_compare_entry){ .row = *row, .adjusted = NAN, .cluster = "" };
    return entry;
}

void uf_compare_keep(const uf_compare *job, uf_compare_table *table, const uf_estimate *row,
                     bool answer)
{
    keep(job, table, row)->answer = answer;
}

void uf_compare_keep_cluster(const uf_compare *job, uf_compare_table *table, const uf_estimate *row,
                             const char *cluster)
{
    keep(job, table, row)->cluster = cluster;
}

size_t uf_compare_keep_adjusted(const uf_compare *job, uf_compare_table *table,
                                const uf_estimate *row)
{
    (void)keep(job, table, row);
    return table->count - 1;
}

void uf_compare_set_adjusted(uf_compare_table *table, size_t place, double adjusted, size_t tests)
{
    table->entries[place].adjusted = adjusted;
    table->entries[place].tests = tests;
}

/* ---- Several outcomes ---- */

static uf_adjust adjustment(const char *name)
{
    return strcmp(name, "holm") == 0       ? UF_ADJUST_HOLM
           : strcmp(name, "hochberg") == 0 ? UF_ADJUST_HOCHBERG
                                           : UF_ADJUST_BH;
}

/* Adjust the p-values of the answers, each of which is then of so many tests. */
static void adjust(const uf_compare *job, uf_compare_table *table)
{
    double *adjusted = uf_cli_allocate(job->cli, table->count, sizeof *adjusted);
    size_t tests = 0;
    uf_error error;
    for (size_t i = 0; i < table->count; i++) {
        adjusted[i] = table->entries[i].answer ? table->entries[i].row.p_value : NAN;
        tests += isnan(adjusted[i]) ? 0 : 1;
    }
    if (uf_adjust_p(adjusted, adjusted, table->count, adjustment(uf_cli_text(job->cli, "adjust")),
                    &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    for (size_t i = 0; i < table->count; i++)
        uf_compare_set_adjusted(table, i, adjusted[i], tests);
    free(adjusted);
}

void uf_compare_end(const uf_compare *job, uf_compare_table *table)
{
    const char *method = uf_cli_text(job->cli, "adjust");
    if (method != NULL && strcmp(method, "westfall-young") != 0)
        adjust(job, table);
    for (size_t i = 0; i < table->count; i++) {
        const struct uf_compare_entry *entry = &table->entries[i];
        char family[64] = "", number[UF_SHORTEST_SIZE] = "";
        if (!isnan(entry->adjusted)) {
            (void)uf_shortest(entry->adjusted, number);
            (void)snprintf(family, sizeof family, "%s over %zu tests", method, entry->tests);
        }
        const char *const more[EXTENSIONS] = { number, family, entry->cluster };
        uf_results_row(job->cli, &table->layout, table->by, &entry->row,
                       more + (method != NULL ? 0 : ADJUSTED));
    }
    table->count = 0;
}

/* ---- Definitions ---- */

char *uf_compare_definition(const uf_compare *job, uint32_t group, size_t outcome)
{
    static const char *const designs[] = { "post", "did", "ancova" };
    const char *before = job->data.groups > 0 ? uf_units_definition(job->unit_rules, group) : "";
    const char *exposure = uf_cli_text(job->cli, "exposure");
    const char *strata = uf_cli_text(job->cli, "strata");
    const char *const parts[] = { before,
                                  before[0] != '\0' ? ";" : "",
                                  job->outcomes[outcome],
                                  exposure != NULL ? "/" : "",
                                  exposure != NULL ? exposure : "",
                                  ";control=",
                                  job->control,
                                  job->two_waves ? ";before=" : "",
                                  job->period[UF_WAVE_BEFORE],
                                  job->two_waves ? ";after=" : "",
                                  job->period[UF_WAVE_AFTER],
                                  ";design=",
                                  designs[job->design],
                                  strata != NULL ? ";strata=" : "",
                                  strata != NULL ? strata : "" };
    enum { PARTS = sizeof parts / sizeof parts[0] };
    size_t size = 1;
    for (size_t i = 0; i < PARTS; i++)
        size += strlen(parts[i]);
    char *definition = uf_cli_allocate(job->cli, size, 1), *end = definition;
    for (size_t i = 0; i < PARTS; i++) {
        const size_t length = strlen(parts[i]);
        memcpy(end, parts[i], length);
        end += length;
    }
    *end = '\0';
    return definition;
}
