/* key_index.c: an open-addressing table of numbers, over keys that lie one after the other. */
#include "key_index.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_KEYS = 64, FIRST_SLOTS = 128 };

/* A round of multiply and fold for each word (constants of splitmix64: Steele, Lea & Flood 2014),
 * since dense codes differ in their low bits only. */
static uint64_t hash_of(const uint32_t *key, size_t words)
{
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = 0; i < words; i++) {
        h = (h ^ key[i]) * UINT64_C(0xbf58476d1ce4e5b9);
        h ^= h >> 29;
    }
    h *= UINT64_C(0x94d049bb133111eb);
    return h ^ h >> 31;
}

/* The slot of a key: its own, or the free one where it would go. */
static size_t probe(const struct uf_key_index *index, const uint32_t *key)
{
    const size_t mask = index->slot_count - 1;
    size_t i = (size_t)hash_of(key, index->words) & mask;
    for (; index->slots[i] != 0; i = (i + 1) & mask)
        if (memcmp(uf_key_index_key(index, index->slots[i] - 1), key, index->words * sizeof *key) ==
            0)
            break;
    return i;
}

static bool widen_slots(struct uf_key_index *index)
{
    if (index->count < index->slot_count / 3 * 2)
        return true;
    const size_t slot_count = index->slot_count > 0 ? 2 * index->slot_count : FIRST_SLOTS;
    uint32_t *slots = calloc(slot_count, sizeof *slots);
    if (slots == NULL)
        return false;
    free(index->slots);
    index->slots = slots;
    index->slot_count = slot_count;
    for (uint32_t number = 0; number < index->count; number++)
        slots[probe(index, uf_key_index_key(index, number))] = number + 1;
    return true;
}

static bool widen_keys(struct uf_key_index *index)
{
    if (index->count < index->room)
        return true;
    const size_t room = index->room > 0 ? index->room + index->room / 2 : FIRST_KEYS;
    uint32_t *keys = realloc(index->keys, room * index->words * sizeof *keys);
    if (keys == NULL)
        return false;
    index->keys = keys;
    index->room = room;
    return true;
}

uint32_t uf_key_index_take(struct uf_key_index *index, const uint32_t *key, bool *added)
{
    *added = false;
    if (!widen_slots(index))
        return UF_NO_KEY;
    const size_t slot = probe(index, key);
    if (index->slots[slot] != 0)
        return index->slots[slot] - 1;
    if (index->count == UF_NO_KEY - 1 || !widen_keys(index))
        return UF_NO_KEY;
    memcpy(index->keys + (size_t)index->count * index->words, key, index->words * sizeof *key);
    *added = true;
    index->slots[slot] = ++index->count;
    return index->count - 1;
}

uint32_t uf_key_index_find(const struct uf_key_index *index, const uint32_t *key)
{
    if (index->slot_count == 0)
        return UF_NO_KEY;
    const uint32_t taken = index->slots[probe(index, key)];
    return taken == 0 ? UF_NO_KEY : taken - 1;
}

const uint32_t *uf_key_index_key(const struct uf_key_index *index, uint32_t number)
{
    return index->keys + (size_t)number * index->words;
}

void uf_key_index_release(struct uf_key_index *index)
{
    free(index->keys);
    free(index->slots);
    *index = (struct uf_key_index){ .words = index->words };
}
