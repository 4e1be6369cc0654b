/* uf-check: data against a Table Schema and against the rules for attendance logs.
 *
 * What other programs refuse is what this one looks for: a cell that is not a number, or a row with
 * too few cells, is a finding here, with its place. One pass: each row is shown to the log's rules
 * and to the schema; what only the whole file shows is found at the end. */
#include <stdlib.h>
#include <string.h>

#include "cli/findings.h"
#include "cli/log_check.h"
#include "cli/program.h"
#include "cli/rows.h"
#include "cli/schema.h"
#include "cli/schema_check.h"

static const uf_option options[] = {
    { "schema", 0, UF_OPTION_FILE, "FILE", .section = "What to check against",
      .text = "a Frictionless Table Schema, or a Data Package that has it (JSON)" },
    { "resource", 0, UF_OPTION_TEXT, "NAME", .section = "What to check against",
      .text = "the resource of the Data Package that the data are" },
    { "reference", 0, UF_OPTION_TEXT, "NAME=FILE", .repeatable = true,
      .section = "What to check against",
      .text = "where the resource NAME of a foreign key is; repeatable (a Data Package says it "
              "itself)" },
    { "attendance", 0, UF_OPTION_FLAG, NULL, .section = "What to check against",
      .text = "the rules for an attendance log" },
    { "skip", 0, UF_OPTION_TEXT, "RULE", .repeatable = true, .section = "What to check against",
      .text = "leave out the findings of a rule; repeatable" },
    { "roster", 0, UF_OPTION_FILE, "FILE", .section = "Attendance",
      .text = "who should be there: pupil,school,from,to and perhaps class,grade,arm" },
    { "calendar", 0, UF_OPTION_FILE, "FILE", .section = "Attendance",
      .text = "terms and closed days: kind,name,school,from,to" },
    { "codes", 0, UF_OPTION_FILE, "FILE", .section = "Attendance",
      .text = "read `status` by this table of codes: code,counts_as,weight,authorised" },
    { "attendance-percent", 0, UF_OPTION_COLUMN, "COL", .section = "Attendance",
      .text =
          "the log has the percentage attended in this column: scheduled 100, absent the rest" },
    { "coverage", 0, UF_OPTION_OUTPUT, "FILE", .section = "Coverage",
      .text = "write results there: the share of scheduled time whose register was taken, by "
              "school and window, and arm against arm" },
    { "window", 0, UF_OPTION_CHOICE, NULL, .choices = "month|quarter|year", .initial = "month",
      .section = "Coverage", .text = "the windows of --coverage" },
    { "control", 0, UF_OPTION_TEXT, "ARM", .section = "Coverage",
      .text = "the arm that others are compared with (default: control, else the first by name)" },
    { .name = NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "whose lesson it is" },
    { "date", NULL, "the day of the lesson" },
    { "lesson", NULL, "which lesson of the day: start time or id" },
    { "scheduled", NULL, "scheduled time: minutes, lessons or days, any one unit" },
    { "absent", NULL, "absent time, of any kind; empty if no register was taken" },
    { "absent_authorised", NULL, "absent with leave, instead of absent" },
    { "absent_unauthorised", NULL, "absent without leave, instead of absent" },
    { "attended", NULL, "attended time, where the log has that and the two before" },
    { "attended_other", NULL, "time at something else the school arranges: no absence" },
    { "reported", NULL, "1 if a register was taken, else 0" },
    { "status", NULL, "attendance code, read only with --codes" },
    { "school", NULL, "where the pupil had the lesson" },
    { "class", NULL, "the pupil's class" },
    { "arm", NULL, "the arm of the study, for --coverage; else the roster's" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-check --schema datasets/datapackage.json --resource quine datasets/quine.csv",
    "uf-check --attendance --exit-zero datasets/attendance.csv > findings.csv",
    "uf-simulate absence --schools 4 --pupils 40 | uf-check --attendance --exit-zero --coverage "
    "coverage.csv > findings.csv",
    NULL,
};

/* One run of the program. */
struct job {
    uf_cli *cli;
    uf_rows *rows;
    uf_findings *findings;
    uf_schema *schema;             /* or NULL                                             */
    uf_schema_check *schema_check; /* or NULL                                             */
    uf_log_check *log_check;       /* or NULL                                             */
    bool in_log;                   /* the log's rules are looking: a fault is in a lesson */
};

/* Options that mean nothing without another one would be ignored in silence. */
static void check_options(uf_cli *cli)
{
    static const struct {
        const char *option, *needs;
    } pairs[] = {
        { "resource", "schema" },     { "reference", "schema" },
        { "roster", "attendance" },   { "calendar", "attendance" },
        { "codes", "attendance" },    { "attendance-percent", "attendance" },
        { "coverage", "attendance" }, { "window", "coverage" },
        { "control", "coverage" },
    };
    if (!uf_cli_given(cli, "schema") && !uf_cli_flag(cli, "attendance"))
        uf_cli_die(cli, "nothing to check against: give --schema FILE, --attendance, or both");
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (uf_cli_given(cli, pairs[i].option) && !uf_cli_given(cli, pairs[i].needs))
            uf_cli_die(cli, "--%s is for --%s, which is not given", pairs[i].option,
                       pairs[i].needs);
}

/* What the reader of rows found in the current row. */
static void on_fault(void *context, size_t column, const char *message)
{
    struct job *job = context;
    uf_rule rule = UF_RULE_TYPE;
    if (column == UF_NO_COLUMN && !job->in_log)
        rule = UF_RULE_CELLS;
    else if (column != UF_NO_COLUMN && uf_rows_missing(job->rows, column))
        rule = UF_RULE_REQUIRED;
    else if (job->in_log)
        rule = uf_log_check_fault(job->log_check, &column);
    const uf_finding_place place = uf_findings_place(job->findings, job->rows, column);
    uf_findings_add(job->findings, &place, rule, "%s", message);
}

static void open_input(struct job *job)
{
    uf_cli *cli = job->cli;
    size_t n;
    const char *const *references = uf_cli_list(cli, "reference", &n);
    for (size_t i = 0; i < n; i++)
        if (strchr(references[i], '=') == NULL)
            uf_cli_die(cli, "--reference %s: write NAME=FILE", references[i]);
    if (uf_cli_given(cli, "schema"))
        job->schema = uf_schema_read(cli, uf_cli_text(cli, "schema"), uf_cli_text(cli, "resource"),
                                     references, n);
    job->findings = uf_findings_new(cli);
    job->rows = uf_rows_open(cli);
    uf_rows_listen(job->rows, on_fault, job);
    if (uf_cli_flag(cli, "attendance"))
        job->log_check = uf_log_check_new(cli, job->rows, job->findings);
    if (job->schema != NULL)
        job->schema_check = uf_schema_check_new(cli, job->rows, job->schema, job->findings);
}

static void check_row(struct job *job)
{
    if (job->log_check != NULL) {
        job->in_log = true;
        uf_log_check_row(job->log_check);
        job->in_log = false;
    }
    if (job->schema_check != NULL)
        uf_schema_check_row(job->schema_check);
}

static void finish(struct job *job)
{
    if (job->log_check != NULL)
        uf_log_check_finish(job->log_check);
    if (job->schema_check != NULL)
        uf_schema_check_finish(job->schema_check);
    uf_findings_write(job->findings, uf_rows_read(job->rows));
    uf_rows_close(job->rows);
}

static int run(uf_cli *cli)
{
    struct job job = { .cli = cli };
    check_options(cli);
    open_input(&job);
    while (uf_rows_next(job.rows))
        check_row(&job);
    finish(&job);
    const bool found = uf_findings_count(job.findings) > 0;
    uf_schema_check_free(job.schema_check);
    uf_log_check_free(job.log_check);
    uf_schema_free(job.schema);
    uf_findings_free(job.findings);
    return found ? 1 : 0;
}

static const uf_tool tool = {
    .name = "uf-check",
    .brief = "data against a schema and against the rules for attendance logs",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT | UF_OPTIONS_NO_BY | UF_OPTIONS_NO_REJECT | UF_OPTIONS_ANALYSIS,
    .run = run,
};
UF_TOOL(tool)
