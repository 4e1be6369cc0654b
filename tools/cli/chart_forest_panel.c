/* chart_forest_panel.c: the lines, numbers and axis of one panel. */
#include "cli/chart_forest_panel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_axis.h"
#include "cli/chart_measure.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

enum {
    LABEL_LINES = 3, /* lines of a label                */
    ROW_SPACE = 6,   /* above and below a line together */
    PANEL_GAP = 14   /* between panels                  */
};

/* --- Texts of a line. --- */

/* How many decimals show a twentieth of the shortest interval or so, or of the axis where there are
 * none; of percent, at least one. */
static int decimals_for(const uf_forest_panel *panel, const uf_extent *extent)
{
    const double range = extent->high - extent->low;
    double shortest = range;
    for (size_t k = 0; k < panel->count; k++) {
        const uf_estimate *e = panel->rows[k].estimate;
        const double width = uf_scale_shown(&panel->scale, e->conf_high - e->conf_low);
        if (width > range / 100)
            shortest = fmin(shortest, width);
    }
    const int places = shortest > 0 && isfinite(shortest) ? 1 - (int)floor(log10(shortest / 2)) : 1;
    const int least = uf_scale_shown(&panel->scale, 1.0) > 1.0 ? 1 : 0;
    return places < least ? least : places > 6 ? 6 : places;
}

/* "-3.4 [-8.1, 1.3]"; "" without an estimate. */
static char *numbers_text(const uf_forest_page *layout, const uf_forest_panel *panel,
                          const uf_estimate *estimate, int decimals)
{
    const uf_scale *scale = &panel->scale;
    char value[UF_SCALE_TEXT_SIZE], low[UF_SCALE_TEXT_SIZE], high[UF_SCALE_TEXT_SIZE];
    if (isnan(estimate->estimate))
        return uf_cli_copy(layout->cli, "");
    (void)uf_scale_text(scale, uf_scale_shown(scale, estimate->estimate), decimals, value);
    if (isnan(estimate->conf_low) || isnan(estimate->conf_high))
        return uf_cli_copy(layout->cli, value);
    (void)uf_scale_text(scale, uf_scale_shown(scale, estimate->conf_low), decimals, low);
    (void)uf_scale_text(scale, uf_scale_shown(scale, estimate->conf_high), decimals, high);
    /* translators: an estimate and the ends of its interval */
    const char *format = uf_translate("%s [%s, %s]");
    return uf_cli_checked(layout->cli, uf_message_text(format, value, low, high));
}

/* "27/180", "52 v 45" or "97". */
static char *count_text(const uf_forest_page *layout, const uf_forest_panel *panel,
                        const uf_estimate *estimate)
{
    if (isnan(estimate->n))
        return uf_cli_copy(layout->cli, "");
    if (panel->scale.kind == UF_SCALE_SHARE && !isnan(estimate->events))
        return uf_cli_checked(layout->cli,
                              uf_message_text("%.15g/%.15g", estimate->events, estimate->n));
    if (!isnan(estimate->n_reference))
        return uf_cli_checked(layout->cli, uf_message_text(uf_translate("%.15g v %.15g"),
                                                           estimate->n, estimate->n_reference));
    return uf_cli_checked(layout->cli, uf_message_text("%.15g", estimate->n));
}

/* "percent [95%]": what stands above the numbers. */
static char *numbers_name(const uf_forest_page *layout, const uf_forest_panel *panel)
{
    const char *unit = uf_scale_unit(&panel->scale);
    const char *what = panel->scale.kind == UF_SCALE_POINTS ? uf_translate("points")
                       : unit[0] != '\0' && panel->scale.kind != UF_SCALE_STANDARDISED
                           ? unit
                           : uf_translate("estimate");
    if (panel->level[0] == '\0')
        return uf_cli_copy(layout->cli, what);
    return uf_cli_checked(layout->cli,
                          uf_message_text(uf_translate("%s [%s interval]"), what, panel->level));
}

static const char *count_name(const uf_forest_panel *panel)
{
    return panel->scale.kind == UF_SCALE_SHARE ? uf_translate("count/n") : "n";
}

/* --- Columns. --- */

/* How many steps of the axis have room for their numbers. */
static size_t tick_steps(uf_forest_page *layout)
{
    const double wide = uf_page_width(layout->page, UF_PAGE_TICK, "-0.15%") + layout->gap;
    const double steps = floor((layout->right - layout->left) / wide);
    return steps < 2 ? 2 : steps > 6 ? 6 : (size_t)steps;
}

/* The frame of a panel's axis, whose places on the page come later. */
static uf_extent panel_extent(uf_forest_page *layout, const uf_forest_panel *panel)
{
    const uf_scale *scale = &panel->scale;
    const bool share = scale->kind == UF_SCALE_SHARE;
    uf_extent_row *rows = uf_cli_allocate(layout->cli, panel->count, sizeof *rows);
    for (size_t k = 0; k < panel->count; k++) {
        const uf_estimate *e = panel->rows[k].estimate;
        rows[k] =
            (uf_extent_row){ uf_scale_shown(scale, e->estimate), uf_scale_shown(scale, e->conf_low),
                             uf_scale_shown(scale, e->conf_high) };
    }
    const uf_extent_frame frame = {
        .logarithmic = uf_scale_logarithmic(scale),
        .include = share ? 0.0 : uf_scale_null(scale),
        .least = share ? 0.0 : -INFINITY,
        .most = share ? 100.0 : INFINITY,
        .left = layout->left,
        .right = layout->right,
        .steps = tick_steps(layout),
    };
    const uf_extent extent = uf_extent_choose(layout->cli, rows, panel->count, &frame);
    free(rows);
    return extent;
}

void uf_forest_panel_widen(uf_forest_widths *widths, uf_forest_page *layout,
                           const uf_forest_panel *panel)
{
    const uf_extent extent = panel_extent(layout, panel);
    const int decimals = decimals_for(panel, &extent);
    char *name = numbers_name(layout, panel);
    widths->numbers = fmax(widths->numbers, uf_page_width(layout->page, UF_PAGE_TICK_RIGHT, name));
    free(name);
    widths->counts =
        fmax(widths->counts, uf_page_width(layout->page, UF_PAGE_TICK_RIGHT, count_name(panel)));
    for (size_t k = 0; k < panel->count; k++) {
        const uf_forest_row *row = &panel->rows[k];
        double wide;
        (void)uf_page_measure(layout->page, UF_PAGE_HEADING, layout->label_most, row->heading,
                              LABEL_LINES, &wide);
        widths->labels = fmax(widths->labels, wide);
        (void)uf_page_measure(layout->page, UF_PAGE_LABEL, layout->label_most, row->label,
                              LABEL_LINES, &wide);
        char *numbers = numbers_text(layout, panel, row->estimate, decimals);
        char *count = count_text(layout, panel, row->estimate);
        widths->labels = fmax(widths->labels, wide);
        widths->numbers =
            fmax(widths->numbers, uf_page_width(layout->page, UF_PAGE_COUNT, numbers));
        widths->counts = fmax(widths->counts, uf_page_width(layout->page, UF_PAGE_COUNT, count));
        free(numbers);
        free(count);
    }
}

/* --- A panel. --- */

/* The panel's name, unless it stands in the title, and those of its columns. */
static void put_header(uf_forest_page *layout, const uf_forest_panel *panel)
{
    char *name = numbers_name(layout, panel);
    const double line = uf_page_line(layout->page, UF_PAGE_TICK);
    double height = line;
    if (layout->forest.count > 1)
        height =
            fmax(line, uf_page_paragraph(layout->page, UF_PAGE_HEADING, UF_PAGE_MARGIN, layout->y,
                                         layout->numbers - UF_PAGE_MARGIN - layout->gap -
                                             uf_page_width(layout->page, UF_PAGE_TICK_RIGHT, name),
                                         panel->name, 3));
    const double middle = layout->y + height - line / 2;
    layout->y += height + (layout->cells ? 0 : 3);
    uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, layout->numbers, middle, name);
    uf_page_text(layout->page, UF_PAGE_TICK_RIGHT, UF_PAGE_WIDTH - UF_PAGE_MARGIN, middle,
                 count_name(panel));
    free(name);
}

/* The first sentence of a note, in the language of the run. */
static char *first_sentence(const uf_forest_page *layout, const char *note)
{
    const char *end = strstr(note, "; ");
    const size_t length = end != NULL ? (size_t)(end - note) : strlen(note);
    char *own = uf_cli_checked(layout->cli, uf_message_text("%.*s", (int)length, note));
    char *text = uf_cli_checked(layout->cli, own[0] != '\0'
                                                 ? uf_vocabulary(own)
                                                 : uf_message_text("%s", uf_translate("no data")));
    free(own);
    return text;
}

/* The sentence of a note that gives a set of two pieces (doc/results.md), from which the middle,
 * that is not in it, is read. */
static bool two_pieces(const uf_estimate *estimate, double *low, double *high)
{
    const char *at = strstr(estimate->note, "two pieces: -inf to ");
    if (at == NULL || estimate->conf_low != -INFINITY || estimate->conf_high != INFINITY)
        return false;
    char *end;
    *low = strtod(at + strlen("two pieces: -inf to "), &end);
    if (strncmp(end, " and ", 5) != 0)
        return false;
    *high = strtod(end + 5, &end);
    return strncmp(end, " to inf", 7) == 0 && *low < *high;
}

static void put_interval(uf_forest_page *layout, const uf_scale *scale, const uf_extent *extent,
                         const uf_estimate *estimate, double y)
{
    double low, high;
    const double ends[] = { uf_scale_shown(scale, estimate->conf_low),
                            uf_scale_shown(scale, estimate->conf_high) };
    if (isnan(ends[0]) || isnan(ends[1]))
        return;
    layout->arrows = layout->arrows || uf_extent_beyond(extent, ends[0]) != 0 ||
                     uf_extent_beyond(extent, ends[1]) != 0;
    if (two_pieces(estimate, &low, &high)) {
        uf_marks_interval(layout->marks, extent, -INFINITY, uf_scale_shown(scale, low), y,
                          estimate->role);
        uf_marks_interval(layout->marks, extent, uf_scale_shown(scale, high), INFINITY, y,
                          estimate->role);
        return;
    }
    uf_marks_interval(layout->marks, extent, ends[0], ends[1], y, estimate->role);
}

/* What is drawn and written of a line whose middle is at y. */
static void put_row(uf_forest_page *layout, const uf_forest_panel *panel, const uf_extent *extent,
                    const uf_forest_row *row, double y)
{
    const uf_estimate *estimate = row->estimate;
    char *count = count_text(layout, panel, estimate);
    uf_page_text(layout->page, UF_PAGE_COUNT, UF_PAGE_WIDTH - UF_PAGE_MARGIN, y, count);
    free(count);
    if (isnan(estimate->estimate)) {
        char *reason = first_sentence(layout, estimate->note);
        const double line = uf_page_line(layout->page, UF_PAGE_MARK);
        (void)uf_page_paragraph(layout->page, UF_PAGE_MARK, layout->left + 8, y - line / 2,
                                layout->numbers - layout->left - 8, reason, 1);
        free(reason);
        return;
    }
    char *numbers = numbers_text(layout, panel, estimate, decimals_for(panel, extent));
    uf_page_text(layout->page, UF_PAGE_COUNT, layout->numbers, y, numbers);
    free(numbers);
    if (isfinite(estimate->bound_low) && isfinite(estimate->bound_high)) {
        layout->bounds = true;
        uf_marks_bounds(layout->marks, extent, uf_scale_shown(&panel->scale, estimate->bound_low),
                        uf_scale_shown(&panel->scale, estimate->bound_high), y);
    }
    put_interval(layout, &panel->scale, extent, estimate, y);
    uf_marks_point(layout->marks,
                   uf_extent_x(extent, uf_scale_shown(&panel->scale, estimate->estimate)), y,
                   estimate->role);
}

static void put_heading(uf_forest_page *layout, const char *heading)
{
    layout->y += layout->cells ? 0 : ROW_SPACE;
    layout->y += uf_page_paragraph(layout->page, UF_PAGE_HEADING, UF_PAGE_MARGIN, layout->y,
                                   layout->label_most, heading, LABEL_LINES);
    layout->y += layout->cells ? 0 : ROW_SPACE / 2.0;
}

/* A line and its label. */
static void put_line(uf_forest_page *layout, const uf_forest_panel *panel, const uf_extent *extent,
                     const uf_forest_row *row, bool band)
{
    const double label = uf_page_measure(layout->page, UF_PAGE_LABEL, layout->label_most,
                                         row->label, LABEL_LINES, NULL);
    const double height =
        fmax(label, uf_page_line(layout->page, UF_PAGE_LABEL)) + (layout->cells ? 0 : ROW_SPACE);
    if (band)
        uf_page_band(layout->page, UF_PAGE_MARGIN - 6, layout->y,
                     UF_PAGE_WIDTH - UF_PAGE_MARGIN + 6, layout->y + height);
    (void)uf_page_paragraph(layout->page, UF_PAGE_LABEL, layout->left - layout->gap,
                            layout->y + (height - label) / 2, layout->label_most, row->label,
                            LABEL_LINES);
    put_row(layout, panel, extent, row, layout->y + height / 2);
    layout->y += height;
}

/* The line of no difference leaves out what is a sentence and no drawing. */
static void put_rows(uf_forest_page *layout, const uf_forest_panel *panel, const uf_extent *extent)
{
    const double null = uf_scale_null(&panel->scale);
    double from = layout->y;
    size_t since_heading = 0;
    for (size_t k = 0; k < panel->count; k++) {
        const uf_forest_row *row = &panel->rows[k];
        if (row->heading[0] != '\0' &&
            (k == 0 || strcmp(panel->rows[k - 1].heading, row->heading) != 0)) {
            put_heading(layout, row->heading);
            since_heading = 0;
        }
        const double top = layout->y;
        put_line(layout, panel, extent, row, since_heading++ % 2 == 0);
        if (!isnan(row->estimate->estimate))
            continue;
        if (top > from)
            uf_marks_null(layout->marks, extent, null, from, top);
        from = layout->y;
    }
    if (layout->y > from)
        uf_marks_null(layout->marks, extent, null, from, layout->y);
}

/* "percentage points; lower is better": what the axis is of. */
static char *axis_name(const uf_forest_page *layout, const uf_forest_panel *panel)
{
    const char *unit = uf_scale_logarithmic(&panel->scale)
                           ? uf_translate("ratio, logarithmic scale")
                           : uf_scale_unit(&panel->scale);
    char *own = uf_cli_copy(layout->cli, unit);
    if (unit[0] == '\0' && panel->scale.measure[0] != '\0') {
        free(own);
        own = uf_cli_checked(layout->cli, uf_chart_measure_phrase(panel->rows[0].estimate));
    }
    const char *direction = panel->better == UF_BETTER_LOWER    ? uf_translate("lower is better")
                            : panel->better == UF_BETTER_HIGHER ? uf_translate("higher is better")
                                                                : "";
    char *name = uf_cli_checked(layout->cli,
                                uf_message_text("%s%s%s", own,
                                                own[0] != '\0' && direction[0] != '\0' ? "; " : "",
                                                direction));
    free(own);
    return name;
}

static void put_axis(uf_forest_page *layout, const uf_forest_panel *panel, const uf_extent *extent,
                     double top)
{
    const double bottom = layout->y, line = uf_page_line(layout->page, UF_PAGE_TICK);
    const double middle = bottom + (layout->cells ? 1.5 * line : 14);
    for (size_t i = 0; i < extent->tick_count; i++) {
        char text[UF_AXIS_TEXT_SIZE];
        const double x = uf_extent_x(extent, extent->ticks[i]);
        uf_marks_grid(layout->marks, x, top, bottom);
        uf_page_text(layout->page, UF_PAGE_TICK, x, middle,
                     uf_axis_text(text, extent->ticks[i], uf_scale_sign(&panel->scale)));
    }
    if (extent->tick_count > 0)
        uf_marks_axis(layout->marks, extent, bottom + (layout->cells ? line / 2 : 0));
    char *name = axis_name(layout, panel);
    layout->y = middle + line / 2;
    if (name[0] != '\0') {
        const double half = uf_page_width(layout->page, UF_PAGE_TICK, name) / 2;
        const double x = fmin((extent->left + extent->right) / 2, layout->numbers - half);
        uf_page_text(layout->page, UF_PAGE_TICK, fmax(x, UF_PAGE_MARGIN + half),
                     layout->y + line / 2, name);
        layout->y += line;
    }
    free(name);
    layout->y += layout->cells ? line : PANEL_GAP;
}

void uf_forest_panel_put(uf_forest_page *layout, const uf_forest_panel *panel)
{
    const uf_extent extent = panel_extent(layout, panel);
    const double line = uf_page_line(layout->page, UF_PAGE_LABEL);
    if (layout->cells) /* else some lines would be two rows apart */
        layout->y = ceil(layout->y / line) * line;
    put_header(layout, panel);
    const double top = layout->y;
    put_rows(layout, panel, &extent);
    put_axis(layout, panel, &extent, top);
}
