/* histogram.h: how many values fall into intervals of equal width.
 *
 * Bins are half-open on the left, (low, high], so that a value exactly at a limit lies below it, as
 * it does when "above 15 %" is counted: 27 of 180 is in the bin that ends at 15 %. Edges are exact
 * decimals, k * width for whole k; a double is compared with the double nearest to the edge, which
 * is what the same decimal in a file, or a quotient equal to it (27.0 / 180), has become. Zero is
 * the one exception: where it is the least value and no limit, the first bin is [0, width] and not
 * a bin of zeros below the axis. */
#ifndef UTFALL_HISTOGRAM_H
#define UTFALL_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/decimal.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_histogram {
    uf_decimal width; /* of every bin, > 0                                                     */
    int64_t first; /* bin i of 0 … bins - 1 is ((first + i) * width, (first + i + 1) * width] */
    size_t bins;   /* at least 1, at most UF_HISTOGRAM_MAX_BINS                             */
    bool closed;   /* whether the first bin includes its lower edge                         */
} uf_histogram;

enum { UF_HISTOGRAM_MAX_BINS = 100000 };

/* A round width for values (n of them): 1, 2, 2.5 or 5 times a power of ten, the one nearest (on a
 * log scale) to 2 IQR n^(-1/3) (Freedman & Diaconis 1981, Z. Wahrscheinlichkeitstheorie 57:453-476;
 * quartiles of type 7), then the next smaller ones until every limit is a multiple of it. Where the
 * quartiles coincide, range / (log2 n + 1) (Sturges 1926); where all values coincide, a tenth of
 * their size, or 1. Never so small that there are more than 200 bins before the limits are looked
 * at. Whole for whole values, if the limits are whole.
 *   UF_EDATA   n is 0; a value is not finite (index); or no round width has the limits on its edges
 *   UF_ENOMEM  memory for a sorted copy */
uf_status uf_histogram_width(uf_decimal *width, const double *values, size_t n,
                             const uf_decimal *limits, size_t limit_count, uf_error *error);

/* Whether limit is a whole multiple of width, exactly. */
bool uf_histogram_on_edge(uf_decimal limit, uf_decimal width);

/* Place bins of a width so that they cover values.
 *   UF_EINVAL  width is not above 0; a limit (index) is no multiple of it; or there would be more
 *              than UF_HISTOGRAM_MAX_BINS bins
 *   UF_EDATA   n is 0, or a value is not finite (index) */
uf_status uf_histogram_place(uf_histogram *histogram, uf_decimal width, const double *values,
                             size_t n, const uf_decimal *limits, size_t limit_count,
                             uf_error *error);

/* The lower edge of bin i, or with i = bins the upper edge of the last. */
double uf_histogram_edge(const uf_histogram *histogram, size_t i);

/* Add values to counts (histogram->bins of them, which the caller has set, to 0 as a rule).
 *   UF_EDATA  a value (index) is outside the bins or NaN; values before it have been counted */
uf_status uf_histogram_count(size_t *counts, const uf_histogram *histogram, const double *values,
                             size_t n, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
