/* chart_strips.h: how the values behind shares are spread, a small histogram for each row.
 *
 * From the records that the shares were counted in: the column rate in percent, or --value in its
 * own unit. All rows have the same bins, with every limit of theirs between two
 * (utfall/histogram.h). */
#ifndef UF_CLI_CHART_STRIPS_H
#define UF_CLI_CHART_STRIPS_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/histogram.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_page.h"
#include "cli/chart_rows.h"

typedef struct uf_strips {
    uf_cli *cli;
    bool drawn;   /* whether there is anything to draw             */
    bool percent; /* values are shares, shown as percent           */
    const char *value;
    uf_histogram histogram;
    size_t rows;
    size_t *counts;          /* [row * bins + bin]                           */
    size_t most;             /* the greatest of them                         */
    double *limits;          /* [row] in the unit of the axis; NaN: no limit */
    uf_axis axis;            /* of the values                                */
    double left, right;      /* where they are on the page; the caller's to set */
    double *middles, height; /* [row] y, and how high a bar may be; likewise    */
} uf_strips;

/* Read --records; without it there are no strips. Values that are missing and records that are not
 * eligible are left out; rows whose n is not the number of their records are counted in a
 * message. */
uf_strips uf_strips_read(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows);
void uf_strips_release(uf_strips *strips);

/* An end of a bin in the unit of the axis. */
double uf_strips_edge(const uf_strips *strips, size_t bin);

/* --- Drawing (chart_strips_page.c); nothing, where nothing is drawn. --- */

/* Put what the values are called, the line's middle at y. */
void uf_strips_name(const uf_strips *strips, uf_page *page, double y);
/* Put the numbers of their axis. */
void uf_strips_ticks(const uf_strips *strips, uf_page *page, double y);
/* Put the bars as characters, for a terminal. */
void uf_strips_characters(const uf_strips *strips, uf_page *page);
/* What the bars are, in words; NULL where there are none. The caller frees it. */
char *uf_strips_caption(const uf_strips *strips, const uf_page *page);
/* Write the blocks $strips (left top right bottom, and whether above the row's limit) and
 * $strip_lines (x top bottom of the limit). */
void uf_strips_write(const uf_strips *strips, uf_chart *chart);

#endif
