/* score_range.c: reading a stretch of numbers. */
#include "cli/score_range.h"

#include <stddef.h>

#include "cli/numbers.h"

enum { WHOLE_MOST = 1000000 };

static bool read_number(const char *text, size_t length, uf_decimal *value)
{
    uf_number number;
    return uf_number_scan(text, length, &number) && uf_number_decimal(&number, value);
}

/* Where two points stand; the length of the text if nowhere. */
static size_t find_points(uf_cell cell)
{
    for (size_t i = 0; i + 1 < cell.length; i++)
        if (cell.text[i] == '.' && cell.text[i + 1] == '.')
            return i;
    return cell.length;
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ')
            return false;
    return true;
}

bool uf_score_range_read(uf_cell cell, uf_score_range *range)
{
    const size_t at = find_points(cell);
    *range = (uf_score_range){ 0 };
    if (at == cell.length) {
        range->single = range->has_low = range->has_high =
            read_number(cell.text, cell.length, &range->low);
        range->high = range->low;
        return range->single;
    }
    const char *after = cell.text + at + 2;
    const size_t left = cell.length - at - 2;
    range->has_low = !is_blank(cell.text, at);
    range->has_high = !is_blank(after, left);
    return (range->has_low || range->has_high) &&
           (!range->has_low || read_number(cell.text, at, &range->low)) &&
           (!range->has_high || read_number(after, left, &range->high));
}

static bool as_whole(uf_decimal value, int32_t *whole)
{
    const uf_decimal reduced = uf_decimal_reduce(value);
    if (reduced.places > 0 || reduced.mantissa > WHOLE_MOST || reduced.mantissa < -WHOLE_MOST)
        return false;
    *whole = (int32_t)reduced.mantissa;
    return true;
}

bool uf_score_range_whole(uf_cell cell, int32_t fallback_low, int32_t fallback_high, int32_t *low,
                          int32_t *high)
{
    uf_score_range range;
    *low = fallback_low;
    *high = fallback_high;
    return uf_score_range_read(cell, &range) && (!range.has_low || as_whole(range.low, low)) &&
           (!range.has_high || as_whole(range.high, high));
}
