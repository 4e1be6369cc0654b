/* chart.c: composing the script of a chart, and having it drawn. */
#include "cli/chart.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_process.h"
#include "cli/chart_terminal.h"
#include "cli/chart_text.h"
#include "cli/datafile.h"
#include "cli/messages.h"
#include "cli/shortest.h"
#include "cli/writer.h"

struct uf_chart {
    uf_cli *cli;
    char *script;
    size_t length, capacity;
    size_t rows, fields; /* of the block, of the row */
    size_t row_begin;    /* of the row, in the script */
    bool holes;          /* whether the block has NaN */
    uf_chart_format format;
};

/* Ends every block. A row begins with a number or a quote, so none can be taken for it. */
static const char terminator[] = "END_OF_BLOCK";

/* --- Composing. --- */

static void add_bytes(uf_chart *chart, const char *bytes, size_t length)
{
    if (chart->capacity - chart->length < length) {
        chart->capacity = 2 * chart->capacity + length + 4096;
        chart->script = uf_cli_grow(chart->cli, chart->script, chart->capacity, 1);
    }
    memcpy(chart->script + chart->length, bytes, length);
    chart->length += length;
}

static void add(uf_chart *chart, const char *text)
{
    add_bytes(chart, text, strlen(text));
}

static void add_number(uf_chart *chart, double value)
{
    chart->holes = chart->holes || !isfinite(value);
    if (isfinite(value)) {
        char text[UF_SHORTEST_SIZE];
        size_t length = uf_shortest(value, text);
        add_bytes(chart, text, length);
    } else {
        add(chart, "NaN");
    }
}

void uf_chart_variable(uf_chart *chart, const char *name, double value)
{
    add(chart, name);
    add(chart, " = ");
    add_number(chart, value);
    add(chart, "\n");
}

void uf_chart_block(uf_chart *chart, const char *name)
{
    add(chart, "$");
    add(chart, name);
    add(chart, " << ");
    add(chart, terminator);
    add(chart, "\n");
    chart->rows = 0;
    chart->fields = 0;
    chart->holes = false;
}

static void begin_field(uf_chart *chart)
{
    if (chart->fields == 0)
        chart->row_begin = chart->length;
    if (chart->fields++ > 0)
        add(chart, " ");
}

void uf_chart_number(uf_chart *chart, double value)
{
    begin_field(chart);
    add_number(chart, value);
}

void uf_chart_pixel(uf_chart *chart, double value)
{
    uf_chart_number(chart, round(100 * value) / 100);
}

void uf_chart_text(uf_chart *chart, const char *text)
{
    begin_field(chart);
    char *clean = uf_chart_text_clean(text);
    if (clean != NULL) {
        char field[UF_CHART_FIELD_SIZE];
        const size_t length = uf_chart_text_quote(field, clean);
        add_bytes(chart, field, length);
        free(clean);
    } else {
        uf_cli_no_memory(chart->cli);
    }
}

void uf_chart_end_row(uf_chart *chart)
{
    add(chart, "\n");
    chart->rows++;
    chart->fields = 0;
}

/* Say the row again. */
static void repeat_row(uf_chart *chart)
{
    const size_t length = chart->length - chart->row_begin;
    char *row = uf_cli_allocate(chart->cli, length + 1, 1);
    memcpy(row, chart->script + chart->row_begin, length);
    add_bytes(chart, row, length);
    free(row);
}

void uf_chart_end_block(uf_chart *chart)
{
    /* gnuplot 5.4 crashes on labels of a single row that has NaN */
    if (chart->rows == 1 && chart->holes)
        repeat_row(chart);
    if (chart->rows == 0)
        add(chart, "-1 -1 -1 -1 -1 -1 -1 -1\n");
    add(chart, terminator);
    add(chart, "\n");
}

/* --- The formats. --- */

static const struct {
    const char *name;
    const char *terminal;
    double scale;  /* units of its size per pixel        */
    double points; /* units of its font sizes per pixel: SVG counts pixels, cairo points */
} formats[] = {
    [UF_CHART_SVG] = { "svg",
                       "set terminal svg noenhanced background rgb \"white\" "
                       "font \"DejaVu Sans,Verdana,Arial,sans-serif,12\"",
                       1.0, 1.0 },
    [UF_CHART_PNG] = { "png",
                       "set terminal pngcairo noenhanced background rgb \"white\" "
                       "font \"DejaVu Sans,9\" fontscale 2 linewidth 2 pointscale 2",
                       2.0, 0.75 },
    [UF_CHART_PDF] = { "pdf",
                       "set terminal pdfcairo noenhanced background rgb \"white\" "
                       "font \"DejaVu Sans,9\" fontscale 0.75 linewidth 1.5 pointscale 0.75",
                       1.0 / 96, 0.75 },
    [UF_CHART_TERMINAL] = { "terminal", "set terminal dumb noenhanced nofeed", 0.0, 1.0 },
};
enum { FORMATS = sizeof formats / sizeof formats[0] };

static bool find_format(const char *name, uf_chart_format *format)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (strcmp(name, formats[i].name) == 0) {
            *format = (uf_chart_format)i;
            return true;
        }
    return false;
}

/* What follows the last dot of a file's name; NULL if there is none. */
static const char *ending(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash + 1 : path, '.');
    return dot != NULL ? dot + 1 : NULL;
}

uf_chart_format uf_chart_choose(uf_cli *cli)
{
    uf_chart_format format = UF_CHART_SVG;
    const char *asked = uf_cli_text(cli, "format");
    const char *output = uf_cli_text(cli, "output");
    if (uf_cli_flag(cli, "terminal")) {
        if (asked != NULL)
            uf_cli_die(cli, "--terminal and --format: give one of them");
        return UF_CHART_TERMINAL;
    }
    if (asked != NULL) {
        (void)find_format(asked, &format);
        return format;
    }
    const char *end = output != NULL ? ending(output) : NULL;
    if (end != NULL && !uf_cli_flag(cli, "script") && !find_format(end, &format))
        uf_cli_die(cli, "--output %s: charts are .svg, .png or .pdf; for another name say --format",
                   output);
    return format;
}

/* --- A chart. --- */

uf_chart *uf_chart_new(uf_cli *cli, uf_chart_format format, double width, double height)
{
    uf_chart *chart = uf_cli_allocate(cli, 1, sizeof *chart);
    *chart = (uf_chart){ .cli = cli, .format = format };
    const bool cells = format == UF_CHART_TERMINAL;
    const double columns = (double)uf_chart_terminal_columns();
    const double rows = ceil(height / UF_CHART_CELL_HEIGHT);
    add(chart, "set encoding utf8\n");
    add(chart, formats[format].terminal);
    add(chart, cells ? uf_chart_terminal_colours(cli) : "");
    add(chart, " size ");
    add_number(chart, cells ? columns : width * formats[format].scale);
    add(chart, ",");
    add_number(chart, cells ? rows : height * formats[format].scale);
    add(chart, "\n");
    uf_chart_variable(chart, "width", width);
    uf_chart_variable(chart, "height", cells ? rows * UF_CHART_CELL_HEIGHT : height);
    uf_chart_variable(chart, "cell_width", cells ? width / columns : 0.0);
    uf_chart_variable(chart, "cell_height", cells ? UF_CHART_CELL_HEIGHT : 0.0);
    uf_chart_variable(chart, "font_scale", formats[format].points);
    return chart;
}

void uf_chart_free(uf_chart *chart)
{
    if (chart == NULL)
        return;
    free(chart->script);
    free(chart);
}

/* --- Drawing. --- */

/* Add what a file holds. False, with errno, when it cannot be read. */
static bool add_file(uf_chart *chart, const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    char bytes[4096];
    size_t got;
    while ((got = fread(bytes, 1, sizeof bytes, file)) > 0)
        add_bytes(chart, bytes, got);
    const bool whole = ferror(file) == 0;
    (void)fclose(file);
    return whole;
}

/* Add a script from plots/. */
static void add_plot(uf_chart *chart, const char *name)
{
    char *path = uf_datafile_plot(chart->cli, name);
    if (!add_file(chart, path))
        uf_cli_die(chart->cli, "%s: %s", path, strerror(errno));
    free(path);
}

void uf_chart_draw(uf_chart *chart, const char *kind)
{
    add_plot(chart, "page");
    add_plot(chart, kind);
    uf_writer *output = uf_cli_output(chart->cli);
    if (uf_cli_flag(chart->cli, "script")) {
        uf_writer_raw(output, chart->script, chart->length);
        return;
    }
    size_t length;
    char *picture = uf_chart_process(chart->cli, chart->script, chart->length, &length);
    if (chart->format == UF_CHART_TERMINAL)
        length = uf_chart_terminal_tidy(picture, length);
    uf_writer_raw(output, picture, length);
    free(picture);
}
