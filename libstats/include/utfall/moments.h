/* moments.h: count, mean, spread and range of numbers, in one pass and mergeable.
 *
 * The mean and the sum of squared deviations from it are updated with each value (Welford 1962,
 * Technometrics 4: 419-420), and two accumulators are merged by Chan, Golub & LeVeque (1979,
 * Stanford CS-79-773; 1983, Am. Stat. 37: 242-247, eq. 2.1). Sums of squares of raw values, which
 * lose every digit on numbers that differ little (NIST NumAcc4), are never formed.
 *
 * A value struct: assignment copies; one per group or thread, merged at the end.
 * Certified: NIST StRD Michelso, NumAcc1 to NumAcc4 (tests/certified/moments.tsv). */
#ifndef UTFALL_MOMENTS_H
#define UTFALL_MOMENTS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_moments {
    uint64_t n;        /* values pushed                                       */
    double mean;       /* of them; 0 while n is 0                             */
    double deviations; /* sum of squared deviations from the mean             */
    double min, max;   /* INFINITY and -INFINITY while n is 0                 */
} uf_moments;

void uf_moments_init(uf_moments *m);

/* Add one finite value. A missing value must not be pushed: NaN makes everything but n NaN. */
void uf_moments_push(uf_moments *m, double value);

/* Add to *m what *other has. Merging with an empty one changes nothing. */
void uf_moments_merge(uf_moments *m, const uf_moments *other);

/* NaN without values. */
double uf_moments_mean(const uf_moments *m);
double uf_moments_min(const uf_moments *m);
double uf_moments_max(const uf_moments *m);

/* With divisor n - 1; NaN below two values. */
double uf_moments_variance(const uf_moments *m);
double uf_moments_sd(const uf_moments *m);

/* Standard error of the mean, sd / sqrt(n); NaN below two values. */
double uf_moments_std_error(const uf_moments *m);

#ifdef __cplusplus
}
#endif
#endif
