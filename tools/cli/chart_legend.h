/* chart_legend.h: which colour and shape stands for which series. */
#ifndef UF_CLI_CHART_LEGEND_H
#define UF_CLI_CHART_LEGEND_H

#include "cli/chart_page.h"
#include "cli/chart_rows.h"

/* Put the signs of all series with their names from y on, in as many lines as they need, and return
 * their height; nothing and 0 where there is one series. */
double uf_chart_legend(uf_page *page, const uf_chart_rows *rows, double y, double width);

#endif
