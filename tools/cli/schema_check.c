/* schema_check.c: headers and cells against a Table Schema. */
#include "cli/schema_check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/nearest.h"
#include "cli/schema_keys.h"

struct uf_schema_check {
    uf_cli *cli;
    uf_rows *rows;
    const uf_schema *schema;
    uf_findings *findings;
    uf_schema_cell *cells; /* [field] of the current row */
    uf_schema_keys *keys;
};

/* ---- The header ---- */

/* A finding about the header; column may be UF_NO_COLUMN, name is the field's or column's. */
static uf_finding_place in_header(uf_schema_check *check, size_t column, const char *name)
{
    uf_finding_place place = uf_findings_place(check->findings, check->rows, UF_NO_COLUMN);
    place.line = 1;
    place.column = column;
    place.name = name;
    return place;
}

static void report_missing_field(uf_schema_check *check, const char *name)
{
    const size_t width = uf_rows_width(check->rows);
    const uf_finding_place place = in_header(check, UF_NO_COLUMN, name);
    const char **names = uf_cli_allocate(check->cli, width, sizeof *names);
    for (size_t i = 0; i < width; i++)
        names[i] = uf_rows_name(check->rows, i);
    const size_t near = uf_nearest(name, names, width);
    if (near < width)
        uf_findings_add(check->findings, &place, UF_RULE_FIELD,
                        "the file has no such column; it has '%s'", names[near]);
    else
        uf_findings_add(check->findings, &place, UF_RULE_FIELD, "the file has no such column");
    free(names);
}

/* The field that a column is, or field_count. */
static size_t field_of(const uf_schema_check *check, size_t column)
{
    size_t field = 0;
    while (field < check->schema->field_count && check->cells[field].column != column)
        field++;
    return field;
}

/* Columns that the schema does not have, and those that stand elsewhere than it says. */
static void compare_columns(uf_schema_check *check, bool extra, bool order)
{
    size_t expected = 0;
    for (size_t column = 0; column < uf_rows_width(check->rows); column++) {
        const uf_finding_place place = in_header(check, column, uf_rows_name(check->rows, column));
        const size_t field = field_of(check, column);
        if (field == check->schema->field_count) {
            if (extra)
                uf_findings_add(check->findings, &place, UF_RULE_FIELD,
                                "the schema has no such field");
            continue;
        }
        if (order && field < expected)
            uf_findings_add(check->findings, &place, UF_RULE_FIELD,
                            "stands after '%s', and before it in the schema",
                            check->schema->fields[expected - 1].name);
        expected = field + 1 > expected ? field + 1 : expected;
    }
}

static void compare_header(uf_schema_check *check)
{
    const uf_schema *schema = check->schema;
    size_t found = 0;
    for (size_t i = 0; i < schema->field_count; i++) {
        const size_t column = uf_rows_column(check->rows, schema->fields[i].name);
        check->cells[i] = (uf_schema_cell){ .column = column, .missing = true };
        found += column != UF_NO_COLUMN;
        if (column == UF_NO_COLUMN && schema->match != UF_MATCH_SUPERSET &&
            schema->match != UF_MATCH_PARTIAL)
            report_missing_field(check, schema->fields[i].name);
    }
    if (found == 0 && schema->match == UF_MATCH_PARTIAL) {
        const uf_finding_place place = in_header(check, UF_NO_COLUMN, "");
        uf_findings_add(check->findings, &place, UF_RULE_FIELD,
                        "the file has none of the schema's fields");
    }
    compare_columns(check, schema->match != UF_MATCH_SUBSET && schema->match != UF_MATCH_PARTIAL,
                    schema->match == UF_MATCH_EXACT);
}

/* ---- Cells ---- */

static void report(uf_schema_check *check, const uf_schema_cell *cell, uf_rule rule,
                   const char *text, const char *detail)
{
    const uf_finding_place place = uf_findings_place(check->findings, check->rows, cell->column);
    uf_findings_add(check->findings, &place, rule, "%s%s", text, detail);
}

/* A number whose decimal mark, grouping and so on are the file's: the reader of files knows these.
 * False when it is none, and then that has been reported. */
static bool read_number(uf_schema_check *check, const uf_field *field, uf_schema_cell *cell)
{
    bool of_format;
    const uf_cell text = cell->cell;
    const char *fault = uf_field_read(field, text.text, text.length, &cell->value, &of_format);
    if (fault == NULL && (cell->value.is_nan || cell->value.infinite != 0))
        return true;
    if (uf_rows_missing(check->rows, cell->column) || text.text[text.length - 1] == '%') {
        report(check, cell, UF_RULE_TYPE, "is not a number", "");
        return false;
    }
    cell->value = (uf_field_value){ 0 };
    return uf_rows_decimal(check->rows, cell->column, &cell->value.number);
}

static bool read_cell(uf_schema_check *check, const uf_field *field, uf_schema_cell *cell)
{
    bool of_format;
    if (field->type == UF_FIELD_NUMBER && field->bare_number && field->decimal == NULL &&
        field->grouping == NULL)
        return read_number(check, field, cell);
    const char *fault =
        uf_field_read(field, cell->cell.text, cell->cell.length, &cell->value, &of_format);
    if (fault == NULL)
        return true;
    const bool is_time = field->type == UF_FIELD_DATE || field->type == UF_FIELD_TIME ||
                         field->type == UF_FIELD_DATETIME;
    const uf_finding_place place = uf_findings_place(check->findings, check->rows, cell->column);
    uf_findings_add(check->findings, &place, of_format ? UF_RULE_FORMAT : UF_RULE_TYPE, "%s%s%s",
                    fault, is_time && field->format != NULL ? " of the form " : "",
                    is_time && field->format != NULL ? field->format : "");
    return false;
}

static void compare_limits(uf_schema_check *check, const uf_field *field,
                           const uf_schema_cell *cell)
{
    static const struct {
        uf_rule rule;
        int sign;       /* of cell - limit where it is broken */
        bool exclusive; /* and where they are equal           */
        const char *text;
    } limits[UF_FIELD_LIMITS] = {
        { UF_RULE_MINIMUM, -1, false, "is below " },
        { UF_RULE_MAXIMUM, 1, false, "is above " },
        { UF_RULE_MINIMUM, -1, true, "is not above " },
        { UF_RULE_MAXIMUM, 1, true, "is not below " },
    };
    for (size_t i = 0; i < UF_FIELD_LIMITS; i++) {
        if (field->limits[i].text == NULL || cell->value.is_nan)
            continue;
        const int sign = uf_field_compare(&cell->value, &field->limits[i].value);
        if (sign == limits[i].sign || (sign == 0 && limits[i].exclusive))
            report(check, cell, limits[i].rule, limits[i].text, field->limits[i].text);
    }
}

static void compare_length(uf_schema_check *check, const uf_field *field,
                           const uf_schema_cell *cell)
{
    const size_t length = cell->value.length;
    const uf_finding_place place = uf_findings_place(check->findings, check->rows, cell->column);
    if (field->has_min_length && length < field->min_length)
        uf_findings_add(check->findings, &place, UF_RULE_MIN_LENGTH, "%zu long, and at least %zu",
                        length, field->min_length);
    if (field->has_max_length && length > field->max_length)
        uf_findings_add(check->findings, &place, UF_RULE_MAX_LENGTH, "%zu long, and at most %zu",
                        length, field->max_length);
}

static void compare_choices(uf_schema_check *check, const uf_field *field,
                            const uf_schema_cell *cell)
{
    enum { MOST_NAMES = 64 }; /* among which the nearest is sought */
    const char *names[MOST_NAMES] = { NULL };
    size_t count = 0;
    for (size_t i = 0; i < field->choice_count; i++)
        if (uf_field_same(field, cell->cell.text, cell->cell.length, &cell->value,
                          &field->choices[i]))
            return;
    for (; count < field->choice_count && count < MOST_NAMES; count++)
        names[count] = field->choices[count].text;
    const size_t near = uf_nearest(cell->cell.text, names, count);
    report(check, cell, UF_RULE_ENUM,
           near < count ? "is none of the values listed; the nearest is "
                        : "is none of the values listed",
           near < count ? names[near] : "");
}

static void check_cell(uf_schema_check *check, const uf_field *field, uf_schema_cell *cell)
{
    cell->cell = uf_rows_cell(check->rows, cell->column);
    cell->missing = uf_field_is_missing(field, cell->cell.text, cell->cell.length);
    cell->bad = false;
    if (cell->missing) {
        if (field->required)
            report(check, cell, UF_RULE_REQUIRED, "the value is missing", "");
        return;
    }
    /* A text that is empty but not missing has no character to look at. */
    cell->bad = !read_cell(check, field, cell);
    if (cell->bad)
        return;
    compare_limits(check, field, cell);
    compare_length(check, field, cell);
    if (field->choice_count > 0)
        compare_choices(check, field, cell);
    if (field->pattern != NULL && !uf_field_matches(field, cell->cell.text))
        report(check, cell, UF_RULE_PATTERN, "does not match ", field->pattern);
}

/* ---- The check ---- */

uf_schema_check *uf_schema_check_new(uf_cli *cli, uf_rows *rows, const uf_schema *schema,
                                     uf_findings *findings)
{
    uf_schema_check *check = uf_cli_allocate(cli, 1, sizeof *check);
    *check = (uf_schema_check){ .cli = cli, .rows = rows, .schema = schema, .findings = findings };
    check->cells = uf_cli_allocate(cli, schema->field_count, sizeof *check->cells);
    compare_header(check);
    check->keys = uf_schema_keys_new(cli, schema, rows, check->cells, findings);
    return check;
}

void uf_schema_check_free(uf_schema_check *check)
{
    if (check == NULL)
        return;
    uf_schema_keys_free(check->keys);
    free(check->cells);
    free(check);
}

void uf_schema_check_row(uf_schema_check *check)
{
    for (size_t i = 0; i < check->schema->field_count; i++)
        if (check->cells[i].column != UF_NO_COLUMN)
            check_cell(check, &check->schema->fields[i], &check->cells[i]);
    uf_schema_keys_row(check->keys, check->cells);
}

void uf_schema_check_finish(uf_schema_check *check)
{
    uf_schema_keys_finish(check->keys);
}
