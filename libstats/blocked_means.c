/* blocked_means.c: the difference of means within blocks, by weighted differences. */
#include <utfall/blocked_means.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>

/* A standard error that is at most this part of the means is rounding (R's t.test). */
static const double rounding = 10 * DBL_EPSILON;

static bool informative(const uf_block *block)
{
    return block->group.n > 0 && block->reference.n > 0;
}

static double weight(const uf_block *block)
{
    const double n1 = (double)block->group.n, n0 = (double)block->reference.n;
    return n1 * (n0 / (n1 + n0));
}

static double difference(const uf_block *block)
{
    return block->group.mean - block->reference.mean;
}

size_t uf_blocked_means_informative(const uf_block *blocks, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += informative(&blocks[i]);
    return n;
}

/* What all blocks add up to. */
struct sums {
    double mean; /* of the differences, weighted */
    double weight, within, between, units, blocks, largest;
};

static struct sums sum_blocks(const uf_block *blocks, size_t count)
{
    struct sums s = { 0 };
    for (size_t i = 0; i < count; i++) {
        const uf_block *block = &blocks[i];
        if (!informative(block))
            continue;
        const double w = weight(block), gap = difference(block) - s.mean;
        s.between += gap * gap * (s.weight * (w / (s.weight + w))); /* Welford, weighted */
        s.weight += w;
        s.mean += gap * (w / s.weight);
        s.within += block->group.deviations + block->reference.deviations;
        s.units += (double)block->group.n + (double)block->reference.n;
        s.blocks += 1;
        s.largest = fmax(s.largest, fmax(fabs(block->group.mean), fabs(block->reference.mean)));
    }
    return s;
}

uf_status uf_blocked_means(uf_effect *effect, const uf_block *blocks, size_t count,
                           uf_alternative alternative, double level, uf_error *error)
{
    *effect = uf_effect_none("ols-blocks");
    const double both_sides = uf_level_each_side(level, alternative);
    if (isnan(both_sides))
        return uf_error_set(error, UF_EINVAL, __func__, "level is out of range", UF_NO_INDEX,
                            level);
    for (size_t i = 0; i < count; i++)
        if (!isfinite(blocks[i].group.deviations) || !isfinite(blocks[i].reference.deviations) ||
            !isfinite(difference(&blocks[i])))
            return uf_error_set(error, UF_EINVAL, __func__, "a value is not a number", i, NAN);
    const struct sums s = sum_blocks(blocks, count);
    if (!(s.blocks > 0)) {
        effect->note = "no stratum has units of both groups";
        return UF_OK;
    }
    const double df = s.units - s.blocks - 1;
    effect->estimate = s.mean;
    if (df < 1) {
        effect->note = "too few units within the strata to say how much they vary";
        return UF_OK;
    }
    const double std_error = sqrt((s.within + s.between) / df / s.weight);
    if (std_error <= rounding * s.largest) {
        effect->note = "the values do not vary within the groups";
        return UF_OK;
    }
    effect->df = df;
    effect->std_error = std_error;
    const double reach = uf_t_critical(both_sides, df) * std_error;
    effect->conf_low = effect->estimate - reach;
    effect->conf_high = effect->estimate + reach;
    effect->statistic = effect->estimate / std_error;
    effect->p_value = uf_t_p(effect->statistic, df, alternative);
    uf_effect_one_sided(effect, alternative);
    return UF_OK;
}
