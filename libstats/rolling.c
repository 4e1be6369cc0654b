/* rolling.c: windows as runs of bins. The rules stand in rolling.h. */
#include <utfall/rolling.h>

#include <math.h>

#include "floor_div.h"

static int common_divisor(int a, int b)
{
    while (b != 0) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

uf_status uf_rolling_init(uf_rolling *rolling, const uf_window *window, int step, uf_error *error)
{
    const char *fault = NULL;
    if (step != 0 && window->kind < UF_WINDOW_MONTHS)
        fault = "only windows of N months, weeks, days or school days have a step";
    else if (step < 0)
        fault = "the step is negative";
    else if (step > window->n)
        fault = "the step is longer than the window";
    if (fault != NULL)
        return uf_error_set(error, UF_EINVAL, __func__, fault, UF_NO_INDEX, step);

    int unit = step == 0 ? window->n : common_divisor(window->n, step);
    *rolling = (uf_rolling){ .bin = *window, .stride = 1, .length = 1 };
    rolling->bin.n = unit;
    if (step != 0) {
        rolling->stride = step / unit;
        rolling->length = window->n / unit;
    }
    return UF_OK;
}

uf_status uf_rolling_parse_step(int *step, const uf_window *window, const char *text,
                                uf_error *error)
{
    uf_window parsed;
    uf_rolling rolling;
    const char *fault = "a step is a number and the letter of the window's unit";
    if (window->kind < UF_WINDOW_MONTHS)
        fault = "only windows of N months, weeks, days or school days have a step";
    else if (uf_window_parse(&parsed, text, window->anchor, error) == UF_OK &&
             parsed.kind == window->kind) {
        *step = parsed.n;
        return uf_rolling_init(&rolling, window, parsed.n, error);
    }
    return uf_error_set(error, UF_EINVAL, __func__, fault, UF_NO_INDEX, NAN);
}

bool uf_rolling_has_step(const uf_rolling *rolling)
{
    return rolling->length > 1;
}

void uf_rolling_windows(const uf_rolling *rolling, int32_t bin, int32_t *first, int32_t *last)
{
    *first = -floor_div(-(bin - rolling->length + 1), rolling->stride);
    *last = floor_div(bin, rolling->stride);
}

void uf_rolling_bins(const uf_rolling *rolling, int32_t window, int32_t *first, int32_t *last)
{
    *first = window * rolling->stride;
    *last = *first + rolling->length - 1;
}

void uf_rolling_bounds(const uf_rolling *rolling, int32_t window, uf_day *from, uf_day *to)
{
    int32_t first;
    int32_t last;
    uf_day between;
    uf_rolling_bins(rolling, window, &first, &last);
    uf_window_bounds(&rolling->bin, first, from, &between);
    if (last == first)
        *to = between;
    else
        uf_window_bounds(&rolling->bin, last, &between, to);
}

char *uf_rolling_label(const uf_rolling *rolling, int32_t window, char label[UF_WINDOW_LABEL_SIZE])
{
    if (!uf_rolling_has_step(rolling))
        return uf_window_label(&rolling->bin, window, label);
    uf_day from;
    uf_day to;
    uf_rolling_bounds(rolling, window, &from, &to);
    return uf_day_format(from, label);
}
