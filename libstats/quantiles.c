/* quantiles.c: quantiles, skewness and robust summaries. */
#include <utfall/quantiles.h>

#include <utfall/moments.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void uf_quantile_sort(double *values, size_t n)
{
    if (n > 0)
        qsort(values, n, sizeof *values, ascending);
}

double uf_quantile(const double *sorted, size_t n, double p, uf_quantile_type type)
{
    if (n == 0 || !(p >= 0 && p <= 1))
        return NAN;
    double size = (double)n;
    double position = type == UF_QUANTILE_6 ? (size + 1) * p : (size - 1) * p + 1;
    /* A position that is whole but for rounding is taken as whole, as in R. */
    double whole = floor(position + 4 * DBL_EPSILON * fmax(1, position));
    double part = fmax(0, position - whole);
    if (whole < 1)
        return sorted[0];
    if (whole >= size)
        return sorted[n - 1];
    size_t i = (size_t)whole - 1;
    return part > 0 ? sorted[i] + part * (sorted[i + 1] - sorted[i]) : sorted[i];
}

double uf_median(const double *sorted, size_t n)
{
    if (n == 0)
        return NAN;
    return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
}

double uf_skewness(const double *values, size_t n, uf_skewness_type type)
{
    if (n < 3)
        return NAN;
    uf_moments m;
    uf_moments_init(&m);
    for (size_t i = 0; i < n; i++)
        uf_moments_push(&m, values[i]);
    double size = (double)n, second = m.deviations / size, third = 0;
    double largest = fmax(fabs(m.min), fabs(m.max));
    if (!(sqrt(second) > 10 * DBL_EPSILON * largest))
        return NAN;
    for (size_t i = 0; i < n; i++) {
        double standard = (values[i] - m.mean) / sqrt(second);
        third += standard * standard * standard;
    }
    double skewness = third / size;
    switch (type) {
    case UF_SKEWNESS_MOMENT: return skewness;
    case UF_SKEWNESS_ADJUSTED: return skewness * sqrt(size * (size - 1)) / (size - 2);
    case UF_SKEWNESS_SAMPLE_SD: return skewness * pow((size - 1) / size, 1.5);
    }
    return NAN;
}

static double trimmed_mean(const double *sorted, size_t n, double trim)
{
    size_t cut = (size_t)floor((double)n * trim);
    uf_moments m;
    uf_moments_init(&m);
    for (size_t i = cut; i < n - cut; i++)
        uf_moments_push(&m, sorted[i]);
    return uf_moments_mean(&m);
}

uf_status uf_robust_summary(uf_robust *summary, const double *values, size_t n, double trim,
                            uf_error *error)
{
    *summary = (uf_robust){ NAN, NAN, NAN, NAN, NAN, NAN };
    if (!(trim >= 0 && trim < 0.5))
        return uf_error_set(error, UF_EINVAL, __func__, "trim is outside [0, 1/2)", UF_NO_INDEX,
                            trim);
    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i]))
            return uf_error_set(error, UF_EINVAL, __func__, "a value is not a number", i,
                                values[i]);
    }
    if (n == 0)
        return UF_OK;
    double *sorted = malloc(n * sizeof *sorted);
    if (sorted == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    memcpy(sorted, values, n * sizeof *sorted);
    uf_quantile_sort(sorted, n);
    summary->median = uf_median(sorted, n);
    summary->quartile_low = uf_quantile(sorted, n, 0.25, UF_QUANTILE_7);
    summary->quartile_high = uf_quantile(sorted, n, 0.75, UF_QUANTILE_7);
    summary->trimmed_mean = trimmed_mean(sorted, n, trim);
    for (size_t i = 0; i < n; i++)
        sorted[i] = fabs(sorted[i] - summary->median);
    uf_quantile_sort(sorted, n);
    summary->mad = uf_median(sorted, n);
    summary->mad_normal = 1.4826 * summary->mad;
    free(sorted);
    return UF_OK;
}
