/* chart_match.h: which results of a chart a record belongs to.
 *
 * A record belongs to the results that agree with it in all by-columns, which the records need to
 * have under the same names. Results that agree in them (of several limits, of several windows) are
 * one group. */
#ifndef UF_CLI_CHART_MATCH_H
#define UF_CLI_CHART_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/chart_rows.h"
#include "cli/rows.h"

typedef struct uf_match uf_match;

/* Before the first uf_rows_next. except is a by-column that is left out of the comparison, or NULL.
 * Records without one of the by-columns end the program. */
uf_match *uf_match_new(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows,
                       uf_rows *records, const char *except);
void uf_match_free(uf_match *match);

/* How many groups there are, and which one row i of the chart belongs to. */
size_t uf_match_groups(const uf_match *match);
size_t uf_match_of_row(const uf_match *match, size_t i);
/* The group of the current record, or uf_match_groups if it belongs to none. */
size_t uf_match_record(uf_match *match);

/* Whether results have a by-column of that name. */
bool uf_match_by(const uf_results *results, const char *name);

#endif
