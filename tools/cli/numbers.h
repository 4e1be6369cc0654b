/* numbers.h: numbers as text.
 *
 * A number is read in two steps. uf_number_scan finds its parts, whatever its decimal mark is; the
 * caller decides whether that mark is acceptable (dialect.h); uf_number_value and uf_number_decimal
 * make a value of the parts. Accepted are an optional sign (- + or U+2212, the minus of
 * typography), digits with at most one point or comma (a digit on at least one side of it), an
 * exponent (1e-5), and a percent sign at the end, which scales nothing. Spaces around the number
 * and before the percent sign are ignored: ASCII space and tab, U+00A0, U+2009 and U+202F (spaces
 * that do not break, or are thin). Hexadecimal, inf, nan and anything else is not a number. The
 * locale has no say.
 *
 * Digits are grouped only where the caller says by what. Groups are then well-formed or the text is
 * no number: one to three digits, the first not 0, and then threes. */
#ifndef UF_CLI_NUMBERS_H
#define UF_CLI_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/decimal.h>

/* What groups the digits of whole numbers. */
typedef enum uf_grouping {
    UF_GROUPING_NONE,
    UF_GROUPING_SPACE, /* any of the spaces above but the tab                                    */
    UF_GROUPING_NBSP,  /* U+00A0 or U+202F, which do not break                                   */
    UF_GROUPING_THIN,  /* U+2009 or U+202F, which are thin                                       */
    UF_GROUPING_POINT, /* 1.234,5: a point is then never a decimal mark                          */
    UF_GROUPING_COMMA  /* 1,234.5: nor a comma                                                   */
} uf_grouping;

/* The grouping that a user names: space, nbsp, thin, point, comma, or the character itself. False
 * when it is none of them. */
bool uf_grouping_named(const char *text, uf_grouping *grouping);
/* Its name; "none" for UF_GROUPING_NONE. */
const char *uf_grouping_name(uf_grouping grouping);

/* The value is digits * 10^exponent, negated if negative; if cut is true then something is missing
 * from it that is greater than 0 and less than 10^exponent. */
typedef struct uf_number {
    const char *text; /* from the sign to the end of the exponent, in the text that was scanned  */
    size_t length;
    uint64_t digits; /* the first 18 significant ones                                            */
    int exponent;
    bool negative;
    bool cut;       /* a digit other than 0 came after the 18                                    */
    bool may_group; /* of the form 1,234: one to three digits, the first not 0, a comma, three   */
    char mark;      /* '.' or ',', or 0 when there is none                                       */
} uf_number;

/* The most digits that uf_number_read_whole takes: any such number is exact as a double. */
enum { UF_NUMBER_WHOLE_DIGITS = 15 };

/* A text of nothing but one to UF_NUMBER_WHOLE_DIGITS digits, as the number that it is; false for
 * every other text, be it a number or not. Here, so that it costs no call. */
static inline bool uf_number_read_whole(const char *text, size_t length, int64_t *value)
{
    int64_t number = 0;
    if (length == 0 || length > UF_NUMBER_WHOLE_DIGITS)
        return false;
    for (size_t i = 0; i < length; i++) {
        const unsigned digit = (unsigned)(unsigned char)text[i] - '0';
        if (digit > 9)
            return false;
        number = 10 * number + (int64_t)digit;
    }
    *value = number;
    return true;
}

/* Take a text of any content apart; it need not be terminated. False when it is not a number. */
bool uf_number_scan(const char *text, size_t length, uf_number *number);
/* The same where digits may be grouped. may_group is then false: nothing is in doubt. */
bool uf_number_scan_grouped(const char *text, size_t length, uf_grouping grouping,
                            uf_number *number);

/* The nearest double. False when it is beyond the largest finite one, or longer than 1000
 * characters. Exact path: Clinger 1990, "How to read floating point numbers accurately"; the others
 * go through strtod. */
bool uf_number_value(const uf_number *number, double *value);

/* As a decimal, exactly, wherever 18 significant digits and 18 decimal places suffice. What does
 * not fit is cut towards zero, and a last digit 0 then becomes 1: the result lies on the same side
 * of every decimal with fewer places as the number itself, so no comparison with a limit changes.
 * False when its whole part alone has more than 18 digits. */
bool uf_number_decimal(const uf_number *number, uf_decimal *decimal);

/* Scan and value in one, for a decimal point: what the command line and our own files use. */
bool uf_number_read(const char *text, size_t length, double *value);
/* The same; also inf and -inf, which are the ends of an unbounded interval in results files. */
bool uf_number_read_bound(const char *text, size_t length, double *value);

#endif
