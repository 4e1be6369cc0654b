/* chart_sweep.c: shares over the limit that was swept, a small chart for each group. */
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
#include "cli/messages.h"

enum { INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN };

/* Rows in the order of panels and limits. */
struct place {
    size_t panel, row;
    double limit;
};

struct layout {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    uf_intern *labels; /* the panels */
    struct place *places;
    uf_panels panels;
    uf_axis x, y; /* limit; percent */
};

static char *checked(const struct layout *layout, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(layout->cli);
    return text;
}

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
    layout->x = uf_axis_round(low, high, uf_panels_steps(&layout->panels), false);
    layout->y = uf_axis_round(0.0, 100 * most, 5, false);
}

/* What stands above panel i: its label, and how many units it is of. The caller frees the detail. */
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
                   : least < most  ? uf_message_text("n = %.15g to %.15g", least, most)
                                   : uf_message_text("n = %.15g", most);
    return (uf_panel_title){ uf_intern_text(layout->labels, (uint32_t)panel),
                             checked(layout, detail) };
}

static double put_title(struct layout *layout)
{
    double y = UF_PAGE_MARGIN;
    const char *title = uf_cli_text(layout->cli, "title");
    const uf_estimate *first = uf_chart_rows_get(layout->rows, 0)->estimate;
    char *own = checked(layout, uf_chart_measure_title(first, true));
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
    const double numbers = uf_page_width(layout->page, UF_PAGE_TICK_RIGHT, "100%");
    layout->panels = uf_panels_place(layout->page, titles, count, y, numbers);
    for (size_t i = 0; i < count; i++)
        free(titles[i].detail);
    free(titles);
}

static double put_axes(struct layout *layout)
{
    const uf_estimate *first = uf_chart_rows_get(layout->rows, 0)->estimate;
    char *outcome = checked(layout, uf_chart_measure_outcome(first));
    char *name = checked(layout, uf_message_text("Limit on %s", outcome));
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

void uf_chart_sweep(uf_cli *cli, const uf_results *results)
{
    const uf_chart_choice choice = { .sweep = true, .series = "none" };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    struct layout layout = { .cli = cli, .page = uf_page_new(cli), .rows = rows };
    find_places(&layout);
    put_panels(&layout, put_title(&layout));
    choose_axes(&layout);
    double y = put_axes(&layout);
    y += uf_chart_caption(cli, layout.page, rows, "Line", "Band", y, INNER);
    draw(&layout, y + UF_PAGE_MARGIN);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    uf_intern_free(layout.labels);
    free(layout.places);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
