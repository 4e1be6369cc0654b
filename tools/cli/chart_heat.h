/* chart_heat.h: the cells of a heat map, coloured or hatched, with a text in each, for
 * plots/coverage.gp. */
#ifndef UF_CLI_CHART_HEAT_H
#define UF_CLI_CHART_HEAT_H

#include "cli/chart.h"
#include "cli/program.h"

typedef struct uf_heat uf_heat;

/* A cell with the room that it takes, in page pixels. */
typedef struct uf_heat_cell {
    double left, top, width, height;
    double part; /* of the colour scale (chart_colour.h); NaN: hatched, without data */
} uf_heat_cell;

uf_heat *uf_heat_new(uf_cli *cli);
void uf_heat_free(uf_heat *heat);

/* Add a cell; text stands in its middle ("": none; a hatched cell has none). */
void uf_heat_add(uf_heat *heat, const uf_heat_cell *cell, const char *text);

/* Write the blocks $cells, $hatched, $on_light and $on_dark. */
void uf_heat_write(const uf_heat *heat, uf_chart *chart);

#endif
