/* attendance_cells.h: sums per pupil, bin and place. Private to libstats.
 *
 * Cells stand in blocks that never move, found through an open-addressing index of cell numbers, so
 * that growing copies four bytes a cell. The cells of a pupil are also a linked list.
 *
 * Rows in random order miss the cache in the index and again in the cell, 0.1 microseconds each,
 * which is more than all other work on a row. A caller with many rows therefore asks in three
 * rounds: uf_attendance_cells_expect for all rows, then _guess for all, then _find_or_insert. */
#ifndef UTFALL_ATTENDANCE_CELLS_H
#define UTFALL_ATTENDANCE_CELLS_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/calendar.h>

#define UF_NO_CELL UINT32_MAX

struct uf_attendance_key {
    uint32_t pupil;
    int32_t bin;
    uint32_t place;
};

/* 64 bytes, and blocks are aligned to that: one cache line. */
struct uf_attendance_cell {
    int64_t scheduled;  /* reported lessons only; amounts, as in uf_lesson */
    int64_t authorised; /* these three together are at most scheduled      */
    int64_t unauthorised;
    int64_t unsaid;
    int64_t unreported;
    struct uf_attendance_key key;
    uf_day first, last; /* of any row, exempt ones too     */
    uint32_t next;      /* the pupil's next, or UF_NO_CELL */
};

struct uf_attendance_cells {
    struct uf_attendance_cell **blocks;
    size_t block_count, block_capacity;
    uint32_t *index;   /* slots, see attendance_cells.c; 0 is empty */
    size_t index_size; /* 0 or a power of two */
    uint32_t count;
};

/* Ask the processor to fetch what is about to be used, where the compiler can say so. */
static inline void uf_prefetch(const void *address)
{
#if defined(__GNUC__)
    __builtin_prefetch(address, 1);
#else
    (void)address;
#endif
}

/* The key's hash, which the other functions want; its slot of the index is being fetched. */
uint64_t uf_attendance_cells_expect(const struct uf_attendance_cells *cells,
                                    const struct uf_attendance_key *key);

/* The number of the cell that probably has the key with this hash, which is being fetched, or
 * UF_NO_CELL if surely none has. */
uint32_t uf_attendance_cells_guess(const struct uf_attendance_cells *cells, uint64_t hash);

/* The number of the cell with this key, tried first at `guess`. If there is none it is made, with
 * zero sums and in front of the list *head. UF_NO_CELL if memory ran out. */
uint32_t uf_attendance_cells_find_or_insert(struct uf_attendance_cells *cells,
                                            const struct uf_attendance_key *key, uint64_t hash,
                                            uint32_t guess, uint32_t *head);

struct uf_attendance_cell *uf_attendance_cells_at(const struct uf_attendance_cells *cells,
                                                  uint32_t number);

void uf_attendance_cells_release(struct uf_attendance_cells *cells);

#endif
