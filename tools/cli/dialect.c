/* dialect.c: finding a file's delimiter and holding its numbers to one decimal mark. */
#include "cli/dialect.h"

#include <string.h>
#include <strings.h>

size_t uf_dialect_line(const char *bytes, size_t n)
{
    bool quoted = false;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '"')
            quoted = !quoted;
        else if (!quoted && (bytes[i] == '\n' || bytes[i] == '\r'))
            return i + 1 + (bytes[i] == '\r' && i + 1 < n && bytes[i + 1] == '\n');
    }
    return 0;
}

/* A character that can separate cells without being taken for anything else. */
static bool can_delimit(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte != '\0' && byte < 0x80 && byte != '"' && byte != '\n' && byte != '\r';
}

char uf_dialect_declared(const char *line, size_t length)
{
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        length--;
    if (length != strlen("sep=;") || strncasecmp(line, "sep=", strlen("sep=")) != 0)
        return '\0';
    return can_delimit(line[length - 1]) ? line[length - 1] : '\0';
}

char uf_dialect_delimiter(const char *header, size_t length)
{
    static const char candidates[] = { '\t', ';', ',' };
    size_t counts[sizeof candidates] = { 0 };
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        if (header[i] == '"')
            quoted = !quoted;
        for (size_t k = 0; k < sizeof candidates && !quoted; k++)
            counts[k] += header[i] == candidates[k];
    }
    size_t best = 0;
    for (size_t k = 1; k < sizeof candidates; k++) {
        if (counts[k] > counts[best])
            best = k;
    }
    return counts[best] > 0 ? candidates[best] : ',';
}

size_t uf_dialect_cell(const char *line, size_t length, char delimiter)
{
    if (delimiter == '\0')
        delimiter = uf_dialect_delimiter(line, length);
    size_t cell = 1;
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        if (line[i] == '"')
            quoted = !quoted;
        cell += !quoted && line[i] == delimiter;
    }
    return cell;
}

char uf_dialect_named(const char *text)
{
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        return '\t';
    return text[0] != '\0' && text[1] == '\0' && can_delimit(text[0]) ? text[0] : '\0';
}

void uf_decimal_mark_init(uf_decimal_mark *state, char delimiter, char given)
{
    *state = (uf_decimal_mark){ .mark = given,
                                .given = given != '\0',
                                .comma_possible = delimiter != ',' || given == ',' };
}

uf_mark_verdict uf_decimal_mark_check(uf_decimal_mark *state, char mark, bool may_group,
                                      uint64_t line, const char *text, size_t length)
{
    if (mark == ',' && !state->comma_possible)
        return UF_MARK_NOT_A_NUMBER;
    if (state->mark != '\0')
        return mark == state->mark ? UF_MARK_FITS : UF_MARK_DIFFERS;
    if (may_group)
        return UF_MARK_AMBIGUOUS;
    state->mark = mark;
    state->line = line;
    if (length >= sizeof state->text)
        length = sizeof state->text - 1;
    memcpy(state->text, text, length);
    state->text[length] = '\0';
    return UF_MARK_FITS;
}
