/* decimal.h: exact decimal numbers, for limits and counts.
 *
 * A limit is decided exactly or not at all: in doubles 1 - 153.0/180 > 0.15 is true although 27 of
 * 180 is 15 % to the letter. A decimal is mantissa * 10^-places; products are formed in 128 bits,
 * so every comparison below is exact for every valid value. */
#ifndef UTFALL_DECIMAL_H
#define UTFALL_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { UF_DECIMAL_MAX_PLACES = 18 };

typedef struct uf_decimal {
    int64_t mantissa;
    int places; /* 0 to UF_DECIMAL_MAX_PLACES */
} uf_decimal;

/* The nearest double, ties to even: what strtod makes of the same digits. */
double uf_decimal_value(uf_decimal d);

/* -1, 0 or 1 as a is less than, equal to or greater than b. Exact. */
int uf_decimal_compare(uf_decimal a, uf_decimal b);

/* Sign of part/whole - limit for whole > 0, without dividing: sign of part - limit * whole.
 * Exact: 27 of 180 against 0.15 is 0. */
int uf_decimal_compare_share(uf_decimal part, uf_decimal whole, uf_decimal limit);

/* Sign of part/whole - other_part/other_whole for whole, other_whole > 0, without dividing.
 * Exact. */
int uf_decimal_compare_shares(uf_decimal part, uf_decimal whole, uf_decimal other_part,
                              uf_decimal other_whole);

/* Sign of (a/b) / (c/d) - 1 - limit for a >= 0 and b, c, d > 0: a relative change against a target,
 * exact from the counts. 24/200 against 30/200 with limit -0.2 is 0. All four counts must be below
 * 2^53; false (and *sign untouched) when they are not, when b, c or d is 0, or when limit has so
 * many digits that the products leave 128 bits. */
bool uf_decimal_compare_change(int64_t a, int64_t b, int64_t c, int64_t d, uf_decimal limit,
                               int *sign);

/* Sign of a/b - c/d - limit for a, c >= 0 and b, d > 0: a difference of two shares against a
 * target. 33/100 against 30/100 with limit 0.03 is 0. False as above; c may be 0 here. */
bool uf_decimal_compare_difference(int64_t a, int64_t b, int64_t c, int64_t d, uf_decimal limit,
                                   int *sign);

/* d as an integer number of 10^-places (0 to UF_DECIMAL_MAX_PLACES), rounded half away from zero
 * when d has more places; false if it does not fit. *exact (may be NULL) says whether nothing was
 * rounded. */
bool uf_decimal_scale(uf_decimal d, int places, int64_t *scaled, bool *exact);

/* The same value with trailing zeros of the mantissa removed: 12.50 becomes 12.5. */
uf_decimal uf_decimal_reduce(uf_decimal d);

/* percent / 100, exactly: 12.5 becomes 0.125. False if that takes more than UF_DECIMAL_MAX_PLACES
 * places; *share is then untouched. */
bool uf_decimal_percent(uf_decimal percent, uf_decimal *share);

#ifdef __cplusplus
}
#endif
#endif
