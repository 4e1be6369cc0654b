/* findings.c: a list of findings, sorted when it is written. */
#include "cli/findings.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/intern.h"
#include "cli/messages.h"
#include "cli/nearest.h"
#include "cli/writer.h"

/* A mark has the line in its lower bits and the file above. */
enum { LINE_BITS = 44 };

static const char *const rule_names[UF_RULES] = {
    [UF_RULE_CELLS] = "cells",
    [UF_RULE_FIELD] = "field",
    [UF_RULE_TYPE] = "type",
    [UF_RULE_FORMAT] = "format",
    [UF_RULE_REQUIRED] = "required",
    [UF_RULE_ENUM] = "enum",
    [UF_RULE_MINIMUM] = "minimum",
    [UF_RULE_MAXIMUM] = "maximum",
    [UF_RULE_MIN_LENGTH] = "minLength",
    [UF_RULE_MAX_LENGTH] = "maxLength",
    [UF_RULE_PATTERN] = "pattern",
    [UF_RULE_UNIQUE] = "unique",
    [UF_RULE_PRIMARY_KEY] = "primaryKey",
    [UF_RULE_FOREIGN_KEY] = "foreignKey",
    [UF_RULE_LESSON] = "lesson",
    [UF_RULE_LESSON_TWICE] = "lesson-twice",
    [UF_RULE_TWO_SCHOOLS] = "two-schools",
    [UF_RULE_OUTSIDE_ENROLMENT] = "outside-enrolment",
    [UF_RULE_OUTSIDE_TERM] = "outside-term",
    [UF_RULE_CLOSED_DAY] = "closed-day",
    [UF_RULE_WEEKEND] = "weekend",
    [UF_RULE_REGISTER_MISSING] = "register-missing",
    [UF_RULE_REGISTER_INCOMPLETE] = "register-incomplete",
    [UF_RULE_MONTH_WITHOUT_REGISTER] = "month-without-register",
    [UF_RULE_NEVER_IN_LOG] = "never-in-log",
};

/* Texts are codes in the table of texts. */
struct finding {
    uint64_t line;
    uint32_t file;
    uint32_t column; /* UINT32_MAX: none, after all columns */
    uint32_t order;  /* in which it came                    */
    uint32_t name, value, message;
    uf_rule rule;
};

struct uf_findings {
    uf_cli *cli;
    uf_intern *files, *texts;
    const char *file_name; /* asked for last, and its number */
    uint32_t file;
    struct finding *list;
    size_t count, room;
    uint64_t per_rule[UF_RULES];
    bool skipped[UF_RULES];
};

const char *uf_rule_name(uf_rule rule)
{
    return rule_names[rule];
}

static size_t rule_named(uf_cli *cli, const char *name)
{
    for (size_t rule = 0; rule < UF_RULES; rule++)
        if (strcmp(name, rule_names[rule]) == 0)
            return rule;
    const size_t near = uf_nearest(name, rule_names, UF_RULES);
    if (near < UF_RULES)
        uf_cli_die(cli, "--skip %s: there is no such rule; did you mean '%s'?", name,
                   rule_names[near]);
    uf_cli_die(cli, "--skip %s: there is no such rule; the man page lists them", name);
}

uf_findings *uf_findings_new(uf_cli *cli)
{
    uf_findings *findings = uf_cli_allocate(cli, 1, sizeof *findings);
    *findings =
        (uf_findings){ .cli = cli, .files = uf_intern_new(cli), .texts = uf_intern_new(cli) };
    size_t n = 0;
    const char *const *skip = uf_cli_has(cli, "skip") ? uf_cli_list(cli, "skip", &n) : NULL;
    for (size_t i = 0; i < n; i++)
        findings->skipped[rule_named(cli, skip[i])] = true;
    return findings;
}

void uf_findings_free(uf_findings *findings)
{
    if (findings == NULL)
        return;
    uf_intern_free(findings->files);
    uf_intern_free(findings->texts);
    free(findings->list);
    free(findings);
}

uint32_t uf_findings_file(uf_findings *findings, const char *name)
{
    return uf_intern_code(findings->files, name, strlen(name));
}

/* ---- Places ---- */

/* The number of the file in hand. Names of inputs stay where they are while rows are read. */
static uint32_t current_file(uf_findings *findings, const uf_rows *rows)
{
    const char *name = uf_rows_file(rows);
    if (name != findings->file_name) {
        findings->file_name = name;
        findings->file = uf_findings_file(findings, name);
    }
    return findings->file;
}

uf_finding_place uf_findings_place(uf_findings *findings, const uf_rows *rows, size_t column)
{
    return (uf_finding_place){ .file = current_file(findings, rows),
                               .line = uf_rows_line(rows),
                               .column = column,
                               .name = column == UF_NO_COLUMN ? "" : uf_rows_name(rows, column),
                               .value = uf_rows_cell(rows, column) };
}

uint64_t uf_findings_mark(uf_findings *findings, const uf_rows *rows)
{
    return (uint64_t)current_file(findings, rows) << LINE_BITS | uf_rows_line(rows);
}

uf_finding_place uf_findings_marked(uint64_t mark)
{
    return (uf_finding_place){ .file = (uint32_t)(mark >> LINE_BITS),
                               .line = mark & ((UINT64_C(1) << LINE_BITS) - 1),
                               .column = UF_NO_COLUMN,
                               .name = "",
                               .value = { .text = "", .length = 0 } };
}

char *uf_findings_reference(uf_findings *findings, const uf_rows *rows, uint64_t mark,
                            char text[UF_FINDING_REFERENCE_SIZE])
{
    const uf_finding_place place = uf_findings_marked(mark);
    if (place.file == current_file(findings, rows))
        (void)snprintf(text, UF_FINDING_REFERENCE_SIZE, "line %" PRIu64, place.line);
    else
        (void)snprintf(text, UF_FINDING_REFERENCE_SIZE, "line %" PRIu64 " of %s", place.line,
                       uf_intern_text(findings->files, place.file));
    return text;
}

/* ---- The list ---- */

bool uf_findings_wanted(const uf_findings *findings, uf_rule rule)
{
    return !findings->skipped[rule];
}

/* Whether the row of a finding has one of the same rule at the same cells already. */
static bool is_there(const uf_findings *findings, const struct finding *finding)
{
    for (size_t i = findings->count; i > 0 && finding->line > 0; i--) {
        const struct finding *other = &findings->list[i - 1];
        if (other->file != finding->file || other->line != finding->line)
            break;
        if (other->rule == finding->rule && other->column == finding->column &&
            other->name == finding->name)
            return true;
    }
    return false;
}

/* A message may quote a cell, and people look at findings on a terminal: control bytes are shown as
 * in messages. */
static uint32_t shown_code(uf_findings *findings, const char *text)
{
    const size_t length = strlen(text);
    char *shown = uf_cli_allocate(findings->cli, length, UF_MESSAGE_SHOWN_BYTE);
    const uint32_t code =
        uf_intern_code(findings->texts, shown, uf_message_show(shown, text, length));
    free(shown);
    return code;
}

static uint32_t message_code(uf_findings *findings, const char *format, va_list arguments)
{
    uint32_t code = UF_NO_CODE;
    char *text = uf_message_text_list(format, arguments);
    if (text != NULL)
        code = shown_code(findings, text);
    else
        uf_cli_no_memory(findings->cli);
    free(text);
    return code;
}

void uf_findings_add(uf_findings *findings, const uf_finding_place *place, uf_rule rule,
                     const char *format, ...)
{
    struct finding finding = {
        .line = place->line,
        .file = place->file,
        .column = place->column == UF_NO_COLUMN ? UINT32_MAX : (uint32_t)place->column,
        .order = (uint32_t)findings->count,
        .rule = rule,
    };
    if (findings->skipped[rule])
        return;
    finding.name = uf_intern_code(findings->texts, place->name, strlen(place->name));
    if (is_there(findings, &finding))
        return;
    finding.value = uf_intern_code(findings->texts, place->value.text, place->value.length);
    va_list arguments;
    va_start(arguments, format);
    finding.message = message_code(findings, format, arguments);
    va_end(arguments);
    if (findings->count == findings->room) {
        if (findings->count == UINT32_MAX)
            uf_cli_die(findings->cli, "more than 4294967295 findings");
        findings->room = findings->room > 0 ? 2 * findings->room : 64;
        findings->list =
            uf_cli_grow(findings->cli, findings->list, findings->room, sizeof *findings->list);
    }
    findings->list[findings->count++] = finding;
    findings->per_rule[rule]++;
}

size_t uf_findings_count(const uf_findings *findings)
{
    return findings->count;
}

static int by_place(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void write_finding(uf_findings *findings, uf_writer *writer, const struct finding *finding)
{
    const uint32_t texts[] = { finding->value, finding->message };
    uf_writer_text(writer, uf_intern_text(findings->files, finding->file));
    if (finding->line > 0)
        uf_writer_count(writer, (int64_t)finding->line);
    else
        uf_writer_missing(writer);
    uf_writer_text(writer, uf_intern_text(findings->texts, finding->name));
    uf_writer_text(writer, rule_names[finding->rule]);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        uf_writer_bytes_cell(writer, uf_intern_text(findings->texts, texts[i]),
                             uf_intern_length(findings->texts, texts[i]));
    uf_writer_end_row(writer);
}

void uf_findings_write(uf_findings *findings, uint64_t rows)
{
    static const char *const header[] = { "file", "line", "column", "rule", "value", "message" };
    uf_cli *cli = findings->cli;
    uf_writer *writer = uf_cli_output(cli);
    if (findings->count > 1)
        qsort(findings->list, findings->count, sizeof *findings->list, by_place);
    uf_writer_header(writer, header, sizeof header / sizeof header[0]);
    for (size_t i = 0; i < findings->count; i++)
        write_finding(findings, writer, &findings->list[i]);
    uf_cli_say(cli, "rows looked at: %" PRIu64, rows);
    for (size_t rule = 0; rule < UF_RULES; rule++)
        if (findings->per_rule[rule] > 0)
            uf_cli_say(cli, "%s: %" PRIu64, rule_names[rule], findings->per_rule[rule]);
    if (findings->count == 0)
        uf_cli_say(cli, "no findings");
}
