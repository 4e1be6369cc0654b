/* chart_sweep.c: shares over the limit that was swept, a small chart for each group, with the limit
 * that a capacity allows where the results have it (rows of the term `limit`). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart.h"
#include "cli/chart_axis.h"
#include "cli/chart_caption.h"
#include "cli/chart_kinds.h"
#include "cli/chart_measure.h"
#include "cli/chart_page.h"
#include "cli/chart_panels.h"
#include "cli/intern.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/numbers.h"

enum { INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN };

/* Rows in the order of panels and limits. */
struct place {
    size_t panel, row;
    double limit;
};

/* The lowest limit that selects at most so many units, of a panel. */
struct capacity {
    const uf_estimate *estimate; /* NULL: none                                  */
    double most;                 /* how many may be selected; NaN: not said     */
    double limit;                /* in the unit of the axis, or NaN: no limit   */
};

struct layout {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    uf_intern *labels; /* the panels */
    struct place *places;
    const uf_results *results;
    struct capacity *capacities; /* [panel] */
    uf_panels panels;
    uf_axis x, y; /* limit; percent */
};

static int by_panel_and_limit(const void *a, const void *b)
{
    const struct place *p = a, *q = b;
    if (p->panel != q->panel)
        return p->panel < q->panel ? -1 : 1;
    return (p->limit > q->limit) - (p->limit < q->limit);
}

static void find_places(struct layout *layout)
{
    const size_t count = uf_chart_rows_count(layout->rows);
    layout->labels = uf_intern_new(layout->cli);
    layout->places = uf_cli_allocate(layout->cli, count, sizeof *layout->places);
    for (size_t i = 0; i < count; i++) {
        const uf_chart_row *row = uf_chart_rows_get(layout->rows, i);
        const size_t panel = uf_intern_code(layout->labels, row->label, strlen(row->label));
        layout->places[i] = (struct place){ panel, i, row->limit };
    }
    qsort(layout->places, count, sizeof *layout->places, by_panel_and_limit);
}

/* --- The limits of capacity. --- */

/* Whether two results are of the same group: equal in all by-columns but the limit. */
static bool same_group(const uf_results *results, size_t a, size_t b)
{
    for (size_t i = 0; i < uf_results_by_count(results); i++)
        if (strcmp(uf_results_extra_name(results, i), "limit") != 0 &&
            strcmp(uf_results_extra(results, a, i), uf_results_extra(results, b, i)) != 0)
            return false;
    return true;
}

/* The number in "…;capacity=40", or NaN. */
static double capacity_of(const uf_estimate *estimate)
{
    static const char rule[] = "capacity=";
    double most = NAN;
    const char *found = strstr(estimate->definition, rule);
    if (found == NULL)
        return NAN;
    found += sizeof rule - 1;
    return uf_number_read(found, strcspn(found, ";"), &most) ? most : NAN;
}

static void find_capacities(struct layout *layout)
{
    const size_t panels = uf_intern_count(layout->labels);
    const uf_estimate *first = uf_chart_rows_get(layout->rows, 0)->estimate;
    const double unit = strcmp(uf_chart_measure_unit(first), "%") == 0 ? 100.0 : 1.0;
    layout->capacities = uf_cli_allocate(layout->cli, panels, sizeof *layout->capacities);
    for (size_t i = 0; i < panels; i++)
        layout->capacities[i] = (struct capacity){ NULL, NAN, NAN };
    for (size_t r = 0; r < uf_results_count(layout->results); r++) {
        const uf_estimate *estimate = uf_results_get(layout->results, r);
        if (strcmp(estimate->term, "limit") != 0 || estimate->role == UF_SENSITIVITY)
            continue;
        for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
            const struct place *place = &layout->places[i];
            if (same_group(layout->results, r, uf_chart_rows_source(layout->rows, place->row)))
                layout->capacities[place->panel] =
                    (struct capacity){ estimate, capacity_of(estimate), unit * estimate->estimate };
        }
    }
}

/* The limit as a reader may use it: rounded up, since any lower one selects too many. */
static double rounded_limit(double limit)
{
    return ceil(10 * limit - 1e-9) / 10;
}

/* "18.1% selects 39", or ""; the caller frees it. */
static char *capacity_text(const struct layout *layout, size_t panel)
{
    const struct capacity *capacity = &layout->capacities[panel];
    const char *unit = uf_chart_measure_unit(uf_chart_rows_get(layout->rows, 0)->estimate);
    char number[UF_AXIS_TEXT_SIZE];
    if (capacity->estimate == NULL)
        return uf_cli_copy(layout->cli, "");
    if (isnan(capacity->limit))
        return uf_cli_copy(layout->cli, capacity->estimate->events > 0
                                            ? uf_translate("no limit is needed")
                                            : uf_translate("no limit selects so few"));
    return uf_cli_checked(
        layout->cli, uf_message_text(uf_translate("%s selects %.15g"),
                                     uf_axis_text(number, rounded_limit(capacity->limit), unit),
                                     capacity->estimate->events));
}

/* What the lines of capacity are; NULL where there are none. The caller frees it. */
static char *capacity_caption(const struct layout *layout)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < layout->panels.count; i++)
        if (!isnan(layout->capacities[i].limit)) {
            least = fmin(least, layout->capacities[i].most);
            most = fmax(most, layout->capacities[i].most);
        }
    if (!isfinite(most) || least < most)
        return isfinite(most)
                   ? uf_cli_copy(layout->cli, uf_translate("Dashed: the lowest limit that selects "
                                                           "no more than there is capacity for."))
                   : NULL;
    return uf_cli_checked(layout->cli,
                          uf_message_text(uf_translate("Dashed: the lowest limit that selects at "
                                                       "most %.15g, and %.15g as a share of n."),
                                          most, most));
}

/* --- Panels and axes. --- */

static void choose_axes(struct layout *layout)
{
    double low = INFINITY, high = -INFINITY, most = 0.0;
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        const uf_chart_row *row = uf_chart_rows_get(layout->rows, i);
        low = fmin(low, row->limit);
        high = fmax(high, row->limit);
        const double ends[] = { row->estimate->estimate, row->estimate->conf_high,
                                row->estimate->bound_high };
        for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++)
            if (isfinite(ends[k]))
                most = fmax(most, ends[k]);
    }
    for (size_t i = 0; i < layout->panels.count; i++)
        if (isfinite(layout->capacities[i].limit)) {
            low = fmin(low, layout->capacities[i].limit);
            high = fmax(high, layout->capacities[i].limit);
        }
    layout->x = uf_axis_round(low, high, uf_panels_steps(&layout->panels), false);
    layout->y = uf_axis_round(0.0, 100 * most, 5, false);
}

/* What stands above panel i: its label, and how many units it is of. The caller frees the
 * detail. */
static uf_panel_title panel_title(const struct layout *layout, size_t panel)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++)
        if (layout->places[i].panel == panel) {
            const double n = uf_chart_rows_get(layout->rows, layout->places[i].row)->estimate->n;
            least = fmin(least, n);
            most = fmax(most, n);
        }
    char *detail = !isfinite(most) ? uf_cli_copy(layout->cli, "")
                   : least < most ? uf_message_text(uf_translate("n = %.15g to %.15g"), least, most)
                                  : uf_message_text("n = %.15g", most);
    return (uf_panel_title){ uf_intern_text(layout->labels, (uint32_t)panel),
                             uf_cli_checked(layout->cli, detail), capacity_text(layout, panel) };
}

static double put_title(struct layout *layout)
{
    double y = UF_PAGE_MARGIN;
    const char *title = uf_cli_text(layout->cli, "title");
    const uf_estimate *first = uf_chart_rows_get(layout->rows, 0)->estimate;
    char *own = uf_cli_checked(layout->cli, uf_chart_measure_title(first, true));
    y += uf_page_paragraph(layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, y, INNER,
                           title != NULL ? title : own, 3);
    free(own);
    y += uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, y + 2, INNER,
                           uf_chart_rows_constant(layout->rows), 2);
    return y + 8;
}

static void put_panels(struct layout *layout, double y)
{
    const size_t count = uf_intern_count(layout->labels);
    uf_panel_title *titles = uf_cli_allocate(layout->cli, count, sizeof *titles);
    for (size_t i = 0; i < count; i++)
        titles[i] = panel_title(layout, i);
    const double numbers = uf_page_width(layout->page, UF_PAGE_TICK_RIGHT, uf_translate("100%"));
    layout->panels = uf_panels_place(layout->page, titles, count, y, numbers);
    for (size_t i = 0; i < count; i++) {
        free(titles[i].detail);
        free(titles[i].more);
    }
    free(titles);
}

static double put_axes(struct layout *layout)
{
    const uf_estimate *first = uf_chart_rows_get(layout->rows, 0)->estimate;
    char *outcome = uf_cli_checked(layout->cli, uf_chart_measure_outcome(first));
    char *name = uf_cli_checked(layout->cli, uf_message_text(uf_translate("Limit on %s"), outcome));
    const double y = uf_panels_axes(&layout->panels, layout->page, &layout->x,
                                    uf_chart_measure_unit(first), &layout->y, "%", name);
    free(outcome);
    free(name);
    return y;
}

static void write_curves(const struct layout *layout, uf_chart *chart)
{
    uf_chart_block(chart, "curves");
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        const struct place *place = &layout->places[i];
        const uf_estimate *estimate = uf_chart_rows_get(layout->rows, place->row)->estimate;
        uf_chart_number(chart, (double)place->panel);
        uf_chart_number(chart, place->limit);
        uf_chart_number(chart, 100 * estimate->estimate);
        uf_chart_number(chart, 100 * estimate->conf_low);
        uf_chart_number(chart, 100 * estimate->conf_high);
        uf_chart_number(chart, 100 * estimate->bound_low);
        uf_chart_number(chart, 100 * estimate->bound_high);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
    uf_chart_block(chart, "capacities");
    for (size_t i = 0; i < layout->panels.count; i++) {
        const struct capacity *capacity = &layout->capacities[i];
        if (capacity->estimate == NULL)
            continue;
        uf_chart_number(chart, (double)i);
        uf_chart_number(chart, capacity->limit);
        uf_chart_number(chart, 100 * capacity->most / capacity->estimate->n);
        uf_chart_end_row(chart);
    }
    uf_chart_end_block(chart);
}

static void draw(const struct layout *layout, double height)
{
    if (height > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu groups are too many for one chart; select some with --where",
                   layout->panels.count);
    uf_chart *chart =
        uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH, ceil(height));
    uf_panels_write(&layout->panels, chart, &layout->x, &layout->y);
    uf_page_write(layout->page, chart);
    write_curves(layout, chart);
    uf_chart_draw(chart, "sweep");
    uf_chart_free(chart);
}

static double put_caption(const struct layout *layout, double y)
{
    char *capacity = capacity_caption(layout);
    const uf_caption_words words = { uf_translate("Line: share."), uf_translate("Band: %s."),
                                     uf_translate(" for each share"), capacity };
    y += uf_chart_caption(layout->cli, layout->page, layout->rows, &words, y, INNER);
    free(capacity);
    return y;
}

void uf_chart_sweep(uf_cli *cli, const uf_results *results)
{
    const uf_chart_choice choice = { .terms = uf_chart_shares,
                                     .not_drawn = "no shares, or sensitivity rows,",
                                     .beside = "limit",
                                     .axis = "limit",
                                     .no_sections = true,
                                     .series = "none" };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    struct layout layout = {
        .cli = cli, .page = uf_page_new(cli), .rows = rows, .results = results
    };
    find_places(&layout);
    find_capacities(&layout);
    put_panels(&layout, put_title(&layout));
    choose_axes(&layout);
    draw(&layout, put_caption(&layout, put_axes(&layout)) + UF_PAGE_MARGIN);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    uf_intern_free(layout.labels);
    free(layout.places);
    free(layout.capacities);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
