/* chart_items.c: question by question, which share gave which answer: a bar of shares for each.
 *
 *     title
 *     legend
 *     heads
 *     label | lowest answer ... highest answer | mean | don't know | n
 *           | axis                             |
 *     caption
 *
 * "Don't know" is no step of the scale, so it stands beside the bar, never in it. Colours go from
 * light to dark with the steps, in one hue. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart.h"
#include "cli/chart_answers.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_colour.h"
#include "cli/chart_kinds.h"
#include "cli/chart_page.h"
#include "cli/language.h"
#include "cli/messages.h"

enum {
    INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN,
    LABEL_MOST = 220, /* pixels of a label */
    LABEL_LINES = 3,
    BAR_HEIGHT = 22,
    ROW_SPACE = 8, /* between bars      */
    GAP = 14,      /* between columns   */
    SWATCH_WIDTH = 20,
    SWATCH_HEIGHT = 13
};

struct layout {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    uf_chart_answers answers;
    double left, right;                      /* of the bars     */
    double mean_right, apart_right, n_right; /* of the columns  */
    double y;
};

/* --- Words beside the bars. --- */

/* "2.31 (2.1 to 2.5)", with two decimals; "" without a mean. The caller frees it. */
static char *mean_text(const struct layout *layout, const uf_answer_line *item)
{
    if (item->mean == NULL || isnan(item->mean->estimate))
        return uf_cli_copy(layout->cli, "");
    const double values[] = { item->mean->estimate, item->mean->conf_low, item->mean->conf_high };
    char texts[3][UF_AXIS_TEXT_SIZE];
    for (size_t i = 0; i < 3; i++)
        if (isfinite(values[i])) {
            char *digits = uf_cli_checked(layout->cli, uf_message_text("%.2f", values[i]));
            (void)uf_axis_number(texts[i], digits, "");
            free(digits);
        }
    if (!isfinite(values[1]) || !isfinite(values[2]))
        return uf_cli_copy(layout->cli, texts[0]);
    return uf_cli_checked(layout->cli,
                          uf_message_text("%s (%s\xE2\x80\x93%s)", texts[0], texts[1], texts[2]));
}

/* "7%"; "" without such answers among the results. */
static const char *apart_text(const uf_answer_line *item, char text[UF_AXIS_TEXT_SIZE])
{
    text[0] = '\0';
    if (item->apart != NULL && !isnan(item->apart->estimate))
        (void)uf_axis_text(text, round(100 * item->apart->estimate), "%");
    return text;
}

static char *n_text(const struct layout *layout, const uf_answer_line *item)
{
    const double n = uf_chart_answers_n(&layout->answers, item);
    return isnan(n) ? uf_cli_copy(layout->cli, "")
                    : uf_cli_checked(layout->cli, uf_message_text("%.15g", n));
}

/* --- Sizes. --- */

/* Of a column's head and one of its texts, which is freed. */
static double widest_text(const struct layout *layout, const char *head, char *text)
{
    const double width = fmax(uf_page_width(layout->page, UF_PAGE_COUNT, head),
                              uf_page_width(layout->page, UF_PAGE_COUNT, text));
    free(text);
    return width;
}

static void choose_sizes(struct layout *layout)
{
    double labels = 0, means = 0, counts = 0;
    for (size_t i = 0; i < layout->answers.count; i++) {
        const uf_answer_line *item = &layout->answers.lines[i];
        double widest;
        (void)uf_page_measure(layout->page, UF_PAGE_LABEL, LABEL_MOST, item->label, LABEL_LINES,
                              &widest);
        labels = fmax(labels, widest);
        means = fmax(means, widest_text(layout, uf_translate("mean"), mean_text(layout, item)));
        counts = fmax(counts, widest_text(layout, "n", n_text(layout, item)));
    }
    const double apart =
        fmax(uf_page_width(layout->page, UF_PAGE_COUNT, "100 %"),
             uf_page_width(layout->page, UF_PAGE_COUNT, uf_translate("not known")));
    layout->n_right = UF_PAGE_WIDTH - UF_PAGE_MARGIN;
    layout->apart_right = layout->n_right - counts - GAP;
    layout->mean_right = layout->apart_right - (layout->answers.any_apart ? apart + GAP : 0);
    layout->left = ceil(UF_PAGE_MARGIN + labels + GAP);
    layout->right = floor(layout->mean_right - (layout->answers.any_mean ? means + GAP : 0));
}

static double share_x(const struct layout *layout, double value)
{
    return layout->left + value * (layout->right - layout->left);
}

static uint32_t step_colour(const struct layout *layout, size_t step)
{
    const double last =
        layout->answers.step_count > 1 ? (double)(layout->answers.step_count - 1) : 1.0;
    /* The lightest of the scale would not stand out from the page. */
    return uf_colour_scale(0.1 + 0.9 * (double)step / last);
}

/* --- The page. --- */

static void put_title(struct layout *layout)
{
    const char *title = uf_cli_text(layout->cli, "title");
    layout->y += uf_page_paragraph(
        layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, layout->y, INNER,
        title != NULL ? title : uf_translate("Question by question: who answered what"), 3);
    /* A question that is alone stands here and not on every line. */
    const char *constant = uf_chart_rows_constant(layout->rows);
    const char *alone = layout->answers.questions == 1 ? layout->answers.lines[0].question : "";
    const bool both = alone[0] != '\0' && constant[0] != '\0';
    char *below =
        uf_cli_checked(layout->cli, uf_message_text("%s%s%s", alone, both ? ". " : "", constant));
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, layout->y + 2,
                                   INNER, below, 2);
    free(below);
    layout->y += 8;
}

/* Writes the places of the swatches, x and y of each. On a terminal a bar's signs are the answers
 * themselves. */
static void put_legend(struct layout *layout, double (*swatches)[2])
{
    const double line = uf_page_line(layout->page, UF_PAGE_MARK);
    double x = UF_PAGE_MARGIN;
    for (size_t s = 0; s < layout->answers.step_count && !uf_page_terminal(layout->page); s++) {
        const double width =
            uf_page_width(layout->page, UF_PAGE_MARK, layout->answers.steps[s].text);
        if (x > UF_PAGE_MARGIN && x + SWATCH_WIDTH + 6 + width > UF_PAGE_WIDTH - UF_PAGE_MARGIN) {
            x = UF_PAGE_MARGIN;
            layout->y += line;
        }
        swatches[s][0] = x;
        swatches[s][1] = layout->y + (line - SWATCH_HEIGHT) / 2;
        x += SWATCH_WIDTH + 6;
        uf_page_text(layout->page, UF_PAGE_MARK, x, layout->y + line / 2,
                     layout->answers.steps[s].text);
        x += width + 18;
    }
    if (layout->answers.step_count > 0 && !uf_page_terminal(layout->page))
        layout->y += line + 8;
}

static void put_heads(struct layout *layout)
{
    const double line = uf_page_line(layout->page, UF_PAGE_COUNT), y = layout->y + line / 2;
    if (layout->answers.any_mean)
        uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, layout->mean_right, y, uf_translate("mean"));
    if (layout->answers.any_apart)
        uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, layout->apart_right, y,
                     uf_translate("not known"));
    uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, layout->n_right, y, "n");
    layout->y += line + 2;
}

/* Among characters a step of a bar is a run of the answer's first character. */
static void put_characters(struct layout *layout, const uf_answer_line *item, double y)
{
    const double cell = uf_page_width(layout->page, UF_PAGE_MARK, "0");
    double sum = 0;
    for (size_t s = 0; s < layout->answers.step_count; s++) {
        char run[128];
        const double from = round((share_x(layout, sum) - layout->left) / cell);
        sum += uf_answer_line_share(item, s);
        const double to = round((share_x(layout, sum) - layout->left) / cell);
        const size_t length = (size_t)fmin(to - from, sizeof run - 1.0);
        memset(run, layout->answers.steps[s].text[0], length);
        run[length] = '\0';
        if (length > 0)
            uf_page_text(layout->page, UF_PAGE_MARK, layout->left + cell * from, y, run);
    }
}

static void put_line(struct layout *layout, uf_answer_line *item, bool shaded)
{
    const bool cells = uf_page_terminal(layout->page);
    const double label =
        uf_page_measure(layout->page, UF_PAGE_LABEL, LABEL_MOST, item->label, LABEL_LINES, NULL);
    char apart[UF_AXIS_TEXT_SIZE], *mean = mean_text(layout, item), *n = n_text(layout, item);
    item->top = layout->y;
    item->height = fmax(label, cells ? label : BAR_HEIGHT) + (cells ? 0 : ROW_SPACE);
    const double middle = item->top + item->height / 2;
    if (shaded)
        uf_page_band(layout->page, UF_PAGE_MARGIN - 6, item->top,
                     UF_PAGE_WIDTH - UF_PAGE_MARGIN + 6, item->top + item->height);
    (void)uf_page_paragraph(layout->page, UF_PAGE_LABEL, layout->left - GAP, middle - label / 2,
                            LABEL_MOST, item->label, LABEL_LINES);
    uf_page_text(layout->page, UF_PAGE_COUNT, layout->mean_right, middle, mean);
    uf_page_text(layout->page, UF_PAGE_COUNT, layout->apart_right, middle,
                 layout->answers.any_apart ? apart_text(item, apart) : "");
    uf_page_text(layout->page, UF_PAGE_COUNT, layout->n_right, middle, n);
    if (cells)
        put_characters(layout, item, middle);
    layout->y += item->height;
    free(mean);
    free(n);
}

static void put_lines(struct layout *layout)
{
    size_t question = 0;
    for (size_t i = 0; i < layout->answers.count; i++) {
        question += uf_chart_answers_begins(&layout->answers, i);
        put_line(layout, &layout->answers.lines[i], question % 2 == 1);
    }
    if (layout->answers.count == 0) {
        uf_page_text(layout->page, UF_PAGE_MARK, layout->left, layout->y + 20,
                     uf_translate("no rows"));
        layout->y += 40;
    }
    for (int quarter = 0; quarter <= 4; quarter++) {
        char text[UF_AXIS_TEXT_SIZE];
        uf_page_text(layout->page, UF_PAGE_TICK, share_x(layout, quarter / 4.0), layout->y + 14,
                     uf_axis_text(text, 25.0 * quarter, "%"));
    }
    layout->y += 38;
}

static void put_caption(struct layout *layout)
{
    const uf_caption_words words = {
        uf_page_terminal(layout->page)
            ? uf_translate("Bars: shares of those who gave an answer of the scale; each is drawn "
                           "with its own sign.")
            : uf_translate("Bars: shares of those who gave an answer of the scale, from the lowest "
                           "at the left to the highest; n is how many."),
        uf_translate("Behind the mean, and not drawn for the shares: %s."),
        uf_translate(" for each question"),
        layout->answers.any_apart
            ? uf_translate("Not known: of all answers, and no part of the bars or the mean.")
            : NULL
    };
    layout->y +=
        uf_chart_caption(layout->cli, layout->page, layout->rows, &words, layout->y, INNER);
}

/* --- The drawing. --- */

static void write_box(uf_chart *chart, double left, double top, double width, double height,
                      uint32_t colour)
{
    uf_chart_pixel(chart, left);
    uf_chart_pixel(chart, top);
    uf_chart_pixel(chart, left + width);
    uf_chart_pixel(chart, top + height);
    uf_chart_number(chart, colour);
    uf_chart_end_row(chart);
}

/* The bars, and then the swatches of the legend. */
static void write_bars(const struct layout *layout, uf_chart *chart, double (*swatches)[2])
{
    uf_chart_block(chart, "bars");
    for (size_t i = 0; i < layout->answers.count; i++) {
        const uf_answer_line *item = &layout->answers.lines[i];
        double sum = 0;
        for (size_t s = 0; s < layout->answers.step_count; s++) {
            const double part = uf_answer_line_share(item, s);
            if (part > 0)
                write_box(chart, share_x(layout, sum), item->top + (item->height - BAR_HEIGHT) / 2,
                          part * (layout->right - layout->left), BAR_HEIGHT,
                          step_colour(layout, s));
            sum += part;
        }
    }
    for (size_t s = 0; s < layout->answers.step_count; s++)
        write_box(chart, swatches[s][0], swatches[s][1], SWATCH_WIDTH, SWATCH_HEIGHT,
                  step_colour(layout, s));
    uf_chart_end_block(chart);
}

/* Percent in the parts that have room for it. */
static void write_percents(const struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "percents");
    for (size_t i = 0; i < layout->answers.count; i++) {
        const uf_answer_line *item = &layout->answers.lines[i];
        double sum = 0;
        for (size_t s = 0; s < layout->answers.step_count; s++) {
            char text[UF_AXIS_TEXT_SIZE];
            const double part = uf_answer_line_share(item, s),
                         middle = share_x(layout, sum + part / 2);
            sum += part;
            (void)uf_axis_text(text, round(100 * part), "");
            if (part * (layout->right - layout->left) <
                uf_page_width(layout->page, UF_PAGE_TICK, text) + 6)
                continue;
            uf_chart_pixel(chart, middle);
            uf_chart_pixel(chart, item->top + item->height / 2);
            uf_chart_text(chart, text);
            uf_chart_number(chart, uf_colour_dark(step_colour(layout, s)));
            uf_chart_end_row(chart);
        }
    }
    uf_chart_end_block(chart);
}

static void draw(struct layout *layout, double (*swatches)[2])
{
    if (layout->y > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu lines are too many for one chart; select some with --where",
                   layout->answers.count);
    uf_chart *chart = uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH,
                                   ceil(layout->y + UF_PAGE_MARGIN));
    uf_page_write(layout->page, chart);
    write_bars(layout, chart, swatches);
    write_percents(layout, chart);
    uf_chart_draw(chart, "items");
    uf_chart_free(chart);
}

void uf_chart_items(uf_cli *cli, const uf_results *results)
{
    const uf_chart_choice choice = { .not_drawn = "no shares of answers or means",
                                     .use = uf_chart_answers_use,
                                     .axis = "group",
                                     .no_sections = true,
                                     .series = "none" };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    struct layout layout = {
        .cli = cli, .page = uf_page_new(cli), .rows = rows, .y = UF_PAGE_MARGIN
    };
    layout.answers = uf_chart_answers_find(cli, rows);
    double(*swatches)[2] = uf_cli_allocate(cli, layout.answers.step_count + 1, sizeof *swatches);
    memset(swatches, 0, (layout.answers.step_count + 1) * sizeof *swatches);
    choose_sizes(&layout);
    put_title(&layout);
    put_legend(&layout, swatches);
    put_heads(&layout);
    put_lines(&layout);
    put_caption(&layout);
    draw(&layout, swatches);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    uf_chart_answers_release(&layout.answers);
    free(swatches);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
