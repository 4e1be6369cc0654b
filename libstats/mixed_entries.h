/* mixed_entries.h: persons summed into the entries of a mixed model's statistics. Private to
 * libstats. */
#ifndef UTFALL_MIXED_ENTRIES_H
#define UTFALL_MIXED_ENTRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "key_index.h"
#include "mixed_statistics.h"

/* One person: count rows of s->d numbers, which are overwritten, with wave (AR1) and time (SLOPE,
 * on the statistics' scale) of each. */
typedef struct uf_mixed_person {
    double *rows;
    size_t count;
    const uint32_t *wave;
    const double *time;
} uf_mixed_person;

typedef struct uf_mixed_entries {
    uf_mixed_statistics *s;
    struct uf_key_index times, patterns; /* mean and squares of times; those and the row count */
    size_t *entry; /* of a coefficient: its entry and 1, if that is one of the group's      */
    size_t slots;
    double *level, *change; /* d each: the rows of Y */
} uf_mixed_entries;

/* Release also after failure. */
bool uf_mixed_entries_init(uf_mixed_entries *e, uf_mixed_statistics *s);
void uf_mixed_entries_release(uf_mixed_entries *e);

/* A new group, to which the next persons belong. */
void uf_mixed_entries_group(uf_mixed_entries *e, uint32_t school);

/* False when memory ran out. */
bool uf_mixed_entries_add(uf_mixed_entries *e, const uf_mixed_person *person);

#endif
