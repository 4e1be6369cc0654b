/* chart_caption.c: gathering from results what belongs below their chart. */
#include "cli/chart_caption.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_measure.h"
#include "cli/intern.h"
#include "cli/messages.h"

enum {
    MAX_NOTES = 4,       /* different sentences from the notes */
    MAX_DEFINITIONS = 3, /* different definitions              */
    MAX_LINES = 6        /* of one paragraph                   */
};

struct caption {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    double y, width;
};

static char *checked(const struct caption *caption, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(caption->cli);
    return text;
}

double uf_chart_caption_line(uf_page *page, double y, double width, const char *text)
{
    return uf_page_paragraph(page, UF_PAGE_CAPTION, UF_PAGE_MARGIN, y, width, text, MAX_LINES);
}

/* Put a paragraph and free its text. */
static void put(struct caption *caption, char *text)
{
    caption->y +=
        uf_chart_caption_line(caption->page, caption->y, caption->width, checked(caption, text));
    free(text);
}

static const uf_estimate *estimate_of(const struct caption *caption, size_t i)
{
    return uf_chart_rows_get(caption->rows, i)->estimate;
}

/* The distinct texts of intern in one line, at most max, then how many more there are. */
static char *listed(const struct caption *caption, const uf_intern *texts, size_t max,
                    const char *between)
{
    char *list = uf_cli_copy(caption->cli, "");
    const size_t count = uf_intern_count(texts);
    for (size_t i = 0; i < count && i < max; i++) {
        char *longer = checked(caption, uf_message_text("%s%s%s", list, i > 0 ? between : "",
                                                        uf_intern_text(texts, (uint32_t)i)));
        free(list);
        list = longer;
    }
    if (count <= max)
        return list;
    char *longer =
        checked(caption, uf_message_text("%s%sand %zu more", list, between, count - max));
    free(list);
    return longer;
}

/* --- The marks. --- */

static bool has_bounds(const uf_estimate *estimate)
{
    return isfinite(estimate->bound_low) && isfinite(estimate->bound_high);
}

/* "95% interval (wilson)" */
static char *interval(const struct caption *caption)
{
    uf_intern *methods = uf_intern_new(caption->cli), *levels = uf_intern_new(caption->cli);
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++) {
        const uf_estimate *estimate = estimate_of(caption, i);
        if (isnan(estimate->conf_low) && isnan(estimate->conf_high))
            continue;
        char *level = checked(caption, uf_message_text("%.6g%%", 100 * estimate->conf_level));
        (void)uf_intern_code(levels, level, strlen(level));
        (void)uf_intern_code(methods, estimate->method, strlen(estimate->method));
        free(level);
    }
    char *text = NULL;
    if (uf_intern_count(levels) > 0) {
        char *level = listed(caption, levels, 3, " or ");
        char *method = listed(caption, methods, 3, ", ");
        text = checked(caption, uf_message_text("%s interval (%s)", level, method));
        free(level);
        free(method);
    }
    uf_intern_free(methods);
    uf_intern_free(levels);
    return text;
}

static void put_marks(struct caption *caption, const char *mark, const char *bar)
{
    bool bounds = false;
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++)
        bounds = bounds || has_bounds(estimate_of(caption, i));
    char *text = interval(caption);
    put(caption,
        uf_message_text("%s: share. %s%s%s%s%s", mark, text != NULL ? bar : "No intervals",
                        text != NULL ? ": " : "", text != NULL ? text : "", ".",
                        bounds ? " Thin grey line: what missing data could do to it." : ""));
    free(text);
}

/* --- The numbers. --- */

/* "n = 146 pupils.", or from the least to the most of a row. */
static void put_counts(struct caption *caption)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++) {
        least = fmin(least, estimate_of(caption, i)->n);
        most = fmax(most, estimate_of(caption, i)->n);
    }
    const char *units = estimate_of(caption, 0)->estimand;
    const char *space = units[0] != '\0' ? " " : "";
    if (!isfinite(most))
        return;
    if (least < most)
        put(caption,
            uf_message_text("n = %.15g to %.15g%s%s for each share.", least, most, space, units));
    else
        put(caption,
            uf_message_text("n = %.15g%s%s%s.", most, space, units,
                            uf_chart_rows_count(caption->rows) > 1 ? " for each share" : ""));
}

static void put_blanks(struct caption *caption)
{
    size_t blank = 0;
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++)
        if (isnan(estimate_of(caption, i)->estimate))
            blank++;
    if (blank > 0)
        put(caption, uf_message_text("Without an estimate (no data): %zu of %zu shares.", blank,
                                     uf_chart_rows_count(caption->rows)));
}

/* --- Notes and definitions. --- */

/* Add the sentences of a note, which "; " separates. Advice on options is for whoever ran the
 * analysis and not for the reader of its chart. */
static void add_sentences(uf_intern *sentences, const char *note)
{
    while (*note != '\0') {
        const char *end = strstr(note, "; ");
        const size_t length = end != NULL ? (size_t)(end - note) : strlen(note);
        if (length > 0 && strncmp(note, "--", 2) != 0)
            (void)uf_intern_code(sentences, note, length);
        note += length + (end != NULL ? 2 : 0);
    }
}

static void put_notes(struct caption *caption)
{
    uf_intern *sentences = uf_intern_new(caption->cli);
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++)
        add_sentences(sentences, estimate_of(caption, i)->note);
    if (uf_intern_count(sentences) > 0) {
        char *list = listed(caption, sentences, MAX_NOTES, "; ");
        put(caption, uf_message_text("Note: %s.", list));
        free(list);
    }
    uf_intern_free(sentences);
}

static void put_definitions(struct caption *caption)
{
    uf_intern *definitions = uf_intern_new(caption->cli);
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++) {
        char *rules = checked(caption, uf_chart_measure_rules(estimate_of(caption, i)));
        if (rules[0] != '\0')
            (void)uf_intern_code(definitions, rules, strlen(rules));
        free(rules);
    }
    if (uf_intern_count(definitions) > 0) {
        char *list = listed(caption, definitions, MAX_DEFINITIONS, " | ");
        put(caption, uf_message_text("Definition: %s", list));
        free(list);
    }
    uf_intern_free(definitions);
}

double uf_chart_caption(uf_cli *cli, uf_page *page, const uf_chart_rows *rows, const char *mark,
                        const char *bar, double y, double width)
{
    struct caption caption = { cli, page, rows, y, width };
    if (uf_chart_rows_count(rows) > 0) {
        put_marks(&caption, mark, bar);
        put_counts(&caption);
        put_blanks(&caption);
        put_notes(&caption);
        put_definitions(&caption);
    }
    const char *source = uf_cli_text(cli, "source");
    if (source != NULL)
        put(&caption, uf_message_text("Source: %s", source));
    return caption.y - y;
}
