/* uf-target: is a target met, and what does the evidence say?
 *
 * A demand (cli/requirement.h) finds its result rows (cli/demand_rows.h); libstats judges each
 * (utfall/target.h); the rows go out with the judgement, and a sentence for each goes to stderr. */
#include <stdlib.h>
#include <string.h>

#include <utfall/target.h>

#include "cli/demand_rows.h"
#include "cli/figure.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/program.h"
#include "cli/requirement.h"
#include "cli/results.h"
#include "cli/rows.h"
#include "cli/vocabulary.h"
#include "cli/writer.h"

static const uf_option options[] = {
    { "require", 'r', UF_OPTION_TEXT, "TEXT", .repeatable = true, .section = "Targets",
      .text = "a target: TERM(MEASURE) OP VALUE [each COL | pooled]" },
    { "targets", 0, UF_OPTION_FILE, "FILE", .section = "Targets",
      .text = "targets from the column `requirement` of a CSV file" },
    { "expect", 0, UF_OPTION_FILE, "FILE", .section = "Targets",
      .text = "CSV file with the columns after `each`: a result is wanted for every row in it" },
    { "strict", 0, UF_OPTION_FLAG, NULL, .section = "Targets",
      .text = "judge by the evidence: 0 all established, 1 one refuted, 3 otherwise" },
    { "level", 0, UF_OPTION_NUMBER, "LEVEL", .low = 0, .high = 1, .open = true,
      .section = "Targets",
      .text = "accept as evidence only intervals of this confidence level (default: any)" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-absence datasets/attendance.csv | uf-threshold --above 15 --by school --cluster none |"
    " uf-target --require 'share(above_15) <= 15% each school'",
    "uf-threshold --value Days --at-least 20 --cluster none datasets/quine.csv |"
    " uf-target --require 'share(at_least_20) <= 30%' --strict",
    "uf-absence datasets/attendance.csv | uf-threshold --above 15 --cluster none |"
    " uf-target --targets datasets/targets.csv",
    NULL,
};

static const char *const added[] = { "requirement", "verdict", "evidence", "probability",
                                     "by_luck" };
enum { ADDED = sizeof added / sizeof added[0] };

struct job {
    uf_cli *cli;
    uf_results *results;
    uf_results_layout layout;
    const char **names;          /* of by-columns, then of extensions */
    const char **values;         /* of one row, in the same order     */
    size_t by_count, kept_count; /* by-columns; extensions the results had */
    bool some_not_met, some_refuted, some_undecided;
};

static char *checked(const struct job *job, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(job->cli);
    return text;
}

/* The caller frees it. */
static char *in_language(const struct job *job, const char *text)
{
    return checked(job, uf_vocabulary(text));
}

/* ---- Judging ---- */

static bool is_blank(const char *text)
{
    return text == NULL || text[0] == '\0';
}

/* "school Alpha: ", or "". The caller frees it. */
static char *where_text(const struct job *job, const uf_demand *demand, size_t row)
{
    char *where = uf_cli_copy(job->cli, "");
    for (size_t i = 0; i < demand->each_count; i++) {
        const size_t extra = uf_results_find_extra(job->results, demand->each[i]);
        char *name = in_language(job, demand->each[i]);
        char *longer = checked(job, uf_message_text("%s%s %s: ", where, name,
                                                    uf_results_extra(job->results, row, extra)));
        free(name);
        free(where);
        where = longer;
    }
    return where;
}

/* "undecided (the row has no interval)". The caller frees it. */
static char *evidence_text(const struct job *job, const uf_judgement *judgement)
{
    char *evidence = in_language(job, uf_evidence_name(judgement->evidence));
    if (is_blank(judgement->evidence_reason))
        return evidence;
    char *reason = in_language(job, judgement->evidence_reason);
    char *text = checked(job, uf_message_text("%s (%s)", evidence, reason));
    free(evidence);
    free(reason);
    return text;
}

/* The straight answer, for a person. */
static void say_verdict(const struct job *job, const uf_demand *demand, size_t row,
                        const uf_estimate *estimate, const uf_judgement *judgement)
{
    const uf_quantity quantity = demand->rule.quantity;
    /* Counts that an estimate is not made of, as where schools count alike, would confuse. */
    const bool counted = quantity == UF_QUANTITY_SHARE || judgement->exact ||
                         judgement->verdict == UF_VERDICT_UNDECIDED;
    char value[UF_FIGURE_SIZE], counts[128] = "", interval[160];
    char *where = where_text(job, demand, row);
    char *verdict = in_language(job, uf_verdict_name(judgement->verdict));
    char *evidence = evidence_text(job, judgement);
    /* translators: school Alpha: met: 12.3 % (30 of 244), 95 % interval 8.8 % to 17.0 %, against
     * share(above_15) <= 15%; evidence: undecided */
    uf_cli_say(job->cli, uf_translate("%s%s: %s%s%s, against %s; evidence: %s"), where, verdict,
               uf_figure(quantity, uf_figure_value(quantity, estimate), value),
               counted ? uf_figure_counts(quantity, estimate, counts, sizeof counts) : "",
               uf_figure_interval(quantity, estimate, interval, sizeof interval), demand->text,
               evidence);
    free(where);
    free(verdict);
    free(evidence);
}

static void note_reasons(uf_estimate *row, const uf_judgement *judgement)
{
    const char *const reasons[] = { judgement->verdict_reason, judgement->evidence_reason,
                                    judgement->probability_reason, judgement->by_luck_reason };
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (!is_blank(reasons[i]))
            (void)uf_estimate_note(row, reasons[i]);
    if (judgement->missing_may_turn)
        (void)uf_estimate_note(row, "missing data could turn the verdict (see the bounds)");
}

static void write_judged(struct job *job, const uf_demand *demand, size_t row,
                         const uf_estimate *estimate, const uf_judgement *judgement)
{
    char probability[UF_FIGURE_SIZE], by_luck[UF_FIGURE_SIZE];
    for (size_t i = 0; i < job->by_count + job->kept_count; i++)
        job->values[i] = uf_results_extra(job->results, row, i);
    const char *const judged[ADDED] = { demand->text, uf_verdict_name(judgement->verdict),
                                        uf_evidence_name(judgement->evidence),
                                        uf_figure_cell(judgement->probability, probability),
                                        uf_figure_cell(judgement->by_luck, by_luck) };
    memcpy(job->values + job->by_count + job->kept_count, judged, sizeof judged);
    uf_results_row(job->cli, &job->layout, job->values, estimate, job->values + job->by_count);
}

static void judge(struct job *job, const uf_demand *demand, size_t row)
{
    uf_estimate estimate = *uf_results_get(job->results, row);
    uf_judgement judgement;
    uf_error error;
    if (uf_target_judge(&judgement, &demand->rule, &estimate, &error) != UF_OK)
        uf_cli_die(job->cli, "'%s': %s", demand->text, error.reason);
    uf_target_require_level(&judgement, &demand->rule, &estimate, uf_cli_number(job->cli, "level"));
    note_reasons(&estimate, &judgement);
    job->some_not_met |= judgement.verdict != UF_MET;
    job->some_refuted |= judgement.evidence == UF_REFUTED;
    job->some_undecided |= judgement.evidence == UF_EVIDENCE_UNDECIDED;
    say_verdict(job, demand, row, &estimate, &judgement);
    write_judged(job, demand, row, &estimate, &judgement);
}

static void judge_text(struct job *job, const char *text, const char *origin)
{
    uf_demand demand;
    char *problem = uf_demand_read(job->cli, &demand, text);
    if (problem != NULL)
        uf_cli_die(job->cli, "%s: '%s': %s", origin, text, problem);
    size_t n;
    size_t *rows = uf_demand_rows(job->cli, job->results, &demand, &n);
    if (uf_cli_given(job->cli, "expect"))
        uf_demand_expect(job->cli, job->results, &demand, rows, n, uf_cli_text(job->cli, "expect"));
    for (size_t i = 0; i < n; i++)
        judge(job, &demand, rows[i]);
    free(rows);
    uf_demand_release(&demand);
}

static void judge_file(struct job *job, const char *file)
{
    uf_rows *rows = uf_rows_open_file(job->cli, file);
    const size_t column = uf_rows_require(rows, "requirement");
    while (uf_rows_next(rows))
        if (uf_rows_present(rows, column))
            judge_text(job, uf_rows_cell(rows, column).text, file);
    uf_rows_close(rows);
}

/* ---- The run ---- */

static void lay_out(struct job *job)
{
    const size_t extra = uf_results_extra_count(job->results);
    job->by_count = uf_results_by_count(job->results);
    job->kept_count = extra - job->by_count;
    job->names = uf_cli_allocate(job->cli, extra + ADDED, sizeof *job->names);
    job->values = uf_cli_allocate(job->cli, extra + ADDED, sizeof *job->values);
    for (size_t i = 0; i < extra; i++)
        job->names[i] = uf_results_extra_name(job->results, i);
    memcpy(job->names + extra, added, sizeof added);
    job->layout = (uf_results_layout){ .by = job->names,
                                       .by_count = job->by_count,
                                       .extensions = job->names + job->by_count,
                                       .extension_count = job->kept_count + ADDED };
}

static int exit_status(const struct job *job)
{
    if (!uf_cli_flag(job->cli, "strict"))
        return job->some_not_met ? 1 : 0;
    return job->some_refuted ? 1 : job->some_undecided ? 3 : 0;
}

static int run(uf_cli *cli)
{
    struct job job = { .cli = cli };
    size_t required, operands;
    const char *const *texts = uf_cli_list(cli, "require", &required);
    const char *targets = uf_cli_text(cli, "targets");
    if (required == 0 && targets == NULL)
        uf_cli_die(cli, "no target: give --require 'share(above_15) <= 15%%' or --targets FILE");
    const char *const *paths = uf_cli_operands(cli, &operands);
    job.results = uf_results_read(cli, paths, operands);
    lay_out(&job);
    uf_results_header(cli, &job.layout);
    for (size_t i = 0; i < required; i++)
        judge_text(&job, texts[i], "--require");
    if (targets != NULL)
        judge_file(&job, targets);
    uf_results_free(job.results);
    free(job.names);
    free(job.values);
    return exit_status(&job);
}

static const uf_tool tool = {
    .name = "uf-target",
    .brief = "is a target met, and what does the evidence say",
    .operands = "[RESULTS]...",
    .examples = examples,
    .options = options,
    .groups = UF_OPTIONS_INPUT | UF_OPTIONS_NO_BY,
    .run = run,
};
UF_TOOL(tool)
