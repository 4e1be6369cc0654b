/* capacity.c: the lowest limit that selects at most so many. */
#include <utfall/capacity.h>

#include <stdlib.h>

static int compare(const uf_fraction *a, const uf_fraction *b)
{
    return uf_decimal_compare_shares(a->part, a->whole, b->part, b->whole);
}

static int from_the_highest(const void *a, const void *b)
{
    return compare(b, a);
}

void uf_capacity_find(uf_capacity *found, uf_fraction *values, size_t n, uint64_t capacity,
                      bool inclusive)
{
    *found = (uf_capacity){ .outcome = UF_CAPACITY_ALL, .selected = n, .inclusive = inclusive };
    if (n > 0)
        qsort(values, n, sizeof values[0], from_the_highest);
    if (n <= capacity)
        return;
    const uf_fraction *border = &values[capacity];
    size_t above = capacity, end = capacity + 1;
    while (above > 0 && compare(&values[above - 1], border) == 0)
        above--;
    while (end < n && compare(&values[end], border) == 0)
        end++;
    found->selected = above;
    found->beyond = end;
    found->low = *border;
    found->has_high = above > 0;
    if (found->has_high)
        found->high = values[above - 1];
    found->limit = inclusive && found->has_high ? found->high : *border;
    found->outcome = inclusive && !found->has_high ? UF_CAPACITY_TIED : UF_CAPACITY_LIMIT;
}

/* Sign of the value - share. */
static int against(const uf_fraction *value, uf_decimal share)
{
    return uf_decimal_compare_share(value->part, value->whole, share);
}

/* The lowest decimal of so many places that is not too low. */
static uf_decimal lowest_of_places(const uf_capacity *found, int places, int64_t one)
{
    int64_t low = 0, high = one;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        const int sign = against(&found->low, (uf_decimal){ middle, places });
        if (sign > 0 || (sign == 0 && found->inclusive))
            low = middle + 1;
        else
            high = middle;
    }
    return (uf_decimal){ low, places };
}

bool uf_capacity_percent(const uf_capacity *found, uf_decimal *share)
{
    if (found->outcome != UF_CAPACITY_LIMIT)
        return false;
    int64_t one = 10;
    for (int places = 2; places <= UF_DECIMAL_MAX_PLACES; places++) {
        one *= 10;
        const uf_decimal candidate = lowest_of_places(found, places, one);
        const int sign = found->has_high ? against(&found->high, candidate) : 1;
        if (sign > 0 || (sign == 0 && found->inclusive)) {
            *share = uf_decimal_reduce(candidate);
            return true;
        }
    }
    return false;
}
