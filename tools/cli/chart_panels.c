/* chart_panels.c: a grid of small charts, its titles and its axes. */
#include "cli/chart_panels.h"

#include <math.h>

enum {
    GAP_X = 44,       /* between drawings                                     */
    GAP_Y = 14,       /* between a drawing and the next title                 */
    NAME_LINES = 2,   /* of a panel's name                                    */
    TICK_WIDTH = 56,  /* that a number on the horizontal axis needs           */
    TO_NUMBERS = 8,   /* from the drawing to the numbers of the vertical axis */
    HALF_NUMBER = 12, /* of the last one, right of the last drawing           */
    MANY_COLUMNS = 4
};

static size_t columns_for(size_t count)
{
    if (count <= 3)
        return count;
    return count == 4 ? 2 : count <= 9 ? 3 : MANY_COLUMNS;
}

/* A drawing's height: single ones are flat, small ones nearer to a square. */
static double height_for(size_t columns)
{
    static const double heights[MANY_COLUMNS] = { 300, 230, 165, 130 };
    return heights[columns - 1];
}

/* From the title to the drawing; among characters the vertical lines take the row above it too. */
static double below_title(const uf_page *page)
{
    return uf_page_terminal(page) ? uf_page_line(page, UF_PAGE_MARK) : 6;
}

static const char *more_of(const uf_panel_title *title)
{
    return title->more != NULL ? title->more : "";
}

/* names and more: how high the names and second lines of all panels are. */
static void put_title(const uf_panels *panels, uf_page *page, size_t i, const uf_panel_title *title,
                      double names, double more)
{
    const double x = panels->left + (double)(i % panels->columns) * panels->step_x;
    const double line = uf_page_line(page, UF_PAGE_MARK);
    const double bottom = uf_panels_top(panels, i) - below_title(page);
    (void)uf_page_paragraph(page, UF_PAGE_TEXT, x, bottom - more - line - names, panels->width,
                            title->name, NAME_LINES);
    (void)uf_page_paragraph(page, UF_PAGE_MARK, x, bottom - more - line, panels->width,
                            title->detail, 1);
    (void)uf_page_paragraph(page, UF_PAGE_MARK, x, bottom - more, panels->width, more_of(title), 1);
}

uf_panels uf_panels_place(uf_page *page, const uf_panel_title *titles, size_t count, double y,
                          double number_width)
{
    uf_panels panels = { .count = count, .columns = columns_for(count) };
    const double columns = (double)panels.columns;
    panels.left = ceil(UF_PAGE_MARGIN + number_width + TO_NUMBERS);
    const double inner = UF_PAGE_WIDTH - UF_PAGE_MARGIN - HALF_NUMBER - panels.left;
    panels.width = floor((inner - (columns - 1) * GAP_X) / columns);
    panels.height = height_for(panels.columns);
    double names = 0.0, more = 0.0;
    for (size_t i = 0; i < count; i++) {
        names = fmax(names, uf_page_measure(page, UF_PAGE_TEXT, panels.width, titles[i].name,
                                            NAME_LINES, NULL));
        more = fmax(
            more, uf_page_measure(page, UF_PAGE_MARK, panels.width, more_of(&titles[i]), 1, NULL));
    }
    const double title = names + more + uf_page_line(page, UF_PAGE_MARK) + below_title(page);
    panels.top = y + title;
    panels.step_x = panels.width + GAP_X;
    panels.step_y = panels.height + GAP_Y + title;
    for (size_t i = 0; i < count; i++)
        put_title(&panels, page, i, &titles[i], names, more);
    return panels;
}

size_t uf_panels_steps(const uf_panels *panels)
{
    const double steps = floor(panels->width / TICK_WIDTH);
    return steps < 2 ? 2 : steps > 10 ? 10 : (size_t)steps;
}

double uf_panels_top(const uf_panels *panels, size_t i)
{
    const size_t row = i / panels->columns;
    return panels->top + (double)row * panels->step_y;
}

double uf_panels_x(const uf_panels *panels, size_t i, const uf_axis *x, double value)
{
    return panels->left + (double)(i % panels->columns) * panels->step_x +
           (value - x->low) / (x->high - x->low) * panels->width;
}

/* From the drawing to the middle of the numbers below it. */
static double to_ticks(const uf_page *page)
{
    return uf_page_terminal(page) ? uf_page_line(page, UF_PAGE_TICK) : 14;
}

double uf_panels_y_axis(const uf_panels *panels, uf_page *page, const uf_axis *y,
                        const char *y_unit)
{
    char text[UF_AXIS_TEXT_SIZE];
    for (size_t i = 0; i < panels->count; i += panels->columns)
        for (size_t k = 0; k <= uf_axis_steps(y); k++) {
            const double value = uf_axis_tick(y, k);
            uf_page_text(page, UF_PAGE_TICK_RIGHT, panels->left - TO_NUMBERS,
                         uf_panels_top(panels, i) + panels->height -
                             (value - y->low) / (y->high - y->low) * panels->height,
                         uf_axis_text(text, value, y_unit));
        }
    return uf_panels_top(panels, panels->count - 1) + panels->height;
}

void uf_panels_tick(const uf_panels *panels, uf_page *page, size_t i, double x, double below,
                    const char *text)
{
    const double bottom = uf_panels_top(panels, i) + panels->height;
    if (i + panels->columns >= panels->count)
        uf_page_text(page, UF_PAGE_TICK, x, bottom + to_ticks(page) + below, text);
}

double uf_panels_x_name(const uf_panels *panels, uf_page *page, double bottom, const char *name)
{
    const double y = bottom + to_ticks(page) + 13;
    const double across =
        (double)(panels->columns - 1) * panels->step_x + panels->width - TO_NUMBERS;
    const double height = uf_page_measure(page, UF_PAGE_MARK, across, name, 1, NULL);
    (void)uf_page_paragraph(page, UF_PAGE_MARK, panels->left, y, across, name, 1);
    return y + height + 10;
}

double uf_panels_axes(const uf_panels *panels, uf_page *page, const uf_axis *x, const char *x_unit,
                      const uf_axis *y, const char *y_unit, const char *x_name)
{
    char text[UF_AXIS_TEXT_SIZE];
    for (size_t i = 0; i < panels->count; i++)
        for (size_t k = 0; k <= uf_axis_steps(x); k++) {
            const double value = uf_axis_tick(x, k);
            uf_panels_tick(panels, page, i, uf_panels_x(panels, i, x, value), 0.0,
                           uf_axis_text(text, value, x_unit));
        }
    return uf_panels_x_name(panels, page, uf_panels_y_axis(panels, page, y, y_unit), x_name);
}

void uf_panels_write(const uf_panels *panels, uf_chart *chart, const uf_axis *x, const uf_axis *y)
{
    uf_chart_block(chart, "panels");
    for (size_t i = 0; i < panels->count; i++) {
        const double left = uf_panels_x(panels, i, x, x->low), top = uf_panels_top(panels, i);
        uf_chart_pixel(chart, left);
        uf_chart_pixel(chart, top);
        uf_chart_pixel(chart, left + panels->width);
        uf_chart_pixel(chart, top + panels->height);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
    uf_chart_variable(chart, "panels", (double)panels->count);
    uf_chart_variable(chart, "x_low", x->low);
    uf_chart_variable(chart, "x_high", x->high);
    uf_chart_variable(chart, "x_step", x->step);
    uf_chart_variable(chart, "y_low", y->low);
    uf_chart_variable(chart, "y_high", y->high);
    uf_chart_variable(chart, "y_step", y->step);
}
