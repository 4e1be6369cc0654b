/* stratified_exact.c: the exact conditional test over strata, by convolving hypergeometrics. */
#include <utfall/stratified.h>

#include "hypergeometric.h"

#include <math.h>
#include <stdlib.h>

/* Two probabilities within this part of each other are a tie (R's mantelhaen.test, relErr). */
static const double tie = 1e-7;

/* Probabilities of low, low + 1, ... for the count of one stratum. */
static void fill(double *probability, const uf_hypergeometric *h)
{
    size_t values = (size_t)(h->high - h->low) + 1;
    double top = 0, total = 0;
    probability[0] = 0;
    for (size_t i = 0; i + 1 < values; i++) {
        probability[i + 1] = probability[i] + log(uf_hypergeometric_step(h, h->low + i, 1));
        top = fmax(top, probability[i + 1]);
    }
    for (size_t i = 0; i < values; i++) {
        probability[i] = exp(probability[i] - top);
        total += probability[i];
    }
    for (size_t i = 0; i < values; i++)
        probability[i] /= total;
}

/* sum[0..known-1] becomes the distribution of the sum with one more count, from the top down so
 * that it can stand in its own place. */
static void convolve(double *sum, size_t known, const double *next, size_t values)
{
    for (size_t k = known + values - 1; k-- > 0;) {
        size_t first = k < values ? 0 : k - values + 1;
        double total = 0;
        for (size_t i = first; i < known && i <= k; i++)
            total += sum[i] * next[k - i];
        sum[k] = total;
    }
}

static double p_value(const double *probability, size_t values, size_t observed,
                      uf_alternative alternative)
{
    double sum = 0, limit = probability[observed] * (1 + tie);
    for (size_t k = 0; k < values; k++) {
        bool extreme = alternative == UF_TWO_SIDED ? probability[k] <= limit
                       : alternative == UF_LESS    ? k <= observed
                                                   : k >= observed;
        if (extreme)
            sum += probability[k];
    }
    return fmin(1, sum);
}

/* Sizes before anything is allocated: how many values the sum can take, the largest stratum's, and
 * where the observed sum lies among them. */
struct extent {
    double values, largest;
    uint64_t observed, events;
};

static struct extent measure(const uf_two_by_two *strata, size_t count)
{
    struct extent e = { .values = 1, .largest = 1 };
    for (size_t i = 0; i < count; i++) {
        uf_hypergeometric h = uf_hypergeometric_margins(&strata[i]);
        double values = (double)(h.high - h.low) + 1;
        e.values += values - 1;
        e.largest = fmax(e.largest, values);
        e.observed += strata[i].events - h.low;
        e.events += strata[i].events;
    }
    return e;
}

static uf_status exact(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                       const struct extent *e, uf_alternative alternative)
{
    double *sum = calloc((size_t)e->values, sizeof *sum);
    double *next = malloc((size_t)e->largest * sizeof *next);
    uf_status status = UF_ENOMEM;
    if (sum == NULL || next == NULL)
        goto done;
    sum[0] = 1;
    size_t known = 1;
    for (size_t i = 0; i < count; i++) {
        uf_hypergeometric h = uf_hypergeometric_margins(&strata[i]);
        size_t values = (size_t)(h.high - h.low) + 1;
        fill(next, &h);
        convolve(sum, known, next, values);
        known += values - 1;
    }
    effect->p_value = p_value(sum, known, (size_t)e->observed, alternative);
    if (effect->p_value <= 0)
        effect->note = "p is below 1e-290";
    status = UF_OK;
done:
    free(next);
    free(sum);
    return status;
}

uf_status uf_stratified_exact(uf_effect *effect, const uf_two_by_two *strata, size_t count,
                              uf_alternative alternative, uf_error *error)
{
    *effect = uf_effect_none("cochran-mantel-haenszel-exact");
    if (count == 0)
        return uf_error_set(error, UF_EINVAL, __func__, "no strata", UF_NO_INDEX, 0);
    for (size_t i = 0; i < count; i++) {
        if (!uf_two_by_two_valid(&strata[i]))
            return uf_error_set(error, UF_EINVAL, __func__, "more events than members", i,
                                (double)strata[i].events);
    }
    struct extent e = measure(strata, count);
    effect->statistic = (double)e.events;
    if (e.values <= 1) {
        effect->p_value = 1;
        effect->note = "only one set of tables has these margins";
        return UF_OK;
    }
    if (e.values * e.largest > UF_STRATIFIED_MAX_WORK) {
        effect->note = "too many members for the exact test over strata";
        return UF_OK;
    }
    if (exact(effect, strata, count, &e, alternative) != UF_OK)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    return UF_OK;
}
