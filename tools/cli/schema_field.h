/* schema_field.h: one field of a Table Schema, and what a cell of it may say.
 *
 * Types and formats are those of the Table Schema specification (Data Package 2.0, and 1.0 where it
 * differs only in names). What cannot be read without guessing is refused: the format `any` of
 * dates and times. Patterns are POSIX extended regular expressions and not Python's or XML
 * Schema's; those of their constructs that POSIX would read otherwise are refused when the schema
 * is read. */
#ifndef UF_CLI_SCHEMA_FIELD_H
#define UF_CLI_SCHEMA_FIELD_H

#include <locale.h>
#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

#include <utfall/decimal.h>

typedef enum uf_field_type {
    UF_FIELD_ANY,
    UF_FIELD_STRING,
    UF_FIELD_NUMBER,
    UF_FIELD_INTEGER,
    UF_FIELD_BOOLEAN,
    UF_FIELD_DATE,
    UF_FIELD_DATETIME,
    UF_FIELD_TIME,
    UF_FIELD_YEAR,
    UF_FIELD_YEARMONTH,
    UF_FIELD_DURATION,
    UF_FIELD_OBJECT,
    UF_FIELD_ARRAY,
    UF_FIELD_LIST,
    UF_FIELD_GEOPOINT,
    UF_FIELD_GEOJSON,
    UF_FIELD_TYPES
} uf_field_type;

/* "yearmonth". */
const char *uf_field_type_name(uf_field_type type);

/* The types whose values have an order, so that a minimum means something. */
bool uf_field_type_is_ordered(uf_field_type type);
/* The types whose values have a length: characters, elements or members. */
bool uf_field_type_has_length(uf_field_type type);

/* What a cell holds. */
typedef struct uf_field_value {
    uf_decimal number; /* where an ordered value or a boolean stands                      */
    int infinite;      /* -1, 1: below, above every number                                 */
    bool is_nan;       /* neither below nor above anything                                 */
    size_t length;     /* characters, elements or members, where the type has a length     */
} uf_field_value;

/* Texts that mean something: [count]. */
typedef struct uf_field_texts {
    const char **items;
    size_t count;
} uf_field_texts;

/* A value of enum. */
typedef struct uf_field_choice {
    char *text;
    uf_field_value value;
} uf_field_choice;

enum { UF_FIELD_LIMITS = 4 };

typedef struct uf_field {
    const char *name;
    uf_field_type type;
    const char *format;  /* NULL: the type's default                                       */
    const char *decimal; /* decimalChar and groupChar, or NULL: as the file has it         */
    const char *grouping;
    bool bare_number; /* nothing but the number stands in the cell                         */
    uf_field_texts true_values, false_values;
    uf_field_texts missing;
    const char *delimiter;   /* of a list                                                  */
    uf_field_type item_type; /* of a list                                                  */
    const char *item_format;

    bool required, unique;
    bool has_min_length, has_max_length;
    size_t min_length, max_length;
    struct {
        char *text; /* as the schema has it; NULL: no such limit                           */
        uf_field_value value;
    } limits[UF_FIELD_LIMITS]; /* minimum, maximum, exclusiveMinimum, exclusiveMaximum      */
    uf_field_choice *choices;
    size_t choice_count;
    const char *pattern; /* NULL: none                                                     */
    regex_t expression;
    locale_t characters; /* what a character is to it                                       */
} uf_field;

/* Read a cell as a value of the field. A number that is not exactly a decimal of 18 digits is cut
 * as in numbers.h, or infinite. Returns NULL, or what is wrong ("is not an integer"), and then
 * *of_format says that the format, and not the type, is what the text does not have. */
const char *uf_field_read(const uf_field *field, const char *text, size_t length,
                          uf_field_value *value, bool *of_format);

/* Whether the text means "missing" in this field. */
bool uf_field_is_missing(const uf_field *field, const char *text, size_t length);

/* -1, 0 or 1 as a is less than, equal to or greater than b; 0 where one of them is not a number. */
int uf_field_compare(const uf_field_value *a, const uf_field_value *b);

/* Whether two cells of the field hold the same: 1.50 and 1.5 do as numbers, not as texts. */
bool uf_field_same(const uf_field *field, const char *text, size_t length,
                   const uf_field_value *value, const uf_field_choice *choice);

/* Write the value so that two cells that hold the same give the same bytes, and the same bytes are
 * the same value; text and value as in uf_field_read. key has room for length + 1 bytes, and at
 * least UF_FIELD_KEY_SIZE. Returns how many it is. */
enum { UF_FIELD_KEY_SIZE = 48 };
size_t uf_field_key(const uf_field *field, const char *text, size_t length,
                    const uf_field_value *value, char *key);

/* Why a pattern would not mean in POSIX what it means elsewhere; NULL if it does. A constant. */
const char *uf_field_pattern_fault(const char *pattern);
/* Compile the field's pattern, which matches whole cells. False, with the reason in why, if it is
 * none. uf_field_release frees it. */
bool uf_field_compile(uf_field *field, char *why, size_t size);
/* Whether a cell matches. Characters are those of UTF-8 where the system can. */
bool uf_field_matches(const uf_field *field, const char *text);

void uf_field_release(uf_field *field);

#endif
