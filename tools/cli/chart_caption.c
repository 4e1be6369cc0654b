/* chart_caption.c: gathering from results what belongs below their chart. */
#include "cli/chart_caption.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_axis.h"
#include "cli/chart_measure.h"
#include "cli/intern.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

enum {
    MAX_NOTES = 4,       /* different sentences from the notes */
    MAX_DEFINITIONS = 3, /* different definitions              */
    MAX_LINES = 6        /* of one paragraph                   */
};

struct caption {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    const uf_caption_words *words;
    double y, width;
};

double uf_chart_caption_line(uf_page *page, double y, double width, const char *text)
{
    return uf_page_paragraph(page, UF_PAGE_CAPTION, UF_PAGE_MARGIN, y, width, text, MAX_LINES);
}

/* Put a paragraph and free its text. */
static void put(struct caption *caption, char *text)
{
    caption->y += uf_chart_caption_line(caption->page, caption->y, caption->width,
                                        uf_cli_checked(caption->cli, text));
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
        char *longer =
            uf_cli_checked(caption->cli, uf_message_text("%s%s%s", list, i > 0 ? between : "",
                                                         uf_intern_text(texts, (uint32_t)i)));
        free(list);
        list = longer;
    }
    if (count <= max)
        return list;
    char *longer = uf_cli_checked(caption->cli, uf_message_text(uf_translate("%s%sand %zu more"),
                                                                list, between, count - max));
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
        char level[UF_AXIS_TEXT_SIZE];
        (void)uf_axis_text(level, round(1e6 * estimate->conf_level) / 1e4, "%");
        (void)uf_intern_code(levels, level, strlen(level));
        (void)uf_intern_code(methods, estimate->method, strlen(estimate->method));
    }
    char *text = NULL;
    if (uf_intern_count(levels) > 0) {
        char *level = listed(caption, levels, 3, uf_translate(" or "));
        char *method = listed(caption, methods, 3, ", ");
        text = uf_cli_checked(caption->cli,
                              uf_message_text(uf_translate("%s interval (%s)"), level, method));
        free(level);
        free(method);
    }
    uf_intern_free(methods);
    uf_intern_free(levels);
    return text;
}

static void put_marks(struct caption *caption)
{
    bool bounds = false;
    if (caption->words->bar == NULL) {
        put(caption, uf_cli_copy(caption->cli, caption->words->mark));
        return;
    }
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++)
        bounds = bounds || has_bounds(estimate_of(caption, i));
    char *method = interval(caption);
    char *bar = method != NULL
                    ? uf_cli_checked(caption->cli, uf_message_text(caption->words->bar, method))
                    : uf_cli_copy(caption->cli, uf_translate("No intervals."));
    const char *range = uf_page_terminal(caption->page)
                            ? uf_translate(" Question marks: what missing data could do to it.")
                            : uf_translate(" Thin grey line: what missing data could do to it.");
    put(caption, uf_message_text("%s %s%s", caption->words->mark, bar, bounds ? range : ""));
    free(method);
    free(bar);
}

/* --- The numbers. --- */

/* From the least to the most of the rows of an estimand. */
struct range {
    double least, most;
};

static struct range counts(const struct caption *caption, const char *estimand, bool clusters)
{
    struct range range = { INFINITY, -INFINITY };
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++) {
        const uf_estimate *estimate = estimate_of(caption, i);
        if (strcmp(estimate->estimand, estimand) != 0)
            continue;
        range.least = fmin(range.least, clusters ? estimate->clusters : estimate->n);
        range.most = fmax(range.most, clusters ? estimate->clusters : estimate->n);
    }
    return range;
}

/* Whether n counts the schools that weigh equally, and not the units in them. */
static bool schools_counted(const struct caption *caption, const char *estimand)
{
    const struct range n = counts(caption, estimand, false);
    const struct range clusters = counts(caption, estimand, true);
    return !isfinite(clusters.most) || n.most <= clusters.most;
}

/* " 740 to 770 pupils.", where n is their time; else "". The caller frees it. */
static char *pupils_text(const struct caption *caption, const char *estimand)
{
    const struct range pupils = counts(caption, estimand, true);
    if (!uf_chart_measure_pupils(estimate_of(caption, 0)) || !isfinite(pupils.most))
        return uf_cli_copy(caption->cli, "");
    return uf_cli_checked(
        caption->cli,
        pupils.least < pupils.most
            ? uf_message_text(uf_translate(" %.15g to %.15g pupils."), pupils.least, pupils.most)
            : uf_message_text(uf_translate(" %.15g pupils."), pupils.most));
}

/* How an estimand weighs its units, "schools equally", and what it counts, "pupils in both
 * periods". Either may be empty. */
struct whom {
    const char *weights, *counted;
    size_t weights_length, counted_length;
};

static struct whom whom_of(const char *estimand)
{
    static const char equally[] = " equally", then[] = ", ";
    const size_t length = strlen(estimand);
    const char *end = strstr(estimand, equally);
    if (end == NULL)
        return (struct whom){ "", estimand, 0, length };
    const char *after = end + strlen(equally);
    if (strncmp(after, then, strlen(then)) == 0)
        return (struct whom){ estimand, after + strlen(then), (size_t)(after - estimand),
                              strlen(after) - strlen(then) };
    if (*after != '\0')
        return (struct whom){ "", estimand, 0, length };
    const char *before = strstr(estimand, then);
    if (before == NULL)
        return (struct whom){ estimand, "", length, 0 };
    const char *weights = before + strlen(then);
    return (struct whom){ weights, estimand, strlen(weights), (size_t)(before - estimand) };
}

/* A part of an estimand in the language of the run. */
static char *part(const struct caption *caption, const char *text, size_t length)
{
    char *own = uf_cli_checked(caption->cli, uf_message_text("%.*s", (int)length, text));
    char *shown = uf_cli_checked(caption->cli, uf_vocabulary(own));
    free(own);
    return shown;
}

/* "pupils", "schools", "pupils in both periods (schools equally)". */
static char *counted_text(const struct caption *caption, const char *estimand)
{
    const struct whom whom = whom_of(estimand);
    if (strcmp(estimand, "scheduled time") == 0) /* minutes, lessons or days: results do not say */
        return uf_cli_copy(caption->cli, uf_translate("units of scheduled time"));
    if (whom.weights_length == 0)
        return part(caption, whom.counted, whom.counted_length);
    if (whom.counted_length == 0 && schools_counted(caption, estimand))
        return part(caption, whom.weights, whom.weights_length - strlen(" equally"));
    char *weights = part(caption, whom.weights, whom.weights_length);
    char *counted = whom.counted_length > 0 ? part(caption, whom.counted, whom.counted_length)
                                            : uf_cli_checked(caption->cli, uf_vocabulary("units"));
    char *text = uf_cli_checked(caption->cli, uf_message_text("%s (%s)", counted, weights));
    free(weights);
    free(counted);
    return text;
}

/* "n = 146 pupils.", or from the least to the most of a row. */
static void put_count(struct caption *caption, const char *estimand)
{
    const struct range n = counts(caption, estimand, false);
    if (!isfinite(n.most))
        return;
    char *units = counted_text(caption, estimand);
    char *pupils = pupils_text(caption, estimand);
    const char *space = units[0] != '\0' ? " " : "";
    const char *each = uf_chart_rows_count(caption->rows) > 1 ? caption->words->counts : "";
    if (n.least < n.most)
        put(caption, uf_message_text(uf_translate("n = %.15g to %.15g%s%s%s.%s"), n.least, n.most,
                                     space, units, each, pupils));
    else
        put(caption, uf_message_text("n = %.15g%s%s%s.%s", n.most, space, units, each, pupils));
    free(units);
    free(pupils);
}

/* A line for each estimand, since their units differ. */
static void put_counts(struct caption *caption)
{
    uf_intern *estimands = uf_intern_new(caption->cli);
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++) {
        const char *estimand = estimate_of(caption, i)->estimand;
        const size_t known = uf_intern_count(estimands);
        if (uf_intern_code(estimands, estimand, strlen(estimand)) == known)
            put_count(caption, estimand);
    }
    uf_intern_free(estimands);
}

static void put_blanks(struct caption *caption)
{
    const size_t count = uf_chart_rows_count(caption->rows);
    size_t blank = 0;
    for (size_t i = 0; i < count; i++)
        if (isnan(estimate_of(caption, i)->estimate))
            blank++;
    if (blank > 0)
        put(caption,
            uf_message_text(uf_translate("Without an estimate: %zu of %zu."), blank, count));
}

/* --- Notes and definitions. --- */

/* Add the sentences of a note, which "; " separates, in the language of the run. Advice on options
 * is for whoever ran the analysis and not for the reader of its chart. */
static void add_sentences(const struct caption *caption, uf_intern *sentences, const char *note)
{
    while (*note != '\0') {
        const char *end = strstr(note, "; ");
        const size_t length = end != NULL ? (size_t)(end - note) : strlen(note);
        if (length > 0 && strncmp(note, "--", 2) != 0) {
            char *own = uf_cli_checked(caption->cli, uf_message_text("%.*s", (int)length, note));
            char *shown = uf_cli_checked(caption->cli, uf_vocabulary(own));
            (void)uf_intern_code(sentences, shown, strlen(shown));
            free(own);
            free(shown);
        }
        note += length + (end != NULL ? 2 : 0);
    }
}

static void put_notes(struct caption *caption)
{
    uf_intern *sentences = uf_intern_new(caption->cli);
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++)
        add_sentences(caption, sentences, estimate_of(caption, i)->note);
    if (uf_intern_count(sentences) > 0) {
        char *list = listed(caption, sentences, MAX_NOTES, "; ");
        put(caption, uf_message_text(uf_translate("Note: %s."), list));
        free(list);
    }
    uf_intern_free(sentences);
}

static void put_definitions(struct caption *caption)
{
    uf_intern *definitions = uf_intern_new(caption->cli);
    for (size_t i = 0; i < uf_chart_rows_count(caption->rows); i++) {
        char *rules = uf_cli_checked(caption->cli, uf_chart_measure_rules(estimate_of(caption, i)));
        if (rules[0] != '\0')
            (void)uf_intern_code(definitions, rules, strlen(rules));
        free(rules);
    }
    if (uf_intern_count(definitions) > 0) {
        char *list = listed(caption, definitions, MAX_DEFINITIONS, " | ");
        put(caption, uf_message_text(uf_translate("Definition: %s"), list));
        free(list);
    }
    uf_intern_free(definitions);
}

/* --- The source. --- */

/* "a.csv, b.csv" of different names; "" for stdin. */
static char *names(uf_cli *cli, const char *const *files, size_t n)
{
    char *list = uf_cli_copy(cli, "");
    for (size_t i = 0; i < n; i++) {
        bool again = strcmp(files[i], "-") == 0;
        for (size_t k = 0; k < i; k++)
            again = again || strcmp(files[i], files[k]) == 0;
        if (again)
            continue;
        const char *slash = strrchr(files[i], '/');
        char *longer = uf_message_text("%s%s%s", list, list[0] != '\0' ? ", " : "",
                                       slash != NULL ? slash + 1 : files[i]);
        free(list);
        if (longer == NULL)
            uf_cli_no_memory(cli);
        list = longer;
    }
    return list;
}

char *uf_chart_source(uf_cli *cli, const char *const *files, size_t n)
{
    const char *given = uf_cli_text(cli, "source");
    char *list = given != NULL ? uf_cli_copy(cli, given) : names(cli, files, n);
    if (list[0] != '\0')
        return list;
    free(list);
    return NULL;
}

static void put_source(struct caption *caption)
{
    size_t n;
    const char *const *operands = uf_cli_operands(caption->cli, &n);
    const char *records = uf_cli_text(caption->cli, "records");
    const char **files = uf_cli_allocate(caption->cli, n + 1, sizeof *files);
    memcpy(files, operands, n * sizeof *files);
    if (records != NULL)
        files[n++] = records;
    char *source = uf_chart_source(caption->cli, files, n);
    if (source != NULL)
        put(caption, uf_message_text(uf_translate("Source: %s"), source));
    free(source);
    free(files);
}

double uf_chart_caption(uf_cli *cli, uf_page *page, const uf_chart_rows *rows,
                        const uf_caption_words *words, double y, double width)
{
    struct caption caption = { cli, page, rows, words, y, width };
    if (uf_chart_rows_count(rows) > 0) {
        put_marks(&caption);
        if (words->more != NULL)
            put(&caption, uf_cli_copy(cli, words->more));
        put_counts(&caption);
        put_blanks(&caption);
        put_notes(&caption);
        put_definitions(&caption);
    }
    put_source(&caption);
    return caption.y - y;
}
