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
#include "cli/chart_heat.h"
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
    uf_heat *heat;
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

/* --- Blocks of cells. --- */

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

/* Where a share is on the colour scale; NaN for none. */
static double part_of(const struct layout *layout, double share)
{
    return (100 * share - layout->low) / (100 - layout->low);
}

/* The cells of the windows from first on to before end. */
static void put_cells(struct layout *layout, size_t first, size_t end)
{
    const size_t windows = uf_windows_count(layout->windows);
    for (size_t i = 0; i < uf_intern_count(layout->labels); i++)
        for (size_t w = first; w < end; w++) {
            const uf_estimate *estimate = layout->cells[i * windows + w];
            const double share = blank(estimate) ? NAN : estimate->estimate;
            const uf_heat_cell cell = { cell_x(layout, w - first), layout->y + layout->tops[i],
                                        layout->cell, row_height(layout, i),
                                        part_of(layout, share) };
            char text[UF_AXIS_TEXT_SIZE];
            uf_heat_add(layout->heat, &cell, isnan(share) ? "" : percentage(layout, share, text));
        }
}

static void put_blocks(struct layout *layout)
{
    const size_t windows = uf_windows_count(layout->windows);
    for (size_t first = 0, end; first < windows; first = end) {
        end = block_end(layout, first);
        put_heads(layout, first, end);
        put_cells(layout, first, end);
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
}

/* --- The scale. --- */

enum { SWATCH_WIDTH = 26, SWATCH_HEIGHT = 14 };

static void put_scale(struct layout *layout)
{
    double x = UF_PAGE_MARGIN;
    if (uf_chart_rows_count(layout->rows) == 0 || uf_page_terminal(layout->page))
        return;
    for (size_t i = 0; i <= SWATCHES; i++) {
        char number[UF_AXIS_TEXT_SIZE];
        const double percent = layout->low + (100 - layout->low) * (double)i / (SWATCHES - 1);
        const char *words =
            i < SWATCHES ? uf_axis_text(number, percent, "%") : uf_translate("no data");
        const uf_heat_cell swatch = { x, layout->y, SWATCH_WIDTH, SWATCH_HEIGHT,
                                      part_of(layout, i < SWATCHES ? percent / 100 : NAN) };
        uf_heat_add(layout->heat, &swatch, "");
        uf_page_text(layout->page, UF_PAGE_MARK, x + SWATCH_WIDTH + 6,
                     layout->y + SWATCH_HEIGHT / 2.0, words);
        x += SWATCH_WIDTH + 6 + uf_page_width(layout->page, UF_PAGE_MARK, words) + 18;
    }
    layout->y += SWATCH_HEIGHT + 14;
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

static void draw(struct layout *layout)
{
    if (layout->y > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu rows are too many for one chart; select some with --where",
                   uf_intern_count(layout->labels));
    uf_chart *chart = uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH,
                                   ceil(layout->y + UF_PAGE_MARGIN));
    uf_page_write(layout->page, chart);
    uf_heat_write(layout->heat, chart);
    uf_chart_draw(chart, "coverage");
    uf_chart_free(chart);
}

void uf_chart_coverage(uf_cli *cli, const uf_results *results)
{
    static const char *const coverage[] = { "coverage", NULL };
    const uf_chart_choice choice = { .terms = coverage,
                                     .not_drawn = "no coverage, or sensitivity rows,",
                                     .axis = "window",
                                     .no_sections = true,
                                     .series = "none" };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    struct layout layout = { .cli = cli,
                             .page = uf_page_new(cli),
                             .rows = rows,
                             .heat = uf_heat_new(cli),
                             .y = UF_PAGE_MARGIN };
    layout.windows = uf_windows_new(cli, rows, false);
    find_cells(&layout);
    choose_sizes(&layout);
    put_title(&layout);
    put_blocks(&layout);
    put_scale(&layout);
    put_caption(&layout);
    draw(&layout);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    uf_heat_free(layout.heat);
    free(layout.cells);
    free(layout.tops);
    uf_intern_free(layout.labels);
    uf_windows_free(layout.windows);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
