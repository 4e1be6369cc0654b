/* chart_randomisation.c: the reference distribution of a randomisation test, and what was
 * observed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/histogram.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_draws.h"
#include "cli/chart_kinds.h"
#include "cli/chart_page.h"
#include "cli/chart_panels.h"
#include "cli/chart_stacks.h"
#include "cli/language.h"
#include "cli/messages.h"

enum {
    INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN,
    MOST_DOTS = 250, /* assignments that are drawn each for itself */
    HIGHEST = 220,   /* pixels of a stack of dots                  */
    LEAST = 110      /* pixels of a drawing of dots                */
};

/* Pixels from dot to dot, the first that leaves the stacks low enough. */
static const double dots[] = { 24, 18, 12 };

struct job {
    uf_cli *cli;
    uf_page *page;
    uf_draws draws;
    uf_panels panels;
    uf_axis x, y;
    uf_histogram histogram; /* of bars */
    uf_stacks stacks;       /* of dots; without any, bars are drawn */
    double dot;             /* pixels of a dot */
};

/* --- Axes. --- */

static double observed(const struct job *job)
{
    return job->draws.distribution.observed;
}

/* Whether there is another side, as far out as the observed. */
static bool two_sided(const struct job *job)
{
    return job->draws.distribution.alternative == UF_TWO_SIDED && observed(job) != 0;
}

static void choose_x(struct job *job)
{
    double low = observed(job), high = low;
    for (size_t i = 0; i < job->draws.n; i++) {
        low = fmin(low, job->draws.statistics[i]);
        high = fmax(high, job->draws.statistics[i]);
    }
    if (two_sided(job)) {
        low = fmin(low, -fabs(observed(job)));
        high = fmax(high, fabs(observed(job)));
    }
    if (low == high) {
        low -= low != 0 ? fabs(low) / 2 : 1.0;
        high += high != 0 ? fabs(high) / 2 : 1.0;
    }
    /* dots and lines at the very ends have room */
    const double room = 0.02 * (high - low);
    job->x = uf_axis_round(low - room, high + room, uf_panels_steps(&job->panels), false);
}

/* Stack them as dots of a size; false, and none, where they are too high. */
static bool stack_dots(struct job *job, double dot)
{
    const bool cells = uf_page_terminal(job->page);
    const double width = cells ? uf_page_width(job->page, UF_PAGE_TEXT, "o") : dot;
    const double height = cells ? uf_page_line(job->page, UF_PAGE_TEXT) : dot;
    double *places = uf_cli_allocate(job->cli, job->draws.n + 1, sizeof *places);
    for (size_t i = 0; i < job->draws.n; i++)
        places[i] = uf_panels_x(&job->panels, 0, &job->x, job->draws.statistics[i]);
    job->dot = dot;
    job->stacks = uf_stacks_make(job->cli, places, job->draws.n, width, height);
    free(places);
    const double highest = (double)job->stacks.highest * height;
    if (highest > HIGHEST) {
        uf_stacks_release(&job->stacks);
        return false;
    }
    job->panels.height = fmax(LEAST, highest + 2 * height);
    return true;
}

static size_t *count_bars(struct job *job, bool extreme)
{
    double *values = uf_cli_allocate(job->cli, job->draws.n + 1, sizeof *values);
    size_t *counts = uf_cli_allocate(job->cli, job->histogram.bins + 1, sizeof *counts);
    size_t n = 0;
    uf_error error;
    for (size_t i = 0; i < job->draws.n; i++)
        if (!extreme ||
            uf_reference_distribution_extreme(&job->draws.distribution, job->draws.statistics[i]))
            values[n++] = job->draws.statistics[i];
    memset(counts, 0, (job->histogram.bins + 1) * sizeof *counts);
    if (uf_histogram_count(counts, &job->histogram, values, n, &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    free(values);
    return counts;
}

static void choose_bars(struct job *job)
{
    uf_decimal width;
    uf_error error;
    size_t most = 0;
    if (uf_histogram_width(&width, job->draws.statistics, job->draws.n, NULL, 0, &error) != UF_OK ||
        uf_histogram_place(&job->histogram, width, job->draws.statistics, job->draws.n, NULL, 0,
                           &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    size_t *counts = count_bars(job, false);
    for (size_t b = 0; b < job->histogram.bins; b++)
        most = counts[b] > most ? counts[b] : most;
    free(counts);
    job->x =
        uf_axis_round(fmin(job->x.low, uf_histogram_edge(&job->histogram, 0)),
                      fmax(job->x.high, uf_histogram_edge(&job->histogram, job->histogram.bins)),
                      uf_panels_steps(&job->panels), false);
    job->y = uf_axis_round(0.0, (double)most, 6, true);
}

static bool as_dots(const struct job *job)
{
    return job->stacks.count > 0;
}

static void choose_axes(struct job *job)
{
    bool stacked = false;
    job->y = (uf_axis){ 0.0, 1.0, 1.0 };
    if (job->draws.n == 0)
        job->panels.height = LEAST;
    choose_x(job);
    for (size_t i = 0; i < sizeof dots / sizeof dots[0] && job->draws.n > 0; i++)
        stacked = stacked || (job->draws.n <= MOST_DOTS && stack_dots(job, dots[i]));
    if (job->draws.n > 0 && !stacked)
        choose_bars(job);
}

/* --- The page. --- */

static char *subtitle(const struct job *job)
{
    if (job->draws.n == 0)
        return uf_cli_copy(job->cli, uf_translate("no rows"));
    return uf_cli_checked(
        job->cli, uf_message_text(as_dots(job) ? uf_translate("%zu assignments, a dot each")
                                               : uf_translate("How many of %zu assignments"),
                                  job->draws.n));
}

static double put_title(struct job *job)
{
    const char *title = uf_cli_text(job->cli, "title");
    double y = UF_PAGE_MARGIN;
    y += uf_page_paragraph(
        job->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, y, INNER,
        title != NULL ? title : uf_translate("Reference distribution of the statistic"), 3);
    char *below = subtitle(job);
    y += uf_page_paragraph(job->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, y + 2, INNER, below, 1);
    free(below);
    return y + 8;
}

/* A number with about four digits, in the language of the run. */
static char *number_text(const struct job *job, double value)
{
    char *text = uf_cli_checked(job->cli, uf_message_text("%.4g", value == 0 ? 0.0 : value));
    return uf_language_number(text);
}

/* "observed -3.4" above its line. */
static void put_observed(struct job *job)
{
    if (job->draws.n == 0)
        return;
    char *number = number_text(job, observed(job));
    char *text = uf_cli_checked(job->cli, uf_message_text(uf_translate("observed %s"), number));
    const double half = uf_page_width(job->page, UF_PAGE_TICK, text) / 2;
    const double x = uf_panels_x(&job->panels, 0, &job->x, observed(job));
    const double line = uf_page_line(job->page, UF_PAGE_TICK);
    uf_page_text(
        job->page, UF_PAGE_TICK,
        fmin(fmax(x, UF_PAGE_MARGIN + half), UF_PAGE_WIDTH - UF_PAGE_MARGIN - half),
        uf_panels_top(&job->panels, 0) - line / 2 - (uf_page_terminal(job->page) ? line : 4), text);
    free(number);
    free(text);
}

static double put_axes(struct job *job)
{
    double bottom = uf_panels_top(&job->panels, 0) + job->panels.height;
    if (job->draws.n > 0 && !as_dots(job))
        bottom = uf_panels_y_axis(&job->panels, job->page, &job->y, "");
    for (size_t k = 0; k <= uf_axis_steps(&job->x); k++) {
        char text[UF_AXIS_TEXT_SIZE];
        const double value = uf_axis_tick(&job->x, k);
        uf_panels_tick(&job->panels, job->page, 0, uf_panels_x(&job->panels, 0, &job->x, value),
                       0.0, uf_axis_text(text, value, ""));
    }
    return uf_panels_x_name(&job->panels, job->page, bottom, uf_translate("statistic"));
}

/* --- The caption. --- */

static double put(struct job *job, double y, char *text)
{
    const double height =
        uf_chart_caption_line(job->page, y, INNER, uf_cli_checked(job->cli, text));
    free(text);
    return y + height;
}

/* Each sentence is whole, since languages differ in the order of their words. */
static double put_numbers(struct job *job, double y)
{
    const uf_reference_distribution *d = &job->draws.distribution;
    char *p = number_text(job, d->p_value), *smallest = number_text(job, d->smallest_p);
    const char *format =
        d->alternative == UF_LESS
            ? uf_translate("p = %s: %zu of %zu assignments, the observed one counted, give a "
                           "statistic at least as low as the observed.")
        : d->alternative == UF_GREATER
            ? uf_translate("p = %s: %zu of %zu assignments, the observed one counted, give a "
                           "statistic at least as high as the observed.")
            : uf_translate("p = %s: %zu of %zu assignments, the observed one counted, give a "
                           "statistic at least as far from 0 as the observed.");
    y = put(job, y, uf_message_text(format, p, d->extreme, d->assignments));
    y = put(job, y,
            uf_message_text(
                uf_translate("The smallest p that these assignments can give is %s (%zu of %zu)."),
                smallest, d->farthest, d->assignments));
    free(p);
    free(smallest);
    return y;
}

static double put_marks(struct job *job, double y)
{
    const bool cells = uf_page_terminal(job->page);
    const char *dark = cells ? uf_translate("#: at least as far out as observed.")
                             : uf_translate("Darker: at least as far out as observed.");
    const char *mirror = !two_sided(job) ? ""
                         : cells ? uf_translate(" Second line: as far out on the other side.")
                                 : uf_translate(" Dashed: as far out on the other side.");
    char *width = as_dots(job) ? NULL : number_text(job, uf_decimal_value(job->histogram.width));
    char *bars =
        width != NULL
            ? uf_cli_checked(job->cli, uf_message_text(uf_translate(" Bars are %s wide and include "
                                                                    "their upper end."),
                                                       width))
            : uf_cli_copy(job->cli, "");
    y = put(job, y, uf_message_text("%s%s%s", dark, mirror, bars));
    free(width);
    free(bars);
    return y;
}

static double put_caption(struct job *job, double y)
{
    size_t n;
    const char *const *operands = uf_cli_operands(job->cli, &n);
    if (job->draws.n > 0)
        y = put_marks(job, put_numbers(job, y));
    char *source = uf_chart_source(job->cli, operands, n);
    if (source != NULL)
        y = put(job, y, uf_message_text(uf_translate("Source: %s"), source));
    free(source);
    return y;
}

/* --- The data. --- */

static double bar_y(const struct job *job, size_t count)
{
    const double bottom = uf_panels_top(&job->panels, 0) + job->panels.height;
    return bottom - (double)count / job->y.high * job->panels.height;
}

static void write_bar(const struct job *job, uf_chart *chart, size_t bin, size_t from, size_t to,
                      bool out)
{
    if (from == to)
        return;
    uf_chart_pixel(chart,
                   uf_panels_x(&job->panels, 0, &job->x, uf_histogram_edge(&job->histogram, bin)));
    uf_chart_pixel(chart, bar_y(job, to));
    uf_chart_pixel(
        chart, uf_panels_x(&job->panels, 0, &job->x, uf_histogram_edge(&job->histogram, bin + 1)));
    uf_chart_pixel(chart, bar_y(job, from));
    uf_chart_number(chart, out ? 1.0 : 0.0);
    uf_chart_end_row(chart);
}

/* In each bar those that are far out stand below the others. */
static void write_bars(struct job *job, uf_chart *chart)
{
    uf_chart_block(chart, "bars");
    if (job->draws.n > 0 && !as_dots(job)) {
        size_t *all = count_bars(job, false), *out = count_bars(job, true);
        for (size_t b = 0; b < job->histogram.bins; b++) {
            write_bar(job, chart, b, 0, out[b], true);
            write_bar(job, chart, b, out[b], all[b], false);
        }
        free(all);
        free(out);
    }
    uf_chart_end_block(chart);
}

static void write_dots(const struct job *job, uf_chart *chart)
{
    const double bottom = uf_panels_top(&job->panels, 0) + job->panels.height;
    uf_chart_block(chart, "dots");
    for (size_t i = 0; i < job->stacks.count; i++) {
        uf_chart_pixel(chart, job->stacks.dots[i].x);
        uf_chart_pixel(chart, bottom - job->stacks.dots[i].above);
        uf_chart_number(
            chart, uf_reference_distribution_extreme(
                       &job->draws.distribution, job->draws.statistics[job->stacks.dots[i].value]));
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

static void write_line(const struct job *job, uf_chart *chart, double value, double last)
{
    uf_chart_pixel(chart, uf_panels_x(&job->panels, 0, &job->x, value));
    uf_chart_pixel(chart, uf_panels_top(&job->panels, 0));
    uf_chart_pixel(chart, uf_panels_top(&job->panels, 0) + job->panels.height);
    if (!isnan(last))
        uf_chart_number(chart, last);
    uf_chart_end_row(chart);
}

static void write_lines(const struct job *job, uf_chart *chart)
{
    uf_chart_block(chart, "grid");
    for (size_t k = 0; k <= uf_axis_steps(&job->x); k++)
        write_line(job, chart, uf_axis_tick(&job->x, k), NAN);
    uf_chart_end_block(chart);
    uf_chart_block(chart, "axes");
    uf_chart_pixel(chart, job->panels.left);
    uf_chart_pixel(chart, job->panels.left + job->panels.width);
    uf_chart_pixel(chart, uf_panels_top(&job->panels, 0) + job->panels.height);
    uf_chart_end_row(chart);
    uf_chart_end_block(chart);
    uf_chart_block(chart, "observed");
    if (job->draws.n > 0)
        write_line(job, chart, observed(job), 0.0);
    if (job->draws.n > 0 && two_sided(job))
        write_line(job, chart, -observed(job), 1.0);
    uf_chart_end_block(chart);
}

static void draw(struct job *job, double height)
{
    uf_chart *chart =
        uf_chart_new(job->cli, uf_chart_choose(job->cli), UF_PAGE_WIDTH, ceil(height));
    uf_chart_variable(chart, "dot", job->dot);
    uf_page_write(job->page, chart);
    write_lines(job, chart);
    write_bars(job, chart);
    write_dots(job, chart);
    uf_chart_draw(chart, "randomisation");
    uf_chart_free(chart);
}

void uf_chart_randomisation(uf_cli *cli)
{
    struct job job = { .cli = cli, .page = uf_page_new(cli), .draws = uf_draws_read(cli) };
    const uf_panel_title title = { "", "", NULL };
    const double numbers = uf_page_width(job.page, UF_PAGE_TICK_RIGHT, "00000");
    job.panels = uf_panels_place(job.page, &title, 1, 0.0, numbers);
    choose_axes(&job);
    job.panels.top += put_title(&job);
    put_observed(&job);
    draw(&job, put_caption(&job, put_axes(&job)) + UF_PAGE_MARGIN);
    if (uf_page_cut(job.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(job.page));
    uf_stacks_release(&job.stacks);
    uf_draws_release(&job.draws);
    uf_page_free(job.page);
}
