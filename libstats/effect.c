/* effect.c: an empty effect, and its way into a result row. */
#include <utfall/effect.h>

#include <math.h>

uf_effect uf_effect_none(const char *method)
{
    return (uf_effect){
        .estimate = NAN,
        .std_error = NAN,
        .conf_low = NAN,
        .conf_high = NAN,
        .statistic = NAN,
        .df = NAN,
        .p_value = NAN,
        .method = method,
        .note = "",
    };
}

void uf_effect_one_sided(uf_effect *effect, uf_alternative alternative)
{
    if (alternative == UF_LESS && !isnan(effect->conf_high))
        effect->conf_low = -INFINITY;
    if (alternative == UF_GREATER && !isnan(effect->conf_low))
        effect->conf_high = INFINITY;
}

void uf_effect_row(uf_estimate *row, const uf_effect *effect, double level)
{
    row->estimate = effect->estimate;
    row->std_error = effect->std_error;
    row->conf_low = effect->conf_low;
    row->conf_high = effect->conf_high;
    row->conf_level = isnan(effect->conf_low) && isnan(effect->conf_high) ? NAN : level;
    row->statistic = effect->statistic;
    row->df = effect->df;
    row->p_value = effect->p_value;
    uf_estimate_method(row, effect->method);
    if (effect->note[0] != '\0')
        uf_estimate_note(row, effect->note);
}
