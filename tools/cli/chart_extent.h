/* chart_extent.h: a horizontal axis for estimates with intervals, some of them wide or unbounded.
 *
 * The axis holds all estimates and the value of no difference. It holds the ends of intervals too,
 * but for those that lie so far out that they would press the others together: beyond them all by
 * more than twice the usual (median) width. Such an interval goes to the edge of the axis,
 * as one without an end does, and uf_extent_beyond says so. */
#ifndef UF_CLI_CHART_EXTENT_H
#define UF_CLI_CHART_EXTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/program.h"

/* An estimate with its interval in the axis' unit; NaN where there is none. */
typedef struct uf_extent_row {
    double estimate, low, high;
} uf_extent_row;

enum { UF_EXTENT_TICKS = 12 };

typedef struct uf_extent {
    bool logarithmic;
    double low, high; /* values at the edges                   */
    double ticks[UF_EXTENT_TICKS];
    size_t tick_count;
    double left, right; /* of the drawing, page pixels         */
} uf_extent;

/* What the axis must hold or may not pass. */
typedef struct uf_extent_frame {
    bool logarithmic;
    double include;     /* the value of no difference, or NaN                       */
    double least, most; /* no axis goes beyond these; infinite where it may         */
    double left, right; /* of the drawing, page pixels                              */
    size_t steps;       /* at most so many from number to number                    */
} uf_extent_frame;

/* The axis for rows (n of them). Where none has an estimate the axis has no numbers. */
uf_extent uf_extent_choose(uf_cli *cli, const uf_extent_row *rows, size_t n,
                           const uf_extent_frame *frame);

/* Where a value is on the page, at the edge if it lies beyond. */
double uf_extent_x(const uf_extent *extent, double value);
/* Whether a value lies beyond the left (-1) or right (1) edge, or neither (0). */
int uf_extent_beyond(const uf_extent *extent, double value);

#endif
