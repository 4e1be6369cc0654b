/* chart_values.h: the values of records by group, and how many fall into each bin.
 *
 * From --records: the column rate in percent, or --value in its own unit. All groups have the same
 * bins, with every --limit between two of them (utfall/histogram.h); --bin says how wide. */
#ifndef UF_CLI_CHART_VALUES_H
#define UF_CLI_CHART_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/histogram.h>

#include "cli/chart_axis.h"
#include "cli/units.h"

/* The values of one group, and how many fall into each bin. */
typedef struct uf_values_group {
    double *values;
    size_t n, capacity;
    size_t *counts; /* [bin]; NULL where there are no values at all */
} uf_values_group;

typedef struct uf_values {
    uf_cli *cli;
    uf_units *units;
    bool percent;            /* shares from 0 to 1, shown as percent */
    uf_values_group *groups; /* [code]                               */
    size_t group_capacity;
    uint64_t missing;
    size_t n;           /* of all groups */
    uf_decimal *limits; /* in the unit of the values */
    size_t limit_count;
    uf_histogram histogram; /* where n > 0 */
} uf_values;

/* Read the records and count them. Without --records, and where a limit would lie inside a bin, the
 * program ends. */
uf_values uf_values_read(uf_cli *cli);
void uf_values_release(uf_values *values);

/* The group of a code of units; one without values if no record has it. */
const uf_values_group *uf_values_group_of(const uf_values *values, uint32_t code);

/* A number in the unit of the axis, as text. Returns text. */
const char *uf_values_text(const uf_values *values, char text[UF_AXIS_TEXT_SIZE], double value);

/* --- Words (chart_values_words.c); new texts, which the caller frees. --- */

/* The texts of a group's columns; "" where nothing groups. */
char *uf_values_group_name(const uf_values *values, uint32_t code);
/* "n = 178 pupils. 2 without a value left out." */
char *uf_values_counts(const uf_values *values);

#endif
