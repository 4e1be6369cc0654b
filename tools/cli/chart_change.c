/* chart_change.c: each case before and after, risks at the left and protection at the right.
 *
 *     title
 *     improved (17 of 60)
 *     label |   o----x        |      x--o     |
 *     …
 *     worsened (13 of 60)
 *     …
 *           | axis            | axis          |
 *     caption
 *
 * A ring is before, a sign after; colour and shape of the sign are the class's. Within a class the
 * cases stand in the order of the change in risk. The records are those of uf-change. */
#include <math.h>
#include <stdlib.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_change_cases.h"
#include "cli/chart_kinds.h"
#include "cli/chart_page.h"
#include "cli/groups.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

enum {
    INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN,
    LABELLED_MOST = 100, /* cases that are named; of more, only the lines are drawn */
    ROW_HEIGHT = 15,
    ROW_HEIGHT_SMALL = 6,
    HEADING_HEIGHT = 28,
    LABEL_MOST = 150,
    GAP = 14,
    BETWEEN = 44 /* the two sides */
};

struct job {
    uf_cli *cli;
    uf_page *page;
    uf_chart_cases all;
    double left[UF_SIDES], right[UF_SIDES]; /* of the drawings */
    uf_axis axes[UF_SIDES];
    double row_height;
    double y;
};

static char *checked(const struct job *job, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(job->cli);
    return text;
}

/* --- The page. --- */

static bool is_labelled(const struct job *job)
{
    return job->all.count <= LABELLED_MOST;
}

static void choose_sizes(struct job *job)
{
    double labels = 0.0;
    for (size_t i = 0; i < job->all.count && is_labelled(job); i++) {
        double widest;
        (void)uf_page_measure(job->page, UF_PAGE_COUNT, LABEL_MOST, job->all.cases[i].name, 1,
                              &widest);
        labels = fmax(labels, widest);
    }
    job->row_height = uf_page_terminal(job->page) ? uf_page_line(job->page, UF_PAGE_COUNT)
                      : is_labelled(job)          ? ROW_HEIGHT
                                                  : ROW_HEIGHT_SMALL;
    const double left = ceil(UF_PAGE_MARGIN + labels + GAP), right = UF_PAGE_WIDTH - UF_PAGE_MARGIN;
    const double width = floor((right - left - BETWEEN) / 2);
    for (int side = 0; side < UF_SIDES; side++) {
        double low = INFINITY, high = -INFINITY;
        for (size_t i = 0; i < job->all.count; i++) {
            low = fmin(low, fmin(job->all.cases[i].before[side], job->all.cases[i].after[side]));
            high = fmax(high, fmax(job->all.cases[i].before[side], job->all.cases[i].after[side]));
        }
        job->left[side] = left + side * (width + BETWEEN);
        job->right[side] = job->left[side] + width;
        job->axes[side] = uf_axis_round(low, high, 5, false);
    }
}

static void put_title(struct job *job)
{
    const char *title = uf_cli_text(job->cli, "title");
    job->y +=
        uf_page_paragraph(job->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, job->y, INNER,
                          title != NULL ? title : uf_translate("Each case before and after"), 3);
    job->y += 6;
}

/* "school A · improved (17 of 60)", of as many as the group has. */
static char *heading(const struct job *job, size_t first)
{
    const uf_chart_case *one = &job->all.cases[first];
    const uf_groups *groups = uf_units_groups(job->all.units);
    size_t in_class = 0, in_group = 0;
    for (size_t i = 0; i < job->all.count; i++) {
        in_group += job->all.cases[i].group == one->group;
        in_class +=
            job->all.cases[i].group == one->group && job->all.cases[i].class_ == one->class_;
    }
    char *name = uf_cli_copy(job->cli, "");
    const uint32_t code = uf_groups_order((uf_groups *)groups)[one->group];
    for (size_t i = 0; i < uf_groups_width(groups); i++) {
        char *longer =
            checked(job, uf_message_text("%s%s \xC2\xB7 ", name, uf_groups_text(groups, code, i)));
        free(name);
        name = longer;
    }
    char *class_ = checked(job, uf_vocabulary(uf_change_class_name(one->class_)));
    char *text = checked(
        job, uf_message_text(uf_translate("%s%s (%zu of %zu)"), name, class_, in_class, in_group));
    free(name);
    free(class_);
    return text;
}

static bool begins_class(const struct job *job, size_t i)
{
    const uf_chart_case *one = &job->all.cases[i];
    return i == 0 || one->group != one[-1].group || one->class_ != one[-1].class_;
}

static void put_cases(struct job *job)
{
    for (size_t i = 0; i < job->all.count; i++) {
        uf_chart_case *one = &job->all.cases[i];
        if (begins_class(job, i)) {
            char *text = heading(job, i);
            (void)uf_page_paragraph(job->page, UF_PAGE_HEADING, UF_PAGE_MARGIN, job->y + 7, INNER,
                                    text, 1);
            free(text);
            job->y += HEADING_HEIGHT;
        }
        one->y = job->y + job->row_height / 2;
        if (is_labelled(job))
            uf_page_text(job->page, UF_PAGE_COUNT, job->left[0] - GAP, one->y, one->name);
        job->y += job->row_height;
    }
    if (job->all.count == 0) {
        uf_page_text(job->page, UF_PAGE_MARK, job->left[0], job->y + 20, uf_translate("no rows"));
        job->y += 40;
    }
    job->y += 6;
}

static double value_x(const struct job *job, int side, double value)
{
    const uf_axis *axis = &job->axes[side];
    return job->left[side] +
           (value - axis->low) / (axis->high - axis->low) * (job->right[side] - job->left[side]);
}

static void put_axes(struct job *job)
{
    const char *const names[UF_SIDES] = { uf_translate("Risk (less is better)"),
                                          uf_translate("Protection (more is better)") };
    for (int side = 0; side < UF_SIDES; side++) {
        for (size_t i = 0; i <= uf_axis_steps(&job->axes[side]); i++) {
            char text[UF_AXIS_TEXT_SIZE];
            const double value = uf_axis_tick(&job->axes[side], i);
            uf_page_text(job->page, UF_PAGE_TICK, value_x(job, side, value), job->y + 12,
                         uf_axis_text(text, value, ""));
        }
        uf_page_text(job->page, UF_PAGE_TICK, (job->left[side] + job->right[side]) / 2,
                     job->y + 12 + uf_page_line(job->page, UF_PAGE_TICK), names[side]);
    }
    job->y += 12 + 2 * uf_page_line(job->page, UF_PAGE_TICK) + 6;
}

/* Put a paragraph of the caption and free its text. */
static void put(struct job *job, char *text)
{
    job->y += uf_chart_caption_line(job->page, job->y, INNER, checked(job, text));
    free(text);
}

static void put_caption(struct job *job)
{
    put(job, uf_message_text("%s", uf_page_terminal(job->page)
                                       ? uf_translate("o: before. Letter: after.")
                                       : uf_translate("Ring: before. Sign: after, in the colour "
                                                      "and shape of its class.")));
    put(job, uf_message_text("n = %zu", job->all.count));
    const char *definition = uf_units_definition(job->all.units, 0);
    if (definition[0] != '\0')
        put(job, uf_message_text(uf_translate("Definition: %s"), definition));
    const char *records = uf_cli_text(job->cli, "records");
    char *source = uf_chart_source(job->cli, &records, 1);
    if (source != NULL)
        put(job, uf_message_text(uf_translate("Source: %s"), source));
    free(source);
}

/* --- The data. --- */

/* Which of the page's signs a class has; -1: it has no after. */
static int sign_of(uf_change_class class_)
{
    switch (class_) {
    case UF_CLASS_IMPROVED: return 0;
    case UF_CLASS_WORSENED: return 1;
    case UF_CLASS_RISK_ONLY: return 2;
    case UF_CLASS_PROTECTIVE_ONLY: return 3;
    case UF_CLASS_MIXED: return 4;
    case UF_CLASS_UNCHANGED:
    case UF_CLASS_NOT_ASSESSABLE: return 5;
    case UF_CLASS_LOST: break;
    }
    return -1;
}

static void write_cases(const struct job *job, uf_chart *chart)
{
    uf_chart_block(chart, "cases");
    for (size_t i = 0; i < job->all.count; i++)
        for (int side = 0; side < UF_SIDES; side++) {
            const uf_chart_case *one = &job->all.cases[i];
            if (isnan(one->before[side]) && isnan(one->after[side]))
                continue;
            uf_chart_pixel(chart, one->y);
            uf_chart_number(chart, value_x(job, side, one->before[side]));
            uf_chart_number(chart, value_x(job, side, one->after[side]));
            uf_chart_number(chart, sign_of(one->class_));
            uf_chart_end_row(chart);
        }
    uf_chart_end_block(chart);
}

/* Lines of the axes behind the cases of each class, not through the headings. */
static void write_grid(const struct job *job, uf_chart *chart)
{
    uf_chart_block(chart, "grid");
    for (size_t first = 0, end; first < job->all.count; first = end) {
        for (end = first + 1; end < job->all.count && !begins_class(job, end);)
            end++;
        for (int side = 0; side < UF_SIDES; side++)
            for (size_t i = 0; i <= uf_axis_steps(&job->axes[side]); i++) {
                uf_chart_pixel(chart, value_x(job, side, uf_axis_tick(&job->axes[side], i)));
                uf_chart_pixel(chart, job->all.cases[first].y - job->row_height / 2);
                uf_chart_pixel(chart, job->all.cases[end - 1].y + job->row_height / 2);
                uf_chart_end_row(chart);
            }
    }
    uf_chart_end_block(chart);
}

static void draw(struct job *job)
{
    if (job->y > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(job->cli, "%zu cases are too many for one chart; select some with --where",
                   job->all.count);
    uf_chart *chart = uf_chart_new(job->cli, uf_chart_choose(job->cli), UF_PAGE_WIDTH,
                                   ceil(job->y + UF_PAGE_MARGIN));
    uf_chart_variable(chart, "small", is_labelled(job) ? 0 : 1);
    uf_page_write(job->page, chart);
    write_cases(job, chart);
    write_grid(job, chart);
    uf_chart_draw(chart, "change");
    uf_chart_free(chart);
}

void uf_chart_change(uf_cli *cli)
{
    struct job job = { .cli = cli, .page = uf_page_new(cli), .y = UF_PAGE_MARGIN };
    uf_chart_cases_read(&job.all, cli);
    choose_sizes(&job);
    put_title(&job);
    put_cases(&job);
    put_axes(&job);
    put_caption(&job);
    draw(&job);
    if (uf_page_cut(job.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(job.page));
    uf_chart_cases_release(&job.all);
    uf_page_free(job.page);
}
