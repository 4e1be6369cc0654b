/* chart_forest_rows.h: the lines of a forest plot: which panel each stands in, and what it is
 * called.
 *
 * Results on the same scale (chart_scale.h) share a panel; panels, and the lines in them, come in
 * the order of the results. A line is called by what tells it from the others of its panel: the
 * by-columns, the cluster, the measure, the period, who is compared with whom, the term; and where
 * that is not enough the estimand, the method, the level and the file. Where the first of these
 * stays the same for lines that follow each other, it stands above them as a heading. */
#ifndef UF_CLI_CHART_FOREST_ROWS_H
#define UF_CLI_CHART_FOREST_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/chart_rows.h"
#include "cli/chart_scale.h"

/* One line; texts are owned by the rows. */
typedef struct uf_forest_row {
    const uf_estimate *estimate;
    char *heading; /* what stands above it: "" for nothing, or the same as above the line before */
    char *label;
} uf_forest_row;

typedef struct uf_forest_panel {
    uf_scale scale;
    char *name; /* "Risk ratio, odds ratio": what its estimates are */
    uf_forest_row *rows;
    size_t count;
    uf_better better; /* the direction of all its rows that have one; unsaid where mixed */
    bool mixed;       /* rows have different directions, and say which in their labels   */
    char level[48];   /* "95%", or "" where levels differ or there is none            */
} uf_forest_panel;

typedef struct uf_forest_rows {
    uf_forest_panel *panels;
    size_t count;
    char *title;      /* "Risk difference: absence above 15%" */
    char *comparison; /* "intervention v control" where all that compare do so; else ""  */
} uf_forest_rows;

uf_forest_rows uf_forest_rows_make(uf_cli *cli, const uf_results *results,
                                   const uf_chart_rows *rows);
void uf_forest_rows_release(uf_forest_rows *forest);

#endif
