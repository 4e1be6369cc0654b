/* score_bins.c: counting scores in bars. */
#include "cli/score_bins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- Turned values: a bar that includes its lower end is one of them that includes its upper. ---
 */

/* All scores with their sign turned, in a row. The caller frees them. */
static double *turned(const uf_values *values)
{
    double *pool = uf_cli_allocate(values->cli, values->n + 1, sizeof *pool);
    size_t at = 0;
    for (size_t g = 0; g < values->group_capacity; g++)
        for (size_t i = 0; i < values->groups[g].n; i++)
            pool[at++] = -values->groups[g].values[i];
    return pool;
}

/* The lower ends of bands but the first, turned. The caller frees them. */
static uf_decimal *turned_cuts(const uf_values *values, const uf_scale *scale, size_t *n)
{
    *n = scale != NULL && scale->band_count > 0 ? scale->band_count - 1 : 0;
    uf_decimal *cuts = uf_cli_allocate(values->cli, *n + 1, sizeof *cuts);
    for (size_t i = 0; i < *n; i++) {
        const uf_decimal low = scale->bands[i + 1].low;
        cuts[i] = (uf_decimal){ -low.mantissa, low.places };
    }
    return cuts;
}

static bool all_whole(const double *pool, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (pool[i] != floor(pool[i]))
            return false;
    return true;
}

static double spread(const double *pool, size_t n)
{
    double least = pool[0], most = pool[0];
    for (size_t i = 1; i < n; i++) {
        least = fmin(least, pool[i]);
        most = fmax(most, pool[i]);
    }
    return most - least;
}

/* --- Bars. --- */

static uf_decimal choose_width(const uf_values *values, const double *pool, const uf_decimal *cuts,
                               size_t cut_count)
{
    size_t given_count;
    const uf_decimal *given = uf_cli_limits(values->cli, "bin", UF_LIMIT_PLAIN, &given_count);
    if (given_count > 0)
        return given[0];
    const double range = spread(pool, values->n);
    if (all_whole(pool, values->n) && range < UF_SCORE_BARS_MOST)
        return (uf_decimal){ 1, 0 };
    uf_decimal width;
    uf_error error;
    uf_status status = uf_histogram_width(&width, pool, values->n, cuts, cut_count, &error);
    /* Cuts such as 4.31 would make bars too thin to see: then they go through bars, which is said.
     */
    if (status != UF_OK || range > UF_SCORE_BARS_MOST * uf_decimal_value(width))
        status = uf_histogram_width(&width, pool, values->n, NULL, 0, &error);
    if (status != UF_OK)
        (void)uf_cli_fail(values->cli, &error);
    return width;
}

static void count(uf_score_bins *bins)
{
    const uf_values *values = bins->values;
    uf_error error;
    bins->counts = uf_cli_allocate(values->cli, values->group_capacity + 1, sizeof *bins->counts);
    for (size_t g = 0; g < values->group_capacity; g++) {
        const uf_values_group *group = &values->groups[g];
        size_t *counts = uf_cli_allocate(values->cli, bins->count + 1, sizeof *counts);
        double *own = uf_cli_allocate(values->cli, group->n + 1, sizeof *own);
        memset(counts, 0, (bins->count + 1) * sizeof *counts);
        for (size_t i = 0; i < group->n; i++)
            own[i] = -group->values[i];
        if (uf_histogram_count(counts, &bins->mirrored, own, group->n, &error) != UF_OK)
            (void)uf_cli_fail(values->cli, &error);
        bins->counts[g] = counts;
        free(own);
    }
}

uf_score_bins uf_score_bins_make(const uf_values *values, const uf_scale *scale)
{
    uf_score_bins bins = { .values = values, .low = 0, .high = 1, .on_edges = true };
    if (values->n == 0)
        return bins;
    size_t cut_count;
    uf_error error;
    double *pool = turned(values);
    uf_decimal *cuts = turned_cuts(values, scale, &cut_count);
    const uf_decimal width = choose_width(values, pool, cuts, cut_count);
    if (uf_histogram_place(&bins.mirrored, width, pool, values->n, NULL, 0, &error) != UF_OK)
        (void)uf_cli_fail(values->cli, &error);
    bins.count = bins.mirrored.bins;
    bins.width = uf_decimal_value(width);
    bins.whole = all_whole(pool, values->n) && bins.width == floor(bins.width);
    bins.shift = bins.whole ? 0.5 : 0;
    for (size_t i = 0; i < cut_count; i++)
        bins.on_edges = bins.on_edges && uf_histogram_on_edge(cuts[i], width);
    count(&bins);
    bins.low = uf_score_bins_low(&bins, 0);
    bins.high = uf_score_bins_high(&bins, bins.count - 1);
    free(pool);
    free(cuts);
    return bins;
}

void uf_score_bins_release(uf_score_bins *bins)
{
    for (size_t g = 0; bins->counts != NULL && g < bins->values->group_capacity; g++)
        free(bins->counts[g]);
    free(bins->counts);
    *bins = (uf_score_bins){ .count = 0 };
}

double uf_score_bins_low(const uf_score_bins *bins, size_t i)
{
    return -uf_histogram_edge(&bins->mirrored, bins->count - i) - bins->shift;
}

double uf_score_bins_high(const uf_score_bins *bins, size_t i)
{
    return -uf_histogram_edge(&bins->mirrored, bins->count - i - 1) - bins->shift;
}

double uf_score_bins_share(const uf_score_bins *bins, uint32_t group, size_t i)
{
    if (group >= bins->values->group_capacity || bins->values->groups[group].n == 0)
        return 0;
    return (double)bins->counts[group][bins->count - i - 1] / (double)bins->values->groups[group].n;
}

double uf_score_bins_highest(const uf_score_bins *bins)
{
    double highest = 1e-9;
    for (size_t g = 0; g < bins->values->group_capacity; g++)
        for (size_t i = 0; i < bins->count; i++)
            highest = fmax(highest, uf_score_bins_share(bins, (uint32_t)g, i));
    return highest;
}

double uf_score_bins_most(const uf_score_bins *bins, uint32_t group, double from, double to)
{
    const double middle = (from + to) / 2;
    double most = 0;
    for (size_t i = 0; i < bins->count; i++) {
        const double low = uf_score_bins_low(bins, i), high = uf_score_bins_high(bins, i);
        const double own = (low + high) / 2;
        if ((own >= from && own < to) || (low <= middle && middle < high))
            most = fmax(most, uf_score_bins_share(bins, group, i));
    }
    return most;
}
