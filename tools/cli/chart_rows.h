/* chart_rows.h: which results a chart shows, and what each is called.
 *
 * Drawn are results of the terms that the chart is for, if they are primary or descriptive. What
 * tells them apart - the measure, the by-columns, period, group, reference, and where that is not
 * enough the estimand and the method - makes their names; what is the same in all rows does not.
 * The first of these is the series (colour and shape) when it has few values and something else
 * is left to name the rows, and a heading above its rows when it has many. */
#ifndef UF_CLI_CHART_ROWS_H
#define UF_CLI_CHART_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/program.h"
#include "cli/results.h"

typedef struct uf_chart_rows uf_chart_rows;

/* One result to draw; texts live as long as the rows. */
typedef struct uf_chart_row {
    const uf_estimate *estimate;
    const char *section; /* the heading it stands under, or ""                         */
    const char *label;   /* what tells it from others of its section and series        */
    size_t series;       /* 0 to uf_chart_rows_series - 1                              */
    const char *place;   /* what the column of the horizontal axis holds, or ""                */
    double limit;        /* the same as a number, where the axis is the by-column limit        */
} uf_chart_row;

enum { UF_CHART_MAX_SERIES = 6 };

/* What a chart does with a result. */
typedef enum uf_chart_use {
    UF_CHART_DRAWN,  /* it is a row                         */
    UF_CHART_BESIDE, /* it is drawn in a way of its own     */
    UF_CHART_LEFT    /* neither; it is counted in a message */
} uf_chart_use;

/* Which results, and what their chart does with what tells them apart. */
typedef struct uf_chart_choice {
    const char *const *terms; /* which are drawn, NULL-terminated, if primary or descriptive   */
    const char *not_drawn;    /* "no shares, or sensitivity rows,": what the others are      */
    const char *beside;       /* a term that the chart draws in a way of its own, or NULL      */
    uf_chart_use (*use)(const uf_results *results, size_t row); /* decides instead of terms and
                               * beside, where there is more to it; NULL: they do              */
    const char *axis;   /* the by-column that is the horizontal axis and names nothing:
                               * "limit", or "window", for which the column period may stand; or
                               * "period" or "group"; NULL: none                               */
    bool no_sections;   /* nothing is a heading: every row is named in full              */
    const char *series; /* column to tell apart by colour and shape; "none"; NULL: as said
                               * above                                                         */
} uf_chart_choice;

/* The terms share and rate. */
extern const char *const uf_chart_shares[];

/* Whether any such row has the by-column limit filled in: a sweep. */
bool uf_chart_rows_sweep(const uf_results *results);

/* results must outlive the rows. Results that are not drawn are counted in a message. A series that
 * is no such column, or has more than UF_CHART_MAX_SERIES values, ends the program. */
uf_chart_rows *uf_chart_rows_choose(uf_cli *cli, const uf_results *results,
                                    const uf_chart_choice *choice);
void uf_chart_rows_free(uf_chart_rows *rows);

size_t uf_chart_rows_count(const uf_chart_rows *rows);
const uf_chart_row *uf_chart_rows_get(const uf_chart_rows *rows, size_t i);
/* Its place in the results. */
size_t uf_chart_rows_source(const uf_chart_rows *rows, size_t i);
/* How many series there are (1 when colour tells nothing apart), and what each is called. */
size_t uf_chart_rows_series(const uf_chart_rows *rows);
const char *uf_chart_rows_series_name(const uf_chart_rows *rows, size_t series);
/* What is the same in all rows: "window: 2016-Q3, arm: project"; or "". */
const char *uf_chart_rows_constant(const uf_chart_rows *rows);

#endif
