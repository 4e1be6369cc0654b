/* effect.h: a difference, ratio or test as the statistics here return it.
 *
 * A uf_effect is the numerical half of a result row (estimate.h): what was estimated, how surely,
 * by which method. Who was compared, and in what, is added by whoever asked.
 *
 * A number that does not apply to the method is NaN. A number that cannot be said from these data
 * is NaN too, and then note gives the reason. Unbounded ends are -INFINITY and INFINITY. */
#ifndef UTFALL_EFFECT_H
#define UTFALL_EFFECT_H

#include <utfall/estimate.h>
#include <utfall/tail.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_effect {
    double estimate, std_error; /* std_error on the scale that the method's header names */
    double conf_low, conf_high;
    double statistic, df, p_value;
    const char *method; /* a string constant: "newcombe", "welch"                        */
    const char *note;   /* a string constant; "" when nothing limits the numbers         */
} uf_effect;

/* All numbers NaN, no note. */
uf_effect uf_effect_none(const char *method);

/* Make the interval of a two-sided method one-sided, in place: UF_LESS asks whether the effect is
 * below the null and keeps the upper limit, so conf_low becomes -INFINITY; UF_GREATER the other way
 * round. The interval must have been asked for at uf_level_each_side(level, alternative). Missing
 * limits stay missing. */
void uf_effect_one_sided(uf_effect *effect, uf_alternative alternative);

/* Copy the numbers, the method and the note into a result row, with the level of the interval
 * where there is one. Other fields are left as they are. */
void uf_effect_row(uf_estimate *row, const uf_effect *effect, double level);

#ifdef __cplusplus
}
#endif
#endif
