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

#include "cli/chart_axis.h"
#include "cli/chart_rows.h"

typedef struct uf_strips {
    bool drawn;   /* whether there is anything to draw             */
    bool percent; /* values are shares, shown as percent           */
    const char *value;
    uf_histogram histogram;
    size_t *counts; /* [row * bins + bin]                          */
    size_t most;    /* the greatest of them                        */
    double *limits; /* [row] in the unit of the axis; NaN: no limit */
    uf_axis axis;   /* of the values                               */
} uf_strips;

/* Read --records; without it there are no strips. Values that are missing and records that are not
 * eligible are left out; a row whose n is not the number of its records is counted in a message. */
uf_strips uf_strips_read(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows);
void uf_strips_release(uf_strips *strips);

/* An end of a bin in the unit of the axis. */
double uf_strips_edge(const uf_strips *strips, size_t bin);

#endif
