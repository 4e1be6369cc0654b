/* chart_windows.h: the windows of results in the order of time, and what an axis calls them.
 *
 * Windows are labels: 2016-09, 2016-Q3, 2016/17, 2016-08-01, the name of a term. Where all are
 * numbers (-1, 0, 10) they come in that order; where each begins with a digit in that of their
 * bytes; else in that in which they are met. "all", the whole of them, comes last of dated ones. */
#ifndef UF_CLI_CHART_WINDOWS_H
#define UF_CLI_CHART_WINDOWS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/chart_rows.h"

typedef struct uf_windows uf_windows;

/* The distinct places of rows. With gaps, months between the first and the last that no row has are
 * windows too, so that an axis of them is one of time. */
uf_windows *uf_windows_new(uf_cli *cli, const uf_chart_rows *rows, bool gaps);
void uf_windows_free(uf_windows *windows);

size_t uf_windows_count(const uf_windows *windows);
/* The position of a window, or uf_windows_count if there is no such. */
size_t uf_windows_find(const uf_windows *windows, const char *window);
/* Whether they are months (YYYY-MM), but for "all". */
bool uf_windows_months(const uf_windows *windows);
/* Whether a window is the month of August, where a school year begins. */
bool uf_windows_august(const uf_windows *windows, size_t i);
/* Whether it is "all". */
bool uf_windows_whole(const uf_windows *windows, size_t i);
/* What stands at the axis: a month's short name in the language of the run, or the window
 * itself. */
const char *uf_windows_label(const uf_windows *windows, size_t i);
/* The year of a month where it is another than that of the window before, or where it is the first
 * of a line; else "". */
const char *uf_windows_year(const uf_windows *windows, size_t i, bool first);

#endif
