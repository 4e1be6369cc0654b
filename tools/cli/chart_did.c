/* chart_did.c: the arms over the periods, with a thin line for each cluster. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_axis.h"
#include "cli/chart_course.h"
#include "cli/chart_kinds.h"
#include "cli/chart_measure.h"
#include "cli/language.h"
#include "cli/messages.h"

/* --- Which results. --- */

static bool is_level(const uf_estimate *estimate)
{
    static const char *const terms[] = { "share", "rate", "mean" };
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        if (strcmp(estimate->term, terms[i]) == 0)
            return estimate->period[0] != '\0' && estimate->role != UF_SENSITIVITY;
    return false;
}

static bool is_effect(const uf_estimate *estimate)
{
    return strcmp(estimate->term, "did") == 0 && estimate->role == UF_PRIMARY;
}

/* Levels of arms are rows, those of clusters thin lines, and the effect stands in the caption. */
static uf_chart_use use_of(const uf_results *results, size_t row)
{
    const uf_estimate *estimate = uf_results_get(results, row);
    if (is_effect(estimate))
        return UF_CHART_BESIDE;
    if (!is_level(estimate))
        return UF_CHART_LEFT;
    return uf_lines_cluster(results, row)[0] != '\0' ? UF_CHART_BESIDE : UF_CHART_DRAWN;
}

/* The scale of all rows; the program ends where there are several. */
static uf_scale scale_of(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows)
{
    uf_scale scale = { UF_SCALE_SHARE, "", "" };
    for (size_t i = 0; i < uf_chart_rows_count(rows); i++) {
        const uf_estimate *estimate = uf_chart_rows_get(rows, i)->estimate;
        const uf_scale own = uf_scale_of(results, estimate);
        if (i == 0)
            scale = own;
        else if (!uf_scale_same(&scale, &own))
            uf_cli_die(
                cli,
                "shares and means, or means of several measures, have no common axis; select "
                "with --where term=%s or --where measure=%s",
                estimate->term, estimate->measure);
    }
    if (uf_chart_rows_count(rows) == 0 && uf_results_count(results) > 0)
        uf_cli_die(cli, "no result is a share, rate or mean of an arm in a period (column period)");
    return scale;
}

/* --- Words. --- */

/* "Share of pupils with absence above 15%", "stress". */
static char *title_of(uf_cli *cli, const uf_chart_rows *rows, const uf_scale *scale)
{
    const size_t count = uf_chart_rows_count(rows);
    if (count == 0)
        return uf_cli_copy(cli, uf_translate("Arms over time"));
    const uf_estimate *first = uf_chart_rows_get(rows, 0)->estimate;
    bool several = false;
    for (size_t i = 1; i < count; i++)
        several =
            several || strcmp(uf_chart_rows_get(rows, i)->estimate->measure, first->measure) != 0;
    if (scale->kind == UF_SCALE_SHARE)
        return uf_cli_checked(cli, uf_chart_measure_title(first, several));
    char *measure = uf_cli_checked(cli, uf_chart_measure_phrase(first));
    char *title = uf_cli_checked(cli, uf_message_text(uf_translate("Mean: %s"), measure));
    free(measure);
    return title;
}

/* How many decimals show a twentieth of the interval or so. */
static int decimals_for(const uf_scale *scale, const uf_estimate *estimate)
{
    const double width = uf_scale_shown(scale, estimate->conf_high - estimate->conf_low);
    const double size =
        isfinite(width) && width > 0 ? width : fabs(uf_scale_shown(scale, estimate->estimate));
    const int places = size > 0 && isfinite(size) ? 1 - (int)floor(log10(size / 2)) : 1;
    const int least = scale->kind == UF_SCALE_POINTS ? 1 : 0;
    return places < least ? least : places > 6 ? 6 : places;
}

/* "Difference in differences: -6.8 percentage points, 95% interval -15.0 to 1.4." */
static char *effect_text(uf_cli *cli, const uf_results *results, const uf_estimate *estimate)
{
    char value[UF_SCALE_TEXT_SIZE], low[UF_SCALE_TEXT_SIZE], high[UF_SCALE_TEXT_SIZE];
    char level[UF_AXIS_TEXT_SIZE];
    const uf_scale scale = uf_scale_of(results, estimate);
    const int decimals = decimals_for(&scale, estimate);
    const char *unit = uf_scale_unit(&scale), *space = unit[0] != '\0' ? " " : "";
    (void)uf_scale_text(&scale, uf_scale_shown(&scale, estimate->estimate), decimals, value);
    if (isnan(estimate->conf_low) || isnan(estimate->conf_high))
        return uf_cli_checked(cli,
                              uf_message_text(uf_translate("Difference in differences: %s%s%s."),
                                              value, space, unit));
    (void)uf_scale_text(&scale, uf_scale_shown(&scale, estimate->conf_low), decimals, low);
    (void)uf_scale_text(&scale, uf_scale_shown(&scale, estimate->conf_high), decimals, high);
    return uf_cli_checked(
        cli,
        uf_message_text(
            uf_translate("Difference in differences: %s%s%s, %s interval %s to %s."), value, space,
            unit, uf_axis_text(level, round(1e6 * estimate->conf_level) / 1e4, "%"), low, high));
}

/* The effect where there is one that can be said; NULL where there is none, or several, which are
 * for a forest plot. */
static char *effect_of(uf_cli *cli, const uf_results *results)
{
    const uf_estimate *only = NULL;
    for (size_t i = 0; i < uf_results_count(results); i++) {
        const uf_estimate *estimate = uf_results_get(results, i);
        if (!is_effect(estimate))
            continue;
        if (only != NULL)
            return NULL;
        only = estimate;
    }
    return only != NULL && isfinite(only->estimate) ? effect_text(cli, results, only) : NULL;
}

void uf_chart_did(uf_cli *cli, const uf_results *results)
{
    const char *series = uf_cli_text(cli, "series");
    const uf_chart_choice choice = {
        .use = use_of,
        .not_drawn = "no shares, rates or means of a period, or sensitivity rows,",
        .axis = "period",
        .no_sections = true,
        .series = series != NULL ? series : "group"
    };
    uf_chart_rows *rows = uf_chart_rows_choose(cli, results, &choice);
    const uf_scale scale = scale_of(cli, results, rows);
    uf_windows *windows = uf_windows_new(cli, rows, true);
    uf_lines lines = uf_lines_of_clusters(cli, results, rows, windows);
    char *title = title_of(cli, rows, &scale), *effect = effect_of(cli, results);
    const bool means = scale.kind == UF_SCALE_LEVEL;
    const uf_course course = {
        .rows = rows,
        .windows = windows,
        .lines = &lines,
        .scale = scale,
        .title = title,
        .mark = means ? uf_translate("Point: mean.") : uf_translate("Point: share."),
        .counts = means ? uf_translate(" for each mean") : uf_translate(" for each share"),
        .more = effect
    };
    uf_course_draw(cli, &course);
    free(title);
    free(effect);
    uf_lines_release(&lines);
    uf_windows_free(windows);
    uf_chart_rows_free(rows);
}
