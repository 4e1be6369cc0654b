/* attendance_cells.c: the table of sums behind uf_attendance.
 *
 * A slot of the index holds the cell's number + 1 in its low bits, which the size of the index
 * leaves room for, and bits of the key's hash above them: nearly no wrong cell is looked at. */
#include "attendance_cells.h"

#include <stdbool.h>
#include <stdlib.h>

enum { CELLS_IN_BLOCK = 1024, SMALLEST_INDEX = 1024, CACHE_LINE = 64 };

/* Rounds of multiply and fold (constants of splitmix64: Steele, Lea & Flood 2014), since dense
 * codes differ in their low bits only. */
static uint64_t hash_of(const struct uf_attendance_key *key)
{
    uint64_t h = ((uint64_t)key->pupil << 32 | (uint32_t)key->bin) * UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ h >> 30 ^ key->place) * UINT64_C(0xbf58476d1ce4e5b9);
    h = (h ^ h >> 27) * UINT64_C(0x94d049bb133111eb);
    return h ^ h >> 31;
}

static uint32_t slot_of(uint64_t hash, uint32_t number, size_t mask)
{
    return ((uint32_t)(hash >> 32) & ~(uint32_t)mask) | (number + 1);
}

static bool same_key(const struct uf_attendance_key *a, const struct uf_attendance_key *b)
{
    return a->pupil == b->pupil && a->bin == b->bin && a->place == b->place;
}

struct uf_attendance_cell *uf_attendance_cells_at(const struct uf_attendance_cells *cells,
                                                  uint32_t number)
{
    return &cells->blocks[number / CELLS_IN_BLOCK][number % CELLS_IN_BLOCK];
}

uint64_t uf_attendance_cells_expect(const struct uf_attendance_cells *cells,
                                    const struct uf_attendance_key *key)
{
    uint64_t hash = hash_of(key);
    if (cells->index_size > 0)
        uf_prefetch(&cells->index[hash & (cells->index_size - 1)]);
    return hash;
}

/* The first cell from slot *i on whose slot agrees with the hash; *i is left after it. */
static uint32_t next_match(const struct uf_attendance_cells *cells, uint64_t hash, size_t *i)
{
    size_t mask = cells->index_size - 1;
    for (; cells->index[*i & mask] != 0; ++*i) {
        uint32_t slot = cells->index[*i & mask];
        uint32_t number = (slot & (uint32_t)mask) - 1;
        if (slot == slot_of(hash, number, mask)) {
            ++*i;
            return number;
        }
    }
    return UF_NO_CELL;
}

uint32_t uf_attendance_cells_guess(const struct uf_attendance_cells *cells, uint64_t hash)
{
    if (cells->index_size == 0)
        return UF_NO_CELL;
    size_t i = hash & (cells->index_size - 1);
    uint32_t number = next_match(cells, hash, &i);
    if (number != UF_NO_CELL)
        uf_prefetch(uf_attendance_cells_at(cells, number));
    return number;
}

static uint32_t find(const struct uf_attendance_cells *cells, const struct uf_attendance_key *key,
                     uint64_t hash)
{
    if (cells->index_size == 0)
        return UF_NO_CELL;
    size_t i = hash & (cells->index_size - 1);
    uint32_t number = next_match(cells, hash, &i);
    while (number != UF_NO_CELL && !same_key(&uf_attendance_cells_at(cells, number)->key, key))
        number = next_match(cells, hash, &i);
    return number;
}

static void enter(uint32_t *index, size_t size, uint64_t hash, uint32_t number)
{
    size_t mask = size - 1;
    size_t i = hash & mask;
    while (index[i] != 0)
        i = (i + 1) & mask;
    index[i] = slot_of(hash, number, mask);
}

/* Keep the index at most two thirds full. */
static bool widen_index(struct uf_attendance_cells *cells)
{
    if (cells->count < cells->index_size / 3 * 2)
        return true;
    size_t size = cells->index_size == 0 ? SMALLEST_INDEX : cells->index_size * 2;
    uint32_t *index = calloc(size, sizeof *index);
    if (index == NULL)
        return false;
    for (uint32_t number = 0; number < cells->count; number++)
        enter(index, size, hash_of(&uf_attendance_cells_at(cells, number)->key), number);
    free(cells->index);
    cells->index = index;
    cells->index_size = size;
    return true;
}

/* Make room for one more cell. */
static bool add_block(struct uf_attendance_cells *cells)
{
    if (cells->count < cells->block_count * CELLS_IN_BLOCK)
        return true;
    if (cells->block_count == cells->block_capacity) {
        size_t capacity = cells->block_capacity == 0 ? 16 : cells->block_capacity * 2;
        struct uf_attendance_cell **blocks = realloc(cells->blocks, capacity * sizeof *blocks);
        if (blocks == NULL)
            return false;
        cells->blocks = blocks;
        cells->block_capacity = capacity;
    }
    struct uf_attendance_cell *block = aligned_alloc(CACHE_LINE, CELLS_IN_BLOCK * sizeof *block);
    if (block == NULL)
        return false;
    cells->blocks[cells->block_count++] = block;
    return true;
}

static uint32_t insert(struct uf_attendance_cells *cells, const struct uf_attendance_key *key,
                       uint64_t hash, uint32_t *head)
{
    if (cells->count == UF_NO_CELL - 1 || !widen_index(cells) || !add_block(cells))
        return UF_NO_CELL;
    uint32_t number = cells->count++;
    *uf_attendance_cells_at(cells, number) = (struct uf_attendance_cell){
        .key = *key, .first = UF_LAST_DAY + 1, .last = UF_FIRST_DAY - 1, .next = *head
    };
    enter(cells->index, cells->index_size, hash, number);
    *head = number;
    return number;
}

uint32_t uf_attendance_cells_find_or_insert(struct uf_attendance_cells *cells,
                                            const struct uf_attendance_key *key, uint64_t hash,
                                            uint32_t guess, uint32_t *head)
{
    if (guess != UF_NO_CELL && same_key(&uf_attendance_cells_at(cells, guess)->key, key))
        return guess;
    uint32_t number = find(cells, key, hash);
    return number != UF_NO_CELL ? number : insert(cells, key, hash, head);
}

void uf_attendance_cells_release(struct uf_attendance_cells *cells)
{
    for (size_t i = 0; i < cells->block_count; i++)
        free(cells->blocks[i]);
    free(cells->blocks);
    free(cells->index);
    *cells = (struct uf_attendance_cells){ 0 };
}
