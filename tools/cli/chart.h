/* chart.h: a chart as a gnuplot script: numbers, blocks of data, and a script from plots/.
 *
 * A program puts its numbers and texts into variables and data blocks; plots/page.gp and
 * plots/KIND.gp, which hold no data and no words, draw them. Together they are one script that runs
 * under plain gnuplot; a picture is what gnuplot makes of it (chart_process.h). All text goes
 * through uf_chart_text into quoted fields of data blocks (chart_text.h says why that is safe);
 * numbers are written so that they read back to the same double. */
#ifndef UF_CLI_CHART_H
#define UF_CLI_CHART_H

#include <stddef.h>

#include "cli/program.h"

typedef struct uf_chart uf_chart;

typedef enum uf_chart_format {
    UF_CHART_SVG,
    UF_CHART_PNG,
    UF_CHART_PDF,
    UF_CHART_TERMINAL /* text */
} uf_chart_format;

/* The format that the options ask for: --terminal, --format, else the ending of --output, else SVG.
 * Ends the program on an ending that is none of svg, png, pdf. */
uf_chart_format uf_chart_choose(uf_cli *cli);

/* An empty chart of a size in pixels (96 an inch); PNG has two dots a pixel, for print; a
 * terminal has cells (chart_terminal.h). */
uf_chart *uf_chart_new(uf_cli *cli, uf_chart_format format, double width, double height);
void uf_chart_free(uf_chart *chart);

/* Define a variable; name is a constant of the program. NaN and infinities become NaN. */
void uf_chart_variable(uf_chart *chart, const char *name, double value);

/* A block of data: uf_chart_block, then rows of fields, each row ended, then uf_chart_end_block. A
 * block without rows gets one of -1, which no panel and no series is, and a single row that has NaN
 * is written twice; gnuplot 5.4 crashes on labels of which none is a number. */
void uf_chart_block(uf_chart *chart, const char *name);
void uf_chart_number(uf_chart *chart, double value);
/* A place on the page, to a hundredth of a pixel. */
void uf_chart_pixel(uf_chart *chart, double value);
void uf_chart_text(uf_chart *chart, const char *text);
void uf_chart_end_row(uf_chart *chart);
void uf_chart_end_block(uf_chart *chart);

/* Write the picture to the program's output: the data so far, then plots/page.gp and
 * plots/KIND.gp. With --script, the script itself. */
void uf_chart_draw(uf_chart *chart, const char *kind);

#endif
