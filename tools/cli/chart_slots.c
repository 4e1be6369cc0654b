/* chart_slots.c: gathering rows of one name. */
#include "cli/chart_slots.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Where a slot for the row is or, if *there says no, belongs: behind the others of its section. */
static size_t find_slot(const uf_slots *slots, const uf_chart_row *row, bool *there)
{
    size_t behind = slots->count;
    for (size_t s = 0; s < slots->count; s++) {
        if (strcmp(slots->slot[s].section, row->section) != 0)
            continue;
        *there = strcmp(slots->slot[s].label, row->label) == 0;
        if (*there)
            return s;
        behind = s + 1;
    }
    *there = false;
    return behind;
}

/* rows: how many rows have a slot so far. */
static void insert_slot(uf_slots *slots, size_t at, const uf_chart_row *row, size_t rows)
{
    memmove(slots->slot + at + 1, slots->slot + at, (slots->count - at) * sizeof *slots->slot);
    slots->slot[at] = (uf_slot){ .section = row->section, .label = row->label };
    slots->count++;
    for (size_t i = 0; i < rows; i++)
        if (slots->of[i] >= at)
            slots->of[i]++;
}

uf_slots uf_slots_find(uf_cli *cli, const uf_chart_rows *rows)
{
    const size_t count = uf_chart_rows_count(rows);
    uf_slots slots = { .slot = uf_cli_allocate(cli, count + 1, sizeof *slots.slot),
                       .of = uf_cli_allocate(cli, count + 1, sizeof *slots.of) };
    for (size_t i = 0; i < count; i++) {
        const uf_chart_row *row = uf_chart_rows_get(rows, i);
        bool there;
        const size_t s = find_slot(&slots, row, &there);
        if (!there)
            insert_slot(&slots, s, row, i);
        slots.of[i] = s;
        slots.slot[s].rows++;
    }
    return slots;
}

void uf_slots_release(uf_slots *slots)
{
    free(slots->slot);
    free(slots->of);
}

size_t uf_slots_above(const uf_slots *slots, const uf_chart_rows *rows, size_t i)
{
    const size_t series = uf_chart_rows_get(rows, i)->series;
    size_t above = 0;
    for (size_t k = 0; k < uf_chart_rows_count(rows); k++) {
        const size_t other = uf_chart_rows_get(rows, k)->series;
        if (slots->of[k] == slots->of[i] && (other < series || (other == series && k < i)))
            above++;
    }
    return above;
}
