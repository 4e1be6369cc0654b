/* chart_axis.c: round steps for an axis. */
#include "cli/chart_axis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/language.h"

/* The least of 1, 2, 5 times a power of ten that is no less than width > 0. */
static double round_up(double width)
{
    const double power = pow(10.0, floor(log10(width)));
    static const double factors[] = { 1, 2, 5 };
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++)
        if (factors[i] * power >= width * (1 - 1e-9))
            return factors[i] * power;
    return 10 * power;
}

uf_axis uf_axis_round(double low, double high, size_t steps, bool whole)
{
    if (!isfinite(low) || !isfinite(high))
        low = high = 0.0;
    double step = high > low ? round_up((high - low) / (double)steps) : 1.0;
    if (whole && step < 1.0)
        step = 1.0;
    double first = floor(low / step + 1e-9), last = ceil(high / step - 1e-9);
    while (last - first > (double)steps) {
        step = round_up(step * 1.5);
        first = floor(low / step + 1e-9);
        last = ceil(high / step - 1e-9);
    }
    if (last <= first)
        last = first + 1;
    return (uf_axis){ first * step, last * step, step };
}

size_t uf_axis_steps(const uf_axis *axis)
{
    return (size_t)floor((axis->high - axis->low) / axis->step + 1e-9);
}

double uf_axis_tick(const uf_axis *axis, size_t i)
{
    return axis->low + (double)i * axis->step;
}

char *uf_axis_text(char text[UF_AXIS_TEXT_SIZE], double value, const char *unit)
{
    /* a multiple of the step that is 0 but for rounding */
    const double shown = fabs(value) < 1e-12 ? 0.0 : value;
    char number[UF_AXIS_TEXT_SIZE];
    (void)snprintf(number, sizeof number, "%.10g", shown);
    return uf_axis_number(text, uf_language_number(number), unit);
}

char *uf_axis_number(char text[UF_AXIS_TEXT_SIZE], const char *number, const char *unit)
{
    if (strcmp(unit, "%") == 0)
        /* translators: a percentage in a chart */
        (void)snprintf(text, UF_AXIS_TEXT_SIZE, uf_translate("%s%%"), number);
    else
        (void)snprintf(text, UF_AXIS_TEXT_SIZE, "%s%s", number, unit);
    return text;
}
