/* chart_forest_names.h: what the lines of a forest plot are called (chart_forest_rows.h). */
#ifndef UF_CLI_CHART_FOREST_NAMES_H
#define UF_CLI_CHART_FOREST_NAMES_H

#include "cli/chart_axis.h"
#include "cli/chart_forest_rows.h"

/* Set heading and label of the panel's lines, of which the k-th is row sources[k] of rows; their
 * estimates are there already. */
void uf_forest_name(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows,
                    const size_t *sources, uf_forest_panel *panel);

/* "intervention v control", or the group alone. A new text, freed by the caller. */
char *uf_forest_compared(uf_cli *cli, const uf_estimate *estimate);

/* "95%": the level of the row's interval, "" without one. Returns text. */
char *uf_forest_level(const uf_estimate *estimate, char text[UF_AXIS_TEXT_SIZE]);

#endif
