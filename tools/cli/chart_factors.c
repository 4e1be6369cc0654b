/* chart_factors.c: factor by factor, which share of the cases went which way: bars to both sides.
 *
 *     title
 *     legend
 *     heading                                (risk factors; protective factors)
 *     label | lowered <- | -> raised, revealed | same | n
 *           | axis                             |
 *     caption
 *
 * The colour says whether the way is the good one, the side which way it is. What was revealed (not
 * known at first) is hatched and stands behind what rose: it has risen from nothing, or was there
 * all along. The rows are those of uf-change --per-factor. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_factor_ways.h"
#include "cli/chart_kinds.h"
#include "cli/chart_page.h"
#include "cli/language.h"
#include "cli/messages.h"

enum {
    INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN,
    LABEL_MOST = 230, /* pixels of a label           */
    LABEL_LINES = 3,
    BAR_HEIGHT = 15,
    ROW_SPACE = 8, /* between bars                */
    HEADING_HEIGHT = 28,
    GAP = 14, /* between columns             */
    SWATCH_WIDTH = 26,
    SWATCH_HEIGHT = 13
};

static const uint32_t good_colour = 0x0072B2, bad_colour = 0xD55E00;

struct layout {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    uf_factor_ways *factors; /* risks first */
    size_t count;
    double left, right, middle; /* of the drawing               */
    double same_right;          /* where the column `same` ends */
    double y;
    uf_axis axis; /* percent, to either side */
};

static char *checked(const struct layout *layout, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(layout->cli);
    return text;
}

/* --- Sizes. --- */

static void choose_sizes(struct layout *layout)
{
    double labels = 0.0, most = 0.0;
    for (size_t i = 0; i < layout->count; i++) {
        const uf_factor_ways *factor = &layout->factors[i];
        double widest;
        (void)uf_page_measure(layout->page, UF_PAGE_LABEL, LABEL_MOST, factor->label, LABEL_LINES,
                              &widest);
        labels = fmax(labels, widest);
        most = fmax(most, fmax(uf_factor_ways_upper(factor, UF_LOWERED),
                               uf_factor_ways_upper(factor, UF_RAISED)));
        most = fmax(most, uf_factor_ways_share(factor, UF_RAISED) +
                              uf_factor_ways_share(factor, UF_REVEALED));
    }
    const double counts = fmax(uf_page_width(layout->page, UF_PAGE_COUNT, "0000"),
                               uf_page_width(layout->page, UF_PAGE_COUNT, "n"));
    layout->same_right = UF_PAGE_WIDTH - UF_PAGE_MARGIN - counts - GAP;
    const double same = fmax(uf_page_width(layout->page, UF_PAGE_COUNT, "100 %"),
                             uf_page_width(layout->page, UF_PAGE_COUNT, uf_translate("same")));
    layout->left = ceil(UF_PAGE_MARGIN + labels + GAP);
    layout->right = floor(layout->same_right - same - GAP);
    layout->middle = (layout->left + layout->right) / 2;
    layout->axis = uf_axis_round(0.0, most > 0 ? 100 * most : 100.0, 4, false);
}

/* Where a share is, to the left (side -1) or the right (1) of the middle. */
static double share_x(const struct layout *layout, double value, int side)
{
    const double half = (layout->right - layout->left) / 2;
    return layout->middle + side * 100 * value / layout->axis.high * half;
}

/* --- The page. --- */

static void put_title(struct layout *layout)
{
    const char *title = uf_cli_text(layout->cli, "title");
    layout->y += uf_page_paragraph(
        layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, layout->y, INNER,
        title != NULL ? title : uf_translate("Factor by factor: who went which way"), 3);
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, layout->y + 2,
                                   INNER, uf_chart_rows_constant(layout->rows), 2);
    layout->y += 8;
}

/* A swatch of the legend: where, and of what (0, 1: colours; 2: hatched). */
struct swatch {
    double x, y;
};
enum { SWATCHES = 3 };

/* On a terminal the signs of the bars. */
static void put_legend(struct layout *layout, struct swatch swatches[SWATCHES])
{
    static const char *const signs[SWATCHES] = { "#", "x", "/" };
    const char *const words[SWATCHES] = { uf_translate("the good way"), uf_translate("the bad way"),
                                          uf_translate("not known at first") };
    const bool cells = uf_page_terminal(layout->page);
    const double line = uf_page_line(layout->page, UF_PAGE_MARK);
    double x = UF_PAGE_MARGIN;
    for (size_t i = 0; i < SWATCHES; i++) {
        swatches[i] = (struct swatch){ x, layout->y + (line - SWATCH_HEIGHT) / 2 };
        if (cells)
            uf_page_text(layout->page, UF_PAGE_MARK, x, layout->y + line / 2, signs[i]);
        x += cells ? uf_page_width(layout->page, UF_PAGE_MARK, "# ") : SWATCH_WIDTH + 6;
        uf_page_text(layout->page, UF_PAGE_MARK, x, layout->y + line / 2, words[i]);
        x += uf_page_width(layout->page, UF_PAGE_MARK, words[i]) + 22;
    }
    layout->y += line + 8;
}

static void put_heads(struct layout *layout)
{
    const double line = uf_page_line(layout->page, UF_PAGE_COUNT), y = layout->y + line / 2;
    const double quarter = (layout->right - layout->left) / 4;
    uf_page_text(layout->page, UF_PAGE_TICK, layout->middle - quarter, y, uf_translate("lowered"));
    uf_page_text(layout->page, UF_PAGE_TICK, layout->middle + quarter, y, uf_translate("raised"));
    uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, layout->same_right, y, uf_translate("same"));
    uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, UF_PAGE_WIDTH - UF_PAGE_MARGIN, y, "n");
    layout->y += line;
}

/* At the right of a line: what stayed the same, and n. */
static void put_numbers(struct layout *layout, const uf_factor_ways *factor, double y)
{
    const uf_estimate *same = factor->rows[UF_SAME];
    if (same != NULL && !isnan(same->estimate)) {
        char number[UF_AXIS_TEXT_SIZE];
        uf_page_text(layout->page, UF_PAGE_COUNT, layout->same_right, y,
                     uf_axis_text(number, round(100 * same->estimate), "%"));
    }
    const uf_estimate *any =
        factor->rows[UF_LOWERED] != NULL ? factor->rows[UF_LOWERED] : factor->rows[UF_RAISED];
    if (any == NULL || isnan(any->n))
        return;
    char *n = checked(layout, uf_message_text("%.15g", any->n));
    uf_page_text(layout->page, UF_PAGE_COUNT, UF_PAGE_WIDTH - UF_PAGE_MARGIN, y, n);
    free(n);
}

static void put_line(struct layout *layout, uf_factor_ways *factor, size_t since_heading)
{
    const double label =
        uf_page_measure(layout->page, UF_PAGE_LABEL, LABEL_MOST, factor->label, LABEL_LINES, NULL);
    const double space = uf_page_terminal(layout->page) ? 0 : ROW_SPACE;
    factor->top = layout->y;
    factor->height = fmax(label, BAR_HEIGHT) + space;
    if (since_heading % 2 == 0)
        uf_page_band(layout->page, UF_PAGE_MARGIN - 6, factor->top,
                     UF_PAGE_WIDTH - UF_PAGE_MARGIN + 6, factor->top + factor->height);
    (void)uf_page_paragraph(layout->page, UF_PAGE_LABEL, layout->left - GAP,
                            factor->top + (factor->height - label) / 2, LABEL_MOST, factor->label,
                            LABEL_LINES);
    put_numbers(layout, factor, factor->top + factor->height / 2);
    layout->y += factor->height;
}

static bool begins_kind(const struct layout *layout, size_t i)
{
    return i == 0 ||
           uf_factor_ways_risk(&layout->factors[i]) != uf_factor_ways_risk(&layout->factors[i - 1]);
}

static void put_lines(struct layout *layout)
{
    size_t since_heading = 0;
    for (size_t i = 0; i < layout->count; i++) {
        uf_factor_ways *factor = &layout->factors[i];
        if (begins_kind(layout, i)) {
            (void)uf_page_paragraph(
                layout->page, UF_PAGE_HEADING, UF_PAGE_MARGIN, layout->y + 9, INNER,
                uf_factor_ways_risk(factor) ? uf_translate("Risk factors")
                                            : uf_translate("Protective factors"),
                1);
            layout->y += HEADING_HEIGHT;
            since_heading = 0;
        }
        put_line(layout, factor, since_heading++);
    }
    if (layout->count == 0) {
        uf_page_text(layout->page, UF_PAGE_MARK, layout->left, layout->y + 20,
                     uf_translate("no rows"));
        layout->y += 40;
    }
}

static void put_axis(struct layout *layout)
{
    for (size_t i = 0; i <= uf_axis_steps(&layout->axis); i++)
        for (int side = i == 0 ? 1 : -1; side <= 1; side += 2) {
            char text[UF_AXIS_TEXT_SIZE];
            const double value = uf_axis_tick(&layout->axis, i);
            uf_page_text(layout->page, UF_PAGE_TICK, share_x(layout, value / 100, side),
                         layout->y + 14, uf_axis_text(text, value, "%"));
        }
    layout->y += 38;
}

static void put_caption(struct layout *layout)
{
    const uf_caption_words words = {
        uf_translate("Bars: shares of the cases asked at first and at last."),
        uf_translate("Line at their end: %s."), uf_translate(" for each factor"),
        uf_translate("Not drawn: not known at last, or never known.")
    };
    layout->y +=
        uf_chart_caption(layout->cli, layout->page, layout->rows, &words, layout->y, INNER);
}

/* --- Bars, in the picture and among characters. --- */

/* A bar of one factor, from one share to another on a side; kind as in the legend. */
struct bar {
    double from, to;
    int side;
    size_t kind;
};

static size_t bars_of(const uf_factor_ways *factor, struct bar bars[SWATCHES])
{
    const bool risk = uf_factor_ways_risk(factor);
    const double raised = uf_factor_ways_share(factor, UF_RAISED);
    bars[0] = (struct bar){ 0, uf_factor_ways_share(factor, UF_LOWERED), -1, risk ? 0 : 1 };
    bars[1] = (struct bar){ 0, raised, 1, risk ? 1 : 0 };
    bars[2] = (struct bar){ raised, raised + uf_factor_ways_share(factor, UF_REVEALED), 1, 2 };
    return SWATCHES;
}

/* Among characters a bar is a run of its sign. */
static void put_characters(struct layout *layout)
{
    static const char signs[SWATCHES + 1] = "#x/";
    const double cell = uf_page_width(layout->page, UF_PAGE_MARK, "#");
    for (size_t i = 0; i < layout->count && uf_page_terminal(layout->page); i++) {
        const uf_factor_ways *factor = &layout->factors[i];
        const double y = factor->top + factor->height / 2;
        struct bar bars[SWATCHES];
        uf_page_text(layout->page, UF_PAGE_TICK, layout->middle, y, "|");
        for (size_t b = 0; b < bars_of(factor, bars); b++) {
            char run[128];
            const double from = share_x(layout, bars[b].from, bars[b].side);
            const double to = share_x(layout, bars[b].to, bars[b].side);
            const size_t length = (size_t)fmin(round(fabs(to - from) / cell), sizeof run - 1.0);
            memset(run, signs[bars[b].kind], length);
            run[length] = '\0';
            uf_page_text(layout->page, UF_PAGE_MARK,
                         bars[b].side > 0 ? from + cell : from - cell * (double)length, y, run);
        }
    }
}

static void write_box(uf_chart *chart, double left, double top, double right, double bottom)
{
    uf_chart_pixel(chart, left);
    uf_chart_pixel(chart, top);
    uf_chart_pixel(chart, right);
    uf_chart_pixel(chart, bottom);
}

static void write_bars(const struct layout *layout, uf_chart *chart,
                       const struct swatch swatches[SWATCHES], bool hatched)
{
    uf_chart_block(chart, hatched ? "hatched" : "bars");
    for (size_t i = 0; i < layout->count; i++) {
        struct bar bars[SWATCHES];
        const double y = layout->factors[i].top + layout->factors[i].height / 2;
        for (size_t b = 0; b < bars_of(&layout->factors[i], bars); b++) {
            const double from = share_x(layout, bars[b].from, bars[b].side);
            const double to = share_x(layout, bars[b].to, bars[b].side);
            if ((bars[b].kind == 2) != hatched || !(bars[b].to > bars[b].from))
                continue;
            write_box(chart, fmin(from, to), y - BAR_HEIGHT / 2.0, fmax(from, to),
                      y + BAR_HEIGHT / 2.0);
            uf_chart_number(chart, bars[b].kind == 0 ? good_colour : bad_colour);
            uf_chart_end_row(chart);
        }
    }
    for (size_t s = 0; s < SWATCHES; s++)
        if ((s == 2) == hatched) {
            write_box(chart, swatches[s].x, swatches[s].y, swatches[s].x + SWATCH_WIDTH,
                      swatches[s].y + SWATCH_HEIGHT);
            uf_chart_number(chart, s == 0 ? good_colour : bad_colour);
            uf_chart_end_row(chart);
        }
    uf_chart_end_block(chart);
}

/* Of what fell and what rose. */
static void write_intervals(const struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "intervals");
    for (size_t i = 0; i < layout->count; i++)
        for (int side = -1; side <= 1; side += 2) {
            const uf_estimate *row = layout->factors[i].rows[side < 0 ? UF_LOWERED : UF_RAISED];
            if (row == NULL || !isfinite(row->conf_low) || !isfinite(row->conf_high))
                continue;
            uf_chart_pixel(chart, share_x(layout, row->conf_low, side));
            uf_chart_pixel(chart, share_x(layout, row->conf_high, side));
            uf_chart_pixel(chart, layout->factors[i].top + layout->factors[i].height / 2);
            uf_chart_end_row(chart);
        }
    uf_chart_end_block(chart);
}

/* Lines of the axis behind the factors of each kind, not through the headings; the middle in
 * ink. */
static void write_grid(const struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "grid");
    for (size_t first = 0, end; first < layout->count; first = end) {
        for (end = first + 1; end < layout->count && !begins_kind(layout, end);)
            end++;
        const uf_factor_ways *last = &layout->factors[end - 1];
        for (size_t i = 0; i <= uf_axis_steps(&layout->axis); i++)
            for (int side = i == 0 ? 1 : -1; side <= 1; side += 2) {
                uf_chart_pixel(chart, share_x(layout, uf_axis_tick(&layout->axis, i) / 100, side));
                uf_chart_pixel(chart, layout->factors[first].top);
                uf_chart_pixel(chart, last->top + last->height);
                uf_chart_number(chart, i == 0);
                uf_chart_end_row(chart);
            }
    }
    uf_chart_end_block(chart);
}

static void draw(struct layout *layout, const struct swatch swatches[SWATCHES])
{
    if (layout->y > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu factors are too many for one chart; select some with --where",
                   layout->count);
    uf_chart *chart = uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH,
                                   ceil(layout->y + UF_PAGE_MARGIN));
    uf_page_write(layout->page, chart);
    write_bars(layout, chart, swatches, false);
    write_bars(layout, chart, swatches, true);
    write_intervals(layout, chart);
    write_grid(layout, chart);
    uf_chart_draw(chart, "factors");
    uf_chart_free(chart);
}

void uf_chart_factors(uf_cli *cli, const uf_results *results)
{
    uf_chart_rows *rows = uf_factor_ways_choose(cli, results);
    struct layout layout = {
        .cli = cli, .page = uf_page_new(cli), .rows = rows, .y = UF_PAGE_MARGIN
    };
    struct swatch swatches[SWATCHES];
    layout.factors = uf_factor_ways_find(cli, rows, &layout.count);
    choose_sizes(&layout);
    put_title(&layout);
    put_legend(&layout, swatches);
    put_heads(&layout);
    put_lines(&layout);
    put_characters(&layout);
    put_axis(&layout);
    put_caption(&layout);
    draw(&layout, swatches);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    free(layout.factors);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
