/* chart_heat.c: keeping the cells of a heat map, and writing them by how they are drawn. */
#include "cli/chart_heat.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "cli/chart_colour.h"

struct cell {
    uf_heat_cell box;
    char *text;
};

struct uf_heat {
    uf_cli *cli;
    struct cell *cells;
    size_t count, capacity;
};

uf_heat *uf_heat_new(uf_cli *cli)
{
    uf_heat *heat = uf_cli_allocate(cli, 1, sizeof *heat);
    *heat = (uf_heat){ .cli = cli };
    return heat;
}

void uf_heat_free(uf_heat *heat)
{
    if (heat == NULL)
        return;
    for (size_t i = 0; i < heat->count; i++)
        free(heat->cells[i].text);
    free(heat->cells);
    free(heat);
}

void uf_heat_add(uf_heat *heat, const uf_heat_cell *cell, const char *text)
{
    if (heat->count == heat->capacity) {
        heat->capacity = 2 * heat->capacity + 64;
        heat->cells = uf_cli_grow(heat->cli, heat->cells, heat->capacity, sizeof *heat->cells);
    }
    heat->cells[heat->count++] = (struct cell){ *cell, uf_cli_copy(heat->cli, text) };
}

/* A hatched cell, or a coloured one with its colour. */
static void write_boxes(const uf_heat *heat, uf_chart *chart, const char *block, bool hatched)
{
    uf_chart_block(chart, block);
    for (size_t i = 0; i < heat->count; i++) {
        const uf_heat_cell *box = &heat->cells[i].box;
        if (isnan(box->part) != hatched)
            continue;
        uf_chart_pixel(chart, box->left + 0.75);
        uf_chart_pixel(chart, box->top + 0.75);
        uf_chart_pixel(chart, box->left + box->width - 0.75);
        uf_chart_pixel(chart, box->top + box->height - 0.75);
        if (!hatched)
            uf_chart_number(chart, uf_colour_scale(box->part));
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

/* gnuplot 5.4 crashes on labels of which none has a place. */
static void write_texts(const uf_heat *heat, uf_chart *chart, const char *block, bool dark)
{
    uf_chart_block(chart, block);
    uf_chart_pixel(chart, 0.0);
    uf_chart_pixel(chart, 0.0);
    uf_chart_text(chart, "");
    uf_chart_end_row(chart);
    for (size_t i = 0; i < heat->count; i++) {
        const uf_heat_cell *box = &heat->cells[i].box;
        const bool written = !isnan(box->part) && heat->cells[i].text[0] != '\0';
        if (!written || uf_colour_dark(uf_colour_scale(box->part)) != dark)
            continue;
        uf_chart_pixel(chart, box->left + box->width / 2);
        uf_chart_pixel(chart, box->top + box->height / 2);
        uf_chart_text(chart, heat->cells[i].text);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

void uf_heat_write(const uf_heat *heat, uf_chart *chart)
{
    write_boxes(heat, chart, "cells", false);
    write_boxes(heat, chart, "hatched", true);
    write_texts(heat, chart, "on_light", false);
    write_texts(heat, chart, "on_dark", true);
}
