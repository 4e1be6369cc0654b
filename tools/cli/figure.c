/* figure.c: numbers in sentences. */
#include "cli/figure.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/shortest.h"

static bool is_count(uf_quantity quantity)
{
    return quantity == UF_QUANTITY_N || quantity == UF_QUANTITY_EVENTS;
}

char *uf_figure(uf_quantity quantity, double value, char text[UF_FIGURE_SIZE])
{
    if (isnan(value))
        (void)snprintf(text, UF_FIGURE_SIZE, "no value");
    else if (quantity == UF_QUANTITY_SHARE || quantity == UF_QUANTITY_RELATIVE_CHANGE)
        (void)snprintf(text, UF_FIGURE_SIZE, "%.1f %%", 100 * value);
    else if (quantity == UF_QUANTITY_SHARE_DIFFERENCE)
        (void)snprintf(text, UF_FIGURE_SIZE, "%.1f points", 100 * value);
    else
        (void)snprintf(text, UF_FIGURE_SIZE, "%.6g", value);
    return text;
}

double uf_figure_value(uf_quantity quantity, const uf_estimate *row)
{
    if (quantity == UF_QUANTITY_N)
        return row->n;
    return quantity == UF_QUANTITY_EVENTS ? row->events : row->estimate;
}

char *uf_figure_interval(uf_quantity quantity, const uf_estimate *row, char *text, size_t size)
{
    char low[UF_FIGURE_SIZE], high[UF_FIGURE_SIZE];
    text[0] = '\0';
    if (is_count(quantity) || isnan(row->conf_low) || isnan(row->conf_high))
        return text;
    (void)snprintf(text, size, ", %.4g %% interval %s to %s", 100 * row->conf_level,
                   uf_figure(quantity, row->conf_low, low),
                   uf_figure(quantity, row->conf_high, high));
    return text;
}

char *uf_figure_counts(uf_quantity quantity, const uf_estimate *row, char text[UF_FIGURE_SIZE])
{
    text[0] = '\0';
    if (quantity == UF_QUANTITY_SHARE && !isnan(row->events) && !isnan(row->n))
        (void)snprintf(text, UF_FIGURE_SIZE, " (%.0f of %.0f)", row->events, row->n);
    return text;
}

char *uf_figure_cell(double value, char text[UF_FIGURE_SIZE])
{
    text[0] = '\0';
    if (!isnan(value))
        (void)uf_shortest(value, text);
    return text;
}

char *uf_decimal_text(uf_decimal decimal, char text[UF_DECIMAL_TEXT_SIZE])
{
    const uf_decimal reduced = uf_decimal_reduce(decimal);
    uint64_t magnitude = (uint64_t)reduced.mantissa;
    if (reduced.mantissa < 0)
        magnitude = 0 - magnitude;
    char reversed[UF_DECIMAL_TEXT_SIZE];
    size_t n = 0;
    for (int places = reduced.places; magnitude > 0 || places >= 0; magnitude /= 10) {
        reversed[n++] = (char)('0' + magnitude % 10);
        if (--places == 0)
            reversed[n++] = '.';
    }
    if (reduced.mantissa < 0)
        reversed[n++] = '-';
    for (size_t i = 0; i < n; i++)
        text[i] = reversed[n - 1 - i];
    text[n] = '\0';
    return text;
}
