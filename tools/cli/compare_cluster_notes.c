/* compare_cluster_notes.c: what the reader of a comparison of clusters must know of each row. */
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/compare_clusters.h"

enum { LIST = 160 }; /* names of inferences in a note */

void uf_compare_note(uf_estimate *row, const char *format, ...)
{
    char sentence[384];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    (void)uf_estimate_note(row, sentence);
}

/* ---- How it was found ---- */

void uf_compare_method(uf_clustered_row *made, uint64_t seed)
{
    char method[UF_METHOD_SIZE], name[UF_METHOD_SIZE];
    if (!made->resampled)
        return;
    memcpy(name, made->row.method, sizeof name);
    char *side = strstr(name, " one-sided");
    const char *direction = side != NULL ? made->row.method + (side - name) : "";
    if (side != NULL)
        *side = '\0';
    if (made->exact)
        (void)snprintf(method, sizeof method, "%.40s(%" PRIu64 ")%.20s", name,
                       (uint64_t)made->draws, direction);
    else
        (void)snprintf(method, sizeof method, "%.40s(%" PRIu64 " drawn; seed %" PRIu64 ")%.20s",
                       name, (uint64_t)made->draws - 1, seed, direction);
    (void)uf_estimate_method(&made->row, method);
}

/* "cr2-satterthwaite", without what it was made with. */
static void add_name(char list[LIST], const uf_estimate *row)
{
    const size_t length = strcspn(row->method, "( ");
    const size_t used = strlen(list);
    if (used + length + 3 < LIST)
        (void)snprintf(list + used, LIST - used, "%s%.*s", used > 0 ? ", " : "", (int)length,
                       row->method);
}

/* On which side of the limit each inference is, where they do not agree. */
static void note_sides(uf_clustered_effects *effects, double level)
{
    char below[LIST] = "", above[LIST] = "";
    if (!uf_clustered_sides_differ(effects, level))
        return;
    for (size_t i = 0; i < effects->count; i++) {
        const uf_clustered_row *made = &effects->rows[i];
        const int side = uf_clustered_side(made->row.p_value, level);
        if (made->inference != 0 && side != 0 && !made->highest)
            add_name(side < 0 ? below : above, &made->row);
    }
    for (size_t i = 0; i < effects->count; i++)
        if (effects->rows[i].inference != 0)
            uf_compare_note(&effects->rows[i].row,
                            "the inferences disagree: p is at most %.6g by %s; above it by %s",
                            1 - level, below, above);
}

/* ---- What six clusters can show ---- */

static void note_floor(uf_clustered_effects *effects, const uf_clustered *table, double level)
{
    const size_t treated = uf_clustered_count(table, 1), control = uf_clustered_count(table, 0);
    for (size_t i = 0; i < effects->count; i++) {
        uf_clustered_row *made = &effects->rows[i];
        if (!made->resampled || isnan(made->row.p_value))
            continue;
        if (made->highest)
            uf_compare_note(&made->row, "the highest attainable level");
        uf_compare_note(&made->row, "smallest attainable p is %.6g with %zu+%zu clusters",
                        made->smallest_p, treated, control);
        if (made->inference != UF_INFER_RANDOMISATION)
            continue;
        uf_compare_note(&made->row,
                        "where the arms were not drawn by lot, this is a reference distribution "
                        "and not a test that the design justifies");
        if (uf_clustered_side(made->smallest_p, level) > 0)
            uf_compare_note(&effects->rows[0].row,
                            "no exact test can give p below %.6g with %zu+%zu clusters",
                            made->smallest_p, treated, control);
    }
}

/* ---- Who is in it ---- */

static void note_missing(const uf_compare_contrast *c, uf_estimate *row)
{
    const uint64_t(*missing)[UF_WAVES] = c->units.missing;
    const int from = c->job->design == UF_COMPARE_POST ? UF_WAVE_AFTER : UF_WAVE_BEFORE;
    uint64_t treated = 0, control = 0;
    for (int w = from; w < UF_WAVES; w++) {
        treated += missing[1][w];
        control += missing[0][w];
    }
    if (treated + control > 0)
        uf_compare_note(row,
                        "%s left out for want of an outcome%s: %" PRIu64 " %s and %" PRIu64 " %s",
                        uf_units_name(c->job->unit_rules),
                        c->job->clusters->covariate_count > 0 ? " or covariate" : "", treated,
                        c->arm_name, control, c->job->control);
}

static void note_waves(const uf_compare_contrast *c, uf_estimate *row)
{
    const char *units = uf_units_name(c->job->unit_rules);
    if (c->job->design == UF_COMPARE_POST)
        return;
    uf_compare_note(
        row, "%s in both periods: %" PRIu64 "; before only: %" PRIu64 "; after only: %" PRIu64,
        units, c->units.both, c->units.only[UF_WAVE_BEFORE], c->units.only[UF_WAVE_AFTER]);
    if (c->units.moved > 0)
        uf_compare_note(row, "%s in another %s after than before: %" PRIu64 ", %s", units,
                        c->job->clusters->name, c->units.moved,
                        c->job->clusters->as_attended ? "each period where they are"
                                                      : "kept where they were first");
}

/* Units that were chosen for a high value fall by themselves. */
static void note_selection(const uf_compare_contrast *c, const uf_clustered *table,
                           uf_estimate *row)
{
    if (c->job->selects)
        uf_compare_note(row, "--where selects by the outcome: such a group falls by itself "
                             "(regression to the mean)");
    else if (c->job->two_waves && uf_clustered_selected(table))
        uf_compare_note(row, "90 %% or more were over the limit before: such a group falls by "
                             "itself (regression to the mean)");
}

void uf_compare_notes(const uf_compare_contrast *c, uf_clustered_effects *effects,
                      const uf_clustered *table, bool main)
{
    const uf_compare *job = c->job;
    const uf_clustered_settings *settings = &job->clusters->settings;
    if (effects->count == 0)
        return;
    note_floor(effects, table, settings->level);
    if (main)
        note_sides(effects, settings->level);
    for (size_t i = 0; i < effects->count; i++) {
        uf_estimate *row = &effects->rows[i].row;
        if (job->clusters->below)
            uf_compare_note(row, "the %s is below what was assigned: every school has one arm only",
                            job->clusters->name);
        if (uf_clustered_left_out(table) > 0)
            uf_compare_note(row, "%s without %s in a period, left out: %zu", job->clusters->plain,
                            uf_units_name(job->unit_rules), uf_clustered_left_out(table));
        note_selection(c, table, row);
        uf_compare_method(&effects->rows[i], settings->seed);
    }
    uf_estimate *first = &effects->rows[0].row;
    note_missing(c, first);
    note_waves(c, first);
}

void uf_compare_note_signs(uf_estimate *row, uf_estimate *other)
{
    if (!(row->estimate * other->estimate < 0))
        return;
    uf_compare_note(row, "the estimate is of the other sign for %s: %.6g", other->estimand,
                    other->estimate);
    uf_compare_note(other, "the estimate is of the other sign for %s: %.6g", row->estimand,
                    row->estimate);
}
