/* figure.h: numbers as a person reads them, in a sentence.
 *
 * Files get every digit (shortest.h); a sentence gets the few that matter, in the language of the
 * run (language.h): "12.3 %" is "12,3 %" in Swedish. */
#ifndef UF_CLI_FIGURE_H
#define UF_CLI_FIGURE_H

#include <stddef.h>

#include <utfall/decimal.h>
#include <utfall/estimate.h>
#include <utfall/target.h>

enum { UF_FIGURE_SIZE = 48, UF_DECIMAL_TEXT_SIZE = 24 };

/* A value of a quantity: 12.3 % for shares, rates and relative changes, -3.0 points for differences
 * of shares, else up to six digits; "no value" for NaN. Returns text. */
char *uf_figure(uf_quantity quantity, double value, char text[UF_FIGURE_SIZE]);

/* The number of a row that a quantity is about: n, events, or the estimate. */
double uf_figure_value(uf_quantity quantity, const uf_estimate *row);

/* ", 95 % interval 8.8 % to 17.0 %" for the row's interval; "" where it has none, or the quantity
 * is a count. Returns text. */
char *uf_figure_interval(uf_quantity quantity, const uf_estimate *row, char *text, size_t size);

/* " (30 of 244)" for a share or rate with counts; " (24 of 200, before that 30 of 200)" for a
 * change between two shares, " (24 of 200 compared with 30 of 200)" where the row has a reference;
 * else "". Returns text. */
char *uf_figure_counts(uf_quantity quantity, const uf_estimate *row, char *text, size_t size);

/* All digits of a number for a cell (shortest.h), "" for NaN. Returns text. */
char *uf_figure_cell(double value, char text[UF_FIGURE_SIZE]);

/* A decimal exactly, without trailing zeros: 12.5, -3, 0.15. Returns text. */
char *uf_decimal_text(uf_decimal decimal, char text[UF_DECIMAL_TEXT_SIZE]);

#endif
