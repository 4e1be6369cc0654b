/* chart_kinds.h: the kinds of chart. Each composes its page and data, and has plots/KIND.gp draw
 * them to the program's output. */
#ifndef UF_CLI_CHART_KINDS_H
#define UF_CLI_CHART_KINDS_H

#include "cli/chart_rows.h"
#include "cli/program.h"

/* Shares as points with intervals, a row for each, with --target, --series, --title, --source. */
void uf_chart_threshold(uf_cli *cli, const uf_results *results);

/* Shares over the limit that was swept, a small chart for each group, with the limit that a
 * capacity allows, and --title, --source. */
void uf_chart_sweep(uf_cli *cli, const uf_results *results);

/* How many units have which value (--records, --value), a small chart for each --by group, with
 * --limit, --bin, --title, --source. */
void uf_chart_distribution(uf_cli *cli);

/* Rates over the by-column window with intervals, a small chart for each group, with --series,
 * --records (a thin line for each school), --lines, --title, --source. */
void uf_chart_absence(uf_cli *cli, const uf_results *results);

/* Shares registered (term coverage) by the by-column window as a map of cells, with --title,
 * --source. */
void uf_chart_coverage(uf_cli *cli, const uf_results *results);

#endif
