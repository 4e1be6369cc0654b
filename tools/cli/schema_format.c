/* schema_format.c: does a text look like an email address, a URI, a UUID, base64, a point? */
#include "cli/schema_format.h"

#include <math.h>
#include <string.h>

#include "cli/numbers.h"

/* Not the functions of ctype.h, which follow the locale. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hexadecimal(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_one_of(char c, const char *characters)
{
    return c != '\0' && strchr(characters, c) != NULL;
}

/* Blanks, control characters, and what must be written otherwise in addresses. */
static bool is_outside(char c)
{
    return (c >= '\0' && c <= ' ') || c == '\x7f' || is_one_of(c, "\"<>\\^`{|}");
}

bool uf_format_is_email(const char *text, size_t length)
{
    const char *at = memchr(text, '@', length);
    if (at == NULL || at == text || at + 1 == text + length)
        return false;
    for (const char *local = text; local < at; local++)
        if (is_outside(*local) && !is_one_of(*local, "^`{|}"))
            return false;
    const char *end = text + length;
    for (const char *domain = at + 1; domain < end; domain++) {
        const bool edge =
            domain == at + 1 || domain + 1 == end || domain[-1] == '.' || domain[1] == '.';
        const bool part = is_letter(*domain) || is_digit(*domain) || (*domain & '\x80') != 0;
        if (!part && (edge || !is_one_of(*domain, "-.")))
            return false;
    }
    return true;
}

bool uf_format_is_uri(const char *text, size_t length)
{
    const char *colon = memchr(text, ':', length);
    if (colon == NULL || !is_letter(text[0]) || colon + 1 == text + length)
        return false;
    for (const char *scheme = text; scheme < colon; scheme++)
        if (!is_letter(*scheme) && !is_digit(*scheme) && !is_one_of(*scheme, "+-."))
            return false;
    for (const char *rest = colon + 1; rest < text + length; rest++)
        if (is_outside(*rest))
            return false;
    return true;
}

bool uf_format_is_uuid(const char *text, size_t length)
{
    if (length != 36)
        return false;
    for (size_t i = 0; i < length; i++) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? text[i] != '-' : !is_hexadecimal(text[i]))
            return false;
    }
    return true;
}

bool uf_format_is_binary(const char *text, size_t length)
{
    size_t digits = length;
    while (digits > 0 && length - digits < 2 && text[digits - 1] == '=')
        digits--;
    for (size_t i = 0; i < digits; i++)
        if (!is_letter(text[i]) && !is_digit(text[i]) && !is_one_of(text[i], "+/"))
            return false;
    return length % 4 == 0;
}

bool uf_format_is_geopoint(const char *text, size_t length)
{
    double longitude, latitude;
    const char *comma = memchr(text, ',', length);
    if (comma == NULL)
        return false;
    const size_t first = (size_t)(comma - text);
    return uf_number_read(text, first, &longitude) &&
           uf_number_read(comma + 1, length - first - 1, &latitude) && fabs(longitude) <= 180 &&
           fabs(latitude) <= 90;
}
