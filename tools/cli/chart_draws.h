/* chart_draws.h: the statistics of all assignments of a randomisation test, read from the program's
 * main input (doc/results.md, "a reference distribution"). */
#ifndef UF_CLI_CHART_DRAWS_H
#define UF_CLI_CHART_DRAWS_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/reference_distribution.h>

#include "cli/program.h"

typedef struct uf_draws {
    double *statistics; /* of every assignment, the observed one last */
    size_t n;           /* 0: the input has no rows                   */
    uf_reference_distribution distribution;
} uf_draws;

/* Read the columns draw and statistic, under --alternative. Rows without an observed one (draw 0)
 * end the program; a second one is a bad row. */
uf_draws uf_draws_read(uf_cli *cli);
void uf_draws_release(uf_draws *draws);

#endif
