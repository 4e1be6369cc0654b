/* standardised_change.c: Becker's standardised mean change. */
#include <utfall/standardised_change.h>

#include <math.h>

#include <utfall/comoments.h>
#include <utfall/effect_size.h>
#include <utfall/tail.h>

enum { AFTER, BEFORE, VARIABLES };

/* The sum of squared deviations of one variable; 0 where rounding could have made it. */
static double spread(const uf_comoments *c, double of_after, double of_before)
{
    return uf_comoments_spread(c, (double[]){ of_after, of_before });
}

uf_status uf_standardised_change(uf_effect *effect, const double *after, const double *before,
                                 size_t n, double level, uf_error *error)
{
    *effect = uf_effect_none("becker");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    uf_comoments c;
    uf_comoments_init(&c, VARIABLES);
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(after[i]) || !isfinite(before[i]))
            return uf_error_set(error, UF_EINVAL, __func__, "a value is not finite", i, NAN);
        uf_comoments_push(&c, (double[]){ after[i], before[i] });
    }
    if (n < 3) {
        effect->note = "fewer than three cases: no standardised change";
        return UF_OK;
    }
    const double count = (double)n, varied = spread(&c, 0, 1), varied_after = spread(&c, 1, 0);
    if (!(varied > 0)) {
        effect->note = "the values before are all the same: no standardised change";
        return UF_OK;
    }
    const double change = (c.sum[AFTER] - c.sum[BEFORE]) / count;
    const double g = uf_hedges_correction(count - 1) * change / sqrt(varied / (count - 1));
    effect->estimate = g;
    if (!(varied_after > 0)) {
        effect->note = "the values after are all the same: no interval";
        return UF_OK;
    }
    const double r = fmin(1, fmax(-1, c.product[AFTER][BEFORE] / sqrt(varied_after * varied)));
    const double variance = 2 * (1 - r) / count + g * g / (2 * count);
    if (!(variance > 0)) {
        effect->note = "nothing changed: no interval";
        return UF_OK;
    }
    effect->std_error = sqrt(variance);
    effect->conf_low = g - uf_normal_critical(level) * effect->std_error;
    effect->conf_high = g + uf_normal_critical(level) * effect->std_error;
    return UF_OK;
}
