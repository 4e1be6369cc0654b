/* chart_caption.h: what a reader must know to read a chart of results, below it. */
#ifndef UF_CLI_CHART_CAPTION_H
#define UF_CLI_CHART_CAPTION_H

#include "cli/chart_page.h"
#include "cli/chart_rows.h"

/* Put the caption from y on and return its height: what the marks are, with the interval's method
 * and level; how many units; what was left undrawn; what limits the estimates (their notes); how
 * the measure was made; and --source. mark and bar say what stands for estimate and interval
 * ("Point", "Bar"). */
double uf_chart_caption(uf_cli *cli, uf_page *page, const uf_chart_rows *rows, const char *mark,
                        const char *bar, double y, double width);

/* The same for a paragraph of a program's own. */
double uf_chart_caption_line(uf_page *page, double y, double width, const char *text);

#endif
