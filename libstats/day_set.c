/* day_set.c: two bits a day, and the longest run of days missed whole. */
#include "day_set.h"

#include <stdlib.h>
#include <string.h>

enum { DAYS_IN_BLOCK = 64 };

static uint32_t block_of(uf_day day)
{
    return (uint32_t)(day - UF_FIRST_DAY) / DAYS_IN_BLOCK;
}

/* Make the set reach block `wanted`. It grows by half in that direction, so that rows in order of
 * date cost amortised constant time. */
static bool reach(struct uf_day_set *set, uint32_t wanted)
{
    uint32_t first = wanted;
    uint32_t end = wanted + 1;
    uint32_t slack = set->count / 2;
    if (set->count > 0 && wanted < set->first) {
        first = wanted > slack ? wanted - slack : 0;
        end = set->first + set->count;
    } else if (set->count > 0) {
        first = set->first;
        end = wanted + 1 + slack;
    }
    struct uf_day_block *blocks = calloc(end - first, sizeof *blocks);
    if (blocks == NULL)
        return false;
    if (set->count > 0)
        memcpy(blocks + (set->first - first), set->blocks, set->count * sizeof *blocks);
    free(set->blocks);
    *set = (struct uf_day_set){ .blocks = blocks, .first = first, .count = end - first };
    return true;
}

bool uf_day_set_mark(struct uf_day_set *set, uf_day day, bool missed, bool attended)
{
    uint32_t number = block_of(day);
    /* Unsigned: a block before the first is out of reach as well. */
    if (number - set->first >= set->count && !reach(set, number))
        return false;
    struct uf_day_block *block = &set->blocks[number - set->first];
    uint32_t bit = (uint32_t)(day - UF_FIRST_DAY) % DAYS_IN_BLOCK;
    block->missed |= (uint64_t)missed << bit;
    block->attended |= (uint64_t)attended << bit;
    return true;
}

const struct uf_day_block *uf_day_set_block(const struct uf_day_set *set, uf_day day)
{
    uint32_t number = block_of(day);
    return number - set->first < set->count ? &set->blocks[number - set->first] : NULL;
}

static struct uf_day_block block_union(const struct uf_day_set *const sets[], size_t n,
                                       uint32_t number)
{
    struct uf_day_block all = { 0, 0 };
    for (size_t i = 0; i < n; i++) {
        if (number - sets[i]->first >= sets[i]->count)
            continue;
        const struct uf_day_block *block = &sets[i]->blocks[number - sets[i]->first];
        all.missed |= block->missed;
        all.attended |= block->attended;
    }
    return all;
}

/* Bits for the days of a block that lie within from to to. */
static uint64_t days_within(uint32_t number, uf_day from, uf_day to)
{
    uf_day first = UF_FIRST_DAY + (uf_day)(number * DAYS_IN_BLOCK);
    uint64_t mask = UINT64_MAX;
    if (from > first)
        mask &= UINT64_MAX << (from - first);
    if (to < first + DAYS_IN_BLOCK - 1)
        mask &= UINT64_MAX >> (first + DAYS_IN_BLOCK - 1 - to);
    return mask;
}

uint32_t uf_day_set_longest(const struct uf_day_set *const sets[], size_t n, uf_day from, uf_day to)
{
    uint32_t run = 0;
    uint32_t longest = 0;
    for (uint32_t number = block_of(from); number <= block_of(to); number++) {
        struct uf_day_block block = block_union(sets, n, number);
        uint64_t school_days = (block.missed | block.attended) & days_within(number, from, to);
        for (unsigned bit = 0; school_days != 0; bit++, school_days >>= 1) {
            if ((school_days & 1) == 0)
                continue;
            run = (block.attended >> bit & 1) != 0 ? 0 : run + 1;
            if (run > longest)
                longest = run;
        }
    }
    return longest;
}

/* The bits set in a word, in parallel (Warren 2013, Hacker's Delight, figure 5-2). */
static uint32_t bits_set(uint64_t word)
{
    word -= word >> 1 & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
    word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (uint32_t)(word * UINT64_C(0x0101010101010101) >> 56);
}

uint32_t uf_day_set_count(const struct uf_day_set *const sets[], size_t n, uf_day from, uf_day to)
{
    uint32_t count = 0;
    for (uint32_t number = block_of(from); number <= block_of(to); number++) {
        struct uf_day_block block = block_union(sets, n, number);
        count += bits_set((block.missed | block.attended) & days_within(number, from, to));
    }
    return count;
}

void uf_day_set_release(struct uf_day_set *set)
{
    free(set->blocks);
    *set = (struct uf_day_set){ NULL, 0, 0 };
}
