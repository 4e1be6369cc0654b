/* uf-compare: an outcome of intervention against control.
 *
 * Records are read once into memory, paired over two periods where there are two, and compared arm
 * by arm (cli/compare.h); which estimates belong to an outcome is libstats'
 * (utfall/comparison.h). */
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/compare_clusters.h"

static const uf_option options[] = {
    { "outcome", 0, UF_OPTION_COLUMNS, "COL[,COL...]", .section = "Comparison",
      .text =
          "what is compared: shares where all values of the column are 0 or 1, means elsewhere" },
    { "control", 0, UF_OPTION_TEXT, "VALUE", .section = "Comparison",
      .text = "the arm that each other arm is compared with" },
    { "exposure", 0, UF_OPTION_COLUMN, "COL", .section = "Comparison",
      .text = "what the outcome is counted out of (scheduled time): compare rates, as ratios of "
              "totals" },
    { "count", 0, UF_OPTION_COLUMN, "COL", .section = "Comparison",
      .text = "a row stands for this many units, as in a table that is aggregated already" },
    { "strata", 0, UF_OPTION_COLUMN, "COL", .section = "Comparison",
      .text = "compare within strata (blocks, matched pairs) and pool" },
    { "cluster", 0, UF_OPTION_TEXT, "COL|none", .section = "Clusters",
      .text = "what was assigned (school, class): compare clusters; none: take the units as what "
              "was assigned, also where all of a school have one arm" },
    { "estimand", 0, UF_OPTION_CHOICE, NULL, .choices = "clusters|units", .initial = "clusters",
      .section = "Clusters",
      .text = "whom the effect speaks of: each cluster alike or each unit alike; the other is a "
              "sensitivity row" },
    { "inference", 0, UF_OPTION_TEXT, "NAME[,NAME...]",
      .initial = "cluster-means,cr2,randomisation,wild", .section = "Clusters",
      .text = "which inferences are made" },
    { "wild-weights", 0, UF_OPTION_CHOICE, NULL, .choices = "rademacher|webb",
      .initial = "rademacher", .section = "Clusters",
      .text = "weights of the wild cluster bootstrap" },
    { "replicates", 0, UF_OPTION_COUNT, "N", .initial = "99999", .low = 99, .high = 1e8,
      .section = "Clusters",
      .text = "how many assignments or weights are drawn where there are too many to go through" },
    { "seed", 0, UF_OPTION_COUNT, "N", .initial = "2016", .low = 0, .high = 9007199254740992.0,
      .section = "Clusters", .text = "of what is drawn" },
    { "covariates", 0, UF_OPTION_COLUMNS, "COL[,COL...]", .section = "Clusters",
      .text = "numbers to adjust for: those of clusters cost a degree of freedom each" },
    { "assign", 0, UF_OPTION_CHOICE, NULL, .choices = "baseline|as-attended", .initial = "baseline",
      .section = "Clusters",
      .text = "which cluster a unit that moved belongs to: the one where it was first seen "
              "(intention to treat), or each period its own" },
    { "crossovers", 0, UF_OPTION_OUTPUT, "FILE", .section = "Clusters",
      .text = "write the units there whose cluster or arm is another after than before" },
    { "by-cluster", 0, UF_OPTION_FLAG, NULL, .section = "Clusters",
      .text = "add rows for each cluster and period, for charts" },
    { "draws", 0, UF_OPTION_OUTPUT, "FILE", .section = "Clusters",
      .text = "write the reference distribution of the randomisation test there" },
    { "scale", 0, UF_OPTION_CHOICE, NULL, .choices = "points|log|logit", .repeatable = true,
      .section = "Clusters",
      .text = "add the difference in differences on this scale, as a ratio" },
    { "period", 0, UF_OPTION_COLUMN, "COL", .section = "Before and after",
      .text = "the column of the periods, of which two are compared" },
    { "before", 0, UF_OPTION_TEXT, "V", .section = "Before and after",
      .text = "the period before, as --period has it" },
    { "after", 0, UF_OPTION_TEXT, "V", .section = "Before and after", .text = "the period after" },
    { "design", 0, UF_OPTION_CHOICE, NULL, .choices = "post|did|ancova",
      .section = "Before and after",
      .text =
          "compare the arms after, their changes (difference in differences), or the arms after "
          "at the same value before (default: did with --period)" },
    { "equivalence", 0, UF_OPTION_FLAG, NULL, .section = "Before and after",
      .text = "add how far apart the arms were before, in standard deviations, against What Works "
              "Clearinghouse's 0.05 and 0.25" },
    { "alternative", 0, UF_OPTION_CHOICE, NULL, .choices = "two-sided|less|greater",
      .initial = "two-sided", .section = "Inference",
      .text = "what the p-values and intervals of effects look for: less and greater than the "
              "control" },
    { "adjust", 0, UF_OPTION_CHOICE, NULL, .choices = "holm|hochberg|bh|westfall-young",
      .section = "Inference",
      .text = "adjust the p-values of the effects for there being several outcomes" },
    { "better", 0, UF_OPTION_CHOICE, NULL, .choices = "lower|higher", .section = "Output",
      .text = "which direction is good" },
    { .name = NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "the unit (default: pupil, case or id, whichever is there)" },
    { "arm", NULL, "intervention or control" },
    { "school", NULL, "looked at to tell what was assigned" },
    { "class", NULL, "looked at in the same way" },
    { "eligible", NULL, "rows with 0 are left out and counted" },
    { "definition", NULL, "how the outcome was made" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-compare --outcome low --arm smoke --control 0 --strata race datasets/birthwt.csv",
    "uf-compare --outcome weight --arm treatment --control control --period occasion"
    " --before before --after after --equivalence datasets/anorexia.csv",
    "uf-absence --window 3m --carry arm datasets/attendance.csv | uf-compare --outcome absent"
    " --exposure scheduled --control control --where window=2016-11-01 --cluster none",
    "uf-absence --window 3m --carry arm datasets/attendance.csv | uf-threshold --above 15 --flag"
    " | uf-compare --outcome above_15 --control control --cluster school --period window"
    " --before 2016-08-01 --after 2016-11-01 --better lower",
    NULL,
};

/* ---- What fits together ---- */

static const char *need(uf_cli *cli, const char *name, const char *example)
{
    if (!uf_cli_given(cli, name))
        uf_cli_die(cli, "no %s: give --%s %s", name, name, example);
    return uf_cli_text(cli, name);
}

static bool has_clusters(uf_cli *cli)
{
    const char *name = uf_cli_text(cli, "cluster");
    return name != NULL && strcmp(name, "none") != 0;
}

/* Options that say nothing where units were assigned; and what --adjust takes. */
static void check_clusters(uf_cli *cli)
{
    static const char *const names[] = { "estimand",   "inference",  "wild-weights", "replicates",
                                         "seed",       "covariates", "assign",       "crossovers",
                                         "by-cluster", "draws",      "scale" };
    const char *adjust = uf_cli_text(cli, "adjust"), *design = uf_cli_text(cli, "design");
    const bool joint = adjust != NULL && strcmp(adjust, "westfall-young") == 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !has_clusters(cli); i++)
        if (uf_cli_given(cli, names[i]))
            uf_cli_die(cli, "--%s is about clusters: give --cluster COL", names[i]);
    if (joint && !has_clusters(cli))
        uf_cli_die(cli, "--adjust westfall-young is about clusters: give --cluster COL");
    if (joint &&
        ((design != NULL && strcmp(design, "ancova") == 0) || uf_cli_given(cli, "covariates") ||
         strcmp(uf_cli_text(cli, "estimand"), "units") == 0 ||
         strstr(uf_cli_text(cli, "inference"), "randomisation") == NULL))
        uf_cli_die(cli, "--adjust westfall-young takes the randomisation test of clusters alike, "
                        "without covariates: of post or did");
}

static void check_options(uf_cli *cli)
{
    const char *before = uf_cli_text(cli, "before"), *after = uf_cli_text(cli, "after");
    const char *design = uf_cli_text(cli, "design");
    const bool period = uf_cli_given(cli, "period");
    check_clusters(cli);
    if (!uf_cli_given(cli, "outcome"))
        uf_cli_die(cli, "no outcome: give --outcome COL[,COL...]");
    if (period != (before != NULL) || period != (after != NULL))
        uf_cli_die(cli, "two periods take all of --period COL --before V --after V");
    if (period && strcmp(before, after) == 0)
        uf_cli_die(cli, "--before %s --after %s: two different periods", before, after);
    if (!period && design != NULL && strcmp(design, "post") != 0)
        uf_cli_die(cli, "--design %s takes two periods: give --period COL --before V --after V",
                   design);
    if (!period && uf_cli_flag(cli, "equivalence"))
        uf_cli_die(cli, "--equivalence is about the period before: give --period COL --before V "
                        "--after V");
    if (!has_clusters(cli) && uf_cli_given(cli, "exposure") && uf_cli_given(cli, "strata"))
        uf_cli_die(cli, "--strata and --exposure: rates are not compared within strata");
    if (!has_clusters(cli) && uf_cli_given(cli, "exposure") && design != NULL &&
        strcmp(design, "ancova") == 0)
        uf_cli_die(cli, "--design ancova and --exposure: rates are compared by post or did");
    if (uf_cli_given(cli, "exposure") && uf_cli_given(cli, "count"))
        uf_cli_die(cli, "--count and --exposure: the spread between units cannot be seen in rows "
                        "that stand for several");
    if (strcmp(uf_cli_text(cli, "alternative"), "two-sided") != 0 &&
        uf_cli_number(cli, "level") <= 0.5)
        uf_cli_die(cli, "--alternative %s: --level must be more than 0.5",
                   uf_cli_text(cli, "alternative"));
}

static void read_cluster(uf_compare *job)
{
    const char *name = uf_cli_text(job->cli, "cluster");
    job->is_assigned = name != NULL && strcmp(name, "none") == 0;
}

static void read_design(uf_compare *job)
{
    const char *design = uf_cli_text(job->cli, "design");
    job->two_waves = uf_cli_given(job->cli, "period");
    job->period[UF_WAVE_BEFORE] = job->two_waves ? uf_cli_text(job->cli, "before") : "";
    job->period[UF_WAVE_AFTER] = job->two_waves ? uf_cli_text(job->cli, "after") : "";
    if (design == NULL)
        job->design = job->two_waves ? UF_COMPARE_DID : UF_COMPARE_POST;
    else
        job->design = strcmp(design, "did") == 0      ? UF_COMPARE_DID
                      : strcmp(design, "ancova") == 0 ? UF_COMPARE_ANCOVA
                                                      : UF_COMPARE_POST;
}

/* ---- Columns ---- */

static size_t column_of(const uf_compare *job, const char *option)
{
    const char *name = uf_cli_text(job->cli, option);
    return name != NULL ? uf_rows_require(job->rows, name) : UF_NO_COLUMN;
}

static bool is_flag(const char *name)
{
    return strncmp(name, "above_", sizeof "above_" - 1) == 0 ||
           strncmp(name, "at_least_", sizeof "at_least_" - 1) == 0;
}

/* Whether the rows were selected by what is compared, or by a flag that uf-threshold makes. */
static bool selects_by_outcome(const uf_compare *job)
{
    bool selects = false;
    for (size_t i = 0; i < job->outcome_count; i++)
        selects |= uf_rows_selects_by(job->rows, job->columns.outcomes[i]);
    for (size_t i = 0; i < uf_rows_width(job->rows); i++)
        selects |= is_flag(uf_rows_name(job->rows, i)) && uf_rows_selects_by(job->rows, i);
    return selects;
}

static void check_column(const uf_compare *job, size_t column, const char *what)
{
    size_t n;
    const size_t *by = uf_rows_select(job->rows, "by", &n);
    for (size_t i = 0; i < n && column != UF_NO_COLUMN; i++)
        if (by[i] == column)
            uf_cli_die(job->cli, "the %s's column '%s' is in --by too: each group would have one",
                       what, uf_rows_name(job->rows, column));
    for (size_t i = 0; i < job->outcome_count && column != UF_NO_COLUMN; i++)
        if (job->columns.outcomes[i] == column)
            uf_cli_die(job->cli, "the column '%s' is the %s and an outcome too",
                       uf_rows_name(job->rows, column), what);
}

static void open_columns(uf_compare *job)
{
    uf_compare_columns *c = &job->columns;
    c->outcomes = uf_rows_select(job->rows, "outcome", &job->outcome_count);
    job->outcomes = uf_cli_allocate(job->cli, job->outcome_count, sizeof *job->outcomes);
    for (size_t i = 0; i < job->outcome_count; i++)
        job->outcomes[i] = uf_cli_copy(job->cli, uf_rows_name(job->rows, c->outcomes[i]));
    c->arm = uf_rows_require(job->rows, "arm");
    c->exposure = column_of(job, "exposure");
    c->count = column_of(job, "count");
    c->stratum = column_of(job, "strata");
    c->period = column_of(job, "period");
    check_column(job, c->arm, "arm");
    check_column(job, c->exposure, "exposure");
    check_column(job, c->count, "count");
    check_column(job, c->stratum, "stratum");
    check_column(job, c->period, "period");
    job->selects = selects_by_outcome(job);
}

/* ---- The run ---- */

static int run(uf_cli *cli)
{
    uf_compare job = { .cli = cli };
    check_options(cli);
    job.control = need(cli, "control", "VALUE, the arm to compare with");
    read_cluster(&job);
    read_design(&job);
    job.clusters = has_clusters(cli) ? uf_compare_clusters_new(cli, &job) : NULL;
    job.rows = uf_rows_open(cli);
    open_columns(&job);
    if (job.clusters != NULL)
        uf_compare_clusters_open(&job);
    job.unit_rules =
        uf_units_new_under(cli, job.rows, (uf_units_rule){ .period = job.columns.period });
    uf_compare_read(&job);
    uf_compare_pair(&job);
    uf_compare_check_assigned(&job);
    uf_compare_write(&job);
    uf_compare_clusters_free(job.clusters);
    uf_compare_release(&job);
    uf_units_free(job.unit_rules);
    for (size_t i = 0; i < job.outcome_count; i++)
        free(job.outcomes[i]);
    free(job.outcomes);
    return 0;
}

static const uf_tool tool = {
    .name = "uf-compare",
    .brief = "an outcome of intervention against control",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT | UF_OPTIONS_ANALYSIS,
    .run = run,
};
UF_TOOL(tool)
