/* chart_threshold.c: shares with their intervals, a row each.
 *
 *     title
 *     legend                                       (when there are series)
 *     heading                                      (when there are sections)
 *     label | point and interval | values | count / n
 *           | axis               | axis   |        (values: with --records)
 *     caption */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_kinds.h"
#include "cli/chart_legend.h"
#include "cli/chart_measure.h"
#include "cli/chart_page.h"
#include "cli/chart_slots.h"
#include "cli/chart_strips.h"
#include "cli/language.h"
#include "cli/messages.h"

enum {
    INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN,
    LABEL_MOST = 270,    /* pixels of a label              */
    LABEL_LINES = 3,     /* lines of a label               */
    SERIES_HEIGHT = 19,  /* of one point, in a row of many */
    STRIP_HEIGHT = 27,   /* the same, with values          */
    ROW_SPACE = 9,       /* above and below a row together */
    HEADING_HEIGHT = 28, /* of a section's heading         */
    GAP = 12,            /* between columns                */
    STRIP_GAP = 50       /* between shares and values      */
};

struct layout {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    uf_slots slots;
    double y;                        /* what comes next goes here */
    double left, right, top, bottom; /* of the drawing */
    uf_axis axis;                    /* percent */
    double target;                   /* percent, or NaN */
    uf_strips strips;
};

/* --- Columns. --- */

/* "27/180", or what is known of it. The caller frees it. */
static char *count_text(const struct layout *layout, const uf_estimate *estimate)
{
    if (isnan(estimate->n))
        return uf_cli_copy(layout->cli, "");
    if (isnan(estimate->events))
        return uf_cli_checked(layout->cli, uf_message_text("n = %.15g", estimate->n));
    return uf_cli_checked(layout->cli,
                          uf_message_text("%.15g/%.15g", estimate->events, estimate->n));
}

/* The drawing takes what labels and counts leave. */
static void share_width(struct layout *layout)
{
    const char *heading = uf_translate("count/n");
    double labels = 0.0, counts = uf_page_width(layout->page, UF_PAGE_COUNT, heading);
    for (size_t s = 0; s < layout->slots.count; s++) {
        double widest;
        (void)uf_page_measure(layout->page, UF_PAGE_LABEL, LABEL_MOST, layout->slots.slot[s].label,
                              LABEL_LINES, &widest);
        labels = fmax(labels, widest);
    }
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        char *text = count_text(layout, uf_chart_rows_get(layout->rows, i)->estimate);
        counts = fmax(counts, uf_page_width(layout->page, UF_PAGE_COUNT, text));
        free(text);
    }
    layout->left = ceil(UF_PAGE_MARGIN + labels + GAP);
    layout->right = floor(UF_PAGE_WIDTH - UF_PAGE_MARGIN - counts - GAP - 8);
    if (layout->strips.drawn) {
        layout->strips.right = layout->right;
        layout->right = floor(layout->left + 0.58 * (layout->right - layout->left - STRIP_GAP));
        layout->strips.left = layout->right + STRIP_GAP;
    }
}

/* Where a share is on the axis. */
static double share_x(const struct layout *layout, double percent)
{
    return layout->left + percent / layout->axis.high * (layout->right - layout->left);
}

static double series_height(const struct layout *layout)
{
    return layout->strips.drawn && !uf_page_terminal(layout->page) ? STRIP_HEIGHT : SERIES_HEIGHT;
}

/* --- Above the rows. --- */

static void put_title(struct layout *layout)
{
    const uf_chart_rows *rows = layout->rows;
    const char *title = uf_cli_text(layout->cli, "title");
    char *own = NULL;
    if (title == NULL && uf_chart_rows_count(rows) > 0) {
        const uf_estimate *first = uf_chart_rows_get(rows, 0)->estimate;
        char *measure = uf_cli_checked(layout->cli, uf_chart_measure_title(first, false));
        bool several = false;
        for (size_t i = 1; i < uf_chart_rows_count(rows) && !several; i++) {
            char *other = uf_cli_checked(
                layout->cli, uf_chart_measure_title(uf_chart_rows_get(rows, i)->estimate, false));
            several = strcmp(measure, other) != 0;
            free(other);
        }
        own = several ? uf_cli_checked(layout->cli, uf_chart_measure_title(first, true)) : measure;
        if (several)
            free(measure);
    }
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, layout->y, INNER,
                                   title != NULL ? title
                                   : own != NULL ? own
                                                 : uf_translate("Shares"),
                                   3);
    free(own);
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, layout->y + 2,
                                   INNER, uf_chart_rows_constant(rows), 2);
    layout->y += 8;
}

/* The column's name and the target's, on one line. */
static void put_header(struct layout *layout)
{
    layout->y += uf_page_line(layout->page, UF_PAGE_COUNT);
    const double y = layout->y - uf_page_line(layout->page, UF_PAGE_COUNT) / 2;
    uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, UF_PAGE_WIDTH - UF_PAGE_MARGIN, y,
                 uf_translate("count/n"));
    uf_strips_name(&layout->strips, layout->page, y);
    if (isnan(layout->target))
        return;
    char number[UF_AXIS_TEXT_SIZE];
    char *text =
        uf_cli_checked(layout->cli, uf_message_text(uf_translate("target %s"),
                                                    uf_axis_text(number, layout->target, "%")));
    const double half = uf_page_width(layout->page, UF_PAGE_TICK, text) / 2;
    const double x = share_x(layout, layout->target);
    uf_page_text(layout->page, UF_PAGE_TICK,
                 fmin(fmax(x, UF_PAGE_MARGIN + half), layout->right + GAP - half), y, text);
    free(text);
}

/* --- The rows. --- */

static void put_slots(struct layout *layout)
{
    layout->top = layout->y;
    size_t since_heading = 0;
    for (size_t s = 0; s < layout->slots.count; s++) {
        uf_slot *slot = &layout->slots.slot[s];
        if (slot->section[0] != '\0' &&
            (s == 0 || strcmp(layout->slots.slot[s - 1].section, slot->section) != 0)) {
            (void)uf_page_paragraph(layout->page, UF_PAGE_HEADING, UF_PAGE_MARGIN, layout->y + 9,
                                    INNER, slot->section, 1);
            layout->y += HEADING_HEIGHT;
            since_heading = 0;
        }
        const double label = uf_page_measure(layout->page, UF_PAGE_LABEL, LABEL_MOST, slot->label,
                                             LABEL_LINES, NULL);
        slot->top = layout->y;
        slot->height = fmax(label, (double)slot->rows * series_height(layout)) + ROW_SPACE;
        if (since_heading++ % 2 == 0)
            uf_page_band(layout->page, UF_PAGE_MARGIN - 6, slot->top,
                         UF_PAGE_WIDTH - UF_PAGE_MARGIN + 6, slot->top + slot->height);
        (void)uf_page_paragraph(layout->page, UF_PAGE_LABEL, layout->left - GAP,
                                slot->top + (slot->height - label) / 2, LABEL_MOST, slot->label,
                                LABEL_LINES);
        layout->y += slot->height;
    }
    layout->bottom = layout->y;
}

static double row_y(const struct layout *layout, size_t i)
{
    const uf_slot *slot = &layout->slots.slot[layout->slots.of[i]];
    const double step = (slot->height - ROW_SPACE) / (double)slot->rows;
    const double place = (double)uf_slots_above(&layout->slots, layout->rows, i) + 0.5;
    return slot->top + ROW_SPACE / 2.0 + place * step;
}

/* At the beginning of the axis, or behind the target's line if that runs through the words. */
static void put_no_data(struct layout *layout, double y)
{
    const char *words = uf_translate("no data");
    const double width = uf_page_width(layout->page, UF_PAGE_MARK, words);
    const double gap =
        uf_page_terminal(layout->page) ? uf_page_width(layout->page, UF_PAGE_MARK, "  ") : 8;
    const double target = share_x(layout, layout->target);
    const bool in_the_way = target > layout->left && target < layout->left + width + 12;
    uf_page_text(layout->page, UF_PAGE_MARK, (in_the_way ? target : layout->left) + gap, y, words);
}

static void put_counts(struct layout *layout)
{
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        const uf_estimate *estimate = uf_chart_rows_get(layout->rows, i)->estimate;
        const double y = row_y(layout, i);
        char *text = count_text(layout, estimate);
        uf_page_text(layout->page, UF_PAGE_COUNT, UF_PAGE_WIDTH - UF_PAGE_MARGIN, y, text);
        free(text);
        if (isnan(estimate->estimate))
            put_no_data(layout, y);
    }
    if (layout->slots.count == 0) {
        uf_page_text(layout->page, UF_PAGE_MARK, layout->left + 8, layout->y + 20,
                     uf_translate("no rows"));
        layout->y += 40;
        layout->bottom = layout->y;
    }
}

static void place_strips(struct layout *layout)
{
    layout->strips.height = series_height(layout) - 5;
    for (size_t i = 0; layout->strips.drawn && i < uf_chart_rows_count(layout->rows); i++)
        layout->strips.middles[i] = row_y(layout, i);
}

/* --- The axis. --- */

static void choose_axis(struct layout *layout)
{
    double most = isnan(layout->target) ? 0.0 : layout->target / 100;
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        const uf_estimate *estimate = uf_chart_rows_get(layout->rows, i)->estimate;
        const double ends[] = { estimate->estimate, estimate->conf_high, estimate->bound_high };
        for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++)
            if (isfinite(ends[k]))
                most = fmax(most, ends[k]);
    }
    if (uf_chart_rows_count(layout->rows) == 0)
        most = 1.0;
    layout->axis = uf_axis_round(0.0, 100 * most, layout->strips.drawn ? 5 : 6, false);
}

static void put_axis(struct layout *layout)
{
    for (size_t i = 0; i <= uf_axis_steps(&layout->axis); i++) {
        char text[UF_AXIS_TEXT_SIZE];
        const double value = uf_axis_tick(&layout->axis, i);
        uf_page_text(layout->page, UF_PAGE_TICK, share_x(layout, value), layout->y + 14,
                     uf_axis_text(text, value, "%"));
    }
    uf_strips_ticks(&layout->strips, layout->page, layout->y + 14);
    layout->y += 38;
}

/* --- The data. --- */

static void write_rows(const struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "rows");
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        const uf_chart_row *row = uf_chart_rows_get(layout->rows, i);
        const uf_estimate *estimate = row->estimate;
        const double shares[] = { estimate->estimate, estimate->conf_low, estimate->conf_high,
                                  estimate->bound_low, estimate->bound_high };
        uf_chart_pixel(chart, row_y(layout, i));
        for (size_t k = 0; k < sizeof shares / sizeof shares[0]; k++)
            uf_chart_number(chart, 100 * shares[k]);
        uf_chart_number(chart, (double)row->series);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

static void draw(struct layout *layout)
{
    if (layout->y > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu rows are too many for one chart; select some with --where",
                   uf_chart_rows_count(layout->rows));
    uf_chart *chart = uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH,
                                   ceil(layout->y + UF_PAGE_MARGIN));
    uf_chart_variable(chart, "plot_left", layout->left);
    uf_chart_variable(chart, "plot_right", layout->right);
    uf_chart_variable(chart, "plot_top", layout->top);
    uf_chart_variable(chart, "plot_bottom", layout->bottom);
    uf_chart_variable(chart, "axis_high", layout->axis.high);
    uf_chart_variable(chart, "axis_step", layout->axis.step);
    uf_chart_variable(chart, "target", layout->target);
    uf_chart_variable(chart, "series", (double)uf_chart_rows_series(layout->rows));
    uf_page_write(layout->page, chart);
    write_rows(layout, chart);
    uf_strips_write(&layout->strips, chart);
    uf_chart_draw(chart, "threshold");
    uf_chart_free(chart);
}

static void put_caption(struct layout *layout)
{
    char *strips = uf_strips_caption(&layout->strips, layout->page);
    const uf_caption_words words = { uf_translate("Point: share."), uf_translate("Bar: %s."),
                                     uf_translate(" for each share"), strips };
    layout->y +=
        uf_chart_caption(layout->cli, layout->page, layout->rows, &words, layout->y, INNER);
    free(strips);
}

void uf_chart_threshold(uf_cli *cli, const uf_results *results)
{
    const uf_chart_choice choice = { .terms = uf_chart_shares,
                                     .not_drawn = "no shares, or sensitivity rows,",
                                     .series = uf_cli_text(cli, "series") };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    struct layout layout = {
        .cli = cli, .page = uf_page_new(cli), .rows = rows, .y = UF_PAGE_MARGIN, .target = NAN
    };
    size_t targets;
    const uf_decimal *target = uf_cli_percents(cli, "target", &targets);
    if (targets > 0)
        layout.target = uf_decimal_value(target[0]);
    layout.strips = uf_strips_read(cli, results, rows);
    layout.slots = uf_slots_find(cli, rows);
    share_width(&layout);
    choose_axis(&layout);
    put_title(&layout);
    layout.y += uf_chart_legend(layout.page, rows, layout.y, INNER);
    put_header(&layout);
    put_slots(&layout);
    put_counts(&layout);
    place_strips(&layout);
    uf_strips_characters(&layout.strips, layout.page);
    put_axis(&layout);
    put_caption(&layout);
    draw(&layout);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    uf_slots_release(&layout.slots);
    uf_strips_release(&layout.strips);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
