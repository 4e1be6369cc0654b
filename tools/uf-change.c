/* uf-change: risk and protective factors from the first assessment to the last.
 *
 * Ratings are read whole (cli/change_study.h), because a case's first and last occasion are known
 * only at the end; libstats judges each case (utfall/factors_change.h). Out come a record per case,
 * or results: the shares improved with their bounds, and the same factor by factor. */
#include <inttypes.h>
#include <stddef.h>

#include "cli/change_factors.h"
#include "cli/change_noise.h"
#include "cli/change_records.h"
#include "cli/change_reliable.h"
#include "cli/change_stage_rows.h"
#include "cli/change_study.h"
#include "cli/change_summary.h"
#include "cli/change_table.h"
#include "cli/program.h"

static const uf_option options[] = {
    { "factors", 0, UF_OPTION_FILE, "FILE", .section = "Instrument",
      .text =
          "the factors: factor,kind (risk or protective),min,max and perhaps domain, weight, "
          "labels (low|moderate|high), total (no: steps do not add up); or the name of a file that "
          "ships" },
    { "unknown", 0, UF_OPTION_TEXT, "CODE", .repeatable = true, .section = "Instrument",
      .text = "a rating of this text means asked but not known, as an empty one does" },
    { "not-applicable", 0, UF_OPTION_TEXT, "CODE", .repeatable = true, .section = "Instrument",
      .text = "a rating of this text means that the factor cannot be asked of the case" },
    { "times", 0, UF_OPTION_TEXT, "NAME,NAME,...", .section = "Occasions",
      .text =
          "the times of the file in their order, where they are names and not numbers or dates" },
    { "first", 0, UF_OPTION_TEXT, "V", .section = "Occasions",
      .text = "the time of the first assessment (default: each case's own first)" },
    { "last", 0, UF_OPTION_TEXT, "V", .section = "Occasions",
      .text = "the time of the last assessment (default: each case's own last)" },
    { "revealed", 0, UF_OPTION_CHOICE, "READING", .choices = "exclude|carry-back|count|retro",
      .initial = "exclude", .section = "What was unknown",
      .text = "the baseline of a factor unknown at first and known later: none, its first known "
              "rating, the lowest step (worst case), or --retro" },
    { "retro", 0, UF_OPTION_TEXT, "COL", .section = "What was unknown",
      .text = "the column of baselines re-rated with today's knowledge; of a wide file, the time "
              "under which they stand" },
    { "sensitivity", 0, UF_OPTION_FLAG, NULL, .section = "What was unknown",
      .text = "add the share improved under every reading; with --summary" },
    { "rule", 0, UF_OPTION_CHOICE, "RULE", .choices = "sum|mean|any|majority", .initial = "sum",
      .section = "What is improved",
      .text = "when a side went the good way: its weighted sum or mean did, any of its factors, or "
              "more than half of them" },
    { "min-change", 0, UF_OPTION_TEXT, "RISK,PROTECTIVE", .section = "What is improved",
      .text = "by how much at least, of the sum or mean, or of a factor (default: 1,1; for a mean "
              "any change)" },
    { "min-factors", 0, UF_OPTION_TEXT, "RISK,PROTECTIVE", .section = "What is improved",
      .text = "a case with fewer factors known on both occasions is not assessable (default: three "
              "quarters of those applicable, rounded up)" },
    { "unit", 0, UF_OPTION_CHOICE, NULL, .choices = "case|family", .section = "Who is counted",
      .text = "what is counted (default: case; has to be said when a family has several cases)" },
    { "family-rule", 0, UF_OPTION_CHOICE, NULL, .choices = "all|any", .section = "Who is counted",
      .text = "a family has improved when all of its cases have, or when any one has" },
    { "cases", 0, UF_OPTION_FILE, "FILE", .section = "Who is counted",
      .text = "all cases, one row each, with columns of their own and the stages identified, "
              "offered, started, completed (a day, or 1 and 0)" },
    { "among", 0, UF_OPTION_CHOICE, "STAGE", .choices = "identified|offered|started|completed",
      .initial = "identified", .section = "Who is counted",
      .text = "the denominator: everybody, or only cases that reached this stage" },
    { "summary", 0, UF_OPTION_FLAG, NULL, .section = "Results",
      .text = "write results instead of records: shares improved, bounds, tests" },
    { "per-factor", 0, UF_OPTION_FLAG, NULL, .section = "Results",
      .text = "write results factor by factor, after the summary if that is asked for too" },
    { "noise", 0, UF_OPTION_TEXT, "EXACT,WITHIN1", .section = "Results",
      .text = "add the share expected to improve if nothing changed: two raters agree exactly, and "
              "within one step, on these shares of ratings" },
    { "noise-from", 0, UF_OPTION_TEXT, "SUM", .section = "Results",
      .text = "the same if cases were taken in from this risk sum on" },
    { "cluster", 0, UF_OPTION_TEXT, "COL|none", .section = "Results",
      .text =
          "cases come in clusters of this column (family), which the intervals count; none: the "
          "cases listed are all that the figures speak of" },
    { "ci", 0, UF_OPTION_CHOICE, NULL,
      .choices = "wilson|clopper-pearson|jeffreys|agresti-coull|logit-t|korn-graubard",
      .section = "Results",
      .text = "method of a share's interval (default: wilson; with --cluster COL logit-t)" },
    { "reliable", 0, UF_OPTION_FLAG, NULL, .section = "Reliable change",
      .text = "whose change is larger than the instrument's error (Jacobson and Truax)" },
    { "retest-r", 0, UF_OPTION_TEXT, "R[,R]", .section = "Reliable change",
      .text = "test-retest reliability of the risk sum and of the protective sum" },
    { "retest-source", 0, UF_OPTION_TEXT, "TEXT", .section = "Reliable change",
      .text = "where it comes from" },
    { "retest", 0, UF_OPTION_FILE, "FILE", .section = "Reliable change",
      .text = "ratings of untreated cases on two occasions, to estimate it from" },
    { "cutoff", 0, UF_OPTION_TEXT, "a|b|c|RISK,PROTECTIVE", .section = "Reliable change",
      .text = "cut-off for clinically significant change: a kind made of norms, or two sums" },
    { "functional", 0, UF_OPTION_TEXT, "M,SD,M,SD", .section = "Reliable change",
      .text = "norms of a functional population: mean and standard deviation of the risk sum, then "
              "of the protective sum" },
    { "carry", 0, UF_OPTION_COLUMNS, "COL,...", .section = "Output",
      .text = "take these columns of cases along into the records" },
    { "waves", 0, UF_OPTION_OUTPUT, "FILE", .section = "Output",
      .text = "also write the sums of each case on every occasion, for charts" },
    { .name = NULL },
};

static const uf_column columns[] = {
    { "case", "id", "the case (default: case, pupil or id, whichever is there)" },
    { "time", NULL, "when it was assessed: numbers, dates or names" },
    { "factor", NULL, "which factor was rated; without it the file is wide" },
    { "rating", NULL, "a step of the factor's scale; empty: asked but not known" },
    { "family", NULL, "the case's family" },
    { "reason", NULL, "why the factor changed; tabulated by --per-factor" },
    { "rater", NULL, "who rated; a change is flagged" },
    { "version", "version-column", "version of the instrument; a change is flagged" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-change --factors ester --unit case datasets/factors.csv",
    "uf-change --factors ester --cases datasets/factor-cases.csv --unit case --cluster family"
    " --summary --sensitivity --noise 0.56,0.90 datasets/factors.csv",
    "uf-change --factors ester --cases datasets/factor-cases.csv --unit family --family-rule all"
    " --summary datasets/factors.csv |"
    " uf-target --require 'share(improved) >= 22%' --require 'events(offered) >= 50'",
    NULL,
};

/* ---- What was found ---- */

static void say_counts(uf_study *study)
{
    uint64_t lost = 0, not_assessable = 0, revealed = 0, hidden = 0;
    for (size_t i = 0; i < study->count; i++) {
        uf_judged judged;
        uint64_t hidden_here = 0;
        bool is_lost = true, is_short = false;
        for (size_t s = 0; s < study->set_count; s++) {
            uf_study_judge(study, study->order[i], &study->sets[s], study->settings.revealed,
                           &judged);
            is_lost = is_lost && judged.change.verdict.change_class == UF_CLASS_LOST;
            is_short = is_short || judged.change.verdict.change_class == UF_CLASS_NOT_ASSESSABLE;
            revealed += judged.change.revealed;
            hidden_here += judged.change.hidden;
        }
        lost += is_lost;
        not_assessable += is_short;
        hidden += hidden_here;
    }
    uf_cli_say(study->cli,
               "cases: %zu; lost: %" PRIu64 "; not assessable: %" PRIu64
               "; factors revealed: %" PRIu64 ", hidden: %" PRIu64,
               study->count, lost, not_assessable, revealed, hidden);
}

/* ---- The run ---- */

static void check_options(uf_cli *cli)
{
    static const char *const of_summary[] = { "sensitivity", "cluster", "ci", "noise" };
    const bool results = uf_cli_flag(cli, "summary") || uf_cli_flag(cli, "per-factor");
    for (size_t i = 0; i < sizeof of_summary / sizeof of_summary[0]; i++)
        if (uf_cli_given(cli, of_summary[i]) && !results)
            uf_cli_die(cli, "--%s goes with --summary", of_summary[i]);
    if (uf_cli_flag(cli, "sensitivity") && !uf_cli_flag(cli, "summary"))
        uf_cli_die(cli, "--sensitivity goes with --summary");
    uf_change_noise_check(cli);
}

static void write_results(uf_study *study, const uf_change_reliable *reliable)
{
    const bool summary = uf_cli_flag(study->cli, "summary");
    const bool per_factor = uf_cli_flag(study->cli, "per-factor");
    uf_change_table table;
    uf_change_table_open(&table, study, per_factor);
    for (size_t group = 0; group < uf_change_table_groups(&table); group++) {
        if (summary)
            uf_change_stages_write(&table, group);
        for (size_t s = 0; s < study->set_count; s++) {
            uf_change_table_enter(&table, group, &study->sets[s]);
            if (summary)
                uf_change_summary_write(&table, reliable);
            if (per_factor)
                uf_change_factors_write(&table);
        }
    }
    uf_change_table_close(&table);
}

static int run(uf_cli *cli)
{
    uf_study study;
    check_options(cli);
    uf_study_open(&study, cli);
    uf_change_reliable *reliable = uf_change_reliable_new(&study);
    if (uf_cli_flag(cli, "summary") || uf_cli_flag(cli, "per-factor"))
        write_results(&study, reliable);
    else
        uf_change_records_write(&study, reliable);
    uf_change_waves_write(&study);
    say_counts(&study);
    uf_change_reliable_free(reliable);
    uf_study_close(&study);
    return 0;
}

static const uf_tool tool = {
    .name = "uf-change",
    .brief = "risk and protective factors from first to last assessment",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT | UF_OPTIONS_ANALYSIS,
    .run = run,
};
UF_TOOL(tool)
