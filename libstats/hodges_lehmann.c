/* hodges_lehmann.c: medians and order statistics of all pairwise differences or averages, without
 * making a table of them. */
#include <utfall/rank_tests.h>

#include "rank.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utfall/quantiles.h>

/* All differences x[i] - y[j], or with y NULL all averages (x[i] + x[j]) / 2, i <= j; both
 * sorted. */
struct pairs {
    const double *x, *y;
    size_t n, m;
};

static double number_of(const struct pairs *p)
{
    double n = (double)p->n, m = (double)p->m;
    return p->y != NULL ? n * m : n * (n + 1) / 2;
}

/* How many pairs are at most t. Rounded sums and differences rise with their parts, so one pointer
 * into the other sample moves one way only. */
static double at_most(const struct pairs *p, double t)
{
    double count = 0;
    if (p->y != NULL) {
        size_t small = 0; /* values of y too small to bring the difference down to t */
        for (size_t i = 0; i < p->n; i++) {
            while (small < p->m && p->x[i] - p->y[small] > t)
                small++;
            count += (double)(p->m - small);
        }
        return count;
    }
    size_t end = p->n; /* x[0..end-1] keep the average down to t */
    for (size_t i = 0; i < p->n; i++) {
        while (end > i && p->x[i] / 2 + p->x[end - 1] / 2 > t)
            end--;
        if (end <= i)
            break;
        count += (double)(end - i);
    }
    return count;
}

/* Doubles as whole numbers in the same order, so that halving takes 64 steps whatever their
 * size. */
static const uint64_t sign_bit = UINT64_C(1) << 63;

static uint64_t place(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits & sign_bit) != 0 ? ~bits : bits | sign_bit;
}

static double at_place(uint64_t number)
{
    uint64_t bits = (number & sign_bit) != 0 ? number & ~sign_bit : ~number;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The k-th smallest pair, k from 1. */
static double kth(const struct pairs *p, double k)
{
    uint64_t low = place(-DBL_MAX), high = place(DBL_MAX);
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (at_most(p, at_place(middle)) >= k)
            high = middle;
        else
            low = middle + 1;
    }
    return at_place(low) + 0.0; /* -0 is 0 */
}

static double median(const struct pairs *p)
{
    double pairs = number_of(p), half = floor(pairs / 2);
    double upper = kth(p, half + 1);
    return pairs > 2 * half ? upper : kth(p, half) / 2 + upper / 2;
}

/* The largest k with P(sum < k) <= tail: the first order statistic inside the interval. A tail of
 * exactly 1/20, as with three against three at 0.9, is met to ten units in the last place. */
static double first_inside(const uf_sum_distribution *d, size_t least, double tail)
{
    double below = 0, k = 0;
    for (size_t i = least; i < d->values; i++) {
        below += d->probability[i];
        if (below > tail + 10 * DBL_EPSILON)
            break;
        k++;
    }
    return k;
}

static uf_status exact_order(double *k, size_t n, size_t take, bool coin, double tail)
{
    uint64_t *scores = malloc((n + 1) * sizeof *scores);
    if (scores == NULL)
        return UF_ENOMEM;
    for (size_t i = 0; i < n; i++)
        scores[i] = coin ? i + 1 : i;
    uf_sum_distribution d;
    uf_status status = coin ? uf_coin_sums(&d, scores, n) : uf_subset_sums(&d, scores, n, take);
    if (status == UF_OK)
        *k = first_inside(&d, coin ? 0 : take * (take - 1) / 2, tail);
    free(d.probability);
    free(scores);
    return status;
}

static uf_status order(double *k, const struct pairs *p, double level)
{
    double n = (double)p->n, m = (double)p->m, tail = (1 - level) / 2;
    bool coin = p->y == NULL;
    if (coin && p->n <= UF_SIGNED_RANK_EXACT_MAX)
        return exact_order(k, p->n, 0, true, tail);
    if (!coin && n * m <= UF_MANN_WHITNEY_EXACT_MAX)
        return exact_order(k, p->n + p->m, p->n < p->m ? p->n : p->m, false, tail);
    double variance = coin ? n * (n + 1) * (2 * n + 1) / 24 : n * m * (n + m + 1) / 12;
    double centre = number_of(p) / 2;
    *k = floor(centre + 0.5 - uf_normal_critical(level) * sqrt(variance));
    return UF_OK;
}

static uf_status estimate(uf_effect *effect, const struct pairs *p, double level)
{
    double k;
    uf_status status = order(&k, p, level);
    if (status != UF_OK)
        return status;
    effect->estimate = median(p);
    if (k >= 1) {
        effect->conf_low = kth(p, k);
        effect->conf_high = kth(p, number_of(p) + 1 - k);
    } else {
        effect->conf_low = -INFINITY;
        effect->conf_high = INFINITY;
        effect->note = "too few values for an interval at this level";
    }
    return UF_OK;
}

static uf_status sorted_copy(double *copy, const double *values, const double *minus, size_t n,
                             const char *function, uf_error *error)
{
    for (size_t i = 0; i < n; i++) {
        copy[i] = minus != NULL ? values[i] - minus[i] : values[i];
        if (!isfinite(copy[i]))
            return uf_error_set(error, UF_EINVAL, function, "a value is not a number", i, copy[i]);
    }
    uf_quantile_sort(copy, n);
    return UF_OK;
}

uf_status uf_hodges_lehmann(uf_effect *effect, const double *group, size_t n,
                            const double *reference, size_t n_reference, double level,
                            uf_error *error)
{
    *effect = uf_effect_none("hodges-lehmann");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (n == 0 || n_reference == 0) {
        effect->note = "a group has no values";
        return UF_OK;
    }
    double *x = calloc(n, sizeof *x), *y = calloc(n_reference, sizeof *y);
    uf_status status = UF_ENOMEM;
    if (x == NULL || y == NULL)
        goto done;
    status = sorted_copy(x, group, NULL, n, __func__, error);
    if (status != UF_OK)
        goto done;
    status = sorted_copy(y, reference, NULL, n_reference, __func__, error);
    if (status != UF_OK && error != NULL)
        error->index += n;
    if (status == UF_OK) {
        struct pairs p = { x, y, n, n_reference };
        status = estimate(effect, &p, level);
    }
done:
    free(y);
    free(x);
    if (status == UF_ENOMEM)
        return uf_error_set(error, status, __func__, "memory ran out", UF_NO_INDEX, NAN);
    return status;
}

uf_status uf_hodges_lehmann_paired(uf_effect *effect, const double *first, const double *second,
                                   size_t n, double level, uf_error *error)
{
    *effect = uf_effect_none("hodges-lehmann-paired");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (n == 0) {
        effect->note = "no pairs";
        return UF_OK;
    }
    double *x = calloc(n, sizeof *x);
    uf_status status = UF_ENOMEM;
    if (x != NULL)
        status = sorted_copy(x, first, second, n, __func__, error);
    if (status == UF_OK) {
        struct pairs p = { x, NULL, n, 0 };
        status = estimate(effect, &p, level);
    }
    free(x);
    if (status == UF_ENOMEM)
        return uf_error_set(error, status, __func__, "memory ran out", UF_NO_INDEX, NAN);
    return status;
}
