/* chart_page.h: the page of a chart: every word and where it stands.
 *
 * Places are pixels from the top left corner. A text is one line, its middle at y. The page is
 * composed first, since its height follows from its texts, and then written as the blocks that
 * plots/page.gp draws. On a terminal a line is a row of cells and a character a cell, whatever the
 * style; the page is as many pixels wide as ever. */
#ifndef UF_CLI_CHART_PAGE_H
#define UF_CLI_CHART_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/chart.h"
#include "cli/program.h"

typedef struct uf_page uf_page;

typedef enum uf_page_style {
    UF_PAGE_TITLE,      /* 18 pixels                              */
    UF_PAGE_SUBTITLE,   /* 14, faint                              */
    UF_PAGE_HEADING,    /* 14: a part of the chart                */
    UF_PAGE_TEXT,       /* 14                                     */
    UF_PAGE_LABEL,      /* 14, ends at x                          */
    UF_PAGE_TICK,       /* 13, faint, its middle at x             */
    UF_PAGE_TICK_RIGHT, /* 13, faint, ends at x                   */
    UF_PAGE_COUNT,      /* 13, ends at x                          */
    UF_PAGE_MARK,       /* 13, faint: a word inside the drawing   */
    UF_PAGE_CAPTION,    /* 12.5, faint: below the chart           */
    UF_PAGE_STYLES
} uf_page_style;

/* The width of a page, its margin, and the height that none may exceed, in pixels. */
enum { UF_PAGE_WIDTH = 800, UF_PAGE_MARGIN = 20, UF_PAGE_MAX_HEIGHT = 15000 };

uf_page *uf_page_new(uf_cli *cli);
void uf_page_free(uf_page *page);

/* Whether the page is for a terminal. */
bool uf_page_terminal(const uf_page *page);

/* Pixels from one line to the next. */
double uf_page_line(const uf_page *page, uf_page_style style);
/* The width of a text in a style; of control characters and the like as they will be drawn. */
double uf_page_width(uf_page *page, uf_page_style style, const char *text);

/* Put one line. */
void uf_page_text(uf_page *page, uf_page_style style, double x, double y, const char *text);
/* Put text in at most max lines of a width, the first line's top at y. Returns the height it took;
 * what does not fit is cut with an ellipsis. */
double uf_page_paragraph(uf_page *page, uf_page_style style, double x, double y, double width,
                         const char *text, size_t max);
/* How high that would be, and *widest (may be NULL) the width of its widest line. */
double uf_page_measure(uf_page *page, uf_page_style style, double width, const char *text,
                       size_t max, double *widest);
/* Put a light band behind the drawing. */
void uf_page_band(uf_page *page, double left, double top, double right, double bottom);
/* Put the sign of a series (0 to 5), its middle at x, y. */
void uf_page_key(uf_page *page, double x, double y, size_t series);
/* How many paragraphs were cut. */
size_t uf_page_cut(const uf_page *page);

/* Write the page's blocks to a chart. */
void uf_page_write(const uf_page *page, uf_chart *chart);

#endif
