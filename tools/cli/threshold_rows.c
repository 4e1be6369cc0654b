/* threshold_rows.c: what all rows of uf-threshold have in common. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/target.h>

#include "cli/threshold.h"

bool uf_threshold_take(const uf_threshold *job, uf_measured *measured, uint32_t *group)
{
    uf_outcome_read(&job->outcome, measured);
    if (job->cluster != UF_NO_COLUMN)
        (void)uf_rows_present(job->rows, job->cluster);
    return uf_units_take(job->units, group);
}

void uf_threshold_end_of_records(uf_threshold *job)
{
    if (uf_units_ineligible(job->units) > 0)
        uf_cli_say(job->cli, "rows left out as not eligible: %" PRIu64,
                   uf_units_ineligible(job->units));
    uf_rows_close(job->rows);
}

/* ---- Groups and their columns ---- */

void uf_threshold_open(uf_threshold *job, uf_threshold_table *table)
{
    uf_groups *groups = uf_units_groups(job->units);
    const size_t room = uf_groups_width(groups) + 1;
    size_t n = 0;
    table->names = uf_cli_allocate(job->cli, room, sizeof *table->names);
    table->by = uf_cli_allocate(job->cli, room, sizeof *table->by);
    table->by_of = uf_cli_allocate(job->cli, room, sizeof *table->by_of);
    for (size_t i = 0; i < uf_groups_width(groups); i++) {
        if (strcmp(uf_groups_name(groups, i), "definition") == 0)
            continue;
        table->by_of[n] = i;
        table->names[n++] = uf_groups_name(groups, i);
    }
    if (job->limits.sweep)
        table->names[n++] = "limit";
    table->layout = (uf_results_layout){ .by = table->names, .by_count = n };
    uf_results_header(job->cli, &table->layout);
}

void uf_threshold_close(uf_threshold_table *table)
{
    free(table->names);
    free(table->by);
    free(table->by_of);
}

size_t uf_threshold_groups(const uf_threshold *job, const uint32_t **order, bool *exist)
{
    uf_groups *groups = uf_units_groups(job->units);
    const size_t count = uf_groups_count(groups);
    *order = uf_groups_order(groups);
    *exist = count > 0;
    return *exist ? count : 1;
}

void uf_threshold_group(const uf_threshold *job, uf_threshold_table *table, uint32_t group,
                        bool exists)
{
    const uf_groups *groups = uf_units_groups(job->units);
    for (size_t i = 0; i + job->limits.sweep < table->layout.by_count; i++)
        table->by[i] = exists ? uf_groups_text(groups, group, table->by_of[i]) : "";
}

void uf_threshold_row(const uf_threshold *job, const uf_threshold_table *table, size_t limit,
                      const uf_estimate *row)
{
    char text[UF_DECIMAL_TEXT_SIZE] = "";
    if (job->limits.sweep && limit != UF_EVERY_LIMIT)
        (void)uf_limits_text(&job->limits, limit, text);
    if (job->limits.sweep)
        table->by[table->layout.by_count - 1] = text;
    uf_results_row(job->cli, &table->layout, table->by, row, NULL);
}

/* ---- One row ---- */

void uf_threshold_begin(const uf_threshold *job, uf_estimate *row)
{
    const char *better = uf_cli_text(job->cli, "better");
    uf_estimate_init(row);
    if (better != NULL)
        row->better = strcmp(better, "lower") == 0 ? UF_BETTER_LOWER : UF_BETTER_HIGHER;
    else if (job->limits.is_share)
        row->better = UF_BETTER_LOWER;
    row->estimand = uf_units_name(job->units);
}

char *uf_threshold_definition(const uf_threshold *job, uint32_t group, const char *condition,
                              const char *more)
{
    const char *before = uf_units_definition(job->units, group);
    const size_t size =
        strlen(before) + strlen(job->outcome.name) + strlen(condition) + strlen(more) + sizeof ";;";
    char *definition = uf_cli_allocate(job->cli, size, 1);
    (void)snprintf(definition, size, "%s%s%s%s%s%s", before, before[0] != '\0' ? ";" : "",
                   job->outcome.name, condition, more[0] != '\0' ? ";" : "", more);
    return definition;
}

void uf_threshold_note_missing(const uf_threshold *job, uint64_t missing, uf_estimate *row)
{
    char note[128];
    if (missing == 0)
        return;
    (void)snprintf(note, sizeof note, "%s left out for want of an outcome: %" PRIu64,
                   uf_units_name(job->units), missing);
    (void)uf_estimate_note(row, note);
}

bool uf_threshold_bounded(const uf_threshold *job, const uf_limit_count *count)
{
    return count->all > 0 && (uf_outcome_has_bounds(&job->outcome) || count->all > count->n);
}

void uf_threshold_share(const uf_threshold *job, const uf_limit_count *count, uf_estimate *row)
{
    uf_error error;
    if (uf_proportion_row(row, count->events, count->n, job->method, UF_TWO_SIDED,
                          uf_cli_number(job->cli, "level"), &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    if (uf_threshold_bounded(job, count)) {
        row->bound_low = (double)count->surely / (double)count->all;
        row->bound_high = (double)count->maybe / (double)count->all;
    }
    if (count->n == 0) {
        row->note[0] = '\0'; /* ours says more than that a share of nothing is undefined */
        (void)uf_estimate_note(row, count->all == 0 ? "no rows" : "no unit has an outcome");
    }
    uf_threshold_note_missing(job, count->all - count->n, row);
}

void uf_threshold_clustered(const uf_threshold *job, const uf_clustered_share *share,
                            uf_estimate *row)
{
    const double level = uf_cli_number(job->cli, "level");
    const double clusters = share->clusters.count;
    uf_effect effect;
    uf_error error;
    const uf_status status = job->korn_graubard
                                 ? uf_clustered_share_korn_graubard(&effect, share, level, &error)
                                 : uf_clustered_share_logit_t(&effect, share, level, &error);
    if (status != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    if (clusters == 0)
        effect.note = ""; /* the row says why */
    uf_effect_row(row, &effect, level);
    row->clusters = clusters;
    if (clusters > 1 && clusters < UF_CLUSTERS_FEW && !isnan(effect.conf_low)) {
        char note[96];
        (void)snprintf(note, sizeof note, "%.0f clusters: with so few the interval %s", clusters,
                       clusters < UF_CLUSTERS_VERY_FEW ? "says little"
                                                       : "covers a little less than its level");
        (void)uf_estimate_note(row, note);
    }
    if (!job->korn_graubard && isnan(effect.conf_low) && clusters > 1)
        (void)uf_estimate_note(row, "--ci korn-graubard gives one");
}

void uf_threshold_note_ignored(const uf_threshold *job, const char *cluster, const uf_icc *icc,
                               uf_estimate *row)
{
    char similarity[160] = "", note[512];
    if (icc != NULL && isnan(icc->rho))
        (void)snprintf(similarity, sizeof similarity, " (ICC unknown: %s)", icc->note);
    else if (icc != NULL)
        (void)snprintf(similarity, sizeof similarity, " (ICC %.3g, design effect %.3g)", icc->rho,
                       icc->design_effect);
    (void)snprintf(note, sizeof note,
                   UF_NOTE_CLUSTERING_IGNORED " by %s%s; --cluster %s counts it, --cluster none "
                                              "declares the %s listed to be all that the figure "
                                              "speaks of",
                   cluster, similarity, cluster, uf_units_name(job->units));
    (void)uf_estimate_note(row, note);
}
