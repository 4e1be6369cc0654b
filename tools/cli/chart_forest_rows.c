/* chart_forest_rows.c: sorting results into panels and naming them. */
#include "cli/chart_forest_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_axis.h"
#include "cli/chart_forest_names.h"
#include "cli/chart_measure.h"
#include "cli/intern.h"
#include "cli/language.h"
#include "cli/messages.h"

enum { MOST_TERMS = 4 /* in the name of a panel */ };

struct job {
    uf_cli *cli;
    const uf_results *results;
    const uf_chart_rows *rows;
    size_t *panel_of; /* [row] */
    uf_forest_rows *made;
};

static const uf_estimate *estimate_of(const struct job *job, size_t i)
{
    return uf_chart_rows_get(job->rows, i)->estimate;
}

/* --- Panels. --- */

static void find_panels(struct job *job)
{
    const size_t count = uf_chart_rows_count(job->rows);
    uf_forest_rows *made = job->made;
    made->panels = uf_cli_allocate(job->cli, count + 1, sizeof *made->panels);
    job->panel_of = uf_cli_allocate(job->cli, count + 1, sizeof *job->panel_of);
    for (size_t i = 0; i < count; i++) {
        const uf_scale scale = uf_scale_of(job->results, estimate_of(job, i));
        size_t p = 0;
        while (p < made->count && !uf_scale_same(&scale, &made->panels[p].scale))
            p++;
        if (p == made->count)
            made->panels[made->count++] = (uf_forest_panel){ .scale = scale };
        made->panels[p].count++;
        job->panel_of[i] = p;
    }
    for (size_t p = 0; p < made->count; p++)
        made->panels[p].rows =
            uf_cli_allocate(job->cli, made->panels[p].count, sizeof *made->panels[p].rows);
}

/* The i-th row of all is the k-th of its panel: sources[k] = i. The caller frees it. */
static size_t *sources_of(const struct job *job, size_t panel)
{
    size_t *sources = uf_cli_allocate(job->cli, job->made->panels[panel].count, sizeof *sources);
    size_t k = 0;
    for (size_t i = 0; i < uf_chart_rows_count(job->rows); i++)
        if (job->panel_of[i] == panel)
            sources[k++] = i;
    return sources;
}

static void set_direction(uf_forest_panel *panel)
{
    for (size_t k = 0; k < panel->count; k++) {
        const uf_better better = panel->rows[k].estimate->better;
        if (better == UF_BETTER_UNSAID)
            continue;
        panel->mixed =
            panel->mixed || (panel->better != UF_BETTER_UNSAID && panel->better != better);
        panel->better = better;
    }
    if (panel->mixed)
        panel->better = UF_BETTER_UNSAID;
}

static void set_level(uf_forest_panel *panel)
{
    bool one = true;
    for (size_t k = 0; k < panel->count; k++) {
        char text[UF_AXIS_TEXT_SIZE];
        (void)uf_forest_level(panel->rows[k].estimate, text);
        if (text[0] == '\0')
            continue;
        one = one && (panel->level[0] == '\0' || strcmp(panel->level, text) == 0);
        (void)snprintf(panel->level, sizeof panel->level, "%s", text);
    }
    if (!one)
        panel->level[0] = '\0';
}

/* "a, b and 2 more" of the distinct texts; the first letter is a capital. */
static char *listed(const struct job *job, const uf_intern *texts)
{
    const size_t count = uf_intern_count(texts);
    char *list = uf_cli_copy(job->cli, "");
    for (size_t i = 0; i < count && i < MOST_TERMS; i++) {
        char *longer =
            uf_cli_checked(job->cli, uf_message_text("%s%s%s", list, i > 0 ? ", " : "",
                                                     uf_intern_text(texts, (uint32_t)i)));
        free(list);
        list = longer;
    }
    if (count > MOST_TERMS) {
        char *longer = uf_cli_checked(job->cli, uf_message_text(uf_translate("%s%sand %zu more"),
                                                                list, ", ", count - MOST_TERMS));
        free(list);
        list = longer;
    }
    if (list[0] >= 'a' && list[0] <= 'z')
        list[0] = (char)(list[0] - 'a' + 'A');
    return list;
}

/* What the estimates of a panel are; with measured, also of what. */
static char *panel_name(const struct job *job, const uf_forest_panel *panel, bool measured)
{
    uf_intern *terms = uf_intern_new(job->cli);
    for (size_t k = 0; k < panel->count; k++) {
        char *term = uf_cli_checked(job->cli, uf_scale_term(panel->rows[k].estimate->term));
        (void)uf_intern_code(terms, term, strlen(term));
        free(term);
    }
    char *name = listed(job, terms);
    uf_intern_free(terms);
    if (!measured || panel->scale.measure[0] == '\0')
        return name;
    char *measure = uf_cli_checked(job->cli, uf_chart_measure_phrase(panel->rows[0].estimate));
    char *longer = uf_cli_checked(job->cli, uf_message_text("%s: %s", name, measure));
    free(measure);
    free(name);
    return longer;
}

/* Give the panel its lines. */
static void fill_panel(const struct job *job, size_t p)
{
    uf_forest_panel *panel = &job->made->panels[p];
    size_t *sources = sources_of(job, p);
    for (size_t k = 0; k < panel->count; k++)
        panel->rows[k] = (uf_forest_row){ .estimate = estimate_of(job, sources[k]) };
    set_direction(panel);
    set_level(panel);
    uf_forest_name(job->cli, job->results, job->rows, sources, panel);
    free(sources);
}

/* --- The whole. --- */

static bool several_measures(const struct job *job)
{
    for (size_t i = 1; i < uf_chart_rows_count(job->rows); i++)
        if (strcmp(estimate_of(job, i)->measure, estimate_of(job, 0)->measure) != 0)
            return true;
    return false;
}

/* Whether all rows are shares, and nothing else is on their axis. */
static bool only_shares(const struct job *job)
{
    for (size_t i = 0; i < uf_chart_rows_count(job->rows); i++)
        if (strcmp(estimate_of(job, i)->term, "share") != 0)
            return false;
    return uf_chart_rows_count(job->rows) > 0;
}

/* "Risk difference: absence above 15%"; without what there are several of. */
static char *title_of(const struct job *job)
{
    if (only_shares(job))
        return uf_cli_checked(job->cli,
                              uf_chart_measure_title(estimate_of(job, 0), several_measures(job)));
    uf_intern *measures = uf_intern_new(job->cli);
    for (size_t i = 0; i < uf_chart_rows_count(job->rows); i++) {
        char *phrase = uf_cli_checked(job->cli, uf_chart_measure_phrase(estimate_of(job, i)));
        (void)uf_intern_code(measures, phrase, strlen(phrase));
        free(phrase);
    }
    const uf_forest_rows *made = job->made;
    const bool one = uf_intern_count(measures) == 1;
    const char *what = made->count == 1 ? made->panels[0].name : uf_translate("Estimates");
    char *title =
        one ? uf_cli_checked(job->cli, uf_message_text("%s: %s", what, uf_intern_text(measures, 0)))
            : uf_cli_copy(job->cli, what);
    uf_intern_free(measures);
    return title;
}

/* Who is compared with whom, if all rows that compare say the same. */
static char *comparison_of(const struct job *job)
{
    char *text = uf_cli_copy(job->cli, "");
    for (size_t i = 0; i < uf_chart_rows_count(job->rows); i++) {
        if (estimate_of(job, i)->reference[0] == '\0')
            continue;
        char *own = uf_forest_compared(job->cli, estimate_of(job, i));
        const bool other = text[0] != '\0' && strcmp(text, own) != 0;
        free(text);
        text = own;
        if (other) {
            text[0] = '\0';
            return text;
        }
    }
    return text;
}

uf_forest_rows uf_forest_rows_make(uf_cli *cli, const uf_results *results,
                                   const uf_chart_rows *rows)
{
    uf_forest_rows made = { .panels = NULL };
    struct job job = { .cli = cli, .results = results, .rows = rows, .made = &made };
    find_panels(&job);
    const bool measured = several_measures(&job);
    for (size_t p = 0; p < made.count; p++) {
        fill_panel(&job, p);
        made.panels[p].name = panel_name(&job, &made.panels[p], measured && made.count > 1);
    }
    made.title = title_of(&job);
    made.comparison = comparison_of(&job);
    free(job.panel_of);
    return made;
}

void uf_forest_rows_release(uf_forest_rows *forest)
{
    for (size_t p = 0; p < forest->count; p++) {
        uf_forest_panel *panel = &forest->panels[p];
        for (size_t k = 0; k < panel->count; k++) {
            free(panel->rows[k].heading);
            free(panel->rows[k].label);
        }
        free(panel->rows);
        free(panel->name);
    }
    free(forest->panels);
    free(forest->title);
    free(forest->comparison);
}
