/* histogram.c: a round width, the place of the bins, and the count in each. */
#include <utfall/histogram.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utfall/quantiles.h>

enum { WANTED_BINS = 200 };

/* --- Edges. --- */

static double edge(uf_decimal width, int64_t k)
{
    return uf_decimal_value((uf_decimal){ k * width.mantissa, width.places });
}

/* The k for which value lies in ((k - 1) * width, k * width]; the quotient of doubles may miss it
 * by one either way. */
static int64_t bin_end(uf_decimal width, double value)
{
    int64_t k = (int64_t)ceil(value / uf_decimal_value(width));
    while (edge(width, k - 1) >= value)
        k--;
    while (edge(width, k) < value)
        k++;
    return k;
}

bool uf_histogram_on_edge(uf_decimal limit, uf_decimal width)
{
    limit = uf_decimal_reduce(limit);
    width = uf_decimal_reduce(width);
    const int places = limit.places > width.places ? limit.places : width.places;
    int64_t scaled_limit, scaled_width;
    return uf_decimal_scale(limit, places, &scaled_limit, NULL) &&
           uf_decimal_scale(width, places, &scaled_width, NULL) && scaled_width > 0 &&
           scaled_limit % scaled_width == 0;
}

/* The first limit that is no multiple of width, or UF_NO_INDEX. */
static size_t off_edge(uf_decimal width, const uf_decimal *limits, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!uf_histogram_on_edge(limits[i], width))
            return i;
    return UF_NO_INDEX;
}

/* The first value that is not finite, or UF_NO_INDEX. */
static size_t not_finite(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(values[i]))
            return i;
    return UF_NO_INDEX;
}

static uf_status check_values(const double *values, size_t n, const char *function, uf_error *error)
{
    if (n == 0)
        return uf_error_set(error, UF_EDATA, function, "there are no values", UF_NO_INDEX, NAN);
    const size_t bad = not_finite(values, n);
    if (bad != UF_NO_INDEX)
        return uf_error_set(error, UF_EDATA, function, "a value is not finite", bad, values[bad]);
    return UF_OK;
}

/* --- A round width. --- */

/* The round numbers in ascending order: round_number(4 e + i) is {1, 2, 2.5, 5}[i] * 10^e. False
 * outside what a decimal holds. */
static bool round_number(int order, uf_decimal *number)
{
    static const int tenfold[] = { 10, 20, 25, 50 };
    const int step = ((order % 4) + 4) % 4;
    const int exponent = (order - step) / 4 - 1; /* of the tenfold mantissa */
    if (exponent < -UF_DECIMAL_MAX_PLACES || exponent > 15)
        return false;
    *number = (uf_decimal){ tenfold[step], exponent < 0 ? -exponent : 0 };
    for (int e = 0; e < exponent; e++)
        number->mantissa *= 10;
    *number = uf_decimal_reduce(*number);
    return true;
}

/* The order of the round number nearest to size > 0 on a log scale. */
static int nearest_order(double size)
{
    const double exponent = fmin(fmax(floor(log10(size)), -16.0), 14.0);
    int best = 4 * (int)exponent;
    double least = INFINITY;
    for (int order = best; order <= 4 * (int)exponent + 4; order++) {
        uf_decimal number;
        if (!round_number(order, &number))
            continue;
        const double distance = fabs(log(uf_decimal_value(number) / size));
        if (distance < least) {
            least = distance;
            best = order;
        }
    }
    return best;
}

/* The width that the rules of the header ask for, before rounding. */
static double wanted_width(const double *sorted, size_t n)
{
    const double least = sorted[0], greatest = sorted[n - 1];
    const double range = greatest - least;
    if (!(range > 0.0))
        return greatest != 0.0 ? fabs(greatest) / 10.0 : 1.0;
    const double iqr =
        uf_quantile(sorted, n, 0.75, UF_QUANTILE_7) - uf_quantile(sorted, n, 0.25, UF_QUANTILE_7);
    const double width = iqr > 0.0 ? 2.0 * iqr / cbrt((double)n) : range / (log2((double)n) + 1.0);
    return fmax(width, range / WANTED_BINS);
}

static bool all_whole(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (values[i] != floor(values[i]))
            return false;
    return true;
}

static bool limits_whole(const uf_decimal *limits, size_t n)
{
    return off_edge((uf_decimal){ 1, 0 }, limits, n) == UF_NO_INDEX;
}

uf_status uf_histogram_width(uf_decimal *width, const double *values, size_t n,
                             const uf_decimal *limits, size_t limit_count, uf_error *error)
{
    const uf_status status = check_values(values, n, __func__, error);
    if (status != UF_OK)
        return status;
    double *sorted = n <= SIZE_MAX / sizeof *sorted ? malloc(n * sizeof *sorted) : NULL;
    if (sorted == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "no memory for a sorted copy", UF_NO_INDEX,
                            (double)n);
    memcpy(sorted, values, n * sizeof *sorted);
    uf_quantile_sort(sorted, n);
    const bool whole = all_whole(sorted, n) && limits_whole(limits, limit_count);
    double wanted = wanted_width(sorted, n);
    free(sorted);
    if (whole)
        wanted = fmax(wanted, 1.0);
    uf_decimal candidate;
    for (int order = nearest_order(wanted); round_number(order, &candidate); order--)
        if ((!whole || candidate.places == 0) &&
            off_edge(candidate, limits, limit_count) == UF_NO_INDEX) {
            *width = candidate;
            return UF_OK;
        }
    return uf_error_set(error, UF_EDATA, __func__, "no round width has the limits on its edges",
                        UF_NO_INDEX, wanted);
}

/* --- Bins. --- */

static bool is_limit(uf_decimal number, const uf_decimal *limits, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (uf_decimal_compare(limits[i], number) == 0)
            return true;
    return false;
}

/* Whether all edges of bins of this width between two values can be formed exactly, and are not too
 * many. */
static bool edges_fit(uf_decimal width, double least, double greatest)
{
    const double size = uf_decimal_value(width);
    const double farthest = fmax(fabs(least), fabs(greatest)) / size + 2.0;
    return (greatest - least) / size <= UF_HISTOGRAM_MAX_BINS - 2 &&
           farthest * (double)width.mantissa < 9.0e18 && farthest < 9.0e15;
}

uf_status uf_histogram_place(uf_histogram *histogram, uf_decimal width, const double *values,
                             size_t n, const uf_decimal *limits, size_t limit_count,
                             uf_error *error)
{
    const uf_status status = check_values(values, n, __func__, error);
    if (status != UF_OK)
        return status;
    if (width.mantissa <= 0)
        return uf_error_set(error, UF_EINVAL, __func__, "the width is not above 0", UF_NO_INDEX,
                            uf_decimal_value(width));
    width = uf_decimal_reduce(width);
    const size_t off = off_edge(width, limits, limit_count);
    if (off != UF_NO_INDEX)
        return uf_error_set(error, UF_EINVAL, __func__, "a limit is no multiple of the width", off,
                            uf_decimal_value(limits[off]));
    double least = values[0], greatest = values[0];
    for (size_t i = 1; i < n; i++) {
        least = fmin(least, values[i]);
        greatest = fmax(greatest, values[i]);
    }
    if (!edges_fit(width, least, greatest))
        return uf_error_set(error, UF_EINVAL, __func__, "the width makes too many bins",
                            UF_NO_INDEX, uf_decimal_value(width));
    const bool closed = least == 0.0 && !is_limit((uf_decimal){ 0, 0 }, limits, limit_count);
    const int64_t first = closed ? 0 : bin_end(width, least) - 1;
    int64_t last = bin_end(width, greatest);
    if (last <= first)
        last = first + 1;
    *histogram = (uf_histogram){ width, first, (size_t)(last - first), closed };
    return UF_OK;
}

double uf_histogram_edge(const uf_histogram *histogram, size_t i)
{
    return edge(histogram->width, histogram->first + (int64_t)i);
}

uf_status uf_histogram_count(size_t *counts, const uf_histogram *histogram, const double *values,
                             size_t n, uf_error *error)
{
    const double low = uf_histogram_edge(histogram, 0);
    const double high = uf_histogram_edge(histogram, histogram->bins);
    for (size_t i = 0; i < n; i++) {
        const double value = values[i];
        const bool inside = value <= high && (value > low || (histogram->closed && value == low));
        if (!inside)
            return uf_error_set(error, UF_EDATA, __func__, "a value is outside the bins", i, value);
        const int64_t end = bin_end(histogram->width, value);
        counts[end > histogram->first ? end - histogram->first - 1 : 0]++;
    }
    return UF_OK;
}
