/* null_draws.h: resamples of a statistic as functions of the hypothesis tested; p-values of any
 * hypothesis, and the interval of those not rejected. Private to libstats.
 *
 * Shared by randomisation inference and the wild cluster bootstrap. There the outcome that is
 * resampled is linear in the value b0 tested. So with x = b0 - estimate the statistic of a
 * resample is
 *     t(x) = (n0 + n1 x) / sqrt(v0 + v1 x + v2 x^2),
 * that of the data is -x / sqrt(variance), and t(x) is as far out as that of the data where a
 * polynomial of degree four (two when nothing is studentised: v0 = variance = 1, v1 = v2 = 0) is
 * not negative. The share of resamples as far out is a step function p(x), known exactly. */
#ifndef UTFALL_NULL_DRAWS_H
#define UTFALL_NULL_DRAWS_H

#include <stdbool.h>
#include <stddef.h>
#include <utfall/randomisation.h>
#include <utfall/tail.h>

struct null_draw {
    double n0, n1, v0, v1, v2;
};

struct null_draws {
    struct null_draw *draw;
    size_t count;
    bool paired; /* each stands for itself and its negative, so the resamples are 2 count */
    bool studentised;
    double estimate, variance;
};

/* t(x) of a resample: 0, INFINITY or -INFINITY where its variance is 0, NaN where it is undefined
 * (n0 is NaN). */
double uf_null_draw_value(const struct null_draw *draw, double x);

/* How many resamples are at least as far out as the data when b0 is tested, ties and undefined ones
 * included. */
double uf_null_draws_extreme(const struct null_draws *draws, double b0, uf_alternative alternative);

/* All b0 whose share of resamples as far out is above 1 - level. draws->variance is above 0.
 *   UF_EINVAL  level outside (0, 1);  UF_ENOMEM */
uf_status uf_null_draws_interval(uf_inverted_interval *interval, const struct null_draws *draws,
                                 double level, uf_alternative alternative, const char *function,
                                 uf_error *error);

/* What a reader must know of the interval, or "". */
const char *uf_null_draws_remark(const uf_inverted_interval *interval);

#endif
