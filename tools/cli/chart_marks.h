/* chart_marks.h: points, intervals and axes by their places on the page, for plots/forest.gp.
 *
 * Kept until the page's size is known, and written as the blocks that plots/forest.gp draws. */
#ifndef UF_CLI_CHART_MARKS_H
#define UF_CLI_CHART_MARKS_H

#include <utfall/estimate.h>

#include "cli/chart.h"
#include "cli/chart_extent.h"
#include "cli/program.h"

typedef struct uf_marks uf_marks;

uf_marks *uf_marks_new(uf_cli *cli);
void uf_marks_free(uf_marks *marks);

/* An estimate: filled (primary), open (sensitivity) or light (descriptive). */
void uf_marks_point(uf_marks *marks, double x, double y, uf_role role);
/* An interval between values of the axis: an end that lies beyond it is an arrow at its edge. */
void uf_marks_interval(uf_marks *marks, const uf_extent *extent, double low, double high, double y,
                       uf_role role);
/* A thin line with closed ends, as far as the axis goes. */
void uf_marks_bounds(uf_marks *marks, const uf_extent *extent, double low, double high, double y);
/* The axis itself, at y; a line at one of its numbers; and one where there is no difference
 * (nothing if null is NaN). */
void uf_marks_axis(uf_marks *marks, const uf_extent *extent, double y);
void uf_marks_grid(uf_marks *marks, double x, double top, double bottom);
void uf_marks_null(uf_marks *marks, const uf_extent *extent, double null, double top,
                   double bottom);

/* Write the blocks to a chart. */
void uf_marks_write(const uf_marks *marks, uf_chart *chart);

#endif
