/* score_findings.c: findings about a key, kept, written or refused. */
#include "cli/score_findings.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"
#include "cli/writer.h"

enum { MOST_SAID = 10 };

struct finding {
    char *file, *column, *value, *message;
    const char *rule;
    uint64_t line;
    size_t number; /* in the order in which they came */
};

/* What a file's reader reports to. */
struct ear {
    uf_score_findings *findings;
    uf_rows *rows;
    struct ear *next;
};

struct uf_score_findings {
    uf_cli *cli;
    struct finding *items;
    size_t count, room;
    struct ear *ears;
};

uf_score_findings *uf_score_findings_new(uf_cli *cli)
{
    uf_score_findings *findings = uf_cli_allocate(cli, 1, sizeof *findings);
    *findings = (uf_score_findings){ .cli = cli };
    return findings;
}

void uf_score_findings_free(uf_score_findings *findings)
{
    if (findings == NULL)
        return;
    for (size_t i = 0; i < findings->count; i++) {
        free(findings->items[i].file);
        free(findings->items[i].column);
        free(findings->items[i].value);
        free(findings->items[i].message);
    }
    while (findings->ears != NULL) {
        struct ear *next = findings->ears->next;
        free(findings->ears);
        findings->ears = next;
    }
    free(findings->items);
    free(findings);
}

void uf_score_findings_add(uf_score_findings *findings, uf_score_place place, const char *rule,
                           const char *format, ...)
{
    uf_cli *cli = findings->cli;
    va_list arguments;
    va_start(arguments, format);
    char *message = uf_message_text_list(format, arguments);
    va_end(arguments);
    if (message == NULL)
        uf_cli_no_memory(cli);
    if (findings->count == findings->room) {
        findings->room = 2 * findings->room + 16;
        findings->items =
            uf_cli_grow(cli, findings->items, findings->room, sizeof *findings->items);
    }
    findings->items[findings->count] = (struct finding){
        .file = uf_cli_copy(cli, place.file),
        .column = uf_cli_copy(cli, place.column),
        .value = uf_cli_copy(cli, place.value),
        .message = message,
        .rule = rule,
        .line = place.line,
        .number = findings->count,
    };
    findings->count++;
}

static void hear(void *context, size_t column, const char *message)
{
    const struct ear *ear = context;
    const bool cell = column != UF_NO_COLUMN;
    uf_score_findings_add(
        ear->findings,
        (uf_score_place){ .file = uf_rows_file(ear->rows),
                          .line = uf_rows_line(ear->rows),
                          .column = cell ? uf_rows_name(ear->rows, column) : "",
                          .value = cell ? uf_rows_cell(ear->rows, column).text : "" },
        "cell", "%s", message);
}

void uf_score_findings_listen(uf_score_findings *findings, uf_rows *rows)
{
    struct ear *ear = uf_cli_allocate(findings->cli, 1, sizeof *ear);
    *ear = (struct ear){ .findings = findings, .rows = rows, .next = findings->ears };
    findings->ears = ear;
    uf_rows_listen(rows, hear, ear);
}

size_t uf_score_findings_count(const uf_score_findings *findings)
{
    return findings->count;
}

/* ---- Out ---- */

static int by_place(const void *a, const void *b)
{
    const struct finding *one = a, *other = b;
    const int files = strcmp(one->file, other->file);
    if (files != 0)
        return files;
    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

static void sort(uf_score_findings *findings)
{
    if (findings->count > 1)
        qsort(findings->items, findings->count, sizeof *findings->items, by_place);
}

void uf_score_findings_write(uf_score_findings *findings)
{
    static const char *const names[] = { "file", "line", "column", "rule", "value", "message" };
    uf_writer *writer = uf_cli_output(findings->cli);
    sort(findings);
    uf_writer_header(writer, names, sizeof names / sizeof names[0]);
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        uf_writer_text(writer, finding->file);
        if (finding->line > 0)
            uf_writer_count(writer, (int64_t)finding->line);
        else
            uf_writer_missing(writer);
        uf_writer_text(writer, finding->column);
        uf_writer_text(writer, finding->rule);
        uf_writer_text(writer, finding->value);
        uf_writer_text(writer, finding->message);
        uf_writer_end_row(writer);
    }
}

static void say(uf_cli *cli, const struct finding *finding)
{
    char line[32] = "";
    if (finding->line > 0)
        (void)snprintf(line, sizeof line, "%" PRIu64 ":", finding->line);
    if (finding->column[0] != '\0')
        uf_cli_warn(cli, "%s:%s column '%s': %s", finding->file, line, finding->column,
                    finding->message);
    else
        uf_cli_warn(cli, "%s:%s %s", finding->file, line, finding->message);
}

void uf_score_findings_refuse(uf_score_findings *findings)
{
    if (findings->count == 0)
        return;
    sort(findings);
    for (size_t i = 0; i < findings->count && i < MOST_SAID; i++)
        say(findings->cli, &findings->items[i]);
    uf_cli_die(findings->cli, "nothing is scored by a key with faults: %zu; --check-key lists them",
               findings->count);
}
