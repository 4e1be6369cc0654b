/* uf-threshold: the share of units over a limit, with its interval.
 *
 * Each unit is held against all limits at once (utfall/limit.h), in exact decimals. Three ways to
 * run (cli/threshold.h): shares, with bands and the limit that a capacity allows; the change
 * between two periods; or the records themselves with a column per limit. */
#include <stdlib.h>
#include <string.h>

#include "cli/threshold.h"

static const uf_option options[] = {
    { "above", 0, UF_OPTION_LIMIT, "P[,P...]", .high = 100, .repeatable = true, .section = "Limits",
      .text = "select units with more than P percent; with --value, above P in the column's unit" },
    { "at-least", 0, UF_OPTION_LIMIT, "P[,P...]", .high = 100, .repeatable = true,
      .section = "Limits", .text = "select units with P percent or more" },
    { "sweep", 0, UF_OPTION_TEXT, "FROM:TO:STEP", .section = "Limits",
      .text = "how many units each of these limits selects, as rows by the column `limit`" },
    { "capacity", 0, UF_OPTION_COUNT, "N", .low = 1, .high = 1e9, .section = "Limits",
      .text = "the lowest limit that selects at most N units, as a row of term `limit`" },
    { "bands", 0, UF_OPTION_LIMIT, "P,P[,P...]", .high = 100, .repeatable = true,
      .section = "Limits",
      .text = "the share in each band: below the first P, from it to below the next, ..., from "
              "the last P up" },
    { "value", 0, UF_OPTION_COLUMN, "COL", .section = "Limits",
      .text = "hold this column against the limits, in its own unit, instead of absence" },
    { "count", 0, UF_OPTION_COLUMN, "COL", .section = "Limits",
      .text = "a row stands for this many units, as in a table that is aggregated already" },
    { "period", 0, UF_OPTION_COLUMN, "COL", .section = "Change",
      .text = "the column of the periods; the change of the share between two of them" },
    { "before", 0, UF_OPTION_TEXT, "V", .section = "Change",
      .text = "the period before, as --period has it" },
    { "after", 0, UF_OPTION_TEXT, "V", .section = "Change", .text = "the period after" },
    { "ci", 0, UF_OPTION_CHOICE, NULL,
      .choices = "wilson|clopper-pearson|jeffreys|agresti-coull|logit-t|korn-graubard",
      .section = "Interval",
      .text = "method of a share's interval (default: wilson; with --cluster COL logit-t, or "
              "korn-graubard for few events)" },
    { "cluster", 0, UF_OPTION_TEXT, "COL|none", .section = "Interval",
      .text = "units come in clusters of this column (school, class), which the interval counts; "
              "none: the units listed are all that the figure speaks of" },
    { "repeated", 0, UF_OPTION_FLAG, NULL, .section = "Interval",
      .text = "a unit may stand several times in a group; needs --cluster" },
    { "better", 0, UF_OPTION_CHOICE, NULL, .choices = "lower|higher", .section = "Output",
      .text = "which direction is good (default: lower for absence)" },
    { "flag", 0, UF_OPTION_FLAG, NULL, .section = "Output",
      .text = "write the records with a column per limit (above_15: 1, 0 or empty) instead of "
              "results" },
    { .name = NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "the unit (default: pupil, case or id, whichever is there)" },
    { "absent", NULL, "absent time" },
    { "scheduled", NULL, "scheduled time, in the same unit" },
    { "rate", NULL, "share absent, 0 to 1; read where absent and scheduled are not there" },
    { "rate_min", NULL, "the share if every unreported lesson was attended" },
    { "rate_max", NULL, "the share if every unreported lesson was missed" },
    { "school", NULL, "looked at to tell whether units come in clusters" },
    { "class", NULL, "looked at in the same way" },
    { "from", NULL, "first day of the row's window; with --period" },
    { "to", NULL, "its last day" },
    { "eligible", NULL, "rows with 0 are left out and counted" },
    { "definition", NULL, "how the measure was made" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-absence --window 3m datasets/attendance.csv | uf-threshold --above 15 --by window,school",
    "uf-absence --window 3m datasets/attendance.csv |"
    " uf-threshold --sweep 5:30:5 --capacity 12 --by window --cluster school",
    "uf-absence --window 3m datasets/attendance.csv | uf-threshold --above 15 --by school"
    " --period window --before 2016-08-01 --after 2016-11-01",
    "uf-threshold --value Days --at-least 20 --by Sex --cluster none datasets/quine.csv",
    NULL,
};

/* ---- What fits together ---- */

static void refuse_pair(uf_cli *cli, const char *one, const char *other)
{
    if (uf_cli_given(cli, one) && uf_cli_given(cli, other))
        uf_cli_die(cli, "--%s and --%s: give one of them", one, other);
}

static void check_limits(uf_cli *cli)
{
    static const char *const any[] = { "above", "at-least", "sweep", "bands", "capacity" };
    const bool limit =
        uf_cli_given(cli, "above") || uf_cli_given(cli, "at-least") || uf_cli_given(cli, "sweep");
    bool some = false;
    for (size_t i = 0; i < sizeof any / sizeof any[0]; i++)
        some |= uf_cli_given(cli, any[i]);
    if (!some || ((uf_cli_flag(cli, "flag") || uf_cli_given(cli, "period")) && !limit))
        uf_cli_die(cli, "no limit: give --above 15, --at-least 10 or --sweep 5:30:1");
    refuse_pair(cli, "flag", "sweep");
    refuse_pair(cli, "flag", "bands");
    refuse_pair(cli, "flag", "capacity");
    refuse_pair(cli, "flag", "period");
    refuse_pair(cli, "count", "flag");
    refuse_pair(cli, "count", "period");
    refuse_pair(cli, "count", "capacity");
    refuse_pair(cli, "sweep", "bands");
    refuse_pair(cli, "period", "bands");
    refuse_pair(cli, "period", "capacity");
}

static void check_periods(uf_cli *cli)
{
    const char *before = uf_cli_text(cli, "before"), *after = uf_cli_text(cli, "after");
    const bool period = uf_cli_given(cli, "period");
    if (period != (before != NULL) || period != (after != NULL))
        uf_cli_die(cli, "a change takes all of --period COL --before V --after V");
    if (period && strcmp(before, after) == 0)
        uf_cli_die(cli, "--before %s --after %s: two different periods", before, after);
}

/* ---- Clusters ---- */

static void read_cluster(uf_threshold *job)
{
    const char *name = uf_cli_text(job->cli, "cluster");
    job->cluster = UF_NO_COLUMN;
    job->rule = name == NULL                ? UF_CLUSTER_UNSAID
                : strcmp(name, "none") == 0 ? UF_CLUSTER_NONE
                                            : UF_CLUSTER_COLUMN;
    if (job->rule == UF_CLUSTER_COLUMN)
        job->cluster = uf_rows_require(job->rows, name);
    else if (uf_cli_flag(job->cli, "repeated"))
        uf_cli_die(job->cli, "--repeated: the rows of a unit are alike; say by --cluster COL what "
                             "is counted, such as --cluster pupil");
}

static void read_interval(uf_threshold *job)
{
    const char *name = uf_cli_text(job->cli, "ci");
    const bool clusters = job->rule == UF_CLUSTER_COLUMN;
    job->method = UF_WILSON;
    if (name == NULL)
        return;
    const bool independent = uf_proportion_method_named(name, &job->method);
    job->korn_graubard = strcmp(name, "korn-graubard") == 0;
    if (clusters && independent)
        uf_cli_die(job->cli,
                   "--ci %s takes units as independent: with --cluster COL write "
                   "--ci logit-t or --ci korn-graubard",
                   name);
    if (!clusters && !independent)
        uf_cli_die(job->cli, "--ci %s is an interval by cluster: give --cluster COL", name);
}

static void read_count(uf_threshold *job)
{
    const char *name = uf_cli_text(job->cli, "count");
    job->count = name != NULL ? uf_rows_require(job->rows, name) : UF_NO_COLUMN;
}

static void read_period(uf_threshold *job)
{
    const char *name = uf_cli_text(job->cli, "period");
    size_t n;
    const size_t *by = uf_rows_select(job->rows, "by", &n);
    job->period = name != NULL ? uf_rows_require(job->rows, name) : UF_NO_COLUMN;
    for (size_t i = 0; i < n && name != NULL; i++)
        if (by[i] == job->period)
            uf_cli_die(job->cli, "--period %s is in --by too: each group would have one period",
                       name);
}

/* ---- The run ---- */

static int run(uf_cli *cli)
{
    uf_threshold job = { .cli = cli };
    const bool is_share = uf_cli_text(cli, "value") == NULL;
    check_limits(cli);
    check_periods(cli);
    uf_limits_read(&job.limits, cli, is_share);
    uf_bands_read(&job.bands, cli, is_share);
    job.rows = uf_rows_open(cli);
    uf_outcome_open(&job.outcome, cli, job.rows);
    read_cluster(&job);
    read_interval(&job);
    read_period(&job);
    read_count(&job);
    job.units = uf_units_new_under(
        cli, job.rows,
        (uf_units_rule){ .period = job.period, .repeated = uf_cli_flag(cli, "repeated") });
    if (uf_cli_flag(cli, "flag"))
        uf_threshold_flags(&job);
    else if (job.period != UF_NO_COLUMN)
        uf_threshold_change(&job);
    else
        uf_threshold_shares(&job);
    uf_units_free(job.units);
    uf_limits_release(&job.limits);
    uf_limits_release(&job.bands);
    return 0;
}

static const uf_tool tool = {
    .name = "uf-threshold",
    .brief = "the share of units over a limit, with its interval",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT | UF_OPTIONS_ANALYSIS,
    .run = run,
};
UF_TOOL(tool)
