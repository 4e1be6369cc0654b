/* demand_rows.h: which result rows a demand is about.
 *
 * A demand (requirement.h) names a term and a measure, and perhaps a group, a period and a method;
 * without any of these three the primary row is meant. `each COL` wants one row for each value of
 * these columns, `pooled` the one without by-columns. A demand that fits no row, or several that it
 * does not tell apart, ends the program, with the rows that could have been meant. */
#ifndef UF_CLI_DEMAND_ROWS_H
#define UF_CLI_DEMAND_ROWS_H

#include <stddef.h>

#include "cli/requirement.h"
#include "cli/results.h"

/* The rows of a demand, n > 0 of them, in the order of the results. The caller frees them. */
size_t *uf_demand_rows(uf_cli *cli, const uf_results *results, const uf_demand *demand, size_t *n);

/* A school without a result is not a school that met its target: a row of this CSV file whose
 * values in the columns after `each` no row of the demand has ends the program. */
void uf_demand_expect(uf_cli *cli, const uf_results *results, const uf_demand *demand,
                      const size_t *rows, size_t n, const char *file);

#endif
