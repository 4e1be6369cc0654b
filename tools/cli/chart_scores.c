/* chart_scores.c: how the scores of a scale are spread, a line of bars for each wave or arm.
 *
 *     title
 *            | names of the bands |
 *     label  | bars on the bands  | n
 *            | axis               |
 *     caption
 *
 * All lines have the same scale, so that they can be compared down the page; a bar's height is the
 * share of the line's own people, since waves and arms differ in size. The bands are those of the
 * scale's key, and an edge between two of them is an edge of bars: a bar holds its lower end and
 * not its upper, as a band does. Where all scores are whole, a bar stands on its score and an edge
 * half a point below the band's lowest. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/scale.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_kinds.h"
#include "cli/chart_page.h"
#include "cli/chart_values.h"
#include "cli/columns.h"
#include "cli/groups.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/score_bins.h"
#include "cli/score_findings.h"
#include "cli/score_key.h"
#include "cli/vocabulary.h"

enum {
    INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN,
    LABEL_MOST = 200, /* pixels of a label               */
    ROW_HEIGHT = 62,
    ROW_GAP = 14, /* between the bars of two lines   */
    GAP = 12,     /* between columns                 */
    NAME_LINES = 4
};

struct layout {
    uf_cli *cli;
    uf_page *page;
    uf_values values;
    uf_score_bins bins;
    uf_key *key;           /* NULL without --key */
    const uf_scale *scale; /* likewise           */
    uf_better better;
    uf_axis axis;
    double low, high;           /* of the drawing, in scores        */
    double left, right, top, y; /* of the drawing, and what is next */
    double line;                /* height of a line                 */
    double highest;             /* the greatest share of a bar      */
};

/* --- What is drawn. --- */

static void find_scale(struct layout *layout)
{
    const char *value = uf_cli_text(layout->cli, "value");
    uf_score_findings *findings = uf_score_findings_new(layout->cli);
    layout->key = uf_key_read(layout->cli, findings);
    uf_score_findings_refuse(findings);
    uf_score_findings_free(findings);
    const size_t at = uf_key_find(layout->key, value, strlen(value));
    if (at == UF_NO_COLUMN)
        uf_cli_die(layout->cli, "the key %s has no scale '%s', so no bands for it",
                   layout->key->path, value);
    layout->scale = &layout->key->scales[at];
    layout->better = layout->key->info[at].better;
}

/* From the lowest score that can be had to the highest, with --key; else of those that there are.
 */
static void choose_range(struct layout *layout)
{
    layout->low = layout->bins.low;
    layout->high = layout->bins.high;
    if (layout->scale != NULL) {
        uf_scale_score lowest, highest;
        uf_scale_ends(&lowest, &highest, layout->key->scales,
                      (size_t)(layout->scale - layout->key->scales));
        layout->low = fmin(layout->low, lowest.value - layout->bins.shift);
        layout->high = fmax(layout->high, highest.value + layout->bins.shift);
    }
    layout->axis = uf_axis_round(layout->low, layout->high, 10, layout->bins.whole);
}

static size_t line_count(struct layout *layout)
{
    const size_t groups = uf_groups_count(uf_units_groups(layout->values.units));
    return groups > 0 ? groups : 1;
}

static const uf_values_group *line_values(struct layout *layout, size_t line, uint32_t *code)
{
    uf_groups *groups = uf_units_groups(layout->values.units);
    *code = uf_groups_count(groups) > 0 ? uf_groups_order(groups)[line] : 0;
    return uf_values_group_of(&layout->values, *code);
}

static double score_x(const struct layout *layout, double score)
{
    return layout->left +
           (score - layout->low) / (layout->high - layout->low) * (layout->right - layout->left);
}

/* --- The page. --- */

static void put_title(struct layout *layout)
{
    const char *title = uf_cli_text(layout->cli, "title");
    char *value = uf_cli_checked(layout->cli, uf_vocabulary(uf_cli_text(layout->cli, "value")));
    char *own =
        uf_cli_checked(layout->cli, uf_message_text(uf_translate("Distribution of %s"), value));
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, layout->y, INNER,
                                   title != NULL ? title : own, 3);
    free(own);
    free(value);
    const char *way = layout->better == UF_BETTER_LOWER    ? uf_translate("Lower is better.")
                      : layout->better == UF_BETTER_HIGHER ? uf_translate("Higher is better.")
                                                           : "";
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, layout->y + 2,
                                   INNER, way, 1);
    layout->y += 10;
}

static void choose_sides(struct layout *layout)
{
    double labels = 0, counts = uf_page_width(layout->page, UF_PAGE_COUNT, "n");
    for (size_t i = 0; i < line_count(layout); i++) {
        uint32_t code;
        double widest;
        char *n =
            uf_cli_checked(layout->cli, uf_message_text("%zu", line_values(layout, i, &code)->n));
        char *name = uf_values_group_name(&layout->values, code);
        (void)uf_page_measure(layout->page, UF_PAGE_LABEL, LABEL_MOST, name, 3, &widest);
        labels = fmax(labels, widest);
        counts = fmax(counts, uf_page_width(layout->page, UF_PAGE_COUNT, n));
        free(name);
        free(n);
    }
    layout->left = ceil(UF_PAGE_MARGIN + (labels > 0 ? labels + GAP : 10));
    layout->right = floor(UF_PAGE_WIDTH - UF_PAGE_MARGIN - counts - GAP);
}

/* Where band i begins and ends in the drawing. */
static void band_ends(const struct layout *layout, size_t i, double *from, double *to)
{
    const uf_scale_band *bands = layout->scale->bands;
    const double low = uf_decimal_value(bands[i].low) - layout->bins.shift;
    double high = layout->high;
    if (i + 1 < layout->scale->band_count)
        high = uf_decimal_value(bands[i + 1].low) - layout->bins.shift;
    *from = score_x(layout, fmin(layout->high, fmax(layout->low, low)));
    *to = score_x(layout, fmin(layout->high, fmax(layout->low, high)));
}

/* Names of bands, in as many lines as it takes for them not to meet. */
static void put_bands(struct layout *layout)
{
    double ends[NAME_LINES] = { -INFINITY, -INFINITY, -INFINITY, -INFINITY };
    const double height = uf_page_line(layout->page, UF_PAGE_TICK);
    size_t lines = 0;
    for (size_t i = 0; layout->scale != NULL && i < layout->scale->band_count; i++) {
        double from, to;
        const char *name = layout->scale->bands[i].name;
        const double half = uf_page_width(layout->page, UF_PAGE_TICK, name) / 2;
        band_ends(layout, i, &from, &to);
        const double middle =
            fmin(layout->right - half, fmax(layout->left + half, (from + to) / 2));
        size_t line = 0;
        while (line + 1 < NAME_LINES && middle - half < ends[line])
            line++;
        ends[line] = middle + half + 8;
        lines = line + 1 > lines ? line + 1 : lines;
        uf_page_text(layout->page, UF_PAGE_TICK, middle, layout->y + height * ((double)line + 0.5),
                     name);
    }
    uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, UF_PAGE_WIDTH - UF_PAGE_MARGIN,
                 layout->y + height * ((double)(lines > 0 ? lines : 1) - 0.5), "n");
    layout->y += height * (double)(lines > 0 ? lines : 1) + 4;
    layout->top = layout->y;
}

/* On a terminal the bars are characters of eight heights. */
static void put_characters(struct layout *layout, uint32_t code, double y)
{
    static const char blocks[] = "\xE2\x96\x81"; /* the lowest of eight, which follow each other */
    const double cell = uf_page_width(layout->page, UF_PAGE_TEXT, "m");
    const size_t cells = (size_t)floor((layout->right - layout->left) / cell);
    char *line = uf_cli_allocate(layout->cli, cells + 1, sizeof blocks);
    size_t used = 0;
    const double step = cell * (layout->high - layout->low) / (layout->right - layout->left);
    for (size_t i = 0; i < cells; i++) {
        const double from = layout->low + (double)i * step;
        const double most = uf_score_bins_most(&layout->bins, code, from, from + step);
        const size_t height = (size_t)ceil(8 * most / layout->highest - 1e-9);
        if (most > 0) {
            line[used++] = blocks[0];
            line[used++] = blocks[1];
            line[used++] = (char)((unsigned char)blocks[2] + height - 1);
        } else {
            line[used++] = ' ';
        }
    }
    line[used] = '\0';
    uf_page_text(layout->page, UF_PAGE_TEXT, layout->left, y, line);
    free(line);
}

static void put_lines(struct layout *layout)
{
    const size_t count = line_count(layout);
    const bool cells = uf_page_terminal(layout->page);
    layout->line = cells ? uf_page_line(layout->page, UF_PAGE_LABEL) : ROW_HEIGHT;
    for (size_t i = 0; i < count; i++) {
        uint32_t code;
        const size_t n = line_values(layout, i, &code)->n;
        char *name = uf_values_group_name(&layout->values, code),
             *number = uf_cli_checked(layout->cli, uf_message_text("%zu", n));
        const double middle = layout->y + layout->line / 2;
        const double height =
            uf_page_measure(layout->page, UF_PAGE_LABEL, LABEL_MOST, name, cells ? 1 : 3, NULL);
        (void)uf_page_paragraph(layout->page, UF_PAGE_LABEL, layout->left - GAP,
                                middle - height / 2, LABEL_MOST, name, cells ? 1 : 3);
        uf_page_text(layout->page, UF_PAGE_COUNT, UF_PAGE_WIDTH - UF_PAGE_MARGIN, middle, number);
        if (layout->values.n == 0)
            uf_page_text(layout->page, UF_PAGE_MARK, layout->left + 10, middle,
                         uf_translate("no rows"));
        else if (cells)
            put_characters(layout, code, middle);
        layout->y += layout->line;
        free(name);
        free(number);
    }
}

static void put_axis(struct layout *layout)
{
    for (size_t i = 0; i <= uf_axis_steps(&layout->axis); i++) {
        const double value = uf_axis_tick(&layout->axis, i);
        if (value >= layout->low && value <= layout->high) {
            char text[UF_AXIS_TEXT_SIZE];
            uf_page_text(layout->page, UF_PAGE_TICK, score_x(layout, value), layout->y + 14,
                         uf_axis_text(text, value, ""));
        }
    }
    uf_page_text(layout->page, UF_PAGE_TICK, (layout->left + layout->right) / 2, layout->y + 34,
                 uf_cli_text(layout->cli, "value"));
    layout->y += 54;
}

/* --- The caption. --- */

static void put(struct layout *layout, char *text)
{
    layout->y +=
        uf_chart_caption_line(layout->page, layout->y, INNER, uf_cli_checked(layout->cli, text));
    free(text);
}

/* How wide the bars are, and what their height is. */
static char *bars_text(const struct layout *layout)
{
    char width[UF_AXIS_TEXT_SIZE], most[UF_AXIS_TEXT_SIZE];
    (void)uf_axis_text(width, layout->bins.width, "");
    (void)uf_axis_text(most, round(1000 * layout->highest) / 10, "%");
    if (layout->bins.whole && layout->bins.width <= 1)
        return uf_message_text(uf_translate("A bar for each score; its height is the share of the "
                                            "line's n. The highest is %s."),
                               most);
    return uf_message_text(uf_translate("Bars are %s wide and include their lower end, not their "
                                        "upper; their height is the share of the line's n. The "
                                        "highest is %s."),
                           width, most);
}

static void put_caption(struct layout *layout)
{
    if (layout->values.n > 0)
        put(layout, bars_text(layout));
    if (layout->scale != NULL && layout->scale->band_count > 0)
        put(layout, uf_message_text(layout->bins.on_edges
                                        ? uf_translate("Shaded: the bands of the key %s.")
                                        : uf_translate("Shaded: the bands of the key %s. A bar "
                                                       "across an edge has scores of both."),
                                    uf_cli_text(layout->cli, "key")));
    put(layout, uf_values_counts(&layout->values));
    const char *definition = uf_units_definition(layout->values.units, 0);
    if (definition[0] != '\0')
        put(layout, uf_message_text(uf_translate("Definition: %s"), definition));
    const char *records = uf_cli_text(layout->cli, "records");
    char *source = uf_chart_source(layout->cli, &records, 1);
    if (source != NULL)
        put(layout, uf_message_text(uf_translate("Source: %s"), source));
    free(source);
}

/* --- The drawing. --- */

static void write_bars(struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "bars");
    for (size_t i = 0; i < line_count(layout); i++) {
        uint32_t code;
        (void)line_values(layout, i, &code);
        const double bottom = layout->top + (double)(i + 1) * layout->line - 3;
        for (size_t b = 0; b < layout->bins.count; b++) {
            const double share = uf_score_bins_share(&layout->bins, code, b);
            if (!(share > 0))
                continue;
            uf_chart_pixel(chart, score_x(layout, uf_score_bins_low(&layout->bins, b)));
            uf_chart_pixel(chart, bottom - share / layout->highest * (ROW_HEIGHT - ROW_GAP));
            uf_chart_pixel(chart, score_x(layout, uf_score_bins_high(&layout->bins, b)));
            uf_chart_pixel(chart, bottom);
            uf_chart_end_row(chart);
        }
    }
    uf_chart_end_block(chart);
    uf_chart_block(chart, "floors");
    for (size_t i = 0; i < line_count(layout); i++) {
        uf_chart_pixel(chart, layout->left);
        uf_chart_pixel(chart, layout->right);
        uf_chart_pixel(chart, layout->top + (double)(i + 1) * layout->line - 3);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

/* Shades from light to less light: which is which the names say. */
static void write_bands(const struct layout *layout, uf_chart *chart, double bottom)
{
    const size_t count = layout->scale == NULL ? 0 : layout->scale->band_count;
    uf_chart_block(chart, "shades");
    for (size_t i = 0; i < count; i++) {
        double from, to;
        band_ends(layout, i, &from, &to);
        uf_chart_pixel(chart, from);
        uf_chart_pixel(chart, layout->top);
        uf_chart_pixel(chart, to);
        uf_chart_pixel(chart, bottom);
        const uint32_t grey = 0xF7 - (uint32_t)(count > 1 ? 0x22 * i / (count - 1) : 0);
        uf_chart_number(chart, (double)(grey << 16 | grey << 8 | grey));
        uf_chart_number(chart, i > 0); /* whether its left edge is between two bands */
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

static void draw(struct layout *layout, double bottom)
{
    if (layout->y > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu groups are too many for one chart; select some with --where",
                   line_count(layout));
    uf_chart *chart = uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH,
                                   ceil(layout->y + UF_PAGE_MARGIN));
    uf_page_write(layout->page, chart);
    write_bands(layout, chart, bottom);
    write_bars(layout, chart);
    uf_chart_draw(chart, "scores");
    uf_chart_free(chart);
}

void uf_chart_scores(uf_cli *cli)
{
    if (uf_cli_text(cli, "records") == NULL)
        uf_cli_die(cli, "scores: name the records of uf-score with --records FILE (or -)");
    if (uf_cli_text(cli, "value") == NULL)
        uf_cli_die(cli, "scores: name the column of the score with --value COL");
    struct layout layout = { .cli = cli, .page = uf_page_new(cli), .y = UF_PAGE_MARGIN };
    if (uf_cli_text(cli, "key") != NULL)
        find_scale(&layout);
    layout.values = uf_values_read(cli);
    layout.bins = uf_score_bins_make(&layout.values, layout.scale);
    layout.highest = uf_score_bins_highest(&layout.bins);
    choose_range(&layout);
    put_title(&layout);
    choose_sides(&layout);
    put_bands(&layout);
    put_lines(&layout);
    const double bottom = layout.y;
    put_axis(&layout);
    put_caption(&layout);
    draw(&layout, bottom);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    uf_score_bins_release(&layout.bins);
    uf_values_release(&layout.values);
    uf_key_free(layout.key);
    uf_page_free(layout.page);
}
