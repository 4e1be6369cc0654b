/* chart_slots.h: rows of one name, below each other in the order of their series.
 *
 * Slots come in the order in which their rows are met, those of a section together. */
#ifndef UF_CLI_CHART_SLOTS_H
#define UF_CLI_CHART_SLOTS_H

#include <stddef.h>

#include "cli/chart_rows.h"

typedef struct uf_slot {
    const char *section, *label;
    size_t rows;        /* how many there are                      */
    double top, height; /* on the page; the chart's own to set     */
} uf_slot;

typedef struct uf_slots {
    uf_slot *slot; /* in the order drawn */
    size_t count;
    size_t *of; /* [row] which slot it is in */
} uf_slots;

uf_slots uf_slots_find(uf_cli *cli, const uf_chart_rows *rows);
void uf_slots_release(uf_slots *slots);

/* How many rows of the same slot stand above row i. */
size_t uf_slots_above(const uf_slots *slots, const uf_chart_rows *rows, size_t i);

#endif
