/* score_range.h: a stretch of numbers in one cell: 14..26, ..13, 27.. or 14.
 *
 * Two points and not a hyphen, because a spreadsheet makes a date of 1-4, and because -1 is a
 * number. */
#ifndef UF_CLI_SCORE_RANGE_H
#define UF_CLI_SCORE_RANGE_H

#include <stdbool.h>
#include <stdint.h>

#include <utfall/decimal.h>

#include "cli/cell.h"

typedef struct uf_score_range {
    uf_decimal low, high;
    bool has_low, has_high;
    bool single; /* one number and no points: low and high are it */
} uf_score_range;

/* False when the text is not of that form, with ends in the right order left to the caller. Numbers
 * may have a decimal point or comma. */
bool uf_score_range_read(uf_cell cell, uf_score_range *range);

/* The same where both ends are whole numbers within plus or minus a million. An end that is not
 * there is the fallback. */
bool uf_score_range_whole(uf_cell cell, int32_t fallback_low, int32_t fallback_high, int32_t *low,
                          int32_t *high);

#endif
