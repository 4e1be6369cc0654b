/* figure.c: numbers in sentences. */
#include "cli/figure.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/language.h"
#include "cli/shortest.h"

static bool is_count(uf_quantity quantity)
{
    return quantity == UF_QUANTITY_N || quantity == UF_QUANTITY_EVENTS;
}

char *uf_figure(uf_quantity quantity, double value, char text[UF_FIGURE_SIZE])
{
    char number[UF_FIGURE_SIZE];
    const char *format = "%s";
    if (isnan(value)) {
        (void)snprintf(number, sizeof number, "%s", uf_translate("no value"));
    } else if (quantity == UF_QUANTITY_SHARE || quantity == UF_QUANTITY_RATE ||
               quantity == UF_QUANTITY_RELATIVE_CHANGE) {
        (void)snprintf(number, sizeof number, "%.1f", 100 * value);
        format = uf_translate("%s %%");
    } else if (quantity == UF_QUANTITY_SHARE_DIFFERENCE) {
        (void)snprintf(number, sizeof number, "%.1f", 100 * value);
        format = uf_translate("%s points");
    } else {
        (void)snprintf(number, sizeof number, "%.6g", value);
    }
    (void)snprintf(text, UF_FIGURE_SIZE, format, uf_language_number(number));
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
    char level[UF_FIGURE_SIZE], low[UF_FIGURE_SIZE], high[UF_FIGURE_SIZE];
    text[0] = '\0';
    if (is_count(quantity) || isnan(row->conf_low) || isnan(row->conf_high))
        return text;
    (void)snprintf(level, sizeof level, "%.4g", 100 * row->conf_level);
    (void)snprintf(text, size, uf_translate(", %s %% interval %s to %s"), uf_language_number(level),
                   uf_figure(quantity, row->conf_low, low),
                   uf_figure(quantity, row->conf_high, high));
    return text;
}

static bool of_two_shares(uf_quantity quantity)
{
    return quantity == UF_QUANTITY_RELATIVE_CHANGE || quantity == UF_QUANTITY_SHARE_DIFFERENCE ||
           quantity == UF_QUANTITY_SHARE_RATIO;
}

char *uf_figure_counts(uf_quantity quantity, const uf_estimate *row, char *text, size_t size)
{
    text[0] = '\0';
    if (isnan(row->events) || isnan(row->n))
        return text;
    if (quantity == UF_QUANTITY_SHARE || quantity == UF_QUANTITY_RATE)
        (void)snprintf(text, size, uf_translate(" (%.0f of %.0f)"), row->events, row->n);
    if (!of_two_shares(quantity) || isnan(row->events_reference) || isnan(row->n_reference))
        return text;
    const bool periods = row->reference[0] == '\0';
    (void)snprintf(text, size,
                   periods ? uf_translate(" (%.0f of %.0f, before that %.0f of %.0f)")
                           : uf_translate(" (%.0f of %.0f compared with %.0f of %.0f)"),
                   row->events, row->n, row->events_reference, row->n_reference);
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
