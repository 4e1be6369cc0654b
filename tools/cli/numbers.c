/* numbers.c: from text to double and to exact decimal, without the locale. */
#include "cli/numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_DIGITS = 18,       /* 10^18 - 1 fits an int64_t                                       */
    MOST_EXPONENT = 100000, /* beyond what any double needs; keeps sums of exponents in an int */
    EXACT_POWER = 22,       /* the largest power of ten that a double holds exactly            */
    LONGEST = 1000,         /* 767 significant digits can matter to a double                   */
    GROUP = 3               /* digits                                                          */
};

static const double powers[EXACT_POWER + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* --- Characters of more than one byte. --- */

static const char minus[] = "\xE2\x88\x92"; /* U+2212 */

/* Spaces, by what they can stand for. */
static const struct {
    const char *text;
    bool groups[UF_GROUPING_COMMA + 1];
} spaces[] = {
    { " ", { [UF_GROUPING_SPACE] = true } },
    { "\t", { false } },
    { "\xC2\xA0", { [UF_GROUPING_SPACE] = true, [UF_GROUPING_NBSP] = true } },
    { "\xE2\x80\x89", { [UF_GROUPING_SPACE] = true, [UF_GROUPING_THIN] = true } },
    { "\xE2\x80\xAF",
      { [UF_GROUPING_SPACE] = true, [UF_GROUPING_NBSP] = true, [UF_GROUPING_THIN] = true } },
};
enum { SPACES = sizeof spaces / sizeof spaces[0] };

/* Whether the length bytes at p begin with a text; how long it is, else 0. */
static size_t begins(const char *p, size_t length, const char *text)
{
    size_t bytes = strlen(text);
    return bytes <= length && memcmp(p, text, bytes) == 0 ? bytes : 0;
}

/* Almost every cell begins and ends with one of these. */
static bool is_graphic(char c)
{
    return c > ' ' && c <= '~';
}

/* The length of the space that p begins with, 0 if there is none. */
static size_t space_at(const char *p, const char *end)
{
    if (p == end || is_graphic(*p))
        return 0;
    for (size_t i = 0; i < SPACES; i++) {
        size_t bytes = begins(p, (size_t)(end - p), spaces[i].text);
        if (bytes > 0)
            return bytes;
    }
    return 0;
}

/* The same for the space in front of end. */
static size_t space_before(const char *p, const char *end)
{
    if (p == end || is_graphic(end[-1]))
        return 0;
    for (size_t i = 0; i < SPACES; i++) {
        size_t bytes = strlen(spaces[i].text);
        if (bytes <= (size_t)(end - p) && memcmp(end - bytes, spaces[i].text, bytes) == 0)
            return bytes;
    }
    return 0;
}

static const char *trim_end(const char *p, const char *end)
{
    for (size_t bytes; (bytes = space_before(p, end)) > 0;)
        end -= bytes;
    return end;
}

/* --- Groups of digits. --- */

static const char *const grouping_names[] = { "none", "space", "nbsp", "thin", "point", "comma" };

bool uf_grouping_named(const char *text, uf_grouping *grouping)
{
    static const char *const characters[] = {
        NULL, " ", "\xC2\xA0", "\xE2\x80\x89", ".", ",",
    };
    for (int i = UF_GROUPING_SPACE; i <= UF_GROUPING_COMMA; i++) {
        *grouping = (uf_grouping)i;
        if (strcmp(text, grouping_names[i]) == 0 || strcmp(text, characters[i]) == 0)
            return true;
    }
    *grouping = UF_GROUPING_THIN;
    return strcmp(text, "\xE2\x80\xAF") == 0;
}

const char *uf_grouping_name(uf_grouping grouping)
{
    return grouping_names[grouping];
}

/* The length of what separates groups at p, 0 if nothing does. */
static size_t separator_at(const char *p, const char *end, uf_grouping grouping)
{
    if (grouping == UF_GROUPING_NONE || p == end)
        return 0;
    if (grouping == UF_GROUPING_POINT || grouping == UF_GROUPING_COMMA)
        return *p == (grouping == UF_GROUPING_POINT ? '.' : ',');
    for (size_t i = 0; i < SPACES; i++) {
        size_t bytes =
            spaces[i].groups[grouping] ? begins(p, (size_t)(end - p), spaces[i].text) : 0;
        if (bytes > 0)
            return bytes;
    }
    return 0;
}

/* Take digits from p on into number; returns where they end. places is -1 for each digit after the
 * decimal mark, 0 before it. */
static const char *digits(const char *p, const char *end, uf_number *number, int places)
{
    const uint64_t full = 100000000000000000; /* 10^17: 18 digits */
    for (; p < end && is_digit(*p); p++) {
        if (number->digits < full) {
            number->digits = 10 * number->digits + (uint64_t)(*p - '0');
            number->exponent += places;
        } else {
            number->cut = number->cut || *p != '0';
            number->exponent += 1 + places;
        }
    }
    return p;
}

/* The exponent at p, if there is one; returns where it ends, or NULL if it is malformed. */
static const char *exponent(const char *p, const char *end, uf_number *number)
{
    if (p == end || (*p != 'e' && *p != 'E'))
        return p;
    p++;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    if (p == end || !is_digit(*p))
        return NULL;
    int value = 0;
    for (; p < end && is_digit(*p); p++)
        value = value < MOST_EXPONENT ? 10 * value + (*p - '0') : value;
    number->exponent += negative ? -value : value;
    number->may_group = false;
    return p;
}

/* A text of digits alone, as most numbers in data are: the short way. */
static bool scan_digits(const char *text, size_t length, uf_number *number)
{
    uint64_t value = 0;
    if (length == 0 || length > MOST_DIGITS)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i]))
            return false;
        value = 10 * value + (uint64_t)(text[i] - '0');
    }
    *number = (uf_number){ .text = text, .length = length, .digits = value };
    return true;
}

/* The groups that follow the digits from whole to p. Returns where they end, or NULL when they are
 * malformed. */
static const char *groups(const char *whole, const char *p, const char *end, uf_grouping grouping,
                          uf_number *number)
{
    size_t bytes = separator_at(p, end, grouping);
    if (bytes > 0 && (p - whole < 1 || p - whole > GROUP || *whole == '0'))
        return NULL;
    for (; bytes > 0; bytes = separator_at(p, end, grouping)) {
        const char *group = p + bytes;
        p = digits(group, end, number, 0);
        if (p - group != GROUP)
            return NULL;
    }
    return p;
}

/* From the first digit or decimal mark to the end. */
static bool scan_unsigned(const char *p, const char *end, uf_grouping grouping, uf_number *number)
{
    const char *whole = p;
    p = digits(p, end, number, 0);
    ptrdiff_t before = p - whole;
    p = groups(whole, p, end, grouping, number);
    if (p == NULL)
        return false;
    ptrdiff_t after = 0;
    if (p < end && (*p == '.' || *p == ',')) {
        number->mark = *p++;
        const char *fraction = p;
        p = digits(p, end, number, -1);
        after = p - fraction;
        number->may_group = grouping == UF_GROUPING_NONE && number->mark == ',' && before >= 1 &&
                            before <= GROUP && *whole != '0' && after == GROUP;
    }
    return before + after > 0 && exponent(p, end, number) == end;
}

bool uf_number_scan_grouped(const char *text, size_t length, uf_grouping grouping,
                            uf_number *number)
{
    if (scan_digits(text, length, number))
        return true;
    if (length > MOST_EXPONENT)
        return false;
    const char *p = text;
    for (size_t bytes; (bytes = space_at(p, text + length)) > 0;)
        p += bytes;
    const char *end = trim_end(p, text + length);
    if (p < end && end[-1] == '%')
        end = trim_end(p, end - 1);
    *number = (uf_number){ .text = p, .length = (size_t)(end - p) };
    size_t typographic = begins(p, number->length, minus);
    number->negative = typographic > 0 || (p < end && *p == '-');
    if (typographic > 0)
        p += typographic;
    else if (p < end && (*p == '-' || *p == '+'))
        p++;
    return scan_unsigned(p, end, grouping, number);
}

bool uf_number_scan(const char *text, size_t length, uf_number *number)
{
    return uf_number_scan_grouped(text, length, UF_GROUPING_NONE, number);
}

/* By strtod, on a copy with a decimal point and nothing else that it does not know. */
static bool value_by_strtod(const uf_number *number, double *value)
{
    char copy[LONGEST + 1];
    size_t used = 0;
    if (number->length > LONGEST)
        return false;
    if (number->negative)
        copy[used++] = '-';
    for (size_t i = *number->text == '-' || *number->text == '+'; i < number->length; i++) {
        char c = number->text[i];
        if (c == number->mark && number->mark != '\0')
            copy[used++] = '.';
        else if (is_digit(c) || c == 'e' || c == 'E' || c == '-' || c == '+')
            copy[used++] = c;
    }
    copy[used] = '\0';
    *value = strtod(copy, NULL);
    return isfinite(*value);
}

bool uf_number_value(const uf_number *number, double *value)
{
    const uint64_t exact = UINT64_C(1) << 53;
    int power = number->exponent;
    if (number->cut || number->digits > exact || power < -EXACT_POWER || power > EXACT_POWER)
        return value_by_strtod(number, value);
    /* Both operands are exact, so the one operation rounds correctly. */
    double magnitude = (double)number->digits;
    magnitude = power < 0 ? magnitude / powers[-power] : magnitude * powers[power];
    *value = number->negative ? -magnitude : magnitude;
    return true;
}

bool uf_number_decimal(const uf_number *number, uf_decimal *decimal)
{
    const uint64_t limit = 1000000000000000000; /* 10^18 */
    uint64_t mantissa = number->digits;
    int power = mantissa == 0 ? 0 : number->exponent;
    bool cut = number->cut;
    for (; power > 0; power--) {
        if (cut || mantissa >= limit / 10)
            return false;
        mantissa *= 10;
    }
    for (; power < -UF_DECIMAL_MAX_PLACES && mantissa > 0; power++) {
        cut = cut || mantissa % 10 != 0;
        mantissa /= 10;
    }
    if (power < -UF_DECIMAL_MAX_PLACES)
        power = -UF_DECIMAL_MAX_PLACES;
    if (cut && mantissa % 10 == 0)
        mantissa++;
    *decimal = (uf_decimal){ .mantissa = number->negative ? -(int64_t)mantissa : (int64_t)mantissa,
                             .places = -power };
    return true;
}

bool uf_number_read(const char *text, size_t length, double *value)
{
    uf_number number;
    return uf_number_scan(text, length, &number) && number.mark != ',' &&
           uf_number_value(&number, value);
}

bool uf_number_read_bound(const char *text, size_t length, double *value)
{
    if (length == 3 && memcmp(text, "inf", length) == 0)
        *value = INFINITY;
    else if (length == 4 && memcmp(text, "-inf", length) == 0)
        *value = -INFINITY;
    else
        return uf_number_read(text, length, value);
    return true;
}
