/* chart_transitions.c: from which step to which, a table of cells for each factor.
 *
 *     title
 *     name, n            name, n          …
 *          0  1  2  3  4      0  1  2  3  4
 *     0   | 5| 3|  |  |  |
 *     …                                     (rows: before; columns: after)
 *     caption
 *
 * The darker a cell, the larger its share of the factor's cases; the diagonal, where nothing
 * changed, is framed. The rows are those of uf-change --per-factor with the term transition. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart.h"
#include "cli/chart_caption.h"
#include "cli/chart_colour.h"
#include "cli/chart_kinds.h"
#include "cli/chart_page.h"
#include "cli/columns.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/numbers.h"

enum {
    INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN,
    CELL = 26,        /* pixels, of one table among several */
    CELL_ALONE = 48,  /* of the only one                    */
    LEVELS_MOST = 21, /* steps of a scale that can be drawn */
    GAP = 26,         /* between tables                     */
    NAME_LINES = 2
};

/* One result: from a step to a step. */
struct cell {
    const uf_estimate *estimate;
    int from, to;
};

struct table {
    const char *name;
    struct cell *cells;
    size_t count;
    int low, high;    /* steps                            */
    double left, top; /* of its cells, on the page        */
};

struct layout {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    struct table *tables;
    size_t count;
    double cell_width, cell_height;
    double most; /* the largest share of all cells */
    double y;
};

static char *checked(const struct layout *layout, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(layout->cli);
    return text;
}

/* --- The cells. --- */

static uf_chart_use use(const uf_results *results, size_t row)
{
    const uf_estimate *estimate = uf_results_get(results, row);
    if (strcmp(estimate->term, "transition") == 0)
        return UF_CHART_DRAWN;
    return estimate->group[0] != '\0' && strcmp(estimate->period, "after-before") == 0
               ? UF_CHART_BESIDE
               : UF_CHART_LEFT;
}

static int read_step(uf_cli *cli, const uf_results *results, size_t row, const char *column)
{
    const size_t extra = uf_results_find_extra(results, column);
    double value;
    if (extra == UF_NO_COLUMN)
        uf_cli_die(cli, "transitions: the results have no column '%s'", column);
    const char *text = uf_results_extra(results, row, extra);
    if (!uf_number_read(text, strlen(text), &value) || value != floor(value) || fabs(value) > 1e6)
        uf_cli_die(cli, "%s:%" PRIu64 ": column '%s': '%s' is not a whole number",
                   uf_results_file(results, row), uf_results_line(results, row), column, text);
    return (int)value;
}

static struct table *find_table(struct layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->count; i++)
        if (strcmp(layout->tables[i].name, name) == 0)
            return &layout->tables[i];
    layout->tables =
        uf_cli_grow(layout->cli, layout->tables, layout->count + 1, sizeof *layout->tables);
    layout->tables[layout->count] = (struct table){ .name = name, .low = 1, .high = 0 };
    return &layout->tables[layout->count++];
}

static void take_cell(const struct layout *layout, struct table *table, struct cell cell)
{
    const int low = cell.from < cell.to ? cell.from : cell.to;
    const int high = cell.from < cell.to ? cell.to : cell.from;
    const bool first = table->count == 0;
    for (size_t i = 0; i < table->count; i++)
        if (table->cells[i].from == cell.from && table->cells[i].to == cell.to)
            uf_cli_die(layout->cli, "two results for '%s' from %d to %d", table->name, cell.from,
                       cell.to);
    table->low = first || low < table->low ? low : table->low;
    table->high = first || high > table->high ? high : table->high;
    if (table->high - table->low >= LEVELS_MOST)
        uf_cli_die(layout->cli, "'%s' has more than %d steps: too many for a table", table->name,
                   LEVELS_MOST);
    table->cells = uf_cli_grow(layout->cli, table->cells, table->count + 1, sizeof *table->cells);
    table->cells[table->count++] = cell;
}

static void find_tables(struct layout *layout, const uf_results *results)
{
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        const uf_chart_row *row = uf_chart_rows_get(layout->rows, i);
        const size_t source = uf_chart_rows_source(layout->rows, i);
        const struct cell cell = { row->estimate, read_step(layout->cli, results, source, "from"),
                                   read_step(layout->cli, results, source, "to") };
        const char *name = row->label[0] != '\0' ? row->label : row->estimate->group;
        take_cell(layout, find_table(layout, name), cell);
        if (row->estimate->estimate > layout->most)
            layout->most = row->estimate->estimate;
    }
}

/* --- The page. --- */

static size_t levels(const struct table *table)
{
    return (size_t)(table->high - table->low) + 1;
}

static void choose_sizes(struct layout *layout)
{
    const bool cells = uf_page_terminal(layout->page);
    size_t most = 1;
    for (size_t i = 0; i < layout->count; i++)
        most = levels(&layout->tables[i]) > most ? levels(&layout->tables[i]) : most;
    const double fit = (INNER - 40.0) / (double)most;
    layout->cell_width = floor(fmin(fit, layout->count > 1 ? CELL : CELL_ALONE));
    layout->cell_height = layout->cell_width;
    if (cells) {
        layout->cell_width = uf_page_width(layout->page, UF_PAGE_TICK, "0000");
        layout->cell_height = uf_page_line(layout->page, UF_PAGE_TICK);
    }
}

static void put_title(struct layout *layout)
{
    const char *title = uf_cli_text(layout->cli, "title");
    layout->y +=
        uf_page_paragraph(layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, layout->y, INNER,
                          title != NULL ? title : uf_translate("From which step to which"), 3);
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, layout->y + 2,
                                   INNER, uf_chart_rows_constant(layout->rows), 2);
    layout->y +=
        uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, layout->y + 2, INNER,
                          uf_translate("Number of cases. Rows: before. Columns: after."), 2);
    layout->y += 10;
}

static double cell_x(const struct layout *layout, const struct table *table, int step)
{
    return table->left + (step - table->low) * layout->cell_width;
}

static double cell_y(const struct layout *layout, const struct table *table, int step)
{
    return table->top + (step - table->low) * layout->cell_height;
}

/* A table's name, count and steps, from y on; returns its height. */
static double put_table(struct layout *layout, struct table *table, double left, double y,
                        double width)
{
    const double line = uf_page_line(layout->page, UF_PAGE_TICK);
    const double steps = uf_page_width(layout->page, UF_PAGE_TICK, "-00") + 8;
    double at = y;
    at += uf_page_paragraph(layout->page, UF_PAGE_TEXT, left, at, width, table->name, NAME_LINES);
    if (!isnan(table->cells[0].estimate->n)) {
        char *n = checked(layout, uf_message_text("n = %.15g", table->cells[0].estimate->n));
        uf_page_text(layout->page, UF_PAGE_MARK, left, at + line / 2, n);
        free(n);
    }
    at += line;
    table->left = left + steps;
    table->top = at + line + (uf_page_terminal(layout->page) ? 0 : 2);
    for (int step = table->low; step <= table->high; step++) {
        char *text = checked(layout, uf_message_text("%d", step));
        uf_page_text(layout->page, UF_PAGE_TICK,
                     cell_x(layout, table, step) + layout->cell_width / 2, at + line / 2, text);
        uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, table->left - 6,
                     cell_y(layout, table, step) + layout->cell_height / 2, text);
        free(text);
    }
    return cell_y(layout, table, table->high) + layout->cell_height - y;
}

/* As many side by side as fit. */
static void put_tables(struct layout *layout)
{
    size_t most = 1;
    for (size_t i = 0; i < layout->count; i++)
        most = levels(&layout->tables[i]) > most ? levels(&layout->tables[i]) : most;
    const double width =
        uf_page_width(layout->page, UF_PAGE_TICK, "-00") + 8 + (double)most * layout->cell_width;
    const size_t fit = (size_t)fmax(1, floor((INNER + GAP) / (width + GAP)));
    double x = UF_PAGE_MARGIN, lowest = 0.0;
    for (size_t i = 0; i < layout->count; i++) {
        if (i > 0 && i % fit == 0) {
            layout->y += lowest + GAP;
            x = UF_PAGE_MARGIN;
            lowest = 0.0;
        }
        lowest = fmax(lowest, put_table(layout, &layout->tables[i], x, layout->y, width));
        x += width + GAP;
    }
    if (layout->count == 0) {
        uf_page_text(layout->page, UF_PAGE_MARK, UF_PAGE_MARGIN, layout->y + 10,
                     uf_translate("no rows"));
        lowest = 20;
    }
    layout->y += lowest + 18;
}

static void put_caption(struct layout *layout)
{
    const uf_caption_words words = {
        uf_page_terminal(layout->page)
            ? uf_translate("Left of the diagonal: lowered; right of it: raised.")
            : uf_translate("Framed: the same before and after; left of it: lowered; right of it: "
                           "raised. The darker, the larger the share of the factor's cases."),
        NULL, uf_translate(" for each factor"), NULL
    };
    layout->y +=
        uf_chart_caption(layout->cli, layout->page, layout->rows, &words, layout->y, INNER);
}

/* --- The data. --- */

static uint32_t colour_of(const struct layout *layout, const uf_estimate *estimate)
{
    return uf_colour_scale(layout->most > 0 ? estimate->estimate / layout->most : 0);
}

static void write_boxes(const struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "cells");
    for (size_t t = 0; t < layout->count; t++) {
        const struct table *table = &layout->tables[t];
        for (size_t i = 0; i < table->count; i++) {
            const double x = cell_x(layout, table, table->cells[i].to);
            const double y = cell_y(layout, table, table->cells[i].from);
            uf_chart_pixel(chart, x);
            uf_chart_pixel(chart, y);
            uf_chart_pixel(chart, x + layout->cell_width);
            uf_chart_pixel(chart, y + layout->cell_height);
            uf_chart_number(chart, table->cells[i].estimate->events > 0
                                       ? colour_of(layout, table->cells[i].estimate)
                                       : 0xFFFFFF);
            uf_chart_end_row(chart);
        }
    }
    uf_chart_end_block(chart);
    uf_chart_block(chart, "diagonal");
    for (size_t t = 0; t < layout->count; t++)
        for (int step = layout->tables[t].low; step <= layout->tables[t].high; step++) {
            const double x = cell_x(layout, &layout->tables[t], step);
            const double y = cell_y(layout, &layout->tables[t], step);
            uf_chart_pixel(chart, x + 1);
            uf_chart_pixel(chart, y + 1);
            uf_chart_pixel(chart, x + layout->cell_width - 1);
            uf_chart_pixel(chart, y + layout->cell_height - 1);
            uf_chart_end_row(chart);
        }
    uf_chart_end_block(chart);
}

/* The counts above 0 in light cells, or in dark ones. gnuplot 5.4 crashes on labels of which none
 * has a place. */
static void write_counts(const struct layout *layout, uf_chart *chart, bool dark)
{
    uf_chart_block(chart, dark ? "on_dark" : "on_light");
    uf_chart_pixel(chart, 0.0);
    uf_chart_pixel(chart, 0.0);
    uf_chart_text(chart, "");
    uf_chart_end_row(chart);
    for (size_t t = 0; t < layout->count; t++) {
        const struct table *table = &layout->tables[t];
        for (size_t i = 0; i < table->count; i++) {
            const struct cell *cell = &table->cells[i];
            if (!(cell->estimate->events > 0) ||
                uf_colour_dark(colour_of(layout, cell->estimate)) != dark)
                continue;
            char *count = checked(layout, uf_message_text("%.15g", cell->estimate->events));
            uf_chart_pixel(chart, cell_x(layout, table, cell->to) + layout->cell_width / 2);
            uf_chart_pixel(chart, cell_y(layout, table, cell->from) + layout->cell_height / 2);
            uf_chart_text(chart, count);
            uf_chart_end_row(chart);
            free(count);
        }
    }
    uf_chart_end_block(chart);
}

static void draw(struct layout *layout)
{
    if (layout->y > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu tables are too many for one chart; select some with --where",
                   layout->count);
    uf_chart *chart = uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH,
                                   ceil(layout->y + UF_PAGE_MARGIN));
    uf_page_write(layout->page, chart);
    write_boxes(layout, chart);
    write_counts(layout, chart, false);
    write_counts(layout, chart, true);
    uf_chart_draw(chart, "transitions");
    uf_chart_free(chart);
}

void uf_chart_transitions(uf_cli *cli, const uf_results *results)
{
    const uf_chart_choice choice = {
        .not_drawn = "no transitions", .use = use, .no_sections = true, .series = "none"
    };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    struct layout layout = {
        .cli = cli, .page = uf_page_new(cli), .rows = rows, .y = UF_PAGE_MARGIN
    };
    find_tables(&layout, results);
    choose_sizes(&layout);
    put_title(&layout);
    put_tables(&layout);
    put_caption(&layout);
    draw(&layout);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    for (size_t i = 0; i < layout.count; i++)
        free(layout.tables[i].cells);
    free(layout.tables);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
