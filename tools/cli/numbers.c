/* numbers.c: from text to double and to exact decimal, without the locale. */
#include "cli/numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_DIGITS = 18,       /* 10^18 - 1 fits an int64_t                                       */
    MOST_EXPONENT = 100000, /* beyond what any double needs; keeps sums of exponents in an int */
    EXACT_POWER = 22,       /* the largest power of ten that a double holds exactly            */
    LONGEST = 1000          /* 767 significant digits can matter to a double                   */
};

static const double powers[EXACT_POWER + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
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

bool uf_number_scan(const char *text, size_t length, uf_number *number)
{
    if (scan_digits(text, length, number))
        return true;
    if (length > MOST_EXPONENT)
        return false;
    const char *p = text;
    const char *end = text + length;
    while (p < end && is_space(*p))
        p++;
    while (p < end && is_space(end[-1]))
        end--;
    if (p < end && end[-1] == '%') {
        end--;
        while (p < end && is_space(end[-1]))
            end--;
    }
    *number = (uf_number){ .text = p, .length = (size_t)(end - p) };
    number->negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    const char *whole = p;
    p = digits(p, end, number, 0);
    ptrdiff_t before = p - whole;
    ptrdiff_t after = 0;
    if (p < end && (*p == '.' || *p == ',')) {
        number->mark = *p++;
        const char *fraction = p;
        p = digits(p, end, number, -1);
        after = p - fraction;
        number->may_group =
            number->mark == ',' && before >= 1 && before <= 3 && *whole != '0' && after == 3;
    }
    if (before + after == 0)
        return false;
    return exponent(p, end, number) == end;
}

/* By strtod, on a copy with a decimal point. */
static bool value_by_strtod(const uf_number *number, double *value)
{
    char copy[LONGEST + 1];
    if (number->length > LONGEST)
        return false;
    memcpy(copy, number->text, number->length);
    copy[number->length] = '\0';
    char *comma = strchr(copy, ',');
    if (comma != NULL)
        *comma = '.';
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
