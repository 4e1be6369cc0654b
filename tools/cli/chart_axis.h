/* chart_axis.h: an axis with round steps. */
#ifndef UF_CLI_CHART_AXIS_H
#define UF_CLI_CHART_AXIS_H

#include <stdbool.h>
#include <stddef.h>

/* From low, a multiple of step, to high. */
typedef struct uf_axis {
    double low, high, step;
} uf_axis;

/* The axis over low to high in at most `steps` steps of 1, 2 or 5 times a power of ten (whole
 * numbers with `whole`), both ends multiples of step. Where low and high are equal or not finite,
 * one step. */
uf_axis uf_axis_round(double low, double high, size_t steps, bool whole);

/* How many whole steps the axis has; tick i of 0 to that number is at uf_axis_tick. */
size_t uf_axis_steps(const uf_axis *axis);
double uf_axis_tick(const uf_axis *axis, size_t i);

/* A number of an axis as text, followed by `unit` ("%" or ""), in the language of the run: "12.5%",
 * "12,5 %". Returns text. */
enum { UF_AXIS_TEXT_SIZE = 40 };
char *uf_axis_text(char text[UF_AXIS_TEXT_SIZE], double value, const char *unit);
/* The same for a number that is text already; cut where it is too long. */
char *uf_axis_number(char text[UF_AXIS_TEXT_SIZE], const char *number, const char *unit);

#endif
