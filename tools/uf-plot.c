/* uf-plot: charts of results and records, drawn by gnuplot.
 *
 * The program says which kinds there are; tools/cli/chart_KIND.c composes each, and plots/KIND.gp
 * draws it (absence and did: plots/course.gp). No number is computed here that is not in the
 * results, but for counts of records and of assignments. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "cli/chart_kinds.h"
#include "cli/chart_rows.h"
#include "cli/program.h"
#include "cli/results.h"

static const uf_option options[] = {
    { "format", 0, UF_OPTION_CHOICE, NULL, .choices = "svg|png|pdf", .section = "Output",
      .text = "what to draw (default: by the ending of --output, else svg)" },
    { "terminal", 0, UF_OPTION_FLAG, NULL, .section = "Output",
      .text = "draw with characters, for the terminal" },
    { "script", 0, UF_OPTION_FLAG, NULL, .section = "Output",
      .text = "write the gnuplot script that draws the chart instead of the chart" },
    { "title", 0, UF_OPTION_TEXT, "TEXT", .section = "Words",
      .text = "title instead of the one made from the measure" },
    { "source", 0, UF_OPTION_TEXT, "TEXT", .section = "Words",
      .text = "where the data come from, for the last line of the caption" },
    { "target", 0, UF_OPTION_PERCENT, "P", .high = 100, .section = "Threshold",
      .text = "draw a line at this share" },
    { "series", 0, UF_OPTION_TEXT, "COL", .section = "Threshold, absence and did",
      .text = "the column (or measure, period, group) that colour and shape tell apart, or none "
              "(default: the first, if it has two to four values)" },
    { "records", 0, UF_OPTION_FILE, "FILE", .section = "Records",
      .text =
          "the records behind the results: their values are counted beside shares (threshold) or "
          "alone (distribution), or a thin line is drawn for each school (absence)" },
    { "lines", 0, UF_OPTION_COLUMN, "COL", .section = "Records",
      .text =
          "the column of the records that tells the thin lines apart (default: school, class or "
          "pupil, whichever the rates are not by)" },
    { "value", 0, UF_OPTION_COLUMN, "COL", .section = "Records",
      .text = "count the values of this column, in its own unit, instead of the rate" },
    { "key", 0, UF_OPTION_FILE, "FILE", .section = "Scores",
      .text =
          "the key of the questionnaire, a CSV or the name of one that ships: its bands are the "
          "background" },
    { "scales", 0, UF_OPTION_FILE, "FILE", .section = "Scores",
      .text = "the scales of the key (default: NAME-scales.csv beside it)" },
    { "limit", 0, UF_OPTION_LIMIT, "P[,P...]", .high = 100, .repeatable = true,
      .section = "Records",
      .text = "draw a line at these percentages; with --value, at these values" },
    { "bin", 0, UF_OPTION_LIMIT, "P", .high = 100, .section = "Records",
      .text = "width of a bar (default: by Freedman and Diaconis, rounded so that limits lie "
              "between bars)" },
    { "alternative", 0, UF_OPTION_CHOICE, NULL, .choices = "two-sided|less|greater",
      .initial = "two-sided", .section = "Randomisation",
      .text = "which statistics are at least as far out as the observed" },
    { .name = NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "the unit (default: pupil, case or id, whichever is there)" },
    { "rate", NULL, "share absent, 0 to 1" },
    { "eligible", NULL, "rows with 0 are left out and counted" },
    { "definition", NULL, "how the measure was made" },
    { "window", NULL, "the window of a record" },
    { "scheduled", NULL, "time scheduled in the window" },
    { "absent", NULL, "time absent of it" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-threshold --value Days --above 20 --by Sex,Age --cluster none datasets/quine.csv | "
    "uf-plot threshold -o days.svg",
    "uf-threshold --value Days --sweep 5:60:5 --by Sex datasets/quine.csv | "
    "uf-plot threshold --format png > sweep.png",
    "uf-absence --window month --aggregate --by arm datasets/attendance.csv | "
    "uf-plot absence --terminal",
    "uf-plot distribution --records datasets/quine.csv --value Days --limit 20 --by Sex "
    "-o days.pdf",
    "uf-threshold --value Days --above 20 --by Sex,Lrn --cluster none datasets/quine.csv | "
    "uf-plot forest --terminal",
    "uf-score --key who5 datasets/answers.csv | uf-plot scores --records - --value who5 --key who5 "
    "--by wave -o who5.svg",
    "uf-score --item-summary --items parent_1-parent_2 --dont-know 9 --by wave "
    "datasets/answers.csv | uf-plot items --terminal",
    NULL,
};

static uf_results *read_results(uf_cli *cli)
{
    size_t n;
    const char *const *paths = uf_cli_operands(cli, &n);
    return uf_results_read(cli, paths, n);
}

static void draw_threshold(uf_cli *cli)
{
    uf_results *results = read_results(cli);
    const bool sweep = uf_chart_rows_sweep(results);
    static const char *const alien[] = { "target", "series", "records", "value" };
    for (size_t i = 0; sweep && i < sizeof alien / sizeof alien[0]; i++)
        if (uf_cli_given(cli, alien[i]))
            uf_cli_die(cli, "--%s says nothing about the chart of a sweep", alien[i]);
    if (uf_cli_given(cli, "value") && !uf_cli_given(cli, "records"))
        uf_cli_die(cli, "--value: name the records that have it with --records FILE");
    if (sweep)
        uf_chart_sweep(cli, results);
    else
        uf_chart_threshold(cli, results);
    uf_results_free(results);
}

static void draw_absence(uf_cli *cli)
{
    if (uf_cli_given(cli, "lines") && !uf_cli_given(cli, "records"))
        uf_cli_die(cli, "--lines: name the records that they are drawn from with --records FILE");
    uf_results *results = read_results(cli);
    uf_chart_absence(cli, results);
    uf_results_free(results);
}

static void draw_coverage(uf_cli *cli)
{
    uf_results *results = read_results(cli);
    uf_chart_coverage(cli, results);
    uf_results_free(results);
}

static void draw_forest(uf_cli *cli)
{
    uf_results *results = read_results(cli);
    uf_chart_forest(cli, results);
    uf_results_free(results);
}

static void draw_did(uf_cli *cli)
{
    uf_results *results = read_results(cli);
    uf_chart_did(cli, results);
    uf_results_free(results);
}

static void draw_factors(uf_cli *cli)
{
    uf_results *results = read_results(cli);
    uf_chart_factors(cli, results);
    uf_results_free(results);
}

static void draw_transitions(uf_cli *cli)
{
    uf_results *results = read_results(cli);
    uf_chart_transitions(cli, results);
    uf_results_free(results);
}

static void draw_change(uf_cli *cli)
{
    const char *operand = uf_cli_shift_operand(cli);
    if (operand != NULL)
        uf_cli_die(cli, "change draws records and not results: write --records %s", operand);
    uf_chart_change(cli);
}

static void draw_scores(uf_cli *cli)
{
    const char *operand = uf_cli_shift_operand(cli);
    if (operand != NULL)
        uf_cli_die(cli, "scores draws records and not results: write --records %s", operand);
    if (uf_cli_given(cli, "scales") && !uf_cli_given(cli, "key"))
        uf_cli_die(cli, "--scales: name the key that they belong to with --key");
    uf_chart_scores(cli);
}

static void draw_items(uf_cli *cli)
{
    uf_results *results = read_results(cli);
    uf_chart_items(cli, results);
    uf_results_free(results);
}

static void draw_distribution(uf_cli *cli)
{
    const char *operand = uf_cli_shift_operand(cli);
    if (operand != NULL)
        uf_cli_die(cli, "distribution draws records and not results: write --records %s", operand);
    uf_chart_distribution(cli);
}

static const struct {
    const char *name;
    void (*draw)(uf_cli *cli);
    const char *alien[12]; /* options that say nothing about this kind */
} kinds[] = {
    { "threshold",
      draw_threshold,
      { "by", "lines", "limit", "bin", "alternative", "key", "scales" } },
    { "distribution",
      draw_distribution,
      { "target", "series", "lines", "alternative", "key", "scales" } },
    { "absence",
      draw_absence,
      { "by", "target", "value", "limit", "bin", "alternative", "key", "scales" } },
    { "coverage",
      draw_coverage,
      { "by", "target", "series", "records", "lines", "value", "limit", "bin", "alternative", "key",
        "scales" } },
    { "forest",
      draw_forest,
      { "by", "target", "series", "records", "lines", "value", "limit", "bin", "alternative", "key",
        "scales" } },
    { "did",
      draw_did,
      { "by", "target", "records", "lines", "value", "limit", "bin", "alternative", "key",
        "scales" } },
    { "randomisation",
      uf_chart_randomisation,
      { "by", "target", "series", "records", "lines", "value", "limit", "bin", "key", "scales" } },
    { "change",
      draw_change,
      { "target", "series", "lines", "value", "limit", "bin", "alternative", "key", "scales" } },
    { "factors",
      draw_factors,
      { "by", "target", "series", "records", "lines", "value", "limit", "bin", "alternative", "key",
        "scales" } },
    { "transitions",
      draw_transitions,
      { "by", "target", "series", "records", "lines", "value", "limit", "bin", "alternative", "key",
        "scales" } },
    { "scores", draw_scores, { "target", "series", "lines", "limit", "alternative" } },
    { "items",
      draw_items,
      { "by", "target", "series", "records", "lines", "value", "limit", "bin", "alternative", "key",
        "scales" } },
};
static const char kinds_named[] = "threshold, distribution, absence, coverage, forest, did, "
                                  "randomisation, change, factors, transitions, scores or items";

/* An option that would change nothing is a misunderstanding. */
static void check_options(uf_cli *cli, const char *kind, const char *const *alien)
{
    for (; *alien != NULL; alien++)
        if (uf_cli_given(cli, *alien))
            uf_cli_die(cli, "--%s says nothing about a chart of %s", *alien, kind);
}

static int run(uf_cli *cli)
{
    const char *kind = uf_cli_shift_operand(cli);
    for (size_t i = 0; kind != NULL && i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kind, kinds[i].name) == 0) {
            check_options(cli, kind, kinds[i].alien);
            kinds[i].draw(cli);
            return 0;
        }
    if (kind == NULL)
        uf_cli_die(cli, "which kind of chart? %s", kinds_named);
    uf_cli_die(cli, "'%s' is no kind of chart; write %s", kind, kinds_named);
}

static const uf_tool tool = {
    .name = "uf-plot",
    .brief = "charts of results and records",
    .operands = "KIND [FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT,
    .run = run,
};
UF_TOOL(tool)
