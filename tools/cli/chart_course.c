/* chart_course.c: placing estimates by panel, series and window. */
#include "cli/chart_course.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_legend.h"
#include "cli/chart_measure.h"
#include "cli/chart_page.h"
#include "cli/chart_panels.h"
#include "cli/intern.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

enum { INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN, YEAR_GAP = 8 };

/* Series of one window stand beside each other, so far apart: in windows, and in pixels at most. */
static const double series_step = 0.13, series_most = 14.0;

/* Rows in the order of panels, series and windows. */
struct place {
    size_t panel, series, window, row;
};

struct layout {
    uf_cli *cli;
    uf_page *page;
    const uf_course *course;
    const uf_chart_rows *rows;
    const uf_windows *windows;
    uf_intern *labels; /* the panels */
    size_t *panel_of;  /* [row] */
    struct place *places;
    uf_panels panels;
    uf_axis x, y; /* windows; estimates as shown */
};

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

/* --- The vertical axis. --- */

/* A number of the estimates' unit as the axis shows it. */
static double shown(const struct layout *layout, double value)
{
    return uf_scale_shown(&layout->course->scale, value);
}

struct span {
    double low, high;
};

static void hold(struct span *span, double value)
{
    if (isfinite(value)) {
        span->low = fmin(span->low, value);
        span->high = fmax(span->high, value);
    }
}

/* Shares begin at 0 and end at 100 % at most, which an interval may pass and no share does; means
 * begin where they are. */
static struct span find_span(const struct layout *layout)
{
    const bool share = layout->course->scale.kind == UF_SCALE_SHARE;
    struct span span = { share ? 0.0 : INFINITY, share ? 0.0 : -INFINITY };
    struct span points = span;
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        const uf_estimate *estimate = uf_chart_rows_get(layout->rows, i)->estimate;
        const double values[] = { estimate->estimate, estimate->conf_low, estimate->conf_high,
                                  estimate->bound_low, estimate->bound_high };
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++)
            hold(&span, values[k]);
        hold(&points, estimate->estimate);
    }
    for (size_t i = 0; i < layout->course->lines->count; i++) {
        hold(&span, layout->course->lines->points[i].estimate);
        hold(&points, layout->course->lines->points[i].estimate);
    }
    if (share)
        span = (struct span){ 0.0, span.high > 0 ? fmin(span.high, fmax(points.high, 1.0)) : 1.0 };
    return span.low <= span.high ? span : (struct span){ 0.0, 1.0 };
}

static void choose_axes(struct layout *layout)
{
    const struct span span = find_span(layout);
    const size_t windows = uf_windows_count(layout->windows);
    layout->x = (uf_axis){ -0.6, (double)(windows > 0 ? windows : 1) - 0.4, 1.0 };
    layout->y = uf_axis_round(shown(layout, span.low), shown(layout, span.high),
                              uf_intern_count(layout->labels) > 1 ? 4 : 6, false);
}

static double number_width(const struct layout *layout)
{
    const char *unit = uf_scale_sign(&layout->course->scale);
    double widest = unit[0] != '\0'
                        ? uf_page_width(layout->page, UF_PAGE_TICK_RIGHT, uf_translate("100%"))
                        : 0.0;
    for (size_t i = 0; i <= uf_axis_steps(&layout->y); i++) {
        char text[UF_AXIS_TEXT_SIZE];
        widest = fmax(widest, uf_page_width(layout->page, UF_PAGE_TICK_RIGHT,
                                            uf_axis_text(text, uf_axis_tick(&layout->y, i), unit)));
    }
    return widest;
}

/* --- Title and panels. --- */

static double put_title(struct layout *layout)
{
    double y = UF_PAGE_MARGIN;
    const char *title = uf_cli_text(layout->cli, "title");
    y += uf_page_paragraph(layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, y, INNER,
                           title != NULL ? title : layout->course->title, 3);
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
        return uf_cli_checked(
            layout->cli, least < most
                             ? uf_message_text(uf_translate("%.15g to %.15g pupils"), least, most)
                             : uf_message_text(uf_translate("%.15g pupils"), most));
    return uf_cli_checked(
        layout->cli, least < most ? uf_message_text(uf_translate("n = %.15g to %.15g"), least, most)
                                  : uf_message_text("n = %.15g", most));
}

static void put_panels(struct layout *layout, double y)
{
    const size_t count = uf_intern_count(layout->labels);
    uf_panel_title *titles = uf_cli_allocate(layout->cli, count, sizeof *titles);
    for (size_t i = 0; i < count; i++)
        titles[i] = (uf_panel_title){ uf_intern_text(layout->labels, (uint32_t)i),
                                      panel_detail(layout, i), NULL };
    layout->panels = uf_panels_place(layout->page, titles, count, y, number_width(layout));
    for (size_t i = 0; i < count; i++)
        free(titles[i].detail);
    free(titles);
}

/* --- The horizontal axis. --- */

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
    double y = uf_panels_y_axis(&layout->panels, layout->page, &layout->y,
                                uf_scale_sign(&layout->course->scale)) +
               34;
    if (uf_windows_months(layout->windows))
        y += uf_page_line(layout->page, UF_PAGE_TICK);
    return y;
}

/* --- The data. --- */

/* Where a window of a series is on the axis. */
static double window_x(const struct layout *layout, size_t window, size_t series)
{
    const double middle = ((double)uf_chart_rows_series(layout->rows) - 1) / 2;
    const double wide = layout->panels.width / (layout->x.high - layout->x.low);
    const double step =
        uf_page_terminal(layout->page) ? series_step : fmin(series_step, series_most / wide);
    return (double)window + round(1e4 * ((double)series - middle) * step) / 1e4;
}

static void write_break(uf_chart *chart)
{
    for (size_t i = 0; i < 8; i++)
        uf_chart_number(chart, NAN);
    uf_chart_end_row(chart);
}

/* An end of an interval that is infinite or beyond the axis is at the axis' own end. */
static double within(const struct layout *layout, double value)
{
    return isnan(value) ? value : fmin(fmax(value, layout->y.low), layout->y.high);
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
        const double values[] = { estimate->estimate, estimate->conf_low, estimate->conf_high,
                                  estimate->bound_low, estimate->bound_high };
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++)
            uf_chart_number(chart, within(layout, shown(layout, values[k])));
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

static void write_lines(const struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "lines");
    for (size_t i = 0; i < layout->course->lines->count; i++) {
        const uf_line_point *point = &layout->course->lines->points[i];
        const uf_line_point *before = i > 0 ? point - 1 : NULL;
        if (before != NULL && (before->line != point->line || point->window > before->window + 1 ||
                               uf_windows_whole(layout->windows, point->window)))
            write_break(chart);
        uf_chart_number(chart, (double)layout->panel_of[point->row]);
        uf_chart_number(chart, (double)uf_chart_rows_get(layout->rows, point->row)->series);
        uf_chart_number(chart, (double)point->window);
        uf_chart_number(chart, shown(layout, point->estimate));
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
    uf_chart_draw(chart, "course");
    uf_chart_free(chart);
}

/* "Thin lines: each school (6). ..." and the kind's own paragraph; NULL for neither. */
static char *more_text(const struct layout *layout)
{
    const uf_course *course = layout->course;
    const char *own = course->more != NULL ? course->more : "";
    if (course->lines->lines == 0 || uf_page_terminal(layout->page)) /* it does not draw them */
        return own[0] != '\0' ? uf_cli_copy(layout->cli, own) : NULL;
    char *name = uf_cli_checked(layout->cli, uf_vocabulary(course->lines->name));
    char *lines =
        uf_cli_checked(layout->cli, uf_message_text(uf_translate("Thin lines: each %s (%zu)."),
                                                    name, course->lines->lines));
    char *text = uf_cli_checked(layout->cli,
                                uf_message_text("%s%s%s", lines, own[0] != '\0' ? " " : "", own));
    free(name);
    free(lines);
    return text;
}

static double put_caption(struct layout *layout, double y)
{
    char *more = more_text(layout);
    const uf_caption_words words = { layout->course->mark, uf_translate("Bar: %s."),
                                     layout->course->counts, more };
    y += uf_chart_caption(layout->cli, layout->page, layout->rows, &words, y, INNER);
    free(more);
    return y;
}

void uf_course_draw(uf_cli *cli, const uf_course *course)
{
    struct layout layout = { .cli = cli,
                             .page = uf_page_new(cli),
                             .course = course,
                             .rows = course->rows,
                             .windows = course->windows };
    find_places(&layout);
    choose_axes(&layout);
    put_panels(&layout, put_title(&layout));
    draw(&layout, put_caption(&layout, put_axes(&layout)) + UF_PAGE_MARGIN);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    uf_intern_free(layout.labels);
    free(layout.panel_of);
    free(layout.places);
    uf_page_free(layout.page);
}
