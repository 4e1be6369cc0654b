/* day_set.h: which school days a pupil missed, as two bits a day. Private to libstats.
 *
 * Bits are set as rows come, in any order, and a day may have many rows: it was missed whole if
 * something on it was missed and nothing attended. A zeroed struct is an empty set. */
#ifndef UTFALL_DAY_SET_H
#define UTFALL_DAY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/calendar.h>

/* One bit a day; both words of a block lie side by side, since a row touches either. */
struct uf_day_block {
    uint64_t missed;   /* some scheduled time was missed  */
    uint64_t attended; /* some scheduled time was attended */
};

struct uf_day_set {
    struct uf_day_block *blocks;
    uint32_t first; /* number of blocks[0], counted from UF_FIRST_DAY */
    uint32_t count;
};

/* Add what a row says about a valid day. False if memory ran out, and then nothing changed. */
bool uf_day_set_mark(struct uf_day_set *set, uf_day day, bool missed, bool attended);

/* The block that a mark of the day will change, to be fetched ahead; NULL if there is none yet. */
const struct uf_day_block *uf_day_set_block(const struct uf_day_set *set, uf_day day);

/* The longest run of days missed whole from `from` to `to` (valid, inclusive) in the union of n
 * sets. A day with neither bit is not a school day: it neither counts nor ends a run. */
uint32_t uf_day_set_longest(const struct uf_day_set *const sets[], size_t n, uf_day from,
                            uf_day to);

/* How many days from `from` to `to` have a bit in the union. */
uint32_t uf_day_set_count(const struct uf_day_set *const sets[], size_t n, uf_day from, uf_day to);

void uf_day_set_release(struct uf_day_set *set);

#endif
