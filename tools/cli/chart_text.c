/* chart_text.c: cleaning, quoting, measuring and breaking the texts of a chart. */
#include "cli/chart_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"

static const char ellipsis[] = "\xE2\x80\xA6";
static const char replacement[] = "\xEF\xBF\xBD";

/* --- Characters. --- */

/* The code point of a valid character of so many bytes (1 to 4). */
static uint32_t code_point(const char *character, size_t bytes)
{
    static const unsigned char masks[] = { 0x7F, 0x1F, 0x0F, 0x07 };
    uint32_t code = (unsigned char)character[0] & masks[(bytes - 1) & 3];
    for (size_t i = 1; i < bytes; i++)
        code = code << 6 | ((unsigned char)character[i] & 0x3Fu);
    return code;
}

static bool between(uint32_t code, uint32_t low, uint32_t high)
{
    return code >= low && code <= high;
}

/* Controls, separators of lines and paragraphs, and marks of writing direction. */
static bool steers(uint32_t code)
{
    return code < 0x20 || between(code, 0x7F, 0x9F) || between(code, 0x200E, 0x200F) ||
           between(code, 0x2028, 0x202E) || between(code, 0x2066, 0x2069) || code == 0x61C ||
           code == 0xFEFF;
}

static bool non_character(uint32_t code)
{
    return between(code, 0xFDD0, 0xFDEF) || (code & 0xFFFEu) == 0xFFFE;
}

char *uf_chart_text_clean(const char *text)
{
    size_t length = strlen(text);
    char *clean = length < SIZE_MAX / 3 ? malloc(3 * length + 1) : NULL;
    if (clean == NULL)
        return NULL;
    char *end = clean;
    while (length > 0) {
        const size_t bytes = uf_message_character(text, length);
        const uint32_t code = bytes > 0 ? code_point(text, bytes) : 0xFFFF;
        if (non_character(code)) {
            memcpy(end, replacement, 3);
            end += 3;
        } else if (steers(code)) {
            *end++ = ' ';
        } else {
            memcpy(end, text, bytes);
            end += bytes;
        }
        text += bytes > 0 ? bytes : 1;
        length -= bytes > 0 ? bytes : 1;
    }
    *end = '\0';
    return clean;
}

/* --- Quoting. --- */

/* Whether an ASCII character means nothing to gnuplot, in or out of quotes. */
static bool harmless(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr(" .,:()%+-=/<>", c) != NULL);
}

/* gnuplot 5.4 reads an escape that begins with 0 on through a fourth octal digit: `\0431`, a number
 * sign and a 1, would be one character. */
static bool reads_on(const char *escaped, size_t length, unsigned char next)
{
    return length == 4 && escaped[0] == '\\' && escaped[1] == '0' && next >= '0' && next <= '7';
}

/* Write one character so that it is only ever drawn, harmless or not with `always`. Returns the
 * bytes written, at most 4. */
static size_t escape(char *field, const char *character, size_t bytes, bool always)
{
    const unsigned char c = (unsigned char)character[0];
    if (bytes > 1 || (harmless(c) && !always)) {
        memcpy(field, character, bytes);
        return bytes;
    }
    field[0] = '\\';
    field[1] = (char)('0' + (c >> 6));
    field[2] = (char)('0' + (c >> 3 & 7));
    field[3] = (char)('0' + (c & 7));
    return 4;
}

size_t uf_chart_text_quote(char field[UF_CHART_FIELD_SIZE], const char *text)
{
    const size_t room = UF_CHART_FIELD_SIZE - 5 /* ellipsis, quote, terminator */;
    size_t left = strlen(text), used = 0, length = 0;
    char escaped[4] = "";
    field[used++] = '"';
    while (left > 0) {
        const size_t found = uf_message_character(text, left);
        const size_t bytes = found > 0 ? found : 1;
        length = escape(escaped, text, bytes, reads_on(escaped, length, (unsigned char)text[0]));
        if (used + length > room) {
            memcpy(field + used, ellipsis, 3);
            used += 3;
            break;
        }
        memcpy(field + used, escaped, length);
        used += length;
        text += bytes;
        left -= bytes;
    }
    field[used++] = '"';
    field[used] = '\0';
    return used;
}

/* --- Measuring. --- */

/* Advance widths of ASCII 32 to 126 in hundredths of an em, rounded up: DejaVu Sans 2.37. */
static const unsigned char advance[] = {
    32, 41, 46, 84, 64, 96, 78, 28, 40,  40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69,  62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84
};

static bool wide(uint32_t code)
{
    return between(code, 0x1100, 0x115F) || between(code, 0x2E80, 0xD7FF) ||
           between(code, 0xF900, 0xFAFF) || between(code, 0xFE30, 0xFE6F) ||
           between(code, 0xFF00, 0xFFE6) || code >= 0x1F000;
}

/* In ems. */
static double character_width(uint32_t code)
{
    if (code >= 32 && code <= 126)
        return advance[code - 32] / 100.0;
    if (wide(code))
        return 1.0;
    if (code == 0xE6 || code == 0xC6 || code >= 0x2000) /* ae; punctuation, arrows, symbols */
        return 1.0;
    return code >= 0x1E0 ? 0.85 : code <= 0xDE || code >= 0x100 ? 0.79 : 0.64;
}

/* In ems, or in cells. */
static double units_wide(uint32_t code, bool cells)
{
    if (between(code, 0x300, 0x36F)) /* combining marks */
        return 0.0;
    if (cells)
        return wide(code) ? 2.0 : 1.0;
    return character_width(code);
}

double uf_chart_text_width(const char *text, size_t length, uf_chart_font font)
{
    double units = 0.0;
    while (length > 0) {
        const size_t found = uf_message_character(text, length);
        const size_t bytes = found > 0 ? found : 1;
        units += units_wide(found > 0 ? code_point(text, found) : 0xFFFD, font.cells);
        text += bytes;
        length -= bytes;
    }
    return units * font.size;
}

/* --- Breaking. --- */

/* Whether a line may end after this character. */
static bool breaks_after(const char *character, size_t bytes)
{
    if (bytes == 1)
        return strchr(" /-_,;", character[0]) != NULL;
    return bytes == 2 && memcmp(character, "\xC2\xB7", 2) == 0;
}

/* How many bytes of text make the first line: all that fit into width, back to the last break if
 * that leaves at least a third of the line; at least one character. */
static size_t first_line(const char *text, size_t length, double width, uf_chart_font font)
{
    double used = 0.0, used_at_break = 0.0;
    size_t taken = 0, at_break = 0;
    while (taken < length) {
        const size_t found = uf_message_character(text + taken, length - taken);
        const size_t bytes = found > 0 ? found : 1;
        used += uf_chart_text_width(text + taken, bytes, font);
        if (used > width && taken > 0 && text[taken] != ' ')
            return used_at_break > width / 3 ? at_break : taken;
        taken += bytes;
        if (breaks_after(text + taken - bytes, bytes) && text[taken] != '%') {
            at_break = taken;
            used_at_break = used;
        }
    }
    return taken;
}

/* The longest beginning of text that fits into width together with an ellipsis. */
static char *cut_line(const char *text, double width, uf_chart_font font)
{
    const double room = width - font.size * units_wide(0x2026, font.cells);
    const size_t length = strlen(text);
    size_t taken = 0;
    double used = 0.0;
    while (taken < length) {
        const size_t found = uf_message_character(text + taken, length - taken);
        const size_t bytes = found > 0 ? found : 1;
        used += uf_chart_text_width(text + taken, bytes, font);
        if (used > room)
            break;
        taken += bytes;
    }
    char *line = malloc(taken + sizeof ellipsis);
    if (line != NULL) {
        memcpy(line, text, taken);
        memcpy(line + taken, ellipsis, sizeof ellipsis);
    }
    return line;
}

static char *copy_trimmed(const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    char *line = malloc(length + 1);
    if (line != NULL) {
        memcpy(line, text, length);
        line[length] = '\0';
    }
    return line;
}

bool uf_chart_text_wrap(uf_texts *lines, const char *text, double width, uf_chart_font font,
                        size_t max, bool *cut)
{
    bool last = false, added = true;
    text += strspn(text, " ");
    for (size_t n = 1; *text != '\0' && !last && added; n++) {
        const size_t taken = first_line(text, strlen(text), width, font);
        const char *rest = text + taken + strspn(text + taken, " ");
        last = n == max && *rest != '\0';
        char *line = last ? cut_line(text, width, font) : copy_trimmed(text, taken);
        added = line != NULL && uf_texts_add(lines, line);
        free(line);
        text = rest;
    }
    if (cut != NULL)
        *cut = last;
    return added;
}
