/* chart_factor_ways.h: of each factor, the shares of the cases that went which way.
 *
 * Gathered from the rows of uf-change --per-factor, a row for each factor and way; risk factors
 * come before protective ones. */
#ifndef UF_CLI_CHART_FACTOR_WAYS_H
#define UF_CLI_CHART_FACTOR_WAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/chart_rows.h"

/* The measures of a factor's rows. */
typedef enum uf_factor_way { UF_LOWERED, UF_SAME, UF_RAISED, UF_REVEALED, UF_WAYS } uf_factor_way;

typedef struct uf_factor_ways {
    const char *label;
    const uf_estimate *rows[UF_WAYS]; /* NULL where there is no such row        */
    double top, height;               /* of its line, on the page; the chart's  */
} uf_factor_ways;

/* Choose the rows of results that the chart draws. The caller frees them (uf_chart_rows_free). */
uf_chart_rows *uf_factor_ways_choose(uf_cli *cli, const uf_results *results);

/* *count factors, in the order drawn; the caller frees the array. Two rows for one factor and way
 * end the program. */
uf_factor_ways *uf_factor_ways_find(uf_cli *cli, const uf_chart_rows *rows, size_t *count);

/* Whether it is a risk: to be lowered is good. */
bool uf_factor_ways_risk(const uf_factor_ways *factor);

/* The share of a way, and the end of its interval; 0 where there is none. */
double uf_factor_ways_share(const uf_factor_ways *factor, uf_factor_way way);
double uf_factor_ways_upper(const uf_factor_ways *factor, uf_factor_way way);

#endif
