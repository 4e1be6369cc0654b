/* numbers.h: numbers as text.
 *
 * A number is read in two steps. uf_number_scan finds its parts, whatever its decimal mark is; the
 * caller decides whether that mark is acceptable (dialect.h); uf_number_value and uf_number_decimal
 * make a value of the parts. Accepted are an optional sign, digits with at most one point or comma
 * (a digit on at least one side of it), an exponent (1e-5), and a percent sign at the end, which
 * scales nothing. ASCII spaces and tabs around the number and before the percent sign are ignored.
 * Hexadecimal, inf, nan and anything else is not a number. The locale has no say. */
#ifndef UF_CLI_NUMBERS_H
#define UF_CLI_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/decimal.h>

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

/* Take a text of any content apart; it need not be terminated. False when it is not a number. */
bool uf_number_scan(const char *text, size_t length, uf_number *number);

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
