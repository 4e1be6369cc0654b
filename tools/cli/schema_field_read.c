/* schema_field_read.c: name, type, format and constraints of a field, checked as they are read. */
#include "cli/schema_field_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/nearest.h"
#include "cli/schema_time.h"

static const char *const limit_names[UF_FIELD_LIMITS] = { "minimum", "maximum", "exclusiveMinimum",
                                                          "exclusiveMaximum" };

/* ---- Type and format ---- */

static uf_field_type type_named(const uf_json_node *node)
{
    const char *names[UF_FIELD_TYPES];
    const char *text = uf_json_text(node);
    for (size_t i = 0; i < UF_FIELD_TYPES; i++) {
        names[i] = uf_field_type_name((uf_field_type)i);
        if (strcmp(names[i], text) == 0)
            return (uf_field_type)i;
    }
    const size_t near = uf_nearest(text, names, UF_FIELD_TYPES);
    if (near < UF_FIELD_TYPES)
        uf_json_die(node, "'%s' is not a type of Table Schema; did you mean '%s'?", text,
                    names[near]);
    uf_json_die(node, "'%s' is not a type of Table Schema", text);
}

static void check_time_format(const uf_json_node *node, const char *format, unsigned parts)
{
    if (strcmp(format, "any") == 0)
        uf_json_die(node, "'any' means guessing; write a format such as %s",
                    (parts & UF_TIME_DATE) != 0 ? "%d/%m/%Y" : "%H:%M");
    const char *fault = uf_time_format_fault(format, parts);
    if (fault != NULL)
        uf_json_die(node, "'%s': %s", format, fault);
}

static void check_named_format(const uf_json_node *node, const char *format, uf_field_type type)
{
    static const struct {
        uf_field_type type;
        const char *formats[5];
    } known[] = {
        { UF_FIELD_STRING, { "email", "uri", "uuid", "binary", NULL } },
        { UF_FIELD_GEOPOINT, { "array", "object", NULL } },
        { UF_FIELD_GEOJSON, { "topojson", NULL } },
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].type != type)
            continue;
        for (size_t k = 0; known[i].formats[k] != NULL; k++)
            if (strcmp(known[i].formats[k], format) == 0)
                return;
    }
    uf_json_die(node, "'%s' is not a format of the type %s", format, uf_field_type_name(type));
}

static void read_format(uf_field *field, const uf_json_node *node)
{
    uf_json_node format;
    if (!uf_json_member(node, "format", &format))
        return;
    const char *text = uf_json_text(&format);
    if (strcmp(text, "default") == 0)
        return;
    field->format = text;
    switch (field->type) {
    case UF_FIELD_DATE: check_time_format(&format, text, UF_TIME_DATE); break;
    case UF_FIELD_TIME: check_time_format(&format, text, UF_TIME_CLOCK); break;
    case UF_FIELD_DATETIME: check_time_format(&format, text, UF_TIME_DATE | UF_TIME_CLOCK); break;
    default: check_named_format(&format, text, field->type); break;
    }
}

static void read_texts(uf_cli *cli, const uf_json_node *node, const char *name,
                       uf_field_texts *texts)
{
    static const char *const yes[] = { "true", "True", "TRUE", "1" };
    static const char *const no[] = { "false", "False", "FALSE", "0" };
    uf_json_node list;
    const bool given = uf_json_member(node, name, &list);
    texts->count = given ? uf_json_count(&list) : 4;
    texts->items = uf_cli_allocate(cli, texts->count, sizeof *texts->items);
    for (size_t i = 0; i < texts->count; i++) {
        if (!given) {
            texts->items[i] = strcmp(name, "trueValues") == 0 ? yes[i] : no[i];
            continue;
        }
        const uf_json_node element = uf_json_element(&list, i);
        texts->items[i] = uf_json_text(&element);
    }
}

/* What numbers, booleans and lists look like. */
static void read_dress(uf_field *field, uf_cli *cli, const uf_json_node *node)
{
    uf_json_node member;
    field->bare_number = !uf_json_member(node, "bareNumber", &member) || uf_json_flag(&member);
    if (uf_json_member(node, "decimalChar", &member)) {
        field->decimal = uf_json_text(&member);
        if (strcmp(field->decimal, ".") != 0 && strcmp(field->decimal, ",") != 0)
            uf_json_die(&member, "the decimal mark can be a point or a comma");
    }
    if (uf_json_member(node, "groupChar", &member)) {
        field->grouping = uf_json_text(&member);
        if (field->grouping[0] == '\0' ||
            strcmp(field->grouping, field->decimal != NULL ? field->decimal : ".") == 0)
            uf_json_die(&member, "'%s' is empty, or the decimal mark", field->grouping);
    }
    if (field->type == UF_FIELD_BOOLEAN) {
        read_texts(cli, node, "trueValues", &field->true_values);
        read_texts(cli, node, "falseValues", &field->false_values);
    }
    field->delimiter = uf_json_member(node, "delimiter", &member) ? uf_json_text(&member) : ",";
    if (field->delimiter[0] == '\0')
        uf_json_die(&member, "is empty");
    field->item_type = UF_FIELD_STRING;
    if (uf_json_member(node, "itemType", &member)) {
        field->item_type = type_named(&member);
        if (field->item_type == UF_FIELD_LIST)
            uf_json_die(&member, "a list of lists cannot be read");
        if (field->item_type == UF_FIELD_BOOLEAN && field->true_values.count == 0) {
            read_texts(cli, node, "trueValues", &field->true_values);
            read_texts(cli, node, "falseValues", &field->false_values);
        }
    }
}

/* A text, or {"value": TEXT, "label": ...}. */
static const char *missing_text(const uf_json_node *node)
{
    if (!uf_json_is_object(node))
        return uf_json_text(node);
    const uf_json_node value = uf_json_need(node, "value");
    return uf_json_text(&value);
}

static void read_missing(uf_field *field, uf_cli *cli, const uf_json_node *node,
                         const uf_json_node *missing, const char *const *na, size_t n)
{
    uf_json_node own;
    if (uf_json_member(node, "missingValues", &own))
        missing = &own;
    const size_t count = missing != NULL ? uf_json_count(missing) : 1;
    field->missing.items = uf_cli_allocate(cli, count + n, sizeof *field->missing.items);
    for (size_t i = 0; i < count; i++) {
        if (missing == NULL) {
            field->missing.items[i] = "";
            continue;
        }
        const uf_json_node element = uf_json_element(missing, i);
        field->missing.items[i] = missing_text(&element);
    }
    for (size_t i = 0; i < n; i++)
        field->missing.items[count + i] = na[i];
    field->missing.count = count + n;
}

/* ---- Constraints ---- */

/* The value of a constraint, which is written as a cell of the field would be, with a point for the
 * decimal mark. The caller frees the text. */
static char *read_value(const uf_field *field, const uf_json_node *node, uf_field_value *value)
{
    char *text = uf_json_as_text(node);
    uf_field plain = *field;
    bool of_format;
    plain.decimal = ".";
    plain.grouping = NULL;
    /* true and false of JSON are what trueValues mean. */
    const bool is_boolean = field->type == UF_FIELD_BOOLEAN && !uf_json_is_text(node);
    if (is_boolean)
        *value = (uf_field_value){ .number = { .mantissa = strcmp(text, "true") == 0 } };
    const char *fault =
        is_boolean ? NULL : uf_field_read(&plain, text, strlen(text), value, &of_format);
    if (fault != NULL)
        uf_json_die(node, "'%s' %s, as the field is", text, fault);
    return text;
}

static void read_limits(uf_field *field, const uf_json_node *constraints)
{
    uf_json_node node;
    for (size_t i = 0; i < UF_FIELD_LIMITS; i++) {
        if (!uf_json_member(constraints, limit_names[i], &node))
            continue;
        if (!uf_field_type_is_ordered(field->type))
            uf_json_die(&node, "values of the type %s have no order",
                        uf_field_type_name(field->type));
        field->limits[i].text = read_value(field, &node, &field->limits[i].value);
    }
}

static bool read_length(const uf_field *field, const uf_json_node *constraints, const char *name,
                        size_t *length)
{
    uf_json_node node;
    if (!uf_json_member(constraints, name, &node))
        return false;
    if (!uf_field_type_has_length(field->type))
        uf_json_die(&node, "values of the type %s have no length", uf_field_type_name(field->type));
    *length = uf_json_size(&node);
    return true;
}

static void read_choices(uf_field *field, uf_cli *cli, const uf_json_node *constraints)
{
    uf_json_node list;
    if (!uf_json_member(constraints, "enum", &list))
        return;
    field->choice_count = uf_json_count(&list);
    if (field->choice_count == 0)
        uf_json_die(&list, "lists nothing, so that no value would do");
    field->choices = uf_cli_allocate(cli, field->choice_count, sizeof *field->choices);
    for (size_t i = 0; i < field->choice_count; i++) {
        const uf_json_node element = uf_json_element(&list, i);
        field->choices[i].text = read_value(field, &element, &field->choices[i].value);
    }
}

static void read_pattern(uf_field *field, const uf_json_node *constraints)
{
    char why[256];
    uf_json_node node;
    if (!uf_json_member(constraints, "pattern", &node))
        return;
    const char *pattern = uf_json_text(&node);
    const char *fault = uf_field_pattern_fault(pattern);
    if (fault != NULL)
        uf_json_die(&node, "'%s': %s", pattern, fault);
    field->pattern = pattern;
    if (!uf_field_compile(field, why, sizeof why))
        uf_json_die(&node, "'%s': %s", pattern, why);
}

static void read_constraints(uf_field *field, uf_cli *cli, const uf_json_node *node)
{
    static const char *const known[] = {
        "required",         "unique",           "minLength", "maxLength", "minimum",   "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "pattern",   "enum",      "jsonSchema"
    };
    uf_json_node constraints, member;
    if (!uf_json_member(node, "constraints", &constraints))
        return;
    uf_json_watch_slips(&constraints, known, sizeof known / sizeof known[0]);
    field->required = uf_json_member(&constraints, "required", &member) && uf_json_flag(&member);
    field->unique = uf_json_member(&constraints, "unique", &member) && uf_json_flag(&member);
    field->has_min_length = read_length(field, &constraints, "minLength", &field->min_length);
    field->has_max_length = read_length(field, &constraints, "maxLength", &field->max_length);
    read_limits(field, &constraints);
    read_choices(field, cli, &constraints);
    read_pattern(field, &constraints);
    if (uf_json_member(&constraints, "jsonSchema", &member))
        uf_json_remark(&member, "is not looked at");
}

void uf_field_describe(uf_field *field, uf_cli *cli, const uf_json_node *node,
                       const uf_json_node *missing, const char *const *na, size_t n)
{
    static const char *const known[] = { "name",        "type",        "format",
                                         "title",       "description", "example",
                                         "constraints", "rdfType",     "bareNumber",
                                         "decimalChar", "groupChar",   "trueValues",
                                         "falseValues", "categories",  "missingValues",
                                         "itemType",    "delimiter",   "categoriesOrdered" };
    uf_json_node type;
    *field = (uf_field){ 0 };
    const uf_json_node name = uf_json_need(node, "name");
    field->name = uf_json_text(&name);
    uf_json_watch_slips(node, known, sizeof known / sizeof known[0]);
    if (uf_json_member(node, "type", &type))
        field->type = type_named(&type);
    read_format(field, node);
    read_dress(field, cli, node);
    read_missing(field, cli, node, missing, na, n);
    read_constraints(field, cli, node);
}
