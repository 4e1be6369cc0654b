/* rank.c: ranks with ties, and the shift algorithm. */
#include "rank.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

struct ranked {
    double value;
    size_t index;
};

static int by_value(const void *a, const void *b)
{
    double x = ((const struct ranked *)a)->value, y = ((const struct ranked *)b)->value;
    return (x > y) - (x < y);
}

uf_status uf_double_ranks(uint64_t *ranks, const double *values, size_t n, double within)
{
    if (n == 0)
        return UF_OK;
    struct ranked *sorted = malloc(n * sizeof *sorted);
    if (sorted == NULL)
        return UF_ENOMEM;
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct ranked){ values[i], i };
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t first = 0, next; first < n; first = next) {
        double base = sorted[first].value;
        next = first + 1;
        while (next < n) {
            double value = sorted[next].value;
            double last_places = 8 * DBL_EPSILON * fmax(fabs(base), fabs(value));
            if (value - base > fmax(within, last_places))
                break;
            next++;
        }
        /* Ranks first + 1 to next share their mean, (first + 1 + next) / 2. */
        for (size_t i = first; i < next; i++)
            ranks[sorted[i].index] = (uint64_t)first + 1 + (uint64_t)next;
    }
    free(sorted);
    return UF_OK;
}

static int descending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x < y) - (x > y);
}

/* The largest sum of `take` scores, from a sorted copy; UF_ENOMEM. */
static uf_status largest_sum(size_t *sum, const uint64_t *scores, size_t n, size_t take)
{
    uint64_t *sorted = malloc((n + 1) * sizeof *sorted);
    if (sorted == NULL)
        return UF_ENOMEM;
    for (size_t i = 0; i < n; i++)
        sorted[i] = scores[i];
    qsort(sorted, n, sizeof *sorted, descending);
    *sum = 0;
    for (size_t i = 0; i < take; i++)
        *sum += (size_t)sorted[i];
    free(sorted);
    return UF_OK;
}

/* ways[c * values + k]: ways to choose c of the scores seen so far with sum k. */
static void add_score(double *ways, size_t values, size_t chosen, uint64_t score)
{
    for (size_t c = chosen; c > 0; c--) {
        const double *without = ways + (c - 1) * values;
        double *with = ways + c * values;
        for (size_t k = values; k-- > score;)
            with[k] += without[k - score];
    }
}

uf_status uf_subset_sums(uf_sum_distribution *d, const uint64_t *scores, size_t n, size_t take)
{
    *d = (uf_sum_distribution){ NULL, 0 };
    size_t top;
    uf_status status = largest_sum(&top, scores, n, take);
    if (status != UF_OK)
        return status;
    size_t values = top + 1;
    if (values > SIZE_MAX / sizeof(double) / (take + 1))
        return UF_ENOMEM;
    double *ways = calloc((take + 1) * values, sizeof *ways);
    if (ways == NULL)
        return UF_ENOMEM;
    ways[0] = 1;
    for (size_t i = 0; i < n; i++)
        add_score(ways, values, i + 1 < take ? i + 1 : take, scores[i]);
    const double *full = ways + take * values;
    double total = 0;
    for (size_t k = 0; k < values; k++)
        total += full[k];
    d->probability = malloc(values * sizeof *d->probability);
    d->values = values;
    status = d->probability == NULL ? UF_ENOMEM : isfinite(total) ? UF_OK : UF_ERANGE;
    for (size_t k = 0; k < values && status == UF_OK; k++)
        d->probability[k] = full[k] / total;
    free(ways);
    return status;
}

uf_status uf_coin_sums(uf_sum_distribution *d, const uint64_t *scores, size_t n)
{
    size_t top = 0;
    for (size_t i = 0; i < n; i++)
        top += (size_t)scores[i];
    *d = (uf_sum_distribution){ calloc(top + 1, sizeof *d->probability), top + 1 };
    if (d->probability == NULL)
        return UF_ENOMEM;
    d->probability[0] = 1;
    for (size_t i = 0, reached = 0; i < n; i++) {
        size_t score = (size_t)scores[i];
        reached += score;
        for (size_t k = reached + 1; k-- > 0;) {
            double without = d->probability[k];
            double with = k >= score ? d->probability[k - score] : 0;
            d->probability[k] = (without + with) / 2;
        }
    }
    return UF_OK;
}
