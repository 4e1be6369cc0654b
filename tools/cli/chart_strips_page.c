/* chart_strips_page.c: the histograms beside shares: words, characters and bars. */
#include <math.h>
#include <stdlib.h>

#include "cli/chart_strips.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

/* Where a value is on the page. */
static double value_x(const uf_strips *strips, double value)
{
    const uf_axis *axis = &strips->axis;
    return strips->left +
           (value - axis->low) / (axis->high - axis->low) * (strips->right - strips->left);
}

static double edge_x(const uf_strips *strips, size_t bin)
{
    return value_x(strips, uf_strips_edge(strips, bin));
}

/* --- Words. --- */

void uf_strips_name(const uf_strips *strips, uf_page *page, double y)
{
    if (!strips->drawn)
        return;
    char *name =
        uf_cli_checked(strips->cli, uf_vocabulary(strips->percent ? "absence" : strips->value));
    (void)uf_page_paragraph(page, UF_PAGE_MARK, strips->left,
                            y - uf_page_line(page, UF_PAGE_MARK) / 2, strips->right - strips->left,
                            name, 1);
    free(name);
}

static char *axis_text(const uf_strips *strips, char text[UF_AXIS_TEXT_SIZE], double value)
{
    return uf_axis_text(text, value, strips->percent ? "%" : "");
}

void uf_strips_ticks(const uf_strips *strips, uf_page *page, double y)
{
    char text[UF_AXIS_TEXT_SIZE];
    for (size_t i = 0; strips->drawn && i <= uf_axis_steps(&strips->axis); i++) {
        const double value = uf_axis_tick(&strips->axis, i);
        uf_page_text(page, UF_PAGE_TICK, value_x(strips, value), y, axis_text(strips, text, value));
    }
}

char *uf_strips_caption(const uf_strips *strips, const uf_page *page)
{
    char text[UF_AXIS_TEXT_SIZE];
    if (!strips->drawn)
        return NULL;
    const double width = uf_decimal_value(strips->histogram.width);
    (void)axis_text(strips, text, strips->percent ? 100 * width : width);
    const char *format =
        uf_page_terminal(page)
            ? uf_translate("Bars: how many have which value, each %s wide.")
            : uf_translate("Bars: how many have which value, each %s wide; darker: above the "
                           "limit.");
    return uf_cli_checked(strips->cli, uf_message_text(format, text));
}

/* --- Characters. --- */

/* The greatest count of a row's bins that have their middle between two places, or its middle
 * within them: so that every bin is seen, and none wider than it is. */
static size_t most_between(const uf_strips *strips, size_t row, double left, double right)
{
    const double middle = (left + right) / 2;
    size_t most = 0;
    for (size_t bin = 0; bin < strips->histogram.bins; bin++) {
        const size_t count = strips->counts[row * strips->histogram.bins + bin];
        const double from = edge_x(strips, bin), to = edge_x(strips, bin + 1);
        const double own = (from + to) / 2;
        if (((own >= left && own < right) || (from <= middle && middle < to)) && count > most)
            most = count;
    }
    return most;
}

void uf_strips_characters(const uf_strips *strips, uf_page *page)
{
    static const char blocks[] = "\xE2\x96\x81"; /* the lowest of eight, which follow each other */
    const double cell = uf_page_width(page, UF_PAGE_TEXT, "m");
    if (!strips->drawn || !uf_page_terminal(page))
        return;
    const size_t cells = (size_t)floor((strips->right - strips->left) / cell);
    for (size_t row = 0; row < strips->rows; row++) {
        char *line = uf_cli_allocate(strips->cli, cells + 1, sizeof blocks);
        size_t used = 0;
        for (size_t i = 0; i < cells; i++) {
            const double left = strips->left + (double)i * cell;
            const size_t count = most_between(strips, row, left, left + cell);
            const size_t height = (8 * count + strips->most - 1) / strips->most;
            if (height > 0) {
                line[used++] = blocks[0];
                line[used++] = blocks[1];
                line[used++] = (char)((unsigned char)blocks[2] + height - 1);
            } else {
                line[used++] = ' ';
            }
        }
        line[used] = '\0';
        uf_page_text(page, UF_PAGE_TEXT, strips->left, strips->middles[row], line);
        free(line);
    }
}

/* --- Bars. --- */

void uf_strips_write(const uf_strips *strips, uf_chart *chart)
{
    const size_t bins = strips->drawn ? strips->histogram.bins : 0;
    uf_chart_block(chart, "strips");
    for (size_t k = 0; k < strips->rows * bins; k++) {
        const size_t row = k / bins, bin = k % bins;
        const double bottom = strips->middles[row] + strips->height / 2;
        if (strips->counts[k] == 0)
            continue;
        uf_chart_pixel(chart, edge_x(strips, bin));
        uf_chart_pixel(chart,
                       bottom - strips->height * (double)strips->counts[k] / (double)strips->most);
        uf_chart_pixel(chart, edge_x(strips, bin + 1));
        uf_chart_pixel(chart, bottom);
        uf_chart_number(chart, uf_strips_edge(strips, bin) >= strips->limits[row]);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
    uf_chart_block(chart, "strip_lines");
    for (size_t row = 0; row < strips->rows && strips->drawn; row++) {
        uf_chart_pixel(chart, value_x(strips, strips->limits[row]));
        uf_chart_pixel(chart, strips->middles[row] - strips->height / 2 - 1);
        uf_chart_pixel(chart, strips->middles[row] + strips->height / 2 + 1);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}
