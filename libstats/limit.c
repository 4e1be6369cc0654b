/* limit.c: above a limit, or at least at it, without ever dividing. */
#include <utfall/limit.h>

static const uf_decimal one = { 1, 0 };

bool uf_limit_selects_share(const uf_limit *limit, uf_decimal part, uf_decimal whole)
{
    int sign = uf_decimal_compare_share(part, whole, limit->value);
    return sign > 0 || (sign == 0 && limit->inclusive);
}

bool uf_limit_selects(const uf_limit *limit, uf_decimal value)
{
    return uf_limit_selects_share(limit, value, one);
}

size_t uf_limits_selecting_share(const uf_limit *limits, size_t count, uf_decimal part,
                                 uf_decimal whole)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (uf_limit_selects_share(&limits[middle], part, whole))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t uf_limits_selecting(const uf_limit *limits, size_t count, uf_decimal value)
{
    return uf_limits_selecting_share(limits, count, value, one);
}

static int more_places(uf_decimal a, uf_decimal b)
{
    return a.places > b.places ? a.places : b.places;
}

bool uf_limit_sweep_count(uf_decimal from, uf_decimal to, uf_decimal step, size_t *count)
{
    int places = more_places(from, step);
    if (places < to.places)
        places = to.places;
    int64_t first;
    int64_t last;
    int64_t stride;
    if (!uf_decimal_scale(from, places, &first, NULL) ||
        !uf_decimal_scale(to, places, &last, NULL) ||
        !uf_decimal_scale(step, places, &stride, NULL) || stride <= 0 || first > last)
        return false;
    /* The distance may take 64 bits, one more than an int64 has. */
    uint64_t distance = (uint64_t)last - (uint64_t)first;
    uint64_t steps = distance / (uint64_t)stride;
    if (steps >= SIZE_MAX)
        return false;
    *count = (size_t)steps + 1;
    return true;
}

uf_decimal uf_limit_sweep_point(uf_decimal from, uf_decimal step, size_t index)
{
    int places = more_places(from, step);
    int64_t first = 0;
    int64_t stride = 0;
    (void)uf_decimal_scale(from, places, &first, NULL);
    (void)uf_decimal_scale(step, places, &stride, NULL);
    return uf_decimal_reduce((uf_decimal){ first + (int64_t)index * stride, places });
}
