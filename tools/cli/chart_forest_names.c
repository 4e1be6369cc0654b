/* chart_forest_names.c: what tells the lines of a panel apart. */
#include "cli/chart_forest_names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_dimensions.h"
#include "cli/chart_measure.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

/* Lines have the numbers of their rows. */
struct job {
    uf_cli *cli;
    const uf_results *results;
    const uf_chart_rows *rows;
};

static const uf_estimate *estimate_of(const struct job *job, size_t i)
{
    return uf_chart_rows_get(job->rows, i)->estimate;
}

char *uf_forest_compared(uf_cli *cli, const uf_estimate *estimate)
{
    if (estimate->reference[0] == '\0')
        return uf_cli_copy(cli, estimate->group);
    return uf_cli_checked(
        cli, estimate->group[0] != '\0'
                 /* translators: one group v(ersus) another */
                 ? uf_message_text(uf_translate("%s v %s"), estimate->group, estimate->reference)
                 : uf_message_text(uf_translate("v %s"), estimate->reference));
}

char *uf_forest_level(const uf_estimate *estimate, char text[UF_AXIS_TEXT_SIZE])
{
    text[0] = '\0';
    if (!isnan(estimate->conf_low) && isfinite(estimate->conf_level))
        (void)uf_axis_text(text, round(1e6 * estimate->conf_level) / 1e4, "%");
    return text;
}

static void add_column(const struct job *job, uf_dimensions *dimensions, const size_t *sources,
                       size_t count, size_t column)
{
    const size_t d =
        uf_dimensions_add(dimensions, uf_results_extra_name(job->results, column), false);
    for (size_t k = 0; k < count; k++)
        uf_dimensions_set(
            dimensions, d, k,
            uf_results_extra(job->results, uf_chart_rows_source(job->rows, sources[k]), column));
}

/* A text of a row, new; NULL when memory runs out. */
typedef char *texter(const struct job *job, size_t i);

static char *measure_of(const struct job *job, size_t i)
{
    return uf_chart_measure_short(estimate_of(job, i));
}

static char *period_of(const struct job *job, size_t i)
{
    return uf_message_text("%s", estimate_of(job, i)->period);
}

static char *compared_of(const struct job *job, size_t i)
{
    return uf_forest_compared(job->cli, estimate_of(job, i));
}

static char *term_of(const struct job *job, size_t i)
{
    return uf_scale_term(estimate_of(job, i)->term);
}

static char *estimand_of(const struct job *job, size_t i)
{
    return uf_vocabulary(estimate_of(job, i)->estimand);
}

static char *method_of(const struct job *job, size_t i)
{
    return uf_message_text("%s", estimate_of(job, i)->method);
}

static char *level_of(const struct job *job, size_t i)
{
    char text[UF_AXIS_TEXT_SIZE];
    return uf_message_text("%s", uf_forest_level(estimate_of(job, i), text));
}

static char *file_of(const struct job *job, size_t i)
{
    const char *path = uf_results_file(job->results, uf_chart_rows_source(job->rows, i));
    const char *slash = strrchr(path, '/');
    return uf_message_text("%s", slash != NULL ? slash + 1 : path);
}

static const struct {
    const char *name;
    texter *text;
    bool last_resort;
} dimensions_used[] = {
    { "measure", measure_of, false },  { "period", period_of, false },
    { "group", compared_of, false },   { "term", term_of, false },
    { "estimand", estimand_of, true }, { "method", method_of, true },
    { "level", level_of, true },       { "file", file_of, true },
};

static uf_dimensions *dimensions_of(const struct job *job, const size_t *sources, size_t count)
{
    uf_dimensions *dimensions = uf_dimensions_new(job->cli, count);
    const size_t cluster = uf_results_find_extra(job->results, "cluster");
    for (size_t column = 0; column < uf_results_by_count(job->results); column++)
        add_column(job, dimensions, sources, count, column);
    if (cluster < uf_results_extra_count(job->results) &&
        cluster >= uf_results_by_count(job->results))
        add_column(job, dimensions, sources, count, cluster);
    for (size_t f = 0; f < sizeof dimensions_used / sizeof dimensions_used[0]; f++) {
        const size_t d =
            uf_dimensions_add(dimensions, dimensions_used[f].name, dimensions_used[f].last_resort);
        for (size_t k = 0; k < count; k++) {
            char *text = uf_cli_checked(job->cli, dimensions_used[f].text(job, sources[k]));
            if (text[0] == '\0' && dimensions_used[f].last_resort)
                uf_dimensions_silent(dimensions, d, k);
            else
                uf_dimensions_set(dimensions, d, k, text);
            free(text);
        }
    }
    uf_dimensions_tell(dimensions, NULL, true);
    return dimensions;
}

/* Whether the first that tells is better a heading: it stays the same for two lines and more, as a
 * rule, and something else names these. */
static bool headings_help(const uf_dimensions *dimensions, size_t count)
{
    if (uf_dimensions_telling(dimensions) < 2)
        return false;
    const size_t first = uf_dimensions_teller(dimensions, 0);
    size_t runs = 1;
    for (size_t k = 1; k < count; k++)
        runs += strcmp(uf_dimensions_text(dimensions, first, k),
                       uf_dimensions_text(dimensions, first, k - 1)) != 0;
    return runs >= 2 && 2 * runs <= count;
}

/* Where nothing tells: the first of its texts that says something. */
static char *only_name(const struct job *job, const uf_dimensions *dimensions, size_t k)
{
    for (size_t d = uf_dimensions_count(dimensions); d-- > 0;) {
        const char *name = uf_dimensions_name(dimensions, d);
        const char *text = uf_dimensions_text(dimensions, d, k);
        if (text[0] != '\0' && (strcmp(name, "group") == 0 || strcmp(name, "measure") == 0))
            return uf_cli_copy(job->cli, text);
    }
    return uf_cli_copy(job->cli, "");
}

static char *directed(const struct job *job, char *label, uf_better better)
{
    if (better == UF_BETTER_UNSAID)
        return label;
    char *longer = uf_cli_checked(
        job->cli, uf_message_text("%s (%s)", label,
                                  better == UF_BETTER_LOWER ? uf_translate("lower is better")
                                                            : uf_translate("higher is better")));
    free(label);
    return longer;
}

/* The name of line k. */
static char *label_of(const struct job *job, const uf_dimensions *dimensions, size_t k,
                      bool headings, const uf_estimate *estimate)
{
    if (uf_dimensions_telling(dimensions) == 0)
        return only_name(job, dimensions, k);
    char *label = uf_dimensions_joined(dimensions, k, headings ? 1 : 0);
    if (!headings || strcmp(label, uf_dimensions_shown("")) != 0)
        return label;
    free(label);
    return uf_cli_copy(job->cli, estimate->method);
}

void uf_forest_name(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows,
                    const size_t *sources, uf_forest_panel *panel)
{
    const struct job job = { cli, results, rows };
    uf_dimensions *dimensions = dimensions_of(&job, sources, panel->count);
    const bool headings = headings_help(dimensions, panel->count);
    for (size_t k = 0; k < panel->count; k++) {
        uf_forest_row *row = &panel->rows[k];
        row->heading =
            uf_cli_copy(cli, headings ? uf_dimensions_shown(uf_dimensions_text(
                                            dimensions, uf_dimensions_teller(dimensions, 0), k))
                                      : "");
        row->label = label_of(&job, dimensions, k, headings, row->estimate);
        if (panel->mixed)
            row->label = directed(&job, row->label, row->estimate->better);
    }
    uf_dimensions_free(dimensions);
}
