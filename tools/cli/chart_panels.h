/* chart_panels.h: small charts of one shape, side by side and below each other, with the same axes.
 *
 * Only the leftmost have numbers on the vertical axis, and only the lowest of each column on the
 * horizontal one. plots/sweep.gp and plots/distribution.gp draw into the boxes. */
#ifndef UF_CLI_CHART_PANELS_H
#define UF_CLI_CHART_PANELS_H

#include <stddef.h>

#include "cli/chart_axis.h"
#include "cli/chart_page.h"

typedef struct uf_panels {
    size_t count, columns;
    double left, top;      /* of the first drawing, page pixels */
    double width, height;  /* of a drawing                      */
    double step_x, step_y; /* from a drawing to the next        */
} uf_panels;

/* What stands above a drawing. */
typedef struct uf_panel_title {
    const char *name; /* "" for none                            */
    char *detail;     /* "n = 180", or ""; the caller's to free */
    char *more;       /* one more line, or "" or NULL; likewise */
} uf_panel_title;

/* Place count panels (at least 1) from y on, with room for numbers of a width at the left, and put
 * their titles. */
uf_panels uf_panels_place(uf_page *page, const uf_panel_title *titles, size_t count, double y,
                          double number_width);

/* How many steps of a horizontal axis have room for numbers. */
size_t uf_panels_steps(const uf_panels *panels);

/* Put the numbers of both axes, and what the horizontal one is called. Returns the y below. */
double uf_panels_axes(const uf_panels *panels, uf_page *page, const uf_axis *x, const char *x_unit,
                      const uf_axis *y, const char *y_unit, const char *x_name);

/* The parts of it, for a horizontal axis of another making: the numbers of the vertical axis
 * (returns the y where the lowest drawings end), a word under panel i if no panel is under that (x
 * on the page, so far below the numbers' line), and what the horizontal axis is called (returns the
 * y below). */
double uf_panels_y_axis(const uf_panels *panels, uf_page *page, const uf_axis *y,
                        const char *y_unit);
void uf_panels_tick(const uf_panels *panels, uf_page *page, size_t i, double x, double below,
                    const char *text);
double uf_panels_x_name(const uf_panels *panels, uf_page *page, double bottom, const char *name);

/* Write the block $panels (left top right bottom) and the variables panels, x_low, x_high, x_step,
 * y_low, y_high, y_step. */
void uf_panels_write(const uf_panels *panels, uf_chart *chart, const uf_axis *x, const uf_axis *y);

/* Where a value of the horizontal axis is in panel i. */
double uf_panels_x(const uf_panels *panels, size_t i, const uf_axis *x, double value);
/* Where the drawing of panel i begins. */
double uf_panels_top(const uf_panels *panels, size_t i);

#endif
