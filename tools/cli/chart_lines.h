/* chart_lines.h: a thin line for each school, or whatever else, behind estimates over time.
 *
 * From the records that rates were made of (uf-absence): each line is the ratio of totals, absent
 * by scheduled, of the records that agree in one more column. Or from the results themselves, where
 * these have rows of clusters (doc/results.md, extension cluster). */
#ifndef UF_CLI_CHART_LINES_H
#define UF_CLI_CHART_LINES_H

#include <stddef.h>

#include "cli/chart_rows.h"
#include "cli/chart_windows.h"

/* A point of a line. Points come by line, then by window. */
typedef struct uf_line_point {
    size_t row;    /* one of the rows whose group the line belongs to (uf_chart_rows_get) */
    size_t line;   /* 0, 1, 2, …                                                          */
    size_t window; /* position among the windows                                          */
    double estimate;
} uf_line_point;

typedef struct uf_lines {
    uf_line_point *points;
    size_t count;     /* of points                       */
    size_t lines;     /* how many lines, or clusters of several groups */
    const char *name; /* the column that tells them apart */
} uf_lines;

/* Read --records; without it there are no lines. Told apart by --lines, else by the first of the
 * columns school, class and the unit's that is in the records and no by-column of results. Records
 * need the by-columns of results, window, scheduled and absent; those that are not eligible, or
 * whose group or window the results do not have, are left out. */
uf_lines uf_lines_read(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows,
                       const uf_windows *windows);

/* The lines of the rows that are of a cluster: one for each cluster that agrees with a row of the
 * chart in the by-columns, measure, term and group. */
uf_lines uf_lines_of_clusters(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows,
                              const uf_windows *windows);
/* The cluster that a result is of, or "". */
const char *uf_lines_cluster(const uf_results *results, size_t row);

void uf_lines_release(uf_lines *lines);

#endif
