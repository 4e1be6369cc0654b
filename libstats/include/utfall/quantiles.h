/* quantiles.h: order statistics, skewness, and summaries that a few wild values do not move.
 *
 * Functions that take sorted values want them in ascending order (uf_quantile_sort); none of the
 * values may be NaN. */
#ifndef UTFALL_QUANTILES_H
#define UTFALL_QUANTILES_H

#include <stddef.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Hyndman & Fan 1996, Am. Stat. 50: 361-365: the value at position h among the order statistics,
 * interpolated linearly. */
typedef enum uf_quantile_type {
    UF_QUANTILE_6 = 6, /* h = (n + 1) p: Minitab, SPSS; ends beyond the data are the extremes */
    UF_QUANTILE_7 = 7  /* h = (n - 1) p + 1: R's default, Excel's PERCENTILE.INC              */
} uf_quantile_type;

/* Ascending, in place. */
void uf_quantile_sort(double *values, size_t n);

/* The p-quantile, 0 <= p <= 1, of n sorted values; NaN when n is 0 or p is outside. */
double uf_quantile(const double *sorted, size_t n, double p, uf_quantile_type type);

/* The middle value, or the mean of the two in the middle. NaN when n is 0. */
double uf_median(const double *sorted, size_t n);

typedef enum uf_skewness_type {
    UF_SKEWNESS_MOMENT = 1,   /* g1 = m3 / m2^(3/2), moments with divisor n                      */
    UF_SKEWNESS_ADJUSTED = 2, /* G1 = g1 sqrt(n (n - 1)) / (n - 2): SAS, SPSS, Excel             */
    UF_SKEWNESS_SAMPLE_SD = 3 /* b1 = m3 / s^3, s with divisor n - 1: Minitab; R's e1071 default */
} uf_skewness_type;

/* Of n values in any order (Joanes & Gill 1998, The Statistician 47: 183-189). NaN for fewer than
 * three values, or when they do not vary. */
double uf_skewness(const double *values, size_t n, uf_skewness_type type);

typedef struct uf_robust {
    double median;
    double mad;        /* median distance from the median, as it is                    */
    double mad_normal; /* 1.4826 mad, which estimates the sd of normal values (R's mad) */
    double quartile_low, quartile_high; /* type 7 */
    double trimmed_mean; /* without the floor(trim n) smallest and largest (R's mean(trim =)) */
} uf_robust;

/* All of them for n values in any order; NaN for n = 0. 0 <= trim < 1/2.
 *   UF_EINVAL  trim out of range, or a value that is NaN: error->index;  UF_ENOMEM */
uf_status uf_robust_summary(uf_robust *summary, const double *values, size_t n, double trim,
                            uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
