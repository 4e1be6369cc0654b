/* permutation.c: enumeration and sampling of divisions and of signs. */
#include <utfall/permutation.h>

#include <utfall/quantiles.h>
#include <utfall/rng.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "binomial_coefficient.h"

/* Statistics this part of the largest possible one apart are the same. */
static const double tie = 1e-9;

/* The statistic is a sum of values measured from their mean, or of signed differences, expected to
 * be 0; it is counted when it is as far out as observed. */
struct counter {
    double observed, slack;
    uf_alternative alternative;
    double extreme;
};

static void look(struct counter *c, double sum)
{
    bool out = false;
    switch (c->alternative) {
    case UF_TWO_SIDED: out = fabs(sum) >= fabs(c->observed) - c->slack; break;
    case UF_LESS: out = sum <= c->observed + c->slack; break;
    case UF_GREATER: out = sum >= c->observed - c->slack; break;
    }
    c->extreme += out;
}

/* Every set of `take` of n values, in lexicographic order; sums[d] is the sum of the first d
 * chosen, added up in the same order each time, so that rounding does not build up. */
static void every_set(struct counter *c, const double *values, size_t n, size_t take,
                      size_t *chosen, double *sums)
{
    size_t depth = 0;
    sums[0] = 0;
    for (;;) {
        for (; depth < take; depth++) {
            if (depth > 0)
                chosen[depth] = chosen[depth - 1] + 1;
            else
                chosen[0] = 0;
            sums[depth + 1] = sums[depth] + values[chosen[depth]];
        }
        /* The last place runs through all that may stand there. */
        for (size_t last = chosen[take - 1]; last < n; last++)
            look(c, sums[take - 1] + values[last]);
        /* Back to the last place but one that can move on. */
        depth = take - 1;
        while (depth > 0 && chosen[depth - 1] + 1 > n - take + depth - 1)
            depth--;
        if (depth == 0)
            return;
        chosen[depth - 1]++;
        sums[depth] = sums[depth - 1] + values[chosen[depth - 1]];
    }
}

/* Partial Fisher-Yates on a list that stays shuffled; every replicate starts from its own
 * stream. */
static void sampled_sets(struct counter *c, const double *values, size_t n, size_t take,
                         size_t *order, const uf_permutation_plan *plan)
{
    for (uint64_t r = 0; r < plan->replicates; r++) {
        uf_rng rng;
        uf_rng_init(&rng, plan->seed, r);
        for (size_t i = 0; i < n; i++)
            order[i] = i;
        double sum = 0;
        for (size_t i = 0; i < take; i++) {
            size_t j = i + uf_rng_below(&rng, (uint32_t)(n - i));
            size_t swap = order[i];
            order[i] = order[j];
            order[j] = swap;
            sum += values[order[i]];
        }
        look(c, sum);
    }
}

static void finish(uf_effect *effect, uf_permutation_count *count, const struct counter *c,
                   bool exact, double ways, const uf_permutation_plan *plan)
{
    double looked = exact ? ways : (double)plan->replicates;
    effect->p_value = exact ? c->extreme / looked : (1 + c->extreme) / (1 + looked);
    if (count != NULL)
        *count = (uf_permutation_count){ ways, looked, c->extreme };
}

/* Values measured from their mean, and the largest size that a sum of `take` of them can have. */
static double centre(double *values, size_t n, size_t take, double *sorted)
{
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += (values[i] - mean) / (double)(i + 1);
    for (size_t i = 0; i < n; i++)
        sorted[i] = values[i] -= mean;
    uf_quantile_sort(sorted, n);
    double least = 0, most = 0;
    for (size_t i = 0; i < take; i++) {
        least += sorted[i];
        most += sorted[n - 1 - i];
    }
    return fmax(fabs(least), fabs(most));
}

/* values[0..n-1] is the group; the smaller part is chosen, and counts with its sign turned round if
 * that is the reference. */
static uf_status divide(uf_effect *effect, uf_permutation_count *count, double *values, size_t n,
                        size_t members, const uf_permutation_plan *plan, uf_alternative alternative)
{
    bool mirrored = members - n < n;
    size_t take = mirrored ? members - n : n;
    double *sums = malloc((members + 1) * sizeof *sums);
    size_t *chosen = calloc(members, sizeof *chosen);
    uf_status status = UF_ENOMEM;
    if (sums == NULL || chosen == NULL)
        goto done;
    double largest = centre(values, members, take, sums);
    struct counter c = { .slack = tie * largest, .alternative = alternative };
    for (size_t i = 0; i < take; i++)
        c.observed += values[mirrored ? n + i : i];
    if (mirrored && alternative != UF_TWO_SIDED)
        c.alternative = alternative == UF_LESS ? UF_GREATER : UF_LESS;
    double ways = uf_binomial_coefficient(members, take);
    bool exact = ways <= plan->exact_limit;
    if (exact)
        every_set(&c, values, members, take, chosen, sums);
    else
        sampled_sets(&c, values, members, take, chosen, plan);
    finish(effect, count, &c, exact, ways, plan);
    status = UF_OK;
done:
    free(chosen);
    free(sums);
    return status;
}

static uf_status check_values(double *copy, const double *values, size_t n, size_t first,
                              const char *function, uf_error *error)
{
    for (size_t i = 0; i < n; i++) {
        copy[i] = values[i];
        if (!isfinite(values[i]))
            return uf_error_set(error, UF_EINVAL, function, "a value is not a number", first + i,
                                values[i]);
    }
    return UF_OK;
}

static double mean_of(const double *values, size_t n)
{
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += (values[i] - mean) / (double)(i + 1);
    return mean;
}

/* Whether the values differ by rounding only, and then they are made equal. */
static bool level(double *values, size_t n)
{
    double least = values[0], most = values[0];
    for (size_t i = 1; i < n; i++) {
        least = fmin(least, values[i]);
        most = fmax(most, values[i]);
    }
    if (most - least > 8 * DBL_EPSILON * fmax(fabs(least), fabs(most)))
        return false;
    for (size_t i = 1; i < n; i++)
        values[i] = values[0];
    return true;
}

uf_status uf_permutation_difference(uf_effect *effect, uf_permutation_count *count,
                                    const double *group, size_t n, const double *reference,
                                    size_t n_reference, const uf_permutation_plan *plan,
                                    uf_alternative alternative, uf_error *error)
{
    *effect = uf_effect_none("permutation-exact");
    if (count != NULL)
        *count = (uf_permutation_count){ NAN, NAN, NAN };
    if (n == 0 || n_reference == 0) {
        effect->note = "a group has no values";
        return UF_OK;
    }
    size_t members = n + n_reference;
    bool exact = uf_binomial_coefficient(members, n) <= plan->exact_limit;
    effect->method = exact ? "permutation-exact" : "permutation-sampled";
    if (!exact && (plan->replicates == 0 || members > UINT32_MAX))
        return uf_error_set(error, UF_EINVAL, __func__, "no replicates to sample", UF_NO_INDEX,
                            (double)plan->replicates);
    double *values = calloc(members, sizeof *values);
    uf_status status = UF_ENOMEM;
    if (values == NULL)
        goto done;
    status = check_values(values, group, n, 0, __func__, error);
    if (status == UF_OK)
        status = check_values(values + n, reference, n_reference, n, __func__, error);
    if (status != UF_OK)
        goto done;
    effect->estimate = mean_of(group, n) - mean_of(reference, n_reference);
    effect->statistic = effect->estimate;
    if (level(values, members))
        effect->note = "all values are the same";
    status = divide(effect, count, values, n, members, plan, alternative);
done:
    free(values);
    if (status == UF_ENOMEM)
        return uf_error_set(error, status, __func__, "memory ran out", UF_NO_INDEX, NAN);
    return status;
}

/* All signs: bit i of the way says that difference i is turned round. sums[i] is the sum of
 * differences i and above, so a step renews only those below the highest bit that changed. */
static void every_sign(struct counter *c, const double *differences, size_t n, double *sums)
{
    uint64_t ways = UINT64_C(1) << n;
    sums[n] = 0;
    for (uint64_t way = 0; way < ways; way++) {
        size_t renew = n;
        if (way > 0) {
            renew = 1;
            for (uint64_t changed = way ^ (way - 1); changed > 1; changed >>= 1)
                renew++;
        }
        for (size_t i = renew; i-- > 0;)
            sums[i] = sums[i + 1] + (way >> i & 1 ? -differences[i] : differences[i]);
        look(c, sums[0]);
    }
}

static void sampled_signs(struct counter *c, const double *differences, size_t n,
                          const uf_permutation_plan *plan)
{
    for (uint64_t r = 0; r < plan->replicates; r++) {
        uf_rng rng;
        uf_rng_init(&rng, plan->seed, r);
        double sum = 0;
        uint32_t bits = 0;
        for (size_t i = 0; i < n; i++) {
            if (i % 32 == 0)
                bits = uf_rng_word(&rng);
            sum += bits >> (i % 32) & 1 ? -differences[i] : differences[i];
        }
        look(c, sum);
    }
}

/* sums has room for n + 1 numbers. */
static void flip(uf_effect *effect, uf_permutation_count *count, const double *differences,
                 size_t n, double *sums, bool exact, const uf_permutation_plan *plan,
                 uf_alternative alternative)
{
    struct counter c = { .alternative = alternative };
    double largest = 0;
    for (size_t i = n; i-- > 0;) {
        c.observed += differences[i];
        largest += fabs(differences[i]);
    }
    c.slack = tie * largest;
    effect->estimate = effect->statistic = mean_of(differences, n);
    if (!(largest > 0))
        effect->note = "all differences are 0";
    if (exact)
        every_sign(&c, differences, n, sums);
    else
        sampled_signs(&c, differences, n, plan);
    finish(effect, count, &c, exact, n < 1024 ? ldexp(1, (int)n) : INFINITY, plan);
}

uf_status uf_permutation_sign_flip(uf_effect *effect, uf_permutation_count *count,
                                   const double *differences, size_t n,
                                   const uf_permutation_plan *plan, uf_alternative alternative,
                                   uf_error *error)
{
    bool exact = n < 63 && ldexp(1, (int)n) <= plan->exact_limit;
    *effect = uf_effect_none(exact ? "sign-flip-exact" : "sign-flip-sampled");
    if (count != NULL)
        *count = (uf_permutation_count){ NAN, NAN, NAN };
    if (n == 0) {
        effect->note = "no differences";
        return UF_OK;
    }
    if (!exact && plan->replicates == 0)
        return uf_error_set(error, UF_EINVAL, __func__, "no replicates to sample", UF_NO_INDEX, 0);
    double *sums = malloc((n + 1) * sizeof *sums);
    if (sums == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    uf_status status = check_values(sums, differences, n, 0, __func__, error);
    if (status == UF_OK)
        flip(effect, count, differences, n, sums, exact, plan, alternative);
    free(sums);
    return status;
}
