/* change_table.c: groups by text, and shares of units with or without clusters. */
#include "cli/change_table.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/clustered_share.h>
#include <utfall/target.h>

/* ---- Options ---- */

static void read_interval(uf_change_table *table)
{
    uf_cli *cli = table->study->cli;
    uf_change_interval *interval = &table->interval;
    const char *name = uf_cli_text(cli, "ci");
    const bool clusters = uf_cases_cluster(table->study->cases) != UF_NO_COLUMN;
    *interval = (uf_change_interval){ .method = UF_WILSON,
                                      .said = uf_cli_given(cli, "cluster"),
                                      .level = uf_cli_number(cli, "level") };
    if (name == NULL)
        return;
    const bool independent = uf_proportion_method_named(name, &interval->method);
    interval->korn_graubard = strcmp(name, "korn-graubard") == 0;
    if (clusters && independent)
        uf_cli_die(cli,
                   "--ci %s takes units as independent: with --cluster COL write --ci logit-t or "
                   "--ci korn-graubard",
                   name);
    if (!clusters && !independent)
        uf_cli_die(cli, "--ci %s is an interval by cluster: give --cluster COL", name);
}

/* ---- Groups ---- */

/* The texts of a case in the columns of --by, each ended by a byte below all others that a text
 * may have, so that keys sort column by column. The caller frees it. */
static char *key_of(const uf_change_table *table, uint32_t id)
{
    const uf_cases *cases = table->study->cases;
    size_t size = 1, used = 0;
    for (size_t i = 0; i < table->layout.by_count; i++)
        if (table->by_columns[i] != UF_BY_DOMAIN)
            size += strlen(uf_cases_text(cases, id, table->by_columns[i])) + 1;
    char *key = uf_cli_allocate(table->study->cli, size, 1);
    key[0] = '\0';
    for (size_t i = 0; i < table->layout.by_count; i++)
        if (table->by_columns[i] != UF_BY_DOMAIN)
            used += (size_t)snprintf(key + used, size - used, "%s\x01",
                                     uf_cases_text(cases, id, table->by_columns[i]));
    return key;
}

static void make_groups(uf_change_table *table)
{
    const uf_study *study = table->study;
    const size_t n = uf_cases_count(study->cases);
    table->keys = uf_intern_new(study->cli);
    table->group_of = uf_cli_allocate(study->cli, n, sizeof *table->group_of);
    table->cases = uf_cli_allocate(study->cli, n, sizeof *table->cases);
    for (uint32_t id = 0; id < n; id++) {
        char *key = key_of(table, id);
        table->group_of[id] = uf_intern_code(table->keys, key, strlen(key));
        free(key);
    }
    table->order = uf_intern_order(table->keys);
}

void uf_change_table_open(uf_change_table *table, uf_study *study, bool extensions)
{
    static const char *const names[UF_EXTENSIONS] = { "p_adjusted", "adjust_family", "from", "to",
                                                      "reason" };
    size_t n;
    *table = (uf_change_table){ .study = study, .has_extensions = extensions };
    read_interval(table);
    table->by_columns = uf_cases_by(study->cases, &n);
    table->names = uf_cli_allocate(study->cli, n, sizeof *table->names);
    table->by = uf_cli_allocate(study->cli, n, sizeof *table->by);
    for (size_t i = 0; i < n; i++)
        table->names[i] = table->by_columns[i] == UF_BY_DOMAIN
                              ? "domain"
                              : uf_cases_column(study->cases, table->by_columns[i]);
    table->layout = (uf_results_layout){ .by = table->names, .by_count = n };
    if (extensions) {
        table->layout.extensions = names;
        table->layout.extension_count = UF_EXTENSIONS;
    }
    uf_results_header(study->cli, &table->layout);
    table->definition =
        uf_change_definition(study->cli, &study->settings, study->settings.revealed);
    make_groups(table);
}

void uf_change_table_close(uf_change_table *table)
{
    uf_change_units_release(&table->units);
    uf_intern_free(table->keys);
    free(table->group_of);
    free(table->order);
    free(table->cases);
    free(table->names);
    free(table->by);
    free(table->definition);
}

size_t uf_change_table_groups(const uf_change_table *table)
{
    const size_t n = uf_intern_count(table->keys);
    return n > 0 ? n : 1;
}

static void set_by_texts(uf_change_table *table, size_t group)
{
    const uf_study *study = table->study;
    uint32_t member = UF_NO_CODE;
    for (uint32_t id = 0; id < uf_cases_count(study->cases) && member == UF_NO_CODE; id++)
        if (table->group_of[id] == table->order[group])
            member = id;
    for (size_t i = 0; i < table->layout.by_count; i++) {
        const size_t column = table->by_columns[i];
        if (column == UF_BY_DOMAIN)
            table->by[i] = table->set != NULL ? table->set->domain : "";
        else
            table->by[i] = member != UF_NO_CODE ? uf_cases_text(study->cases, member, column) : "";
    }
}

/* Whether two units have cases of one family. */
static bool share_families(const uf_change_table *table)
{
    const size_t column = uf_cases_family(table->study->cases);
    uf_change_units families;
    if (column == UF_NO_COLUMN || table->study->settings.by_family)
        return false;
    uf_change_units_make(&families, table->study, table->cases, table->count, column);
    const bool several = families.count < table->count;
    uf_change_units_release(&families);
    return several;
}

/* The units of those of n cases that belong to the group. */
static void take(uf_change_table *table, size_t group, const uint32_t *cases, size_t n)
{
    const size_t groups = uf_intern_count(table->keys);
    table->count = 0;
    for (size_t i = 0; i < n; i++)
        if (groups > 0 && table->group_of[cases[i]] == table->order[group])
            table->cases[table->count++] = cases[i];
    uf_change_units_release(&table->units);
    uf_change_units_make(&table->units, table->study, table->cases, table->count,
                         uf_change_unit_column(table->study));
    table->shares_families = share_families(table);
}

void uf_change_table_enter(uf_change_table *table, size_t group, const uf_factor_set *set)
{
    table->set = set;
    set_by_texts(table, group);
    take(table, group, table->study->order, table->study->count);
}

void uf_change_table_enter_everybody(uf_change_table *table, size_t group)
{
    uint32_t *all = uf_cases_order(table->study->cases);
    table->set = NULL;
    set_by_texts(table, group);
    take(table, group, all, uf_cases_count(table->study->cases));
    free(all);
}

/* ---- Rows ---- */

uf_estimate uf_change_row(const uf_change_table *table, const char *measure, const char *term)
{
    uf_estimate row;
    uf_estimate_init(&row);
    row.measure = measure;
    row.term = term;
    row.definition = table->definition;
    return row;
}

void uf_change_row_write(const uf_change_table *table, const uf_estimate *row,
                         const char *const *extensions)
{
    static const char *const empty[UF_EXTENSIONS] = { "", "", "", "", "" };
    uf_results_row(table->study->cli, &table->layout, table->by, row,
                   extensions != NULL ? extensions : empty);
}

const char *uf_change_everybody(const uf_change_table *table)
{
    static const char *const texts[UF_CASE_STAGES][2] = {
        { "all identified", "all identified families" },
        { "all offered", "all families offered" },
        { "all started", "all families started" },
        { "all completed", "all families completed" },
    };
    const uf_change_settings *settings = &table->study->settings;
    return texts[settings->among][settings->by_family];
}

const char *uf_change_followed_up(const uf_change_table *table)
{
    return table->study->settings.by_family ? "families followed up" : "followed up";
}

void uf_change_note_count(uf_estimate *row, const char *what, uint64_t count)
{
    char note[128];
    if (count == 0)
        return;
    (void)snprintf(note, sizeof note, "%s: %" PRIu64, what, count);
    (void)uf_estimate_note(row, note);
}

/* ---- Shares ---- */

/* Units and events of one cluster. */
struct total {
    uint32_t cluster; /* UF_NO_CODE: a unit by itself */
    uint64_t n, events;
};

static int by_cluster(const void *left, const void *right)
{
    const struct total *a = left, *b = right;
    return (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

/* By counts, which do not depend on the order in which clusters were met. */
static int by_counts(const void *left, const void *right)
{
    const struct total *a = left, *b = right;
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    return (a->events > b->events) - (a->events < b->events);
}

/* Add up units of the same cluster; how many clusters there are. */
static size_t merge(struct total *totals, size_t n)
{
    size_t clusters = 0;
    qsort(totals, n, sizeof *totals, by_cluster);
    for (size_t i = 0; i < n; i++) {
        if (clusters == 0 || totals[i].cluster == UF_NO_CODE ||
            totals[clusters - 1].cluster != totals[i].cluster) {
            totals[clusters++] = totals[i];
            continue;
        }
        totals[clusters - 1].n += totals[i].n;
        totals[clusters - 1].events += totals[i].events;
    }
    qsort(totals, clusters, sizeof *totals, by_counts);
    return clusters;
}

static uf_clustered_share by_clusters(const uf_change_table *table, const bool *in,
                                      const bool *event)
{
    const uf_study *study = table->study;
    const size_t column = uf_cases_cluster(study->cases);
    struct total *totals = uf_cli_allocate(study->cli, table->units.count, sizeof *totals);
    size_t n = 0;
    for (size_t u = 0; u < table->units.count; u++)
        if (in[u])
            totals[n++] =
                (struct total){ uf_cases_code(study->cases,
                                              table->units.cases[table->units.first[u]], column),
                                1, event[u] };
    const size_t clusters = n > 0 ? merge(totals, n) : 0;
    uf_clustered_share share;
    uf_error error;
    uf_clustered_share_init(&share);
    for (size_t i = 0; i < clusters; i++)
        if (uf_clustered_share_push(&share, (double)totals[i].n, (double)totals[i].events,
                                    &error) != UF_OK)
            (void)uf_cli_fail(study->cli, &error);
    free(totals);
    return share;
}

static void take_clusters_in(const uf_change_table *table, const bool *in, const bool *event,
                             uf_estimate *row)
{
    const uf_change_interval *interval = &table->interval;
    const uf_clustered_share share = by_clusters(table, in, event);
    uf_effect effect;
    uf_error error;
    const uf_status status =
        interval->korn_graubard
            ? uf_clustered_share_korn_graubard(&effect, &share, interval->level, &error)
            : uf_clustered_share_logit_t(&effect, &share, interval->level, &error);
    if (status != UF_OK)
        (void)uf_cli_fail(table->study->cli, &error);
    uf_effect_row(row, &effect, interval->level);
    row->clusters = share.clusters.count;
    if (share.clusters.count > 1 && share.clusters.count < UF_CLUSTERS_FEW &&
        !isnan(effect.conf_low)) {
        char note[96];
        (void)snprintf(
            note, sizeof note, "%.0f clusters: with so few the interval %s", share.clusters.count,
            share.clusters.count < UF_CLUSTERS_VERY_FEW ? "says little"
                                                        : "covers a little less than its level");
        (void)uf_estimate_note(row, note);
    }
    if (!interval->korn_graubard && isnan(effect.conf_low) && row->clusters > 1)
        (void)uf_estimate_note(row, "--ci korn-graubard gives one");
}

void uf_change_share(const uf_change_table *table, const bool *in, const bool *event,
                     const char *nobody, uf_estimate *row)
{
    const uf_change_interval *interval = &table->interval;
    uint64_t n = 0, events = 0;
    uf_error error;
    for (size_t u = 0; u < table->units.count; u++) {
        n += in[u];
        events += in[u] && event[u];
    }
    if (uf_proportion_row(row, events, n, interval->method, UF_TWO_SIDED, interval->level,
                          &error) != UF_OK)
        (void)uf_cli_fail(table->study->cli, &error);
    if (n == 0) {
        row->note[0] = '\0'; /* ours says more than that a share of nothing is undefined */
        (void)uf_estimate_note(row, nobody);
        return;
    }
    if (uf_cases_cluster(table->study->cases) != UF_NO_COLUMN)
        take_clusters_in(table, in, event, row);
    else if (!interval->said && table->shares_families)
        (void)uf_estimate_note(row, UF_NOTE_CLUSTERING_IGNORED
                               " by family; --cluster family counts it, --cluster none declares "
                               "the cases listed to be all that the figure speaks of");
}

void uf_change_note_clusters(const uf_change_table *table, uf_estimate *row)
{
    const size_t cluster = uf_cases_cluster(table->study->cases);
    char note[256];
    if (cluster == UF_NO_COLUMN && (table->interval.said || !table->shares_families))
        return;
    (void)snprintf(note, sizeof note, "%s by %.100s", UF_NOTE_CLUSTERING_IGNORED,
                   cluster == UF_NO_COLUMN ? "family"
                                           : uf_cases_column(table->study->cases, cluster));
    (void)uf_estimate_note(row, note);
}
