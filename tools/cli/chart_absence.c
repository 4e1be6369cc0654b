/* chart_absence.c: rates over time, with a thin line for each school. */
#include <stdlib.h>

#include "cli/chart_course.h"
#include "cli/chart_kinds.h"
#include "cli/chart_measure.h"
#include "cli/language.h"

static char *title_of(uf_cli *cli, const uf_chart_rows *rows)
{
    if (uf_chart_rows_count(rows) == 0)
        return uf_cli_copy(cli, uf_translate("Rates"));
    char *title = uf_chart_measure_title(uf_chart_rows_get(rows, 0)->estimate, false);
    if (title == NULL)
        uf_cli_no_memory(cli);
    return title;
}

void uf_chart_absence(uf_cli *cli, const uf_results *results)
{
    static const char *const rates[] = { "rate", NULL };
    const uf_chart_choice choice = { .terms = rates,
                                     .not_drawn = "no rates, or sensitivity rows,",
                                     .axis = "window",
                                     .no_sections = true,
                                     .series = uf_cli_text(cli, "series") };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    uf_windows *windows = uf_windows_new(cli, rows, true);
    uf_lines lines = uf_lines_read(cli, results, rows, windows);
    char *title = title_of(cli, rows);
    const uf_course course = { .rows = rows,
                               .windows = windows,
                               .lines = &lines,
                               .scale = { UF_SCALE_SHARE, "", "" },
                               .title = title,
                               .mark = uf_translate("Point: rate."),
                               .counts = uf_translate(" for each rate") };
    uf_course_draw(cli, &course);
    free(title);
    uf_lines_release(&lines);
    uf_windows_free(windows);
    uf_chart_rows_free(rows);
}
