/* chart_distribution.c: how many units have which value, a small chart for each group. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/histogram.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_kinds.h"
#include "cli/chart_page.h"
#include "cli/chart_panels.h"
#include "cli/groups.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/rows.h"
#include "cli/units.h"
#include "cli/vocabulary.h"

enum { INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN };

/* The values of one group, and how many fall into each bin. */
struct group {
    double *values;
    size_t n, capacity;
    size_t *counts; /* [bin] */
};

struct job {
    uf_cli *cli;
    uf_page *page;
    uf_rows *rows;
    uf_units *units;
    size_t column;
    bool percent;         /* shares from 0 to 1, shown as percent */
    struct group *groups; /* [code] */
    size_t group_capacity;
    uint64_t missing;
    double *pooled; /* all values */
    size_t n;
    uf_decimal *limits; /* in the unit of the values */
    size_t limit_count;
    uf_histogram histogram;
    uf_panels panels;
    uf_axis x, y;
};

static char *checked(const struct job *job, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(job->cli);
    return text;
}

/* --- Reading. --- */

static void keep(struct job *job, uint32_t code, double value)
{
    if (code >= job->group_capacity) {
        const size_t capacity = 2 * (size_t)code + 4;
        job->groups = uf_cli_grow(job->cli, job->groups, capacity, sizeof *job->groups);
        memset(job->groups + job->group_capacity, 0,
               (capacity - job->group_capacity) * sizeof *job->groups);
        job->group_capacity = capacity;
    }
    struct group *group = &job->groups[code];
    if (group->n == group->capacity) {
        group->capacity = 2 * group->capacity + 64;
        group->values =
            uf_cli_grow(job->cli, group->values, group->capacity, sizeof *group->values);
    }
    group->values[group->n++] = value;
    job->n++;
}

static void read_records(struct job *job)
{
    const char *path = uf_cli_text(job->cli, "records");
    const char *value = uf_cli_text(job->cli, "value");
    if (path == NULL)
        uf_cli_die(job->cli, "distribution: name the records with --records FILE (or -)");
    job->percent = value == NULL;
    job->rows = uf_rows_open_records(job->cli, path);
    job->column = uf_rows_require(job->rows, value != NULL ? value : "rate");
    job->units = uf_units_new(job->cli, job->rows);
    while (uf_rows_next(job->rows)) {
        uint32_t code;
        const double number = uf_rows_number(job->rows, job->column);
        if (job->percent && (number < 0 || number > 1))
            uf_rows_reject(job->rows, job->column, "'%s' is not a share from 0 to 1",
                           uf_rows_cell(job->rows, job->column).text);
        if (!uf_units_take(job->units, &code))
            continue;
        if (isnan(number))
            job->missing++;
        else
            keep(job, code, number);
    }
    uf_rows_close(job->rows);
}

static struct group *group_of(struct job *job, uint32_t code)
{
    static struct group nothing;
    return code < job->group_capacity ? &job->groups[code] : &nothing;
}

/* --- Bins. --- */

/* A limit or width as given, in the unit of the values. */
static uf_decimal in_unit(const struct job *job, const char *option, uf_decimal given)
{
    uf_decimal share = given;
    if (job->percent && !uf_decimal_percent(given, &share))
        uf_cli_die(job->cli, "--%s: too many decimals", option);
    return share;
}

static void read_limits(struct job *job)
{
    const uf_limit_unit unit = job->percent ? UF_LIMIT_PERCENT : UF_LIMIT_PLAIN;
    const uf_decimal *given = uf_cli_limits(job->cli, "limit", unit, &job->limit_count);
    job->limits = uf_cli_allocate(job->cli, job->limit_count + 1, sizeof *job->limits);
    for (size_t i = 0; i < job->limit_count; i++)
        job->limits[i] = in_unit(job, "limit", given[i]);
}

/* A number in the unit of the axis, as text. */
static const char *axis_text(const struct job *job, char text[UF_AXIS_TEXT_SIZE], double value)
{
    return uf_axis_text(text, job->percent ? 100 * value : value, job->percent ? "%" : "");
}

static uf_decimal choose_width(struct job *job)
{
    const uf_limit_unit unit = job->percent ? UF_LIMIT_PERCENT : UF_LIMIT_PLAIN;
    size_t n;
    const uf_decimal *given = uf_cli_limits(job->cli, "bin", unit, &n);
    uf_decimal width;
    uf_error error;
    if (n == 0) {
        if (uf_histogram_width(&width, job->pooled, job->n, job->limits, job->limit_count,
                               &error) != UF_OK)
            (void)uf_cli_fail(job->cli, &error);
        return width;
    }
    width = in_unit(job, "bin", given[0]);
    for (size_t i = 0; i < job->limit_count; i++)
        if (width.mantissa > 0 && !uf_histogram_on_edge(job->limits[i], width)) {
            char text[2][UF_AXIS_TEXT_SIZE];
            uf_cli_die(job->cli,
                       "--bin %s: the limit %s would lie inside a bin; choose a width "
                       "that divides it",
                       axis_text(job, text[0], uf_decimal_value(width)),
                       axis_text(job, text[1], uf_decimal_value(job->limits[i])));
        }
    return width;
}

static void count_group(struct job *job, struct group *group)
{
    uf_error error;
    group->counts = uf_cli_allocate(job->cli, job->histogram.bins, sizeof *group->counts);
    memset(group->counts, 0, job->histogram.bins * sizeof *group->counts);
    if (uf_histogram_count(group->counts, &job->histogram, group->values, group->n, &error) !=
        UF_OK)
        (void)uf_cli_fail(job->cli, &error);
}

static void count_values(struct job *job)
{
    uf_error error;
    size_t at = 0;
    job->pooled = uf_cli_allocate(job->cli, job->n + 1, sizeof *job->pooled);
    for (size_t g = 0; g < job->group_capacity; g++) {
        const struct group *group = &job->groups[g];
        if (group->n > 0)
            memcpy(job->pooled + at, group->values, group->n * sizeof *group->values);
        at += group->n;
    }
    if (job->n == 0)
        return;
    if (uf_histogram_place(&job->histogram, choose_width(job), job->pooled, job->n, job->limits,
                           job->limit_count, &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    for (size_t g = 0; g < job->group_capacity; g++)
        count_group(job, &job->groups[g]);
}

/* --- The page. --- */

/* "Number of pupils. Dashed: limit 15%; darker: above it." */
static char *subtitle(const struct job *job)
{
    char *list = uf_cli_copy(job->cli, "");
    for (size_t i = 0; i < job->limit_count; i++) {
        char number[UF_AXIS_TEXT_SIZE];
        char *longer =
            checked(job, uf_message_text("%s%s%s", list, i > 0 ? ", " : "",
                                         axis_text(job, number, uf_decimal_value(job->limits[i]))));
        free(list);
        list = longer;
    }
    const char *format =
        job->limit_count == 1
            ? uf_translate("Number of %s. Dashed: limit %s; darker: above it.")
            : uf_translate("Number of %s. Dashed: limits %s; darker: above the lowest.");
    char *units = checked(job, uf_vocabulary(uf_units_name(job->units)));
    char *text =
        checked(job, job->limit_count == 0 ? uf_message_text(uf_translate("Number of %s."), units)
                                           : uf_message_text(format, units, list));
    free(units);
    free(list);
    return text;
}

static double put_title(struct job *job)
{
    const char *title = uf_cli_text(job->cli, "title"), *value = uf_cli_text(job->cli, "value");
    char *what = checked(job, job->percent ? uf_vocabulary("absence") : uf_vocabulary(value));
    char *own = checked(job, uf_message_text(uf_translate("Distribution of %s"), what));
    double y = UF_PAGE_MARGIN;
    y += uf_page_paragraph(job->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, y, INNER,
                           title != NULL ? title : own, 3);
    free(own);
    free(what);
    char *below = subtitle(job);
    y += uf_page_paragraph(job->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, y + 2, INNER, below, 2);
    free(below);
    return y + 8;
}

/* The texts of a group's columns. */
static char *group_name(const struct job *job, uint32_t code)
{
    const uf_groups *groups = uf_units_groups(job->units);
    char *name = uf_cli_copy(job->cli, "");
    for (size_t i = 0; i < uf_groups_width(groups); i++) {
        const char *text = uf_groups_text(groups, code, i);
        char *longer =
            checked(job, uf_message_text("%s%s%s", name, i > 0 ? " \xC2\xB7 " : "",
                                         text[0] != '\0' ? text : uf_translate("(empty)")));
        free(name);
        name = longer;
    }
    return name;
}

/* At least one panel, also when there are no rows. */
static size_t panel_count(struct job *job)
{
    const size_t groups = uf_groups_count(uf_units_groups(job->units));
    return groups > 0 ? groups : 1;
}

static uint32_t panel_group(struct job *job, size_t panel)
{
    uf_groups *groups = uf_units_groups(job->units);
    return uf_groups_count(groups) > 0 ? uf_groups_order(groups)[panel] : 0;
}

static void choose_axes(struct job *job)
{
    double low = job->n > 0 ? uf_histogram_edge(&job->histogram, 0) : 0.0;
    double high = job->n > 0 ? uf_histogram_edge(&job->histogram, job->histogram.bins) : 1.0;
    size_t most = 0;
    for (size_t i = 0; i < job->limit_count; i++) {
        low = fmin(low, uf_decimal_value(job->limits[i]));
        high = fmax(high, uf_decimal_value(job->limits[i]));
    }
    for (size_t g = 0; g < job->group_capacity && job->n > 0; g++)
        for (size_t b = 0; b < job->histogram.bins; b++)
            most = job->groups[g].counts[b] > most ? job->groups[g].counts[b] : most;
    const double unit = job->percent ? 100.0 : 1.0;
    const size_t steps = uf_panels_steps(&job->panels);
    job->x = uf_axis_round(unit * low, unit * high, steps, false);
    job->x.high = fmax(unit * high, job->x.low + job->x.step);
    job->y = uf_axis_round(0.0, (double)most, job->panels.columns > 1 ? 4 : 6, true);
}

static void put_panels(struct job *job, double y)
{
    const size_t count = panel_count(job);
    const bool grouped = uf_groups_count(uf_units_groups(job->units)) > 0;
    const bool any = job->n > 0 || job->missing > 0;
    uf_panel_title *titles = uf_cli_allocate(job->cli, count, sizeof *titles);
    char **names = uf_cli_allocate(job->cli, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        const uint32_t code = panel_group(job, i);
        names[i] = grouped ? group_name(job, code) : uf_cli_copy(job->cli, "");
        titles[i] =
            (uf_panel_title){ names[i],
                              checked(job, any ? uf_message_text("n = %zu", group_of(job, code)->n)
                                               : uf_message_text("%s", uf_translate("no rows"))),
                              NULL };
    }
    const double numbers = uf_page_width(job->page, UF_PAGE_TICK_RIGHT, "00000");
    job->panels = uf_panels_place(job->page, titles, count, y, numbers);
    for (size_t i = 0; i < count; i++) {
        free(names[i]);
        free(titles[i].detail);
    }
    free(names);
    free(titles);
}

/* Put a paragraph of the caption, free its text, and return the y below. */
static double put(struct job *job, double y, char *text)
{
    const double height = uf_chart_caption_line(job->page, y, INNER, checked(job, text));
    free(text);
    return y + height;
}

/* How many units the bars stand for, and how many are left out. */
static double put_counts(struct job *job, double y)
{
    const uint64_t ineligible = uf_units_ineligible(job->units);
    char *units = checked(job, uf_vocabulary(uf_units_name(job->units)));
    char *counts = checked(job, uf_message_text("n = %zu %s.", job->n, units));
    char *missing = checked(
        job, uf_message_text(uf_translate(" %zu without a value left out."), (size_t)job->missing));
    char *left = checked(
        job, uf_message_text(uf_translate(" %zu not eligible left out."), (size_t)ineligible));
    y = put(job, y,
            uf_message_text("%s%s%s", counts, job->missing > 0 ? missing : "",
                            ineligible > 0 ? left : ""));
    free(units);
    free(counts);
    free(missing);
    free(left);
    return y;
}

/* Returns the y below. */
static double put_caption(struct job *job, double y)
{
    y = put_counts(job, y);
    if (job->n > 0) {
        char width[UF_AXIS_TEXT_SIZE];
        (void)axis_text(job, width, uf_decimal_value(job->histogram.width));
        y = put(job, y,
                uf_message_text(
                    job->histogram.closed
                        ? uf_translate("Bars are %s wide and include their upper end, not their "
                                       "lower (the first also includes 0): a value exactly at a "
                                       "limit counts below it.")
                        : uf_translate("Bars are %s wide and include their upper end, not their "
                                       "lower: a value exactly at a limit counts below it."),
                    width));
    }
    const char *definition = uf_units_definition(job->units, 0);
    if (definition[0] != '\0')
        y = put(job, y, uf_message_text(uf_translate("Definition: %s"), definition));
    const char *records = uf_cli_text(job->cli, "records");
    char *source = uf_chart_source(job->cli, &records, 1);
    if (source != NULL)
        y = put(job, y, uf_message_text(uf_translate("Source: %s"), source));
    free(source);
    return y;
}

/* --- The data. --- */

static size_t limits_below(const struct job *job, double low)
{
    size_t below = 0;
    for (size_t i = 0; i < job->limit_count; i++)
        below += uf_decimal_value(job->limits[i]) <= low;
    return below;
}

static void write_bars(struct job *job, uf_chart *chart)
{
    const double unit = job->percent ? 100.0 : 1.0;
    uf_chart_block(chart, "bars");
    for (size_t panel = 0; panel < job->panels.count && job->n > 0; panel++) {
        const struct group *group = group_of(job, panel_group(job, panel));
        for (size_t b = 0; b < job->histogram.bins && group->counts != NULL; b++) {
            if (group->counts[b] == 0)
                continue;
            const double low = uf_histogram_edge(&job->histogram, b);
            uf_chart_number(chart, (double)panel);
            uf_chart_number(chart, unit * low);
            uf_chart_number(chart, unit * uf_histogram_edge(&job->histogram, b + 1));
            uf_chart_number(chart, (double)group->counts[b]);
            uf_chart_number(chart, (double)limits_below(job, low));
            uf_chart_end_row(chart);
        }
    }
    uf_chart_end_block(chart);
    uf_chart_block(chart, "limits");
    for (size_t i = 0; i < job->limit_count; i++) {
        uf_chart_number(chart, unit * uf_decimal_value(job->limits[i]));
        uf_chart_end_row(chart);
    }
    if (job->limit_count == 0) { /* -1 could be a limit */
        uf_chart_number(chart, NAN);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

static void draw(struct job *job, double height)
{
    if (height > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(job->cli, "%zu groups are too many for one chart; select some with --where",
                   job->panels.count);
    uf_chart *chart =
        uf_chart_new(job->cli, uf_chart_choose(job->cli), UF_PAGE_WIDTH, ceil(height));
    uf_panels_write(&job->panels, chart, &job->x, &job->y);
    uf_page_write(job->page, chart);
    write_bars(job, chart);
    uf_chart_draw(chart, "distribution");
    uf_chart_free(chart);
}

static void release(struct job *job)
{
    for (size_t g = 0; g < job->group_capacity; g++) {
        free(job->groups[g].values);
        free(job->groups[g].counts);
    }
    free(job->groups);
    free(job->pooled);
    free(job->limits);
    uf_units_free(job->units);
    uf_page_free(job->page);
}

void uf_chart_distribution(uf_cli *cli)
{
    struct job job = { .cli = cli, .page = uf_page_new(cli) };
    read_records(&job);
    read_limits(&job);
    count_values(&job);
    put_panels(&job, put_title(&job));
    choose_axes(&job);
    const char *value = uf_cli_text(cli, "value");
    double y =
        uf_panels_axes(&job.panels, job.page, &job.x, job.percent ? "%" : "", &job.y, "",
                       job.percent ? uf_translate("Absence, percent of scheduled time") : value);
    y = put_caption(&job, y);
    draw(&job, y + UF_PAGE_MARGIN);
    if (uf_page_cut(job.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(job.page));
    release(&job);
}
