/* chart_caption.h: what a reader must know to read a chart of results, below it. */
#ifndef UF_CLI_CHART_CAPTION_H
#define UF_CLI_CHART_CAPTION_H

#include "cli/chart_page.h"
#include "cli/chart_rows.h"

/* What stands for what, in the language of the run. */
typedef struct uf_caption_words {
    const char *mark;   /* "Point: share."                                                     */
    const char *bar;    /* "Bar: %s." for the interval's level and method; NULL: none is drawn */
    const char *counts; /* what n is said of, when there are several: " for each share"        */
    const char *more;   /* a paragraph on other marks, or NULL                                 */
} uf_caption_words;

/* Put the caption from y on and return its height: what the marks are, with the interval's method
 * and level; how many units; what was left undrawn; what limits the estimates (their notes); how
 * the measure was made; and the source: --source, or the files of the results. */
double uf_chart_caption(uf_cli *cli, uf_page *page, const uf_chart_rows *rows,
                        const uf_caption_words *words, double y, double width);

/* --source, or the names of so many files without their folders; NULL where there is neither (data
 * from stdin have no name). The caller frees it. */
char *uf_chart_source(uf_cli *cli, const char *const *files, size_t n);

/* The same for a paragraph of a program's own. */
double uf_chart_caption_line(uf_page *page, double y, double width, const char *text);

#endif
