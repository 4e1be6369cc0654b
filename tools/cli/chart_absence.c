/* chart_absence.c: rates over time with their intervals, a small chart for each group. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_kinds.h"
#include "cli/chart_legend.h"
#include "cli/chart_lines.h"
#include "cli/chart_measure.h"
#include "cli/chart_page.h"
#include "cli/chart_panels.h"
#include "cli/chart_windows.h"
#include "cli/intern.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

enum { INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN, YEAR_GAP = 8 };

/* Series of one window stand beside each other, so far apart in windows. */
static const double series_step = 0.13;

/* Rows in the order of panels, series and windows. */
struct place {
    size_t panel, series, window, row;
};

struct layout {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    uf_windows *windows;
    uf_lines lines;
    uf_intern *labels; /* the panels */
    size_t *panel_of;  /* [row] */
    struct place *places;
    uf_panels panels;
    uf_axis x, y; /* windows; percent */
};

static char *checked(const struct layout *layout, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(layout->cli);
    return text;
}

/* --- Places. --- */

static int in_order(const void *a, const void *b)
{
    const struct place *p = a, *q = b;
    if (p->panel != q->panel)
        return p->panel < q->panel ? -1 : 1;
    if (p->series != q->series)
        return p->series < q->series ? -1 : 1;
    return (p->window > q->window) - (p->window < q->window);
}

static void find_places(struct layout *layout)
{
    const size_t count = uf_chart_rows_count(layout->rows);
    layout->labels = uf_intern_new(layout->cli);
    layout->places = uf_cli_allocate(layout->cli, count, sizeof *layout->places);
    layout->panel_of = uf_cli_allocate(layout->cli, count, sizeof *layout->panel_of);
    for (size_t i = 0; i < count; i++) {
        const uf_chart_row *row = uf_chart_rows_get(layout->rows, i);
        const size_t panel = uf_intern_code(layout->labels, row->label, strlen(row->label));
        layout->panel_of[i] = panel;
        layout->places[i] =
            (struct place){ panel, row->series, uf_windows_find(layout->windows, row->place), i };
    }
    qsort(layout->places, count, sizeof *layout->places, in_order);
    if (count == 0)
        (void)uf_intern_code(layout->labels, "", 0);
}

/* Where a window of a series is on the axis. */
static double window_x(const struct layout *layout, size_t window, size_t series)
{
    const double middle = ((double)uf_chart_rows_series(layout->rows) - 1) / 2;
    return (double)window + ((double)series - middle) * series_step;
}

/* --- Title and panels. --- */

static double put_title(struct layout *layout)
{
    double y = UF_PAGE_MARGIN;
    const char *title = uf_cli_text(layout->cli, "title");
    char *own =
        uf_chart_rows_count(layout->rows) > 0
            ? checked(layout,
                      uf_chart_measure_title(uf_chart_rows_get(layout->rows, 0)->estimate, false))
            : uf_cli_copy(layout->cli, uf_translate("Rates"));
    y += uf_page_paragraph(layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, y, INNER,
                           title != NULL ? title : own, 3);
    free(own);
    y += uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, y + 2, INNER,
                           uf_chart_rows_constant(layout->rows), 2);
    return y + 8 + uf_chart_legend(layout->page, layout->rows, y + 8, INNER);
}

/* "n = 812 to 820" of a panel's rows, or "no rows"; of scheduled time, the pupils are more
 * telling. */
static char *panel_detail(const struct layout *layout, size_t panel)
{
    double least = INFINITY, most = -INFINITY;
    bool pupils = false;
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++)
        if (layout->panel_of[i] == panel) {
            const uf_estimate *estimate = uf_chart_rows_get(layout->rows, i)->estimate;
            pupils = uf_chart_measure_pupils(estimate);
            least = fmin(least, pupils ? estimate->clusters : estimate->n);
            most = fmax(most, pupils ? estimate->clusters : estimate->n);
        }
    if (uf_chart_rows_count(layout->rows) == 0)
        return uf_cli_copy(layout->cli, uf_translate("no rows"));
    if (!isfinite(most))
        return uf_cli_copy(layout->cli, "");
    if (pupils)
        return checked(layout, least < most ? uf_message_text(uf_translate("%.15g to %.15g pupils"),
                                                              least, most)
                                            : uf_message_text(uf_translate("%.15g pupils"), most));
    return checked(layout, least < most
                               ? uf_message_text(uf_translate("n = %.15g to %.15g"), least, most)
                               : uf_message_text("n = %.15g", most));
}

static void put_panels(struct layout *layout, double y)
{
    const size_t count = uf_intern_count(layout->labels);
    uf_panel_title *titles = uf_cli_allocate(layout->cli, count, sizeof *titles);
    for (size_t i = 0; i < count; i++)
        titles[i] = (uf_panel_title){ uf_intern_text(layout->labels, (uint32_t)i),
                                      panel_detail(layout, i), NULL };
    const double numbers = uf_page_width(layout->page, UF_PAGE_TICK_RIGHT, uf_translate("100%"));
    layout->panels = uf_panels_place(layout->page, titles, count, y, numbers);
    for (size_t i = 0; i < count; i++)
        free(titles[i].detail);
    free(titles);
}

/* --- Axes. --- */

static void choose_axes(struct layout *layout)
{
    double most = 0.0;
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        const uf_estimate *estimate = uf_chart_rows_get(layout->rows, i)->estimate;
        const double ends[] = { estimate->estimate, estimate->conf_high, estimate->bound_high };
        for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++)
            if (isfinite(ends[k]))
                most = fmax(most, ends[k]);
    }
    for (size_t i = 0; i < layout->lines.count; i++)
        most = fmax(most, layout->lines.points[i].rate);
    const size_t windows = uf_windows_count(layout->windows);
    layout->x = (uf_axis){ -0.6, (double)(windows > 0 ? windows : 1) - 0.4, 1.0 };
    /* an interval may pass 100 %, which no rate does */
    layout->y = uf_axis_round(0.0, most > 0 ? 100 * fmin(most, 1.0) : 100.0,
                              layout->panels.columns > 1 ? 4 : 6, false);
}

/* The page's x of a window in panel i. */
static double window_page_x(const struct layout *layout, size_t i, size_t window)
{
    return uf_panels_x(&layout->panels, i, &layout->x, (double)window);
}

/* How many windows there are from one label to the next, so that each has room. */
static size_t label_step(const struct layout *layout)
{
    static const size_t month_steps[] = { 1, 2, 3, 4, 6, 12, 24, 60, 120 };
    const double step = window_page_x(layout, 0, 1) - window_page_x(layout, 0, 0);
    double widest = 0.0;
    for (size_t w = 0; w < uf_windows_count(layout->windows); w++)
        widest = fmax(widest, uf_page_width(layout->page, UF_PAGE_TICK,
                                            uf_windows_label(layout->windows, w)));
    const size_t least = (size_t)ceil((widest + YEAR_GAP) / step);
    for (size_t k = 0;
         uf_windows_months(layout->windows) && k < sizeof month_steps / sizeof month_steps[0]; k++)
        if (month_steps[k] >= least)
            return month_steps[k];
    return least > 0 ? least : 1;
}

/* The years below the months of panel i, where there is room. */
static void put_years(struct layout *layout, size_t i)
{
    double free_from = -INFINITY;
    const double below = uf_page_line(layout->page, UF_PAGE_TICK);
    for (size_t w = 0; w < uf_windows_count(layout->windows); w++) {
        const char *year = uf_windows_year(layout->windows, w, false);
        const double x = window_page_x(layout, i, w);
        const double half = uf_page_width(layout->page, UF_PAGE_TICK, year) / 2;
        if (year[0] == '\0' || x - half < free_from)
            continue;
        uf_panels_tick(&layout->panels, layout->page, i, x, below, year);
        free_from = x + half + YEAR_GAP;
    }
}

static double put_axes(struct layout *layout)
{
    const size_t step = label_step(layout);
    for (size_t i = 0; i < layout->panels.count; i++) {
        for (size_t w = 0; w < uf_windows_count(layout->windows); w += step)
            uf_panels_tick(&layout->panels, layout->page, i, window_page_x(layout, i, w), 0.0,
                           uf_windows_label(layout->windows, w));
        put_years(layout, i);
    }
    double y = uf_panels_y_axis(&layout->panels, layout->page, &layout->y, "%") + 34;
    if (uf_windows_months(layout->windows))
        y += uf_page_line(layout->page, UF_PAGE_TICK);
    return y;
}

/* --- The data. --- */

static void write_break(uf_chart *chart)
{
    for (size_t i = 0; i < 8; i++)
        uf_chart_number(chart, NAN);
    uf_chart_end_row(chart);
}

/* A line breaks where a window is missing. */
static void write_rates(const struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "rates");
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        const struct place *place = &layout->places[i];
        const struct place *before = i > 0 ? &layout->places[i - 1] : NULL;
        if (before != NULL && before->panel == place->panel && before->series == place->series &&
            (place->window > before->window + 1 ||
             uf_windows_whole(layout->windows, place->window)))
            write_break(chart);
        const uf_estimate *estimate = uf_chart_rows_get(layout->rows, place->row)->estimate;
        uf_chart_number(chart, (double)place->panel);
        uf_chart_number(chart, (double)place->series);
        uf_chart_number(chart, window_x(layout, place->window, place->series));
        uf_chart_number(chart, 100 * estimate->estimate);
        uf_chart_number(chart, 100 * estimate->conf_low);
        uf_chart_number(chart, 100 * estimate->conf_high);
        uf_chart_number(chart, 100 * estimate->bound_low);
        uf_chart_number(chart, 100 * estimate->bound_high);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

static void write_lines(const struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "lines");
    for (size_t i = 0; i < layout->lines.count; i++) {
        const uf_line_point *point = &layout->lines.points[i];
        const uf_line_point *before = i > 0 ? point - 1 : NULL;
        if (before != NULL && (before->line != point->line || point->window > before->window + 1 ||
                               uf_windows_whole(layout->windows, point->window)))
            write_break(chart);
        uf_chart_number(chart, (double)layout->panel_of[point->row]);
        uf_chart_number(chart, (double)uf_chart_rows_get(layout->rows, point->row)->series);
        uf_chart_number(chart, (double)point->window);
        uf_chart_number(chart, 100 * point->rate);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

static void draw(const struct layout *layout, double height)
{
    if (height > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu groups are too many for one chart; select some with --where",
                   layout->panels.count);
    uf_chart *chart =
        uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH, ceil(height));
    uf_panels_write(&layout->panels, chart, &layout->x, &layout->y);
    uf_chart_variable(chart, "series", (double)uf_chart_rows_series(layout->rows));
    uf_page_write(layout->page, chart);
    write_lines(layout, chart);
    write_rates(layout, chart);
    uf_chart_draw(chart, "absence");
    uf_chart_free(chart);
}

static double put_caption(struct layout *layout, double y)
{
    char *lines = NULL;
    if (layout->lines.lines > 0) {
        char *name = checked(layout, uf_vocabulary(layout->lines.name));
        lines = checked(layout, uf_message_text(uf_translate("Thin lines: each %s (%zu)."), name,
                                                layout->lines.lines));
        free(name);
    }
    const uf_caption_words words = { uf_translate("Point: rate."), uf_translate("Bar: %s."),
                                     uf_translate(" for each rate"), lines };
    y += uf_chart_caption(layout->cli, layout->page, layout->rows, &words, y, INNER);
    free(lines);
    return y;
}

void uf_chart_absence(uf_cli *cli, const uf_results *results)
{
    static const char *const rates[] = { "rate", NULL };
    const uf_chart_choice choice = { .terms = rates,
                                     .not_drawn = "no rates",
                                     .axis = "window",
                                     .no_sections = true,
                                     .series = uf_cli_text(cli, "series") };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    struct layout layout = { .cli = cli, .page = uf_page_new(cli), .rows = rows };
    layout.windows = uf_windows_new(cli, rows, true);
    layout.lines = uf_lines_read(cli, results, rows, layout.windows);
    find_places(&layout);
    put_panels(&layout, put_title(&layout));
    choose_axes(&layout);
    draw(&layout, put_caption(&layout, put_axes(&layout)) + UF_PAGE_MARGIN);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    uf_lines_release(&layout.lines);
    uf_windows_free(layout.windows);
    uf_intern_free(layout.labels);
    free(layout.panel_of);
    free(layout.places);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
