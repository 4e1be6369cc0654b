/* chart_distribution.c: how many units have which value, a small chart for each group. */
#include <math.h>
#include <stdlib.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_kinds.h"
#include "cli/chart_page.h"
#include "cli/chart_panels.h"
#include "cli/chart_values.h"
#include "cli/groups.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

enum { INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN };

struct job {
    uf_cli *cli;
    uf_page *page;
    uf_values values;
    uf_panels panels;
    uf_axis x, y;
};

/* --- The page. --- */

/* "Number of pupils. Dashed: limit 15%; darker: above it." */
static char *subtitle(const struct job *job)
{
    char *list = uf_cli_copy(job->cli, "");
    for (size_t i = 0; i < job->values.limit_count; i++) {
        char number[UF_AXIS_TEXT_SIZE];
        char *longer = uf_cli_checked(
            job->cli, uf_message_text("%s%s%s", list, i > 0 ? ", " : "",
                                      uf_values_text(&job->values, number,
                                                     uf_decimal_value(job->values.limits[i]))));
        free(list);
        list = longer;
    }
    const char *format =
        job->values.limit_count == 1
            ? uf_translate("Number of %s. Dashed: limit %s; darker: above it.")
            : uf_translate("Number of %s. Dashed: limits %s; darker: above the lowest.");
    char *units = uf_cli_checked(job->cli, uf_vocabulary(uf_units_name(job->values.units)));
    char *text =
        uf_cli_checked(job->cli, job->values.limit_count == 0
                                     ? uf_message_text(uf_translate("Number of %s."), units)
                                     : uf_message_text(format, units, list));
    free(units);
    free(list);
    return text;
}

static double put_title(struct job *job)
{
    const char *title = uf_cli_text(job->cli, "title"), *value = uf_cli_text(job->cli, "value");
    char *what = uf_cli_checked(job->cli, job->values.percent ? uf_vocabulary("absence")
                                                              : uf_vocabulary(value));
    char *own = uf_cli_checked(job->cli, uf_message_text(uf_translate("Distribution of %s"), what));
    double y = UF_PAGE_MARGIN;
    y += uf_page_paragraph(job->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, y, INNER,
                           title != NULL ? title : own, 3);
    free(own);
    free(what);
    char *below = subtitle(job);
    y += uf_page_paragraph(job->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, y + 2, INNER, below, 2);
    free(below);
    return y + 8;
}

/* At least one panel, also when there are no rows. */
static size_t panel_count(struct job *job)
{
    const size_t groups = uf_groups_count(uf_units_groups(job->values.units));
    return groups > 0 ? groups : 1;
}

static uint32_t panel_group(struct job *job, size_t panel)
{
    uf_groups *groups = uf_units_groups(job->values.units);
    return uf_groups_count(groups) > 0 ? uf_groups_order(groups)[panel] : 0;
}

static void choose_axes(struct job *job)
{
    double low = job->values.n > 0 ? uf_histogram_edge(&job->values.histogram, 0) : 0.0;
    double high = job->values.n > 0
                      ? uf_histogram_edge(&job->values.histogram, job->values.histogram.bins)
                      : 1.0;
    size_t most = 0;
    for (size_t i = 0; i < job->values.limit_count; i++) {
        low = fmin(low, uf_decimal_value(job->values.limits[i]));
        high = fmax(high, uf_decimal_value(job->values.limits[i]));
    }
    for (size_t g = 0; g < job->values.group_capacity && job->values.n > 0; g++)
        for (size_t b = 0; b < job->values.histogram.bins; b++)
            most = job->values.groups[g].counts[b] > most ? job->values.groups[g].counts[b] : most;
    const double unit = job->values.percent ? 100.0 : 1.0;
    const size_t steps = uf_panels_steps(&job->panels);
    job->x = uf_axis_round(unit * low, unit * high, steps, false);
    job->x.high = fmax(unit * high, job->x.low + job->x.step);
    job->y = uf_axis_round(0.0, (double)most, job->panels.columns > 1 ? 4 : 6, true);
}

static void put_panels(struct job *job, double y)
{
    const size_t count = panel_count(job);
    const bool any = job->values.n > 0 || job->values.missing > 0;
    uf_panel_title *titles = uf_cli_allocate(job->cli, count, sizeof *titles);
    char **names = uf_cli_allocate(job->cli, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        const uint32_t code = panel_group(job, i);
        names[i] = uf_values_group_name(&job->values, code);
        titles[i] = (uf_panel_title){
            names[i],
            uf_cli_checked(job->cli, any ? uf_message_text(
                                               "n = %zu", uf_values_group_of(&job->values, code)->n)
                                         : uf_message_text("%s", uf_translate("no rows"))),
            NULL
        };
    }
    const double numbers = uf_page_width(job->page, UF_PAGE_TICK_RIGHT, "00000");
    job->panels = uf_panels_place(job->page, titles, count, y, numbers);
    for (size_t i = 0; i < count; i++) {
        free(names[i]);
        free(titles[i].detail);
    }
    free(names);
    free(titles);
}

/* Put a paragraph of the caption, free its text, and return the y below. */
static double put(struct job *job, double y, char *text)
{
    const double height =
        uf_chart_caption_line(job->page, y, INNER, uf_cli_checked(job->cli, text));
    free(text);
    return y + height;
}

/* Returns the y below. */
static double put_caption(struct job *job, double y)
{
    y = put(job, y, uf_values_counts(&job->values));
    if (job->values.n > 0) {
        char width[UF_AXIS_TEXT_SIZE];
        (void)uf_values_text(&job->values, width, uf_decimal_value(job->values.histogram.width));
        y = put(job, y,
                uf_message_text(
                    job->values.histogram.closed
                        ? uf_translate("Bars are %s wide and include their upper end, not their "
                                       "lower (the first also includes 0): a value exactly at a "
                                       "limit counts below it.")
                        : uf_translate("Bars are %s wide and include their upper end, not their "
                                       "lower: a value exactly at a limit counts below it."),
                    width));
    }
    const char *definition = uf_units_definition(job->values.units, 0);
    if (definition[0] != '\0')
        y = put(job, y, uf_message_text(uf_translate("Definition: %s"), definition));
    const char *records = uf_cli_text(job->cli, "records");
    char *source = uf_chart_source(job->cli, &records, 1);
    if (source != NULL)
        y = put(job, y, uf_message_text(uf_translate("Source: %s"), source));
    free(source);
    return y;
}

/* --- The data. --- */

static size_t limits_below(const struct job *job, double low)
{
    size_t below = 0;
    for (size_t i = 0; i < job->values.limit_count; i++)
        below += uf_decimal_value(job->values.limits[i]) <= low;
    return below;
}

static void write_bars(struct job *job, uf_chart *chart)
{
    const double unit = job->values.percent ? 100.0 : 1.0;
    uf_chart_block(chart, "bars");
    for (size_t panel = 0; panel < job->panels.count && job->values.n > 0; panel++) {
        const uf_values_group *group = uf_values_group_of(&job->values, panel_group(job, panel));
        for (size_t b = 0; b < job->values.histogram.bins && group->counts != NULL; b++) {
            if (group->counts[b] == 0)
                continue;
            const double low = uf_histogram_edge(&job->values.histogram, b);
            uf_chart_number(chart, (double)panel);
            uf_chart_number(chart, unit * low);
            uf_chart_number(chart, unit * uf_histogram_edge(&job->values.histogram, b + 1));
            uf_chart_number(chart, (double)group->counts[b]);
            uf_chart_number(chart, (double)limits_below(job, low));
            uf_chart_end_row(chart);
        }
    }
    uf_chart_end_block(chart);
    uf_chart_block(chart, "limits");
    for (size_t i = 0; i < job->values.limit_count; i++) {
        uf_chart_number(chart, unit * uf_decimal_value(job->values.limits[i]));
        uf_chart_end_row(chart);
    }
    if (job->values.limit_count == 0) { /* -1 could be a limit */
        uf_chart_number(chart, NAN);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

static void draw(struct job *job, double height)
{
    if (height > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(job->cli, "%zu groups are too many for one chart; select some with --where",
                   job->panels.count);
    uf_chart *chart =
        uf_chart_new(job->cli, uf_chart_choose(job->cli), UF_PAGE_WIDTH, ceil(height));
    uf_panels_write(&job->panels, chart, &job->x, &job->y);
    uf_page_write(job->page, chart);
    write_bars(job, chart);
    uf_chart_draw(chart, "distribution");
    uf_chart_free(chart);
}

void uf_chart_distribution(uf_cli *cli)
{
    struct job job = { .cli = cli, .page = uf_page_new(cli), .values = uf_values_read(cli) };
    put_panels(&job, put_title(&job));
    choose_axes(&job);
    const char *value = uf_cli_text(cli, "value");
    double y = uf_panels_axes(
        &job.panels, job.page, &job.x, job.values.percent ? "%" : "", &job.y, "",
        job.values.percent ? uf_translate("Absence, percent of scheduled time") : value);
    y = put_caption(&job, y);
    draw(&job, y + UF_PAGE_MARGIN);
    if (uf_page_cut(job.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(job.page));
    uf_values_release(&job.values);
    uf_page_free(job.page);
}
