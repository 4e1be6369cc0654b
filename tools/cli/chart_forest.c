/* chart_forest.c: any estimates with their intervals, a line each, a panel for each scale. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart.h"
#include "cli/chart_caption.h"
#include "cli/chart_forest_panel.h"
#include "cli/chart_kinds.h"
#include "cli/language.h"
#include "cli/messages.h"

enum {
    INNER = UF_PAGE_WIDTH - 2 * UF_PAGE_MARGIN,
    LABEL_MOST = 270,    /* pixels of a label                         */
    LABEL_LEAST = 110,   /* the same, where the drawing has no room   */
    DRAWING_LEAST = 190, /* pixels of a drawing                       */
    LEAST_LINE = 20,     /* pixels of a line                */
    MANY = 100           /* lines that are too many to read */
};

/* The drawing takes what labels and numbers leave; where that is little, labels get more lines. */
static void share_width(uf_forest_page *layout)
{
    uf_forest_widths widths = { 0.0, 0.0, 0.0 };
    layout->left = UF_PAGE_MARGIN;
    layout->right = UF_PAGE_WIDTH - UF_PAGE_MARGIN;
    layout->label_most = LABEL_MOST;
    for (size_t p = 0; p < layout->forest.count; p++)
        uf_forest_panel_widen(&widths, layout, &layout->forest.panels[p]);
    const double beside = widths.numbers + widths.counts + 3 * layout->gap;
    const double left = INNER - beside - DRAWING_LEAST;
    layout->label_most = fmin(ceil(widths.labels + 0.5), fmax(left, LABEL_LEAST));
    layout->left =
        ceil(UF_PAGE_MARGIN + layout->label_most + (widths.labels > 0 ? layout->gap : 0));
    layout->numbers = floor(UF_PAGE_WIDTH - UF_PAGE_MARGIN - widths.counts - layout->gap);
    layout->right = floor(layout->numbers - widths.numbers - layout->gap);
}

/* --- Above the panels. --- */

static void put_title(uf_forest_page *layout)
{
    const char *title = uf_cli_text(layout->cli, "title");
    const char *constant = uf_chart_rows_constant(layout->rows);
    const char *comparison = layout->forest.comparison;
    char *below = uf_cli_checked(
        layout->cli,
        uf_message_text("%s%s%s", constant,
                        constant[0] != '\0' && comparison[0] != '\0' ? ", " : "", comparison));
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_TITLE, UF_PAGE_MARGIN, layout->y, INNER,
                                   title != NULL ? title : layout->forest.title, 3);
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_SUBTITLE, UF_PAGE_MARGIN, layout->y + 2,
                                   INNER, below, 2);
    layout->y += 8;
    free(below);
}

/* The signs of the roles, where there are several. */
static void put_legend(uf_forest_page *layout)
{
    static const char *const names[] = { UF_TRANSLATABLE("primary"), UF_TRANSLATABLE("sensitivity"),
                                         UF_TRANSLATABLE("descriptive") };
    bool there[] = { false, false, false };
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++)
        there[uf_chart_rows_get(layout->rows, i)->estimate->role] = true;
    if (there[0] + there[1] + there[2] < 2)
        return;
    const double line = uf_page_line(layout->page, UF_PAGE_TEXT) + 2;
    const double sign = layout->cells ? uf_page_width(layout->page, UF_PAGE_TEXT, "*: ") : 14;
    double x = UF_PAGE_MARGIN;
    for (size_t role = 0; role < sizeof names / sizeof names[0]; role++) {
        if (!there[role])
            continue;
        const char *name = uf_translate(names[role]);
        uf_marks_point(layout->marks, x + 5, layout->y + line / 2, (uf_role)role);
        uf_page_text(layout->page, UF_PAGE_TEXT, x + sign, layout->y + line / 2, name);
        x += sign + uf_page_width(layout->page, UF_PAGE_TEXT, name) + 20;
    }
    layout->y += line + 4;
}

/* --- The whole. --- */

static void put_panels(uf_forest_page *layout)
{
    for (size_t p = 0; p < layout->forest.count; p++)
        uf_forest_panel_put(layout, &layout->forest.panels[p]);
    if (layout->forest.count == 0) {
        uf_page_text(layout->page, UF_PAGE_MARK, UF_PAGE_MARGIN, layout->y + 10,
                     uf_translate("no rows"));
        layout->y += 30;
    }
}

/* " 3 to 6 clusters."; "" where no row has any. */
static char *clusters_text(const uf_forest_page *layout)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < uf_chart_rows_count(layout->rows); i++) {
        least = fmin(least, uf_chart_rows_get(layout->rows, i)->estimate->clusters);
        most = fmax(most, uf_chart_rows_get(layout->rows, i)->estimate->clusters);
    }
    if (!isfinite(most))
        return uf_cli_copy(layout->cli, "");
    return uf_cli_checked(
        layout->cli, least < most
                         ? uf_message_text(uf_translate("%.15g to %.15g clusters."), least, most)
                         : uf_message_text(uf_translate("%.15g clusters."), most));
}

static void put_caption(uf_forest_page *layout)
{
    const char *arrows = !layout->arrows ? ""
                         : layout->cells
                             ? uf_translate("< or >: the interval goes on beyond the axis.")
                             : uf_translate("Arrow: the interval goes on beyond the axis.");
    char *clusters = clusters_text(layout);
    char *more = uf_cli_checked(layout->cli,
                                uf_message_text("%s%s%s", arrows,
                                                arrows[0] != '\0' && clusters[0] != '\0' ? " " : "",
                                                clusters));
    const uf_caption_words words = { uf_translate("Point: estimate."), uf_translate("Bar: %s."),
                                     uf_translate(" for each estimate"),
                                     more[0] != '\0' ? more : NULL };
    layout->y +=
        uf_chart_caption(layout->cli, layout->page, layout->rows, &words, layout->y, INNER);
    free(clusters);
    free(more);
}

static void draw(uf_forest_page *layout)
{
    if (layout->y > UF_PAGE_MAX_HEIGHT)
        uf_cli_die(layout->cli, "%zu rows are too many for one chart; select some with --where",
                   uf_chart_rows_count(layout->rows));
    uf_chart *chart = uf_chart_new(layout->cli, uf_chart_choose(layout->cli), UF_PAGE_WIDTH,
                                   ceil(layout->y + UF_PAGE_MARGIN));
    uf_page_write(layout->page, chart);
    uf_marks_write(layout->marks, chart);
    uf_chart_draw(chart, "forest");
    uf_chart_free(chart);
}

/* Before anything is compared with anything. */
static void check_count(uf_cli *cli, const uf_results *results)
{
    const size_t count = uf_results_count(results);
    if (count > UF_PAGE_MAX_HEIGHT / LEAST_LINE)
        uf_cli_die(cli, "%zu rows are too many for one chart; select some with --where", count);
    if (count > MANY)
        uf_cli_say(cli,
                   "%zu lines are hard to read in one chart; --where term=..., measure=... or "
                   "role=primary selects some",
                   count);
}

/* A test that estimates nothing has no place on an axis. */
static uf_chart_use use_of(const uf_results *results, size_t row)
{
    const uf_estimate *estimate = uf_results_get(results, row);
    return isnan(estimate->estimate) && !isnan(estimate->p_value) ? UF_CHART_LEFT : UF_CHART_DRAWN;
}

void uf_chart_forest(uf_cli *cli, const uf_results *results)
{
    static const uf_chart_choice choice = { .use = use_of,
                                            .not_drawn = "tests without an estimate",
                                            .series = "none" };
    check_count(cli, results);
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    uf_forest_page layout = { .cli = cli,
                              .page = uf_page_new(cli),
                              .rows = rows,
                              .forest = uf_forest_rows_make(cli, results, rows),
                              .marks = uf_marks_new(cli),
                              .y = UF_PAGE_MARGIN };
    layout.cells = uf_page_terminal(layout.page);
    layout.gap = layout.cells ? UF_FOREST_GAP_CELLS : UF_FOREST_GAP;
    share_width(&layout);
    put_title(&layout);
    put_legend(&layout);
    put_panels(&layout);
    put_caption(&layout);
    draw(&layout);
    if (uf_page_cut(layout.page) > 0)
        uf_cli_say(cli, "%zu texts are too long for the chart and cut", uf_page_cut(layout.page));
    uf_forest_rows_release(&layout.forest);
    uf_marks_free(layout.marks);
    uf_page_free(layout.page);
    uf_chart_rows_free(rows);
}
