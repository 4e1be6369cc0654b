/* uf-score: questionnaire answers to scale scores.
 *
 * A key says which items make which scale and how (cli/score_key.h); libstats scores
 * (utfall/scale.h). Records come out as they are with the scores behind, row for row; long input is
 * gathered first. What looks wrong in the answers is said and never corrected. */
#include <stdlib.h>

#include "cli/program.h"
#include "cli/score.h"
#include "cli/score_findings.h"
#include "cli/score_key.h"
#include "cli/score_norms.h"
#include "cli/score_reliability.h"

static const uf_option options[] = {
    { "key", 0, UF_OPTION_FILE, "FILE", .section = "Key",
      .text =
          "the items: scale,item,reverse,min,max and perhaps weight, subscale; or the name of a "
          "key that ships" },
    { "scales", 0, UF_OPTION_FILE, "FILE", .section = "Key",
      .text = "the rules: scale,method,min_items,prorate,better and perhaps parts, ages, "
              "informants, source, cut_NAME (default: KEY-scales.csv beside the key)" },
    { "items", 0, UF_OPTION_COLUMNS, "COL,...", .section = "Key",
      .text = "the columns of the items, in the order of the key, where they are called otherwise "
              "than there" },
    { "scale", 0, UF_OPTION_TEXT, "NAME", .repeatable = true, .section = "Key",
      .text = "score this scale only; repeatable" },
    { "check-key", 0, UF_OPTION_FLAG, NULL, .section = "Key",
      .text = "read no answers: write what is wrong with the key, a row each; status 1 if anything "
              "is" },
    { "norms", 0, UF_OPTION_FILE, "FILE", .section = "Norms",
      .text = "T scores: scale,raw,t and perhaps sex, ages, informant" },
    { "outside", 0, UF_OPTION_CHOICE, NULL, .choices = "note|blank|refuse", .initial = "note",
      .section = "Norms",
      .text = "what to do when a scale is used outside its ages or by another informant" },
    { "long", 0, UF_OPTION_FLAG, NULL, .section = "Answers",
      .text = "a row is one answer (item and value); people are told apart by --id and --by" },
    { "shift", 0, UF_OPTION_COUNT, "N", .low = -10, .high = 10, .section = "Answers",
      .text = "add this to every answer: -1 where the file counts from 1 and the key from 0" },
    { "dont-know", 0, UF_OPTION_TEXT, "CODE", .repeatable = true, .section = "Answers",
      .text = "an answer of this text means \"don't know\": no answer in scores, counted apart in "
              "--item-summary; repeatable" },
    { "item-summary", 0, UF_OPTION_FLAG, NULL, .section = "Results",
      .text = "write results instead of records: mean and shares of each question, with intervals, "
              "by --by" },
    { "reliability", 0, UF_OPTION_FLAG, NULL, .section = "Results",
      .text = "write results instead of records: alpha, omega, the error of a score and item-rest "
              "correlations of each scale, by --by" },
    { "retest", 0, UF_OPTION_COLUMN, "COL", .section = "Results",
      .text = "with --reliability: the column of the occasion, for agreement over time (ICC), its "
              "error and the smallest detectable change" },
    { .name = NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "the unit (default: pupil, case or id); with --long and --item-summary" },
    { "item", NULL, "the item that was answered; with --long" },
    { "value", NULL, "the answer; with --long" },
    { "age", NULL, "age in years, for norms and for the ages of scales" },
    { "sex", NULL, "sex, for norms, in the words of their table" },
    { "informant", NULL, "who answered, for norms and for the informants of scales" },
    { "eligible", NULL, "rows with 0 are left out and counted; with --item-summary" },
    { "definition", NULL, "how the measure was made; with --item-summary" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-score --key who5 datasets/answers.csv",
    "uf-score --key brs datasets/answers.csv",
    "uf-score --item-summary --items parent_1-parent_2 --dont-know 9 --by wave "
    "datasets/answers.csv",
    "uf-score --reliability --key who5 --by wave datasets/answers.csv",
    "uf-score --check-key --key sdq",
    NULL,
};

/* What fits together. */
static void check_options(uf_cli *cli)
{
    static const struct {
        const char *one, *other;
    } apart[] = {
        { "check-key", "item-summary" },   { "check-key", "long" },   { "item-summary", "long" },
        { "item-summary", "norms" },       { "long", "items" },       { "check-key", "items" },
        { "reliability", "item-summary" }, { "reliability", "long" }, { "reliability", "norms" },
        { "reliability", "check-key" },    { "check-key", "scale" },  { "check-key", "shift" },
        { "check-key", "dont-know" },
    };
    for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++)
        if (uf_cli_given(cli, apart[i].one) && uf_cli_given(cli, apart[i].other))
            uf_cli_die(cli, "--%s and --%s: give one of them", apart[i].one, apart[i].other);
    if (uf_cli_given(cli, "retest") && !uf_cli_flag(cli, "reliability"))
        uf_cli_die(cli, "--retest is for --reliability, which is not given");
    if (!uf_cli_given(cli, "key") && !uf_cli_flag(cli, "item-summary"))
        uf_cli_die(cli, "no key: give --key FILE, or the name of one that ships, such as pss10");
    if (!uf_cli_given(cli, "key") && uf_cli_given(cli, "scales"))
        uf_cli_die(cli, "--scales is for --key, which is not given");
}

/* Write what is wrong with the key; the exit status. */
static int check_key(uf_cli *cli, uf_score_findings *findings)
{
    const char *file = uf_cli_shift_operand(cli);
    if (file != NULL)
        uf_cli_die(cli, "--check-key reads no answers: '%s' is one file too many", file);
    uf_score_findings_write(findings);
    uf_cli_say(cli, "faults found: %zu", uf_score_findings_count(findings));
    return uf_score_findings_count(findings) > 0 ? 1 : 0;
}

static void score(uf_cli *cli, const uf_key *key, const uf_norm_table *norms)
{
    if (uf_cli_flag(cli, "item-summary"))
        uf_score_summary(cli, key);
    else if (uf_cli_flag(cli, "reliability"))
        uf_score_reliability(cli, key);
    else if (uf_cli_flag(cli, "long"))
        uf_score_long(cli, key, norms);
    else
        uf_score_records(cli, key, norms);
}

static int run(uf_cli *cli)
{
    int status = 0;
    check_options(cli);
    uf_score_findings *findings = uf_score_findings_new(cli);
    uf_key *key = uf_cli_given(cli, "key") ? uf_key_read(cli, findings) : NULL;
    uf_norm_table *norms = key != NULL ? uf_norm_table_read(cli, key, findings) : NULL;
    if (uf_cli_flag(cli, "check-key")) {
        status = check_key(cli, findings);
    } else {
        uf_score_findings_refuse(findings);
        if (key != NULL)
            uf_key_choose(key);
        score(cli, key, norms);
    }
    uf_norm_table_free(norms);
    uf_key_free(key);
    uf_score_findings_free(findings);
    return status;
}

static const uf_tool tool = {
    .name = "uf-score",
    .brief = "questionnaire answers to scale scores",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT | UF_OPTIONS_ANALYSIS,
    .run = run,
};
UF_TOOL(tool)
