/* reading.c: keeping a list of what was read. */
#include "cli/reading.h"

#include <stdlib.h>
#include <string.h>

#include "cli/writer.h"

struct uf_reading {
    uf_reading_input *inputs;
    size_t input_count, input_room;
    uf_reading_rule *rules;
    size_t rule_count, rule_room;
    uf_reading_declared *declared;
    size_t declared_count, declared_room;
    uf_writer *rejects;
};

uf_reading *uf_reading_new(uf_cli *cli)
{
    uf_reading *reading = uf_cli_allocate(cli, 1, sizeof *reading);
    *reading = (uf_reading){ 0 };
    return reading;
}

void uf_reading_free(uf_reading *reading)
{
    if (reading == NULL)
        return;
    for (size_t i = 0; i < reading->input_count; i++)
        free(reading->inputs[i].name);
    for (size_t i = 0; i < reading->rule_count; i++)
        free(reading->rules[i].reason);
    for (size_t i = 0; i < reading->declared_count; i++) {
        free(reading->declared[i].name);
        free(reading->declared[i].text);
    }
    free(reading->inputs);
    free(reading->rules);
    free(reading->declared);
    free(reading);
}

uf_writer *uf_reading_rejects(uf_cli *cli)
{
    static const char *const columns[] = { "file", "line", "column", "reason", "row" };
    uf_reading *reading = uf_cli_reading(cli);
    if (reading->rejects == NULL && uf_cli_given(cli, "reject")) {
        reading->rejects = uf_cli_output_beside(cli, "reject");
        uf_writer_header(reading->rejects, columns, sizeof columns / sizeof columns[0]);
        /* All rows of a huge input may be bad. */
        uf_writer_stream(reading->rejects);
    }
    return reading->rejects;
}

void uf_reading_add(uf_cli *cli, const char *name, const uf_reading_input *input)
{
    uf_reading *reading = uf_cli_reading(cli);
    if (reading->input_count == reading->input_room) {
        reading->input_room = 2 * reading->input_room + 4;
        reading->inputs =
            uf_cli_grow(cli, reading->inputs, reading->input_room, sizeof *reading->inputs);
    }
    uf_reading_input *added = &reading->inputs[reading->input_count];
    *added = *input;
    added->name = uf_cli_copy(cli, name);
    reading->input_count++;
}

void uf_reading_leave_out(uf_cli *cli, uint64_t rows, const char *reason)
{
    uf_reading *reading = uf_cli_reading(cli);
    if (rows == 0)
        return;
    for (size_t i = 0; i < reading->rule_count; i++) {
        if (strcmp(reading->rules[i].reason, reason) == 0) {
            reading->rules[i].rows += rows;
            return;
        }
    }
    if (reading->rule_count == reading->rule_room) {
        reading->rule_room = 2 * reading->rule_room + 4;
        reading->rules =
            uf_cli_grow(cli, reading->rules, reading->rule_room, sizeof *reading->rules);
    }
    reading->rules[reading->rule_count] =
        (uf_reading_rule){ .reason = uf_cli_copy(cli, reason), .rows = rows };
    reading->rule_count++;
}

void uf_reading_declare(uf_cli *cli, const char *name, const char *text)
{
    uf_reading *reading = uf_cli_reading(cli);
    for (size_t i = 0; i < reading->declared_count; i++) {
        if (strcmp(reading->declared[i].name, name) == 0) {
            free(reading->declared[i].text);
            reading->declared[i].text = uf_cli_copy(cli, text);
            return;
        }
    }
    if (reading->declared_count == reading->declared_room) {
        reading->declared_room = 2 * reading->declared_room + 4;
        reading->declared =
            uf_cli_grow(cli, reading->declared, reading->declared_room, sizeof *reading->declared);
    }
    reading->declared[reading->declared_count++] = (uf_reading_declared){
        .name = uf_cli_copy(cli, name),
        .text = uf_cli_copy(cli, text),
    };
}

const uf_reading_declared *uf_reading_declarations(const uf_reading *reading, size_t *n)
{
    *n = reading->declared_count;
    return reading->declared;
}

const uf_reading_input *uf_reading_inputs(const uf_reading *reading, size_t *n)
{
    *n = reading->input_count;
    return reading->inputs;
}

const uf_reading_rule *uf_reading_rules(const uf_reading *reading, size_t *n)
{
    *n = reading->rule_count;
    return reading->rules;
}

uf_reading_rows uf_reading_sum(const uf_reading *reading)
{
    uf_reading_rows sum = { 0 };
    for (size_t i = 0; i < reading->input_count; i++) {
        const uf_reading_input *input = &reading->inputs[i];
        if (input->beside)
            continue;
        sum.read += input->rows;
        sum.bad += input->bad;
        sum.unselected += input->unselected;
    }
    for (size_t i = 0; i < reading->rule_count; i++)
        sum.left_out += reading->rules[i].rows;
    sum.used = sum.read - sum.bad - sum.unselected - sum.left_out;
    return sum;
}
