/* chart_forest_panel.h: one panel of a forest plot on its page.
 *
 *     name                     | unit [95%]     | n
 *     label | point, interval  | numbers        | n       for each line
 *           | axis             |
 *           | unit, direction  |                                      */
#ifndef UF_CLI_CHART_FOREST_PANEL_H
#define UF_CLI_CHART_FOREST_PANEL_H

#include <stdbool.h>

#include "cli/chart_forest_rows.h"
#include "cli/chart_marks.h"
#include "cli/chart_page.h"

/* Between columns, in pixels; a terminal needs whole cells. */
enum { UF_FOREST_GAP = 18, UF_FOREST_GAP_CELLS = 20 };

typedef struct uf_forest_page {
    uf_cli *cli;
    uf_page *page;
    const uf_chart_rows *rows;
    uf_forest_rows forest;
    uf_marks *marks;
    double y;                    /* what comes next goes here                         */
    double left, right, numbers; /* of the drawings; where the numbers end            */
    double label_most;           /* pixels of a label                                 */
    double gap;                  /* between columns                                   */
    bool cells;                  /* for a terminal                                    */
    bool arrows, bounds;         /* whether an interval goes beyond its axis, and
                                  * whether missing data have bounds, anywhere so far */
} uf_forest_page;

/* How wide the columns beside the drawing are, in pixels. */
typedef struct uf_forest_widths {
    double labels, numbers, counts;
} uf_forest_widths;

/* Widen to what a panel needs, labels up to label_most. */
void uf_forest_panel_widen(uf_forest_widths *widths, uf_forest_page *layout,
                           const uf_forest_panel *panel);

/* Put a panel at page->y, and move that below it. */
void uf_forest_panel_put(uf_forest_page *layout, const uf_forest_panel *panel);

#endif
