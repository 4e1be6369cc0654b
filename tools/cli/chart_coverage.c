/* chart_coverage.c: what was registered, as a map of cells: a row for each school, a column for
 * each window, the percentage in each cell.
 *
 *     title
 *                   2016              (years, where windows are months)
 *                   Aug   Sep   Oct
 *     label       |  98 |  91 |  // |
 *     …                               (the same again where the windows do not fit side by side)
 *     scale
 *     caption
 *
 * A cell that has no result, or one without an estimate, is hatched. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_colour.h"
#include "cli/chart_kinds.h"
#include "cli/chart_page.h"
#include "cli/chart_windows.h"
#include "cli/intern.h"
#include "cli/language.h"

enum {
    INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN,
    LABEL_MOST = 270, /* pixels of a label */
    LABEL_LINES = 3,
    HEAD_LINES = 2, /* of a window's name            */
    CELL_MOST = 64, /* pixels of a cell's width      */
    CELL_HEIGHT = 24,
    PADDING = 8, /* beside the number in a cell   */
    GAP = 12,    /* between labels and cells      */
    SWATCHES = 6 /* of the scale                  */
};

struct layout {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    uf_windows *windows;
    uf_intern *labels;         /* the rows of cells      */
    const uf_estimate **cells; /* [label][window]        */
    size_t columns;            /* windows side by side   */
    double left, cell;         /* where cells begin, and how wide one is, in pixels */
    double *tops;              /* [label] from the top of a block; behind the last, its height */
    double y;
    double low; /* percent where the scale begins */
    bool signs; /* whether a cell has room for a percent sign */
    uf_chart *chart;
};

/* --- Cells. --- */

static bool blank(const uf_estimate *estimate)
{
    return estimate == NULL || isnan(estimate->estimate);
}

static void find_cells(struct layout *layout)
{
    const size_t count = uf_chart_rows_count(layout->rows);
    const size_t windows = uf_windows_count(layout->windows);
    layout->labels = uf_intern_new(layout->cli);
    for (size_t i = 0; i < count; i++) {
        const char *label = uf_chart_rows_get(layout->rows, i)->label;
        (void)uf_intern_code(layout->labels, label, strlen(label));
    }
    const size_t labels = uf_intern_count(layout->labels);
    layout->cells = uf_cli_allocate(layout->cli, labels, (windows + 1) * sizeof *layout->cells);
    for (size_t i = 0; i < labels * windows; i++)
        layout->cells[i] = NULL;
    layout->low = 90.0;
    for (size_t i = 0; i < count; i++) {
        const uf_chart_row *row = uf_chart_rows_get(layout->rows, i);
        const size_t label = uf_intern_find(layout->labels, row->label, strlen(row->label));
        const uf_estimate **cell =
            &layout->cells[label * windows + uf_windows_find(layout->windows, row->place)];
        if (*cell != NULL)
            uf_cli_die(layout->cli, "two results for one cell: '%s', window '%s'", row->label,
                       row->place);
        *cell = row->estimate;
        if (!blank(row->estimate))
            layout->low = fmin(layout->low, 10 * floor(10 * row->estimate->estimate));
    }
    layout->low = fmax(layout->low, 0.0);
}

/* --- Sizes. --- */

/* How many windows stand side by side: all, or as many in each block; a year's months where they
 * fit. */
static size_t choose_columns(const struct layout *layout, double room, double least)
{
    const size_t windows = uf_windows_count(layout->windows);
    const size_t fit = room > 2 * least ? (size_t)floor(room / least) : 2;
    if (windows <= fit)
        return windows > 0 ? windows : 1;
    if (uf_windows_months(layout->windows) && fit >= 12)
        return 12;
    const size_t blocks = (windows + fit - 1) / fit;
    return (windows + blocks - 1) / blocks;
}

/* How high and wide the label of a row is. */
static double measure_label(const struct layout *layout, size_t label, double *widest)
{
    return uf_page_measure(layout->page, UF_PAGE_LABEL, LABEL_MOST,
                           uf_intern_text(layout->labels, (uint32_t)label), LABEL_LINES, widest);
}

static void choose_heights(struct layout *layout)
{
    const size_t labels = uf_intern_count(layout->labels);
    const bool cells = uf_page_terminal(layout->page);
    layout->tops = uf_cli_allocate(layout->cli, labels + 1, sizeof *layout->tops);
    layout->tops[0] = 0.0;
    for (size_t i = 0; i < labels; i++) {
        const double high = measure_label(layout, i, NULL);
        layout->tops[i + 1] =
            layout->tops[i] + (cells ? fmax(high, uf_page_line(layout->page, UF_PAGE_LABEL))
                                     : fmax(high + 6, CELL_HEIGHT));
    }
}

static void choose_sizes(struct layout *layout)
{
    double labels = 0.0;
    char text[UF_AXIS_TEXT_SIZE];
    for (size_t i = 0; i < uf_intern_count(layout->labels); i++) {
        double widest;
        (void)measure_label(layout, i, &widest);
        labels = fmax(labels, widest);
    }
    layout->left = ceil(UF_PAGE_MARGIN + labels + (labels > 0 ? GAP : 0));
    const double room = UF_PAGE_WIDTH - UF_PAGE_MARGIN - layout->left;
    layout->columns =
        choose_columns(layout, room, uf_page_width(layout->page, UF_PAGE_TICK, ">99") + PADDING);
    layout->cell = floor(fmin(room / (double)layout->columns, CELL_MOST));
    layout->signs =
        uf_page_width(layout->page, UF_PAGE_TICK, uf_axis_number(text, ">99", "%")) + PADDING <=
        layout->cell;
    choose_heights(layout);
}

/* --- Title and heads. --- */

static void put_title(struct layout *layout)
{
    const char *title = uf_cli_text(layout->cli, "title");
    const char *own = uf_translate("Coverage: share of scheduled time with a register taken");
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, layout->y, INNER,
                                   title != NULL ? title : own, 3);
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, layout->y + 2,
                                   INNER, uf_chart_rows_constant(layout->rows), 2);
    layout->y += 8;
}

/* Where column k of a block begins. */
static double cell_x(const struct layout *layout, size_t k)
{
    return layout->left + (double)k * layout->cell;
}

/* The names of the windows from first on, above their cells. */
static void put_heads(struct layout *layout, size_t first, size_t end)
{
    const double line = uf_page_line(layout->page, UF_PAGE_TICK);
    double high = 0.0;
    for (size_t w = first; w < end; w++)
        high = fmax(high, uf_page_measure(layout->page, UF_PAGE_TICK, layout->cell - 2,
                                          uf_windows_label(layout->windows, w), HEAD_LINES, NULL));
    for (size_t w = first; w < end && uf_windows_months(layout->windows); w++)
        uf_page_text(layout->page, UF_PAGE_TICK, cell_x(layout, w - first) + layout->cell / 2,
                     layout->y + line / 2, uf_windows_year(layout->windows, w, w == first));
    if (uf_windows_months(layout->windows))
        layout->y += line;
    for (size_t w = first; w < end; w++)
        (void)uf_page_paragraph(layout->page, UF_PAGE_TICK,
                                cell_x(layout, w - first) + layout->cell / 2, layout->y,
                                layout->cell - 2, uf_windows_label(layout->windows, w), HEAD_LINES);
    layout->y += high + (uf_page_terminal(layout->page) ? 0 : 4);
}

static double row_height(const struct layout *layout, size_t label)
{
    return layout->tops[label + 1] - layout->tops[label];
}

/* --- Blocks of cells: twice over, for the page and for the data. --- */

/* A block's first window, and the y where its cells begin. */
struct block {
    size_t first, end;
    double top;
};

/* Where the block that begins with a window ends. Months that do not all fit are broken before
 * August, where the school year begins. */
static size_t block_end(const struct layout *layout, size_t first)
{
    const size_t windows = uf_windows_count(layout->windows);
    const bool years = uf_windows_months(layout->windows) && layout->columns < windows;
    size_t end = first + 1;
    while (end < windows && end < first + layout->columns &&
           !(years && uf_windows_august(layout->windows, end)))
        end++;
    return end;
}

static size_t put_blocks(struct layout *layout, struct block *blocks)
{
    const size_t windows = uf_windows_count(layout->windows);
    size_t count = 0;
    for (size_t first = 0, end; first < windows; first = end) {
        end = block_end(layout, first);
        put_heads(layout, first, end);
        blocks[count++] = (struct block){ first, end, layout->y };
        for (size_t i = 0; i < uf_intern_count(layout->labels); i++) {
            const double spare = row_height(layout, i) - measure_label(layout, i, NULL);
            (void)uf_page_paragraph(layout->page, UF_PAGE_LABEL, layout->left - GAP,
                                    layout->y + layout->tops[i] + spare / 2, LABEL_MOST,
                                    uf_intern_text(layout->labels, (uint32_t)i), LABEL_LINES);
        }
        layout->y += layout->tops[uf_intern_count(layout->labels)] + 14;
    }
    if (windows == 0) {
        uf_page_text(layout->page, UF_PAGE_MARK, UF_PAGE_MARGIN, layout->y + 10,
                     uf_translate("no rows"));
        layout->y += 30;
    }
    return count;
}

/* A whole percentage that says 0 and 100 only where they are exact. */
static const char *percentage(const struct layout *layout, double share,
                              char text[UF_AXIS_TEXT_SIZE])
{
    const double percent = 100 * share;
    char number[UF_AXIS_TEXT_SIZE];
    const char *unit = layout->signs ? "%" : "";
    if (percent > 0 && percent < 1)
        return uf_axis_number(text, "<1", unit);
    if (percent > 99 && percent < 100)
        return uf_axis_number(text, ">99", unit);
    (void)uf_axis_text(number, round(percent), "");
    return uf_axis_number(text, number, unit);
}

static uint32_t colour_of(const struct layout *layout, double share)
{
    return uf_colour_scale((100 * share - layout->low) / (100 - layout->low));
}

static void write_box(uf_chart *chart, double left, double top, double width, double height)
{
    uf_chart_pixel(chart, left + 0.75);
    uf_chart_pixel(chart, top + 0.75);
    uf_chart_pixel(chart, left + width - 0.75);
    uf_chart_pixel(chart, top + height - 0.75);
}

/* What to do with the cell of an estimate; blank ones too. */
struct box {
    double x, y, height;
};
typedef void cell_writer(const struct layout *layout, const uf_estimate *estimate,
                         const struct box *box);

static void each_cell(const struct layout *layout, const struct block *blocks, size_t count,
                      cell_writer *write)
{
    const size_t windows = uf_windows_count(layout->windows);
    for (size_t b = 0; b < count; b++)
        for (size_t i = 0; i < uf_intern_count(layout->labels); i++)
            for (size_t w = blocks[b].first; w < blocks[b].end; w++)
                write(layout, layout->cells[i * windows + w],
                      &(struct box){ cell_x(layout, w - blocks[b].first),
                                     blocks[b].top + layout->tops[i], row_height(layout, i) });
}

static void write_filled(const struct layout *layout, const uf_estimate *estimate,
                         const struct box *box)
{
    if (blank(estimate))
        return;
    write_box(layout->chart, box->x, box->y, layout->cell, box->height);
    uf_chart_number(layout->chart, colour_of(layout, estimate->estimate));
    uf_chart_end_row(layout->chart);
}

static void write_hatched(const struct layout *layout, const uf_estimate *estimate,
                          const struct box *box)
{
    if (!blank(estimate))
        return;
    write_box(layout->chart, box->x, box->y, layout->cell, box->height);
    uf_chart_end_row(layout->chart);
}

static void write_number(const struct layout *layout, const uf_estimate *estimate,
                         const struct box *box)
{
    char text[UF_AXIS_TEXT_SIZE];
    uf_chart_pixel(layout->chart, box->x + layout->cell / 2);
    uf_chart_pixel(layout->chart, box->y + box->height / 2);
    uf_chart_text(layout->chart, percentage(layout, estimate->estimate, text));
    uf_chart_end_row(layout->chart);
}

static void write_on_light(const struct layout *layout, const uf_estimate *estimate,
                           const struct box *box)
{
    if (!blank(estimate) && !uf_colour_dark(colour_of(layout, estimate->estimate)))
        write_number(layout, estimate, box);
}

static void write_on_dark(const struct layout *layout, const uf_estimate *estimate,
                          const struct box *box)
{
    if (!blank(estimate) && uf_colour_dark(colour_of(layout, estimate->estimate)))
        write_number(layout, estimate, box);
}

/* gnuplot 5.4 crashes on labels of which none has a place. */
static void write_labels(const struct layout *layout, const char *block, const struct block *blocks,
                         size_t count, cell_writer *write)
{
    uf_chart_block(layout->chart, block);
    uf_chart_pixel(layout->chart, 0.0);
    uf_chart_pixel(layout->chart, 0.0);
    uf_chart_text(layout->chart, "");
    uf_chart_end_row(layout->chart);
    each_cell(layout, blocks, count, write);
    uf_chart_end_block(layout->chart);
}

/* --- The scale. --- */

enum { SWATCH_WIDTH = 26, SWATCH_HEIGHT = 14 };

struct swatch {
    double x, y;
    double share; /* NaN: hatched */
};

/* Put the words of the scale and return how many swatches it has. */
static size_t put_scale(struct layout *layout, struct swatch swatches[SWATCHES + 1])
{
    double x = UF_PAGE_MARGIN;
    if (uf_chart_rows_count(layout->rows) == 0 || uf_page_terminal(layout->page))
        return 0;
    for (size_t i = 0; i <= SWATCHES; i++) {
        char number[UF_AXIS_TEXT_SIZE];
        const double percent = layout->low + (100 - layout->low) * (double)i / (SWATCHES - 1);
        const char *words =
            i < SWATCHES ? uf_axis_text(number, percent, "%") : uf_translate("no data");
        swatches[i] = (struct swatch){ x, layout->y, i < SWATCHES ? percent / 100 : NAN };
        uf_page_text(layout->page, UF_PAGE_MARK, x + SWATCH_WIDTH + 6,
                     layout->y + SWATCH_HEIGHT / 2.0, words);
        x += SWATCH_WIDTH + 6 + uf_page_width(layout->page, UF_PAGE_MARK, words) + 18;
    }
    layout->y += SWATCH_HEIGHT + 14;
    return SWATCHES + 1;
}

static void write_swatches(const struct layout *layout, const struct swatch *swatches, size_t count,
                           bool hatched)
{
    for (size_t i = 0; i < count; i++) {
        if (isnan(swatches[i].share) != hatched)
            continue;
        write_box(layout->chart, swatches[i].x, swatches[i].y, SWATCH_WIDTH, SWATCH_HEIGHT);
        if (!hatched)
            uf_chart_number(layout->chart, colour_of(layout, swatches[i].share));
        uf_chart_end_row(layout->chart);
    }
}

/* --- The chart. --- */

static void put_caption(struct layout *layout)
{
    const uf_caption_words words = {
        uf_page_terminal(layout->page)
            ? uf_translate(
                  "Cell: coverage in percent; 0 and 100 only where exact. A dash: no data.")
            : uf_translate("Cell: coverage in percent; 0 and 100 only where exact."),
        NULL, uf_translate(" for each cell"), NULL
    };
    layout->y +=
        uf_chart_caption(layout->cli, layout->page, layout->rows, &words, layout->y, INNER);
}

static void draw(struct layout *layout, const struct block *blocks, size_t block_count,
                 const struct swatch *swatches, size_t swatch_count)
{
    if (layout->y > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu rows are too many for one chart; select some with --where",
                   uf_intern_count(layout->labels));
    layout->chart = uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH,
                                 ceil(layout->y + UF_PAGE_MARGIN));
    uf_page_write(layout->page, layout->chart);
    uf_chart_block(layout->chart, "cells");
    each_cell(layout, blocks, block_count, write_filled);
    write_swatches(layout, swatches, swatch_count, false);
    uf_chart_end_block(layout->chart);
    uf_chart_block(layout->chart, "hatched");
    each_cell(layout, blocks, block_count, write_hatched);
    write_swatches(layout, swatches, swatch_count, true);
    uf_chart_end_block(layout->chart);
    write_labels(layout, "on_light", blocks, block_count, write_on_light);
    write_labels(layout, "on_dark", blocks, block_count, write_on_dark);
    uf_chart_draw(layout->chart, "coverage");
    uf_chart_free(layout->chart);
}

void uf_chart_coverage(uf_cli *cli, const uf_results *results)
{
    static const char *const coverage[] = { "coverage", NULL };
    const uf_chart_choice choice = { .terms = coverage,
                                     .not_drawn = "no coverage",
                                     .axis = "window",
                                     .no_sections = true,
                                     .series = "none" };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    struct layout layout = {
        .cli = cli, .page = uf_page_new(cli), .rows = rows, .y = UF_PAGE_MARGIN
    };
    struct swatch swatches[SWATCHES + 1];
    layout.windows = uf_windows_new(cli, rows, false);
    find_cells(&layout);
    choose_sizes(&layout);
    put_title(&layout);
    struct block *blocks = uf_cli_allocate(cli, uf_windows_count(layout.windows), sizeof *blocks);
    const size_t block_count = put_blocks(&layout, blocks);
    const size_t swatch_count = put_scale(&layout, swatches);
    put_caption(&layout);
    draw(&layout, blocks, block_count, swatches, swatch_count);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    free(blocks);
    free(layout.cells);
    free(layout.tops);
    uf_intern_free(layout.labels);
    uf_windows_free(layout.windows);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
