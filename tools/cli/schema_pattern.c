/* schema_pattern.c: the patterns of a schema, by POSIX extended regular expressions. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/schema_field.h"

/* Whether the bracket expression that opens at `open` holds a backslash; *close is its end. */
static bool escapes_in_bracket(const char *open, const char **close)
{
    const char *at = open + 1;
    bool escapes = false;
    at += *at == '^';
    at += *at == ']';
    for (; *at != '\0' && *at != ']'; at++) {
        escapes = escapes || *at == '\\';
        if (*at == '[' && (at[1] == ':' || at[1] == '.' || at[1] == '=')) {
            const char ending[] = { at[1], ']', '\0' };
            const char *end = strstr(at + 2, ending);
            at = end != NULL ? end + 1 : at;
        }
    }
    *close = at;
    return escapes;
}

const char *uf_field_pattern_fault(const char *pattern)
{
    for (const char *at = pattern; *at != '\0'; at++) {
        if (*at == '[') {
            if (escapes_in_bracket(at, &at))
                return "in brackets a backslash stands for itself in a POSIX pattern: write "
                       "[0-9] for \\d, and a hyphen or ] first";
            if (*at == '\0')
                return "a bracket is not closed";
            continue;
        }
        if (*at == '\\') {
            at++;
            if ((*at >= '0' && *at <= '9') || (*at >= 'a' && *at <= 'z') ||
                (*at >= 'A' && *at <= 'Z'))
                return "a backslash before a letter or digit has no meaning in a POSIX pattern: "
                       "write [0-9] for \\d, [[:alnum:]_] for \\w, [[:space:]] for \\s";
            if (*at == '\0')
                return "a backslash at the end";
            continue;
        }
        if (*at == '(' && at[1] == '?')
            return "(? has no meaning in a POSIX pattern";
        if ((*at == '*' || *at == '+' || *at == '?' || *at == '}') &&
            (at[1] == '?' || at[1] == '+'))
            return "a POSIX pattern has no lazy or possessive repetition";
    }
    return NULL;
}

/* Patterns are about characters, but the process has the C locale, where a character is a byte. So
 * this thread alone enters the field's own locale while an expression is compiled or tried; without
 * one (the system knows no C.UTF-8) characters are bytes. */
static locale_t enter(locale_t characters)
{
    return characters == (locale_t)0 ? (locale_t)0 : uselocale(characters);
}

static void leave(locale_t before)
{
    if (before != (locale_t)0)
        (void)uselocale(before);
}

bool uf_field_compile(uf_field *field, char *why, size_t size)
{
    const size_t length = strlen(field->pattern);
    char *whole = malloc(length + sizeof "^()$");
    if (whole == NULL) {
        (void)snprintf(why, size, "not enough memory");
        return false;
    }
    (void)snprintf(whole, length + sizeof "^()$", "^(%s)$", field->pattern);
    field->characters = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    const locale_t before = enter(field->characters);
    const int fault = regcomp(&field->expression, whole, REG_EXTENDED | REG_NOSUB);
    if (fault != 0)
        (void)regerror(fault, &field->expression, why, size);
    leave(before);
    free(whole);
    return fault == 0;
}

bool uf_field_matches(const uf_field *field, const char *text)
{
    const locale_t before = enter(field->characters);
    const bool matches = regexec(&field->expression, text, 0, NULL, 0) == 0;
    leave(before);
    return matches;
}

void uf_field_release(uf_field *field)
{
    for (size_t i = 0; i < UF_FIELD_LIMITS; i++)
        free(field->limits[i].text);
    for (size_t i = 0; i < field->choice_count; i++)
        free(field->choices[i].text);
    free(field->choices);
    free(field->missing.items);
    free(field->true_values.items);
    free(field->false_values.items);
    if (field->pattern != NULL)
        regfree(&field->expression);
    if (field->characters != (locale_t)0)
        freelocale(field->characters);
}
