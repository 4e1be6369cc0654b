/* limit.h: which units are over a limit, decided exactly.
 *
 * "More than 15 %" and "15 % or more" select different pupils: 27 of 180 is 15 % to the letter and
 * is selected by the second only. A limit on rates is held as a share (0.15, never 15). */
#ifndef UTFALL_LIMIT_H
#define UTFALL_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <utfall/decimal.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_limit {
    uf_decimal value; /* a share for rates, else in the unit of what is compared */
    bool inclusive;   /* at least, rather than above                             */
} uf_limit;

/* Is part of whole over the limit? whole > 0; a unit with nothing scheduled has no rate and must
 * not be asked about. Exact. */
bool uf_limit_selects_share(const uf_limit *limit, uf_decimal part, uf_decimal whole);

/* Is the value over the limit? Exact. */
bool uf_limit_selects(const uf_limit *limit, uf_decimal value);

/* How many of limits[0..count), sorted from the lowest, select part of whole: they are the first
 * ones. One look-up instead of count comparisons, for a sweep over many limits. All limits are
 * inclusive or none is. */
size_t uf_limits_selecting_share(const uf_limit *limits, size_t count, uf_decimal part,
                                 uf_decimal whole);

/* The same for a value: the share of one whole. */
size_t uf_limits_selecting(const uf_limit *limits, size_t count, uf_decimal value);

/* The points from, from + step, ... up to and including to, exactly, for a sweep. *count is how
 * many there are; step > 0 and from <= to. False, with *count untouched, when they are not, or when
 * the numbers do not fit at their common number of places. */
bool uf_limit_sweep_count(uf_decimal from, uf_decimal to, uf_decimal step, size_t *count);

/* Point number index of such a sweep: from + index * step, for index < count. */
uf_decimal uf_limit_sweep_point(uf_decimal from, uf_decimal step, size_t index);

#ifdef __cplusplus
}
#endif
#endif
