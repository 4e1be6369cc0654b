/* chart_course.h: estimates over time with their intervals, a small chart for each group: what the
 * kinds absence and did have in common. plots/course.gp draws it. */
#ifndef UF_CLI_CHART_COURSE_H
#define UF_CLI_CHART_COURSE_H

#include "cli/chart_lines.h"
#include "cli/chart_rows.h"
#include "cli/chart_scale.h"
#include "cli/chart_windows.h"

/* What is drawn, and what it is called in the language of the run. All of it is the caller's. */
typedef struct uf_course {
    const uf_chart_rows *rows; /* chosen with an axis; series are colours, labels panels  */
    const uf_windows *windows; /* of these rows                                           */
    const uf_lines *lines;     /* thin lines behind them; without points: none            */
    uf_scale scale;            /* of all rows: shares, or means of one measure            */
    const char *title;         /* unless --title says another                             */
    const char *mark, *counts; /* for the caption (chart_caption.h)                       */
    const char *more;          /* a sentence behind that on the lines, or NULL            */
} uf_course;

void uf_course_draw(uf_cli *cli, const uf_course *course);

#endif
