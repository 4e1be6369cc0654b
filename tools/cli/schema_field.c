/* schema_field.c: types, formats and values of cells. */
#include "cli/schema_field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/figure.h"
#include "cli/json.h"
#include "cli/numbers.h"
#include "cli/schema_format.h"
#include "cli/schema_time.h"

enum { LONGEST_NUMBER = 128 };
_Static_assert((int)UF_FIELD_KEY_SIZE >= (int)UF_DECIMAL_TEXT_SIZE, "a number fits a key");

static const char *const type_names[UF_FIELD_TYPES] = {
    [UF_FIELD_ANY] = "any",           [UF_FIELD_STRING] = "string",
    [UF_FIELD_NUMBER] = "number",     [UF_FIELD_INTEGER] = "integer",
    [UF_FIELD_BOOLEAN] = "boolean",   [UF_FIELD_DATE] = "date",
    [UF_FIELD_DATETIME] = "datetime", [UF_FIELD_TIME] = "time",
    [UF_FIELD_YEAR] = "year",         [UF_FIELD_YEARMONTH] = "yearmonth",
    [UF_FIELD_DURATION] = "duration", [UF_FIELD_OBJECT] = "object",
    [UF_FIELD_ARRAY] = "array",       [UF_FIELD_LIST] = "list",
    [UF_FIELD_GEOPOINT] = "geopoint", [UF_FIELD_GEOJSON] = "geojson",
};

const char *uf_field_type_name(uf_field_type type)
{
    return type_names[type];
}

bool uf_field_type_is_ordered(uf_field_type type)
{
    return type == UF_FIELD_NUMBER || type == UF_FIELD_INTEGER || type == UF_FIELD_DATE ||
           type == UF_FIELD_DATETIME || type == UF_FIELD_TIME || type == UF_FIELD_YEAR ||
           type == UF_FIELD_YEARMONTH;
}

bool uf_field_type_has_length(uf_field_type type)
{
    return type == UF_FIELD_STRING || type == UF_FIELD_ARRAY || type == UF_FIELD_LIST ||
           type == UF_FIELD_OBJECT;
}

/* ---- Numbers ---- */

/* Without groupChar, and with a point for decimalChar, in `plain`. False where the text has another
 * mark, or is too long to be a number. */
static bool make_plain(const uf_field *field, const char *text, size_t length, char *plain)
{
    const char *decimal = field->decimal != NULL ? field->decimal : ".";
    const size_t group_length = field->grouping != NULL ? strlen(field->grouping) : 0;
    size_t used = 0;
    for (size_t i = 0; i < length;) {
        if (group_length > 0 && length - i >= group_length &&
            memcmp(text + i, field->grouping, group_length) == 0) {
            i += group_length;
            continue;
        }
        const bool is_mark = text[i] == '.' || text[i] == ',';
        if (used + 1 >= LONGEST_NUMBER || (is_mark && text[i] != decimal[0]))
            return false;
        plain[used++] = is_mark ? '.' : text[i];
        i++;
    }
    plain[used] = '\0';
    return true;
}

/* The part of a text that is the number, where other things may stand round it: 95 EUR, 12 %. */
static void find_number(const uf_field *field, const char **text, size_t *length)
{
    if (field->bare_number)
        return;
    while (*length > 0 && strchr("+-.,0123456789", **text) == NULL) {
        ++*text;
        --*length;
    }
    while (*length > 0 && strchr("0123456789", (*text)[*length - 1]) == NULL)
        --*length;
}

static bool is_special_number(const char *text, size_t length, uf_field_value *value)
{
    const bool negative = length > 0 && text[0] == '-';
    value->is_nan = length == 3 && strncasecmp(text, "nan", 3) == 0;
    if (length == 3U + negative && strncasecmp(text + negative, "inf", 3) == 0)
        value->infinite = negative ? -1 : 1;
    return value->is_nan || value->infinite != 0;
}

static bool read_number(const uf_field *field, const char *text, size_t length,
                        uf_field_value *value)
{
    uf_number number;
    char plain[LONGEST_NUMBER];
    find_number(field, &text, &length);
    if (field->type == UF_FIELD_NUMBER && is_special_number(text, length, value))
        return true;
    if (field->decimal != NULL || field->grouping != NULL) {
        if (!make_plain(field, text, length, plain))
            return false;
        text = plain;
        length = strlen(plain);
    }
    if (length == 0 || text[length - 1] == '%' || !uf_number_scan(text, length, &number))
        return false;
    const bool whole = number.mark == '\0' && memchr(text, 'e', length) == NULL &&
                       memchr(text, 'E', length) == NULL;
    if (field->type == UF_FIELD_INTEGER && !whole)
        return false;
    if (!uf_number_decimal(&number, &value->number))
        value->infinite = number.negative ? -1 : 1;
    return true;
}

static bool read_year(const char *text, size_t length, uf_field_value *value)
{
    uf_number number;
    const size_t sign = length > 0 && text[0] == '-';
    if (length != 4 + sign || strspn(text + sign, "0123456789") < 4)
        return false;
    return uf_number_scan(text, length, &number) && uf_number_decimal(&number, &value->number);
}

/* ---- Texts ---- */

static bool is_listed(uf_field_texts texts, const char *text, size_t length)
{
    for (size_t i = 0; i < texts.count; i++)
        if (strlen(texts.items[i]) == length && memcmp(texts.items[i], text, length) == 0)
            return true;
    return false;
}

static bool read_boolean(const uf_field *field, const char *text, size_t length,
                         uf_field_value *value)
{
    const bool is_true = is_listed(field->true_values, text, length);
    value->number = (uf_decimal){ .mantissa = is_true, .places = 0 };
    return is_true || is_listed(field->false_values, text, length);
}

/* Characters of UTF-8 text that is known to be valid. */
static size_t count_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static const char *read_string(const uf_field *field, const char *text, size_t length,
                               uf_field_value *value, bool *of_format)
{
    static const struct {
        const char *format;
        bool (*is)(const char *, size_t);
        const char *fault;
    } formats[] = {
        { "email", uf_format_is_email, "is not an email address" },
        { "uri", uf_format_is_uri, "is not a URI" },
        { "uuid", uf_format_is_uuid, "is not a UUID" },
        { "binary", uf_format_is_binary, "is not base64" },
    };
    value->length = count_characters(text, length);
    *of_format = true;
    for (size_t i = 0; field->format != NULL && i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(field->format, formats[i].format) == 0 && !formats[i].is(text, length))
            return formats[i].fault;
    return NULL;
}

static bool read_list(const uf_field *field, const char *text, size_t length, uf_field_value *value)
{
    uf_field item = *field;
    item.type = field->item_type;
    item.format = NULL;
    const size_t step = strlen(field->delimiter);
    while (true) {
        uf_field_value read;
        bool of_format;
        const char *end = strstr(text, field->delimiter);
        const size_t size = end != NULL ? (size_t)(end - text) : length;
        if (uf_field_read(&item, text, size, &read, &of_format) != NULL)
            return false;
        value->length++;
        if (end == NULL)
            return true;
        text += size + step;
        length -= size + step;
    }
}

static bool read_geopoint(const uf_field *field, const char *text, size_t length)
{
    size_t parts;
    if (field->format == NULL)
        return uf_format_is_geopoint(text, length);
    if (strcmp(field->format, "array") == 0)
        return uf_json_is_array_text(text, length, &parts) && parts == 2;
    return uf_json_is_object_text(text, length, &parts) && parts == 2;
}

/* ---- All types ---- */

const char *uf_field_read(const uf_field *field, const char *text, size_t length,
                          uf_field_value *value, bool *of_format)
{
    uf_decimal *number = &value->number;
    *value = (uf_field_value){ 0 };
    *of_format = false;
    switch (field->type) {
    case UF_FIELD_STRING: return read_string(field, text, length, value, of_format);
    case UF_FIELD_NUMBER: return read_number(field, text, length, value) ? NULL : "is not a number";
    case UF_FIELD_INTEGER:
        return read_number(field, text, length, value) ? NULL : "is not an integer";
    case UF_FIELD_BOOLEAN:
        return read_boolean(field, text, length, value) ? NULL : "is not a boolean";
    case UF_FIELD_DATE:
        return uf_time_read(text, length, field->format, UF_TIME_DATE, number) ? NULL
                                                                               : "is not a date";
    case UF_FIELD_TIME:
        return uf_time_read(text, length, field->format, UF_TIME_CLOCK, number) ? NULL
                                                                                : "is not a time";
    case UF_FIELD_DATETIME:
        return uf_time_read(text, length, field->format, UF_TIME_DATE | UF_TIME_CLOCK, number)
                   ? NULL
                   : "is not a date with a time";
    case UF_FIELD_YEAR: return read_year(text, length, value) ? NULL : "is not a year";
    case UF_FIELD_YEARMONTH:
        return uf_time_read_month(text, length, number) ? NULL : "is not a year and month";
    case UF_FIELD_DURATION: return uf_time_is_duration(text, length) ? NULL : "is not a duration";
    case UF_FIELD_LIST:
        return read_list(field, text, length, value) ? NULL : "is not a list of its type";
    case UF_FIELD_ARRAY:
        return uf_json_is_array_text(text, length, &value->length) ? NULL : "is not a JSON array";
    case UF_FIELD_OBJECT:
    case UF_FIELD_GEOJSON:
        return uf_json_is_object_text(text, length, &value->length) ? NULL : "is not a JSON object";
    case UF_FIELD_GEOPOINT:
        return read_geopoint(field, text, length) ? NULL : "is not a point (longitude, latitude)";
    case UF_FIELD_ANY:
    case UF_FIELD_TYPES: break;
    }
    return NULL;
}

bool uf_field_is_missing(const uf_field *field, const char *text, size_t length)
{
    return is_listed(field->missing, text, length);
}

int uf_field_compare(const uf_field_value *a, const uf_field_value *b)
{
    if (a->is_nan || b->is_nan)
        return 0;
    if (a->infinite != 0 || b->infinite != 0)
        return (a->infinite > b->infinite) - (a->infinite < b->infinite);
    return uf_decimal_compare(a->number, b->number);
}

/* Whether the value's number says all about it. */
static bool is_number(const uf_field *field, const uf_field_value *value)
{
    return (uf_field_type_is_ordered(field->type) || field->type == UF_FIELD_BOOLEAN) &&
           value->infinite == 0 && !value->is_nan;
}

bool uf_field_same(const uf_field *field, const char *text, size_t length,
                   const uf_field_value *value, const uf_field_choice *choice)
{
    if (is_number(field, value) && is_number(field, &choice->value))
        return uf_decimal_compare(value->number, choice->value.number) == 0;
    return strlen(choice->text) == length && memcmp(choice->text, text, length) == 0;
}

size_t uf_field_key(const uf_field *field, const char *text, size_t length,
                    const uf_field_value *value, char *key)
{
    if (!is_number(field, value)) {
        key[0] = '\'';
        memcpy(key + 1, text, length);
        return length + 1;
    }
    return strlen(uf_decimal_text(value->number, key));
}
